"""A page that was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself, its text, and the bytes that it was read from.

    What it does not say is None. `type` is the media type of the bytes with the charset
    that they were read in; `notes` is what an editor should know of the reading.
    """

    text: str
    raw: bytes
    type: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    site: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
