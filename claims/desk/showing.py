"""Claims as they are printed: the one place that spells a claim out by the names of its parts.

`draft_of` is what every view, export and report of a claim starts from: the claim as it can be
handed in again. What is recorded beside it (reference, revision, who logged it) is added by the
views.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from claims.records import Claim, Figure, Link, Rating, Report, Source
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.case import with_controllers
from claims.store.queries.hanging import Hanging
from claims.store.queries.lookups import keys_of
from claims.store.queries.redactions import erased_texts
from claims.store.queries.stored import Stored, by_id
from claims.values.chain import Hop
from claims.values.dates import PartialDate
from claims.values.identity import short_ref
from claims.vocab import Hedge, Kind, Standing


@dataclass(frozen=True)
class Names:
    """What a number of claims refer to, by identity.

    `erased` has the words that stand for the archived texts that were redacted, by their hash.
    """

    sources: Mapping[UUID, Source]
    figures: Mapping[UUID, Figure]
    reports: Mapping[UUID, Report]
    erased: Mapping[str, str] = field(default_factory=dict)

    def name(self, source: UUID) -> str:
        """The source's own name."""
        return self.sources[source].name

    def outlet(self, report: Report) -> str | None:
        """The name of a report's outlet."""
        return None if report.reporter is None else self.name(report.reporter)


def names_of(
    connection: Connection, claims: Iterable[Claim], *, ratings: Iterable[Rating] = ()
) -> Names:
    """Load what these claims, and ratings, refer to: one statement a table."""
    claims, ratings = list(claims), list(ratings)
    read = {claim.report for claim in claims} | {rating.report for rating in ratings}
    reports = by_id(connection, Report, read)
    figures = by_id(connection, Figure, {claim.figure for claim in claims if claim.figure})
    speakers = {hop.source for claim in claims for hop in claim.chain}
    speakers |= {one.record.reporter for one in reports.values() if one.record.reporter}
    speakers |= {rating.author for rating in ratings}
    return Names(
        sources=with_controllers(connection, speakers),
        figures={identifier: one.record for identifier, one in figures.items()},
        reports={identifier: one.record for identifier, one in reports.items()},
        erased=erased_of(connection, (one.record for one in reports.values())),
    )


def erased_of(connection: Connection, reports: Iterable[Report]) -> dict[str, str]:
    """Which of the texts of these reports were redacted, with the words that tell of it."""
    hashes = {report.text_sha256 for report in reports if report.text_sha256 is not None}
    return erased_texts(connection, hashes) if hashes else {}


def claim_names(connection: Connection, claims: Iterable[UUID]) -> dict[UUID, str]:
    """What each claim is called: the caller's key, else its short reference."""
    wanted = set(claims)
    keys = keys_of(connection, wanted) if wanted else {}
    return {claim: keys.get(claim) or short_ref(Kind.CLAIM, claim) for claim in wanted}


def text(date: PartialDate | None) -> str | None:
    """A date as it is written, if there is one."""
    return None if date is None else str(date)


def draft_of(claim: Claim, names: Names) -> dict[str, Any]:
    """A claim as the draft it could be handed in as, by the names of `ClaimDraft`'s fields.

    The chain stands in it twice, in full and in the short form (`source`, `via`, `reporter`,
    `hedge`, `hedge_cue`); `needs_chain` tells whether the short form says all of it. What
    people said of the claim (links, ratings, reviews, retractions) is not part of it.
    """
    report, quantity = names.reports[claim.report], claim.quantity
    hops = [_hop_draft(hop, names) for hop in claim.chain]
    own = len(hops) == 1 and report.reporter is None
    return {
        "key": claim.key,
        "statement": claim.statement,
        "quote": claim.quote,
        "figure": None if claim.figure is None else names.figures[claim.figure].slug,
        "quantity": None if quantity is None else quantity.text,
        "unit": None if quantity is None else quantity.unit,
        "stance": claim.stance,
        "modality": claim.modality,
        "method": claim.method,
        "source": hops[0]["source"],
        "via": tuple(hop["source"] for hop in hops[1:-1]),
        "reporter": None if own else hops[-1]["source"],
        "hedge": claim.chain.origin.hedge,
        "hedge_cue": claim.chain.origin.cue,
        "chain": tuple(hops),
        "said": text(claim.said),
        "as_of": text(claim.as_of),
        "published": text(report.published),
        "report": report_draft(report, names),
        "tags": claim.tags,
        "note": claim.note,
        "withdrawn": claim.withdrawn,
    }


def _hop_draft(hop: Hop, names: Names) -> dict[str, Any]:
    """One speaker, by the names of `HopDraft`'s fields."""
    return {
        "source": names.name(hop.source),
        "named_as": hop.named_as,
        "cue": hop.cue,
        "hedge": hop.hedge,
        "said": text(hop.said),
        "language": hop.language,
        "original_term": hop.original_term,
    }


def needs_chain(claim: Claim) -> bool:
    """Whether a hop says more than the short form of a draft can."""
    for place, hop in enumerate(claim.chain):
        if (hop.named_as, hop.said, hop.language, hop.original_term) != (None,) * 4:
            return True
        if place and (hop.hedge, hop.cue) != (None, None):
            return True
    return False


def report_draft(report: Report, names: Names) -> dict[str, Any]:
    """What tells a report, and which version of it, by the names of `ClaimReport`'s fields."""
    return {
        "url": report.url,
        "reporter": names.outlet(report),
        "title": report.title,
        "byline": report.byline,
        "published": text(report.published),
        "language": report.language,
        "version": report.version,
        "text_sha256": report.text_sha256,
    }


def claim_record(one: Stored[Claim], names: Names, said: "Said") -> views.ClaimRecord:
    """A claim as it can be handed in again, with what is recorded beside it."""
    return views.ClaimRecord(**_record_fields(one, names, said))


def claim_view(
    one: Stored[Claim], names: Names, said: "Said", standing: Standing
) -> views.ClaimView:
    """The same with its standing."""
    return views.ClaimView(**_record_fields(one, names, said), standing=standing)


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of one claim, as a view of it has it."""

    links: tuple[views.LinkIn, ...] = ()
    ratings: tuple[views.RatingIn, ...] = ()


def said_of(connection: Connection, claim: UUID, hanging: Hanging) -> Said:
    """The standing links that begin at the claim, and its standing ratings."""
    links = [one.record for one in hanging.links if one.record.claim == claim]
    standing = [link for link in links if link.withdrawn is None]
    called = claim_names(connection, {link.to for link in standing})
    return Said(
        links=tuple(_link_in(link, called) for link in standing),
        ratings=_ratings_in(connection, hanging),
    )


def _link_in(link: Link, called: Mapping[UUID, str]) -> views.LinkIn:
    return views.LinkIn(relation=link.relation, to=called[link.to], reason=link.reason)


def _ratings_in(connection: Connection, hanging: Hanging) -> tuple[views.RatingIn, ...]:
    ratings = [one.record for one in hanging.ratings if one.record.withdrawn is None]
    if not ratings:
        return ()
    names = names_of(connection, (), ratings=ratings)
    return tuple(
        views.RatingIn(
            ref=short_ref(Kind.RATING, rating.id),
            text=rating.text,
            value=rating.value,
            best=rating.best,
            worst=rating.worst,
            author=names.name(rating.author),
            report=_report_in(names.reports[rating.report], names),
        )
        for rating in ratings
    )


def _record_fields(one: Stored[Claim], names: Names, said: Said) -> dict[str, Any]:
    claim = one.record
    draft = draft_of(claim, names)
    chain = tuple(views.ChainHop(**hop) for hop in draft["chain"])
    return draft | {
        "chain": chain if needs_chain(claim) else None,
        "report": _report_in(names.reports[claim.report], names),
        "ref": short_ref(Kind.CLAIM, claim.id),
        "id": claim.id,
        "links": said.links,
        "ratings": said.ratings,
        "effective_hedge": claim.chain.effective_hedge,
        "revision": one.revision,
        "logged_at": one.logged_at,
        "logged_by": one.logged_by,
    }


def _report_in(report: Report, names: Names) -> views.ReportIn:
    told = report_draft(report, names)
    del told["reporter"]  # which stands beside it, as the last hop of the chain
    return views.ReportIn(
        **told,
        ref=short_ref(Kind.REPORT, report.id),
        text_redacted=names.erased.get(report.text_sha256 or ""),
    )


def hop_views(claim: Claim, names: Names) -> tuple[views.HopView, ...]:
    """The chain from the origin to the reporter, with what is known of each speaker."""
    last = len(claim.chain) - 1
    return tuple(
        _hop_view(place, role_of(place, last), hop, names)
        for place, hop in enumerate(_with_said(claim))
    )


def _with_said(claim: Claim) -> tuple[Hop, ...]:
    """The hops; the short form of a draft says of the claim when its origin spoke."""
    origin = claim.chain.origin
    if origin.said is not None or claim.said is None:
        return claim.chain.hops
    return (replace(origin, said=claim.said), *claim.chain.hops[1:])


def role_of(place: int, last: int) -> str:
    """What a speaker is in a chain."""
    if place == 0:
        return "origin"
    return "reporter" if place == last else "relay"


def _hop_view(place: int, role: str, hop: Hop, names: Names) -> views.HopView:
    source = names.sources[hop.source]
    controller = source.controlled_by
    return views.HopView(
        **_hop_draft(hop, names) | {"hedge": hop.hedge or Hedge.ATTRIBUTED},
        position=place,
        role=role,
        source_ref=short_ref(Kind.SOURCE, source.id),
        kind=source.source_kind,
        country=source.country,
        controlled_by=None if controller is None else names.name(controller),
        hedge_given=hop.hedge is not None,
    )


def claim_line(claim: Claim, names: Names) -> views.ClaimLine:
    """A claim in one line, as a search or a figure lists it."""
    return views.ClaimLine(**line_fields(claim, names))


def line_fields(claim: Claim, names: Names) -> dict[str, Any]:
    """The fields of such a line: of the draft what fits in one, and what its number means."""
    quantity, draft = claim.quantity, draft_of(claim, names)
    line = {name: draft[name] for name in _OF_LINE}
    return line | {
        "ref": short_ref(Kind.CLAIM, claim.id),
        "comparator": None if quantity is None else quantity.comparator,
        "value": None if quantity is None else quantity.value,
        "low": None if quantity is None else quantity.low,
        "high": None if quantity is None else quantity.high,
        "reporter": names.name(claim.chain.reporter.source),
        "hedge": claim.chain.origin.hedge or Hedge.ATTRIBUTED,
        "effective_hedge": claim.chain.effective_hedge,
    }


_OF_LINE = (
    *("key", "statement", "figure", "quantity", "unit", "stance", "modality", "method"),
    *("source", "via", "said", "as_of", "published"),
)
