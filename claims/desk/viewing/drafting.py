"""Changing a claim: the draft that it would be with some fields changed, and what that touches.

The draft is only what the new values are checked and read by. What the revision holds is the
record itself with these parts replaced, so that what nobody named stays as it is.
"""

from collections.abc import Iterable
from typing import Any

from claims.desk.showing import Names, draft_of, needs_chain
from claims.errors import InputError
from claims.records import Claim
from claims.schemas.drafts import ClaimDraft
from claims.schemas.fields import read_draft

_OF_THE_REPORT = ("published", "report")
_OF_LINKS = ("links",)
_OF_IDENTITY = ("key",)
_OF_VERBS = {
    "withdrawn": "withdraw",
    "retracted": "retract",
    "reviews": "review",
    "ratings": "rate",
}
_OF_CHAIN = ("source", "via", "reporter", "hedge", "hedge_cue")
_PARTS = {  # of the record that a field of the draft is read into, where the names differ
    **dict.fromkeys((*_OF_CHAIN, "chain"), ("chain", "said")),
    "unit": ("quantity",),
    "figure": ("figure", "quantity"),
    "quote": ("quote", "quote_at"),
}


def parts_of(fields: Iterable[str]) -> set[str]:
    """The parts of the record that these fields of a draft are read into."""
    return {part for name in fields for part in _PARTS.get(name, (name,))}


def revised_draft(known: Claim, names: Names, fields: dict[str, Any]) -> ClaimDraft:
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
    draft = draft_of(known, names)
    report = names.reports[known.report]
    draft["report"] = {"url": report.url, "title": report.title}
    del draft["withdrawn"]
    if not needs_chain(known):
        draft["chain"] = None
    if "chain" not in fields and draft["chain"] and any(name in fields for name in _OF_CHAIN):
        draft["chain"] = _changed_chain(draft["chain"], fields)
        fields = {name: value for name, value in fields.items() if name not in _OF_CHAIN}
    if draft["chain"] or "chain" in fields:
        draft |= dict.fromkeys(_OF_CHAIN)
    return read_draft(ClaimDraft, {**draft, **fields})


def _changed_chain(chain: Iterable[dict[str, Any]], fields: dict[str, Any]) -> list[dict[str, Any]]:
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
