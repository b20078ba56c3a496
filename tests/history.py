"""A random history of desk calls, of every kind that writes, the same for the same seed.

What it leaves behind has every kind of record in it, at more than one revision.
Nothing is asserted here; a call that the record refuses is simply no part of it.
"""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import InputError
from claims.schemas.views import Recorded

if TYPE_CHECKING:
    from claims.desk import Desk

NAMES = ("NIS", "Yonhap", "KCNA", "officials", "Rep. Lee", "BBC", "GUR", "국가정보원")
SLUGS = ("nk-casualties", "nk-killed", "nk-sent")
QUANTITIES = (
    "4,700",
    "around 4,700",
    "at least 12",
    "dozens",
    "100 to 120",
    "none",
    "up to 20",
    "1.5",
)
DATES = ("2025-04-30", "2025-04", "2024-12?", "2025-01/2025-04", "2025-06-~17", "2025-04-30T14:05Z")
HEDGES = ("certain", "probable", "possible", "alleged", "unconfirmed", "attributed")
RELATIONS = ("corroborates", "contradicts", "repeats", "updates", "derived_from")
TEXT = "According to the agency some 4,700 are said to have fallen, of whom at least 600 died."


def seeds(first: int, *others: int) -> list[Any]:
    """Seeds to run a test with: the first always, the others where there is time."""
    return [first, *(pytest.param(seed, marks=pytest.mark.long) for seed in others)]


Step = Callable[["Life"], Recorded | None]


class Life:
    """A desk, dice, and the claims that were logged so far."""

    def __init__(self, desk: "Desk", seed: int) -> None:
        self.desk = desk
        self.dice = random.Random(seed)
        self.claims: list[Recorded] = []
        self.links: list[Recorded] = []
        self.undone: list[Recorded] = []

    def maybe(self, choices: tuple[Any, ...]) -> Any:
        return self.dice.choice(choices) if self.dice.random() < 0.5 else None

    def claim(self) -> Recorded:
        return self.dice.choice(self.claims)


def _log(life: Life) -> Recorded:
    number = len(life.claims)
    claim = life.desk.log(
        f"Event {number} happened",
        key=life.maybe((f"key-{number}",)),
        figure=life.maybe(SLUGS),
        quantity=life.maybe(QUANTITIES),
        unit=life.maybe(("soldiers", "casualties")),
        source=life.maybe(NAMES),
        reporter=life.dice.choice(NAMES),
        hedge=life.maybe(HEDGES),
        hedge_cue=life.maybe(("likely", "said")),
        as_of=life.maybe(DATES),
        tags=life.maybe((["war"], ["war", "asia"])),
        note=life.maybe(("seen twice",)),
        report=life.maybe(({"title": "News", "text": TEXT, "language": "en"}, {"title": "Sport"})),
    )
    life.claims.append(claim)
    return claim


def _log_in_full(life: Life) -> Recorded:
    first, second = life.dice.sample(NAMES, 2)
    hop = {"source": first, "hedge": "probable", "cue": "likely", "named_as": "they"}
    relay = {"source": second, "language": "ko", "said": "2025-04", "original_term": "사상자"}
    claim = life.desk.log(
        "A chain is given",
        chain=[hop, relay],
        quote="at least 600",
        report={
            "url": f"https://news.example/{life.dice.randrange(3)}",
            "text": TEXT,
            "raw_bytes": {"type": "text/html", "content": f"<p>{TEXT}</p>".encode()},
        },
    )
    life.claims.append(claim)
    return claim


def _link(life: Life) -> Recorded:
    ends = life.claim(), life.claim()
    link = life.desk.link(ends[0], life.dice.choice(RELATIONS), ends[1], reason="it seems so")
    life.links.append(link)
    return link


def _unlink(life: Life) -> Recorded | None:
    return life.desk.unlink(life.links.pop(), reason="not so") if life.links else None


def _retract(life: Life) -> Recorded:
    notice = life.desk.retract(life.claim(), reason="they took it back", notice_date="2025-06")
    life.undone.append(notice)
    return notice


def _rule(life: Life) -> Recorded:
    a, b = life.dice.sample(NAMES, 2)
    word = life.dice.choice(("same", "distinct"))
    ruling = life.desk.rule(a, word, b, reason="the desk knows")
    life.undone.append(ruling)
    return ruling


def _source(life: Life) -> Recorded:
    return life.desk.source(
        life.dice.choice(NAMES),
        kind=life.maybe(("agency", "outlet", "unnamed")),
        country=life.maybe(("KR", "KP")),
        controlled_by=life.maybe(NAMES),
        aliases=life.maybe((["they"], ["them", "those"])),
    )


def _figure(life: Life) -> Recorded:
    return life.desk.figure(
        life.dice.choice(SLUGS),
        title=life.maybe(("How many",)),
        basis=life.maybe(("cumulative", "period")),
        since=life.maybe(("2024-10",)),
        part_of=life.maybe(SLUGS),
        complete_parts=life.maybe((True, False)),
        parties=life.maybe((["NIS"], ["NIS", "KCNA"])),
    )


def _story(life: Life) -> Recorded:
    rests_on = [life.claim().ref for _ in range(life.dice.randrange(3))]
    url = f"https://our.example/{life.dice.randrange(2)}"
    return life.desk.story(url, date=life.maybe(DATES), rests_on=rests_on)


def _report(life: Life) -> Recorded:
    url = f"https://news.example/{life.dice.randrange(3)}"
    title = life.dice.choice(("News", "Sport"))
    return life.desk.report(url, title=title, published=life.maybe(DATES), byline="A. Writer")


def _set_report(life: Life) -> Recorded:
    report = life.dice.choice(life.desk.reports())
    return life.desk.set_report(report.ref, note=f"seen {life.dice.random()}")


def _revise(life: Life) -> Recorded:
    field, values = life.dice.choice(
        (
            ("quantity", QUANTITIES),
            ("hedge", HEDGES),
            ("as_of", (*DATES, None)),
            ("note", ("x", "")),
        )
    )
    return life.desk.revise(life.claim(), reason="read again", **{field: life.dice.choice(values)})


def _rate(life: Life) -> Recorded:
    rating = life.desk.rate(
        life.claim(),
        life.dice.choice(("False", "Half true")),
        by=life.dice.choice(("Checkers", "NIS")),
        value=life.maybe(("1", "2.5")),
        report={"url": f"https://checkers.example/{life.dice.randrange(3)}"},
    )
    life.undone.append(rating)
    return rating


STEPS: tuple[Step, ...] = (
    _log,
    _log,
    _log_in_full,
    _link,
    _unlink,
    _retract,
    _rule,
    _source,
    _figure,
    _story,
    _report,
    _set_report,
    _revise,
    lambda life: life.desk.withdraw(life.claim(), reason="logged twice"),
    lambda life: (
        life.desk.withdraw(life.undone.pop(), reason="by mistake") if life.undone else None
    ),
    lambda life: life.desk.review(life.claim(), note=life.maybe(("fine",))),
    lambda life: life.desk.refuse(life.claim(), "repeats", life.claim(), reason="no"),
    lambda life: life.desk.waive("jump", reason="we know"),
    _rate,
)


def live_a_while(desk: "Desk", *, seed: int, steps: int = 60) -> Life:
    """Make this many random calls on the desk, after one claim so that there is something."""
    life = Life(desk, seed)
    for step in (_log, *life.dice.choices(STEPS, k=steps)):
        try:
            step(life)
        except InputError:
            continue  # the record refused it: a link to itself, a second retraction
    return life
