"""Records by what people call them: a slug, a name, an alias, or a reference."""

from uuid import UUID

from claims.desk.base import Ref, held, resolve
from claims.errors import NotFoundError
from claims.records import RECORDS, Figure, Source
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries.refs import fitting
from claims.store.queries.stored import Stored, by_id
from claims.store.then import hint_if_missing
from claims.values.identity import read_ref
from claims.values.names import name_key
from claims.vocab import Kind


def record_named(connection: Connection, ref: Ref) -> tuple[Kind, UUID]:
    """The record of any kind, by reference; a figure also by slug, a source by name."""
    figure = lookups.figures_by_slug(connection, [str(ref)]).get(str(ref))
    if figure is not None:
        return Kind.FIGURE, figure.record.id
    try:
        return resolve(connection, ref, *RECORDS)
    except NotFoundError as error:
        source = lookups.one_source(connection, str(ref))
        if source is None:
            hint = "give a reference, a key, a figure's slug or a source's name"
            raise NotFoundError(
                "ref_unknown",
                f"{str(ref)!r} leads to no record",
                hint=hint_if_missing(connection, hint, lambda: _is_called(connection, str(ref))),
            ) from error
        return Kind.SOURCE, source.id


def figure_named(connection: Connection, slug: str) -> Stored[Figure]:
    """The figure of this slug or reference."""
    found = lookups.figures_by_slug(connection, [slug]).get(slug)
    if found is not None:
        return found
    if read_ref(slug) is not None:
        return held(connection, slug, Figure)
    hint = hint_if_missing(
        connection,
        "`claims figure list` shows them",
        lambda: lookups.figures_by_slug(connection, [slug]),
    )
    raise NotFoundError("figure_unknown", f"there is no figure {slug!r}", hint=hint)


def source_named(connection: Connection, name: str) -> Stored[Source]:
    """The source of this name, alias or reference."""
    found = lookups.one_source(connection, name)
    if found is not None:
        return by_id(connection, Source, [found.id])[found.id]
    try:
        return held(connection, name, Source)
    except NotFoundError as error:
        error.hint = hint_if_missing(
            connection, error.hint, lambda: lookups.sources_by_name(connection, [name_key(name)])
        )
        raise


def _is_called(connection: Connection, name: str) -> bool:
    """Whether a figure, a source or any record is known by this."""
    return bool(
        lookups.figures_by_slug(connection, [name])
        or lookups.sources_by_name(connection, [name_key(name)])
        or fitting(connection, name, *RECORDS)
    )
