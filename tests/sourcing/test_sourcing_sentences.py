"""One printable sentence for each claim, in two languages, from templates one can override."""

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError
from claims.report.language import languages, overridden, slot_faults, words_in
from claims.report.markdown import render_markdown
from claims.report.model_claims import QuantityPart
from claims.report.sentence import sentence_of, with_sentences
from claims.vocab import Comparator, Hedge, Modality, SourceKind, Stance, Standing
from tests.sourcing.literals import chain, claim, figure, hop, report

if TYPE_CHECKING:
    from claims.desk import Desk

EN, DE = words_in("en"), words_in("de")


def said(language: str = "en", **fields: Any) -> str:
    pieces = sentence_of(claim(**fields), figure(), words_in(language))
    return "".join(piece.text for piece in pieces)


def quantity(comparator: Comparator, **fields: Any) -> QuantityPart:
    known = {"printed": "x", "value": None, "low": None, "high": None, "unit": "casualties"}
    more = {"convention": None, "meaning": "", "comparator": comparator}
    return QuantityPart(**{**known, **more, **fields})


def test_a_number_with_its_chain_its_hedge_and_its_support() -> None:
    assert said(standing=Standing.SINGLE_ORIGIN) == (
        "NIS, via Lee Seong-kweun, as reported by Yonhap on 30 April 2025, put casualties at "
        "around 4,700, hedged likely; one origin, no independent corroboration on record."
    )


def test_the_same_in_german() -> None:
    assert said("de", standing=Standing.SINGLE_ORIGIN) == (
        "Laut NIS, über Lee Seong-kweun, wie Yonhap am 30. April 2025 berichtet, beträgt die Zahl "
        "für „casualties“ rund 4.700, mit dem Vorbehalt „likely“ (wahrscheinlich); ein Ursprung, "
        "keine unabhängige Bestätigung verzeichnet."
    )


def test_what_bends_and_what_holds_back_is_set_off() -> None:
    pieces = sentence_of(claim(), figure(), EN)
    assert [piece.text for piece in pieces if piece.set_off] == ["around", "likely"]


@pytest.mark.parametrize(
    ("given", "en", "de"),
    [
        (quantity(Comparator.EXACT, value=4700), "4,700", "4.700"),
        (quantity(Comparator.NONE, value=0), "at 0", " 0"),
        (quantity(Comparator.AT_LEAST, low=12), "at least 12", "mindestens 12"),
        (quantity(Comparator.MORE_THAN, low=12), "more than 12", "mehr als 12"),
        (quantity(Comparator.UP_TO, high=20), "up to 20", "bis zu 20"),
        (quantity(Comparator.FEWER_THAN, high=12), "fewer than 12", "weniger als 12"),
        (quantity(Comparator.BETWEEN, low=15, high=18), "between 15 and 18", "zwischen 15 und 18"),
        (quantity(Comparator.EXACT, value="1234.5"), "1,234.5", "1.234,5"),
        (quantity(Comparator.EXACT, value=9, unit="USD"), "9 USD", "9 USD"),
        (quantity(Comparator.VAGUE, printed="dozens"), "“dozens”", "„dozens“"),
    ],
)
def test_every_comparator_has_its_words(given: QuantityPart, en: str, de: str) -> None:
    assert en in said(quantity=given)
    assert de in said("de", quantity=given)


@pytest.mark.parametrize(
    ("date", "en", "de"),
    [
        ("2025-04-03", "on 3 April 2025", "am 3. April 2025"),
        ("2025-03", "in March 2025", "im März 2025"),
        ("2025", "in 2025", "im Jahr 2025"),
        ("2024-12?", "in December 2024 (uncertain)", "im Dezember 2024 (unsicher)"),
        ("2025-06-17~", "on 17 June 2025 (approximate)", "am 17. Juni 2025 (ungefähr)"),
        (
            "2025-01-02/2025-04-03",
            "between 2 January 2025 and 3 April 2025",
            "im Zeitraum 2. Januar 2025 bis 3. April 2025",
        ),
        (
            "2025-04-30T14:05Z",
            "on 30 April 2025 at 14:05 UTC",
            "am 30. April 2025 um 14:05 Uhr UTC",
        ),
    ],
)
def test_every_precision_of_a_date_has_its_words(date: str, en: str, de: str) -> None:
    assert en in said(said=date, published=None)
    assert de in said("de", said=date, published=None)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_of_claim_has_its_sentence(language: str) -> None:
    for stance, modality, standing in product(Stance, Modality, Standing):
        text = said(language, stance=stance, modality=modality, standing=standing)
        assert text.endswith(".")
        assert "{" not in text


def test_a_denial_is_never_told_as_a_number() -> None:
    text = said(stance=Stance.DENIES)
    assert "issued a denial" in text
    assert "put casualties at" not in text


def test_a_plan_is_told_as_a_plan() -> None:
    assert "as planned and not as having happened" in said(modality=Modality.PLANNED)


def test_what_was_logged_by_mistake_is_not_for_print() -> None:
    assert said(withdrawn="twice").startswith("Not for print")


def test_an_unnamed_speaker_is_said_to_be_one() -> None:
    hops = (hop("officials", 0, "origin", kind=SourceKind.UNNAMED), *chain()[2:])
    assert said(chain=hops).startswith("An unnamed speaker (“officials”), as reported by Yonhap")


def test_a_relay_that_is_less_sure_is_told() -> None:
    doubting = {"cue": "claimed", "hedge": Hedge.ALLEGED, "hedge_given": True}
    hops = (chain()[0], hop("Yonhap", 1, "reporter", **doubting))
    assert "hedged likely, which Yonhap passed on as claimed;" in said(chain=hops)


def test_both_languages_have_every_word() -> None:
    assert languages() == ["de", "en"]
    for table in set(EN.model_fields_set) - {"language"}:
        assert set(getattr(DE, table)) == set(getattr(EN, table))


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_template_asks_for_a_slot_that_is_not_filled(language: str) -> None:
    words = words_in(language)
    for table in set(EN.model_fields_set) - {"language"}:
        for key, template in getattr(words, table).items():
            assert list(slot_faults(table, key, template)) == []


def test_a_newsroom_overrides_what_it_likes() -> None:
    words = overridden(EN, '[sentences]\nnumber = "{origin}: {quantity} {unit}, we hear."')
    pieces = sentence_of(claim(), figure(), words)
    assert "".join(one.text for one in pieces) == "NIS: around 4,700 casualties, we hear."
    assert words.sentences["denies"] == EN.sentences["denies"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[sentences]\nnumber = "{nobody}"', "[sentences] number: there is no slot {nobody}"),
        ('[sentences]\nodd = "x"', "[sentences] odd: there is no such key"),
        ('[nothing]\na = "x"', "there is no table [nothing]"),
        ("[sentences]\nnumber = 1", "its value is not text"),
        ('[sentences]\nnumber = "{origin"', "its braces do not fit"),
        ('[sentences]\nnumber = "{origin.real}"', "there is no slot {origin.real}"),
        ('[sentences]\nnumber = "{origin!r}"', "a slot is a bare name"),
        ('[headings]\nsummary = "{origin}"', "there is no slot {origin} here; there is none"),
        ("[sentences", "it is not TOML"),
        ('number = "x"', "there is no table [number]"),
    ],
)
def test_words_that_do_not_fit_are_refused_with_their_place(text: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        overridden(EN, text)
    assert place in refused.value.message


def test_an_unknown_language_is_refused(desk: "Desk") -> None:
    with pytest.raises(InputError, match="no words in 'xx'"):
        desk.sourcing(tag="a", language="xx")


def test_a_report_in_german_has_german_headings_and_standings() -> None:
    text = render_markdown(with_sentences(report(), DE))
    for words in ("# Quellenbericht: ", "## Zusammenfassung", "**Nicht bestätigt**", "umstritten"):
        assert words in text
    assert "**In einem Satz:** Laut NIS" in text
    assert "*rund* 4.700" in text


def test_the_language_is_told_in_the_structure() -> None:
    made = with_sentences(report(), DE)
    assert (made.language, made.claims[0].sentence[:8]) == ("de", "Laut NIS")
