"""Claims as they are printed: whole, so that they can be handed in again, or in one line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from claims.desk.viewing.around import Around, erased_of, text
from claims.desk.viewing.records import claim_names
from claims.records import Claim, Link, Rating, Report, Source
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.hanging import Hanging
from claims.store.queries.stored import Stored, by_id
from claims.values.chain import Hop
from claims.values.identity import short_ref
from claims.vocab import Hedge, Kind, Standing


def claim_view(
    connection: Connection,
    one: Stored[Claim],
    everything: Around,
    said: Hanging,
    standing: Standing,
) -> views.ClaimView:
    """A claim as it is printed, with what it refers to, what hangs on it, and its standing."""
    told = _claim(connection, one, everything, said)
    return views.ClaimView.of(**told, standing=standing)


def links_in(connection: Connection, claim: UUID, said: Hanging) -> Iterator[views.LinkIn]:
    """The standing links that begin at the claim."""
    links = [link.record for link in said.links if link.record.claim == claim]
    names = claim_names(connection, {link.to for link in links})
    return (_link_in(link, names) for link in links if not link.withdrawn)


def ratings_in(
    connection: Connection, ratings: Iterable[Stored[Rating]]
) -> tuple[views.RatingIn, ...]:
    """Those of these ratings that stand, as they can be handed in again."""
    standing = [one.record for one in ratings if one.record.withdrawn is None]
    if not standing:
        return ()
    reports = by_id(connection, Report, {rating.report for rating in standing})
    authors = by_id(connection, Source, {rating.author for rating in standing})
    erased = erased_of(connection, (one.record for one in reports.values()))
    return tuple(
        _rating_in(
            rating,
            authors[rating.author].record.name,
            _report_in(reports[rating.report].record, erased),
        )
        for rating in standing
    )


def _rating_in(rating: Rating, author: str, report: views.ReportIn) -> views.RatingIn:
    return views.RatingIn(
        ref=short_ref(Kind.RATING, rating.id),
        text=rating.text,
        value=rating.value,
        best=rating.best,
        worst=rating.worst,
        author=author,
        report=report,
    )


def _claim(
    connection: Connection, one: Stored[Claim], everything: Around, said: Hanging
) -> dict[str, Any]:
    """What is recorded of a claim, by the names of the view."""
    claim, report = one.record, everything.reports[one.record.report]
    hops = [_chain_hop(hop, everything) for hop in claim.chain]
    figure = None if claim.figure is None else everything.figures[claim.figure]
    own = len(hops) == 1
    return {
        "ref": short_ref(Kind.CLAIM, claim.id),
        "id": claim.id,
        "key": claim.key,
        "statement": claim.statement,
        "quote": claim.quote,
        "figure": None if figure is None else figure.slug,
        "quantity": None if claim.quantity is None else claim.quantity.text,
        "unit": None if claim.quantity is None else claim.quantity.unit,
        "stance": claim.stance,
        "modality": claim.modality,
        "method": claim.method,
        "source": hops[0].source,
        "via": tuple(hop.source for hop in hops[1:-1]),
        "reporter": None if own and report.reporter is None else hops[-1].source,
        "chain": tuple(hops) if _needs_full_chain(claim) else None,
        "said": text(claim.said),
        "as_of": text(claim.as_of),
        "published": text(report.published),
        "hedge": claim.chain.origin.hedge,
        "hedge_cue": claim.chain.origin.cue,
        "report": _report_in(report, everything.erased),
        "tags": claim.tags,
        "note": claim.note,
        "links": tuple(links_in(connection, claim.id, said)),
        "ratings": ratings_in(connection, said.ratings),
        "effective_hedge": claim.chain.effective_hedge,
        "revision": one.revision,
        "logged_at": one.logged_at,
        "logged_by": one.logged_by,
        "withdrawn": claim.withdrawn,
    }


def _chain_hop(hop: Hop, everything: Around) -> views.ChainHop:
    return views.ChainHop.of(
        source=everything.name(hop.source),
        named_as=hop.named_as,
        cue=hop.cue,
        hedge=hop.hedge,
        said=text(hop.said),
        language=hop.language,
        original_term=hop.original_term,
    )


def _needs_full_chain(claim: Claim) -> bool:
    """Whether a hop says more than the short form of a draft can."""
    own_words = any(
        (hop.named_as, hop.said, hop.language, hop.original_term) != (None,) * 4
        for hop in claim.chain
    )
    later = claim.chain.hops[1:]
    return own_words or any((hop.hedge, hop.cue) != (None, None) for hop in later)


def _report_in(report: Report, erased: Mapping[str, str]) -> views.ReportIn:
    return views.ReportIn.of(
        ref=short_ref(Kind.REPORT, report.id),
        version=report.version,
        url=report.url,
        title=report.title,
        byline=report.byline,
        published=text(report.published),
        language=report.language,
        text_sha256=report.text_sha256,
        text_redacted=erased.get(report.text_sha256 or ""),
    )


def _link_in(link: Link, names: Mapping[UUID, str]) -> views.LinkIn:
    return views.LinkIn(relation=link.relation, to=names[link.to], reason=link.reason)


def hop_views(claim: Claim, everything: Around) -> tuple[views.HopView, ...]:
    """The chain from the origin to the reporter, with what is known of each speaker."""
    last = len(claim.chain) - 1
    return tuple(
        _hop(place, role_of(place, last), hop, everything)
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


def _hop(place: int, role: str, hop: Hop, everything: Around) -> views.HopView:
    source = everything.sources[hop.source]
    controller = source.controlled_by
    return views.HopView.of(
        position=place,
        role=role,
        source=source.name,
        source_ref=short_ref(Kind.SOURCE, source.id),
        kind=source.source_kind,
        country=source.country,
        controlled_by=None if controller is None else everything.name(controller),
        named_as=hop.named_as,
        cue=hop.cue,
        hedge=hop.hedge or Hedge.ATTRIBUTED,
        hedge_given=hop.hedge is not None,
        said=text(hop.said),
        language=hop.language,
        original_term=hop.original_term,
    )


def line_fields(claim: Claim, everything: Around) -> dict[str, Any]:
    """The fields of a claim's line."""
    quantity, names = claim.quantity, [everything.name(hop.source) for hop in claim.chain.hops]
    return {
        "comparator": None if quantity is None else quantity.comparator,
        "value": None if quantity is None else quantity.value,
        "low": None if quantity is None else quantity.low,
        "high": None if quantity is None else quantity.high,
        "unit": None if quantity is None else quantity.unit,
        "ref": short_ref(Kind.CLAIM, claim.id),
        "key": claim.key,
        "statement": claim.statement,
        "figure": None if claim.figure is None else everything.figures[claim.figure].slug,
        "quantity": None if quantity is None else quantity.text,
        "stance": claim.stance,
        "modality": claim.modality,
        "method": claim.method,
        "source": names[0],
        "via": tuple(names[1:-1]),
        "reporter": names[-1],
        "hedge": claim.chain.origin.hedge or Hedge.ATTRIBUTED,
        "effective_hedge": claim.chain.effective_hedge,
        "said": text(claim.said),
        "as_of": text(claim.as_of),
        "published": text(everything.reports[claim.report].published),
    }
