"""What holds for every quantity, not only for the printed ones we thought of."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import assume, example, given
from hypothesis import strategies as st

from claims.errors import InputError
from claims.values.quantity import Interval, Quantity, numbers_agree, parse_quantity
from claims.values.quantity.cursor import Cursor
from claims.values.quantity.digits import Habits
from claims.values.quantity.faults import MAX_TEXT
from claims.values.quantity.grammar import read_meaning
from claims.values.quantity.meaning import Meaning, Shape
from claims.values.quantity.reader import read_common
from claims.values.quantity.vague import PHRASES
from claims.values.quantity.words import (
    NOBODY,
    POSTFIXES,
    PREFIXES,
    RESERVED,
    SCALES,
    SMALL,
    TENS,
    Phrase,
)
from claims.vocab import Comparator

NUMBERS = st.one_of(
    st.integers(-(10**6), 10**18 - 1).map(Decimal),
    st.decimals(-(10**4), 10**12, places=3, allow_nan=False),
    st.decimals(-100, 100, places=10, allow_nan=False),
)
POSITIVE = NUMBERS.filter(lambda number: number > 0)
UNITS = st.none() | st.one_of(
    st.text(max_size=60).filter(lambda unit: unit.strip() != "" and not {"[", "]"} & set(unit)),
    st.lists(st.sampled_from(["people", "dead", *sorted(RESERVED)]), min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda unit: len(unit) <= 60),
)
TOLERANCES = st.decimals("0.001", "0.999", places=3)


@st.composite
def meanings(draw: st.DrawFn) -> Meaning:
    unit = draw(UNITS)
    kind = draw(st.sampled_from(["shaped", "range", "spread", "soft", "vague"]))
    if kind == "vague":
        entry = draw(st.sampled_from(sorted(set(PHRASES.values()))))
        return Meaning(Comparator.VAGUE, unit=unit, convention=entry)
    if kind == "shaped":
        return Meaning.shaped(draw(st.sampled_from(Shape)), draw(POSITIVE), unit)
    low, value, high = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    comparator = Comparator.APPROXIMATELY if kind == "soft" else Comparator.BETWEEN
    return Meaning(comparator, value if kind == "spread" else None, low, high, unit)


@given(meanings())
def test_the_canonical_print_reads_back_to_the_same_meaning(meaning: Meaning) -> None:
    quantity = Quantity.meant(meaning)
    assert parse_quantity(quantity.canonical()).meaning == meaning
    assert str(quantity) == quantity.canonical()


@given(meanings(), TOLERANCES)
def test_an_interval_never_inverts_and_holds_its_value(meaning: Meaning, share: Decimal) -> None:
    span = meaning.interval(share)
    assert span.low is None or span.high is None or span.low <= span.high
    if meaning.value is not None and meaning.shape in (None, Shape.EXACTLY, Shape.AROUND):
        assert span.contains(meaning.value)


@given(meanings(), TOLERANCES, TOLERANCES)
def test_a_wider_tolerance_never_narrows(meaning: Meaning, a: Decimal, b: Decimal) -> None:
    narrow, wide = (meaning.interval(share) for share in sorted((a, b)))
    assert wide.low is None or (narrow.low is not None and wide.low <= narrow.low)
    assert wide.high is None or (narrow.high is not None and narrow.high <= wide.high)


@given(NUMBERS, NUMBERS, TOLERANCES, TOLERANCES)
def test_agreement_is_symmetric_and_grows_with_the_tolerance(
    a: Decimal, b: Decimal, share: Decimal, other: Decimal
) -> None:
    strict, lenient = sorted((share, other))
    assert numbers_agree(a, b, strict) == numbers_agree(b, a, strict)
    assert numbers_agree(a, b, lenient) or not numbers_agree(a, b, strict)
    assert numbers_agree(a, a, Decimal(0))


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_a_number_agrees_with_its_own_rounding_within_the_tolerance(number: int, n: int) -> None:
    step = 10**n
    rounded = (number + step // 2) // step * step
    assume(rounded and abs(rounded - number) * 10 <= max(number, rounded))
    assert numbers_agree(Decimal(number), Decimal(rounded))


@given(meanings(), meanings(), TOLERANCES)
def test_agreement_of_quantities_is_symmetric(a: Meaning, b: Meaning, share: Decimal) -> None:
    one, other = Quantity.meant(a), Quantity.meant(b)
    assert one.agrees_with(other, share) == other.agrees_with(one, share)
    assert one.agrees_as_printed(other) == other.agrees_as_printed(one)
    assert one.agrees_with(one, share)
    assert one.agrees_as_printed(one)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_overlap_is_both_ways_of_not_exceeding(
    a: Decimal, b: Decimal, c: Decimal, d: Decimal
) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert one.overlaps(other) == (max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d)))


def assert_read_or_refused(text: str, language: str | None) -> None:
    try:
        quantity = parse_quantity(text, language=language)
    except InputError as refusal:
        error = refusal
    else:
        assert quantity.text == text.strip()
        assert parse_quantity(quantity.canonical()).meaning == quantity.meaning
        return
    assert error.code == "quantity_unreadable"
    assert text.strip() in error.message or len(text.strip()) > MAX_TEXT


LANGUAGES = st.sampled_from([None, "en", "de", "fr", "ko", "hi", "xx", ""])


@given(st.text(max_size=210), LANGUAGES)
@example("İ 5", None)
@example("5 ﬁ", None)
def test_any_text_is_read_or_refused_with_the_text(text: str, language: str | None) -> None:
    assert_read_or_refused(text, language)


def _joined(*tables: Iterable[Phrase]) -> list[str]:
    return sorted({" ".join(phrase) for table in tables for phrase in table})


PIECES = [
    *_joined(PREFIXES, POSTFIXES, NOBODY, PHRASES),
    *SMALL,
    *TENS,
    *SCALES,
    *("no", "half", "third", "a", "an", "and", "of", "the", "to", "between", "from", "or", "-"),
    *("–", "(", ")", "[", "]", "%", "$", "USD", "minus", ".", ",", "12", "6,000", "6.000", "1.2"),
    *("0", "0.5", "1,5", "만", "천", "억", "명", "三", "百", "dead", "people", "per", "cent"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from([" ", ""]), LANGUAGES)
def test_any_heap_of_our_own_words_is_read_or_refused(
    pieces: list[str], glue: str, language: str | None
) -> None:
    assert_read_or_refused(glue.join(pieces)[:200], language)


PHRASES_IN_PRINT = [
    "around 4,700 casualties",
    "between 15 and 18 dead",
    "83,000 (73,200 to 92,800)",
    "two-thirds of the force",
    "one hundred and five thousand",
    "1만 5천명 이상",
    "no fewer than $2.3bn in aid",
    "6 000,5 tonnes of grain",
]


@given(
    st.sampled_from(PHRASES_IN_PRINT), st.integers(0, 30), st.integers(0, 3), st.text(max_size=2)
)
def test_a_mutilated_phrase_is_read_or_refused(phrase: str, at: int, cut: int, put: str) -> None:
    assert_read_or_refused(phrase[:at] + put + phrase[at + cut :], None)


def test_the_short_way_reads_what_the_grammar_reads() -> None:
    bent = ["", "no ", "not ", "About ", *(" ".join(phrase) + " " for phrase in PREFIXES)]
    digits = ["1", "12", "4,700", "4700", "0", "1,2", "2024", "123456789012345"]
    units = ["", " men", " mn", " plus", " usd", " of", " killed", " half", " m"]
    short = 0
    for text in map("".join, product(bent, digits, units)):
        for habits in map(Habits.of, (None, "en", "de")):
            found = read_common(text.strip(), habits, "people")
            if found is not None:
                short += 1
                meaning = read_meaning(Cursor(text, habits))
                unit = meaning.unit or "people"
                assert found == Quantity.meant(replace(meaning, unit=unit), text=text)
    assert short > 1000
