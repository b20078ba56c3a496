"""A record from its row and the rows that hang on it: what `rows_of` made of it, read back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from uuid import UUID

from sqlalchemy import Table

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
    SOURCE_ALIASES,
    STORY_CLAIMS,
)
from claims.store.sending import Found
from claims.values.chain import Chain, Hop
from claims.values.dates import PartialDate, parse_date
from claims.values.quantity import Quantity
from claims.vocab import Comparator, Hedge

# The rows that hang on a record, by its identity as a number, which is sooner looked up.
Children = Mapping[Table, Mapping[int, list[Found]]]


def date_of(text: str | None) -> PartialDate | None:
    """The date that a column holds."""
    return None if text is None else parse_date(text)


def _source(row: Found, children: Children) -> Source:
    return Source(
        id=row["id"],
        name=row["name"],
        source_kind=row["source_kind"],
        country=row["country"],
        controlled_by=row["controlled_by"],
        aliases=tuple(one["alias"] for one in children[SOURCE_ALIASES].get(row["id"].int, ())),
        note=row["note"],
    )


def _figure(row: Found, children: Children) -> Figure:
    return Figure(
        id=row["id"],
        slug=row["slug"],
        title=row["title"],
        unit=row["unit"],
        basis=row["basis"],
        measure=row["measure"],
        population=row["population"],
        place=row["place"],
        since=date_of(row["since"]),
        part_of=row["part_of"],
        complete_parts=row["complete_parts"],
        parties=tuple(one["source_id"] for one in children[FIGURE_PARTIES].get(row["id"].int, ())),
        note=row["note"],
    )


def _report(row: Found, _: Children) -> Report:
    return Report(
        id=row["id"],
        reporter=row["reporter"],
        url=row["url"],
        version=row["version"],
        supersedes=row["supersedes"],
        byline=row["byline"],
        title=row["title"],
        published=date_of(row["published"]),
        language=row["language"],
        text_sha256=row["text_sha256"],
        raw_sha256=row["raw_sha256"],
        raw_type=row["raw_type"],
        note=row["note"],
    )


def _claim(row: Found, children: Children) -> Claim:
    start, end = row["quote_start"], row["quote_end"]
    hops = children[ATTRIBUTIONS].get(row["id"].int, ())
    return Claim(
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
        said=date_of(row["said"]),
        as_of=date_of(row["as_of"]),
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
        said=date_of(said),
        language=language,
        original_term=original_term,
    )


def _link(row: Found, _: Children) -> Link:
    return Link(
        id=row["id"],
        claim=row["claim_id"],
        relation=row["relation"],
        to=row["to_id"],
        reason=row["reason"],
        basis=row["basis"],
        withdrawn=row["withdrawn"],
    )


def _notice(row: Found, _: Children) -> Notice:
    return Notice(
        id=row["id"],
        target=row["target_id"],
        target_kind=row["target_kind"],
        reason=row["reason"],
        date=date_of(row["date"]),
        url=row["url"],
        withdrawn=row["withdrawn"],
    )


def _review(row: Found, _: Children) -> Review:
    return Review(id=row["id"], claim=row["claim_id"], revision=row["reviewed"], note=row["note"])


def _story(row: Found, children: Children) -> Story:
    return Story(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        date=date_of(row["date"]),
        rests_on=tuple(one["claim_id"] for one in children[STORY_CLAIMS].get(row["id"].int, ())),
        note=row["note"],
    )


def _ruling(row: Found, _: Children) -> Ruling:
    return Ruling(
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
    return Refusal(
        id=row["id"],
        claim=row["claim_id"],
        relation=row["relation"],
        to=row["to_id"],
        reason=row["reason"],
    )


def _waiver(row: Found, _: Children) -> Waiver:
    return Waiver(id=row["id"], code=row["code"], reason=row["reason"], withdrawn=row["withdrawn"])


def _key(row: Found, _: Children) -> SigningKey:
    return SigningKey(id=row["id"], public=row["public"], withdrawn=row["withdrawn"])


def _rating(row: Found, _: Children) -> Rating:
    return Rating(
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


READ_CHILDREN = {SOURCE_ALIASES, FIGURE_PARTIES, ATTRIBUTIONS, CLAIM_TAGS, STORY_CLAIMS}
BUILDERS: dict[type[Record], Callable[[Found, Children], Record]] = {
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
