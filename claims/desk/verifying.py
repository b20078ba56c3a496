"""Whether anybody touched the record."""

from collections.abc import Callable

from claims.desk.base import Base
from claims.desk.marks import Marks
from claims.errors import InputError
from claims.ledger.checkpoints import (
    Checkpoint,
    Verifier,
    parse_checkpoint,
    parse_note,
    parse_verifier,
)
from claims.schemas import views
from claims.store.queries.tree import last_checkpoint
from claims.store.then import NOW
from claims.store.verifying import Outside, Verification, Verified, verify


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""
    del done, total


class VerifyingVerbs(Base):
    """The ledger against its tree, its signatures, and the tables.

    Nothing here writes, but what this desk has left to be sealed later is sealed first.
    """

    def verify(
        self,
        *,
        checkpoint: str | None = None,
        key: str | None = None,
        resume: bool = False,
        progress: Callable[[int, int], None] = _unseen,
    ) -> views.VerifyView:
        """Check every entry, leaf, tile and signature, every row and every archived text.

        `checkpoint` is the note of an older one, kept outside: the record must be its
        continuation. `key` is the public key that must have signed; without it, those
        that the ledger names. With `resume` only what came since this record was last
        found good here is read. `progress` is told how many of how many steps are done.
        """
        if self._then != NOW:
            raise InputError("moment_given", "what is verified is the record as it is now")
        trusted = () if key is None else (parse_verifier(key.strip()),)
        kept = () if checkpoint is None else (_kept(checkpoint, trusted),)
        marks = Marks(self._sealer.keyring.folder)
        self._sealer.seal_waiting(self._engine)
        with self._read() as connection:
            head = last_checkpoint(connection)
            origin = None if head is None else str(head.note).partition("\n")[0]
            since = marks.read(origin) if resume and origin else Verified()
            found = verify(connection, Outside(trusted, kept, since), progress)
        if origin and not found.problems.number:
            marks.write(origin, found.sealed)
        return _view(found, since, None if head is None else str(head.note))


def _kept(note: str, trusted: tuple[Verifier, ...]) -> Checkpoint:
    """A checkpoint from outside; its signature counts where a key is trusted beforehand."""
    for verifier in trusted:
        return verifier.verify(note)
    return parse_checkpoint(parse_note(note).text)


def _view(found: Verification, since: Verified, note: str | None) -> views.VerifyView:
    """A verification as it is printed."""
    problems = found.problems
    return views.VerifyView(
        ok=not problems.number,
        entries=found.entries,
        sealed=found.sealed.size,
        unsealed=found.unsealed,
        redactions=found.redactions,
        since=since.size,
        checkpoint=note,
        problems=tuple(
            views.ProblemView(record=one.record, table=one.table, message=one.message)
            for one in problems.found
        ),
        more=problems.number - len(problems.found),
    )
