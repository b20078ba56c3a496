"""Where a claim comes from, told of its rows, is what its records tell, at every moment."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from claims.desk.showing import erased_of, hop_views, names_of
from claims.desk.viewing.records import report_view
from claims.errors import ClaimsError
from claims.records import Claim, Report
from claims.store.engine import reading
from claims.store.queries.stored import by_id, stored
from tests.desk.test_desk_reading import counted
from tests.factories import Make
from tests.ground import Clock
from tests.history import STEPS, Life, seeds

if TYPE_CHECKING:
    from claims.desk import Desk


def lived(desk: "Desk", clock: Clock, seed: int) -> None:
    """A history in which hours pass, and in which something is redacted."""
    life = Life(desk, seed)
    for step in (STEPS[0], *life.dice.choices(STEPS, k=70)):
        clock.tick(3600)
        try:
            step(life)
        except ClaimsError:
            continue
    desk.log("In his own words", source="Somebody", report={"text": f"{seed}", "url": "https://o"})
    desk.log("He said", source="Lee", reporter="BBC", report={"url": "https://p", "text": "said"})
    desk.source("Lee", controlled_by="BBC")
    for report in life.dice.sample(desk.reports(), 3):
        desk.set_report(report.ref, published=life.dice.choice(("2025-02", "2025-06")))
        desk.redact(report.ref, reason="the law")


def told_of_records(desk: "Desk") -> dict[str, Any]:
    """The chain and the report of every claim, out of its records."""
    with reading(desk._engine) as connection:
        told = {}
        for one in stored(connection, Claim):
            everything = names_of(connection, [one.record])
            (report,) = by_id(connection, Report, [one.record.report]).values()
            erased = erased_of(connection, [report.record])
            view = report_view(report, everything.sources, erased)
            told[str(one.record.id)] = hop_views(one.record, everything), view
        return told


@pytest.mark.parametrize("seed", seeds(0, *range(1, 20)))
@pytest.mark.parametrize("then", ["now", "as_of", "known_by", "both"])
def test_a_trace_tells_what_the_records_of_its_claim_tell(
    desk: "Desk", clock: Clock, seed: int, then: str
) -> None:
    lived(desk, clock, seed)
    moments: dict[str, dict[str, Any]] = {
        "as_of": {"as_of": clock.now - timedelta(hours=25)},
        "known_by": {"known_by": "2025-04"},
    }
    given = moments.get(then, {}) if then != "both" else moments["as_of"] | moments["known_by"]
    looking = desk.at(**given) if given else desk

    told = told_of_records(looking)

    assert told
    for ref, (chain, report) in told.items():
        trace = looking.trace(ref)
        assert (trace.chain, trace.report) == (chain, report)
        shown = looking.show(ref).as_json()
        del shown["standing"]
        assert trace.claim.as_json() == shown
        assert list(trace.claim.as_json()) == list(shown)


@pytest.mark.parametrize(("name", "statements"), [("key", 15), ("ref", 16)])
def test_a_claim_of_which_nothing_was_said_takes_a_fixed_number_of_statements(
    desk: "Desk", claim_factory: Make, name: str, statements: int
) -> None:
    """One more where it is no key: a reference is looked for among the keys first."""
    chain = {"source": "NIS", "via": ["Lee"], "reporter": "Yonhap"}
    claim = claim_factory(key="key", figure="losses", quantity="12", tags=["war"], **chain)

    with counted(desk) as sent:
        desk.trace(claim.ref if name == "ref" else name)

    assert len(sent) == statements
