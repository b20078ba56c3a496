"""Published pages as they were fetched or saved: what they say of themselves, and their text.

Pure: bytes in, a `Page` out, the same for the same bytes. Nothing is fetched here.
"""

from claims.pages.kinds import Kind, needs_kind
from claims.pages.page import Page
from claims.pages.reading import read_page

__all__ = ["Kind", "Page", "needs_kind", "read_page"]
