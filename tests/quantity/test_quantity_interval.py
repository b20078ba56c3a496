"""Intervals: what a quantity allows, and what two of them leave possible."""

from decimal import Decimal
from typing import cast

import pytest

from claims.errors import InputError
from claims.values.quantity import Interval, parse_quantity


def span(text: str) -> Interval:
    return parse_quantity(text).interval()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("14", "[14, 14]"),
        ("at least 12", "[12, ∞)"),
        ("up to 20", "[0, 20]"),
        ("between 15 and 18", "[15, 18]"),
        ("more than 12", "(12, ∞)"),
        ("fewer than 12", "[0, 12)"),
        ("nearly 6,000", "[5400, 6000)"),
        ("just over 6,000", "(6000, 6600]"),
        ("around 4,700", "[4230, 5170]"),
        ("around 10,000 to 12,000", "[9000, 13200]"),
        ("no casualties", "[0, 0]"),
        ("83,000 (73,200 to 92,800)", "[73200, 92800]"),
        ("around -50", "[-55, -45]"),
        ("up to -5", "(-∞, -5]"),
        ("fewer than 0", "(-∞, 0)"),
        ("up to 0", "[0, 0]"),
        ("more than -5", "(-5, ∞)"),
    ],
)
def test_each_comparator_has_its_interval(text: str, printed: str) -> None:
    assert str(span(text)) == printed


def test_the_tolerance_is_a_setting() -> None:
    around = parse_quantity("around 100")
    assert str(around.interval(Decimal("0.05"))) == "[95, 105]"
    assert str(around.interval(Decimal(0))) == "[100, 100]"
    assert str(parse_quantity("nearly 100").interval(Decimal(0))) == "[100, 100]"


@pytest.mark.parametrize("tolerance", [Decimal(1), Decimal("-0.1"), Decimal("NaN"), 0.1])
def test_a_tolerance_is_a_decimal_fraction(tolerance: object) -> None:
    with pytest.raises(InputError):
        parse_quantity("around 100").interval(cast("Decimal", tolerance))


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        ("at least 12", "up to 20", True),
        ("at least 12", "14", True),
        ("up to 20", "14", True),
        ("up to 20", "between 15 and 18", True),
        ("14", "between 15 and 18", False),
        ("at least 12", "up to 12", True),
        ("more than 12", "up to 12", False),
        ("at least 12", "fewer than 12", False),
        ("more than 12", "fewer than 12", False),
        ("no casualties", "7", False),
        ("no casualties", "up to 7", True),
        ("fewer than 20", "more than 10", True),
    ],
)
def test_overlap_knows_open_ends(a: str, b: str, *, overlap: bool) -> None:
    assert span(a).overlaps(span(b)) is overlap
    assert span(b).overlaps(span(a)) is overlap


@pytest.mark.parametrize(
    ("part", "whole", "possible"),
    [
        ("600", "4,700", True),
        ("4,700", "600", False),
        ("at least 12", "up to 20", True),
        ("at least 12", "up to 12", True),
        ("more than 12", "up to 12", False),
        ("at least 12", "fewer than 12", False),
        ("up to 20", "12", True),
        ("at least 12", "at least 5", True),
        ("up to -5", "up to -8", True),
    ],
)
def test_may_not_exceed_asks_whether_it_is_possible(
    part: str, whole: str, *, possible: bool
) -> None:
    assert span(part).may_not_exceed(span(whole)) is possible


def test_containment_respects_open_ends() -> None:
    half_open = Interval(Decimal(12), Decimal(20), low_open=True)
    assert not half_open.contains(Decimal(12))
    assert half_open.contains(Decimal(20))


def test_an_unbounded_end_is_open() -> None:
    assert Interval(None, Decimal(5)) == Interval(None, Decimal(5), low_open=True)
    assert Interval(Decimal(5)).is_open_ended
    assert not Interval.point(Decimal(5)).is_open_ended


@pytest.mark.parametrize(("low", "high", "low_open"), [(5, 4, False), (5, 5, True)])
def test_an_interval_is_never_inverted_or_empty(low: int, high: int, *, low_open: bool) -> None:
    with pytest.raises(InputError):
        Interval(Decimal(low), Decimal(high), low_open=low_open)


def test_the_ends_are_finite_decimals() -> None:
    for end in (Decimal("NaN"), 0.5):
        with pytest.raises(InputError):
            Interval(cast("Decimal", end))
