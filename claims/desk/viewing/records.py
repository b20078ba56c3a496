"""What hangs on claims, and what claims hang on, as it is printed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from claims.desk.showing import text
from claims.records import Claim, Figure, Link, Notice, Rating, Report, Review, Source, Story
from claims.schemas import views
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries.stored import Stored, by_id
from claims.values.identity import short_ref
from claims.vocab import Kind, LinkBasis


def called(claims: Iterable[Claim]) -> dict[UUID, str]:
    """What claims that were read are called: the caller's key, else the short reference."""
    return {claim.id: claim.key or claim.called for claim in claims}


def claim_names(connection: Connection, claims: Iterable[UUID]) -> dict[UUID, str]:
    """What each claim is called: the caller's key, else its short reference."""
    wanted = set(claims)
    if not wanted:
        return {}
    keys = lookups.keys_of(connection, wanted)
    return {claim: keys.get(claim) or short_ref(Kind.CLAIM, claim) for claim in wanted}


def link_views(connection: Connection, links: Iterable[Stored[Link]]) -> list[views.LinkView]:
    """These links, withdrawn ones too."""
    links = list(links)
    ends = {end for one in links for end in (one.record.claim, one.record.to)}
    names = claim_names(connection, ends)
    return [link_view(one, names) for one in links]


def link_view(one: Stored[Link], names: Mapping[UUID, str]) -> views.LinkView:
    """One link, its two claims by name."""
    link, gone = one.record, one.record.withdrawn is not None
    return views.LinkView(
        ref=short_ref(Kind.LINK, link.id),
        from_=names[link.claim],
        relation=link.relation,
        to=names[link.to],
        reason=link.reason,
        basis=LinkBasis(link.basis),
        by=one.logged_by,
        at=one.logged_at,
        withdrawn=link.withdrawn,
        withdrawn_by=one.changed_by if gone else None,
        withdrawn_at=one.changed_at if gone else None,
    )


def notice_view(one: Stored[Notice]) -> views.NoticeView:
    """One retraction."""
    notice = one.record
    return views.NoticeView(
        ref=short_ref(Kind.NOTICE, notice.id),
        target=short_ref(notice.target_kind, notice.target),
        target_kind=notice.target_kind,
        reason=notice.reason,
        date=text(notice.date),
        url=notice.url,
        by=one.logged_by,
        at=one.logged_at,
        withdrawn=notice.withdrawn,
    )


def review_view(one: Stored[Review]) -> views.ReviewView:
    """One review."""
    return views.ReviewView(
        ref=short_ref(Kind.REVIEW, one.record.id),
        claim=short_ref(Kind.CLAIM, one.record.claim),
        reviewed_revision=one.record.revision,
        note=one.record.note,
        by=one.logged_by,
        at=one.logged_at,
    )


def rating_views(
    connection: Connection, ratings: Iterable[Stored[Rating]]
) -> list[views.RatingView]:
    """These ratings of a claim by those who checked it, withdrawn ones too."""
    ratings = list(ratings)
    if not ratings:
        return []
    reports = by_id(connection, Report, {one.record.report for one in ratings})
    authors = by_id(connection, Source, {one.record.author for one in ratings})
    return [
        rating_view(one, reports[one.record.report].record, authors[one.record.author].record)
        for one in ratings
    ]


def rating_view(one: Stored[Rating], report: Report, author: Source) -> views.RatingView:
    """One rating, by whom and where."""
    rating = one.record
    return views.RatingView(
        ref=short_ref(Kind.RATING, rating.id),
        author=author.name,
        text=rating.text,
        value=rating.value,
        best=rating.best,
        worst=rating.worst,
        report=short_ref(Kind.REPORT, report.id),
        url=report.url,
        title=report.title,
        published=text(report.published),
        by=one.logged_by,
        at=one.logged_at,
        withdrawn=rating.withdrawn,
    )


def source_view(one: Stored[Source], sources: Mapping[UUID, Source]) -> views.SourceView:
    """One source; `sources` holds who controls it."""
    source = one.record
    controller = source.controlled_by
    return views.SourceView(
        ref=short_ref(Kind.SOURCE, source.id),
        name=source.name,
        kind=source.source_kind,
        country=source.country,
        controlled_by=None if controller is None else sources[controller].name,
        aliases=source.aliases,
        note=source.note,
        revision=one.revision,
        logged_at=one.logged_at,
        logged_by=one.logged_by,
    )


def report_view(
    one: Stored[Report], sources: Mapping[UUID, Source], erased: Mapping[str, str]
) -> views.ReportView:
    """One report at one version; `sources` holds its outlet, `erased` tells of redacted texts."""
    report = one.record
    earlier = report.supersedes
    return views.ReportView.of(
        ref=short_ref(Kind.REPORT, report.id),
        url=report.url,
        version=report.version,
        supersedes=None if earlier is None else short_ref(Kind.REPORT, earlier),
        reporter=None if report.reporter is None else sources[report.reporter].name,
        byline=report.byline,
        title=report.title,
        published=text(report.published),
        language=report.language,
        text_sha256=report.text_sha256,
        text_redacted=erased.get(report.text_sha256 or ""),
        raw_sha256=report.raw_sha256,
        raw_type=report.raw_type,
        note=report.note,
        revision=one.revision,
        logged_at=one.logged_at,
        logged_by=one.logged_by,
    )


def figure_view(
    one: Stored[Figure], figures: Mapping[UUID, Figure], sources: Mapping[UUID, Source]
) -> views.FigureView:
    """One figure; `figures` holds its whole, `sources` its parties."""
    figure = one.record
    whole = figure.part_of
    plain = {name: getattr(figure, name) for name in _PLAIN_FIGURE_FIELDS}
    return views.FigureView(
        **plain,
        ref=short_ref(Kind.FIGURE, figure.id),
        since=text(figure.since),
        part_of=None if whole is None else figures[whole].slug,
        parties=tuple(sources[party].name for party in figure.parties),
        revision=one.revision,
        logged_at=one.logged_at,
        logged_by=one.logged_by,
    )


_PLAIN_FIGURE_FIELDS = {
    "slug",
    "title",
    "unit",
    "basis",
    "measure",
    "population",
    "place",
    "complete_parts",
    "note",
}


def story_view(one: Stored[Story], names: Mapping[UUID, str]) -> views.StoryView:
    """A publication of ours; `names` holds what its claims are called."""
    story = one.record
    return views.StoryView(
        ref=short_ref(Kind.STORY, story.id),
        url=story.url,
        title=story.title,
        date=text(story.date),
        rests_on=tuple(names[claim] for claim in story.rests_on),
        note=story.note,
        revision=one.revision,
        logged_at=one.logged_at,
        logged_by=one.logged_by,
    )
