"""The verbs that read: each one consistent view of the record."""

from datetime import datetime
from functools import partial

from claims.desk.base import Base, Ref, held, one_of, readable, resolve
from claims.desk.collecting import not_collecting
from claims.desk.listing import story_views
from claims.desk.naming import figure_named, record_named, source_named
from claims.desk.viewing import records as viewing
from claims.desk.viewing.around import Around, around
from claims.desk.viewing.changes import entry_view, history, named_revisions
from claims.desk.viewing.claims import claim_view
from claims.desk.viewing.lines import claim_lines
from claims.desk.viewing.tracing import (
    names_in,
    redacted_in,
    traced_claim,
    traced_hops,
    traced_report,
)
from claims.errors import InputError
from claims.records import Claim
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.hanging import Hanging, hanging_on
from claims.store.queries.provenance import provenance
from claims.store.queries.search import PAGE, Search
from claims.store.queries.weighing.replaced import is_replaced
from claims.values.dates import parse_date
from claims.vocab import Hedge, Kind, Standing


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
            said, entries = found.said, found.entries
            redacted = redacted_in(connection, found)
            return views.TraceView.of(
                claim=traced_claim(connection, found, redacted),
                chain=traced_hops(found),
                report=traced_report(found.claim, redacted),
                links=tuple(viewing.link_views(connection, said.links)),
                notices=tuple(map(viewing.notice_view, said.notices)),
                reviews=tuple(map(viewing.review_view, said.reviews)),
                ratings=tuple(viewing.rating_views(connection, said.ratings)),
                stories=tuple(story_views(connection, said.stories)),
                revisions=named_revisions(connection, entries, names_in(found)),
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


def _end(text: str, moment: datetime | None) -> datetime:
    if moment is None:
        raise InputError("date_open", f"{text!r} has no such end", hint="name a day, month or year")
    return moment
