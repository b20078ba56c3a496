"""What a report file says of a claim, compared with what is proved that its entry says."""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from claims.ledger.proofs import ProvenEntry
from claims.report.bundle import BundledEntry
from claims.report.marks import link, one_line, plain, quoted, visible
from claims.vocab import Hedge

_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>")


class Told:
    """What the records that are mentioned are proved to say."""

    def __init__(self, entries: Iterable[ProvenEntry]) -> None:
        self._records = {
            entry.header.subject: entry.payload.get("record") or {}
            for entry in entries
            if entry.payload is not None
        }

    def of(self, subject: str | None) -> Mapping[str, Any] | None:
        """The record; None where nothing of it is proved."""
        return None if subject is None else self._records.get(subject)


def ref_of(one: BundledEntry) -> str:
    """The short reference of an entry's record; its identity, where that is none."""
    try:
        return one.header.ref
    except ValueError:
        return one.header.subject


# JSON: field by field

_PLAIN = ("statement", "stance", "modality", "method", "said", "as_of", "key", "note", "withdrawn")
_OF_REPORT = ("url", "title", "byline", "published", "language", "text_sha256")
_OF_HOP = ("named_as", "cue", "said", "language", "original_term")


def _in_json(
    says: Any, one: BundledEntry, record: Mapping[str, Any], told: Told
) -> Iterator[str] | None:
    claims = says.get(one.header.subject, [])
    if len(claims) > 1:
        return iter(["the report tells of it twice"])
    return _fields(claims[0], one, record, told) if claims else None


def _fields(claim: Any, one: BundledEntry, record: Mapping[str, Any], told: Told) -> Iterator[str]:
    pairs: list[tuple[str, Any, Any]] = [(name, claim[name], record.get(name)) for name in _PLAIN]
    pairs += [
        ("ref", claim["ref"], ref_of(one)),
        ("revision", claim["revision"], one.header.version),
        ("tags", claim["tags"], record.get("tags", [])),
        ("quote", (claim["quote"] or {}).get("words"), record.get("quote")),
        *_quantity(claim["quantity"] or {}, record.get("quantity") or {}),
        *_chain(claim["chain"], _hops(record), told),
    ]
    report, figure = told.of(record["report"]), told.of(record.get("figure"))
    if report is not None:
        pairs += [
            (f"report {name}", claim["report"][name], report.get(name)) for name in _OF_REPORT
        ]
    if figure is not None or record.get("figure") is None:
        pairs.append(("figure", claim["figure"], (figure or {}).get("slug")))
    for name, here, there in pairs:
        if here != there:
            yield f"{name}: the report says {_short(here)}, the record {_short(there)}"


def _quantity(here: Any, there: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    yield "quantity", here.get("printed"), there.get("text")
    for name in ("comparator", "unit", "convention"):
        yield name, here.get(name), there.get(name)
    for name in ("value", "low", "high"):
        yield name, _number(here.get(name)), _number(there.get(name))


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _hops(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The speakers; the first spoke when the claim was said, unless his hop says otherwise."""
    first, *others = record["chain"]
    return [{"said": record.get("said"), **first}, *others]


def _chain(here: Any, there: Any, told: Told) -> Iterator[tuple[str, Any, Any]]:
    yield "number of speakers", len(here), len(there)
    for place, (shown, hop) in enumerate(zip(here, there, strict=False), start=1):
        source = told.of(hop["source"])
        if source is not None:
            yield f"speaker {place}", shown["source"], source.get("name")
        yield f"hedge {place}", shown["hedge"], hop.get("hedge", Hedge.ATTRIBUTED.value)
        for name in _OF_HOP:
            yield f"speaker {place}, {name}", shown[name], hop.get(name)


def _short(value: Any) -> str:
    text = "nothing" if value is None else f"“{value}”"
    return text if len(text) <= 80 else f"{text[:79]}…”"  # noqa: PLR2004


# Markdown: what has to stand in the section of the claim


def _in_markdown(
    says: Any, one: BundledEntry, record: Mapping[str, Any], told: Told
) -> Iterator[str] | None:
    name = record.get("key") or ref_of(one)
    sections = says.get(f"### {plain(str(name))}", [])
    mine = [part for part in sections if ref_of(one) in "\n".join(part)]
    if not mine:
        return None
    if len(mine) > 1:
        return iter(["two sections of the report are about it"])
    return _lines(mine[0], record, told)


def _sections(text: str) -> Iterator[list[str]]:
    """The parts of a document under a heading each, with the heading first."""
    part: list[str] = []
    for line in text.splitlines():
        if line.startswith(("# ", "## ", "### ")):
            yield part
            part = []
        part.append(line)
    yield part


def _lines(section: list[str], record: Mapping[str, Any], told: Told) -> Iterator[str]:
    statement = f"> **{plain(str(record['statement']))}**"
    if statement not in section:
        yield f"statement: the record says {_short(record['statement'])}"
    whole = "\n".join(section)
    for what, words in _expected(record, told):
        if words not in whole:
            yield f"{what}: the record says {_short(words)}"
    rows = [line for line in section if re.match(r"\| \d+ \| ", line)]
    if len(rows) != len(record["chain"]):
        yield f"the record has {len(record['chain'])} speakers, the report {len(rows)}"
        return
    for place, (row, hop) in enumerate(zip(rows, record["chain"], strict=True), start=1):
        yield from _hop(place, row, hop, told)


def _expected(record: Mapping[str, Any], told: Told) -> Iterator[tuple[str, str]]:
    if record.get("quote"):
        yield "quote", quoted(str(record["quote"]))
    if record.get("quantity"):
        yield "quantity", f" {quoted(str(record['quantity']['text']))};"
    report = told.of(record["report"]) or {}
    if report.get("url"):
        yield "address", link(str(report["url"]))
    if report.get("text_sha256"):
        yield "archived text", f"`{plain(str(report['text_sha256']))}`"


def _hop(place: int, row: str, hop: Mapping[str, Any], told: Told) -> Iterator[str]:
    source = told.of(hop["source"]) or {}
    if source.get("name") and not row.startswith(f"| {place} | {plain(str(source['name']))} ("):
        yield f"speaker {place}: the record says {_short(source['name'])}"
    for name in ("named_as", "cue", "original_term"):
        if hop.get(name) and quoted(str(hop[name])) not in row:
            yield f"speaker {place}, {name}: the record says {_short(hop[name])}"


# HTML: what has to stand in its text


def _in_html(
    says: Any, one: BundledEntry, record: Mapping[str, Any], told: Told
) -> Iterator[str] | None:
    return _passages(says, record, told) if ref_of(one) in says else None


def _text_of(page: str) -> str:
    return _even(html.unescape(_TAG.sub("", page)))


def _even(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _passages(text: str, record: Mapping[str, Any], told: Told) -> Iterator[str]:
    expected = [("statement", record["statement"]), ("quote", record.get("quote"))]
    if record.get("quantity"):
        expected.append(("quantity", record["quantity"]["text"]))
    report = told.of(record["report"]) or {}
    expected += [(name, report.get(name)) for name in ("url", "text_sha256")]
    for place, hop in enumerate(record["chain"], start=1):
        expected.append((f"speaker {place}", (told.of(hop["source"]) or {}).get("name")))
        expected.append((f"speaker {place}, cue", hop.get("cue")))
    for what, words in expected:
        ways = (str, visible, one_line)  # a quote keeps its lines, all else stands on one
        if not any(_even(way(str(words or ""))) in text for way in ways):
            yield f"{what}: the record says {_short(words)}"


def _by_id(says: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for claim in says["claims"]:
        found[str(claim["id"])].append(claim)
    return found


def _by_heading(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for part in _sections(text):
        found[part[0] if part else ""].append(part)
    return found


PREPARE: Mapping[str, Callable[[Any], Any]] = {
    "json": _by_id,
    "md": _by_heading,
    "html": _text_of,
}
COMPARE: Mapping[str, Callable[..., Iterator[str] | None]] = {
    "json": _in_json,
    "md": _in_markdown,
    "html": _in_html,
}
