"""The sentences of a claim: who said it through whom, in which words, and what a number means."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from claims.messages import Told, number, row, tell
from claims.report.words import COMPARATORS, HEDGES
from claims.schemas.views import HopView
from claims.values.quantity import Interval, Quantity
from claims.values.quantity.printing import print_number
from claims.vocab import Comparator, SourceKind

_BEFORE_DIGITS = re.compile(r"\D*")
_BARE = (Comparator.EXACT, Comparator.NONE)


def attribution(hops: Sequence[HopView]) -> str:
    """The chain in one line: "per NIS, via Lee Seong-kweun, reported by Yonhap"."""
    first, *others = [_speaker(hop) for hop in hops]
    if not others:
        return tell("per_itself", "published by {name} in its own name", name=first)
    *relays, reporter = others
    told = {"name": first, "reporter": reporter}
    if not relays:
        return tell("per", "per {name}, reported by {reporter}", **told)
    via = reduce(lambda a, b: tell("then", "{one}, then {two}", one=a, two=b), relays)
    return tell("per_via", "per {name}, via {relays}, reported by {reporter}", relays=via, **told)


def _speaker(hop: HopView) -> str:
    if hop.kind is not SourceKind.UNNAMED:
        return hop.source
    return tell("not_named", "{name} (not named)", name=hop.named_as or hop.source)


def wording(hops: Sequence[HopView], quantity: Quantity | None) -> tuple[str, ...]:
    """The words that hold back: each hedge as printed, then what bends the number."""
    hedged = [hop for hop in hops if not hop.hedge.is_neutral]
    words = [hop.cue or tell(f"hedges.{hop.hedge}", HEDGES[hop.hedge][0]) for hop in hedged]
    if len(hedged) > 1:
        words = [
            row((word, f" ({hop.source})"), "") for word, hop in zip(words, hedged, strict=True)
        ]
    return (*words, *_bending(quantity))


def _bending(quantity: Quantity | None) -> tuple[str, ...]:
    """What stands before the number in print, else the plain word for its comparator."""
    if quantity is None or quantity.comparator in _BARE:
        return ()
    if quantity.comparator in (Comparator.VAGUE, Comparator.BETWEEN):
        return (quantity.text,)
    before = _BEFORE_DIGITS.match(quantity.text)
    printed = before[0].strip() if before else ""
    bare = tell(f"comparators.{quantity.comparator}", COMPARATORS[quantity.comparator])
    return (printed or bare,)


def meaning(quantity: Quantity, tolerance: Decimal) -> str:
    """What the printed quantity is taken to span, and by what if nobody printed that."""
    span = quantity.interval(tolerance)
    words = span_words(span)
    if quantity.unit is not None:
        words = row((words, quantity.unit), " ")
    if quantity.convention is not None:
        return tell(
            "by_convention",
            "{number} (by our convention for vague words, {convention})",
            number=words,
            convention=quantity.convention,
        )
    if span != quantity.interval(tolerance / 2):
        return tell(
            "by_tolerance",
            "{number} (the printed number and {share} around it)",
            number=words,
            share=tolerance_words(tolerance),
        )
    return words


def tolerance_words(tolerance: Decimal) -> str:
    """A share of one as a percentage: "10 %"."""
    return row((_number((tolerance * 100).normalize() + 0), " %"), "")


def span_words(span: Interval) -> str:
    """An interval as people say it."""
    if span.low is None:
        if span.high is None:
            return tell("any_number", "any number")
        return _up_to(span.high, is_open=span.high_open)
    low = _number(span.low)
    if span.high is None:
        if span.low_open:
            return tell("more_than", "more than {low}", low=low)
        return tell("or_more", "{low} or more", low=low)
    if span.low == span.high:
        return low
    high = _number(span.high)
    start = tell("above", "above {low}", low=low) if span.low_open else low
    end = tell("below", "below {high}", high=high) if span.high_open else high
    return tell("between", "{low} to {high}", low=start, high=end)


def _up_to(high: Decimal, *, is_open: bool) -> str:
    told = _number(high)
    if is_open:
        return tell("below", "below {high}", high=told)
    return tell("up_to", "up to {high}", high=told)


def _number(value: Decimal) -> Told:
    return number(value, print_number(value))
