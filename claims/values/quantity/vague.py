"""What vague words are taken to span: a named, versioned convention.

The ranges are ours and are marked as derived wherever they are shown. A published
version never changes; other ranges are a new version beside it. Rules of `vague/1`:

- a bare plural ("hundreds") runs from two of its unit up to, not including, two of
  the next larger plural, where a writer would have used that word instead;
- "a few" is 2 to below 10, "several" 3 to below 10, "a couple" 2 to 3, of whatever follows;
- a word that gives no size ("many") is at least 1; "multiple" is at least 2.
"""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType

from claims.values.quantity.faults import invalid
from claims.values.quantity.interval import Interval

CURRENT = "vague/1"

_PLURALS = {
    "dozens": (24, 200),
    "scores": (40, 200),
    "tens": (20, 200),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 20_000),
    "tens of thousands": (20_000, 200_000),
    "hundreds of thousands": (200_000, 2_000_000),
    "millions": (2_000_000, 20_000_000),
    "tens of millions": (20_000_000, 200_000_000),
    "hundreds of millions": (200_000_000, 2_000_000_000),
    "billions": (2_000_000_000, 20_000_000_000),
}
_COUNTED = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}


def _below(low: int, high: int) -> Interval:
    return Interval(Decimal(low), Decimal(high), high_open=True)


def _entries() -> Iterator[tuple[str, Interval]]:
    yield from ((word, _below(*span)) for word, span in _PLURALS.items())
    for word, unit in {"": 1, **_COUNTED}.items():
        yield f"a few {word}".rstrip(), _below(2 * unit, 10 * unit)
        yield f"several {word}".rstrip(), _below(3 * unit, 10 * unit)
        yield f"a couple {word}".rstrip(), Interval(Decimal(2 * unit), Decimal(3 * unit))
    yield "a handful", _below(2, 10)
    yield "multiple", Interval(Decimal(2))
    yield "many", Interval(Decimal(1))
    yield "numerous", Interval(Decimal(1))


TABLES = MappingProxyType({CURRENT: MappingProxyType(dict(_entries()))})


def _spellings(entry: str) -> Iterator[str]:
    """The ways in which an entry is printed."""
    yield entry
    head, _, last = entry.rpartition(" ")
    if last in _COUNTED:
        yield f"{entry}s"
    if last in _COUNTED and head == "a couple":
        yield f"a couple of {last}"
    if entry in ("dozens", "hundreds", "thousands", "millions"):
        yield f"many {entry}"


# The words of each spelling, for the reader's longest match.
PHRASES = MappingProxyType(
    {
        tuple(spelling.split()): f"{CURRENT}:{entry}"
        for entry in TABLES[CURRENT]
        for spelling in _spellings(entry)
    }
)


def entry_of(convention: str) -> str:
    """The words of the entry that a convention names."""
    return convention.partition(":")[2]


def vague_interval(convention: str) -> Interval:
    """The span that a convention ("vague/1:dozens") stands for."""
    table, _, entry = convention.partition(":")
    try:
        return TABLES[table][entry]
    except KeyError:
        raise invalid(f'no convention table has the entry "{convention}"') from None
