"""What the rules say, as it is printed: verdicts, suggestions, findings, cascades."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from claims.desk.showing import text
from claims.desk.viewing.records import called, claim_names, story_view
from claims.rules.cascade import Cascade
from claims.rules.case import Case
from claims.rules.findings import Finding, Inputs, findings
from claims.rules.resting import Resting
from claims.rules.suggest import Suggestion
from claims.rules.verdict import Comparison
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.candidates import texts_of
from claims.store.queries.case import Gathered
from claims.store.queries.sourcing import reviews_of, standing_waivers, stories_resting_on
from claims.values.identity import short_ref
from claims.values.quotes import find_quote
from claims.vocab import Kind


def comparison_view(connection: Connection, found: Comparison) -> views.ComparisonView:
    """A verdict, its two claims by what they are called."""
    names = claim_names(connection, [found.from_, found.to])
    return views.ComparisonView(
        verdict=found.verdict,
        reasons=found.reasons,
        sentence=found.sentence,
        from_=names[found.from_],
        to=names[found.to],
        rule_verdict=found.rule_verdict,
        link=None if found.link is None else short_ref(Kind.LINK, found.link.id),
    )


def suggestion_views(
    connection: Connection, found: Sequence[Suggestion]
) -> list[views.SuggestionView]:
    """Suggested links, in the order given."""
    names = claim_names(connection, {end for one in found for end in (one.from_, one.to)})
    return [
        views.SuggestionView(
            from_=names[one.from_],
            relation=one.relation,
            to=names[one.to],
            reasons=one.reasons,
            sentence=one.sentence,
        )
        for one in found
    ]


def findings_of(connection: Connection, held: Gathered) -> tuple[Finding, ...]:
    """The findings of a case, with what they need of reviews, waivers and archived texts."""
    case = held.case
    unplaced = [
        claim for claim in case.claims.values() if claim.quote is not None and not claim.quote_at
    ]
    texts = texts_of(connection, unplaced)
    inputs = Inputs(
        reviews=tuple(one.record for one in reviews_of(connection, set(case.claims))),
        waivers=tuple(one.record for one in standing_waivers(connection)),
        revisions={claim: one.revision for claim, one in held.claims.items()},
        quotes_found={
            claim.id: claim.report not in texts  # not there to look in, as when redacted
            or find_quote(claim.quote, texts[claim.report]) is not None
            for claim in unplaced
            if claim.quote is not None
        },
    )
    return findings(case, inputs)


def finding_views(
    connection: Connection, case: Case, found: Iterable[Finding]
) -> list[views.FindingView]:
    """Findings with what each claim or figure is called."""
    found = list(found)
    names = called(case.claims.values())
    others = {other for one in found for other in one.others} - names.keys()
    names |= claim_names(connection, others)
    names |= {figure.id: figure.slug for figure in case.figures.values()}
    return [
        views.FindingView.of(
            code=one.code,
            severity=one.severity,
            ref=names[one.subject.id],
            message=one.message,
            others=tuple([names[other] for other in one.others]),
            anchor=one.anchor,
        )
        for one in found
    ]


def cascade_view(connection: Connection, case: Case, found: Cascade) -> views.CascadeView:
    """Everything that falls, by what it is called, and who reported the same without it."""
    names = claim_names(connection, case.claims)
    kind = Kind.CLAIM if found.target in case.claims else Kind.REPORT
    fallen = [story.story for story in found.stories]
    stories = stories_resting_on(connection, set(case.claims))
    resting_on = {claim for one in stories for claim in one.record.rests_on}
    names |= claim_names(connection, resting_on - set(names))
    return views.CascadeView(
        target=names.get(found.target) or short_ref(kind, found.target),
        taken_back=tuple(names[claim] for claim in found.taken_back),
        notice_date=text(found.notice_date),
        before=_fallen(case, names, found.before),
        after=_fallen(case, names, found.after),
        undated=_fallen(case, names, found.undated),
        stories=tuple(story_view(one, names) for one in stories if one.record.id in fallen),
        still_standing=tuple(
            f"{names[one.claim]}: {', '.join(one.origins)} reported the same"
            for one in found.still_standing
        ),
    )


def _fallen(
    case: Case, names: dict[UUID, str], resting: Sequence[Resting]
) -> tuple[views.FallenClaim, ...]:
    return tuple(
        views.FallenClaim(
            ref=names[one.claim],
            statement=case.claims[one.claim].statement,
            published=text(case.reports[case.claims[one.claim].report].published),
            why=one.why,
            path=tuple(names[step] for step in one.path),
        )
        for one in resting
    )
