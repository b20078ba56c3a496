"""What a column holds, counted over its first rows: numbers, dates, addresses, words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.formats.tables.row import Row, text_of

_NUMBER = re.compile(r"-?[0-9]+(?:[., '\u00a0\u202f][0-9]+)*")
_NUMERIC_DATE = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ][0-9]{4}")
_OTHER_DATE = re.compile(
    r"[0-9]{4}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?|[0-9]{1,2} [A-Za-z]{3,9}\.? [0-9]{4}"
    r"|[A-Za-z]{3,9}\.? [0-9]{1,2}, [0-9]{4}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ADDRESS = re.compile(r"https?://")
_MOST_WORDS = 1_000
_MONTHS = 12


@dataclass(slots=True)
class Column:
    """One column: how many of its cells are filled, and with what."""

    name: str
    filled: int = 0
    numbers: int = 0
    dates: int = 0
    addresses: int = 0
    day_first_only: int = 0
    month_first_only: int = 0
    either_order: int = 0
    lists: int = 0
    longest: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    @property
    def is_number(self) -> bool:
        """Nearly all of its cells are numbers."""
        return self.filled > 0 and self.numbers >= 0.9 * self.filled and not self.is_date

    @property
    def is_date(self) -> bool:
        """Nearly all of its cells are dates."""
        return self.filled > 0 and self.dates >= 0.8 * self.filled

    @property
    def is_address(self) -> bool:
        """Most of its cells are addresses."""
        return self.filled > 0 and self.addresses >= 0.5 * self.filled

    @property
    def is_category(self) -> bool:
        """A few words stand in it over and over."""
        return 0 < len(self.words) <= max(2, self.filled // 4) and self.longest < 120  # noqa: PLR2004

    @property
    def is_text(self) -> bool:
        """Words, and not one of a few."""
        other = self.is_number or self.is_date or self.is_address or self.lists
        return self.filled > 0 and not other

    def add(self, cell: object) -> None:
        """Count one cell."""
        if isinstance(cell, list | dict):
            self.lists += bool(cell)
            self.filled += bool(cell)
            return
        text = text_of(cell)
        if not text:
            return
        self.filled += 1
        self.longest = max(self.longest, len(text))
        if len(self.words) < _MOST_WORDS:
            self.words[text] += 1
        if _ADDRESS.match(text):
            self.addresses += 1
        elif match := _NUMERIC_DATE.fullmatch(text):
            self._add_date(int(match[1]), int(match[2]))
        elif _OTHER_DATE.fullmatch(text):
            self.dates += 1
        elif _NUMBER.fullmatch(text):
            self.numbers += 1
            self.marks.update(_marks(text))

    def _add_date(self, first: int, second: int) -> None:
        self.dates += 1
        self.day_first_only += first > _MONTHS
        self.month_first_only += second > _MONTHS
        self.either_order += first <= _MONTHS and second <= _MONTHS and first != second


def _marks(text: str) -> Iterable[str]:
    """What the marks in a number can be: `,thousands`, `.decimal`, or either."""
    for mark, digits in re.findall(r"([., '\u00a0\u202f])([0-9]+)", text):
        called = " " if mark in "\u00a0\u202f" else mark
        last = text.endswith(f"{mark}{digits}") and text.count(mark) == 1
        if len(digits) != 3:  # noqa: PLR2004  thousands have three
            yield f"{called}decimal"
        else:
            yield f"{called}either" if last else f"{called}thousands"


def looks_like_value(cell: str) -> bool:
    """Whether a cell is a number, a date or an address, and so no name of a column."""
    text = cell.strip()
    if _YEAR.fullmatch(text):
        return False
    patterns = (_NUMBER, _NUMERIC_DATE, _OTHER_DATE)
    return any(one.fullmatch(text) for one in patterns) or bool(_ADDRESS.match(text))


def profile(rows: Iterable[Row]) -> tuple[list[Column], list[Row]]:
    """The columns of these rows, in the order in which they come up; and the readable rows."""
    columns: dict[str, Column] = {}
    readable = []
    for row in rows:
        if row.error is not None:
            continue
        readable.append(row)
        for name, cell in row.cells.items():
            columns.setdefault(name, Column(name)).add(cell)
    return list(columns.values()), readable
