"""What claims hang on: sources, figures, and our own stories."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from claims.cli.judgements import findings_text
from claims.cli.options import (
    choice,
    clear_option,
    date_option,
    note_option,
    page_options,
    ref_argument,
    together,
)
from claims.cli.output import (
    amount,
    fields,
    is_redacted,
    many,
    moment,
    numbers,
    paragraph,
    phrase,
    plain,
    table,
)
from claims.cli.session import given, reads, writes
from claims.errors import NotFoundError
from claims.values.names import name_key
from claims.vocab import Basis, SourceKind

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import (
        FigureState,
        FigureSummary,
        FigureView,
        Recorded,
        ReportView,
        SourceView,
        StandingLine,
        StoryView,
    )


def joined(
    known: tuple[str, ...], more: tuple[str, ...], fewer: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The names known and those to add, without those to drop; raises where one is not there."""
    everything = {name_key(name): name for name in (*more, *known)}
    for name in fewer:
        if everything.pop(name_key(name), None) is None:
            raise NotFoundError(
                "name_unknown",
                f"{name!r} is none of {'; '.join(known) or 'its names: it has none'}",
            )
    order = (name_key(name) for name in (*known, *more))
    return tuple(everything[key] for key in dict.fromkeys(order) if key in everything)


def source_text(source: "SourceView") -> Iterator[str]:
    """One source with all its names."""
    yield f"{source.ref}  {source.name}"
    yield ""
    yield from fields(
        [
            ("kind", plain(source.kind)),
            ("country", source.country),
            ("controlled", source.controlled_by and f"by {source.controlled_by}"),
            ("aliases", "; ".join(source.aliases)),
            ("note", source.note),
            ("logged", _logged(source)),
        ]
    )


def sources_text(sources: "list[SourceView]") -> Iterator[str]:
    """All sources in a table."""
    rows = (
        (one.ref, one.name, plain(one.kind), one.country or "", one.controlled_by or "")
        for one in sources
    )
    yield from table(("ref", "name", "kind", "country", "controlled by"), rows, indent=0)


def figures_text(figures: "list[FigureView]") -> Iterator[str]:
    """All figures in a table."""
    rows = (
        (one.slug, one.unit or "", plain(one.basis), one.part_of or "", one.title)
        for one in figures
    )
    yield from table(("figure", "unit", "basis", "part of", "title"), rows, indent=0)


def report_text(report: "ReportView") -> Iterator[str]:
    """One version of a report."""
    yield from paragraph(report.title or report.url or "", lead=report.ref)
    yield ""
    yield from fields(
        [
            ("address", report.url),
            ("version", str(report.version)),
            ("reporter", phrase([report.reporter, report.byline and f"by {report.byline}"])),
            ("published", report.published),
            ("language", report.language),
            ("supersedes", report.supersedes),
            ("text", _archived(report)),
            ("raw bytes", _raw_bytes(report)),
            ("note", report.note),
            ("logged", _logged(report)),
        ]
    )


def _archived(report: "ReportView") -> str | None:
    """Whether its text is archived, or was, and under which hash."""
    state = report.text_redacted or "archived"
    return report.text_sha256 and f"{state}, sha-256 {report.text_sha256}"


def _raw_bytes(report: "ReportView") -> str | None:
    """What its text was read from, and under which hash."""
    return report.raw_sha256 and phrase([report.raw_type, f"sha-256 {report.raw_sha256}"])


def reports_text(reports: "list[ReportView]") -> Iterator[str]:
    """Reports in a table."""
    rows = (
        (
            one.ref,
            str(one.version),
            one.published or "",
            one.reporter or "",
            one.title or "",
            one.url or "",
        )
        for one in reports
    )
    yield from table(("ref", "v", "published", "reporter", "title", "address"), rows, indent=0)


def story_text(story: "StoryView") -> Iterator[str]:
    """One publication of ours."""
    yield f"{story.ref}  {story.title or story.url}"
    yield ""
    yield from fields(
        [
            ("address", story.url),
            ("date", story.date),
            ("rests on", ", ".join(story.rests_on)),
            ("note", story.note),
            ("logged", _logged(story)),
        ]
    )


def stories_text(stories: "list[StoryView]") -> Iterator[str]:
    """All publications of ours in a table."""
    rows = (
        (one.ref, one.date or "", str(len(one.rests_on)), one.title or "", one.url)
        for one in stories
    )
    yield from table(("ref", "date", "claims", "title", "address"), rows, indent=0)


def _logged(record: "SourceView | ReportView | StoryView") -> str:
    return f"{moment(record.logged_at)} by {record.logged_by}, revision {record.revision}"


def figure_text(state: "FigureSummary") -> Iterator[str]:
    """What `figure show` prints: definition, four counts, range, standing, claims if there."""
    from claims.schemas.views import FigureState  # noqa: PLC0415  start-up stays light

    yield from _figure_summary(state)
    if isinstance(state, FigureState):
        yield from _claims_table(state)


def _figure_summary(state: "FigureSummary") -> Iterator[str]:
    figure = state.definition
    yield from paragraph(figure.title, lead=figure.slug)
    yield ""
    yield from fields(_definition(figure))
    yield ""
    unit = f" {figure.unit}" if figure.unit else ""
    span = numbers(state.low, state.high)
    yield from fields(
        [
            ("standing", _standing(state)),
            ("range", span and span + unit),
            ("origins", f"{state.origins} independent, {state.unknown} unknown"),
            ("carried by", f"{many(state.mentions, 'report')} of {many(state.outlets, 'outlet')}"),
        ]
    )


def _claims_table(state: "FigureState") -> Iterator[str]:
    if state.claims:
        yield ""
        header = ("claim", "time", "quantity", "source", "reporter", "hedge", "standing")
        yield from table(header, (_figure_row(one) for one in state.claims))
        for one in filter(is_redacted, state.claims):
            yield from paragraph(one.statement, indent=2, lead=one.key or one.ref)
    if state.findings:
        yield ""
        yield from findings_text(state.findings)


def _definition(figure: "FigureView") -> Iterator[tuple[str, str | None]]:
    since = figure.since and f"since {figure.since}"
    yield "counts", phrase([figure.measure, figure.unit and f"unit {figure.unit}"])
    yield "basis", phrase([plain(figure.basis), since], " ")
    yield "of", phrase([figure.population, figure.place])
    whole = figure.part_of and f"{figure.part_of}"
    yield "part of", whole
    yield "parts", "complete: they must add up" if figure.complete_parts else None
    yield "parties", "; ".join(figure.parties)
    yield "note", figure.note


def _figure_row(claim: "StandingLine") -> tuple[str, ...]:
    stance = "" if claim.stance == "asserts" else f"{plain(claim.stance)} "
    modality = "" if claim.modality.is_real else f"{plain(claim.modality)} "
    quantity = amount(claim.quantity, None) or "—"
    return (
        claim.key or claim.ref,
        claim.as_of or claim.said or claim.published or "",
        f"{stance}{modality}{quantity}",
        claim.source,
        claim.reporter,
        str(claim.effective_hedge),
        plain(claim.standing),
    )


def _standing(state: "FigureSummary") -> str:
    """The standing, and why it is that where several origins speak and none is confirmed."""
    if state.standing == "single_origin" and state.origins > 1:
        return f"{plain(state.standing)}: of {state.origins}, no two confirm each other"
    return plain(state.standing)


name_argument = click.argument("name", metavar="NAME")
source_options = together(
    click.option("--kind", type=choice(SourceKind), help="What kind of speaker it is."),
    click.option("--country", metavar="CC", help="Its country: two letters."),
    click.option("--controlled-by", metavar="NAME", help="Who commands what it says."),
    click.option(
        "--alias", "aliases", metavar="NAME", multiple=True, help="Another name; may be repeated."
    ),
    note_option,
)


@click.group()
def source() -> None:
    """Who speaks: people, organisations, outlets, documents, unnamed speakers."""


@source.command("add")
@name_argument
@source_options
@writes
def add_source(desk: "Desk", *, name: str, **options: Any) -> "Recorded":
    """Add the source NAME; if it is known, set what is given of it."""
    fields = given(options)
    if "aliases" in fields:
        fields["aliases"] = joined(_known_aliases(desk, name), fields["aliases"])
    return desk.source(name, **fields)


@source.command("set")
@name_argument
@source_options
@clear_option
@click.option(
    "--drop-alias", metavar="NAME", multiple=True, help="A name that is not its own after all."
)
@writes
def set_source(
    desk: "Desk", *, name: str, drop_alias: tuple[str, ...], **options: Any
) -> "Recorded":
    """Correct a source: what is not given stays, and aliases are added to those known."""
    known, fields = desk.source_view(name), given(options)
    if "aliases" in fields or drop_alias:
        fields["aliases"] = joined(known.aliases, fields.get("aliases", ()), drop_alias)
    return desk.source(known.name, **fields)


@source.command("list")
@page_options
@reads(sources_text)
def list_sources(desk: "Desk", **page: Any) -> "list[SourceView]":
    """All sources, by name."""
    return desk.sources(**given(page))


@source.command("show")
@name_argument
@reads(source_text)
def show_source(desk: "Desk", *, name: str) -> "SourceView":
    """One source, by its name, an alias or a reference."""
    return desk.source_view(name)


def _known_aliases(desk: "Desk", name: str) -> tuple[str, ...]:
    try:
        return desk.source_view(name).aliases
    except NotFoundError:
        return ()


slug_argument = click.argument("slug", metavar="SLUG")
figure_options = together(
    click.option("--title", metavar="TEXT", help="What it is, in a line."),
    click.option("--unit", metavar="TEXT", help="In which unit it counts."),
    click.option("--basis", type=choice(Basis), help="Since a day, in a period, at a moment."),
    click.option("--measure", metavar="TEXT", help="What is measured: killed and wounded."),
    click.option("--population", metavar="TEXT", help="Of whom or what."),
    click.option("--place", metavar="TEXT", help="Where."),
    date_option("--since", "The day that a cumulative figure counts from"),
    click.option("--part-of", metavar="SLUG", help="The figure that this one is part of."),
    click.option(
        "--complete-parts/--incomplete-parts",
        default=None,
        help="Whether its parts are all there, and must add_figure up.",
    ),
    click.option(
        "--party",
        "parties",
        metavar="NAME",
        multiple=True,
        help="A party to the matter; may be repeated.",
    ),
    note_option,
)


@click.group()
def figure() -> None:
    """What is counted: in which unit, of whom, where, on which basis."""


@figure.command("add")
@slug_argument
@figure_options
@writes
def add_figure(desk: "Desk", *, slug: str, **options: Any) -> "Recorded":
    """Add the figure SLUG (small letters, digits, hyphens); if it is known, set what is given."""
    return desk.figure(slug, **given(options))


@figure.command("set")
@slug_argument
@figure_options
@clear_option
@click.option("--drop-party", metavar="NAME", multiple=True, help="Who is no party after all.")
@writes
def set_figure(
    desk: "Desk", *, slug: str, drop_party: tuple[str, ...], **options: Any
) -> "Recorded":
    """Correct a figure: what is not given stays, and parties are added to those known."""
    known, fields = desk.figure_summary(slug).definition, given(options)
    if "parties" in fields or drop_party:
        fields["parties"] = joined(known.parties, fields.get("parties", ()), drop_party)
    return desk.figure(known.slug, **fields)


@figure.command("list")
@page_options
@reads(figures_text)
def list_figures(desk: "Desk", **page: Any) -> "list[FigureView]":
    """All figures as they are defined, by slug."""
    return desk.figures(**given(page))


@figure.command("show")
@slug_argument
@click.option(
    "--summary", is_flag=True, help="Without its claims and findings: soon, however many."
)
@reads(figure_text)
def show_figure(desk: "Desk", *, slug: str, summary: bool) -> "FigureSummary":
    """What the record says on a figure: counts, range, standing, and every claim."""
    return desk.figure_summary(slug) if summary else desk.figure_view(slug)


@click.group()
def story() -> None:
    """What we printed, and on the strength of which claims."""


@story.command("add")
@click.argument("url", metavar="URL")
@click.argument("more", nargs=-1, metavar="")
@click.option("--title", metavar="TEXT", help="Its headline.")
@date_option("--date", "When we printed it")
@click.option(
    "--rests-on", metavar="REF…", multiple=True, help="The claims that it rests on, one or several."
)
@note_option
@writes
def add_story(desk: "Desk", *, url: str, more: tuple[str, ...], **options: Any) -> "Recorded":
    """Add a publication of ours; if it is known, set what is given of it.

    The claims after --rests-on replace those recorded before.
    """
    if more and not options["rests_on"]:
        raise click.UsageError(f"what is {more[0]!r}? Claims come after --rests-on")
    options["rests_on"] = (*options["rests_on"], *more)
    return desk.story(url, **given(options))


@story.command("list")
@page_options
@reads(stories_text)
def list_stories(desk: "Desk", **page: Any) -> "list[StoryView]":
    """All publications of ours, oldest first."""
    return desk.stories(**given(page))


@story.command("show")
@ref_argument
@reads(story_text)
def show_story(desk: "Desk", *, ref: str) -> "StoryView":
    """One publication of ours, by its reference or URL."""
    return desk.story_view(ref)
