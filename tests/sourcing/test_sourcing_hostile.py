"""Whatever stands in a field shows as text in every format: no field of the model is left out."""

import csv
import io
import json
import typing
from typing import Any, Literal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.report.csv import COLUMNS, render_csv
from claims.report.json import (
    difference_schema,
    render_difference_json,
    render_json,
    report_schema,
)
from claims.report.markdown import render_markdown
from claims.report.markdown_difference import render_difference_markdown
from claims.report.markdown_register import register_blocks
from claims.report.model import SourcingReport
from claims.report.model_claims import Piece
from claims.schemas.views import View
from tests.sourcing.literals import full_report
from tests.sourcing.records import difference, pieces, source_part, story_part

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) ![i](https://evil.example/x) <https://evil.example>",
    "# h\n\n---\n- a\n1. b\n> q\n```\ncode\n```\n| x | y |\n|---|---|",
    "*b* _i_ **b** `c` ~~s~~ $m$ \\[e\\] &lt; &#60; www.evil.example https://evil.example",
    "\u202e0074\u2069 \u200b\u00ad\ufeff \x1b[31m\x07 a\rb\u2028c",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1+1",
    "-2+3",
    "\t=1",
    "＝1+1",
    "'=1",
    "W" * 5_000,
    "مرحبا 4,700 שלום",
    "]]> --> */ {{7*7}} ${7*7} %s",
)
OURS = ("words", "role")  # codes that are typed as text
FORBIDDEN = set("\u202e\u2069\u200b\u00ad\ufeff\x1b\x07\u2028\r")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def everything() -> SourcingReport:
    """A report with something in every field."""
    made = full_report()
    claims = tuple(
        claim.model_copy(update={"sentence": "x", "sentence_pieces": pieces()})
        for claim in made.claims
    )
    return made.model_copy(
        update={"claims": claims, "source": source_part(), "story": story_part()}
    )


def poisoned(value: Any, poison: str, annotation: Any = None) -> Any:
    """The same structure with this text wherever any text may stand."""
    if isinstance(value, Piece):  # between two blanks, as templates have it
        return value.model_copy(update={"text": f" {poison} "})
    if isinstance(value, View):
        fields = type(value).model_fields
        told = {
            name: poisoned(getattr(value, name), poison, field.annotation)
            for name, field in fields.items()
            if name not in OURS
        }
        return value.model_copy(update=told)
    if isinstance(value, tuple):
        inner = typing.get_args(annotation)[0] if typing.get_args(annotation) else None
        return tuple(poisoned(one, poison, inner) for one in value)
    return poison if type(value) is str and not is_code(annotation) else value


def is_code(annotation: Any) -> bool:
    return typing.get_origin(annotation) is Literal


def shape(text: str) -> list[str]:
    """What a Markdown reader makes of a document, but for the words themselves."""
    found = []
    for token in MARKDOWN.parse(text):
        found.append(token.type)
        found += [
            f"{child.type} {child.attrs}"
            for child in token.children or ()
            if child.type not in ("text", "text_special")
        ]
    return found


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_has_the_shape_that_harmless_words_give_it(poison: str) -> None:
    text = render_markdown(poisoned(everything(), poison))
    assert shape(text) == shape(render_markdown(poisoned(everything(), "word")))
    assert not FORBIDDEN & set(text)


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_no_text_at_all_changes_the_shape_of_a_difference(poison: str) -> None:
    text = render_difference_markdown(poisoned(difference(), poison))
    assert shape(text) == shape(render_difference_markdown(poisoned(difference(), "word")))


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_csv_has_one_line_a_claim_and_nothing_to_run(poison: str) -> None:
    report = poisoned(everything(), poison)
    text = render_csv(report)
    assert text.count("\r\n") == len(report.claims) + 1
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "\r", "＝", "＋", "＠"))
        assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit()
        assert not FORBIDDEN & set(cell)


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_json_keeps_every_sign_and_fits_its_schema(poison: str) -> None:
    report = poisoned(everything(), poison)
    text = render_json(report)
    document = json.loads(text)
    assert document == report.as_json()
    assert document["claims"][0]["statement"] == poison
    assert not FORBIDDEN & set(text)


def test_the_report_and_the_difference_fit_their_schemas() -> None:
    jsonschema.validate(json.loads(render_json(everything())), report_schema())
    jsonschema.validate(json.loads(render_difference_json(difference())), difference_schema())


def test_the_words_of_the_renderers_are_no_part_of_the_schema() -> None:
    assert "words" not in report_schema()["properties"]


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_a_register_has_the_shape_that_harmless_words_give_it(poison: str) -> None:
    text = "\n\n".join(register_blocks(poisoned(everything(), poison)))
    harmless = "\n\n".join(register_blocks(poisoned(everything(), "word")))
    assert shape(text) == shape(harmless)
    assert not FORBIDDEN & set(text)
