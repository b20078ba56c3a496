"""A proof out of a file: bytes that read one way only, or an error that says why not."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from claims.errors import InputError
from claims.ledger.proofs.document import Part, Proof

LONGEST = 100_000_000
_DEEPEST = 50

P = TypeVar("P", bound=Part)


def read_proof(raw: bytes) -> Proof:
    """The document in a file; raises `InputError` where it is none."""
    return read_part(Proof, read_document(raw))


def read_part(kind: type[P], document: Any) -> P:
    """What a document holds; raises `InputError` where that is none of this kind."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise _no_proof(f"{place}: {first['msg']}") from error


def read_document(raw: bytes) -> Any:
    """The JSON values in a file that reads one way only; raises `InputError` where it does not."""
    try:
        document = orjson.loads(raw)
        _refuse_depth(document)
        json.loads(raw, object_pairs_hook=_refuse_twins)
    except ValueError as error:
        raise _no_proof(f"it is not JSON: {error}") from error
    return document


def _refuse_depth(document: Any) -> None:
    level = [document]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in parts(one)]
        if not level:
            return
    raise _no_proof("it is nested too deeply")


def parts(value: Any) -> Iterable[Any]:
    """What a JSON value holds."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse_twins(pairs: list[tuple[str, Any]]) -> None:
    """Readers differ on which of two fields of one name counts."""
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise _no_proof("it has a field twice")


def _no_proof(fault: str) -> InputError:
    return InputError(
        "proof_unreadable", f"this is no proof: {fault}", hint="`claims prove REF` makes one"
    )
