"""The proofs of a report inside the report file: how they stand there, and how they are found.

In JSON they are the field `proofs`. In Markdown they are the last fenced block of `json`, in
HTML the script element with the id `claims-proof`: one line, in which no sign can end either.
There they also hold the SHA-256 of the whole file, worked out as if it were zeros itself, so that
what was added to a report is seen, and not only what was changed of its claims. It is signed by
nobody: it tells a whole file from a spoiled one, and proves nothing of who made it.
"""

import json
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

from claims.errors import InputError
from claims.ledger.proofs import read_document, read_part
from claims.report.bundle import ProofBundle

HTML_ID: Final = "claims-proof"
_FENCED = re.compile(rb'^```json\r?\n(\{"proof":"claims-report".*\})\r?\n```\s*$', re.MULTILINE)
_SCRIPT = re.compile(
    rb'<script\s+type="application/json"\s+id="claims-proof"\s*>(.*?)</script>',
    re.IGNORECASE | re.DOTALL,
)
_BLANK: Final = "0" * 64
_FIELD = re.compile(rb'(?<=\{"proof":"claims-report","version":1,"document":")[0-9a-f]{64}(?=")')
_MARKS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def embedded(bundle: ProofBundle) -> str:
    """The proofs as one line of JSON in ASCII, without a sign that means anything in HTML.

    The document's digest is left blank in it, for `whole` to fill in.
    """
    fields = {**bundle.model_dump(), "document": _BLANK}
    line = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return line.translate(_MARKS)


def whole(document: str) -> str:
    """The document with its digest in the proofs that it holds; without any, as it is."""
    raw = document.encode()
    place = _place(raw)
    if place is None:
        return document
    return (raw[: place.start()] + _digest(raw, place).encode() + raw[place.end() :]).decode()


def alone(proofs: str) -> str:
    """The proofs outside of the file that they stood in, of which they then tell no digest."""
    place = _place(proofs.encode())
    return proofs if place is None else proofs.replace(f'"{place[0].decode()}"', "null", 1)


def _place(raw: bytes) -> re.Match[bytes] | None:
    """Where the digest stands: in the last proofs, after all that others wrote."""
    return next(iter([*_FIELD.finditer(raw)][-1:]), None)


def _digest(raw: bytes, place: re.Match[bytes]) -> str:
    """The SHA-256 of the file, however an editor ends its lines."""
    blanked = raw[: place.start()] + _BLANK.encode() + raw[place.end() :]
    return sha256(blanked.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").rstrip()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report file: its proofs, and what it says, as JSON values or as text.

    `is_whole` is whether it is as it was made; None where it does not tell.
    """

    style: Literal["json", "md", "html"]
    bundle: ProofBundle
    says: Any
    is_whole: bool | None = None


def read_report(raw: bytes) -> ReportFile | None:
    """The proofs in a report file; None where the file is none that could hold them.

    Raises `InputError` where it is a report without proofs, or these cannot be read.
    """
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        return _in_json(raw)
    if start == b"<":
        return _in_text(raw, _SCRIPT, "html")
    return _in_text(raw, _FENCED, "md") if start else None


def _in_json(raw: bytes) -> ReportFile | None:
    if b'"proofs"' not in raw or b'"not_checked"' not in raw:
        return None
    document = read_document(raw)
    if "not_checked" not in document:
        return None
    if not document.get("proofs"):
        raise _without_proofs()
    return ReportFile("json", read_part(ProofBundle, document["proofs"]), document)


def _in_text(raw: bytes, pattern: re.Pattern[bytes], style: Literal["md", "html"]) -> ReportFile:
    found = pattern.findall(raw)
    if not found:
        raise _without_proofs()
    bundle = read_part(ProofBundle, read_document(found[-1]))
    try:
        text = pattern.sub(b"", raw).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("text_not_utf8", f"byte {error.start + 1} is no UTF-8") from error
    place = _place(raw)
    is_whole = None if place is None else place[0].decode() == _digest(raw, place)
    return ReportFile(style, bundle, text, is_whole)


def _without_proofs() -> InputError:
    return InputError(
        "proof_unreadable",
        "this is no proof, and no report that holds any",
        hint="`claims prove REF` makes one; a sourcing report of a sealed record holds some",
    )
