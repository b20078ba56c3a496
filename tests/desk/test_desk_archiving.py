"""Reports that were read from their pages: versions, what is kept of them, and where it goes."""

import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import claims
from claims.errors import ConflictError, DatabaseError, InputError
from claims.ledger.canonical import text_digest
from claims.pages import Page, read_page
from claims.store.packing import pack, unpack
from tests.exports import exported, lines_of, moved
from tests.ground import Clock
from tests.site import FIRST, SECOND, STATED, article
from tests.tampering import open_bare

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import ReportView

URL = "https://news.example/1"
WHY = "a court ordered it"
RAW = "SELECT sha256, content FROM archive_raw"


@pytest.fixture
def another_desk(template: Path, tmp_path: Path) -> "Iterator[Desk]":
    """A desk on another, empty database."""
    path = shutil.copy(template, tmp_path / "another.db")
    with claims.open(str(path), user="kim", clock=Clock(), keys=tmp_path / "keys") as desk:
        yield desk


def alter(database: Path, statement: str) -> None:
    """Change something past the program."""
    with closing(open_bare(database)) as connection:
        connection.execute(statement)


def page(*paragraphs: str, head: str = STATED, title: str = "Losses mount") -> Page:
    return read_page(article(*paragraphs, head=head, title=title).encode(), "text/html")


def versions(desk: "Desk") -> "list[ReportView]":
    return desk.reports(URL)


def raws(desk: "Desk") -> dict[str, bytes]:
    with desk._read() as connection:
        return {str(one): bytes(content) for one, content in connection.exec_driver_sql(RAW)}


def test_what_a_page_says_of_itself_is_recorded(desk: "Desk") -> None:
    read = page()

    assert desk.report_from(read, URL).status == "added"

    (report,) = versions(desk)
    assert (report.title, report.byline, report.language) == ("Losses mount", "Kim Park", "en")
    assert report.published == "2025-04-30"
    assert report.text_sha256 == text_digest(read.text.encode())
    assert (report.raw_sha256, report.raw_type) == (text_digest(read.raw), read.type)
    assert unpack(raws(desk)[text_digest(read.raw)]) == read.raw


def test_what_is_given_comes_before_what_the_page_says(desk: "Desk") -> None:
    desk.report_from(page(), URL, title="Toll", published="2025-05-01", reporter="Yonhap")

    (report,) = versions(desk)
    assert (report.title, report.published, report.reporter) == ("Toll", "2025-05-01", "Yonhap")
    assert report.byline == "Kim Park"


def test_the_site_is_the_reporter_where_a_source_has_that_name(desk: "Desk") -> None:
    desk.report_from(page(), "https://a.example")
    desk.source("The Daily Paper", kind="outlet", aliases=["The Paper"])
    desk.report_from(page(), URL)

    assert desk.report_view("https://a.example").reporter is None
    assert desk.report_view(URL).reporter == "The Daily Paper"


def test_a_site_that_may_be_two_sources_is_neither(desk: "Desk") -> None:
    for name in ("Daily Paper", "Weekly Paper"):
        desk.source(name, aliases=["The Paper"])

    desk.report_from(page(), URL)

    assert desk.report_view(URL).reporter is None


def test_the_same_page_again_changes_nothing(desk: "Desk") -> None:
    desk.report_from(page(), URL, title="Toll", reporter="Yonhap", published="2025-05-01")

    assert desk.report_from(page(), URL).status == "unchanged"
    assert desk.report_from(page(), URL, title="Toll").status == "unchanged"
    assert [one.version for one in versions(desk)] == [1]


def test_other_markup_around_the_same_text_is_the_same_version(desk: "Desk") -> None:
    first, second = page(), page(head=f"{STATED}<!-- built at noon -->")
    desk.report_from(first, URL)

    assert desk.report_from(second, URL).status == "unchanged"
    assert list(raws(desk)) == [text_digest(first.raw)]
    assert desk.verify().ok


def test_other_text_is_a_new_version_and_claims_stay_where_they_were(desk: "Desk") -> None:
    desk.report_from(page(), URL, reporter="Yonhap")
    claim = desk.log("x", key="a", report=URL, reporter="Yonhap", quote="around 4,700 soldiers")

    changed = page(FIRST.replace("4,700", "4,800"), SECOND)
    assert desk.report_from(changed, URL).status == "added"

    first, second = versions(desk)
    assert (second.version, second.supersedes, second.reporter) == (2, first.ref, "Yonhap")
    assert desk.show(claim).report.ref == first.ref
    assert len(raws(desk)) == 2
    assert desk.verify().ok


def test_a_page_completes_an_address_that_was_recorded_alone(desk: "Desk") -> None:
    claim = desk.log("x", reporter="Yonhap", report={"url": URL, "title": "By hand"})

    assert desk.report_from(page(), URL).status == "set"

    (report,) = versions(desk)
    assert (report.title, report.published, report.reporter) == ("By hand", "2025-04-30", "Yonhap")
    assert desk.show(claim).report.text_sha256 == report.text_sha256 is not None


def test_bytes_that_are_the_text_itself_are_not_kept_twice(desk: "Desk") -> None:
    desk.report_from(read_page("본문".encode(), name="a.txt"), URL)

    assert desk.report_view(URL).raw_sha256 is None
    assert raws(desk) == {}


def test_a_page_may_be_read_by_a_script(desk: "Desk") -> None:
    read = claims.read_page(article().encode(), "text/html")

    assert desk.report_from(read, URL, reporter="Yonhap").kind == "report"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"type": "text/html", "content": "no base64!"}, "not base64"),
        ({"type": "text/html", "content": ""}, "content"),
        ({"content": "YQ=="}, "required"),
        ({"type": "text/html", "content": b"a" * 5_000_001}, "5000001 bytes"),
    ],
)
def test_raw_bytes_that_cannot_be_kept_are_refused(
    desk: "Desk", raw: dict[str, Any], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        desk.report(URL, text="text", raw_bytes=raw)


def test_raw_bytes_without_their_text_are_refused(desk: "Desk") -> None:
    with pytest.raises(InputError, match="give the text as well"):
        desk.report(URL, raw_bytes={"type": "text/html", "content": "YQ=="})


def test_what_no_line_of_an_export_could_hold_is_refused(desk: "Desk") -> None:
    raw = {"type": "text/html", "content": b"a" * 5_000_000}

    with pytest.raises(InputError, match="longer together"):
        desk.report(URL, text="ㄱ" * 900_000, raw_bytes=raw)


# Elsewhere

Change = Callable[["Desk"], object]


def _one(desk: "Desk") -> None:
    desk.report_from(page(), URL, reporter="Yonhap")


def _versions(desk: "Desk") -> None:
    _one(desk)
    desk.report_from(page(FIRST, SECOND, "It was mended."), URL)


def _known_by_its_claim_alone(desk: "Desk") -> None:
    raw = {"type": "text/html", "content": b64encode(b"<p>text").decode()}
    desk.log("x", key="a", reporter="Yonhap", report={"text": "text", "raw_bytes": raw})


def _redacted(desk: "Desk") -> None:
    _versions(desk)
    desk.redact(versions(desk)[0].ref, reason=WHY)


@pytest.mark.parametrize("live", [_one, _versions, _known_by_its_claim_alone])
def test_raw_bytes_move_with_a_record(
    desk: "Desk", another_desk: "Desk", tmp_path: Path, live: Change
) -> None:
    live(desk)
    content = exported(desk)

    assert moved(content, another_desk, tmp_path).rejected == 0

    assert exported(another_desk) == content
    assert raws(another_desk) == raws(desk) != {}
    assert another_desk.verify().ok


def test_an_export_with_ids_names_them_and_is_taken(
    desk: "Desk", another_desk: "Desk", tmp_path: Path
) -> None:
    _versions(desk)
    content = exported(desk, with_ids=True)

    assert [bool(line["raw_sha256"]) for line in lines_of(content) if "raw_bytes" in line] == [
        True,
        True,
    ]
    assert moved(content, another_desk, tmp_path).rejected == 0
    assert raws(another_desk) == raws(desk)


@pytest.mark.parametrize("live", [_one, _versions, _redacted])
def test_a_rebuilt_database_holds_them(
    desk: "Desk", database: Path, tmp_path: Path, live: Change
) -> None:
    del database  # on SQLite alone
    live(desk)
    desk.rebuild(tmp_path / "new.db")

    with claims.open(str(tmp_path / "new.db")) as rebuilt:
        assert raws(rebuilt) == raws(desk)
        assert exported(rebuilt, with_ids=True) == exported(desk, with_ids=True)
        assert rebuilt.verify().ok


@pytest.mark.parametrize(
    "content", [b"", b"no zlib", pack(b"another page"), pack(b"a" * 5_000_001)]
)
def test_bytes_that_were_changed_are_found_and_not_carried_on(
    desk: "Desk", database: Path, tmp_path: Path, content: bytes
) -> None:
    _one(desk)
    alter(database, f"UPDATE archive_raw SET content = x'{content.hex()}'")

    (problem,) = desk.verify().problems
    assert problem.table == "archive_raw"
    with pytest.raises(DatabaseError, match="raw bytes"):
        desk.rebuild(tmp_path / "new.db")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM archive_raw", "it is missing"),
        (
            f"INSERT INTO archive_raw VALUES ('{text_digest(b'a')}', x'{pack(b'a').hex()}')",
            "no report",
        ),
        ("UPDATE reports SET raw_type = 'text/plain'", "raw_type"),
    ],
)
def test_bytes_that_are_gone_or_put_in_are_found(
    desk: "Desk", database: Path, statement: str, told: str
) -> None:
    _one(desk)
    alter(database, statement)

    assert any(told in problem.message for problem in desk.verify().problems)


# Redaction


def test_redacting_a_report_erases_its_bytes_too(desk: "Desk") -> None:
    _one(desk)
    ref = versions(desk)[0].ref

    done = desk.redact(ref, reason=WHY)

    assert (done.texts, done.raws) == (1, 1)
    assert list(raws(desk).values()) == [b""]
    assert desk.verify().ok
    assert b"4,700" not in exported(desk)


def test_bytes_of_other_markup_around_the_same_text_go_with_it(desk: "Desk") -> None:
    _one(desk)
    other = page(head=f"{STATED}<!-- another site -->")
    desk.report_from(other, "https://copy.example/1")

    done = desk.redact(versions(desk)[0].ref, reason=WHY)

    assert (done.texts, done.raws) == (1, 2)
    assert set(raws(desk).values()) == {b""}
    assert desk.verify().ok


def test_what_was_redacted_is_not_archived_again(desk: "Desk") -> None:
    _one(desk)
    desk.redact(versions(desk)[0].ref, reason=WHY)

    with pytest.raises(ConflictError, match="redacted"):
        desk.report_from(page(), URL)
    with pytest.raises(ConflictError, match="these bytes were redacted"):
        desk.report_from(replace(page(), text="read otherwise"), URL)
    assert versions(desk) == []
