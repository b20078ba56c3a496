"""The verbs that read: each one consistent view of the record."""

from datetime import datetime

from claims.desk.base import Base, Ref, held, one_of, readable, resolve
from claims.desk.collecting import not_collecting
from claims.desk.listing import story_views
from claims.desk.naming import figure_named, record_named, source_named
from claims.desk.showing import (
    claim_line,
    claim_record,
    claim_view,
    hop_views,
    names_of,
    said_of,
)
from claims.desk.viewing import records as viewing
from claims.desk.viewing.changes import entry_view, history, named_revisions
from claims.errors import InputError
from claims.records import Claim, Report
from claims.schemas import views
from claims.store.queries.hanging import hanging_on
from claims.store.queries.history import entries_of
from claims.store.queries.search import PAGE, Search, search
from claims.store.queries.stored import by_id
from claims.values.dates import parse_date
from claims.vocab import Hedge, Kind


class ReadingVerbs(Base):
    """What auditors ask. Nothing here writes."""

    def show(self, ref: Ref) -> views.ClaimView:
        """One claim, as it can be imported again, with its standing."""
        from claims.desk.viewing.figures import standing_of  # noqa: PLC0415  who asks pays

        with self._read() as connection:
            one = held(connection, ref, Claim)
            claim = one.record
            names, hanging = names_of(connection, [claim]), hanging_on(connection, claim)
            standing = self._memo.ask(
                connection,
                ("standing", claim.id, self.tolerance),
                lambda: standing_of(connection, claim, self.tolerance),
            )
            return claim_view(one, names, said_of(connection, claim.id, hanging), standing)

    def trace(self, ref: Ref) -> views.TraceView:
        """Where a claim comes from: every hop, its report, links, revisions and ledger entry."""
        with self._read() as connection:
            one = held(connection, ref, Claim)
            claim = one.record
            names, hanging = names_of(connection, [claim]), hanging_on(connection, claim)
            entries = entries_of(connection, claim.id)
            report = by_id(connection, Report, [claim.report])[claim.report]
            return views.TraceView(
                claim=claim_record(one, names, said_of(connection, claim.id, hanging)),
                chain=hop_views(claim, names),
                report=viewing.report_view(report, names.sources, names.erased),
                links=tuple(viewing.link_views(connection, hanging.links)),
                notices=tuple(map(viewing.notice_view, hanging.notices)),
                reviews=tuple(map(viewing.review_view, hanging.reviews)),
                ratings=tuple(viewing.rating_views(connection, hanging.ratings)),
                stories=tuple(story_views(connection, hanging.stories)),
                revisions=named_revisions(connection, entries, {}),
                entry=entry_view(entries[-1]),
            )

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
        """Of what `figure_view` tells only the counts, the range and the standing."""
        from claims.desk.viewing.figures import figure_summary  # noqa: PLC0415  as above

        with self._read() as connection:
            figure = figure_named(connection, slug)
            return self._memo.ask(
                connection,
                ("summary", figure.record.id, self.tolerance),
                lambda: figure_summary(connection, figure, self.tolerance),
            )

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
            found = [one.record for one in search(connection, wanted)]
            names = names_of(connection, found)
            return [claim_line(claim, names) for claim in found]


def _end(text: str, moment: datetime | None) -> datetime:
    if moment is None:
        raise InputError("date_open", f"{text!r} has no such end", hint="name a day, month or year")
    return moment
