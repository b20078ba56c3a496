import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.report.marks import one_line, plain
from claims.report.model import SourcingReport
from claims.report.paper.blocks import words
from claims.report.paper.html import render_html
from claims.report.paper.palette import DARK, LIGHT, ORIGINS, contrast
from claims.report.paper.reading import inline
from tests.sourcing.literals import (
    claim,
    definition,
    figure,
    finding,
    full_report,
    hop,
    report,
    row,
)

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)> **b** [a](javascript:x) | \u202etxet '
    "=1+1 &lt; 'q' ]]> --> </style></title> `c` \x00\x1b[31m وكالة الأنباء 국가정보원 " + "w" * 5000
)
VOID = {"meta", "br", "wbr", "input"}


class Seen(HTMLParser):
    """What a browser would see: elements with attributes, in order, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[str] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("wbr", "bdi"):
            return
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.values += [f"{name}={value}" for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag != "bdi":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text += data


# No record holds a NUL: it is refused when it comes in.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def seen(page: str) -> Seen:
    found = Seen()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


def hostile_report(told: str) -> SourcingReport:
    """A report that has this text wherever text from outside can stand."""
    hops = (hop(told, 0, "origin", cue=told, named_as=told), hop(told, 1, "reporter"))
    one = claim(name=told, key=told, statement=told, chain=hops, attribution=told, note=told)
    line = row(name=told, statement=told, source=told, via=(told,), reporter=told, quantity=told)
    told_figure = figure(
        definition=definition(title=told, unit=told, note=told), claims=(line,), conflicts=()
    )
    return report(title=told, figures=(told_figure,), claims=(one,))


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of the page but for those of pictures, whose number depends on room."""
    return [one for one in seen(page).elements if one[0] not in ("g", "path", "rect", "text", "a")]


def test_two_renderings_are_the_same() -> None:
    assert render_html(full_report()) == render_html(full_report())


def test_hostile_text_is_text_everywhere() -> None:
    page = render_html(hostile_report(HOSTILE))
    found = seen(page)
    assert shape(page) == shape(render_html(hostile_report("harmless")))
    assert one_line(HOSTILE) in found.text
    assert not [value for value in found.values if value.lower().startswith("on")]
    assert "\u202e" not in page


@settings(max_examples=12, deadline=None)
@given(WORDS.filter(lambda told: bool(told.strip())))
def test_no_text_becomes_an_element_or_an_attribute(told: str) -> None:
    assert shape(render_html(hostile_report(told))) == shape(render_html(hostile_report("x")))


@given(WORDS)
def test_what_markdown_shows_is_read_back(told: str) -> None:
    assert words(inline(plain(told))) == one_line(told)


def test_the_page_asks_for_nothing_and_runs_only_its_own() -> None:
    page = render_html(full_report())
    found = seen(page)
    policy = next(value for value in found.values if value.startswith("content=default-src"))
    assert "default-src 'none'" in policy
    for kind in ("style", "script"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not {"link", "img", "iframe", "form"} & {tag for tag, _ in found.elements}
    assert not [value for value in found.values if value.startswith(("src=", "style="))]


def test_headings_go_down_step_by_step() -> None:
    levels = [
        int(tag[1])
        for tag, _ in seen(render_html(full_report())).elements
        if tag in ("h1", "h2", "h3")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_jump_lands() -> None:
    values = seen(render_html(full_report())).values
    places = [value.removeprefix("id=") for value in values if value.startswith("id=")]
    jumps = {value.removeprefix("href=#") for value in values if value.startswith("href=#")}
    assert len(places) == len(set(places))
    assert jumps <= set(places)


def test_a_claim_in_a_table_leads_to_its_detail() -> None:
    page = render_html(report())
    assert '<a href="#c-00000001">desk-0001</a>' in page
    assert '<details class="claim" id="c-00000001">' in page


def test_all_that_markdown_tells_is_told() -> None:
    from claims.report.markdown import render_markdown  # noqa: PLC0415
    from claims.report.paper.blocks import Bullets, Heading, Paragraph  # noqa: PLC0415
    from claims.report.paper.reading import read  # noqa: PLC0415

    told = seen(render_html(full_report())).text
    for block in read(render_markdown(full_report())):
        if isinstance(block, Heading | Paragraph):
            assert words(block.spans) in told
        elif isinstance(block, Bullets):
            assert all(words(item) in told for item in block.items)


def test_a_section_for_each_picture_with_its_facts() -> None:
    page = render_html(report())
    assert page.count("<figure id=") == 3
    assert page.count("<summary>The same in words</summary>") == 4


def test_right_to_left_names_turn_nothing_else() -> None:
    page = render_html(report(title="x وكالة الأنباء 4,700"))
    assert "<bdi>وكالة الأنباء</bdi> 4,700" in page


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_told_from_the_paper(colours: dict[str, str]) -> None:
    for ground in ("paper", "card", "mark"):
        for ink in ("ink", "link"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for ground in ("paper", "card"):
        assert contrast(colours["quiet"], colours[ground]) >= 4.5
    for name in (*ORIGINS, "edge", "bad"):
        assert contrast(colours[name], colours["paper"]) >= (3 if name == "edge" else 4.5), name


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_of_a_long_list_the_first_are_shown_and_the_others_folded() -> None:
    found = tuple(finding(f"about {number}") for number in range(100))
    page = render_html(report(figures=(figure(findings=found),)))
    assert page.index("about 19)") < page.index("<details><summary>80 more<")
    assert page.index("<details><summary>80 more<") < page.index("about 20)")
