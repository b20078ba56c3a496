"""A light record is what the full one says, as far as it says anything."""

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from claims.records import Claim, Report, Source
from claims.store.engine import reading
from claims.store.queries.light import light, light_sources
from claims.store.queries.raw import raw_of
from claims.store.queries.stored import stored
from tests.desk.test_desk_summary import moments, write
from tests.ground import Clock
from tests.history import seeds

if TYPE_CHECKING:
    from claims.desk import Desk

CLAIM = ("id", "figure", "quantity", "stance", "modality", "report", "said", "as_of", "withdrawn")
REPORT = ("id", "item_key", "version", "published", "reporter")
SOURCE = ("id", "name", "source_kind", "controlled_by")


def told(record: Claim | Report | Source, names: tuple[str, ...]) -> list[object]:
    return [getattr(record, name) for name in names]


def speakers_of(claim: Claim) -> list[UUID]:
    """In their order; who relays to himself is not told from one who reports."""
    return [speaker for speaker, _ in groupby(hop.source for hop in claim.chain)]


@pytest.mark.parametrize("seed", seeds(0, *range(1, 10)))
def test_light_records_say_what_the_full_ones_say(desk: "Desk", clock: Clock, seed: int) -> None:
    write(desk, clock, seed)
    for then in moments(desk, clock).values():
        with reading(then._engine) as connection:
            claims = {one.record.id: one.record for one in stored(connection, Claim)}
            reports = {one.record.id: one.record for one in stored(connection, Report)}
            sources = {one.record.id: one.record for one in stored(connection, Source)}
            found = light(connection, map(raw_of(connection), claims))
            speakers = light_sources(connection, sources)

        assert found.claims.keys() == claims.keys()
        for one, claim in claims.items():
            made = found.claims[one]
            assert told(made, CLAIM) == told(claim, CLAIM)
            assert speakers_of(made) == speakers_of(claim)
            assert told(found.reports[claim.report], REPORT) == told(reports[claim.report], REPORT)
        assert {one.id for one in found.reports.values()} <= reports.keys()
        for one, source in sources.items():
            assert told(speakers[one], SOURCE) == told(source, SOURCE)


def test_whoever_controls_a_source_is_read_with_it(desk: "Desk") -> None:
    desk.source("State")
    desk.source("Agency", controlled_by="State")
    desk.source("Wire", controlled_by="Agency")
    with reading(desk._engine) as connection:
        every = {one.record.name: one.record.id for one in stored(connection, Source)}
        found = light_sources(connection, [every["Wire"]])
    assert {one.name for one in found.values()} == {"State", "Agency", "Wire"}
