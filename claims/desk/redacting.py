"""Redacting: what the law, or decency, orders to be erased goes for good, and it shows."""

from claims.desk.base import Base, Ref, readable, resolve
from claims.desk.retrying import repeated
from claims.errors import InputError
from claims.records import RECORDS
from claims.schemas.views.redacting import RedactionView, RelatedView
from claims.store.actions.redactions import plan_redaction
from claims.store.cleaning import clean
from claims.store.queries.repeating import may_repeat
from claims.store.queries.stored import by_id
from claims.values.identity import short_ref
from claims.vocab import Kind

REDACTABLE = tuple(kind for kind in RECORDS if kind is not Kind.KEY)


class RedactingVerbs(Base):
    """Erasing, by an act that is itself an entry."""

    @repeated
    def redact(self, ref: Ref, *, reason: str) -> RedactionView:
        """Erase for good what was recorded of any record but a key, and a report's archived text.

        Who redacted it, when and why stays, in every view of it and for good: the reason
        must not repeat what is to go. Repeating the call erases what was written since
        and cleans the file again.
        """
        if not reason.strip():
            raise InputError("field_missing", "a reason is required", field="reason")
        reason = readable(reason.strip(), field="reason")
        with self._plan() as plan:
            kind, identifier = resolve(plan.connection, ref, *REDACTABLE)
            known = by_id(plan.connection, RECORDS[kind], [identifier])[identifier]
            related = may_repeat(plan.connection, known.record)
            erasure = plan_redaction(plan, known, reason)
        left = clean(self._engine)
        return RedactionView(
            kind=kind,
            ref=short_ref(kind, identifier),
            id=identifier,
            status="redacted" if erasure.payloads else "redacted already",
            payloads=erasure.payloads,
            texts=len(erasure.texts),
            raws=len(erasure.raws),
            may_repeat=tuple(RelatedView(kind=one, ref=short_ref(one, it)) for one, it in related),
            left_to_do=None if left is None else left.told,
            to_be_repeated=left is not None and left.by_repeating,
        )
