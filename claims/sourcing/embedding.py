"""The proofs of a report inside the report file: how they stand there, and how they are found.

In JSON they are the field `proofs`. In Markdown they are the last fenced block of `json`, in
HTML the script element with the id `claims-proof`: one line, in which no sign can end either.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from claims.errors import InputError
from claims.proofs import read_document, read_part
from claims.sourcing.bundle import ProofBundle

HTML_ID: Final = "claims-proof"
_FENCED = re.compile(rb'^```json\r?\n(\{"proof":"claims-report".*\})\r?\n```\s*$', re.MULTILINE)
_SCRIPT = re.compile(
    rb'<script\s+type="application/json"\s+id="claims-proof"\s*>(.*?)</script>',
    re.IGNORECASE | re.DOTALL,
)
_MARKS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def embedded(bundle: ProofBundle) -> str:
    """The proofs as one line of JSON in ASCII, without a sign that means anything in HTML."""
    line = json.dumps(bundle.model_dump(), ensure_ascii=True, separators=(",", ":"))
    return line.translate(_MARKS)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report file: its proofs, and what it says, as JSON values or as text."""

    style: Literal["json", "md", "html"]
    bundle: ProofBundle
    says: Any


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
    return ReportFile(style, bundle, text)


def _without_proofs() -> InputError:
    return InputError(
        "proof_unreadable",
        "this is no proof, and no report that holds any",
        hint="`claims prove REF` makes one; a sourcing report of a sealed record holds some",
    )
