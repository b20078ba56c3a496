"""Which addresses a request may go to.

Every address that a name resolves to has to be allowed, and what was checked is what is
connected to: the name is not looked up a second time.
"""

import socket
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread

from claims.errors import InputError
from claims.pages.fetching.errors import FetchError

Address = IPv4Address | IPv6Address


class Reach(StrEnum):
    """How far a request may go: nowhere, to this machine, to public addresses, or anywhere."""

    OFF = "off"
    LOOPBACK = "loopback"
    PUBLIC = "public"
    ANY = "any"


def read_reach(word: str) -> Reach:
    """How far a word of the settings lets requests go."""
    try:
        return Reach(word.strip().lower())
    except ValueError as error:
        raise InputError(
            "value_unknown", f"CLAIMS_FETCH: {word!r} is none of {', '.join(Reach)}"
        ) from error


# What Python's versions tell apart differently; the registries of special addresses (RFC 6890).
_OURS = [
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # of carriers
        "127.0.0.0/8",
        "169.254.0.0/16",  # where clouds keep the credentials of a machine
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo, ORCHID and the like
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
]
_NAT64 = ip_network("64:ff9b::/96")
# Names that nobody can have (RFC 2606, 6761): nothing is asked for them.
_NOWHERE = ("example", "invalid", "test", "onion")
_NOWHERE_EITHER = ("example.com", "example.net", "example.org")
_ADDRESS_BITS = 32


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, and so is what it stands for."""
    within = _embedded(address)
    if within is not None:
        return is_public(within)
    special = address.is_private or address.is_multicast or address.is_reserved
    return not special and not any(_in(address, network) for network in _OURS)


def _in(address: Address, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address is another way to."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & ((1 << _ADDRESS_BITS) - 1))
    return address.ipv4_mapped or address.sixtofour


def may_reach(address: Address, reach: Reach) -> bool:
    """Whether a request may go to this address."""
    if reach is Reach.LOOPBACK:
        return (_embedded(address) or address).is_loopback
    return reach is Reach.ANY or (reach is Reach.PUBLIC and is_public(address))


def addresses_of(host: str, port: int, reach: Reach, seconds: float) -> list[Address]:
    """The addresses of a host, all of them allowed; raises where one is not, or there is none."""
    if reach is Reach.OFF:
        raise FetchError("fetching_off", "fetching is switched off (CLAIMS_FETCH=off)")
    literal = _read(host)
    found = _named(host, port, reach, seconds) if literal is None else [literal]
    for address in found:
        if not may_reach(address, reach):
            raise InputError(
                "address_refused",
                f"{host}: {_told(address, reach)}; nothing was asked",
                hint="--no-fetch records the address alone; --allow-private fetches from there",
            )
    return found


def _told(address: Address, reach: Reach) -> str:
    if reach is Reach.PUBLIC:
        return f"{address} is no address of the open internet"
    return f"{address} is not of this machine (CLAIMS_FETCH={reach})"


def _read(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _named(host: str, port: int, reach: Reach, seconds: float) -> list[Address]:
    name = host.rstrip(".").lower()
    if name.rpartition(".")[2] in _NOWHERE or name.endswith(_NOWHERE_EITHER):
        raise FetchError("host_unknown", f"{host}: names like this one are for examples alone")
    if reach is Reach.LOOPBACK and name != "localhost":
        raise FetchError("host_unknown", f"{host}: no name is looked up (CLAIMS_FETCH=loopback)")
    return _resolve(host, port, seconds)


def _resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Look a name up; the system's own patience is longer than ours."""
    answers: SimpleQueue[list[Address] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([ip_address(one[4][0]) for one in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise FetchError("host_unknown", f"{host}: its address was not found in time") from None
    if isinstance(answer, list):
        return list(dict.fromkeys(answer))
    raise FetchError("host_unknown", f"{host}: no such host is found") from answer
