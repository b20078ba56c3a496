"""A verdict in one plain sentence, to be pasted into a mail.

Guaranteed: it names both sources, their numbers as printed and their dates; and the
tolerance wherever a number was taken with one.
"""

from decimal import Decimal

from claims.quantity import Quantity
from claims.records import Claim, Link
from claims.rules.pair import Pair
from claims.rules.rows import Outcome
from claims.rules.timing import published_on
from claims.vocab import Comparator, Reason, Stance, Verdict

_SAYS = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.DECLINES: "would not comment on",
    Stance.UNVERIFIED: "could not verify",
    Stance.NO_EVIDENCE: "sees no evidence of",
}
_OBSTACLES = {
    Reason.STANCE: "only what is asserted or denied can agree or conflict",
    Reason.MODALITY: "what is planned or supposed is not compared with what happened",
    Reason.FIGURE: "they are not about one figure, nor about part and whole",
    Reason.QUANTITY: "there is not a number on both sides",
    Reason.WINDOW: "they speak of different times",
}
_CONFLICTS = {
    Reason.DENIAL: "the one denies what the other asserts",
    Reason.PART_EXCEEDS_WHOLE: "the part would exceed the whole{even}",
    Reason.SAME_ORIGIN_DIFFERENT_FIGURE: "it is one statement of one origin, so one of the two"
    " wordings is garbled",
    Reason.FELL: "a cumulative count cannot fall{even}",
}
_POSSIBLE = {
    Reason.DENIAL: "the denial leaves room for the other",
    Reason.BOUND_ONLY: "both can be true, but only because a bound is open",
}
_UNKNOWN = "; whether they go back to one origin is not known"


def sentence(pair: Pair, outcome: Outcome, link: Link | None) -> str:
    """What the two claims say and how the one stands to the other."""
    said = f"{_said(pair, outcome.start)}; {_said(pair, outcome.end)}"
    judged = f"{said}: {_judged(pair, outcome)}."
    if link is None:
        return judged
    words = link.relation.replace("_", " ")
    return f"{judged} An editor's link ({words}: {link.reason}) goes before this rule."


def _said(pair: Pair, claim: Claim) -> str:
    """One claim: who says what, when, and who prints it."""
    names = [pair.case.sources.get(hop.source) for hop in claim.chain]
    speaker, *others = [known.name if known else "an unknown source" for known in names]
    by = f"{speaker} (via {', '.join(others)})" if others else speaker
    return f"{by} {_SAYS[claim.stance]} {_object(pair, claim)}{_when(pair, claim)}"


def _object(pair: Pair, claim: Claim) -> str:
    """The number as printed, with what it counts; without a number, the statement."""
    figure = None if claim.figure is None else pair.case.figures.get(claim.figure)
    if figure is None:
        return f"“{claim.statement}”"
    return f"“{claim.quantity}” ({figure.title})" if claim.quantity else figure.title


def _when(pair: Pair, claim: Claim) -> str:
    published = published_on(pair.case, claim)
    dates = (("on", claim.said or claim.chain.origin.said), ("as of", claim.as_of))
    known = [f"{word} {date}" for word, date in dates if date is not None]
    if not known and published is not None:
        known = [f"published {published}"]
    return f" {', '.join(known)}" if known else " at an unknown date"


def _judged(pair: Pair, outcome: Outcome) -> str:
    reasons = outcome.reasons
    if outcome.verdict is Verdict.NOT_COMPARABLE:
        return f"not comparable, since {' and '.join(_OBSTACLES[reason] for reason in reasons)}"
    if outcome.verdict is Verdict.CONTRADICTS:
        return _conflict(pair, reasons)
    if outcome.verdict is Verdict.COMPATIBLE:
        return _possible(pair, reasons)
    within = _tolerance(pair, "within")
    return {
        Verdict.CORROBORATES: f"they agree{within} and are independent",
        Verdict.REPEATS: f"the first repeats the second{_drifted(reasons)}",
        Verdict.UPDATES: f"the first is the later word of the same origin{_fell(pair, reasons)}",
        Verdict.PART_OF: f"the first is part of the second, which leaves room for it{within}",
    }[outcome.verdict]


def _conflict(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    even = _tolerance(pair, "even within")
    known = [_CONFLICTS[reason].format(even=even) for reason in reasons if reason in _CONFLICTS]
    words = known[0] if known else f"they cannot both be right{even}"
    drift = ", and its comparator changed too" if Reason.COMPARATOR_DRIFT in reasons else ""
    unknown = _UNKNOWN if Reason.INDEPENDENCE_UNKNOWN in reasons else ""
    return f"{words}{drift}{unknown}"


def _possible(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    within = _tolerance(pair, "within")
    known = [_POSSIBLE[reason] for reason in reasons if reason in _POSSIBLE]
    if not known and not pair.same_window:
        known = [f"counted up to different days, the number can have risen{within}"]
    words = known[0] if known else f"they agree{within}"
    unknown = _UNKNOWN if Reason.INDEPENDENCE_UNKNOWN in reasons else ""
    return f"{words}{unknown}"


def _drifted(reasons: tuple[Reason, ...]) -> str:
    return ", but what bounds the number changed" if Reason.COMPARATOR_DRIFT in reasons else ""


def _fell(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    if Reason.FELL_WITHOUT_REASON not in reasons:
        return ""
    return f", and a cumulative count fell without a reason{_tolerance(pair, 'even within')}"


def _tolerance(pair: Pair, word: str) -> str:
    """The tolerance, where it was used: for "around" and its like, and for rounded numbers."""
    if pair.quantities is None or not _needed_tolerance(*pair.quantities):
        return ""
    return f" {word} {(pair.tolerance * 100).normalize():f} %"


def _needed_tolerance(a: Quantity, b: Quantity) -> bool:
    """Rounding has a limit too, so two plain numbers that could be one, rounded, need it."""
    if Comparator.APPROXIMATELY in (a.comparator, b.comparator):
        return True
    plain = a.comparator is b.comparator is Comparator.EXACT
    return plain and a.value != b.value and a.agrees_with(b, _NO_LIMIT)


_NO_LIMIT = Decimal("0.999")
