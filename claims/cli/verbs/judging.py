"""What the rules say of the record: verdicts, suggested links, findings."""

from typing import TYPE_CHECKING

import click

from claims.cli.options import reason_option, ref_argument, relation_argument, together
from claims.cli.output import say
from claims.cli.session import reads, writes
from claims.cli.text.cascade import cascade_text
from claims.cli.text.judgements import (
    comparison_text,
    findings_counted,
    findings_text,
    suggestions_text,
)

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import (
        CascadeView,
        ComparisonView,
        FindingView,
        Recorded,
        SuggestionView,
    )

_NEWEST = "newest"
scope_options = together(
    click.argument("ref", metavar="[REF]", required=False),
    click.option("--figure", metavar="SLUG", help="All claims on this figure."),
)


class OrNewest(click.Group):
    """A group whose first word may also be a REF, or be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the verb in where none is named."""
        helping = args[:1] and args[0] in ctx.help_option_names
        if not helping and (not args or args[0] not in self.commands):
            args = [_NEWEST, *args]
        return super().parse_args(ctx, args)


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@reads(comparison_text)
def compare(desk: "Desk", *, a: str, b: str) -> "ComparisonView":
    """The verdict on two claims: do they agree, conflict, or not compare, and why.

    A link that an editor has made overrides the rule's verdict; both are shown.
    """
    return desk.compare(a, b)


@click.group(cls=OrNewest, subcommand_metavar="[REF | accept … | refuse …]")
def suggest() -> None:
    """Links that are likely: of the claim REF, of a --figure, or of the newest claims.

    Each is printed as it can be typed behind `claims suggest accept` or `refuse`;
    what was refused is not suggested again.
    """


@suggest.command(_NEWEST, hidden=True)
@scope_options
@reads(suggestions_text)
def newest(desk: "Desk", *, ref: str | None, figure: str | None) -> "list[SuggestionView]":
    """Likely links of the claim REF, of all on a figure, or of the newest claims; best first."""
    _one_scope(ref, figure)
    return desk.suggest(ref, figure=figure)


@suggest.command()
@ref_argument
@relation_argument
@click.argument("to", metavar="REF")
@reason_option
@writes
def accept(desk: "Desk", *, ref: str, relation: str, to: str, reason: str) -> "Recorded":
    """Accept a suggestion: it becomes a link, in your name."""
    return desk.link(ref, relation, to, reason=reason)


@suggest.command()
@ref_argument
@relation_argument
@click.argument("to", metavar="REF")
@reason_option
@writes
def refuse(desk: "Desk", *, ref: str, relation: str, to: str, reason: str) -> "Recorded":
    """Refuse a suggestion: it is not made again."""
    return desk.refuse(ref, relation, to, reason=reason)


def _is_bad(found: "list[FindingView]") -> bool:
    return any(one.severity != "note" for one in found)


@click.command()
@scope_options
@reads(findings_text, found_bad=_is_bad)
def lint(desk: "Desk", *, ref: str | None, figure: str | None) -> "list[FindingView]":
    """What to know before printing: of the claim REF, of a --figure, or of the whole record.

    Ends with 1 if there is anything worse than a note.
    """
    _one_scope(ref, figure)
    found = desk.lint(ref, figure=figure)
    if found:
        say(findings_counted(found))
    return found


def _one_scope(ref: str | None, figure: str | None) -> None:
    if ref is not None and figure is not None:
        raise click.UsageError("give REF or --figure, not both")


@click.command()
@ref_argument
@reads(cascade_text)
def cascade(desk: "Desk", *, ref: str) -> "CascadeView":
    """What rests on a claim or report, before and after the notice that took it back.

    Tells each claim and by which way it rests on it, our stories above them, and
    who reported the same without it. Before a retraction it tells what would fall.
    """
    return desk.cascade(ref)
