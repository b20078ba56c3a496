"""What the values of a ClaimReview mean: names, addresses, dates, numbers of a scale."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from claims.errors import InputError
from claims.formats.readers.claimreview.graph import Graph, said_in, types_of
from claims.values.dates import PartialDate, parse_date

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r"\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}[0-9:.]*(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_NOBODY = frozenset({"", "-", "–", "—", ".", "?", "n/a", "na", "none", "null", "nil", "unknown"})
_HTTP = ("http", "https")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name, and whether it is a person."""

    name: str
    is_person: bool = False


def named(graph: Graph, value: Any) -> Named | None:
    """Who a value names: a person, an organisation, a bare name; None where it names nobody."""
    name = said_in(value)
    person = False
    if isinstance(value, dict) and name is None:
        person = "Person" in types_of(value)
        name = graph.text(value, "name", "alternateName", "headline", "legalName")
        if name is None:
            parts = (graph.text(value, "givenName"), graph.text(value, "familyName"))
            name = " ".join(part for part in parts if part) or site(address(graph, value))
    elif name is not None and name.startswith(("http://", "https://")):
        name = site(name)
    if name is None or name.casefold() in _NOBODY:
        return None
    return Named(name, person)


def everybody(graph: Graph, node: Any, *members: str) -> list[Named]:
    """All who are named there, each once."""
    found = [named(graph, one) for one in graph.many(node, *members)]
    return list(dict.fromkeys(one for one in found if one is not None))


def address(graph: Graph, value: Any, base: str | None = None) -> str | None:
    """The address that a value is or has; a relative one is taken from `base`."""
    if not isinstance(value, dict):
        return _web(value, base)
    own = [*graph.many(value, "url"), *graph.many(value, "mainEntityOfPage")]
    found = (_web(_own_address(one), base) for one in own)
    return next((one for one in found if one), _web(_own_address({"@id": value.get("@id")}), None))


def _own_address(value: Any) -> Any:
    """What a node says of its address by itself; an `@id` of a part of a page is none."""
    if not isinstance(value, dict):
        return value
    url, identity = value.get("url"), value.get("@id")
    if isinstance(url, str):
        return url
    return identity if isinstance(identity, str) and "#" not in identity else None


def _web(value: Any, base: str | None) -> str | None:
    if not isinstance(value, str) or not (given := value.strip()):
        return None
    try:
        full = urljoin(base, given) if base and " " not in given else given
    except ValueError:
        return None
    return full if site(full) else None


def site(url: str | None) -> str | None:
    """The host that an address of the web leads to."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in _HTTP or not host:
        return None
    return host.removeprefix("www.")


def date_of(text: str) -> PartialDate:
    """A date in any form of ISO 8601 that is met, with the precision it has.

    A time of day without its zone could be on two days, and is left out. Raises
    `InputError` where there is no such date.
    """
    if match := _DAY.fullmatch(text):
        return parse_date("-".join(match.groups()))
    if match := _TIME.fullmatch(text):
        day, time, zone = match.groups()
        if zone is None:
            return parse_date(day)
        return parse_date(f"{day}T{time.replace(',', '.')}{_offset(zone.upper())}")
    return parse_date(text)


def _offset(zone: str) -> str:
    if zone == "Z":
        return zone
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def is_iso(date: PartialDate | None) -> bool:
    """Whether a date is one that schema.org knows; EDTF says more."""
    return date is not None and _ISO.fullmatch(date.text) is not None


def number(value: str | None) -> str | None:
    """A number as it is written; None where it is none."""
    return value if value is not None and _NUMBER.fullmatch(value) else None


def read_date(text: str | None) -> tuple[PartialDate | None, str | None]:
    """The date in a text, and what is wrong with it."""
    if text is None:
        return None, None
    try:
        return date_of(text), None
    except InputError as error:
        return None, error.message
