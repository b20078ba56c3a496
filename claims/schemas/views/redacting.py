"""What a redaction came to, and what a rebuilt database holds."""

from uuid import UUID

from claims.schemas.views.base import View
from claims.vocab import Kind


class RelatedView(View):
    """A record that may repeat, in words of its own, what was redacted."""

    kind: Kind
    ref: str


class RedactionView(View):
    """What was erased, what may still repeat it, and what is left to do about the file.

    `payloads`, `texts` and `raws` count what this act erased: revisions, archived texts, and
    raw bytes that texts were read from.
    What is left to do is done by the same call again where it is `to_be_repeated`.
    """

    kind: Kind
    ref: str
    id: UUID
    status: str
    payloads: int
    texts: int
    raws: int = 0
    may_repeat: tuple[RelatedView, ...]
    left_to_do: str | None
    to_be_repeated: bool


class RebuiltView(View):
    """A database that was laid down anew from the ledger of another."""

    database: str
    entries: int
    texts: int
    redactions: int
