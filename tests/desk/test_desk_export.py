"""The record out and in again: the same bytes, the same state, whatever it went through."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

import claims
from claims.errors import ConflictError, InputError
from claims.store.engine import open_engine, read_url
from tests.exports import exported, lines_of, moved, state
from tests.ground import Clock
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk

ROOT = Path(__file__).parents[2]
URL = "https://news.example/1"
TEXT = "According to the agency some 4,700 are said to have fallen."
STAMPS = {"id", "revision", "logged_at", "logged_by", "changed_at", "changed_by"}

MakeDesk = Callable[..., "Desk"]


class Ticking(Clock):
    """A clock that goes on by itself, so that every batch has a moment of its own."""

    def __call__(self) -> Any:
        return self.tick(0.01)


@pytest.fixture
def another(template: Path, tmp_path: Path) -> Iterator[MakeDesk]:
    """Opens desks, each on an empty database of its own."""
    opened: list[Desk] = []

    def open_one(entropy: Callable[[int], bytes] | None = None) -> "Desk":
        path = Path(shutil.copy(template, tmp_path / f"{len(opened)}.db"))
        entropy = entropy or random.Random(len(opened)).randbytes
        engine = open_engine(read_url(path))
        opened.append(claims.Desk(engine, user="kim", clock=Ticking(), entropy=entropy))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


def check_moves(desk: "Desk", other: "Desk", folder: Path) -> bytes:
    """Export, import elsewhere, export there: the same bytes and state; returns the bytes."""
    content = exported(desk)
    first = moved(content, other, folder)
    there = exported(other), state(other)
    second = moved(content, other, folder)

    assert (first.read, first.rejected) == (len(content.splitlines()), 0)
    assert first.logged == first.read
    assert there == (content, state(desk))
    assert (second.unchanged, second.read) == (first.read, first.read)
    assert exported(other) == content
    return content


# Whole records


@pytest.mark.parametrize("seed", seeds(1, 2, 3, 5, 8))
def test_a_random_history_moves_whole(another: MakeDesk, tmp_path: Path, seed: int) -> None:
    desk, other = another(), another()
    live_a_while(desk, seed=seed, steps=120)
    other.batch = 9

    check_moves(desk, other, tmp_path)


def test_the_demo_moves_whole(another: MakeDesk, tmp_path: Path) -> None:
    desk = another()
    desk.import_file(ROOT / "fixtures" / "demo" / "records.jsonl")

    check_moves(desk, another(), tmp_path)


def test_an_empty_record_is_an_empty_export(desk: "Desk") -> None:
    assert exported(desk) == b""


# One by one

Lived = Callable[["Desk"], Any]


def _logged(desk: "Desk", key: str | None = "a", **fields: Any) -> Any:
    fields = {"source": "NIS", "reporter": "Yonhap", "report": URL, **fields}
    return desk.log("It happened", key=key, **fields)


def _withdrawn_with_links(desk: "Desk") -> None:
    _logged(desk, "b")
    claim = _logged(desk, links=[{"relation": "repeats", "to": "b", "reason": "the words"}])
    desk.review(claim, note="fine")
    desk.withdraw(claim, reason="logged twice")


def _retracted(desk: "Desk") -> None:
    desk.retract(_logged(desk), reason="wrong", notice_date="2025-06", notice_url=f"{URL}/notice")
    desk.retract(desk.reports()[0].ref, reason="all of it")


def _retracted_again(desk: "Desk") -> None:
    claim = _logged(desk)
    notice = desk.retract(claim, reason="mixed up")
    desk.withdraw(notice, reason="the other one")
    desk.retract(claim, reason="wrong")


def _reviewed(desk: "Desk") -> None:
    claim = _logged(desk)
    desk.review(claim, note="before")
    desk.revise(claim, reason="read again", note="new")
    desk.review(claim)
    desk.review(claim)


def _ruled(desk: "Desk") -> None:
    desk.source("NIS")
    claim = _logged(desk, "NIS", source="officials")  # a key like a source's name
    desk.rule("NIS", "same", claim.ref, reason="they were agents")
    desk.rule("NIS", "distinct", "Yonhap", reason="of course")
    desk.rule("NIS", "distinct", "Yonhap", reason="of course")


def _refused(desk: "Desk") -> None:
    desk.refuse(_logged(desk), "repeats", _logged(desk, "b"), reason="own words")
    desk.waive("jump", reason="it is a war")
    desk.waive("jump", reason="it is a war")


def _chains(desk: "Desk") -> None:
    hop = {"source": "NIS", "cue": "likely", "hedge": "probable", "named_as": "spies"}
    more = {"source": "Lee", "language": "ko", "said": "2025-04", "original_term": "사상자"}
    desk.log("In full", chain=[hop, more, {"source": "Yonhap", "hedge": "alleged"}], report=URL)
    desk.log("Alone", chain=[{**hop, "source": "Yonhap"}], reporter="Yonhap")
    desk.log("Own words on another's page", chain=[hop], report=URL)
    desk.log("Twice", chain=[{"source": "KCNA"}, {"source": "KCNA"}])
    desk.log("By himself", source="Lee", report={"title": "A post"})
    desk.log("By nobody", reporter="Lee", hedge="certain", hedge_cue="is")


def _named_by_little(desk: "Desk") -> None:
    for report in ({}, {"language": "de", "note": "heard", "text": TEXT}, {"byline": "A. B."}):
        claim = _logged(desk, None, quote="4,700", report=report)
    desk.retract(desk.show(claim).report.ref, reason="gone")
    for text in ("one", "two"):
        _logged(desk, None, published="2025-05", report={"text": text})
    desk.report(None, title="Bulletin", published="2025-05", reporter="Yonhap", byline="C. D.")


def _versions(desk: "Desk") -> None:
    for text in (TEXT, "Of 5,000.", "Of 6,000."):
        _logged(desk, None, report={"url": URL, "title": "News", "text": text})
    desk.set_report(desk.reports()[1].ref, title="Olds", note="mended", published="2025-05")
    desk.set_report(desk.reports()[2].ref, reporter="Wire")


def _alike_by_now(desk: "Desk") -> None:
    desk.report(URL, title="News")
    desk.report(URL, title="Sport")
    _logged(desk)
    desk.set_report(desk.reports()[1].ref, title="News")


def _learned_later(desk: "Desk") -> None:
    desk.figure("losses")
    fields = {"figure": "losses", "said": "2025-05-01"}
    _logged(desk, None, quantity="1.234,5", quote="not there", **fields | {"report": {"url": URL}})
    _logged(desk, None, quantity="some 4.7", quote="some 4,700", **fields)
    _logged(desk, None, quantity="dozens", **fields)
    desk.figure("losses", unit="soldiers")
    desk.report(URL, text=TEXT, language="de", published="2025-04-01")


def _in_columns(desk: "Desk") -> None:
    for quantity in ({"low": 5}, {"value": "1.234567"}, {"value": 1, "low": 0, "high": 2}):
        _logged(desk, None, quantity=quantity, unit="men", report={"url": URL, "language": "de"})


def _keys_like_references(desk: "Desk") -> None:
    for number in range(4):
        _logged(desk, f"c-{number}")
    desk.link("c-0", "updates", "c-3", reason="forwards")
    desk.link("c-3", "updates", "c-0", reason="backwards")
    desk.story("https://our.example/1", rests_on=["c-0"])
    desk.story("https://our.example/2", rests_on=["c-1"])


def _redacted(desk: "Desk") -> None:
    claim = _logged(desk, quote="some 4,700", report={"url": URL, "text": TEXT})
    _logged(desk, "b", report={"url": URL})
    desk.link("b", "repeats", claim, reason="the words")
    desk.redact(claim.ref, reason="court order")
    _logged(desk, "c", source="Lee")
    desk.redact(desk.source_view("Lee").ref, reason="court order")


LIVES: list[Lived] = [
    _withdrawn_with_links,
    _retracted,
    _retracted_again,
    _reviewed,
    _ruled,
    _refused,
    _chains,
    _named_by_little,
    _versions,
    _alike_by_now,
    _learned_later,
    _in_columns,
    _keys_like_references,
    _redacted,
]


@pytest.mark.parametrize("live", LIVES, ids=lambda live: live.__name__.strip("_"))
def test_what_became_of_it_moves_with_a_record(
    another: MakeDesk, tmp_path: Path, live: Lived
) -> None:
    desk = another()
    live(desk)

    check_moves(desk, another(), tmp_path)


def test_a_text_that_was_redacted_leaves_no_trace_elsewhere(
    another: MakeDesk, tmp_path: Path
) -> None:
    desk, other = another(), another()
    _logged(desk, quote="some 4,700", report={"url": URL, "text": TEXT})
    desk.redact(desk.reports()[0].ref, reason="court order")
    content = exported(desk)

    assert moved(content, other, tmp_path).rejected == 0
    assert exported(other) == content
    assert b"4,700 are said" not in content


# Order and spelling


def test_what_is_referred_to_comes_first(desk: "Desk") -> None:
    for name, controller in (("KCTV", "KCNA"), ("KCNA", "Government")):
        desk.source(name)
        desk.source(controller)
        desk.source(name, controlled_by=controller)
    desk.figure("killed")
    desk.figure("casualties", parties=["KCTV"])
    desk.figure("killed", part_of="casualties")

    lines = lines_of(exported(desk))

    assert [line.get("name") or line["slug"] for line in lines] == [
        *("Government", "KCNA", "KCTV"),
        *("casualties", "killed"),
    ]


def test_a_line_is_spelled_like_a_draft(desk: "Desk") -> None:
    claim = _logged(desk, None, via=["Lee"], hedge="probable", figure="losses", quantity="4,700")
    desk.retract(claim, reason="wrong", notice_date="2025-06")
    desk.review(claim, note="fine")

    assert lines_of(exported(desk))[-1] == {
        "record": "claim",
        "key": claim.ref,
        "statement": "It happened",
        "figure": "losses",
        "quantity": "4,700",
        "stance": "asserts",
        "modality": "occurred",
        "method": "unstated",
        "source": "NIS",
        "via": ["Lee"],
        "reporter": "Yonhap",
        "hedge": "probable",
        "report": {"url": URL, "version": 1},
        "retracted": {"reason": "wrong", "date": "2025-06"},
        "reviews": [{"note": "fine"}],
    }


def test_what_was_taken_back_is_history(desk: "Desk") -> None:
    claim = _logged(desk)
    _logged(desk, "b")
    before = exported(desk)
    link = desk.link("a", "repeats", "b", reason="so it seems")
    desk.unlink(link, reason="not so")
    for made in (
        desk.retract(claim, reason="wrong"),
        desk.rule("NIS", "same", "Yonhap", reason="?"),
        desk.waive("jump", reason="?"),
    ):
        desk.withdraw(made, reason="by mistake")

    assert exported(desk) == before


def test_references_that_clash_are_written_in_full(another: MakeDesk, tmp_path: Path) -> None:
    desk = another(bytes)  # no randomness at all: every reference is the same
    twins = [_logged(desk, None), _logged(desk, None)]

    content = check_moves(desk, another(), tmp_path)

    keys = [line["key"] for line in lines_of(content) if line["record"] == "claim"]
    assert keys == [str(one.id) for one in twins]


def test_a_reference_that_is_somebodys_key_is_written_in_full(
    another: MakeDesk, tmp_path: Path
) -> None:
    desk = another()
    claim = _logged(desk, None)
    _logged(desk, claim.ref)

    content = check_moves(desk, another(), tmp_path)

    keys = [line["key"] for line in lines_of(content) if line["record"] == "claim"]
    assert keys == [str(claim.id), claim.ref]


# With ids


def test_with_ids_every_line_tells_who_wrote_it_when(desk: "Desk") -> None:
    live_a_while(desk, seed=1)

    dump = exported(desk, with_ids=True)

    assert all(set(line) > STAMPS for line in lines_of(dump))
    assert exported(desk, with_ids=True) == dump


def test_with_ids_what_was_taken_back_is_there(desk: "Desk") -> None:
    link = desk.link(_logged(desk), "repeats", _logged(desk, "b"), reason="so it seems")
    desk.unlink(link, reason="not so")

    line = lines_of(exported(desk, with_ids=True))[-1]

    assert (line["record"], line["id"], line["withdrawn"]) == ("link", str(link.id), "not so")
    assert (line["revision"], line["changed_by"]) == (2, "mj")


def test_with_ids_two_records_of_one_content_differ(another: MakeDesk, tmp_path: Path) -> None:
    desk, other = another(), another()
    _logged(desk)
    moved(exported(desk), other, tmp_path)

    assert exported(desk, with_ids=True) != exported(other, with_ids=True)


@pytest.mark.parametrize("seed", seeds(1, 2))
def test_an_export_with_ids_is_imported_without_them(
    another: MakeDesk, tmp_path: Path, seed: int
) -> None:
    desk, other = another(), another()
    live_a_while(desk, seed=seed)

    summary = moved(exported(desk, with_ids=True), other, tmp_path)

    assert (summary.rejected, summary.ids_ignored) == (0, True)
    assert summary.read == summary.logged + summary.unchanged
    assert exported(other) == exported(desk)


# Reading


@contextmanager
def counted(desk: "Desk") -> Iterator[list[str]]:
    sent: list[str] = []

    def note(*args: Any) -> None:
        sent.append(str(args[2]))

    event.listen(desk._engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk._engine, "before_cursor_execute", note)


def _crowd(desk: "Desk", size: int) -> None:
    for number in range(size):
        _logged(desk, None, source=f"Agency {number}", via=["Lee"], tags=["war"], figure="losses")


def test_a_page_takes_the_same_statements_whatever_is_on_it(desk: "Desk") -> None:
    _crowd(desk, 2)
    with counted(desk) as few:
        exported(desk)
    _crowd(desk, 30)
    with counted(desk) as many:
        exported(desk)

    assert len(many) == len(few)


def test_small_pages_give_the_same_bytes(another: MakeDesk) -> None:
    desk = another()
    live_a_while(desk, seed=3)
    content, dump = exported(desk), exported(desk, with_ids=True)

    desk.page = 2

    assert (exported(desk), exported(desk, with_ids=True)) == (content, dump)


def test_the_record_as_it_was_can_be_exported(another: MakeDesk) -> None:
    desk = another()
    live_a_while(desk, seed=2)
    content, moment = exported(desk), desk._clock()
    live_a_while(desk, seed=3)

    assert exported(desk.at(as_of=moment)) == content


@pytest.mark.parametrize(
    ("format_", "code", "words"),
    [
        ("jsonk", "format_unknown", "did you mean jsonl"),
        ("datasette", "output_missing", "a file, not a stream"),
    ],
)
def test_other_formats_are_refused_at_once(
    desk: "Desk", format_: str, code: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.export(format=format_)

    assert refused.value.code == code
    assert words in refused.value.message


# Lines of judgements by hand


def test_a_refused_ruling_can_be_corrected_beside_the_reason_of_its_refusal(
    desk: "Desk", tmp_path: Path
) -> None:
    ruling = {"record": "ruling", "a": "NIS", "relation": "same", "b": "KCIA", "reason": "renamed"}
    _logged(desk)
    moved(json.dumps(ruling).encode(), desk, tmp_path)
    (refused,) = lines_of((tmp_path / "export.jsonl.rejected.jsonl").read_bytes())
    desk.source("KCIA")

    summary = moved(json.dumps(refused).encode(), desk, tmp_path)

    assert refused["reason"].startswith("there is no source 'KCIA'")
    assert refused["draft"] == ruling
    assert (summary.logged, summary.rejected) == (1, 0)


def test_a_ruling_is_recorded_once(desk: "Desk", tmp_path: Path) -> None:
    _logged(desk)
    ruling = {"record": "ruling", "a": "NIS", "relation": "distinct", "b": "Yonhap", "reason": "so"}
    line = json.dumps(ruling).encode()

    statuses = [moved(line, desk, tmp_path) for _ in range(2)]

    assert [(one.logged, one.unchanged) for one in statuses] == [(1, 0), (0, 1)]


# Into a record that is not empty


def test_a_version_is_told_by_its_text_not_by_its_number(another: MakeDesk, tmp_path: Path) -> None:
    desk, other = another(), another()
    _logged(desk, report={"url": URL, "text": "Theirs."})
    _logged(other, "b", report={"url": URL, "text": "Ours."})
    content = exported(desk)

    assert moved(content, other, tmp_path).rejected == 0
    assert moved(content, other, tmp_path).unchanged == len(content.splitlines())
    assert [desk.show(key).report.version for key in "a"] == [1]
    assert [other.show(key).report.version for key in "ab"] == [2, 1]


def test_what_a_file_tells_of_a_claim_that_is_known_is_an_update(
    another: MakeDesk,
) -> None:
    desk = another()
    _logged(desk)
    news: dict[str, Any] = {
        "withdrawn": "logged twice",
        "reviews": [{"note": "fine"}],
        "retracted": "wrong",
    }

    with pytest.raises(ConflictError) as refused:
        _logged(desk, **news)
    _logged(desk, update=True, **news)

    assert "withdrawn: given, and not recorded" in refused.value.message
    assert desk.show("a").withdrawn == "logged twice"
    assert [one.reason for one in desk.trace("a").notices] == ["wrong"]
    assert [one.note for one in desk.trace("a").reviews] == ["fine"]
    assert _logged(desk, **news).status == "unchanged"


def test_a_claim_withdrawn_here_stays_withdrawn(another: MakeDesk, tmp_path: Path) -> None:
    desk = another()
    claim = _logged(desk)
    content = exported(desk)
    desk.withdraw(claim, reason="logged twice")

    assert moved(content, desk, tmp_path).unchanged == len(content.splitlines())
    assert desk.show("a").withdrawn == "logged twice"


@pytest.mark.parametrize("field", ["withdrawn", "retracted", "reviews"])
def test_what_became_of_a_claim_is_not_revised(desk: "Desk", field: str) -> None:
    claim = _logged(desk)
    with pytest.raises(InputError) as refused:
        desk.revise(claim, reason="?", **{field: "x"})

    assert refused.value.code == "field_not_revisable"
