"""One claim: as it stands, where it comes from, what happened to it."""

from typing import TYPE_CHECKING

import click

from claims.cli.options import ref_argument
from claims.cli.session import reads
from claims.cli.text.changes import history_text
from claims.cli.text.claims import claim_text
from claims.cli.text.trace import trace_text

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import ClaimView, HistoryView, TraceView


@click.command()
@ref_argument
@reads(claim_text)
def show(desk: "Desk", *, ref: str) -> "ClaimView":
    """One claim with its standing; with --json as it can be imported again."""
    return desk.show(ref)


@click.command()
@ref_argument
@reads(trace_text)
def trace(desk: "Desk", *, ref: str) -> "TraceView":
    """Where a claim comes from: each hop with its hedge, the report, links, revisions."""
    return desk.trace(ref)


@click.command()
@ref_argument
@reads(history_text)
def history(desk: "Desk", *, ref: str) -> "HistoryView":
    """What happened to a record, by whom and why.

    REF may be a claim, or any other record by its reference, or a figure's slug.
    """
    return desk.history(ref)
