"""How raw bytes are kept: compressed, under the hash of what they were before."""

import zlib

from claims.schemas.raw import MOST

_LEVEL = 9


def pack(content: bytes) -> bytes:
    """The bytes as they are kept."""
    return zlib.compress(content, _LEVEL)


def unpack(kept: bytes) -> bytes | None:
    """The bytes as they were; None where they cannot be had, or are more than is ever kept."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(kept, MOST + 1)
    except zlib.error:
        return None
    whole = unpacking.eof and not unpacking.unused_data and len(content) <= MOST
    return content if whole else None
