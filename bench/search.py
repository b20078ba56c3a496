"""What a search costs: the first page and a deep one, of words common, rare, short, Korean.

    python bench/search.py [--claims 100000] [--database DATABASE]

Claims are made up and written through the gateway's own functions, without ledger entries,
reports of their own or a tree, which a search does not read. `--database` names a database on
a server, or a file: one that is empty is filled, one that was filled by this is taken as it is
(`bench/million.py` keeps such files). Without it, it is an SQLite file that is thrown away.
A page is what a desk finds, line by line; the same page as records is measured beside it.
All is measured in one run on one machine: of SQLite the processor's time, of a server the time
that passes.
"""

import argparse
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

import claims
from claims.desk.viewing.lines import claim_lines
from claims.records import Claim, Figure, Report, Source
from claims.store.engine import Engine, open_engine, read_url, reading, writing
from claims.store.gateway import Act, Author, Batch, append
from claims.store.gateway.indexing import index_rows
from claims.store.gateway.rows import insert_rows
from claims.store.migrate import upgrade
from claims.store.projection import LAYOUTS, Row, rows_of
from claims.store.queries.search import Search, search
from claims.values.chain import Chain, Hop
from claims.vocab import Action, Basis, Hedge, Kind, Method, Modality, SourceKind, Stance

START = datetime(2025, 7, 7, tzinfo=UTC)
BATCH, RUNS, SOURCES, FIGURES, TAGS = 2_000, 7, 400, 100, 50
PLACES = ("Kursk", "Pokrovsk", "Bakhmut", "Avdiivka", "Chasiv Yar", "Toretsk", "Sudzha")
KOREAN = ("북한군은 쿠르스크에서 사상자를 냈다", "국가정보원은 병력이 더 갔다고 말했다")


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words, as many as a newsroom uses."""
    letters = "abcdefghijklmnoprstuvwy"
    return ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(50_000)]


class Ground:
    """The sources, figures and the report that all claims of the bench hang on."""

    def __init__(self, author: Author) -> None:
        self.sources = [
            Source(id=author.new_id(), name=f"source {one}", source_kind=SourceKind.ORGANISATION)
            for one in range(SOURCES)
        ]
        self.figures = [
            Figure(
                id=author.new_id(),
                slug=f"figure-{one}",
                title=f"Figure {one}",
                basis=Basis.SNAPSHOT,
            )
            for one in range(FIGURES)
        ]
        self.report = Report(id=author.new_id(), url="https://bench.example/1", version=1)

    def acts(self) -> list[Act]:
        """What records them."""
        added = [Act(Action.ADD, one) for one in (*self.sources, *self.figures)]
        return [*added, Act(Action.ADD, self.report)]


def statement(number: int, words: list[str], chance: random.Random) -> str:
    """What a claim says: every other has casualties in it, each hundredth is Korean."""
    if number % 100 == 0:
        return f"{KOREAN[number // 100 % 2]} {number:,}명"
    toll = "casualties" if number % 2 else "wounded"
    some = " ".join(words[int(49_999 * chance.random() ** 3)] for _ in range(9))
    rare = " zeppelin" if number % 50_000 == 1 else ""
    return f"{number % 9_000:,} {toll} in {chance.choice(PLACES)}, UN says: {some}{rare}"


def made(number: int, ground: Ground, author: Author, draw: tuple[list[str], Any]) -> Claim:
    """One claim."""
    words, chance = draw
    hops = (chance.choice(ground.sources), chance.choice(ground.sources[:40]))
    return Claim(
        id=author.new_id(),
        statement=statement(number, words, chance),
        figure=ground.figures[number % FIGURES].id,
        stance=Stance.ASSERTS,
        modality=Modality.OCCURRED,
        method=Method.OFFICIAL_STATEMENT,
        chain=Chain(tuple(Hop(source=one.id, hedge=Hedge.PROBABLE) for one in hops)),
        report=ground.report.id,
        tags=("bench", f"tag-{number % TAGS}"),
    )


def fill(engine: Engine, size: int) -> tuple[float, float]:
    """Write so many claims; returns the seconds for their rows, and those for the index."""
    chance, clock, spent = random.Random(7), START, [0.0, 0.0]
    draw = (vocabulary(chance), chance)
    author = Author("bench", clock, chance.randbytes)
    ground = Ground(author)
    with writing(engine) as connection:
        append(connection, Batch(ground.acts()), author)
    for first in range(0, size, BATCH):
        clock += timedelta(seconds=10)
        author = Author("bench", clock, chance.randbytes)
        numbers = range(first, min(size, first + BATCH))
        tables = laid_out([made(one, ground, author, draw) for one in numbers], clock)
        start = time.perf_counter()
        with writing(engine) as connection:
            for table, rows in tables.items():
                insert_rows(connection, table, rows)
            between = time.perf_counter()
            index_rows(connection, tables)
            spent[1] += time.perf_counter() - between
        spent[0] += time.perf_counter() - start
    return spent[0] - spent[1], spent[1]


def laid_out(made: list[Claim], moment: datetime) -> dict[Any, list[Row]]:
    """The rows of these claims, by table."""
    stamp = {"revision": 1, "logged_at": moment, "logged_by": "bench"}
    stamp |= {"changed_at": moment, "changed_by": "bench"}
    tables: dict[Any, list[Row]] = {LAYOUTS[Kind.CLAIM].main: []}
    for claim in made:
        rows = rows_of(claim)
        tables[LAYOUTS[Kind.CLAIM].main].append(rows.main | stamp)
        for table, children in rows.children.items():
            tables.setdefault(table, []).extend(children)
    return tables


DRAWN = {100: 23, 200: 65, 350: 150, 1_000: 735}  # one claim of so many has this word
_WORDS = vocabulary(random.Random(7))
NEVER = datetime(2100, 1, 1, tzinfo=UTC)
QUESTIONS: dict[str, dict[str, Any]] = {
    "all": {},
    "a word in half of them": {"words": "casualties"},
    "the beginning of it": {"words": "casualt"},
    "its first three letters": {"words": "cas"},
    "first three letters of many words": {"words": "abc"},
    **{f"a word in one of {one:,}": {"words": _WORDS[at]} for one, at in DRAWN.items()},
    "a rare word": {"words": "zeppelin"},
    "a word that is nowhere": {"words": "nowhere"},
    "two letters, in all": {"words": "UN"},
    "Hangul": {"words": "정보원"},
    "one syllable": {"words": "군"},
    "a number": {"words": "4,700"},
    "two common words": {"words": "casualties kursk"},
    "a rare word with a common one": {"words": "zeppelin casualties"},
    "two that are common and seldom meet": {"words": "bakhmut avdiivka"},
    "two that never meet": {"words": "casualties wounded"},
    "a figure": {"figure": 7},
    "a common word on a figure": {"words": "casualties", "figure": 7},
    "a word on a figure without it": {"words": "wounded", "figure": 7},
    "a common word of a source": {"words": "casualties", "source": 300},
    "a common word with a tag": {"words": "casualties", "tag": "tag-7"},
    "word, figure, source, tag": {"words": "kursk", "figure": 7, "source": 300, "tag": "tag-7"},
    "a rare word with a tag of all": {"words": "zeppelin", "tag": "bench"},
    "a span with nothing in it": {"since": NEVER},
    "a common word in such a span": {"words": "casualties", "since": NEVER},
    "ranked: a word in half": {"words": "casualties", "ranked": True},
    "ranked: a rare word": {"words": "zeppelin", "ranked": True},
    "ranked: Hangul": {"words": "정보원", "ranked": True},
}


def milliseconds(clock: Callable[[], float], *asked: Callable[[], object]) -> list[float]:
    """The median of some rounds of each, in turn: what compares them is the same machine."""
    rounds = []
    for ask in asked * RUNS:
        start = clock()
        ask()
        rounds.append(clock() - start)
    return [statistics.median(rounds[one :: len(asked)]) * 1000 for one in range(len(asked))]


def measured(engine: Engine, ids: dict[str, list[Any]], wanted: dict[str, Any]) -> Iterator[str]:
    """Hits of the first page; the times of a first page, as records, a middle and the last one."""
    known: dict[str, Any] = {
        name: ids[name][wanted[name]] for name in ("figure", "source") if name in wanted
    }
    asked = {**wanted, **known}
    clock = time.process_time if engine.dialect.name == "sqlite" else time.perf_counter
    with reading(engine) as connection:
        first = Search(**asked)
        yield str(len(claim_lines(connection, first)))
        yield f"{milliseconds(clock, partial(claim_lines, connection, first))[0]:,.1f}"
        yield f"{milliseconds(clock, partial(search, connection, first))[0]:,.1f}"
        for place in (len(ids["claim"]) // 2, len(ids["claim"]) // 100):
            page = Search(**asked, before=ids["claim"][place])
            yield f"{milliseconds(clock, partial(claim_lines, connection, page))[0]:,.1f}"


def identities(engine: Engine) -> dict[str, list[Any]]:
    """The identities of claims, figures and sources, oldest first."""
    with reading(engine) as connection:
        found: dict[str, list[Any]] = {}
        for kind in (Kind.CLAIM, Kind.FIGURE, Kind.SOURCE):
            table = LAYOUTS[kind].main.name
            column = LAYOUTS[kind].main.c.id
            found[table[:-1]] = list(connection.scalars(select(column).order_by(column)))
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--database", metavar="URL")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(read_url(given.database or Path(folder) / "claims.db"))
        upgrade(engine)
        ids, written = identities(engine), "it was filled before"
        if not ids["claim"]:
            rows, index = (1e6 * one / given.claims for one in fill(engine, given.claims))
            written = f"to write a claim's rows took {rows:,.0f} µs, its words {index:,.0f} µs"
            ids = identities(engine)
        if engine.dialect.name == "postgresql":
            with engine.connect() as connection:
                connection.exec_driver_sql("ANALYZE")
                connection.commit()
        versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
        print(
            f"{platform.machine()}, {versions}, {engine.dialect.name}, {len(ids['claim']):,} claims"
        )
        print(f"claims {claims.__version__}; {written}")
        print(f"medians of {RUNS} rounds, in milliseconds; a page has 50\n")
        print(
            "| what | hits | first page | as records | from the middle | the last hundredth |\n"
            "|---|---|---|---|---|---|"
        )
        for what, wanted in QUESTIONS.items():
            print(f"| {what} | {' | '.join(measured(engine, ids, wanted))} |", flush=True)
        engine.dispose()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
