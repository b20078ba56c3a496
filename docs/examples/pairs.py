"""Estimates of one figure by two sources within a fortnight, and what the rules say of each pair.

python docs/examples/pairs.py claims.db > pairs.md
"""

import sys
from datetime import date
from itertools import combinations

import claims
from claims.schemas.views import StandingLine

DAYS = 14


def is_near(one: StandingLine, two: StandingLine) -> bool:
    """Both are dated to the day, are of different sources, and lie within a fortnight."""
    if one.source == two.source or one.as_of is None or two.as_of is None:
        return False
    return abs((date.fromisoformat(one.as_of) - date.fromisoformat(two.as_of)).days) <= DAYS


def cell(line: StandingLine) -> str:
    """A source with what it printed and when."""
    return f"{line.source}: {line.quantity} ({line.as_of})"


def main(database: str) -> int:
    """Print the table."""
    print("| figure | one | other | verdict | reasons |\n|---|---|---|---|---|")
    with claims.open(database, create=False) as desk:
        for figure in desk.figures():
            lines = desk.figure_view(figure.slug).claims
            for one, two in combinations(sorted(lines, key=lambda line: line.as_of or ""), 2):
                if is_near(one, two):
                    found = desk.compare(one.ref, two.ref)
                    judged = f"{found.verdict} | {', '.join(found.reasons)}"
                    print(f"| {figure.slug} | {cell(one)} | {cell(two)} | {judged} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
