"""Rulings, refusals and waivers as lines of an export; links, notices and reviews as dumped."""

from collections.abc import Mapping
from uuid import UUID

from claims.desk.viewing.exporting.line import Fields, present, words
from claims.records import Record, Refusal, Ruling, Waiver
from claims.vocab import Kind

Names = Mapping[UUID, str]


def ruling_fields(ruling: Ruling, names: Names, keys: Names) -> Fields:
    """A ruling; `names` holds its sources, `keys` what its claims are called."""
    return present(
        {
            "record": "ruling",
            "a": _side(ruling.a, ruling.a_kind, names, keys),
            "relation": "same" if ruling.same else "distinct",
            "b": _side(ruling.b, ruling.b_kind, names, keys),
            "reason": words(ruling.reason),
        }
    )


def _side(one: UUID, kind: Kind, names: Names, keys: Names) -> Fields:
    return {"source": names[one]} if kind is Kind.SOURCE else {"claim": keys[one]}


def refusal_fields(refusal: Refusal, keys: Names) -> Fields:
    """A suggested link that was refused."""
    return {
        "record": "refusal",
        "claim": keys[refusal.claim],
        "relation": refusal.relation,
        "to": keys[refusal.to],
        "reason": words(refusal.reason),
    }


def waiver_fields(waiver: Waiver) -> Fields:
    """A finding that is switched off."""
    return {"record": "waiver", "code": waiver.code, "reason": words(waiver.reason)}


def dumped_fields(record: Record) -> Fields:
    """A record as the ledger has it, its references by identity: for comparing, not for import."""
    payload = record.payload()  # whose members stand in no order of their own
    fields = type(record).model_fields
    return {"record": record.kind, **{name: payload[name] for name in fields if name in payload}}
