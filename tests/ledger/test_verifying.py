"""Whoever changes the database behind the record's back is found out, and the record is named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claims.errors import DatabaseError, InputError
from claims.schemas.views import VerifyView
from tests.history import live_a_while, seeds
from tests.tampering import Change, changed_cells, changed_rows, open_bare, swapped_rows

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded


def alter(database: Path, *statements: str) -> None:
    """Change the file behind the record's back."""
    with closing(open_bare(database)) as connection:
        for statement in statements:
            connection.execute(statement)


def problems(found: VerifyView) -> list[str]:
    return [f"{one.record} {one.message}" for one in found.problems]


@pytest.fixture
def claim(sealing_desk: "Desk") -> "Recorded":
    return sealing_desk.log("It happened", reporter="Yonhap", tags=["war"], key="one")


@pytest.mark.parametrize("seed", seeds(3, 1, 2))
def test_a_record_that_nobody_touched_is_found_good(sealing_desk: "Desk", seed: int) -> None:
    live_a_while(sealing_desk, seed=seed, steps=60)

    found = sealing_desk.verify()

    assert (found.ok, problems(found)) == (True, [])
    assert found.entries == found.sealed > 40
    assert found.unsealed == 0
    assert found.checkpoint is not None


def test_an_empty_record_is_found_good(desk: "Desk") -> None:
    found = desk.verify()

    assert (found.ok, found.entries, found.checkpoint) == (True, 0, None)


def test_a_tail_that_is_not_sealed_is_no_fault(desk: "Desk") -> None:
    live_a_while(desk, seed=1, steps=30)

    found = desk.verify()

    assert (found.ok, found.sealed) == (True, 0)
    assert found.unsealed == found.entries > 0


@pytest.mark.usefixtures("claim")
def test_a_changed_cell_is_told_with_its_record_and_both_values(
    sealing_desk: "Desk", database: Path
) -> None:
    alter(database, "UPDATE claims SET statement = 'It did not happen'")

    found = sealing_desk.verify()

    assert not found.ok
    (problem,) = found.problems
    assert problem.table == "claims"
    assert problem.record == sealing_desk.show("one").ref
    assert problem.message == (
        "statement is 'It did not happen', and the ledger says 'It happened'"
    )


def test_a_changed_entry_does_not_agree_with_the_tree(
    sealing_desk: "Desk", claim: "Recorded", database: Path
) -> None:
    alter(database, "UPDATE entries SET recorded_by = 'zz' WHERE kind = 'claim'")

    told = problems(sealing_desk.verify())

    assert any(
        one.startswith(claim.ref) and one.endswith("of the tree do not agree") for one in told
    )


def test_a_changed_payload_is_not_the_one_that_was_recorded(
    sealing_desk: "Desk", claim: "Recorded", database: Path
) -> None:
    alter(database, "UPDATE entries SET payload = replace(payload, 'It', 'That')")

    told = problems(sealing_desk.verify())

    assert f"{claim.ref} the payload of revision 1 is not the one that was recorded" in told


def test_a_payload_that_is_gone_without_a_redaction_is_missed(
    sealing_desk: "Desk", claim: "Recorded", database: Path
) -> None:
    alter(database, "UPDATE entries SET payload = NULL, salt = NULL WHERE kind = 'claim'")

    told = problems(sealing_desk.verify())

    assert any(one.startswith(claim.ref) and "no redaction says why" in one for one in told)


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM entries WHERE kind = 'claim'", "has no entry: it was deleted"),
        ("DELETE FROM claims", "a row that the ledger accounts for is missing"),
        ("DELETE FROM claim_tags", "a row that the ledger accounts for is missing"),
        ("DELETE FROM leaves WHERE position = 1", "leaf 1 it is missing"),
        ("DELETE FROM tiles", "it is missing, or holds no hashes"),
        ("DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints)", "is missing"),
        ("DELETE FROM checkpoints WHERE previous = 0", "a checkpoint is missing, or was put in"),
        ("DELETE FROM checkpoints", "under no signed head: a checkpoint is missing"),
        ("UPDATE checkpoints SET size = size + 1", "its note is over"),
        (
            "INSERT INTO tiles (level, position, hashes) VALUES (3, 0, x'00')",
            "no leaf accounts for it",
        ),
        (
            "INSERT INTO archive (sha256, content) VALUES ('ab', x'00')",
            "it is not what this is the hash of",
        ),
    ],
)
def test_what_is_deleted_or_put_in_is_found(
    sealing_desk: "Desk", database: Path, statement: str, told: str
) -> None:
    alter(database, statement)

    assert any(told in one for one in problems(sealing_desk.verify()))


def test_two_leaves_that_changed_places_are_found(sealing_desk: "Desk", database: Path) -> None:
    live_a_while(sealing_desk, seed=1, steps=20)
    alter(
        database,
        "UPDATE leaves SET position = -1 WHERE position = 3",
        "UPDATE leaves SET position = 3 WHERE position = 4",
        "UPDATE leaves SET position = 4 WHERE position = -1",
    )

    told = problems(sealing_desk.verify())

    assert [one for one in told if "leaf 3 of the tree do not agree" in one]
    assert [one for one in told if "leaf 4 of the tree do not agree" in one]


def forge(database: Path) -> None:
    """Sign the newest head again, with a key of the forger's own."""
    from claims.ledger.checkpoints import Checkpoint, new_signer, parse_checkpoint, parse_note  # noqa: PLC0415

    with closing(open_bare(database)) as connection:
        size, note = connection.execute(
            "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1"
        ).fetchone()
        known = parse_checkpoint(parse_note(note).text)
        forger = new_signer(known.origin, bytes(range(32)))
        forged = forger.sign(Checkpoint(known.origin, size, known.root))
        connection.execute("UPDATE checkpoints SET note = ? WHERE size = ?", (forged, size))


@pytest.mark.usefixtures("claim")
def test_a_checkpoint_signed_by_somebody_else_is_forged(
    sealing_desk: "Desk", database: Path
) -> None:
    forge(database)

    assert any("no key of the record" in one for one in problems(sealing_desk.verify()))


# What only somebody outside can know


def cut_short(database: Path, size: int) -> None:
    """Take away everything behind a size, in every table that tells of it."""
    with closing(open_bare(database)) as connection:
        gone = f"SELECT subject FROM leaves WHERE position >= {size}"
        for table, owner in (
            *(("claim_tags", "claim_id"), ("claim_keys", "claim_id"), ("claim_bands", "claim_id")),
            *(("attributions", "claim_id"), ("claims", "id"), ("reports", "id"), ("sources", "id")),
            ("entries", "subject"),
        ):
            connection.execute(f"DELETE FROM {table} WHERE {owner} IN ({gone})")
        connection.execute(f"DELETE FROM leaves WHERE position >= {size}")
        connection.execute(f"DELETE FROM checkpoints WHERE size > {size}")
        hashes = f"substr(hashes, 1, {size * 32})"
        connection.execute(f"UPDATE tiles SET hashes = {hashes} WHERE level = 0")


def test_a_ledger_cut_short_with_care_is_found_by_an_old_checkpoint(
    sealing_desk: "Desk", claim: "Recorded", database: Path
) -> None:
    size = sealing_desk.verify().sealed
    sealing_desk.log("Something else happened", reporter="Another outlet")
    kept = sealing_desk.verify().checkpoint
    cut_short(database, size)

    assert sealing_desk.verify().ok
    told = problems(sealing_desk.verify(checkpoint=kept))

    assert [one for one in told if "the ledger was cut short" in one]
    assert claim.ref


@pytest.mark.usefixtures("claim")
def test_a_record_continues_the_checkpoints_it_gave_out(sealing_desk: "Desk") -> None:
    kept = sealing_desk.verify().checkpoint
    sealing_desk.log("Something else happened", reporter="Another outlet")

    assert sealing_desk.verify(checkpoint=kept).ok


@pytest.mark.usefixtures("claim")
def test_another_record_does_not_continue_a_checkpoint(sealing_desk: "Desk") -> None:
    from claims.ledger.checkpoints import Checkpoint, new_signer  # noqa: PLC0415

    other = new_signer("other", bytes(32)).sign(Checkpoint("other", 1, bytes(32)))

    told = problems(sealing_desk.verify(checkpoint=other))

    assert told == ["checkpoint 1 the record is not a continuation of the checkpoint given"]


@pytest.mark.usefixtures("claim")
def test_a_key_that_is_trusted_beforehand_must_have_signed(sealing_desk: "Desk") -> None:
    from claims.ledger.checkpoints import new_signer  # noqa: PLC0415

    stranger = new_signer("stranger", bytes(32)).verifier.text
    own = sealing_desk.signing_keys()[0].public

    assert sealing_desk.verify(key=own).ok
    assert not sealing_desk.verify(key=stranger).ok


# Going on from where it was verified


def test_resuming_reads_only_what_came_since(sealing_desk: "Desk", claim: "Recorded") -> None:
    before = sealing_desk.verify()
    sealing_desk.revise(claim, reason="read again", note="x")

    found = sealing_desk.verify(resume=True)

    assert (found.ok, found.since) == (True, before.sealed)
    assert found.sealed == before.sealed + 1


def test_resuming_finds_what_was_changed_since(
    sealing_desk: "Desk", claim: "Recorded", database: Path
) -> None:
    sealing_desk.verify()
    sealing_desk.revise(claim, reason="read again", note="x")
    alter(database, "UPDATE claims SET note = 'y'")

    found = sealing_desk.verify(resume=True)

    assert [one.record for one in found.problems] == [claim.ref]


@pytest.mark.usefixtures("claim")
def test_resuming_on_a_tree_that_was_put_in_its_place_is_found(
    sealing_desk: "Desk", database: Path
) -> None:
    sealing_desk.verify()
    alter(database, "UPDATE tiles SET hashes = zeroblob(length(hashes))")

    told = problems(sealing_desk.verify(resume=True))

    assert any("not a continuation of the one that was verified before" in one for one in told)


@pytest.mark.usefixtures("claim")
def test_what_was_found_bad_is_not_taken_for_verified(sealing_desk: "Desk", database: Path) -> None:
    alter(database, "UPDATE claims SET note = 'y'")
    sealing_desk.verify()

    assert sealing_desk.verify(resume=True).since == 0


@pytest.mark.usefixtures("claim")
def test_a_verification_is_of_the_record_as_it_is(sealing_desk: "Desk") -> None:
    with pytest.raises(InputError, match="as it is now"):
        sealing_desk.at(as_of="2030-01-01").verify()


def test_progress_is_told_up_to_the_end(sealing_desk: "Desk") -> None:
    live_a_while(sealing_desk, seed=2, steps=20)
    steps: list[tuple[int, int]] = []

    found = sealing_desk.verify(progress=lambda done, total: steps.append((done, total)))

    assert steps[-1] == (found.entries + found.sealed, found.entries + found.sealed)


# Somebody who knows nothing of the code, and the file in hand


def every_change(database: Path, *, rows: int) -> Iterator[Change]:
    return chain(
        changed_cells(database, rows=rows),
        changed_rows(database, rows=rows),
        swapped_rows(database),
    )


def is_seen(desk: "Desk") -> bool:
    try:
        return not desk.verify().ok
    except DatabaseError:
        return True


def unseen(desk: "Desk", database: Path, changes: Iterator[Change]) -> tuple[int, list[str]]:
    """How many changes were tried, and those that a verification does not find."""
    tried, missed = 0, []
    for change in changes:
        if change.table == "alembic_version":
            continue  # a database of another version is not opened at all
        tried += 1
        if not is_seen(desk):
            missed.append(str(change))
    return tried, missed


def live_and_redact(desk: "Desk", seed: int) -> None:
    """A history with every kind of record in it, and something redacted."""
    life = live_a_while(desk, seed=seed, steps=60)
    desk.redact(life.claims[0], reason="by order of a court")
    desk.redact(desk.reports()[0].ref, reason="by order of a court")


def test_a_sample_of_changes_none_of_which_passes_unseen(
    sealing_desk: "Desk", database: Path
) -> None:
    live_and_redact(sealing_desk, seed=3)
    assert sealing_desk.verify().ok

    tried, missed = unseen(
        sealing_desk, database, islice(every_change(database, rows=1), 0, None, 47)
    )

    assert missed == []
    assert tried > 15
    assert sealing_desk.verify().ok


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_no_change_of_any_cell_or_row_passes_unseen(
    sealing_desk: "Desk", database: Path, seed: int
) -> None:
    live_and_redact(sealing_desk, seed)

    tried, missed = unseen(sealing_desk, database, every_change(database, rows=2))

    assert missed == []
    assert tried > 1_500
    assert sealing_desk.verify().ok


def test_a_change_of_the_version_of_the_tables_is_refused(database: Path) -> None:
    import claims  # noqa: PLC0415

    alter(database, "UPDATE alembic_version SET version_num = 'x'")

    with pytest.raises(DatabaseError), claims.open(str(database), create=False) as desk:
        desk.verify()


def test_the_sample_knows_every_table(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = {name for (name,) in names}

    assert {"entries", "leaves", "tiles", "checkpoints", "claims", "former_claims"} <= found
