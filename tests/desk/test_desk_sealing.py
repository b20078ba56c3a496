"""Sealing: every write has its place in a tree that anybody can make again from the entries."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pymerkle
import pytest
from nacl.signing import VerifyKey
from sqlalchemy import select

import claims
from claims.desk import sealing
from claims.errors import ClaimsError, DatabaseError, InputError, NotFoundError
from claims.ledger.canonical import canonical
from claims.ledger.checkpoints import (
    Checkpoint,
    parse_checkpoint,
    parse_note,
    parse_signer,
    parse_verifier,
)
from claims.ledger.merkle import EMPTY_ROOT, Frontier, grow, leaf_hash
from claims.ledger.proofs import Proof, Trust, check, read_proof
from claims.schemas.views import Recorded
from claims.store.engine import reading
from claims.store.ledger import LedgerEntry, read_entry
from claims.store.tables import CheckpointRow, Entry, Leaf, Tile
from tests.ground import Clock, OpenDesk
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk


class Tree:
    """All that a database keeps of its tree, as it is written."""

    def __init__(self, desk: "Desk") -> None:
        with reading(desk._engine) as connection:
            rows = connection.execute(select(Entry.__table__)).mappings()
            self.entries = {(row["subject"], row["version"]): read_entry(row) for row in rows}
            places = connection.execute(select(Leaf.__table__).order_by(Leaf.position)).all()
            self.places = [row.position for row in places]
            self.leaves = [self.entries[row.subject, row.version] for row in places]
            tiles = connection.execute(select(Tile.__table__)).all()
            self.tiles = {(row.level, row.position): row.hashes for row in tiles}
            order = select(CheckpointRow.__table__).order_by(CheckpointRow.size)
            self.checkpoints = connection.execute(order).all()

    @property
    def hashes(self) -> list[bytes]:
        return [hash_of(entry) for entry in self.leaves]

    @property
    def last(self) -> Checkpoint:
        return parse_checkpoint(parse_note(self.checkpoints[-1].note).text)


def hash_of(entry: LedgerEntry) -> bytes:
    return leaf_hash(canonical(entry.header()))


def nothing(level: int, position: int) -> bytes:
    return b""


def roots(hashes: list[bytes]) -> Iterator[bytes]:
    """The root at every size, from nothing on."""
    frontier = Frontier()
    yield EMPTY_ROOT
    for one in hashes:
        frontier.append(one)
        yield frontier.root()


def log(desk: "Desk", statement: str = "Some 4,700 died") -> Recorded:
    return desk.log(statement, source="NIS", reporter="Yonhap", figure="toll", quantity="4,700")


def refused(error: pytest.ExceptionInfo[ClaimsError]) -> str:
    return error.value.code


# The tree


@pytest.mark.parametrize("seed", seeds(3, 4))
def test_a_history_leaves_the_tree_that_its_entries_make(sealing_desk: "Desk", seed: int) -> None:
    live_a_while(sealing_desk, seed=seed)
    sealing_desk.seal()
    tree = Tree(sealing_desk)
    again = grow(0, tree.hashes, nothing)

    assert tree.places == list(range(len(tree.entries)))
    assert len({(one.subject, one.version) for one in tree.leaves}) == len(tree.entries)
    assert tree.tiles == again.tiles
    assert (tree.last.size, tree.last.root) == (again.size, again.root)


def test_every_checkpoint_of_a_history_is_signed_and_follows_the_one_before(
    sealing_desk: "Desk",
) -> None:
    live_a_while(sealing_desk, seed=5)
    (key,) = sealing_desk.signing_keys()
    verifier, tree = parse_verifier(key.public), Tree(sealing_desk)
    known = list(roots(tree.hashes))
    before = 0

    for row in tree.checkpoints:
        head = verifier.verify(row.note)
        assert (head.origin, head.size, head.root) == (verifier.name, row.size, known[row.size])
        assert row.previous == before
        before = row.size


def test_versions_of_a_record_stand_in_their_order(sealing_desk: "Desk") -> None:
    live_a_while(sealing_desk, seed=6)
    seen: dict[object, int] = {}
    for entry in Tree(sealing_desk).leaves:
        assert entry.version == seen.get(entry.subject, 0) + 1
        seen[entry.subject] = entry.version


def test_a_write_makes_one_checkpoint_whatever_it_holds(
    sealing_desk: "Desk", tmp_path: Path
) -> None:
    file = tmp_path / "claims.jsonl"
    line = '{{"statement": "Event {}", "source": "NIS", "reporter": "Yonhap"}}\n'
    file.write_text("".join(line.format(number) for number in range(600)))
    sealing_desk.import_file(file)
    tree = Tree(sealing_desk)

    assert len(tree.checkpoints) == 2  # the key, the file
    assert tree.tiles == grow(0, tree.hashes, nothing).tiles
    assert max(level for level, _ in tree.tiles) == 1


def test_a_write_that_is_refused_leaves_no_trace(sealing_desk: "Desk") -> None:
    before = Tree(sealing_desk).tiles
    with pytest.raises(InputError):
        sealing_desk.link("c-00000000", "repeats", "c-00000001", reason="why")
    log(sealing_desk)
    with pytest.raises(InputError):
        sealing_desk.log("", source="NIS")
    sealing_desk.seal()

    assert len(Tree(sealing_desk).checkpoints) == 2
    assert Tree(sealing_desk).tiles != before


def test_the_root_is_that_of_another_implementation(sealing_desk: "Desk") -> None:
    live_a_while(sealing_desk, seed=8, steps=20)
    tree = Tree(sealing_desk)
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in tree.leaves:
        other.append_entry(canonical(entry.header()))

    assert other.get_root() == tree.last.root


def test_a_checkpoint_is_verified_by_another_implementation(sealing_desk: "Desk") -> None:
    log(sealing_desk)
    text, _, signature = sealing_desk.seal().checkpoint.rpartition("\n\n")
    (key,) = sealing_desk.signing_keys()
    public = parse_verifier(key.public).public_key
    signed = parse_note(f"{text}\n\n{signature}").signatures[0].signature

    assert VerifyKey(public).verify(f"{text}\n".encode(), signed)


# Who seals


def test_a_writer_without_the_key_leaves_a_tail(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    size = Tree(sealing_desk).last.size
    log(open_desk("kim", keys=tmp_path / "none"))
    log(open_desk("lee"))

    assert Tree(sealing_desk).last.size == size


@pytest.mark.sqlite  # on a server the next write takes the tail along: test_desk_at_once
def test_a_tail_is_sealed_by_somebody_with_the_key(
    sealing_desk: "Desk", open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(sealing, "SEALED_AT_ONCE", 7)
    without = open_desk("kim")
    for number in range(9):
        clock.tick()
        log(without, f"Event {number}")
    log(sealing_desk)
    sealed = sealing_desk.seal()
    tree = Tree(sealing_desk)

    assert sealed.sealed == 9 * 2 + 3  # claims and reports; a figure and two sources
    assert sealed.size == len(tree.entries) == tree.last.size
    assert tree.tiles == grow(0, tree.hashes, nothing).tiles
    assert sealing_desk.seal().sealed == 0


def test_a_tail_is_sealed_in_the_order_in_which_it_was_recorded(
    sealing_desk: "Desk", open_desk: OpenDesk, clock: Clock
) -> None:
    without = open_desk("kim")
    for number in range(3):
        clock.tick()
        log(without, f"Event {number}")
    sealing_desk.seal()
    tail = [(one.at, str(one.subject), one.version) for one in Tree(sealing_desk).leaves[1:]]

    assert tail == sorted(tail)


def test_two_desks_write_one_after_another_into_one_tree(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    other = open_desk("kim", keys=tmp_path / "keys")
    for number in range(4):
        log((sealing_desk, other)[number % 2], f"Event {number}")
    sealing_desk.seal()
    tree = Tree(sealing_desk)

    assert tree.last.size == len(tree.entries)
    assert tree.tiles == grow(0, tree.hashes, nothing).tiles


def test_sealing_without_a_key_at_hand_says_where_it_looked(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    without = open_desk("kim", keys=tmp_path / "none")
    log(without)
    with pytest.raises(InputError, match="none") as error:
        without.seal()
    assert refused(error) == "key_missing"


def test_with_nothing_to_seal_nobody_needs_a_key(sealing_desk: "Desk", open_desk: OpenDesk) -> None:
    assert open_desk("kim").seal() == sealing_desk.seal()


def test_a_record_without_a_key_has_no_checkpoint(desk: "Desk") -> None:
    with pytest.raises(InputError) as error:
        desk.seal()
    assert refused(error) == "key_missing"


def test_the_record_as_it_was_is_not_sealed(sealing_desk: "Desk") -> None:
    with pytest.raises(InputError) as error:
        sealing_desk.at(as_of="2025-07-07").seal()
    assert refused(error) == "desk_looks_back"


@pytest.mark.parametrize("damage", ["UPDATE tiles SET hashes = x'00'", "DELETE FROM tiles"])
def test_a_tree_that_was_touched_grows_no_further(
    sealing_desk: "Desk", database: Path, damage: str
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TRIGGER tiles_only_grow")
        connection.execute("DROP TRIGGER tiles_are_never_deleted")
        connection.execute(damage)
    before = len(Tree(sealing_desk).entries)
    with pytest.raises(DatabaseError) as error:
        log(sealing_desk)
    assert refused(error) == "tree_damaged"
    assert len(Tree(sealing_desk).entries) == before


# Keys


def test_the_first_key_is_an_entry_under_its_maker(sealing_desk: "Desk") -> None:
    (key,) = sealing_desk.signing_keys()
    history = sealing_desk.history(key.ref)

    assert (key.logged_by, key.here, key.signs) == ("mj", True, True)
    assert [one.action for one in history.revisions] == ["add"]
    assert Tree(sealing_desk).last.origin == parse_verifier(key.public).name


def test_a_record_has_one_first_key(sealing_desk: "Desk") -> None:
    assert sealing_desk.make_first_key() is None
    assert len(sealing_desk.signing_keys()) == 1


def test_a_key_that_nobody_makes_by_name_is_made_by_init(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk(None, keys=tmp_path / "keys")
    desk.make_first_key()

    assert desk.signing_keys()[0].logged_by == "init"


def test_private_halves_are_for_their_owner_alone(sealing_desk: "Desk", tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    (file,) = folder.iterdir()
    (key,) = sealing_desk.signing_keys()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert parse_signer(file.read_text().strip()).verifier.text == key.public


def test_no_private_half_is_in_the_database(
    sealing_desk: "Desk", tmp_path: Path, database: Path
) -> None:
    (file,) = (tmp_path / "keys").iterdir()
    seed = file.read_text().strip().rpartition("+")[2]
    content = b"".join(one.read_bytes() for one in database.parent.glob("claims.db*"))

    assert seed.encode() not in content
    assert parse_signer(file.read_text().strip()).seed not in content


def test_the_newest_key_signs(sealing_desk: "Desk", clock: Clock) -> None:
    clock.tick()
    added = sealing_desk.add_key()
    log(sealing_desk)
    old, new = sealing_desk.signing_keys()

    assert (old.signs, new.signs) == (False, True)
    assert new.ref == added.ref
    assert parse_verifier(old.public).name == parse_verifier(new.public).name
    assert sealing_desk.seal().key == new.public


def test_a_key_that_was_withdrawn_signs_nothing_more(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path, clock: Clock
) -> None:
    clock.tick()
    added = sealing_desk.add_key()
    other = open_desk("kim", keys=tmp_path / "keys")
    log(other)
    sealing_desk.withdraw(added, reason="the laptop was stolen")
    log(other, "Another event")
    old, new = sealing_desk.signing_keys()

    assert (old.signs, new.signs, new.withdrawn) == (True, False, "the laptop was stolen")
    assert other.seal().key == old.public


@pytest.mark.sqlite  # on a server it waits for the next write only, which takes it along
def test_without_a_standing_key_the_withdrawal_itself_waits_for_the_next(
    sealing_desk: "Desk",
) -> None:
    (key,) = sealing_desk.signing_keys()
    sealing_desk.withdraw(key.ref, reason="lost")
    with pytest.raises(InputError):
        sealing_desk.seal()
    sealing_desk.add_key()

    assert sealing_desk.seal().sealed == 1


@pytest.mark.parametrize("content", ["", "PRIVATE+KEY+x", "\x00", "claims"])
def test_a_private_half_that_cannot_be_read_counts_as_not_there(
    sealing_desk: "Desk", open_desk: OpenDesk, tmp_path: Path, content: str
) -> None:
    (file,) = (tmp_path / "keys").iterdir()
    file.write_text(content)
    desk = open_desk("kim", keys=tmp_path / "keys")
    log(desk)
    (key,) = desk.signing_keys()

    assert (key.here, key.signs) == (False, False)


def test_a_key_cannot_be_kept_where_there_is_no_folder(
    desk: "Desk", open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for hands in (desk, open_desk(keys=tmp_path / "file" / "keys")):
        with pytest.raises(InputError) as error:
            hands.add_key()
        assert refused(error) == "keys_unwritable"
        assert hands.signing_keys() == []


def test_a_new_database_has_a_key_in_the_folder_that_was_named(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with claims.open(str(tmp_path / "new.db"), keys=folder) as desk:
        (key,) = desk.signing_keys()
    assert key.signs
    assert len(list(folder.iterdir())) == 1


def test_a_database_opens_where_no_key_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with claims.open(str(tmp_path / "new.db"), user="mj", keys=tmp_path / "file" / "x") as desk:
        log(desk)
        assert desk.signing_keys() == []


def test_opening_a_database_that_is_there_makes_no_key(database: Path, tmp_path: Path) -> None:
    with claims.open(str(database), keys=tmp_path / "keys") as desk:
        assert desk.signing_keys() == []


# Proofs


def proved(proof: Proof, old: str | None = None) -> bool:
    note = None if old is None else parse_note(old)
    return check(read_proof(proof.render().encode()), Trust(old=note)).ok


def test_every_entry_of_a_history_is_proved(sealing_desk: "Desk") -> None:
    live_a_while(sealing_desk, seed=9, steps=30)
    entries = Tree(sealing_desk).leaves
    proofs = [sealing_desk.prove(one.subject, revision=one.version) for one in entries]

    assert [proof.entry.header.model_dump() for proof in proofs] == [
        entry.header() for entry in entries
    ]
    assert all(map(proved, proofs))


def test_a_proof_is_the_same_bytes_each_time(sealing_desk: "Desk") -> None:
    claim = log(sealing_desk)

    assert sealing_desk.prove(claim).render() == sealing_desk.prove(claim).render()


def test_an_old_proof_still_proves_after_more_was_written(sealing_desk: "Desk") -> None:
    proof = sealing_desk.prove(log(sealing_desk))
    live_a_while(sealing_desk, seed=10, steps=20)

    assert proved(proof)


@pytest.mark.parametrize("known", [("toll", "figure"), ("NIS", "source")], ids=str)
def test_what_has_a_name_is_proved_by_it(sealing_desk: "Desk", known: tuple[str, str]) -> None:
    log(sealing_desk)
    proof = sealing_desk.prove(known[0])

    assert proof.record.kind == known[1]
    assert proved(proof)


def test_a_proof_names_sources_and_figure(sealing_desk: "Desk") -> None:
    content = sealing_desk.prove(log(sealing_desk)).record.content

    assert content is not None
    assert [hop["source"] for hop in content["chain"]] == ["NIS", "Yonhap"]
    assert content["figure"] == "toll"


def test_every_earlier_checkpoint_is_shown_to_be_extended(sealing_desk: "Desk") -> None:
    claim = log(sealing_desk)
    live_a_while(sealing_desk, seed=11, steps=20)
    proof = sealing_desk.prove(claim)
    notes = [row.note for row in Tree(sealing_desk).checkpoints]

    assert len(notes) <= 32
    assert all(proved(proof, note) for note in notes)


def test_of_many_checkpoints_the_newest_and_some_older_are_covered(
    sealing_desk: "Desk", clock: Clock
) -> None:
    claim = log(sealing_desk)
    for number in range(70):
        clock.tick(10)  # each is sealed by itself, on a server too
        log(sealing_desk, f"Event {number}")
    proof = sealing_desk.prove(claim)
    notes = {row.size: row.note for row in Tree(sealing_desk).checkpoints}
    covered = [one.size for one in proof.consistency]

    assert covered == sorted(set(covered))
    assert covered[0] == min(notes)
    assert set(sorted(notes)[-16:-1]) <= set(covered) <= set(notes)
    assert len(covered) < 32
    assert all(proved(proof, notes[size]) for size in covered)


def test_growth_since_any_checkpoint_is_proved_on_demand(
    sealing_desk: "Desk", clock: Clock
) -> None:
    claim = log(sealing_desk)
    for number in range(70):
        clock.tick(10)  # each is sealed by itself, on a server too
        log(sealing_desk, f"Event {number}")
    plain = {one.size for one in sealing_desk.prove(claim).consistency}
    old = next(row for row in Tree(sealing_desk).checkpoints if row.size not in plain)

    assert not proved(sealing_desk.prove(claim), old.note)
    assert proved(sealing_desk.prove(claim, since=old.note), old.note)


def test_a_checkpoint_of_another_record_is_refused(sealing_desk: "Desk", tmp_path: Path) -> None:
    claim = log(sealing_desk)
    with claims.open(str(tmp_path / "other.db"), keys=tmp_path / "other") as other:
        note = other.seal().checkpoint
    with pytest.raises(InputError, match="another record") as error:
        sealing_desk.prove(claim, since=note)
    assert refused(error) == "checkpoint_differs"


@pytest.mark.sqlite  # on a server it is sealed first: test_desk_at_once
def test_what_is_not_sealed_cannot_be_proved_yet(sealing_desk: "Desk", open_desk: OpenDesk) -> None:
    claim = log(open_desk("kim"))
    with pytest.raises(InputError) as error:
        sealing_desk.prove(claim)
    assert (refused(error), "claims seal" in error.value.hint) == ("entry_unsealed", True)

    sealing_desk.seal()
    assert proved(sealing_desk.prove(claim))


def test_nothing_is_proved_in_a_record_without_a_key(desk: "Desk") -> None:
    claim = log(desk)
    with pytest.raises(InputError) as error:
        desk.prove(claim)
    assert refused(error) == "entry_unsealed"


def test_a_revision_that_is_not_there_cannot_be_proved(sealing_desk: "Desk") -> None:
    claim = log(sealing_desk)
    with pytest.raises(NotFoundError) as error:
        sealing_desk.prove(claim, revision=2)
    assert refused(error) == "revision_unknown"


def test_what_was_changed_in_the_database_is_not_handed_out_as_proved(
    sealing_desk: "Desk", database: Path
) -> None:
    claim = log(sealing_desk)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("UPDATE entries SET payload = replace(payload, '4,700', '47')")
    with pytest.raises(DatabaseError, match="not the one that was recorded") as error:
        sealing_desk.prove(claim)
    assert refused(error) == "tree_damaged"


def test_what_was_redacted_is_proved_to_have_been_there(sealing_desk: "Desk") -> None:
    claim = log(sealing_desk)
    before = sealing_desk.prove(claim)
    sealing_desk.redact(claim, reason="a court order")
    first, last = sealing_desk.prove(claim, revision=1), sealing_desk.prove(claim)

    assert (first.record.content, first.entry.payload, first.entry.salt) == (None, None, None)
    assert first.record.redaction is not None
    assert first.record.redaction.reason == "a court order"
    assert (last.record.action, last.record.reason) == ("redact", "a court order")
    assert all(map(proved, (before, first, last)))


def test_a_source_that_was_redacted_is_named_by_what_stands_in_for_it(
    sealing_desk: "Desk",
) -> None:
    claim = log(sealing_desk)
    sealing_desk.redact(sealing_desk.source_view("NIS").ref, reason="a court order")
    proof = sealing_desk.prove(claim)

    assert "NIS" not in proof.render()
    assert "a court order" in proof.render()
    assert proved(proof)


@pytest.mark.sqlite  # on a server it is sealed first: test_desk_at_once
def test_a_redaction_that_is_not_sealed_says_so(sealing_desk: "Desk", open_desk: OpenDesk) -> None:
    claim = log(sealing_desk)
    open_desk("kim").redact(claim, reason="a court order")
    with pytest.raises(InputError) as error:
        sealing_desk.prove(claim, revision=1)
    assert refused(error) == "entry_unsealed"
