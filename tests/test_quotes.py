"""Quotes in archived texts: the same words and the same numbers, or no place at all."""

import pytest

from claims.values.quotes import find_quote

TEXT = (
    "The ministry said 14,700 were sent.\n"
    "The agency said that around 4,700 were killed or wounded.\n"
    "The agency said that around 4,701 were killed or wounded."
)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("around 4,700 men", "around\u00a04,700\u202fmen"),
        ("around 4,700 men", "around\n\n  4,700\tmen"),
        ("casualties", "casual\u00adties"),
        ("casual\u00adties", "casualties"),
        ("4,700 men", "4,\u200b700 men"),
        ('he said "likely"', "he said “likely”"),
        ("he said «likely»", 'he said "likely"'),
        ("it’s likely", "it's likely"),
    ],
)
def test_only_what_nobody_reads_may_differ(quote: str, text: str) -> None:
    assert find_quote(quote, text) == (0, len(text))


def test_a_quote_stands_at_its_own_number_not_at_the_one_like_it() -> None:
    place = find_quote("around 4,701 were killed", TEXT)

    assert place is not None
    assert TEXT[slice(*place)] == "around 4,701 were killed"


@pytest.mark.parametrize(
    "quote",
    [
        "around 4,702 were killed",
        "around 4,710 were killed",
        "around 5,700 were killed",
        "around 4.700 were killed",
        "around 47,00 were killed",
        "around 4 700 were killed",
        "around 4,700 were wounded",
        "Around 4,700 were killed",
    ],
)
def test_a_near_identical_sentence_with_another_number_is_no_place(quote: str) -> None:
    assert find_quote(quote, TEXT) is None


def test_a_number_is_not_found_within_a_larger_one_but_behind_it() -> None:
    place = find_quote("4,700 were", TEXT)

    assert place is not None
    assert TEXT[place[0] - 7 : place[1]] == "around 4,700 were"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("4,700 men", "14,700 men"),
        ("700 men", "4,700 men"),
        ("700 men", "4\u202f700 men"),
        ("700 men", "4\u00a0700 men"),
        ("700 men", "4’700 men"),
        ("about 4", "about 4,700 men"),
        ("about 1", "about 1.2 million"),
        ("2 million", "1.2 million"),
        ("4천 명", "1만4천 명"),
        ("약 1", "약 1만4천 명"),
        ("٧٠٠", "٤٬٧٠٠"),
    ],
)
def test_part_of_a_number_is_no_quote_of_it(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("700 men", "In 2024, 700 men were sent."),
        ("in 2024", "It was in 2024."),
        ("in 2024", "It was in 2024, 700 said."),
        ("3,000", "(3,000)"),
        ("3", "3"),
    ],
)
def test_numbers_that_stand_side_by_side_are_two(quote: str, text: str) -> None:
    assert find_quote(quote, text) is not None


@pytest.mark.parametrize("quote", ["", " ", "\u00ad", "\u200b \u00ad"])
def test_what_shows_nothing_is_no_quote(quote: str) -> None:
    assert find_quote(quote, "some\u00ad text") is None
