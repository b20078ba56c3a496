"""What a REF leads to: a caller's key, a short reference, a UUID or a part of one."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from claims.errors import AmbiguousError, NotFoundError
from claims.store.projection import CLAIM_KEYS, LAYOUTS
from claims.store.sending import Asked, ask
from claims.store.then import hint_if_missing
from claims.values.identity import KEPT, read_ref, short_ref, uuid_range
from claims.vocab import Kind

SHOWN_CANDIDATES = 10
_OF_KEY = select(CLAIM_KEYS.c.claim_id).where(CLAIM_KEYS.c.key == bindparam("key"))


def find_ref(connection: Connection, text: str, *kinds: Kind) -> tuple[Kind, UUID]:
    """The one record of these kinds that `text` refers to.

    A caller's key is matched whole and comes first; the rest by any unambiguous
    beginning. Raises `NotFoundError`, or `AmbiguousError` with the candidates.
    """
    text = text.strip().encode("utf-8", "replace").decode()
    found = fitting(connection, text, *kinds)
    if not found:
        hint = hint_if_missing(connection, _hint(kinds), lambda: fitting(connection, text, *kinds))
        raise NotFoundError("ref_unknown", f"{text!r} leads to no {_either(kinds)}", hint=hint)
    if len(found) > 1:
        candidates = tuple(f"{short_ref(kind, one)} ({one})" for kind, one in found)
        raise AmbiguousError(
            "ref_ambiguous",
            f"{text!r} fits {', '.join(candidates)}",
            hint="type more of it",
            candidates=candidates,
        )
    return found[0]


def _either(kinds: tuple[Kind, ...]) -> str:
    return " or ".join(kinds)


def _hint(kinds: tuple[Kind, ...]) -> str:
    if Kind.CLAIM in kinds:
        return "a reference is c-… as `claims find` prints it, a UUID, or your own key"
    if kinds[0] is Kind.LINK:
        return "`claims trace` shows the links of a claim"
    return f"`claims {kinds[0]} list` shows them"


def fitting(connection: Connection, text: str, *kinds: Kind) -> list[tuple[Kind, UUID]]:
    """All records of these kinds that `text` may refer to; a key fits before all else."""
    return _by_key(connection, text, kinds) or _by_beginning(connection, text, kinds)


def _by_key(connection: Connection, text: str, kinds: tuple[Kind, ...]) -> list[tuple[Kind, UUID]]:
    if Kind.CLAIM not in kinds:
        return []
    (found,) = ask(connection, Asked(_OF_KEY, {"key": text}))
    return [(Kind.CLAIM, row["claim_id"]) for row in found]


def _by_beginning(
    connection: Connection, text: str, kinds: tuple[Kind, ...]
) -> list[tuple[Kind, UUID]]:
    found: list[tuple[Kind, UUID]] = []
    for kind in kinds:
        span: tuple[str, str] | tuple[UUID, UUID] | None
        if (ref := read_ref(text)) is not None and ref[0] is kind:
            column, span = "ref", (ref[1], ref[1].ljust(KEPT, "z"))
        else:
            column, span = "id", uuid_range(text)
        if span is not None:
            first, last = span
            asked = Asked(_between(kind, column), {"first": first, "last": last})
            found += [(kind, row["id"]) for row in ask(connection, asked)[0]]
    return found


@lru_cache(maxsize=64)
def _between(kind: Kind, column: str) -> Select[tuple[UUID]]:
    table = LAYOUTS[kind].main
    first, last = (bindparam(name, type_=table.c[column].type) for name in ("first", "last"))
    here = table.c[column].between(first, last)
    return select(table.c.id).where(here).order_by(table.c.id).limit(SHOWN_CANDIDATES)
