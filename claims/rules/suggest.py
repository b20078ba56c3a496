"""Links that an editor may want to make, best first.

Guaranteed: only what the rule says of a pair, or a text too like another to have been
written apart, is offered; never what was refused or what people have linked already. The
order depends on the record alone, and nothing is linked here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from claims.records import Claim, Refusal
from claims.rules.case import Case
from claims.rules.likeness import likeness, near_identical
from claims.rules.timing import precedence
from claims.rules.verdict import Comparison, compare, origins_for
from claims.rules.wording import reporter_name
from claims.vocab import Relation, Verdict

NEAR_IDENTICAL = "near_identical_text"
SIMILAR = 75.0

_RELATIONS = {
    Verdict.CONTRADICTS: Relation.CONTRADICTS,
    Verdict.REPEATS: Relation.REPEATS,
    Verdict.UPDATES: Relation.UPDATES,
    Verdict.PART_OF: Relation.PART_OF,
    Verdict.CORROBORATES: Relation.CORROBORATES,
}
# A conflict cannot wait, a copy changes how many origins there are; a part is plain to see.
_WEIGHT = {
    Relation.CONTRADICTS: 100.0,
    Relation.REPEATS: 90.0,
    Relation.UPDATES: 80.0,
    Relation.CORROBORATES: 70.0,
    Relation.PART_OF: 60.0,
}
_Offer = tuple[UUID, Relation, UUID]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One link that may be made: `from_` `relation` `to`, why, and how much it matters."""

    from_: UUID
    relation: Relation
    to: UUID
    reasons: tuple[str, ...]
    sentence: str
    score: float


def suggest(
    case: Case,
    claim: Claim,
    candidates: Iterable[Claim],
    *,
    refusals: Iterable[Refusal] = (),
    texts: Mapping[UUID, str] | None = None,
) -> list[Suggestion]:
    """What `claim` may be linked to among these candidates, best first.

    `texts` holds archived texts by report, as far as there are any; claims of other
    reports are compared by their quotes and statements.
    """
    able = {other.id: other for other in candidates if _is_open(case, claim, other)}
    refused = {(one.claim, one.relation, one.to) for one in refusals}
    origins = origins_for(case, [claim, *able.values()])
    found: list[Suggestion] = []
    for other in able.values():
        copied = _copied(case, claim, other, texts or {})
        judged = _judged(compare(claim, other, case, origins))
        found += (one for one in _merged(copied, judged) if not _is_refused(one, refused))
    return sorted(found, key=lambda one: (-one.score, one.to, one.from_, one.relation))


def _is_open(case: Case, claim: Claim, other: Claim) -> bool:
    """Another claim, logged on purpose, to which no standing link joins this one."""
    if other.id == claim.id or other.withdrawn is not None:
        return False
    ends = {claim.id, other.id}
    return not any({link.claim, link.to} == ends for link in case.links_of.get(claim.id, ()))


def _is_refused(one: Suggestion, refused: Collection[_Offer]) -> bool:
    """Refused as it stands; a relation without direction either way."""
    there, back = (one.from_, one.relation, one.to), (one.to, one.relation, one.from_)
    undirected = one.relation in (Relation.CORROBORATES, Relation.CONTRADICTS)
    return there in refused or (undirected and back in refused)


def _merged(copied: Suggestion | None, judged: Suggestion | None) -> Iterator[Suggestion]:
    """Both, or one with the reasons of both where they come to the same."""
    if copied is not None and judged is not None and copied.relation is judged.relation:
        yield replace(copied, reasons=(*copied.reasons, *judged.reasons))
        return
    yield from (one for one in (copied, judged) if one is not None)


def _judged(comparison: Comparison) -> Suggestion | None:
    """What the rule says, if it says anything that a link can hold."""
    relation = _RELATIONS.get(comparison.rule_verdict)
    if relation is None:
        return None
    return Suggestion(
        from_=comparison.from_,
        relation=relation,
        to=comparison.to,
        reasons=(str(comparison.rule_verdict), *comparison.reasons),
        sentence=comparison.sentence,
        score=_WEIGHT[relation],
    )


def _copied(case: Case, claim: Claim, other: Claim, texts: Mapping[UUID, str]) -> Suggestion | None:
    """The same words under another masthead: the later one repeats the earlier."""
    if claim.chain.reporter.source == other.chain.reporter.source or claim.report == other.report:
        return None
    share = _alike(claim, other, texts)
    if share is None:
        return None
    first, later = sorted((claim, other), key=lambda one: precedence(case, one))
    sentence = (
        f"{reporter_name(case, later)} prints nearly the words of {reporter_name(case, first)} "
        f"({share:.0f} % alike): it may be a copy, and no second origin."
    )
    score = _WEIGHT[Relation.REPEATS] + share / 20
    return Suggestion(later.id, Relation.REPEATS, first.id, (NEAR_IDENTICAL,), sentence, score)


def _alike(claim: Claim, other: Claim, texts: Mapping[UUID, str]) -> float | None:
    """How far the quotes, the statements or the articles are one; None if they are not."""
    pairs = [(claim.quote, other.quote), (claim.statement, other.statement)]
    if _same_matter(claim, other):
        pairs.append((texts.get(claim.report), texts.get(other.report)))
    for one, two in pairs:
        if one is not None and two is not None and near_identical(one, two):
            return likeness(one, two)
    return None


def _same_matter(a: Claim, b: Claim) -> bool:
    """Out of two articles that are alike, the claims that are one: by number or by words."""
    if a.figure != b.figure:
        return False
    if a.quantity is not None and b.quantity is not None:
        return a.quantity.same_numbers_as(b.quantity) or _similar(a, b)
    return _similar(a, b)


def _similar(a: Claim, b: Claim) -> bool:
    return likeness(a.quote or a.statement, b.quote or b.statement) >= SIMILAR
