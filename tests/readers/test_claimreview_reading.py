"""ClaimReviews as they are met into drafts; every page and name is made up."""

import io
import json
from typing import Any

import pytest

from claims.formats.readers import Line
from claims.formats.readers.claimreview import Seen, read_claimreview
from claims.schemas.drafts import ClaimDraft
from claims.schemas.fields import read_draft

URL = "https://checkers.example/9"
SCHEMA = "https://schema.org"
REVIEW: dict[str, Any] = {
    "@context": SCHEMA,
    "@type": "ClaimReview",
    "url": URL,
    "datePublished": "2024-03-05",
    "claimReviewed": "The bridge cost nine million",
    "author": {"@type": "Organization", "name": "The Checkers"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Anna Mayor"},
        "datePublished": "2024-03-01",
        "appearance": {"@type": "CreativeWork", "url": "https://paper.example/7"},
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": "5",
        "worstRating": "1",
        "alternateName": "False",
    },
}
REPORT = {"url": URL, "published": "2024-03-05", "reporter": "The Checkers"}
RATING = {
    "text": "False",
    "value": "1",
    "best": "5",
    "worst": "1",
    "author": "The Checkers",
    "report": REPORT,
}
DRAFT = {
    "key": f"{URL}#claim-1",
    "statement": "The bridge cost nine million",
    "report": {"url": "https://paper.example/7"},
    "said": "2024-03-01",
    "source": "Anna Mayor",
    "ratings": [RATING],
    "source_kinds": {"Anna Mayor": "person"},
}


def page(*blocks: object) -> str:
    scripts = (
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}'
        "</script>"
        for one in blocks
    )
    return f"<!doctype html><html><head>{''.join(scripts)}</head></html>"


def read(content: str | bytes) -> tuple[list[Line], Seen]:
    seen = Seen()
    raw = content if isinstance(content, bytes) else content.encode()
    lines = list(read_claimreview(io.BytesIO(raw), seen))
    assert seen.blocks == seen.blocks_read + seen.blocks_malformed + seen.blocks_other
    return lines, seen


def drafts(content: str | bytes) -> list[dict[str, Any]]:
    lines, _ = read(content)
    return [line.fields for line in lines if line.fields is not None]


def draft(**changed: Any) -> dict[str, Any]:
    (found,) = drafts(json.dumps({**REVIEW, **changed}))
    read_draft(ClaimDraft, found)
    return found


def item(**changed: Any) -> dict[str, Any]:
    return draft(itemReviewed={**REVIEW["itemReviewed"], **changed})


def notes(**changed: Any) -> list[str]:
    return read(json.dumps({**REVIEW, **changed}))[1].notes


# Where it stands


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(REVIEW),
        json.dumps([REVIEW]),
        json.dumps({"@context": SCHEMA, "@graph": [{"@type": "WebPage"}, REVIEW]}),
        json.dumps({"@type": "Article", "mainEntity": REVIEW}),
        json.dumps({"@type": "NewsArticle", "hasPart": [{"@type": "Thing"}, REVIEW]}),
        json.dumps({"@type": "Article", "review": [[REVIEW]]}),
        page(REVIEW),
        page({"@type": "WebSite"}, REVIEW),
        page([{"@type": "WebSite"}, REVIEW]),
        page("\n<!-- " + json.dumps(REVIEW) + " -->\n"),
        "﻿" + page(REVIEW),
        json.dumps({"url": URL, "html": page(REVIEW)}),
    ],
)
def test_it_is_found_wherever_it_stands(content: str) -> None:
    assert drafts(content) == [DRAFT]


def test_several_blocks_of_a_page_are_read_in_their_order() -> None:
    other = {**REVIEW, "claimReviewed": "The bridge fell"}

    found = drafts(page(REVIEW, [other]))

    assert [one["statement"] for one in found] == [DRAFT["statement"], "The bridge fell"]
    assert [one["key"] for one in found] == [f"{URL}#claim-1", f"{URL}#claim-2"]


def test_the_same_again_has_the_same_key() -> None:
    changed = {**REVIEW, "reviewRating": {"alternateName": "True"}}

    found = drafts(page(REVIEW, REVIEW, changed))

    assert {one["key"] for one in found} == {f"{URL}#claim-1"}


@pytest.mark.parametrize(
    "kind",
    [
        "schema:ClaimReview",
        "http://schema.org/ClaimReview",
        ["Review", "ClaimReview"],
        ["ClaimReview"],
    ],
)
def test_a_type_is_known_in_all_its_forms(kind: object) -> None:
    assert draft(**{"@type": kind}) == DRAFT


@pytest.mark.parametrize("context", [None, SCHEMA, [SCHEMA], {"@vocab": "http://schema.org/"}])
def test_a_context_of_any_form_is_taken(context: object) -> None:
    assert draft(**{"@context": context}) == DRAFT


@pytest.mark.parametrize("prefix", ["schema:", "http://schema.org/", "https://schema.org/"])
def test_members_are_known_by_their_full_names(prefix: str) -> None:
    review = {
        name if name.startswith("@") else f"{prefix}{name}": value for name, value in REVIEW.items()
    }

    assert drafts(json.dumps(review)) == [DRAFT]


def test_lists_stand_where_a_scalar_is_expected_and_the_other_way_round() -> None:
    review = {name: value if name.startswith("@") else [value] for name, value in REVIEW.items()}
    review["itemReviewed"] = [{**REVIEW["itemReviewed"], "author": [["Anna Mayor"]]}]

    (found,) = drafts(json.dumps(review))

    assert found == {name: value for name, value in DRAFT.items() if name != "source_kinds"}


def test_references_within_a_graph_are_followed() -> None:
    graph = [
        {"@id": "#checkers", "@type": "Organization", "name": "The Checkers"},
        {"@id": "#claim", **REVIEW["itemReviewed"]},
        {**REVIEW, "author": {"@id": "#checkers"}, "itemReviewed": {"@id": "#claim"}},
    ]

    assert drafts(json.dumps({"@graph": graph})) == [DRAFT]


def test_a_reference_that_leads_in_a_circle_ends() -> None:
    graph = [
        {"@id": "a", "@type": "WebPage", "mainEntityOfPage": {"@id": "b"}},
        {"@id": "b", "@type": "WebPage", "mainEntityOfPage": {"@id": "a"}},
        {**REVIEW, "url": None, "mainEntityOfPage": {"@id": "a"}},
    ]

    (found,) = drafts(json.dumps({"@graph": graph}))

    assert "url" not in found["ratings"][0]["report"]


# What is told


def test_what_is_no_claimreview_is_counted() -> None:
    lines, seen = read(page({"@type": "WebSite"}, "", [1, "two", None]))

    assert lines == []
    assert (seen.pages, seen.pages_without, seen.blocks, seen.blocks_other) == (1, 0, 3, 3)


@pytest.mark.parametrize("content", ["", "<html></html>", "just text", "<script>1</script>"])
def test_a_page_without_a_block_is_told(content: str) -> None:
    lines, seen = read(content)

    assert (lines, seen.pages, seen.pages_without, seen.blocks) == ([], 1, 1, 0)


def test_a_broken_block_is_a_line_with_its_place_and_costs_only_itself() -> None:
    broken = '{"@type": "ClaimReview",\n "claimReviewed": "He said "no""}'

    lines, seen = read(page(broken, REVIEW))

    assert [line.fields is None for line in lines] == [True, False]
    assert (seen.blocks_read, seen.blocks_malformed) == (1, 1)
    error = lines[0].error
    assert error is not None
    assert lines[0].number == 2
    assert "block 1, column 29" in error.message
    assert lines[0].kept == {"block": 1, "column": 29, "raw": broken}


def test_what_was_mended_is_noted_with_its_place() -> None:
    _, seen = read("<p>\n" + page(json.dumps(REVIEW)[:-1] + ",}"))

    (note,) = seen.notes
    assert note.startswith("block 1 at line 2, column 63: repaired: a comma before a closing")


def test_microdata_is_counted_and_noted() -> None:
    _, seen = read('<div itemscope itemtype="http://schema.org/ClaimReview"></div>')

    assert (seen.microdata, seen.blocks) == (1, 0)
    assert "seen, and not read" in seen.notes[0]


def test_json_lines_of_reviews_and_pages_are_pages_each() -> None:
    second = {"url": "https://checkers.example/10", "html": page({**REVIEW, "url": None})}
    content = "\n".join([json.dumps(REVIEW), "", json.dumps(second), '{"@type": "ClaimReview"'])

    lines, seen = read(content)

    assert [line.number for line in lines] == [1, 3, 4]
    assert [line.fields and line.fields["key"] for line in lines] == [
        f"{URL}#claim-1",
        "https://checkers.example/10#claim-1",
        None,
    ]
    assert seen.pages == 3


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("euc-kr", "EUC-KR"), ("utf-16", "utf-8")],
)
def test_a_page_is_read_in_its_own_encoding(encoding: str, declared: str) -> None:
    statement = "서울" if encoding == "euc-kr" else "Café"
    text = json.dumps({**REVIEW, "claimReviewed": statement}, ensure_ascii=False)

    (found,) = drafts(f'<meta charset="{declared}">{page(text)}'.encode(encoding))

    assert found["statement"] == statement


def test_bytes_that_are_no_text_cost_only_their_block() -> None:
    content = page('{"a": "XX"}', REVIEW).encode().replace(b"XX", b"\xff")

    lines, _ = read(content)

    assert [line.error and line.error.code for line in lines] == ["text_not_utf8", None]
    assert "\\xff" in lines[0].raw


# The claim


def test_joint_speakers_are_a_claim_each() -> None:
    both = {**REVIEW["itemReviewed"], "author": [{"name": "Anna"}, "Ben", {"name": "Anna"}]}

    found = drafts(json.dumps({**REVIEW, "itemReviewed": both}))

    assert [one["source"] for one in found] == ["Anna", "Ben"]
    assert [one["key"][-1] for one in found] == ["1", "2"]


@pytest.mark.parametrize("author", [None, "", {}, {"name": " "}, "Unknown", [{"name": "N/A"}]])
def test_a_speaker_who_is_not_named_is_not_made_up(author: object) -> None:
    found = item(author=author)

    assert found["source"] == "unnamed speaker"
    assert found["source_kinds"]["unnamed speaker"] == "unnamed"
    assert found["reporter"] == "paper.example"


def test_without_speaker_and_place_the_checker_reports_it() -> None:
    found = draft(itemReviewed=None)

    assert (found["source"], found["reporter"]) == ("unnamed speaker", "The Checkers")
    assert found["report"] == {"url": URL, "published": "2024-03-05"}


def test_a_speaker_without_a_place_is_reported_by_the_checker() -> None:
    found = item(appearance=None)

    assert (found["source"], found["reporter"]) == ("Anna Mayor", "The Checkers")
    assert found["report"]["url"] == URL


def test_the_place_has_its_own_title_date_and_outlet() -> None:
    place = {
        "@type": "NewsArticle",
        "headline": "Bridge &amp; budget",
        "url": "/7",
        "@id": "https://paper.example/7",
        "datePublished": "2024-03-02T08:00:00Z",
        "publisher": {"@type": "Organization", "name": "The Paper"},
    }

    found = item(appearance=[place])

    assert found["reporter"] == "The Paper"
    assert found["report"] == {
        "url": "https://paper.example/7",
        "title": "Bridge & budget",
        "published": "2024-03-02T08:00:00Z",
    }


def test_the_first_appearance_is_the_report_and_the_others_are_noted() -> None:
    found = item(
        firstAppearance="https://first.example/1",
        appearance=["https://second.example/2", {"name": "A speech"}, "https://first.example/1"],
    )

    assert found["report"] == {"url": "https://first.example/1"}
    assert found["note"] == "also appeared at: https://second.example/2; A speech"


def test_the_fact_check_itself_is_no_place_of_the_claim() -> None:
    assert item(appearance={"url": URL})["reporter"] == "The Checkers"


def test_in_the_older_form_the_work_itself_is_the_place() -> None:
    work = {
        "@type": "CreativeWork",
        "author": {"@type": "Organization", "name": "A Ministry"},
        "datePublished": "2016-06-22",
        "url": "https://ministry.example/1",
        "name": "A statement",
    }

    found = draft(itemReviewed=work)

    assert (found["source"], found["said"]) == ("A Ministry", "2016-06-22")
    assert found["report"] == {
        "url": "https://ministry.example/1",
        "title": "A statement",
        "published": "2016-06-22",
    }


def test_a_person_who_is_reviewed_is_the_speaker() -> None:
    found = draft(itemReviewed={"@type": "Person", "name": "Anna Mayor"})

    assert (found["source"], found["reporter"]) == ("Anna Mayor", "The Checkers")


def test_the_claim_is_told_by_the_item_where_the_review_does_not() -> None:
    review = {**REVIEW, "itemReviewed": {**REVIEW["itemReviewed"], "text": "It fell"}}
    del review["claimReviewed"]

    assert drafts(json.dumps(review))[0]["statement"] == "It fell"


def test_entities_and_tags_in_a_statement_are_text() -> None:
    statement = "<p>It&#039;s &quot;nine&quot; &amp; more</p>"

    assert draft(claimReviewed=statement)["statement"] == 'It\'s "nine" & more'


# Dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-05", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("2024-03-05T10:00:00Z", "2024-03-05T10:00:00Z"),
        ("2024-03-05T10:00:00+0200", "2024-03-05T10:00:00+02:00"),
        ("2024-03-05 10:00:00 +02:00", "2024-03-05T10:00:00+02:00"),
        ("2024-03-05T10:00:00.123Z", "2024-03-05T10:00:00.123Z"),
        ("2024-03-05T10:00", "2024-03-05"),
        ("2024-03-05 10:00:00", "2024-03-05"),
    ],
)
def test_a_date_keeps_its_precision(text: str, date: str) -> None:
    assert draft(datePublished=text)["ratings"][0]["report"]["published"] == date


@pytest.mark.parametrize("text", ["2024-02-30", "March 5, 2024", "05/03/2024", "0000-00-00"])
def test_a_date_that_is_none_costs_only_itself_and_is_told(text: str) -> None:
    assert "published" not in draft(datePublished=text)["ratings"][0]["report"]
    assert "the date of the fact-check is left out" in notes(datePublished=text)[0]


def test_a_claim_dated_after_its_report_loses_the_date_and_it_is_told() -> None:
    late = {**REVIEW["itemReviewed"], "appearance": None, "datePublished": "2024-05"}

    assert "said" not in draft(itemReviewed=late)
    assert "2024-05 is after 2024-03-05" in notes(itemReviewed=late)[0]


# The verdict


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"alternateName": "False"}, {"text": "False"}),
        ({"name": "False"}, {"text": "False"}),
        ("False", {"text": "False"}),
        ([{"alternateName": ["False"]}], {"text": "False"}),
        ({"ratingValue": 3}, {"value": "3"}),
        ({"ratingValue": "3.50", "bestRating": 5.0}, {"value": "3.50", "best": "5.0"}),
        ({"ratingValue": -1, "worstRating": "-1"}, {"value": "-1", "worst": "-1"}),
        ({"ratingValue": "None", "alternateName": "Mixed"}, {"text": "Mixed"}),
        ({"ratingValue": "Mostly false"}, {"text": "Mostly false"}),
        ({"ratingValue": 1, "bestRating": "None", "worstRating": ""}, {"value": "1"}),
        ({"ratingValue": 0, "alternateName": "Zero"}, {"value": "0", "text": "Zero"}),
    ],
)
def test_a_verdict_is_what_was_printed(rating: object, expected: dict[str, str]) -> None:
    (found,) = draft(reviewRating=rating)["ratings"]

    verdict = {name: value for name, value in found.items() if name not in ("author", "report")}
    assert verdict == expected


@pytest.mark.parametrize("rating", [None, {}, {"ratingValue": "None"}, {"@type": "Rating"}])
def test_a_review_without_a_verdict_is_a_claim_without_a_rating(rating: object) -> None:
    assert "ratings" not in draft(reviewRating=rating)
    assert notes(reviewRating=rating)


def test_the_author_rates_and_the_publisher_reports() -> None:
    found = draft(
        author=[{"@type": "Person", "name": "Cleo"}, {"@type": "Person", "name": "Dan"}],
        publisher={"@type": "Organization", "name": "The Checkers"},
    )

    (rating,) = found["ratings"]
    assert (rating["author"], rating["report"]["reporter"]) == ("Cleo", "The Checkers")
    assert rating["report"]["byline"] == "Dan"
    assert found["source_kinds"]["Cleo"] == "person"


@pytest.mark.parametrize("author", [None, "", {"@type": "Organization"}])
def test_without_an_author_the_site_has_rated(author: object) -> None:
    assert draft(author=author)["ratings"][0]["author"] == "checkers.example"


def test_an_author_with_an_address_alone_is_called_by_its_site() -> None:
    author = {"@type": "Organization", "url": "https://www.checkers.example/about"}

    assert draft(author=author)["ratings"][0]["author"] == "checkers.example"


def test_a_review_without_an_address_has_that_of_its_page() -> None:
    canonical = '<link rel="canonical" href="https://checkers.example/page">'

    (found,) = drafts(canonical + page({**REVIEW, "url": None}))

    assert found["key"] == "https://checkers.example/page#claim-1"


def test_a_review_without_any_address_has_a_key_of_what_it_says() -> None:
    review = {**REVIEW, "url": None}
    changed = {**review, "reviewRating": {"alternateName": "True"}}

    keys = [one["key"] for one in drafts(json.dumps([review, changed]))]

    assert keys[0] == keys[1]
    assert keys[0].startswith("claimreview:")


def test_a_title_longer_than_any_is_left_out_and_told() -> None:
    assert "title" not in draft(headline="x" * 501)["ratings"][0]["report"]
    assert any("501 characters" in note for note in notes(headline="x" * 501))
