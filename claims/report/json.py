"""The sourcing report as JSON: the structure itself, keys sorted, so that two can be diffed."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from pydantic import BaseModel

from claims.report.bundle import ProofBundle
from claims.report.model import FigurePart, SourcingReport
from claims.report.model_difference import Difference

_LAID_OUT = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
# Signs that reorder or hide text in a terminal; JSON spells them out just as well.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def render_json(report: SourcingReport) -> str:
    """The report as an indented JSON document that ends with a line end."""
    return _shown("".join(_pieces(report, ""))) + "\n"


def render_difference_json(difference: Difference) -> str:
    """What changed, as an indented JSON document that ends with a line end."""
    return _shown(_text(difference.as_json(), "")) + "\n"


def _pieces(value: BaseModel, margin: str) -> Iterator[str]:
    """A large object, its lists item by item, so that it never stands there as values too."""
    inner, before = f"{margin}  ", "{"
    lists = {name: one for name, one in value if _is_large(one)}
    plain = value.model_dump(mode="json", by_alias=True, exclude=set(lists))
    for name in sorted((*plain, *lists)):
        yield f'{before}\n{inner}"{name}": '
        if name in plain:
            yield _text(plain[name], inner)
        else:
            yield from _large(lists[name], inner)
        before = ","
    yield f"\n{margin}}}"


def _is_large(value: object) -> bool:
    """A list of objects, or an object that has such lists."""
    if isinstance(value, list | tuple):
        return bool(value) and isinstance(value[0], BaseModel)
    return isinstance(value, _LARGE)


def _large(value: Any, margin: str) -> Iterator[str]:
    if isinstance(value, _LARGE):
        yield from _pieces(value, margin)
        return
    inner, before = f"{margin}  ", "["
    for item in value:
        yield f"{before}\n{inner}"
        if isinstance(item, _LARGE):
            yield from _pieces(item, inner)
        else:
            yield _text(item.model_dump(mode="json", by_alias=True), inner)
        before = ","
    yield f"\n{margin}]"


_LARGE = (FigurePart, ProofBundle)


def _text(value: Any, margin: str) -> str:
    """JSON values laid out, with this margin before all lines but the first."""
    return orjson.dumps(value, option=_LAID_OUT).decode().replace("\n", f"\n{margin}")


def _shown(text: str) -> str:
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report as it is printed."""
    return SourcingReport.model_json_schema(mode="serialization", by_alias=True)


def difference_schema() -> dict[str, Any]:
    """The JSON Schema of what changed between two moments."""
    return Difference.model_json_schema(mode="serialization", by_alias=True)
