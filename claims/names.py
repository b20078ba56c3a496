"""How names are compared: the same letters, whatever their case, width or spacing."""

import unicodedata


def name_key(name: str) -> str:
    """The form under which two spellings of one name are the same.

    Unicode compatibility folding (NFKC), case folded, white space collapsed.
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
