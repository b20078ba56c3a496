"""Recording claims: what each draft comes to, one bad draft costing only itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.chain import Chain
from claims.errors import ConflictError, InputError
from claims.quantity import Quantity
from claims.quotes import find_quote
from claims.records import Claim, Figure, Report, Source
from claims.rules.meaning import check_dates
from claims.schemas.drafts import ClaimDraft, ClaimReport
from claims.store.actions.chains import Speakers, read_speakers
from claims.store.actions.items import learn_items, need_report, newest_version
from claims.store.actions.links import plan_links
from claims.store.actions.names import learn_figures, learn_sources, need_figure
from claims.store.actions.plan import Held, Plan
from claims.store.queries.lookups import claims_by_key
from claims.store.queries.stored import by_id
from claims.vocab import Action


class Status(StrEnum):
    """What became of a draft."""

    LOGGED = "logged"
    UNCHANGED = "unchanged"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft, and the claim it now stands as."""

    status: Status
    claim: Claim


def learn(plan: Plan, drafts: Sequence[ClaimDraft]) -> None:
    """Look up everything that these drafts name, in bulk."""
    learn_keys(plan, [draft.key for draft in drafts if draft.key is not None])
    learn_sources(plan, {name for draft in drafts for name in draft.names})
    learn_figures(plan, {draft.figure for draft in drafts if draft.figure is not None})
    reports = (draft.report for draft in drafts if draft.report is not None)
    learn_items(plan, {report.url for report in reports if report.url is not None})


def learn_keys(plan: Plan, keys: Iterable[str]) -> None:
    """Look up the claims that were logged under these keys."""
    wanted = [key for key in set(keys) if key not in plan.claims]
    if wanted:
        found = claims_by_key(plan.connection, wanted)
        held = {key: Held(one.record, one.revision) for key, one in found.items()}
        plan.claims.learn(wanted, held, None)


def plan_claim(plan: Plan, draft: ClaimDraft, *, update: bool) -> Outcome:
    """Plan what logging this draft writes.

    Under a key that is known, the same content changes nothing; other content
    is refused with the differences, or becomes a revision where `update` asks
    for it.
    """
    known = _known(plan, draft)
    claim = read_claim(plan, draft, known=known)
    links = plan_links(plan, claim, draft.links, known=known is not None)
    if known is None:
        if draft.key is not None:
            plan.claims[draft.key] = Held(claim)
        plan.write(Action.LOG, claim)
        return Outcome(Status.LOGGED, claim)
    changed = differences(known.record, claim) + (["links"] if links else [])
    if not changed:
        return Outcome(Status.UNCHANGED, known.record)
    if not update:
        raise _refused(plan, changed, known.record, claim)
    return _update(plan, known, claim)


def _known(plan: Plan, draft: ClaimDraft) -> Held[Claim] | None:
    if draft.key is None:
        return None
    learn_keys(plan, [draft.key])
    return plan.claims[draft.key]


def _update(plan: Plan, known: Held[Claim], claim: Claim) -> Outcome:
    assert claim.key is not None
    if differences(known.record, claim):
        revision = known.revision + 1
        plan.claims[claim.key] = Held(claim, revision)
        plan.write(Action.REVISE, claim, version=revision, reason="imported again")
    return Outcome(Status.UPDATED, claim)


# What follows from other fields or from the life of a claim, and is not handed in with it.
_NOT_GIVEN = {"id", "quote_at", "withdrawn"}


def differences(known: Claim, given: Claim) -> list[str]:
    """The fields in which two versions of a claim differ."""
    return [
        name
        for name in Claim.model_fields
        if name not in _NOT_GIVEN and getattr(known, name) != getattr(given, name)
    ]


def _refused(plan: Plan, changed: list[str], known: Claim, given: Claim) -> ConflictError:
    shown = "; ".join(
        f"{name}: recorded {_shown(plan, known, name)}, given {_shown(plan, given, name)}"
        for name in changed
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


def read_claim(plan: Plan, draft: ClaimDraft, *, known: Held[Claim] | None) -> Claim:
    """The claim that a draft means, its names resolved and its dates and quote checked."""
    address = draft.report.url if draft.report else None
    item = None if address is None else newest_version(plan, address)
    speakers = read_speakers(plan, draft, item)
    said = draft.said or speakers.chain.origin.said
    report = _read_report(plan, draft, speakers, known=known)
    check_dates(
        said=said,
        as_of=draft.as_of,
        published=report.published,
        modality=draft.modality,
        logged_at=plan.author.at,
    )
    quantity = draft.read_quantity(language=report.language)
    figure = _figure(plan, draft, None if quantity is None else quantity.unit)
    if quantity is not None and quantity.unit is None and figure is not None:
        quantity = replace(quantity, unit=figure.unit)
    return Claim(
        id=plan.author.new_id() if known is None else known.record.id,
        key=draft.key,
        statement=draft.statement,
        quote=draft.quote,
        quote_at=_place(plan, draft.quote, report),
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
    before = None if known is None else _report_of(plan, known.record)
    return need_report(plan, given, text=fields.text, known=before)


def _report_of(plan: Plan, claim: Claim) -> Report:
    """The version that a claim was read from, as this batch leaves it."""
    planned = plan.planned(claim.report)
    if planned is not None:
        assert isinstance(planned.record, Report)
        return planned.record
    return by_id(plan.connection, Report, [claim.report])[claim.report].record


def _figure(plan: Plan, draft: ClaimDraft, unit: str | None) -> Figure | None:
    return None if draft.figure is None else need_figure(plan, draft.figure, unit=unit)


def _place(plan: Plan, quote: str | None, report: Report) -> tuple[int, int] | None:
    """Where the quote stands in the report's archived text, if one is kept."""
    if quote is None or report.text_sha256 is None:
        return None
    place = find_quote(quote, plan.text(report.text_sha256))
    if place is None:
        raise InputError(
            "quote_not_in_text",
            f"the quote {quote!r} does not stand in the archived text of the report",
            hint="quote to the letter; only white space and the kind of quotation mark may differ",
            field="quote",
        )
    return place
