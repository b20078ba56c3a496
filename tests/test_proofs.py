"""Proofs checked with nothing at hand but themselves; the tree is made here, without a database."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import InputError
from claims.ledger.canonical import canonical, salted_digest
from claims.ledger.checkpoints import Checkpoint, new_signer, parse_note
from claims.ledger.merkle import consistency_proof, grow, inclusion_proof, leaf_hash
from claims.ledger.proofs import (
    Checked,
    Consistency,
    Header,
    Proof,
    ProvenEntry,
    Trust,
    check,
    identities,
    read_proof,
    told,
    write_hashes,
)

SIGNER = new_signer("claims-desk/0123456789ab", bytes(range(32)))
OTHER = new_signer("claims-desk/0123456789ab", bytes(range(1, 33)))
SALT = "00112233445566778899aabbccddeeff"
SOURCE = "01980000-0000-7000-8000-000000000001"
CLAIM = "01980000-0000-7000-8000-000000000002"
REPORT = "01980000-0000-7000-8000-000000000003"
WHEN = "2025-07-07T12:00:00.000000Z"
Change = Callable[[dict[str, Any]], object]


class Log:
    """A ledger in memory: entries one after another, and the tree over them."""

    def __init__(self) -> None:
        self.entries: list[tuple[Header, dict[str, Any]]] = []
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.root = b""

    def add(self, subject: str, kind: str, body: dict[str, Any], **header: Any) -> int:
        """Append an entry; returns its leaf."""
        place = len(self.entries)
        fields = {"version": 1, "action": "add", "recorded_at": WHEN, "recorded_by": "mj"}
        digest = salted_digest(SALT, canonical(body))
        whole = Header(**{**fields, **header}, subject=subject, kind=kind, format=1, digest=digest)
        self.entries.append((whole, body))
        growth = grow(place, [leaf_hash(canonical(whole.model_dump()))], self.read)
        self.tiles |= growth.tiles
        self.root = growth.root
        return place

    def read(self, level: int, position: int) -> bytes:
        return self.tiles.get((level, position), b"")

    def head(self) -> str:
        return SIGNER.sign(Checkpoint(SIGNER.name, len(self.entries), self.root))

    def entry(self, place: int, *, erased: bool = False) -> ProvenEntry:
        header, body = self.entries[place]
        return ProvenEntry(
            header=header,
            salt=None if erased else SALT,
            payload=None if erased else body,
            leaf=place,
            inclusion=write_hashes(inclusion_proof(place, len(self.entries), self.read)),
        )

    def prove(
        self, place: int, mentions: tuple[int, ...] = (), redaction: int | None = None
    ) -> Proof:
        size = len(self.entries)
        entry = self.entry(place, erased=redaction is not None)
        mentioned = [self.entry(one) for one in mentions]
        erased_by = None if redaction is None else self.entry(redaction)
        return Proof(
            proof="claims-desk",
            version=1,
            record=told(entry, mentioned, erased_by),
            entry=entry,
            mentions=mentioned,
            redaction=erased_by,
            size=size,
            checkpoint=self.head(),
            key=SIGNER.verifier.text,
            consistency=[
                Consistency(size=old, proof=write_hashes(consistency_proof(old, size, self.read)))
                for old in range(1, size)
            ],
        )


def a_claim() -> dict[str, Any]:
    return {"record": {"statement": "Some 4,700 died", "chain": [{"source": SOURCE}]}}


def a_log() -> Log:
    log = Log()
    log.add(SOURCE, "source", {"record": {"name": "NIS", "source_kind": "agency"}})
    log.add(CLAIM, "claim", a_claim(), action="log")
    return log


LOG = a_log()
PROOF = LOG.prove(1, (0,))
FILE = PROOF.render().encode()


def checked(document: Any, trust: Trust | None = None) -> Checked:
    raw = document if isinstance(document, bytes) else orjson.dumps(document)
    return check(read_proof(raw), trust or Trust())


def changed(change: Change, proof: Proof = PROOF) -> dict[str, Any]:
    """The document after a change to its JSON values."""
    document: dict[str, Any] = orjson.loads(proof.render())
    change(document)
    return document


# What is proved


def test_a_proof_is_checked_with_nothing_else_at_hand() -> None:
    found = checked(FILE)

    assert found.ok
    assert (found.origin, found.leaf, found.size) == (SIGNER.name, 1, 2)
    assert found.root == b64encode(LOG.root).decode()


def test_names_stand_where_the_payload_has_identities() -> None:
    record = checked(FILE).record

    assert record is not None
    assert record.content == {"statement": "Some 4,700 died", "chain": [{"source": "NIS"}]}


def test_what_is_written_is_what_is_read() -> None:
    assert read_proof(FILE) == PROOF
    assert read_proof(FILE).render().encode() == FILE


@pytest.mark.parametrize(
    ("key", "vouched"), [(SIGNER.verifier, True), (None, False)], ids=["given", "its own word"]
)
def test_a_key_is_vouched_for_only_by_the_reader(key: Any, vouched: bool) -> None:
    found = checked(FILE, Trust(keys=() if key is None else (key,)))

    assert found.ok
    assert found.vouched is vouched
    assert found.key == SIGNER.verifier.text


def test_a_key_other_than_the_one_expected_proves_nothing() -> None:
    found = checked(FILE, Trust(keys=(OTHER.verifier,)))

    assert not found.ok
    assert "not the key expected" in found.problems[0]


def test_an_erased_payload_is_proved_by_its_header_and_told_by_its_redaction() -> None:
    log = a_log()
    act = {"record": {"statement": "[redacted]"}, "reason": "a court order"}
    log.add(CLAIM, "claim", act, version=2, action="redact", recorded_by="kim")
    record = checked(log.prove(1, (0,), redaction=2).render().encode()).record

    assert record is not None
    assert record.content is None
    assert record.redaction is not None
    assert (record.redaction.recorded_by, record.redaction.reason) == ("kim", "a court order")


# Older checkpoints


def grown(log: Log) -> Proof:
    log.add(REPORT, "report", {"record": {"title": "News", "version": 1}})
    return log.prove(1, (0,))


def test_an_older_checkpoint_is_shown_to_be_extended() -> None:
    old = LOG.head()
    found = checked(grown(a_log()).render().encode(), Trust(old=parse_note(old)))

    assert found.ok
    assert found.extends is not None
    assert (found.extends.size, found.extends.key) == (2, SIGNER.verifier.text)


def test_the_same_checkpoint_needs_no_proof() -> None:
    assert checked(FILE, Trust(old=parse_note(PROOF.checkpoint))).ok


def note(origin: str = SIGNER.name, size: int = 2, root: bytes = LOG.root) -> str:
    return SIGNER.sign(Checkpoint(origin, size, root))


@pytest.mark.parametrize(
    ("old", "fault"),
    [
        (note(root=b"x" * 32), "was changed since"),
        (note(origin="claims-desk/ffffffffffff"), "of another record"),
        (note(size=9), "newer"),
        (note(size=2).replace("\n2\n", "\n1\n"), "does not fit the text"),
        (note(size=0, root=b"x" * 32), "was changed since"),
    ],
    ids=["another root", "another record", "newer", "forged", "nothing"],
)
def test_an_older_checkpoint_that_is_not_extended_proves_nothing(old: str, fault: str) -> None:
    found = checked(grown(a_log()).render().encode(), Trust(old=parse_note(old)))

    assert not found.ok
    assert fault in found.problems[0]


def test_an_older_checkpoint_without_a_proof_says_how_to_get_one() -> None:
    document = changed(lambda proof: proof["consistency"].clear(), grown(a_log()))
    found = checked(document, Trust(old=parse_note(LOG.head())))

    assert "no proof from its size, 2; `claims prove --since` makes one" in found.problems[0]


def test_an_older_checkpoint_of_another_key_is_taken_as_it_is_held() -> None:
    old = OTHER.sign(Checkpoint(SIGNER.name, 2, LOG.root))
    found = checked(grown(a_log()).render().encode(), Trust(old=parse_note(old)))

    assert found.ok
    assert found.extends is not None
    assert found.extends.key is None


# What is changed


def in_entry(name: str, value: Any) -> Change:
    return lambda proof: proof["entry"].update({name: value})


def in_header(name: str, value: Any) -> Change:
    return lambda proof: proof["entry"]["header"].update({name: value})


def in_record(name: str, value: Any) -> Change:
    return lambda proof: proof["record"].update({name: value})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (in_header("recorded_by", "kim"), "not in the tree"),
        (in_header("recorded_at", "2024-07-07T12:00:00.000000Z"), "not in the tree"),
        (in_header("subject", REPORT), "not in the tree"),
        (in_header("subject", "nobody"), "of no kind"),
        (in_header("kind", "rumour"), "of no kind"),
        (in_header("action", "whisper"), "of no kind"),
        (in_entry("leaf", 0), "not in the tree"),
        (in_entry("inclusion", []), "not in the tree"),
        (in_entry("inclusion", ["é"]), "not in the tree"),
        (in_entry("payload", {"record": {}}), "not the one that was recorded"),
        (in_entry("payload", None), "erased together"),
        (in_entry("salt", None), "erased together"),
        (in_entry("salt", "0" * 32), "not the one that was recorded"),
        (in_record("recorded_by", "kim"), "not what the entries say"),
        (in_record("ref", "c-zzzzzzzz"), "not what the entries say"),
        (in_record("content", {"statement": "Some 47 died"}), "not what the entries say"),
        (lambda proof: proof["mentions"].clear(), "not what the entries say"),
        (lambda proof: proof["mentions"].append(proof["mentions"][0]), "two entries for one"),
        (lambda proof: proof["mentions"][0]["payload"]["record"].update(name="KCNA"), "mentions"),
        (lambda proof: proof.update(size=3), "tells of 3 leaves"),
        (lambda proof: proof.update(key=OTHER.verifier.text), "has not signed"),
        (lambda proof: proof.update(key="x"), "cannot be read"),
        (lambda proof: proof.update(checkpoint="x"), "cannot be read"),
        (lambda proof: proof.update(redaction=proof["entry"]), "stands there"),
    ],
)
def test_what_was_changed_proves_nothing(change: Change, fault: str) -> None:
    found = checked(changed(change))

    assert not found.ok
    assert found.record is None
    assert any(fault in problem for problem in found.problems)


def test_a_payload_that_is_no_record_is_told_of_as_a_problem() -> None:
    log = Log()
    log.add(CLAIM, "claim", {"record": "text"})
    with pytest.raises(ValueError, match="holds no record"):
        log.prove(0)


def outcome(raw: bytes) -> Checked | None:
    """What a document proves; None where it cannot be read or proves nothing."""
    try:
        found = checked(raw)
    except InputError:
        return None
    return found if found.ok else None


@pytest.mark.parametrize("bit", [0x01, 0x20, 0x80])
def test_a_flipped_bit_anywhere_makes_it_fail_or_leaves_the_same_facts(bit: int) -> None:
    truth = checked(FILE)
    for place in range(len(FILE)):
        flipped = bytearray(FILE)
        flipped[place] ^= bit
        assert outcome(bytes(flipped)) in (None, truth), place


@given(st.integers(0, len(FILE) - 1), st.integers(0, 40), st.binary(max_size=20))
@settings(max_examples=60, deadline=None)
def test_no_edit_is_believed_or_makes_it_crash(place: int, length: int, instead: bytes) -> None:
    edited = FILE[:place] + instead + FILE[place + length :]

    assert outcome(edited) in (None, checked(FILE))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMES = ["record", "entry", "mentions", "redaction", "size", "checkpoint", "key", "consistency"]


@given(st.sampled_from(NAMES), json_values)
@settings(max_examples=40, deadline=None)
def test_no_value_of_a_field_is_believed_or_makes_it_crash(name: str, value: Any) -> None:
    document = changed(lambda proof: proof.update({name: value}))
    try:
        raw = orjson.dumps(document)
    except TypeError:
        return
    assert outcome(raw) in (None, checked(FILE))


@given(json_values)
@settings(max_examples=40, deadline=None)
def test_whatever_a_strangers_key_has_signed_can_be_told(body: Any) -> None:
    log = Log()
    if not isinstance(body, dict):
        body = {"record": {"chain": body, "source": body}}
    try:
        log.add(CLAIM, "claim", body)
        proof = log.prove(0)
    except (TypeError, ValueError):
        return
    checked(proof.render().encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"proof": NaN}',
        b'{"proof": "\\ud800"}',
        FILE.replace(b'"version": 1', b'"version": 2', 1),
        FILE.replace(b'"leaf": 1', b'"leaf": -1'),
        FILE.replace(b'"leaf": 1', b'"leaf": 1.0'),
        FILE.replace(b'"leaf": 1', b'"leaf": 1' + b"0" * 5000),
        FILE.replace(b'"size": 2,', b'"size": 2, "size": 2,', 1),
        FILE.replace(b'"size": 2,', b'"size": 2, "seal": 2,', 1),
    ],
    ids=range(14),
)
def test_what_is_no_proof_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_proof(raw)
    assert refused.value.code == "proof_unreadable"


def test_identities_are_found_wherever_they_stand() -> None:
    assert [str(one) for one in identities(a_claim())] == [SOURCE]
