"""One finding: its code, how much it matters, whom it is about, and a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from claims.records import Claim, Figure, Review, Waiver
from claims.vocab import FindingCode, Kind, Severity

SEVERITY: Mapping[FindingCode, Severity] = {
    FindingCode.SINGLE_ORIGIN: Severity.WARNING,
    FindingCode.UNNAMED_ONLY: Severity.WARNING,
    FindingCode.CONTROLLED_ONLY: Severity.WARNING,
    FindingCode.CONTRADICTION_OPEN: Severity.WARNING,
    FindingCode.HEDGE_DRIFT: Severity.WARNING,
    FindingCode.COMPARATOR_DRIFT: Severity.WARNING,
    FindingCode.MEASURE_DRIFT: Severity.WARNING,
    FindingCode.GARBLED: Severity.ERROR,
    FindingCode.PARTS_DO_NOT_ADD_UP: Severity.ERROR,
    FindingCode.PART_EXCEEDS_WHOLE: Severity.ERROR,
    FindingCode.FELL_WITHOUT_REASON: Severity.WARNING,
    FindingCode.JUMP: Severity.WARNING,
    FindingCode.RETRACTED_UPSTREAM: Severity.ERROR,
    FindingCode.QUOTE_NOT_IN_TEXT: Severity.ERROR,
    FindingCode.DATE_MISSING: Severity.WARNING,
    FindingCode.HEDGE_MISSING: Severity.NOTE,
    FindingCode.NOT_ARCHIVED: Severity.NOTE,
    FindingCode.UNREVIEWED: Severity.NOTE,
    FindingCode.LINK_NOT_COMPARABLE: Severity.WARNING,
    FindingCode.ANONYMITY_UNEXPLAINED: Severity.WARNING,
}

MANUAL = "docs/findings.md"


@dataclass(frozen=True, slots=True)
class Subject:
    """The claim or figure that a finding is about."""

    kind: Kind
    id: UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know before printing; `others` are the claims that it involves as well."""

    code: FindingCode
    subject: Subject
    message: str
    others: tuple[UUID, ...] = ()

    @classmethod
    def on(
        cls, record: Claim | Figure, code: FindingCode, message: str, *others: UUID
    ) -> "Finding":
        """The finding about this claim or figure."""
        return cls(code, Subject(record.kind, record.id), message, others)

    @property
    def severity(self) -> Severity:
        """How much it matters to somebody about to print."""
        return SEVERITY[self.code]

    @property
    def anchor(self) -> str:
        """Where the manual explains it."""
        return f"{MANUAL}#{self.code.replace('_', '-')}"


@dataclass(frozen=True)
class Inputs:
    """What findings need beside the case.

    `revisions` is the current revision of each claim (1 where it is not listed);
    `quotes_found` says of claims whether their quote stands in the archived text, and
    is asked where the claim does not hold the place itself.
    """

    reviews: tuple[Review, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    revisions: Mapping[UUID, int] = field(default_factory=dict)
    quotes_found: Mapping[UUID, bool] = field(default_factory=dict)
