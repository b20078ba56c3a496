"""The pictures of a sourcing report, drawn by us: one SVG for the screen and for paper.

Guaranteed: a picture depends on nothing but the report; what comes from outside stands in it
as text only; what it shows stands in its table too; no shape is told apart by colour alone.
"""

from claims.report.pictures.balance import balance
from claims.report.pictures.chain import chain
from claims.report.pictures.picture import Picture
from claims.report.pictures.timeline import timeline
from claims.report.pictures.web import web

__all__ = ["Picture", "balance", "chain", "timeline", "web"]
