"""What goes out: one model for each thing that a command prints and a script gets.

Field names are those of the drafts, so that a claim that was printed can be
handed in again; names stand where the record has identities.
"""

from claims.schemas.views.base import Moment, Number, View, jsonable
from claims.schemas.views.claims import (
    ChainHop,
    ClaimLine,
    ClaimRecord,
    ClaimView,
    HopView,
    LinkIn,
    RatingIn,
    ReportIn,
    StandingLine,
    TraceView,
)
from claims.schemas.views.judgements import (
    CascadeView,
    ComparisonView,
    FallenClaim,
    FigureState,
    FigureSummary,
    FindingView,
    SuggestionView,
)
from claims.schemas.views.ledger import KeyView, SealView
from claims.schemas.views.links import (
    Change,
    EntryView,
    HistoryView,
    LinkView,
    NoticeView,
    RatingView,
    ReviewView,
    Revision,
)
from claims.schemas.views.redacting import RebuiltView, RedactionView, RelatedView
from claims.schemas.views.things import FigureView, ReportView, SourceView, StoryView
from claims.schemas.views.verifying import ProblemView, VerifyView
from claims.schemas.views.writes import ImportSummary, PageSummary, Recorded, RowClaim, TableSummary

__all__ = [
    "CascadeView",
    "ChainHop",
    "Change",
    "ClaimLine",
    "ClaimRecord",
    "ClaimView",
    "ComparisonView",
    "EntryView",
    "FallenClaim",
    "FigureState",
    "FigureSummary",
    "FigureView",
    "FindingView",
    "HistoryView",
    "HopView",
    "ImportSummary",
    "KeyView",
    "LinkIn",
    "LinkView",
    "Moment",
    "NoticeView",
    "Number",
    "PageSummary",
    "ProblemView",
    "RatingIn",
    "RatingView",
    "RebuiltView",
    "Recorded",
    "RedactionView",
    "RelatedView",
    "ReportIn",
    "ReportView",
    "ReviewView",
    "Revision",
    "RowClaim",
    "SealView",
    "SourceView",
    "StandingLine",
    "StoryView",
    "SuggestionView",
    "TableSummary",
    "TraceView",
    "VerifyView",
    "View",
    "jsonable",
]
