"""Signed notes: published ones, a second Ed25519 library as the oracle, and what is refused."""

import subprocess
import sys
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

from claims.errors import InputError
from claims.ledger.checkpoints import (
    MOST_SIGNATURES,
    Checkpoint,
    NoteSignature,
    SignedNote,
    Verifier,
    new_signer,
    parse_checkpoint,
    parse_note,
    parse_signer,
    parse_verifier,
)

SEED = bytes(range(32))
ROOT = sha256(b"root").digest()
NAME = "example.com/log"
CHECKPOINT = Checkpoint(NAME, 1234, ROOT)
SIGNER = new_signer(NAME, SEED)
WITNESS = new_signer("witness.example.org", SEED[::-1])
NOTE = SIGNER.sign(CHECKPOINT)

# The example of c2sp.org/signed-note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""  # noqa: E501  a signature is one line
# The first example there; its key is not published.
POEM = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""  # noqa: E501  a signature is one line
# The example of c2sp.org/tlog-checkpoint; its key is not published.
SPEC_CHECKPOINT = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501  a signature is one line
# The Go checksum database: the key is compiled into the go command, the heads were published.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_NOTE = """go.sum database tree
6476701
mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=

— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=
"""  # noqa: E501  a signature is one line
GO_NOTE_WITNESSED = """go.sum database tree
15067302
gJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=

— sum.golang.org Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyomH5Xz7GZG3TpB7OeKn4E2ww=
— test.example.com qTGhC/xIPQ0AXKHK6Y+9ypRfuvMZWPjRXM8NiOg5M1WREn07VQXyuIXM3NRNav3ieVFLUqDRK77PWDmL6w8w84UqeAw=
"""  # noqa: E501  a signature is one line
PUBLISHED = [SPEC_NOTE, POEM, SPEC_CHECKPOINT, GO_NOTE, GO_NOTE_WITNESSED]


def code_of(refused: pytest.ExceptionInfo[InputError]) -> str:
    return refused.value.code


# Published notes


@pytest.mark.parametrize("note", PUBLISHED)
def test_a_published_note_is_written_as_it_was_read(note: str) -> None:
    assert parse_note(note).render() == note


def test_the_key_of_the_specification_verifies_its_note() -> None:
    parse_verifier(SPEC_KEY).check(parse_note(SPEC_NOTE))


def test_the_key_of_the_specification_verifies_no_other_text() -> None:
    with pytest.raises(InputError) as refused:
        parse_verifier(SPEC_KEY).check(parse_note(SPEC_NOTE.replace("an", "no")))
    assert code_of(refused) == "signature_wrong"


def test_a_head_of_the_go_checksum_database_verifies() -> None:
    root = b64decode("mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=")

    assert parse_verifier(GO_KEY).verify(GO_NOTE) == Checkpoint(
        "go.sum database tree", 6476701, root
    )


def test_the_signature_of_a_witness_is_carried_along() -> None:
    assert parse_verifier(GO_KEY).verify(GO_NOTE_WITNESSED).size == 15067302
    assert [one.name for one in parse_note(GO_NOTE_WITNESSED).signatures] == [
        "sum.golang.org",
        "test.example.com",
    ]


def test_the_text_may_hold_empty_lines() -> None:
    assert parse_note(POEM).text.endswith("sole:\n\ned è subito sera.\n")


# A second library, and the specification read a second time


def id_of(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def test_what_we_sign_verifies_elsewhere() -> None:
    body, line = NOTE.split("\n\n")
    dash, name, encoded = line.rstrip("\n").split(" ")
    key = SigningKey(SEED).verify_key
    signature = b64decode(encoded)

    assert (dash, name) == ("\u2014", NAME)
    assert signature[:4] == id_of(NAME, bytes(key))
    assert VerifyKey(bytes(key)).verify(f"{body}\n".encode(), signature[4:])


def test_what_is_signed_elsewhere_verifies_here() -> None:
    key = SigningKey(SEED[::-1])
    public = bytes(key.verify_key)
    body = f"{NAME}\n7\n{b64encode(ROOT).decode()}\n"
    signature = id_of("else.where", public) + key.sign(body.encode()).signature
    note = f"{body}\n\u2014 else.where {b64encode(signature).decode()}\n"
    encoded = b64encode(b"\x01" + public).decode()
    vkey = f"else.where+{id_of('else.where', public).hex()}+{encoded}"

    assert parse_verifier(vkey).verify(note) == Checkpoint(NAME, 7, ROOT)


# Signing and verifying


def test_a_signed_checkpoint_verifies() -> None:
    assert SIGNER.verifier.verify(NOTE) == CHECKPOINT


def test_a_note_verifies_from_bytes_too() -> None:
    assert SIGNER.verifier.verify(NOTE.encode()) == CHECKPOINT


def test_signing_twice_gives_the_same_note() -> None:
    assert SIGNER.sign(CHECKPOINT) == NOTE


def signature_of(note: str) -> str:
    return note.rpartition("\n\n")[2]


def test_both_signers_of_a_note_verify_it() -> None:
    both = NOTE + signature_of(WITNESS.sign(CHECKPOINT))

    assert SIGNER.verifier.verify(both) == WITNESS.verifier.verify(both) == CHECKPOINT


def test_a_key_that_has_not_signed_is_told_who_has() -> None:
    with pytest.raises(InputError, match=r"signed by example.com/log\+d455c521") as refused:
        WITNESS.verifier.verify(NOTE)
    assert code_of(refused) == "key_unknown"


def test_another_key_of_the_same_name_is_unknown() -> None:
    with pytest.raises(InputError) as refused:
        new_signer(NAME, SEED[::-1]).verifier.verify(NOTE)
    assert code_of(refused) == "key_unknown"


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        SIGNER.verifier.verify(NOTE.replace("1234", "1235"))
    assert code_of(refused) == "signature_wrong"


def test_one_wrong_signature_of_a_known_key_is_enough_to_refuse() -> None:
    other = signature_of(SIGNER.sign(Checkpoint(NAME, 9, ROOT)))

    with pytest.raises(InputError) as refused:
        SIGNER.verifier.verify(NOTE + other)
    assert code_of(refused) == "signature_wrong"


@pytest.mark.parametrize("signature", [b"x", b"x" * 63, b"x" * 65, bytes(64)])
def test_a_signature_of_any_length_is_wrong_and_no_more(signature: bytes) -> None:
    line = NoteSignature(NAME, SIGNER.verifier.key_id, signature)

    with pytest.raises(InputError) as refused:
        SIGNER.verifier.verify(SignedNote(CHECKPOINT.body(), (line,)).render())
    assert code_of(refused) == "signature_wrong"


def test_a_signed_text_that_is_no_checkpoint_is_unreadable() -> None:
    with pytest.raises(InputError) as refused:
        parse_verifier(SPEC_KEY).verify(SPEC_NOTE)
    assert code_of(refused) == "note_unreadable"


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_a_note_with_any_byte_changed_is_refused(place: int, change: int) -> None:
    content = bytearray(NOTE.encode())
    content[place] ^= change

    with pytest.raises(InputError):
        SIGNER.verifier.verify(bytes(content))


# Reading strictly

BODY, LINE = CHECKPOINT.body(), signature_of(NOTE)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("", id="nothing"),
        pytest.param(BODY, id="no signature"),
        pytest.param(f"{BODY}\n", id="an empty line and no signature"),
        pytest.param(f"{BODY}{LINE}", id="no empty line"),
        pytest.param(f"\n{LINE}", id="no text"),
        pytest.param(NOTE[:-1], id="no newline at the end"),
        pytest.param(f"{NOTE[:-1]}x", id="another character at the end"),
        pytest.param(f"{NOTE}\n", id="an empty line at the end"),
        pytest.param(NOTE.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(NOTE.replace("1234", "12\t34"), id="tab"),
        pytest.param(NOTE.replace("1234", "12\x0034"), id="NUL"),
        pytest.param(NOTE.replace("1234", "12\ud80034"), id="half a surrogate pair"),
        pytest.param(NOTE.encode("utf-16"), id="UTF-16"),
        pytest.param(NOTE.encode().replace(b"1234", b"\xff"), id="no UTF-8"),
        pytest.param(NOTE.replace("\u2014 ", "- "), id="hyphen"),
        pytest.param(NOTE.replace("\u2014 ", "\u2014  "), id="two spaces"),
        pytest.param(f"{NOTE[:-1]} \n", id="space at the end"),
        pytest.param(NOTE.replace("\u2014 exam", "\u2014 ex+am"), id="plus in the name"),
        pytest.param(NOTE.replace("\u2014 exam", "\u2014 ex\u00a0am"), id="space in the name"),
        pytest.param(NOTE.replace("=\n", "\n"), id="base64 without padding"),
        pytest.param(NOTE.replace("4=\n", "5=\n"), id="base64 with bits left over"),
        pytest.param(f"{BODY}\n\u2014 {NAME} 1FXFIQ==\n", id="a key ID and no signature"),
        pytest.param(f"{BODY}\n{LINE * (MOST_SIGNATURES + 1)}", id="too many signatures"),
        pytest.param("x" * 1_000_000 + NOTE, id="too long"),
    ],
)
def test_a_note_of_another_form_is_refused(raw: str | bytes) -> None:
    with pytest.raises(InputError) as refused:
        parse_note(raw)
    assert code_of(refused) == "note_unreadable"


def test_a_hundred_signatures_are_read() -> None:
    assert len(parse_note(f"{BODY}\n{LINE * MOST_SIGNATURES}").signatures) == MOST_SIGNATURES


pieces = st.sampled_from(
    ["\n", "\n\n", "\u2014 ", "+", "=", "a", LINE, " ", "\x85", "\u2028", "\r"]
)


@given(st.text(), st.text() | pieces, st.sampled_from(PUBLISHED), st.integers(0))
@example("", "\n", NOTE, len(BODY))
def test_what_is_read_is_written_the_same(head: str, piece: str, note: str, place: int) -> None:
    cut = place % (len(note) + 1)
    raw = head + note[:cut] + piece + note[cut:]
    try:
        read = parse_note(raw)
    except InputError:
        return

    assert read.render() == raw


ROOT_64 = b64encode(ROOT).decode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"{NAME}\n7\n", id="two lines"),
        pytest.param(f"{NAME}\n7\n{ROOT_64}", id="no newline at the end"),
        pytest.param(f"{NAME}\n7\n{ROOT_64}\nmore", id="no newline after a further line"),
        pytest.param(f"\n7\n{ROOT_64}\n", id="no origin"),
        pytest.param(f"{NAME}\n07\n{ROOT_64}\n", id="leading zero"),
        pytest.param(f"{NAME}\n00\n{ROOT_64}\n", id="two zeros"),
        pytest.param(f"{NAME}\n+7\n{ROOT_64}\n", id="plus"),
        pytest.param(f"{NAME}\n-7\n{ROOT_64}\n", id="minus"),
        pytest.param(f"{NAME}\n7 \n{ROOT_64}\n", id="space"),
        pytest.param(f"{NAME}\n1_0\n{ROOT_64}\n", id="underscore"),
        pytest.param(f"{NAME}\n\u0667\n{ROOT_64}\n", id="another script's digit"),
        pytest.param(f"{NAME}\n{2**63}\n{ROOT_64}\n", id="more than 63 bits"),
        pytest.param(f"{NAME}\n{'9' * 5000}\n{ROOT_64}\n", id="absurdly many"),
        pytest.param(f"{NAME}\n7\n{ROOT_64[:-1]}\n", id="base64 without padding"),
        pytest.param(f"{NAME}\n7\n{b64encode(ROOT[:-1]).decode()}\n", id="31 bytes"),
        pytest.param(f"{NAME}\n7\n\n", id="no root"),
        pytest.param(f"{NAME}\n7\n{ROOT_64}\n\n", id="extra blank line"),
        pytest.param(f"{NAME}\n7\n{ROOT_64}\nmore\n\nmore\n", id="blank line between"),
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_checkpoint(body)
    assert code_of(refused) == "note_unreadable"


def test_further_lines_of_a_checkpoint_are_kept() -> None:
    body = f"{NAME}\n0\n{ROOT_64}\nmore\nand more\n"

    assert parse_checkpoint(body) == Checkpoint(NAME, 0, ROOT, ("more", "and more"))
    assert parse_checkpoint(body).body() == body


lines = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=list(map(chr, range(32)))),
    min_size=1,
)


@settings(max_examples=40)
@given(lines, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(lines))
def test_a_checkpoint_comes_back_from_a_note(
    origin: str, size: int, root: bytes, more: list[str]
) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(more))

    assert SIGNER.verifier.verify(SIGNER.sign(checkpoint)) == checkpoint


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 7, ROOT, ()),
        ("two\nlines", 7, ROOT, ()),
        ("\ud800", 7, ROOT, ()),
        (NAME, -1, ROOT, ()),
        (NAME, 2**63, ROOT, ()),
        (NAME, 7, b"", ()),
        (NAME, 7, ROOT, ("",)),
        (NAME, 7, ROOT, ("a\rb",)),
    ],
)
def test_a_checkpoint_that_could_not_be_read_again_is_not_made(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as refused:
        Checkpoint(origin, size, root, extensions)
    assert code_of(refused) == "note_unreadable"


# Keys


@pytest.mark.parametrize("text", [SPEC_KEY, GO_KEY, SIGNER.verifier.text])
def test_a_verifier_is_written_as_it_was_read(text: str) -> None:
    assert parse_verifier(text).text == text


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32))
def test_a_signer_comes_back_from_its_text(seed: bytes) -> None:
    signer = new_signer(NAME, seed)

    assert parse_signer(signer.text) == signer
    assert parse_verifier(signer.verifier.text) == signer.verifier


def test_a_signer_is_written_in_the_form_of_the_go_package_note() -> None:
    assert SIGNER.text == (
        "PRIVATE+KEY+example.com/log+d455c521+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    )


def test_a_signer_does_not_show_its_seed() -> None:
    assert repr(SIGNER) == "Signer(name='example.com/log')"


KEY = SIGNER.verifier.text
SECRET = SIGNER.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(NAME, id="name only"),
        pytest.param(f"{KEY}\n", id="newline at the end"),
        pytest.param(f" {KEY}", id="space at the start"),
        pytest.param(KEY.replace("/log", "/dog"), id="another name"),
        pytest.param(KEY.replace("d455", "D455"), id="ID in capitals"),
        pytest.param(KEY.replace("d455", "d456"), id="another ID"),
        pytest.param(KEY.replace("+AQOhB7", "+AQOhB8"), id="another key"),
        pytest.param(KEY.replace("+AQ", "+BA"), id="another type"),
        pytest.param(KEY[:-4], id="too short"),
        pytest.param(f"{KEY}AAAA", id="too long"),
        pytest.param(KEY.removeprefix(NAME), id="no name"),
        pytest.param(SECRET, id="a private key"),
    ],
)
def test_a_public_key_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_verifier(text)
    assert code_of(refused) == "key_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(KEY, id="a public key"),
        pytest.param(SECRET.replace("d455", "d456"), id="another ID"),
        pytest.param(SECRET[:-4], id="too short"),
        pytest.param(f"{SECRET}\n", id="newline at the end"),
    ],
)
def test_a_private_key_of_another_form_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_signer(text)
    assert code_of(refused) == "key_unreadable"
    assert "AQABAgME" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "a\x1fb", "\udc80"])
def test_a_name_that_no_signature_line_could_hold_is_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        new_signer(name, SEED)
    assert code_of(refused) == "key_unreadable"


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_has_32_bytes(length: int) -> None:
    for make in (new_signer, Verifier):
        with pytest.raises(InputError) as refused:
            make(NAME, bytes(length))
        assert code_of(refused) == "key_unreadable"


# Start-up


def test_reading_a_note_does_not_wait_for_cryptography() -> None:
    reading = (
        "import sys; from claims.ledger.checkpoints import parse_note, parse_verifier; "
        f"parse_note({NOTE!r}); parse_verifier({KEY!r}); "
        "sys.exit('cryptography' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", reading], check=False).returncode == 0
