"""The claims of a span of time: whatever dates claims and reports have, or had."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from claims.errors import InputError
from claims.store.engine import Connection, reading
from claims.store.queries import spans
from claims.store.queries.search import Search, search
from tests.factories import Make
from tests.history import seeds
from tests.store.test_search_properties import compared

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

DATES = (
    *("2024-02", "2024-03-05", "2024-03-05T10:00Z", "2024", "2024-06-30", "2023/2025", "2025-01"),
    *("../2024-03", "2024-11/..", None, None, None),
)
MOMENTS = [datetime(2024, month, day, tzinfo=UTC) for month in (1, 3, 7, 12) for day in (1, 5, 6)]
MOMENTS += [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]


def log_and_change(desk: "Desk", dice: Random) -> None:
    """Claims with all kinds of dates; then other dates for some, and for some of their reports.

    What the record refuses, as a report from before what it reports was said, is no part of it.
    """
    for number in range(40):
        with suppress(InputError):
            desk.log(
                f"Event {number} of many" if number % 3 else f"Happening {number}",
                reporter="Yonhap",
                said=dice.choice(DATES),
                as_of=dice.choice(DATES),
                published=dice.choice(DATES),
                tags=["war"] if number % 2 else None,
            )
    for line in dice.sample(desk.find("", limit=100), k=10):
        field = dice.choice(("said", "as_of"))
        with suppress(InputError):
            desk.revise(line.ref, reason="read again", **{field: dice.choice(DATES)})
    for report in dice.sample(desk.reports(), k=10):
        with suppress(InputError):
            desk.set_report(report.ref, published=dice.choice(DATES))


def span(dice: Random) -> dict[str, Any]:
    """Since, until, or both, in either order."""
    names = dice.choice((("since",), ("until",), ("since", "until"), ("since", "until")))
    return {name: dice.choice(MOMENTS) for name in names}


@pytest.mark.parametrize("seed", seeds(0, 1, 2, 3))
def test_a_span_holds_what_a_comparison_of_all_claims_finds_in_it(
    desk: "Desk", clock: "Clock", monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = Random(seed)
    log_and_change(desk, dice)
    moment = clock.now
    clock.tick(10)
    log_and_change(desk, dice)
    for one in (desk, desk.at(as_of=moment), desk.at(known_by="2024-04")):
        with reading(one._engine) as connection:
            found = 0
            for near in (1, 4, 1_000) * 12:
                monkeypatch.setattr(spans, "NEAR", near)
                monkeypatch.setattr(spans, "FEW", dice.choice((0, 1_000)))
                found += compare(connection, dice)
        assert found > 40


def compare(connection: Connection, dice: Random) -> int:
    wanted = Search(
        words=dice.choice(("", "", "event", "happening many")),
        tag=dice.choice((None, None, "war")),
        limit=dice.choice((2, 50, 100)),
        **span(dice),
    )
    claims = [held.record for held in search(connection, wanted)]
    assert claims == compared(connection, wanted), wanted
    return len(claims)


def test_a_span_in_which_there_is_nothing_is_not_walked_to(
    desk: "Desk", claim_factory: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "NEAR", 5)
    for number in range(20):
        claim_factory(key=f"k{number}", said="2025-04-30")
    claim_factory(key="last", published="2025-04-30")
    sent: list[str] = []
    event.listen(desk._engine, "before_cursor_execute", lambda *args: sent.append(args[2]))

    assert desk.find("", since="2024-01", until="2024-02") == []
    assert sum("FROM claims" in one for one in sent) <= 4


@pytest.mark.parametrize("now", [True, False])
@pytest.mark.parametrize("few", [True, False])
def test_each_way_is_a_stretch_of_an_index(
    desk: "Desk", database: Path, now: bool, few: bool
) -> None:
    del database  # an SQLite file: what another engine does hangs on what it has counted
    with desk._engine.connect() as connection:
        asked = spans._question("sqlite", now, few).compile(connection)
        cursor = connection.connection.cursor()
        values = ("2024",) * len(asked.positiontup or ())
        rows = cursor.execute(f"EXPLAIN QUERY PLAN {asked}", values).fetchall()
    steps = [row[3] for row in rows if "claims" in row[3] or "reports" in row[3]]

    assert all(step.startswith("SEARCH") for step in steps), steps
    assert not any("autoindex_claims" in step for step in steps), steps  # in the order of all
    for index in ("ix_claims_times", "ix_claims_long", "" if few else "ix_reports_long"):
        assert any(index in step for step in steps), steps
