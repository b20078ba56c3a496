"""What happened to a record, entry by entry and field by field."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from claims.desk.viewing.records import claim_names
from claims.records import Claim
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries.history import entries_of
from claims.store.queries.lookups import called
from claims.store.queries.stored import by_id
from claims.values.identity import short_ref
from claims.vocab import Action, Kind

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_LENGTH = 36  # of an identity as text


def history(connection: Connection, kind: Kind, subject: UUID) -> views.HistoryView:
    """All revisions of a record, oldest first."""
    entries = entries_of(connection, subject)
    return views.HistoryView(
        ref=short_ref(kind, subject), kind=kind, revisions=named_revisions(connection, entries, {})
    )


def named_revisions(
    connection: Connection, entries: list[LedgerEntry], known: Mapping[str, str]
) -> tuple[views.Revision, ...]:
    """The revisions of a record, with names where its payloads hold identities.

    `known` has some of them, as they are spelled there, which need not be looked up.
    """
    names = _Known(known)
    shown = revisions(entries, names)
    if not names.unknown:
        return shown
    found = _names(connection, {UUID(one) for one in names.unknown})
    return revisions(entries, names | {str(one): name for one, name in found.items()})


class _Known(dict[str, str]):
    """What identities are called; it remembers what it was asked for in vain."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(known)
        self.unknown = set[str]()

    def get(self, text: str, default: Any = None) -> Any:
        """The name of this identity, if it is one and has a name."""
        name = super().get(text)
        if name is not None:
            return name
        if _UUID.fullmatch(text):
            self.unknown.add(text)
        return default


def revisions(
    entries: list[LedgerEntry], names: Mapping[str, str] = MappingProxyType({})
) -> tuple[views.Revision, ...]:
    """Each entry with what it changed against the one before; `names` stand for identities.

    What was erased is no change, and neither is what a redaction put in its place.
    """
    before: dict[str, Any] = {}
    shown = []
    for entry in entries:
        after = entry.record or {}
        kept = entry.record is not None and entry.action is not Action.REDACT
        shown.append(
            views.Revision.of(
                revision=entry.version,
                action=entry.action,
                at=entry.at,
                by=entry.by,
                reason=entry.reason,
                changes=_changes(before, after, names) if kept else (),
                redacted=entry.redacted,
            )
        )
        before = after
    return tuple(shown)


def _changes(
    before: dict[str, Any], after: dict[str, Any], names: Mapping[str, str]
) -> tuple[views.Change, ...]:
    of, changes = views.Change.of, []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            changes.append(of(field=name, before=_named(old, names), after=_named(new, names)))
    return tuple(changes)


def entry_view(entry: LedgerEntry) -> views.EntryView:
    """The header of an entry."""
    return views.EntryView.of(
        subject=entry.subject,
        version=entry.version,
        kind=entry.kind,
        action=entry.action,
        at=entry.at,
        by=entry.by,
        format=entry.format,
        digest=entry.digest,
    )


def _names(connection: Connection, identities: set[UUID]) -> dict[UUID, str]:
    """What people call these records, whatever their kind."""
    named = {
        one: name or short_ref(kind, one) for one, (kind, name) in called(connection, identities)
    }
    claims = by_id(connection, Claim, identities - named.keys())
    return named | claim_names(connection, claims)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """A payload with names where it has identities."""
    if value is None:
        return None
    if isinstance(value, str):
        return names.get(value, value) if len(value) == _LENGTH else value
    if isinstance(value, dict):
        return {field: _named(part, names) for field, part in value.items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return value
