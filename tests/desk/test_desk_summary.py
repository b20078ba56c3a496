"""A figure in short, and the standing of one claim, are what the whole record says of them.

What is compared here is what the rules make of all claims there are.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from claims.desk.memo import Memo
from claims.desk.viewing.figures import standing_of
from claims.desk.viewing.judgements import finding_views
from claims.desk.viewing.sourcing.material import load
from claims.errors import InputError
from claims.records import Claim, Figure
from claims.rules.case import Case
from claims.rules.findings import findings
from claims.rules.standing import standing_of_claim, standing_of_figure
from claims.store.engine import Connection, reading
from claims.store.queries.case import claims_case, figure_case
from claims.store.queries.stored import stored
from claims.values.identity import short_ref
from claims.vocab import Kind, Standing
from tests.desk.test_desk_reading import counted
from tests.ground import Clock
from tests.history import seeds

if TYPE_CHECKING:
    from claims.desk import Desk

FIELDS = ("mentions", "outlets", "origins", "unknown", "low", "high", "standing")
FIGURES = ("dead", "hurt", "hurt-north", "sent")
NAMED = ("NIS", "GUR", "KCNA", "Wire", "Daily", "Rep. Lee")
OUTLETS = ("Wire", "Daily", "Post", "Times")
UNNAMED = ("officials", "a diplomat")
QUANTITIES = ("100", "100.0", "about 100", "at least 90", "120", "300", "up to 110", "90 to 120")
DAYS = ("2025-01-01", "2025-01-02", "2025-02-10", "2025-03", "2025", "2025-04-01", "../2025-02")
RELATIONS = (
    "corroborates",
    "contradicts",
    "repeats",
    "updates",
    "corrects",
    "retracts",
    "denies",
    "qualifies",
    "derived_from",
    "translates",
    "part_of",
)


class Record:
    """A desk, dice, and the claims that were logged."""

    def __init__(self, desk: "Desk", seed: int) -> None:
        self.desk, self.dice = desk, random.Random(seed)
        self.claims: list[str] = []
        # Each record has its own habits: where all things are likely none is ever alone.
        self.odds = {name: self.dice.choice((0.0, 0.1, 0.4)) for name in ("rule", "tell", "deny")}
        self.odds |= {"dated": self.dice.choice((0.2, 0.8, 1.0))}
        self.odds |= {name: self.dice.choice((0.0, 0.05, 0.3)) for name in ("bare", "pass on")}
        self.figures = self.dice.sample(FIGURES, self.dice.choice((1, 2, 4)))

    def is_so(self, what: str) -> bool:
        return self.dice.random() < self.odds[what]

    def maybe(self, choices: tuple[str, ...], odds: float = 0.5) -> Any:
        return self.dice.choice(choices) if self.dice.random() < odds else None

    def begin(self) -> None:
        for name in UNNAMED:
            self.desk.source(name, kind="unnamed")
        self.desk.source("NIS", kind="agency", controlled_by=self.maybe(("Seoul",)))
        self.desk.source("GUR", controlled_by=self.maybe(("Kyiv", "NIS")))
        self.desk.source("Daily", kind="outlet", controlled_by=self.maybe(("Wire",)))
        for slug in FIGURES:
            self.desk.figure(slug, basis=self.dice.choice(("cumulative", "period", "snapshot")))
        self.desk.figure("hurt-north", part_of="hurt")

    def log(self, number: int) -> None:
        dice, key = self.dice, f"k{number}"
        denies = self.is_so("deny")
        report: dict[str, Any] = {"url": f"https://news.example/{dice.randrange(12)}"}
        if dice.random() < 0.4:
            report["text"] = f"Version {dice.randrange(3)}"
        fields: dict[str, Any] = {
            "figure": None if self.is_so("bare") else dice.choice(self.figures),
            "quantity": self.maybe(QUANTITIES, 0.3 if denies else 0.85),
            "stance": "denies" if denies else self.maybe(("declines",), 0.05) or "asserts",
            "modality": self.maybe(("planned", "ongoing"), 0.2) or "occurred",
            "said": self.maybe(DAYS, self.odds["dated"]),
            "as_of": self.maybe(DAYS, 0.2),
            "published": self.maybe(("2025-04-02", "2025-05-03", "2025-06"), 0.3),
            "report": report if dice.random() < 0.5 else None,
        }
        roots = dice.choice((NAMED, NAMED, NAMED, UNNAMED))
        if dice.random() < 0.1:
            hops = [dice.choice(roots), *dice.sample(OUTLETS, dice.choice((1, 2, 3)))]
            chain = [{"source": one} for one in hops]
            chain[0] |= {"said": dice.choice(DAYS[:5])} if dice.random() < 0.5 else {}
            fields["chain"] = chain
        else:
            fields["source"] = dice.choice(roots)
            fields["via"] = [dice.choice(OUTLETS)] if dice.random() < 0.2 else []
            fields["reporter"] = dice.choice(OUTLETS)
            if dice.random() < 0.3:
                fields["reporter"], fields["via"] = fields["source"], []
                fields["source"] = None
        given = {name: value for name, value in fields.items() if value is not None}
        self.desk.log(f"Claim {number}", key=key, **given)
        self.claims.append(key)

    def say(self) -> None:
        """Something about what is there."""
        dice, desk = self.dice, self.desk
        claim, other = dice.choice(self.claims), dice.choice(self.claims)
        what = dice.choice(("link", "link", "link", "notice", "report", "withdraw", "revise"))
        if what == "link":
            desk.link(claim, dice.choice(RELATIONS), other, reason="so it seems")
        elif what == "notice":
            desk.retract(claim, reason="taken back", notice_date="2025-05")
        elif what == "report":
            report = dice.choice(desk.reports())
            desk.retract(report.ref, reason="taken back")
        elif what == "withdraw":
            desk.withdraw(claim, reason="logged twice")
        else:
            desk.revise(claim, reason="read again", quantity=dice.choice(QUANTITIES))

    def pass_on(self) -> None:
        """A chain of copies, from one claim to another, whose first may be taken back."""
        passed = self.dice.sample(self.claims, min(len(self.claims), self.dice.choice((2, 3, 4))))
        if self.dice.random() < 0.3:
            self.desk.retract(passed[0], reason="taken back")
        for copied, copy in pairwise(passed):
            relation = self.dice.choice(("repeats", "derived_from", "translates"))
            self.desk.link(copy, relation, copied, reason="the same words")

    def rule(self) -> None:
        sides = [self.dice.choice((*NAMED, *UNNAMED, *self.claims[:9])) for _ in range(2)]
        word = self.dice.choice(("same", "distinct"))
        self.desk.rule(sides[0], word, sides[1], reason="the desk knows")


def write(desk: "Desk", clock: Clock, seed: int, *, claims: int = 45) -> None:
    """A random record, the second half of which came a day later."""
    record = Record(desk, seed)
    record.begin()
    for number in range(claims):
        if number == claims // 2:
            clock.now += timedelta(days=1)
        steps: list[Callable[[], None]] = [partial(record.log, number)]
        steps += [record.say] if record.claims and record.is_so("tell") else []
        steps += [record.rule] if record.claims and record.is_so("rule") else []
        steps += [record.pass_on] if record.claims and record.is_so("pass on") else []
        for step in steps:
            try:
                step()
            except InputError:
                continue  # the record refused it: a link to itself, a second retraction


def moments(desk: "Desk", clock: Clock) -> dict[str, "Desk"]:
    before = clock.now - timedelta(hours=1)
    return {
        "now": desk,
        "as of": desk.at(as_of=before),
        "known by": desk.at(known_by=clock.now - timedelta(days=90)),
        "both": desk.at(as_of=before, known_by=clock.now - timedelta(days=90)),
    }


@pytest.mark.parametrize("seed", seeds(0, *range(1, 60)))
def test_a_summary_is_what_the_whole_figure_says(desk: "Desk", clock: Clock, seed: int) -> None:
    write(desk, clock, seed)

    for when, then in moments(desk, clock).items():
        for figure in then.figures():
            summary, whole = then.figure_summary(figure.slug), then.figure_view(figure.slug)
            said = {name: getattr(summary, name) for name in FIELDS}
            assert said == {name: getattr(whole, name) for name in FIELDS}, (when, figure.slug)


@pytest.mark.parametrize("seed", seeds(0, *range(1, 60)))
def test_a_claim_stands_the_same_wherever_it_is_asked_for(
    desk: "Desk", clock: Clock, seed: int
) -> None:
    write(desk, clock, seed, claims=30)

    for when, then in moments(desk, clock).items():
        lines = {
            line.ref: line.standing
            for figure in then.figures()
            for line in then.figure_view(figure.slug).claims
        }
        with reading(then._engine) as connection:
            whole = whole_record(connection, then.tolerance)
            for place, claim in enumerate(whole.claims.values()):
                short = standing_of(connection, claim, then.tolerance)
                assert short == standing_in(whole, claim), (when, claim.key)
                if claim.figure is not None:
                    assert lines[short_ref(Kind.CLAIM, claim.id)] == short, (when, claim.key)
                if place % LOADED == 0:
                    alone = load(connection, {claim.id}, [], then.tolerance).standing
                    assert alone[claim.id] == short, (when, claim.key)


LOADED = 7  # of so many claims one is asked for as in a sourcing report, which takes long


def whole_record(connection: Connection, tolerance: Decimal) -> Case:
    """Everything that there is."""
    every = [one.record.id for one in stored(connection, Claim)]
    return claims_case(connection, every, tolerance)


def standing_in(case: Case, claim: Claim) -> Standing:
    """What the rules say of it, every claim compared with every other."""
    if claim.figure is None:
        return standing_of_claim(case, claim)
    return standing_of_figure(case, claim.figure).standing_of[claim.id]


WEIGHED = {"single_origin", "unnamed_only", "controlled_only", "contradiction_open"}


@pytest.mark.parametrize("seed", seeds(0, *range(1, 30)))
def test_what_is_found_of_a_part_of_the_record_is_found_of_all_of_it(
    desk: "Desk", clock: Clock, seed: int
) -> None:
    write(desk, clock, seed, claims=30)
    with reading(desk._engine) as connection:
        case = whole_record(connection, desk.tolerance)
        views = finding_views(connection, case, findings(case))

    whole = {one for one in views if one.code in WEIGHED}

    assert {one for one in desk.lint() if one.code in WEIGHED} == whole
    for figure in desk.figures():
        here = {one for one in desk.lint(figure=figure.slug) if one.code in WEIGHED}
        assert here <= whole


def test_of_other_figures_only_what_is_linked_is_read(desk: "Desk") -> None:
    for figure in ("dead", "hurt"):
        for number in range(5):
            fields: dict[str, Any] = {"key": f"{figure}{number}", "figure": figure}
            desk.log("It is said", source="NIS", reporter="Wire", **fields)
    desk.log("So it began", key="first", reporter="Wire")
    desk.link("dead0", "derived_from", "hurt0", reason="counted from it")
    desk.link("hurt0", "translates", "first", reason="the same words")
    desk.link("hurt3", "repeats", "hurt4", reason="nothing to the dead")

    with reading(desk._engine) as connection:
        dead = next(one.record for one in stored(connection, Figure) if one.record.slug == "dead")
        case = figure_case(connection, dead.id, desk.tolerance)

    own = {f"dead{number}" for number in range(5)}
    assert {claim.key for claim in case.claims.values()} == {*own, "hurt0", "first"}


def test_a_copy_of_what_was_taken_back_elsewhere_falls_in_every_view(desk: "Desk") -> None:
    desk.log("It began", key="first", reporter="Wire")
    desk.log("So many", key="abroad", figure="hurt", reporter="NIS", quantity="12")
    desk.log("So many", key="here", figure="dead", reporter="GUR", quantity="12")
    desk.link("here", "derived_from", "abroad", reason="counted from it")
    desk.link("abroad", "translates", "first", reason="the same words")

    desk.retract("first", reason="made up")

    assert desk.show("here").standing is Standing.UNSOURCED
    assert desk.figure_view("dead").claims[0].standing is Standing.UNSOURCED
    assert desk.figure_summary("dead").standing is Standing.UNSOURCED
    assert desk.figure_summary("dead").origins == 0


def test_the_number_of_statements_does_not_grow_with_the_figure(desk: "Desk") -> None:
    few = statements_of_a_summary(desk, range(4))

    many = statements_of_a_summary(desk, range(4, 20))

    assert many == few <= 30


def statements_of_a_summary(desk: "Desk", numbers: range) -> int:
    """How many are sent once these claims were logged, of which some are linked."""
    for number in numbers:
        source, outlet = f"Agency {number % 3}", f"Outlet {number % 4}"
        desk.log("It is said", key=f"k{number}", figure="dead", source=source, reporter=outlet)
    first, last = f"k{numbers[0]}", f"k{numbers[-1]}"
    desk.link(first, "repeats", last, reason="the same words")
    desk.retract(last, reason="taken back")
    desk._memo = Memo()
    with counted(desk) as sent:
        desk.figure_summary("dead")
    return len(sent)


def test_a_later_version_that_was_outdated_itself_still_replaces_the_first(desk: "Desk") -> None:
    item = "https://news.example/1"
    said = (("500", "2025", item, 1), ("200", "2025-02-01", item, 2))
    for number, day, url, version in (*said, ("100", "2025-05-01", "https://news.example/2", 1)):
        report = {"url": url, "text": f"Version {version}"}
        fields: dict[str, Any] = {"quantity": number, "said": day, "published": day}
        desk.log("So many", figure="dead", source="NIS", reporter="Wire", report=report, **fields)

    summary, whole = desk.figure_summary("dead"), desk.figure_view("dead")

    assert (summary.low, summary.high) == (whole.low, whole.high) == (Decimal(100), Decimal(100))
