"""When numbers and quantities agree."""

from decimal import Decimal, localcontext
from typing import cast

import pytest

from claims.errors import InputError
from claims.values.quantity import numbers_agree, parse_quantity


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("4695", "4700", True),
        ("4640", "4700", False),
        ("4650", "4700", True),
        ("4649.99", "4700", False),
        ("10000", "14000", False),
        ("5", "14", False),
        ("14", "10", False),
        ("4700", "4700.0", True),
        ("4712", "4713", False),
        ("2.35", "2.4", True),
        ("-4695", "-4700", True),
        ("-4695", "4700", False),
        ("0", "0", True),
        ("0", "0.4", False),
        ("0", "1", False),
        ("66.6666666667", "67", True),
        ("1400", "1000", False),
    ],
)
def test_plain_numbers_agree_rounded_and_within_the_tolerance(
    a: str, b: str, *, agree: bool
) -> None:
    assert numbers_agree(Decimal(a), Decimal(b)) is agree
    assert numbers_agree(Decimal(b), Decimal(a)) is agree


def test_the_tolerance_limits_what_rounding_allows() -> None:
    assert numbers_agree(Decimal(14_000), Decimal(10_000), Decimal("0.3"))
    assert not numbers_agree(Decimal(14_000), Decimal(10_000), Decimal("0.2"))


def test_the_callers_decimal_settings_change_nothing() -> None:
    with localcontext() as context:
        context.prec = 2
        assert not numbers_agree(Decimal(4640), Decimal(4700))
        assert str(parse_quantity("around 4,700").interval()) == "[4230, 5170]"


def test_a_float_is_refused() -> None:
    with pytest.raises(InputError, match="float"):
        numbers_agree(cast("Decimal", 0.5), Decimal(1))


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("4,695", "4,700", True),
        ("4,640", "4,700", False),
        ("around 4,700", "4,640", True),
        ("at least 12", "14", True),
        ("14", "between 15 and 18", False),
        ("no casualties", "7", False),
        ("no casualties", "zero", True),
        ("several hundred", "600", True),
        ("several hundred", "3,000", False),
        ("nearly 6,000", "5,900", True),
    ],
)
def test_quantities_agree_when_both_can_be_true(a: str, b: str, *, agree: bool) -> None:
    assert parse_quantity(a).agrees_with(parse_quantity(b)) is agree
    assert parse_quantity(b).agrees_with(parse_quantity(a)) is agree


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("around 4,700", "about 4,700", True),
        ("around 4,700 casualties", "about 4,700", True),
        ("4,700 Casualties", "4,700 casualties", True),
        ("4,700 casualties", "4,700 killed", False),
        ("around 4,700", "4,700", False),
        ("about 300", "at least 300", False),
        ("nearly 300", "around 300", False),
        ("15 to 18", "between 15 and 18", True),
        ("dozens", "dozens of people", True),
        ("dozens", "hundreds", False),
        ("4,695", "4,700", False),
    ],
)
def test_agreement_as_printed_wants_number_and_comparator(a: str, b: str, *, same: bool) -> None:
    assert parse_quantity(a).agrees_as_printed(parse_quantity(b)) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("about 300", "at least 300", True),
        ("around 4,700", "4,700", True),
        ("nearly 300", "300", True),
        ("about 300", "400", False),
        ("around 15 to 18", "15 to 18", True),
        ("dozens", "24", False),
        ("dozens", "dozens", True),
    ],
)
def test_a_lost_comparator_leaves_the_numbers_the_same(a: str, b: str, *, same: bool) -> None:
    assert parse_quantity(a).same_numbers_as(parse_quantity(b)) is same


def test_bounds_are_known_as_such() -> None:
    assert parse_quantity("at least 12").is_bound
    assert parse_quantity("fewer than 12").is_bound
    assert not parse_quantity("15 to 18").is_bound
    assert not parse_quantity("dozens").is_bound
