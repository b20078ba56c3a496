"""Importing many drafts: streamed in batches, one bad line costing only itself.

A batch is one transaction, so that what was imported is whole batches. A line
that refers to a claim further down is held back until the end of the file, and
logged there together with the others of its kind, or refused.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from claims.desk.base import Base
from claims.desk.collecting import not_collecting
from claims.desk.items import Item, is_dumped, is_history, read_item
from claims.desk.planning import check_known, plan_draft, plan_together
from claims.desk.rejects import Rejects, Tell
from claims.desk.retrying import LONG_PAUSES, repeat
from claims.desk.tally import Tally
from claims.errors import InputError, NotFoundError
from claims.formats.readers import READERS, Line
from claims.schemas.drafts import ClaimDraft
from claims.schemas.views import ImportSummary
from claims.store.actions.claims import learn
from claims.store.actions.links import TARGET_UNKNOWN
from claims.vocab import LinkBasis

BATCH = 5_000
BATCH_BYTES = 32 * 1024 * 1024
PAGES, PAGE_ENDS = "claimreview", (".html", ".htm", ".xhtml", ".jsonld")
_MAY_COME_LATER = (TARGET_UNKNOWN, "ref_unknown")

Progress = Callable[[int], None]


class ImportingVerbs(Base):
    """Many drafts in one call."""

    batch: int = BATCH  # how many lines a transaction takes

    def import_file(  # noqa: PLR0913  one keyword for each option of the command
        self,
        path: str | Path,
        *,
        format: str | None = None,  # noqa: A002  the public spelling of the option
        update: bool = False,
        strict: bool = False,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> ImportSummary:
        """Import a file of drafts; refused lines go to `FILE.rejected.jsonl`, and to `tell`."""
        self._author()
        path = Path(path)
        if format == PAGES or (format is None and path.suffix.lower() in PAGE_ENDS):
            return self._import_pages(path, tell, update=update, strict=strict, progress=progress)
        reader = READERS[format_of(path, format)]
        try:
            with path.open("rb") as stream:
                return self.import_lines(
                    reader(stream),
                    Rejects(
                        path.with_name(f"{path.name}.rejected.jsonl"), read=str(path), tell=tell
                    ),
                    update=update,
                    strict=strict,
                    progress=progress,
                )
        except OSError as error:
            raise InputError(
                "file_unreadable", f"it cannot be read: {error.strerror}", hint="check the name"
            ).at(file=str(path)) from error
        except InputError as error:
            raise error.at(file=str(path)) from error

    def _import_pages(self, path: Path, tell: Tell | None, **how: Any) -> ImportSummary:
        from claims.desk.pages import import_pages  # noqa: PLC0415  only pages pay for it

        rejects = Rejects(path.with_name(f"{path.name}.rejected.jsonl"), read=str(path), tell=tell)
        try:
            return import_pages(
                path, rejects, lambda lines, rejects: self._import_all(lines, rejects, **how)
            )
        except OSError as error:
            raise InputError(
                "file_unreadable", f"it cannot be read: {error.strerror}", hint="check the name"
            ).at(file=str(path)) from error

    def import_stream(
        self,
        stream: BinaryIO,
        *,
        update: bool = False,
        strict: bool = False,
        tell: Tell | None = None,
    ) -> ImportSummary:
        """Import JSON Lines; refused ones go to `stdin.rejected.jsonl` in the working folder."""
        self._author()
        rejects = Rejects(Path("stdin.rejected.jsonl"), read="stdin", tell=tell)
        lines = READERS["jsonl"](stream)
        try:
            return self.import_lines(lines, rejects, update=update, strict=strict)
        except InputError as error:
            raise error.at(file="stdin") from error

    def import_lines(
        self,
        lines: Iterable[Line],
        rejects: Rejects,
        *,
        update: bool = False,
        strict: bool = False,
        progress: Progress | None = None,
    ) -> ImportSummary:
        """Import what a reader yields, batch by batch."""
        total = self._import_all(lines, rejects, update=update, strict=strict, progress=progress)
        summary = total.summary()
        if summary.read == 0:
            raise InputError("file_empty", "it holds no drafts", hint="is it the right file?")
        return summary

    def _import_all(
        self,
        lines: Iterable[Line],
        rejects: Rejects,
        *,
        update: bool,
        strict: bool,
        progress: Progress | None = None,
    ) -> Tally:
        total, held = Tally(), list[Item]()
        with rejects:
            batches = _batches(lines, self.batch)
            while read := self._import_next(
                batches, held, rejects, total, update=update, strict=strict
            ):
                if progress is not None:
                    progress(read)
            while held:
                held = self._import_together(held, rejects, total, update=update, strict=strict)
        self._sealer.seal_waiting(self._engine)
        return total

    def _import_next(  # noqa: PLR0913  what all of an import shares
        self,
        batches: Iterator[list[Line]],
        held: list[Item],
        rejects: Rejects,
        total: Tally,
        *,
        update: bool,
        strict: bool,
    ) -> int:
        """Read and import one batch, all of which is let go of before the next; its lines."""
        with not_collecting():
            batch = next(batches, [])
            if not batch:
                return 0
            items = [item for line in batch if (item := _read(line, rejects, total))]
            held += self._import_batch(items, rejects, total, update=update, strict=strict)
        return len(batch)

    def _import_batch(
        self, items: list[Item], rejects: Rejects, total: Tally, *, update: bool, strict: bool
    ) -> list[Item]:
        """One transaction; returns the lines that refer to something not yet there.

        What is refused is told once the rest is written: a transaction may have to be repeated.
        """
        done = repeat(
            lambda: self._plan_batch(items, update=update, strict=strict),
            self.pauses(LONG_PAUSES),
        )
        for line, error in done.refused:
            _reject(rejects, line, error, total)
        total.add(done.tally)
        return done.held

    def _plan_batch(self, items: list[Item], *, update: bool, strict: bool) -> "_Done":
        done = _Done()
        with self._plan(strict=strict, basis=LinkBasis.IMPORT, many=True) as plan:
            learn(plan, [one.draft for one in items if isinstance(one.draft, ClaimDraft)])
            for item in items:
                try:
                    check_known(plan, item)
                    status = plan_draft(plan, item, update=update)
                except InputError as error:
                    plan.reject()
                    if isinstance(error, NotFoundError) and error.code in _MAY_COME_LATER:
                        done.held.append(replace(item, as_id=plan.author.new_id()))
                    else:
                        done.refused.append((item.line, error))
                else:
                    done.tally.count(status, plan.accept())
                    plan.carry_on()
        return done

    def _import_together(
        self, items: list[Item], rejects: Rejects, total: Tally, *, update: bool, strict: bool
    ) -> list[Item]:
        """Log lines that refer to each other in one transaction, or refuse the bad ones among them.

        Returns the lines to try again without those that were refused.
        """
        try:
            tally = repeat(
                lambda: self._plan_all(items, update=update, strict=strict),
                self.pauses(LONG_PAUSES),
            )
        except _FailedError as found:
            failed = found.failed
            for item in items:
                if id(item.line) in failed:
                    _reject(rejects, item.line, failed[id(item.line)], total)
            return [item for item in items if id(item.line) not in failed]
        total.add(tally)
        return []

    def _plan_all(self, items: list[Item], *, update: bool, strict: bool) -> Tally:
        tally = Tally()
        with self._plan(strict=strict, basis=LinkBasis.IMPORT) as plan:
            failed = plan_together(plan, items, tally, update=update)
            if failed:
                raise _FailedError(failed)  # leaving the block is what rolls back
        return tally


@dataclass(slots=True)
class _Done:
    """What a transaction comes to."""

    held: list[Item] = field(default_factory=list)
    refused: list[tuple[Line, InputError]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


class _FailedError(Exception):
    """Leave the transaction without committing: these lines are bad, each by its identity.

    A number is not enough: a row of a table may make several.
    """

    def __init__(self, failed: dict[int, InputError]) -> None:
        self.failed = failed


def format_of(path: Path, given: str | None) -> str:
    """The format of a file: as given, else by the end of its name."""
    name = given or {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}.get(path.suffix.lower())
    if name not in READERS:
        raise InputError(
            "format_unknown",
            f"it is not said in which format {path.name} is",
            hint=f"give --format {'|'.join((*READERS, PAGES))}",
        ).at(file=str(path))
    return name


def _batches(lines: Iterable[Line], most: int) -> Iterator[list[Line]]:
    batch, size = list[Line](), 0
    for line in lines:
        batch.append(line)
        size += len(line.raw)
        if len(batch) >= most or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(line: Line, rejects: Rejects, tally: Tally) -> Item | None:
    """The draft in a line; None where it is refused, or holds nothing to import."""
    tally.ids_ignored |= is_dumped(line)
    if is_history(line):
        tally.unchanged += 1
        return None
    try:
        return read_item(line)
    except InputError as error:
        _reject(rejects, line, error, tally)
        return None


def _reject(rejects: Rejects, line: Line, error: InputError, tally: Tally) -> None:
    rejects.write(line, error)
    tally.rejected += 1
