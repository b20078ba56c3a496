"""What a desk keeps of its answers is what a desk that keeps nothing answers, at every moment."""

import os
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import claims
from claims.desk import memo
from claims.desk.memo import Memo
from claims.errors import ClaimsError
from claims.store.engine import open_engine, read_url
from claims.vocab import Standing
from tests.desk.test_desk_reading import counted
from tests.desk.test_desk_summary import DAYS, FIGURES, NAMED, UNNAMED, Record
from tests.ground import Clock, Home
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
    other._memo = Memo()
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
    desk: "Desk", elsewhere: "Desk", clock: Clock, seed: int
) -> None:
    record = Busy(desk, seed)
    record.begin()
    for number in range(20):
        record.happen(number)
        clock.tick(record.dice.choice((0, 0, 1, 1, 60, -2)))
        one = moments(record.dice.choice((desk, elsewhere)), clock, record)

        assert answers(one, record) == answers(forgetful(one), record), (number, one.moment)


def tell(desk: "Desk") -> None:
    """A figure with two claims, and another figure with two."""
    for number, figure in enumerate(("dead", "dead", "hurt", "hurt")):
        report = {"url": f"https://news.example/{number}"}
        given: dict[str, Any] = {"source": f"Agency {number}", "reporter": "Wire", "quantity": "12"}
        desk.log("So many", key=f"{figure}{number}", figure=figure, report=report, **given)
    desk.log("It began", key="first", source="Agency 9", reporter="Wire")


def test_what_another_desk_wrote_is_seen(desk: "Desk", elsewhere: "Desk") -> None:
    tell(desk)
    for one in (desk, elsewhere):
        assert one.show("dead0").standing is Standing.CORROBORATED

    elsewhere.retract("dead1", reason="made up")

    for one in (desk, elsewhere):
        assert one.show("dead0").standing is Standing.SINGLE_ORIGIN


def test_the_oldest_answers_go_first(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    tell(desk)
    monkeypatch.setattr(memo, "MOST", 2)
    for slug in ("dead", "hurt"):
        desk.figure_summary(slug)
    desk.show("first")

    assert is_kept(desk, "hurt")
    assert not is_kept(desk, "dead")


def is_kept(desk: "Desk", slug: str) -> bool:
    """Whether the answer is not worked out anew."""
    with counted(desk) as sent:
        answer(lambda: desk.figure_summary(slug))
    return not any("rulings" in one for one in sent)
