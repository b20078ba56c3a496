"""Claims: logging one, finding them, showing one, its provenance and its history."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import (
    choice,
    date_option,
    note_option,
    read_text,
    ref_argument,
    report_options,
    text_option,
    together,
)
from claims.cli.output import (
    amount,
    chain_line,
    columns,
    fields,
    listed,
    moment,
    padded,
    paragraph,
    phrase,
    plain,
    report_line,
    say,
    verdict_text,
    width,
)
from claims.cli.session import given, reads, writes
from claims.vocab import Hedge, Method, Modality, Stance

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import (
        ClaimLine,
        ClaimRecord,
        ClaimView,
        HistoryView,
        HopView,
        LinkView,
        NoticeView,
        RatingIn,
        RatingView,
        Recorded,
        ReportView,
        ReviewView,
        Revision,
        StoryView,
        TraceView,
    )


_NOTHING = "—"


def history_text(history: "HistoryView") -> Iterator[str]:
    """All revisions of a record as `history` prints them, oldest first."""
    yield f"{history.ref}  {plain(history.kind)}"
    yield ""
    for one in history.revisions:
        yield from _heading(one)
        yield from _changes(one)


def revision_text(revisions: "Iterable[Revision]") -> Iterator[str]:
    """Each revision: what was done, when, by whom, why, and what it changed of the one before."""
    for one in revisions:
        yield from _heading(one)
        if one.revision > 1 or one.redacted is not None:
            yield from _changes(one)


def _heading(revision: "Revision") -> Iterator[str]:
    done = f"{moment(revision.at)} by {revision.by}"
    lead = f"{revision.revision}. {plain(revision.action)}"
    yield from paragraph(phrase([done, revision.reason], ": "), indent=2, lead=lead)


def _changes(revision: "Revision") -> Iterator[str]:
    if revision.redacted is not None:
        yield from paragraph(revision.redacted, indent=5)
    for change in revision.changes:
        before, after = value_text(change.before), value_text(change.after)
        said = after if revision.revision == 1 else f"{before} → {after}"
        yield from paragraph(said, indent=5, lead=f"{plain(change.field)}:")


def value_text(value: Any) -> str:
    """A recorded value as people read it."""
    if value in (None, "", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_text(one) for one in value)
    if isinstance(value, dict):
        return _mapping(value)
    return str(value)


def _mapping(value: dict[str, Any]) -> str:
    """What it is first, a speaker or a quantity as printed; the rest behind it in brackets."""
    first = next((value_text(value[name]) for name in ("source", "text") if name in value), None)
    rest = phrase(
        f"{plain(name)} {value_text(one)}"
        for name, one in value.items()
        if name not in ("source", "text") and one not in (None, "", [], {})
    )
    return phrase([first, f"({rest})" if first and rest else rest], " ")


def claim_text(claim: "ClaimView") -> Iterator[str]:
    """One claim as `show` prints it."""
    yield heading(claim, plain(claim.standing))
    yield ""
    yield from paragraph(claim.statement)
    yield ""
    yield from fields(_claim_fields(claim))
    yield from fields(_record_fields(claim))


def heading(claim: "ClaimRecord", right: str = "") -> str:
    """Its reference and key on the left, and something on the right."""
    left = phrase([claim.ref, claim.key], "  ")
    return padded(left, columns() - width(right)) + right


def _claim_fields(claim: "ClaimView") -> Iterator[tuple[str, str | None]]:
    yield "quote", claim.quote and f"“{claim.quote}”"
    yield "figure", claim.figure
    yield "quantity", amount(claim.quantity, claim.unit)
    yield "chain", chain_line(claim.source, claim.via, claim.reporter)
    yield "hedge", _origin_hedge(claim)
    yield (
        "speech",
        phrase([claim.stance, claim.modality, plain(claim.method)], " · ").replace(
            "unstated", "method unstated"
        ),
    )
    yield "said", claim.said
    yield "as of", claim.as_of
    yield "published", claim.published
    yield "report", report_line(claim.report)


def _record_fields(claim: "ClaimView") -> Iterator[tuple[str, str | None]]:
    yield "tags", ", ".join(claim.tags)
    yield "note", claim.note
    yield from listed("links", (f"{plain(x.relation)} {x.to}: {x.reason}" for x in claim.links))
    yield from listed("rated", map(_rated, claim.ratings))
    yield "withdrawn", claim.withdrawn
    yield "logged", f"{moment(claim.logged_at)} by {claim.logged_by}, revision {claim.revision}"


def _rated(rating: "RatingIn") -> str:
    verdict = verdict_text(rating.text, (rating.value, rating.worst, rating.best))
    return f"{verdict} by {rating.author}, in {report_line(rating.report)}"


def _origin_hedge(claim: "ClaimView") -> str:
    own = "none given" if claim.hedge is None else str(claim.hedge)
    cue = None if claim.hedge_cue is None else f"(“{claim.hedge_cue}”)"
    over_all = f"— over all hops: {claim.effective_hedge}"
    return phrase([own, cue, over_all if own != claim.effective_hedge else None], " ")


def found_text(found: "list[ClaimLine]") -> Iterator[str]:
    """Claims as `find` prints them: what and when, the statement, and who says so."""
    for claim in found:
        when = claim.as_of or claim.said or claim.published
        what = phrase([claim.key, when, amount(claim.quantity, claim.unit), claim.figure], "  ·  ")
        yield f"{claim.ref}  {what}"
        yield from paragraph(claim.statement, indent=4)
        hedge = None if claim.effective_hedge.is_neutral else str(claim.effective_hedge)
        stance = None if claim.stance == "asserts" else plain(claim.stance)
        spoken = chain_line(claim.source, claim.via, claim.reporter)
        yield from paragraph(phrase([spoken, stance, hedge], " · "), indent=4)
        yield ""


def trace_text(trace: "TraceView") -> Iterator[str]:
    """A claim's provenance as `trace` prints it."""
    claim = trace.claim
    yield heading(claim)
    yield ""
    yield from paragraph(claim.statement)
    quote = claim.quote and f"“{claim.quote}”"
    what = phrase([quote, amount(claim.quantity, claim.unit), claim.figure], " · ")
    if what:
        yield from paragraph(what, indent=2)
    yield from section("Chain", _hops(trace.chain))
    yield from section("Report", fields(_report(trace.report)))
    yield from section("Links", _links(trace.links))
    yield from section("Notices", _notices(trace.notices))
    yield from section("Reviews", _reviews(trace.reviews))
    yield from section("Ratings", _ratings(trace.ratings))
    yield from section("Our stories that rest on it", _stories(trace.stories))
    yield from section("Revisions", revision_text(trace.revisions))
    entry = trace.entry
    yield from section(
        "Ledger", fields(_entry(f"{entry.subject}, version {entry.version}", entry.digest))
    )


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a title; nothing where there are none."""
    held = list(lines)
    if held:
        yield from ("", title, *held)


def _hops(chain: "Iterable[HopView]") -> Iterator[str]:
    for hop in chain:
        named = hop.named_as if hop.named_as != hop.source else None
        who = phrase(
            [
                plain(hop.kind),
                hop.country,
                hop.controlled_by and f"controlled by {hop.controlled_by}",
                hop.source_ref,
            ]
        )
        yield from paragraph(f"{hop.position + 1}. {hop.source} ({who})", indent=2)
        yield from fields(
            [
                ("role", plain(hop.role)),
                ("hedge", _hop_hedge(hop)),
                ("named as", named and f"“{named}”"),
                ("said", hop.said),
                ("language", hop.language),
                ("original", hop.original_term and f"“{hop.original_term}”"),
            ],
            indent=5,
        )


def _hop_hedge(hop: "HopView") -> str:
    level = str(hop.hedge) if hop.hedge_given else f"none given, counts as {hop.hedge}"
    return phrase([level, hop.cue and f"“{hop.cue}”"])


def _report(report: "ReportView") -> Iterator[tuple[str, str | None]]:
    yield "report", report_line(report)
    yield "reporter", phrase([report.reporter, report.byline and f"by {report.byline}"])
    yield "published", report.published
    yield "supersedes", report.supersedes
    yield "sha-256", report.text_sha256
    yield "note", report.note


def _links(links: "Iterable[LinkView]") -> Iterator[str]:
    for link in links:
        yield from paragraph(
            f"{link.from_} {plain(link.relation)} {link.to}: {link.reason}",
            indent=2,
            lead=link.ref,
        )
        yield from paragraph(f"{link.basis}, {moment(link.at)} by {link.by}", indent=14)
        if link.withdrawn is not None:
            yield from paragraph(f"taken back by {link.withdrawn_by}: {link.withdrawn}", indent=14)


def _notices(notices: "Iterable[NoticeView]") -> Iterator[str]:
    for notice in notices:
        told = phrase([f"{notice.target_kind} {notice.target} retracted", notice.date, notice.url])
        yield from paragraph(f"{told}: {notice.reason}", indent=2, lead=notice.ref)
        yield from paragraph(f"{moment(notice.at)} by {notice.by}", indent=14)
        if notice.withdrawn is not None:
            yield from paragraph(f"notice withdrawn: {notice.withdrawn}", indent=14)


def _reviews(reviews: "Iterable[ReviewView]") -> Iterator[str]:
    for review in reviews:
        read = f"{moment(review.at)} by {review.by}, read at revision {review.reviewed_revision}"
        yield from paragraph(phrase([read, review.note], ": "), indent=2, lead=review.ref)


def _ratings(ratings: "Iterable[RatingView]") -> Iterator[str]:
    for rating in ratings:
        verdict = verdict_text(rating.text, (rating.value, rating.worst, rating.best))
        title = rating.title and f"“{rating.title}”"
        place = phrase([title, rating.published, rating.url or rating.report])
        yield from paragraph(f"{verdict} by {rating.author}: {place}", indent=2, lead=rating.ref)
        yield from paragraph(f"{moment(rating.at)} by {rating.by}", indent=14)
        if rating.withdrawn is not None:
            yield from paragraph(f"rating withdrawn: {rating.withdrawn}", indent=14)


def _stories(stories: "Iterable[StoryView]") -> Iterator[str]:
    for story in stories:
        title = story.title and f"“{story.title}”"
        yield from paragraph(phrase([story.date, title, story.url]), indent=2, lead=story.ref)


def _entry(subject: str, digest: str) -> Iterator[tuple[str, str | None]]:
    yield "entry", subject
    yield "digest", digest


_OF_THE_REPORT = ("title", "byline", "language", "text")

what_options = together(
    click.option("--quote", metavar="TEXT", help="The words as printed."),
    click.option("--figure", metavar="SLUG", help="What is counted."),
    click.option("--quantity", metavar="TEXT", help="The number as printed: “around 4,700”."),
    click.option("--unit", metavar="TEXT", help="Its unit, if not the figure's."),
    click.option("--stance", type=choice(Stance), help="What the speech does."),
    click.option("--modality", type=choice(Modality), help="Whether it is said to have happened."),
    click.option("--method", type=choice(Method), help="How the number came about."),
)
who_options = together(
    click.option("--source", metavar="NAME", help="Who is said to know: the origin."),
    click.option(
        "--via", metavar="NAME", multiple=True, help="A relay; repeat from origin to reporter."
    ),
    click.option("--reporter", metavar="NAME", help="The outlet that published."),
    click.option(
        "--chain", metavar="JSON", help="All hops, instead of source, via, reporter and hedge."
    ),
    click.option("--hedge", type=choice(Hedge), help="How far the origin commits itself."),
    click.option("--hedge-cue", metavar="TEXT", help="The words that say so: “likely”."),
)
when_options = together(
    date_option("--said", "When the origin spoke"),
    date_option("--as-of", "The day or period it is about"),
    date_option("--published", "When the report came out"),
)
where_options = together(
    click.option("--report", metavar="URL", help="The report that it was read in."),
    report_options,
    text_option,
)
desk_options = together(
    click.option("--key", metavar="KEY", help="Your own key; logging it twice changes nothing."),
    click.option("--tag", "tags", metavar="TAG", multiple=True, help="A tag; may be repeated."),
    note_option,
    click.option(
        "--link",
        "links",
        nargs=3,
        multiple=True,
        metavar="RELATION REF REASON",
        help="How it stands to another claim; may be repeated.",
    ),
    click.option("--update", is_flag=True, help="Revise the claim that has this key."),
    click.option("--strict", is_flag=True, help="Refuse unknown sources, figures and reports."),
)


@click.command()
@click.argument("statement")
@what_options
@who_options
@when_options
@where_options
@desk_options
@writes
def log(desk: "Desk", *, statement: str, **options: Any) -> "Recorded":
    """Log one claim: STATEMENT is what is claimed, in a sentence.

    Say where it was read: --report or --reporter is required. Sources, figures and
    reports that are not known yet are made, unless --strict refuses them.

    \b
    claims --as mj log "About 4,700 North Koreans were killed or wounded" \\
        --figure nk-casualties --quantity "around 4,700" \\
        --source NIS --via "Rep. Lee Seong-kweun" --reporter Yonhap \\
        --said 2025-04-30 --hedge probable --report https://news.example/1
    """  # noqa: D301  click's mark for lines that stay as they are
    return desk.log(statement, **_draft_fields(given(options)))


def _draft_fields(options: dict[str, Any]) -> dict[str, Any]:
    """The fields of a draft: what is said of the report put into one."""
    path: Path | None = options.pop("text_file", None)
    if path is not None:
        options["text"] = read_text(path)
    report = {name: options.pop(name) for name in _OF_THE_REPORT if name in options}
    if "report" in options:
        report["url"] = options["report"]
    if report:
        options["report"] = report
    if "links" in options:
        options["links"] = [
            {"relation": relation, "to": to, "reason": reason}
            for relation, to, reason in options["links"]
        ]
    return options


@click.command()
@ref_argument
@reads(claim_text)
def show(desk: "Desk", *, ref: str) -> "ClaimView":
    """One claim with its standing; with --json as it can be imported again."""
    return desk.show(ref)


@click.command()
@ref_argument
@reads(trace_text)
def trace(desk: "Desk", *, ref: str) -> "TraceView":
    """Where a claim comes from: each hop with its hedge, the report, links, revisions."""
    return desk.trace(ref)


@click.command()
@ref_argument
@reads(history_text)
def history(desk: "Desk", *, ref: str) -> "HistoryView":
    """What happened to a record, by whom and why.

    REF may be a claim, or any other record by its reference, or a figure's slug.
    """
    return desk.history(ref)


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]")
@click.option("--figure", metavar="SLUG", help="On this figure.")
@click.option("--source", metavar="NAME", help="With this source anywhere in the chain.")
@click.option("--reporter", metavar="NAME", help="Published by this outlet.")
@click.option("--tag", metavar="TAG", help="With this tag.")
@click.option("--hedge", type=choice(Hedge), help="Hedged so, over the whole chain.")
@date_option("--since", "About this time or later")
@date_option("--until", "About this time or earlier")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most.")
@click.option("--before", metavar="REF", help="The next page: the last claim of this one.")
@click.option("--ranked", is_flag=True, help="Best first, out of the newest 2,000 that fit.")
@reads(found_text)
def find(desk: "Desk", *, words: tuple[str, ...], limit: int, **options: Any) -> "list[ClaimLine]":
    """Find claims that hold all WORDS and meet all conditions, newest logged first.

    Words are looked for in statement, quote and note. The beginning of a word is enough
    from three letters on; numbers are compared whole, however they are written.
    """
    found = desk.find(" ".join(words), limit=limit, **given(options))
    if len(found) == limit:
        say(f"the first {limit}; for more: --before {found[-1].ref}")
    return found
