"""Finding claims: what each condition takes, their joining, their order, and pages."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from claims.store.engine import reading
from claims.store.queries.search import Search, search
from claims.values.dates import parse_date
from claims.vocab import Hedge
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock


def find(desk: "Desk", **wanted: Any) -> list[str | None]:
    """The keys of what is found."""
    with reading(desk._engine) as connection:
        return [one.record.key for one in search(connection, Search(**wanted))]


@pytest.fixture
def three(desk: "Desk", claim_factory: Make, clock: "Clock") -> None:
    """Three claims, logged one after the other."""
    claim_factory(
        key="a",
        statement="Soldiers fell near Kursk",
        source="NIS",
        hedge="probable",
        tags=["war"],
        said="2025-04-30",
    )
    clock.tick()
    claim_factory(
        key="b",
        statement="Soldiers were sent",
        note="100% sure, says_he",
        as_of="2024-12",
        said="2025-04-30",
        figure="nk-sent",
    )
    clock.tick()
    claim_factory(
        key="c",
        statement="A delegation left",
        reporter="KCNA",
        quote="left Pyongyang by air",
        published="2025-06-01",
    )


pytestmark = pytest.mark.usefixtures("three")


def test_everything_is_found_newest_first(desk: "Desk") -> None:
    assert find(desk) == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("soldiers", ["b", "a"]),
        ("SOLDIERS fell", ["a"]),
        ("fell sent", []),
        ("pyongyang", ["c"]),
        ("100%", ["b"]),
        ("s_d", []),
        ("says_he", ["b"]),
        ("  ", ["c", "b", "a"]),
    ],
)
def test_every_word_must_stand_in_statement_quote_or_note(
    desk: "Desk", words: str, found: list[str]
) -> None:
    assert find(desk, words=words) == found


def test_a_tag_is_matched_whole(desk: "Desk") -> None:
    assert find(desk, tag="war") == ["a"]
    assert find(desk, tag="wa") == []


def test_a_hedge_is_the_effective_one(desk: "Desk") -> None:
    assert find(desk, hedge=Hedge.PROBABLE) == ["a"]
    assert find(desk, hedge=Hedge.ATTRIBUTED) == ["c", "b"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2025", None, ["c", "a"]),
        ("2025-05", None, ["c"]),
        (None, "2024", ["b"]),
        (None, "2025-04", ["b", "a"]),
        ("2024-12-15", "2024-12-16", ["b"]),
        ("2025-06-01", "2025-06-01", ["c"]),
        ("2026", None, []),
    ],
)
def test_time_is_as_of_else_said_else_published(
    desk: "Desk", since: str | None, until: str | None, found: list[str]
) -> None:
    span = {
        "since": None if since is None else parse_date(since).earliest,
        "until": None if until is None else parse_date(until).latest,
    }

    assert find(desk, **span) == found


def test_a_claim_without_any_date_is_in_no_span(desk: "Desk", claim_factory: Make) -> None:
    claim_factory(key="dateless")

    assert "dateless" in find(desk)
    assert "dateless" not in find(desk, since=datetime(1, 1, 1, tzinfo=UTC))


def test_conditions_are_joined(desk: "Desk") -> None:
    assert find(desk, words="soldiers", hedge=Hedge.PROBABLE) == ["a"]
    assert find(desk, words="delegation", hedge=Hedge.PROBABLE) == []


def test_pages_follow_each_other_without_gap_or_double(desk: "Desk", claim_factory: Make) -> None:
    for number in range(7):
        claim_factory(key=f"key-{number}")
    pages, before = [], None
    while page := _page(desk, before):
        pages.append([key for key, _ in page])
        before = page[-1][1]

    assert [len(page) for page in pages] == [4, 4, 2]
    assert [key for page in pages for key in page] == find(desk)


def _page(desk: "Desk", before: Any) -> list[tuple[str | None, Any]]:
    with reading(desk._engine) as connection:
        found = search(connection, Search(before=before, limit=4))
        return [(one.record.key, one.record.id) for one in found]
