"""The proofs of a report: the entries that its claims stand in, and their places in one tree.

Hashes that several paths have in common stand once, in `hashes`; a path is their places.
Where a report has too many claims, their payloads are left out (`folded`): what is
proven then is that these entries are in the tree, not what they say.
"""

from typing import Any, Literal

from claims.ledger.proofs import Header, Part, Place, Salt

MOST_PAYLOADS = 1_000


class BundledEntry(Part):
    """One entry with its place; `inclusion` has the places of its path's hashes in `hashes`."""

    header: Header
    salt: Salt | None
    payload: dict[str, Any] | None
    leaf: Place
    inclusion: list[Place]


class ProofBundle(Part):
    """What `claims check-proof` needs to check a report file.

    `document` is the SHA-256 of the file that it stands in (`claims.report.embedding`), in
    Markdown and HTML. Nobody has signed it: it tells whether the file is still whole.
    """

    proof: Literal["claims-report"]
    version: Literal[1]
    document: str | None = None
    folded: bool
    claims: list[BundledEntry]
    mentions: list[BundledEntry]
    redactions: list[BundledEntry]
    unsealed: list[str]
    hashes: list[str]
    size: Place
    checkpoint: str
    key: str
