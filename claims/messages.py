"""Sentences of ours that any language can tell: English to read at once, and what it was made of.

Guaranteed: a `Told` is its English text, to everything that knows no better. Beside that it has
the name of its template and what fills it, so that a report in another language can tell it anew.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, Self

Slot = str | int
NUMBER = "number"


class Told(str):
    """A sentence, or a part of one; without a name it is its parts and what stands between them."""

    __slots__ = ("name", "slots", "template", "value")

    name: str
    template: str
    slots: Mapping[str, Slot]
    value: Decimal | None

    def __new__(
        cls,
        text: str,
        name: str = "",
        template: str = "",
        slots: Mapping[str, Slot] | None = None,
        value: Decimal | None = None,
    ) -> Self:
        """The English text with what it was made of."""
        made = super().__new__(cls, text)
        made.name, made.template, made.slots, made.value = name, template, slots or {}, value
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made of."""
        return str(self), self.name, self.template, self.slots, self.value


def tell(name: str, english: str, /, **slots: Slot) -> Told:
    """The sentence of this name: the key of a report's table `told`, or "table.key"."""
    return Told(english.format(**slots) if slots else english, name, english, slots)


def counts(number: int, one: str, many: str) -> Told:
    """A number with its noun: "1 report", "2 reports"."""
    noun = one if number == 1 else many
    return tell(f"counts.{noun.replace(' ', '_')}", f"{{number}} {noun}", number=number)


def number(value: Decimal, english: str) -> Told:
    """A number as English writes it."""
    return Told(english, NUMBER, value=value)


def row(parts: Iterable[str], between: str) -> Told:
    """These parts with signs between them that mean the same in every language."""
    slots = {f"p{place}": part for place, part in enumerate(parts)}
    return Told(
        between.join(slots.values()), "", between.join(f"{{{one}}}" for one in slots), slots
    )


def listed(parts: Iterable[str]) -> str:
    """These parts with "and" between them."""
    return reduce(lambda one, two: tell("both", "{one} and {two}", one=one, two=two), parts)
