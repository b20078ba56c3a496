"""A first mapping for a table that nobody has mapped yet: TOML with comments, to be edited.

What is clear is written; what is not stands as a comment with the choices. The proposal
goes by the names of columns and by what is in them, and says what it went by.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

from claims.errors import InputError
from claims.formats.tables.opening import open_table
from claims.formats.tables.row import Row, text_of
from claims.mapping.profiling import Column, profile
from claims.mapping.sniffing import SAMPLE, Sniffed, sniff
from claims.mapping.templates import slug

_LOW = re.compile(r"(?:^|[\W_])(low|lower|min|minimum)(?:$|[\W_])", re.IGNORECASE)
_HIGH = re.compile(r"(?:^|[\W_])(high|upper|max|maximum)(?:$|[\W_])", re.IGNORECASE)
_SOURCE = re.compile(r"source|speaker|origin|author|agency|attribut|who\b|said by", re.IGNORECASE)
_OUTLET = re.compile(r"outlet|publisher|reporter|newspaper|media", re.IGNORECASE)
_TEXT = re.compile(r"statement|claim|headline|quote|title|text|descri|sentence", re.IGNORECASE)
_VIA = re.compile(r"\((?:[^()]* )?via [^()]+\)", re.IGNORECASE)
_SERIAL = re.compile(r"^(?:id|nr|no|number|day|index|year|row|#)$", re.IGNORECASE)
_ID = re.compile(r"\S{1,60}")
_NAMES = 60


def propose(path: Path) -> str:
    """The text of a first mapping for this file."""
    sniffed = sniff(path)
    rows = list(islice(open_table(path, sniffed.form), SAMPLE))
    columns, readable = profile(rows)
    if not readable:
        raise InputError(
            "file_empty",
            f"none of its {len(rows):,} rows can be read" if rows else "it holds no rows",
            hint="is it the right file?",
        )
    return "\n".join(_Proposal(path, sniffed, columns, readable, len(rows)).lines()) + "\n"


class _Proposal:
    """The lines of a mapping, from what the columns hold."""

    def __init__(
        self, path: Path, sniffed: Sniffed, columns: list[Column], rows: list[Row], seen: int
    ) -> None:
        self._table = slug(path.stem) or "table"
        self._path = path
        self._sniffed = sniffed
        self._columns = [one for one in columns if one.filled and one.name != "@text"]
        self._rows = rows
        self._seen = seen
        own = [one for one in self._columns if not one.name.startswith("@")]
        self._date = next((one for one in own if one.is_date), None)
        self._address = next((one for one in own if one.is_address), None)
        self._source = self._named(own, _SOURCE)
        self._outlet = self._named([one for one in own if one is not self._source], _OUTLET)
        self._text = self._named([one for one in own if one.longest > _NAMES // 2], _TEXT)
        taken = (self._source, self._outlet, self._text)
        whole = [one for one in own if one.is_text and one.filled == len(rows)]
        self._categories = [one for one in whole if one.is_category and one not in taken]
        self._names = [one for one in whole if one not in self._categories]
        self._numbers = [one for one in own if one.is_number and not _SERIAL.match(one.name)]

    def _named(self, columns: list[Column], pattern: re.Pattern[str]) -> Column | None:
        return next((one for one in columns if one.is_text and pattern.search(one.name)), None)

    def lines(self) -> Iterator[str]:
        """The whole mapping."""
        yield f"# A first mapping for {self._path.name}, from {self._seen:,} rows. Edit it, then:"
        yield f"#     claims import {_shell(self._path.name)} --map THIS.toml"
        yield "version = 1"
        yield f"table = {_toml(self._table)}  # its keys begin so; later versions find their claims"
        if self._sniffed.format == "markdown":
            yield "whole_table = false  # true: what is no longer there is reported as gone"
        yield from self._file()
        yield from self._dates()
        yield from self._marks()
        yield from self._listed()
        yield from self._split()
        yield from self._figure()
        yield from self._claim()

    def _file(self) -> Iterator[str]:
        form = self._sniffed.form
        yield ""
        yield "[file]"
        yield from (f"# {said}" for said in self._sniffed.evidence)
        yield f"format = {_toml(self._sniffed.format)}"
        if self._sniffed.format in ("csv", "tsv"):
            yield f"delimiter = {_toml(form.delimiter or ',')}"
            yield f"quote = {_toml(form.quote or '')}"
            yield f"encoding = {_toml(list(form.encoding))}"
        if form.columns is not None:
            yield f"columns = {_toml(list(form.columns))}  # name them"
        elif form.header != (1,):
            yield f"header = {list(form.header)}"
        if form.path:
            yield f"path = {_toml(form.path)}"
        refused = self._seen - len(self._rows)
        if refused:
            yield f"# {refused:,} of these rows cannot be read; an import names each"

    def _dates(self) -> Iterator[str]:
        dated = [one for one in self._columns if one.is_date]
        if not dated:
            return
        yield ""
        yield "[dates]"
        for one in dated:
            day, month, either = one.day_first_only, one.month_first_only, one.either_order
            if day or month or either:
                yield (
                    f"# {one.name}: {day:,} dates fit day-first only, {month:,} month-first only, "
                    f"{either:,} fit both"
                )
        day = sum(one.day_first_only for one in dated)
        month = sum(one.month_first_only for one in dated)
        if day and not month:
            yield 'order = "day-first"'
        elif month and not day:
            yield 'order = "month-first"'
        elif day or month or sum(one.either_order for one in dated):
            yield '# order = "day-first"  # or "month-first": the dates alone do not tell'
        yield "# earliest = 2022-01-01  # a date before or after is refused"
        yield "# latest = 2026-12-31"

    def _marks(self) -> Iterator[str]:
        marks: Counter[str] = Counter()
        for one in self._numbers:
            marks.update(one.marks)
        if not marks:
            return
        yield ""
        yield "[numbers]"
        seen = ", ".join(f"{count:,} × {mark}" for mark, count in marks.most_common())
        yield f"# marks in the numbers: {seen}"
        decimal = {mark[0] for mark in marks if mark.endswith("decimal")}
        thousands = {mark[0] for mark in marks if mark.endswith("thousands")}
        either = {mark[0] for mark in marks if mark.endswith("either")} - decimal
        if len(decimal) > 1 or decimal & thousands:
            yield '# thousands = ","  # the marks are mixed: rows that do not fit are refused'
            yield '# decimal = "."'
            return
        if len(thousands or either) == 1:
            yield f"thousands = {_toml(next(iter(thousands or either)))}"
        point = next(iter(decimal), "," if "." in (thousands or either) else ".")
        yield f"decimal = {_toml(point)}"

    def _listed(self) -> Iterator[str]:
        lists = [one.name for one in self._columns if one.lists]
        if lists:
            yield ""
            yield f"# lists, each item of which may be a claim: {', '.join(lists)}"

    def _split(self) -> Iterator[str]:
        if self._source is None or not any(_VIA.search(word) for word in self._source.words):
            return
        yield ""
        yield '# "US officials (via NYT)" is an origin and a relay'
        yield "[[split]]"
        yield f"text = {_toml(_slot(self._source.name))}"
        yield "pattern = ['(?P<origin>.+?) \\((?:[^()]* )?via (?P<relay>.+)\\)', '(?P<origin>.+)']"

    def _figure(self) -> Iterator[str]:
        if not self._measured():
            return
        yield ""
        yield "[[figure]]"
        yield f"slug = {_toml(self._slug())}"
        yield f"title = {_toml(' '.join([self._table, *self._slots()]))}"
        yield 'unit = "people"  # what is counted'
        yield 'basis = "snapshot"  # cumulative (with since = ...), period, snapshot or planned'

    def _measured(self) -> list[Column]:
        low, high, point = self._triple()
        return [one for one in (low, high, point) if one is not None] or self._numbers

    def _triple(self) -> tuple[Column | None, Column | None, Column | None]:
        low = next((one for one in self._numbers if _LOW.search(one.name)), None)
        high = next((one for one in self._numbers if _HIGH.search(one.name)), None)
        if low is None and high is None:
            return None, None, None
        stem = _LOW.sub(" ", low.name) if low else _HIGH.sub(" ", high.name if high else "")
        others = [one for one in self._numbers if one not in (low, high)]
        near = [one for one in others if one.name.strip(" _") == stem.strip(" _")]
        return low, high, next(iter(near or others), None)

    def _slots(self) -> list[str]:
        named = [_slot(one.name) for one in self._categories[:3]]
        several = not any(self._triple()) and len(self._numbers) > 1
        return [*named, *(["{@column}"] if several else [])]

    def _slug(self) -> str:
        return "-".join([self._table, *(f"{one[:-1]}|slug}}" for one in self._slots())])

    def _claim(self) -> Iterator[str]:
        measured = self._measured()
        several = bool(self._numbers) and not any(self._triple()) and len(self._numbers) > 1
        yield ""
        yield "[[claim]]"
        if several:
            yield "# one claim for each of these columns; take out what is no figure"
            yield f"columns = {_toml([one.name for one in self._numbers])}"
        yield from self._key(several=several)
        yield f"statement = {_toml(self._statement(measured, several=several))}"
        if measured:
            yield f"figure = {_toml(self._slug())}"
            yield f"quantity = {{ {self._quantity(several=several)} }}"
        yield from self._speakers()
        if self._date is not None:
            yield f"said = {_toml(_slot(self._date.name))}"
            yield f"as_of = {_toml(_slot(self._date.name))}  # the day it is about, if so"
        yield from self._report()
        used = {*self._used(), *(one.name for one in measured)}
        rest = [one.name for one in self._columns if one.name not in used]
        if rest:
            yield f"# not used: {', '.join(rest)}"

    def _key(self, *, several: bool) -> Iterator[str]:
        names = self._key_columns()
        slots = [f"{{{one}|date}}" if self._is_date(one) else _slot(one) for one in names]
        if not names:
            yield "# no columns tell the rows apart: with {@row} a later version finds nothing"
            slots = ["{@row}"]
        yield f"key = {_toml(' '.join([*slots, *(['{@column}'] if several else [])]))}"

    def _is_date(self, name: str) -> bool:
        return self._date is not None and self._date.name == name

    def _key_columns(self) -> list[str]:
        """What tells all rows apart: an id, else days and names together, else the fewest columns.

        Days and names are taken together even where days alone would do so far: the next
        version may have a second row of a day.
        """
        for one in self._columns:
            if one.is_text and not one.is_category and self._is_id(one.name):
                return [one.name]
        wanted = [self._date, *self._categories, self._source, self._outlet]
        names = list(dict.fromkeys(one.name for one in wanted if one is not None))
        if names and self._are_apart(tuple(names)):
            return names
        serial = [one.name for one in self._columns if _SERIAL.match(one.name)]
        whole = [one.name for one in (self._text, self._address) if one is not None]
        special = [one for one in ("@path",) if self._rows and one in self._rows[0].cells]
        others = [one.name for one in self._names]
        pool = list(dict.fromkeys([*special, *names, *serial, *whole, *others]))[:10]
        for size in range(1, 6):
            for some in combinations(pool, size):
                if self._are_apart(some):
                    return list(some)
        return []

    def _is_id(self, name: str) -> bool:
        """Whether a column has a word of its own in every row."""
        words = (text_of(row.cells.get(name)) for row in self._rows)
        return self._are_apart((name,)) and all(_ID.fullmatch(word) for word in words)

    def _are_apart(self, names: tuple[str, ...]) -> bool:
        seen = [tuple(text_of(row.cells.get(name)) for name in names) for row in self._rows]
        return len(set(seen)) == len(seen) and all(all(one) for one in seen)

    def _statement(self, measured: list[Column], *, several: bool) -> str:
        if self._text is not None and not several:
            return _slot(self._text.name)
        by = "{origin}" if list(self._split()) else _slot(self._source.name) if self._source else ""
        what = "{@value} " if several else ""
        some = measured[:1] or self._columns[:1]
        about = " ".join(self._slots()) or " ".join(_slot(one.name) for one in some)
        return f"{what}{about}" + (f", according to {by}" if by else "")

    def _quantity(self, *, several: bool) -> str:
        if several:
            return 'value = "{@value}"'
        low, high, point = self._triple()
        if low is None and high is None:
            point = self._numbers[0]
        named = {"value": point, "low": low, "high": high}
        return ", ".join(f"{name} = {_toml(_slot(one.name))}" for name, one in named.items() if one)

    def _speakers(self) -> Iterator[str]:
        if self._source is None:
            yield '# source = "..."  # who is said to know'
        elif list(self._split()):
            yield 'source = "{origin}"'
        else:
            yield f"source = {_toml(_slot(self._source.name))}"
        outlets = [_slot(self._outlet.name)] if self._outlet else []
        outlets += ["{relay}"] if list(self._split()) else []
        if self._address is None:
            yield f"reporter = {_toml([*outlets, self._table])}  # who published the table?"
        elif outlets:
            yield f"reporter = {_toml(outlets)}"

    def _report(self) -> Iterator[str]:
        if self._address is not None:
            yield f"report = {{ url = {_toml(_slot(self._address.name))} }}"
        elif self._text is not None:
            yield f"# quote = {_toml(_slot(self._text.name))}  # if these are the words as printed"

    def _used(self) -> set[str]:
        chosen = (self._date, self._address, self._source, self._outlet, self._text)
        named = {one.name for one in chosen if one is not None}
        return named | {one.name for one in self._categories[:3]}


def _slot(column: str) -> str:
    return f"{{{column}}}"


def _shell(name: str) -> str:
    return f"'{name}'" if " " in name else name


def _toml(value: str | list[str]) -> str:
    """Text, or a list of texts, as TOML writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'
