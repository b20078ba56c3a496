"""What happened to a record, entry by entry and field by field."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from claims.identity import short_ref
from claims.schemas import views
from claims.store.queries.history import LedgerEntry, entries_of
from claims.vocab import Kind


def history(connection: Connection, kind: Kind, subject: UUID) -> views.HistoryView:
    """All revisions of a record, oldest first."""
    entries = entries_of(connection, subject)
    return views.HistoryView(ref=short_ref(kind, subject), kind=kind, revisions=revisions(entries))


def revisions(entries: list[LedgerEntry]) -> tuple[views.Revision, ...]:
    """Each entry with what it changed against the one before."""
    before: dict[str, Any] = {}
    shown = []
    for entry in entries:
        after = entry.record or {}
        shown.append(
            views.Revision(
                revision=entry.version,
                action=entry.action,
                at=entry.at,
                by=entry.by,
                reason=entry.reason,
                changes=_changes(before, after),
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
