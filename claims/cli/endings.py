"""How a command ends: exit codes, and errors as an editor reads them. The one place for both."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from claims.cli.output import say
from claims.errors import ClaimsError, DatabaseError

DONE, FOUND_BAD, WRONG_INPUT, NO_DATABASE, INTERRUPTED = 0, 1, 2, 3, 130


class Failure(click.ClickException):
    """An error of ours on its way out: `error: <place>: <message>`, then what to do about it."""

    exit_code = WRONG_INPUT

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it where messages go."""
        del file
        for line in self.lines:
            say(line)


class DatabaseFailure(Failure):
    """The database is not there for us."""

    exit_code = NO_DATABASE


@contextmanager
def ending(ctx: click.Context) -> Iterator[None]:
    """Turn whatever stops a command into a message and an exit code, never a traceback."""
    try:
        yield
        if sys.stdout is not None:  # closed by whoever started us
            sys.stdout.flush()
    except ClaimsError as error:
        failure = DatabaseFailure if isinstance(error, DatabaseError) else Failure
        raise failure(*_lines(error)) from error
    except BrokenPipeError:
        _let_go_of_stdout()
        ctx.exit(DONE)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        raise Failure(f"error: {name}{error.strerror or error}") from error
    except KeyboardInterrupt:
        ctx.exit(INTERRUPTED)


def _lines(error: ClaimsError) -> Iterator[str]:
    place, message = str(error.place), error.message
    listed = ", ".join(error.candidates)
    if listed and message.endswith(listed):
        message = message.removesuffix(listed).rstrip(" :") + ":"
    yield f"error: {place}: {message}" if place else f"error: {message}"
    yield from (f"    {candidate}" for candidate in error.candidates)
    if error.hint:
        yield f"  {error.hint}"


def _let_go_of_stdout() -> None:
    """Whoever read us has left: what is still buffered goes nowhere, and nobody complains."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
