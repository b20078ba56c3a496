"""What many tests begin with, recorded once a worker and copied for each of them.

A copy is the whole of what was left behind: the files of the test's folder (the database,
keys), what was handed back, the time on the clock, and the dice, so that nothing recorded
later gets an identity that is taken.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine

from tests.ground import Clock

T = TypeVar("T")


class Once(Protocol):
    """How a fixture has something recorded: `once(function)` gives what the function gives."""

    def __call__(self, record: Callable[[], T], /) -> T:
        """Record it, or take a copy of what was recorded before."""
        ...


@dataclass(frozen=True)
class Scene:
    """All that a recording may change."""

    engine: Engine
    folder: Path
    clock: Clock
    dice: random.Random


@dataclass(frozen=True)
class _Draft:
    folder: Path
    found: Any
    now: datetime
    dice: Any


class Drafts:
    """The recordings of one worker, by the function that made them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, _Draft] = {}

    def record(self, scene: Scene, record: Callable[[], T]) -> T:
        """What `record` gives, with all that it leaves behind in the scene."""
        name = f"{record.__module__}.{record.__qualname__}"
        draft = self._known.get(name)
        if draft is None:
            draft = self._known[name] = self._made(scene, record)
        else:
            scene.engine.dispose()  # nobody holds on to what stood there before
            shutil.copytree(draft.folder, scene.folder, dirs_exist_ok=True)
            scene.clock.now = draft.now
            scene.dice.setstate(draft.dice)
        found: T = draft.found
        return found

    def _made(self, scene: Scene, record: Callable[[], T]) -> _Draft:
        found = record()
        scene.engine.dispose()  # what stands in the log of the database goes into its file
        folder = shutil.copytree(scene.folder, self._folder / str(len(self._known)))
        return _Draft(Path(folder), found, scene.clock.now, scene.dice.getstate())
