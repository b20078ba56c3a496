"""Wholes and their parts: a part is at most its whole, complete parts add up to it.

Sums are of intervals, so "about" gives as much room as it does elsewhere and plain
numbers none. What somebody added up or took away is told apart from what the speaker
said. Only claims of one origin in one window are added; numbers are never rewritten.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from uuid import UUID

from claims.messages import listed, number, row, tell
from claims.records import Claim, Figure
from claims.rules.case import Case
from claims.rules.family import Family, is_derived
from claims.rules.spans import ZERO, difference, total
from claims.rules.wording import quantity_words, reporter_name, speaker_name
from claims.values.quantity import Interval
from claims.vocab import FindingCode

# A part is held against this many of the smallest wholes that others give.
MOST_WHOLES = 50


class Sum(StrEnum):
    """What was checked."""

    SUBSET = "subset"
    TOTAL = "total"
    COMPLEMENT = "complement"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One claim on a whole beside claims on its parts, and whether the numbers allow it."""

    kind: Sum
    whole: UUID
    parts: tuple[UUID, ...]
    fits: bool
    sentence: str

    @property
    def code(self) -> FindingCode | None:
        """The finding that it amounts to; None where everything fits."""
        if self.fits:
            return None
        subset = self.kind is Sum.SUBSET
        return FindingCode.PART_EXCEEDS_WHOLE if subset else FindingCode.PARTS_DO_NOT_ADD_UP


def part_checks(case: Case) -> tuple[PartCheck, ...]:
    """Every sum that can be checked, and every part that cannot be part of its whole."""
    family = Family(case)
    found: list[PartCheck] = []
    for whole, parts in family.parts.items():
        for claim in family.newest(whole):
            found += _sums(family, claim, parts)
        for part in parts:
            found += _excesses(family, part, whole)
    return tuple(found)


def _sums(family: Family, whole: Claim, parts: list[Figure]) -> Iterator[PartCheck]:
    """The total of complete parts; where nobody says that they are, only what fits is told."""
    if len(parts) < 2:  # noqa: PLR2004 - one part alone is no sum
        return
    known = [family.beside(whole, part.id) for part in parts]
    claims = [claim for claim in known if claim is not None]
    if len(claims) == len(parts):
        yield from _told(family, whole, _check_total(family, whole, claims))
    elif len(claims) == len(parts) - 1:
        missing = parts[known.index(None)]
        for rest in family.newest(missing.id):
            if family.comparable(whole, rest):
                yield from _told(family, whole, _check_rest(family, whole, claims, rest))


def _told(family: Family, whole: Claim, check: PartCheck) -> Iterator[PartCheck]:
    assert whole.figure is not None, "a whole is a figure"
    if check.fits or family.case.figures[whole.figure].complete_parts:
        yield check


def _check_total(family: Family, whole: Claim, parts: list[Claim]) -> PartCheck:
    """The parts of one origin beside its whole, whoever worked out one of them."""
    remainders = [part for part in parts if is_derived(part)]
    if len(remainders) == 1 and not is_derived(whole):
        others = [part for part in parts if part is not remainders[0]]
        return _check_rest(family, whole, others, remainders[0])
    added = total(family.span(part) for part in parts)
    fits = added.overlaps(family.span(whole))
    kind = Sum.DERIVED if is_derived(whole) else Sum.TOTAL
    told = _total_words(family.case, whole, _together(parts), fits=fits)
    sentence = row((told, _but(added, fits=fits), "."), "")
    return PartCheck(kind, whole.id, tuple(part.id for part in parts), fits, sentence)


def _together(parts: Iterable[Claim]) -> str:
    return listed(quantity_words(part) for part in parts)


def _total_words(case: Case, whole: Claim, parts: str, *, fits: bool) -> str:
    speaker, words = speaker_name(case, whole.chain.origin.source), quantity_words(whole)
    if is_derived(whole):
        return tell(
            "sum_derived",
            "{whole} is the sum that {by} made of {name}'s {parts}, not {name}'s own word",
            whole=words,
            by=reporter_name(case, whole),
            name=speaker,
            parts=parts,
        )
    told = {"name": speaker, "parts": parts, "whole": words}
    if fits:
        return tell("sum_fits", "{name}'s {parts} add up to {whole}", **told)
    return tell("sum_misses", "{name}'s {parts} do not add up to {whole}", **told)


def _check_rest(family: Family, whole: Claim, parts: list[Claim], rest: Claim) -> PartCheck:
    """What somebody gives for the remaining part, beside what the others leave of the whole."""
    left = difference(family.span(whole), total(family.span(part) for part in parts))
    fits = left.overlaps(family.span(rest))
    speaker = speaker_name(family.case, whole.chain.origin.source)
    told = {
        "rest": quantity_words(rest),
        "outlet": reporter_name(family.case, rest),
        "name": speaker,
        "whole": quantity_words(whole),
        "parts": _together(parts),
    }
    words = (
        tell(
            "rest_fits",
            "{rest}, as {outlet} has it, is what remains of {name}'s {whole} after {parts}",
            **told,
        )
        if fits
        else tell(
            "rest_misses",
            "{rest}, as {outlet} has it, is not what remains of {name}'s {whole} after {parts}",
            **told,
        )
    )
    sentence = row((words, _but(left, fits=fits), "."), "")
    ids = tuple(part.id for part in (*parts, rest))
    return PartCheck(Sum.COMPLEMENT, whole.id, ids, fits, sentence)


def _but(span: Interval, *, fits: bool) -> str:
    if fits:
        return ""
    sum_ = str(span)
    if span.low is not None and span.low == span.high:
        sum_ = number(span.low, f"{span.low:f}")
    return tell("comes_to", ": that comes to {sum}", sum=sum_)


def _excesses(family: Family, part: Figure, whole: UUID) -> Iterator[PartCheck]:
    """Parts that are larger than the whole, in one statement or between newest claims."""
    seen: set[tuple[UUID, UUID]] = set()
    for claim, larger in (*_in_statements(family, part, whole), *_newest(family, part, whole)):
        if (claim.id, larger.id) in seen:
            continue
        seen.add((claim.id, larger.id))
        here, there = (_whose(family.case, one) for one in (claim, larger))
        sentence = tell(
            "part_exceeds",
            "{here}'s {part} is part of, and cannot be more than, {there}'s {whole}.",
            here=here,
            part=quantity_words(claim),
            there=there,
            whole=quantity_words(larger),
        )
        yield PartCheck(Sum.SUBSET, larger.id, (claim.id,), fits=False, sentence=sentence)


def _whose(case: Case, claim: Claim) -> str:
    """The speaker; of a number that somebody else worked out, who published it."""
    if is_derived(claim):
        return reporter_name(case, claim)
    return speaker_name(case, claim.chain.origin.source)


def _in_statements(family: Family, part: Figure, whole: UUID) -> Iterator[tuple[Claim, Claim]]:
    """Each claim on the part that no wording of the whole in its own statement can hold.

    Where one can, a smaller whole is a slip in another wording, and told as such.
    """
    for claim in family.on(part.id):
        stated = [one for said in family.statements.of(claim, whole) for one in said.wordings]
        wholes = [one for one in stated if family.comparable(claim, one)]
        if not any(family.can_hold(one, claim) for one in wholes):
            yield from _first_too_small(family, claim, wholes)


def _newest(family: Family, part: Figure, whole: UUID) -> Iterator[tuple[Claim, Claim]]:
    """The newest of each origin, beside the smallest whole that anybody's newest gives."""
    wholes = sorted(family.newest(whole), key=lambda claim: _highest(family.span(claim)))
    for claim in family.newest(part.id):
        yield from _first_too_small(family, claim, wholes[:MOST_WHOLES])


def _first_too_small(
    family: Family, part: Claim, wholes: Iterable[Claim]
) -> Iterator[tuple[Claim, Claim]]:
    too_small = (
        (part, whole)
        for whole in wholes
        if family.comparable(part, whole) and not family.can_hold(whole, part)
    )
    return islice(too_small, 1)


def _highest(span: Interval) -> tuple[bool, Decimal]:
    return (span.high is None, span.high or ZERO)
