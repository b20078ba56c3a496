"""A desk's connection to the record: one transaction a verb, and only here a commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID

from claims.errors import InputError
from claims.quantity import DEFAULT_TOLERANCE
from claims.records import Record
from claims.schemas.fields import nearest
from claims.schemas.views import ClaimView, Recorded
from claims.store.actions.plan import Plan
from claims.store.engine import Connection, Engine, reading, writing
from claims.store.gateway import Author
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import Stored, by_id
from claims.vocab import Kind, LinkBasis

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=StrEnum)

# What a verb takes where the command line takes a REF.
Ref = str | UUID | Recorded | ClaimView


class Base:
    """What every verb stands on: the engine, who writes, and the clock that was handed in."""

    def __init__(
        self,
        engine: Engine,
        *,
        user: str | None,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
        tolerance: Decimal = DEFAULT_TOLERANCE,
    ) -> None:
        self.user = user
        self.tolerance = tolerance
        self._engine = engine
        self._clock = clock
        self._entropy = entropy

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; every verb has committed its own work."""
        self._engine.dispose()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _plan(self, *, strict: bool = False, basis: LinkBasis = LinkBasis.HUMAN) -> Iterator[Plan]:
        """One transaction: what is planned in the block is written when it ends."""
        name = self._author()
        with writing(self._engine) as connection:
            author = Author(name, self._clock(), self._entropy)  # the time once nobody else writes
            plan = Plan(connection, author, strict=strict, basis=basis)
            yield plan
            plan.accept()
            plan.carry_out()

    def _author(self) -> str:
        if not self.user or not self.user.strip():
            raise InputError(
                "user_missing",
                "nobody is named as the one who writes",
                hint="give --as NAME, CLAIMS_USER, or claims.open(…, user=…)",
            )
        return self.user.strip()


def one_of(words: type[W], text: str, *, field: str) -> W:
    """The word of this vocabulary that is spelled so."""
    try:
        return words(text)
    except ValueError as error:
        known = list(words)
        raise InputError(
            "value_unknown",
            f"{text!r} is none of {', '.join(known)}{nearest(text, [*known])}",
            field=field,
        ) from error


def resolve(connection: Connection, ref: Ref, *kinds: Kind) -> tuple[Kind, UUID]:
    """The one record of these kinds that a REF leads to."""
    return find_ref(connection, spelled(ref), *kinds)


def spelled(ref: Ref) -> str:
    """A REF as text, also where it is what a verb returned."""
    return str(ref.id if isinstance(ref, Recorded | ClaimView) else ref)


def held(connection: Connection, ref: Ref, kind: type[R]) -> Stored[R]:
    """The record of this kind that a REF leads to, as it is stored."""
    _, identifier = resolve(connection, ref, kind.kind)
    return by_id(connection, kind, [identifier])[identifier]
