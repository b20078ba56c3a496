"""The index finds what a comparison with each would find."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from claims.rules.agreement import Agreements
from claims.values.quantity import Quantity, parse_quantity

NUMBERS = st.one_of(
    st.integers(-50, 50), st.integers(0, 200).map(lambda n: n * 50), st.integers(4_600, 4_800)
)
WORDS = ["{}", "around {}", "nearly {}", "at least {}", "more than {}", "up to {}", "fewer than {}"]
PLAIN = st.integers(1, 12_000).flatmap(
    lambda n: st.sampled_from(WORDS).map(lambda word: parse_quantity(word.format(n)))
)
VAGUE = st.sampled_from(["dozens", "several hundred", "thousands", "many", "none"])
QUANTITIES = st.one_of(
    NUMBERS.map(Quantity.of),
    PLAIN,
    VAGUE.map(parse_quantity),
    st.tuples(NUMBERS, NUMBERS).map(lambda ends: Quantity.of(low=min(ends), high=max(ends))),
)


@given(st.lists(QUANTITIES, max_size=8), QUANTITIES, st.sampled_from(["0", "0.02", "0.1", "0.5"]))
def test_it_finds_one_exactly_when_one_agrees(
    known: list[Quantity], asked: Quantity, tolerance: str
) -> None:
    index = Agreements[Quantity](Decimal(tolerance))
    for quantity in known:
        index.add(quantity, quantity)
    found = index.find(asked)
    expected = any(asked.agrees_with(quantity, Decimal(tolerance)) for quantity in known)
    assert (found is not None) is expected
    assert found is None or asked.agrees_with(found, Decimal(tolerance))


def test_what_is_printed_the_same_is_found_first() -> None:
    index = Agreements[str](Decimal("0.1"))
    for text in ("at least 10", "10 to 20", "12", "around 12"):
        index.add(parse_quantity(text), text)
    assert index.find(parse_quantity("around 12")) == "around 12"


def test_absent_numbers_agree_with_each_other_only() -> None:
    index = Agreements[str](Decimal("0.1"))
    index.add(parse_quantity("12"), "12")
    assert index.find(None) is None
    index.add(None, "nothing")
    assert index.find(None) == "nothing"
