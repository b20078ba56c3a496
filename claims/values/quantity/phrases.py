"""What stands around a number: the words that bend it, and the unit behind it."""

from collections.abc import Mapping

from claims.values.quantity.cursor import Cursor
from claims.values.quantity.east_asian import NUMERALS
from claims.values.quantity.meaning import Shape
from claims.values.quantity.tokens import Kind, Token
from claims.values.quantity.words import (
    FATES,
    NOT_ZERO,
    POSTFIXES,
    PREFIXES,
    RESERVED,
    UNIT_JOINTS,
    Phrase,
)

_LONGEST_UNIT = 8
_ARTICLES = ("a", "an")
_CONJUNCTIONS = ("and", "or")
_SPACE = "put a space between the number and its unit"
_ONE = "keep the one that matters most and put the rest into the claim's note"


class Bend:
    """The words that bend the number, before it or behind it; they may not disagree."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._span = (0, 0)
        self.shape: Shape | None = None

    def read_before(self) -> None:
        """Take in every such phrase that stands before the number."""
        while self._read(PREFIXES):
            pass

    def read_behind(self) -> bool:
        """Take in every such phrase that stands behind it; whether there was one."""
        found = False
        while self._read(POSTFIXES):
            found = True
        return found

    def refuse_any(self, reason: str) -> None:
        """For where a number may not be bent at all."""
        if self.shape is not None:
            at, to = self._span
            raise self._cursor.refuse(reason, at=at, to=to, hint=_ONE)

    def _read(self, table: Mapping[Phrase, Shape | None]) -> bool:
        at = self._cursor.index
        found, shape = self._cursor.take_phrase(table)
        if shape is not None:
            self._add(shape, (at, self._cursor.index))
        return found

    def _add(self, shape: Shape, span: tuple[int, int]) -> None:
        """One more phrase; "at least" and "about" cannot both be kept, so both are refused."""
        if self.shape not in (None, shape):
            first = self._cursor.slice(*self._span)
            at, to = span
            raise self._cursor.refuse(f'does not go with "{first}"', at=at, to=to, hint=_ONE)
        self.shape, self._span = shape, span


def read_unit(cursor: Cursor, bend: Bend) -> str | None:
    """The words of the unit, as printed; None if there are none.

    Words that count, compare or doubt are not a unit: they are refused, never kept.
    """
    if cursor.key == "[":
        return _read_quoted(cursor)
    start = end = cursor.index
    while _is_unit_word(cursor):
        if end > start and bend.read_behind():
            break
        _check_word(cursor, start)
        cursor.index += 1
        end = cursor.index
    if end == start:
        return None
    if cursor.is_at(Kind.NUMBER):
        raise cursor.refuse("is a second number")
    if cursor.tokens[end - 1].key in (*UNIT_JOINTS, "-") or end - start > _LONGEST_UNIT:
        raise cursor.refuse("does not end a unit", at=end - 1)
    return cursor.slice(start, end)


def read_scope(cursor: Cursor, bend: Bend) -> None:
    """Of what a share or a sum is ("of the force", "in aid"): not its unit, kept in the text."""
    start = cursor.index
    cursor.take("worth")
    cursor.take("of", "in")
    cursor.take("the")
    stepped = cursor.index > start
    if stepped and read_unit(cursor, bend) is None:
        raise cursor.refuse(at=start)


def read_unit_of_none(cursor: Cursor, bend: Bend) -> str | None:
    """What there is none of; words that make it a missing number are refused."""
    start = cursor.index
    unit = read_unit(cursor, bend)
    for index in range(start, cursor.index):
        if cursor.tokens[index].key in NOT_ZERO:
            raise cursor.refuse("says that there is no number, not that it is zero", at=index)
    return unit


def read_fate(cursor: Cursor, bend: Bend) -> str | None:
    """What befell nobody: "none killed", "none of the soldiers", but not "nobody knows"."""
    if cursor.take("of"):
        cursor.take("the")
        return read_unit_of_none(cursor, bend)
    start = cursor.index
    unit = read_unit(cursor, bend)
    for index in range(start, cursor.index):
        if cursor.tokens[index].key not in FATES:
            raise cursor.refuse(at=index)
    return unit


def _read_quoted(cursor: Cursor) -> str:
    """A unit in square brackets, whatever its words."""
    keys = [token.key for token in cursor.tokens[cursor.index + 1 :]]
    length = keys.index("]") if "]" in keys else 0
    if not length:
        raise cursor.refuse("opens a bracket around no unit")
    start = cursor.index + 1
    cursor.index = start + length + 1
    return cursor.slice(start, start + length)


def _is_unit_word(cursor: Cursor) -> bool:
    """A word, or a hyphen that joins two."""
    if cursor.is_at(Kind.WORD):
        return True
    pair = cursor.tokens[cursor.index : cursor.index + 2]
    return (
        cursor.key == "-"
        and len(pair) > 1
        and all(token.glued for token in pair)
        and pair[1].kind is Kind.WORD
    )


def _check_word(cursor: Cursor, start: int) -> None:
    token = cursor.tokens[cursor.index]
    is_first = cursor.index == start
    before = "" if is_first else cursor.tokens[cursor.index - 1].key
    if is_first and token.glued and token.kind is Kind.WORD:
        raise cursor.refuse("touches the number and is not understood", hint=_SPACE)
    if token.key in UNIT_JOINTS:
        if (is_first and token.key not in _ARTICLES) or before in _CONJUNCTIONS:
            raise cursor.refuse(_joint_fault(cursor))
    elif token.key in RESERVED or not _is_plain(token):
        raise cursor.refuse("cannot be part of a unit")


def _joint_fault(cursor: Cursor) -> str:
    following = cursor.tokens[cursor.index + 1 : cursor.index + 2]
    if following and following[0].kind is Kind.NUMBER:
        return "joins a second number to the first"
    return "is not understood"


def _is_plain(token: Token) -> bool:
    """Letters only, no East Asian numeral in front, no contracted "not"."""
    if token.key == "-":
        return True
    letters = token.key.replace("'", "")
    return letters.isalpha() and letters[0] not in NUMERALS and not token.key.endswith("n't")
