"""Logging one claim: an option for each field of a draft."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import (
    choice,
    date_option,
    note_option,
    read_text,
    report_options,
    text_option,
    together,
)
from claims.cli.session import given, writes
from claims.vocab import Hedge, Method, Modality, Stance

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded

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
    return desk.log(statement, **_draft(given(options)))


def _draft(options: dict[str, Any]) -> dict[str, Any]:
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
