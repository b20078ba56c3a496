"""The address of a page, taken apart and checked before anything is asked."""

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from claims.errors import InputError

_PORTS = {"http": 80, "https": 443}
_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """One request: to which host, over what, for which page."""

    url: str
    scheme: str
    host: str
    port: int
    page: str

    @property
    def host_header(self) -> str:
        """The host as the request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def read_target(url: str, *, before: str | None = None) -> Target:
    """The request that an address means; a redirect may be relative to the one `before`."""
    try:
        address = urljoin(before or "", url.strip())
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise _refused(url, "it is no address that can be asked") from error
    told = f"it leads to {address}, which" if before else "it"
    if parts.scheme not in _PORTS:
        raise _refused(url, f"{told} is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, f"{told} holds a name or password, which would be recorded")
    if not host:
        raise _refused(url, f"{told} names no host")
    page = quote(parts.path or "/", safe=_AS_IT_IS)
    query = f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
    return Target(address, parts.scheme, host, port or _PORTS[parts.scheme], f"{page}{query}")


def _refused(url: str, told: str) -> InputError:
    return InputError(
        "address_refused", f"{url}: {told}", hint="give the address that a browser shows"
    )
