"""The record as it was: whatever was asked then is answered the same, however much came after."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError
from claims.schemas.views import jsonable
from claims.store.engine import reading
from claims.store.queries.history import last_entry_at
from tests.history import STEPS, Life, _log, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

Question = tuple[str, tuple[tuple[str, Any], ...]]
Answers = dict[Question, Any]


def ask(desk: "Desk", question: Question) -> Any:
    """The answer as JSON; a refusal is an answer too."""
    verb, arguments = question
    try:
        found = getattr(desk, verb)(**dict(arguments))
    except InputError as error:
        return error.code
    return found if isinstance(found, str) else jsonable(found)


def of_all() -> Iterator[Question]:
    """What is asked of the record as a whole."""
    for verb in ("find", "figures", "sources", "reports", "stories", "lint", "suggest"):
        yield verb, ()


def of_figures(slugs: list[str]) -> Iterator[Question]:
    for slug in slugs:
        yield "figure_view", (("slug", slug),)
        yield "history", (("ref", slug),)
        for verb in ("lint", "suggest", "find"):
            yield verb, (("figure", slug),)
        yield "sourcing", (("figure", (slug,)), ("format", "json"))


def of_claims(refs: list[str]) -> Iterator[Question]:
    for ref in refs:
        for verb in ("show", "trace", "history", "lint", "suggest", "cascade"):
            yield verb, (("ref", ref),)
        yield "sourcing", (("claim", ref), ("format", "md"))
    for a, b in pairwise(refs):
        yield "compare", (("a", a), ("b", b))


def of_others(desk: "Desk") -> Iterator[Question]:
    for source in desk.sources():
        for verb, name in (("source_view", "name"), ("history", "ref")):
            yield verb, ((name, source.name),)
        yield "find", (("source", source.name), ("words", "happened"))
    for report in desk.reports():
        for verb in ("report_view", "history", "cascade"):
            yield verb, (("ref", report.ref),)
        yield "sourcing", (("report", report.ref), ("format", "json"))
    for story in desk.stories():
        yield "history", (("ref", story.ref),)
    for tag in ("war", "asia"):
        yield "find", (("tag", tag), ("until", "2025-05"))
        yield "sourcing", (("tag", tag), ("format", "json"))


def questions(life: Life, most: int) -> list[Question]:
    """So many of all the questions that there are to ask at this moment."""
    desk = life.desk
    refs = [line.ref for line in desk.find(limit=1000)]
    every = [
        *of_all(),
        *of_figures([figure.slug for figure in desk.figures()]),
        *of_claims(refs),
        *of_others(desk),
        *(("history", (("ref", one.ref),)) for one in (*life.links, *life.undone)),
    ]
    return life.dice.sample(every, min(most, len(every)))


def last_write(desk: "Desk") -> datetime:
    """The moment that a report of now is of; a step may have changed nothing."""
    with reading(desk._engine) as connection:
        moment = last_entry_at(connection)
    assert moment is not None
    return moment


def live_and_ask(
    desk: "Desk", clock: "Clock", *, seed: int, steps: int, most: int
) -> dict[datetime, Answers]:
    """A random history, and what the desk answered at each moment of it."""
    life = Life(desk, seed)
    answers: dict[datetime, Answers] = {}
    for step in life.dice.choices(STEPS, k=steps):
        if life.dice.random() < 0.8:  # or the same moment holds this step too
            clock.tick(life.dice.choice((0.000001, 0.5, 3600.0)))
        try:
            (step if life.claims else _log)(life)
        except InputError:
            continue
        answers[last_write(desk)] = {one: ask(desk, one) for one in questions(life, most)}
    return answers


def check(desk: "Desk", answers: dict[datetime, Answers]) -> None:
    for moment, answered in answers.items():
        then = desk.at(as_of=moment)
        for question, answer in answered.items():
            assert ask(then, question) == answer, (moment, question)


@pytest.mark.parametrize("seed", seeds(0, 1, 2))
def test_every_answer_of_a_random_history_is_given_again(
    desk: "Desk", clock: "Clock", seed: int
) -> None:
    answers = live_and_ask(desk, clock, seed=seed, steps=20, most=4)

    check(desk, answers)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 106))
def test_every_answer_of_a_longer_history_is_given_again(
    desk: "Desk", clock: "Clock", seed: int
) -> None:
    answers = live_and_ask(desk, clock, seed=seed, steps=60, most=40)

    check(desk, answers)
