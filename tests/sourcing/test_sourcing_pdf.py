import sys

import pypdfium2
import pytest

from claims.errors import InputError
from claims.report.paper.fonts import covered
from claims.report.paper.pdf import render_pdf
from tests.sourcing.literals import claim, figure, full_report, report, row
from tests.sourcing.test_sourcing_html import HOSTILE, hostile_report


def opened(raw: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(raw)


def text_of(raw: bytes) -> str:
    """The text of all pages, without the places where words and lines were broken."""
    pages = (page.get_textpage().get_text_bounded() for page in opened(raw))
    return "".join("".join(pages).split()).replace("\u200b", "").replace("\ufffe", "")


@pytest.fixture(scope="module")
def full() -> bytes:
    return render_pdf(full_report())


def test_two_renderings_are_the_same(full: bytes) -> None:
    assert render_pdf(full_report()) == full


def test_the_only_time_in_it_is_the_record_s(full: bytes) -> None:
    moment = full_report().as_of
    assert moment is not None
    assert opened(full).get_metadata_dict()["CreationDate"] == f"D:{moment:%Y%m%d%H%M%S}Z"


def test_it_has_a_title_bookmarks_and_page_numbers(full: bytes) -> None:
    document = opened(full)
    titles = [mark.get_title() for mark in document.get_toc()]
    assert document.get_metadata_dict()["Title"].startswith("Sourcing report")
    assert "Summary" in titles
    assert "desk-0001" in titles
    assert f"1/{len(document)}" in text_of(full)


def test_it_is_tagged_for_those_who_hear_it(full: bytes) -> None:
    assert opened(full).is_tagged()
    assert b"/Lang" in full


@pytest.mark.parametrize("name", ["국가정보원", "Служба безопасности", "朝日新聞"])
def test_names_in_other_letters_are_set(name: str) -> None:
    assert "".join(name.split()) in text_of(render_pdf(report(title=name)))


def test_arabic_is_set_with_glyphs_and_can_be_copied() -> None:
    name = "وكالة الأنباء"
    assert {ord(letter) for letter in name} <= covered()
    assert set("".join(name.split())) <= set(text_of(render_pdf(report(title=name))))


def test_hostile_text_is_text() -> None:
    mild = HOSTILE.replace("w" * 5000, "w" * 300) + ' #eval("1") $x$ @ref // c /* d */ \\u{41}'
    told = text_of(render_pdf(hostile_report(mild)))
    for part in ("<script>alert(1)</script>", "[a](javascript:x)", '#eval("1")', "//c/*d*/\\u{41}"):
        assert part in told
    assert "‹U+202E›" in told
    assert "w" * 300 in told


def test_a_sign_without_a_glyph_is_shown_by_its_number() -> None:
    assert ord("ก") not in covered()
    assert "‹U+0E01›" in text_of(render_pdf(report(title="ก")))


def test_a_very_long_table_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.report.paper.pdf.MOST_ROWS", 2)
    rows = tuple(row(name=f"n{at}") for at in range(3))
    made = text_of(render_pdf(report(figures=(figure(claims=rows),), claims=(claim(),))))
    assert "Thefirst2of3rowsareprinted" in made


@pytest.mark.parametrize("missing", ["typst", "manimgx_fonts_cjk"])
def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setattr("claims.report.paper.fonts._PACKAGES", ("no_such_fonts",))
    covered.cache_clear()
    with pytest.raises(InputError, match="not installed") as caught:
        render_pdf(report())
    assert "claims-desk[pdf]" in str(caught.value.hint)
