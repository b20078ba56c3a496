"""Importing files of claims, with a progress bar where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.output import print_lines, say
from claims.cli.session import json_option, opened_desk, print_found
from claims.cli.text.summary import page_text, summary_text, table_text
from claims.errors import ClaimsError, InputError

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import ImportSummary

STDIN = "-"
TOLD = 10
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
                    print_lines(_text(summary)(_called(name), summary, _rejects(name)))
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
    tell = _Teller()
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


def _text(summary: "ImportSummary") -> "Callable[..., Iterator[str]]":
    return page_text if hasattr(summary, "pages") else summary_text


def _import_one(desk: "Desk", name: str, options: dict[str, Any]) -> "ImportSummary":
    tell = _Teller()
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


class _Teller:
    """Tells of refused lines as they come up; of many, the first few and how many more."""

    def __init__(self) -> None:
        self.refused = 0

    def __call__(self, error: InputError) -> None:
        self.refused += 1
        if self.refused <= TOLD:
            say(f"refused: {error}")

    def finish(self) -> None:
        if self.refused > TOLD:
            say(f"refused: {self.refused - TOLD:,} more")


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr that counts lines, if stderr is a terminal."""
    path = Path(name)
    if not sys.stderr.isatty() or not path.is_file():
        yield None
        return
    with click.progressbar(length=_lines(path), label=path.name, file=sys.stderr) as bar:
        yield bar.update


def _lines(path: Path) -> int:
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
