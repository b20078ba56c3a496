"""The small values: hedges and chains, identities, canonical JSON, names, quotes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from claims.ledger.canonical import canonical, salted_digest
from claims.values.chain import Chain, Hop
from claims.values.identity import KEPT, new_id, random_part, read_ref, short_ref, uuid_range
from claims.values.names import name_key
from claims.values.quotes import find_quote
from claims.vocab import Hedge, Kind

NOON = datetime(2025, 7, 7, 12, tzinfo=UTC)
SOMEBODY = UUID(int=1)
STRONGEST_FIRST = [
    Hedge.CERTAIN,
    Hedge.PROBABLE,
    Hedge.POSSIBLE,
    Hedge.ALLEGED,
    Hedge.UNCONFIRMED,
]
levels = st.none() | st.sampled_from(Hedge)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=5)
    ),
    max_leaves=20,
)


def chain(hedges: list[Hedge | None]) -> Chain:
    return Chain(tuple(Hop(source=SOMEBODY, hedge=hedge) for hedge in hedges))


@given(st.lists(levels, min_size=1))
def test_the_effective_hedge_is_never_stronger_than_any_hops(hedges: list[Hedge | None]) -> None:
    effective = chain(hedges).effective_hedge
    assert not any(hedge is not None and effective.is_stronger_than(hedge) for hedge in hedges)


@given(st.lists(levels, min_size=1))
def test_the_effective_hedge_is_some_hops_or_neutral(hedges: list[Hedge | None]) -> None:
    assert chain(hedges).effective_hedge in {*hedges, Hedge.ATTRIBUTED}


@given(st.lists(levels, min_size=1), st.integers(0, 5))
def test_a_neutral_hop_changes_nothing(hedges: list[Hedge | None], place: int) -> None:
    longer = [*hedges[:place], Hedge.ATTRIBUTED, *hedges[place:]]
    assert chain(longer).effective_hedge is chain(hedges).effective_hedge


def test_levels_are_ordered_from_certain_to_unconfirmed() -> None:
    for place, stronger in enumerate(STRONGEST_FIRST):
        for weaker in STRONGEST_FIRST[place + 1 :]:
            assert stronger.is_stronger_than(weaker)
            assert not weaker.is_stronger_than(stronger)


@pytest.mark.parametrize("level", Hedge)
def test_the_neutral_level_is_neither_stronger_nor_weaker(level: Hedge) -> None:
    assert not level.is_stronger_than(Hedge.ATTRIBUTED)
    assert not Hedge.ATTRIBUTED.is_stronger_than(level)


def test_a_chain_has_an_end_at_either_side() -> None:
    hops = tuple(Hop(source=UUID(int=number)) for number in range(4))
    whole = Chain(hops)
    assert (whole.origin, whole.relays, whole.reporter) == (hops[0], hops[1:3], hops[3])


def test_who_publishes_by_himself_is_both_ends() -> None:
    alone = chain([None])
    assert alone.is_own_finding
    assert alone.origin is alone.reporter
    assert alone.relays == ()


def test_a_chain_without_a_speaker_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one hop"):
        Chain(())


@given(st.binary(min_size=8, max_size=8), st.integers(0, 1 << 20))
def test_an_identity_is_a_uuid_of_version_7(entropy: bytes, sequence: int) -> None:
    made = new_id(NOON, sequence, entropy)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8), st.integers(0, 9999))
def test_identities_sort_in_the_order_of_making(one: bytes, two: bytes, sequence: int) -> None:
    assert new_id(NOON, sequence, one) < new_id(NOON, sequence + 1, two)
    assert new_id(NOON, 0, one) < new_id(NOON + timedelta(milliseconds=1), 0, two)


@given(st.uuids(), st.sampled_from(Kind))
def test_a_short_reference_reads_back(identifier: UUID, kind: Kind) -> None:
    read = read_ref(short_ref(kind, identifier).upper())
    assert read is not None
    assert read[0] is kind
    assert random_part(identifier).startswith(read[1])
    assert len(random_part(identifier)) == KEPT


@given(st.uuids(), st.integers(8, 32))
def test_the_beginning_of_a_uuid_spans_it(identifier: UUID, length: int) -> None:
    span = uuid_range(identifier.hex[:length])
    assert span is not None
    assert span[0] <= identifier <= span[1]


@pytest.mark.parametrize("text", ["", "c", "c-", "q-12345678", "c-1234567890123", "1234567", "xyz"])
def test_other_words_are_no_references(text: str) -> None:
    assert read_ref(text) is None
    assert uuid_range(text) is None


@given(json_values)
def test_canonical_json_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]  # any JSON value


@given(json_values, st.binary(min_size=16, max_size=16))
def test_a_salted_digest_is_taken_over_the_canonical_array(value: object, salt: bytes) -> None:
    from hashlib import sha256  # noqa: PLC0415  the oracle stands where it is used

    oracle = sha256(rfc8785.dumps([salt.hex(), value])).hexdigest()  # type: ignore[list-item]  # any JSON value
    assert salted_digest(salt.hex(), canonical(value)) == oracle


@pytest.mark.parametrize(
    "spelled",
    ["nis", "  NIS ", "ＮＩＳ", "N\u200bIS", "NIS\ufeff"],
    ids=["case", "blanks", "full width", "zero-width space", "mark"],
)
def test_spellings_of_one_name_are_one(spelled: str) -> None:
    assert name_key(spelled) == name_key("NIS")


@given(st.text())
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("around 4,700 casualties", "He spoke of around\n  4,700 casualties."),
        ('"around" 4,700', "He said “around” 4,700."),
        ("it's 600", "it’s 600"),
    ],
)
def test_white_space_and_quotation_marks_may_differ(quote: str, text: str) -> None:
    place = find_quote(quote, text)
    assert place is not None
    assert find_quote(text[slice(*place)], quote) is not None


@pytest.mark.parametrize("quote", ["about 300", "3000", "Around 3,000", " "])
def test_a_similar_sentence_is_no_place_of_a_quote(quote: str) -> None:
    assert find_quote(quote, "around 3,000 were wounded") is None


# A quote that begins or ends within a number is none (tests/test_quotes.py).
WITHOUT_NUMBERS = st.characters(
    exclude_categories=("Cs", "Nd", "Nl", "No"), exclude_characters="\u00ad\u200b\u2060\ufeff"
)


@given(st.text(WITHOUT_NUMBERS, min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_a_quote_is_found_where_it_was_taken_from(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    if quote.strip():
        place = find_quote(quote, text)
        assert place is not None
        assert find_quote(quote, text[slice(*place)]) == (0, place[1] - place[0])
