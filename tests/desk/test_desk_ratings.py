"""What those who check claims made of them: recorded, changed, taken back, asked for."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import ConflictError, InputError
from claims.schemas.views import Recorded

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

CHECK = "https://checkers.example/9"


@pytest.fixture
def claim(desk: "Desk") -> Recorded:
    return desk.log("The bridge cost nine million", key="one", source="Anna", reporter="The Paper")


def verdicts(desk: "Desk") -> list[tuple[str, str | None]]:
    return [(one.author, one.text) for one in desk.show("one").ratings]


def rated(**rating: Any) -> dict[str, Any]:
    return {
        "statement": "The bridge cost nine million",
        "key": "one",
        "source": "Anna",
        "reporter": "The Paper",
        "ratings": [
            {"text": "False", "report": {"url": CHECK}, "author": "The Checkers", **rating}
        ],
    }


def test_a_rating_is_somebodys_verdict_in_a_report(desk: "Desk", claim: Recorded) -> None:
    done = desk.rate(
        claim, "False", by="The Checkers", report=CHECK, value="1", best="5", worst="1"
    )

    (rating,) = desk.trace("one").ratings
    assert (done.status, done.kind, done.ref) == ("rated", "rating", rating.ref)
    assert (rating.author, rating.text, rating.url) == ("The Checkers", "False", CHECK)
    assert (rating.value, rating.best, rating.worst) == ("1", "5", "1")
    assert (done.new_sources, done.new_reports) == (("The Checkers",), (CHECK,))


def test_without_a_name_the_reporter_of_the_report_rated(desk: "Desk", claim: Recorded) -> None:
    desk.report(CHECK, reporter="The Checkers")

    desk.rate(claim, "False", report=CHECK)

    assert verdicts(desk) == [("The Checkers", "False")]


def test_without_any_name_the_site_rated(desk: "Desk", claim: Recorded) -> None:
    desk.rate(claim, "False", report=CHECK)

    assert verdicts(desk) == [("checkers.example", "False")]


def test_a_claim_is_rated_by_several_and_a_report_rates_several(
    desk: "Desk", claim: Recorded
) -> None:
    other = desk.log("Another", reporter="The Paper")
    desk.rate(claim, "False", by="The Checkers", report=CHECK)
    desk.rate(claim, "Half true", by="Fact Desk", report="https://facts.example/1")
    desk.rate(other, "True", by="The Checkers", report=CHECK)

    assert sorted(verdicts(desk)) == [("Fact Desk", "Half true"), ("The Checkers", "False")]
    assert desk.show(other).ratings[0].report.url == CHECK
    assert len(desk.reports(CHECK)) == 1


def test_a_changed_verdict_is_a_revision(desk: "Desk", claim: Recorded) -> None:
    first = desk.rate(claim, "False", by="The Checkers", report=CHECK)

    second = desk.rate(claim, "Half true", by="The Checkers", report=CHECK)

    assert (second.status, second.ref) == ("revised", first.ref)
    assert verdicts(desk) == [("The Checkers", "Half true")]
    changes = desk.history(first.ref).revisions[1].changes
    assert [(one.before, one.after) for one in changes] == [("False", "Half true")]


def test_the_same_verdict_again_changes_nothing(desk: "Desk", claim: Recorded) -> None:
    first = desk.rate(claim, "False", by="The Checkers", report=CHECK)

    again = desk.rate(claim, "False", by="The Checkers", report=CHECK)

    assert (again.status, again.ref) == ("unchanged", first.ref)
    assert len(desk.history(first.ref).revisions) == 1


def test_a_rating_leaves_its_claim_at_its_revision(desk: "Desk", claim: Recorded) -> None:
    desk.rate(claim, "False", report=CHECK)

    assert desk.show("one").revision == 1


def test_a_rating_by_mistake_is_withdrawn(desk: "Desk", claim: Recorded) -> None:
    rating = desk.rate(claim, "False", report=CHECK)

    desk.withdraw(rating.ref, reason="of another claim")

    assert verdicts(desk) == []
    assert desk.trace("one").ratings[0].withdrawn == "of another claim"
    assert desk.rate(claim, "False", report=CHECK).status == "rated"


def test_a_withdrawn_claim_is_not_rated(desk: "Desk", claim: Recorded) -> None:
    desk.withdraw(claim, reason="twice")

    with pytest.raises(ConflictError, match="withdrawn"):
        desk.rate(claim, "False", report=CHECK)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"report": CHECK}, "field_missing"),
        ({"text": "False"}, "field_missing"),
        ({"text": "False", "report": {"language": "en"}}, "field_missing"),
        ({"value": "four", "report": CHECK}, "quantity_unreadable"),
        ({"value": True, "report": CHECK}, "quantity_unreadable"),
        ({"text": "False", "report": {"url": CHECK, "published": "2031"}}, "date_ahead"),
        ({"text": "False", "report": {"title": "A check"}}, "field_missing"),
    ],
)
def test_what_is_no_rating_is_refused(
    desk: "Desk", claim: Recorded, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.rate(claim, **fields)

    assert refused.value.code == code
    assert verdicts(desk) == []


def test_a_report_of_somebody_else_is_not_the_checkers(desk: "Desk", claim: Recorded) -> None:
    desk.report(CHECK, reporter="The Checkers")

    with pytest.raises(ConflictError, match="published by The Checkers, not by Fact Desk"):
        desk.rate(claim, "False", report={"url": CHECK, "reporter": "Fact Desk"})


def test_ratings_are_asked_for_as_of_any_moment(
    desk: "Desk", claim: Recorded, clock: "Clock"
) -> None:
    before = clock.now
    clock.tick(60)
    desk.rate(claim, "False", by="The Checkers", report=CHECK)
    between = clock.now
    clock.tick(60)
    desk.rate(claim, "True", by="The Checkers", report=CHECK)

    assert verdicts(desk.at(as_of=before)) == []
    assert verdicts(desk.at(as_of=between)) == [("The Checkers", "False")]
    assert verdicts(desk) == [("The Checkers", "True")]


def test_what_was_not_yet_published_is_not_known(desk: "Desk", claim: Recorded) -> None:
    report = {"url": CHECK, "published": "2025-06-01"}
    desk.rate(claim, "False", by="The Checkers", report=report)

    assert verdicts(desk.at(known_by="2025-05-31")) == []
    assert verdicts(desk.at(known_by="2025-06-01")) == [("The Checkers", "False")]


def test_ratings_come_with_a_claim(desk: "Desk") -> None:
    first, second = (desk.log(**rated()) for _ in range(2))

    assert (first.status, second.status) == ("logged", "unchanged")
    assert verdicts(desk) == [("The Checkers", "False")]


def test_a_changed_verdict_of_a_known_claim_is_refused_and_shown(desk: "Desk") -> None:
    desk.log(**rated())

    with pytest.raises(ConflictError, match="rating: recorded 'False', given 'True'"):
        desk.log(**rated(text="True"))

    assert verdicts(desk) == [("The Checkers", "False")]


def test_a_changed_verdict_is_a_revision_where_an_update_is_asked_for(desk: "Desk") -> None:
    desk.log(**rated())

    assert desk.log(**rated(text="True"), update=True).status == "updated"

    (rating,) = desk.trace("one").ratings
    assert rating.text == "True"
    assert [one.action for one in desk.history(rating.ref).revisions] == ["rate", "revise"]
    assert desk.show("one").revision == 1


def test_a_file_does_not_bring_a_withdrawn_rating_back(desk: "Desk") -> None:
    desk.log(**rated())
    desk.withdraw(desk.trace("one").ratings[0].ref, reason="of another claim")

    assert desk.log(**rated()).status == "unchanged"
    assert verdicts(desk) == []


def test_new_sources_are_of_the_kind_that_is_said(desk: "Desk") -> None:
    kinds = {"Anna": "person", "The Checkers": "international"}

    desk.log(**rated(), source_kinds=kinds)

    assert desk.source_view("Anna").kind == "person"
    assert desk.source_view("The Checkers").kind == "international"


def test_a_known_source_keeps_its_kind(desk: "Desk") -> None:
    desk.source("Anna", kind="agency")

    desk.log(**rated(), source_kinds={"Anna": "person"})

    assert desk.source_view("Anna").kind == "agency"


def test_a_shown_claim_with_ratings_can_be_handed_in_again(
    desk: "Desk", claim: Recorded, tmp_path: Path
) -> None:
    desk.rate(claim, "False", by="The Checkers", report={"url": CHECK, "title": "A check"})
    path = tmp_path / "shown.jsonl"
    path.write_text(desk.show("one").model_dump_json() + "\n", encoding="utf-8")

    assert desk.import_file(path).unchanged == 1


def test_a_rating_is_no_field_to_revise(desk: "Desk", claim: Recorded) -> None:
    desk.rate(claim, "False", report=CHECK)

    with pytest.raises(InputError, match="no part of what the claim says"):
        desk.revise(claim, ratings=[], reason="no")
    desk.revise(claim, note="seen", reason="read again")

    assert verdicts(desk) == [("checkers.example", "False")]


def test_verify_knows_of_ratings(desk: "Desk", claim: Recorded) -> None:
    desk.rate(claim, "False", by="The Checkers", report=CHECK)
    desk.rate(claim, "True", by="The Checkers", report=CHECK)

    assert desk.verify().ok
