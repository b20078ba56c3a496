"""The sourcing report: one structure, and a renderer for each format.

A new format is a module, a line in `RENDERERS` and a golden file. What two moments have
between them is a structure of its own, with renderers of its own.
"""

from collections.abc import Callable, Mapping

from claims.report.csv import render_csv
from claims.report.json import render_difference_json, render_json
from claims.report.markdown import render_markdown
from claims.report.markdown_difference import render_difference_markdown
from claims.report.model import SourcingReport
from claims.report.model_difference import Difference
from claims.report.paper.html import render_html
from claims.report.paper.pdf import render_pdf

__all__ = ["DIFFERENCE_RENDERERS", "RENDERERS", "Difference", "SourcingReport", "render_pdf"]

RENDERERS: Mapping[str, Callable[[SourcingReport], str]] = {
    "csv": render_csv,
    "html": render_html,
    "json": render_json,
    "md": render_markdown,
}

DIFFERENCE_RENDERERS: Mapping[str, Callable[[Difference], str]] = {
    "json": render_difference_json,
    "md": render_difference_markdown,
}
