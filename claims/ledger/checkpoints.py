"""Signed tree heads: C2SP signed-note and tlog-checkpoint, with Ed25519 (RFC 8032).

A note is read strictly: what was read, written again, gives the same bytes, and
anything else is refused. So a note that verifies can be kept and compared as text.
A text is trusted only after a signature over it was verified; signatures of keys
that nobody asked about, such as witnesses, are carried along and not judged.

https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from claims.errors import InputError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"
LONGEST = 1_000_000
MOST_SIGNATURES = 100
_KEY = 32
_ROOT = 32
_KEY_ID = 4
_PRIVATE = "PRIVATE+KEY+"
_LARGEST_SIZE = 2**63 - 1
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_SIGNED_BY = re.compile(r"— (?P<name>[^ ]+) (?P<signature>[^ ]+)")


# Notes


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the name and ID of the key, and what it signed with."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in a note."""
        return f"— {self.name} {_encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text that ends in a newline, and the signatures under it, judged by nobody yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def render(self) -> str:
        """The note as it is exchanged."""
        return f"{self.text}\n{''.join(one.line() for one in self.signatures)}"


def parse_note(raw: str | bytes) -> SignedNote:
    """Read a note; what would not be written the same way again is refused."""
    note = _decode(raw)
    text, blank, signatures = note.rpartition("\n\n")
    if not blank:
        raise _unreadable("it has no empty line between text and signatures")
    if not signatures.endswith("\n"):
        raise _unreadable("its last line is not a signature that ends in a newline")
    lines = signatures[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise _unreadable(f"it has {len(lines)} signatures; the most allowed is {MOST_SIGNATURES}")
    return SignedNote(f"{text}\n", tuple(_parse_signature(line) for line in lines))


def _decode(raw: str | bytes) -> str:
    try:
        content = raw if isinstance(raw, bytes) else raw.encode()
        text = content.decode()
    except UnicodeError as error:
        raise _unreadable("it is not UTF-8") from error
    if len(content) > LONGEST:
        raise _unreadable(f"it is {len(content):,} bytes long; the most allowed is {LONGEST:,}")
    control = _CONTROL.search(text)
    if control:
        raise _unreadable(
            f"character {control.start() + 1} is the control character U+{ord(control[0]):04X}"
        )
    return text


def _parse_signature(line: str) -> NoteSignature:
    match = _SIGNED_BY.fullmatch(line)
    if match is None or not _is_name(match["name"]):
        raise _unreadable(f"{line!r} is no signature line (— name base64)")
    content = _decode_base64(match["signature"])
    if content is None or len(content) <= _KEY_ID:
        raise _unreadable(
            f"the signature of {match['name']} is not the base64 of a key ID and more"
        )
    return NoteSignature(match["name"], content[:_KEY_ID], content[_KEY_ID:])


# Checkpoints


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: which log, how many leaves, and the root hash over them.

    `extensions` are further lines that other logs may add; ours have none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(_is_line(line) for line in (self.origin, *self.extensions)):
            raise _unreadable("the origin and the extensions of a checkpoint are lines with text")
        if not 0 <= self.size <= _LARGEST_SIZE:
            raise _unreadable(f"a checkpoint of {self.size} leaves cannot be")
        if len(self.root) != _ROOT:
            raise _unreadable(f"the root hash is {len(self.root)} bytes long and should be {_ROOT}")

    def body(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), _encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(body: str) -> Checkpoint:
    """Read the text of a note as a tree head."""
    *lines, last = body.split("\n")
    if last or len(lines) < len(("origin", "size", "root")):
        raise _unreadable("a checkpoint has lines for origin, size and root hash")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise _unreadable(f"the size {size!r} is not a plain decimal number")
    digest = _decode_base64(root)
    if digest is None:
        raise _unreadable(f"the root hash {root!r} is not canonical base64")
    return Checkpoint(origin, int(size), digest, tuple(extensions))


# Keys


@dataclass(frozen=True)
class Verifier:
    """A public key under its name."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _check_key(self.name, self.public_key)

    @cached_property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart; no proof of anything."""
        named = self.name.encode() + b"\n" + ED25519 + self.public_key
        return sha256(named).digest()[:_KEY_ID]

    @property
    def text(self) -> str:
        """The key as it is handed out: name, ID and key, joined by plus signs (a vkey)."""
        return f"{self.name}+{self.key_id.hex()}+{_encode(ED25519 + self.public_key)}"

    def verify(self, raw: str | bytes) -> Checkpoint:
        """The checkpoint of a note that this key has signed; otherwise an error says why not.

        The origin is not compared with the key's name, as the two may differ.
        """
        note = parse_note(raw)
        self.check(note)
        return parse_checkpoint(note.text)

    def check(self, note: SignedNote) -> None:
        """Refuse a note that this key has not signed, or with a wrong signature of this key."""
        mine = [
            one for one in note.signatures if (one.name, one.key_id) == (self.name, self.key_id)
        ]
        if not mine:
            raise InputError(
                "key_unknown",
                f"{self.name}+{self.key_id.hex()} has not signed this note",
                hint=f"it is signed by {_signers(note.signatures)}",
            )
        if not all(self._signed(note.text.encode(), one.signature) for one in mine):
            raise InputError(
                "signature_wrong",
                f"the signature of {self.name}+{self.key_id.hex()} does not fit the text",
                hint="the text or the signature was changed after signing",
            )

    def _signed(self, content: bytes, signature: bytes) -> bool:
        # Imported when first used: cryptography takes longer to start than a note to read.
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PublicKey,
        )

        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key under its name; the seed is never shown, except as `text`."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_key(self.name, self.seed)

    @cached_property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The key as it is kept, in secret."""
        key_id = self.verifier.key_id.hex()
        return f"{_PRIVATE}{self.name}+{key_id}+{_encode(ED25519 + self.seed)}"

    def sign(self, checkpoint: Checkpoint) -> str:
        """The checkpoint as a note with one signature, of this key."""
        body = checkpoint.body()
        signature = self._key.sign(body.encode())
        signed = NoteSignature(self.name, self.verifier.key_id, signature)
        return SignedNote(body, (signed,)).render()

    @cached_property
    def _key(self) -> "Ed25519PrivateKey":
        # Imported when first used: cryptography takes longer to start than a note to read.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PrivateKey,
        )

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_signer(name: str, seed: bytes) -> Signer:
    """A signer from 32 random bytes, which the caller draws."""
    return Signer(name, seed)


def parse_verifier(text: str) -> Verifier:
    """Read a public key as it is handed out (a vkey)."""
    name, key_id, key = _parse_key(text, "name+id+key")
    verifier = Verifier(name, key)
    _check_id(verifier, key_id)
    return verifier


def parse_signer(text: str) -> Signer:
    """Read a private key as it is kept."""
    if not text.startswith(_PRIVATE):
        raise _bad_key(f"a private key begins with {_PRIVATE}")
    name, key_id, seed = _parse_key(text.removeprefix(_PRIVATE), f"{_PRIVATE}name+id+seed")
    signer = Signer(name, seed)
    _check_id(signer.verifier, key_id)
    return signer


def _parse_key(text: str, form: str) -> tuple[str, str, bytes]:
    """Name, ID in hex, and key without its type; errors do not repeat it, as it may be secret."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    content = _decode_base64(encoded)
    if not content:
        raise _bad_key(f"it does not have the form {form}, with the last part in base64")
    if content[:1] != ED25519:
        raise _bad_key(f"it is of type 0x{content[0]:02x}; only Ed25519 (0x01) is known here")
    return name, key_id, content[1:]


def _check_key(name: str, key: bytes) -> None:
    if not _is_name(name):
        raise _bad_key(f"{name!r} cannot name a key: it has to be text without spaces and plus")
    if len(key) != _KEY:
        raise _bad_key(f"the key of {name} is {len(key)} bytes long and should be {_KEY}")


def _check_id(verifier: Verifier, key_id: str) -> None:
    if key_id != verifier.key_id.hex():
        raise _bad_key(
            f"the ID given for {verifier.name} is not that of its key, {verifier.key_id.hex()}",
            hint="name, ID and key have to be copied together",
        )


# Parts


def _encode(content: bytes) -> str:
    return b64encode(content).decode()


def _decode_base64(text: str) -> bytes | None:
    """The bytes, or None where these are not the one way to write them (RFC 4648, section 4)."""
    try:
        content = b64decode(text, validate=True)
    except ValueError:
        return None
    return content if _encode(content) == text else None


def _is_name(text: str) -> bool:
    return _is_line(text) and "+" not in text and not any(map(str.isspace, text))


def _is_line(text: str) -> bool:
    """Whether it can stand as a line of a note: not empty, in UTF-8, no control characters."""
    if not text or "\n" in text or _CONTROL.search(text):
        return False
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _signers(signatures: Iterable[NoteSignature]) -> str:
    return ", ".join(f"{one.name}+{one.key_id.hex()}" for one in signatures)


def _unreadable(fault: str) -> InputError:
    return InputError("note_unreadable", f"the note cannot be read: {fault}")


def _bad_key(fault: str, *, hint: str = "") -> InputError:
    return InputError("key_unreadable", f"the key cannot be read: {fault}", hint=hint)
