"""Every kind of record goes into its tables and comes out as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from claims.records import (
    Claim,
    Figure,
    Link,
    Notice,
    Record,
    Refusal,
    Report,
    Review,
    Ruling,
    Source,
    Story,
    Waiver,
)
from claims.store.engine import open_engine, read_url, reading, writing
from claims.store.gateway import Act, Author, Batch, append
from claims.store.queries.stored import by_id, stored
from claims.values.chain import Chain, Hop
from claims.values.dates import parse_date
from claims.values.identity import short_ref
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import (
    Action,
    Basis,
    FindingCode,
    Hedge,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
)

AT = datetime(2025, 7, 7, 12, tzinfo=UTC)
DAY = parse_date("2025-04-30")
SHA = "0" * 63 + "1"


def make(number: int) -> UUID:
    return UUID(int=number)


NIS, YONHAP, WHOLE, PART, FIRST, SECOND = map(make, range(1, 7))
CLAIM, OTHER, STORY = map(make, range(7, 10))

SOURCES = (
    Source(id=YONHAP, name="Yonhap", source_kind=SourceKind.OUTLET),
    Source(
        id=NIS,
        name="NIS",
        source_kind=SourceKind.AGENCY,
        country="KR",
        controlled_by=YONHAP,
        aliases=("국가정보원", "the spy agency", "NIS"),
        note="Reads minds.",
    ),
)
FIGURES = (
    Figure(id=WHOLE, slug="casualties", title="Casualties", basis=Basis.SNAPSHOT),
    Figure(
        id=PART,
        slug="killed",
        title="Killed",
        unit="deaths",
        basis=Basis.CUMULATIVE,
        measure="killed",
        population="soldiers",
        place="Kursk",
        since=parse_date("2024-10?"),
        part_of=WHOLE,
        complete_parts=True,
        parties=(YONHAP, NIS),
        note="Counted twice.",
    ),
)
REPORTS = (
    Report(id=FIRST, version=1),
    Report(
        id=SECOND,
        reporter=YONHAP,
        url="https://news.example/1",
        version=2,
        supersedes=FIRST,
        byline="A. Writer",
        title="Überschrift",
        published=parse_date("2025-04-30T14:05+09:00"),
        language="ko",
        text_sha256=SHA,
        note="Late edition.",
    ),
)
HOPS = (
    Hop(source=NIS, hedge=Hedge.PROBABLE, cue="likely", named_as="the agency"),
    Hop(source=NIS, said=DAY, language="ko", original_term="사상자"),
    Hop(source=YONHAP),
)


def claim(identifier: UUID, quantity: Quantity | None = None, key: str | None = None) -> Claim:
    return Claim(
        id=identifier,
        key=key,
        statement="It happened",
        stance=Stance.ASSERTS,
        modality=Modality.OCCURRED,
        method=Method.UNSTATED,
        chain=Chain(HOPS),
        report=FIRST,
        quantity=quantity,
    )


CLAIMS = (
    claim(OTHER),
    replace(
        claim(CLAIM, parse_quantity("around 4,700", unit="casualties"), "desk-1"),
        quote="around 4,700",
        quote_at=(3, 15),
        figure=PART,
        stance=Stance.DENIES,
        modality=Modality.PLANNED,
        method=Method.COUNT,
        report=SECOND,
        said=parse_date("2025-06-~17"),
        as_of=parse_date("2025-01/2025-04"),
        tags=("war", "asia", "war again"),
        note="See above.",
        withdrawn="logged twice",
    ),
)
JUDGEMENTS: tuple[Record, ...] = (
    Link(
        id=make(20),
        claim=CLAIM,
        relation=Relation.CORROBORATES,
        to=OTHER,
        reason="so",
        basis=LinkBasis.RULE,
        withdrawn="not so",
    ),
    Notice(
        id=make(21),
        target=SECOND,
        target_kind=Kind.REPORT,
        reason="made up",
        date=DAY,
        url="https://news.example/sorry",
        withdrawn="by mistake",
    ),
    Review(id=make(22), claim=CLAIM, revision=3, note="read twice"),
    Story(
        id=STORY,
        url="https://our.example",
        title="Ours",
        date=DAY,
        rests_on=(OTHER, CLAIM),
        note="front page",
    ),
    Ruling(
        id=make(23),
        a=NIS,
        a_kind=Kind.SOURCE,
        b=CLAIM,
        b_kind=Kind.CLAIM,
        same=True,
        reason="one wire",
        withdrawn="two after all",
    ),
    Refusal(id=make(24), claim=CLAIM, relation=Relation.REPEATS, to=OTHER, reason="no"),
    Waiver(id=make(25), code=FindingCode.JUMP, reason="noise", withdrawn="music"),
)
EVERYTHING: tuple[Record, ...] = (*SOURCES, *FIGURES, *REPORTS, *CLAIMS, *JUDGEMENTS)


def write(database: Path, *records: Record) -> None:
    batch = Batch([Act(Action.ADD, record) for record in records], {SHA: b"A text."})
    author = Author("mj", AT, Random(1).randbytes)
    engine = open_engine(read_url(database))
    with writing(engine) as connection:
        append(connection, batch, author)
    engine.dispose()


@pytest.fixture
def read(database: Path) -> Callable[[Record], Record]:
    """Reads a record back, in a transaction of its own."""

    def read_one(record: Record) -> Record:
        engine = open_engine(read_url(database))
        with reading(engine) as connection:
            (found,) = by_id(connection, type(record), [record.id]).values()
        engine.dispose()
        return found.record

    return read_one


@pytest.mark.parametrize("record", EVERYTHING, ids=lambda one: f"{one.kind}-{one.id.int}")
def test_a_record_comes_out_as_it_went_in(
    database: Path, read: Callable[[Record], Record], record: Record
) -> None:
    write(database, *EVERYTHING)

    assert read(record) == record


@pytest.mark.parametrize(
    "printed",
    ["0", "no casualties", "dozens", "0.1", "1.20", "123456789.012345", "at least 12", "7 %"],
)
def test_a_quantity_keeps_every_digit(
    database: Path, read: Callable[[Record], Record], printed: str
) -> None:
    logged = claim(make(30), parse_quantity(printed))
    write(database, *SOURCES, *REPORTS, logged)

    assert read(logged) == logged


def test_a_record_is_stored_with_its_stamps(database: Path) -> None:
    write(database, *SOURCES)
    engine = open_engine(read_url(database))

    with reading(engine) as connection:
        one = by_id(connection, Source, [NIS])[NIS]
    engine.dispose()

    assert (one.revision, one.logged_by, one.changed_by) == (1, "mj", "mj")
    assert (one.logged_at, one.changed_at) == (AT, AT)
    assert short_ref(Kind.SOURCE, NIS) == f"s-{one.ref[:8]}"


def test_records_come_in_the_order_in_which_they_were_logged(database: Path) -> None:
    write(database, *SOURCES)
    engine = open_engine(read_url(database))

    with reading(engine) as connection:
        found = [one.record.id for one in stored(connection, Source)]
    engine.dispose()

    assert found == [NIS, YONHAP]


def test_an_identity_that_is_not_there_is_left_out(database: Path) -> None:
    engine = open_engine(read_url(database))

    with reading(engine) as connection:
        assert by_id(connection, Claim, [CLAIM]) == {}
        assert by_id(connection, Claim, []) == {}
    engine.dispose()
