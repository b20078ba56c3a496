"""Answers that are kept in the process, for as long as they are what would be worked out anew.

None is ever old: each says what it rests on, and before it is given again what was recorded
in between is looked at (`claims.store.queries.since`). Nothing is written down.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Generic, TypeVar

from claims.desk.collecting import not_collecting
from claims.store.engine import Connection
from claims.store.queries.since import Mark, Reads, holds, mark, settled
from claims.store.then import Then

MOST = 500  # answers
HEAVIEST = 30_000  # records that all of them may hold together; one that holds more is not kept

T = TypeVar("T")
Question = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was worked out, and what it rests on; `weight` is how many records it holds."""

    value: T
    reads: Reads
    weight: int = 1

    @property
    def whole_weight(self) -> int:
        """What it holds, with the identities that it rests on, of which ten are about a record."""
        return self.weight + len(self.reads.records) // 10


@dataclass(frozen=True, slots=True)
class _Held:
    answer: Answer[Any]
    at: Mark


@not_collecting()
def _worked_out(work: Callable[[], Answer[T]]) -> Answer[T]:
    return work()


class Kept:
    """The answers that a desk, and what it looks like at other moments, keep together."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[Question, Then], _Held] = OrderedDict()
        self._weight = 0
        self._lock = Lock()  # a desk may be asked from several threads

    def ask(self, connection: Connection, question: Question, work: Callable[[], Answer[T]]) -> T:
        """The answer to a question, worked out only where none is kept that still holds."""
        then, now = settled(connection), mark(connection)
        if now is None:
            return _worked_out(work).value
        key = (question, then)
        answer: Answer[T] | None = self._find(connection, key, now)
        if answer is None:
            answer = _worked_out(work)
        self._keep(key, _Held(answer, now))
        return answer.value

    def known(self, connection: Connection, question: Question) -> Any:
        """The answer where one is kept that still holds, else None."""
        if not self._held:
            return None
        then, now = settled(connection), mark(connection)
        answer = None if now is None else self._find(connection, (question, then), now)
        return None if answer is None else answer.value

    def _find(
        self, connection: Connection, key: tuple[Question, Then], now: Mark
    ) -> Answer[Any] | None:
        held = self._held.get(key)
        if held is None or not holds(connection, held.answer.reads, held.at, now, key[1]):
            return None
        self._keep(key, replace(held, at=now))
        return held.answer

    def _keep(self, key: tuple[Question, Then], held: _Held) -> None:
        """Keep it as the newest, and let go of the oldest where there is too much."""
        if held.answer.whole_weight > HEAVIEST:
            return
        with self._lock:
            former = self._held.pop(key, None)
            self._weight += held.answer.whole_weight
            self._weight -= 0 if former is None else former.answer.whole_weight
            self._held[key] = held
            while len(self._held) > MOST or self._weight > HEAVIEST:
                _, gone = self._held.popitem(last=False)
                self._weight -= gone.answer.whole_weight
