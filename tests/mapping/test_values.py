"""Dates and numbers of a table: read as declared, refused where that leaves a doubt."""

import pytest

from claims.errors import InputError
from claims.mapping.dates import Dates
from claims.mapping.numbers import Numbers
from claims.mapping.templates import Scope, read_template, slug

DAY, MONTH = Dates(order="day-first"), Dates(order="month-first")


@pytest.mark.parametrize(
    ("dates", "text", "read"),
    [
        (DAY, "16/01/2024", "2024-01-16"),
        (DAY, "1.2.2024", "2024-02-01"),
        (MONTH, "1/2/2024", "2024-01-02"),
        (Dates(), "13/2/2024", "2024-02-13"),
        (Dates(), "2/13/2024", "2024-02-13"),
        (Dates(), "3/3/2024", "2024-03-03"),
        (DAY, "2024-3-1", "2024-03-01"),
        (Dates(), "16 Jan 2024", "2024-01-16"),
        (Dates(), "January 16th, 2024", "2024-01-16"),
        (Dates(), "march 2022", "2022-03"),
        (Dates(), "2024-12?", "2024-12?"),
        (Dates(formats=("%d %B, in %Y",)), "3 March, in 2024", "2024-03-03"),
    ],
)
def test_dates_that_are_read(dates: Dates, text: str, read: str) -> None:
    assert dates.read(text) == read


@pytest.mark.parametrize(
    ("dates", "text", "said"),
    [
        (Dates(), "03/04/2024", "may be 2024-04-03 or 2024-03-04"),
        (DAY, "31/02/2024", "no day '31/02/2024'"),
        (Dates(), "31 February 2024", "no day"),
        (Dates(), "2024-02-31", "February 2024 has 29 days"),
        (DAY, "01/13/2024", "has no month 13"),
        (DAY, "01/02/24", "2 digits"),
        (Dates(), "soon", "cannot read the date"),
        (Dates.model_validate({"latest": "2026-12-31"}), "2109-01-01", "is not between"),
        (Dates.model_validate({"earliest": "2022-02-24"}), "2021-12", "is not between"),
    ],
)
def test_dates_that_are_refused_show_why(dates: Dates, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        dates.read(text)


@pytest.mark.parametrize(
    ("numbers", "text", "read"),
    [
        (Numbers(), "4700", "4700"),
        (Numbers(), "-3.50", "-3.50"),
        (Numbers(thousands=","), "140,000", "140000"),
        (Numbers(thousands=","), "140000.5", "140000.5"),
        (Numbers(thousands=".", decimal=","), "1.234,5", "1234.5"),
        (Numbers(thousands=" "), "12\u202f836", "12836"),
    ],
)
def test_numbers_that_are_read(numbers: Numbers, text: str, read: str) -> None:
    assert numbers.read(text) == read


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (Numbers(), "4,700"),
        (Numbers(thousands=","), "4,70"),
        (Numbers(thousands=","), "1.234,5"),
        (Numbers(thousands=",", decimal="."), "12,34,567"),
        (Numbers(), "about 5"),
        (Numbers(), "1e9"),
        (Numbers(), "٣"),
    ],
)
def test_numbers_that_are_refused(numbers: Numbers, text: str) -> None:
    with pytest.raises(InputError, match="no number with the marks"):
        numbers.read(text)


def scope(**cells: object) -> Scope:
    return Scope(cells, {"slug": slug, "up": str.upper}, frozenset({"n/a"}))


def test_a_text_with_an_empty_column_is_no_text() -> None:
    row = scope(a="x", b="", c=None, d="n/a", e=0)
    assert row.fill("{a}!") == "x!"
    assert [row.fill(one) for one in ("{b}", "{a} {b}", "{c}", "{d}", "{unknown}")] == [None] * 5
    assert row.fill("{e}") == "0"


def test_members_filters_and_braces() -> None:
    row = scope(**{"a.b": "whole"}, list=[{"url": "u"}], name="Naval Ships")
    assert row.fill("{a.b} {list.0.url} {{x}} {name|slug|up}") == "whole u {x} NAVAL-SHIPS"


def test_a_brace_alone_is_refused() -> None:
    with pytest.raises(InputError, match="brace stands alone"):
        read_template("{a")
