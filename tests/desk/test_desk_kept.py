"""What a desk keeps of its answers is what a desk that keeps nothing answers, at every moment."""

import os
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import claims
from claims.desk import keeping
from claims.desk.keeping import Kept
from claims.errors import ClaimsError
from claims.store.engine import open_engine, read_url
from claims.store.queries import since
from claims.store.queries.weighing import reduced
from claims.vocab import Standing
from tests.desk.test_desk_reading import counted
from tests.desk.test_desk_summary import DAYS, FIGURES, NAMED, UNNAMED, Record
from tests.ground import Clock, Home, OpenDesk
from tests.history import seeds

if TYPE_CHECKING:
    from claims.desk import Desk

Say = Callable[["Desk"], object]


class Busy(Record):
    """A record in which everything is changed that can be, at odd moments."""

    def begin(self) -> None:
        super().begin()
        self.desk.log("It began", key="first", figure="dead", source="NIS", reporter="Wire")
        self.claims.append("first")

    def happen(self, number: int) -> None:
        """One claim and something else, both of which may be refused."""
        steps: tuple[Callable[[], object], ...]
        steps = (self.say, self.rule, self.pass_on, self.undo, self.change, self.beside)
        for step in (partial(self.log, number), self.dice.choice(steps)):
            try:
                step()
            except ClaimsError:
                continue

    def undo(self) -> None:
        """Take a link, a notice or a ruling back."""
        trace = self.desk.trace(self.dice.choice(self.claims))
        undone = [*(one.ref for one in trace.links), *(one.ref for one in trace.notices)]
        self.desk.withdraw(self.dice.choice(undone), reason="by mistake") if undone else None

    def change(self) -> None:
        """What was there, in ways in which a figure may notice it."""
        dice, desk = self.dice, self.desk
        claim, name = dice.choice(self.claims), dice.choice((*NAMED, *UNNAMED))
        report = dice.choice(desk.reports()).ref
        changes: tuple[Callable[[], object], ...] = (
            lambda: desk.source(name, kind=dice.choice(("unnamed", "agency", "outlet"))),
            lambda: desk.source(name, controlled_by=dice.choice(NAMED)),
            lambda: desk.source(name, aliases=[f"{name} {dice.random()}"]),
            lambda: desk.figure(dice.choice(FIGURES), part_of=dice.choice(FIGURES)),
            lambda: desk.figure(dice.choice(FIGURES), note=f"{dice.random()}"),
            lambda: desk.set_report(report, published=dice.choice(DAYS)),
            lambda: desk.set_report(report, title=f"{dice.random()}"),
            lambda: desk.revise(claim, reason="read again", figure=dice.choice(FIGURES)),
            lambda: desk.revise(claim, reason="read again", said=dice.choice(DAYS)),
            lambda: desk.redact(dice.choice((claim, report, name)), reason="the law"),
        )
        dice.choice(changes)()

    def beside(self) -> None:
        """What no standing rests on."""
        dice, desk = self.dice, self.desk
        claim = dice.choice(self.claims)
        changes: tuple[Callable[[], object], ...] = (
            lambda: desk.review(claim),
            lambda: desk.story(f"https://ours.example/{dice.random()}", rests_on=[claim]),
            lambda: desk.rate(claim, "False", by="Checkers", report={"url": "https://c.example"}),
            lambda: desk.refuse(claim, "repeats", dice.choice(self.claims), reason="no"),
            lambda: desk.log("It snowed", figure="snow", source="Somebody", reporter="Wire"),
        )
        dice.choice(changes)()


def answers(desk: "Desk", record: Busy) -> list[Any]:
    """What is asked of a desk: figures in short, and claims of which each has a standing."""
    summaries = [answer(partial(desk.figure_summary, slug)) for slug in FIGURES]
    return [*summaries, *(answer(partial(desk.show, key)) for key in record.claims[::4])]


def answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except ClaimsError as error:
        return error.code


def forgetful(desk: "Desk") -> "Desk":
    """The same desk, which has kept nothing."""
    other = copy(desk)
    other._kept = Kept()
    return other


def moments(desk: "Desk", clock: Clock, record: Busy) -> "Desk":
    """The desk at some moment: now and in the past above all."""
    dice = record.dice
    then: dict[str, Any] = {}
    if dice.random() < 0.6:
        then["as_of"] = clock.now - timedelta(seconds=dice.choice((-9, 0, 0, 1, 2, 3, 30)))
    if dice.random() < 0.3:
        then["known_by"] = dice.choice(("2025-01-31", "2025-05-15"))
    return desk.at(**then) if then else desk


@pytest.fixture
def elsewhere(home: Home) -> Iterator["Desk"]:
    """A desk with connections of its own, as one in another process has."""
    engine = open_engine(read_url(home.url))
    with claims.Desk(engine, user="mj", clock=Clock(), entropy=os.urandom) as desk:
        yield desk


@pytest.mark.parametrize("seed", seeds(0, *range(1, 40)))
def test_a_kept_answer_is_what_is_worked_out_anew(
    desk: "Desk", elsewhere: "Desk", clock: Clock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(reduced, "SMALL", 0 if seed % 2 else 300)
    monkeypatch.setattr(keeping, "HEAVIEST", 400 if seed % 5 == 0 else 100_000)
    record = Busy(desk, seed)
    record.begin()
    for number in range(20):
        record.happen(number)
        clock.tick(record.dice.choice((0, 0, 1, 1, 60, -2)))
        one = moments(record.dice.choice((desk, elsewhere)), clock, record)

        assert answers(one, record) == answers(forgetful(one), record), (number, one.moment)


# What is said between two questions, and whether the first answer is given again


def tell(desk: "Desk") -> None:
    """A figure with two claims, and another figure with two."""
    for number, figure in enumerate(("dead", "dead", "hurt", "hurt")):
        report = {"url": f"https://news.example/{number}"}
        given: dict[str, Any] = {"source": f"Agency {number}", "reporter": "Wire", "quantity": "12"}
        desk.log("So many", key=f"{figure}{number}", figure=figure, report=report, **given)
    desk.log("It began", key="first", source="Agency 9", reporter="Wire")


def item(desk: "Desk", number: int) -> str:
    """The report that a claim was read from."""
    return desk.report_view(f"https://news.example/{number}").ref


HARMLESS: dict[str, Say] = {
    "nothing": lambda desk: None,
    "a review": lambda desk: desk.review("dead0"),
    "a story": lambda desk: desk.story("https://ours.example/1", rests_on=["dead0"]),
    "a claim elsewhere": lambda desk: desk.log("Snow", figure="snow", reporter="Wire"),
    "a claim of nobody new": lambda desk: desk.log("So many", figure="hurt", reporter="Agency 0"),
    "a claim revised elsewhere": lambda desk: desk.revise("hurt2", reason="x", quantity="13"),
    "a link elsewhere": lambda desk: desk.link("hurt2", "repeats", "hurt3", reason="x"),
    "a notice elsewhere": lambda desk: desk.retract("hurt2", reason="x"),
    "another source": lambda desk: desk.source("Agency 3", kind="unnamed"),
    "another report": lambda desk: desk.set_report(item(desk, 2), title="Later"),
    "a figure apart": lambda desk: desk.figure("hurt", title="The hurt"),
}
HARMFUL: dict[str, Say] = {
    "a claim": lambda desk: desk.log("So many", figure="dead", reporter="Agency 8", quantity="9"),
    "a claim moved in": lambda desk: desk.revise("hurt2", reason="x", figure="dead"),
    "a claim moved out": lambda desk: desk.revise("dead0", reason="x", figure="hurt"),
    "a link": lambda desk: desk.link("first", "repeats", "dead0", reason="x"),
    "a notice": lambda desk: desk.retract("dead0", reason="x"),
    "its report": lambda desk: desk.retract(item(desk, 1), reason="x"),
    "a date": lambda desk: desk.set_report(item(desk, 1), published="2025-01"),
    "its source": lambda desk: desk.source("Agency 0", kind="unnamed"),
    "its figure": lambda desk: desk.figure("dead", title="The dead"),
    "a part of it": lambda desk: desk.figure("hurt", part_of="dead"),
    "a ruling": lambda desk: desk.rule("Agency 0", "same", "Agency 1", reason="x"),
    "a redaction": lambda desk: desk.redact("hurt2", reason="x"),
}


@pytest.mark.sqlite  # a server tells only whether anything was written
@pytest.mark.parametrize("what", HARMLESS)
def test_what_has_nothing_to_do_with_a_figure_leaves_its_answer(
    desk: "Desk", clock: Clock, what: str
) -> None:
    tell(desk)
    before = desk.figure_summary("dead")
    clock.tick()
    HARMLESS[what](desk)

    assert is_kept(desk, "dead")
    assert desk.figure_summary("dead") == before == forgetful(desk).figure_summary("dead")


@pytest.mark.parametrize("what", HARMFUL)
def test_what_may_touch_a_figure_has_it_weighed_anew(desk: "Desk", clock: Clock, what: str) -> None:
    tell(desk)
    desk.figure_summary("dead")
    clock.tick()
    HARMFUL[what](desk)

    assert not is_kept(desk, "dead")
    assert desk.figure_summary("dead") == forgetful(desk).figure_summary("dead")


@pytest.mark.sqlite  # a server tells only whether anything was written
@pytest.mark.parametrize("what", sorted({*HARMLESS, *HARMFUL} - {"a redaction"}))
def test_nothing_that_is_written_later_touches_an_earlier_moment(
    desk: "Desk", clock: Clock, what: str
) -> None:
    tell(desk)
    then = desk.at(as_of=clock.now)
    clock.tick()
    desk.log("So many", figure="dead", reporter="Agency 7", quantity="9")
    before = then.figure_summary("dead")
    clock.tick()
    (HARMLESS | HARMFUL)[what](desk)

    assert is_kept(then, "dead")
    assert then.figure_summary("dead") == before == forgetful(then).figure_summary("dead")


@pytest.mark.sqlite  # a server tells only whether anything was written
def test_moments_between_the_same_entries_have_one_answer(desk: "Desk", clock: Clock) -> None:
    tell(desk)
    desk.figure_summary("dead")

    assert is_kept(desk.at(as_of=clock.now), "dead")
    assert is_kept(desk.at(as_of=clock.now + timedelta(days=1)), "dead")


def test_what_another_desk_wrote_is_seen(desk: "Desk", elsewhere: "Desk") -> None:
    tell(desk)
    for one in (desk, elsewhere):
        assert one.show("dead0").standing is Standing.CORROBORATED

    elsewhere.retract("dead1", reason="made up")

    for one in (desk, elsewhere):
        assert one.show("dead0").standing is Standing.SINGLE_ORIGIN


def test_what_is_not_sealed_is_seen(open_desk: OpenDesk) -> None:
    desk = open_desk(keys=None)
    tell(desk)
    assert desk.figure_summary("dead").mentions == 2

    desk.log("So many", figure="dead", source="Agency 8", reporter="Wire")

    assert desk.figure_summary("dead").mentions == 3


def test_more_than_a_few_entries_are_not_looked_through(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(desk)
    monkeypatch.setattr(since, "FEW", 3)
    desk.figure_summary("dead")
    for number in range(4):
        desk.review("dead0", note=f"{number}")

    assert not is_kept(desk, "dead")


@pytest.mark.sqlite  # a server tells only whether anything was written
def test_the_oldest_answers_go_first(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    tell(desk)
    monkeypatch.setattr(keeping, "MOST", 2)
    for slug in ("dead", "hurt"):
        desk.figure_summary(slug)
    desk.figure_summary("dead")
    desk.show("dead0")

    assert is_kept(desk, "dead")
    assert not is_kept(desk, "hurt")


def is_kept(desk: "Desk", slug: str) -> bool:
    """Whether the answer needs no weighing."""
    with counted(desk) as sent:
        answer(lambda: desk.figure_summary(slug))
    return not any("rulings" in one for one in sent)
