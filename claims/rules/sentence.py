"""A verdict in one plain sentence, to be pasted into a mail.

Guaranteed: it names both sources, their numbers as printed and their dates; and the
tolerance wherever a number was taken with one.
"""

from decimal import Decimal

from claims.messages import listed, number, row, tell
from claims.records import Claim, Link
from claims.rules.pair import Pair
from claims.rules.rows import Outcome
from claims.rules.timing import published_on
from claims.rules.wording import speaker_name
from claims.values.quantity import Quantity
from claims.vocab import Comparator, Reason, Stance, Verdict

_SAYS = {
    Stance.ASSERTS: "{name} says {object}{when}",
    Stance.DENIES: "{name} denies {object}{when}",
    Stance.DECLINES: "{name} would not comment on {object}{when}",
    Stance.UNVERIFIED: "{name} could not verify {object}{when}",
    Stance.NO_EVIDENCE: "{name} sees no evidence of {object}{when}",
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
_EVEN = (Reason.PART_EXCEEDS_WHOLE, Reason.FELL)


def sentence(pair: Pair, outcome: Outcome, link: Link | None) -> str:
    """What the two claims say and how the one stands to the other."""
    one, two = _said(pair, outcome.start), _said(pair, outcome.end)
    judged = row((one, "; ", two, ": ", _judged(pair, outcome), "."), "")
    if link is None:
        return judged
    return tell(
        "overridden",
        "{judged} An editor's link ({relation}: {reason}) goes before this rule.",
        judged=judged,
        relation=tell(f"relations.{link.relation}", link.relation.replace("_", " ")),
        reason=link.reason,
    )


def _said(pair: Pair, claim: Claim) -> str:
    """One claim: who says what, when, and who prints it."""
    names = [speaker_name(pair.case, hop.source) for hop in claim.chain]
    speaker, *others = names
    by = speaker
    if others:
        by = tell("with_relays", "{name} (via {relays})", name=by, relays=row(others, ", "))
    return tell(
        f"says_{claim.stance}",
        _SAYS[claim.stance],
        name=by,
        object=_object(pair, claim),
        when=_when(pair, claim),
    )


def _object(pair: Pair, claim: Claim) -> str:
    """The number as printed, with what it counts; without a number, the statement."""
    figure = None if claim.figure is None else pair.case.figures.get(claim.figure)
    if figure is None:
        return f"“{claim.statement}”"
    return f"“{claim.quantity}” ({figure.title})" if claim.quantity else figure.title


def _when(pair: Pair, claim: Claim) -> str:
    published, said = published_on(pair.case, claim), claim.said or claim.chain.origin.said
    known = []
    if said is not None:
        known.append(tell("on_day", "on {date}", date=str(said)))
    if claim.as_of is not None:
        known.append(tell("as_of_day", "as of {date}", date=str(claim.as_of)))
    if not known and published is not None:
        known = [tell("published_on_day", "published {date}", date=str(published))]
    return row((" ", row(known, ", ")), "") if known else tell("undated", " at an unknown date")


def _judged(pair: Pair, outcome: Outcome) -> str:
    reasons = outcome.reasons
    if outcome.verdict is Verdict.NOT_COMPARABLE:
        why = listed(tell(f"obstacle_{reason}", _OBSTACLES[reason]) for reason in reasons)
        return tell("not_comparable", "not comparable, since {why}", why=why)
    if outcome.verdict is Verdict.CONTRADICTS:
        return _conflict(pair, reasons)
    if outcome.verdict is Verdict.COMPATIBLE:
        return _possible(pair, reasons)
    if outcome.verdict is Verdict.REPEATS:
        return tell("repeated", "the first repeats the second{drift}", drift=_drifted(reasons))
    if outcome.verdict is Verdict.UPDATES:
        fell = _fell(pair, reasons)
        return tell("updated", "the first is the later word of the same origin{fell}", fell=fell)
    return _fitting(outcome.verdict, _within(pair))


def _fitting(verdict: Verdict, within: str) -> str:
    if verdict is Verdict.CORROBORATES:
        return tell("agree", "they agree{within} and are independent", within=within)
    return tell(
        "has_room",
        "the first is part of the second, which leaves room for it{within}",
        within=within,
    )


def _conflict(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    known = next((reason for reason in reasons if reason in _CONFLICTS), None)
    if known is None:
        words = tell("cannot_both", "they cannot both be right{even}", even=_even(pair))
    elif known in _EVEN:
        words = tell(f"conflict_{known}", _CONFLICTS[known], even=_even(pair))
    else:
        words = tell(f"conflict_{known}", _CONFLICTS[known])
    drift = (
        tell("drifted_too", ", and its comparator changed too")
        if Reason.COMPARATOR_DRIFT in reasons
        else ""
    )
    return row((words, drift, _unknown(reasons)), "")


def _possible(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    known = next((reason for reason in reasons if reason in _POSSIBLE), None)
    if known is not None:
        words = tell(f"possible_{known}", _POSSIBLE[known])
    elif not pair.same_window:
        words = tell(
            "can_have_risen",
            "counted up to different days, the number can have risen{within}",
            within=_within(pair),
        )
    else:
        words = tell("they_agree", "they agree{within}", within=_within(pair))
    return row((words, _unknown(reasons)), "")


def _unknown(reasons: tuple[Reason, ...]) -> str:
    if Reason.INDEPENDENCE_UNKNOWN not in reasons:
        return ""
    return tell("independence_unknown", "; whether they go back to one origin is not known")


def _drifted(reasons: tuple[Reason, ...]) -> str:
    if Reason.COMPARATOR_DRIFT not in reasons:
        return ""
    return tell("bound_changed", ", but what bounds the number changed")


def _fell(pair: Pair, reasons: tuple[Reason, ...]) -> str:
    if Reason.FELL_WITHOUT_REASON not in reasons:
        return ""
    even = _even(pair)
    return tell("fell", ", and a cumulative count fell without a reason{even}", even=even)


def _within(pair: Pair) -> str:
    """The tolerance, where it was used: for "around" and its like, and for rounded numbers."""
    share = _tolerance(pair)
    return "" if share is None else tell("within", " within {share} %", share=share)


def _even(pair: Pair) -> str:
    """The same, where not even that helps."""
    share = _tolerance(pair)
    return "" if share is None else tell("even_within", " even within {share} %", share=share)


def _tolerance(pair: Pair) -> str | None:
    if pair.quantities is None or not _needed_tolerance(*pair.quantities):
        return None
    share = (pair.tolerance * 100).normalize()
    return number(share, f"{share:f}")


def _needed_tolerance(a: Quantity, b: Quantity) -> bool:
    """Rounding has a limit too, so two plain numbers that could be one, rounded, need it."""
    if Comparator.APPROXIMATELY in (a.comparator, b.comparator):
        return True
    plain = a.comparator is b.comparator is Comparator.EXACT
    return plain and a.value != b.value and a.agrees_with(b, _NO_LIMIT)


_NO_LIMIT = Decimal("0.999")
