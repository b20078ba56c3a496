"""Answers about figures that a desk has given, for as long as nothing was recorded since."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from claims.store.engine import Connection
from claims.store.queries.history import ledger_mark
from claims.store.then import looks_at

MOST = 200  # answers

T = TypeVar("T")


class Memo:
    """The newest answers by what was asked, of which moment, and how far the ledger went."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()  # a desk may be asked from several threads

    def ask(self, connection: Connection, question: Hashable, work: Callable[[], T]) -> T:
        """The answer to a question, worked out unless it is known for this very ledger."""
        mark = ledger_mark(connection)
        if mark is None:
            return work()
        key = (question, looks_at(connection), mark)
        if key in self._answers:
            found: T = self._answers[key]
            return found
        answer = work()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer
