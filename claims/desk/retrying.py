"""Repeating what others came in between of: a verb is one transaction, and none of it was written.

On SQLite writers wait for each other, and nothing is ever repeated.
"""

from collections.abc import Callable
from functools import wraps
from time import sleep
from typing import ParamSpec, TypeVar

from claims.errors import DatabaseBusyError

P = ParamSpec("P")
R = TypeVar("R")

PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0)  # seconds before each further try


def repeated(verb: Callable[P, R]) -> Callable[P, R]:
    """The verb, called again a few times where others wrote the same at the same moment."""

    @wraps(verb)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for pause in PAUSES:
            try:
                return verb(*args, **kwargs)
            except DatabaseBusyError:
                sleep(pause)
        return verb(*args, **kwargs)

    return patient
