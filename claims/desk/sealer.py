"""Who signs for this desk, and when what it writes is sealed."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from claims.errors import DatabaseBusyError, DatabaseError, InputError
from claims.keyring import Keyring
from claims.notes import Signer, parse_verifier
from claims.store.engine import Connection, Engine, writing
from claims.store.gateway.sealing import seal
from claims.store.locks import Lock, take
from claims.store.projection import Row
from claims.store.queries.tree import last_sealed_at, standing_keys, unsealed

SEALED_AT_ONCE = 5_000
# How long before its commit an entry may have been recorded and still be found at the next write.
LATE = timedelta(seconds=10)

_log = logging.getLogger(__name__)


class Sealer:
    """Seals with the newest standing key whose private half is at hand.

    Which key that is is asked at every write, as a key may be withdrawn at any time.
    """

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring
        self._signers: dict[str, Signer] = {}

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
        """Seal, on a server, what was just committed, and what others have left lying.

        Writers do not wait for each other: while somebody else seals, it stays a tail, which
        the next write takes along, or `claims seal`. What goes wrong here undoes no write: it is
        logged, which without any set-up is a line on stderr.
        """
        if not entries or engine.dialect.name == "sqlite" or self.keyring.folder is None:
            return
        recorded_at = min(row["recorded_at"] for row in entries)
        try:
            while self._seal_some(engine, recorded_at) == SEALED_AT_ONCE:
                pass
        except DatabaseBusyError:
            _log.info("what was written is left to be sealed with the next write")
        except DatabaseError as error:
            _log.error("it is recorded, but cannot be sealed: %s", error)

    def _seal_some(self, engine: Engine, recorded_at: datetime) -> int:
        """Seal so many entries at most, in a transaction of its own; returns how many it were."""
        with writing(engine) as connection:
            if not take(connection, Lock.SEALING):
                return 0
            signer = self.signer(connection)
            if signer is None:
                return 0
            since = min(recorded_at, last_sealed_at(connection) or recorded_at) - LATE
            entries = unsealed(connection, since=since, most=SEALED_AT_ONCE)
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
