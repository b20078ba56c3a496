"""What claims hang on, and what rests on them: sources, reports, stories, figures."""

from claims.schemas.views.base import Moment, View
from claims.vocab import (
    Basis,
    SourceKind,
)


class SourceView(View):
    """A source with all its names."""

    ref: str
    name: str
    kind: SourceKind
    country: str | None
    controlled_by: str | None
    aliases: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class ReportView(View):
    """One published item at one version; `text_redacted` tells that its text was erased."""

    ref: str
    url: str | None
    version: int
    supersedes: str | None
    reporter: str | None
    byline: str | None
    title: str | None
    published: str | None
    language: str | None
    text_sha256: str | None
    text_redacted: str | None = None
    raw_sha256: str | None = None
    raw_type: str | None = None
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class StoryView(View):
    """A publication of ours and what it rests on."""

    ref: str
    url: str
    title: str | None
    date: str | None
    rests_on: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str


class FigureView(View):
    """A tracked quantity as it was defined."""

    ref: str
    slug: str
    title: str
    unit: str | None
    basis: Basis
    measure: str | None
    population: str | None
    place: str | None
    since: str | None
    part_of: str | None
    complete_parts: bool
    parties: tuple[str, ...]
    note: str | None
    revision: int
    logged_at: Moment
    logged_by: str
