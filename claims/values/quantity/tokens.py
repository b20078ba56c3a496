"""Text into tokens: numbers with their marks, words, numeral signs, and single signs.

Every digit of every script becomes its ASCII digit, and typographic spaces, dashes
and full-width signs their plain one, one for one: a token's place is its place in
the text. Nothing is dropped but white space, so that nothing goes unread.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from claims.values.quantity.east_asian import HAN, NUMERALS

_PLAIN = MappingProxyType(
    {"’": "'", "‘": "'", "％": "%", "，": ",", "．": ".", "＄": "$", "￦": "₩", "￥": "¥"}
    | {"（": "(", "）": ")", "＋": "+", "－": "-", "～": "~", "〜": "~", "＞": ">", "＜": "<"}
    | dict.fromkeys("‐‑‒–—―", "-")
)
_TOKEN = re.compile(
    r"""
      (?P<number> \d{1,3} (?:[ ]\d{3})+ (?!\d) (?:[.,٫]\d+)*   # 6 000 000,5
                | \d+ (?:[.,'٬٫]\d+)*                          # 6,000.5
                | (?<![\w.])\.\d+ )                            # .5, but not that of "c.300"
    | (?P<sign> (?:US|HK|NT|A|C)\$ )
    | (?P<word> [^\W\d_]+ (?:'[^\W\d_]+)* )
    | (?P<other> \S )
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """What a token can be taken for."""

    NUMBER = auto()
    NUMERAL = auto()
    WORD = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: as printed, folded for look-up, and where it stands."""

    kind: Kind
    text: str
    key: str
    at: int
    glued: bool  # nothing stands between it and the token before

    @property
    def end(self) -> int:
        """Where the next character stands."""
        return self.at + len(self.text)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    plain = text if text.isascii() else "".join(map(_plain, text))
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        at = match.start()
        glued = bool(found) and found[-1].end == at
        if match.lastgroup == "number":
            found.append(Token(Kind.NUMBER, text[at : match.end()], match.group(), at, glued))
        elif match.lastgroup == "word":
            before = found[-1] if found else None
            found.extend(_split(text[at : match.end()], match.group(), at, before))
        else:
            sign = match.group()
            found.append(Token(Kind.SIGN, text[at : match.end()], sign.casefold(), at, glued))
    return tuple(found)


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if character.isspace() else _PLAIN.get(character, character)


def _split(text: str, plain: str, at: int, before: Token | None) -> Iterator[Token]:
    """A word, less the numeral signs that it begins with where those can count.

    They do when they touch a number before them, and Han signs also where no number
    stands before; otherwise "5 백신" (vaccines) would be five hundred.
    """
    glued = before is not None and before.end == at
    counting = before is not None and before.kind in (Kind.NUMBER, Kind.NUMERAL)
    free = before is None or before.kind is not Kind.NUMBER
    length = 0
    while length < len(plain):
        sign = plain[length]
        if not (sign in NUMERALS and (length or (counting and glued) or (free and sign in HAN))):
            break
        yield Token(Kind.NUMERAL, sign, sign, at + length, glued or length > 0)
        length += 1
    if rest := plain[length:]:
        yield Token(Kind.WORD, text[length:], rest.casefold(), at + length, glued or length > 0)
