"""What was told in English, told in the words of a report: its sentences, parts and numbers.

A word that a newsroom left as it was in English stays as the sentence had it.
"""

from claims.messages import NUMBER, Slot, Told
from claims.report.language import Words, words_in
from claims.report.marks import plain
from claims.report.numbers_and_dates import number_words

_ENGLISH = words_in("en")


def retold(text: str, words: Words) -> str:
    """The same in these words; what is no sentence of ours stays as it is."""
    if words is _ENGLISH or not isinstance(text, Told):
        return text
    if text.name == NUMBER and text.value is not None:
        return number_words(text.value, words)
    slots = {name: _slot(value, words) for name, value in text.slots.items()}
    template = _template(text, words)
    return template.format(**slots) if slots else template


def shown(text: str, words: Words) -> str:
    """The same as Markdown that shows exactly it."""
    return plain(retold(text, words))


def _slot(value: Slot, words: Words) -> Slot:
    return retold(value, words) if isinstance(value, str) else value


def _template(text: Told, words: Words) -> str:
    if not text.name:
        return text.template
    own = words.of(text.name)
    return text.template if own is None or own == _ENGLISH.of(text.name) else own
