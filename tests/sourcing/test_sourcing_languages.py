"""No word of ours stands in a report but those of its language: each is marked, and none is left.

The record speaks Greek, the words are English between two marks; so an English word without
marks is one that no language can change.
"""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claims
from claims.errors import InputError
from claims.messages import Told, counts, listed, number, row, tell
from claims.report.csv import render_csv
from claims.report.language import Words, overridden, words_in
from claims.report.markdown import DETAILED, render_markdown
from claims.report.markdown_difference import render_difference_markdown
from claims.report.marks import escaped, plain
from claims.report.paper.html import render_html
from claims.report.retelling import retold
from claims.report.sentence import with_sentences

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.report.model import SourcingReport
    from tests.ground import Clock

ENGLISH = words_in("en")
TABLES = sorted(set(Words.model_fields) - {"language"})
_LETTER = re.compile(r"[A-Za-z]")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
# What is no word of ours: addresses, references, hashes, identities, keys and codes of the test.
_DATA = re.compile(
    r"https?://\S+|\b[a-z]-[0-9a-z]{8}\b|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|SHA-256|UTC"
    r"|U\+[0-9A-F]{4}|\bk\d+\b|\btoll(-part)?\b|\bmj\b|\bX{0,3}[A-Z]?\b|×\d"
    r"|\{number\}|\{all\}|\ben\b|\bGR\b|\bpress-2026\b|\bUSD\b"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
URL = "https://newsroom.example/1"
TEXT = "Οι απώλειες είναι 4700, είπε η υπηρεσία."


def marked(template: str) -> str:
    """The template with all of its own words between marks."""
    told = []
    for words, slot, _, _ in Formatter().parse(template):
        told.append(f"⟦{words}⟧" if _LETTER.search(words) else words)
        told.append("" if slot is None else f"{{{slot}}}")
    return "".join(told)


@pytest.fixture(scope="module")
def words() -> Words:
    told = {
        table: {key: marked(text) for key, text in getattr(ENGLISH, table).items()}
        for table in TABLES
    }
    return Words(language="en", **told)


def unmarked(text: str) -> list[str]:
    """The words of ours in a document that no language could change."""
    plain = unescape(re.sub(r"\\(.)", r"\1", text))
    return _WORD.findall(_DATA.sub(" ", _MARKED.sub(" ", plain)))


class _Texts(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("style", "script")
        self.found += [] if tag in ("wbr", "bdi") else [" "]
        told = ("aria-label", "alt", "title", "data-t", "data-found", "data-origins")
        self.found += [f" {value} " for name, value in attrs if name in told]

    def handle_endtag(self, tag: str) -> None:
        self.hidden = self.hidden and tag not in ("style", "script")
        self.found += [] if tag in ("wbr", "bdi") else [" "]

    def handle_data(self, data: str) -> None:
        self.found += [] if self.hidden else [data]


def texts_of(page: str) -> str:
    reader = _Texts()
    reader.feed(page)
    return re.sub(r"[⟨‹]U\+\w+[⟩›]", "", "".join(reader.found))


def log(desk: "Desk", key: str, quantity: str | None, **fields: Any) -> None:
    known = {
        "figure": "toll",
        "quantity": quantity,
        "source": "Υπηρεσία",
        "reporter": "Εφημερίδα",
        "said": "2025-04-30",
        "published": "2025-06-01",
        "report": {"url": f"https://wire.example/{key}", "title": f"Νέα {key}"},
    }
    desk.log(f"Απώλειες {key}", key=key, **{**known, **fields})


@pytest.fixture
def rich(desk: "Desk", clock: "Clock") -> "Desk":
    """A record with something of everything that a report tells."""
    desk.source("Κράτος", kind="government", country="GR")
    desk.source("Υπηρεσία", kind="agency", country="GR", aliases=["Οργανισμός"])
    desk.source("Γραφείο", kind="organisation", controlled_by="Πρακτορείο")
    desk.source("αξιωματούχοι", kind="unnamed")
    toll = {"title": "Απώλειες", "unit": "νεκροί", "basis": "cumulative", "since": "2024-10"}
    desk.figure("toll", parties=["Κράτος"], note="σημείωση", measure="ζωές", **toll)
    part = {"title": "Μέρος", "unit": "νεκροί", "basis": "cumulative"}
    desk.figure("toll-part", part_of="toll", **part)
    cued = {"hedge": "probable", "hedge_cue": "μάλλον"}
    kept = {"url": "https://wire.example/k1", "title": "Νέα", "language": "en", "text": TEXT}
    log(desk, "k1", "4700", quote="4700", tags=["λέξη"], note="σημείωση", report=kept, **cued)
    log(desk, "k2", "~4,700", source="Στρατός", via=["Βουλευτής", "αξιωματούχοι"], hedge="alleged")
    log(desk, "k3", "100-120", source="αξιωματούχοι", report="https://wire.example/k3")
    log(desk, "k4", ">9,000", source="Γραφείο", modality="planned", said=None)
    log(desk, "k5", "3000", source="Πρακτορείο", as_of="2025-05", said="2025-05-02")
    log(desk, "k6", None, source="Κράτος", stance="denies")
    log(desk, "k7", None, source="Κράτος", stance="declines", quote="Όχι", modality="ongoing")
    log(desk, "k8", "9,000", figure="toll-part", said="2025-05-01", method="count", report=kept)
    log(desk, "k9", "9,500", source="Αλλος", hedge="certain", said="2025-05-03")
    log(desk, "k10", None, figure=None, source="Αλλος", stance="no_evidence")
    log(desk, "k11", None, figure=None, source="Τρίτος", modality="hypothetical")
    log(desk, "k12", "2000", source="Υπηρεσία", said="2025-05-20", quote="2000")
    log(desk, "k13", "4700", source="Υπηρεσία", reporter="Αντίγραφο", hedge="certain")
    desk.story(URL, title="Ιστορία", date="2025-07-07", rests_on=["k1", "k2", "k9"])
    desk.waive("unreviewed", reason="όχι εδώ")
    clock.tick()
    for one, relation, two in (
        *(("k2", "corroborates", "k1"), ("k9", "contradicts", "k1"), ("k3", "repeats", "k2")),
        *(("k11", "denies", "k10"), ("k5", "corrects", "k4"), ("k13", "derived_from", "k1")),
        *(("k6", "contradicts", "k7"), ("k12", "qualifies", "k1")),
    ):
        made = desk.link(one, relation, two, reason="λόγος")
    desk.unlink(made.ref, reason="λάθος")
    desk.revise("k1", reason="διόρθωση", quantity="4800", stance="asserts", hedge="possible")
    desk.revise("k2", reason="διόρθωση", tags=["άλλο"])
    desk.review("k1", note="διαβάστηκε")
    desk.rule("Υπηρεσία", "distinct", "Αλλος", reason="λόγος")
    desk.rule("Στρατός", "same", "Τρίτος", reason="λόγος")
    desk.retract("k9", reason="λάθος", notice_date="2025-06-02")
    desk.withdraw("k8", reason="διπλό")
    desk.source("Υπηρεσία", note="γνωστή")
    desk.figure("toll", population="όλοι")
    clock.tick()
    return desk


def reports(desk: "Desk") -> Iterator["SourcingReport"]:
    yield desk.sourcing_report(figure=["toll", "toll-part"])
    yield desk.sourcing_report(claim="k1", since="2025-01", until="2026-01")
    yield desk.sourcing_report(report="https://wire.example/k1")
    yield desk.sourcing_report(source="Υπηρεσία")
    yield desk.sourcing_report(source="Πρακτορείο")
    yield desk.sourcing_report(tag="λέξη")
    yield desk.sourcing_report(story=URL)
    yield desk.sourcing_report(since="2025-01")
    yield desk.at(as_of="2030-01-01").sourcing_report(figure=["toll"])
    yield desk.at(known_by="2025-06-05").sourcing_report(figure=["toll"])


def test_every_word_of_a_report_is_of_its_language(rich: "Desk", words: Words) -> None:
    for report in reports(rich):
        told = with_sentences(report, words)
        assert unmarked(render_markdown(told)) == []
        assert unmarked(texts_of(render_html(told))) == []
        assert unmarked(render_csv(told).split("\r\n")[0]) == []


def test_every_word_of_a_register_is_of_its_language(rich: "Desk", words: Words) -> None:
    report = rich.sourcing_report(figure=["toll"])
    often = DETAILED // len(report.claims) + 1  # just so many that they stand in a register
    many = report.model_copy(update={"claims": report.claims * often})
    told = with_sentences(many, words)
    assert unmarked(render_markdown(told)) == []
    assert unmarked(texts_of(render_html(told))) == []


def test_every_word_of_a_difference_is_of_its_language(rich: "Desk", words: Words) -> None:
    for first in ("2020-01-01", "2025-07-07T12:00:30Z"):
        found = rich.sourcing_difference(first, "2030-01-01", figure=["toll", "toll-part"])
        told = render_difference_markdown(found.model_copy(update={"words": words}))
        assert unmarked(told) == []


def test_a_difference_in_german(rich: "Desk") -> None:
    text = rich.sourcing(diff=("2020-01-01", "2030-01-01"), figure=["toll"], language="de")
    assert text.startswith("# Was sich geändert hat: Απώλειες")
    assert "Zwischen den beiden Zeitpunkten aufgezeichnet" in text


def test_json_stays_english(rich: "Desk") -> None:
    en = rich.sourcing_report(figure=["toll"]).as_json()
    de = rich.sourcing_report(figure=["toll"], language="de").as_json()
    assert en["not_checked"] == de["not_checked"]
    assert en["figures"] == de["figures"]


def test_what_a_newsroom_leaves_out_is_as_it_was() -> None:
    told = tell("unreviewed", ENGLISH.told["unreviewed"], revision=3)
    own = overridden(ENGLISH, '[told]\nunreviewed = "Read revision {revision}!"')
    assert retold(told, ENGLISH) == told
    assert retold(told, own) == "Read revision 3!"
    gap = tell("gap_said", ENGLISH.told["gap_said"])
    assert retold(gap, own) == gap


def test_parts_are_told_anew_with_their_numbers() -> None:
    de = words_in("de")
    parts = listed((counts(2, "claim", "claims"), number(Decimal(4700), "4,700")))
    assert parts == "2 claims and 4,700"
    assert retold(row((parts, "Name"), ": "), de) == "2 Aussagen und 4.700: Name"


def _calls() -> Iterator[tuple[str, str]]:
    """Each name with its English, as the code tells it."""
    for path in Path(claims.__file__).parent.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(code)) if "tell(" in code else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tell":
                given = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if len(given) == 2:
                    yield str(given[0]), str(given[1])


def test_the_code_says_what_the_table_says() -> None:
    told = dict(_calls())
    assert len(told) > 100
    assert {name: ENGLISH.told.get(name) for name in told} == told


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_count_has_its_number_and_a_name_its_words(language: str) -> None:
    for key, template in words_in(language).counts.items():
        assert "{number}" in template
        if language == "en":
            assert template == f"{{number}} {key.replace('_', ' ')}"


def test_a_told_sentence_is_its_english_to_whoever_reads_it() -> None:
    told = tell("until", "until {date}", date="2025")
    assert (told, hash(told), type(told)) == ("until 2025", hash("until 2025"), Told)
    assert "until {date}".format(date="{x}") == tell("until", "until {date}", date="{x}")


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ('\n[lines]\nscope = "x"', 3, "the slot {claims} is missing"),
        ('[headings]\nsumary = "x"', 2, "did you mean summary?"),
        ('[headings]\n\n[heading]\na = "x"', 3, "did you mean headings?"),
        ('[counts]\nclaim = "{number} {x}"', 2, "there is no slot {x} here"),
        ("[counts]\nclaim = ", 2, "it is not TOML"),
    ],
)
def test_a_fault_in_a_newsrooms_words_has_its_line(text: str, line: int, fault: str) -> None:
    with pytest.raises(InputError) as refused:
        overridden(ENGLISH, text)
    assert refused.value.place.line == line
    assert fault in refused.value.message


@given(st.text(st.sampled_from("Ww. :/-+=1a)“”#*_[]<|\\\n\u202e ")) | st.text())
def test_plain_words_are_escaped_as_all_others_are(text: str) -> None:
    assert plain(text) == escaped(text)
