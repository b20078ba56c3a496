"""What happened to a record, entry by entry and field by field."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from claims.desk.viewing.records import claim_names
from claims.identity import short_ref
from claims.records import Claim
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries.history import entries_of
from claims.store.queries.lookups import called
from claims.store.queries.stored import by_id
from claims.vocab import Action, Kind

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def history(connection: Connection, kind: Kind, subject: UUID) -> views.HistoryView:
    """All revisions of a record, oldest first."""
    entries = entries_of(connection, subject)
    return views.HistoryView(
        ref=short_ref(kind, subject), kind=kind, revisions=named_revisions(connection, entries, {})
    )


def named_revisions(
    connection: Connection, entries: list[LedgerEntry], known: Mapping[UUID, str]
) -> tuple[views.Revision, ...]:
    """The revisions of a record, with names where its payloads hold identities.

    `known` has some of them, which need not be looked up.
    """
    mentioned = _identities([entry.record for entry in entries])
    named = {one: known[one] for one in mentioned & known.keys()}
    named |= _names(connection, mentioned - known.keys())
    names = {str(one): name for one, name in named.items()}
    return tuple(
        one.model_copy(update={"changes": tuple(_told(change, names) for change in one.changes)})
        for one in revisions(entries)
    )


def _told(change: views.Change, names: Mapping[str, str]) -> views.Change:
    return views.Change(
        field=change.field,
        before=_named(change.before, names),
        after=_named(change.after, names),
    )


def revisions(entries: list[LedgerEntry]) -> tuple[views.Revision, ...]:
    """Each entry with what it changed against the one before.

    What was erased is no change, and neither is what a redaction put in its place.
    """
    before: dict[str, Any] = {}
    shown = []
    for entry in entries:
        after = entry.record or {}
        kept = entry.record is not None and entry.action is not Action.REDACT
        shown.append(
            views.Revision(
                revision=entry.version,
                action=entry.action,
                at=entry.at,
                by=entry.by,
                reason=entry.reason,
                changes=_changes(before, after) if kept else (),
                redacted=entry.redacted,
            )
        )
        before = after
    return tuple(shown)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[views.Change, ...]:
    return tuple(
        views.Change(field=name, before=before.get(name), after=after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def entry_view(entry: LedgerEntry) -> views.EntryView:
    """The header of an entry."""
    return views.EntryView(
        subject=entry.subject,
        version=entry.version,
        kind=entry.kind,
        action=entry.action,
        at=entry.at,
        by=entry.by,
        format=entry.format,
        digest=entry.digest,
    )


def _identities(value: Any) -> set[UUID]:
    """Every identity that a payload mentions."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {found for part in value for found in _identities(part)}
    return {UUID(value)} if isinstance(value, str) and _UUID.fullmatch(value) else set()


def _names(connection: Connection, identities: set[UUID]) -> dict[UUID, str]:
    """What people call these records, whatever their kind."""
    named = {
        one: name or short_ref(kind, one) for one, (kind, name) in called(connection, identities)
    }
    claims = by_id(connection, Claim, identities - named.keys())
    return named | claim_names(connection, claims)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """A payload with names where it has identities."""
    if isinstance(value, dict):
        return {field: _named(part, names) for field, part in value.items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value
