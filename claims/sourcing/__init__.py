"""The sourcing report: one structure, and a renderer for each format.

A new format is a module, a line in `RENDERERS` and a golden file.
"""

from collections.abc import Callable, Mapping

from claims.sourcing.json import render_json
from claims.sourcing.markdown import render_markdown
from claims.sourcing.model import SourcingReport

__all__ = ["RENDERERS", "SourcingReport"]

RENDERERS: Mapping[str, Callable[[SourcingReport], str]] = {
    "json": render_json,
    "md": render_markdown,
}
