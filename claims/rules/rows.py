"""The fifteen rows of the verdict, in their order: the first that fits decides.

Guaranteed: what cannot be compared is never judged; a claim of the same origin neither
corroborates nor is a second voice against itself; every row says all its reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass

from claims.records import Claim
from claims.rules.pair import Pair
from claims.rules.printed import Wording, bounds_agree, compare_wordings, is_one_sided
from claims.rules.timing import claim_time, precedence
from claims.vocab import Comparator, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with its reasons, the claim it starts from and the one it leads to."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    start: Claim
    end: Claim


Row = Callable[[Pair], Outcome | None]


def judge(pair: Pair) -> Outcome:
    """The outcome of the first row that fits; the last one fits always."""
    for row in ROWS:
        outcome = row(pair)
        if outcome is not None:
            return outcome
    raise AssertionError("the last row fits always")


def stance(pair: Pair) -> Outcome | None:
    """1: silence is not zero and a refusal is not a denial."""
    return None if pair.both_take_a_side else _not_comparable(pair)


def modality(pair: Pair) -> Outcome | None:
    """2: what is planned or supposed is not what happened."""
    return _not_comparable(pair) if pair.one_is_not_real else None


def figure(pair: Pair) -> Outcome | None:
    """3: only one figure, or part and whole, are compared."""
    return None if pair.related else _not_comparable(pair)


def denial(pair: Pair) -> Outcome | None:
    """4: one denies what the other asserts.

    A denial without a number (or of "any", a denied zero) denies every assertion of its
    figure and of the parts of it; one with a number denies what may be that number. The
    denial of a part leaves its whole possible.
    """
    if pair.denial_and_assertion is None or not pair.same_window:
        return None
    denying, asserting = pair.denial_and_assertion
    if _is_zero(asserting):
        return _both(pair, Verdict.COMPATIBLE, Reason.DENIAL)
    if pair.part_and_whole == (denying, asserting):
        return _both(pair, Verdict.COMPATIBLE, Reason.DENIAL)
    if denying.quantity is None or _is_zero(denying):
        return _both(pair, Verdict.CONTRADICTS, Reason.DENIAL)
    if asserting.quantity is None:
        return None
    denied = pair.same_figure and pair.agree
    return _both(pair, Verdict.CONTRADICTS if denied else Verdict.COMPATIBLE, Reason.DENIAL)


def quantity(pair: Pair) -> Outcome | None:
    """5: without a number on both sides there is nothing to compare."""
    return _not_comparable(pair) if pair.quantities is None else None


def part_of(pair: Pair) -> Outcome | None:
    """6: a part is at most its whole; two denials leave that open."""
    if pair.part_and_whole is None or not pair.same_window or not pair.same_stance:
        return None
    if pair.both_deny:
        return _both(pair, Verdict.COMPATIBLE, Reason.DENIAL)
    part, whole = pair.part_and_whole
    if pair.may_not_exceed(part, whole):
        return Outcome(Verdict.PART_OF, (), part, whole)
    return Outcome(Verdict.CONTRADICTS, (Reason.PART_EXCEEDS_WHOLE,), part, whole)


def repeated(pair: Pair) -> Outcome | None:
    """7: the same statement, with the same number bounded in the same way."""
    if _wording(pair) is not Wording.SAME:
        return None
    return Outcome(Verdict.REPEATS, (), *_copy_and_source(pair))


def garbled(pair: Pair) -> Outcome | None:
    """8: the same statement in other words: a comparator was lost, or the number."""
    wording = _wording(pair)
    if wording is Wording.COMPARATOR_DIFFERS:
        return Outcome(Verdict.REPEATS, (Reason.COMPARATOR_DRIFT,), *_copy_and_source(pair))
    if wording is Wording.NUMBER_DIFFERS:
        return _both(pair, Verdict.CONTRADICTS, *_garbling(pair))
    return None


def updated(pair: Pair) -> Outcome | None:
    """9: the later word of one origin stands in place of the earlier."""
    if not pair.same_figure or not pair.same_origin or pair.later_and_earlier is None:
        return None
    later, earlier = pair.later_and_earlier
    reasons = (Reason.FELL_WITHOUT_REASON,) if _fell(pair, later, earlier) else ()
    return Outcome(Verdict.UPDATES, reasons, later, earlier)


def risen(pair: Pair) -> Outcome | None:
    """10: a cumulative count of another origin, up to another day, cannot have fallen."""
    if not pair.is_cumulative or pair.same_origin or pair.same_window or not pair.same_stance:
        return None
    windows = pair.by_window
    if windows is None:
        return None
    if pair.both_deny or pair.may_not_exceed(*windows):
        return _both(pair, Verdict.COMPATIBLE, *_unknown(pair))
    return _both(pair, Verdict.CONTRADICTS, Reason.FELL, *_unknown(pair))


def disjoint(pair: Pair) -> Outcome | None:
    """11: two numbers that cannot both be right; to deny two different ones is no conflict."""
    if not _two_voices(pair) or pair.agree:
        return None
    if pair.both_deny:
        return _both(pair, Verdict.COMPATIBLE, Reason.DENIAL, *_unknown(pair))
    return _both(pair, Verdict.CONTRADICTS, *_unknown(pair))


def bound_only(pair: Pair) -> Outcome | None:
    """12: they overlap only because one of them has an open end."""
    if not _two_voices(pair) or pair.quantities is None:
        return None
    if bounds_agree(*pair.quantities, pair.tolerance):
        return None
    if not any(is_one_sided(quantity, pair.tolerance) for quantity in pair.quantities):
        return None
    return _both(pair, Verdict.COMPATIBLE, Reason.BOUND_ONLY, *_unknown(pair))


def unknown_origin(pair: Pair) -> Outcome | None:
    """13: nobody knows whether an unnamed speaker is the other origin."""
    if not _two_voices(pair) or not pair.unknown_origin:
        return None
    return _both(pair, Verdict.COMPATIBLE, Reason.INDEPENDENCE_UNKNOWN)


def corroborated(pair: Pair) -> Outcome | None:
    """14: two independent origins give numbers that agree."""
    return _both(pair, Verdict.CORROBORATES) if _two_voices(pair) else None


def other_time(pair: Pair) -> Outcome | None:
    """15: anything else speaks of another time."""
    return _not_comparable(pair) or _both(pair, Verdict.NOT_COMPARABLE, Reason.WINDOW)


ROWS: tuple[Row, ...] = (
    stance,
    modality,
    figure,
    denial,
    quantity,
    part_of,
    repeated,
    garbled,
    updated,
    risen,
    disjoint,
    bound_only,
    unknown_origin,
    corroborated,
    other_time,
)


def _both(pair: Pair, verdict: Verdict, *reasons: Reason) -> Outcome:
    """A verdict that has no direction keeps the order in which it was asked."""
    return Outcome(verdict, reasons, pair.a, pair.b)


def _not_comparable(pair: Pair) -> Outcome | None:
    """All that stands in the way, in the order of the rows."""
    take_sides = pair.both_take_a_side
    obstacles = (
        (Reason.STANCE, not take_sides),
        (Reason.MODALITY, pair.one_is_not_real),
        (Reason.FIGURE, not pair.related),
        (Reason.QUANTITY, take_sides and pair.quantities is None),
    )
    reasons = [reason for reason, applies in obstacles if applies]
    if reasons in ([], [Reason.QUANTITY]) and _other_window(pair):
        reasons.append(Reason.WINDOW)
    return _both(pair, Verdict.NOT_COMPARABLE, *reasons) if reasons else None


def _other_window(pair: Pair) -> bool:
    """Nothing but the time keeps them apart: no rise to be judged, no later word."""
    return not (pair.same_window or pair.is_cumulative or pair.same_origin)


def _unknown(pair: Pair) -> tuple[Reason, ...]:
    return (Reason.INDEPENDENCE_UNKNOWN,) if pair.unknown_origin else ()


def _is_zero(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.comparator is Comparator.NONE


def _two_voices(pair: Pair) -> bool:
    """Two origins speak for or against one number of one figure at one time."""
    return pair.same_figure and pair.same_window and pair.same_stance and not pair.same_origin


def _wording(pair: Pair) -> Wording | None:
    """How two wordings of one statement compare; None where it is not one statement.

    Who gives the counts of two months on one day says two things.
    """
    if not pair.same_origin or not pair.same_figure or not pair.same_stance:
        return None
    if pair.quantities is None:
        return None
    on_two_times = pair.a.as_of and pair.b.as_of and not pair.same_window
    if on_two_times or not pair.same_statement:
        return None
    return compare_wordings(*pair.quantities, pair.tolerance)


def _garbling(pair: Pair) -> tuple[Reason, ...]:
    assert pair.quantities is not None, "both wordings have a number"
    one, two = pair.quantities
    drifted = one.comparator is not two.comparator
    drift = (Reason.COMPARATOR_DRIFT,) if drifted else ()
    return (Reason.SAME_ORIGIN_DIFFERENT_FIGURE, *drift)


def _copy_and_source(pair: Pair) -> tuple[Claim, Claim]:
    """The one that relays the other, or was published or logged later; then the other.

    The number of hops says nothing here: who leaves his relays out has the shorter chain.
    """
    for copy, source in ((pair.a, pair.b), (pair.b, pair.a)):
        if source.chain.reporter.source in {hop.source for hop in copy.chain.relays}:
            return copy, source
    first, last = sorted((pair.a, pair.b), key=lambda claim: precedence(pair.case, claim))
    return last, first


def _fell(pair: Pair, later: Claim, earlier: Claim) -> bool:
    """A count that can only rise is lower in the later word, which is not on an earlier time.

    Rounding is no excuse here: who counts day by day knows his own numbers.
    """
    if not pair.is_cumulative or not pair.same_stance or pair.both_deny:
        return False
    one, two = claim_time(pair.case, later), claim_time(pair.case, earlier)
    if one is not None and two is not None and one.ends_before(two):
        return False
    return not pair.interval(earlier).may_not_exceed(pair.interval(later))
