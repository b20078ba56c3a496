"""The sourcing report as JSON: the structure itself, keys sorted, so that two can be diffed."""

import re
from typing import Any

import orjson

from claims.schemas.views import View
from claims.sourcing.model import SourcingReport
from claims.sourcing.model_difference import Difference

_LAID_OUT = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
# Signs that reorder or hide text in a terminal; JSON spells them out just as well.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def render_json(report: SourcingReport) -> str:
    """The report as an indented JSON document that ends with a line end."""
    return _document(report)


def render_difference_json(difference: Difference) -> str:
    """What changed, as an indented JSON document that ends with a line end."""
    return _document(difference)


def _document(view: View) -> str:
    text = orjson.dumps(view.as_json(), option=_LAID_OUT).decode()
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report as it is printed."""
    return SourcingReport.model_json_schema(mode="serialization", by_alias=True)


def difference_schema() -> dict[str, Any]:
    """The JSON Schema of what changed between two moments."""
    return Difference.model_json_schema(mode="serialization", by_alias=True)
