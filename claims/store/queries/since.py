"""What was written since an answer was worked out, and whether any of it can have changed it.

Guaranteed: an answer that is said to hold is what would be worked out now. It rests on the
claims of some figures, and on records beside them that were read; a short list says what
touches neither (`holds`), and everything else does.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
)

from claims.rules.case import Case
from claims.store.ledger import read_entry
from claims.store.projection import CLAIMS, FIGURES, FORMER
from claims.store.queries.stored import in_slices
from claims.store.sending import Asked, ask
from claims.store.tables import Entry, table_of
from claims.store.then import Then, looking_at_now, looks_at
from claims.vocab import Action, Kind

FEW = 2_000  # entries that are sooner looked through than an answer is worked out anew

# What no standing rests on.
_BESIDE = {Kind.REVIEW, Kind.STORY, Kind.RATING, Kind.KEY, Kind.WAIVER, Kind.REFUSAL}
_POINTING = {Kind.LINK: ("claim", "to"), Kind.NOTICE: ("target",)}

_ENTRIES = table_of(Entry)  # through the class all mappers would be made ready, which takes long
_PLACE: Any = literal_column("entries.rowid")  # SQLite numbers entries in the order of commits
_LAST = select(_PLACE.label("place"), _ENTRIES.c.digest).order_by(_PLACE.desc()).limit(1)
_FROM = (
    select(
        _PLACE.label("place"),
        *(column for column in _ENTRIES.columns if column.name not in {"payload", "salt"}),
        case((_ENTRIES.c.kind.in_(_POINTING), _ENTRIES.c.payload)).label("payload"),
    )
    .where(_PLACE.op(">=")(bindparam("place")))
    .order_by(_PLACE)
    .limit(FEW + 2)
)
# A snapshot that reads alike is the same one, and sees the same: but for a standby, which does
# not tell who is writing, and a cluster, each of whose servers has its own.
_SNAPSHOT = text(
    "SELECT pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text "
    "WHERE NOT pg_is_in_recovery() "
    "AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
)
_MOMENTS = select(
    select(func.max(_ENTRIES.c.recorded_at))
    .where(_ENTRIES.c.recorded_at <= bindparam("as_of"))
    .scalar_subquery()
    .label("before"),
    select(func.max(_ENTRIES.c.recorded_at)).scalar_subquery().label("last"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the ledger went; on a server nothing but whether it went on since."""

    name: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Reads:
    """What an answer rests on: all claims of some figures, and other records."""

    figures: frozenset[UUID]
    records: frozenset[UUID]

    @classmethod
    def of(cls, judged: Case, figures: Iterable[UUID], more: Iterable[UUID] = ()) -> "Reads":
        """What a case was made of, in which all claims of these figures are weighed."""
        whole = frozenset(figures)
        abroad = [claim for claim in judged.claims.values() if claim.figure not in whole]
        told = (one for claim in abroad for one in (claim.id, claim.report))
        return cls(whole, frozenset({*told, *judged.sources, *judged.figures, *more}))

    def beside(self, more: Iterable[UUID]) -> "Reads":
        """The same, and these records."""
        return Reads(self.figures, self.records.union(more))


def mark(connection: Connection) -> Mark | None:
    """How far the ledger goes now; None where that cannot be told."""
    with looking_at_now(connection):
        if connection.dialect.name == "sqlite":
            (rows,) = ask(connection, Asked(_LAST))
            return Mark(rows[0]["digest"], rows[0]["place"]) if rows else Mark("", 0)
        snapshot = connection.scalar(_SNAPSHOT)
        return None if snapshot is None else Mark(snapshot)


def settled(connection: Connection) -> Then:
    """What the connection looks at, in the terms of the ledger.

    As of the last entry up to the moment is the same; where none is later it is now.
    """
    then = looks_at(connection)
    if then.as_of is None:
        return then
    with looking_at_now(connection):
        ((found,),) = ask(connection, Asked(_MOMENTS, {"as_of": then.as_of}))
    before, last = found["before"], found["last"]
    return replace(then, as_of=None if before == last else before or then.as_of)


def holds(connection: Connection, reads: Reads, since: Mark, now: Mark, then: Then) -> bool:
    """Whether an answer on these records is the same at both marks.

    Harmless are: reviews, stories, ratings, keys, waivers and refusals; of a moment, what
    was recorded later; of now, new sources, and reports, figures and claims that have
    nothing to do with the figures in question and were not read, with links and notices
    between these. A redaction changes every moment, a ruling may be about any origin.
    """
    if since == now:
        return True
    with looking_at_now(connection):
        between = _between(connection, since)
        if between is None:
            return False
        weighing = [one for one in between if one.kind not in _BESIDE]
        if any(one.action is Action.REDACT for one in weighing):
            return False
        if then.as_of is not None:
            return all(one.recorded_at > then.as_of for one in weighing)
        if then.known_by is not None and any(one.version > 1 for one in weighing):
            return False  # what was hidden may show
        return not _touched(connection, reads, weighing)


def _between(connection: Connection, since: Mark) -> Sequence[Any] | None:
    """The entries since; None where they are many, or the ledger is not the same that it was."""
    if since.place is None:
        return None
    found: Sequence[Any] = connection.execute(_FROM, {"place": since.place}).all()
    if since.place:
        if not found or (found[0].place, found[0].digest) != (since.place, since.name):
            return None
        found = found[1:]
    return found if len(found) <= FEW else None


def _touched(connection: Connection, reads: Reads, written: Collection[Any]) -> bool:
    """Whether any of this is about what was read, as it is now or as it was."""
    pointed = [one for entry in written for one in _pointed_at(entry)]
    subjects = {entry.subject for entry in written}
    if any(entry.kind is Kind.RULING for entry in written) or None in pointed:
        return True
    if not reads.records.isdisjoint(subjects) or not reads.records.isdisjoint(pointed):
        return True
    of = {kind: {one.subject for one in written if one.kind is kind} for kind in Kind}
    claims, reports = (of[kind].union(pointed) for kind in (Kind.CLAIM, Kind.REPORT))
    on_figures = (
        *_values(connection, CLAIMS, "id", claims, "figure_id"),
        *_values(connection, FORMER[CLAIMS], "id", claims, "figure_id"),
        *_values(connection, CLAIMS, "report_id", reports, "figure_id"),
    )
    if not reads.figures.isdisjoint(on_figures):
        return True
    wholes = _values(connection, FIGURES, "id", of[Kind.FIGURE], "part_of")
    return not reads.records.isdisjoint(wholes)


def _pointed_at(entry: Any) -> Iterator[UUID | None]:
    """What a link or a notice is about; None where that was erased."""
    for name in _POINTING.get(entry.kind, ()):
        record = read_entry({**entry._mapping, "payload": entry.payload}).record  # noqa: SLF001  it is public, for all its name
        yield None if record is None else UUID(record[name])


def _values(
    connection: Connection, table: Table, column: str, wanted: Iterable[Any], name: str
) -> Iterator[UUID]:
    """What another column says in the rows in which this one is among those wanted."""
    for part in in_slices(wanted):
        yield from connection.scalars(select(table.c[name]).where(table.c[column].in_(part)))
