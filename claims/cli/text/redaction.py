"""A redaction, and a rebuilt database, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import fields, listed
from claims.cli.text.words import many, phrase

if TYPE_CHECKING:
    from claims.schemas.views import RebuiltView, RedactionView

NAMED = 20  # more of one kind than this are counted; --json lists them


def redaction_text(found: "RedactionView") -> Iterator[str]:
    """What was erased, and what may still say the same."""
    yield f"{found.status} {found.ref}"
    texts = many(found.texts, "archived text") if found.texts else None
    raws = many(found.raws, "page") + " as fetched" if found.raws else None
    erased = phrase([many(found.payloads, "revision"), texts, raws]) if found.payloads else None
    yield from fields([("erased", erased)])
    yield from fields(listed("may repeat", _repeating(found)))


def _repeating(found: "RedactionView") -> Iterator[str]:
    """A line for each kind; what is named can be redacted as well."""
    for kind in dict.fromkeys(one.kind for one in found.may_repeat):
        refs = [one.ref for one in found.may_repeat if one.kind == kind]
        more = len(refs) - NAMED
        told = f"{' '.join(refs[:NAMED])}{f' and {more:,} more' if more > 0 else ''}"
        yield f"{many(len(refs), kind)}: {told}"


def rebuilt_text(found: "RebuiltView") -> Iterator[str]:
    """What the new database holds."""
    yield f"rebuilt {found.database}"
    texts = many(found.texts, "archived text") if found.texts else None
    redactions = many(found.redactions, "redaction") if found.redactions else None
    yield from fields([("holds", phrase([f"{found.entries:,} entries", texts, redactions]))])
