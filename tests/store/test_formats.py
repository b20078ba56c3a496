"""What was once written can be read for ever: payloads frozen at format 1, byte for byte.

Digests and leaves in the file were computed by other libraries (`rfc8785`, `hashlib`).
Lines may be added to it; no line is ever changed.
"""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from claims.errors import DatabaseError
from claims.ledger.canonical import canonical, salted_digest
from claims.ledger.merkle import leaf_hash
from claims.records import RECORDS, Claim, field_names
from claims.redaction import is_stand_in
from claims.store.folding import fold, read_record, read_records
from claims.store.ledger import LedgerEntry, read_entry
from claims.vocab import Action, Kind

FILE = Path(__file__).parents[2] / "fixtures" / "ledger" / "format_1.jsonl"
RAW = FILE.read_bytes().splitlines(keepends=True)
FROZEN = [json.loads(line) for line in RAW]
FIRST, DIGEST_OF_FIRST = 133, "507e0b59901e4ea3c87a566252f6fef5cdabd8bef003bcfc94b88120424d2f57"
Line = dict[str, Any]
each = pytest.mark.parametrize("line", FROZEN, ids=lambda line: line["name"])
kept = pytest.mark.parametrize(
    "line", [one for one in FROZEN if one["payload"]], ids=lambda line: line["name"]
)


def entry(line: Line) -> LedgerEntry:
    """The entry as it comes out of its row."""
    header = line["header"]
    return read_entry(
        {
            **header,
            "subject": UUID(header["subject"]),
            "kind": Kind(header["kind"]),
            "action": Action(header["action"]),
            "recorded_at": datetime.fromisoformat(header["recorded_at"]),
            "payload": line["payload"],
        }
    )


def by_subject() -> list[list[LedgerEntry]]:
    """The entries of each record that is there from its first revision on."""
    found: dict[UUID, list[LedgerEntry]] = defaultdict(list)
    for one in map(entry, FROZEN):
        found[one.subject].append(one)
    return [entries for entries in found.values() if entries[0].version == 1]


def test_no_frozen_line_was_changed() -> None:
    assert sha256(b"".join(RAW[:FIRST])).hexdigest() == DIGEST_OF_FIRST


@each
def test_a_frozen_header_gives_the_leaf_that_it_gave(line: Line) -> None:
    header = entry(line).header()

    assert header == line["header"]
    assert leaf_hash(canonical(header)).hex() == line["leaf"]


@kept
def test_a_frozen_payload_has_the_digest_that_stands_in_its_header(line: Line) -> None:
    digest = salted_digest(line["salt"], line["payload"].encode())

    assert digest == line["header"]["digest"]


@kept
def test_a_frozen_record_is_read_and_written_to_the_same_bytes(line: Line) -> None:
    frozen = entry(line)
    assert frozen.record is not None

    record = read_record(frozen, frozen.record)

    body: dict[str, Any] = {"record": record.payload()}
    body |= {} if frozen.reason is None else {"reason": frozen.reason}
    body |= {"erased": list(frozen.erased)} if frozen.erased else {}
    assert canonical(body).decode() == line["payload"]


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_every_kind_is_frozen(kind: Kind) -> None:
    """A field added later comes with a line of its own."""
    written = [entry(line).record or {} for line in FROZEN if line["header"]["kind"] == kind]

    assert {name for record in written for name in record} == set(field_names(RECORDS[kind]))


def test_a_hop_with_all_its_fields_is_frozen() -> None:
    chains = [hop for line in FROZEN for hop in (entry(line).record or {}).get("chain", ())]
    names = {"source", "named_as", "cue", "hedge", "said", "language", "original_term"}

    assert {name for hop in chains for name in hop} == names


def test_every_action_is_frozen() -> None:
    assert {line["header"]["action"] for line in FROZEN} == set(Action)


@pytest.mark.parametrize("entries", by_subject(), ids=lambda entries: str(entries[0].subject))
def test_frozen_records_fold_into_rows(entries: list[LedgerEntry]) -> None:
    rows = fold(entries)

    assert all(isinstance(row, dict) for found in rows.values() for row in found)
    assert len(next(iter(rows.values()))) == 1


def test_what_was_redacted_is_read_as_what_stands_in_for_it() -> None:
    (claim,) = (
        entries for entries in by_subject() if entries[0].kind is Kind.CLAIM and len(entries) == 3
    )

    records = read_records(claim)

    assert [one.record is None for one in claim] == [True, True, False]
    assert records[0] == records[1] == records[2]
    assert is_stand_in(records[0])


# What cannot be read

CLAIM = entry(next(line for line in FROZEN if line["name"] == "claim, minimal"))


@pytest.mark.parametrize("kind", Kind)
def test_a_newer_form_is_a_clear_error(kind: Kind) -> None:
    newer = replace(CLAIM, kind=kind, format=RECORDS[kind].format + 1, record={"of": "tomorrow"})

    with pytest.raises(DatabaseError, match="written by a newer version") as refused:
        fold([newer])

    assert refused.value.code == "format_newer"
    assert refused.value.hint == "upgrade claims-desk"


def test_a_redaction_in_a_newer_form_is_a_clear_error() -> None:
    erased = replace(CLAIM, record=None)
    redaction = replace(CLAIM, version=2, action=Action.REDACT, format=2, record={"of": "tomorrow"})

    with pytest.raises(DatabaseError, match="revision 2 was written by a newer version"):
        fold([erased, redaction])


@pytest.mark.parametrize("after", [[], [replace(CLAIM, version=2, action=Action.REVISE)]])
def test_a_payload_that_no_redaction_accounts_for_is_missed(after: list[LedgerEntry]) -> None:
    with pytest.raises(DatabaseError, match="revision 1 has no payload, and no redaction says why"):
        read_records([replace(CLAIM, record=None), *after])


def test_what_was_written_after_a_redaction_does_not_stand_in_for_what_was_before() -> None:
    redaction = replace(CLAIM, version=2, action=Action.REDACT, record={**_record(), "note": "r"})
    later = replace(CLAIM, version=3, action=Action.REVISE, record={**_record(), "note": "later"})

    found = read_records([replace(CLAIM, record=None), redaction, later])

    assert [one.note for one in found if isinstance(one, Claim)] == ["r", "r", "later"]


def _record() -> dict[str, Any]:
    assert CLAIM.record is not None
    return CLAIM.record
