"""From a command to the desk and back: opens the record, prints what the verb returns."""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

import claims
from claims.cli.endings import FOUND_BAD
from claims.cli.options import then_options
from claims.cli.output import print_json, print_lines, say
from claims.settings import Settings

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded


V = TypeVar("V")
Command = Callable[..., None]
NOW = "now"

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of text."
)


def settings() -> Settings:
    """The database and the editor of this run."""
    found = click.get_current_context().obj
    assert isinstance(found, Settings)
    return found


@contextmanager
def opened_desk() -> Iterator["Desk"]:
    """The desk of this run; the database must be there."""
    given = settings()
    with claims.open(given.database, user=given.user, create=False, keys=given.keys) as desk:
        yield desk


@contextmanager
def looking_desk(as_of: str | None, known_by: str | None) -> Iterator["Desk"]:
    """The desk of this run, looking at the record as it was where a moment is given."""
    with opened_desk() as desk:
        yield desk.at(as_of=as_of, known_by=known_by)


def reads(
    render: Callable[[V], Iterable[str]], *, found_bad: Callable[[V], bool] = lambda _: False
) -> Callable[[Callable[..., V]], Command]:
    """Make a command of a function from the desk to views: `render` makes text of them.

    Adds `--json`, and `--as-of` and `--known-by`, which the function sees nothing of.
    Where `found_bad` holds of the result, the command ends with 1.
    """

    def decorate(verb: Callable[..., V]) -> Command:
        @then_options
        @json_option
        @functools.wraps(verb)
        def command(
            *, as_json: bool, as_of: str | None, known_by: str | None, **options: Any
        ) -> None:
            with looking_desk(as_of, known_by) as desk:
                found = verb(desk, **options)
            if not as_json and desk.moment != NOW:
                say(f"the record {desk.moment}")
            print_found(found, None if as_json else render)
            if found == []:
                say("nothing found")
            if found_bad(found):
                click.get_current_context().exit(FOUND_BAD)

        return command

    return decorate


def writes(verb: Callable[..., "Recorded"]) -> Command:
    """Make a command of a function that writes one record: it prints what became of it."""

    @json_option
    @functools.wraps(verb)
    def command(*, as_json: bool, **options: Any) -> None:
        with opened_desk() as desk:
            recorded = verb(desk, **options)
        for kind in ("source", "figure", "report"):
            for name in getattr(recorded, f"new_{kind}s"):
                say(f"new {kind}: {name}")
        print_found(recorded, None if as_json else recorded_text)

    return command


def recorded_text(recorded: "Recorded") -> Iterator[str]:
    """What a write came to, in one line."""
    yield f"{recorded.status} {recorded.ref}"


def print_found(found: Any, render: Callable[[Any], Iterable[str]] | None) -> None:
    """Print views as text, or as one JSON document."""
    if render is not None:
        print_lines(render(found))
        return
    from claims.schemas.views import jsonable  # noqa: PLC0415  start-up stays light

    print_json(jsonable(found))


def given(options: dict[str, Any]) -> dict[str, Any]:
    """Those of a command's options that were given."""
    return {name: value for name, value in options.items() if value not in (None, (), "")}
