"""Judging and correcting what is recorded; nothing is ever erased."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.options import choice, date_option, note_option, reason_option, ref_argument
from claims.cli.output import say
from claims.cli.session import writes
from claims.cli.text.judgements import fallen_counted
from claims.vocab import FindingCode

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded


@click.command()
@ref_argument
@note_option
@writes
def review(desk: "Desk", *, ref: str, note: str | None) -> "Recorded":
    """Say that you have read a claim, as it now stands, against its report."""
    return desk.review(ref, note=note)


@click.command()
@ref_argument
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@reason_option
@writes
def revise(desk: "Desk", *, ref: str, changes: tuple[str, ...], reason: str) -> "Recorded":
    """Correct a claim: a new revision in which these fields are changed.

    The fields are those of `claims schema`; FIELD= takes a value away.

    claims revise c-4k2j9x1a hedge=probable hedge_cue=likely --reason "misread"
    """
    return desk.revise(ref, reason=reason, **dict(map(_change, changes)))


def _change(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    name = name.strip().replace("-", "_")
    if not equals or not name:
        raise click.UsageError(f"{text!r} should be FIELD=VALUE")
    if name in ("ref", "reason", "self"):
        raise click.UsageError(f"a claim has no field {name!r} to revise")
    return name, value


@click.command()
@ref_argument
@reason_option
@date_option("--notice-date", "When the notice came out")
@click.option("--notice-url", metavar="URL", help="Where the notice stands.")
@writes
def retract(desk: "Desk", *, ref: str, **fields: Any) -> "Recorded":
    """Record that whoever published a claim or a report has taken it back.

    Says how much rests on it; `claims cascade REF` lists all of it. For a mistake of
    our own in logging, use `withdraw`.
    """
    recorded = desk.retract(ref, **fields)
    if resting := fallen_counted(desk.cascade(ref)):
        say(resting)
    return recorded


@click.command()
@ref_argument
@reason_option
@writes
def withdraw(desk: "Desk", *, ref: str, reason: str) -> "Recorded":
    """Take back what was recorded by mistake: a claim, notice, rating, ruling or waiver; a key.

    It stays in the record, with the reason. A key signs nothing from then on.
    """
    return desk.withdraw(ref, reason=reason)


@click.command()
@ref_argument
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--by", metavar="NAME", help="Who rated it; else whoever published the report.")
@click.option("--report", required=True, metavar="URL", help="Where the verdict stands.")
@click.option("--title", metavar="TEXT", help="The title of that report.")
@date_option("--published", "When it was published")
@click.option("--value", metavar="NUMBER", help="The place of the verdict on a scale.")
@click.option("--best", metavar="NUMBER", help="The best of that scale.")
@click.option("--worst", metavar="NUMBER", help="The worst of that scale.")
@writes
def rate(desk: "Desk", *, ref: str, report: str, **fields: Any) -> "Recorded":
    """Record what somebody who checked a claim made of it: TEXT, as printed.

    claims rate desk-0001 "Mostly false" --by "The Checkers" --report https://checkers.example/9

    The same author in the same report again changes his verdict.
    """
    of_report = {name: fields.pop(name) for name in ("title", "published")}
    return desk.rate(ref, report={"url": report, **of_report}, **fields)


@click.command()
@click.argument("a", metavar="A")
@click.argument("relation", metavar="same|distinct", type=click.Choice(["same", "distinct"]))
@click.argument("b", metavar="B")
@reason_option
@writes
def rule(desk: "Desk", *, a: str, relation: str, b: str, reason: str) -> "Recorded":
    """Rule that two origins are, or are not, the same.

    A and B are sources by name, or claims, whose origins are meant.
    """
    return desk.rule(a, relation, b, reason=reason)


@click.command()
@click.argument("code", metavar="CODE", type=choice(FindingCode))
@reason_option
@writes
def waive(desk: "Desk", *, code: str, reason: str) -> "Recorded":
    """Switch a finding of `lint` off for this desk; `withdraw` switches it on again."""
    return desk.waive(code, reason=reason)
