"""One claim with its chain and its report as they are printed, made of the rows as they stand.

It is what `claims.desk.viewing.claims` and `claims.desk.viewing.records` make of records, to
which a test holds it: to make the records first took longer than to find their rows.
"""

from collections.abc import Sequence

from claims.desk.viewing.claims import links_in, ratings_in, role_of
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries.provenance import Provenance
from claims.store.queries.raw import spelled
from claims.store.queries.redactions import erased_texts
from claims.store.sending import Found
from claims.values.identity import short_ref, shown_ref
from claims.vocab import Hedge, Kind

_ALIKE = ("named_as", "cue", "hedge", "said", "language", "original_term")  # in all that is shown
_LONG = ("named_as", "said", "language", "original_term")  # what the short form has no room for


def traced_claim(
    connection: Connection, found: Provenance, redacted: str | None
) -> views.ClaimRecord:
    """The claim as it can be handed in again; `redacted` tells that its report's text is gone."""
    row, hops, said = found.claim, found.hops, found.said
    names = [hop["name"] for hop in hops]
    return views.ClaimRecord.of(
        ref=shown_ref(Kind.CLAIM, row["ref"]),
        id=found.id,
        key=row["key"],
        statement=row["statement"],
        quote=row["quote"],
        figure=row["slug"],
        quantity=row["quantity"],
        unit=row["unit"],
        stance=row["stance"],
        modality=row["modality"],
        method=row["method"],
        source=names[0],
        via=tuple(names[1:-1]),
        reporter=None if len(names) == 1 and row["outlet"] is None else names[-1],
        chain=tuple(map(_chain_hop, hops)) if _needs_full_chain(hops) else None,
        said=row["said"],
        as_of=row["as_of"],
        published=row["report_published"],
        hedge=hops[0]["hedge"],
        hedge_cue=hops[0]["cue"],
        report=_report_in(row, redacted),
        tags=found.tags,
        note=row["note"],
        links=tuple(links_in(connection, found.id, said)),
        ratings=ratings_in(connection, said.ratings),
        effective_hedge=row["effective_hedge"],
        revision=row["revision"],
        logged_at=row["logged_at"],
        logged_by=row["logged_by"],
        withdrawn=row["withdrawn"],
    )


def _chain_hop(hop: Found) -> views.ChainHop:
    return views.ChainHop.of(source=hop["name"], **{name: hop[name] for name in _ALIKE})


def _needs_full_chain(hops: Sequence[Found]) -> bool:
    """Whether a hop says more than the short form of a draft can."""
    for place, hop in enumerate(hops):
        for name in _ALIKE if place else _LONG:
            if hop[name] is not None:
                return True
    return False


def _report_in(row: Found, redacted: str | None) -> views.ReportIn:
    return views.ReportIn.of(
        ref=shown_ref(Kind.REPORT, row["report_ref"]),
        version=row["report_version"],
        url=row["report_url"],
        title=row["report_title"],
        byline=row["report_byline"],
        published=row["report_published"],
        language=row["report_language"],
        text_sha256=row["report_text_sha256"],
        text_redacted=redacted,
    )


def traced_hops(found: Provenance) -> tuple[views.HopView, ...]:
    """The chain from the origin to the reporter, with what is known of each speaker.

    The short form of a draft says of the claim when its origin spoke.
    """
    last, said = len(found.hops) - 1, found.claim["said"]
    return tuple(
        [
            views.HopView.of(
                position=place,
                role=role_of(place, last),
                source=hop["name"],
                source_ref=shown_ref(Kind.SOURCE, hop["ref"]),
                kind=hop["source_kind"],
                country=hop["country"],
                controlled_by=hop["controlled_by"],
                named_as=hop["named_as"],
                cue=hop["cue"],
                hedge=hop["hedge"] or Hedge.ATTRIBUTED,
                hedge_given=hop["hedge"] is not None,
                said=hop["said"] if place or hop["said"] is not None else said,
                language=hop["language"],
                original_term=hop["original_term"],
            )
            for place, hop in enumerate(found.hops)
        ]
    )


def traced_report(row: Found, redacted: str | None) -> views.ReportView:
    """The report that a claim was read from, out of the claim's row."""
    earlier = row["report_supersedes"]
    return views.ReportView.of(
        ref=shown_ref(Kind.REPORT, row["report_ref"]),
        url=row["report_url"],
        version=row["report_version"],
        supersedes=None if earlier is None else short_ref(Kind.REPORT, earlier),
        reporter=row["outlet"],
        byline=row["report_byline"],
        title=row["report_title"],
        published=row["report_published"],
        language=row["report_language"],
        text_sha256=row["report_text_sha256"],
        text_redacted=redacted,
        raw_sha256=row["report_raw_sha256"],
        raw_type=row["report_raw_type"],
        note=row["report_note"],
        revision=row["report_revision"],
        logged_at=row["report_logged_at"],
        logged_by=row["report_logged_by"],
    )


def redacted_in(connection: Connection, found: Provenance) -> str | None:
    """The words that tell that its report's archived text was redacted, where it was."""
    sha256 = found.claim["report_text_sha256"]
    return None if sha256 is None else erased_texts(connection, [sha256]).get(sha256)


def names_in(found: Provenance) -> dict[str, str]:
    """What all that the claim names is called, by their identities as payloads spell them."""
    row = found.claim
    names = {spelled(hop["source_id"]): hop["name"] for hop in found.hops}
    report = row["report_url"] or shown_ref(Kind.REPORT, row["report_ref"])
    names[spelled(row["report_id"])] = report
    if row["figure_id"] is not None:
        names[spelled(row["figure_id"])] = row["slug"]
    return names
