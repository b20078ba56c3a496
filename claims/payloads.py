"""How the values of a record stand in a ledger's payload, as JSON, and are read back.

What is absent is left out by the record itself (`claims.records`).
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any
from uuid import UUID

from pydantic import PlainValidator

from claims.values.chain import Chain, Hop
from claims.values.dates import PartialDate, parse_date
from claims.values.quantity import Quantity
from claims.vocab import Hedge


def _read_date(value: PartialDate | str) -> PartialDate:
    return value if isinstance(value, PartialDate) else parse_date(value)


def _hop_payload(hop: Hop) -> dict[str, Any]:
    payload: dict[str, Any] = {"source": hop.source}
    if hop.named_as is not None:
        payload["named_as"] = hop.named_as
    if hop.cue is not None:
        payload["cue"] = hop.cue
    if hop.hedge is not None:
        payload["hedge"] = hop.hedge
    if hop.said is not None:
        payload["said"] = hop.said.text
    if hop.language is not None:
        payload["language"] = hop.language
    if hop.original_term is not None:
        payload["original_term"] = hop.original_term
    return payload


def _read_hop(payload: dict[str, str]) -> Hop:
    said, hedge = payload.get("said"), payload.get("hedge")
    return Hop(
        source=UUID(payload["source"]),
        named_as=payload.get("named_as"),
        cue=payload.get("cue"),
        hedge=None if hedge is None else Hedge(hedge),
        said=None if said is None else parse_date(said),
        language=payload.get("language"),
        original_term=payload.get("original_term"),
    )


def _read_chain(value: Chain | list[dict[str, str]]) -> Chain:
    return value if isinstance(value, Chain) else Chain(tuple(_read_hop(hop) for hop in value))


Edtf = Annotated[PartialDate, PlainValidator(_read_date)]
Hops = Annotated[Chain, PlainValidator(_read_chain)]


def _quantity_payload(quantity: Quantity) -> dict[str, Any]:
    payload: dict[str, Any] = {"text": quantity.text, "comparator": quantity.comparator}
    for name, number in (("value", quantity.value), ("low", quantity.low), ("high", quantity.high)):
        if number is not None:
            payload[name] = str(number)
    if quantity.unit is not None:
        payload["unit"] = quantity.unit
    if quantity.convention is not None:
        payload["convention"] = quantity.convention
    return payload


def written(value: Any) -> Any:
    """How a value stands in a payload that JSON has no form for."""
    return _WRITERS[type(value)](value)


_WRITERS: dict[type, Callable[[Any], Any]] = {
    PartialDate: attrgetter("text"),
    Quantity: _quantity_payload,
    Chain: lambda chain: [_hop_payload(hop) for hop in chain.hops],
}
