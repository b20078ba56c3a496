"""A desk's connection to the record: one transaction a verb, and only here a commit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID

from claims.desk.memo import Memo
from claims.desk.retrying import PAUSES, pauses
from claims.desk.sealer import Sealer
from claims.errors import InputError, NotFoundError
from claims.ledger.keyring import Keyring
from claims.records import Record
from claims.schemas.fields import nearest
from claims.schemas.views import ClaimView, Recorded
from claims.store.actions.plan import Plan
from claims.store.behind import writing_behind
from claims.store.engine import Connection, Engine, reading, writing
from claims.store.gateway import Author
from claims.store.queries.history import last_entry_at
from claims.store.queries.refs import find_ref
from claims.store.queries.stored import Stored, by_id
from claims.store.then import NOW, Then, check_writable, looks_at
from claims.values.quantity import DEFAULT_TOLERANCE
from claims.vocab import Kind, LinkBasis

SET_BACK = timedelta(hours=1)  # as far as clocks are set back: a correction, or summer time

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=StrEnum)

# What a verb takes where the command line takes a REF.
Ref = str | UUID | Recorded | ClaimView


class Base:
    """What every verb stands on: the engine, who writes, and the clock that was handed in."""

    def __init__(  # noqa: PLR0913  what a desk is handed, each under its name
        self,
        engine: Engine,
        *,
        user: str | None,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
        tolerance: Decimal = DEFAULT_TOLERANCE,
        keys: Path | None = None,
    ) -> None:
        self.user = user
        self.tolerance = tolerance
        self._engine = engine
        self._clock = clock
        self._entropy = entropy
        self._sealer = Sealer(Keyring(keys))
        self._memo = Memo()

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
        """Seal what was left to be sealed later, and let go of the database.

        Every verb has committed its own work. A desk that looks at then holds nothing of its
        own (`at`).
        """
        if self._then == NOW:
            self._sealer.seal_waiting(self._engine)
            self._engine.dispose()

    @property
    def _then(self) -> Then:
        """What this desk looks at."""
        return looks_at(self._engine)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """One consistent view, of the record as it is or as it was."""
        try:
            with reading(self._engine) as connection:
                yield connection
        except NotFoundError as error:
            if self._then != NOW:
                error.message += f" {self._then}"
            raise

    @contextmanager
    def _plan(
        self,
        *,
        strict: bool = False,
        basis: LinkBasis = LinkBasis.HUMAN,
        by: str | None = None,
        many: bool = False,
    ) -> Iterator[Plan]:
        """One transaction: what is planned in the block is written when it ends, and sealed.

        Of `many` drafts the first are written while the last are planned (`carry_on`).
        """
        name = by or self._author()
        with writing(self._engine) as connection:
            author = Author(name, self._moment(connection), self._entropy)
            plan = Plan(connection, author, strict=strict, basis=basis)
            with writing_behind(connection) if many else nullcontext():
                yield plan
                plan.accept()
                entries = plan.carry_out()
            self._sealer.seal_written(connection, entries)
        self._sealer.seal_committed(self._engine, entries)

    def pauses(self, seconds: Sequence[float] = PAUSES) -> Iterator[float]:
        """How long to wait before each further try of what others came in between of."""
        return pauses(self._entropy, seconds)

    def _moment(self, connection: Connection) -> datetime:
        """Now, read once nobody else writes; a clock that was set back a little waits.

        What is written later is recorded later, or what the record said at a moment
        would change behind it. A clock that is far behind the last entry is believed:
        then it was that entry's clock that was wrong.
        """
        now, last = self._clock(), last_entry_at(connection)
        return last if last is not None and now < last <= now + SET_BACK else now

    def _author(self) -> str:
        check_writable(self._engine)
        if not self.user or not self.user.strip():
            raise InputError(
                "user_missing",
                "nobody is named as the one who writes",
                hint="give --as NAME, CLAIMS_USER, or claims.open(…, user=…)",
            )
        return readable(self.user.strip(), field="user")


def readable(text: str, *, field: str) -> str:
    """The text, unless it is one that not every database can hold or look for."""
    if "\x00" in text:
        raise InputError("text_unreadable", "it holds a NUL character", field=field)
    return text


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
