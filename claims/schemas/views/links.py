"""Judgements and events around claims: links, retractions, reviews, revisions, entries."""

from typing import Any
from uuid import UUID

from pydantic import Field

from claims.schemas.views.base import Moment, View
from claims.vocab import (
    Action,
    Kind,
    LinkBasis,
    Relation,
)


class LinkView(View):
    """A judgement between two claims."""

    ref: str
    from_: str = Field(serialization_alias="from")
    relation: Relation
    to: str
    reason: str
    basis: LinkBasis
    by: str
    at: Moment
    withdrawn: str | None
    withdrawn_by: str | None
    withdrawn_at: Moment | None


class NoticeView(View):
    """A retraction by whoever published."""

    ref: str
    target: str
    target_kind: Kind
    reason: str
    date: str | None
    url: str | None
    by: str
    at: Moment
    withdrawn: str | None


class ReviewView(View):
    """A second pair of eyes."""

    ref: str
    claim: str
    reviewed_revision: int
    note: str | None
    by: str
    at: Moment


class RatingView(View):
    """What somebody who checked a claim made of it."""

    ref: str
    author: str
    text: str | None
    value: str | None
    best: str | None
    worst: str | None
    report: str
    url: str | None
    title: str | None
    published: str | None
    by: str
    at: Moment
    withdrawn: str | None


class Change(View):
    """One field of a record before and after."""

    field: str
    before: Any
    after: Any


class Revision(View):
    """One entry of a record, and what it changed; `redacted` tells that this was erased."""

    revision: int
    action: Action
    at: Moment
    by: str
    reason: str | None
    changes: tuple[Change, ...]
    redacted: str | None = None


class EntryView(View):
    """The header of a ledger entry."""

    subject: UUID
    version: int
    kind: Kind
    action: Action
    at: Moment
    by: str
    format: int
    digest: str


class HistoryView(View):
    """All revisions of a record, oldest first."""

    ref: str
    kind: Kind
    revisions: tuple[Revision, ...]
