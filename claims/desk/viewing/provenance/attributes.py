"""What is told of the things in a PROV document: PROV's own attributes, and terms of ours."""

from collections.abc import Iterable
from typing import Any

from prov.identifier import Namespace
from prov.model import PROV

from claims.desk.viewing.provenance.names import NAMESPACES, term
from claims.records import Claim, Source
from claims.store.ledger import LedgerEntry
from claims.values.chain import Hop
from claims.vocab import SourceKind

Attributes = list[tuple[str, Any]]
_OF_PROV = ("label", "type", "value")

_TYPES = {
    SourceKind.PERSON: "prov:Person",
    **dict.fromkeys(
        (
            SourceKind.ORGANISATION,
            SourceKind.GOVERNMENT,
            SourceKind.MILITARY,
            SourceKind.AGENCY,
            SourceKind.OUTLET,
            SourceKind.INTERNATIONAL,
        ),
        "prov:Organization",
    ),
}


def type_of(source: Source) -> str | None:
    """What PROV calls such an agent; nothing where nobody knows who speaks."""
    return _TYPES.get(source.source_kind)


def told_of(claim: Claim, hop: Hop, place: int) -> dict[str, object]:
    """All that the record tells of a hop, as attributes of its speech."""
    last = place == len(claim.chain) - 1
    kind = "Saying" if place == 0 else "Reporting" if last else "Relaying"
    return {
        "type": term(kind),
        "place": place,
        "said": hop.said or (claim.said if place == 0 else None),
        "named_as": hop.named_as,
        "cue": hop.cue,
        "hedge": hop.hedge,
        "language": hop.language,
        "original_term": hop.original_term,
    }


def content_of(claim: Claim) -> Attributes:
    """What a claim says at one revision."""
    quantity = claim.quantity
    return [
        *given(
            value=claim.statement,
            quote=claim.quote,
            quantity=None if quantity is None else quantity.text,
            comparator=None if quantity is None else quantity.comparator,
            unit=None if quantity is None else quantity.unit,
            stance=claim.stance,
            modality=claim.modality,
            method=claim.method,
            effective_hedge=claim.chain.effective_hedge,
            as_of=claim.as_of,
            note=claim.note,
            withdrawn=claim.withdrawn,
        ),
        *each("tag", claim.tags),
    ]


def header_of(entry: LedgerEntry) -> Attributes:
    """The header of an entry, as the tree hashes it."""
    return given(
        type=term("Entry"),
        version=entry.version,
        action=entry.action,
        format=entry.format,
        digest=entry.digest,
    )


def given(**told: object) -> Attributes:
    """Attributes for what is given: PROV's own where it has one, else terms of ours."""
    return [
        (f"prov:{name}" if name in _OF_PROV else term(name), _value(name, value))
        for name, value in told.items()
        if value is not None
    ]


def each(name: str, values: Iterable[str]) -> Attributes:
    """One attribute for each of these."""
    return [(term(name), value) for value in values]


def _value(name: str, value: object) -> Any:
    if name == "type":
        prefix, _, word = str(value).partition(":")
        return PROV[word] if prefix == "prov" else Namespace(prefix, NAMESPACES[prefix])[word]
    return value if isinstance(value, int) else str(value)
