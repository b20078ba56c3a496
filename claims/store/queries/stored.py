"""Records out of their tables, in bulk: one statement a table, whatever the number asked for."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Select, Table, bindparam, select, true
from sqlalchemy.sql.elements import ColumnElement

from claims.chain import Chain, Hop
from claims.dates import PartialDate, parse_date
from claims.quantity import Quantity
from claims.records import (
    Claim,
    Figure,
    Link,
    Notice,
    Rating,
    Record,
    Refusal,
    Report,
    Review,
    Ruling,
    SigningKey,
    Source,
    Story,
    Waiver,
)
from claims.store.projection import (
    ATTRIBUTIONS,
    CLAIM_TAGS,
    FIGURE_PARTIES,
    LAYOUTS,
    SOURCE_ALIASES,
    STORY_CLAIMS,
)
from claims.store.sending import Asked, Found, ask
from claims.store.then import NOW, looks_at
from claims.vocab import Comparator, Hedge

R = TypeVar("R", bound=Record)
# The rows that hang on a record, by its identity as a number, which is sooner looked up.
Children = Mapping[Table, Mapping[int, list[Found]]]


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """A record with what its first and last entries say of it."""

    record: R
    ref: str
    revision: int
    logged_at: datetime
    logged_by: str
    changed_at: datetime
    changed_by: str


_ALL = true()
SLICE = 10_000
_WANTED = "wanted"


def stored(
    connection: Connection, kind: type[R], where: ColumnElement[bool] = _ALL
) -> list[Stored[R]]:
    """The records of this kind whose row meets `where`, in the order they were logged."""
    asked = asking(kind, where)
    first, *others = asked.statements
    rows = connection.execute(first).mappings().all()
    hanging = [connection.execute(one).mappings().all() for one in others if rows]
    return _built(kind, asked, [rows, *hanging]) if rows else []


def by_id(connection: Connection, kind: type[R], ids: Iterable[UUID]) -> dict[UUID, Stored[R]]:
    """The records of these identities; those that are not there are left out."""
    found = among(connection, kind, LAYOUTS[kind.kind].main.c.id, ids)
    return {one.record.id: one for one in found}


def among(
    connection: Connection, kind: type[R], column: Column[Any], values: Iterable[Hashable]
) -> list[Stored[R]]:
    """The records of this kind whose `column` is one of these, each once."""
    asked = _asking_among(kind, column)
    slices = (
        stored_as_asked(connection, kind, asked, {_WANTED: part}) for part in in_slices(values)
    )
    return [one for found in slices for one in found]


def page_of(
    connection: Connection, kind: type[R], *, after: UUID | None, limit: int | None
) -> list[Stored[R]]:
    """The records of this kind in the order they were logged: so many, after this one."""
    main = LAYOUTS[kind.kind].main
    statement = select(main.c.id).order_by(main.c.id).limit(limit)
    if after is not None:
        statement = statement.where(main.c.id > after)
    return list(by_id(connection, kind, connection.scalars(statement)).values())


def in_slices(values: Iterable[Hashable]) -> Iterator[list[Any]]:
    """The different values, as many at a time as a statement may hold on every engine."""
    rest = iter(dict.fromkeys(values))
    while part := list(islice(rest, SLICE)):
        yield part


@dataclass(frozen=True, slots=True)
class Asking:
    """The statements that read records of one kind: their own rows, and those that hang on them."""

    main: Select[Any]
    children: dict[Table, tuple[str, Select[Any]]]

    @property
    def statements(self) -> Iterator[Select[Any]]:
        """All of them, that of the records' own rows first."""
        yield self.main
        for _, statement in self.children.values():
            yield statement


def asking(kind: type[Record], where: ColumnElement[bool]) -> Asking:
    """The statements for the records whose row meets `where`."""
    layout = LAYOUTS[kind.kind]
    main = layout.main
    ids = select(main.c.id).where(where)
    children = {
        table: (owner, _children_of(table.c[owner], table, ids))
        for table, owner in layout.children.items()
        if table in _READ_CHILDREN
    }
    columns = [column for column in main.columns if column.name not in _BESIDE]
    return Asking(select(*columns).where(where).order_by(main.c.id), children)


# What rows hold for searches and indexes, and what follows from the record itself.
_BESIDE = {
    *(f"{date}_{end}" for date in ("said", "as_of", "published") for end in ("earliest", "latest")),
    *("effective_hedge", "origin_id", "reporter_id", "quoted_by", "lane", "item_key"),
}


def _children_of(owner: Column[Any], table: Table, ids: Select[UUID]) -> Select[Any]:
    return select(table).where(owner.in_(ids)).order_by(owner, table.c.position)


@lru_cache(maxsize=64)  # one for each column that records are looked up by
def _asking_among(kind: type[Record], column: Column[Any]) -> Asking:
    return asking(kind, column.in_(bindparam(_WANTED, expanding=True)))


def stored_as_asked(
    connection: Connection, kind: type[R], asked: Asking, wanted: Mapping[str, Any]
) -> list[Stored[R]]:
    """The records that these statements find, in the order they were logged.

    `wanted` is what their parameters stand for; the statements are built once and kept.
    """
    first, *others = (Asked(one, wanted) for one in asked.statements)
    if looks_at(connection) == NOW:
        return _built(kind, asked, ask(connection, first, *others))
    (rows,) = ask(connection, first)  # what hangs on nothing takes long to find among the former
    return _built(kind, asked, [rows, *ask(connection, *others)]) if rows else []


def _built(kind: type[R], asked: Asking, found: Sequence[Sequence[Found]]) -> list[Stored[R]]:
    """The records that are in the rows that these statements have found."""
    rows, *hanging = found
    children = {
        table: _by_owner(hung, owner)
        for hung, (table, (owner, _)) in zip(hanging, asked.children.items(), strict=True)
    }
    build: Callable[[Found, Children], Any] = _BUILDERS[kind]
    return [_stored(row, build(row, children)) for row in rows]


def _stored(row: Found, record: R) -> Stored[R]:
    return Stored(
        record=record,
        ref=row["ref"],
        revision=row["revision"],
        logged_at=row["logged_at"],
        logged_by=row["logged_by"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
    )


def _by_owner(rows: Iterable[Found], owner: str) -> dict[int, list[Found]]:
    grouped: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        grouped[row[owner].int].append(row)
    return grouped


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else parse_date(text)


def _source(row: Found, children: Children) -> Source:
    return Source.of(
        id=row["id"],
        name=row["name"],
        source_kind=row["source_kind"],
        country=row["country"],
        controlled_by=row["controlled_by"],
        aliases=tuple(one["alias"] for one in children[SOURCE_ALIASES].get(row["id"].int, ())),
        note=row["note"],
    )


def _figure(row: Found, children: Children) -> Figure:
    return Figure.of(
        id=row["id"],
        slug=row["slug"],
        title=row["title"],
        unit=row["unit"],
        basis=row["basis"],
        measure=row["measure"],
        population=row["population"],
        place=row["place"],
        since=_date(row["since"]),
        part_of=row["part_of"],
        complete_parts=row["complete_parts"],
        parties=tuple(one["source_id"] for one in children[FIGURE_PARTIES].get(row["id"].int, ())),
        note=row["note"],
    )


def _report(row: Found, _: Children) -> Report:
    return Report.of(
        id=row["id"],
        reporter=row["reporter"],
        url=row["url"],
        version=row["version"],
        supersedes=row["supersedes"],
        byline=row["byline"],
        title=row["title"],
        published=_date(row["published"]),
        language=row["language"],
        text_sha256=row["text_sha256"],
        raw_sha256=row["raw_sha256"],
        raw_type=row["raw_type"],
        note=row["note"],
    )


def _claim(row: Found, children: Children) -> Claim:
    start, end = row["quote_start"], row["quote_end"]
    hops = children[ATTRIBUTIONS].get(row["id"].int, ())
    return Claim.of(
        id=row["id"],
        key=row["key"],
        statement=row["statement"],
        quote=row["quote"],
        quote_at=None if start is None else (start, end),
        figure=row["figure_id"],
        quantity=_quantity(row),
        stance=row["stance"],
        modality=row["modality"],
        method=row["method"],
        chain=Chain(tuple([_hop_of(*_HOP_IN(hop)) for hop in hops])),
        report=row["report_id"],
        said=_date(row["said"]),
        as_of=_date(row["as_of"]),
        tags=tuple(one["tag"] for one in children[CLAIM_TAGS].get(row["id"].int, ())),
        note=row["note"],
        withdrawn=row["withdrawn"],
    )


def _quantity(row: Found) -> Quantity | None:
    if row["quantity"] is None:
        return None
    return quantity_of(*_QUANTITY_IN(row))


QUANTITY = ("quantity", "comparator", "value", "low", "high", "unit", "convention")
_QUANTITY_IN = itemgetter(*QUANTITY)


@lru_cache(maxsize=1 << 14)
def quantity_of(  # noqa: PLR0913, PLR0917  one for each column
    text: str,
    comparator: Comparator,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    unit: str | None,
    convention: str | None,
) -> Quantity:
    """The quantity that these columns hold; the same ones come again and again."""
    return Quantity(text, comparator, value, low, high, unit, convention)


_HOP_IN = itemgetter("source_id", "named_as", "cue", "hedge", "said", "language", "original_term")


@lru_cache(maxsize=1 << 14)
def _hop_of(  # noqa: PLR0913, PLR0917  one for each column
    source: UUID,
    named_as: str | None,
    cue: str | None,
    hedge: Hedge | None,
    said: str | None,
    language: str | None,
    original_term: str | None,
) -> Hop:
    """The hop that these columns hold; the same speakers come again and again."""
    return Hop(
        source=source,
        named_as=named_as,
        cue=cue,
        hedge=hedge,
        said=_date(said),
        language=language,
        original_term=original_term,
    )


def _link(row: Found, _: Children) -> Link:
    return Link.of(
        id=row["id"],
        claim=row["claim_id"],
        relation=row["relation"],
        to=row["to_id"],
        reason=row["reason"],
        basis=row["basis"],
        withdrawn=row["withdrawn"],
    )


def _notice(row: Found, _: Children) -> Notice:
    return Notice.of(
        id=row["id"],
        target=row["target_id"],
        target_kind=row["target_kind"],
        reason=row["reason"],
        date=_date(row["date"]),
        url=row["url"],
        withdrawn=row["withdrawn"],
    )


def _review(row: Found, _: Children) -> Review:
    return Review.of(
        id=row["id"], claim=row["claim_id"], revision=row["reviewed"], note=row["note"]
    )


def _story(row: Found, children: Children) -> Story:
    return Story.of(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        date=_date(row["date"]),
        rests_on=tuple(one["claim_id"] for one in children[STORY_CLAIMS].get(row["id"].int, ())),
        note=row["note"],
    )


def _ruling(row: Found, _: Children) -> Ruling:
    return Ruling.of(
        id=row["id"],
        a=row["a"],
        a_kind=row["a_kind"],
        b=row["b"],
        b_kind=row["b_kind"],
        same=row["same"],
        reason=row["reason"],
        withdrawn=row["withdrawn"],
    )


def _refusal(row: Found, _: Children) -> Refusal:
    return Refusal.of(
        id=row["id"],
        claim=row["claim_id"],
        relation=row["relation"],
        to=row["to_id"],
        reason=row["reason"],
    )


def _waiver(row: Found, _: Children) -> Waiver:
    return Waiver.of(
        id=row["id"], code=row["code"], reason=row["reason"], withdrawn=row["withdrawn"]
    )


def _key(row: Found, _: Children) -> SigningKey:
    return SigningKey.of(id=row["id"], public=row["public"], withdrawn=row["withdrawn"])


def _rating(row: Found, _: Children) -> Rating:
    return Rating.of(
        id=row["id"],
        claim=row["claim_id"],
        author=row["author_id"],
        report=row["report_id"],
        text=row["text"],
        value=row["value"],
        best=row["best"],
        worst=row["worst"],
        withdrawn=row["withdrawn"],
    )


_READ_CHILDREN = {SOURCE_ALIASES, FIGURE_PARTIES, ATTRIBUTIONS, CLAIM_TAGS, STORY_CLAIMS}
_BUILDERS: dict[type[Record], Callable[[Found, Children], Record]] = {
    Source: _source,
    Figure: _figure,
    Report: _report,
    Claim: _claim,
    Link: _link,
    Notice: _notice,
    Review: _review,
    Story: _story,
    Ruling: _ruling,
    Refusal: _refusal,
    Waiver: _waiver,
    SigningKey: _key,
    Rating: _rating,
}
