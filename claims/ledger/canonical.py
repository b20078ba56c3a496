"""Canonical JSON (RFC 8785) and the digests taken over it.

orjson with sorted keys gives the canonical bytes as long as keys are ASCII,
numbers are integers under 2**53 and everything else is a string; records keep
to that (decimals are strings), and a test compares with the `rfc8785` library. A UUID
and a word of a vocabulary it writes as the strings that they are.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import orjson

_AS_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical(value: object, written: Callable[[Any], Any] | None = None) -> bytes:
    """The one way to write this JSON value as bytes; `written` makes one of what is none."""
    return orjson.dumps(value, written, _AS_CANONICAL)


def salted_digest(salt: str, body: bytes) -> str:
    """SHA-256, in hex, over the canonical array `[salt, body]`; `body` is canonical JSON.

    The salt is hex. Without it a digest of a short payload could be found by
    trying, so erasing payload and salt erases what was said.
    """
    return sha256(b'["' + salt.encode() + b'",' + body + b"]").hexdigest()


def text_digest(content: bytes) -> str:
    """SHA-256, in hex, of archived bytes: the name under which they are kept."""
    return sha256(content).hexdigest()
