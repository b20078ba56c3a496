"""Where a quote stands in an archived text: exactly, or not at all.

Compared after one stated normalisation and no other: every run of white space
counts as one space, and typographic quotation marks and apostrophes as their
plain forms. A similar sentence with another number is never accepted.
"""

_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′", "'")})


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The first place of `quote` in `text`, as start and end offsets into `text` as archived."""
    wanted, _ = _normalise(quote.strip())
    plain, offsets = _normalise(text)
    start = plain.find(wanted)
    if start < 0 or not wanted:
        return None
    return offsets[start], offsets[start + len(wanted) - 1] + 1


def _normalise(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters its offset in `text`."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_PLAIN)):
        blank = character.isspace()
        if blank and characters and characters[-1] == " ":
            continue
        characters.append(" " if blank else character)
        offsets.append(offset)
    return "".join(characters), offsets
