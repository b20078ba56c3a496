"""Vague words follow a named, versioned convention and are marked as derived."""

from decimal import Decimal

import pytest

from claims.errors import InputError
from claims.values.quantity import Quantity, parse_quantity
from claims.values.quantity.vague import PHRASES, TABLES, entry_of, vague_interval
from claims.vocab import Comparator


@pytest.mark.parametrize(
    ("text", "entry", "span"),
    [
        ("dozens", "dozens", "[24, 200)"),
        ("Dozens of people", "dozens", "[24, 200)"),
        ("scores", "scores", "[40, 200)"),
        ("hundreds", "hundreds", "[200, 2000)"),
        ("thousands", "thousands", "[2000, 20000)"),
        ("many thousands", "thousands", "[2000, 20000)"),
        ("tens of thousands", "tens of thousands", "[20000, 200000)"),
        ("hundreds of thousands", "hundreds of thousands", "[200000, 2000000)"),
        ("millions", "millions", "[2000000, 20000000)"),
        ("several", "several", "[3, 10)"),
        ("several hundred", "several hundred", "[300, 1000)"),
        ("several hundreds", "several hundred", "[300, 1000)"),
        ("several thousand", "several thousand", "[3000, 10000)"),
        ("a few", "a few", "[2, 10)"),
        ("a few dozen", "a few dozen", "[24, 120)"),
        ("just a few", "a few", "[2, 10)"),
        ("a couple", "a couple", "[2, 3]"),
        ("a couple of dozen", "a couple dozen", "[24, 36]"),
        ("a handful", "a handful", "[2, 10)"),
        ("many", "many", "[1, ∞)"),
        ("multiple", "multiple", "[2, ∞)"),
    ],
)
def test_vague_words_name_their_entry_and_span(text: str, entry: str, span: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.VAGUE
    assert quantity.convention == f"vague/1:{entry}"
    assert str(quantity.interval()) == span
    assert quantity.is_derived


def test_a_vague_word_invents_no_number() -> None:
    quantity = parse_quantity("several hundred soldiers")
    assert (quantity.value, quantity.low, quantity.high) == (None, None, None)
    assert quantity.unit == "soldiers"


@pytest.mark.parametrize("convention", ["vague/1:oodles", "vague/0:dozens", "dozens", ""])
def test_an_unknown_convention_is_refused(convention: str) -> None:
    with pytest.raises(InputError, match="no convention table"):
        Quantity("oodles", Comparator.VAGUE, convention=convention)


def test_only_a_vague_word_has_a_convention() -> None:
    with pytest.raises(InputError, match="a convention belongs"):
        Quantity("12", Comparator.EXACT, Decimal(12), convention="vague/1:dozens")
    with pytest.raises(InputError, match="a convention belongs"):
        Quantity("dozens", Comparator.VAGUE)


def test_every_entry_can_be_read_and_spans_more_than_a_point() -> None:
    named = set(PHRASES.values())
    for table, entries in TABLES.items():
        for entry, span in entries.items():
            assert f"{table}:{entry}" in named
            assert vague_interval(f"{table}:{entry}") == span
            assert span.low is not None
            assert span.high is None or span.low < span.high
            assert entry_of(f"{table}:{entry}") == entry


def test_the_tolerance_does_not_widen_a_vague_word() -> None:
    dozens = parse_quantity("dozens")
    assert dozens.interval(Decimal("0.5")) == dozens.interval()
