from itertools import product
from random import Random

import pytest

from claims.rules.likeness import BANDS, likeness, near_identical, normalise, text_bands

WIRE = (
    "North Korea has suffered around 4,700 casualties, including some 600 deaths, fighting "
    "alongside Russian troops in the Kursk region, lawmakers said on Wednesday after a closed "
    "briefing by the National Intelligence Service in Seoul, adding that the fighting had slowed"
)
OTHER = (
    "The finance ministry expects inflation to ease towards the end of the year as energy prices "
    "fall back, although officials cautioned that food costs remain high for most families and "
    "that wages in the public sector have yet to catch up with two years of increases"
)
VOCABULARY = ["".join(letters) for letters in product("aeiouklm", repeat=4)]


def shares_a_band(one: str, two: str) -> bool:
    return bool(set(text_bands(one)) & set(text_bands(two)))


def random_text(random: Random) -> list[str]:
    return random.choices(VOCABULARY, k=40)


def with_words_changed(words: list[str], count: int, random: Random) -> list[str]:
    changed = list(words)
    for place in random.sample(range(len(words)), count):
        changed[place] = random.choice(VOCABULARY)
    return changed


def test_normalising_drops_case_punctuation_and_numbers() -> None:
    assert normalise("“Around 4,700”, NIS said.") == "around # nis said"


def test_normalising_folds_full_width_forms() -> None:
    assert normalise("ＮＩＳ　６００") == "nis #"


def test_scripts_without_spaces_are_split_by_character() -> None:
    assert normalise("死傷者 4700人") == "死 傷 者 # 人"


def test_a_number_changed_is_still_the_same_text() -> None:
    assert near_identical(WIRE, WIRE.replace("4,700", "7,400"))


def test_a_name_changed_is_still_nearly_the_same_text() -> None:
    copy = WIRE.replace("the National Intelligence Service", "New York State")
    assert near_identical(WIRE, copy)


def test_a_cut_copy_is_near_identical() -> None:
    assert near_identical(WIRE, " ".join(WIRE.split()[:30]))


def test_a_few_words_of_a_long_text_are_no_copy_of_it() -> None:
    assert not near_identical(WIRE, " ".join(WIRE.split()[:10]))


def test_short_phrases_are_never_near_identical() -> None:
    assert not near_identical("at least 12 people killed", "at least 12 people killed")


def test_unrelated_texts_are_not_alike() -> None:
    assert likeness(WIRE, OTHER) < 60
    assert not near_identical(WIRE, OTHER)


def test_likeness_is_symmetric() -> None:
    assert likeness(WIRE, OTHER) == likeness(OTHER, WIRE)


def test_bands_are_stable_between_runs() -> None:
    assert text_bands("North Korean casualties")[0] == "0:9c639dcb854ac7a1"


def test_a_text_has_one_key_to_a_band() -> None:
    assert len(set(text_bands(WIRE))) == BANDS


@pytest.mark.parametrize("text", ["", "  ", "…!?"])
def test_a_text_without_words_has_no_bands(text: str) -> None:
    assert text_bands(text) == ()


def test_a_short_text_has_bands_too() -> None:
    assert text_bands("Dozens killed") == text_bands("dozens  killed.")


def test_bands_do_not_depend_on_the_numbers() -> None:
    assert text_bands(WIRE) == text_bands(WIRE.replace("4,700", "300"))


@pytest.mark.parametrize(("changed", "least"), [(1, 0.995), (2, 0.97)])
def test_near_identical_texts_share_a_band(changed: int, least: float) -> None:
    random = Random(changed)
    texts = [random_text(random) for _ in range(400)]
    found = sum(
        shares_a_band(" ".join(text), " ".join(with_words_changed(text, changed, random)))
        for text in texts
    )
    assert found / len(texts) >= least


def test_unrelated_texts_rarely_share_a_band() -> None:
    random = Random(3)
    texts = [" ".join(random_text(random)) for _ in range(401)]
    shared = sum(shares_a_band(texts[0], other) for other in texts[1:])
    assert shared == 0


def test_unrelated_prose_shares_no_band() -> None:
    assert not shares_a_band(WIRE, OTHER)
