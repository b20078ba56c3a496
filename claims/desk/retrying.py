"""Repeating what others came in between of, or the connection broke under: nothing was written.

A verb is one transaction, and so is a batch of an import; `repeat` does such work again.
On SQLite writers wait for each other, and nothing is ever repeated.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from time import sleep
from typing import Any, Protocol, TypeVar, cast

from claims.errors import DatabaseBusyError, DatabaseError

R = TypeVar("R")
V = TypeVar("V", bound=Callable[..., Any])

# Seconds before each further try. Somebody waits for a verb; an import outlasts a server that
# starts again, or hands over to another.
PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0)
LONG_PAUSES = (*PAUSES, 3.0, 10.0, 30.0)
_OUT_OF_REACH = "database_unreachable"


def pauses(entropy: Callable[[int], bytes], seconds: Sequence[float] = PAUSES) -> Iterator[float]:
    """Seconds to wait before each further try: between half and one and a half times these.

    So those who came in between of each other do not meet again.
    """
    for pause in seconds:
        yield pause * (0.5 + int.from_bytes(entropy(2)) / 0x10000)


def repeat(work: Callable[[], R], pauses: Iterable[float]) -> R:
    """Do work that is one transaction, again after each of these pauses where it failed in passing.

    The work must leave nothing behind where it fails: what it gathers, and what it writes
    elsewhere, is only for its caller to use, once it has returned. Once a server has broken
    off, that it cannot be reached for a while is repeated as well.
    """
    broken = False
    for pause in pauses:
        try:
            return work()
        except DatabaseBusyError as error:
            broken = broken or error.code == _OUT_OF_REACH
        except DatabaseError as error:
            if not broken or error.code != _OUT_OF_REACH:
                raise
        sleep(pause)
    return work()


class Patient(Protocol):
    """Whoever has verbs that are repeated."""

    def pauses(self, seconds: Sequence[float] = PAUSES) -> Iterator[float]:
        """How long to wait before each further try."""


def repeated(verb: V) -> V:
    """The verb of a desk, called again a few times where others wrote at the same moment."""

    @wraps(verb)
    def patient(desk: Patient, /, *args: Any, **kwargs: Any) -> Any:
        return repeat(lambda: verb(desk, *args, **kwargs), desk.pauses())

    return cast("V", patient)
