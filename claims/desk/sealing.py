"""The verbs of the tree over the ledger: its keys, sealing, proofs."""

from claims.desk.base import Base, Ref
from claims.desk.naming import record_named
from claims.desk.retrying import repeated
from claims.desk.sealer import SEALED_AT_ONCE
from claims.desk.viewing.proving import prove_entry, signing_key
from claims.errors import InputError
from claims.folders import KEYS_VARIABLE
from claims.ledger.checkpoints import Signer, new_signer, parse_note, parse_verifier
from claims.ledger.proofs import Proof
from claims.records import SigningKey
from claims.schemas.views import KeyView, Recorded, SealView
from claims.store.actions.plan import Plan
from claims.store.engine import Connection, writing
from claims.store.gateway.sealing import seal
from claims.store.locks import Lock, wait_for
from claims.store.queries import tree
from claims.store.queries.stored import stored
from claims.store.then import check_writable
from claims.values.identity import short_ref
from claims.vocab import Action, Kind

SEED_BYTES = 32
ORIGIN_BYTES = 6


class SealingVerbs(Base):
    """What makes the record provable to somebody who does not trust us."""

    def signing_keys(self) -> list[KeyView]:
        """The keys of this record, oldest first."""
        with self._read() as connection:
            signer = self._sealer.signer(connection)
            found = stored(connection, SigningKey)
        signs = None if signer is None else signer.verifier.text
        return [
            KeyView(
                ref=short_ref(Kind.KEY, one.record.id),
                public=one.record.public,
                logged_at=one.logged_at,
                logged_by=one.logged_by,
                withdrawn=one.record.withdrawn,
                here=self._sealer.has(one.record.public),
                signs=one.record.public == signs,
            )
            for one in found
        ]

    @repeated
    def add_key(self) -> Recorded:
        """Make another key, which signs from now on; `withdraw` takes one out of use."""
        with self._plan() as plan:
            return self._new_key(plan)

    @repeated
    def make_first_key(self) -> Recorded | None:
        """Make the first key of a new record; None where it has one.

        Raises `InputError` where the private half cannot be kept.
        """
        with self._read() as connection:
            if stored(connection, SigningKey):
                return None
        with self._plan(by=(self.user or "").strip() or "init") as plan:
            wait_for(plan.connection, Lock.SEALING)
            known = stored(plan.connection, SigningKey)  # somebody may have been faster
            return None if known else self._new_key(plan)

    def _new_key(self, plan: Plan) -> Recorded:
        """Plan a key; its private half is on the disk before the entry that names it."""
        known = stored(plan.connection, SigningKey)
        origin = f"claims-desk/{self._entropy(ORIGIN_BYTES).hex()}"
        if known:
            origin = parse_verifier(known[0].record.public).name
        signer = new_signer(origin, self._entropy(SEED_BYTES))
        self._sealer.keyring.keep(signer)
        key = SigningKey(id=plan.author.new_id(), public=signer.verifier.text)
        plan.write(Action.ADD, key)
        return Recorded(kind=Kind.KEY, ref=short_ref(Kind.KEY, key.id), id=key.id, status="added")

    def seal(self) -> SealView:
        """Give every entry that has none its place in the tree, and sign the head.

        What is sealed is sealed in batches; interrupted, it goes on where it stopped.
        """
        check_writable(self._engine)
        sealed, since = 0, None
        while True:
            with self._read() as connection:
                if not tree.unsealed(connection, since=since, most=1):
                    return self._sealed(connection, sealed)
            with writing(self._engine) as connection:
                wait_for(connection, Lock.SEALING)
                entries = tree.unsealed(connection, since=since, most=SEALED_AT_ONCE)
                if entries:
                    seal(connection, entries, self._signer(connection))
                    sealed, since = sealed + len(entries), entries[-1]["recorded_at"]

    def _sealed(self, connection: Connection, sealed: int) -> SealView:
        """What there is to show: the newest checkpoint, and who signed it."""
        head = tree.last_checkpoint(connection)
        if head is None:
            raise _no_key(self._sealer.keyring.folder)
        return SealView(
            sealed=sealed,
            size=head.size,
            checkpoint=head.note,
            key=signing_key(connection, head.note).text,
        )

    def _signer(self, connection: Connection) -> Signer:
        signer = self._sealer.signer(connection)
        if signer is None:
            raise _no_key(self._sealer.keyring.folder)
        return signer

    def prove(
        self, ref: Ref, *, revision: int | None = None, since: str | bytes | None = None
    ) -> Proof:
        """The proof of what was recorded, as a document that is checked without us.

        It is of the last revision, or of the one named. `since` is the note of an
        older checkpoint; that this tree extends that one is then proved as well.
        """
        old = None if since is None else parse_note(since)
        self._sealer.seal_tail(self._engine)
        with self._read() as connection:
            _, subject = record_named(connection, ref)
            return prove_entry(connection, subject, revision=revision, since=old)


def _no_key(folder: object) -> InputError:
    return InputError(
        "key_missing",
        f"no standing key of this record is in {folder or 'a folder that is known here'}",
        hint=f"`claims key add` makes one; {KEYS_VARIABLE} names another folder",
    )
