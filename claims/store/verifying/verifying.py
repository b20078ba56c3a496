"""The whole verification, and what it is told from outside the record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection

from claims.errors import ClaimsError
from claims.ledger.checkpoints import Checkpoint, Verifier, parse_verifier
from claims.store.verifying.heads import Heads
from claims.store.verifying.pointers import check_pointers
from claims.store.verifying.problems import Problems
from claims.store.verifying.records import RecordsPass
from claims.store.verifying.texts import check_texts
from claims.store.verifying.tree import TreePass, Verified

NOTHING = Verified()

Progress = Callable[[int, int], None]

_UNSEALED = (
    "entries WHERE NOT EXISTS (SELECT 1 FROM leaves"
    " WHERE leaves.subject = entries.subject AND leaves.version = entries.version)"
)


@dataclass(frozen=True, slots=True)
class Outside:
    """What somebody knows who does not take the record's word for it.

    `keys` are trusted beforehand; without them those that the ledger names are.
    `kept` are checkpoints from earlier, and `since` is how far it was verified.
    """

    keys: Sequence[Verifier] = ()
    kept: Sequence[Checkpoint] = ()
    since: Verified = NOTHING


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification read, and what it found."""

    entries: int
    sealed: Verified
    unsealed: int
    redactions: int
    problems: Problems


def verify(connection: Connection, outside: Outside, progress: Progress) -> Verification:
    """Check all that came since `outside.since`: ledger, tree, heads, tables, archive."""
    problems = Problems()
    entries, leaves = _number(connection, "entries"), _number(connection, "leaves")
    steps = _Steps(entries + leaves - outside.since.size, progress)
    keys = outside.keys or list(_own_keys(connection))
    heads = Heads(connection, problems, keys, outside.kept, outside.since.size)
    frontier = TreePass(connection, problems, heads).run(outside.since, steps)
    RecordsPass(connection, problems, _changed(outside.since)).run(steps)
    redactions = list(_payloads(connection, "action = 'redact'"))
    if not outside.since.size:
        erased = {str(text) for body in redactions for text in body.get("erased", ())}
        check_texts(connection, problems, erased)
    if not problems.number:  # else the tables are not what the ledger says, and it is told
        check_pointers(connection, problems)
    return Verification(
        entries=entries,
        sealed=Verified(frontier.size, frontier.root()),
        unsealed=_number(connection, _UNSEALED),
        redactions=len(redactions),
        problems=problems,
    )


def _changed(since: Verified) -> str:
    """The subjects of all entries behind this place of the tree; empty where all are meant."""
    if not since.size:
        return ""
    return (
        f"SELECT subject FROM leaves WHERE position >= {since.size}"  # noqa: S608  a number
        f" UNION SELECT subject FROM {_UNSEALED}"
    )


def _number(connection: Connection, what: str) -> int:
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one()  # noqa: S608  our own words
    return int(found)


def _payloads(connection: Connection, where: str) -> Iterator[dict[str, Any]]:
    """The payloads of some entries, those that can be read; the passes tell of the others."""
    order = "ORDER BY recorded_at, subject, version"
    statement = f"SELECT payload FROM entries WHERE {where} {order}"  # noqa: S608  our own words
    for (payload,) in connection.exec_driver_sql(statement):
        try:
            body = orjson.loads(payload or "{}")
        except orjson.JSONDecodeError:
            continue
        if isinstance(body, dict):
            yield body


def _own_keys(connection: Connection) -> Iterator[Verifier]:
    """The keys that the ledger names, withdrawn ones too: they signed while they stood."""
    for body in _payloads(connection, "kind = 'key'"):
        record = body.get("record")
        try:
            yield parse_verifier(str(record["public"]) if isinstance(record, dict) else "")
        except (ClaimsError, KeyError):
            continue


class _Steps:
    """Tells how much is done of what there is to do."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._done = 0

    def __call__(self, number: int) -> None:
        self._done += number
        self._progress(min(self._done, self._total), self._total)
