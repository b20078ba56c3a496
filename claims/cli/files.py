"""Files in and out: importing, mapping foreign tables, exporting, and the JSON Schema."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.options import then_options
from claims.cli.output import many, print_json, print_lines, say, whole_file
from claims.cli.session import json_option, looking_desk, opened_desk, print_found
from claims.errors import ClaimsError, InputError

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import ImportSummary, PageSummary, RowClaim, TableSummary


NAMED = 20  # more new names than this are counted; --json lists them


def summary_text(name: str, summary: "ImportSummary", rejects: str) -> Iterator[str]:
    """Counts, then what is new, then where the refused lines are."""
    yield (
        f"{name}: read {summary.read:,}, logged {summary.logged:,}, "
        f"unchanged {summary.unchanged:,}, updated {summary.updated:,}, "
        f"rejected {summary.rejected:,}"
    )
    yield from _new("source", summary.new_sources)
    yield from _new("figure", summary.new_figures)
    yield from _new("report", summary.new_reports)
    if summary.rejected:
        yield f"  rejected lines, with reasons: {rejects}"


def _new(kind: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names[:NAMED]:
        yield f"  new {kind}: {name}"
    if len(names) > NAMED:
        yield f"  and {len(names) - NAMED:,} more new {kind}s (--json lists them)"


def table_text(name: str, summary: "TableSummary") -> Iterator[str]:
    """The rows and why some were skipped, then the claims, then what is gone or back."""
    skipped = sum(summary.rows_skipped.values())
    yield (
        f"{name}: {summary.rows:,} rows: {summary.rows_imported:,} imported, "
        f"{skipped:,} skipped, {summary.rows_refused:,} refused"
    )
    yield from _counted("rows skipped", summary.rows_skipped)
    yield from _counted("claims left out", summary.claims_left_out)
    first, *rest = summary_text("claims", summary, "FILE.rejected.jsonl beside each file")
    yield f"  {first}"
    yield from rest
    yield from _later("gone from the table", summary.absent, summary.absent_count)
    if summary.withdrawn:
        yield f"  withdrawn for it: {summary.withdrawn:,}"
    elif summary.absent_count:
        yield "  --withdraw-absent REASON withdraws them; nothing is deleted"
    yield from _later("in the table again", summary.returned, summary.returned_count)


def page_text(name: str, summary: "PageSummary", rejects: str) -> Iterator[str]:
    """The pages and their blocks, then the claims, then what was repaired or left out."""
    yield from summary_text(name, summary, rejects)
    yield (
        f"  {many(summary.pages, 'page')}, {summary.pages_without:,} without JSON-LD; "
        f"{many(summary.blocks, 'block')}: {summary.blocks_read:,} read, "
        f"{summary.blocks_malformed:,} malformed, {summary.blocks_other:,} of other types"
    )
    for note in summary.notes[:NAMED]:
        yield f"  note: {note}"
    if summary.notes_count > NAMED:
        yield f"  and {summary.notes_count - NAMED:,} more notes (--json lists them)"


def _counted(what: str, reasons: dict[str, int]) -> Iterator[str]:
    for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))[:NAMED]:
        yield f"  {what}: {count:,}: {reason}"
    if len(reasons) > NAMED:
        yield f"  and {len(reasons) - NAMED:,} more reasons (--json lists them)"


def _later(what: str, claims: "tuple[RowClaim, ...]", count: int) -> Iterator[str]:
    for claim in claims[:NAMED]:
        yield f"  {what}: {claim.ref} {claim.key}"
    if count > NAMED:
        yield f"  and {count - NAMED:,} more {what} (--json lists them)"


STDIN = "-"
SHOWN_REFUSALS = 10
IDS_IGNORED = "its ids, names and times of logging are not imported; only `rebuild` keeps those"
_CHUNK = 1 << 20


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    type=click.Choice(["jsonl", "csv", "claimreview"]),
    help="What the files are; else the ends of their names say so.",
)
@click.option(
    "--map",
    "mapping",
    type=click.Path(),
    metavar="MAP.toml",
    help="How the rows of somebody else's table become claims (`claims map` writes one).",
)
@click.option("--update", is_flag=True, help="Revise claims whose keys are known.")
@click.option(
    "--withdraw-absent",
    metavar="REASON",
    help="With --map: withdraw what an earlier import had and the table no longer has.",
)
@click.option("--strict", is_flag=True, help="Refuse unknown sources, figures and reports.")
@json_option
def import_files(
    *,
    files: tuple[str, ...],
    as_json: bool,
    mapping: str | None,
    withdraw_absent: str | None,
    **options: Any,
) -> None:
    """Log the claims in each FILE: JSON Lines, CSV or ClaimReview; `-` reads JSON Lines.

    A bad line costs only itself: it goes to FILE.rejected.jsonl with the reason,
    to be corrected there and imported again. Ends with 1 if there are such lines.
    A line that carries a key may be imported any number of times.

    ClaimReview is what fact-checkers publish: pages (.html), JSON-LD, or JSON Lines of them.

    With --map the FILEs are one version of a table with columns of its own: CSV, TSV,
    XLSX, JSON, JSON Lines, or folders of Markdown files with front matter.
    """
    if mapping is not None:
        _import_table(files, mapping, withdraw_absent, options, as_json=as_json)
        return
    if withdraw_absent is not None:
        raise click.UsageError("--withdraw-absent goes with --map")
    if STDIN in files and options["format"] not in (None, "jsonl"):
        raise click.UsageError("stdin is read as JSON Lines; --format is not for it")
    done: list[tuple[str, ImportSummary]] = []
    with opened_desk() as desk:
        try:
            for name in files:
                summary = _import_one(desk, name, options)
                done.append((name, summary))
                if not as_json:
                    print_lines(_summary_writer(summary)(_called(name), summary, _rejects(name)))
        except ClaimsError:
            _say_what_stays(done)
            raise
    if as_json:
        print_found(_sum([summary for _, summary in done]), None)
    if any(summary.rejected for _, summary in done):
        click.get_current_context().exit(FOUND_BAD)


def _import_table(
    files: tuple[str, ...],
    mapping: str,
    withdraw_absent: str | None,
    options: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    if STDIN in files or options.pop("format") is not None:
        raise click.UsageError("with --map the mapping says the format, and stdin is not read")
    tell = _Refusals()
    with opened_desk() as desk, _progress(files[0] if len(files) == 1 else "") as step:
        summary = desk.import_table(
            files, mapping, withdraw_absent=withdraw_absent, progress=step, tell=tell, **options
        )
    tell.finish()
    if as_json:
        print_found(summary, None)
    else:
        print_lines(table_text(", ".join(files), summary))
    if summary.rejected:
        click.get_current_context().exit(FOUND_BAD)


def _summary_writer(summary: "ImportSummary") -> "Callable[..., Iterator[str]]":
    return page_text if hasattr(summary, "pages") else summary_text


def _import_one(desk: "Desk", name: str, options: dict[str, Any]) -> "ImportSummary":
    tell = _Refusals()
    if name == STDIN:
        how = {name: value for name, value in options.items() if name != "format"}
        summary = desk.import_stream(sys.stdin.buffer, tell=tell, **how)
    else:
        with _progress(name) as step:
            summary = desk.import_file(name, progress=step, tell=tell, **options)
    tell.finish()
    if summary.ids_ignored:
        say(f"{_called(name)}: {IDS_IGNORED}")
    return summary


class _Refusals:
    """Tells of refused lines as they come up; of many, the first few and how many more."""

    def __init__(self) -> None:
        self.refused = 0

    def __call__(self, error: InputError) -> None:
        self.refused += 1
        if self.refused <= SHOWN_REFUSALS:
            say(f"refused: {error}")

    def finish(self) -> None:
        if self.refused > SHOWN_REFUSALS:
            say(f"refused: {self.refused - SHOWN_REFUSALS:,} more")


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr that counts lines, if stderr is a terminal."""
    path = Path(name)
    if not sys.stderr.isatty() or not path.is_file():
        yield None
        return
    with click.progressbar(length=_line_count(path), label=path.name, file=sys.stderr) as bar:
        yield bar.update


def _line_count(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))


def _called(name: str) -> str:
    return "stdin" if name == STDIN else name


def _rejects(name: str) -> str:
    return f"{_called(name)}.rejected.jsonl"


def _say_what_stays(done: "list[tuple[str, ImportSummary]]") -> None:
    if done:
        names = ", ".join(_called(name) for name, _ in done)
        say(f"imported before the error, and kept: {names}")


def _sum(summaries: "list[ImportSummary]") -> dict[str, Any]:
    """One summary of several files: numbers added up, lists one after the other."""
    total, *others = (summary.as_json() for summary in summaries)
    for other in others:
        total = other | {
            name: value + other[name] if name in other else value for name, value in total.items()
        }
    return total


@click.command("map")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it; stdout if not given.",
)
def propose_mapping(*, file: str, output: Path | None) -> None:
    """Look at a table and write a first mapping for it, with comments to edit.

    FILE is CSV, TSV, XLSX, JSON, JSON Lines, or a folder of Markdown files with front
    matter. No database is needed; `claims import FILE --map MAP.toml` imports it.
    """
    from claims.mapping.proposing import propose  # noqa: PLC0415  start-up stays light

    try:
        text = propose(Path(file))
    except OSError as error:
        raise InputError("file_unreadable", f"it cannot be read: {error.strerror}").at(
            file=error.filename or file
        ) from error
    except InputError as error:
        raise error.at(file=file) from error
    if output is None:
        click.echo(text, nl=False)
        return
    with whole_file(output, replace=False) as stream:
        stream.write(text.encode())
    say(f"written to {output}: edit it, then `claims import {file} --map {output}`")


@click.command()
@click.option(
    "--format",
    metavar="FORMAT",
    default="jsonl",
    show_default=True,
    help="jsonl, csv, claimreview, prov, provn or datasette.",
)
@click.option(
    "--with-ids",
    is_flag=True,
    help="With ids, who wrote what when, and what was withdrawn: to compare two databases by.",
)
@click.option(
    "--claim",
    metavar="REF",
    help="With prov (PROV-JSON) or provn (PROV-N): the claim whose provenance it is.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of to stdout.",
)
@then_options
def export(  # noqa: PLR0913  one argument for each option
    *,
    format: str,  # noqa: A002  click's word
    with_ids: bool,
    claim: str | None,
    output: Path | None,
    as_of: str | None,
    known_by: str | None,
) -> None:
    """Write all that is recorded, as JSON Lines that `import` takes.

    Importing it into an empty database and exporting again gives the same bytes. Ids,
    earlier revisions and who wrote what when are history, which `rebuild` keeps.

    With `--format claimreview`, the claims that somebody rated, as JSON-LD for others; with
    `csv`, a row for each claim, which `import` takes too; with `prov` or `provn` and `--claim`,
    where one claim comes from, as W3C PROV; with `datasette` and `--output`, an SQLite file of
    flat tables for Datasette, and its metadata beside it.
    """
    with looking_desk(as_of, known_by) as desk:
        if format == "datasette" and output is not None and not with_ids and claim is None:
            for made in desk.export_datasette(output):
                say(f"wrote {made.name}")
            return
        lines = desk.export(format=format, with_ids=with_ids, claim=claim, left_out=_left_out)
        if output is None:
            _write_lines(lines, sys.stdout.buffer)
            return
        with whole_file(output) as stream:
            count = _write_lines(lines, stream)
    say(f"wrote {count:,} lines to {output}")


def _left_out(claims: int) -> None:
    if claims:
        say(f"left out: {many(claims, 'claim')} that nobody rated")


def _write_lines(lines: Iterable[bytes], stream: BinaryIO) -> int:
    """Returns how many lines there were."""
    count = 0
    for part in lines:
        stream.write(part)
        count += part.count(b"\n")
    stream.flush()
    return count


RECORDS = ("claim", "source", "figure", "report", "story", "ruling", "refusal", "waiver")


@click.command()
@click.option(
    "--record",
    type=click.Choice(RECORDS),
    default="claim",
    show_default=True,
    help="Which kind of line.",
)
@click.option("--mapping", is_flag=True, help="Of a mapping for `import --map` instead.")
@click.option("--report", is_flag=True, help="Of what `sourcing --json` prints instead.")
@click.option("--difference", is_flag=True, help="Of what `sourcing --diff --json` prints.")
def schema(*, record: str, mapping: bool, report: bool, difference: bool) -> None:
    """Print the JSON Schema of a claim as input, of another record, or of a sourcing report.

    It is what a line of JSONL holds, and what the options of `log` and the columns
    of a CSV file are called. No database is needed.
    """
    if mapping:
        from claims.mapping import Mapping  # noqa: PLC0415  start-up stays light

        print_json(Mapping.model_json_schema())
        return
    if report or difference:
        from claims.report import json as reports  # noqa: PLC0415  start-up stays light

        print_json(reports.report_schema() if report else reports.difference_schema())
        return
    from claims.schemas.drafts import DRAFTS  # noqa: PLC0415  start-up stays light

    print_json(DRAFTS[record].model_json_schema())
