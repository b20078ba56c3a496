"""The words of a text, by which it is found: the same for what is kept and for what is looked for.

Case, width, accents and vowel points do not count, and the separators in a number do
not: 4,700 is 4700. Where words are not set apart by blanks (Hangul with its endings, Han,
Kana, Thai), every character is a word, and every pair of neighbours.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

FEWEST = 3  # letters from which on the beginning of a word is enough

_ASCII = re.compile("[a-z]{1,64}|[0-9]{1,64}")  # what is longer is several words
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_SIGNS = "\u0900-\u0963\u0970-\u0dff"  # vowel signs of India are no letters to the pattern below

# Combining accents, Hebrew and Arabic points, the Arabic stroke, and what cannot be seen.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u00ad\u200b-\u200f\u2060\ufeff]"
)
_PLAIN = {  # digits of other scripts, and the blanks that stand in numbers
    **{zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)},
    **dict.fromkeys((0xA0, 0x2009, 0x202F, 0x66C, 0x2019), "'"),
}
_SEPARATED = re.compile(r"[,.'](?<=[0-9].)(?=[0-9]{3}(?![0-9]))")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S., a.m.
_ARTICLE = re.compile("(?:[وفبك]?ال|لل)(?=...)")


class How(StrEnum):
    """How a word that is looked for must stand in a text."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for."""

    word: str
    how: How

    @property
    def unspaced(self) -> bool:
        """Whether it is of characters that are not set apart by blanks."""
        return self.how is How.WITHIN

    @property
    def kept(self) -> tuple[str, ...]:
        """The words of a text that holds this one, as `words_of` gives them; for a beginning none.

        For characters without blanks there may be more texts that have them all.
        """
        return (tuple(_pairs(self.word)) if self.unspaced else ()) or (self.word,)


# Patterns of many ranges take long to make, and most commands meet no text that needs them.
@cache
def _piece() -> re.Pattern[str]:
    """What may be a word, or several without blanks between them."""
    return re.compile(rf"[{_UNSPACED}]+|[0-9]{{1,64}}|(?:[^\W\d_{_UNSPACED}]|[{_SIGNS}]){{1,64}}")


@cache
def _unspaced() -> re.Pattern[str]:
    """A character of those that are not set apart by blanks."""
    return re.compile(f"[{_UNSPACED}]")


def words_of(text: str) -> tuple[str, ...]:
    """The different words of a text, in the order in which they come first."""
    if text.isascii():
        return tuple(dict.fromkeys(_ASCII.findall(_joined(text.lower()))))
    return tuple(dict.fromkeys(_forms(_pieces(text))))


def wanted_words(text: str) -> tuple[Wanted, ...]:
    """The different words that somebody looks for who has typed this."""
    return tuple(dict.fromkeys(_wanted(piece) for piece in _pieces(text)))


def _wanted(piece: str) -> Wanted:
    if _unspaced().match(piece):
        return Wanted(piece, How.WITHIN)
    stem = _ARTICLE.sub("", piece, count=1) if _ARTICLE.match(piece) else piece
    short = len(stem) < FEWEST or stem[0] in "0123456789"
    return Wanted(stem, How.WHOLE if short else How.BEGINNING)


def standing(text: str | None) -> tuple[list[str], list[str]]:
    """The words of a text that are set apart by blanks, and its runs of characters without them."""
    if text is None:
        return [], []
    pieces = _pieces(text)
    if text.isascii():
        return pieces, []
    runs = [piece for piece in pieces if _unspaced().match(piece)]
    return [form for piece in pieces for form in _spaced(piece)], runs


def weight(wanted: Wanted, held: Collection[str]) -> int:
    """2 where the word stands there whole, 1 where a word begins with it or holds it, else 0."""
    word = wanted.word
    if word in held:
        return 2
    match wanted.how:
        case How.WHOLE:
            return 0
        case How.BEGINNING:
            return int(any(one.startswith(word) for one in held))
        case How.WITHIN:
            return int(any(word in one for one in held))


def _pieces(text: str) -> list[str]:
    """The runs of letters, of digits, and of characters without blanks."""
    if text.isascii():
        return _ASCII.findall(_joined(text.lower()))
    folded = unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return _piece().findall(_joined(unicodedata.normalize("NFC", plain)))


def _joined(text: str) -> str:
    """Numbers without separators, and abbreviations without full stops."""
    if "." in text:
        text = _DOTTED.sub(lambda found: f"{found[0].replace('.', '')} ", text)
    return _SEPARATED.sub("", text)


def _forms(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        if _unspaced().match(piece):
            yield from piece
            yield from _pairs(piece)
        else:
            yield from _spaced(piece)


def _pairs(piece: str) -> Iterator[str]:
    return map("".join, pairwise(piece))


def _spaced(piece: str) -> Iterator[str]:
    """A word that is set apart by blanks, and without the Arabic article."""
    if _unspaced().match(piece):
        return
    yield piece
    if _ARTICLE.match(piece):
        yield _ARTICLE.sub("", piece, count=1)
