"""Judging stays within its scope, whatever links and rulings lead out of it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claims.desk import Desk


@pytest.fixture
def two_figures(desk: "Desk") -> "Desk":
    """Two figures without a common whole, joined by a ruling and by a link."""
    for name in ("dead", "displaced"):
        desk.figure(name, unit="people")
        desk.source("officials", kind="unnamed")
        desk.log(
            f"40 were {name}",
            key=name,
            figure=name,
            quantity="40",
            source="officials",
            reporter=f"{name} daily",
            said="2025-04-30",
            report=f"https://{name}.example/1",
        )
    desk.rule(desk.show("dead"), "same", desk.show("displaced"), reason="one person")
    desk.link("dead", "qualifies", "displaced", reason="other people")
    return desk


def test_every_finding_of_the_record_is_told_once(two_figures: "Desk") -> None:
    found = [(one.code, one.ref, one.message) for one in two_figures.lint()]
    assert len(found) == len(set(found))
    assert {"dead", "displaced"} <= {ref for _, ref, _ in found}


@pytest.mark.parametrize("name", ["dead", "displaced"])
def test_a_figure_tells_the_same_alone_and_among_all(two_figures: "Desk", name: str) -> None:
    alone = {(one.code, one.message) for one in two_figures.lint(figure=name)}
    together = {(one.code, one.message) for one in two_figures.lint() if one.ref == name}
    assert alone == together


def test_another_byline_is_another_version(desk: "Desk") -> None:
    for byline in ("Kim", "Lee"):
        desk.report("https://news.example/1", reporter="Wire", byline=byline)
    assert [one.byline for one in desk.reports("https://news.example/1")] == ["Kim", "Lee"]


def test_a_report_that_nothing_was_read_from_falls_alone(desk: "Desk") -> None:
    report = desk.report("https://news.example/1")
    desk.retract(report, reason="made up", notice_date="2025-06")

    found = desk.cascade(report)

    assert (found.target, found.notice_date) == (report.ref, "2025-06")
    assert (found.taken_back, found.undated, found.stories) == ((), (), ())
