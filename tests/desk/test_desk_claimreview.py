"""Fact-checks into the record and out of it again; every page and name is made up."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError
from claims.schemas.views import PageSummary
from tests.desk.test_desk_export import MakeDesk, another
from tests.exports import exported, state
from tests.history import NAMES, live_a_while, seeds
from tests.readers.test_claimreview_reading import REVIEW, URL, page

if TYPE_CHECKING:
    from claims.desk import Desk

__all__ = ["another"]
Import = Callable[..., PageSummary]


@pytest.fixture
def imported(desk: "Desk", tmp_path: Path) -> Import:
    """Imports a page of these blocks."""

    def run(*blocks: object, name: str = "page.html", **options: Any) -> PageSummary:
        path = tmp_path / name
        content = page(*blocks) if name.endswith("html") else json.dumps(blocks)
        path.write_text(content, encoding="utf-8")
        summary = desk.import_file(path, **options)
        assert isinstance(summary, PageSummary)
        return summary

    return run


def counts(summary: PageSummary) -> tuple[int, ...]:
    given = (summary.read, summary.logged, summary.unchanged, summary.updated, summary.rejected)
    assert summary.read == sum(given[1:])
    return given


def test_a_fact_check_becomes_a_report_with_its_verdict_on_a_claim(
    desk: "Desk", imported: Import
) -> None:
    imported(REVIEW)

    claim = desk.show(f"{URL}#claim-1")
    assert (claim.source, claim.report.url) == ("Anna Mayor", "https://paper.example/7")
    (rating,) = claim.ratings
    assert (rating.text, rating.author, rating.report.url) == ("False", "The Checkers", URL)
    report = desk.report_view(URL)
    assert (report.reporter, report.published) == ("The Checkers", "2024-03-05")
    assert desk.source_view("Anna Mayor").kind == "person"
    assert desk.source_view("The Checkers").kind == "outlet"


def test_an_unnamed_speaker_counts_as_unknown(desk: "Desk", imported: Import) -> None:
    imported({**REVIEW, "itemReviewed": None})

    assert desk.source_view("unnamed speaker").kind == "unnamed"
    assert desk.show(f"{URL}#claim-1").standing == "unsourced"


def test_importing_again_changes_nothing(desk: "Desk", imported: Import) -> None:
    assert counts(imported(REVIEW)) == (1, 1, 0, 0, 0)
    before = exported(desk)

    assert counts(imported(REVIEW, name="again.jsonld")) == (1, 0, 1, 0, 0)
    assert exported(desk) == before


def test_a_changed_verdict_is_refused_or_a_revision(desk: "Desk", imported: Import) -> None:
    changed = {**REVIEW, "reviewRating": {"alternateName": "Half true"}}
    imported(REVIEW)

    assert counts(imported(changed)) == (1, 0, 0, 0, 1)
    assert counts(imported(changed, update=True)) == (1, 0, 0, 1, 0)
    (rating,) = desk.trace(f"{URL}#claim-1").ratings
    assert rating.text == "Half true"


def test_the_same_review_twice_in_a_page_is_one(desk: "Desk", imported: Import) -> None:
    assert counts(imported(REVIEW, REVIEW)) == (2, 1, 1, 0, 0)
    assert len(desk.trace(f"{URL}#claim-1").ratings) == 1


def test_broken_blocks_are_kept_with_their_place(
    desk: "Desk", imported: Import, tmp_path: Path
) -> None:
    summary = imported('{"@type": "ClaimReview", "x": "a "b""}', REVIEW, {"@type": "WebSite"})

    assert counts(summary) == (2, 1, 0, 0, 1)
    assert (summary.blocks, summary.blocks_read) == (3, 1)
    assert (summary.blocks_malformed, summary.blocks_other) == (1, 1)
    (kept,) = (tmp_path / "page.html.rejected.jsonl").read_text("utf-8").splitlines()
    line = json.loads(kept)
    assert (line["line"], line["block"], line["code"]) == (1, 1, "json_unreadable")
    assert line["raw"] == '{"@type": "ClaimReview", "x": "a "b""}'


def test_a_review_that_says_nothing_is_refused_alone(imported: Import) -> None:
    summary = imported({"@type": "ClaimReview", "url": URL}, {**REVIEW, "url": URL + "0"})

    assert counts(summary) == (2, 1, 0, 0, 1)


def test_a_page_without_any_is_no_error(desk: "Desk", tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_text("<p>nothing</p>", encoding="utf-8")

    summary = desk.import_file(path)

    assert isinstance(summary, PageSummary)
    assert (summary.read, summary.pages, summary.pages_without) == (0, 1, 1)


def test_a_page_that_is_not_there_is_told(desk: "Desk", tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        desk.import_file(tmp_path / "none.html")


def test_json_is_read_for_reviews_where_that_is_asked_for(desk: "Desk", tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([REVIEW]), encoding="utf-8")

    assert desk.import_file(path, format="claimreview").logged == 1


# Out


def reviews(desk: "Desk") -> list[dict[str, Any]]:
    found = json.loads(exported(desk, format="claimreview"))
    assert isinstance(found, list)
    return found


def check_moves(desk: "Desk", other: "Desk", folder: Path) -> bytes:
    """Export, import into an empty database, export there: the same bytes."""
    content = exported(desk, format="claimreview")
    path = folder / "reviews.jsonld"
    path.write_bytes(content)
    summary = other.import_file(path)
    assert (summary.rejected, summary.read) == (0, len(json.loads(content)))
    assert exported(other, format="claimreview") == content
    return content


def test_a_rating_is_written_as_it_came(desk: "Desk", imported: Import) -> None:
    imported(REVIEW)

    (review,) = reviews(desk)

    scale = {name: str(value) for name, value in REVIEW["reviewRating"].items()}
    assert review == {**REVIEW, "reviewRating": scale}


def test_claims_without_a_rating_are_left_out_and_counted(desk: "Desk", imported: Import) -> None:
    left_out: list[int] = []
    desk.log("Another", reporter="The Paper")
    desk.withdraw(desk.log("A third", reporter="The Paper"), reason="by mistake")
    imported(REVIEW)

    found = b"".join(desk.export("claimreview", left_out=left_out.append))

    assert (len(json.loads(found)), left_out) == (1, [1])


def test_nothing_rated_is_an_empty_array(desk: "Desk") -> None:
    assert exported(desk, format="claimreview") == b"[]\n"


def test_what_was_withdrawn_is_not_written(desk: "Desk", imported: Import) -> None:
    imported(REVIEW, {**REVIEW, "claimReviewed": "Another"})
    desk.withdraw(f"{URL}#claim-1", reason="by mistake")
    desk.withdraw(desk.trace(f"{URL}#claim-2").ratings[0].ref, reason="by mistake")

    assert reviews(desk) == []


def test_no_tag_begins_in_what_is_written(desk: "Desk", imported: Import) -> None:
    imported({**REVIEW, "claimReviewed": "&lt;/script&gt; is a tag &amp;amp; a word"})

    content = exported(desk, format="claimreview")

    assert b"<" not in content
    (review,) = reviews(desk)
    assert review["claimReviewed"] == "&lt;/script> is a tag &amp;amp; a word"


def test_ids_have_no_place_in_it(desk: "Desk") -> None:
    with pytest.raises(InputError, match="no place for ids"):
        desk.export("claimreview", with_ids=True)


REQUIRED = {"@context", "@type", "url", "claimReviewed", "author", "itemReviewed", "reviewRating"}
ALLOWED = {
    "ClaimReview": REQUIRED | {"name", "datePublished", "inLanguage", "publisher"},
    "Claim": {"@type", "author", "datePublished", "appearance"},
    "CreativeWork": {"@type", "url", "name", "datePublished", "inLanguage", "publisher"},
    "Rating": {"@type", "ratingValue", "bestRating", "worstRating", "alternateName"},
    "Person": {"@type", "name"},
    "Organization": {"@type", "name"},
}


def check_vocabulary(node: Any) -> None:
    """Every type and member is one of schema.org's, every value a text or such a node."""
    assert set(node) <= ALLOWED[node["@type"]]
    for value in node.values():
        if isinstance(value, dict):
            check_vocabulary(value)
        else:
            assert isinstance(value, str)
            assert value


VARIETIES: tuple[dict[str, Any], ...] = (
    {},
    {"itemReviewed": None},
    {"itemReviewed": {"@type": "Claim", "author": ["Anna", "Ben"]}},
    {"itemReviewed": {"@type": "Claim", "appearance": "https://tube.example/5"}},
    {"itemReviewed": {"@type": "Claim", "appearance": {"name": "A speech"}}},
    {"author": {"@type": "Person", "name": "Cleo"}, "publisher": {"name": "The Checkers"}},
    {"author": None, "url": "https://www.third.example/1"},
    {"claimReviewed": "It&#039;s < 5 &amp;amp; <b>big</b>\n  &lt;b&gt;"},
    {"reviewRating": {"ratingValue": "-1.50", "worstRating": -2}},
    {"headline": "A check", "inLanguage": "en", "datePublished": "2024-03-05T10:00:00+0200"},
)


@pytest.mark.parametrize("number", range(len(VARIETIES)))
def test_each_form_moves_and_keeps_to_the_vocabulary(
    another: MakeDesk, tmp_path: Path, number: int
) -> None:
    desk, other = another(), another()
    path = tmp_path / "page.html"
    path.write_text(page({**REVIEW, **VARIETIES[number]}), encoding="utf-8")
    desk.import_file(path)

    content = check_moves(desk, other, tmp_path)

    assert json.loads(content)
    for review in json.loads(content):
        assert set(review) >= REQUIRED
        check_vocabulary(review)
    assert state(desk)["claim"].total() == state(other)["claim"].total()


@pytest.mark.parametrize("seed", seeds(1, 2, 3, 5))
def test_the_ratings_of_a_random_history_move(another: MakeDesk, tmp_path: Path, seed: int) -> None:
    desk, other = another(), another()
    live_a_while(desk, seed=seed, steps=150)
    standing = [one for one in desk.find(limit=500) if desk.show(one.ref).withdrawn is None]
    for number, one in enumerate(standing):
        place = number % 4
        url = f"https://checkers.example/x{place}"
        desk.rate(one.ref, f"Verdict {place}", by=NAMES[place], report=url)

    assert len(json.loads(check_moves(desk, other, tmp_path))) > 2
