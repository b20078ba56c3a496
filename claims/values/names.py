"""How names are compared: the same letters, whatever their case, width or spacing."""

import unicodedata
from functools import lru_cache

_INVISIBLE = "Cf"


@lru_cache(maxsize=16_384)  # a draft asks for each of its names many times
def name_key(name: str) -> str:
    """The form under which two spellings of one name are the same.

    Unicode compatibility folding (NFKC), case folded, white space collapsed, and
    without what cannot be seen: a name with a zero-width space is no other name.
    """
    if not name.isascii():
        folded = unicodedata.normalize("NFKC", name)
        name = "".join(one for one in folded if unicodedata.category(one) != _INVISIBLE)
    return " ".join(name.casefold().split())
