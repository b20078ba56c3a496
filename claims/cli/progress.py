"""A bar for what takes its time, where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def steps(label: str) -> Iterator[Callable[[int, int], None]]:
    """Takes how many of how many steps are done; a bar on stderr, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""
    del done, total
