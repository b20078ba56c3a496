"""Conditions of a mapping, and the filters that its texts may use."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from claims.errors import InputError
from claims.formats.tables.row import text_of
from claims.mapping import model
from claims.mapping.checking import own_slots
from claims.mapping.dates import days_before
from claims.mapping.templates import Filter, Scope, slug
from claims.schemas.fields import nearest

ANY = "*"
# By the name of a table, and the key of a row in it.
Joined = Mapping[str, Mapping[str, Mapping[str, Any]]]


def applies(rule: model.Rule, scope: Scope) -> bool:
    """Whether all conditions of a rule hold."""
    text = scope.fill(rule.text) or ""
    return (
        (rule.empty is None or rule.empty == (not text))
        and (rule.equals is None or text in rule.equals)
        and (rule.other_than is None or text not in rule.other_than)
        and (rule.matches is None or re.search(rule.matches, text) is not None)
    )


def first_reason(rules: tuple[model.Rule, ...], scope: Scope) -> str | None:
    """Why something is left out; None where no rule applies."""
    return next((rule.reason for rule in rules if applies(rule, scope)), None)


def filters_of(mapping: model.Mapping) -> dict[str, Filter]:
    """What may stand behind a column: `slug`, `lower`, `date`, `day_before`, `number`, words."""
    read = mapping.dates.read
    own: dict[str, Filter] = {
        "slug": slug,
        "lower": str.lower,
        "date": read,
        "day_before": lambda text: days_before(read(text), 1),
        "number": mapping.numbers.read,
    }
    return own | {name: _translator(name, words) for name, words in mapping.words.items()}


def lookups_of(mapping: model.Mapping, joined: Joined) -> dict[str, Filter]:
    """What looks a text up in a joined table, `{checker|checkers.title}`; empty if unknown."""
    named = {name for slot in own_slots(mapping) for name in slot.filters}
    found: dict[str, Filter] = {}
    for name in named:
        table, _, column = name.partition(".")
        if table in joined and column:
            found[name] = partial(_looked_up, joined[table], column)
    return found


def _looked_up(rows: Mapping[str, Mapping[str, Any]], column: str, key: str) -> str:
    return text_of(rows.get(key, {}).get(column))


def _translator(name: str, words: Mapping[str, str]) -> Callable[[str], str]:
    def translate(word: str) -> str:
        if word in words:
            return words[word]
        other = words.get(ANY)
        if other is None:
            raise InputError(
                "word_unknown",
                f"{word!r} is none of the words under [words.{name}]{nearest(word, list(words))}",
                hint="add it there, or '*' for any other word ('*' = '*' keeps it as it is)",
            )
        return word if other == ANY else other

    return translate
