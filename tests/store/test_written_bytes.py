"""What an import writes: the bytes that it always wrote, and no other than one `log` after another.

The ways in which many records are written are quicker than those for one (`claims.store.gateway`),
and nobody may be able to tell.
"""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from claims.store.actions.plan import Staged
from claims.store.engine import reading
from claims.store.tables import Entry
from tests.ground import Clock, Home

if TYPE_CHECKING:
    from claims.desk import Desk

# Over all entries of the import below, as it was first written.
ALWAYS = "382adf6ed686a851ade20e3fab85e234936dbf43ac9c818ffef2dfe06a350717"
HEDGES = ("certain", "probable", None)


def drafts(mark: str, number: int = 90) -> list[dict[str, Any]]:
    """Claims that have, taken together, most of what a claim may have."""
    return [draft(mark, place) for place in range(number)]


def draft(mark: str, place: int) -> dict[str, Any]:
    line: dict[str, Any] = {
        "key": f"{mark}-{place}",
        "statement": f"{place} soldiers fell near 평양, {place:,}.5 km off",
        "quantity": (f"around {place}", f"at least {place}", "dozens", str(place))[place % 4],
        "figure": f"toll-{place % 3}",
        "source": f"Source {place % 7}",
        "reporter": f"Outlet {place % 5}",
        "said": f"2025-0{1 + place % 6}",
        "hedge": HEDGES[place % 3],
        "report": {"url": f"https://news.example/{mark}/{place}", "published": "2025-07-01"},
    }
    extra: list[dict[str, Any]] = [
        {"via": ["Relay"], "tags": ["war", "north"]},
        {"chain": [{"source": "An official", "cue": "said"}, {"source": f"Outlet {place % 5}"}]},
        {"note": "by telephone", "stance": "denies", "quote": f"{place} soldiers fell"},
        {"as_of": "2025-01/2025-03", "modality": "ongoing", "method": "count"},
    ]
    line |= extra[place % 4]
    if "chain" in line:
        line = {name: value for name, value in line.items() if name not in ("source", "hedge")}
    return line


def import_drafts(desk: "Desk", path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    summary = desk.import_file(path)
    assert (summary.logged, summary.rejected) == (len(lines), 0)


def test_an_import_writes_the_bytes_that_it_always_wrote(
    desk: "Desk", home: Home, tmp_path: Path
) -> None:
    import_drafts(desk, tmp_path / "claims.jsonl", drafts("a"))

    told = select(Entry.subject, Entry.version, Entry.digest, Entry.salt, Entry.payload)
    with reading(home.engine) as connection:
        rows = connection.execute(told.order_by(Entry.subject, Entry.version)).all()
    assert sha256(repr([tuple(map(str, row)) for row in rows]).encode()).hexdigest() == ALWAYS
    assert desk.verify().ok


def test_many_claims_are_indexed_as_each_by_itself(
    desk: "Desk", home: Home, clock: Clock, tmp_path: Path
) -> None:
    import_drafts(desk, tmp_path / "claims.jsonl", drafts("a"))
    with reading(home.engine) as connection:
        together = words(connection)
    for one in drafts("b"):
        clock.tick()
        desk.log(**one)
    with reading(home.engine) as connection:
        assert words(connection) == together + together
    assert together.total() > 50


def words(connection: Connection) -> Counter[str]:
    """How many claims the index has for each set of words."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS"
            " temp.told USING fts5vocab(main, cache_words, instance)"
        )
        kept = "SELECT group_concat(term, ' ') FROM (SELECT * FROM told ORDER BY 2, 1) GROUP BY doc"
    else:
        kept = "SELECT words::text FROM cache_words"
    return Counter(row[0] for row in connection.exec_driver_sql(kept))


def test_what_a_refused_draft_learned_stays_and_what_it_added_goes() -> None:
    staged = Staged[str, int]()
    staged.learn(["a", "b"], {"a": 1}, 0)
    staged["a"] = 2
    staged["c"] = 3
    staged.learn(["c"], {"c": 4}, 0)
    assert (staged["a"], staged["c"]) == (2, 3)

    staged.drop()

    assert staged == {"a": 1, "b": 0, "c": 4}


def test_what_an_accepted_draft_added_cannot_be_dropped() -> None:
    staged = Staged[str, int]()
    staged["a"] = 1
    staged.keep()
    staged["a"] = 2

    staged.drop()

    assert staged == {"a": 1}
