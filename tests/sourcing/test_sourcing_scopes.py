"""The scopes of a sourcing report beyond figure and claim: a source's record, a story, a span."""

from typing import TYPE_CHECKING

import pytest

from claims.errors import InputError
from claims.report.model_record import SourceLine
from claims.vocab import Standing

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

URL = "https://newsroom.example/1"


def log(desk: "Desk", key: str, quantity: str, source: str, said: str) -> None:
    desk.log(
        f"There were {quantity}, says {source}",
        key=key,
        figure="toll",
        quantity=quantity,
        source=source,
        reporter="Wire",
        said=said,
        report=f"https://wire.example/{key}",
    )


@pytest.fixture
def record(desk: "Desk", clock: "Clock") -> "Desk":
    """NIS in January (GUR agrees) and in April (the army contradicts it); a copy by a paper."""
    desk.figure("toll", title="Casualties", unit="casualties", basis="snapshot")
    log(desk, "jan", "3,000", "NIS", "2025-01-10")
    log(desk, "gur", "3,000", "GUR", "2025-01-10")
    log(desk, "apr", "4,700", "NIS", "2025-04-30")
    log(desk, "army", "2,000", "Army", "2025-04-30")
    clock.tick()
    return desk


def lines_of(desk: "Desk", name: str) -> dict[str, SourceLine]:
    part = desk.sourcing_report(source=name).source
    assert part is not None
    return {line.name: line for line in part.lines}


def test_a_source_of_whom_nothing_is_told_is_shown_with_who_controls_it(record: "Desk") -> None:
    record.source("Radio", kind="outlet", controlled_by="Ministry")

    part = record.sourcing_report(source="Radio").source

    assert part is not None
    assert (part.definition.controlled_by, part.lines) == ("Ministry", ())


def test_a_sources_record_tells_what_held_and_what_was_contradicted(record: "Desk") -> None:
    lines = lines_of(record, "NIS")
    assert lines["jan"].outcomes == ("held", "superseded")
    assert lines["jan"].by == ("gur",)
    assert lines["apr"].outcomes == ("contradicted",)


def test_a_sources_record_runs_along_time_and_counts(record: "Desk") -> None:
    part = record.sourcing_report(source="NIS").source
    assert part is not None
    assert [line.name for line in part.lines] == ["jan", "apr"]
    assert (part.counts.said, part.counts.held, part.counts.contradicted) == (2, 1, 1)
    assert part.is_complete


def test_what_a_source_only_published_is_not_held_against_it(record: "Desk") -> None:
    part = record.sourcing_report(source="Wire").source
    assert part is not None
    assert (part.counts.said, part.counts.published, part.counts.contradicted) == (0, 4, 0)


def test_denied_and_retracted_are_told_apart(record: "Desk") -> None:
    record.log("Nobody fell", key="no", source="KCNA", reporter="KCNA", said="2025-05-01")
    record.link("no", "denies", "apr", reason="says so")
    record.retract("jan", reason="misheard")
    lines = lines_of(record, "NIS")
    assert "denied" in lines["apr"].outcomes
    assert "retracted" in lines["jan"].outcomes
    assert "denied" not in lines_of(record, "KCNA")["no"].outcomes


def test_a_source_has_a_section_of_its_own_in_markdown(record: "Desk") -> None:
    text = record.sourcing(source="NIS")
    assert "## The record of the source" in text
    assert "1 corroborated by an independent origin" in text


def test_a_span_of_time_is_a_scope(record: "Desk") -> None:
    report = record.sourcing_report(since="2025-04", until="2025-04")
    assert report.scope.kind == "span"
    assert {claim.name for claim in report.claims} == {"apr", "army"}


def test_a_span_narrows_another_scope(record: "Desk") -> None:
    report = record.sourcing_report(source="NIS", until="2025-02")
    assert [claim.name for claim in report.claims] == ["jan"]
    assert (report.scope.kind, report.scope.until) == ("source", "2025-02")


def test_a_span_that_ends_before_it_begins_is_refused(record: "Desk") -> None:
    with pytest.raises(InputError, match="before it begins"):
        record.sourcing_report(since="2025-05", until="2025-04")


def test_a_story_tells_what_became_of_what_it_rests_on(record: "Desk", clock: "Clock") -> None:
    record.story(URL, rests_on=["apr", "army"], date="2025-07-07")
    clock.tick(86_400)
    record.revise("apr", reason="misread", quantity="5,700")
    record.retract("army", reason="taken down")
    story = record.sourcing_report(story=URL).story
    assert story is not None
    assert story.then_is == "date"
    told = {claim.name: claim for claim in story.claims}
    assert (told["apr"].quantity_then, told["apr"].quantity) == ("4,700", "5,700")
    assert told["army"].standing is Standing.RETRACTED
    assert told["army"].standing_then is not Standing.RETRACTED
    assert [entry.category for entry in told["army"].became] == ["retracted"]
    assert story.summary[0] == "army, on which the story rests, is retracted."


def test_a_story_recorded_afterwards_is_compared_with_that_moment(record: "Desk") -> None:
    record.story(URL, rests_on=["apr"], date="2025-05-02")
    story = record.sourcing_report(story=URL).story
    assert story is not None
    assert story.then_is == "recorded"
    assert story.claims[0].revision_then == 1
    assert not story.claims[0].became


def test_a_claim_recorded_after_its_story_is_said_to_be_so(record: "Desk", clock: "Clock") -> None:
    record.story(URL, rests_on=["apr"], date="2025-07-07")
    clock.tick(2 * 86_400)
    log(record, "late", "9", "GUR", "2025-06-01")
    record.story(URL, rests_on=["apr", "late"])
    text = record.sourcing(story=URL)
    assert "It had not been recorded then." in text
    assert "1 claim was recorded only afterwards" in text


def test_a_report_of_an_earlier_moment_stays_the_same(record: "Desk", clock: "Clock") -> None:
    moment = clock().isoformat()
    clock.tick()
    before = record.at(as_of=moment).sourcing(figure=["toll"])
    record.revise("apr", reason="misread", quantity="5,700")
    assert record.at(as_of=moment).sourcing(figure=["toll"]) == before
