"""More claims than can be told apart: how many in each stretch of time, between which numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from claims.report.language import Words
from claims.report.numbers_and_dates import number_words
from claims.report.pictures.places import Place

MOST = 300
_STRETCHES = 36
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of time with the least and greatest number in it."""

    since: float
    until: float
    claims: int
    least: Decimal
    greatest: Decimal

    @property
    def low(self) -> float:
        """The least number, to be placed."""
        return float(self.least)

    @property
    def high(self) -> float:
        """The greatest number, to be placed."""
        return float(self.greatest)

    def dates(self, words: Words) -> str:
        """Its first and last day."""
        return words.told["between"].format(low=_iso(self.since), high=_iso(self.until))

    def numbers(self, words: Words) -> str:
        """Its least and greatest number."""
        low, high = (number_words(one, words) for one in (self.least, self.greatest))
        return low if low == high else words.told["between"].format(low=low, high=high)


def buckets(found: Sequence[Place]) -> tuple[Bucket, ...]:
    """The stretches that hold a dated number."""
    dated = [(one.x, one.y, len(one.rows)) for one in found]
    known = [(x, y, count) for x, y, count in dated if x is not None and y is not None]
    if not known:
        return ()
    first, last = min(x for x, _, _ in known), max(x for x, _, _ in known)
    step = max((last - first) / _STRETCHES, 1.0)
    held: dict[int, list[tuple[Decimal, int]]] = {}
    for x, y, count in known:
        held.setdefault(min(int((x - first) / step), _STRETCHES - 1), []).append((y, count))
    return tuple(
        Bucket(
            since=first + index * step,
            until=first + (index + 1) * step,
            claims=sum(count for _, count in inside),
            least=min(y for y, _ in inside),
            greatest=max(y for y, _ in inside),
        )
        for index, inside in sorted(held.items())
    )


def _iso(day: float) -> str:
    return (_FIRST + timedelta(days=day)).date().isoformat()
