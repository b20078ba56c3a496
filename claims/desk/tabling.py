"""Other people's tables by a mapping: every row accounted for, later versions compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from claims.desk.importing import ImportingVerbs, Progress
from claims.desk.keyset import KeySet
from claims.desk.rejects import Rejects, Tell
from claims.desk.retrying import LONG_PAUSES, repeat
from claims.desk.tally import NAMED_NEW, Tally
from claims.errors import InputError
from claims.formats.readers import Line
from claims.records import Claim
from claims.schemas.drafts import FigureDraft, SourceDraft
from claims.schemas.fields import read_draft
from claims.schemas.views import RowClaim, TableSummary
from claims.store.actions.figures import plan_figure
from claims.store.actions.judgements import plan_withdrawal
from claims.store.actions.names import find_source
from claims.store.actions.sources import plan_source
from claims.store.queries.keys import keys_beginning, withdrawals_of
from claims.store.queries.lookups import figures_by_slug
from claims.store.queries.stored import by_id
from claims.values.identity import short_ref
from claims.vocab import Action, Kind

if TYPE_CHECKING:
    from claims.formats.tables import Row
    from claims.mapping import Mapping

PAGE = 500


@dataclass(slots=True)
class _Rows:
    """What became of the rows so far, each counted where it was read."""

    read: int = 0
    made: int = 0
    lines: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    without_key: int = 0


@dataclass(slots=True)
class _Later:
    """What a later version of a table no longer has, and has again."""

    gone: list[tuple[str, UUID]] = field(default_factory=list)
    back: list[tuple[str, UUID]] = field(default_factory=list)


class TablingVerbs(ImportingVerbs):
    """Tables with columns of their own, and their later versions."""

    def import_table(  # noqa: PLR0913  one keyword for each option of the command
        self,
        files: str | Path | Sequence[str | Path],
        mapping: "Mapping | str | Path",
        *,
        update: bool = False,
        strict: bool = False,
        withdraw_absent: str | None = None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> TableSummary:
        """Import one version of a table, in one file or several, by its mapping.

        Refused rows go to `FILE.rejected.jsonl`; corrected there, that file is imported
        by the same mapping. `withdraw_absent` is the reason to withdraw what is gone.
        """
        from claims.formats.tables.opening import is_refused  # noqa: PLC0415  as above
        from claims.mapping import read_mapping  # noqa: PLC0415  only tables pay for it

        self._author()
        plan = read_mapping(Path(mapping)) if isinstance(mapping, str | Path) else mapping
        paths = [Path(one) for one in ([files] if isinstance(files, str | Path) else files)]
        import_ = _TableImport(self, plan, paths, tell)
        whole = plan.whole_table and not any(is_refused(path) for path in paths)
        if withdraw_absent is not None and not whole:
            raise InputError(
                "table_not_whole",
                "these files are not said to be the whole table, so nothing is known to be gone",
                hint="whole_table = true in the mapping says so; refused rows never are",
            )
        total = Tally()
        for path in paths:
            lines = import_.lines(path, progress)
            rejects = import_.rejects(path)
            try:
                total.add(self._import_all(lines, rejects, update=update, strict=strict))
            except InputError as error:
                raise error.at(file=str(path)) from error
            import_.count_refused()
        rows = import_.rows
        _check_accounts(rows, total, paths)
        later = self._compare(plan, import_.keys) if whole else _Later()
        return self._summary(plan, rows, total, later, withdraw=withdraw_absent, update=update)

    def _summary(  # noqa: PLR0913  what the import came to, each part under its name
        self,
        mapping: "Mapping",
        rows: _Rows,
        total: Tally,
        later: _Later,
        *,
        withdraw: str | None,
        update: bool,
    ) -> TableSummary:
        withdrawn = 0
        if withdraw is not None:
            if rows.without_key:
                raise InputError(
                    "rows_unreadable",
                    f"nothing was withdrawn: {rows.without_key:,} rows could not be read, and may "
                    f"be among the {len(later.gone):,} claims that seem gone",
                    hint="correct them in the file of refused rows, import it, and import again",
                )
            withdrawn = self._withdraw(mapping, later.gone, withdraw)
        if update:
            self._bring_back(mapping, later.back)
        return TableSummary(
            **dict(total.summary()),
            rows=rows.read,
            rows_imported=rows.made - rows.refused,
            rows_skipped=dict(rows.skipped),
            rows_refused=rows.refused,
            claims_left_out=dict(rows.left_out),
            absent=_named(later.gone),
            absent_count=len(later.gone),
            withdrawn=withdrawn,
            returned=_named(later.back),
            returned_count=len(later.back),
        )

    def _describe(self, draft: dict[str, Any]) -> None:
        """Add a source or figure that is not known; what is known stays as it is."""

        def describe() -> None:
            with self._plan() as plan:
                if draft["record"] == "source":
                    source = read_draft(SourceDraft, draft)
                    if find_source(plan, source.name) is None:
                        plan_source(plan, source, update=False)
                else:
                    figure = read_draft(FigureDraft, draft)
                    if not figures_by_slug(plan.connection, [figure.slug]):
                        plan_figure(plan, figure, update=False)

        repeat(describe, self.pauses(LONG_PAUSES))

    def _compare(self, mapping: "Mapping", keys: KeySet) -> _Later:
        """What earlier imports of this table made, against the keys that it has now."""
        later = _Later()
        with self._read() as connection:
            for page in keys_beginning(connection, f"{mapping.table}/", PAGE):
                withdrawn = withdrawals_of(connection, [claim for _, claim in page])
                for key, claim in page:
                    reason = withdrawn.get(claim)
                    if key not in keys and reason is None:
                        later.gone.append((key, claim))
                    elif key in keys and (reason or "").startswith(_gone_from(mapping)):
                        later.back.append((key, claim))
        return later

    def _withdraw(self, mapping: "Mapping", gone: list[tuple[str, UUID]], reason: str) -> int:
        if not reason.strip():
            raise InputError("field_missing", "a reason is required", field="withdraw_absent")
        why = f"{_gone_from(mapping)}{reason.strip()}"

        def withdraw(page: list[UUID]) -> None:
            with self._plan() as plan:
                for one in by_id(plan.connection, Claim, page).values():
                    if one.record.withdrawn is None:  # it may have been done before a retry
                        plan_withdrawal(plan, one, why)

        for page in _pages(gone):
            repeat(partial(withdraw, page), self.pauses(LONG_PAUSES))
        return len(gone)

    def _bring_back(self, mapping: "Mapping", back: list[tuple[str, UUID]]) -> None:
        """Let claims stand again that were withdrawn because their row was gone."""

        def bring_back(page: list[UUID]) -> None:
            with self._plan() as plan:
                for one in by_id(plan.connection, Claim, page).values():
                    if one.record.withdrawn is None:
                        continue
                    claim = replace(one.record, withdrawn=None)
                    reason = f"back in {mapping.table}"
                    plan.write(Action.REVISE, claim, version=one.revision + 1, reason=reason)

        for page in _pages(back):
            repeat(partial(bring_back, page), self.pauses(LONG_PAUSES))


class _TableImport:
    """The files of one import on their way to lines: counts rows, and keeps their keys."""

    def __init__(
        self, desk: TablingVerbs, mapping: "Mapping", paths: list[Path], tell: Tell | None
    ) -> None:
        from claims.mapping import Mapper  # noqa: PLC0415  as above
        from claims.mapping.joining import join_tables  # noqa: PLC0415  as above

        self.rows = _Rows()
        self.keys = KeySet()
        self._mapping = mapping
        self._tell = tell
        self._refused = bytearray()  # of the file at hand, by the number of the row
        joined = join_tables(mapping, paths[0]) if paths else {}
        self._mapper = Mapper(mapping, joined, desk._describe)  # noqa: SLF001  the desk's other half
        self._mapper.describe_constants()

    def lines(self, path: Path, progress: Progress | None) -> Iterator[Line]:
        """The lines that the rows of a file come to."""
        from claims.formats.tables import open_table  # noqa: PLC0415  as above

        try:
            for row in open_table(path, self._mapping.file):
                yield from self._lines_of(row)
                if progress is not None:
                    progress(1)
        except OSError as error:
            raise InputError(
                "file_unreadable", f"it cannot be read: {error.strerror}", hint="check the name"
            ) from error

    def _lines_of(self, row: "Row") -> Iterable[Line]:
        outcome = self._mapper.map_row(row)
        rows = self.rows
        rows.read += 1
        rows.left_out.update(outcome.left_out)
        rows.without_key += outcome.without_key
        if outcome.skipped is not None:
            rows.skipped[outcome.skipped] += 1
            return ()
        rows.made += 1
        rows.lines += len(outcome.lines)
        return [self._once(line) for line in outcome.lines]

    def _once(self, line: Line) -> Line:
        """The line, refused where an earlier row has its key with other content."""
        key = (line.fields or {}).get("key")
        if key is None or self.keys.add(key, orjson.dumps(line.fields)) or line.error is not None:
            return line
        error = InputError(
            "key_twice",
            f"an earlier row has the key {key!r} too, with other content",
            hint="name more columns in the `key` of the mapping, or correct the row",
            field="key",
        )
        return Line(line.number, line.fields, line.raw, error, line.kept)

    def rejects(self, path: Path) -> Rejects:
        """Where the refused rows of a file go; which they are is noted on the way."""
        self._refused = bytearray()
        return Rejects(
            path.with_name(f"{path.name}.rejected.jsonl"), read=str(path), tell=self._refuse
        )

    def _refuse(self, error: InputError) -> None:
        number = error.place.line or 0
        if number >= len(self._refused):
            self._refused.extend(bytes(number + 1024 - len(self._refused)))
        self._refused[number] = 1
        if self._tell is not None:
            self._tell(error)

    def count_refused(self) -> None:
        """Add up the refused rows of the file that was read."""
        self.rows.refused += self._refused.count(1)


def _check_accounts(rows: _Rows, total: Tally, paths: list[Path]) -> None:
    """Rows read are rows accounted for; lines made are lines accounted for."""
    if rows.read == 0:
        raise InputError("file_empty", "it holds no rows", hint="is it the right file?").at(
            file=", ".join(map(str, paths))
        )
    read = total.logged + total.unchanged + total.updated + total.rejected
    accounted = rows.made + sum(rows.skipped.values())
    assert rows.read == accounted, f"{rows.read} rows were read, {accounted} accounted for"
    assert rows.lines == read, f"{rows.lines} claims were made, {read} accounted for"
    assert rows.refused <= rows.made


def _gone_from(mapping: "Mapping") -> str:
    return f"gone from {mapping.table}: "


def _pages(found: list[tuple[str, UUID]]) -> Iterator[list[UUID]]:
    for start in range(0, len(found), PAGE):
        yield [claim for _, claim in found[start : start + PAGE]]


def _named(found: list[tuple[str, UUID]]) -> tuple[RowClaim, ...]:
    return tuple(
        RowClaim(key=key, ref=short_ref(Kind.CLAIM, claim)) for key, claim in found[:NAMED_NEW]
    )
