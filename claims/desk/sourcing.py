"""The sourcing report: who said what, through whom, how sure, and who else says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claims.desk.base import Base, Ref, held
from claims.desk.reading import figure_named, source_named
from claims.desk.viewing.sourcing.building import build
from claims.desk.viewing.sourcing.material import load
from claims.errors import InputError
from claims.identity import short_ref
from claims.records import Claim, Figure, Report
from claims.sourcing import RENDERERS
from claims.sourcing.model import Scope, SourcingReport
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries import sourcing as queries
from claims.vocab import Kind

MOST_CLAIMS = 10_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What a scope comes to."""

    title: str
    names: tuple[str, ...]
    claims: set[UUID]
    figures: tuple[UUID, ...] = ()


class SourcingVerbs(Base):
    """What an editor, a standards desk or a lawyer takes away and reads."""

    def sourcing(  # noqa: PLR0913  one keyword for each scope that the command line has
        self,
        *,
        figures: Sequence[str] = (),
        claim: Ref | None = None,
        report: Ref | None = None,
        source: str | None = None,
        tag: str | None = None,
        format: str = "md",  # noqa: A002  the public spelling of the option
    ) -> str:
        """The sourcing report of one scope, as a document in this format."""
        render = RENDERERS.get(format)
        if render is None:
            raise InputError(
                "format_unknown",
                f"{format!r} is no format of a sourcing report",
                hint=f"one of {', '.join(sorted(RENDERERS))}",
                field="format",
            )
        return render(
            self.sourcing_report(
                figures=figures, claim=claim, report=report, source=source, tag=tag
            )
        )

    def sourcing_report(
        self,
        *,
        figures: Sequence[str] = (),
        claim: Ref | None = None,
        report: Ref | None = None,
        source: str | None = None,
        tag: str | None = None,
    ) -> SourcingReport:
        """The sourcing report of one scope: figures, a claim, a report, a source or a tag."""
        asked = {
            "figure": (figures,) if isinstance(figures, str) else tuple(figures) or None,
            "claim": claim,
            "report": report,
            "source": source,
            "tag": tag,
        }
        given = [name for name, value in asked.items() if value is not None]
        if len(given) != 1:
            raise InputError(
                "scope_missing" if not given else "scope_doubled",
                "a sourcing report has one scope, " + (" and ".join(given) or "and none was given"),
                hint=f"give one of {', '.join(asked)}",
            )
        with self._read() as connection:
            kind = given[0]
            return self._report(connection, kind, _SCOPES[kind](connection, asked[kind]))

    def _report(self, connection: Connection, kind: str, found: _Found) -> SourcingReport:
        if len(found.claims) > MOST_CLAIMS:
            raise InputError(
                "scope_too_large",
                f"{found.title}: {len(found.claims)} claims are more than a report can show "
                f"({MOST_CLAIMS})",
                hint="ask for a figure, a report or a claim",
            )
        material = load(connection, found.claims, found.figures, self.tolerance)
        scope = Scope.model_validate(
            {"kind": kind, "names": found.names, "claims": len(material.wanted)}
        )
        return build(material, title=found.title, scope=scope)


def _of_figures(connection: Connection, slugs: tuple[str, ...]) -> _Found:
    known = lookups.figures_by_slug(connection, slugs)
    found: dict[UUID, Figure] = {}
    for slug in slugs:
        figure = (known.get(slug) or figure_named(connection, slug)).record
        found[figure.id] = figure
    titles = [figure.title for figure in found.values()]
    return _Found(
        title=titles[0] if len(titles) == 1 else f"{len(titles)} figures",
        names=tuple(figure.slug for figure in found.values()),
        claims=queries.claims_on_figures(connection, found),
        figures=tuple(found),
    )


def _of_claim(connection: Connection, ref: Ref) -> _Found:
    claim = held(connection, ref, Claim).record
    name = claim.key or short_ref(Kind.CLAIM, claim.id)
    return _Found(title=claim.statement, names=(name,), claims={claim.id})


def _of_report(connection: Connection, ref: Ref) -> _Found:
    """All versions of the item: by its address, or by the reference of any version."""
    versions = lookups.reports_by_item(connection, [str(ref)]).get(str(ref))
    if versions is None:
        item = held(connection, ref, Report).record.item_key
        versions = lookups.reports_by_item(connection, [item])[item]
    newest = versions[-1].record
    name = newest.url or short_ref(Kind.REPORT, newest.id)
    return _Found(
        title=newest.title or name,
        names=(name,),
        claims=queries.claims_read_from(connection, {one.record.id for one in versions}),
    )


def _of_source(connection: Connection, name: str) -> _Found:
    source = source_named(connection, name).record
    claims = queries.claims_through(connection, source.id)
    return _Found(
        title=f"what comes from or through {source.name}", names=(source.name,), claims=claims
    )


def _of_tag(connection: Connection, tag: str) -> _Found:
    return _Found(
        title=f"claims filed under {tag}",
        names=(tag,),
        claims=queries.claims_tagged(connection, tag),
    )


_SCOPES: Mapping[str, Callable[[Connection, Any], _Found]] = {
    "figure": _of_figures,
    "claim": _of_claim,
    "report": _of_report,
    "source": _of_source,
    "tag": _of_tag,
}
