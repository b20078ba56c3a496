"""The claims that may be meant, newest first, out of the index of words; one way on each engine.

What is found has all words and marks in one of its revisions. The index knows no time:
it is asked as it is now, also for the record as it was.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Select,
    TextClause,
    Uuid,
    bindparam,
    literal_column,
    select,
    text,
)
from sqlalchemy.sql.elements import ColumnElement

from claims.store.index import number_of
from claims.store.projection import CLAIMS
from claims.store.sending import Asked, Found, ask
from claims.store.then import NOW, THEN, looking_at_now
from claims.values.words import FEWEST, How, Wanted

MOST_WORDS = 256  # with one beginning, that are looked for one by one
NEWEST = 2_000  # of which a server looks at every one, before it asks its index
AMPLE, FEW = 2, 4  # times as far back as a page is likely to reach, by so many hits or more
WALKED = 5  # newest claims are walked to in the time in which the index tells of one it holds
LISTED = 15  # newest claims are listed in the time in which one is looked at that the index gives
RARE = 0.001  # the share of the claims below which a server does not count
OFTENER = 50  # than the other terms together is a beginning by which no claim is looked up
_FIRST_LOOK, _LONGEST_LOOK = 50, 2_000
_NOW, _COUNTS = {THEN: NOW}, "claims_counts"
_BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for in the index: words, and marks."""

    words: tuple[Wanted, ...]
    marks: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is looked for at all."""
        return bool(self.words or self.marks)


def candidates(connection: Connection, terms: Terms, before: UUID, limit: int) -> Iterator[UUID]:
    """The claims before this one that may be meant, newest first; a page at a time is asked for."""
    if connection.dialect.name == "sqlite":
        found = in_fts5(connection, terms, Asked(_NUMBERED), before, limit)
        return (row["id"] for row in found)
    return _on_server(connection, list(_server_terms(terms)), before, limit)


def looks(limit: int) -> Iterator[int]:
    """How many to look at, time after time, where a page of so many is wanted."""
    number = max(limit, _FIRST_LOOK)
    while True:
        yield number
        number = max(number, min(4 * number, _LONGEST_LOOK))


# SQLite: a search ends early only where each term is one list of claims. Of a beginning the
# lists are those of the words that have it, or the one that is kept for its first letters.
# The rows of the claims are read on the way: the search ends where enough of them fit.

_BEGINNING_SO = text(
    "SELECT word FROM cache_words_all WHERE word >= :first AND word < :last LIMIT :most"
)
BESIDE_FTS5, UNINDEXED = (  # the columns of the claims, and so put that no index has them
    {one.name: literal_column(f'{sign}claims."{one.name}"', one.type) for one in CLAIMS.columns}
    for sign in ("", "+")
)
_MOST = text("LIMIT :most")
_FTS5 = text("cache_words AS w CROSS JOIN claims")  # in this order
_OF_ITS_NUMBER = text(
    "w.cache_words MATCH :asked AND w.rowid <= :number"
    " AND +claims.id < :before"  # not by this end
    " AND claims.id >= printf('%012x7%03x', w.rowid >> 12, w.rowid & 4095)"
    " AND claims.id < printf('%012x7%03xg', w.rowid >> 12, w.rowid & 4095)"
).bindparams(bindparam("before", type_=CLAIMS.c.id.type))


def joined_to_fts5(shown: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """These columns of the claims that the index finds, by number; conditions may be added."""
    found = select(*shown).select_from(_FTS5).where(_OF_ITS_NUMBER)
    return found.order_by(text("w.rowid DESC")).suffix_with(_MOST)


_NUMBERED = joined_to_fts5([BESIDE_FTS5["id"].label("id")])


def in_fts5(
    connection: Connection, terms: Terms, asked: Asked, before: UUID, limit: int
) -> Iterator[Found]:
    """The rows that are asked for of the claims before this one that have the terms.

    The newest come first. Several claims may share a number, and a look ends amid them.
    """
    (question, wanted), match = asked, " AND ".join(_sqlite_terms(connection, terms))
    for least in looks(limit):
        most, whole = least + 1, list[Found]()
        given = {**wanted, "asked": match, "number": number_of(before), "before": before}
        while not whole:
            with looking_at_now(connection):
                (rows,) = ask(connection, Asked(question, {**given, "most": most}))
            rows.sort(key=lambda row: row["id"].int, reverse=True)
            if len(rows) < most:
                yield from rows
                return
            last = number_of(rows[-1]["id"])
            whole = [row for row in rows if number_of(row["id"]) != last]
            most *= 4
        yield from whole
        before = whole[-1]["id"]


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


# A server: its index gives all claims that have the terms, in no order, and to look at each takes
# far longer than to list it. Of a common word the newest claims hold enough, and are looked at one
# by one. Of others they tell how far back a page of them is likely to reach: the index is asked
# for the terms and for the newer claims, and only the claims in both lists are looked at.

_AMONG_NEWEST = text(
    "SELECT claim_id FROM (SELECT claim_id, words FROM cache_words WHERE claim_id < :before"
    " ORDER BY claim_id DESC LIMIT :newest) AS newest"
    " WHERE words @@ CAST(:wanted AS tsquery) ORDER BY claim_id DESC LIMIT :most"
)
_BY_INDEX = text(
    "WITH found AS MATERIALIZED (SELECT claim_id FROM cache_words"  # never by walking to them
    " WHERE words @@ CAST(:indexed AS tsquery) AND claim_id < :before AND claim_id >= :after"
    " AND CASE WHEN words @@ CAST(:wanted AS tsquery) THEN true ELSE false END)"  # by no index
    " SELECT claim_id FROM found ORDER BY claim_id DESC LIMIT :most"
).bindparams(  # written out, so that the server plans for as many as lie between them
    *(bindparam(one, type_=Uuid(), literal_execute=True) for one in ("before", "after"))
)
_COUNTED = text(
    "SELECT c.reltuples AS claims, CAST(CAST(i.histogram_bounds AS text) AS uuid[]) AS parting,"
    " CAST(CAST(w.most_common_elems AS text) AS text[]) AS words,"
    " w.most_common_elem_freqs AS shares FROM pg_class AS c"
    " LEFT JOIN pg_stats AS i ON i.schemaname = current_schema()"
    " AND i.tablename = c.relname AND i.attname = 'claim_id'"
    " LEFT JOIN pg_stats AS w ON w.schemaname = current_schema()"
    " AND w.tablename = c.relname AND w.attname = 'words'"
    " WHERE c.oid = CAST('cache_words' AS regclass)"
)


def _server_terms(terms: Terms) -> Iterator[str]:
    yield from (f"'{one}'" for one in terms.marks)
    for one in terms.words:
        end = ":*" if one.how is How.BEGINNING else ""
        yield from (f"'{word}'{end}" for word in one.kept)


def _on_server(
    connection: Connection, terms: Sequence[str], before: UUID, limit: int
) -> Iterator[UUID]:
    for number in looks(limit):
        found = _look_on_server(connection, terms, before, number)
        yield from found
        if len(found) < number:
            return
        before = found[-1]


def _look_on_server(
    connection: Connection, terms: Sequence[str], before: UUID, limit: int
) -> Sequence[UUID]:
    """So many, where there are; the newest claims tell how far back they are likely to lie."""
    wanted = {"wanted": " & ".join(terms), "before": before, "most": limit}

    def look(statement: TextClause, **more: Any) -> list[UUID]:
        return list(connection.scalars(statement, wanted | more, execution_options=_NOW))

    found = look(_AMONG_NEWEST, newest=NEWEST)
    if len(found) == limit:
        return found
    counts = _counts(connection)
    shares = {one: counts.share(one) for one in terms}
    rarest = min(terms, key=shares.__getitem__)
    held = counts.claims * shares[rarest]
    back = AMPLE * NEWEST * limit // max(FEW, len(found))
    if found or len(terms) == 1:  # what does not meet among the newest may meet nowhere
        if back < WALKED * held:
            found = look(_AMONG_NEWEST, newest=back)
        elif back < LISTED * held and (after := counts.so_far_back(before, back)):
            found = look(_BY_INDEX, indexed=rarest, after=after)
    if len(found) == limit:
        return found
    return look(_BY_INDEX, indexed=" & ".join(_narrowest(shares)), after=_BEFORE_ALL)


def _narrowest(shares: Mapping[str, float]) -> Iterable[str]:
    """The terms to ask the index for, where the claims that have them tell of the others.

    The index puts all claims of a beginning together before it compares: of a common one that
    takes far longer than to look at the few claims that have the other terms.
    """
    kept, together = list[str](), 1.0
    for one in sorted(shares, key=shares.__getitem__):
        if not kept or not one.endswith("*") or shares[one] <= OFTENER * together:
            kept.append(one)
            together *= shares[one]
    return kept


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the server has counted, of a part of the claims.

    What is found does not hang on it, nor does it matter that it is of an hour ago.
    """

    claims: float
    parting: Sequence[UUID]  # claims between which equally many lie
    words: Sequence[str]  # the most common, sorted
    before: Sequence[float]  # the shares of the claims that have them, of all words before each

    def share(self, term: str) -> float:
        """Of the claims that have a term; of a beginning, of all its words."""
        word = term.strip("':*")
        first = bisect_left(self.words, word)
        last = bisect_right(self.words, word + _LAST if term.endswith("*") else word)
        return max(RARE, self.before[last] - self.before[first])

    def so_far_back(self, before: UUID, number: int) -> UUID | None:
        """After which so many claims lie, before that one; None where these are about all."""
        parts = ceil(number / self.claims * len(self.parting))
        place = bisect_left(self.parting, before) - 1 - parts
        return self.parting[place] if place > 0 else None


def _counts(connection: Connection) -> _Counts:
    """Asked once of a connection."""
    known: _Counts | None = connection.info.get(_COUNTS)
    if known is None:
        row = connection.execute(_COUNTED, execution_options=_NOW).one()
        shares = sorted(zip(row.words or (), row.shares or (), strict=False))
        before = accumulate((share for _, share in shares), initial=0.0)
        words = [word for word, _ in shares]
        known = _Counts(max(1.0, row.claims), row.parting or (), words, list(before))
        connection.info[_COUNTS] = known
    return known
