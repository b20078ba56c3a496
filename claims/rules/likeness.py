"""Whether two texts are one text with a word changed, and keys to look such texts up by.

Compared after one stated normalisation: compatibility forms folded, case folded,
punctuation dropped, and every number written as `#`, since a copy with another number
is still a copy. The keys are minima of hashes over runs of three words (MinHash,
Broder 1997), two to a band: texts that share most of their runs very likely share a
band, unrelated ones hardly ever, so an index finds the few to compare.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

RUN = 3
BANDS = 8
ROWS = 2

# Fewer words than this can be alike by accident ("at least # people killed").
FEWEST_WORDS = 8
NEAR = 90.0
LONGEST = 20_000

_NUMBER = re.compile(r"\d+(?:[.,'\s]\d+)*")
_MINIMA = struct.Struct(f">{BANDS * ROWS}I")


@cache  # a pattern of such ranges takes long to make, and most commands need none
def _word() -> re.Pattern[str]:
    """A word, a number's sign, or a character of the scripts that are written without spaces."""
    return re.compile(r"#|[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def normalise(text: str) -> str:
    """The words of a text, numbers as `#`, with single spaces between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_word().findall(_NUMBER.sub("#", folded)))


def likeness(a: str, b: str) -> float:
    """From 0 to 100: how far two texts are the same words in the same order.

    A text that was cut (all its words stand in the other) is as like as the whole,
    as long as half of it is left.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415  only where two texts are compared

    one, two = normalise(a[:LONGEST]), normalise(b[:LONGEST])
    shorter, longer = sorted((one.count(" "), two.count(" ")))
    whole = fuzz.ratio(one, two)
    if shorter * 2 < longer:
        return whole
    return max(whole, fuzz.token_set_ratio(one, two))


def near_identical(a: str, b: str) -> bool:
    """Two texts of some length that are too like each other to have been written apart."""
    fewest = min(len(normalise(text).split()) for text in (a, b))
    return fewest >= FEWEST_WORDS and likeness(a, b) >= NEAR


def text_bands(text: str) -> tuple[str, ...]:
    """The keys under which near-identical texts find each other; none for an empty text."""
    runs = _runs(normalise(text).split())
    if not runs:
        return ()
    minima = tuple(map(min, zip(*map(_hashes, runs), strict=True)))
    bands = (minima[start : start + ROWS] for start in range(0, len(minima), ROWS))
    return tuple(_key(band, rows) for band, rows in enumerate(bands))


def _runs(words: list[str]) -> set[str]:
    if not words:
        return set()
    last = max(1, len(words) - RUN + 1)
    return {" ".join(words[start : start + RUN]) for start in range(last)}


def _hashes(run: str) -> tuple[int, ...]:
    """One digest cut into as many independent hashes as there are minima."""
    digest = blake2b(run.encode(), digest_size=_MINIMA.size).digest()
    return _MINIMA.unpack(digest)


def _key(band: int, rows: Iterable[int]) -> str:
    return f"{band}:" + "".join(f"{row:08x}" for row in rows)
