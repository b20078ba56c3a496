"""Large records, each made once in a folder and used again: a million claims take a while.

    python -m bench.million --folder build/bench [--claims 1000000]

The rows of the table that only read (`bench/table.py --folder …`) take what they find there.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.importing import ROOT, import_once, make, write_lines


def lines_of(folder: Path, size: int) -> Path:
    """So many claims as JSON Lines, the same bytes each time."""
    return _kept(folder / f"claims-{size}.jsonl", lambda path: write_lines(path, size))


def record_of(folder: Path, size: int) -> Path:
    """A record of these claims, made by an import."""
    return _kept(folder / f"record-{size}.db", lambda path: _import(lines_of(folder, size), path))


def figure_of(folder: Path, size: int) -> Path:
    """A record in which all claims are on one figure (`bench/figure.py`)."""
    from bench.figure import fill  # noqa: PLC0415  only what is asked for is loaded

    return _kept(folder / f"figure-{size}.db", lambda path: fill(path, size))


def words_of(folder: Path, size: int) -> Path:
    """A record with as many words as a newsroom uses (`bench/search.py`)."""
    return _kept(folder / f"words-{size}.db", lambda path: _words(path, size))


def _import(lines: Path, path: Path) -> None:
    keys = path.parent / "keys"
    make(str(path), keys)
    import_once(lines, str(path), keys)


def _words(path: Path, size: int) -> None:
    from bench.search import fill  # noqa: PLC0415  as above
    from claims.store.engine import open_engine, read_url  # noqa: PLC0415  as above
    from claims.store.migrate import upgrade  # noqa: PLC0415  as above

    engine = open_engine(read_url(path))
    upgrade(engine)
    fill(engine, size)
    engine.dispose()


def _kept(path: Path, made: Callable[[Path], object]) -> Path:
    """The file, made under another name first, so that half of one is never taken for it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f"part-{path.name}*"):
            left.unlink()
        part = path.with_name(f"part-{path.name}")
        made(part)
        part.rename(path)
    return path


def main() -> None:
    """Make them all, and say how long each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    asked = parser.parse_args()
    for kind in (record_of, words_of):
        began = time.perf_counter()
        path = kind(asked.folder.resolve(), asked.claims)
        megabytes = path.stat().st_size / 1e6
        print(f"{path}: {megabytes:,.0f} MB, {time.perf_counter() - began:,.0f} s")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
