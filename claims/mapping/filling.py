"""The fields of one claim, filled from a row."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import ceil
from typing import Any

from claims.errors import InputError
from claims.formats.tables.row import text_of
from claims.mapping import model
from claims.mapping.dates import Dates, days_before
from claims.mapping.numbers import Numbers
from claims.mapping.rules import first_reason
from claims.mapping.templates import Scope, Slot, read_template

_PLAIN = (
    *("statement", "quote", "figure", "unit", "stance", "modality", "method", "source"),
    *("reporter", "hedge", "hedge_cue", "note"),
)
_LISTS = ("via", "tags")
_DATES = ("said", "published")
_HOURS = 24

Read = Callable[[str], str]


class NothingError(Exception):
    """There is nothing to claim here, for this reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class Filler:
    """Fills the texts of a mapping, its dates and numbers read as it declares."""

    def __init__(self, table: str, dates: Dates, numbers: Numbers) -> None:
        self._table = table
        self._date = lru_cache(maxsize=4096)(dates.read)
        self._number = lru_cache(maxsize=4096)(numbers.read)

    def fields(self, texts: model.ClaimTexts, scope: Scope) -> dict[str, Any]:
        """The draft of a claim; raises where there is nothing, or something unreadable."""
        draft: dict[str, Any] = {"key": self.key(texts.key, scope)}
        if texts.quantity is not None:
            draft["quantity"] = self._quantity(texts.quantity, scope)
        for name in _PLAIN:
            if given := getattr(texts, name):
                draft[name] = self.text(given, scope)
        if draft["statement"] is None:
            raise _empty("statement", texts.statement, scope)
        for name in _LISTS:
            draft[name] = [word for text in getattr(texts, name) for word in _words(text, scope)]
        for name in _DATES:
            draft[name] = self._read(getattr(texts, name), scope, self._date)
        draft["as_of"] = self._as_of(texts.as_of, scope)
        draft["report"] = self._report(texts.report, scope)
        draft["links"] = [link for one in texts.link for link in self._links(one, scope)]
        return {name: value for name, value in draft.items() if value not in (None, [], {})}

    def key(self, texts: model.Texts, scope: Scope) -> str:
        """The key of a claim, the name of its table first."""
        key = self.text(texts, scope)
        if key is None:
            raise _empty("key", texts, scope)
        return f"{self._table}/{key}"

    def text(self, texts: model.Texts, scope: Scope) -> str | None:
        """The first of these texts whose columns are filled."""
        for text in texts:
            filled = scope.fill(text)
            if filled is not None:
                return filled
        return None

    def _read(self, texts: model.Texts, scope: Scope, read: Read) -> str | None:
        for text in texts:
            filled = scope.fill(text)
            if filled is not None:
                try:
                    return read(filled)
                except InputError as error:
                    raise error.at(field=_column(text)) from error
        return None

    def _quantity(self, cells: model.QuantityCells, scope: Scope) -> Any:
        numbers = {
            name: self._read(getattr(cells, name), scope, self._number)
            for name in ("value", "low", "high")
        }
        text = self.text(cells.text, scope)
        given = {name: number for name, number in numbers.items() if number is not None}
        if not given and text is None:
            columns = [_called(cells_, scope) for cells_ in _used(cells)]
            raise NothingError(f"empty: {', '.join(dict.fromkeys(filter(None, columns)))}")
        if not given:
            return text
        comparator = self.text(cells.comparator, scope)
        beside = {"text": text, "comparator": comparator}
        return given | {name: word for name, word in beside.items() if word is not None}

    def _as_of(self, given: model.Period | model.Texts, scope: Scope) -> str | None:
        if not isinstance(given, model.Period):
            return self._read(given, scope, self._date)
        ends = self._read((given.ends,), scope, self._date)
        hours = self._read((given.hours,), scope, self._number)
        if ends is None or hours is None:
            return None
        try:
            days = max(1, ceil(float(hours) / _HOURS))
            first = days_before(ends, days - 1)
        except InputError as error:
            raise error.at(field=_column(given.ends)) from error
        return ends if first == ends else f"{first}/{ends}"

    def _report(self, texts: model.ReportTexts | None, scope: Scope) -> dict[str, str]:
        if texts is None:
            return {}
        filled = {
            name: self._read(given, scope, self._date)
            if name == "published"
            else self.text(given, scope)
            for name, given in texts
            if given
        }
        return {name: text for name, text in filled.items() if text is not None}

    def _links(self, texts: model.LinkTexts, scope: Scope) -> Iterator[dict[str, str]]:
        for one in items(scope, texts.each, texts.as_, None) if texts.each else (scope,):
            if first_reason(texts.skip, one) is not None:
                continue
            relation, to = self.text(texts.relation, one), self.text(texts.to, one)
            reason = self.text(texts.reason, one)
            if relation is not None and to is not None and reason is not None:
                yield {"relation": relation, "to": f"{self._table}/{to}", "reason": reason}


def items(
    scope: Scope, columns: tuple[str, ...], called: str, parted_by: str | None
) -> Iterator[Scope]:
    """One scope for each item of the first of these columns that has any."""
    for column in columns:
        found = scope.value(column)
        if isinstance(found, str) and parted_by is not None:
            found = [part for part in (one.strip() for one in found.split(parted_by)) if part]
        if found:
            listed = found if isinstance(found, list) else [found]
            for place, item in enumerate(listed, start=1):
                yield scope.binding(**{called: item, "@n": str(place)})
            return


def _words(text: str, scope: Scope) -> list[str]:
    """The words of a text; a column that holds a list gives each of its items."""
    pieces = read_template(text).pieces
    if len(pieces) == 1 and isinstance(pieces[0], Slot):
        value = scope.value(pieces[0].column)
        if isinstance(value, list) and not pieces[0].filters:
            return [word for one in value if (word := text_of(one))]
    filled = scope.fill(text)
    return [] if filled is None else [filled]


def _used(cells: model.QuantityCells) -> Iterator[str]:
    for name in ("text", "value", "low", "high"):
        for text in getattr(cells, name):
            yield from (slot.column for slot in read_template(text).slots)


def _called(column: str, scope: Scope) -> str:
    """A column by its own name, where it is called `@value`."""
    return scope.text("@column") if column == "@value" else column


def _column(text: str) -> str:
    return next((slot.column for slot in read_template(text).slots), text)


def _empty(field: str, texts: model.Texts, scope: Scope) -> InputError:
    columns = [slot.column for text in texts for slot in read_template(text).slots]
    empty = [column for column in dict.fromkeys(columns) if not scope.text(column)]
    return InputError(
        "cell_empty",
        f"the {field} {texts[0]!r} needs {', '.join(empty) or 'a word'}, which is empty",
        hint="fill it in, or skip such rows with a [[skip]] rule",
        field=next(iter(empty), field),
    )
