"""Judging and correcting what is recorded, and what the rules say of it; nothing is lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.options import (
    choice,
    date_option,
    note_option,
    reason_option,
    ref_argument,
    relation_argument,
    together,
    words_of,
)
from claims.cli.output import fields, listed, many, padded, paragraph, phrase, plain, say
from claims.cli.session import json_option, opened_desk, print_found, reads, writes
from claims.vocab import FindingCode, Relation

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import (
        CascadeView,
        ComparisonView,
        FallenClaim,
        FindingView,
        Recorded,
        RedactionView,
        SuggestionView,
    )


_SEVERITY = 7
_WORST_FIRST = ("error", "warning", "note")


def comparison_text(found: "ComparisonView") -> Iterator[str]:
    """A verdict in a sentence, its reasons, and whose it is."""
    yield f"{found.from_} → {found.to}: {plain(found.verdict)}"
    yield from paragraph(found.sentence, indent=2)
    by_rule = None if found.link is None else plain(found.rule_verdict)
    yield from fields(
        [
            ("reasons", ", ".join(plain(reason) for reason in found.reasons)),
            ("by link", found.link),
            ("by rule", by_rule),
        ]
    )


def suggestions_text(found: "Sequence[SuggestionView]") -> Iterator[str]:
    """Each suggestion as it can be typed behind `claims suggest accept`, and why."""
    for one in found:
        yield f"{one.from_} {one.relation} {one.to}"
        yield from paragraph(one.sentence, indent=4)


def findings_text(found: "Sequence[FindingView]") -> Iterator[str]:
    """Findings, worst first; one that is the same of several claims is told once."""
    told: dict[tuple[str, str], list[str]] = {}
    for one in sorted(found, key=lambda one: _WORST_FIRST.index(str(one.severity))):
        said = (str(one.severity), f"{one.message} [{one.code}]")
        told.setdefault(said, []).append(one.ref)
    for (severity, message), about in told.items():
        yield from paragraph(message, lead=padded(severity, _SEVERITY))
        yield from paragraph(", ".join(dict.fromkeys(about)), indent=_SEVERITY + 2)


def findings_counted(found: "Sequence[FindingView]") -> str:
    """How many findings of which severity, worst first."""
    counts = Counter(str(one.severity) for one in found)
    return phrase(many(counts[name], name) for name in _WORST_FIRST if counts[name])


def fallen_counted(found: "CascadeView") -> str:
    """What rests on something that was taken back; empty where nothing does."""
    claims = len(found.before) + len(found.after) + len(found.undated)
    parts = [
        many(claims, "claim") if claims else None,
        f"{len(found.after)} of them published after the notice" if found.after else None,
        *(f"our story {story.title or story.url}" for story in found.stories),
    ]
    resting = phrase(parts)
    return f"rests on it: {resting}" if resting else ""


def cascade_text(found: "CascadeView") -> Iterator[str]:
    """Every claim that rests on it, before and after the notice, and what stands without it."""
    when = found.notice_date or "not dated"
    yield f"taken back: {', '.join(found.taken_back) or 'nothing'} (notice: {when})"
    for title, claims in (
        ("published before the notice", found.before),
        ("published after the notice", found.after),
        ("published on an unknown day, or that of the notice", found.undated),
    ):
        if claims:
            yield f"{title}:"
            yield from _fallen_claims(claims)
    for story in found.stories:
        rests_on = ", ".join(story.rests_on)
        yield f"our story: {story.url} ({story.date or 'no date'}), rests on {rests_on}"
    for standing in found.still_standing:
        yield from paragraph(f"stands without it: {standing}")


def _fallen_claims(claims: "tuple[FallenClaim, ...]") -> Iterator[str]:
    for one in claims:
        yield f"  {one.ref}  {one.published or 'no date'}  {one.statement}"
        yield from paragraph(one.why, indent=4)


NAMED = 20  # more of one kind than this are counted; --json lists them


def redaction_text(found: "RedactionView") -> Iterator[str]:
    """What was erased, and what may still say the same."""
    yield f"{found.status} {found.ref}"
    texts = many(found.texts, "archived text") if found.texts else None
    raws = many(found.raws, "page") + " as fetched" if found.raws else None
    erased = phrase([many(found.payloads, "revision"), texts, raws]) if found.payloads else None
    yield from fields([("erased", erased)])
    yield from fields(listed("may repeat", _repeating(found)))


def _repeating(found: "RedactionView") -> Iterator[str]:
    """A line for each kind; what is named can be redacted as well."""
    for kind in dict.fromkeys(one.kind for one in found.may_repeat):
        refs = [one.ref for one in found.may_repeat if one.kind == kind]
        more = len(refs) - NAMED
        told = f"{' '.join(refs[:NAMED])}{f' and {more:,} more' if more > 0 else ''}"
        yield f"{many(len(refs), kind)}: {told}"


@click.command(epilog=f"RELATION is one of {words_of(Relation)}.")
@ref_argument
@relation_argument
@click.argument("to", metavar="REF")
@reason_option
@writes
def link(desk: "Desk", *, ref: str, relation: str, to: str, reason: str) -> "Recorded":
    """Say how one claim stands to another, read from left to right.

    claims link c-4k2j9x1a corroborates desk-0007 --reason "own estimate"
    """
    return desk.link(ref, relation, to, reason=reason)


@click.command()
@ref_argument
@click.argument(
    "relation",
    metavar="[RELATION",
    required=False,
    type=click.Choice([str(one) for one in Relation]),
)
@click.argument("to", metavar="REF]", required=False)
@reason_option
@writes
def unlink(
    desk: "Desk", *, ref: str, relation: str | None, to: str | None, reason: str
) -> "Recorded":
    """Take a link back: by its own reference (l-…), or by its claims and the relation.

    It stays in the record, withdrawn, with the reason.
    """
    if relation is not None and to is None:
        raise click.UsageError("name the second claim too: unlink REF RELATION REF")
    return desk.unlink(ref, relation, to, reason=reason)


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


@click.command()
@ref_argument
@reason_option
@json_option
def redact(*, ref: str, reason: str, as_json: bool) -> None:
    """Erase for good what was recorded of REF, and the archived text of a report.

    That it was redacted, by whom, when and why, shows wherever the record does, at
    every moment, and for good: do not repeat in TEXT what is to go. The tree over the
    ledger and all proofs hold as before. What may say the same in words of its own is
    listed, to be redacted as well; copies and backups of the database are not reached.

    Ends with 1 while a reader keeps the file from being cleaned: repeat the command.
    """
    with opened_desk() as desk:
        found = desk.redact(ref, reason=reason)
    print_found(found, None if as_json else redaction_text)
    if found.left_to_do is not None:
        say(f"it is redacted, but {found.left_to_do}")
    if found.to_be_repeated:
        say(f"  repeat the command: claims redact {found.ref} --reason …")
        click.get_current_context().exit(FOUND_BAD)
