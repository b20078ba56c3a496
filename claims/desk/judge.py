"""What the verbs that judge do; loaded when one of them is used."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from uuid import UUID

from claims.desk.base import Ref, held, resolve
from claims.desk.naming import figure_named
from claims.desk.viewing.judgements import (
    cascade_view,
    comparison_view,
    finding_views,
    findings_of,
    suggestion_views,
)
from claims.errors import InputError
from claims.records import Claim
from claims.rules.cascade import cascade
from claims.rules.findings import Finding
from claims.rules.suggest import Suggestion, suggest
from claims.rules.verdict import compare
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.candidates import candidates, texts_of
from claims.store.queries.case import (
    Gathered,
    claims_case,
    family,
    gathered,
    resting_case,
    unfigured,
    wholes,
)
from claims.store.queries.lookups import refusals_of
from claims.store.queries.search import Search, search
from claims.store.queries.sourcing import stories_resting_on
from claims.vocab import Kind

SUGGESTED = 50


@dataclass(frozen=True, slots=True)
class Judge:
    """Says what the rules make of what a desk looks at."""

    read: Callable[[], AbstractContextManager[Connection]]
    tolerance: Decimal

    def compare(self, a: Ref, b: Ref) -> views.ComparisonView:
        """The verdict on two claims, with its reasons and one plain sentence."""
        with self.read() as connection:
            one, two = held(connection, a, Claim).record, held(connection, b, Claim).record
            if one.id == two.id:
                raise InputError("claim_twice", f"{a!s} and {b!s} are one claim")
            case = claims_case(connection, [one.id, two.id], self.tolerance)
            return comparison_view(connection, compare(one, two, case))

    def suggest(self, ref: Ref | None, figure: str | None) -> list[views.SuggestionView]:
        """Likely links of a claim, of all claims on a figure, or of the newest; best first."""
        with self.read() as connection:
            if ref is not None:
                claims = [held(connection, ref, Claim).record]
            else:
                slug = None if figure is None else figure_named(connection, figure).record.id
                found = search(connection, Search(figure=slug, limit=SUGGESTED))
                claims = [one.record for one in found]
            suggestions = [one for claim in claims for one in self._suggest(connection, claim)]
            return suggestion_views(connection, _each_once(suggestions))

    def _suggest(self, connection: Connection, claim: Claim) -> list[Suggestion]:
        ids = candidates(connection, claim)
        case = claims_case(connection, [claim.id, *ids], self.tolerance)
        others = [case.claims[one] for one in sorted(ids)]
        texts = texts_of(connection, [claim, *others])
        refusals = refusals_of(connection, claim.id)
        return suggest(case, claim, others, refusals=refusals, texts=texts)

    def lint(self, ref: Ref | None, figure: str | None) -> list[views.FindingView]:
        """What an auditor should know of a claim, of a figure, or of the whole record."""
        with self.read() as connection:
            if ref is not None:
                claim = held(connection, ref, Claim).record
                whole = set(family(connection, [claim.figure]))
                read = gathered(connection, [claim.id], self.tolerance)
                return self._found(connection, read, partial(_involves, claim.id, whole))
            if figure is not None:
                about = figure_named(connection, figure).record.id
                return self._lint_figures(connection, about, {about})
            return self._lint_all(connection)

    def _lint_all(self, connection: Connection) -> list[views.FindingView]:
        """Family by family, so that only one family of figures is in memory at a time."""
        shown: list[views.FindingView] = []
        for whole in wholes(connection):
            shown += self._lint_figures(connection, whole, set(family(connection, [whole])))
        for claims in unfigured(connection):
            read, bare = gathered(connection, claims, self.tolerance), set(claims)
            shown += self._found(connection, read, partial(_is_about, bare))
        return shown

    def _lint_figures(
        self, connection: Connection, one: UUID, figures: set[UUID]
    ) -> list[views.FindingView]:
        """What there is to know of these figures of one family, and of the claims on them."""
        read = gathered(connection, (), self.tolerance, figures=[one])
        on = {claim.id for claim in read.case.claims.values() if claim.figure in figures} | figures
        return self._found(connection, read, partial(_is_about, on))

    def _found(
        self, connection: Connection, read: Gathered, is_asked: Callable[[Finding], bool]
    ) -> list[views.FindingView]:
        found = findings_of(connection, read)
        return finding_views(connection, read.case, filter(is_asked, found))

    def cascade(self, ref: Ref) -> views.CascadeView:
        """What rests on a claim or report, and falls with it when it is taken back."""
        with self.read() as connection:
            _, target = resolve(connection, ref, Kind.CLAIM, Kind.REPORT)
            case = resting_case(connection, target, self.tolerance)
            stories = [one.record for one in stories_resting_on(connection, set(case.claims))]
            return cascade_view(connection, case, cascade(case, target, stories))


def _is_about(records: set[UUID], finding: Finding) -> bool:
    return finding.subject.id in records


def _involves(claim: UUID, figures: set[UUID], finding: Finding) -> bool:
    """It names the claim; and is of a figure only where all of that figure was looked at."""
    about = finding.subject
    if about.kind is Kind.FIGURE and about.id not in figures:
        return False
    return claim in (about.id, *finding.others)


def _each_once(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Two claims suggest the same link to each other; the better reasoned one is kept."""
    best: dict[frozenset[object], Suggestion] = {}
    for one in sorted(suggestions, key=lambda one: -one.score):
        best.setdefault(frozenset((one.from_, one.to)), one)
    return list(best.values())
