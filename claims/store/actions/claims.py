"""Recording claims: what each draft comes to, one bad draft costing only itself."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from claims.errors import ConflictError, InputError
from claims.records import Claim, Figure, Report, Source, field_names
from claims.rules.meaning import check_dates
from claims.schemas.drafts import ClaimDraft, ClaimReport
from claims.store.actions.chains import Speakers, read_speakers
from claims.store.actions.items import Pin, learn_items, need_report, pinned_version
from claims.store.actions.links import check_standing, plan_links
from claims.store.actions.names import learn_figures, learn_sources, need_figure
from claims.store.actions.plan import Held, Plan
from claims.store.actions.ratings import plan_ratings
from claims.store.actions.redactions import refuse_redacted
from claims.store.actions.retractions import retract_once
from claims.store.actions.states import Untold, plan_untold, untold
from claims.store.queries.lookups import claims_by_key
from claims.store.queries.stored import by_id
from claims.values.chain import Chain
from claims.values.names import name_key
from claims.values.quantity import Quantity
from claims.values.quotes import find_quote
from claims.vocab import Action


class Status(StrEnum):
    """What became of a draft."""

    LOGGED = "logged"
    UNCHANGED = "unchanged"
    UPDATED = "updated"


class Outcome(NamedTuple):
    """What became of a draft, and the claim it now stands as."""

    status: Status
    claim: Claim


def learn(plan: Plan, drafts: Sequence[ClaimDraft]) -> None:
    """Look up everything that these drafts name, in bulk."""
    learn_keys(plan, [draft.key for draft in drafts if draft.key is not None])
    learn_sources(plan, {name for draft in drafts for name in draft.names})
    learn_figures(plan, {draft.figure for draft in drafts if draft.figure is not None})
    reports = [draft.report for draft in drafts if draft.report is not None]
    reports += [rating.report for draft in drafts for rating in draft.ratings]
    addresses = {report.url for report in reports if report.url is not None}
    learn_items(plan, addresses | {item for draft in drafts if (item := _item(plan, draft))})


def _item(plan: Plan, draft: ClaimDraft) -> str | None:
    """The item that a draft without an address was read from, if its outlet is known already."""
    fields = draft.report or ClaimReport()
    if fields.url is not None:
        return None
    last = draft.chain[-1].source if draft.chain else None
    name = fields.reporter or draft.reporter or last
    known = None if name is None else plan.sources.get(name_key(name))
    if not known:
        return None
    outlet = known[0].id
    return fields.read(published=draft.published, outlet=outlet, as_id=outlet).item_key


def learn_keys(plan: Plan, keys: Iterable[str]) -> None:
    """Look up the claims that were logged under these keys."""
    wanted = [key for key in set(keys) if key not in plan.claims]
    if wanted:
        found = claims_by_key(plan.connection, wanted)
        held = {key: Held(one.record, one.revision) for key, one in found.items()}
        plan.claims.learn(wanted, held, None)


def plan_claim(
    plan: Plan, draft: ClaimDraft, *, update: bool, as_id: UUID | None = None
) -> Outcome:
    """Plan what logging this draft writes; `as_id` is the identity kept for a new claim.

    Under a key that is known, the same content changes nothing; other content
    is refused with the differences, or becomes a revision where `update` asks
    for it.
    """
    known = _known(plan, draft)
    if known is not None and draft.statement != known.record.statement:
        refuse_redacted(known.record)
    claim = read_claim(plan, draft, known=known, as_id=as_id)
    news = untold(plan, draft, None if known is None else known.record)
    links = plan_links(plan, claim, draft.links, known=known is not None)
    rated = plan_ratings(plan, claim, draft, known=known is not None)
    if known is None:
        plan.write(Action.LOG, claim)
        return Outcome(Status.LOGGED, _held(plan, Held(claim), draft, news))
    if (links or rated) and draft.withdrawn is None:
        check_standing(claim)
    changed = differences(known.record, claim) + (["links"] if links else [])
    if not changed and not news.names and not rated:
        return Outcome(Status.UNCHANGED, known.record)
    if not update:
        raise _refused(plan, changed, (*rated, *_not_recorded(news)), known.record, claim)
    return Outcome(Status.UPDATED, _held(plan, _revised(plan, known, claim), draft, news))


def _held(plan: Plan, held: Held[Claim], draft: ClaimDraft, news: Untold) -> Claim:
    """The claim with all that its draft tells of it; later drafts of the batch find it so."""
    held = plan_untold(plan, held, draft, news)
    if held.record.key is not None:
        plan.claims[held.record.key] = held
    return held.record


def _known(plan: Plan, draft: ClaimDraft) -> Held[Claim] | None:
    if draft.key is None:
        return None
    if draft.key not in plan.claims:
        learn_keys(plan, [draft.key])
    return plan.claims[draft.key]


def _revised(plan: Plan, known: Held[Claim], claim: Claim) -> Held[Claim]:
    if not differences(known.record, claim):
        return known
    refuse_redacted(known.record)
    revised = Held(claim, known.revision + 1)
    plan.write(Action.REVISE, claim, version=revised.revision, reason="imported again")
    return revised


# What follows from other fields or from the life of a claim, and is not handed in with it.
_NOT_GIVEN = {"quote_at", "withdrawn"}


def differences(known: Claim, given: Claim) -> list[str]:
    """The fields in which two versions of a claim differ."""
    return [
        name
        for name in field_names(Claim)
        if name not in _NOT_GIVEN and getattr(known, name) != getattr(given, name)
    ]


def _not_recorded(news: Untold) -> list[str]:
    return [f"{name}: given, and not recorded" for name in news.names]


def _refused(
    plan: Plan, changed: list[str], news: Sequence[str], known: Claim, given: Claim
) -> ConflictError:
    shown = "; ".join(
        [
            f"{name}: recorded {_shown(plan, known, name)}, given {_shown(plan, given, name)}"
            for name in changed
        ]
        + [*news]
    )
    return ConflictError(
        "key_conflict",
        f"the key {known.key!r} is known with other content ({shown})",
        hint="ask for an update (--update) to make it a revision, or use another key",
        field="key",
    )


def _shown(plan: Plan, claim: Claim, name: str) -> str:
    """A field as people say it: names where the record has identities."""
    value = getattr(claim, name, None)
    if value in (None, ()):
        return "nothing"
    if isinstance(value, Chain):
        return " → ".join(plan.called(Source, hop.source) for hop in value) + (
            f" ({value.effective_hedge})"
        )
    if name == "figure":
        return plan.called(Figure, claim.figure)
    if name == "report":
        return plan.called(Report, claim.report)
    return repr(value.text if isinstance(value, Quantity) else str(value))


def read_claim(
    plan: Plan, draft: ClaimDraft, *, known: Held[Claim] | None, as_id: UUID | None = None
) -> Claim:
    """The claim that a draft means, its names resolved and its dates and quote checked."""
    address = draft.report.url if draft.report else None
    version = draft.report.version if draft.report else None
    item = None if address is None else pinned_version(plan, address, version)
    speakers = read_speakers(plan, draft, item)
    said = draft.said or speakers.chain.origin.said
    report = _read_report(plan, draft, speakers, known=known)
    check_dates(
        said=said,
        as_of=draft.as_of,
        published=None if "published" in draft.as_recorded else report.published,
        modality=draft.modality,
        logged_at=plan.author.at,
    )
    quantity = draft.read_quantity(language=report.language)
    figure = _figure(plan, draft, None if quantity is None else quantity.unit)
    unit = None if figure is None or "unit" in draft.as_recorded else figure.unit
    if quantity is not None and quantity.unit is None and unit is not None:
        quantity = quantity.in_unit(unit)
    return Claim(
        id=as_id or plan.author.new_id() if known is None else known.record.id,
        key=draft.key,
        statement=draft.statement,
        quote=draft.quote,
        quote_at=None if "quote" in draft.as_recorded else _place(plan, draft.quote, report, known),
        figure=None if figure is None else figure.id,
        quantity=quantity,
        stance=draft.stance,
        modality=draft.modality,
        method=draft.method,
        chain=speakers.chain,
        report=report.id,
        said=said,
        as_of=draft.as_of,
        tags=draft.tags,
        note=draft.note,
        withdrawn=None if known is None else known.record.withdrawn,
    )


def _read_report(
    plan: Plan, draft: ClaimDraft, speakers: Speakers, *, known: Held[Claim] | None
) -> Report:
    fields = draft.report or ClaimReport()
    if draft.published and fields.published and draft.published != fields.published:
        raise InputError(
            "field_doubled",
            f"`published` is {draft.published}, and {fields.published} in `report`",
            hint="give it once",
            field="published",
        )
    given = fields.read(
        published=draft.published, outlet=speakers.outlet, as_id=plan.author.new_id()
    )
    before = None if known is None else _report_of(plan, known.record, given.item_key)
    pin = Pin(fields.version, fields.text_sha256)
    report = need_report(plan, given, read=fields, known=before, pin=pin)
    if before is not None and before.id != report.id:
        refuse_redacted(before)
    if fields.retracted is not None:
        retract_once(plan, report, fields.retracted)
    return report


def _report_of(plan: Plan, claim: Claim, item: str) -> Report:
    """The version that a claim was read from, most likely of this item, as this batch leaves it."""
    planned = plan.planned(claim.report)
    if planned is not None:
        assert isinstance(planned.record, Report)
        return planned.record
    for version in plan.items.get(item, ()):
        if version.record.id == claim.report:
            return version.record
    return by_id(plan.connection, Report, [claim.report])[claim.report].record


def _figure(plan: Plan, draft: ClaimDraft, unit: str | None) -> Figure | None:
    return None if draft.figure is None else need_figure(plan, draft.figure, unit=unit)


def _place(
    plan: Plan, quote: str | None, report: Report, known: Held[Claim] | None
) -> tuple[int, int] | None:
    """Where the quote stands in the report's archived text, if one is kept.

    Where the text was redacted, it stands where it was found before.
    """
    if quote is None or report.text_sha256 is None:
        return None
    text = plan.text(report.text_sha256)
    if not text:
        same = known is not None and known.record.quote == quote
        return known.record.quote_at if known is not None and same else None
    place = find_quote(quote, text)
    if place is None:
        raise InputError(
            "quote_not_in_text",
            f"the quote {quote!r} does not stand in the archived text of the report",
            hint="quote to the letter and whole numbers; only white space and the kind of "
            "quotation mark may differ",
            field="quote",
        )
    return place
