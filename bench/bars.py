"""What the bench is judged by: each row of its table, at least and as aimed at."""

from dataclasses import dataclass
from typing import TypedDict

ROUNDING = 0.005  # two digits are shown, so more than them is not judged


class Result(TypedDict):
    """One line of the table, as a probe finds it: which row, where, and what it came to."""

    row: str
    where: str
    claims: int
    ours: str
    bar: str
    value: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked of a row; more is better, or less is."""

    what: str
    at_least: float
    aim: float
    unit: str = "×"
    less: bool = False

    def shown(self, value: float) -> str:
        """A value in the unit of this row."""
        digits = 2 if self.unit == "×" else 0 if value >= 100 or self.unit != "ms" else 1  # noqa: PLR2004  three digits are enough
        return f"{value:,.{digits}f} {self.unit}"

    def limit(self, value: float) -> str:
        """What is asked, with its sign."""
        return f"{'≤' if self.less else '≥'} {value:,g} {self.unit}"

    def verdict(self, value: float) -> str:
        """Whether it is met, and by how much not."""
        if self._meets(value, self.aim):
            return "aim met"
        if self._meets(value, self.at_least):
            return "met"
        off = value / self.at_least - 1 if self.less else 1 - value / self.at_least
        if off >= 1:
            return f"**short: {value / self.at_least:.1f} times as much**"
        return f"**short by {off:.0%}**"

    def _meets(self, value: float, asked: float) -> bool:
        return value <= asked + ROUNDING if self.less else value >= asked - ROUNDING


BARS = {
    "import_sqlite": Bar("`claims import` of JSONL against raw `executemany`", 0.60, 0.90),
    "import_postgresql": Bar("the same against binary COPY, foreign keys on", 0.60, 1.0),
    "import_memory": Bar("peak memory of an import", 200, 150, "MB", less=True),
    "log_sqlite": Bar("`desk.log`, committed, p50 against the raw transaction", 6, 4, less=True),
    "log_postgresql": Bar("the same", 3, 1.5, less=True),
    "writers": Bar("16 writers, 2 ms of network, against a row-locked hash chain", 5, 8),
    "provenance": Bar("provenance of one claim, p50, against raw SQL", 3, 2, less=True),
    "provenance_growth": Bar("… against its own in the smallest record", 1.3, 1.1, less=True),
    "figure": Bar(
        "four counts, range and standing of a figure, asked first", 50, 10, "ms", less=True
    ),
    "figure_again": Bar("… asked again, and kept", 50, 10, "ms", less=True),
    "figure_growth": Bar("… with ten times the claims, against that", 12, 10, less=True),
    "figure_as_of": Bar("… as of before its revisions, against now", 3, 1.5, less=True),
    "page_depth": Bar("deepest keyset page against the first", 1.3, 1.1, less=True),
    "search_first": Bar("first page of a search, any word", 20, 5, "ms", less=True),
    "stream": Bar("stream of all claims with their chains", 20_000, 60_000, "claims/s"),
    "continuum_insert": Bar("against SQLAlchemy-Continuum, versioned insert", 30, 50),
    "continuum_update": Bar("… versioned update", 30, 50),
    "sqlite_utils": Bar("against `sqlite-utils insert` of the same JSONL", 1.5, 2.5),
    "start_version": Bar("`claims --version`", 150, 100, "ms", less=True),
    "start_help": Bar("`claims --help`", 150, 100, "ms", less=True),
}
