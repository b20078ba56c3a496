"""`report add`: an address is fetched and read, a file is read, and the editor is told what was."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claims.settings import FETCH_VARIABLE
from tests.site import FIRST, SECOND, STATED, Answer, Site, article, open_site

if TYPE_CHECKING:
    from tests.cli.conftest import Claims

ARTICLE = "https://news.example/1"


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def test_an_address_is_fetched_and_what_was_read_is_told(claims: "Claims", site: Site) -> None:
    url = site.put("/1", article(head=STATED))

    done = claims.run("report", "add", url, "--reporter", "Yonhap", "--title", "Toll")

    assert done.exit_code == 0
    told = done.stderr.splitlines()
    assert "title: Toll (the page says: Losses mount)" in told
    assert "byline: Kim Park" in told
    assert "published: 2025-04-30" in told
    assert "site: The Paper (the reporter is Yonhap)" in told
    assert any(line.startswith("text: ") for line in told)
    report = claims.json("report", "show", url)
    assert (report["title"], report["byline"]) == ("Toll", "Kim Park")
    assert report["raw_sha256"] in claims.text("report", "show", url)
    assert site.asked[0][1]["User-Agent"].startswith("claims/")


def test_only_the_result_goes_to_stdout(claims: "Claims", site: Site) -> None:
    url = site.put("/1", article())

    assert claims.json("report", "add", url)["status"] == "added"
    assert claims.json("report", "add", url)["status"] == "unchanged"


def test_a_changed_page_is_a_new_version(claims: "Claims", site: Site) -> None:
    url = site.put("/1", article())
    claims.text("report", "add", url)
    claims.text("log", "x", "--key", "a", "--report", url, "--reporter", "R", "--quote", "4,700")

    site.put("/1", article(FIRST.replace("4,700", "4,800"), SECOND))
    claims.text("report", "add", url)

    first, second = claims.json("report", "list", url)
    assert (first["version"], second["version"]) == (1, 2)
    assert second["supersedes"] == first["ref"]
    assert claims.json("show", "a")["report"]["version"] == 1


def test_changed_markup_alone_is_said_to_be_that(claims: "Claims", site: Site) -> None:
    url = site.put("/1", article())
    claims.text("report", "add", url)
    site.put("/1", article(head="<!-- noon -->"))

    done = claims.run("report", "add", url)

    assert done.stdout.startswith("unchanged")
    assert "only the markup differs" in done.stderr


def test_where_a_page_has_moved_is_told(claims: "Claims", site: Site) -> None:
    site.put("/new", article())
    url = site.send("/old", Answer(status=301, headers={"Location": "/new"}))

    assert f"it led to {site.url('/new')}" in claims.run("report", "add", url).stderr
    assert claims.json("report", "show", url)["url"] == url


@pytest.mark.parametrize("url", [ARTICLE, "http://127.0.0.1:1/closed"])
def test_an_address_that_does_not_answer_is_recorded_alone(claims: "Claims", url: str) -> None:
    done = claims.run("report", "add", url, "--title", "Losses")

    assert (done.exit_code, done.stdout[:6]) == (0, "added ")
    assert "warning: " in done.stderr
    assert "recorded without a text" in done.stderr
    assert claims.json("report", "show", url)["title"] == "Losses"


def test_nothing_is_asked_with_no_fetch_or_a_text(claims: "Claims", site: Site) -> None:
    url = site.put("/1", article())
    Path("a.txt").write_text("text", encoding="utf-8")

    assert claims.run("report", "add", url, "--no-fetch").stderr == ""
    claims.text("report", "add", url, "--text-file", "a.txt")

    assert site.asked == []
    assert claims.json("report", "show", url)["text_sha256"]


@pytest.mark.parametrize("option", [(), ("--allow-private",)])
def test_nothing_is_asked_where_fetching_is_off(
    claims: "Claims", site: Site, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    monkeypatch.setenv(FETCH_VARIABLE, "off")

    done = claims.run("report", "add", site.put("/1", article()), *option)

    assert done.exit_code == 0
    assert "CLAIMS_FETCH=off" in done.stderr
    assert site.asked == []


def test_a_host_of_ours_is_asked_only_where_that_is_allowed(
    claims: "Claims", site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FETCH_VARIABLE, "public")
    url = site.put("/1", article())

    assert "--allow-private" in claims.refused("report", "add", url)
    assert (site.asked, claims.json("report", "list")) == ([], [])
    claims.text("report", "add", url, "--allow-private")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(status=404), "HTTP 404"),
        (Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "application/pdf"),
        (Answer(b"<html></html>"), "no text is found"),
        (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), "10.0.0.1"),
    ],
)
def test_an_answer_that_is_no_page_is_refused_and_nothing_recorded(
    claims: "Claims", site: Site, answer: Answer, told: str
) -> None:
    assert told in claims.refused("report", "add", site.send("/1", answer))
    assert claims.json("report", "list") == []


def test_a_saved_page_is_read_from_its_file(claims: "Claims") -> None:
    Path("page.html").write_text(article(head=STATED), encoding="utf-8")

    ref = claims.ref("report", "add", "page.html", "--url", ARTICLE, "--published", "2025-05-01")

    report = claims.json("report", "show", ref)
    assert (report["url"], report["title"]) == (ARTICLE, "Losses mount")
    assert (report["published"], report["raw_type"]) == ("2025-05-01", "text/html; charset=utf-8")


def test_a_saved_page_without_an_address_is_told_by_its_title(claims: "Claims") -> None:
    Path("page.html").write_text(article(), encoding="utf-8")

    ref = claims.ref("report", "add", "page.html")

    assert claims.json("report", "show", ref)["title"] == "Losses mount"
    assert claims.ref("report", "add", "page.html") == ref


def test_a_file_in_another_encoding_is_read_with_a_note(claims: "Claims") -> None:
    text = "Ведомство сообщило, что погибли или ранены около 4700 военнослужащих. " * 3
    Path("a.txt").write_text(text, encoding="cp1251")

    done = claims.run("report", "add", "a.txt")

    assert "looks like cp1251" in done.stderr
    quoted = ("log", "x", "--key", "a", "--title", "a.txt", "--quote", "около 4700")
    assert claims.run(*quoted, "--reporter", "R").exit_code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.7", "a PDF"), (b"", "empty"), (b"a\0b", "NUL")],
)
def test_a_file_that_is_no_page_is_refused_by_name(
    claims: "Claims", content: bytes, told: str
) -> None:
    Path("a.dat").write_bytes(content)

    assert claims.refused("report", "add", "a.dat").startswith("error: a.dat: ")
    assert told in claims.refused("report", "add", "a.dat")


def test_an_address_is_given_once(claims: "Claims") -> None:
    assert "--url" in claims.refused("report", "add", ARTICLE, "--url", ARTICLE)
