"""Reports: which draft fits which version of which published item."""

from typing import TYPE_CHECKING

import pytest

from claims.errors import ConflictError, InputError
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk

URL = "https://news.example/1"


def versions(desk: "Desk") -> list[int]:
    return [report.version for report in desk.reports(URL)]


def test_the_same_address_is_the_same_report(desk: "Desk", claim_factory: Make) -> None:
    first, second = claim_factory(report=URL), claim_factory(report={"url": URL})

    assert desk.show(first).report.ref == desk.show(second).report.ref
    assert versions(desk) == [1]


def test_a_later_draft_completes_what_was_unknown(desk: "Desk", claim_factory: Make) -> None:
    claim_factory(report=URL)

    claim_factory(
        published="2025-04-30",
        report={"url": URL, "title": "News", "byline": "A. Writer", "language": "en"},
    )

    (report,) = desk.reports(URL)
    assert (report.title, report.byline, report.language) == ("News", "A. Writer", "en")
    assert (report.published, report.revision) == ("2025-04-30", 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"text": "Around 4,700."}, {"text": "Around 4,800."}),
        ({"title": "News"}, {"title": "Old news"}),
        ({"published": "2025-04-30"}, {"published": "2025-05-01"}),
        ({"published": "2025-04-30T10:00Z"}, {"published": "2025-04-30T11:00Z"}),
        ({"byline": "A. Writer"}, {"byline": "B. Writer"}),
        ({"language": "en"}, {"language": "de"}),
    ],
)
def test_what_contradicts_the_last_version_is_a_new_one(
    desk: "Desk", claim_factory: Make, first: dict[str, str], second: dict[str, str]
) -> None:
    before = claim_factory(report={"url": URL, **first})

    after = claim_factory(report={"url": URL, **second})

    old, new = desk.reports(URL)
    assert (old.version, new.version) == (1, 2)
    assert new.supersedes == old.ref
    assert desk.show(before).report.ref == old.ref
    assert desk.show(after).report.ref == new.ref


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"title": "News"}, {"title": "  NEWS "}),
        ({"published": "2025-04"}, {"published": "2025-04-30"}),
        ({"text": "The same."}, {"text": "The same."}),
        ({"byline": "A. Writer"}, {"byline": "a.  writer"}),
    ],
)
def test_what_does_not_contradict_is_the_same_version(
    desk: "Desk", first: dict[str, str], second: dict[str, str]
) -> None:
    desk.report(URL, **first)
    desk.report(URL, **second)

    assert versions(desk) == [1]


def test_a_new_version_keeps_the_outlet(desk: "Desk") -> None:
    desk.report(URL, reporter="Yonhap", title="News")
    desk.report(URL, title="Other news")

    assert [report.reporter for report in desk.reports(URL)] == ["Yonhap", "Yonhap"]


def test_a_draft_that_fits_an_older_version_is_anchored_there(
    desk: "Desk", claim_factory: Make
) -> None:
    desk.report(URL, text="Around 4,700.", reporter="Yonhap")
    desk.report(URL, text="Around 4,800.")

    claim = claim_factory(quote="4,700", report={"url": URL, "text": "Around 4,700."})

    assert desk.show(claim).report.version == 1


def test_a_claim_stays_with_the_version_that_it_was_read_from(
    desk: "Desk", claim_factory: Make
) -> None:
    claim = claim_factory(report={"url": URL, "text": "Around 4,700."}, quote="4,700")
    desk.report(URL, text="Around 4,800.")

    desk.revise(claim, reason="read again", note="as first printed")

    assert desk.show(claim).report.version == 1
    assert desk.trace(claim).report.version == 1


def test_without_an_address_outlet_date_and_title_tell_an_item(
    desk: "Desk", claim_factory: Make
) -> None:
    draft = {"published": "2025-04-30", "report": {"title": "Bulletin 7"}}

    first, same = claim_factory(**draft), claim_factory(**draft)
    other = claim_factory(published="2025-05-01", report={"title": "Bulletin 7"})

    assert desk.show(first).report.ref == desk.show(same).report.ref
    assert desk.show(other).report.ref != desk.show(first).report.ref


def test_without_anything_known_of_them_reports_are_never_one(
    desk: "Desk", claim_factory: Make
) -> None:
    first, second = claim_factory(), claim_factory()

    assert desk.show(first).report.ref != desk.show(second).report.ref


def test_a_report_by_itself_needs_an_address_or_a_title(desk: "Desk") -> None:
    with pytest.raises(InputError, match="told by its `url`, or by its `title`"):
        desk.report(reporter="Yonhap")


def test_a_report_says_whether_it_was_new(desk: "Desk") -> None:
    statuses = [
        desk.report(URL, title="News").status,
        desk.report(URL, title="News").status,
        desk.report(URL, byline="A. Writer").status,
        desk.report(URL, title="Other").status,
    ]

    assert statuses == ["added", "unchanged", "set", "added"]


def test_a_report_can_be_corrected_with_a_reason(desk: "Desk") -> None:
    report = desk.report(URL, title="Nwes", reporter="Yonhap")

    desk.set_report(report, title="News", reason="typo")

    assert desk.report_view(URL).title == "News"
    assert desk.history(report).revisions[-1].reason == "typo"


def test_the_text_of_a_report_cannot_be_corrected(desk: "Desk") -> None:
    report = desk.report(URL, text="As published.")

    with pytest.raises(InputError) as refused:
        desk.set_report(report, text="As wished.")

    assert refused.value.code == "field_unknown"


def test_a_report_is_read_by_reference_or_as_the_newest_at_its_address(desk: "Desk") -> None:
    old = desk.report(URL, title="News")
    desk.report(URL, title="Other news")

    assert desk.report_view(old.ref).version == 1
    assert desk.report_view(URL).version == 2


def test_correcting_a_report_into_another_item_is_refused(
    desk: "Desk", claim_factory: Make
) -> None:
    claim_factory(published="2025-04-30", report={"title": "A"})
    other = desk.show(claim_factory(published="2025-04-30", report={"title": "B"})).report

    with pytest.raises(ConflictError):
        desk.set_report(other.ref, title="A")

    assert desk.report_view(other.ref).title == "B"
