"""The words of a text, and what somebody finds it by."""

import pytest

from claims.values.words import How, standing, wanted_words, weight, words_of


def finds(query: str, text: str) -> bool:
    """Whether every word of the query stands in the text."""
    held = standing(text)
    return all(weight(one, held[one.unspaced]) for one in wanted_words(query))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two soldiers, two", "two soldiers"),
        ("U.S. officials at 5 a.m. sharp", "us officials at 5 am sharp"),
        ("4,700 of 1,234,567; 1.2 of 30.04.2025", "4700 of 1234567 1 2 30 04 2025"),
        ("5th T-54s", "5 th t 54 s"),
        ("Café, naïve, Straße", "cafe naive strasse"),
        ("Потери ещё", "потери еще"),
        ("국정원 NIS", "국 정 원 국정 정원 nis"),
        ("軍", "軍"),
        ("４７００\u202f000", "4700000"),
        ("٤٬٧٠٠", "4700"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("_ % - …", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut_into_words(text: str, words: str) -> None:
    assert words_of(text) == tuple(words.split())


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("casualt", "About 4,700 CASUALTIES"),
        ("4,700", "about 4700 men"),
        ("4700", "about 4,700 men"),
        ("4'700", "about 4.700 men"),
        ("북한", "북한군은 갔다"),
        ("정보원", "국가정보원은 말했다"),
        ("군", "북한군은 갔다"),
        ("情報", "国家情報院"),
        ("ПОТЕР", "потери войск"),
        ("قوات", "القوات الكورية"),
        ("القوات", "قوات كورية"),
        ("الم", "ألمانيا"),
        ("حَرْب", "الحرب"),
        ("UN", "the U.N. said"),
        ("cafe", "the café"),
        ("café", "the cafe"),
        ("ทหาร", "จำนวนทหารเกาหลี"),
    ],
)
def test_a_query_finds_a_text(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("470", "about 4,700 men"),
        ("un", "under fire"),
        ("ualties", "casualties"),
        ("정보원", "정보는 보원"),
        ("군북", "북군"),
        ("soldiers fell", "soldiers were sent"),
    ],
)
def test_a_query_does_not_find_a_text(query: str, text: str) -> None:
    assert not finds(query, text)


def test_whatever_finds_a_text_is_kept_of_it() -> None:
    text = "국가정보원은 4,700 casualties in the U.S. القوات café"
    kept = words_of(text)

    for query in ("casual", "정보원", "원", "4.700", "US", "القوات", "قوا", "CAF", "국가정보원은"):
        for one in wanted_words(query):
            if one.how is How.BEGINNING:
                assert any(word.startswith(one.word) for word in kept)
            else:
                assert set(one.kept) <= set(kept)


def test_a_whole_word_weighs_more_than_a_beginning() -> None:
    (wanted,) = wanted_words("war")

    assert [weight(wanted, [word]) for word in ("war", "warned", "peace")] == [2, 1, 0]
