"""The controlled vocabularies of the record, spelled as they are stored and printed.

Each enum is a `str`, so that it serialises as itself; `Hedge` and `Comparator`
own the small algebra that the rules need of them.
"""

from collections.abc import Iterable
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of speaker a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    MILITARY = "military"
    AGENCY = "agency"
    OUTLET = "outlet"
    INTERNATIONAL = "international"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Basis(StrEnum):
    """How a figure counts: since a day, within a period, at a moment, or ahead of time."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"
    SNAPSHOT = "snapshot"
    PLANNED = "planned"


class Comparator(StrEnum):
    """How a printed number bounds what it is about."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    BETWEEN = "between"
    VAGUE = "vague"
    NONE = "none"


class Stance(StrEnum):
    """What the speech does."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DECLINES = "declines"
    UNVERIFIED = "unverified"
    NO_EVIDENCE = "no_evidence"

    @property
    def takes_a_side(self) -> bool:
        """Only these two can agree or conflict: silence is not zero, a refusal no denial."""
        return self in (Stance.ASSERTS, Stance.DENIES)


class Modality(StrEnum):
    """Whether it is said to have happened."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"

    @property
    def is_real(self) -> bool:
        """Happened or happening, as against planned or supposed."""
        return self in (Modality.OCCURRED, Modality.ONGOING)


class Method(StrEnum):
    """How the number came about; shown, and never a bar to comparison."""

    COUNT = "count"
    OFFICIAL_STATEMENT = "official_statement"
    INTELLIGENCE_ESTIMATE = "intelligence_estimate"
    STATISTICAL_ESTIMATE = "statistical_estimate"
    MODEL = "model"
    EYEWITNESS = "eyewitness"
    DERIVED_BY_REPORTER = "derived_by_reporter"
    DERIVED_BY_US = "derived_by_us"
    UNSTATED = "unstated"


class Hedge(StrEnum):
    """How far a speaker commits himself (FactBank's scale, and a neutral level).

    Strongest first. `attributed` is neutral: it passes the speaker before unchanged.
    """

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    ALLEGED = "alleged"
    UNCONFIRMED = "unconfirmed"
    ATTRIBUTED = "attributed"

    @property
    def is_neutral(self) -> bool:
        """True for the one level that says nothing about commitment."""
        return self is Hedge.ATTRIBUTED

    def is_stronger_than(self, other: "Hedge") -> bool:
        """Both commit, and this one commits further."""
        if self.is_neutral or other.is_neutral:
            return False
        return _STRENGTH[self] > _STRENGTH[other]

    @staticmethod
    def weakest(levels: Iterable["Hedge | None"]) -> "Hedge":
        """The effective hedge of a chain: its weakest level, neutral and absent ones aside."""
        committed = [level for level in levels if level is not None and level not in _NEUTRAL]
        if len(committed) == 1:  # as in most chains
            return committed[0]
        return min(committed, key=_STRENGTH.__getitem__, default=Hedge.ATTRIBUTED)


_NEUTRAL = (Hedge.ATTRIBUTED,)
_STRENGTH = {
    Hedge.CERTAIN: 5,
    Hedge.PROBABLE: 4,
    Hedge.POSSIBLE: 3,
    Hedge.ALLEGED: 2,
    Hedge.UNCONFIRMED: 1,
}


class Relation(StrEnum):
    """How one claim stands to another, read from left to right."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    UPDATES = "updates"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    PART_OF = "part_of"
    DERIVED_FROM = "derived_from"
    TRANSLATES = "translates"


class LinkBasis(StrEnum):
    """On whose judgement a link stands."""

    HUMAN = "human"
    RULE = "rule"
    IMPORT = "import"


class Kind(StrEnum):
    """The kinds of record that the ledger has entries for, in the order they are written.

    What is referred to comes first, so a batch written in this order never points ahead.
    """

    SOURCE = "source"
    FIGURE = "figure"
    REPORT = "report"
    CLAIM = "claim"
    LINK = "link"
    NOTICE = "notice"
    REVIEW = "review"
    STORY = "story"
    RULING = "ruling"
    REFUSAL = "refusal"
    WAIVER = "waiver"
    KEY = "key"
    RATING = "rating"


class Action(StrEnum):
    """What an entry of the ledger did to its subject."""

    ADD = "add"
    SET = "set"
    LOG = "log"
    REVISE = "revise"
    LINK = "link"
    UNLINK = "unlink"
    RETRACT = "retract"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    RULE = "rule"
    REFUSE = "refuse"
    WAIVE = "waive"
    REDACT = "redact"
    RATE = "rate"


class Verdict(StrEnum):
    """What the rules say of two claims."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    UPDATES = "updates"
    PART_OF = "part_of"
    COMPATIBLE = "compatible"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why a verdict is what it is, for programs."""

    STANCE = "stance"
    MODALITY = "modality"
    FIGURE = "figure"
    DENIAL = "denial"
    QUANTITY = "quantity"
    WINDOW = "window"
    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    SAME_ORIGIN_DIFFERENT_FIGURE = "same_origin_different_figure"
    COMPARATOR_DRIFT = "comparator_drift"
    FELL_WITHOUT_REASON = "fell_without_reason"
    FELL = "fell"
    INDEPENDENCE_UNKNOWN = "independence_unknown"
    BOUND_ONLY = "bound_only"


class Standing(StrEnum):
    """What the record supports; computed, never typed in."""

    UNSOURCED = "unsourced"
    SINGLE_ORIGIN = "single_origin"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"


class FindingCode(StrEnum):
    """What an auditor should know of a claim or a figure."""

    SINGLE_ORIGIN = "single_origin"
    UNNAMED_ONLY = "unnamed_only"
    CONTROLLED_ONLY = "controlled_only"
    CONTRADICTION_OPEN = "contradiction_open"
    HEDGE_DRIFT = "hedge_drift"
    COMPARATOR_DRIFT = "comparator_drift"
    MEASURE_DRIFT = "measure_drift"
    GARBLED = "garbled"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    FELL_WITHOUT_REASON = "fell_without_reason"
    JUMP = "jump"
    RETRACTED_UPSTREAM = "retracted_upstream"
    QUOTE_NOT_IN_TEXT = "quote_not_in_text"
    DATE_MISSING = "date_missing"
    HEDGE_MISSING = "hedge_missing"
    NOT_ARCHIVED = "not_archived"
    UNREVIEWED = "unreviewed"
    LINK_NOT_COMPARABLE = "link_not_comparable"
    ANONYMITY_UNEXPLAINED = "anonymity_unexplained"


class Severity(StrEnum):
    """How much a finding matters to somebody about to print."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
