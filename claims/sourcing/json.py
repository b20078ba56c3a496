"""The sourcing report as JSON: the structure itself, keys sorted, so that two can be diffed."""

import json
import re

from claims.sourcing.model import SourcingReport

# Signs that reorder or hide text in a terminal; JSON spells them out just as well.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def render_json(report: SourcingReport) -> str:
    """The report as an indented JSON document that ends with a line end."""
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2, sort_keys=True)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
