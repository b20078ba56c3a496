"""Quantities from structured columns, and their canonical print."""

from decimal import Decimal

import pytest

from claims.errors import InputError
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Comparator

Cells = dict[str, int]


def of(cells: Cells, comparator: str | None = None) -> Quantity:
    return Quantity.of(
        cells.get("value"), low=cells.get("low"), high=cells.get("high"), comparator=comparator
    )


@pytest.mark.parametrize(
    ("cells", "comparator", "printed"),
    [
        ({"value": 12}, "exact", "12"),
        ({"value": 0}, "none", "0"),
        ({"low": 12}, "at_least", "at least 12"),
        ({"high": 20}, "up_to", "up to 20"),
        ({"value": 12, "low": 12}, "at_least", "at least 12"),
        ({"value": 20, "high": 20}, "up_to", "up to 20"),
        ({"low": 15, "high": 18}, "between", "15 to 18"),
        (
            {"value": 83_000, "low": 73_200, "high": 92_800},
            "between",
            "83,000 (73,200 to 92,800)",
        ),
        ({"value": 3, "low": 3, "high": 3}, "exact", "3"),
        ({"value": 0, "low": 0, "high": 0}, "none", "0"),
        ({"value": 0, "low": 0, "high": 5}, "between", "0 (0 to 5)"),
        ({"low": -5, "high": -3}, "between", "-5 to -3"),
    ],
)
def test_the_comparator_is_worked_out_from_the_columns(
    cells: Cells, comparator: str, printed: str
) -> None:
    quantity = of(cells)
    assert quantity.comparator == comparator
    assert quantity.text == quantity.canonical() == printed


@pytest.mark.parametrize(
    ("cells", "comparator", "printed"),
    [
        ({"value": 12}, "more_than", "more than 12"),
        ({"low": 12}, "more_than", "more than 12"),
        ({"high": 12}, "fewer_than", "fewer than 12"),
        ({"value": 12}, "approximately", "around 12"),
        ({"high": 12}, "approximately", "nearly 12"),
        ({"low": 12}, "approximately", "just over 12"),
        ({"low": 10, "high": 12}, "approximately", "around 10 to 12"),
        ({"value": 0}, "exact", "0"),
        ({}, "none", "0"),
        ({"low": 5, "high": 5}, "between", "5 to 5"),
    ],
)
def test_a_given_comparator_is_kept(cells: Cells, comparator: str, printed: str) -> None:
    quantity = of(cells, comparator)
    assert quantity.text == printed
    assert parse_quantity(printed).meaning == quantity.meaning


@pytest.mark.parametrize(
    ("cells", "comparator", "said"),
    [
        ({}, None, "needs a value"),
        ({"low": 5, "high": 4}, None, "runs downwards"),
        ({"value": 9, "low": 3, "high": 5}, None, "not within"),
        ({"value": 9, "low": 3}, None, "low 3 does not fit|value 9 does not fit|not its value"),
        ({"low": 3, "high": 5}, "at_least", "at_least"),
        ({"high": 5}, "at_least", "high 5 does not fit"),
        ({"low": 5}, "exact", "low 5 does not fit"),
        ({"low": 5}, "between", "between"),
        ({"value": 5}, "none", "value 5 does not fit|zero"),
        ({"value": 5}, "vague", "read from its words"),
        ({"value": 5}, "lots", 'no comparator "lots"'),
        ({"value": 0}, "exactly", "no comparator"),
        ({"high": 0}, "approximately", "above zero"),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    cells: Cells, comparator: str | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        of(cells, comparator)


def test_the_text_of_the_source_is_kept_beside_the_columns() -> None:
    quantity = Quantity.of(83_000, low=73_200, high=92_800, text="83 000 [73 200; 92 800]")
    assert str(quantity) == "83 000 [73 200; 92 800]"
    assert quantity.canonical() == "83,000 (73,200 to 92,800)"


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("1.234", None, "1.2340"),
        ("0.125", None, "0.125"),
        ("1234.567", None, "1,234.567"),
        ("-1.234", None, "-1.2340"),
        ("67", "%", "67 percent"),
        ("2300000", "$", "USD 2,300,000"),
        ("5", "deaths per 100,000", "5 [deaths per 100,000]"),
        ("5", "m", "5 [m]"),
        ("5", "million", "5 [million]"),
        ("5", "명", "5 [명]"),
        ("5", "killed or wounded", "5 killed or wounded"),
        ("5", "or more", "5 [or more]"),
        ("5", "EUR bonds", "5 [EUR bonds]"),
    ],
)
def test_the_canonical_print_reads_back(value: str, unit: str | None, printed: str) -> None:
    quantity = Quantity.of(Decimal(value), unit=unit)
    assert quantity.canonical() == printed
    assert parse_quantity(printed).meaning == quantity.meaning


def test_numbers_are_held_in_plain_form() -> None:
    assert str(Quantity.of(Decimal("1.2E+3")).value) == "1200"
    assert str(Quantity.of(Decimal("2.50")).value) == "2.5"
    assert str(parse_quantity("-0").value) == "0"


@pytest.mark.parametrize(
    ("comparator", "numbers"),
    [
        (Comparator.AT_LEAST, (12, None, None)),
        (Comparator.AT_LEAST, (12, 11, None)),
        (Comparator.EXACT, (12, 12, None)),
        (Comparator.EXACT, (0, None, None)),
        (Comparator.NONE, (1, None, None)),
        (Comparator.BETWEEN, (None, 12, None)),
        (Comparator.BETWEEN, (None, 12, 11)),
        (Comparator.BETWEEN, (10, 11, 12)),
        (Comparator.APPROXIMATELY, (11, 10, 12)),
        (Comparator.VAGUE, (12, None, None)),
    ],
)
def test_fields_that_do_not_fit_the_comparator_are_refused(
    comparator: Comparator, numbers: tuple[int | None, int | None, int | None]
) -> None:
    value, low, high = (None if n is None else Decimal(n) for n in numbers)
    with pytest.raises(InputError):
        Quantity("x", comparator, value, low, high)


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_the_text_is_neither_empty_nor_endless(text: str) -> None:
    with pytest.raises(InputError):
        Quantity(text, Comparator.EXACT, Decimal(12))
