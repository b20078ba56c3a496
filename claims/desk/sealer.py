"""Who signs for this desk, and when what it writes is sealed."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from claims.errors import DatabaseBusyError, DatabaseError, InputError
from claims.ledger.checkpoints import Signer, parse_verifier
from claims.ledger.keyring import Keyring
from claims.store.engine import Connection, Engine, reading, writing
from claims.store.gateway.sealing import seal
from claims.store.locks import Lock, take, wait_for
from claims.store.projection import Row
from claims.store.queries.tree import last_sealed_at, standing_keys, unsealed
from claims.store.then import NOW, looking_at

SEALED_AT_ONCE = 5_000
# On a server a desk that writes a lot seals together what it wrote: so many entries, or what
# came within so long after it last sealed.
TOGETHER = 500
WITHIN = timedelta(seconds=10)
# How long before its commit an entry may have been recorded and still be found at the next write.
LATE = timedelta(seconds=10)

_log = logging.getLogger(__name__)
_Hold = Callable[[Connection, Lock], bool]


class Sealer:
    """Seals with the newest standing key whose private half is at hand.

    Which key that is is asked at every sealing, as a key may be withdrawn at any time.
    """

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring
        self._signers: dict[str, Signer] = {}
        self._waiting = 0  # entries that this desk has committed since it last sealed
        self._since: datetime | None = None  # when the first of them was recorded
        self._sealed_at: datetime | None = None

    def signer(self, connection: Connection) -> Signer | None:
        """The key that this desk signs with now; None where it has none."""
        if self.keyring.folder is None:
            return None
        return next(filter(None, map(self._private_half, standing_keys(connection))), None)

    def has(self, public: str) -> bool:
        """Whether the private half of this key is at hand."""
        return self._private_half(public) is not None

    def seal_written(self, connection: Connection, entries: Sequence[Row]) -> None:
        """Seal what a transaction has just written, as its last act; without a key it stays a tail.

        Only on SQLite, where writers wait for each other anyway; `seal_committed` is for servers.
        """
        if not entries or connection.dialect.name != "sqlite":
            return
        signer = self.signer(connection)
        if signer is not None:
            seal(connection, entries, signer)

    def seal_committed(self, engine: Engine, entries: Sequence[Row]) -> None:
        """On a server, seal what was committed if this desk has not just sealed, or much waits.

        Else it stays a tail, which a later write takes along, of this desk or of any other;
        so does what is written while somebody else seals, as writers do not wait for each
        other. What goes wrong here undoes no write: it is logged, which without any set-up is
        a line on stderr.
        """
        if not entries or not self._seals_later(engine):
            return
        first, last = entries[0]["recorded_at"], entries[-1]["recorded_at"]
        self._waiting += len(entries)
        self._since = min(self._since or first, first)
        just = self._sealed_at is not None and abs(last - self._sealed_at) < WITHIN
        if self._waiting >= TOGETHER or not just:
            self._sealed_at = last
            self._seal_all(engine, take)

    def seal_waiting(self, engine: Engine) -> None:
        """Seal, on a server, what this desk has left to be sealed later, if it has left anything.

        As `seal_committed`, but once whoever else seals is done.
        """
        if self._waiting:
            self._seal_all(engine, wait_for)

    def seal_tail(self, engine: Engine) -> None:
        """Seal, on a server, what anybody has left to be sealed later: it is to be proved now."""
        if not self._seals_later(engine):
            return
        now = looking_at(engine, NOW)
        with reading(now) as connection:
            last = last_sealed_at(connection)
            is_tail = last and unsealed(connection, since=last - LATE, most=1)
        if is_tail or self._waiting:
            self._seal_all(now, wait_for)

    def _seals_later(self, engine: Engine) -> bool:
        return engine.dialect.name != "sqlite" and self.keyring.folder is not None

    def _seal_all(self, engine: Engine, hold: _Hold) -> None:
        left = since, _ = self._since, self._waiting
        self._since, self._waiting = None, 0
        try:
            while self._seal_some(engine, since, hold) == SEALED_AT_ONCE:
                pass
        except DatabaseBusyError:
            self._since, self._waiting = left
            _log.info("what was written is left to be sealed with a later write")
        except DatabaseError as error:
            _log.error("it is recorded, but cannot be sealed: %s", error)

    def _seal_some(self, engine: Engine, since: datetime | None, hold: _Hold) -> int:
        """Seal so many entries at most, in a transaction of its own; returns how many it were."""
        with writing(engine) as connection:
            if not hold(connection, Lock.SEALING):
                raise DatabaseBusyError("database_locked", "somebody else is sealing just now")
            signer = self.signer(connection)
            if signer is None:
                return 0
            known = [one for one in (since, last_sealed_at(connection)) if one is not None]
            earliest = min(known) - LATE if known else None
            entries = unsealed(connection, since=earliest, most=SEALED_AT_ONCE)
            if entries:
                seal(connection, entries, signer)
            return len(entries)

    def _private_half(self, public: str) -> Signer | None:
        if public not in self._signers:
            try:
                found = self.keyring.find(parse_verifier(public))
            except InputError:  # what stands there is no key
                return None
            if found is None:
                return None
            self._signers[public] = found
        return self._signers[public]
