"""How things are called in a PROV document: namespaces, and what stands in which of them."""

from urllib.parse import quote
from uuid import UUID

# Terms of ours; what has a UUID; what has none of its own; archived bytes by their hash.
NAMESPACES = {
    "claims": "urn:claims-desk:terms:",
    "uuid": "urn:uuid:",
    "desk": "urn:claims-desk:things:",
    "sha256": "hash://sha256/",
}


def thing(identity: UUID) -> str:
    """A record."""
    return f"uuid:{identity}"


def term(word: str) -> str:
    """A word of ours."""
    return f"claims:{word}"


def text(sha256: str) -> str:
    """Archived bytes."""
    return f"sha256:{sha256}"


def editor(name: str) -> str:
    """Whoever writes in the record."""
    return f"desk:editor-{quote(name, safe='')}"


def part(kind: str, identity: UUID, *places: int) -> str:
    """What a record has several of: its revisions, the hops of its chain."""
    return "-".join([f"desk:{kind}", str(identity), *map(str, places)])
