"""A place in the tokens of a text, and the errors that point at it."""

from collections.abc import Mapping
from typing import TypeVar

from claims.errors import InputError
from claims.values.quantity.digits import Habits
from claims.values.quantity.faults import EXAMPLES, unreadable
from claims.values.quantity.tokens import Kind, Token, tokenize

T = TypeVar("T")
_LONGEST = 4
_UNKNOWN = "is not understood"


class Cursor:
    """Walks the tokens of one text; `index` may be set back to try another rule."""

    def __init__(self, text: str, habits: Habits) -> None:
        self.text = text
        self.habits = habits
        self.tokens = tokenize(text)
        self._keys = tuple(token.key for token in self.tokens)
        self.index = 0

    @property
    def token(self) -> Token | None:
        """The token that stands here; None at the end."""
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    @property
    def key(self) -> str:
        """What stands here, folded for look-up; empty at the end."""
        return self.tokens[self.index].key if self.index < len(self.tokens) else ""

    def is_at(self, *kinds: Kind) -> bool:
        """Whether a token of one of these kinds stands here."""
        token = self.token
        return token is not None and token.kind in kinds

    def take(self, *keys: str) -> bool:
        """Step over what stands here if it is one of these."""
        if self.key not in keys:
            return False
        self.index += 1
        return True

    def take_phrase(self, table: Mapping[tuple[str, ...], T]) -> tuple[bool, T | None]:
        """Step over the longest phrase of the table that stands here: whether, and its meaning."""
        for length in range(_LONGEST, 0, -1):
            phrase = self._keys[self.index : self.index + length]
            if phrase in table and len(phrase) == length:
                self.index += length
                return True, table[phrase]
        return False, None

    def slice(self, start: int, end: int) -> str:
        """The text as printed from one token up to, not including, another."""
        return self.text[self.tokens[start].at : self.tokens[end - 1].end]

    def refuse(
        self,
        reason: str = _UNKNOWN,
        *,
        at: int | None = None,
        to: int = 0,
        hint: str = EXAMPLES,
    ) -> InputError:
        """The error that names what stands here, or elsewhere (`at` up to `to`), and where."""
        index = self.index if at is None else at
        if index >= len(self.tokens):
            missing = "stands where a number was expected" if reason == _UNKNOWN else reason
            place = f"the end at character {len(self.text)} {missing}"
            return unreadable(self.text, place, hint=hint)
        words = self.slice(index, max(to, index + 1))
        place = f'"{words}" at character {self.tokens[index].at + 1} {reason}'
        return unreadable(self.text, place, hint=hint)
