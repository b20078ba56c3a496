"""The blocks of a page: found, mended where that has one reading, else told with their place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats.readers.claimreview.graph import Graph, clean
from claims.formats.readers.claimreview.html import Block, read_page
from claims.formats.readers.claimreview.parsing import MalformedError, parse
from claims.formats.readers.claimreview.writing import review_text

SCRIPT = '<script type="application/ld+json">{}</script>'


def texts(page: str) -> list[str]:
    return [block.text for block in read_page(page).blocks]


@pytest.mark.parametrize(
    "tag",
    [
        '<script type="application/ld+json">',
        "<SCRIPT TYPE='Application/LD+JSON'>",
        '<script id="x" type=application/ld+json defer>',
        '<script type=" application/ld+json; charset=utf-8 ">',
        '<script\n  type="application/ld+json"\n>',
    ],
)
def test_a_script_is_found_however_it_is_written(tag: str) -> None:
    assert texts(f"<html>{tag}[1]</script></html>") == ["[1]"]


def test_other_scripts_and_comments_hold_no_block() -> None:
    page = f'<script>"{{}}"</script><!-- {SCRIPT} --><script type="text/template">[]</script>'

    assert texts(page) == []


def test_a_page_has_as_many_blocks_as_scripts_each_with_its_place() -> None:
    page = f"<p>é</p>\n  {SCRIPT.format('[1]')}\n{SCRIPT.format(chr(10) + '[2]')}"

    places = [(block.line, block.column) for block in read_page(page).blocks]

    assert places == [(2, 38), (3, 36)]


def test_the_last_script_of_a_page_that_is_cut_off_is_a_block() -> None:
    assert texts('<script type="application/ld+json">{"a": ') == ['{"a": ']


def test_the_address_of_a_page_is_its_canonical_one() -> None:
    page = read_page(
        '<meta property="og:url" content="https://a.example/b">'
        '<link rel="canonical" href="https://a.example/1">'
    )

    assert page.url == "https://a.example/1"


def test_microdata_is_seen_with_its_line() -> None:
    page = read_page('<div>\n<div itemscope itemtype="https://schema.org/ClaimReview"></div></div>')

    assert page.microdata == [2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        (' <!-- {"a": 1} --> ', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', {"a": 1}),
        ('<![CDATA[ {"a": 1} ]]>', {"a": 1}),
        ('\ufeff{"a": 1};', {"a": 1}),
        ('{"a": [1, 2,], }', {"a": [1, 2]}),
        ('{"a": ",]",}', {"a": ",]"}),
        ('{"a": "one\ntwo\tthree"}', {"a": "one\ntwo\tthree"}),
        ('{"a": "one\ntwo",}', {"a": "one\ntwo"}),
        ("{&quot;a&quot;: &quot;b&quot;}", {"a": "b"}),
        ('{"a": 4.50}', {"a": "4.50"}),
    ],
)
def test_what_has_one_reading_is_read(text: str, value: object) -> None:
    assert parse(Block(text)).value == value


@pytest.mark.parametrize(
    "text", ['{"a": 1,}', '{"a": "\n"}', '<!-- {"a": 1} -->', "[&quot;a&quot;]"]
)
def test_what_was_mended_is_told(text: str) -> None:
    assert parse(Block(text)).repaired


def test_nothing_is_told_of_a_block_that_is_right() -> None:
    assert parse(Block(' {"a": "b, ]"} ')).repaired == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": "say "no" to"}', 7, 22),
        ('{\n "a": "b"\n "c": 1}', 9, 2),
        ('{"a": 1', 7, 17),
        ("{'a': 1}", 7, 11),
        ('{"a": 1}{"b": 2}', 7, 18),
        ('<!--\n{"a": "\n", "b": nix}\n-->', 9, 9),
        ('{"a": NaN}', 7, 10),
        ("null and void", 7, 15),
        ('{"a": "\udcff"}', 7, 17),
    ],
)
def test_a_broken_block_is_told_with_its_place_in_the_file(
    text: str, line: int, column: int
) -> None:
    with pytest.raises(MalformedError) as found:
        parse(Block(text, line=7, column=10))

    assert (found.value.line, found.value.column) == (line, column)


def test_a_block_nested_too_deeply_is_malformed() -> None:
    with pytest.raises(MalformedError, match="nested too deeply"):
        parse(Block("[" * 100_000))


@given(st.text(alphabet='{}[]",:\\ \nab1<!->/;&quot', max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        place = (1, 1) if parse(Block(text)) else (0, 0)
    except MalformedError as error:
        place = error.line, error.column

    assert min(place) >= 1


PIECES = (
    *("<![foo[", "<![CDATA[", "]]>", "<!--", "-->", "<script>", "</script", "</script>", "<", "</"),
    *(">", "<!", "<?", "&#", "x", "{}", '"', "<p", "<title>", "/>"),
    '<script type="application/ld+json">',
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_page_is_taken_apart(page: str) -> None:
    assert len(read_page(page).blocks) <= page.count("ld+json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_json_is_read_as_it_is_and_nothing_is_mended(value: object) -> None:
    parsed = parse(Block(json.dumps(value)))

    assert (parsed.value, parsed.repaired) == (value, ())


@given(JSON)
def test_any_json_can_be_walked(value: object) -> None:
    assert Graph(value).reviews == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("a <em>very</em>big<br/>one", "a verybig one"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("R&amp;D &#039;so&#x27; &ldquo;x&rdquo;", "R&D 'so' “x”"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;b&gt;", "<b>"),
        (" one\n\ttwo\xa0three ", "one two three"),
        ("half \ud83d", "half ?"),
    ],
)
def test_html_in_a_string_is_text(html: str, text: str) -> None:
    assert clean(html) == text


@given(st.text(alphabet="<>&;ab /plt#39", max_size=30) | st.text(max_size=30))
def test_what_is_written_is_read_back(text: str) -> None:
    written = review_text(text)

    assert written is not None
    line = " ".join(text.replace("\x00", " ").split())
    assert clean(written) == line.encode("utf-8", "replace").decode()
