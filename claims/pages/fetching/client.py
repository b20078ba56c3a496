"""Asking for a page: hop by hop, each one checked, within limits of time and size."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Protocol

from claims.errors import InputError
from claims.pages import needs_kind
from claims.pages.fetching.address import Target, read_target
from claims.pages.fetching.addresses import Reach, addresses_of
from claims.pages.fetching.connection import Connection
from claims.pages.fetching.errors import FetchError
from claims.schemas.raw import MOST

_CHUNK = 65_536
_MOVED = (301, 302, 303, 307, 308)
_DONE = 200
_GONE = (404, 410)
_INSTEAD = "--no-fetch records the address alone; or save the page and give the file with --url"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one step and for all, bytes of a page after unpacking, and redirects."""

    pause: float = 10
    total: float = 30
    size: int = MOST
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: where from in the end, its bytes unpacked, and its stated type."""

    url: str
    content: bytes
    content_type: str | None


DEFAULT = Limits()


def fetch(
    url: str, *, agent: str, reach: Reach = Reach.PUBLIC, limits: Limits = DEFAULT
) -> Fetched:
    """The page at an address; `agent` is who asks, as servers write it down.

    Raises `FetchError` where there is no answer, and `InputError` where the address may not
    be asked or the answer is no page. Proxies of the environment are not used: they would
    look the name up themselves.
    """
    deadline = monotonic() + limits.total
    asking = _Asking(agent, reach, limits, deadline)
    target = read_target(url)
    for _ in range(limits.redirects + 1):
        answer = _ask(target, asking)
        if isinstance(answer, Fetched):
            return answer
        target = read_target(answer, before=target.url)
    raise InputError(
        "redirects",
        f"{url}: it leads on more than {limits.redirects} times, last to {target.url}",
        hint=_INSTEAD,
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, how far, within what, and until when."""

    agent: str
    reach: Reach
    limits: Limits
    deadline: float


def _ask(target: Target, asking: _Asking) -> Fetched | str:
    """The page, or where the server sends us instead."""
    limits, reach = asking.limits, asking.reach
    addresses = addresses_of(target.host, target.port, reach, limits.pause)
    missed: Exception | None = None
    for address in addresses:
        left = asking.deadline - monotonic()
        if left <= 0:
            break
        with Connection(target, address, pause=limits.pause, left=left) as connection:
            try:
                connection.connect()
            except OSError as error:
                missed = error
                continue
            return _answer(connection, target, asking)
    if missed is None or isinstance(missed, TimeoutError):
        raise _late(target, limits) from missed
    raise FetchError("host_unreachable", f"{target.host}: {_why(missed)}") from missed


def _answer(connection: Connection, target: Target, asking: _Asking) -> Fetched | str:
    """Ask and read; whatever breaks off is told apart from what ends."""
    limits = asking.limits
    try:
        connection.request("GET", target.page, headers=_headers(target, asking.agent))
        with connection.getresponse() as response:
            moved = response.getheader("Location")
            if response.status in _MOVED and moved:
                return moved
            _check(response, target)
            content = _read(response, target, limits)
            cut_off = connection.expired or response.length
            stated = response.getheader("Content-Type")
    except TimeoutError as error:
        raise _late(target, limits) from error
    except (OSError, HTTPException, zlib.error) as error:
        if connection.expired:
            raise _late(target, limits) from error
        told = f"{target.host}: it broke off: {_why(error)}"
        raise FetchError("host_unreachable", told) from error
    if connection.expired:
        raise _late(target, limits)
    if cut_off:
        raise FetchError("host_unreachable", f"{target.host}: it broke off before the end")
    return Fetched(target.url, content, stated)


def _headers(target: Target, agent: str) -> dict[str, str]:
    return {
        "Host": target.host_header,
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,text/plain,text/markdown",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _check(response: HTTPResponse, target: Target) -> None:
    """Raise where the answer is no page that can be read, before it is loaded."""
    if response.status in _GONE:
        told = f"{target.url}: there is no such page (HTTP {response.status})"
        raise InputError("page_missing", told, hint=_INSTEAD)
    if response.status != _DONE:
        told = f"{target.url}: the server refused it (HTTP {response.status} {response.reason})"
        raise InputError("page_refused", told.rstrip(), hint=_INSTEAD)
    needs_kind(response.getheader("Content-Type"))


def _read(response: HTTPResponse, target: Target, limits: Limits) -> bytes:
    """The body, unpacked as it comes, so that no more than the limit is ever held."""
    unpack = _unpacking(response.getheader("Content-Encoding"))
    content = bytearray()
    while chunk := response.read(_CHUNK):
        content += unpack.decompress(chunk, limits.size + 1 - len(content))
        if len(content) > limits.size:
            raise InputError(
                "page_too_long",
                f"{target.url}: it is longer than {limits.size:,} bytes",
                hint="save its text and give the file, with --url for its address",
            )
    if not unpack.eof or unpack.unused_data:
        raise zlib.error("the compressed page does not end where it should")
    return bytes(content)


class _Unpacking(Protocol):
    """What `zlib.decompressobj` gives."""

    @property
    def eof(self) -> bool:
        """Whether it is whole."""

    @property
    def unused_data(self) -> bytes:
        """What came after its end."""

    def decompress(self, data: bytes, most: int, /) -> bytes:
        """At most so many of the bytes that are next."""


class _Plain:
    """A body that is not compressed; it is as long as it is."""

    eof = True
    unused_data = b""

    def decompress(self, data: bytes, most: int, /) -> bytes:
        """As it came."""
        return data[:most]


_UNPACKING: dict[str, Callable[[], _Unpacking]] = {
    "identity": _Plain,
    "gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    "x-gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    "deflate": zlib.decompressobj,
}


def _unpacking(encoding: str | None) -> _Unpacking:
    named = (encoding or "identity").strip().lower()
    if named not in _UNPACKING:
        told = f"the page is packed as {named}, which was not asked for"
        raise InputError("page_refused", told, hint=_INSTEAD)
    return _UNPACKING[named]()


def _late(target: Target, limits: Limits) -> FetchError:
    return FetchError(
        "fetch_timeout",
        f"{target.host}: no whole answer came in {limits.pause:g} seconds a step and "
        f"{limits.total:g} in all",
    )


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
