"""Turns of phrase that several texts share."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.schemas.views import ClaimLine, ReportIn, ReportView

ARROW = " → "


def moment(at: datetime) -> str:
    """A moment of the record, to the second, in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def phrase(parts: Iterable[str | None], separator: str = ", ") -> str:
    """The parts there are, in one phrase."""
    return separator.join(part for part in parts if part)


def many(number: int, noun: str) -> str:
    """So many of a thing."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def plain(word: str) -> str:
    """A word of a vocabulary as people write it."""
    return word.replace("_", " ")


def chain_line(source: str, via: Iterable[str], reporter: str | None) -> str:
    """Who is said to know, over whom, to who published."""
    names = [source, *via]
    if reporter is not None and [reporter] != names:
        names.append(reporter)
    return ARROW.join(names)


def amount(quantity: str | None, unit: str | None) -> str:
    """A quantity as printed, with its unit where the print leaves that out."""
    if quantity is None:
        return ""
    if unit is None or unit.casefold() in quantity.casefold():
        return quantity
    return f"{quantity} {unit}"


def verdict_text(text: str | None, scale: tuple[str | None, str | None, str | None]) -> str:
    """A rating in words and, where it has one, by its place between the worst and the best."""
    value, worst, best = scale
    place = None
    if value is not None:
        ends = phrase([worst and f"from {worst}", best and f"to {best}"], " ")
        place = phrase([value, f"({ends})" if ends else None], " ")
    return phrase([text and f"“{text}”", place])


def number(value: Decimal | None) -> str:
    """A number with its thousands apart; `…` where there is none."""
    return "…" if value is None else f"{value.normalize():,f}"


def numbers(low: Decimal | None, high: Decimal | None) -> str:
    """What lies between the lowest and the highest number."""
    if low is None and high is None:
        return ""
    return number(low) if low == high else f"{number(low)} – {number(high)}"


def is_redacted(claim: "ClaimLine") -> bool:
    """Whether its statement is the words that stand in place of what was redacted."""
    return claim.statement.startswith("[redacted by ")


def report_line(report: "ReportIn | ReportView") -> str:
    """A report in one phrase: reference, title, address, version, language, archived or not."""
    title = None if report.title is None else f"“{report.title}”"
    archived = "text archived" if report.text_sha256 else "text not archived"
    if report.text_redacted:
        archived = f"text {report.text_redacted}"
    version = f"version {report.version}"
    return phrase([f"{report.ref}  {title or ''}".rstrip(), report.url, version, archived])
