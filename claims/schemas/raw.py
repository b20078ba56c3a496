"""The bytes that a text was read from, as a draft brings them: in base64, or as they are."""

from base64 import b64decode
from binascii import Error
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from claims.schemas.fields import Draft, Word

MOST = 5_000_000  # bytes of one page
TOGETHER = 9_000_000  # bytes with its text, in a line of an export (claims.formats.readers.line)


def _read(value: object) -> bytes:
    """The bytes; base64 that is not strictly so is refused."""
    try:
        content = value if isinstance(value, bytes) else b64decode(str(value), validate=True)
    except (Error, ValueError) as error:
        raise PydanticCustomError("raw_unreadable", "it is not base64") from error
    if not content or len(content) > MOST:
        raise PydanticCustomError(
            "raw_too_long",
            "it is {size} bytes; 1 to {most} are kept",
            {"size": len(content), "most": MOST},
        )
    return content


Base64 = Annotated[
    bytes,
    PlainValidator(_read),
    PlainSerializer(lambda content: f"{len(content)} bytes"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


class RawBytes(Draft):
    """The bytes of a page as it was fetched or saved, and their media type with its charset."""

    type: Word
    content: Base64


def fits(raw: RawBytes, text: str) -> bool:
    """Whether the bytes, written in base64, leave room for their text in a line of an export."""
    return len(raw.content) * 4 // 3 + len(text.encode()) <= TOGETHER
