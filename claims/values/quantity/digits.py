"""Digits with their marks into a number, by the habits of the language that printed them.

"6.000" is six in English and six thousand in German. Without a language only what
has one reading is read; what has two is refused, with both named.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache


def _tags(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_COMMA_DECIMAL = _tags(
    "az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk ky lt lv mk nb nl nn no "
    "pl pt ro ru sk sl sq sr sv tg tk tr uk uz vi"
)
_POINT_DECIMAL = _tags("en ko zh ja he iw th ms tl fil hi bn ta te mr gu pa ur sw")
_POINT_REGIONS = _tags(
    "es-mx es-us es-pr es-do es-gt es-hn es-ni es-pa es-pe es-sv de-ch de-li it-ch"
)
_INDIAN = _tags("hi bn ta te mr gu pa en-in")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\D\d{3})+")
_INDIAN_GROUPS = re.compile(r"[1-9]\d?(?:,\d{2})*,\d{3}")


class UnclearDigitsError(ValueError):
    """These digits have no reading, or two."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language writes numbers; `decimal` is None where the language is not known."""

    decimal: str | None = None
    indian: bool = False

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, language: str | None) -> "Habits":
        """Those of a language tag ("de", "en-IN"); an unknown language has none."""
        tag = (language or "").casefold().replace("_", "-")
        primary = tag.partition("-")[0]
        indian = tag in _INDIAN or primary in _INDIAN
        if tag in _POINT_REGIONS or primary in _POINT_DECIMAL:
            return cls(".", indian)
        return cls("," if primary in _COMMA_DECIMAL else None, indian)

    def read(self, printed: str) -> Decimal:
        """The number that the digits and marks print; UnclearDigitsError says why not."""
        if printed.isdigit():
            return _whole(printed)
        whole, decimals = self._parted(printed)
        if not whole.isdigit():
            whole = self._ungrouped(whole)
        return Decimal(f"{_whole(whole or '0')}.{decimals or '0'}")

    def _parted(self, printed: str) -> tuple[str, str]:
        """What stands before and behind the decimal mark."""
        mark = self._decimal_mark(printed)
        if mark is None:
            return printed, ""
        whole, _, decimals = printed.partition(mark)
        if not decimals.isdigit() or mark in whole:
            raise UnclearDigitsError(f'"{mark}" cannot be the decimal mark there')
        return whole, decimals

    def _decimal_mark(self, printed: str) -> str | None:
        marks = [sign for sign in printed if not sign.isdigit()]
        last = marks[-1]
        if last not in ".,":
            return "٫" if "٫" in marks else None
        if self.decimal is not None:
            return self._known_mark(printed, marks)
        others = {*marks} - {last}
        if marks.count(last) > 1 or (last == "," and not others):
            return None  # a comma that is a decimal mark is read only where the language says so
        if not others & {".", ","} and _GROUPS.fullmatch(printed):
            raise _two_readings(printed, last)
        return last

    def _known_mark(self, printed: str, marks: list[str]) -> str | None:
        """The language's own; but "6,000" is printed in German papers too, for six thousand."""
        if self.decimal == "," and marks == [","] and _GROUPS.fullmatch(printed):
            raise _two_readings(printed, ",")
        return self.decimal if self.decimal in marks else None

    def _ungrouped(self, whole: str) -> str:
        if not whole:
            return whole
        if self.indian and _INDIAN_GROUPS.fullmatch(whole):
            return whole.replace(",", "")
        marks = {sign for sign in whole if not sign.isdigit()}
        if len(marks) != 1 or not _GROUPS.fullmatch(whole):
            raise UnclearDigitsError("is not grouped in thousands")
        return whole.replace(marks.pop(), "")


def _two_readings(printed: str, mark: str) -> UnclearDigitsError:
    digits = "".join(sign for sign in printed if sign.isdigit())
    before, _, behind = printed.rpartition(mark)
    return UnclearDigitsError(
        f"can be {int(digits):,} ({mark} between thousands) "
        f"or {before} point {behind} ({mark} before decimals)"
    )


def _whole(digits: str) -> Decimal:
    if len(digits) > 1 and digits.startswith("0"):
        raise UnclearDigitsError("begins with a zero")
    return Decimal(digits)
