"""The words of a report in one language: tables in TOML files, which a newsroom may override.

Guaranteed of every `Words`: it has every table and key that English has, and no template
asks for a slot that is not filled there.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from claims.errors import InputError

_FOLDER: Final = Path(__file__).with_name("languages")
_LONGEST = 2_000

Table = Mapping[str, str]


class Words(BaseModel):
    """All words of a report that are not data, by table and key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    numbers: Table
    months: Table
    dates: Table
    comparators: Table
    quantities: Table
    hedges: Table
    hedges_explained: Table
    standings: Table
    standings_explained: Table
    stances: Table
    modalities: Table
    methods: Table
    bases: Table
    kinds: Table
    sentences: Table
    parts: Table
    support: Table
    headings: Table
    columns: Table


# Which slots are filled: of a whole table, or of one key in it. All other words have none.
_BUILT = {"origin", "chain", "counted", "quantity", "modality", "hedge", "support"}
_BARE = {"title", "unit", "statement", "quote", "reporter", "date"}
_OF_SENTENCE = frozenset(_BUILT | _BARE)
_COUNTS = frozenset({"origins", "outlets", "mentions"})
_HEDGED = frozenset({"name", "cue", "level"})
SLOTS: Final[Mapping[str, frozenset[str]]] = {
    "sentences": _OF_SENTENCE,
    "support": _COUNTS,
    "dates.day": frozenset({"day", "month", "year"}),
    "dates.month": frozenset({"month", "year"}),
    "dates.at_instant": frozenset({"date", "time"}),
    "dates.between": frozenset({"first", "last"}),
    "dates.after": frozenset({"first"}),
    "dates.before": frozenset({"last"}),
    "dates": frozenset({"date"}),
    "quantities.plain": frozenset({"number"}),
    "quantities.compared": frozenset({"comparator", "number"}),
    "quantities.with_unit": frozenset({"quantity", "unit"}),
    "quantities.between": frozenset({"low", "high"}),
    "quantities.value_and_range": frozenset({"number", "low", "high"}),
    "quantities.vague": frozenset({"printed"}),
    "parts.named": frozenset({"name"}),
    "parts.unnamed": frozenset({"name"}),
    "parts.relay": frozenset({"name"}),
    "parts.unnamed_relay": frozenset({"name"}),
    "parts.said": frozenset({"date"}),
    "parts.via": frozenset({"relays"}),
    "parts.reported": frozenset({"reporter"}),
    "parts.reported_on": frozenset({"reporter", "date"}),
    "parts.own_on": frozenset({"date"}),
    "parts.counted_unit": frozenset({"unit"}),
    "parts.counted_title": frozenset({"title"}),
    "parts.hedged": _HEDGED - {"name"},
    "parts.hedged_level": frozenset({"level"}),
    "parts.certain": _HEDGED - {"name"},
    "parts.certain_level": frozenset({"level"}),
    "parts.hedged_by": _HEDGED,
    "parts.hedged_level_by": frozenset({"name", "level"}),
}


def languages() -> list[str]:
    """The languages that come with the program."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def words_in(language: str) -> Words:
    """The words of a language that comes with the program."""
    known = languages()
    if language not in known:
        raise InputError(
            "language_unknown",
            f"there are no words in {language!r}",
            hint=f"one of {', '.join(known)}, or --words FILE.toml over one of them",
            field="language",
        )
    given = _read((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    base = {} if language == "en" else words_in("en").model_dump(exclude={"language"})
    merged = {table: {**base.get(table, {}), **keys} for table, keys in given.items()}
    return Words(language=language, **{**base, **merged})


def overridden(words: Words, text: str) -> Words:
    """These words with those of a newsroom's TOML in place of theirs.

    Raises `InputError` where the text names a table, key or slot that there is not.
    """
    given = _read(text)
    faults = [*_faults(words, given)]
    if faults:
        raise InputError(
            "words_wrong",
            "; ".join(faults[:5]),
            hint="the tables and keys are those of claims/sourcing/languages/en.toml",
        )
    merged = {
        table: {**getattr(words, table), **{str(key): value for key, value in keys.items()}}
        for table, keys in given.items()
    }
    return words.model_copy(update=merged)


def _read(text: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("words_unreadable", f"it is not TOML: {error}") from error


def _faults(words: Words, given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a newsroom's tables, each fault with its place."""
    tables = set(Words.model_fields) - {"language"}
    for table, keys in given.items():
        if table not in tables:
            yield f"there is no table [{table}]"
        elif not isinstance(keys, dict):
            yield f"{table} is no table; write [{table}]"
        else:
            for key, value in keys.items():
                yield from _faults_of(words, table, key, value)


def _faults_of(words: Words, table: str, key: str, value: Any) -> Iterator[str]:
    place = f"[{table}] {key}"
    if key not in getattr(words, table):
        yield f"{place}: there is no such key"
    elif not isinstance(value, str):
        yield f"{place}: its value is not text"
    elif len(value) > _LONGEST:
        yield f"{place}: it is longer than {_LONGEST} characters"
    else:
        yield from (f"{place}: {fault}" for fault in slot_faults(table, key, value))


def slot_faults(table: str, key: str, template: str) -> Iterator[str]:
    """What is wrong with the slots of a template."""
    allowed = SLOTS.get(f"{table}.{key}")
    if allowed is None:
        taken = table in ("sentences", "support") or (table == "dates")
        allowed = SLOTS[table] if taken else frozenset()
    try:
        for _, slot, layout, conversion in Formatter().parse(template):
            if slot is None:
                continue
            if layout or conversion:
                yield f"a slot is a bare name, and {{{slot}…}} is more"
            elif slot not in allowed:
                known = ", ".join(sorted(allowed)) or "none"
                yield f"there is no slot {{{slot}}} here; there is {known}"
    except ValueError as error:
        yield f"its braces do not fit ({error}); write {{{{ for a brace"
