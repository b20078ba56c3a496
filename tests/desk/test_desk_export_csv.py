"""Claims as rows of CSV: out and in again, and nothing in them that a spreadsheet would run."""

import csv
import io
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.desk.export_rows import COLUMNS, guarded
from claims.errors import InputError
from claims.formats.readers import READERS
from claims.store.engine import open_engine, read_url
from tests.ground import Clock
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import OpenDesk

MakeDesk = Callable[[], "Desk"]
URL = "https://news.example/1"


@pytest.fixture
def another(template: Path, tmp_path: Path) -> Iterator[MakeDesk]:
    """Opens desks, each on an empty database of its own."""
    opened: list[Desk] = []

    def open_one() -> "Desk":
        path = Path(shutil.copy(template, tmp_path / f"{len(opened)}.db"))
        entropy = random.Random(len(opened)).randbytes
        engine = open_engine(read_url(path))
        opened.append(claims.Desk(engine, user="kim", clock=Clock(), entropy=entropy))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


def exported(desk: "Desk") -> bytes:
    return b"".join(desk.export(format="csv"))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def taken_in(desk: "Desk", content: bytes, folder: Path) -> Any:
    path = folder / "claims.csv"
    path.write_bytes(content)
    return desk.import_file(path)


def logged(desk: "Desk", key: str, **fields: Any) -> None:
    desk.log("It happened", key=key, **{"source": "NIS", "reporter": "Yonhap", **fields})


def live_in_rows(desk: "Desk") -> None:
    """All that a row can hold."""
    hop = {"source": "NIS", "cue": "likely", "hedge": "probable", "named_as": "spies"}
    desk.source("NIS", kind="agency")
    desk.source("officials", kind="unnamed")
    desk.figure("losses", unit="men")
    logged(desk, "a", via=["Lee; MP", "[him]"], tags=["a;b", "=c"], note="-not a number")
    chain = [hop, {"source": "Lee", "language": "ko"}, {"source": "BBC"}]
    desk.log("In full", key="b", chain=chain, report={"title": "Abroad"})
    logged(desk, "c", source="officials", figure="losses", quantity="4,700", said="2025-04")
    logged(desk, "d", quantity={"value": "1.5", "low": "1", "high": "2"}, figure="losses")
    logged(desk, "e", report={"url": URL, "title": "@news", "byline": "A", "language": "de"})
    desk.log(
        "By himself", key="'=f", source="Lee", report={}, quote="line\r\nline", hedge="certain"
    )
    desk.log("Own words", key="g", chain=[hop], report=URL)
    desk.link("a", "repeats", "e", reason='he says "so", she\nsays')
    desk.retract("e", reason="{wrong}", notice_date="2025-06")
    desk.retract(desk.show("e").report.ref, reason="all of it")
    desk.review("a", note="fine")
    desk.withdraw("b", reason="+twice")
    desk.rate("a", "false", by="Checkers", report={"url": "https://check.example/1"})


def test_what_rows_hold_comes_out_of_another_record_as_the_same_bytes(
    another: MakeDesk, tmp_path: Path
) -> None:
    desk, other = another(), another()
    live_in_rows(desk)
    content = exported(desk)

    summary = taken_in(other, content, tmp_path)

    assert (summary.logged, summary.rejected) == (7, 0)
    assert exported(other) == content
    assert {one.name: one.kind for one in other.sources()} == {
        one.name: one.kind for one in desk.sources()
    }


def test_rows_say_nothing_new_to_their_own_record(desk: "Desk", tmp_path: Path) -> None:
    live_in_rows(desk)

    summary = taken_in(desk, exported(desk), tmp_path)

    assert (summary.unchanged, summary.read) == (7, 7)


@pytest.mark.parametrize("seed", seeds(1, 2, 3, 5))
def test_rows_of_a_random_history_are_all_taken_and_settle(
    another: MakeDesk, tmp_path: Path, seed: int
) -> None:
    desk, other, third = another(), another(), another()
    live_a_while(desk, seed=seed, steps=120)
    content = exported(desk)

    summary = taken_in(other, content, tmp_path)
    again = exported(other)
    taken_in(third, again, tmp_path)

    assert (summary.logged, summary.rejected) == (len(rows_of(content)), 0)
    assert [row["statement"] for row in rows_of(again)] == [
        row["statement"] for row in rows_of(content)
    ]
    assert exported(third) == again


def test_a_row_has_every_speaker_in_his_place(desk: "Desk") -> None:
    live_in_rows(desk)

    (row,) = (row for row in rows_of(exported(desk)) if row["key"] == "b")

    assert (row["source"], row["via"], row["reporter"]) == ("NIS", "Lee", "BBC")
    assert row["chain"].startswith('[{"source":"NIS","named_as":"spies"')


def test_rows_end_as_rfc_4180_says_and_an_empty_record_is_a_header(desk: "Desk") -> None:
    assert exported(desk) == ",".join(COLUMNS).encode() + b"\r\n"


# What a spreadsheet would run


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-x", "-1+1", "@a", "\ta", "\ra", "'=1", "''@"])
def test_what_would_run_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "-1,234.5", "a=b", "'tis", "'", "", "1-2", "[=]"])
def test_what_would_not_is_left_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text(alphabet="=+-@\t\r'5a,.\n", max_size=6))
def test_whatever_is_guarded_is_read_back(text: str) -> None:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow([guarded(text), "b"])
    content = b"statement,note\r\n" + made.getvalue().encode()

    (line,) = READERS["csv"](io.BytesIO(content))

    assert line.fields == ({"statement": text} if text.strip() else {}) | {"note": "b"}


def test_no_cell_of_an_export_would_run(desk: "Desk") -> None:
    live_in_rows(desk)

    cells = [cell for row in rows_of(exported(desk)) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'-not a number" in cells


# Options


@pytest.mark.parametrize("options", [{"with_ids": True}, {"claim": "a"}])
def test_what_has_no_place_in_rows_is_refused(desk: "Desk", options: dict[str, Any]) -> None:
    with pytest.raises(InputError) as error:
        desk.export(format="csv", **options)

    assert error.value.code == "option_not_for_format"


def test_rows_of_the_record_as_it_was(open_desk: "OpenDesk", clock: Clock) -> None:
    desk = open_desk()
    logged(desk, "a")
    then = clock()
    clock.tick(60)
    logged(desk, "b")

    assert [row["key"] for row in rows_of(exported(desk.at(as_of=then)))] == ["a"]


def test_what_was_redacted_is_in_no_row(desk: "Desk") -> None:
    logged(desk, "a", quote="a secret", note="a secret", report={"url": URL, "text": "a secret"})
    desk.redact(desk.show("a").ref, reason="court order")

    assert b"secret" not in exported(desk)
