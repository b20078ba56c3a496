"""The words of a report in one language: tables in TOML files, which a newsroom may override.

Guaranteed of every `Words`: it has every table and key that English has, no template asks
for a slot that is not filled there, and a line that states a fact leaves none of it out.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from claims.errors import InputError

_FOLDER: Final = Path(__file__).with_name("languages")
_LONGEST = 2_000
_AT_LINE = re.compile(r"at line (\d+)")
_TITLE = re.compile(r"\s*\[\s*[\"']?([^\]\"']+?)[\"']?\s*\]")

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
    relations: Table
    relations_back: Table
    link_bases: Table
    actions: Table
    findings: Table
    severities: Table
    merge_rules: Table
    modalities_short: Table
    record_kinds: Table
    fields: Table
    counts: Table
    told: Table
    labels: Table
    lines: Table
    pictures: Table
    page: Table
    csv: Table

    def __hash__(self) -> int:
        """What is made of them is kept beside them; only those of one language can be equal."""
        return hash(self.language)

    def line(self, key: str, /, **slots: object) -> str:
        """A line of the report, filled."""
        return self.lines[key].format(**slots)

    def counted(self, number: int, one: str, many: str) -> str:
        """A number with its noun, by their names in the table `counts`."""
        return self.counts[one if number == 1 else many].format(number=number)

    def of(self, name: str) -> str | None:
        """The word or template of this name ("table.key", or a key of `told`), if there is one."""
        table, _, key = name.rpartition(".")
        words: Table = getattr(self, table or "told")
        return words.get(key)


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
    for place, fault in _faults(words, given):
        error = InputError("words_wrong", f"{_name(place)}{fault}", hint=_HINT)
        raise error.at(line=_line(text, place))
    merged = {
        table: {**getattr(words, table), **{str(key): value for key, value in keys.items()}}
        for table, keys in given.items()
    }
    return words.model_copy(update=merged)


def _read(text: str) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise InputError("words_unreadable", f"it is not TOML: {error}").at(line=line) from error


_HINT: Final = "the tables, keys and slots are those of claims/report/languages/en.toml"
_Place = tuple[str, str]


def _name(place: _Place) -> str:
    table, key = place
    return f"[{table}] {key}: " if key else ""


def _line(text: str, place: _Place) -> int | None:
    """The line on which a table or a key of it is written, as far as that can be seen."""
    table, key = place
    here = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _TITLE.match(line):
            here = found[1]
        name = line.partition("=")[0].strip().strip("\"'")
        if here == table and (name == key if key else found is not None):
            return number
        if not key and not here and name == table:
            return number
    return None


def _faults(words: Words, given: Mapping[str, Any]) -> Iterator[tuple[_Place, str]]:
    """What is wrong with a newsroom's tables, each fault with its place."""
    tables = set(Words.model_fields) - {"language"}
    for table, keys in given.items():
        if table not in tables:
            yield (table, ""), f"there is no table [{table}]{_like(table, tables)}"
        elif not isinstance(keys, dict):
            yield (table, ""), f"{table} is no table; write [{table}]"
        else:
            for key, value in keys.items():
                yield from (((table, key), one) for one in _faults_of(words, table, key, value))


def _faults_of(words: Words, table: str, key: str, value: Any) -> Iterator[str]:
    known = getattr(words, table)
    if key not in known:
        yield f"there is no such key{_like(key, known)}"
    elif not isinstance(value, str):
        yield "its value is not text"
    elif len(value) > _LONGEST:
        yield f"it is longer than {_LONGEST} characters"
    else:
        yield from slot_faults(table, key, value)


def _like(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that there is not."""
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def slots_of(template: str) -> frozenset[str]:
    """The slots of a template of ours."""
    return frozenset(slot for _, slot, _, _ in Formatter().parse(template) if slot is not None)


def _allowed(table: str, key: str) -> tuple[frozenset[str], frozenset[str]]:
    """The slots that a template may have, and those that it must have.

    Of what a sentence is built from, a newsroom takes what it likes; a line that states a
    fact has to state all of it.
    """
    known = SLOTS.get(f"{table}.{key}") or SLOTS.get(table)
    if known is not None:
        return known, frozenset()
    slots = slots_of(getattr(words_in("en"), table).get(key, ""))
    return slots, slots


def slot_faults(table: str, key: str, template: str) -> Iterator[str]:
    """What is wrong with the slots of a template."""
    allowed, needed = _allowed(table, key)
    known = ", ".join(sorted(allowed)) or "none"
    found = set()
    try:
        for _, slot, layout, conversion in Formatter().parse(template):
            if slot is None:
                continue
            found.add(slot)
            if layout or conversion:
                yield f"a slot is a bare name, and {{{slot}…}} is more"
            elif slot not in allowed:
                yield f"there is no slot {{{slot}}} here; there is {known}"
    except ValueError as error:
        yield f"its braces do not fit ({error}); write {{{{ for a brace"
        return
    for slot in sorted(needed - found):
        yield f"the slot {{{slot}}} is missing; there have to be {known}"
