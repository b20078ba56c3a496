"""Proofs to hand out: one entry of the ledger, with all that it takes to check it offline.

A proof is a JSON document (`docs/ledger.md` lists its fields). It is checked with
nothing at hand but itself and, if the reader has them, a key and an older checkpoint.
What it tells of the record is derived again from entries that are proven, and
compared: no word of it can be changed unseen. Checking says what is wrong and never
raises, whatever the document holds; only what is no proof at all cannot be read.
"""

from claims.ledger.proofs.checking import Checked, Extended, Trust, check, entry_faults
from claims.ledger.proofs.document import (
    VERSION,
    Consistency,
    Header,
    Part,
    Place,
    Proof,
    ProvenEntry,
    Redaction,
    Salt,
    Told,
    read_hashes,
    write_hashes,
)
from claims.ledger.proofs.reading import LONGEST, read_document, read_part, read_proof
from claims.ledger.proofs.telling import identities, told

__all__ = [
    "LONGEST",
    "VERSION",
    "Checked",
    "Consistency",
    "Extended",
    "Header",
    "Part",
    "Place",
    "Proof",
    "ProvenEntry",
    "Redaction",
    "Salt",
    "Told",
    "Trust",
    "check",
    "entry_faults",
    "identities",
    "read_document",
    "read_hashes",
    "read_part",
    "read_proof",
    "told",
    "write_hashes",
]
