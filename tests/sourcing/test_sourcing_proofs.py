"""A report file is checked by itself: what it says of its claims stands in a signed tree."""

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError
from claims.ledger.proofs import Trust
from claims.report import embedding
from claims.report.bundle import ProofBundle
from claims.report.checking import CheckedReport, check_report
from claims.report.embedding import alone, embedded, read_report, whole
from claims.store.queries import tree

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

HOSTILE = "</script><script>alert(1)</script> ``` \n```\n{} | *x* \u202e"


@pytest.fixture
def sealed(sealing_desk: "Desk", clock: "Clock") -> "Desk":
    """Two claims on a figure, one through a relay; one has hostile words."""
    desk = sealing_desk
    desk.figure("toll", title="Casualties", unit="casualties", basis="cumulative")
    desk.log(
        "About 4,700 fell",
        key="a",
        quote="around 4,700 casualties",
        figure="toll",
        quantity="around 4,700",
        source="NIS",
        via=["Lee"],
        reporter="Yonhap",
        said="2025-04-30",
        hedge="probable",
        hedge_cue="likely",
        report={"url": "https://y.example/1", "text": "There were around 4,700 casualties."},
        tags=["war"],
    )
    desk.log(HOSTILE, key="b", figure="toll", quantity="9", source=HOSTILE, reporter="Paper")
    clock.tick()
    return desk


def checked(document: str) -> CheckedReport:
    file = read_report(document.encode())
    assert file is not None
    return check_report(file, Trust())


@pytest.mark.parametrize("style", ["json", "md", "html"])
def test_a_report_file_proves_its_claims(sealed: "Desk", style: str) -> None:
    found = checked(sealed.sourcing(figure=["toll"], format=style))
    assert found.problems == ()
    assert len(found.words) == 2
    assert not found.unsealed


@pytest.mark.parametrize("style", ["json", "md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("About 4,700 fell", "About 5,700 fell"),
        ("around 4,700 casualties", "exactly 4,700 casualties"),
        ("likely", "certainly"),
        ("Lee", "Kim"),
        ("https://y.example/1", "https://z.example/1"),
    ],
)
def test_a_word_that_was_changed_is_found(
    sealed: "Desk", style: str, before: str, after: str
) -> None:
    document = sealed.sourcing(claim="a", format=style)
    text, mark, proofs = document.partition('"proofs"' if style == "json" else "```json")
    assert before in text
    found = checked(text.replace(before, after) + mark + proofs)
    assert not found.ok
    told = ("the record says", "the record “", "not as it was made")
    assert all(any(words in one for words in told) for one in found.problems)
    assert len(found.problems) > (style == "md")


def test_a_payload_that_was_changed_is_found(sealed: "Desk") -> None:
    document = sealed.sourcing(claim="a", format="json").replace("About 4,700 fell", "None fell")
    assert any("not the one that was recorded" in one for one in checked(document).problems)


def test_a_claim_that_was_left_out_or_put_in_is_found(sealed: "Desk") -> None:
    document = json.loads(sealed.sourcing(figure=["toll"], format="json"))
    document["claims"] = document["claims"][:1]
    assert any("does not tell of it" in one for one in checked(json.dumps(document)).problems)
    document = json.loads(sealed.sourcing(figure=["toll"], format="json"))
    document["proofs"]["claims"].pop()
    assert any("no proof of it" in one for one in checked(json.dumps(document)).problems)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"size": 3}, "tells of 3 leaves"),
        ({"checkpoint": "x"}, "the checkpoint:"),
        ({"hashes": []}, "its path names a hash that is not there"),
    ],
)
def test_proofs_that_were_changed_are_found(
    sealed: "Desk", change: dict[str, Any], told: str
) -> None:
    document = json.loads(sealed.sourcing(figure=["toll"], format="json"))
    document["proofs"] |= change
    assert any(told in one for one in checked(json.dumps(document)).problems)


def test_an_html_page_holds_its_proofs_in_a_script(sealed: "Desk") -> None:
    report = sealed.sourcing_report(claim="a")
    (claim,) = report.claims
    assert report.proofs is not None
    words = [claim.ref, claim.statement, claim.quote and claim.quote.words, claim.report.url]
    words += [claim.report.text_sha256, *(f"{one.source} {one.cue or ''}" for one in claim.chain)]
    script = f'<script type="application/json" id="{embedding.HTML_ID}">{embedded(report.proofs)}'
    body = "".join(f"<p>{escape(str(word))}</p>\n" for word in words)
    page = f"<!doctype html><p>{body}</p>{script}</script>"
    assert checked(whole(page)).words == (claim.ref,)
    assert not checked(whole(page.replace("About 4,700 fell", "None fell"))).ok


def test_what_is_embedded_can_end_neither_a_script_nor_a_fence(sealed: "Desk") -> None:
    bundle = sealed.sourcing_report(claim="b").proofs
    assert bundle is not None
    line = embedded(bundle)
    assert not set("<>&\n\u202e") & set(line)
    assert line.isascii()
    read = ProofBundle.model_validate(json.loads(line))
    assert read.model_copy(update={"document": None}) == bundle


@pytest.mark.parametrize("style", ["md", "html"])
def test_what_is_added_to_a_report_is_seen(sealed: "Desk", style: str) -> None:
    page = sealed.sourcing(figure=["toll"], format=style)
    assert checked(page).whole
    for added in (f"{page}\nNot so.\n", page.replace("Summary", "Not so", 1)):
        assert any("not as it was made" in one for one in checked(added).problems)


@pytest.mark.parametrize("style", ["md", "html"])
def test_how_lines_end_makes_no_other_report(sealed: "Desk", style: str) -> None:
    page = sealed.sourcing(figure=["toll"], format=style)
    assert checked(page.replace("\n", "\r\n")).whole
    assert checked(f"\ufeff{page}\n\n").whole


def test_a_report_that_holds_what_looks_like_proofs_is_whole(sealing_desk: "Desk") -> None:
    trap = '{"proof":"claims-report","version":1,"document":"' + "0" * 64 + '"'
    sealing_desk.log(trap, key="a", source="NIS", reporter="Yonhap", tags=[trap])
    for style in ("md", "html"):
        assert checked(sealing_desk.sourcing(claim="a", format=style)).whole


def test_the_report_names_its_checkpoint(sealed: "Desk") -> None:
    report = sealed.sourcing_report(figure=["toll"])
    assert report.checkpoint is not None
    assert report.checkpoint.root in sealed.seal().checkpoint
    assert report.checkpoint.root in sealed.sourcing(figure=["toll"])


def test_what_is_recorded_later_changes_no_report_of_before(sealed: "Desk", clock: "Clock") -> None:
    moment = clock().isoformat()
    before = sealed.at(as_of=moment).sourcing(claim="a", format="json")
    clock.tick()
    sealed.revise("a", reason="misread", quantity="9")
    then = sealed.at(as_of=moment).sourcing(claim="a", format="json")
    assert then == before
    assert checked(then).ok


@pytest.mark.sqlite  # on a server a report seals what others left
def test_what_is_not_sealed_is_said_to_be_so(
    sealed: "Desk", clock: "Clock", open_desk: Any
) -> None:
    clock.tick()
    open_desk().log("Later", key="c", source="X", reporter="X", tags=["war"])
    found = checked(sealed.sourcing(tag="war", format="json"))
    assert found.ok
    assert (len(found.words), len(found.unsealed)) == (1, 1)


def test_a_redacted_claim_is_proved_to_have_been_erased(sealed: "Desk") -> None:
    sealed.redact("a", reason="a court said so")
    for style in ("json", "md"):
        found = checked(sealed.sourcing(figure=["toll"], format=style))
        assert found.problems == ()


def test_too_many_claims_are_proved_by_their_entries_alone(
    sealed: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.desk.viewing.sourcing.proving.MOST_PAYLOADS", 1)
    document = sealed.sourcing(figure=["toll"], format="json")
    found = checked(document)
    assert found.problems == ()
    assert (len(found.words), len(found.entries)) == (0, 2)
    assert json.loads(document)["proofs"]["folded"]


def test_a_record_that_was_never_sealed_has_a_report_without_proofs(desk: "Desk") -> None:
    desk.log("x", key="a", source="X", reporter="X")
    document = desk.sourcing(claim="a")
    assert "Nothing of this record has been sealed" in document
    with pytest.raises(InputError, match="no report that holds any"):
        read_report(document.encode())


def test_a_report_can_leave_its_proofs_out(sealed: "Desk") -> None:
    document = sealed.sourcing(claim="a", proofs=False)
    assert "```json" not in document
    assert "were left out" in document


@pytest.mark.parametrize("raw", [b"", b"{}", b'{"proof": "claims-desk"}'])
def test_what_is_no_report_is_told_apart(raw: bytes) -> None:
    assert read_report(raw) is None


@pytest.mark.parametrize("raw", [b'{"not_checked": 1, "proofs": 2}', b"<p>", b"\xff", b"# x"])
def test_a_report_without_proofs_that_can_be_read_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError):
        read_report(raw)


def test_the_first_checkpoint_over_a_size_is_found(sealed: "Desk", tmp_path: Path) -> None:
    with sealed._read() as connection:
        newest = tree.last_checkpoint(connection)
        assert newest is not None
        assert tree.checkpoint_over(connection, newest.size) == newest
        assert tree.checkpoint_over(connection, newest.size + 1) is None


def test_proofs_that_stand_elsewhere_tell_of_no_document(sealed: "Desk") -> None:
    page = sealed.sourcing(figure="toll", format="md")
    line = page.rpartition("```json\n")[2].partition("\n")[0]
    told, attached = json.loads(line), json.loads(alone(line))
    assert len(told["document"]) == 64
    assert attached == {**told, "document": None}
