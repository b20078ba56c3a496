"""Two readings of different origins on one figure: whether they agree or conflict.

Guaranteed: `compare` finds what `claims.rules.verdict.compare` finds of two that nobody linked,
and leaves out what is neither agreement nor conflict; what `may_matter` denies is neither. Of
all pairs few meet, so that what each reading brings to them is worked out once, and a verdict
once for all who say the same.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from claims.records import Claim
from claims.rules.agreement import span
from claims.rules.case import Case
from claims.rules.independence import Independence
from claims.rules.newest import Reading, Said
from claims.rules.pair import Pair
from claims.rules.rows import judge
from claims.rules.verdict import Comparison, compare
from claims.vocab import Basis, Reason, Verdict

TELLING = (Verdict.CORROBORATES, Verdict.CONTRADICTS)

_START = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)
_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")

_Found = tuple[Verdict, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _Side:
    """What a reading brings to every meeting; `kind` is a number for what it comes to."""

    kind: int
    is_real: bool
    start: datetime
    end: datetime
    low: Decimal
    high: Decimal


class Meeting:
    """The readings of one figure as they meet."""

    def __init__(self, case: Case, origins: Independence) -> None:
        self._case, self._origins = case, origins
        self._sides: dict[Reading, _Side] = {}
        self._kinds: dict[tuple[Said, bool], int] = {}
        self._found: dict[tuple[int, int], _Found] = {}

    def may_matter(self, one: Reading, two: Reading) -> bool:
        """Whether they can agree or conflict: about one window, or a cumulative count that fell."""
        a, b = self._side(one), self._side(two)
        if a.is_real is not b.is_real:
            return False
        if a.end < b.start:
            return b.high <= a.low
        return b.end >= a.start or a.high <= b.low

    def compare(self, one: Reading, two: Reading) -> Comparison | None:
        """How they stand to each other; None where they neither agree nor conflict."""
        a, b = one.face, two.face
        kinds = (self._side(one).kind, self._side(two).kind)
        found = self._found.get(kinds)
        if found is None:
            outcome = judge(Pair(self._case, a, b, self._origins))
            found = self._found[kinds] = (outcome.verdict, outcome.reasons)
        verdict, reasons = found
        if verdict not in TELLING:
            return None
        told = partial(_sentence, a, b, self._case, self._origins)
        return Comparison(verdict, reasons, a.id, b.id, verdict, None, told)

    def _side(self, reading: Reading) -> _Side:
        known = self._sides.get(reading)
        if known is None:
            known = self._sides[reading] = self._read(reading)
        return known

    def _read(self, reading: Reading) -> _Side:
        _, _, window = reading.said
        start, end = window or (None, None)
        alike = (reading.said, self._origins.is_unknown(reading.face.id))
        return _Side(
            self._kinds.setdefault(alike, len(self._kinds)),
            reading.lane[1],
            start or _START,
            end or _END,
            *self._rise(reading.face),
        )

    def _rise(self, claim: Claim) -> tuple[Decimal, Decimal]:
        """Between which numbers a later count may not be lower, nor an earlier one higher.

        Where nothing has to rise, and where there is no number, there are no such.
        """
        if claim.quantity is None or not _is_cumulative(self._case, claim.figure):
            return _LEAST, _MOST
        allowed = span(claim.quantity, self._case.tolerance)
        low = _LEAST if allowed.low is None else allowed.low
        return low, _MOST if allowed.high is None else allowed.high


def _is_cumulative(case: Case, figure: UUID | None) -> bool:
    known = None if figure is None else case.figures.get(figure)
    return known is not None and known.basis is Basis.CUMULATIVE


def _sentence(a: Claim, b: Claim, case: Case, origins: Independence) -> str:
    return compare(a, b, case, origins).sentence
