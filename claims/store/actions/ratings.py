"""Recording what those who check claims made of them, each in a report of his own.

One who rates a claim again in the same item has changed his verdict, which is a revision.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from claims.records import Claim, Rating, Report, Source
from claims.rules.meaning import check_not_ahead
from claims.schemas.drafts import ClaimDraft, ClaimReport, RatingDraft
from claims.store.actions.chains import check_outlet, site_of
from claims.store.actions.items import Pin, need_report, pinned_version
from claims.store.actions.names import find_source, need_source
from claims.store.actions.plan import Held, Plan
from claims.store.actions.redactions import refuse_redacted
from claims.store.projection import LAYOUTS
from claims.store.queries.stored import by_id, stored
from claims.vocab import Action, Kind, SourceKind

RATINGS = LAYOUTS[Kind.RATING].main
AGAIN = "imported again"
WHY = "nothing can be logged before it was published"


def plan_ratings(plan: Plan, claim: Claim, draft: ClaimDraft, *, known: bool) -> list[str]:
    """Plan the ratings of a draft that are new, or say otherwise; returns what each changes.

    `known` says that the claim was recorded before and may have ratings. One that was
    withdrawn since counts as recorded: a file does not undo that.
    """
    if not draft.ratings:
        return []
    there = _there(plan, claim) if known else []
    changes = []
    for rating in draft.ratings:
        given = read_rating(plan, claim, rating, draft.source_kinds, there)
        before = next((one for one in there if _same_place(plan, one.record, given)), None)
        if before is None:
            plan.write(Action.RATE, given)
            there.append(Held(given))
            changes.append(f"rating: given {said(given)!r}, and not recorded")
        elif before.record.withdrawn is None and _verdict(before.record) != _verdict(given):
            _revise(plan, before, given, AGAIN)
            changes.append(f"rating: recorded {said(before.record)!r}, given {said(given)!r}")
    return changes


def rate(plan: Plan, claim: Claim, draft: RatingDraft) -> tuple[str, Rating]:
    """Plan one rating by hand: `rated`, `revised`, or `unchanged` where it stands so already."""
    there = [one for one in _there(plan, claim) if one.record.withdrawn is None]
    given = read_rating(plan, claim, draft, {}, there)
    before = next((one for one in there if _same_place(plan, one.record, given)), None)
    if before is None:
        plan.write(Action.RATE, given)
        return "rated", given
    if _verdict(before.record) == _verdict(given):
        return "unchanged", before.record
    return "revised", _revise(plan, before, given, "rated again")


def _revise(plan: Plan, before: Held[Rating], given: Rating, reason: str) -> Rating:
    refuse_redacted(before.record)
    rating = replace(given, id=before.record.id)
    plan.write(Action.REVISE, rating, version=before.revision + 1, reason=reason)
    return rating


def _there(plan: Plan, claim: Claim) -> list[Held[Rating]]:
    """The ratings of a claim as this batch leaves them, withdrawn ones too."""
    found = stored(plan.connection, Rating, RATINGS.c.claim_id == claim.id)
    held = {one.record.id: Held(one.record, one.revision) for one in found}
    for act in plan.batch.acts:
        if isinstance(act.record, Rating) and act.record.claim == claim.id:
            held[act.record.id] = Held(act.record, act.version)
    return list(held.values())


def _verdict(rating: Rating) -> tuple[str | None, ...]:
    return rating.text, rating.value, rating.best, rating.worst


def said(rating: Rating) -> str:
    """The verdict in one phrase: its words, else its place on the scale."""
    if rating.text is not None:
        return rating.text
    return f"{rating.value}" if rating.best is None else f"{rating.value} of {rating.best}"


def _same_place(plan: Plan, known: Rating, given: Rating) -> bool:
    """Whether the same author says both in one item, at whatever version."""
    if known.author != given.author:
        return False
    return known.report == given.report or (
        _report(plan, known.report).item_key == _report(plan, given.report).item_key
    )


def _report(plan: Plan, identifier: UUID) -> Report:
    """A report as this batch leaves it."""
    planned = plan.planned(identifier)
    if planned is not None:
        assert isinstance(planned.record, Report)
        return planned.record
    return by_id(plan.connection, Report, [identifier])[identifier].record


def read_rating(
    plan: Plan,
    claim: Claim,
    draft: RatingDraft,
    kinds: Mapping[str, SourceKind],
    there: Iterable[Held[Rating]],
) -> Rating:
    """The rating that a draft means, its author and its report resolved."""
    fields = draft.report
    url = fields.url
    item = None if url is None else pinned_version(plan, url, fields.version)
    outlet = _outlet(plan, fields, kinds)
    check_outlet(plan, item, None if outlet is None else outlet.id)
    author = _author(plan, draft, item, outlet, kinds)
    check_not_ahead("published", fields.published, plan.author.at, WHY)
    given = fields.read(
        published=None,
        outlet=None if outlet is None else outlet.id,
        as_id=plan.author.new_id(),
    )
    known = next(_known_reports(plan, given, author, there), None)
    pin = Pin(fields.version, fields.text_sha256)
    report = need_report(plan, given, read=fields, known=known, pin=pin)
    return Rating(
        id=plan.author.new_id(),
        claim=claim.id,
        author=author.id,
        report=report.id,
        text=draft.text,
        value=draft.value,
        best=draft.best,
        worst=draft.worst,
    )


def _known_reports(
    plan: Plan, given: Report, author: Source, there: Iterable[Held[Rating]]
) -> Iterator[Report]:
    """The versions of this item in which the author rated the claim before."""
    for one in there:
        if one.record.author == author.id:
            report = _report(plan, one.record.report)
            if report.item_key == given.item_key:
                yield report


def _outlet(plan: Plan, fields: ClaimReport, kinds: Mapping[str, SourceKind]) -> Source | None:
    if fields.reporter is None:
        return None
    kind = kinds.get(fields.reporter, SourceKind.OUTLET)
    return need_source(plan, fields.reporter, kind)


def _author(
    plan: Plan,
    draft: RatingDraft,
    item: Report | None,
    outlet: Source | None,
    kinds: Mapping[str, SourceKind],
) -> Source:
    """Who rated: as named, else who published it, else the site that it stands on."""
    if draft.author is not None:
        kind = kinds.get(draft.author, SourceKind.ORGANISATION)
        return need_source(plan, draft.author, kind)
    if outlet is not None:
        return outlet
    if item is not None and item.reporter is not None:
        known = find_source(plan, str(item.reporter))
        assert known is not None
        return known
    return site_of(plan, draft.report)
