"""Recording reports and the stories of ours by themselves, apart from any claim."""

from typing import Any
from uuid import UUID

from claims.errors import ConflictError, InputError
from claims.ledger.canonical import text_digest
from claims.records import Report, Story
from claims.schemas.drafts import ClaimReport, ReportChange, ReportDraft, StoryDraft
from claims.store.actions.items import Pin, learn_items, need_report, newest_version
from claims.store.actions.names import need_source
from claims.store.actions.plan import Held, Plan
from claims.store.actions.retractions import retract_once
from claims.store.actions.settle import Settled, cleared, settle
from claims.store.queries.lookups import story_by_url
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import Stored
from claims.values.dates import PartialDate
from claims.values.identity import short_ref
from claims.vocab import Action, Kind, SourceKind


def plan_report(plan: Plan, draft: ReportDraft) -> tuple[Settled, Report]:
    """Plan to add this report, to complete the version it fits, or to add a new version."""
    if draft.url is None and draft.title is None and draft.published is None:
        raise InputError(
            "field_missing",
            "a report is told by its `url`, or by its `title` or date (`published`)",
            field="url",
        )
    outlet = None
    if draft.reporter is not None:
        outlet = need_source(plan, draft.reporter, SourceKind.OUTLET).id
    fields = ClaimReport.model_validate(draft, from_attributes=True)
    given = fields.read(published=None, outlet=outlet, as_id=plan.author.new_id())
    pin = Pin(draft.version, makes=True)
    report = need_report(plan, given, read=draft, known=None, pin=pin)
    if draft.retracted is not None:
        retract_once(plan, report, draft.retracted)
    if report.id == given.id:
        return Settled.ADDED, report
    return (Settled.SET if plan.has_acts else Settled.UNCHANGED), report


def plan_page(plan: Plan, draft: ReportDraft, said: ReportDraft) -> tuple[Settled, Report]:
    """Plan to add a report that was read from a page, which has `said` this of itself.

    Versions are told by their text. What a page says of itself only fills in what neither
    the draft nor the version with this text, or the newest as long as it has none, says.
    """
    version = None if draft.url is None else _version_of_text(plan, draft.url, draft.text)
    filled = {
        name: getattr(said, name)
        for name in ("reporter", "title", "byline", "published", "language")
        if getattr(draft, name) is None and (version is None or getattr(version, name) is None)
    }
    return plan_report(plan, draft.model_copy(update=filled))


def _version_of_text(plan: Plan, url: str, text: str | None) -> Report | None:
    newest = newest_version(plan, url)
    name = None if text is None else text_digest(text.encode())
    same = [one.record for one in plan.items[url] if one.record.text_sha256 == name]
    if same:
        return same[-1]
    return newest if newest is not None and newest.text_sha256 is None else None


def set_report(
    plan: Plan, known: Stored[Report], change: ReportChange, reason: str
) -> tuple[Settled, Report]:
    """Plan to correct what is recorded of one version; its address and text stay."""
    given: dict[str, Any] = {name: getattr(change, name) for name in ReportChange.model_fields}
    if change.reporter is not None:
        given["reporter"] = need_source(plan, change.reporter, SourceKind.OUTLET).id
    before = Held(known.record, known.revision)
    settled, held = settle(plan, before, given, update=True, reason=reason)
    if held.record.item_key != known.record.item_key:
        _refuse_taken(plan, held.record)
    return settled, held.record


def _refuse_taken(plan: Plan, report: Report) -> None:
    """A report without an address may not get the outlet, date and title of another."""
    learn_items(plan, [report.item_key])
    others = (one.record for one in plan.items[report.item_key])
    other = next((one for one in others if one.version == report.version), None)
    if other is not None:
        raise ConflictError(
            "report_taken",
            f"outlet, date and title would be those of {short_ref(Kind.REPORT, other.id)}",
            hint="read the claims from that report, or tell the two apart by their titles",
        )


def plan_story(
    plan: Plan, draft: StoryDraft, *, update: bool, as_id: UUID | None = None
) -> tuple[Settled, Story]:
    """Plan to add a publication of ours, or to set what the draft says of it."""
    known = _known_story(plan, draft.url)
    rests_on = None
    if draft.rests_on is not None:
        refs = (_claim(plan, ref, place) for place, ref in enumerate(draft.rests_on))
        rests_on = tuple(dict.fromkeys(refs))
    date: PartialDate | None = draft.date
    given = {"title": draft.title, "date": date, "rests_on": rests_on, "note": draft.note}
    if known is not None:
        settled, held = settle(plan, known, cleared(given, draft.clear), update=update)
        plan.stories[draft.url] = held
        return settled, held.record
    present: dict[str, Any] = {name: one for name, one in given.items() if one is not None}
    story = Story(id=as_id or plan.author.new_id(), url=draft.url, **present)
    plan.stories[draft.url] = Held(story)
    plan.write(Action.ADD, story)
    return Settled.ADDED, story


def _known_story(plan: Plan, url: str) -> Held[Story] | None:
    if url not in plan.stories:
        one = story_by_url(plan.connection, url)
        plan.stories.learn([url], {}, None if one is None else Held(one.record, one.revision))
    return plan.stories[url]


def _claim(plan: Plan, ref: str, place: int) -> Any:
    held = plan.claims.get(ref)
    if held is not None:
        return held.record.id
    try:
        return find_ref(plan.connection, ref, Kind.CLAIM)[1]
    except InputError as error:
        raise error.at(field=f"rests_on.{place}") from error
