"""Repeating what others came in between of, or the connection broke under."""

from collections.abc import Iterator, Sequence

import pytest

from claims.desk.retrying import LONG_PAUSES, PAUSES, pauses, repeat, repeated
from claims.errors import DatabaseBusyError, DatabaseError, InputError

BUSY = DatabaseBusyError("write_conflict", "somebody wrote at the same moment")
BROKEN = DatabaseBusyError("database_unreachable", "the connection broke")
STARTING = DatabaseError("database_unreachable", "the server is not there yet")
UNKNOWN = DatabaseError("commit_unknown", "the connection broke at the commit")


class Work:
    """Work that fails so many times before it succeeds, each time in its own way."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.tries = 0

    def __call__(self) -> int:
        self.tries += 1
        if self.failures:
            raise self.failures.pop(0)
        return self.tries


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds slept, for which no test waits."""
    slept: list[float] = []
    monkeypatch.setattr("claims.desk.retrying.sleep", slept.append)
    return slept


def test_what_succeeds_is_done_once(slept: list[float]) -> None:
    assert repeat(Work(), PAUSES) == 1
    assert slept == []


def test_what_others_came_in_between_of_is_done_again(slept: list[float]) -> None:
    assert repeat(Work(BUSY, BUSY), PAUSES) == 3
    assert slept == [*PAUSES[:2]]


def test_nothing_is_repeated_for_ever() -> None:
    work = Work(*[BUSY] * 99)

    with pytest.raises(DatabaseBusyError):
        repeat(work, PAUSES)

    assert work.tries == len(PAUSES) + 1


def test_a_server_that_broke_off_may_take_a_while_to_come_back() -> None:
    assert repeat(Work(BROKEN, STARTING, STARTING), PAUSES) == 4


@pytest.mark.parametrize(
    "failures",
    [
        [STARTING],  # the address is wrong: nobody waits to be told
        [BUSY, STARTING],
        [UNKNOWN],  # it may have been written
        [BROKEN, UNKNOWN],
        [InputError("field_missing", "a reason is required")],
    ],
)
def test_what_is_wrong_in_itself_is_not_repeated(failures: list[Exception]) -> None:
    work = Work(*failures, *[BUSY] * 99)

    with pytest.raises(type(failures[-1])) as refused:
        repeat(work, PAUSES)

    assert refused.value is failures[-1]
    assert work.tries == len(failures)


@pytest.mark.parametrize(("byte", "factor"), [(0x00, 0.5), (0x80, 1.0), (0xFF, 1.5)])
def test_pauses_differ_by_what_chance_says(byte: int, factor: float) -> None:
    found = list(pauses(lambda size: bytes([byte]) * size, [1, 10]))

    assert found == pytest.approx([factor, 10 * factor], rel=0.01)


def test_each_pause_is_longer_and_an_import_waits_for_a_server_to_start() -> None:
    assert list(LONG_PAUSES) == sorted(LONG_PAUSES)
    assert sum(LONG_PAUSES) > 30


def test_a_verb_is_called_again_with_what_it_was_called_with() -> None:
    class Desk:
        def __init__(self) -> None:
            self.work = Work(BUSY)

        def pauses(self, seconds: Sequence[float] = PAUSES) -> Iterator[float]:
            return iter(seconds)

        @repeated
        def verb(self, one: int, *, other: int) -> tuple[int, int, int]:
            """What it is for."""
            return self.work(), one, other

    assert Desk().verb(7, other=8) == (2, 7, 8)
    assert Desk.verb.__doc__ == "What it is for."
