"""Identity of records: UUIDv7 made by the client, and a short reference for people.

Time and randomness are passed in, so the same arguments give the same identity.
A short reference is a letter for the kind and eight characters of Crockford
base32 taken from the UUID's random part; twelve are kept, so a clash of eight
can be told apart by typing more.
"""

import re
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from claims.vocab import Kind

ENTROPY_BYTES = 8
SHOWN = 8
KEPT = 12
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_KEPT_BITS = (1 << 5 * KEPT) - 1
_PAIRS = [one + two for one in _ALPHABET for two in _ALPHABET]
_READ_AS = str.maketrans("oil", "011")
_LETTERS = {
    Kind.SOURCE: "s",
    Kind.FIGURE: "f",
    Kind.REPORT: "r",
    Kind.CLAIM: "c",
    Kind.LINK: "l",
    Kind.NOTICE: "n",
    Kind.REVIEW: "v",
    Kind.STORY: "t",
    Kind.RULING: "u",
    Kind.REFUSAL: "x",
    Kind.WAIVER: "w",
    Kind.KEY: "k",
    Kind.RATING: "g",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_REF = re.compile(rf"([{''.join(_KINDS)}])-([0-9a-z]{{1,{KEPT}}})", re.IGNORECASE | re.ASCII)
_HEX = re.compile(
    "[0-9a-f]{8}-?[0-9a-f]{0,4}-?[0-9a-f]{0,4}-?[0-9a-f]{0,4}-?[0-9a-f]{0,12}", re.IGNORECASE
)


def new_id(at: datetime, sequence: int, entropy: bytes) -> UUID:
    """A UUIDv7 (RFC 9562) of the moment `at`, a counter, and eight random bytes.

    The counter stands in the twelve bits after the milliseconds and runs over
    into them, so that what is written in one go sorts in the order it was written.
    """
    milliseconds = _milliseconds(at) + (sequence >> 12)
    first = milliseconds << 16 | 0x7000 | sequence & 0xFFF
    random = int.from_bytes(entropy[:ENTROPY_BYTES], "big") & ((1 << 62) - 1)
    return UUID(int=first << 64 | 1 << 63 | random)


@lru_cache(maxsize=16)  # all that is written in one go has one moment
def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def random_part(identifier: UUID) -> str:
    """The twelve characters of base32 that a short reference is cut from."""
    bits = identifier.int >> 2 & _KEPT_BITS
    return (
        _PAIRS[bits >> 50]
        + _PAIRS[bits >> 40 & 1023]
        + _PAIRS[bits >> 30 & 1023]
        + _PAIRS[bits >> 20 & 1023]
        + _PAIRS[bits >> 10 & 1023]
        + _PAIRS[bits & 1023]
    )


def short_ref(kind: Kind, identifier: UUID) -> str:
    """The reference that people read and type: `c-` and eight characters."""
    return shown_ref(kind, random_part(identifier))


def shown_ref(kind: Kind, kept: str) -> str:
    """The same of the twelve characters, which a row has beside the identity."""
    return f"{_LETTERS[kind]}-{kept[:SHOWN]}"


def read_ref(text: str) -> tuple[Kind, str] | None:
    """The kind and the characters of a short reference, or None where it is not one.

    Case is ignored and `o`, `i`, `l` are read as the digits they look like.
    """
    match = _REF.fullmatch(text)
    if match is None:
        return None
    return _KINDS[match[1].lower()], match[2].lower().translate(_READ_AS)


def uuid_range(text: str) -> tuple[UUID, UUID] | None:
    """The first and last UUID that begin with this text (eight digits or more), or None."""
    if not _HEX.fullmatch(text):
        return None
    digits = text.replace("-", "")
    return UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
