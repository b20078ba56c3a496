"""Plain words for the record's codes, for readers who have never seen one.

What a report in another language says otherwise stands in `languages/`.
"""

from enum import StrEnum
from typing import TypeVar

from claims.report.language import words_in
from claims.vocab import (
    Action,
    Basis,
    Comparator,
    FindingCode,
    Hedge,
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
RELATIONS = {one: (_ENGLISH.relations[one], _ENGLISH.relations_back[one]) for one in Relation}

ACTIONS = _told(Action, "actions")

FINDINGS = _told(FindingCode, "findings")
