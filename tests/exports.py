"""A record in another place: exported, imported into an empty database, and compared."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.records import (
    Claim,
    Figure,
    Notice,
    Rating,
    Record,
    Refusal,
    Report,
    Review,
    Ruling,
    Source,
    Story,
    Waiver,
)
from claims.records import Link as LinkRecord
from claims.schemas.views import ImportSummary
from claims.store.queries.stored import Stored, stored

if TYPE_CHECKING:
    from claims.desk import Desk

# What an import does not keep: a key is given, a link is the import's, a review's number is lost.
NOT_KEPT = {Claim: {"key"}, LinkRecord: {"basis"}, Review: {"revision"}}
JUDGED = (Ruling, Refusal, Waiver)  # of which one content counts once
KINDS = (Source, Figure, Report, Claim, LinkRecord, Notice, Review, Rating, Story, *JUDGED)


def exported(desk: "Desk", **options: Any) -> bytes:
    return b"".join(desk.export(**options))


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def moved(content: bytes, desk: "Desk", folder: Path) -> ImportSummary:
    """Import what was exported."""
    path = folder / "export.jsonl"
    path.write_bytes(content)
    return desk.import_file(path)


def state(desk: "Desk") -> dict[str, Counter[str]]:
    """All that stands, with identities replaced by names and places: what two records share."""
    with desk._read() as connection:
        found: dict[type[Record], list[Stored[Any]]] = {
            kind: stored(connection, kind) for kind in KINDS
        }
    names = dict(_names(found))
    return {kind.kind: _content(kind, found, names) for kind in KINDS}


def _names(found: dict[type[Record], list[Stored[Any]]]) -> Iterator[tuple[str, str]]:
    for kind in (Source, Figure):
        yield from ((str(one.record.id), one.record.called) for one in found[kind])
    yield from ((str(one.record.id), one.record.url) for one in found[Story])
    for place, one in enumerate(found[Claim]):
        yield str(one.record.id), f"claim {place}"
        yield str(one.record.report), f"report of claim {place}"
    for one in found[Report]:
        report = one.record
        if report.url or report.title or report.published:
            told = (report.url, report.title, report.published, report.version, report.text_sha256)
            yield str(report.id), f"report {told}"


def _content(
    kind: type[Record], found: dict[type[Record], list[Stored[Any]]], names: dict[str, str]
) -> Counter[str]:
    told = Counter(
        _told(one.record, names)
        for one in found[kind]
        if kind is Claim or getattr(one.record, "withdrawn", None) is None
    )
    return Counter(set(told)) if kind in JUDGED else told


def _told(record: Record, names: dict[str, str]) -> str:
    left_out = NOT_KEPT.get(type(record), set())
    payload = {name: value for name, value in record.payload().items() if name not in left_out}
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True)
    for identity, name in names.items():
        text = text.replace(identity, name)
    return f"{names.get(str(record.id), '')} {text}"
