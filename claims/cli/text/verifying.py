"""A verification as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import fields, paragraph
from claims.cli.text.words import many

if TYPE_CHECKING:
    from claims.schemas.views import VerifyView


def verify_text(found: "VerifyView") -> Iterator[str]:
    """Whether all is well, how much was read, and each problem with its record."""
    number = len(found.problems) + found.more
    tail = f"{found.unsealed:,} (no fault: `claims seal`)" if found.unsealed else None
    untouched = "nothing that was read was touched" if found.since else "nothing was touched"
    yield untouched if found.ok else f"{many(number, 'problem')} found"
    yield from fields(
        [
            ("entries", f"{found.entries:,}"),
            ("sealed", f"{found.sealed:,}"),
            ("not sealed", tail),
            ("redactions", f"{found.redactions:,}" if found.redactions else None),
            ("read from", f"entry {found.since + 1:,} on" if found.since else None),
            ("checkpoint", _head(found.checkpoint)),
        ]
    )
    for one in found.problems:
        yield from paragraph(f"{one.message} [{one.table}]", lead=one.record)
    if found.more:
        yield f"and {found.more:,} more"


def _head(note: str | None) -> str | None:
    """The size and the root of a checkpoint, as they are read out over a telephone."""
    if note is None:
        return None
    origin, size, root, *_ = note.split("\n")
    return f"{origin}, {int(size):,} entries, root {root}"
