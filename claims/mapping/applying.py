"""Rows into drafts: one row at a time, nothing kept but what has been described already."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.errors import InputError
from claims.formats.readers import Line
from claims.formats.tables import Row
from claims.formats.tables.opening import CLAIM, ROW
from claims.mapping import model
from claims.mapping.checking import check_columns, check_filters, own_slots, slots_of
from claims.mapping.filling import Filler, NothingError, items
from claims.mapping.rules import Joined, filters_of, first_reason, lookups_of
from claims.mapping.templates import Scope, read_template

Describe = Callable[[dict[str, Any]], None]
NO_CLAIM = "no claim in it"


@dataclass(slots=True)
class Outcome:
    """What a row came to: lines to import, or the reason why it has none."""

    lines: list[Line] = field(default_factory=list)
    skipped: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)
    without_key: bool = False  # an unreadable claim, of which not even the key is known


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim of a row: what it is called among them, its texts, and what names mean in it."""

    called: str
    texts: model.ClaimTexts
    scope: Scope


class Mapper:
    """Applies one mapping; `describe` is told of sources and figures before they are used."""

    def __init__(self, mapping: model.Mapping, joined: Joined, describe: Describe) -> None:
        self._mapping = mapping
        self._joined = joined
        self._describe = describe
        self._filters = filters_of(mapping) | lookups_of(mapping, joined)
        check_filters(mapping, self._filters)
        self._filler = Filler(mapping.table, mapping.dates, mapping.numbers)
        self._parts = [(part, _merged(mapping.every, part)) for part in mapping.claim]
        self._groups = _groups(mapping)
        of_groups = [rule for rule in mapping.skip if self._needs_groups(rule)]
        self._skip_after = tuple(of_groups)
        self._skip_first = tuple(rule for rule in mapping.skip if rule not in of_groups)
        self._described: set[tuple[str, str]] = set()
        self._checked = False

    def describe_constants(self) -> None:
        """Tell of the sources and figures that the mapping names without columns."""
        scope = Scope({}, self._filters, frozenset())
        for source in self._mapping.source:
            if not any(slots_of(source)):
                self._tell(source, scope)
        for figure in self._mapping.figure:
            if not any(slots_of(figure)):
                self._tell(figure, scope)

    def map_row(self, row: Row) -> Outcome:
        """What this row comes to."""
        if row.error is not None:
            return Outcome([Line(row.number, None, row.raw, row.error)], without_key=True)
        if row.has_all and not self._checked:
            check_columns(self._mapping, row.cells, self._groups)
            self._checked = True
        outcome = Outcome()
        try:
            scope = self._scope(row)
            if isinstance(scope, str):
                outcome.skipped = scope
                return outcome
            claims = list(self._claims(scope, row, outcome))
        except InputError as error:
            outcome.lines.append(_refused(row, None, error))
            outcome.without_key = True
            return outcome
        for claim in claims:
            self._make(row, claim, outcome)
        if not outcome.lines:
            outcome.skipped = "; ".join(outcome.left_out) or NO_CLAIM
        return outcome

    def _scope(self, row: Row) -> Scope | str:
        """What names mean in this row, or why it is skipped."""
        mapping = self._mapping
        scope = Scope(row.cells, self._filters, mapping.empty)
        scope.bind({"@row": str(row.number)})
        reason = first_reason(self._skip_first, scope)
        if reason is not None:
            return reason
        for split in mapping.split:
            scope.bind(_taken_apart(split, scope))
        for name, beside in mapping.beside.items():
            if beside.on is not None:
                found = self._joined[name].get(scope.fill(beside.on) or "")
                scope.bind({name: found or {}})
        return first_reason(self._skip_after, scope) or scope

    def _needs_groups(self, rule: model.Rule) -> bool:
        named = {slot.column.split(".")[0] for slot in read_template(rule.text).slots}
        return not named.isdisjoint(self._groups | set(self._mapping.beside))

    def _claims(self, scope: Scope, row: Row, outcome: Outcome) -> Iterator[_Claim]:
        for place, (part, texts) in enumerate(self._parts, start=1):
            for called, one in _scopes(part, scope, str(place), self._joined):
                if row.only not in (None, called):
                    continue
                reason = first_reason(texts.skip, one)
                if reason is None:
                    yield _Claim(called, texts, one)
                else:
                    outcome.left_out[reason] += 1

    def _make(self, row: Row, claim: _Claim, outcome: Outcome) -> None:
        key: dict[str, Any] = {}
        try:
            fields = self._filler.fields(claim.texts, claim.scope)
            key = {"key": fields["key"]}  # known from here on
            self._describe_new(fields, claim.scope)
        except NothingError as nothing:
            outcome.left_out[nothing.reason] += 1
        except InputError as error:
            if not key:
                key = self._key(claim)
            outcome.without_key |= not key
            outcome.lines.append(_refused(row, claim.called, error, key))
        else:
            kept = {CLAIM: claim.called, ROW: dict(row.cells)}
            outcome.lines.append(Line(row.number, fields, row.raw, kept=kept))

    def _key(self, claim: _Claim) -> dict[str, Any]:
        """The key of a claim that is unreadable otherwise, so that it does not count as gone."""
        try:
            return {"key": self._filler.key(claim.texts.key, claim.scope)}
        except InputError:
            return {}

    def _describe_new(self, fields: dict[str, Any], scope: Scope) -> None:
        figure = fields.get("figure")
        named = (fields.get("source"), fields.get("reporter"), *fields.get("via", ()))
        new = {name for name in named if name and ("source", name) not in self._described}
        for texts in self._mapping.source if new else ():
            name = scope.fill(texts.name)
            if name in new and ("source", name) not in self._described:
                self._tell(texts, scope)
        self._described.update(("source", name) for name in new)
        if figure is not None and ("figure", figure) not in self._described:
            for one in self._mapping.figure:
                if scope.fill(one.slug) == figure:
                    self._tell(one, scope)
                    break
            self._described.add(("figure", figure))

    def _tell(self, texts: model.SourceTexts | model.FigureTexts, scope: Scope) -> None:
        record, own = (
            ("source", "name")
            if isinstance(texts, model.SourceTexts)
            else (
                "figure",
                "slug",
            )
        )
        draft: dict[str, Any] = {"record": record, own: scope.fill(getattr(texts, own))}
        for name, value in texts:
            if name in ("aliases", "parties"):
                draft[name] = [text for one in value if (text := scope.fill(one)) is not None]
            elif name == "since":
                since = self._filler.text(value, scope)
                draft[name] = None if since is None else self._mapping.dates.read(since)
            elif isinstance(value, tuple):
                draft[name] = self._filler.text(value, scope)
            elif name != own:
                draft[name] = value
        self._described.add((record, str(draft[own])))
        self._describe({name: value for name, value in draft.items() if value not in (None, [])})


def _refused(
    row: Row, claim: str | None, error: InputError, key: dict[str, Any] | None = None
) -> Line:
    kept: dict[str, Any] = {} if claim is None else {CLAIM: claim}
    return Line(row.number, key or {}, row.raw, error, kept={**kept, ROW: dict(row.cells)})


def _merged(every: model.ClaimTexts, part: model.ClaimPart) -> model.ClaimTexts:
    """A claim with what is said of every claim, where it does not say otherwise itself."""
    given = {name: getattr(part, name) for name in part.model_fields_set & set(FIELDS)}
    if every.report is not None and part.report is not None:
        own = {name: getattr(part.report, name) for name in part.report.model_fields_set}
        given["report"] = every.report.model_copy(update=own)
    given["link"] = every.link + part.link
    given["skip"] = every.skip + part.skip
    return every.model_copy(update=given)


FIELDS = tuple(model.ClaimTexts.model_fields)


def _scopes(
    part: model.ClaimPart, scope: Scope, called: str, joined: Iterable[str]
) -> Iterator[tuple[str, Scope]]:
    """One scope for each claim that a part makes, with what that claim is called."""
    for column in part.columns or (None,):
        name, one = called, scope
        if column is not None:
            name = f"{called} {column}"
            one = scope.binding(**_of_column(column, scope, joined))
        if not part.each:
            yield name, one
            continue
        for item in items(one, part.each, part.as_, part.parted_by):
            yield f"{name} {part.as_} {item.text('@n')}", item


def _of_column(column: str, scope: Scope, joined: Iterable[str]) -> dict[str, Any]:
    """What names mean for one of several columns, in the row and in those joined to it."""
    named: dict[str, Any] = {"@column": column, "@value": scope.text(column)}
    for name in joined:
        named[f"{name}.@value"] = scope.text(f"{name}.{column}")
    return named


def _groups(mapping: model.Mapping) -> frozenset[str]:
    return frozenset(
        name
        for split in mapping.split
        for pattern in split.patterns
        for name in re.compile(pattern).groupindex
    )


def _taken_apart(split: model.Split, scope: Scope) -> dict[str, str]:
    """What the named groups of the first pattern that fits hold."""
    text = scope.fill(split.text)
    names = {name for one in split.patterns for name in re.compile(one).groupindex}
    empty = dict.fromkeys(names, "")
    if text is None:
        return empty
    for pattern in split.patterns:
        find = re.search if split.anywhere else re.fullmatch
        match = find(pattern, text, re.DOTALL)
        if match is not None:
            return {**empty, **{name: part or "" for name, part in match.groupdict().items()}}
    if split.otherwise == "empty":
        return empty
    column = next((slot.column for slot in read_template(split.text).slots), split.text)
    raise InputError(
        "text_unsplit",
        f"{text!r} fits none of the patterns of this [[split]]",
        hint="add a pattern, or otherwise = 'empty'",
        field=column,
    )


__all__ = ["Joined", "Mapper", "Outcome", "own_slots"]
