"""The index of words: right after every write, for every moment, on both engines, and quick."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from claims.errors import InputError
from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.gateway.laying import lay_down_anew
from claims.store.index import number_of
from claims.store.queries import finding
from claims.store.queries import search as searching
from claims.store.queries.search import Search, search
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock


@pytest.fixture
def logged(claim_factory: Make, clock: "Clock") -> Make:
    """Logs a claim, a second after the one before."""

    def log(**fields: Any) -> Any:
        clock.tick()
        return claim_factory(**fields)

    return log


def found(desk: "Desk", words: str = "", **wanted: Any) -> list[str | None]:
    """The keys of what a desk finds."""
    return [line.key for line in desk.find(words, **wanted)]


def test_every_script_is_found(desk: "Desk", logged: Make) -> None:
    statements = {
        "korean": "국가정보원은 북한군은 갔다고 말했다",
        "russian": "Потери войск",
        "arabic": "القوات الكورية",
        "chinese": "国家情报院",
        "english": "U.S. officials: 4,700 casualties",
    }
    for key, statement in statements.items():
        logged(key=key, statement=statement)
    queries = {
        "북한": "korean",
        "정보원": "korean",
        "군": "korean",
        "ПОТЕРИ": "russian",
        "قوات": "arabic",
        "情报": "chinese",
        "4700 casualt": "english",
        "US": "english",
        "cas": "english",
    }

    assert {query: found(desk, query) for query in queries} == {
        query: [key] for query, key in queries.items()
    }


def test_a_revision_changes_what_is_found_and_not_what_was(desk: "Desk", clock: "Clock") -> None:
    desk.log("Soldiers fell", key="a", reporter="Yonhap", tags=["war"], note="heavily")
    before = clock.now
    clock.tick()
    desk.revise("a", reason="read again", statement="Engineers left", tags=["peace"], note=None)

    assert found(desk, "soldiers") == found(desk, "heavily") == found(desk, tag="war") == []
    assert found(desk, "engineers") == found(desk, "engineers", tag="peace") == ["a"]
    then = desk.at(as_of=before)
    assert found(then, "soldiers heavily") == found(then, tag="war") == ["a"]
    assert found(then, "engineers") == []


def test_what_was_logged_later_is_not_found_then(
    desk: "Desk", logged: Make, clock: "Clock"
) -> None:
    logged(key="old", statement="soldiers")
    moment = clock.now
    clock.tick(100_000)
    for number in range(60):
        logged(key=f"new-{number}", statement="soldiers")

    assert found(desk.at(as_of=moment), "soldiers") == ["old"]


def test_a_far_future_can_be_looked_at(desk: "Desk", logged: Make) -> None:
    logged(key="a", statement="soldiers")

    assert found(desk.at(as_of="9999-12-31T23:59:59Z"), "soldiers") == ["a"]


def test_pages_of_a_search_have_no_gap_where_claims_changed(desk: "Desk", logged: Make) -> None:
    for number in range(130):
        logged(key=f"k{number}", statement="soldiers fell")
    for number in range(0, 120, 2):
        desk.revise(f"k{number}", reason="read again", statement="engineers fell")
    pages, before = [], None
    while page := desk.find("soldiers", limit=20, before=before):
        pages.append([line.key for line in page])
        before = page[-1].ref

    assert [len(page) for page in pages] == [20, 20, 20, 10]
    keys = [f"k{number}" for number in range(129, -1, -1) if number % 2 or number >= 120]
    assert [key for page in pages for key in page] == keys


def test_the_tables_laid_down_anew_are_found_by_the_same_words(
    desk: "Desk", logged: Make, clock: "Clock"
) -> None:
    logged(key="a", statement="soldiers", tags=["war"])
    moment = clock.now
    clock.tick()
    desk.revise("a", reason="read again", statement="engineers")
    with writing(desk._engine) as connection:
        lay_down_anew(connection)

    assert found(desk, "engineers", tag="war") == ["a"]
    assert found(desk, "soldiers") == []
    assert found(desk.at(as_of=moment), "soldiers") == ["a"]


def test_a_redacted_claim_is_not_found_by_what_it_said(desk: "Desk", logged: Make) -> None:
    logged(key="a", statement="Zebulon fell", tags=["war"])
    desk.revise("a", reason="a name", statement="Zebulonia fell", note="Quentin said")
    logged(key="b", statement="Zebulon stood")
    desk.redact("a", reason="a court order")

    assert found(desk, "zebulon") == ["b"]
    assert found(desk, "quentin") == found(desk, tag="war") == []
    assert [line.statement for line in desk.find("court order")] == [desk.show("a").statement]


def test_redacted_words_leave_the_file(desk: "Desk", database: Path) -> None:
    claim = desk.log("Zebulonquist fell in Quarrelton", reporter="Yonhap")
    desk.log("Somebody stood", reporter="Yonhap")
    desk.redact(claim, reason="a court order")
    desk.close()

    files = [path.read_bytes().lower() for path in database.parent.glob("claims.db*")]
    assert not any(word in held for held in files for word in (b"ebulonq", b"uarrelto"))


def test_words_that_somebody_else_uses_stay(desk: "Desk", logged: Make) -> None:
    for key in ("a", "b", "c"):
        logged(key=key, statement="Casualties everywhere")
    desk.redact("b", reason="a court order")

    assert found(desk, "casualt everyw") == ["c", "a"]


def test_pages_have_no_gap_where_all_claims_share_a_number(
    desk: "Desk", claim_factory: Make
) -> None:
    for number in range(25):
        claim_factory(key=f"k{number}", statement="soldiers fell")
    pages, before = [], None
    while page := desk.find("soldiers", limit=7, before=before):
        pages.append([line.key for line in page])
        before = page[-1].ref

    assert [len(page) for page in pages] == [7, 7, 7, 4]
    assert [key for page in pages for key in page] == found(desk)


def test_claims_that_share_a_number_are_told_apart(desk: "Desk") -> None:
    """Two programs may log in one millisecond: each counts from nought."""
    desk.source("Yonhap")
    first = desk.log("Zebulon fell", key="first", reporter="Yonhap")
    desk.log("Quentin fell", key="second", reporter="Yonhap")
    assert number_of(first.id) == number_of(desk.show("second").id)

    assert found(desk, "zebulon") == ["first"]
    assert sorted(found(desk, "fell"), key=str) == ["first", "second"]
    desk.redact("first", reason="a court order")
    assert found(desk, "quentin fell") == ["second"]


def test_a_beginning_of_very_many_words_is_found(
    desk: "Desk", logged: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_WORDS", 3)
    for number, word in enumerate(("interim", "interval", "interior", "interview", "introduce")):
        logged(key=f"k{number}", statement=word)

    assert found(desk, "inter") == ["k3", "k2", "k1", "k0"]
    assert found(desk, "interv") == ["k3", "k1"]
    assert found(desk, "interx") == []


def test_the_best_come_first_where_asked(desk: "Desk", logged: Make) -> None:
    logged(key="note", statement="nothing", note="the war")
    logged(key="whole", statement="The war goes on")
    logged(key="quote", statement="He spoke", quote="a war")
    logged(key="part", statement="He warned")
    logged(key="latest", statement="War", note="war")

    assert found(desk, "war", ranked=True) == ["latest", "whole", "quote", "part", "note"]
    assert found(desk, "war") == ["latest", "part", "quote", "whole", "note"]
    assert found(desk, ranked=True) == ["latest", "part", "quote", "whole", "note"]


def test_pages_of_the_best_follow_each_other(desk: "Desk", logged: Make) -> None:
    for number in range(12):
        logged(key=f"k{number}", statement="war" if number % 3 else "warned")
    at_once = found(desk, "war", ranked=True)
    pages, before = [], None
    while page := desk.find("war", ranked=True, limit=5, before=before):
        pages += [line.key for line in page]
        before = page[-1].ref
        logged(key=f"meanwhile-{len(pages)}", statement="war")

    assert [key for key in pages if not str(key).startswith("meanwhile")] == at_once


def test_the_best_are_of_the_newest_hits(
    desk: "Desk", logged: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "RANKED", 2)
    logged(key="best", statement="war")
    logged(key="older", statement="warned")
    logged(key="newer", statement="warned")

    assert found(desk, "war", ranked=True) == ["newer", "older"]


@pytest.mark.parametrize("words", ["%", "… !", '"'])
def test_signs_alone_are_refused(desk: "Desk", words: str) -> None:
    with pytest.raises(InputError, match="no letter and no digit"):
        desk.find(words)


@pytest.mark.parametrize(
    "words",
    ['say "hello"', "NEAR(a b)", "war AND NOT peace", "war*", "a:b", "it's", "war & | !", "\\ war"],
)
def test_what_an_engine_would_read_as_its_own_is_plain_words(
    desk: "Desk", logged: Make, words: str
) -> None:
    logged(key="a", statement=f"He wrote {words}")
    logged(key="b", statement="Nothing of that")

    assert found(desk, words) == ["a"]


def test_a_very_long_query_is_answered(desk: "Desk", logged: Make) -> None:
    text = " ".join(f"word{number}x" for number in range(1_000))
    logged(key="a", statement=text)

    assert found(desk, text) == ["a"]


def test_a_page_is_read_by_as_many_statements_whatever_the_number_of_claims(
    desk: "Desk", logged: Make
) -> None:
    for number in range(300):
        logged(key=f"k{number}", statement="soldiers fell", figure="toll", tags=["war"])
    sent: list[str] = []
    event.listen(desk._engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
    with reading(desk._engine) as connection:
        assert len(search(connection, Search(words="soldiers", tag="war", limit=20))) == 20

    assert len([one for one in sent if one.startswith(("SELECT", "WITH"))]) <= 5
    sent.clear()
    assert len(desk.find("soldiers", tag="war", limit=20)) == 20
    assert len([one for one in sent if one.startswith(("SELECT", "WITH"))]) <= 10
    assert not any("OFFSET" in one or "LIKE" in one for one in sent)


def test_the_index_is_searched_and_not_scanned_whatever_else_is_asked(
    desk: "Desk", database: Path, logged: Make
) -> None:
    logged(figure="toll", source="NIS", reporter="Yonhap", tags=["war"], said="2025-04-30")
    known: dict[str, Any] = {"figure": "toll", "source": "NIS", "reporter": "Yonhap", "tag": "war"}
    known |= {"hedge": "certain", "since": "2025", "until": "2026"}
    sent: list[tuple[str, Any]] = []
    event.listen(
        desk._engine, "before_cursor_execute", lambda *args: sent.append((args[2], args[3]))
    )
    for more in ({}, *({name: value} for name, value in known.items()), known):
        desk.find("casualties", **more)

    asked = [one for one in sent if "cache_words" in one[0]]
    assert len(asked) == 2 * (2 + len(known))
    with closing(open_engine(read_url(database)).raw_connection()) as connection:
        for statement, given in asked:
            rows = connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", given)
            plan = [row[3] for row in rows]
            assert not any("TEMP B-TREE" in step for step in plan), plan
            scans = [step for step in plan if step.startswith("SCAN")]
            assert all("VIRTUAL TABLE INDEX" in step for step in scans), plan
            claims = [step for step in plan if step.startswith("SEARCH claims")]
            assert all("(id>? AND id<?)" in step for step in claims), plan


@pytest.mark.postgresql
def test_a_common_beginning_is_compared_where_a_rare_word_is_looked_up(
    desk: "Desk", logged: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "NEWEST", 5)
    monkeypatch.setattr(finding, "OFTENER", 5)
    for number in range(80):
        rare = " zeppelin" if number in {3, 7} else ""
        logged(key=f"k{number}", statement=f"Casualties in place {number}{rare}")
    logged(key="other", statement="A zeppelin without any")
    with writing(desk._engine) as connection:
        connection.exec_driver_sql("ANALYZE cache_words")
    asked: list[dict[str, Any]] = []
    event.listen(desk._engine, "before_cursor_execute", lambda *args: asked.append(args[3]))

    assert found(desk, "casualt zeppelin") == ["k7", "k3"]
    assert [one["indexed"] for one in asked if "indexed" in one] == ["'zeppelin':*"]
