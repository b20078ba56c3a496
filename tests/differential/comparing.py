"""Holds the answers of two versions against each other."""

import json
import re
import tomllib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

INTENDED = Path(__file__).parent / "intended.toml"
_CLAIM = re.compile(r"\bc-[0-9a-hjkmnp-tv-z]{8}\b")
_IDENTITY = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b[a-z]-[0-9a-hjkmnp-tv-z]{8}\b|\b[0-9a-f]{64}\b|[A-Za-z0-9+/]{43}="
)
_ABSENT = "(absent)"

Json = Any


@dataclass(frozen=True)
class Difference:
    """One place at which two answers differ."""

    answer: str
    path: str
    old: Json
    new: Json

    def __str__(self) -> str:
        return f"{self.answer}: {self.path}\n    old {_short(self.old)}\n    new {_short(self.new)}"


@dataclass(frozen=True)
class Intended:
    """The written list of what may differ."""

    places: tuple[tuple[str, str], ...] = ()
    claims_alone: tuple[str, ...] = ()

    def permits(self, difference: Difference) -> bool:
        return any(
            matches(difference.answer, answer) and matches(difference.path, path)
            for answer, path in self.places
        )

    def about_claims_alone(self, answer: str) -> bool:
        return any(matches(answer, pattern) for pattern in self.claims_alone)


def read_intended(path: Path = INTENDED) -> Intended:
    """The list in this file; an entry without a reason is refused."""
    found = tomllib.loads(path.read_text("utf-8"))
    for entry in (*found.get("intended", ()), *found.get("claims_alone", ())):
        if not entry.get("reason"):
            raise ValueError(f"{path}: {entry} gives no reason")
    return Intended(
        tuple((entry["answer"], entry["path"]) for entry in found.get("intended", ())),
        tuple(entry["answer"] for entry in found.get("claims_alone", ())),
    )


def matches(text: str, pattern: str) -> bool:
    """Whether the text is of the pattern, in which `*` stands for anything and `[` for itself."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def compare(
    history: Json, old: Json, new: Json, *, intended: Intended, relabelled: bool = False
) -> Iterator[Difference]:
    """Every place at which two versions answered one history otherwise.

    With `relabelled` identities and digests are replaced by their order of appearance first:
    for a version that draws them in another order.
    """
    labels: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for title, one, other in _pairs(history, old, new):
        first, second = one, other
        if intended.about_claims_alone(title):
            first, second = _claims_told(one), _claims_told(other)
        if relabelled:
            first, second = _relabelled(first, labels[0]), _relabelled(second, labels[1])
        if json.dumps(first, sort_keys=True) != json.dumps(second, sort_keys=True):
            for path, a, b in _places(first, second):
                yield Difference(title, path, a, b)


def _pairs(history: Json, old: Json, new: Json) -> Iterator[tuple[str, Json, Json]]:
    for step, one, other in zip(history["steps"], old["steps"], new["steps"], strict=True):
        yield f"step {step['do']} {' '.join(map(str, step['args']))[:60]}", one, other
    for argv, one, other in zip(history["questions"], old["answers"], new["answers"], strict=True):
        yield " ".join(argv), one, other


def _claims_told(answer: Json) -> Json:
    """The claims that a document tells, once each, in the order in which it does."""
    if not isinstance(answer, dict):
        return answer
    text = str(answer["out"])
    if text.startswith("base64:"):
        text = _text_of_pdf(b64decode(text.removeprefix("base64:")))
    return {"code": answer["code"], "out": list(dict.fromkeys(_CLAIM.findall(text)))}


def _text_of_pdf(content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415  only where reports on paper are compared by what they tell

    document = pypdfium2.PdfDocument(BytesIO(content))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _relabelled(value: Json, labels: dict[str, str]) -> Json:
    if isinstance(value, str):
        return _IDENTITY.sub(lambda match: labels.setdefault(match[0], f"#{len(labels)}"), value)
    if isinstance(value, list):
        return [_relabelled(one, labels) for one in value]
    if isinstance(value, dict):
        return {
            _relabelled(name, labels): _relabelled(value[name], labels) for name in sorted(value)
        }
    return value


def _places(old: Json, new: Json, path: str = "") -> Iterator[tuple[str, Json, Json]]:
    """Where two documents differ, as deep as they can be told apart."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            inner = f"{path}.{name}" if path else name
            yield from _places(old.get(name, _ABSENT), new.get(name, _ABSENT), inner)
    elif isinstance(old, list) and isinstance(new, list):
        for number, (one, other) in enumerate(zip_longest(old, new, fillvalue=_ABSENT)):
            yield from _places(one, other, f"{path}[{number}]")
    elif isinstance(old, str) and isinstance(new, str) and "\n" in old + new:
        pairs = zip_longest(old.split("\n"), new.split("\n"), fillvalue=_ABSENT)
        for number, (one, other) in enumerate(pairs, start=1):
            if one != other:
                yield f"{path}:{number}", one, other
    elif type(old) is not type(new) or old != new:
        yield path, old, new


def _short(value: Json) -> str:
    text = str(value)
    return text if len(text) <= 160 else f"{text[:160]}… ({len(text)} characters)"
