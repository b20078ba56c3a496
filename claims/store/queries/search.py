"""Finding claims: by words, by what they hang on, newest or best first, page by page."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from claims.errors import InputError
from claims.records import Claim
from claims.store.index import FIGURE, HEDGE, REPORTER, SOURCE, TAG, mark
from claims.store.queries import spans
from claims.store.queries.conditions import CONDITIONS, among, in_index, newest
from claims.store.queries.finding import Terms, candidates, in_fts5, looks
from claims.store.queries.stored import Stored, columns_of, of_rows
from claims.store.sending import Asked, Found, ask
from claims.store.then import NOW, looks_at
from claims.values.words import Wanted, standing, wanted_words, weight
from claims.vocab import Hedge

PAGE = 50
RANKED = 2_000  # hits of which the best are found; older ones are left out
_AFTER_ALL = UUID(int=(1 << 128) - 1)
_AHEAD = 3_600_000  # milliseconds: the identities of a large batch run ahead of the clock
_ALL = columns_of(Claim)
_TEXTS = ("id", "statement", "quote", "note")
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
    return of_rows(connection, Claim, found(connection, wanted, _ALL))


def found(connection: Connection, wanted: Search, columns: tuple[str, ...]) -> list[Found]:
    """These columns of them, and of what they name; those that hold words are among them."""
    words = wanted_words(wanted.words)
    if wanted.words.strip() and not words:
        told = f"there is no letter and no digit in {wanted.words!r}"
        raise InputError("words_missing", told, hint="signs are not looked for", field="words")
    if wanted.ranked and words:
        ids = _best(connection, wanted, words)
        rows = ask(connection, Asked(among(columns, ()), {"wanted": ids}))[0] if ids else []
        held = {row["id"]: row for row in rows}
        return [held[identifier] for identifier in ids]
    hits = _hits(connection, wanted, words, columns, wanted.before or _AFTER_ALL, wanted.limit)
    return list(islice(hits, wanted.limit))


def _best(connection: Connection, wanted: Search, words: Sequence[Wanted]) -> list[UUID]:
    """The page of the best, each beside its number of points; of equal ones the newest first."""
    hits = islice(_hits(connection, wanted, words, _TEXTS, _AFTER_ALL, RANKED), RANKED)
    ranked = sorted(((points(row, words), row["id"]) for row in hits), reverse=True)
    if wanted.before is not None:
        last = ask(connection, Asked(among(_TEXTS, ()), {"wanted": [wanted.before]}))[0]
        ends = [(points(row, words), row["id"]) for row in last]
        ranked = [one for one in ranked if one < min(ends, default=one)]
    return [identifier for _, identifier in ranked[: wanted.limit]]


def points(row: Found, words: Sequence[Wanted]) -> int:
    """How well a claim fits: each word counts where it counts most.

    The statement counts before the quote, and that before the note; a whole word counts
    double. It follows from the claim alone, so that a page ends at the same place whatever
    is logged meanwhile.
    """
    held = [(standing(row[name]), times) for name, times in _WEIGHTS]
    return sum(
        max(times * weight(one, texts[one.unspaced]) for texts, times in held) for one in words
    )


def _hits(  # noqa: PLR0913, PLR0917  what is looked for, what of it is read, and how far
    connection: Connection,
    wanted: Search,
    words: Sequence[Wanted],
    columns: tuple[str, ...],
    before: UUID,
    limit: int,
) -> Iterator[Found]:
    """These columns of the claims that meet every condition, newest first."""
    given = _given(wanted)
    terms = Terms(tuple(words), tuple(_marks(wanted)))
    if not terms:
        yield from _newest(connection, columns, given, before, limit)
        return
    before = min(before, _latest(connection))
    asked = Asked(among(columns, tuple(given)), given)
    if spans.span_of(given):
        found = _in_turn(connection, asked, candidates(connection, terms, before, limit), limit)
    elif connection.dialect.name == "sqlite" and looks_at(connection) == NOW:
        question = in_index(columns, tuple(given))
        found = in_fts5(connection, terms, Asked(question, given), before, limit)
    else:
        found = _looked_up(connection, asked, candidates(connection, terms, before, limit), limit)
    for row in found:
        if _has(row, words):
            yield row


def _newest(
    connection: Connection,
    columns: tuple[str, ...],
    given: Mapping[str, Any],
    before: UUID,
    limit: int,
) -> Iterator[Found]:
    """Where no words are looked for: out of the newest claims; of a span, then of those in it."""
    names, span, wanted = tuple(given), spans.span_of(given), {**given, "most": limit}
    if not span:
        question = newest(columns, names, near=False)
        yield from ask(connection, Asked(question, {**wanted, "before": before}))[0]
        return
    before = min(before, _latest(connection))
    least = spans.far_back(connection, before)
    near = Asked(newest(columns, names, near=True), {**wanted, "before": before, "least": least})
    yield from ask(connection, near)[0]
    ids = spans.in_span(connection, span, least, limit)
    yield from _looked_up(connection, Asked(among(columns, names), given), ids, limit)


def _in_turn(
    connection: Connection, asked: Asked, ids: Iterator[UUID], limit: int
) -> Iterator[Found]:
    """Of a span, out of these claims; where they are many, instead of the rest those in it."""
    passed = yield from _looked_up(connection, asked, islice(ids, spans.NEAR), limit)
    if len(passed) == spans.NEAR:
        rest = spans.in_span(connection, spans.span_of(asked.wanted), passed[-1], limit)
        yield from _looked_up(connection, asked, rest, limit)


def _looked_up(
    connection: Connection, asked: Asked, ids: Iterator[UUID], limit: int
) -> Generator[Found, None, list[UUID]]:
    """The rows of these claims that meet the conditions; as many at a time as may be wanted.

    Returns the claims that were looked at.
    """
    passed, (question, given) = list[UUID](), asked
    for number in looks(limit):
        part = list(islice(ids, number))
        if not part:
            break
        yield from ask(connection, Asked(question, {**given, "wanted": part}))[0]
        passed += part
    return passed


def _latest(connection: Connection) -> UUID:
    """Before which all claims are that were logged by the moment that is looked at."""
    as_of = looks_at(connection).as_of
    if as_of is None:
        return _AFTER_ALL
    return UUID(int=(int(as_of.timestamp() * 1000) + _AHEAD) << 80)


def _has(row: Found, words: Sequence[Wanted]) -> bool:
    """Whether the words stand in what the claim says now: another revision may have had them."""
    missing = words
    for name, _ in _WEIGHTS:
        if not missing:
            return True
        text = standing(row[name])
        missing = [one for one in missing if not weight(one, text[one.unspaced])]
    return not missing


def _marks(wanted: Search) -> Iterator[str]:
    given = (
        (FIGURE, wanted.figure),
        (REPORTER, wanted.reporter),
        (SOURCE, wanted.source),
        (TAG, wanted.tag),
        (HEDGE, wanted.hedge),
    )
    return (mark(kind, value) for kind, value in given if value is not None)


def _given(wanted: Search) -> dict[str, Any]:
    """The conditions that are looked up in the rows, by the names of their parameters."""
    return {name: value for name in CONDITIONS if (value := getattr(wanted, name)) is not None}
