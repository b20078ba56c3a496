"""What is not read: an error with the text, the place, and what stands there."""

from decimal import Decimal
from typing import cast

import pytest

from claims.errors import InputError
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Comparator


def refusal(text: str, language: str | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_quantity(text, language=language)
    return caught.value


def test_the_error_shows_text_place_and_what_stands_there() -> None:
    error = refusal("abut 4,700")
    assert error.message == (
        'cannot read the quantity "abut 4,700": "abut" at character 1 is not understood'
    )
    assert (error.code, error.place.field) == ("quantity_unreadable", "quantity")
    assert error.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing to read"),
        ("   ", "nothing to read"),
        ("unknown", '"unknown" at character 1'),
        ("n/a", '"n" at character 1'),
        ("lots of", '"lots" at character 1'),
        ("some", "the end at character 4 stands where a number was expected"),
        ("-", '"-" at character 1'),
        ("?", '"?" at character 1'),
        ("hundred", '"hundred" at character 1'),
        ("third", "says of how many parts"),
        ("1e6", '"e" at character 2'),
        ("NaN", '"NaN" at character 1'),
        ("Infinity", '"Infinity" at character 1'),
        ("not 12", '"not" at character 1'),
        ("4,700.", '"." at character 6'),
        ("2/3", '"/" at character 2'),
        ("007", "begins with a zero"),
        ("4th", '"th" at character 2 touches the number'),
        ("12kg", '"kg" at character 3 touches the number'),
        ("1.2 m", "may be millions or metres"),
        ("12-strong", '"strong" at character 4'),
        ("5 백신", '"백신" at character 3'),
        ("千葉", '"葉" at character 2'),
        ("1만 50000", "out of order"),
        ("5만3만", "out of order"),
        ("6 ½", '"½" at character 3'),
    ],
)
def test_what_is_not_a_number_is_not_guessed(text: str, said: str) -> None:
    error = refusal(text)
    assert said in error.message
    assert text.strip() in error.message


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("6.000", None, "can be 6,000 (. between thousands) or 6 point 000 (. before decimals)"),
        ("6,000", "de", "can be 6,000 (, between thousands) or 6 point 000 (, before decimals)"),
        ("6 000,500", None, "can be 6,000,500"),
        ("1,5", None, '"1,5" at character 1 is not grouped in thousands'),
        ("1,5", "en", "is not grouped in thousands"),
        ("1.5", "de", "is not grouped in thousands"),
        ("12,34", None, "is not grouped in thousands"),
        ("1,2345", None, "is not grouped in thousands"),
        ("1,00,000", None, "is not grouped in thousands"),
        ("1,00,000", "en-US", "is not grouped in thousands"),
        ("1.234,56", "en", "cannot be the decimal mark"),
        ("1,234.567.890", None, "is not grouped in thousands"),
        ("0,500", None, "is not grouped in thousands"),
    ],
)
def test_marks_with_two_readings_or_none_are_refused(
    text: str, language: str | None, said: str
) -> None:
    assert said in refusal(text, language).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("600 dead and another 4,100 injured", '"another" at character 14'),
        ("600 dead and 4,100 injured", '"4,100" at character 14 is a second number'),
        ("600 dead and a child", '"a" at character 14'),
        ("10,000 or 12,000", '"or" at character 8 joins a second number'),
        ("10,000 and 12,000", '"and" at character 8 joins a second number'),
        ("600 soldiers, 4,100 injured", '"," at character 13'),
        ("2024 300", '"300" at character 6 is a second number'),
        ("600 more dead", '"more" at character 5'),
        ("600 dead, unconfirmed", '"," at character 9'),
        ("600 unconfirmed dead", '"unconfirmed" at character 5'),
        ("600 were killed", '"were" at character 5'),
        ("600 wasn't", "wasn't"),
        ("12 of the 15", '"of" at character 4'),
        ("600 dead and", '"and" at character 10'),
        ("67% casualties", '"casualties" at character 5'),
        ("67% of 4,700", '"of" at character 5'),
        ("5 dead dead dead dead dead dead dead dead dead", "unit"),
        ("5 []", "opens a bracket around no unit"),
        ("5 [dead", "opens a bracket around no unit"),
    ],
)
def test_a_second_number_or_a_word_that_changes_the_meaning_is_refused(
    text: str, said: str
) -> None:
    assert said in refusal(text).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at least about 300", '"about" at character 10 does not go with "at least"'),
        ("around 300 at least", '"at least" at character 12 does not go with "around"'),
        ("exactly around 300", '"around" at character 9 does not go with "exactly"'),
        ("up to several thousand", '"up to" at character 1 does not go with a vague word'),
        ("dozens or more", '"or more" at character 8 does not go with a vague word'),
        ("at least 15 to 18", '"at least" at character 1 does not go with a range'),
        ("about 83,000 (73,200 to 92,800)", '"about" at character 1 does not go with a range'),
        ("nearly 0", "only a number above zero"),
        ("almost none", '"none" at character 8'),
        ("about no casualties", '"no" at character 7'),
    ],
)
def test_words_that_bend_the_number_two_ways_are_refused(text: str, said: str) -> None:
    assert said in refusal(text).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("18 to 15", "runs downwards, from 18 to 15"),
        ("between 15", "the end at character 10 stands where the second number"),
        ("between 15 ? 18", '"?" at character 12 stands where the second number'),
        ("95,000 (73,200 to 92,800)", "95000 is not within 73200 to 92800"),
        ("83,000 (73,200 to 92,800", "stands where"),
        ("$83 (73 to 92%)", "another unit"),
        ("10% to 12", '"12" at character 8 has another unit'),
        ("$5 to €6", "has another unit"),
        ("500 to 1.2 million", '"500" at character 1 may or may not share the scale'),
        ("1 to 100 million", "may or may not share the scale"),
        ("1,000 to 1,200 thousand", "may or may not share the scale"),
    ],
)
def test_ranges_with_unclear_or_inverted_ends_are_refused(text: str, said: str) -> None:
    assert said in refusal(text).message


@pytest.mark.parametrize(
    "text",
    [
        "no comment",
        "no data",
        "no evidence of casualties",
        "no confirmed casualties",
        "nobody knows",
    ],
)
def test_a_missing_number_is_not_a_zero(text: str) -> None:
    assert refusal(text).code == "quantity_unreadable"


def test_numbers_out_of_range_are_refused_with_the_text() -> None:
    assert "below 10^18" in refusal("1,000,000,000,000,000,000").message
    assert "more than 10 decimal places" in refusal("0.12345678901").message


def test_a_long_text_is_shown_shortened() -> None:
    error = refusal("9" * 201)
    assert "longer than 200 characters" in error.message
    assert "…" in error.message


@pytest.mark.parametrize("value", [0.5, True, "12", Decimal("NaN"), Decimal("Infinity")])
def test_only_finite_decimals_and_integers_are_numbers(value: object) -> None:
    with pytest.raises(InputError):
        Quantity.of(cast("Decimal", value))
    with pytest.raises(InputError):
        Quantity("12", Comparator.EXACT, cast("Decimal", value))


def test_only_text_is_parsed() -> None:
    with pytest.raises(InputError, match="not from a int"):
        parse_quantity(cast("str", 4700))


@pytest.mark.parametrize("unit", ["", "  ", "x" * 61, "a [b]", 5])
def test_a_unit_that_cannot_be_quoted_is_refused(unit: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_quantity("12", unit=cast("str", unit))
    assert caught.value.place.field == "unit"
