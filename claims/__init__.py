"""Who claimed what, according to whom, how sure, and who says so independently."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.pages import Page

__version__ = "0.1.0"
AGENT = f"claims/{__version__}"  # who asks for pages
__all__ = ["Desk", "__version__", "fetch", "open", "read_page"]


def open(database: str = "claims.db", *, user: str | None = None, **settings: Any) -> "Desk":  # noqa: A001  `claims.open` is the public name
    """Open a claims database: an SQLite file by its name, a server by its URL.

    An SQLite file that is not there yet is created, unless `create=False`.
    `user` is who writes; reading needs none. `clock` and `entropy` may be handed
    in; they default to the system's. Raises `claims.errors.DatabaseError`.
    """
    from claims.desk import open_desk  # noqa: PLC0415  `import claims` stays light until a desk is opened

    return open_desk(database, user=user, **settings)


def fetch(url: str) -> "Page":
    """Fetch and read the page at an address, for `desk.report_from(page, url)`.

    How far a request may go is read from CLAIMS_FETCH: to public addresses, unless it says
    `any`, `loopback` or `off`. Raises `claims.pages.fetching.FetchError` where no answer is to be
    had, and `claims.errors.InputError` where the address may not be asked, or is no page.
    """
    from claims.pages.fetching import fetch as fetch_page  # noqa: PLC0415  as above
    from claims.pages.fetching import read_reach  # noqa: PLC0415
    from claims.settings import read_settings  # noqa: PLC0415

    found = fetch_page(url, agent=AGENT, reach=read_reach(read_settings(None, None).fetch))
    return read_page(found.content, found.content_type)


def read_page(raw: bytes, content_type: str | None = None, *, name: str | None = None) -> "Page":
    """Read a page from its bytes; `content_type` and the file's `name` are what came with them."""
    from claims.pages import read_page as read  # noqa: PLC0415  as above

    return read(raw, content_type, name=name)


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from claims.desk import Desk  # noqa: PLC0415  as above

        return Desk
    raise AttributeError(f"module 'claims' has no attribute {name!r}")
