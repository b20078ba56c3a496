"""What claims hang on, one by one and in pages: sources, figures, reports, and our stories."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from claims.desk.base import Base, Ref, held, resolve
from claims.desk.naming import figure_named, source_named
from claims.desk.showing import erased_of
from claims.desk.viewing import records as viewing
from claims.errors import InputError
from claims.records import Figure, Record, Report, Source, Story
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries.case import family, with_controllers
from claims.store.queries.stored import Stored, page_of
from claims.vocab import Kind

R = TypeVar("R", bound=Record)


class ListingVerbs(Base):
    """What auditors look up by name or address, and all of a kind.

    A list comes whole, or in pages: of `limit` records, `after` the last of the page before.
    """

    def sources(
        self, *, after: str | None = None, limit: int | None = None
    ) -> list[views.SourceView]:
        """All sources, by name; a page has `limit` of them, after the last of the page before."""
        with self._read() as connection:
            last = None if after is None else source_named(connection, after).record.id
            found = _page(connection, Source, last, limit, by="name_key")
            return _source_views(connection, found)

    def source_view(self, name: str) -> views.SourceView:
        """One source, by name, alias or reference."""
        with self._read() as connection:
            return _source_views(connection, [source_named(connection, name)])[0]

    def figures(
        self, *, after: str | None = None, limit: int | None = None
    ) -> list[views.FigureView]:
        """All figures as they are defined, by slug; a page of them as `sources` has it."""
        with self._read() as connection:
            last = None if after is None else figure_named(connection, after).record.id
            return _figure_views(connection, _page(connection, Figure, last, limit, by="slug"))

    def reports(
        self, url: str | None = None, *, after: Ref | None = None, limit: int | None = None
    ) -> list[views.ReportView]:
        """All versions of all reports, or of the one at this address, oldest first.

        A page of all has `limit` reports; `after` is the last one of the page before.
        """
        with self._read() as connection:
            if url is not None:
                return _report_views(connection, _versions(connection, url))
            last = _last(connection, after, Kind.REPORT)
            return _report_views(connection, _page(connection, Report, last, limit))

    def report_view(self, ref: Ref) -> views.ReportView:
        """One version of a report, by reference, or the newest at an address."""
        with self._read() as connection:
            found = _versions(connection, str(ref))
            one = found[-1] if found else held(connection, ref, Report)
            return _report_views(connection, [one])[0]

    def stories(
        self, *, after: Ref | None = None, limit: int | None = None
    ) -> list[views.StoryView]:
        """All publications of ours, oldest first; a page of them as `reports` has it."""
        with self._read() as connection:
            last = _last(connection, after, Kind.STORY)
            return story_views(connection, _page(connection, Story, last, limit))

    def story_view(self, ref: Ref) -> views.StoryView:
        """One publication of ours, by reference or address."""
        with self._read() as connection:
            one = lookups.story_by_url(connection, str(ref)) or held(connection, ref, Story)
            return story_views(connection, [one])[0]


def _versions(connection: Connection, url: str) -> list[Stored[Report]]:
    """All versions of the item at this address, oldest first."""
    return lookups.reports_by_item(connection, [url]).get(url, [])


def _last(connection: Connection, after: Ref | None, kind: Kind) -> UUID | None:
    """The record that a page begins after."""
    return None if after is None else resolve(connection, after, kind)[1]


def _page(
    connection: Connection, kind: type[R], after: UUID | None, limit: int | None, by: str = "id"
) -> list[Stored[R]]:
    if limit is not None and limit < 1:
        raise InputError("limit_too_small", "a page has one record at least", field="limit")
    return page_of(connection, kind, by=by, after=after, limit=limit)


def _source_views(connection: Connection, found: list[Stored[Source]]) -> list[views.SourceView]:
    above = with_controllers(connection, (one.record.id for one in found))
    return [viewing.source_view(one, above) for one in found]


def _figure_views(connection: Connection, found: list[Stored[Figure]]) -> list[views.FigureView]:
    figures = family(connection, (one.record.id for one in found))
    parties = {party for one in found for party in one.record.parties}
    sources = with_controllers(connection, parties)
    return [viewing.figure_view(one, figures, sources) for one in found]


def _report_views(connection: Connection, found: list[Stored[Report]]) -> list[views.ReportView]:
    outlets = {one.record.reporter for one in found if one.record.reporter is not None}
    sources = with_controllers(connection, outlets)
    erased = erased_of(connection, (one.record for one in found))
    return [viewing.report_view(one, sources, erased) for one in found]


def story_views(connection: Connection, found: Sequence[Stored[Story]]) -> list[views.StoryView]:
    """Publications of ours with the claims that they rest on by name."""
    claims = {claim for one in found for claim in one.record.rests_on}
    names = viewing.claim_names(connection, claims)
    return [viewing.story_view(one, names) for one in found]
