"""The verbs that read: each one consistent view of the record."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from claims.dates import parse_date
from claims.desk.base import Base, Ref, held, one_of, readable, resolve
from claims.desk.collecting import not_collecting
from claims.desk.viewing import records as viewing
from claims.desk.viewing.around import Around, around, around_provenance, erased_of
from claims.desk.viewing.changes import entry_view, history, named_revisions
from claims.desk.viewing.claims import claim_record, claim_view, hop_views
from claims.desk.viewing.lines import claim_lines
from claims.errors import InputError, NotFoundError
from claims.identity import read_ref
from claims.names import name_key
from claims.records import RECORDS, Claim, Figure, Record, Report, Source, Story
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries.case import family, with_controllers
from claims.store.queries.hanging import Hanging, hanging_on
from claims.store.queries.provenance import provenance
from claims.store.queries.refs import fitting
from claims.store.queries.search import PAGE, Search
from claims.store.queries.stored import Stored, by_id, page_of, stored
from claims.store.queries.weighing.replaced import is_replaced
from claims.store.then import hint_if_missing
from claims.vocab import Hedge, Kind, Standing

R = TypeVar("R", bound=Record)


class ReadingVerbs(Base):
    """What auditors ask. Nothing here writes."""

    def show(self, ref: Ref) -> views.ClaimView:
        """One claim, as it can be imported again, with its standing."""
        with self._read() as connection:
            one = held(connection, ref, Claim)
            everything, said = around(connection, [one.record]), hanging_on(connection, one.record)
            standing = self._standing(connection, one.record, everything, said)
            return claim_view(connection, one, everything, said, standing)

    def trace(self, ref: Ref) -> views.TraceView:
        """Where a claim comes from: every hop, its report, links, revisions and ledger entry."""
        with self._read() as connection:
            _, identifier = resolve(connection, ref, Kind.CLAIM)
            found = provenance(connection, identifier)
            everything = around_provenance(connection, found)
            said, entries = found.said, found.entries
            return views.TraceView.of(
                claim=claim_record(connection, found.claim, everything, said),
                chain=hop_views(found.claim.record, everything),
                report=viewing.report_view(found.report, everything.sources, everything.erased),
                links=tuple(viewing.link_views(connection, said.links)),
                notices=tuple(map(viewing.notice_view, said.notices)),
                reviews=tuple(map(viewing.review_view, said.reviews)),
                ratings=tuple(viewing.rating_views(connection, said.ratings)),
                stories=tuple(_story_views(connection, said.stories)),
                revisions=named_revisions(connection, entries, everything.names),
                entry=entry_view(entries[-1]),
            )

    def _standing(
        self, connection: Connection, claim: Claim, everything: Around, said: Hanging
    ) -> Standing:
        """What the record makes of a claim; what it makes of its figure's claims is kept."""
        from claims.desk.viewing import figures as weighing  # noqa: PLC0415  who asks pays

        if (figure := claim.figure) is None:
            return weighing.standing_of(connection, claim, self.tolerance)
        question = ("standings", figure, self.tolerance)
        known: weighing.Standings | None = self._kept.known(connection, question)
        if known is not None:
            return known.of(claim)
        origin = claim.chain.origin.source
        speaking = partial(weighing.speaks, connection, figure, origin)
        asked = partial(self._kept.ask, connection, ("speaks", figure, origin), speaking)
        unnamed = everything.is_unnamed(origin)
        if is_replaced(connection, claim, said, unnamed=unnamed, speaks=asked):
            return Standing.SUPERSEDED
        work = partial(weighing.standings_of, connection, figure, self.tolerance)
        return self._kept.ask(connection, question, work).of(claim)

    def history(self, ref: Ref) -> views.HistoryView:
        """What happened to any record, by reference; a figure also by slug, a source by name."""
        with self._read() as connection:
            return history(connection, *record_named(connection, ref))

    @not_collecting()
    def figure_view(self, slug: str) -> views.FigureState:
        """What the record says on a figure: four counts, range, standing, and its claims."""
        from claims.desk.viewing.figures import figure_state  # noqa: PLC0415  as above

        with self._read() as connection:
            return figure_state(connection, figure_named(connection, slug), self.tolerance)

    def figure_summary(self, slug: str) -> views.FigureSummary:
        """Of what `figure_view` tells only the counts, the range and the standing, and soon."""
        from claims.desk.viewing.figures import figure_summary  # noqa: PLC0415  as above

        with self._read() as connection:
            figure = figure_named(connection, slug)
            work = partial(figure_summary, connection, figure, self.tolerance)
            asked = ("summary", figure.record.id, self.tolerance)
            return self._kept.ask(connection, asked, work)

    def find(  # noqa: PLR0913  one keyword for each condition
        self,
        words: str = "",
        *,
        figure: str | None = None,
        source: str | None = None,
        reporter: str | None = None,
        tag: str | None = None,
        hedge: str | None = None,
        since: str | None = None,
        until: str | None = None,
        before: Ref | None = None,
        limit: int = PAGE,
        ranked: bool = False,
    ) -> list[views.ClaimLine]:
        """Claims that hold all these words and meet all conditions, newest first.

        `since` and `until` are EDTF dates and compare with the claim's own time.
        A page has `limit` claims; `before` is the last claim of the page before.
        `ranked` gives the best first instead, out of the newest 2,000.
        """
        if limit < 1:
            raise InputError("limit_too_small", "a page has one claim at least", field="limit")
        with self._read() as connection:
            wanted = Search(
                words=readable(words, field="words"),
                figure=None if figure is None else figure_named(connection, figure).record.id,
                source=None if source is None else source_named(connection, source).record.id,
                reporter=None if reporter is None else source_named(connection, reporter).record.id,
                tag=None if tag is None else readable(tag, field="tag"),
                hedge=None if hedge is None else one_of(Hedge, hedge, field="hedge"),
                since=None if since is None else _end(since, parse_date(since).earliest),
                until=None if until is None else _end(until, parse_date(until).latest),
                before=None if before is None else resolve(connection, before, Kind.CLAIM)[1],
                limit=limit,
                ranked=ranked,
            )
            return claim_lines(connection, wanted)

    def sources(self) -> list[views.SourceView]:
        """All sources, by name."""
        with self._read() as connection:
            found = stored(connection, Source)
            return sorted(_source_views(connection, found), key=lambda view: name_key(view.name))

    def source_view(self, name: str) -> views.SourceView:
        """One source, by name, alias or reference."""
        with self._read() as connection:
            return _source_views(connection, [source_named(connection, name)])[0]

    def figures(self) -> list[views.FigureView]:
        """All figures as they are defined, by slug."""
        with self._read() as connection:
            found = stored(connection, Figure)
            return sorted(_figure_views(connection, found), key=lambda view: view.slug)

    def reports(
        self, url: str | None = None, *, after: Ref | None = None, limit: int | None = None
    ) -> list[views.ReportView]:
        """All versions of all reports, or of the one at this address, oldest first.

        A page of all has `limit` reports; `after` is the last one of the page before.
        """
        with self._read() as connection:
            if url is not None:
                return _report_views(connection, _versions(connection, url))
            return _report_views(connection, _page(connection, Report, after, limit))

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
            return _story_views(connection, _page(connection, Story, after, limit))

    def story_view(self, ref: Ref) -> views.StoryView:
        """One publication of ours, by reference or address."""
        with self._read() as connection:
            one = lookups.story_by_url(connection, str(ref)) or held(connection, ref, Story)
            return _story_views(connection, [one])[0]


def _page(
    connection: Connection, kind: type[R], after: Ref | None, limit: int | None
) -> list[Stored[R]]:
    if limit is not None and limit < 1:
        raise InputError("limit_too_small", "a page has one record at least", field="limit")
    last = None if after is None else resolve(connection, after, kind.kind)[1]
    return page_of(connection, kind, after=last, limit=limit)


def record_named(connection: Connection, ref: Ref) -> tuple[Kind, UUID]:
    """The record of any kind, by reference; a figure also by slug, a source by name."""
    figure = lookups.figures_by_slug(connection, [str(ref)]).get(str(ref))
    if figure is not None:
        return Kind.FIGURE, figure.record.id
    try:
        return resolve(connection, ref, *RECORDS)
    except NotFoundError as error:
        source = lookups.one_source(connection, str(ref))
        if source is None:
            hint = "give a reference, a key, a figure's slug or a source's name"
            raise NotFoundError(
                "ref_unknown",
                f"{str(ref)!r} leads to no record",
                hint=hint_if_missing(connection, hint, lambda: _is_called(connection, str(ref))),
            ) from error
        return Kind.SOURCE, source.id


def figure_named(connection: Connection, slug: str) -> Stored[Figure]:
    """The figure of this slug or reference."""
    found = lookups.figures_by_slug(connection, [slug]).get(slug)
    if found is not None:
        return found
    if read_ref(slug) is not None:
        return held(connection, slug, Figure)
    hint = hint_if_missing(
        connection,
        "`claims figure list` shows them",
        lambda: lookups.figures_by_slug(connection, [slug]),
    )
    raise NotFoundError("figure_unknown", f"there is no figure {slug!r}", hint=hint)


def source_named(connection: Connection, name: str) -> Stored[Source]:
    """The source of this name, alias or reference."""
    found = lookups.one_source(connection, name)
    if found is not None:
        return by_id(connection, Source, [found.id])[found.id]
    try:
        return held(connection, name, Source)
    except NotFoundError as error:
        error.hint = hint_if_missing(
            connection, error.hint, lambda: lookups.sources_by_name(connection, [name_key(name)])
        )
        raise


def _is_called(connection: Connection, name: str) -> bool:
    """Whether a figure, a source or any record is known by this."""
    return bool(
        lookups.figures_by_slug(connection, [name])
        or lookups.sources_by_name(connection, [name_key(name)])
        or fitting(connection, name, *RECORDS)
    )


def _versions(connection: Connection, url: str) -> list[Stored[Report]]:
    """All versions of the item at this address, oldest first."""
    return lookups.reports_by_item(connection, [url]).get(url, [])


def _end(text: str, moment: datetime | None) -> datetime:
    if moment is None:
        raise InputError("date_open", f"{text!r} has no such end", hint="name a day, month or year")
    return moment


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


def _story_views(connection: Connection, found: Sequence[Stored[Story]]) -> list[views.StoryView]:
    claims = {claim for one in found for claim in one.record.rests_on}
    names = viewing.claim_names(connection, claims)
    return [viewing.story_view(one, names) for one in found]
