from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.report.markdown import render_markdown
from claims.report.marks import link, plain, table
from claims.vocab import Stance, Standing
from tests.sourcing.literals import claim, definition, figure, full_report, garbled, report, row

if TYPE_CHECKING:
    from tests.sourcing.conftest import CheckGolden

HOSTILE = (
    '# 1. *bold* _it_ `code` | a | <script>alert("x")</script> [a](https://evil.example) '
    "![i](x) &lt; ~~s~~ $m$ www.evil.example \u202e0074\u2069 \x1b[31m\x07\n\n---\n| x | y |\n> q"
)


def test_the_whole_report_is_the_golden_file(check_golden: "CheckGolden") -> None:
    check_golden("sourcing.md", render_markdown(full_report()))


def test_the_line_of_a_claim_tells_the_chain_and_what_holds_back() -> None:
    line = "> per NIS, via Lee Seong-kweun, reported by Yonhap: *likely*, *around*"
    assert line in render_markdown(report()).splitlines()


def test_what_matters_comes_first() -> None:
    text = render_markdown(full_report())
    places = [
        text.index(title)
        for title in (
            "## Summary",
            "## Figure: ",
            "### Its claims",
            "## The claims in detail",
            "## What this report did not check",
        )
    ]
    assert places == sorted(places)


def test_a_denial_by_a_party_is_set_apart() -> None:
    assert "| **denies it** | There were no casualties |" in render_markdown(full_report())


def test_an_unreviewed_claim_is_said_to_be_so() -> None:
    assert "nobody but the one who logged it" in render_markdown(report())


def test_a_figure_known_in_words_only_shows_them() -> None:
    vague = figure(low=None, high=None, claims=(row(quantity="dozens"),))
    assert "**Numbers printed:** “dozens”" in render_markdown(report(figures=(vague,)))


def test_a_number_has_its_thousands_marked() -> None:
    open_range = figure(low=Decimal(10000), high=None)
    assert "10,000 or more casualties" in render_markdown(report(figures=(open_range,)))


def test_a_number_that_stands_beside_the_newest_is_not_hidden() -> None:
    beside = row(name="desk-0002", quantity="600")
    text = render_markdown(report(figures=(figure(claims=(row(), beside)),)))
    assert "also standing: “600”" in text
    assert "not among those numbers:** “600” (desk-0002)." in text


def test_an_empty_report_is_still_a_report() -> None:
    text = render_markdown(report(figures=(), claims=(), as_of=None))
    assert "No claim is recorded in this scope." in text


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_its_words(standing: Standing) -> None:
    assert render_markdown(report(claims=(claim(standing=standing),)))


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_has_its_words(stance: Stance) -> None:
    assert render_markdown(report(claims=(claim(stance=stance),)))


def test_hostile_text_shows_as_text_everywhere() -> None:
    hostile = report(
        title=HOSTILE,
        figures=(
            figure(
                definition=definition(title=HOSTILE, population=HOSTILE, note=HOSTILE),
                claims=(row(name=HOSTILE, source=HOSTILE, via=(HOSTILE,), quantity=HOSTILE),),
            ),
        ),
        claims=(claim(name=HOSTILE, statement=HOSTILE, note=HOSTILE, logged_by=HOSTILE),),
    )
    text = render_markdown(hostile)
    assert "<script" not in text
    assert "](" not in text.replace("\\](", "")
    assert not set(text) & set("\u202e\u2069\x1b\x07")
    assert _headings(text) == _headings(render_markdown(report()))


def _headings(text: str) -> list[int]:
    """The depth of each heading: what hostile text must not add to."""
    lines = (line for line in text.splitlines() if line.startswith("#"))
    return [len(line) - len(line.lstrip("#")) for line in lines]


def test_a_table_stays_a_table() -> None:
    lines = table(("a", "b"), [(plain(HOSTILE), plain("x | y"))]).splitlines()
    assert len(lines) == 3
    assert {line.count("|") for line in lines} == {3}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4,700", "4,700"),
        ("국가정보원", "국가정보원"),
        ("a|b", "a&#124;b"),
        ("a*b", "a\\*b"),
        ("<b>", "&lt;b&gt;"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("a\r\n b", "a ⏎ b"),
        ("a\u2028b", "a ⏎ b"),
        ("\u202ea", "⟨U+202E⟩a"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("https://a.example", "https&#58;//a.example"),
    ],
)
def test_text_is_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_text_never_leaves_its_line_or_cell(text: str) -> None:
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not set(shown) & set("|<>")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?c=d", "<https://a.example/b?c=d>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.example/<b>", "https&#58;//a.example/&lt;b&gt;"),
        ("https://a.example/|", "https&#58;//a.example/&#124;"),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, shown: str) -> None:
    assert link(url) == shown


def test_a_summary_tells_the_first_errors_and_how_many_more_there_are() -> None:
    found = tuple(garbled().model_copy(update={"about": f"c-{n}"}) for n in range(30))
    summary = render_markdown(report(figures=(figure(findings=found),))).partition("## Figure")[0]
    assert "- 20 more, further down." in summary
    assert [f"c-{n}" in summary for n in (9, 10)] == [True, False]
