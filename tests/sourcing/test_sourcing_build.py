from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from claims.errors import InputError, NotFoundError
from claims.report.model import FigurePart, SourcingReport
from claims.report.model_claims import ClaimPart
from claims.vocab import FindingCode, Stance, Standing

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock, OpenDesk

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "records.jsonl"
TEXT = "The NIS said that there were around 4,700 casualties, a lawmaker told reporters."
WIRE = "https://yonhap.example/1"


def log_estimate(desk: "Desk", key: str = "a", **fields: Any) -> None:
    """The NIS's estimate as the wire had it."""
    known: dict[str, Any] = {
        "statement": "North Korea has likely suffered about 4,700 casualties",
        "quote": "around 4,700 casualties",
        "figure": "toll",
        "quantity": "around 4,700",
        "source": "NIS",
        "via": ["Lee Seong-kweun"],
        "reporter": "Yonhap",
        "said": "2025-04-30",
        "hedge": "probable",
        "hedge_cue": "likely",
        "report": {"url": WIRE, "title": "Briefing", "text": TEXT, "language": "en"},
        "tags": ["war"],
    }
    desk.log(key=key, **{**known, **fields})


def log_denial(desk: "Desk") -> None:
    """What a party says against it."""
    desk.log(
        "Nobody fell",
        key="denial",
        figure="toll",
        stance="denies",
        source="KCNA",
        reporter="KCNA",
        said="2025-04-30",
        report="https://kcna.example/1",
    )


@pytest.fixture
def filled(desk: "Desk", clock: "Clock") -> "Desk":
    """A figure with an estimate and a party's denial; the clock moves on afterwards."""
    desk.source("Government of North Korea", kind="government")
    desk.source("KCNA", kind="outlet", controlled_by="Government of North Korea")
    desk.figure(
        "toll",
        title="Casualties",
        unit="casualties",
        basis="cumulative",
        parties=["Government of North Korea"],
    )
    log_estimate(desk)
    clock.tick()
    log_denial(desk)
    clock.tick()
    return desk


def only_claim(desk: "Desk", key: str = "a") -> ClaimPart:
    (part,) = desk.sourcing_report(claim=key).claims
    return part


def only_figure(report: SourcingReport) -> FigurePart:
    (part,) = report.figures
    return part


def test_a_claim_is_told_in_one_line(filled: "Desk") -> None:
    claim = only_claim(filled)
    assert claim.attribution == "per NIS, via Lee Seong-kweun, reported by Yonhap"
    assert claim.wording == ("likely", "around")


def test_a_quote_is_shown_with_its_place_in_the_text(filled: "Desk") -> None:
    quote = only_claim(filled).quote
    assert quote is not None
    assert TEXT[quote.start : quote.end] == "around 4,700 casualties"


def test_a_quantity_is_shown_as_printed_and_as_meant(filled: "Desk") -> None:
    quantity = only_claim(filled).quantity
    assert quantity is not None
    assert quantity.printed == "around 4,700"
    assert quantity.meaning.startswith("4,230 to 5,170 casualties")


def test_the_report_is_of_the_last_entry_and_not_of_the_clock(
    filled: "Desk", clock: "Clock"
) -> None:
    before = filled.sourcing(figure=["toll"])
    clock.tick(86_400)
    assert filled.sourcing(figure=["toll"]) == before


def test_the_same_record_gives_the_same_bytes(filled: "Desk", open_desk: "OpenDesk") -> None:
    other = open_desk(None)
    for style in ("md", "json"):
        assert other.sourcing(tag="war", format=style) == filled.sourcing(tag="war", format=style)


def test_what_a_party_denies_is_told_apart(filled: "Desk") -> None:
    (said,) = only_figure(filled.sourcing_report(figure=["toll"])).party_statements
    assert (said.party, said.speaker) == ("Government of North Korea", "KCNA")
    assert said.stance is Stance.DENIES


def test_whoever_speaks_for_a_party_is_named_even_if_silent(filled: "Desk") -> None:
    filled.source("KCTV", kind="outlet", controlled_by="KCNA")
    (party,) = only_figure(filled.sourcing_report(figure=["toll"])).parties
    assert party.speaking_for_it == ("KCNA", "KCTV")


def test_a_denial_is_an_open_conflict(filled: "Desk") -> None:
    figure = only_figure(filled.sourcing_report(figure=["toll"]))
    (conflict,) = figure.conflicts
    assert {conflict.from_, conflict.to} == {"a", "denial"}
    assert conflict.by_rule
    assert figure.standing is Standing.CONTESTED


def test_a_conflict_that_a_person_linked_names_that_person(filled: "Desk") -> None:
    filled.link("denial", "denies", "a", reason="the party says otherwise")
    (conflict,) = only_figure(filled.sourcing_report(figure=["toll"])).conflicts
    assert conflict.judged_by == ("mj",)


def test_a_conflict_that_a_link_explains_away_is_shown_apart(filled: "Desk") -> None:
    filled.link("denial", "corroborates", "a", reason="misread as a denial")
    figure = only_figure(filled.sourcing_report(figure=["toll"]))
    assert not figure.conflicts
    assert len(figure.overridden_conflicts) == 1


def test_people_find_conflicts_between_claims_without_a_number(desk: "Desk") -> None:
    desk.log("They left", key="left", source="KCNA", reporter="KCNA", tags=["trip"])
    desk.log("They stayed", key="stayed", source="TASS", reporter="TASS", tags=["trip"])
    desk.link("stayed", "contradicts", "left", reason="one or the other")
    (conflict,) = desk.sourcing_report(tag="trip").unfigured_conflicts
    assert (conflict.from_, conflict.to) == ("stayed", "left")


def test_an_unnamed_speaker_is_counted_apart(filled: "Desk") -> None:
    filled.source("officials", kind="unnamed")
    log_estimate(filled, "u", source="officials", via=[], reporter="BBC", report={"title": "x"})
    figure = only_figure(filled.sourcing_report(figure=["toll"]))
    assert (figure.named_claims, figure.unnamed_claims) == (2, 1)
    assert [(one.described_as, one.quoted_by) for one in figure.unnamed_speakers] == [
        ("officials", "BBC")
    ]


def test_each_merge_of_origins_has_its_sentence(filled: "Desk") -> None:
    log_estimate(filled, "b", source="GUR", via=[], reporter="BBC", report={"title": "x"})
    filled.link("b", "repeats", "a", reason="same briefing")
    (merge,) = only_figure(filled.sourcing_report(figure=["toll"])).merges
    assert "GUR" in merge.sentence


def test_an_editors_ruling_is_shown_with_its_author(filled: "Desk") -> None:
    filled.rule("NIS", "distinct", "KCNA", reason="they differ")
    (ruling,) = only_figure(filled.sourcing_report(figure=["toll"])).rulings
    assert (ruling.a, ruling.b, ruling.same, ruling.by) == ("NIS", "KCNA", False, "mj")


def test_a_revision_shows_what_was_changed_and_by_whom(
    filled: "Desk", open_desk: "OpenDesk"
) -> None:
    open_desk("ed").revise("a", reason="misread", source="GUR")
    (revision,) = only_claim(filled).revisions
    assert (revision.by, revision.reason) == ("ed", "misread")
    (change,) = revision.changes
    assert "NIS" in (change.before or "")
    assert "GUR" in (change.after or "")


def test_a_review_of_an_older_revision_is_not_current(filled: "Desk") -> None:
    filled.review("a", note="read")
    filled.revise("a", reason="misread", quantity="around 4,800")
    (review,) = only_claim(filled).reviews
    assert not review.current
    assert review.by_logger


def test_what_changed_since_logging_is_told_in_order(filled: "Desk", clock: "Clock") -> None:
    filled.link("a", "contradicts", "denial", reason="see there")
    clock.tick()
    filled.source("NIS", country="KR")
    clock.tick()
    filled.retract("a", reason="misheard", notice_date="2025-05-02")
    told = [one.what.split(" (")[0].split(":")[0] for one in only_claim(filled).since_logged]
    assert told == [
        "a link was recorded",
        "its speaker NIS was changed",
        "a retraction of this claim was recorded",
    ]


def test_a_retraction_of_the_report_stands_with_its_claims(filled: "Desk") -> None:
    report = filled.reports(WIRE)[0]
    filled.retract(report.ref, reason="misheard", notice_url="https://yonhap.example/notice")
    claim = only_claim(filled)
    assert claim.standing is Standing.RETRACTED
    assert claim.notices[0].url == "https://yonhap.example/notice"


def test_stories_of_ours_stand_with_what_they_rest_on(filled: "Desk") -> None:
    filled.story("https://newsroom.example/1", rests_on=["a"])
    assert [story.url for story in only_claim(filled).stories] == ["https://newsroom.example/1"]


def test_a_link_is_told_from_both_sides(filled: "Desk") -> None:
    filled.link("denial", "denies", "a", reason="the party says otherwise")
    (link,) = only_claim(filled).links
    assert not link.outgoing
    assert (link.other, link.other_statement) == ("denial", "Nobody fell")


def test_findings_stand_with_their_claim(filled: "Desk") -> None:
    codes = {finding.code for finding in only_claim(filled).findings}
    assert FindingCode.UNREVIEWED in codes


def test_an_unreviewed_claim_is_named_among_what_was_not_checked(filled: "Desk") -> None:
    lines = filled.sourcing_report(figure=["toll"]).not_checked
    assert any(line.startswith("Unreviewed") and "a, denial" in line for line in lines)


def test_the_report_never_claims_to_know_the_truth(filled: "Desk") -> None:
    assert "does not say whether any of these" in filled.sourcing_report(tag="war").not_checked[0]


def test_a_switched_off_finding_is_named_among_what_was_not_checked(filled: "Desk") -> None:
    filled.waive("unreviewed", reason="two of us")
    assert any("two of us" in line for line in filled.sourcing_report(tag="war").not_checked)


def test_a_claim_of_the_figure_out_of_scope_is_listed_and_not_detailed(filled: "Desk") -> None:
    report = filled.sourcing_report(claim="a")
    assert [claim.name for claim in report.claims] == ["a"]
    scope = {row.name: row.in_scope for row in only_figure(report).claims}
    assert scope == {"a": True, "denial": False}


def test_a_report_is_shown_with_all_its_versions(filled: "Desk") -> None:
    later = {"url": WIRE, "title": "Briefing", "text": TEXT + " Corrected.", "language": "en"}
    log_estimate(filled, "b", report=later)
    report = filled.sourcing_report(report=WIRE)
    assert {claim.name for claim in report.claims} == {"a", "b"}
    assert [claim.report.version for claim in report.claims] == [1, 2]
    assert report.claims[0].report.newer_versions


def test_a_report_is_found_by_the_reference_of_any_version(filled: "Desk") -> None:
    ref = filled.reports(WIRE)[0].ref
    assert filled.sourcing(report=ref) == filled.sourcing(report=WIRE)


def test_a_source_is_found_wherever_it_stands_in_a_chain(filled: "Desk") -> None:
    for name in ("NIS", "Lee Seong-kweun", "Yonhap"):
        assert [one.name for one in filled.sourcing_report(source=name).claims] == ["a"]


def test_a_figure_without_claims_has_a_report(desk: "Desk") -> None:
    desk.figure("empty", title="Nothing yet")
    figure = only_figure(desk.sourcing_report(figure=["empty"]))
    assert figure.mentions == 0
    assert desk.sourcing(figure=["empty"])


def test_a_tag_nobody_used_gives_an_empty_report(desk: "Desk") -> None:
    assert "No claim is recorded in this scope." in desk.sourcing(tag="nothing")


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({}, "scope_missing"),
        ({"tag": "a", "source": "NIS"}, "scope_doubled"),
        ({"tag": "a", "format": "docx"}, "format_unknown"),
    ],
)
def test_a_wrong_request_is_refused(desk: "Desk", scope: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.sourcing(**scope)
    assert refused.value.code == code


def test_an_unknown_figure_is_refused(desk: "Desk") -> None:
    with pytest.raises(NotFoundError):
        desk.sourcing(figure=["nothing"])


@contextmanager
def counting(desk: "Desk") -> Iterator[list[str]]:
    """The statements that run in the block."""
    ran: list[str] = []

    def note(*arguments: Any) -> None:
        ran.append(arguments[2])

    event.listen(desk._engine, "before_cursor_execute", note)
    yield ran
    event.remove(desk._engine, "before_cursor_execute", note)


def _fill(desk: "Desk", numbers: range) -> None:
    for number in numbers:
        log_estimate(desk, f"k{number}", report={"url": f"https://n.example/{number}"})
        desk.revise(f"k{number}", reason="misread", note="x")
        desk.link(f"k{number}", "repeats", "a", reason="the same")
        desk.review(f"k{number}")
        desk.story(f"https://newsroom.example/{number}", rests_on=[f"k{number}"])


def test_statements_do_not_grow_with_the_number_of_claims(filled: "Desk") -> None:
    _fill(filled, range(3))
    with counting(filled) as few:
        filled.sourcing(tag="war")
    _fill(filled, range(3, 15))
    with counting(filled) as many:
        filled.sourcing(tag="war")
    assert len(many) == len(few) <= 60


def test_the_demo_names_what_its_readers_look_for(desk: "Desk") -> None:
    desk.import_file(DEMO)
    text = desk.sourcing(tag="nk-russia")
    for word in ("6,000", "4,700", "KCNA", "NIS"):
        assert word in text
    line = "> per NIS, via Lee Seong-kweun, reported by Yonhap: *likely*, *around*"
    assert line in text.splitlines()
