"""What a Citus cluster refuses, found in the text of a statement.

Every statement that a test sends is looked at (`tests/conftest.py`), on whichever engine
it runs, so that a query which a cluster would refuse fails the test that sent it. This
reads just enough SQL for what SQLAlchemy writes and what we write: blocks of SELECT, the
tables in their FROM, and `a.x = b.y`. What it cannot see is a column without its table.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from claims.store.tables import Base

REFERENCE = "reference"

# What SQLite alone has: how it is set up, its triggers, its full-text index. And its shadows of
# the record as it was, which are others than a server's; those are looked at by themselves.
ONLY_SQLITE = re.compile(
    r"\s*(?:PRAGMA\b|(?:CREATE|DROP) TRIGGER\b|CREATE VIRTUAL TABLE\b|(?:BEGIN|COMMIT|ROLLBACK)\b)"
    r"|WITH \w+ AS NOT MATERIALIZED|.*\bsqlite_(?:master|schema)\b|.*\bMATCH\b|.*\bUSING fts5\b",
    re.IGNORECASE | re.DOTALL,
)

_VOLATILE = (
    r"\b(?:now|random|setseed|clock_timestamp|statement_timestamp|timeofday|nextval|randomblob"
    r"|gen_random_uuid|uuidv4|uuidv7|uuid_generate_v\d\w*)\s*\(|\bcurrent_(?:timestamp|date|time)\b"
)
_CHANGES = re.compile(r"^(?:UPDATE\b|.*\bON CONFLICT\b.*\bDO UPDATE\b)", re.IGNORECASE)
# Rules that are a form of words, wherever it stands.
_FORMS = {
    "no OFFSET: pages begin after the last key": r"\bOFFSET\b",
    "no ROLLUP, CUBE or GROUPING SETS": r"\b(?:ROLLUP|CUBE)\s*\(|\bGROUPING SETS\b",
    "no MERGE": r"^MERGE\b",
    "no SKIP LOCKED": r"\bSKIP LOCKED\b",
    "no recursive CTE: walk breadth-first with IN": r"\bWITH RECURSIVE\b",
    "no trigger": r"^CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER\b",
    "no serial, identity or generated column": (
        r"^(?:CREATE|ALTER) TABLE\b.*\b(?:(?:BIG|SMALL)?SERIAL\b|GENERATED (?:ALWAYS|BY DEFAULT)\b)"
    ),
    "INSERT … RETURNING of several rows comes back out of order": (
        r"^INSERT\b(?!.*\bsen_counter\b).*(?:\)\s*,\s*\(|\)\s*SELECT\b).*\bRETURNING\b"
    ),
}
_RULES = {rule: re.compile(form, re.IGNORECASE) for rule, form in _FORMS.items()}
_IS_VOLATILE = re.compile(_VOLATILE, re.IGNORECASE)

_LITERAL = re.compile(r"'(?:[^']|'')*'")
_PARAMETER = re.compile(r"%\(\w+\)s|%s|\?\d*")
_CAST = re.compile(r"::[A-Z]+(?: [A-Z]+)*(?:\(\d+\))?(?:\[\])?")
_MANY = re.compile(r"\?(?:\s*,\s*\?)+")
# What SQLAlchemy writes on SQLite for a LIMIT; that no OFFSET is asked for is checked elsewhere.
_LIMIT = re.compile(r"\bLIMIT (\S+) OFFSET \?")


def tables_of_ours() -> dict[str, str]:
    """By what each table is distributed; as the record was, a table is told from its shadow."""
    spread = {
        table.name: str(table.info["distribution"]) for table in Base.metadata.tables.values()
    }
    return spread | {f"now_{name}": by for name, by in spread.items()}


def normalised(statement: str) -> str:
    """The statement on one line, without what stands in its literals, quotes and parameters."""
    text = _LITERAL.sub("?", statement).replace('"', "")
    text = _PARAMETER.sub("?", _CAST.sub("", " ".join(text.split())))
    text = _MANY.sub("?", text)
    return _LIMIT.sub(r"LIMIT \1", text)


def forbidden_in(statement: str) -> list[str]:
    """The rules that this statement breaks, in words."""
    return list(_broken(normalised(statement)))


_allowed: set[str] = set()  # statements that were looked at and break no rule


def look_at(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    """Fail the test that sends what a cluster refuses, also where it runs on SQLite."""
    if statement in _allowed:
        return
    if not (connection.dialect.name == "sqlite" and ONLY_SQLITE.match(statement)):
        broken = forbidden_in(statement)
        assert not broken, f"{'; '.join(broken)} (tests/distributed.py): {statement}"
    _allowed.add(statement)


@lru_cache(maxsize=4096)
def _broken(text: str) -> tuple[str, ...]:
    spread = tables_of_ours()
    found = [rule for rule, form in _RULES.items() if form.search(text)]
    if _CHANGES.search(text) and _IS_VOLATILE.search(text):
        found.append("no volatile function in UPDATE")
    if moved := _moved(text, spread):
        found.append(f"the column that {moved} is distributed by cannot be updated")
    for arm in _arms(text, spread):
        if any("«" in values for values in _VALUES.findall(arm.text)):
            found.append("no subquery inside VALUES")
        found += _of_locks(arm)
        found += _of_joins(arm)
        found += _of_correlation(arm)
    return tuple(dict.fromkeys(found))


def _moved(text: str, spread: Mapping[str, str]) -> str | None:
    """The table whose rows an UPDATE would move to another shard."""
    match = re.match(r"UPDATE (\w+)(?: AS \w+)? SET (.*?)(?: WHERE | FROM |$)", text)
    if match is None or spread.get(match[1], REFERENCE) == REFERENCE:
        return None
    columns = re.findall(r"(?:^|, )(\w+)\s*=", match[2])
    return match[1] if spread[match[1]] in columns else None


# Blocks: each SELECT with the tables in its FROM, and the blocks that stand inside of it

_INNERMOST = re.compile(r"\(([^()]*)\)")
_SET_OPERATION = re.compile(r"\b(?:UNION ALL|UNION|INTERSECT|EXCEPT)\b")
_BLOCK = re.compile(r"«(\d+)»")
_FROM = re.compile(
    r"\bFROM\b(.*?)(?=\bWHERE\b|\bGROUP BY\b|\bHAVING\b|\bORDER BY\b|\bLIMIT\b|\bFOR \w|$)"
)
_WORDS = "ON|LEFT|RIGHT|FULL|INNER|CROSS|OUTER|JOIN|NATURAL|USING|SET|WHERE|AS"
_TABLE = re.compile(rf"(?:^|,|\bJOIN\b|⟦)\s*(?:\w+\.)?(\w+)(?:(?: AS)? (?!(?:{_WORDS})\b)(\w+))?")
_COLUMN = re.compile(r"\b(\w+)\.(\w+)\b")
_EQUAL = re.compile(r"\b(\w+)\.(\w+) = (\w+)\.(\w+)\b")
_OUTER_JOIN = re.compile(r"\b(?:LEFT|RIGHT|FULL)(?: OUTER)? JOIN\b")
_VALUES = re.compile(r"\bVALUES\b(.*?)(?=\bON CONFLICT\b|\bRETURNING\b|⟧ AS\b|$)")
_LOCK = re.compile(r"\bFOR (?:NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)\b")


@dataclass
class Arm:
    """One SELECT, UPDATE or DELETE: its own words, its tables by their aliases, what it is in."""

    text: str
    tables: dict[str, str]
    spread: Mapping[str, str]
    around: "Arm | None" = None

    def key(self, alias: str) -> str | None:
        """The column that the table of this alias is distributed by; None for all others."""
        by = self.spread.get(self.tables.get(alias, ""), REFERENCE)
        return None if by == REFERENCE else by

    @property
    def distributed(self) -> list[str]:
        """The aliases of distributed tables."""
        return [alias for alias in self.tables if self.key(alias)]

    def owner(self, alias: str) -> "Arm | None":
        """The arm whose alias this is: this one, or one that it stands in."""
        if alias in self.tables:
            return self
        return None if self.around is None else self.around.owner(alias)


def _arms(text: str, spread: Mapping[str, str]) -> list[Arm]:
    """All arms of a statement, each knowing the one that it stands in."""
    blocks: list[str] = []

    def fold(match: re.Match[str]) -> str:
        inside = match[1].strip()
        if not re.match(r"(?:SELECT|WITH)\b", inside):
            return f"⟦{match[1]}⟧"
        blocks.append(inside)
        return f"«{len(blocks) - 1}»"

    while (folded := _INNERMOST.sub(fold, text)) != text:
        text = folded
    found: list[Arm] = []
    _gather(text, None, blocks, spread, found)
    return found


def _gather(
    text: str, around: Arm | None, blocks: list[str], spread: Mapping[str, str], found: list[Arm]
) -> None:
    for part in _SET_OPERATION.split(text):
        arm = Arm(part, dict(_tables(part)), spread, around)
        found.append(arm)
        for block in _BLOCK.findall(part):
            _gather(blocks[int(block)], arm, blocks, spread, found)


def _tables(part: str) -> Iterator[tuple[str, str]]:
    if match := re.match(r"UPDATE (\w+)(?: AS (\w+))?", part):
        yield match[2] or match[1], match[1]
    for clause in _FROM.findall(part):
        for name, alias in _TABLE.findall(clause.strip()):
            yield alias or name, name


def _of_locks(arm: Arm) -> Iterator[str]:
    if not _LOCK.search(arm.text):
        return
    for alias in arm.distributed:
        if not re.search(rf"\b{alias}\.{arm.key(alias)} = \?", arm.text):
            yield "FOR UPDATE only with the key given"


def _of_joins(arm: Arm) -> Iterator[str]:
    """Inner joins elsewhere than on the key cost a repartitioning; outer ones are refused."""
    if not _OUTER_JOIN.search(arm.text) or len(arm.distributed) < 2:
        return
    first, *others = arm.distributed
    reached, pairs = {first}, _equal_keys(arm)
    for _ in others:
        reached |= {b for a, b in pairs if a in reached} | {a for a, b in pairs if b in reached}
    if apart := [alias for alias in others if alias not in reached]:
        yield f"outer join of distributed tables elsewhere than on their keys: {', '.join(apart)}"


def _of_correlation(arm: Arm) -> Iterator[str]:
    """A subquery that looks at the rows around it must find its own on the same shard."""
    if arm.around is None or not arm.distributed:
        return
    outside = {alias for alias, _ in _COLUMN.findall(arm.text)} - set(arm.tables)
    pairs = _equal_keys(arm)
    for alias in sorted(outside):
        owner = arm.owner(alias)
        if owner is None:
            continue
        if not any(alias in pair for pair in pairs):
            inside = ", ".join(arm.tables[one] for one in arm.distributed)
            yield f"subquery of {inside} correlated to {owner.tables[alias]} not on both keys"


def _equal_keys(arm: Arm) -> list[tuple[str, str]]:
    """The pairs of aliases that the arm joins on what both are distributed by."""
    return [
        (a, b)
        for a, one, b, other in _EQUAL.findall(arm.text)
        if (here := arm.owner(a)) is not None and (there := arm.owner(b)) is not None
        if (here.key(a), there.key(b)) == (one, other)
    ]
