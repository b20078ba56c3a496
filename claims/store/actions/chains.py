"""From the speakers that a draft names to the chain of hops, its sources made on first use."""

from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from claims.errors import ConflictError, InputError
from claims.records import Report, Source
from claims.schemas.drafts import ClaimDraft, ClaimReport, HopDraft
from claims.store.actions.names import find_source, need_source
from claims.store.actions.plan import Plan
from claims.values.chain import Chain, Hop
from claims.values.names import name_key
from claims.vocab import Hedge, SourceKind


class Speakers(NamedTuple):
    """The chain of a claim, and the outlet that its report is known to be of, if any.

    A source that publishes by itself is named by the claim alone: the next
    claim from the same address may be another source's.
    """

    chain: Chain
    outlet: UUID | None


def read_speakers(plan: Plan, draft: ClaimDraft, item: Report | None) -> Speakers:
    """The speakers of a draft; `item` is what is recorded at the address it was read from."""
    speakers = _in_full(plan, draft) if draft.chain else _in_short(plan, draft, item)
    if draft.report is not None and draft.report.reporter is not None:
        outlet = _need(plan, draft, draft.report.reporter, SourceKind.OUTLET)
        speakers = speakers._replace(outlet=outlet.id)
    check_outlet(plan, item, speakers.outlet)
    return speakers


def _in_full(plan: Plan, draft: ClaimDraft) -> Speakers:
    last = len(draft.chain) - 1
    hops = tuple(
        _hop(plan, draft, hop, SourceKind.OUTLET if place == last else SourceKind.ORGANISATION)
        for place, hop in enumerate(draft.chain)
    )
    origin = hops[0].said
    if draft.said and origin and draft.said != origin:
        raise InputError(
            "field_doubled",
            f"`said` is {draft.said}, and {origin} at the first hop of `chain`",
            hint="give it once",
            field="said",
        )
    published_by_outlet = last or draft.reporter is not None
    return Speakers(Chain(hops), hops[-1].source if published_by_outlet else None)


def _hop(plan: Plan, draft: ClaimDraft, hop: HopDraft, kind: SourceKind) -> Hop:
    source = _need(plan, draft, hop.source, kind)
    return Hop(
        source=source.id,
        named_as=hop.named_as or _named_as(hop.source, source),
        cue=hop.cue,
        hedge=hop.hedge,
        said=hop.said,
        language=hop.language,
        original_term=hop.original_term,
    )


def _in_short(plan: Plan, draft: ClaimDraft, item: Report | None) -> Speakers:
    reporter = _reporter(plan, draft, item)
    if draft.source is None and draft.via:
        raise InputError(
            "field_missing",
            f"{draft.via[0]} passes it on, but whose claim is it?",
            hint="name the origin as `source`; if it is the first of `via`, move it there",
            field="source",
        )
    if draft.source is None:
        reporter = reporter or site_of(plan, draft.report)
        speaker = Hop(source=reporter.id, hedge=draft.hedge, cue=draft.hedge_cue)
        return Speakers(Chain((speaker,)), reporter.id)
    origin = _speaker(plan, draft, draft.source, hedge=draft.hedge, cue=draft.hedge_cue)
    hops = [origin, *(_speaker(plan, draft, name) for name in draft.via)]
    if reporter is not None and (draft.via or reporter.id != origin.source):
        named_as = None if draft.reporter is None else _named_as(draft.reporter, reporter)
        hops.append(Hop(source=reporter.id, named_as=named_as))
    return Speakers(Chain(tuple(hops)), None if reporter is None else reporter.id)


def _need(
    plan: Plan, draft: ClaimDraft, name: str, kind: SourceKind = SourceKind.ORGANISATION
) -> Source:
    """The source of this name; a new one is of the kind that the draft says, else of this."""
    return need_source(plan, name, draft.source_kinds.get(name, kind))


def _speaker(
    plan: Plan, draft: ClaimDraft, name: str, *, hedge: Hedge | None = None, cue: str | None = None
) -> Hop:
    source = _need(plan, draft, name)
    return Hop(source=source.id, named_as=_named_as(name, source), hedge=hedge, cue=cue)


def _named_as(printed: str, source: Source) -> str | None:
    """The name used in print, where it is not the source's own."""
    if printed == source.name or name_key(printed) == name_key(source.name):
        return None
    return printed


def _reporter(plan: Plan, draft: ClaimDraft, item: Report | None) -> Source | None:
    if draft.reporter is not None:
        return _need(plan, draft, draft.reporter, SourceKind.OUTLET)
    if item is None or item.reporter is None:
        return None
    return find_source(plan, str(item.reporter))


def site_of(plan: Plan, report: ClaimReport | None) -> Source:
    """The site that published, where a draft names nobody at all."""
    url = report.url if report else None
    host = urlsplit(url).hostname if url else None
    if host is None:
        raise InputError(
            "field_missing",
            "nobody is named: whose claim is it, and who published it?",
            hint="give `source`, `reporter` or the report's URL",
            field="source",
        )
    return need_source(plan, host.removeprefix("www."), SourceKind.OUTLET)


def check_outlet(plan: Plan, item: Report | None, outlet: UUID | None) -> None:
    """Raise where an address is said to be of another outlet than is recorded."""
    if item is None or item.reporter is None or outlet is None or item.reporter == outlet:
        return
    known, given = find_source(plan, str(item.reporter)), find_source(plan, str(outlet))
    assert known is not None
    assert given is not None
    raise ConflictError(
        "report_of_other_reporter",
        f"the report {item.url} is recorded as published by {known.name}, not by {given.name}",
        hint="who passes it on belongs in `via`; `claims report set` mends a wrong outlet",
        field="reporter",
    )
