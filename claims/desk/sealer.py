"""Who signs for this desk, and when what it writes is sealed."""

from collections.abc import Sequence

from claims.errors import InputError
from claims.keyring import Keyring
from claims.notes import Signer, parse_verifier
from claims.store.engine import Connection
from claims.store.gateway.sealing import seal
from claims.store.projection import Row
from claims.store.queries.tree import standing_keys


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

        Only on SQLite, where writers wait for each other anyway. On a server they would
        queue for the end of the tree; there a writer is to seal after its commit, if it
        gets the lock at once, and this is the place that will have to know.
        """
        if not entries or connection.dialect.name != "sqlite":
            return
        signer = self.signer(connection)
        if signer is not None:
            seal(connection, entries, signer)

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
