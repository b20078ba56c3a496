"""Numbers as a table writes them, by the marks that its mapping declares."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from claims.errors import InputError

# Spaces that printers put between thousands.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
Mark = Annotated[str, Field(max_length=1)]


class Numbers(BaseModel):
    """The `[numbers]` of a mapping: the marks for thousands and for decimals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thousands: Mark = ""
    decimal: Annotated[str, Field(min_length=1, max_length=1)] = "."

    def read(self, text: str) -> str:
        """The number in plain digits; what does not keep to the marks is refused."""
        given = text.translate(_SPACES).strip().replace("\u2212", "-")
        if not _pattern(self.thousands, self.decimal).fullmatch(given):
            raise self._unreadable(text)
        if self.thousands:
            given = given.replace(self.thousands, "")
        return f"{Decimal(given.replace(self.decimal, '.')):f}"

    def _unreadable(self, text: str) -> InputError:
        marks = f"thousands = {self.thousands!r}, decimal = {self.decimal!r}"
        other = re.fullmatch(r"-?[0-9][0-9.,' ]*", text.translate(_SPACES).strip())
        hint = (
            "declare the marks of this table under [numbers]; where it mixes them, correct the row"
            if other
            else "a number in words is read where `quantity` is a text: quantity = '{column}'"
        )
        return InputError(
            "number_unreadable", f"{text!r} is no number with the marks {marks}", hint=hint
        )


@lru_cache(maxsize=16)
def _pattern(thousands: str, decimal: str) -> re.Pattern[str]:
    mark, point = re.escape(thousands), re.escape(decimal)
    grouped = f"|[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+" if thousands else ""
    return re.compile(f"-?(?:[0-9]+{grouped})(?:{point}[0-9]+)?")
