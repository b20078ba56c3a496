"""What mapping a foreign table costs, and that its memory does not grow with the table.

    python bench/mapping.py [--rows 20000 200000] [--import]

A CSV of two measured columns is read and mapped, each row into two claims; with --import
it is also written to an SQLite database. Each size runs in a process of its own, whose
peak memory is what to read: a ten times larger table must not need more.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAPPING = """
table = "bench"
[dates]
order = "day-first"
[[claim]]
columns = ["low", "high"]
key = "{date|date} {place} {n} {@column}"
statement = "{@value} people were hurt in {place}, says {source}"
figure = "toll-{@column}"
quantity = { value = "{@value}" }
source = "{source}"
reporter = "Bench"
said = "{date}"
"""


def write_table(path: Path, rows: int) -> None:
    """The table, the same bytes each time."""
    with path.open("w") as file:
        file.write("n,date,place,low,high,source\n")
        for n in range(rows):
            file.write(
                f"{n},{1 + n % 28}/{1 + n % 12}/2024,Place {n % 500},{n},{n + 7},S{n % 90}\n"
            )


def run(folder: Path, *, into: bool) -> None:
    """Map the table, or import it; prints the lines, seconds and peak memory."""
    import claims  # noqa: PLC0415  each size in a process of its own
    from claims.formats.tables import open_table  # noqa: PLC0415
    from claims.mapping import Mapper, read_mapping  # noqa: PLC0415

    table, mapping = folder / "table.csv", folder / "map.toml"
    started, lines = time.perf_counter(), 0
    if into:
        with claims.open(str(folder / "bench.db"), user="bench", keys=str(folder / "keys")) as desk:
            lines = desk.import_table(table, mapping).read
    else:
        plan = read_mapping(mapping)
        mapper = Mapper(plan, {}, lambda _: None)
        for row in open_table(table, plan.file):
            lines += len(mapper.map_row(row).lines)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{lines:>9,} claims  {seconds:7.1f} s  {lines / seconds:>8,.0f} /s  peak {peak:6.1f} MB")


def main() -> None:
    """Run each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--import", dest="into", action="store_true")
    parser.add_argument("--within", type=Path)
    given = parser.parse_args()
    if given.within is not None:
        run(given.within, into=given.into)
        return
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_table(folder / "table.csv", rows)
            (folder / "map.toml").write_text(MAPPING)
            again = [sys.executable, __file__, "--within", name, *(["--import"] * given.into)]
            subprocess.run(again, check=True)  # itself


if __name__ == "__main__":
    main()
