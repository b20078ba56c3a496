"""The signed heads of the tree: each in its place, by a key of this record, over the right root."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from claims.errors import ClaimsError
from claims.ledger.checkpoints import Checkpoint, Verifier, parse_checkpoint, parse_note
from claims.ledger.merkle import Frontier
from claims.store.tables import CheckpointRow, table_of
from claims.store.verifying.cells import Cells, UnreadableCellError, stream
from claims.store.verifying.problems import Problems

CHECKPOINTS = table_of(CheckpointRow)


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head as it is kept."""

    size: int
    previous: int
    note: str


class Heads:
    """All signed heads in the order of their sizes, checked as the tree grows past them."""

    def __init__(
        self,
        connection: Connection,
        problems: Problems,
        verifiers: Sequence[Verifier],
        kept: Sequence[Checkpoint] = (),
        since: int = 0,
    ) -> None:
        self._problems = problems
        self._verifiers = verifiers
        self._heads = self._read(connection, since)
        self._next = next(self._heads, None)
        self._kept = sorted(kept, key=lambda one: one.size)
        self._before = since
        self._wrong = 0

    def reach(self, frontier: Frontier) -> None:
        """The tree has grown to this size: check what was signed, or kept, of it."""
        while self._next is not None and self._next.size <= frontier.size:
            self._check(self._next, frontier)
            self._before = self._next.size
            self._next = next(self._heads, None)
        while self._kept and self._kept[0].size <= frontier.size:
            kept = self._kept.pop(0)
            if kept.size == frontier.size and kept.root != frontier.root():
                self._add(kept.size, "the record is not a continuation of the checkpoint given")

    def finish(self, size: int) -> None:
        """The tree has ended: nothing is signed beyond it, and nothing of it is unsigned."""
        for kept in self._kept:
            told = f"the checkpoint given is over {kept.size} entries, and {size} are sealed"
            self._add(kept.size, f"{told}: the ledger was cut short")
        while self._next is not None:
            told = f"it is signed over {self._next.size} entries, and {size} are sealed"
            self._add(self._next.size, f"{told}: the ledger was cut short")
            self._next = next(self._heads, None)
        if self._before < size:
            told = f"entries {self._before + 1} to {size} are in the tree and under no signed head"
            self._add(size, f"{told}: a checkpoint is missing")
        if self._wrong > 1:
            self._add(self._before, f"{self._wrong - 1} later ones do not fit the tree either")

    def _read(self, connection: Connection, since: int) -> Iterator[Head]:
        cells = Cells(CHECKPOINTS, connection.dialect)
        where = f"size > {since}" if since else ""
        for raw in stream(connection, CHECKPOINTS, "size", where=where):
            try:
                yield Head(**cells.read(raw))
            except UnreadableCellError as error:
                self._add(raw[0], str(error))

    def _check(self, head: Head, frontier: Frontier) -> None:
        if head.previous != self._before:
            told = f"it follows one over {head.previous} entries, and stands behind {self._before}"
            self._add(head.size, f"{told}: a checkpoint is missing, or was put in")
        try:
            checkpoint = self._signed(head.note)
        except ClaimsError as error:
            self._add(head.size, error.message)
            return
        if checkpoint.size != head.size:
            self._add(head.size, f"its note is over {checkpoint.size} entries")
        elif checkpoint.size != frontier.size or checkpoint.root != frontier.root():
            self._wrong += 1
            if self._wrong == 1:
                self._add(head.size, "its root is not the root of the entries before it")

    def _signed(self, text: str) -> Checkpoint:
        """The checkpoint in a note of ours: one signature, by a key of this record."""
        note = parse_note(text)
        signer = note.signatures[0]
        for verifier in self._verifiers:
            if (verifier.name, verifier.key_id) == (signer.name, signer.key_id):
                verifier.check(note)
                break
        else:
            raise ClaimsError("key_unknown", f"it is signed by {signer.name}, no key of the record")
        if len(note.signatures) > 1:
            raise ClaimsError("note_unreadable", "it has a signature too many")
        checkpoint = parse_checkpoint(note.text)
        if checkpoint.origin != signer.name or checkpoint.extensions:
            raise ClaimsError("note_unreadable", "it is a head of another log")
        return checkpoint

    def _add(self, size: object, message: str) -> None:
        self._problems.add(CHECKPOINTS.name, f"checkpoint {size}", message)
