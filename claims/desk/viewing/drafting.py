"""A recorded claim as the draft it could be handed in as, with some fields changed."""

from typing import Any

from claims.desk.viewing.around import around
from claims.desk.viewing.claims import claim_view
from claims.errors import InputError
from claims.records import Claim
from claims.schemas.drafts import ClaimDraft
from claims.schemas.fields import read_draft
from claims.store.engine import Connection
from claims.store.queries.hanging import Hanging
from claims.store.queries.stored import Stored
from claims.vocab import Standing

_OF_THE_REPORT = ("published", "report")
_OF_LINKS = ("links",)
_OF_IDENTITY = ("key",)
_OF_VERBS = {
    "withdrawn": "withdraw",
    "retracted": "retract",
    "reviews": "review",
    "ratings": "rate",
}
_NOT_ITS_OWN = ("links", "ratings", "withdrawn")
_OF_CHAIN = ("source", "via", "reporter", "hedge", "hedge_cue")


def revised_draft(
    connection: Connection, known: Stored[Claim], fields: dict[str, Any]
) -> ClaimDraft:
    """The draft of a claim with these fields changed; an empty one is taken away."""
    if not fields:
        raise InputError("field_missing", "name at least one FIELD=VALUE to revise")
    for name in fields:
        if name in _OF_THE_REPORT:
            raise InputError(
                "field_not_revisable",
                f"{name} belongs to the report, not to the claim",
                hint="`claims report set` corrects a report",
                field=name,
            )
        if name in _OF_IDENTITY:
            raise InputError(
                "field_not_revisable",
                "a key is what the claim is known by from now on, also to a file imported again",
                hint="withdraw the claim and log it anew under another key",
                field=name,
            )
        if name in _OF_VERBS:
            raise InputError(
                "field_not_revisable",
                f"{name} is no part of what the claim says",
                hint=f"`claims {_OF_VERBS[name]}` records it",
                field=name,
            )
        if name in _OF_LINKS:
            raise InputError(
                "field_not_revisable",
                "links are made and taken back",
                hint="`claims link`",
                field=name,
            )
    draft = draft_fields(connection, known)
    if "chain" not in fields and draft["chain"] and any(name in fields for name in _OF_CHAIN):
        draft["chain"] = _changed_chain(draft["chain"], fields)
        fields = {name: value for name, value in fields.items() if name not in _OF_CHAIN}
    if draft["chain"] or "chain" in fields:
        draft |= dict.fromkeys(_OF_CHAIN)
    return read_draft(ClaimDraft, {**draft, **fields})


def draft_fields(connection: Connection, known: Stored[Claim]) -> dict[str, Any]:
    """The fields of a claim as it can be handed in again, its links and ratings aside."""
    everything = around(connection, [known.record])
    view = claim_view(connection, known, everything, Hanging(), Standing.UNSOURCED)
    draft = view.as_json()
    draft["report"] = {"url": view.report.url, "title": view.report.title}
    return {name: value for name, value in draft.items() if name not in _NOT_ITS_OWN}


def _changed_chain(chain: list[dict[str, Any]], fields: dict[str, Any]) -> list[dict[str, Any]]:
    """A full chain with the short form's fields put into its ends."""
    if "via" in fields:
        raise InputError(
            "field_not_revisable",
            "this claim's hops say more than `via` can; give the whole `chain`",
            field="via",
        )
    hops = [dict(hop) for hop in chain]
    for name, place, part in (
        ("source", 0, "source"),
        ("hedge", 0, "hedge"),
        ("hedge_cue", 0, "cue"),
        ("reporter", -1, "source"),
    ):
        if name in fields:
            hops[place][part] = fields[name] or None
    return hops
