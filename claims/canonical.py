"""Canonical JSON (RFC 8785) and the digests taken over it.

orjson with sorted keys gives the canonical bytes as long as keys are ASCII,
numbers are integers under 2**53 and everything else is a string; records keep
to that (decimals are strings), and a test compares with the `rfc8785` library.
"""

from hashlib import sha256

import orjson


def canonical(value: object) -> bytes:
    """The one way to write this JSON value as bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def salted_digest(salt: str, body: bytes) -> str:
    """SHA-256, in hex, over the canonical array `[salt, body]`; `body` is canonical JSON.

    The salt is hex. Without it a digest of a short payload could be found by
    trying, so erasing payload and salt erases what was said.
    """
    return sha256(b'["' + salt.encode() + b'",' + body + b"]").hexdigest()


def text_digest(content: bytes) -> str:
    """SHA-256, in hex, of archived bytes: the name under which they are kept."""
    return sha256(content).hexdigest()
