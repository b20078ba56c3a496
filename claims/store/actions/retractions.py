"""Recording that whoever published a claim or a report has taken it back."""

from claims.errors import ConflictError
from claims.records import Notice, Record
from claims.rules.meaning import check_not_ahead
from claims.schemas.judgements import RetractionDraft
from claims.store.actions.plan import Plan
from claims.store.projection import LAYOUTS
from claims.store.queries.stored import Stored, stored
from claims.values.identity import short_ref
from claims.vocab import Action, Kind

NOTICES = LAYOUTS[Kind.NOTICE].main


def plan_retraction(
    plan: Plan, target: Record, known: list[Stored[Notice]], draft: RetractionDraft
) -> Notice:
    """Plan to record that whoever published a claim or report has taken it back."""
    standing = [one for one in known if one.record.withdrawn is None]
    if standing:
        notice_ref = short_ref(Kind.NOTICE, standing[0].record.id)
        raise ConflictError(
            "retracted_already",
            f"{short_ref(target.kind, target.id)} is recorded as retracted: "
            f"{standing[0].record.reason}",
            hint=f"`claims withdraw {notice_ref}` takes that back",
        )
    why = "no notice is dated after its logging"
    check_not_ahead("notice_date", draft.date, plan.author.at, why)
    notice = Notice(
        id=plan.author.new_id(),
        target=target.id,
        target_kind=target.kind,
        reason=draft.reason,
        date=draft.date,
        url=draft.url,
    )
    plan.write(Action.RETRACT, notice)
    return notice


def retract_once(plan: Plan, target: Record, draft: RetractionDraft) -> None:
    """Plan the retraction that a draft tells of, unless it is recorded already.

    One that was withdrawn since counts as recorded: a file does not undo that.
    """
    known = notices_of(plan, target)
    if not is_among(draft, known):
        plan_retraction(plan, target, known, draft)


def notices_of(plan: Plan, target: Record) -> list[Stored[Notice]]:
    """The notices on a claim or a report, withdrawn ones too."""
    return stored(plan.connection, Notice, NOTICES.c.target_id == target.id)


def is_among(draft: RetractionDraft, known: list[Stored[Notice]]) -> bool:
    """Whether one of these notices says just that."""
    told = (draft.reason, draft.date, draft.url)
    return any((one.record.reason, one.record.date, one.record.url) == told for one in known)
