"""Which units count the same thing, though the press spells them differently."""

# Words for one measure; whatever else is spelled differently counts something else.
_ONE_MEASURE = (
    ("dead", "death", "killed", "fatality", "fatalities", "died", "people killed", "killed people"),
    ("wounded", "injured", "injury", "injuries", "hurt", "people wounded", "people injured"),
    ("troop", "soldier", "serviceman", "servicemen"),
    ("person", "people", "individual"),
)
_NAMES = {word: words[0] for words in _ONE_MEASURE for word in words}


def measure(unit: str) -> str:
    """What a unit counts: "deaths" and "killed" are one measure, "casualties" is another."""
    folded = " ".join(unit.casefold().split())
    singular = _singular(folded)
    return _NAMES.get(folded) or _NAMES.get(singular) or singular


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def same_measure(a: str | None, b: str | None) -> bool:
    """Both count the same thing, or one of them does not say what it counts."""
    return a is None or b is None or measure(a) == measure(b)
