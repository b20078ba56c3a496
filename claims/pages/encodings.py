"""From bytes to text, never to other signs in silence.

A byte-order mark decides; then, whatever is stated, bytes that are UTF-8 are read as that,
which other text hardly ever is by chance; then what the sender states, what the page states,
and last what the bytes look like. A few bytes that fit nothing become U+FFFD; everything
that is not plain is told in a note.
"""

import codecs
import re
from typing import NamedTuple

from claims.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read under these names (WHATWG Encoding): sets that hold the stated one.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "johab": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_TEXTUAL = re.compile(r"(utf|iso|cp|koi|euc|gb|big5|shift|mac|tis|hz|johab|ascii)[\w-]*")
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)")
_HEAD = 4_096  # bytes in which a page states its charset
_LOST = 200  # one character in so many may be lost
_MARK = "\N{REPLACEMENT CHARACTER}"


class Decoded(NamedTuple):
    """The text, the charset it was read in, and what is to be told of that."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, stated: str | None) -> Decoded:
    """The text of a page; `stated` is the charset of its sender, where there is one."""
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return _with_mark(raw, charset)
    candidates = _candidates(raw, stated)
    stateful = bool(candidates) and candidates[0].startswith(("iso2022", "hz", "utf-16", "utf-32"))
    if not stateful and (text := _strictly(raw, "utf-8")) is not None:
        return Decoded(text, "utf-8", _other_than_stated(text, candidates))
    if len(set(candidates)) > 1:
        return _judged(raw, candidates)
    for charset in candidates:
        if (text := _strictly(raw, charset)) is not None:
            return Decoded(text, charset)
    return _mended(raw, candidates[0]) if candidates else _detected(raw, None)


def _with_mark(raw: bytes, charset: str) -> Decoded:
    reading = "utf-8-sig" if charset == "utf-8" else charset
    text = _strictly(raw, reading)
    return _mended(raw, reading) if text is None else Decoded(text, charset)


def _candidates(raw: bytes, stated: str | None) -> list[str]:
    """The charsets that the sender and the page state, as they are to be read."""
    own = _XML.search(raw[:_HEAD]) or _META.search(raw[:_HEAD])
    named = [stated, own[1].decode() if own else None]
    return [known for one in named if one is not None and (known := _known(one)) is not None]


def _known(name: str) -> str | None:
    """The codec of this name, None where there is none that gives text."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return _READ_AS.get(codec, codec) if _TEXTUAL.fullmatch(codec) else None


def _strictly(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except UnicodeError:
        return None


def _other_than_stated(text: str, candidates: list[str]) -> tuple[str, ...]:
    others = [one for one in candidates if one != "utf-8"]
    if text.isascii() or not others:
        return ()
    return (f"it is said to be {others[0]}; it is UTF-8, and was read as that",)


def _judged(raw: bytes, candidates: list[str]) -> Decoded:
    """Sender and page state different charsets: the one in which the bytes look like text."""
    sender, own = candidates
    found = _detected(raw, candidates)
    told = f"its sender says {sender}, the page {own}; it was read as {found.charset}"
    return found._replace(notes=(told, *found.notes[1:]))


def _detected(raw: bytes, among: list[str] | None) -> Decoded:
    """What the bytes look like, of these charsets or of all."""
    try:
        from charset_normalizer import from_bytes  # noqa: PLC0415  comes with an extra
    except ImportError as error:
        raise InputError(
            "text_not_utf8",
            "it is not UTF-8, and does not say what it is",
            hint="save it as UTF-8, or install claims-desk[reports], which tells encodings",
        ) from error
    best = from_bytes(raw, cp_isolation=among).best()
    if best is None:
        if among:
            return _mended(raw, among[-1])
        raise _undecodable("it is in no encoding that can be told")
    told = f"it does not say its encoding; it looks like {best.encoding}, and was read as that"
    return Decoded(str(best), best.encoding, (told,))


def _mended(raw: bytes, charset: str) -> Decoded:
    """The text with a mark for each of a few bytes that fit nothing; many are refused."""
    before = raw.decode(charset, "ignore").count(_MARK)
    text = raw.decode(charset, "replace")
    lost = text.count(_MARK) - before
    name = "utf-8" if charset == "utf-8-sig" else charset
    first = text.find(_MARK)
    if lost * _LOST > max(len(text), _LOST * 3):
        raise _undecodable(
            f"it is said to be {name}, and {lost:,} places are not, the first at "
            f"character {first + 1:,}: encodings are mixed"
        )
    places = "place is" if lost == 1 else "places are"
    told = (
        f"{lost} {places} not {name}, the first at character {first + 1:,}; there it reads {_MARK}"
    )
    return Decoded(text, name, (told,))


def _undecodable(told: str) -> InputError:
    return InputError(
        "text_undecodable", told, hint="save it as UTF-8 and give the file, with --url"
    )
