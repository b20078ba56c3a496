"""Encodings: what is stated, what the bytes are, and never other signs in silence."""

import pytest

from claims.errors import InputError
from claims.pages.encodings import Decoded, decode

RUSSIAN = "Ведомство сообщило, что погибли или ранены около 4700 человек, из них 600 погибли. " * 4
KOREAN = "국가정보원은 북한군 사상자가 약 4,700명에 이른다고 밝혔다. " * 4
MARK = "\ufffd"


def meta(charset: str) -> str:
    return f'<meta charset="{charset}">'


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(charset: str) -> None:
    found = decode(KOREAN.encode(charset), "iso-8859-1")

    assert found.text == KOREAN
    assert charset.startswith(found.charset)


@pytest.mark.parametrize(
    ("charset", "stated", "text"),
    [
        ("utf-8", "utf-8", KOREAN),
        ("cp949", "euc-kr", KOREAN + "똠방각하"),
        ("cp1251", "windows-1251", RUSSIAN),
        ("koi8-r", "KOI8-R", RUSSIAN),
        ("cp1252", "iso-8859-1", "“4,700” – café"),
        ("shift_jis", "Shift_JIS", "約4,700人が死傷したと述べた。"),
        ("iso2022_jp", "iso-2022-jp", "約4,700人が死傷したと述べた。"),
        ("cp1256", "windows-1256", "نحو 4700 جندي"),
    ],
)
def test_what_the_sender_states_is_read(charset: str, stated: str, text: str) -> None:
    found = decode(text.encode(charset), stated)

    assert (found.text, found.notes) == (text, ())


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp949"])
def test_what_the_page_states_is_read_where_the_sender_says_nothing(charset: str) -> None:
    text = meta(charset) + (KOREAN if charset == "cp949" else RUSSIAN)

    assert decode(text.encode(charset), None).text == text


def test_utf8_is_read_as_that_whatever_its_sender_says() -> None:
    found = decode(KOREAN.encode(), "iso-8859-1")

    assert found.text == KOREAN
    assert found.notes == ("it is said to be cp1252; it is UTF-8, and was read as that",)


def test_between_sender_and_page_the_bytes_decide() -> None:
    text = meta("windows-1251") + RUSSIAN
    found = decode(text.encode("cp1251"), "iso-8859-1")

    assert found.text == text
    assert found.notes == ("its sender says cp1252, the page cp1251; it was read as cp1251",)


def test_an_encoding_that_nobody_states_is_told_with_a_note() -> None:
    found = decode(RUSSIAN.encode("cp1251"), None)

    assert found.text == RUSSIAN
    assert "looks like cp1251" in found.notes[0]


@pytest.mark.parametrize("stated", ["no-such-charset", "base64", "rot13", "zlib", "x" * 300])
def test_a_charset_that_gives_no_text_is_none(stated: str) -> None:
    assert decode(KOREAN.encode(), stated) == Decoded(KOREAN, "utf-8")


def test_a_few_bytes_that_fit_nothing_are_marked_and_told() -> None:
    raw = (KOREAN * 10).encode() + "“".encode("cp1252") + b" 4,700"
    found = decode(raw, "utf-8")

    assert found.text == f"{KOREAN * 10}{MARK} 4,700"
    assert (
        f"1 place is not utf-8, the first at character {len(KOREAN) * 10 + 1:,}" in found.notes[0]
    )


def test_encodings_that_are_mixed_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        decode(KOREAN.encode() + RUSSIAN.encode("cp1251"), "utf-8")

    assert caught.value.code == "text_undecodable"
    assert "mixed" in caught.value.message
    assert "UTF-8" in caught.value.hint


def test_plain_letters_are_read_whatever_is_said() -> None:
    assert decode(b"4,700 men", "iso-8859-1") == Decoded("4,700 men", "utf-8")
