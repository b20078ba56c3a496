"""Whatever is asked of a random history, a search finds what comparing every claim would find."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from claims.records import Claim, Figure, Report, Source
from claims.store.engine import Connection, reading, writing
from claims.store.queries import finding, spans
from claims.store.queries.search import Search, search
from claims.store.queries.stored import by_id, stored
from claims.values.words import standing, wanted_words, weight
from claims.vocab import Hedge
from tests.history import live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

WORDS = ("", "", "event", "hap", "event 4", "7", "seen twice", "least chain", "x", "nowhere")
MOMENTS = [datetime(year, month, 10, tzinfo=UTC) for year in (2024, 2025) for month in (4, 12)]


def compared(connection: Connection, wanted: Search) -> list[Claim]:
    """The slow way: every claim there is, against every condition."""
    claims = [one.record for one in stored(connection, Claim)]
    reports = by_id(connection, Report, [one.report for one in claims])
    found = [one for one in claims if _fits(one, reports[one.report].record, wanted)]
    if wanted.before is not None:
        found = [one for one in found if one.id < wanted.before]
    return sorted(found, key=lambda one: one.id, reverse=True)[: wanted.limit]


def _fits(claim: Claim, report: Report, wanted: Search) -> bool:
    texts = [standing(text) for text in (claim.statement, claim.quote, claim.note)]
    words = wanted_words(wanted.words)
    dates = [date for date in (claim.as_of, claim.said, report.published) if date is not None]
    first = next((date.earliest for date in dates if date.earliest is not None), None)
    last = next((date.latest for date in dates if date.latest is not None), None)
    return (
        all(any(weight(one, text[one.unspaced]) for text in texts) for one in words)
        and wanted.figure in {None, claim.figure}
        and wanted.reporter in {None, claim.chain.reporter.source}
        and (wanted.source is None or wanted.source in {hop.source for hop in claim.chain})
        and (wanted.tag is None or wanted.tag in claim.tags)
        and wanted.hedge in {None, claim.chain.effective_hedge}
        and (wanted.since is None or (last is not None and last >= wanted.since))
        and (wanted.until is None or (first is not None and first <= wanted.until))
    )


def questions(connection: Connection, dice: Random) -> Iterator[Search]:
    """Searches of every kind, alone and together, from the beginning and from amid."""
    known: dict[str, list[Any]] = {
        "figure": [one.record.id for one in stored(connection, Figure)],
        "source": [one.record.id for one in stored(connection, Source)],
        "tag": ["war", "asia", "peace"],
        "hedge": list(Hedge),
        "since": MOMENTS,
        "until": MOMENTS,
        "before": [one.record.id for one in stored(connection, Claim)],
    }
    known["reporter"] = known["source"]
    for _ in range(60):
        chosen = dice.sample(sorted(known), k=dice.choice((0, 1, 1, 2, 3)))
        yield Search(
            words=dice.choice(WORDS),
            limit=dice.choice((1, 3, 50)),
            **{name: dice.choice(known[name]) for name in chosen},
        )


def count(desk: "Desk") -> None:
    """Have a server count, as it does by itself after a while."""
    if desk._engine.dialect.name == "postgresql":
        with writing(desk._engine) as connection:
            connection.exec_driver_sql("ANALYZE cache_words")


@pytest.mark.parametrize("seed", seeds(0, 1, 2, 3))
def test_a_search_finds_what_a_comparison_of_all_claims_finds(
    desk: "Desk", clock: "Clock", monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(finding, "NEWEST", 2)  # so that a server, too, looks twice
    monkeypatch.setattr(spans, "NEAR", 3)  # and a span is not only walked to
    live_a_while(desk, seed=seed)
    moment = clock.now
    clock.tick(10)
    dice = live_a_while(desk, seed=seed).dice
    count(desk)
    for one in (desk, desk.at(as_of=moment), desk.at(known_by="2025-05")):
        found = 0
        with reading(one._engine) as connection:
            for wanted in questions(connection, dice):
                claims = [held.record for held in search(connection, wanted)]
                assert claims == compared(connection, wanted), wanted
                found += len(claims)
        assert found > 20
