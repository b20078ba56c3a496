"""Counts of one origin that leapt out of all proportion to its own series.

A leap is a step (of a period: its count) that is, per day, more than `OUT_OF_PROPORTION`
times the median of the up to `USUAL_STEPS` positive steps before it, of which there are
at least `FEWEST_STEPS`, and more than `SMALLEST_LEAP` in all. It need not be wrong: a
committee may have approved old cases on one day. It stays a finding until an editor
explains it by a link (`qualifies` or `corrects`) at one of the reports of it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from claims.messages import counts, number, tell
from claims.rules.case import Case
from claims.rules.findings.series import Point, linked_by, moment, series_of
from claims.rules.findings.value import Finding
from claims.rules.timing import claim_time
from claims.rules.wording import quantity_words, speaker_name
from claims.values.dates import PartialDate
from claims.vocab import Basis, FindingCode, Relation

OUT_OF_PROPORTION = 10
FEWEST_STEPS = 5
USUAL_STEPS = 30
SMALLEST_LEAP = 10

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class _Step:
    """How far a count went in how many days."""

    point: Point
    size: Decimal
    days: Decimal

    @property
    def rate(self) -> Decimal:
        """How far in a day."""
        return self.size / self.days


def leaps(case: Case) -> Iterator[Finding]:
    """The leaps of every origin on every figure that counts over time."""
    explained = linked_by(case, Relation.QUALIFIES, Relation.CORRECTS)
    steps_of = {Basis.CUMULATIVE: _rises, Basis.PERIOD: _periods}
    for figure in case.figures.values():
        if figure.basis not in steps_of:
            continue
        for series in series_of(case, figure.id):
            by_time = sorted(series, key=lambda one: moment(claim_time(case, one.claim)))
            for step, usual in _leaps(steps_of[figure.basis](case, by_time)):
                if not step.point.reports & explained:
                    yield _finding(case, step, usual)


def _leaps(steps: Iterator[_Step]) -> Iterator[tuple[_Step, Decimal]]:
    """The steps out of proportion, each with what was usual per day before it."""
    before: deque[Decimal] = deque(maxlen=USUAL_STEPS)
    for step in steps:
        if len(before) >= FEWEST_STEPS and step.size > SMALLEST_LEAP:
            usual = median(before)
            if step.rate > OUT_OF_PROPORTION * usual:
                yield step, usual
        before.append(step.rate)


def _rises(case: Case, series: list[Point]) -> Iterator[_Step]:
    """What a cumulative count added, between dated claims with one number."""
    dated = [point for point in series if _value(point) is not None and _start(case, point)]
    for before, after in pairwise(dated):
        size = (_value(after) or Decimal(0)) - (_value(before) or Decimal(0))
        apart = moment(_time(case, after)) - moment(_time(case, before))
        if size > 0:
            yield _Step(after, size, max(Decimal(1), Decimal(int(apart // _DAY))))


def _periods(case: Case, series: list[Point]) -> Iterator[_Step]:
    """What was counted in each period, spread over its days."""
    for point in series:
        size, time = _value(point), _time(case, point)
        if size is None or size <= 0 or time is None:
            continue
        if time.earliest is None or time.latest is None:
            continue
        length = time.latest - time.earliest + timedelta(microseconds=1)
        yield _Step(point, size, max(Decimal(1), Decimal(length.days)))


def _time(case: Case, point: Point) -> PartialDate | None:
    return claim_time(case, point.claim)


def _start(case: Case, point: Point) -> bool:
    """It is known when its time begins."""
    time = _time(case, point)
    return time is not None and time.earliest is not None


def _value(point: Point) -> Decimal | None:
    """The one number printed; ranges and vague words have none, and none is made up."""
    return point.quantity.value


def _finding(case: Case, step: _Step, usual: Decimal) -> Finding:
    claim = step.point.claim
    name = speaker_name(case, claim.chain.origin.source)
    days = tell("in_a_day", "one day") if step.days == 1 else counts(int(step.days), "day", "days")
    daily = usual.quantize(Decimal("0.1")).normalize()
    message = tell(
        "jump",
        "{name}'s {quantity} means {size} in {days}, where about {usual} a day was usual: find "
        "out why.",
        name=name,
        quantity=quantity_words(claim),
        size=number(step.size, f"{step.size:,f}"),
        days=days,
        usual=number(daily, f"{daily:f}"),
    )
    return Finding.on(claim, FindingCode.JUMP, message)
