"""`python -m tests.differential --old CHECKOUT`: do two versions answer the same?

Ends with 1 where they do not, and tells where.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.differential.comparing import INTENDED, read_intended
from tests.differential.histories import (
    TABLES,
    History,
    demo_history,
    random_history,
    table_history,
)
from tests.differential.playing import ROOT, Result, old_checkout, versions
from tests.servers import release, reserve

WRITTEN = ROOT / "bench" / "DIFFERENTIAL.md"
SHOWN = 12


def main(argv: list[str]) -> int:
    """Play what is asked for, print a table, keep it in bench/."""
    asked = _parser().parse_args(argv)
    old, new = old_checkout(asked.old), Path(asked.new).resolve()
    begun = time.perf_counter()
    results: list[Result] = []
    reserve()
    try:
        with versions(
            old, new, intended=read_intended(Path(asked.intended)), relabelled=asked.relabel
        ) as both:
            for history in _histories(asked):
                for engine in _engines(asked, history):
                    results.append(both.play(history, engine=engine))
                    _print(results[-1], asked.shown)
    finally:
        release()
    told = _written(results, _commit(old), _commit(new), time.perf_counter() - begun)
    if not asked.no_record:
        WRITTEN.write_text(told, encoding="utf-8")
    print(told)
    return int(any(result.differences for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--old", help="a checkout of the old version; else $CLAIMS_OLD")
    parser.add_argument("--new", default=str(ROOT), help="else this one")
    parser.add_argument("--seeds", type=int, default=3, help="how many random histories")
    parser.add_argument("--first", type=int, default=1, help="the seed of the first")
    parser.add_argument("--steps", type=int, default=70, help="how long each is")
    parser.add_argument("--postgresql", action="store_true", help="on a server as well")
    parser.add_argument(
        "--shared", default=str(ROOT.parent / "shared"), help="with tables in data/"
    )
    parser.add_argument("--tables", nargs="*", default=[], choices=[*TABLES, "all"])
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--intended", default=str(INTENDED), help="what may differ")
    parser.add_argument(
        "--relabel", action="store_true", help="identities by order of appearance, not as they are"
    )
    parser.add_argument("--shown", type=int, default=SHOWN, help="differences told of each")
    parser.add_argument("--no-record", action="store_true", help="leave bench/ as it is")
    return parser


def _histories(asked: argparse.Namespace) -> Iterator[History]:
    if not asked.no_demo:
        yield demo_history()
    for seed in range(asked.first, asked.first + asked.seeds):
        yield random_history(seed, steps=asked.steps)
    tables = list(TABLES) if "all" in asked.tables else asked.tables
    for name in tables:
        yield table_history(name, Path(asked.shared))


def _engines(asked: argparse.Namespace, history: History) -> list[str]:
    """A server too where that is asked for; what large tables say there is said by the others."""
    server = asked.postgresql and not history.name.startswith("table")
    return ["sqlite", "postgresql"] if server else ["sqlite"]


def _print(result: Result, shown: int) -> None:
    print(_row(result), flush=True)
    for difference in result.differences[:shown]:
        print(f"  {difference}")
    if len(result.differences) > shown:
        print(f"  … and {len(result.differences) - shown} more")
        answers: dict[str, int] = {}
        for one in result.differences:
            verb = " ".join(one.answer.split()[:2])
            answers[verb] = answers.get(verb, 0) + 1
        print(f"  by question: {json.dumps(answers)}")


def _row(result: Result) -> str:
    cells = (
        result.history,
        result.engine,
        f"{result.steps} ({result.refused} refused, {result.crashed} crashed)",
        result.answers,
        len(result.differences),
        result.intended,
        f"{result.seconds[0]:.1f} / {result.seconds[1]:.1f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def _written(results: list[Result], old: str, new: str, seconds: float) -> str:
    lines = [
        "# Do two versions answer the same?",
        "",
        f"The last run of `python -m tests.differential`: {old} against {new}, {seconds:.0f} s.",
        "What is meant to differ stands in `tests/differential/intended.toml`.",
        "",
        "| history | engine | writes | questions | differences | intended | seconds old / new |",
        "|---|---|---|---|---|---|---|",
        *map(_row, results),
        "",
    ]
    return "\n".join(lines)


def _commit(checkout: Path) -> str:
    command = ["git", "-C", str(checkout), "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or checkout.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
