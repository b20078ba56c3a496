"""The claims that may be meant, newest first, out of the index of words; one way on each engine.

What is found has all words and marks in one of its revisions. The index knows no time:
it is asked as it is now, also for the record as it was.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from claims.store.index import number_of
from claims.store.then import NOW, THEN
from claims.words import FEWEST, How, Wanted

MOST_WORDS = 256  # with one beginning, that are looked for one by one
NEWEST = 2_000  # of which a server looks at every one, before it asks its index
_NOW = {THEN: NOW}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for in the index: words, and marks."""

    words: tuple[Wanted, ...]
    marks: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is looked for at all."""
        return bool(self.words or self.marks)


Candidates = Callable[[UUID, int], Sequence[UUID]]
"""The newest claims before this one that may be meant: so many at least, while there are more."""


def candidates(connection: Connection, terms: Terms) -> Candidates:
    """How to get the claims that have all these terms, page by page."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(_sqlite_terms(connection, terms))
        return lambda before, limit: _in_fts5(connection, asked, before, limit)
    wanted = " & ".join(_server_terms(terms))
    return lambda before, limit: _on_server(connection, wanted, before, limit)


# SQLite: a search ends early only where each term is one list of claims. Of a beginning the
# lists are those of the words that have it, or the one that is kept for its first letters.

_BEGINNING_SO = text(
    "SELECT word FROM cache_words_all WHERE word >= :first AND word < :last LIMIT :most"
)
_FTS5 = text(
    "SELECT c.id FROM (SELECT rowid AS number FROM cache_words WHERE cache_words MATCH :asked"
    " AND rowid <= :number ORDER BY rowid DESC LIMIT :most) AS w"
    " CROSS JOIN main.claims AS c WHERE +c.id < :before"  # in this order, and not by this end
    " AND c.id >= printf('%012x7%03x', w.number >> 12, w.number & 4095)"
    " AND c.id < printf('%012x7%03xg', w.number >> 12, w.number & 4095)"
)
_LAST = "\U0010ffff"


def _sqlite_terms(connection: Connection, terms: Terms) -> Iterator[str]:
    yield from map(_quoted, terms.marks)
    for one in terms.words:
        if one.how is How.BEGINNING:
            yield _beginning(connection, one.word)
        else:
            yield from map(_quoted, one.kept)


def _beginning(connection: Connection, word: str) -> str:
    if len(word) == FEWEST:
        return f"{_quoted(word)}*"
    span = {"first": word, "last": word + _LAST, "most": MOST_WORDS + 1}
    words = list(connection.scalars(_BEGINNING_SO, span, execution_options=_NOW))
    if len(words) > MOST_WORDS:
        return f"{_quoted(word[:FEWEST])}*"  # wider; the rows tell which are meant
    return f"({' OR '.join(map(_quoted, words or [word]))})"


def _quoted(word: str) -> str:
    return f'"{word}"'  # no word of ours has a quotation mark in it


def _in_fts5(connection: Connection, asked: str, before: UUID, limit: int) -> Sequence[UUID]:
    """So many or, where several claims share a number, some more."""
    wanted = {
        "asked": asked,
        "number": number_of(before),
        "before": before.hex,
        "most": limit + 1,  # the number of `before` itself may have no other claim
    }
    found = connection.scalars(_FTS5, wanted, execution_options=_NOW)
    return sorted(map(UUID, found), reverse=True)


# A server: its index gives all claims that have the terms, in no order, so it is asked where
# they are few. Of a common word the newest claims hold enough.

_AMONG_NEWEST = text(
    "SELECT claim_id FROM (SELECT claim_id, words FROM cache_words WHERE claim_id < :before"
    " ORDER BY claim_id DESC LIMIT :newest) AS newest"
    " WHERE words @@ CAST(:wanted AS tsquery) ORDER BY claim_id DESC LIMIT :most"
)
_AMONG_ALL = text(
    "WITH found AS MATERIALIZED (SELECT claim_id FROM cache_words"
    " WHERE words @@ CAST(:wanted AS tsquery) AND claim_id < :before)"
    " SELECT claim_id FROM found ORDER BY claim_id DESC LIMIT :most"
)


def _server_terms(terms: Terms) -> Iterator[str]:
    yield from (f"'{one}'" for one in terms.marks)
    for one in terms.words:
        end = ":*" if one.how is How.BEGINNING else ""
        yield from (f"'{word}'{end}" for word in one.kept)


def _on_server(connection: Connection, asked: str, before: UUID, limit: int) -> Sequence[UUID]:
    wanted = {"wanted": asked, "before": before, "most": limit, "newest": max(NEWEST, limit)}
    found = list(connection.scalars(_AMONG_NEWEST, wanted, execution_options=_NOW))
    if len(found) == limit:
        return found
    del wanted["newest"]
    return list(connection.scalars(_AMONG_ALL, wanted, execution_options=_NOW))
