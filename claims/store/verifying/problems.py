"""What a verification finds, each with the record that it concerns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from claims.values.identity import short_ref
from claims.vocab import Kind

MOST = 1_000
_SHOWN = 60

Found = Callable[["Problem"], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and with which record."""

    table: str
    record: str
    message: str


@dataclass(slots=True)
class Problems:
    """The first thousand problems, and how many there are in all."""

    found: list[Problem] = field(default_factory=list)
    number: int = 0

    def add(self, table: str, record: str, message: str) -> None:
        """Note one more."""
        self.number += 1
        if len(self.found) < MOST:
            self.found.append(Problem(table, record, message))


def named(kind: Kind | None, subject: object) -> str:
    """A record as people refer to it; its UUID where not even its kind can be read."""
    if kind is None or not isinstance(subject, UUID):
        return str(subject)
    return short_ref(kind, subject)


def clipped(value: object) -> str:
    """A value as a message shows it: whole where it is short."""
    if value is None:
        return "nothing"
    shown = value.hex() if isinstance(value, bytes) else str(value)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…")
