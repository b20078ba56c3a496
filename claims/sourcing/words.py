"""Plain words for the record's codes, for readers who have never seen one.

What a report in another language says otherwise stands in `languages/`.
"""

from enum import StrEnum
from typing import TypeVar

from claims.rules.merging import MergeRule
from claims.sourcing.language import words_in
from claims.vocab import (
    Action,
    Basis,
    Comparator,
    FindingCode,
    Hedge,
    LinkBasis,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
    Standing,
)

E = TypeVar("E", bound=StrEnum)
_ENGLISH = words_in("en")


def _told(codes: type[E], table: str) -> dict[E, str]:
    words = getattr(_ENGLISH, table)
    return {code: words[code] for code in codes if code in words}


def _explained(codes: type[E], table: str) -> dict[E, tuple[str, str]]:
    """The word for each code, and what it means."""
    meanings = getattr(_ENGLISH, f"{table}_explained")
    return {code: (word, meanings[code]) for code, word in _told(codes, table).items()}


STANDINGS = _explained(Standing, "standings")

HEDGES = _explained(Hedge, "hedges")

STANCES = _told(Stance, "stances")

MODALITIES = _told(Modality, "modalities")

METHODS = _told(Method, "methods")

BASES = _told(Basis, "bases")

COMPARATORS = _told(Comparator, "comparators")

KINDS = _told(SourceKind, "kinds")

# How a link reads from the claim that it begins at, and from the one that it leads to.
RELATIONS = {
    Relation.CORROBORATES: ("corroborates", "is corroborated by"),
    Relation.CONTRADICTS: ("contradicts", "is contradicted by"),
    Relation.REPEATS: ("repeats", "is repeated by"),
    Relation.UPDATES: ("updates", "is updated by"),
    Relation.CORRECTS: ("corrects", "is corrected by"),
    Relation.RETRACTS: ("retracts", "is retracted by"),
    Relation.DENIES: ("denies", "is denied by"),
    Relation.QUALIFIES: ("qualifies", "is qualified by"),
    Relation.PART_OF: ("is part of", "has as a part"),
    Relation.DERIVED_FROM: ("is derived from", "is what was derived into"),
    Relation.TRANSLATES: ("translates", "is translated by"),
}

LINK_BASES = {
    LinkBasis.HUMAN: "judged by",
    LinkBasis.RULE: "found by a rule, recorded by",
    LinkBasis.IMPORT: "imported by",
}

ACTIONS = {
    Action.ADD: "added",
    Action.SET: "changed",
    Action.LOG: "logged",
    Action.REVISE: "revised",
    Action.LINK: "linked",
    Action.UNLINK: "link taken back",
    Action.RETRACT: "retraction recorded",
    Action.WITHDRAW: "withdrawn as logged by mistake",
    Action.REVIEW: "reviewed",
    Action.RULE: "ruled",
    Action.REFUSE: "refused",
    Action.WAIVE: "switched off",
    Action.REDACT: "redacted",
}

FINDINGS = {
    FindingCode.SINGLE_ORIGIN: "one origin only",
    FindingCode.UNNAMED_ONLY: "unnamed speakers only",
    FindingCode.CONTROLLED_ONLY: "speakers under one control only",
    FindingCode.CONTRADICTION_OPEN: "open contradiction",
    FindingCode.HEDGE_DRIFT: "a hedge was lost",
    FindingCode.COMPARATOR_DRIFT: "a word like “about” or “at least” was lost",
    FindingCode.MEASURE_DRIFT: "something else is counted",
    FindingCode.GARBLED: "passed on wrongly",
    FindingCode.PARTS_DO_NOT_ADD_UP: "parts do not add up",
    FindingCode.PART_EXCEEDS_WHOLE: "a part is greater than its whole",
    FindingCode.FELL_WITHOUT_REASON: "a running total fell",
    FindingCode.JUMP: "a sudden jump",
    FindingCode.RETRACTED_UPSTREAM: "rests on something retracted",
    FindingCode.QUOTE_NOT_IN_TEXT: "quote not in the archived text",
    FindingCode.DATE_MISSING: "a date is missing",
    FindingCode.HEDGE_MISSING: "no word on how sure",
    FindingCode.NOT_ARCHIVED: "text not archived",
    FindingCode.UNREVIEWED: "nobody has reviewed it",
    FindingCode.LINK_NOT_COMPARABLE: "a link joins what cannot be compared",
    FindingCode.ANONYMITY_UNEXPLAINED: "anonymity without a stated reason",
}

MERGE_RULES = {
    MergeRule.CONTROLLER: "under one control",
    MergeRule.QUOTED_RELAY: "quoted without his source",
    MergeRule.LINK: "joined by a link",
    MergeRule.RULING: "an editor's ruling",
    MergeRule.SAME_USE: "one unnamed speaker",
}
