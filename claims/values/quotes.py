"""Where a quote stands in an archived text: exactly, or not at all.

Compared after one stated normalisation and no other: every run of white space
counts as one space, typographic quotation marks and apostrophes as their plain
forms, and signs that nobody sees (soft hyphens, zero-width spaces) as nothing. A
similar sentence with another number is never accepted, and neither is part of a
number: 4,700 does not stand in 14,700.
"""

from collections.abc import Iterator

_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′", "'")})
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")
# What stands between the digits of one number, in print; the spaces are those that do not break.
_WITHIN = frozenset(".,'\u2019\u00a0\u2009\u202f\u066b\u066c")
_UNITS = frozenset("십백천만억조十百千万萬億亿兆")


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The first place of `quote` in `text`, as start and end offsets into `text` as archived."""
    wanted = _normalise(quote)[0].strip()
    plain, offsets = _normalise(text)
    for start in _places(wanted, plain):
        first, last = offsets[start], offsets[start + len(wanted) - 1]
        if not (_cuts_before(text, first) or _cuts_after(text, last)):
            return first, last + 1
    return None


def _places(wanted: str, plain: str) -> Iterator[int]:
    start = plain.find(wanted) if wanted else -1
    while start >= 0:
        yield start
        start = plain.find(wanted, start + 1)


def _cuts_before(text: str, first: int) -> bool:
    """Whether the character at this place carries on a number that begins before it."""
    before = text[max(first - 2, 0) : first]
    if not text[first].isdigit() or not before:
        return False
    return before[-1].isdigit() or (before[-1] in _WITHIN | _UNITS and before[0].isdigit())


def _cuts_after(text: str, last: int) -> bool:
    """Whether the number that ends at this place goes on behind it."""
    after = text[last + 1 : last + 3]
    if not text[last].isdigit() or not after:
        return False
    return after[0].isdigit() or after[0] in _UNITS or _goes_on(after)


def _goes_on(after: str) -> bool:
    return after[0] in _WITHIN and after[1:].isdigit()


def _normalise(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters its offset in `text`."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_PLAIN)):
        blank = character.isspace()
        if character in _UNSEEN or (blank and characters and characters[-1] == " "):
            continue
        characters.append(" " if blank else character)
        offsets.append(offset)
    return "".join(characters), offsets
