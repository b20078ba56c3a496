"""From a name in a draft to the source or figure it means, made on first use."""

from collections.abc import Collection

from claims.errors import NotFoundError
from claims.records import Figure, Source
from claims.store.actions.plan import Held, Plan
from claims.store.queries.lookups import figures_by_slug, sources_by_name, the_one
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import Stored, by_id
from claims.values.identity import read_ref, uuid_range
from claims.values.names import name_key
from claims.vocab import Action, Basis, Kind, SourceKind


def learn_sources(plan: Plan, names: Collection[str]) -> None:
    """Look up all these names at once."""
    keys = {name_key(name) for name in names} - {""}
    wanted = [key for key in keys if key not in plan.sources]
    if wanted:
        plan.sources.learn(wanted, sources_by_name(plan.connection, wanted), [])


def learn_figures(plan: Plan, slugs: Collection[str]) -> None:
    """Look up all these slugs at once."""
    wanted = [slug for slug in set(slugs) if slug not in plan.figures]
    if wanted:
        found = figures_by_slug(plan.connection, wanted)
        plan.figures.learn(wanted, {slug: held(one) for slug, one in found.items()}, None)


def held(one: Stored[Figure]) -> Held[Figure] | None:
    """A recorded figure as the plan holds it."""
    return Held(one.record, one.revision)


def find_source(plan: Plan, name: str) -> Source | None:
    """The source of this name, alias or reference; None where there is none.

    Its own name comes before anybody's alias. Raises `AmbiguousError` where an
    alias fits several.
    """
    key = name_key(name)
    fitting = plan.sources.get(key)
    if fitting is None:
        learn_sources(plan, [name])
        fitting = plan.sources[key]
    if len(fitting) == 1:
        return fitting[0]
    return the_one(name, fitting) or _by_ref(plan, name)


def _by_ref(plan: Plan, text: str) -> Source | None:
    ref = read_ref(text)
    if (ref is None or ref[0] is not Kind.SOURCE) and uuid_range(text) is None:
        return None
    try:
        _, identifier = find_ref(plan.connection, text, Kind.SOURCE)
    except NotFoundError:
        return None
    source = by_id(plan.connection, Source, [identifier])[identifier].record
    plan.sources.learn([name_key(text)], {}, [source])
    return source


def need_source(plan: Plan, name: str, kind: SourceKind = SourceKind.ORGANISATION) -> Source:
    """The source of this name, planned as a new one of this kind where nothing has it."""
    found = find_source(plan, name)
    if found is not None:
        return found
    if plan.strict:
        raise NotFoundError(
            "source_unknown", f"there is no source {name!r}", hint="`claims source add` makes one"
        )
    source = Source(id=plan.author.new_id(), name=" ".join(name.split()), source_kind=kind)
    remember_new_source(plan, source)
    plan.write(Action.ADD, source)
    return source


def remember_new_source(plan: Plan, source: Source) -> None:
    """Let later drafts of the batch find a new source; nothing is named by its identity yet."""
    plan.sources.learn([str(source.id)], {}, [])
    remember_source(plan, source)


def remember_source(plan: Plan, source: Source) -> None:
    """Let later drafts of the batch find it under all its names."""
    learn_sources(plan, [source.name, *source.aliases, str(source.id)])
    for key in (*source.name_keys, str(source.id)):
        others = [one for one in plan.sources[key] if one.id != source.id]
        plan.sources[key] = [*others, source]


def need_figure(plan: Plan, slug: str, *, unit: str | None) -> Figure:
    """The figure of this slug, planned as a new snapshot in this unit where nothing has it."""
    if slug not in plan.figures:
        learn_figures(plan, [slug])
    known = plan.figures[slug]
    if known is not None:
        return known.record
    if plan.strict:
        raise NotFoundError(
            "figure_unknown", f"there is no figure {slug!r}", hint="`claims figure add` makes one"
        )
    figure = Figure(
        id=plan.author.new_id(),
        slug=slug,
        title=slug.replace("-", " "),
        unit=unit,
        basis=Basis.SNAPSHOT,
    )
    plan.figures[slug] = Held(figure)
    plan.write(Action.ADD, figure)
    return figure
