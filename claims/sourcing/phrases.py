"""The sentences of a claim: who said it through whom, in which words, and what a number means."""

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.quantity import Interval, Quantity
from claims.quantity.printing import print_number
from claims.schemas.views import HopView
from claims.sourcing.words import COMPARATORS, HEDGES
from claims.vocab import Comparator, SourceKind

_BEFORE_DIGITS = re.compile(r"\D*")
_BARE = (Comparator.EXACT, Comparator.NONE)


def attribution(hops: Sequence[HopView]) -> str:
    """The chain in one line: "per NIS, via Lee Seong-kweun, reported by Yonhap"."""
    first, *others = [_speaker(hop) for hop in hops]
    if not others:
        return f"published by {first} in its own name"
    *relays, reporter = others
    via = f", via {', then '.join(relays)}" if relays else ""
    return f"per {first}{via}, reported by {reporter}"


def _speaker(hop: HopView) -> str:
    if hop.kind is not SourceKind.UNNAMED:
        return hop.source
    return f"{hop.named_as or hop.source} (not named)"


def wording(hops: Sequence[HopView], quantity: Quantity | None) -> tuple[str, ...]:
    """The words that hold back: each hedge as printed, then what bends the number."""
    hedged = [hop for hop in hops if not hop.hedge.is_neutral]
    words = [hop.cue or HEDGES[hop.hedge][0] for hop in hedged]
    if len(hedged) > 1:
        words = [f"{word} ({hop.source})" for word, hop in zip(words, hedged, strict=True)]
    return (*words, *_bending(quantity))


def _bending(quantity: Quantity | None) -> tuple[str, ...]:
    """What stands before the number in print, else the plain word for its comparator."""
    if quantity is None or quantity.comparator in _BARE:
        return ()
    if quantity.comparator in (Comparator.VAGUE, Comparator.BETWEEN):
        return (quantity.text,)
    before = _BEFORE_DIGITS.match(quantity.text)
    printed = before[0].strip() if before else ""
    return (printed or COMPARATORS[quantity.comparator],)


def meaning(quantity: Quantity, tolerance: Decimal) -> str:
    """What the printed quantity is taken to span, and by what if nobody printed that."""
    span = quantity.interval(tolerance)
    words = span_words(span)
    if quantity.unit is not None:
        words = f"{words} {quantity.unit}"
    if quantity.convention is not None:
        return f"{words} (by our convention for vague words, {quantity.convention})"
    if span != quantity.interval(tolerance / 2):
        return f"{words} (the printed number and {tolerance_words(tolerance)} around it)"
    return words


def tolerance_words(tolerance: Decimal) -> str:
    """A share of one as a percentage: "10 %"."""
    return f"{print_number((tolerance * 100).normalize() + 0)} %"


def span_words(span: Interval) -> str:
    """An interval as people say it."""
    if span.low is None:
        return "any number" if span.high is None else _up_to(span.high, is_open=span.high_open)
    low = print_number(span.low)
    if span.high is None:
        return f"more than {low}" if span.low_open else f"{low} or more"
    if span.low == span.high:
        return low
    start = f"above {low}" if span.low_open else low
    end = f"below {print_number(span.high)}" if span.high_open else print_number(span.high)
    return f"{start} to {end}"


def _up_to(high: Decimal, *, is_open: bool) -> str:
    return f"{'below' if is_open else 'up to'} {print_number(high)}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many}"
