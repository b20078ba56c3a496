"""Finding claims: by words, by what they hang on, newest or best first, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection, RowMapping, ScalarSelect, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from claims.errors import InputError
from claims.records import Claim
from claims.store.index import FIGURE, HEDGE, REPORTER, SOURCE, TAG, mark
from claims.store.projection import ATTRIBUTIONS, CLAIM_TAGS, CLAIMS, REPORTS
from claims.store.queries.finding import Candidates, Terms, candidates
from claims.store.queries.stored import Stored, by_id
from claims.store.then import looks_at
from claims.vocab import Hedge
from claims.words import Wanted, standing, wanted_words, weight

PAGE = 50
RANKED = 2_000  # hits of which the best are found; older ones are left out
_FIRST_LOOK, _LONGEST_LOOK = 50, 2_000
_AFTER_ALL = UUID(int=(1 << 128) - 1)
_AHEAD = 3_600_000  # milliseconds: the identities of a large batch run ahead of the clock
_TEXTS = (CLAIMS.c.id, CLAIMS.c.statement, CLAIMS.c.quote, CLAIMS.c.note)
_WEIGHTS = (("statement", 3), ("quote", 2), ("note", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; everything given must hold. Dates compare with the claim's own time.

    `ranked` puts the best of the newest 2,000 hits first, instead of the newest.
    """

    words: str = ""
    figure: UUID | None = None
    source: UUID | None = None
    reporter: UUID | None = None
    report: UUID | None = None
    tag: str | None = None
    hedge: Hedge | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: UUID | None = None
    limit: int = PAGE
    ranked: bool = False


def search(connection: Connection, wanted: Search) -> list[Stored[Claim]]:
    """The claims that meet every condition, newest first; `before` ends the page before."""
    words = wanted_words(wanted.words)
    if wanted.words.strip() and not words:
        told = f"there is no letter and no digit in {wanted.words!r}"
        raise InputError("words_missing", told, hint="signs are not looked for", field="words")
    if wanted.ranked and words:
        ids = _best(connection, wanted, words)
    else:
        hits = _hits(connection, wanted, words, wanted.before or _AFTER_ALL, wanted.limit)
        ids = [row["id"] for row in islice(hits, wanted.limit)]
    found = by_id(connection, Claim, ids)
    return [found[identifier] for identifier in ids]


def _best(connection: Connection, wanted: Search, words: Sequence[Wanted]) -> list[UUID]:
    """The page of the best, each beside its number of points; of equal ones the newest first."""
    hits = islice(_hits(connection, wanted, words, _AFTER_ALL, RANKED), RANKED)
    ranked = sorted(((points(row, words), row["id"]) for row in hits), reverse=True)
    if wanted.before is not None:
        last = connection.execute(select(*_TEXTS).where(CLAIMS.c.id == wanted.before)).mappings()
        ends = [(points(row, words), row["id"]) for row in last]
        ranked = [one for one in ranked if one < min(ends, default=one)]
    return [identifier for _, identifier in ranked[: wanted.limit]]


def points(row: RowMapping, words: Sequence[Wanted]) -> int:
    """How well a claim fits: each word counts where it counts most.

    The statement counts before the quote, and that before the note; a whole word counts
    double. It follows from the claim alone, so that a page ends at the same place whatever
    is logged meanwhile.
    """
    held = [(standing(row[name]), times) for name, times in _WEIGHTS]
    return sum(
        max(times * weight(one, texts[one.unspaced]) for texts, times in held) for one in words
    )


def _hits(
    connection: Connection, wanted: Search, words: Sequence[Wanted], before: UUID, limit: int
) -> Iterator[RowMapping]:
    """Identity and texts of the claims that meet every condition, newest first."""
    statement = select(*_TEXTS).where(*_conditions(wanted)).order_by(CLAIMS.c.id.desc())
    terms = Terms(tuple(words), tuple(_marks(wanted)))
    if not terms:
        if before != _AFTER_ALL:
            statement = statement.where(CLAIMS.c.id < before)
        yield from connection.execute(statement.limit(limit)).mappings()
        return
    before = min(before, _latest(connection))
    for ids in _in_pages(candidates(connection, terms), before, limit):
        for row in connection.execute(statement.where(CLAIMS.c.id.in_(ids))).mappings():
            if _has(row, words):
                yield row


def _in_pages(found: Candidates, before: UUID, limit: int) -> Iterator[Sequence[UUID]]:
    """All candidates, a page at a time; each is longer than the one before, up to some length."""
    number = max(limit, _FIRST_LOOK)
    while ids := found(before, number):
        yield ids
        if len(ids) < number:
            return
        before, number = ids[-1], max(number, min(4 * number, _LONGEST_LOOK))


def _latest(connection: Connection) -> UUID:
    """Before which all claims are that were logged by the moment that is looked at."""
    as_of = looks_at(connection).as_of
    if as_of is None:
        return _AFTER_ALL
    return UUID(int=(int(as_of.timestamp() * 1000) + _AHEAD) << 80)


def _has(row: RowMapping, words: Sequence[Wanted]) -> bool:
    """Whether the words stand in what the claim says now: another revision may have had them."""
    texts = [standing(row[name]) for name, _ in _WEIGHTS]
    return all(any(weight(one, text[one.unspaced]) for text in texts) for one in words)


def _marks(wanted: Search) -> Iterator[str]:
    given = (
        (FIGURE, wanted.figure),
        (REPORTER, wanted.reporter),
        (SOURCE, wanted.source),
        (TAG, wanted.tag),
        (HEDGE, wanted.hedge),
    )
    return (mark(kind, value) for kind, value in given if value is not None)


def _conditions(wanted: Search) -> list[ColumnElement[bool]]:
    exact = (
        (CLAIMS.c.figure_id, wanted.figure),
        (CLAIMS.c.reporter_id, wanted.reporter),
        (CLAIMS.c.report_id, wanted.report),
        (CLAIMS.c.effective_hedge, wanted.hedge),
    )
    conditions = [column == value for column, value in exact if value is not None]
    hanging = (
        (CLAIM_TAGS.c.claim_id, CLAIM_TAGS.c.tag, wanted.tag),
        (ATTRIBUTIONS.c.claim_id, ATTRIBUTIONS.c.source_id, wanted.source),
    )
    conditions += [  # so put that it is looked up by the claim, never by the tag or the source
        literal(value, column.type).in_(select(column).where(owner == CLAIMS.c.id))
        for owner, column, value in hanging
        if value is not None
    ]
    return conditions + in_time(wanted.since, wanted.until)


def in_time(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The claim's own time (as_of, else said, else published) touches the span asked for."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        published = _of_report(REPORTS.c.published_latest)
        last = func.coalesce(CLAIMS.c.as_of_latest, CLAIMS.c.said_latest, published)
        conditions.append(last >= since)
    if until is not None:
        published = _of_report(REPORTS.c.published_earliest)
        first = func.coalesce(CLAIMS.c.as_of_earliest, CLAIMS.c.said_earliest, published)
        conditions.append(first <= until)
    return conditions


def _of_report(date: ColumnElement[datetime]) -> ScalarSelect[datetime]:
    """A date of the claim's report; not by a join, which would keep a page from ending early."""
    return select(date).where(REPORTS.c.id == CLAIMS.c.report_id).scalar_subquery()
