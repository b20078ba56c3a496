"""The plan of one batch: what it will write, and what is known while planning it.

A draft is planned on top of what is accepted so far. `accept` makes what it
adds part of the batch, `reject` forgets all of it, so that a refused line leaves
nothing behind, not even the source it would have created.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from claims.errors import ConflictError
from claims.ledger.canonical import text_digest
from claims.records import Claim, Figure, Record, Report, Source, Story
from claims.store.gateway import Act, Author, Batch, append
from claims.store.projection import Row
from claims.store.queries import lookups
from claims.store.queries.redactions import erased_texts
from claims.store.queries.stored import by_id
from claims.vocab import Action, Kind, LinkBasis

MANY = 1_000  # acts, after which it pays to begin with writing them

R = TypeVar("R", bound=Record)
K = TypeVar("K")
V = TypeVar("V")


class Held(NamedTuple, Generic[R]):
    """A record and the revision it is at, recorded or about to be."""

    record: R
    revision: int = 1


class _Absent:
    """Nothing was held."""


_ABSENT = _Absent()


class Staged(dict[K, V]):
    """A dictionary whose additions since the last `keep` can be dropped again."""

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[K, V | _Absent] = {}  # what was held for the keys set since then

    def __setitem__(self, key: K, value: V) -> None:
        if key not in self.before:
            self.before[key] = self.get(key, _ABSENT)
        super().__setitem__(key, value)

    def learn(self, keys: Iterable[K], found: Mapping[K, V], absent: V) -> None:
        """What the database says of these keys, for good."""
        for key in keys:
            if key in self.before:
                self.before[key] = found.get(key, absent)
            else:
                super().__setitem__(key, found.get(key, absent))

    def keep(self) -> None:
        """The additions stay."""
        self.before = {}

    def drop(self) -> None:
        """The additions are forgotten."""
        for key, value in self.before.items():
            if isinstance(value, _Absent):
                del self[key]
            else:
                super().__setitem__(key, value)
        self.before = {}


class Plan:
    """One batch being planned, over one connection, by one author."""

    def __init__(
        self,
        connection: Connection,
        author: Author,
        *,
        strict: bool = False,
        basis: LinkBasis = LinkBasis.HUMAN,
    ) -> None:
        self.connection = connection
        self.author = author
        self.strict = strict
        self.basis = basis
        self.batch = Batch()
        self.sources: Staged[str, list[Source]] = Staged()
        self.figures: Staged[str, Held[Figure] | None] = Staged()
        self.items: Staged[str, list[Held[Report]]] = Staged()
        self.claims: Staged[str, Held[Claim] | None] = Staged()
        self.stories: Staged[str, Held[Story] | None] = Staged()
        self.texts: Staged[str, bytes | None] = Staged()
        self._planned: Staged[int, tuple[Record, int]] = Staged()
        self._staged: tuple[Staged[Any, Any], ...] = (
            self.sources,
            self.figures,
            self.items,
            self.claims,
            self.stories,
            self.texts,
            self._planned,
        )
        self._entries: list[Row] = []
        self._acts: list[Act] = []
        self._texts: dict[str, bytes] = {}
        self._raws: dict[str, bytes] = {}

    def write(
        self,
        action: Action,
        record: Record,
        *,
        version: int = 1,
        reason: str | None = None,
        erased: tuple[str, ...] = (),
    ) -> None:
        """Plan one act for the draft at hand."""
        self._acts.append(Act(action, record, version, reason, erased))
        self._planned[record.id.int] = (record, version)

    @property
    def has_acts(self) -> bool:
        """Whether the draft at hand writes anything so far."""
        return bool(self._acts)

    def planned(self, subject: UUID) -> Held[Record] | None:
        """The state that this batch brings a record to, if it writes it."""
        found = self._planned.get(subject.int)
        return None if found is None else Held(*found)

    def made(self, kind: Kind, *, beside: Record) -> tuple[str, ...]:
        """What the records of this kind are called that are made on the way to another."""
        acts = (*self.batch.acts, *self._acts)
        return tuple(
            act.record.called
            for act in acts
            if act.version == 1 and act.record.kind is kind and act.record.id != beside.id
        )

    def called(self, kind: type[R], identifier: UUID | None) -> str:
        """What a record is called that is planned or recorded."""
        for act in (*self._acts, *self.batch.acts):
            if act.record.id == identifier:
                return act.record.called
        found = by_id(self.connection, kind, [] if identifier is None else [identifier])
        return next((one.record.called for one in found.values()), "nothing")

    def archive(self, text: str) -> str:
        """Plan to keep this text; returns the hash it is kept under."""
        content = text.encode()
        name = text_digest(content)
        if name not in self.texts:
            known = lookups.archived_already(self.connection, [name])
            if name not in known:
                self._texts[name] = content
            elif words := erased_texts(self.connection, [name]).get(name):
                raise ConflictError(
                    "text_redacted",
                    f"this text is not archived again: {words}",
                    hint="hand the rest in without the text",
                    field="text",
                )
        self.texts[name] = content
        return name

    def archive_raw(self, content: bytes) -> None:
        """Plan to keep the bytes that a text was read from."""
        name = text_digest(content)
        kept = lookups.kept_raw(self.connection, name)
        if kept is None:
            self._raws[name] = content
        elif not kept:
            raise ConflictError(
                "raw_redacted",
                "these bytes were redacted, and are not archived again",
                hint="hand the rest in without them",
                field="raw_bytes",
            )

    def text(self, sha256: str) -> str:
        """The archived text of this hash; an empty one where it was redacted."""
        if sha256 not in self.texts:
            self.texts.learn([sha256], {}, lookups.archived(self.connection, sha256))
        content = self.texts[sha256]
        return "" if content is None else content.decode()

    def accept(self) -> list[Act]:
        """The draft at hand is good: what it adds becomes part of the batch."""
        accepted, self._acts = self._acts, []
        self.batch.acts += accepted
        if self._texts:
            self.batch.texts |= self._texts
            self._texts = {}
        if self._raws:
            self.batch.raws |= self._raws
            self._raws = {}
        for staged in self._staged:
            if staged.before:
                staged.keep()
        return accepted

    def reject(self) -> None:
        """The draft at hand is refused: nothing of it stays."""
        self._acts, self._texts, self._raws = [], {}, {}
        for staged in self._staged:
            staged.drop()

    def carry_on(self) -> None:
        """Write what is accepted so far, where that is much, while the rest is being planned."""
        if len(self.batch.acts) >= MANY:
            self._carry_out()

    def carry_out(self) -> list[Row]:
        """Write the rest of the batch through the gateway; returns the rows of all its entries."""
        self._carry_out()
        return self._entries

    def _carry_out(self) -> None:
        self._entries += append(self.connection, self.batch, self.author)
        self.batch = Batch()
