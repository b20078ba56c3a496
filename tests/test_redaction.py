"""What stands in for a redacted record: what others hang on is kept, what was said is not."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from claims.cli.output import is_redacted
from claims.records import RECORDS, Claim, Link, Record, Report, SigningKey, Source
from claims.redaction import Redaction, is_stand_in, stand_in, tells_of_redaction, words_in
from claims.values.chain import Chain, Hop
from claims.values.identity import new_id, short_ref
from claims.values.quantity import parse_quantity
from claims.vocab import Hedge, Kind, SourceKind

SECRET = "SECRET"
REDACTION = Redaction(by="mj", on=date(2025, 7, 7), reason="a court\nordered it")
WORDS = "[redacted by mj on 2025-07-07: a court ordered it]"


def identity(number: int) -> UUID:
    return new_id(datetime(2025, 7, 7, tzinfo=UTC), number, bytes([number]) * 8)


ONE, TWO, THREE = map(identity, (1, 2, 3))
HOPS = (
    Hop(source=TWO, named_as=SECRET, cue=SECRET, hedge=Hedge.PROBABLE, original_term=SECRET),
    Hop(source=THREE, named_as=SECRET, language="ko"),
)
JUDGED: dict[str, Any] = {"reason": SECRET, "withdrawn": SECRET}
FULL: dict[Kind, dict[str, Any]] = {
    Kind.SOURCE: {
        "name": SECRET,
        "source_kind": "person",
        "country": "KR",
        "controlled_by": TWO,
        "aliases": (SECRET,),
        "note": SECRET,
    },
    Kind.FIGURE: {
        "slug": SECRET,
        "title": SECRET,
        "unit": SECRET,
        "basis": "cumulative",
        "measure": SECRET,
        "population": SECRET,
        "place": SECRET,
        "since": "2024-10",
        "part_of": TWO,
        "complete_parts": True,
        "parties": (THREE,),
        "note": SECRET,
    },
    Kind.REPORT: {
        "reporter": TWO,
        "url": SECRET,
        "version": 2,
        "supersedes": THREE,
        "byline": SECRET,
        "title": SECRET,
        "published": "2025-05-01",
        "language": "ko",
        "text_sha256": "ab",
        "note": SECRET,
    },
    Kind.CLAIM: {
        "key": "key",
        "statement": SECRET,
        "quote": SECRET,
        "quote_at": (1, 7),
        "figure": TWO,
        "quantity": parse_quantity("around 4,700"),
        "stance": "denies",
        "modality": "planned",
        "method": "count",
        "chain": Chain(HOPS),
        "report": THREE,
        "said": "2025",
        "as_of": "2025",
        "tags": (SECRET,),
        "note": SECRET,
    },
    Kind.LINK: {"claim": TWO, "relation": "repeats", "to": THREE, "basis": "human", **JUDGED},
    Kind.NOTICE: {
        "target": TWO,
        "target_kind": "claim",
        "date": "2025-06",
        "url": SECRET,
        **JUDGED,
    },
    Kind.REVIEW: {"claim": TWO, "revision": 3, "note": SECRET},
    Kind.STORY: {
        "url": SECRET,
        "title": SECRET,
        "date": "2025",
        "rests_on": (TWO,),
        "note": SECRET,
    },
    Kind.RULING: {
        "a": TWO,
        "a_kind": "source",
        "b": THREE,
        "b_kind": "claim",
        "same": True,
        **JUDGED,
    },
    Kind.REFUSAL: {"claim": TWO, "relation": "repeats", "to": THREE, "reason": SECRET},
    Kind.WAIVER: {"code": "jump", **JUDGED},
    Kind.RATING: {
        "claim": TWO,
        "author": TWO,
        "report": THREE,
        "text": SECRET,
        "value": "1",
        "best": "5",
        "worst": "1",
    },
}
KEPT: dict[Kind, set[str]] = {
    Kind.SOURCE: {"source_kind"},
    Kind.FIGURE: {"basis", "part_of", "complete_parts"},
    Kind.REPORT: {"reporter", "version", "supersedes", "published", "text_sha256"},
    Kind.CLAIM: {"key", "figure", "report"},
    Kind.LINK: {"claim", "relation", "to", "basis"},
    Kind.NOTICE: {"target", "target_kind", "date"},
    Kind.REVIEW: {"claim", "revision"},
    Kind.STORY: {"date", "rests_on"},
    Kind.RULING: {"a", "a_kind", "b", "b_kind", "same"},
    Kind.REFUSAL: {"claim", "relation", "to"},
    Kind.WAIVER: {"code"},
    Kind.RATING: {"claim", "author", "report"},
}


def full(kind: Kind) -> Record:
    return RECORDS[kind].from_payload(ONE, FULL[kind])


@pytest.mark.parametrize("kind", FULL)
def test_nothing_that_was_said_is_left(kind: Kind) -> None:
    left = stand_in(full(kind), REDACTION)

    assert SECRET in str(full(kind).payload())
    assert SECRET not in str(left.payload())


@pytest.mark.parametrize("kind", FULL)
def test_what_other_records_hang_on_is_kept(kind: Kind) -> None:
    before, after = full(kind), stand_in(full(kind), REDACTION)

    assert {name: getattr(after, name) for name in KEPT[kind]} == {
        name: getattr(before, name) for name in KEPT[kind]
    }


@pytest.mark.parametrize("kind", FULL)
def test_every_text_that_is_left_says_by_whom_when_and_why(kind: Kind) -> None:
    payload = stand_in(full(kind), REDACTION).payload()
    told = [value for value in payload.values() if "redacted by" in str(value)]

    assert told
    assert all("redacted by mj on 2025-07-07: a court ordered it]" in value for value in told)


def test_a_claim_counts_for_nothing_and_has_one_speaker_left() -> None:
    left = stand_in(full(Kind.CLAIM), REDACTION)

    assert isinstance(left, Claim)
    assert left.withdrawn == left.statement == WORDS
    assert left.chain == Chain((Hop(source=THREE),))
    assert (left.stance, left.modality, left.method) == ("asserts", "occurred", "unstated")


def test_what_must_be_unlike_any_other_has_its_reference_in_it() -> None:
    ref = short_ref(Kind.SOURCE, ONE)[2:]

    assert stand_in(full(Kind.SOURCE), REDACTION).called == f"[source s-{ref} {WORDS[1:]}"
    assert stand_in(full(Kind.FIGURE), REDACTION).called == f"redacted-{ref}"
    assert stand_in(full(Kind.STORY), REDACTION).payload()["url"] == f"redacted:t-{ref}"


def test_two_versions_of_a_redacted_report_are_items_of_their_own() -> None:
    versions = [Report(id=one, url="https://a.example", version=1) for one in (ONE, TWO)]
    keys = [stand_in(one, REDACTION) for one in versions]

    assert len({one.item_key for one in keys if isinstance(one, Report)}) == 2


@pytest.mark.parametrize("withdrawn", [None, SECRET])
def test_a_judgement_stands_or_falls_as_it_did(withdrawn: str | None) -> None:
    link = full(Kind.LINK)
    assert isinstance(link, Link)
    link = replace(link, withdrawn=withdrawn)

    left = asdict(stand_in(link, REDACTION))

    assert left["withdrawn"] == (None if withdrawn is None else WORDS)


@pytest.mark.parametrize("kind", FULL)
def test_redacting_what_stands_in_changes_nothing_but_the_words(kind: Kind) -> None:
    once = stand_in(full(kind), REDACTION)

    assert stand_in(once, REDACTION) == once


CHANGED_BY_HAND = (Kind.SOURCE, Kind.FIGURE, Kind.REPORT, Kind.CLAIM, Kind.STORY)


@pytest.mark.parametrize("kind", CHANGED_BY_HAND)
def test_what_stands_in_is_known_as_such(kind: Kind) -> None:
    left = stand_in(full(kind), REDACTION)

    assert is_stand_in(left)
    assert not is_stand_in(full(kind))
    assert "redacted by mj on 2025-07-07" in words_in(left)


def test_a_name_that_only_sounds_like_it_is_none() -> None:
    source = Source(id=ONE, name=WORDS, source_kind=SourceKind.PERSON)

    assert not is_stand_in(source)


def test_the_words_are_told_from_others_on_the_command_line_too() -> None:
    claim: Any = stand_in(full(Kind.CLAIM), REDACTION)

    assert tells_of_redaction(claim.statement)
    assert is_redacted(claim)
    assert not tells_of_redaction(SECRET)


def test_nothing_stands_in_for_a_key() -> None:
    key = SigningKey(id=ONE, public="key")

    with pytest.raises(TypeError, match="nothing stands in"):
        stand_in(key, REDACTION)


def test_every_other_kind_of_record_has_a_stand_in() -> None:
    assert set(FULL) == set(Kind) - {Kind.KEY}
