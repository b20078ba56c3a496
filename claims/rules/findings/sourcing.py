"""On how many feet a figure, or a claim without one, stands; and whether they agree."""

from collections.abc import Iterator
from uuid import UUID

from claims.messages import tell
from claims.records import Figure
from claims.rules.case import Case
from claims.rules.findings.value import Finding
from claims.rules.independence import OriginGroup
from claims.rules.roots import last_controller
from claims.rules.standing import FigureStanding, standing_of_claim, standing_of_figure
from claims.rules.verdict import Comparison
from claims.rules.wording import speaker_name
from claims.vocab import FindingCode, Relation, Standing, Verdict


def sourcing_of_figures(case: Case) -> Iterator[Finding]:
    """Each figure that somebody asserts or denies something of."""
    counted = {claim.figure for claim in case.claims.values()}
    for figure in case.figures.values():
        if figure.id in counted:
            state = standing_of_figure(case, figure.id)
            yield from _feet(figure, state, case)
            yield from _conflicts(case, figure, state)


def _feet(figure: Figure, state: FigureStanding, case: Case) -> Iterator[Finding]:
    known = [group for group in state.independence.groups if group.known]
    if not state.independence.groups:
        return
    if not known:
        message = tell(
            "unnamed_only",
            "Nobody is named behind {figure}: only unnamed sources say so.",
            figure=figure.title,
        )
        yield Finding.on(figure, FindingCode.UNNAMED_ONLY, message, *state.rests_on)
        return
    if len(known) == 1:
        name = speaker_name(case, known[0].key.source)
        mentions = state.independence.mentions
        reports = (
            tell("in_one_report", "one report")
            if mentions == 1
            else tell("in_reports", "{number} reports", number=mentions)
        )
        message = tell(
            "single_origin",
            "{figure} goes back to {name} alone, in {reports}.",
            figure=figure.title,
            name=name,
            reports=reports,
        )
        yield Finding.on(figure, FindingCode.SINGLE_ORIGIN, message, *state.rests_on)
    if why := _all_controlled(case, figure, known):
        yield Finding.on(figure, FindingCode.CONTROLLED_ONLY, why, *state.rests_on)


def _all_controlled(case: Case, figure: Figure, known: list[OriginGroup]) -> str:
    """Why no known origin is free to say otherwise; empty where one is."""
    sources = {source for group in known for source in group.sources}
    tops = {source: last_controller(case, source) for source in sources}
    above = set(tops.values())
    if len(above) == 1 and sources != above:
        name = speaker_name(case, above.pop())
        return tell(
            "controlled_only",
            "Every named origin of {figure} speaks under the control of {name}.",
            figure=figure.title,
            name=name,
        )
    if all(_is_party(case, figure, source) for source in sources):
        return tell(
            "parties_only",
            "Only parties to the matter, or who they control, are behind {figure}.",
            figure=figure.title,
        )
    return ""


def _is_party(case: Case, figure: Figure, source: UUID) -> bool:
    """A party itself, or under one."""
    passed: set[UUID] = set()
    above: UUID | None = source
    while above is not None and above not in passed:
        if above in figure.parties:
            return True
        passed.add(above)
        known = case.sources.get(above)
        above = None if known is None else known.controlled_by
    return False


def _conflicts(case: Case, figure: Figure, state: FigureStanding) -> Iterator[Finding]:
    """One finding for all pairs that conflict and that nobody explained."""
    pairs = [pair for pair in state.comparisons if _is_open(case, state, pair)]
    if not pairs:
        return
    claims = dict.fromkeys(claim for pair in pairs for claim in (pair.from_, pair.to))
    message = pairs[0].sentence
    if len(pairs) > 1:
        message = tell(
            "contradictions_open",
            "{first} ({number} more like it.)",
            first=message,
            number=len(pairs) - 1,
        )
    yield Finding.on(figure, FindingCode.CONTRADICTION_OPEN, message, *claims)


def _is_open(case: Case, state: FigureStanding, pair: Comparison) -> bool:
    """In conflict, with somebody named on one side, and no word of an editor on why."""
    if pair.verdict is not Verdict.CONTRADICTS:
        return False
    origins = state.independence
    ends = [claim for claim in (pair.from_, pair.to) if claim in origins.claims]
    if ends and all(origins.is_unknown(claim) for claim in ends):
        return False
    made = case.judgements.get(frozenset((pair.from_, pair.to)), ())
    return not any(link.relation is Relation.QUALIFIES for link in made)


def sourcing_of_claims(case: Case) -> Iterator[Finding]:
    """Claims without a figure have only people's links to stand on."""
    for claim in case.claims.values():
        if claim.figure is not None or claim.withdrawn is not None:
            continue
        standing = standing_of_claim(case, claim)
        if standing in _CLAIM_CODES and claim.stance.takes_a_side:
            code, words = _CLAIM_CODES[standing]
            name = speaker_name(case, claim.chain.origin.source)
            told = {"claim": claim.statement} | ({"name": name} if "{name}" in words else {})
            yield Finding.on(claim, code, tell(f"claim_{standing}", words, **told))


_CLAIM_CODES = {
    Standing.SINGLE_ORIGIN: (FindingCode.SINGLE_ORIGIN, "“{claim}” goes back to {name} alone."),
    Standing.UNSOURCED: (
        FindingCode.UNNAMED_ONLY,
        "“{claim}” rests on an unnamed source ({name}).",
    ),
    Standing.CONTESTED: (
        FindingCode.CONTRADICTION_OPEN,
        "“{claim}” is contradicted, by an editor's link.",
    ),
}
