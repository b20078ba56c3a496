"""Claims in one line each, as a search prints them by the page."""

from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.lines import Line, lines
from claims.store.queries.search import Search
from claims.values.identity import short_ref
from claims.vocab import Hedge, Kind


def claim_lines(connection: Connection, wanted: Search) -> list[views.ClaimLine]:
    """The claims that a search finds, in one line each."""
    return [_line(one) for one in lines(connection, wanted)]


def _line(one: Line) -> views.ClaimLine:
    claim, hops = one
    names = [hop["source"] for hop in hops]
    return views.ClaimLine.of(
        ref=short_ref(Kind.CLAIM, claim["id"]),
        key=claim["key"],
        statement=claim["statement"],
        figure=claim["slug"],
        quantity=claim["quantity"],
        comparator=claim["comparator"],
        value=claim["value"],
        low=claim["low"],
        high=claim["high"],
        unit=claim["unit"],
        stance=claim["stance"],
        modality=claim["modality"],
        method=claim["method"],
        source=names[0],
        via=tuple(names[1:-1]),
        reporter=names[-1],
        hedge=hops[0]["hedge"] or Hedge.ATTRIBUTED,
        effective_hedge=claim["effective_hedge"],
        said=claim["said"],
        as_of=claim["as_of"],
        published=claim["published"],
    )
