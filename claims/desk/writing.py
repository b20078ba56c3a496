"""The verbs that write: each one transaction, with its entries in the ledger."""

from typing import Any

from claims.desk.base import Base, Ref, held, one_of, readable, resolve, spelled
from claims.desk.retrying import repeated
from claims.desk.showing import names_of
from claims.desk.viewing.drafting import parts_of, revised_draft
from claims.errors import InputError, NotFoundError
from claims.records import RECORDS, Claim, Link, Notice, Record, Report
from claims.schemas.drafts import (
    ClaimDraft,
    FigureDraft,
    LinkDraft,
    RatingDraft,
    ReportChange,
    ReportDraft,
    SourceDraft,
    StoryDraft,
)
from claims.schemas.fields import read_draft
from claims.schemas.judgements import RetractionDraft
from claims.schemas.views import Recorded
from claims.store.actions import judgements
from claims.store.actions.claims import learn, plan_claim
from claims.store.actions.figures import plan_figure
from claims.store.actions.links import check_standing, new_link, plan_unlink
from claims.store.actions.names import find_source
from claims.store.actions.plan import Plan
from claims.store.actions.ratings import rate
from claims.store.actions.reports import plan_report, plan_story, set_report
from claims.store.actions.retractions import plan_retraction
from claims.store.actions.settle import Settled
from claims.store.actions.sources import plan_source
from claims.store.queries.case import NOTICES
from claims.store.queries.closure import LINKS
from claims.store.queries.stored import Stored, by_id, stored
from claims.values.dates import PartialDate, parse_date
from claims.values.identity import short_ref
from claims.vocab import Action, FindingCode, Kind, Relation


class WritingVerbs(Base):
    """What editors do. Every method commits, or raises and leaves nothing behind."""

    @repeated
    def source(self, name: str, **fields: Any) -> Recorded:
        """Add a source, or set what is given of it: kind, country, controlled_by, aliases, note."""
        draft = read_draft(SourceDraft, {"name": name, **fields})
        with self._plan() as plan:
            return recorded(plan, *plan_source(plan, draft, update=True))

    @repeated
    def figure(self, slug: str, **fields: Any) -> Recorded:
        """Add a figure, or set what is given of it: the fields of `FigureDraft`."""
        draft = read_draft(FigureDraft, {"slug": slug, **fields})
        with self._plan() as plan:
            return recorded(plan, *plan_figure(plan, draft, update=True))

    @repeated
    def report(self, url: str | None = None, **fields: Any) -> Recorded:
        """Add a report, or a new version where it has changed: the fields of `ReportDraft`."""
        draft = read_draft(ReportDraft, {"url": url, **fields})
        with self._plan() as plan:
            return recorded(plan, *plan_report(plan, draft))

    @repeated
    def set_report(self, ref: Ref, *, reason: str = "corrected", **fields: Any) -> Recorded:
        """Correct what is recorded of one version of a report; its text stays what it was."""
        change = read_draft(ReportChange, fields)
        with self._plan() as plan:
            known = held(plan.connection, ref, Report)
            return recorded(plan, *set_report(plan, known, change, _needed(reason)))

    @repeated
    def story(self, url: str, **fields: Any) -> Recorded:
        """Add a publication of ours, or set what is given of it: title, date, rests_on, note."""
        if isinstance(fields.get("rests_on"), list | tuple):
            fields["rests_on"] = [spelled(ref) for ref in fields["rests_on"]]
        draft = read_draft(StoryDraft, {"url": url, **fields})
        with self._plan() as plan:
            return recorded(plan, *plan_story(plan, draft, update=True))

    @repeated
    def log(
        self, statement: str, *, update: bool = False, strict: bool = False, **fields: Any
    ) -> Recorded:
        """Log one claim: the fields of `ClaimDraft`; unknown names are made on first use."""
        draft = read_draft(ClaimDraft, {"statement": statement, **fields})
        with self._plan(strict=strict) as plan:
            learn(plan, [draft])
            outcome = plan_claim(plan, draft, update=update)
            return recorded(plan, outcome.status, outcome.claim)

    @repeated
    def link(self, claim: Ref, relation: str, to: Ref, *, reason: str) -> Recorded:
        """Record a judgement on how one claim stands to another."""
        with self._plan() as plan:
            start = held(plan.connection, claim, Claim)
            target = str(held(plan.connection, to, Claim).record.id)
            draft = read_draft(LinkDraft, {"relation": relation, "to": target, "reason": reason})
            link = new_link(plan, start.record, draft)
            _refuse_second(plan, link)
            plan.write(Action.LINK, link)
            return recorded(plan, "linked", link)

    @repeated
    def unlink(
        self, claim: Ref, relation: str | None = None, to: Ref | None = None, *, reason: str
    ) -> Recorded:
        """Take a link back: by its own reference, or by its two claims and the relation."""
        with self._plan() as plan:
            if relation is None or to is None:
                link = held(plan.connection, claim, Link)
            else:
                link = _link_between(plan, claim, one_of(Relation, relation, field="relation"), to)
            return recorded(plan, "unlinked", plan_unlink(plan, link, _needed(reason)))

    @repeated
    def retract(
        self,
        ref: Ref,
        *,
        reason: str,
        notice_date: str | None = None,
        notice_url: str | None = None,
    ) -> Recorded:
        """Record that whoever published a claim or report has taken it back, by a notice."""
        date: PartialDate | None = None if notice_date is None else parse_date(notice_date)
        told = {"reason": _needed(reason), "date": date, "url": notice_url}
        draft = read_draft(RetractionDraft, told)
        with self._plan() as plan:
            kind, identifier = resolve(plan.connection, ref, Kind.CLAIM, Kind.REPORT)
            target = by_id(plan.connection, RECORDS[kind], [identifier])[identifier].record
            known = stored(plan.connection, Notice, NOTICES.c.target_id == identifier)
            notice = plan_retraction(plan, target, known, draft)
            return recorded(plan, "retracted", notice)

    @repeated
    def withdraw(self, ref: Ref, *, reason: str) -> Recorded:
        """Take back what was recorded by mistake: a claim, notice, rating, ruling or waiver; a key.

        A key that was withdrawn signs nothing from then on; what it has signed stands.
        """
        with self._plan() as plan:
            judged = (Kind.NOTICE, Kind.RATING, Kind.RULING, Kind.WAIVER)
            kinds = (Kind.CLAIM, *judged, Kind.KEY)
            kind, identifier = resolve(plan.connection, ref, *kinds)
            known: Stored[Any] = by_id(plan.connection, RECORDS[kind], [identifier])[identifier]
            withdrawn = judgements.plan_withdrawal(plan, known, _needed(reason))
            return recorded(plan, "withdrawn", withdrawn)

    @repeated
    def revise(self, ref: Ref, *, reason: str, **fields: Any) -> Recorded:
        """Give a claim a new revision in which these fields of its draft are changed."""
        with self._plan() as plan:
            known = held(plan.connection, ref, Claim)
            names = names_of(plan.connection, [known.record])
            draft = revised_draft(known.record, names, fields)
            parts = parts_of(fields)
            claim = judgements.plan_revision(plan, known, draft, parts, _needed(reason))
            return recorded(plan, "revised", claim)

    @repeated
    def review(self, ref: Ref, *, note: str | None = None) -> Recorded:
        """Record that you have read a claim, as it now stands, against its report."""
        note = None if note is None else readable(note, field="note")
        with self._plan() as plan:
            known = held(plan.connection, ref, Claim)
            return recorded(plan, "reviewed", judgements.plan_review(plan, known, note))

    @repeated
    def rate(
        self, ref: Ref, text: str | None = None, *, by: str | None = None, **fields: Any
    ) -> Recorded:
        """Record what somebody who checked a claim made of it, in a report of his.

        The fields are those of `RatingDraft`: `text`, `value`, `best`, `worst`, and the
        `report`, by its address or as in a claim's draft. Without `by` its reporter rated.
        """
        draft = read_draft(RatingDraft, {"text": text, "author": by, **fields})
        with self._plan() as plan:
            claim = held(plan.connection, ref, Claim).record
            check_standing(claim)
            return recorded(plan, *rate(plan, claim, draft))

    @repeated
    def rule(self, a: Ref, relation: str, b: Ref, *, reason: str) -> Recorded:
        """Rule that two origins are the `same` or `distinct`: sources by name, or claims' roots."""
        if relation not in ("same", "distinct"):
            raise InputError(
                "value_unknown", f"{relation!r} is neither same nor distinct", field="relation"
            )
        with self._plan() as plan:
            sides = (_side(plan, a), _side(plan, b))
            same = relation == "same"
            ruling = judgements.plan_ruling(plan, sides, same=same, reason=_needed(reason))
            return recorded(plan, "ruled", ruling)

    @repeated
    def refuse(self, claim: Ref, relation: str, to: Ref, *, reason: str) -> Recorded:
        """Refuse a suggested link; it is not suggested again."""
        word = one_of(Relation, relation, field="relation")
        with self._plan() as plan:
            start, end = held(plan.connection, claim, Claim), held(plan.connection, to, Claim)
            refusal = judgements.plan_refusal(plan, start.record, word, end.record, _needed(reason))
            return recorded(plan, "refused", refusal)

    @repeated
    def waive(self, code: str, *, reason: str) -> Recorded:
        """Switch a finding off for this desk; `withdraw` switches it on again."""
        finding = one_of(FindingCode, code, field="code")
        with self._plan() as plan:
            waiver = judgements.plan_waiver(plan, finding, _needed(reason))
            return recorded(plan, "waived", waiver)


def recorded(plan: Plan, status: str | Settled, record: Record) -> Recorded:
    """What a write came to, and what was made on the way."""
    return Recorded(
        kind=record.kind,
        ref=short_ref(record.kind, record.id),
        id=record.id,
        status=str(status),
        new_sources=plan.made(Kind.SOURCE, beside=record),
        new_figures=plan.made(Kind.FIGURE, beside=record),
        new_reports=plan.made(Kind.REPORT, beside=record),
    )


def _needed(reason: str) -> str:
    if not reason.strip():
        raise InputError("field_missing", "a reason is required", field="reason")
    return readable(reason.strip(), field="reason")


def _refuse_second(plan: Plan, link: Link) -> None:
    """Raise where the same judgement already stands."""
    same = stored(
        plan.connection,
        Link,
        (LINKS.c.claim_id == link.claim)
        & (LINKS.c.to_id == link.to)
        & (LINKS.c.relation == link.relation)
        & LINKS.c.withdrawn.is_(None),
    )
    if same:
        raise InputError(
            "link_exists",
            f"this link stands already as {short_ref(Kind.LINK, same[0].record.id)}: "
            f"{same[0].record.reason}",
        )


def _link_between(plan: Plan, claim: Ref, relation: Relation, to: Ref) -> Stored[Link]:
    start, end = held(plan.connection, claim, Claim), held(plan.connection, to, Claim)
    found = stored(
        plan.connection,
        Link,
        (LINKS.c.claim_id == start.record.id)
        & (LINKS.c.to_id == end.record.id)
        & (LINKS.c.relation == relation),
    )
    if not found:
        raise NotFoundError(
            "link_unknown",
            f"no link says that {start.record.statement!r} {relation} {end.record.statement!r}",
            hint="`claims trace` shows the links of a claim",
        )
    return next((one for one in found if one.record.withdrawn is None), found[-1])


def _side(plan: Plan, ref: Ref) -> Record:
    """One side of a ruling: a source by its name, or a claim, whose root is meant."""
    source = find_source(plan, str(ref)) if isinstance(ref, str) else None
    if source is not None:
        return source
    kind, identifier = resolve(plan.connection, ref, Kind.SOURCE, Kind.CLAIM)
    return by_id(plan.connection, RECORDS[kind], [identifier])[identifier].record
