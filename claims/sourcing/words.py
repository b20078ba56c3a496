"""Plain words for the record's codes, for readers who have never seen one."""

from claims.rules.merging import MergeRule
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

STANDINGS = {
    Standing.UNSOURCED: ("unsourced", "nobody is named as the one who knows"),
    Standing.SINGLE_ORIGIN: (
        "not corroborated",
        "it rests on one origin, or on several of which no two confirm each other",
    ),
    Standing.CORROBORATED: ("corroborated", "independent origins agree"),
    Standing.CONTESTED: ("contested", "independent origins contradict each other"),
    Standing.SUPERSEDED: ("superseded", "the same origin has given something newer since"),
    Standing.RETRACTED: ("retracted", "whoever published it has taken it back"),
    Standing.WITHDRAWN: ("withdrawn", "we logged it by mistake; no retraction by the source"),
}

HEDGES = {
    Hedge.CERTAIN: ("certain", "stated as fact (is, confirmed, announced)"),
    Hedge.PROBABLE: ("probable", "held to be likely (likely, believed, estimated)"),
    Hedge.POSSIBLE: ("possible", "held to be possible (may, could, appears)"),
    Hedge.ALLEGED: ("alleged", "the speaker keeps a distance (claimed, alleged, reportedly)"),
    Hedge.UNCONFIRMED: ("unconfirmed", "said to be unconfirmed, or a rumour"),
    Hedge.ATTRIBUTED: ("neutral", "passed on as it was said, no word on how sure (said, told)"),
}

STANCES = {
    Stance.ASSERTS: "says that it is so",
    Stance.DENIES: "denies it",
    Stance.DECLINES: "declines to confirm or comment, which is no denial",
    Stance.UNVERIFIED: "says that it could not be verified",
    Stance.NO_EVIDENCE: "says that there is no evidence of it",
}

MODALITIES = {
    Modality.OCCURRED: "said to have happened",
    Modality.ONGOING: "said to be going on",
    Modality.PLANNED: "planned; nothing here says that it has happened",
    Modality.HYPOTHETICAL: "supposed or hoped for, not said to have happened",
}

METHODS = {
    Method.COUNT: "counted one by one",
    Method.OFFICIAL_STATEMENT: "an official statement",
    Method.INTELLIGENCE_ESTIMATE: "an intelligence estimate",
    Method.STATISTICAL_ESTIMATE: "a statistical estimate",
    Method.MODEL: "a model",
    Method.EYEWITNESS: "seen by whoever reports it",
    Method.DERIVED_BY_REPORTER: "worked out by the outlet, not given by the speaker",
    Method.DERIVED_BY_US: "worked out by us, not given by the speaker",
    Method.UNSTATED: "not stated",
}

BASES = {
    Basis.CUMULATIVE: "cumulative: everything since counting began",
    Basis.PERIOD: "per period: only what fell within the stated time",
    Basis.SNAPSHOT: "snapshot: how many there were at one moment",
    Basis.PLANNED: "planned: announced ahead; it counts nothing that has happened",
}

COMPARATORS = {
    Comparator.APPROXIMATELY: "around",
    Comparator.AT_LEAST: "at least",
    Comparator.MORE_THAN: "more than",
    Comparator.UP_TO: "up to",
    Comparator.FEWER_THAN: "fewer than",
    Comparator.BETWEEN: "between",
}

KINDS = {
    SourceKind.PERSON: "person",
    SourceKind.ORGANISATION: "organisation",
    SourceKind.GOVERNMENT: "government",
    SourceKind.MILITARY: "military",
    SourceKind.AGENCY: "agency",
    SourceKind.OUTLET: "news outlet",
    SourceKind.INTERNATIONAL: "international body",
    SourceKind.DOCUMENT: "document",
    SourceKind.UNNAMED: "unnamed",
}

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
