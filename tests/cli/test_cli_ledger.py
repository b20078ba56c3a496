"""Keys, sealing and proofs on the command line."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.cli.ledger import checked_text
from claims.ledger.checkpoints import new_signer, parse_note, parse_verifier
from claims.ledger.proofs import Checked, Told

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of keys of this test."""
    folder = tmp_path / "mine" / "keys"
    monkeypatch.setenv("CLAIMS_KEYS", str(folder))
    return folder


@pytest.fixture
def sealed(claims: "Claims", keys: Path) -> str:
    """A claim in a record that has a key, under the key `toll`; its reference."""
    claims.text("init")
    return claims.ref(
        "log", "Some 4,700 died", "--key", "toll", "--source", "NIS", "--reporter", "Yonhap"
    )


@pytest.fixture
def proof(claims: "Claims", sealed: str) -> Path:
    """The file of a proof of that claim."""
    claims.text("prove", sealed, "--output", "proof.json")
    return Path("proof.json")


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Somebody with none of our keys, in a folder without a database."""
    folder.mkdir()
    monkeypatch.setenv("CLAIMS_KEYS", str(folder / "keys"))
    monkeypatch.chdir(folder)


# Keys


def test_init_makes_a_key_and_says_which(claims: "Claims", keys: Path) -> None:
    told = claims.text("--db", "new.db", "init")
    (key,) = claims.json("--db", "new.db", "key")

    assert key["public"] in told
    assert (key["here"], key["signs"], key["logged_by"]) == (True, True, "mj")
    assert len(list(keys.iterdir())) == 1


def test_init_without_an_editor_signs_as_init(
    claims: "Claims", keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMS_USER")
    claims.text("--db", "new.db", "init")

    assert claims.json("--db", "new.db", "key")[0]["logged_by"] == "init"


def test_init_again_changes_nothing(claims: "Claims", sealed: str, keys: Path) -> None:
    before = claims.text("seal"), sorted(keys.iterdir())
    claims.text("init")
    assert (claims.text("seal"), sorted(keys.iterdir())) == before


def test_migrate_makes_no_key(claims: "Claims", keys: Path) -> None:
    Path("empty.db").touch()
    claims.text("--db", "empty.db", "migrate")

    assert claims.json("--db", "empty.db", "key") == []
    assert not keys.exists()


def test_init_where_no_key_can_be_kept_makes_the_database_and_says_what_to_do(
    claims: "Claims", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CLAIMS_KEYS", str(tmp_path / "file" / "keys"))
    result = claims.run("--db", "new.db", "init")

    assert result.exit_code == 0
    assert result.stdout == "created new.db\n"
    assert "claims key add" in result.stderr
    assert claims.json("--db", "new.db", "find") == []


def test_key_lists_who_made_it_and_whether_it_is_here(claims: "Claims", sealed: str) -> None:
    text = claims.text("key")

    assert "by mj" in text
    assert "private     here" in text
    assert text == claims.text("key", "list")


def test_key_add_makes_another_that_signs(claims: "Claims", sealed: str, keys: Path) -> None:
    added = claims.ref("key", "add")
    old, new = claims.json("key", "list")

    assert (new["ref"], new["signs"], old["signs"]) == (added, True, False)
    assert len(list(keys.iterdir())) == 2


def test_key_add_needs_an_editor(
    claims: "Claims", sealed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMS_USER")
    assert "nobody is named" in claims.refused("key", "add")


def test_a_key_is_withdrawn_with_a_reason(claims: "Claims", sealed: str) -> None:
    (key,) = claims.json("key")
    claims.text("withdraw", key["ref"], "--reason", "the laptop was stolen")

    assert "the laptop was stolen" in claims.text("key")
    assert "private     here" in claims.text("key")
    assert "no standing key" in claims.refused("seal")


# Sealing


def test_seal_prints_the_checkpoint_and_nothing_else(claims: "Claims", sealed: str) -> None:
    result = claims.run("seal")
    (key,) = claims.json("key")
    head = parse_verifier(key["public"]).verify(result.stdout)

    assert head.size == 5  # key, two sources, report, claim
    assert parse_note(result.stdout).render() == result.stdout
    assert "5 in all" in result.stderr


def test_seal_as_json(claims: "Claims", sealed: str) -> None:
    found = claims.json("seal")

    assert list(found) == ["sealed", "size", "checkpoint", "key"]
    assert (found["sealed"], found["size"]) == (0, 5)
    assert found["checkpoint"] == claims.text("seal")


def test_seal_without_a_key_is_refused(claims: "Claims", toll: str) -> None:
    message = claims.refused("seal")

    assert "no standing key" in message
    assert "claims key add" in message


def test_what_was_recorded_without_a_key_is_sealed_once_there_is_one(
    claims: "Claims", toll: str, keys: Path
) -> None:
    assert "claims seal" in claims.refused("prove", toll)
    claims.text("key", "add")
    claims.text("seal")
    claims.text("prove", toll, "--output", "proof.json")

    assert claims.json("check-proof", "proof.json")["ok"]


# Proofs


def test_a_proof_is_checked_by_somebody_without_the_record(
    claims: "Claims", proof: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(proof.resolve())
    elsewhere(monkeypatch, tmp_path / "away")
    text = claims.text("check-proof", file)

    assert text.startswith("proved\n")
    assert all(word in text for word in ("Some 4,700 died", "NIS", "recorded by mj"))
    assert "the document's word alone" in " ".join(text.split())
    assert list(Path.cwd().iterdir()) == []


def test_ones_own_key_vouches_for_a_proof(claims: "Claims", proof: Path) -> None:
    assert claims.json("check-proof", str(proof))["vouched_by"] == "this user's folder of keys"


@pytest.mark.parametrize("as_file", [True, False], ids=["a file", "the key itself"])
def test_a_key_that_is_handed_in_vouches_for_a_proof(
    claims: "Claims", proof: Path, as_file: bool
) -> None:
    public = claims.json("key")[0]["public"]
    Path("desk.pub").write_text(f"{public}\n")
    key = "desk.pub" if as_file else public

    assert claims.json("check-proof", str(proof), "--key", key)["vouched_by"] == "--key"
    assert "vouched for by --key" in " ".join(
        claims.text("check-proof", str(proof), "--key", key).split()
    )


def test_another_key_proves_nothing(claims: "Claims", proof: Path) -> None:
    other = new_signer("claims-desk/other", bytes(32)).verifier.text
    result = claims.run("check-proof", str(proof), "--key", other)

    assert result.exit_code == 1
    assert "not the key expected" in " ".join(result.stdout.split())


@pytest.mark.parametrize("key", ["nonsense", "a+b+c", "proof.json"])
def test_what_is_no_key_is_wrong_usage(claims: "Claims", proof: Path, key: str) -> None:
    assert "--key" in claims.refused("check-proof", str(proof), "--key", key)


def test_an_older_checkpoint_is_shown_to_be_extended(claims: "Claims", sealed: str) -> None:
    Path("old.txt").write_text(claims.text("seal"))
    claims.text("log", "Another event", "--reporter", "BBC")
    claims.text("prove", sealed, "--output", "proof.json")
    found = claims.json("check-proof", "proof.json", "--checkpoint", "old.txt")

    assert found["extends"] == {"size": 5, "key": found["key"]}
    assert "of size 5" in claims.text("check-proof", "proof.json", "--checkpoint", "old.txt")


def test_growth_since_a_checkpoint_is_proved_on_demand(claims: "Claims", sealed: str) -> None:
    Path("old.txt").write_text(claims.text("seal"))
    claims.text("log", "Another event", "--reporter", "BBC")
    claims.text("prove", "toll", "--since", "old.txt", "--output", "proof.json")

    assert claims.json("check-proof", "proof.json", "--checkpoint", "old.txt")["extends"]


def test_a_checkpoint_from_before_the_record_was_made_anew_is_not_extended(
    claims: "Claims", sealed: str, proof: Path
) -> None:
    text = claims.text("seal").replace("\n5\n", "\n4\n")
    Path("old.txt").write_text(text)
    result = claims.run("check-proof", str(proof), "--checkpoint", "old.txt")

    assert result.exit_code == 1
    assert result.stdout.startswith("not proved\n")


@pytest.mark.parametrize("content", ["", "no note", "claims-desk/x\n1\n\n— x y\n"])
def test_what_is_no_checkpoint_is_wrong_usage(claims: "Claims", proof: Path, content: str) -> None:
    Path("old.txt").write_text(content)

    assert "old.txt" in claims.refused("check-proof", str(proof), "--checkpoint", "old.txt")
    assert "old.txt" in claims.refused("prove", "toll", "--since", "old.txt")


def test_a_proof_that_was_tampered_with_ends_with_1(claims: "Claims", proof: Path) -> None:
    proof.write_text(proof.read_text().replace("4,700", "47"))
    result = claims.run("check-proof", str(proof), "--json")
    found = orjson.loads(result.stdout)

    assert result.exit_code == 1
    assert (found["ok"], found["record"]) == (False, None)
    assert any("not the one that was recorded" in problem for problem in found["problems"])


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 9999])
def test_what_is_no_proof_ends_with_2(claims: "Claims", keys: Path, content: bytes) -> None:
    Path("proof.json").write_bytes(content)
    assert "proof.json: this is no proof" in claims.refused("check-proof", "proof.json")


def test_a_proof_that_is_not_there_ends_with_2(claims: "Claims", keys: Path) -> None:
    assert "none.json" in claims.refused("check-proof", "none.json")


def test_a_proof_goes_to_stdout_without_a_file(claims: "Claims", sealed: str) -> None:
    document = claims.text("prove", sealed)

    assert orjson.loads(document)["record"]["ref"] == sealed
    assert document == claims.text("prove", sealed, "--json")


def test_an_earlier_revision_is_proved_by_its_number(claims: "Claims", sealed: str) -> None:
    claims.text("revise", sealed, "note=seen twice", "--reason", "more is known")
    first = orjson.loads(claims.text("prove", sealed, "--revision", "1"))
    last = orjson.loads(claims.text("prove", sealed))

    assert (first["record"]["revision"], first["record"]["reason"]) == (1, None)
    assert (last["record"]["revision"], last["record"]["reason"]) == (2, "more is known")


def test_a_redacted_claim_is_proved_without_its_content(claims: "Claims", sealed: str) -> None:
    claims.run("redact", sealed, "--reason", "a court order")
    claims.text("prove", sealed, "--revision", "1", "--output", "proof.json")
    text = claims.text("check-proof", "proof.json")

    assert "erased by mj" in text
    assert "a court order" in text
    assert "4,700" not in Path("proof.json").read_text()


def test_the_wheel_needs_no_database_to_check_a_proof(proof: Path, tmp_path: Path) -> None:
    """A process of its own, in a folder where nothing may be written."""
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "claims", "check-proof", str(proof.resolve())],
        cwd=tmp_path / "empty",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list((tmp_path / "empty").iterdir()) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("source"), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), json_values), st.text())
@settings(max_examples=30, deadline=None)
def test_whatever_was_signed_can_be_printed(content: dict[str, Any], word: str) -> None:
    told = Told(
        kind=word,
        ref=word,
        revision=1,
        action=word,
        recorded_at=word,
        recorded_by=word,
        reason=word,
        content=content,
        redaction=None,
    )
    found = Checked(record=told, origin=word, leaf=0, size=1, root=word, key=word)

    assert next(checked_text(found, "--key")) == "proved"
    assert list(checked_text(found, "--key"))
