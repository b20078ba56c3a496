"""A source's record, a story of ours, the checkpoint and the proofs, as Markdown."""

from collections.abc import Iterable, Iterator

from claims.sourcing.embedding import embedded
from claims.sourcing.marks import bullets, link, plain, quoted, table, when
from claims.sourcing.model import SourcingReport
from claims.sourcing.model_record import Changed, SourceLine, SourcePart, StoryClaim, StoryPart
from claims.sourcing.phrases import counted

MOST_LINES = 200

_OUTCOMES = {
    "held": "corroborated by an independent origin",
    "contradicted": "contradicted by another claim",
    "denied": "denied",
    "retracted": "retracted, or a copy of what was",
    "superseded": "superseded by itself",
    "withdrawn": "withdrawn as logged by mistake",
}
_ROLES = {"origin": "said it", "relay": "passed it on", "reporter": "published it"}
_ON_TIME_LINE = ("About", "Part", "Claim", "What it says", "What became of it", "Through")
_THEN_AND_NOW = ("", "Then", "Now")


def source_blocks(report: SourcingReport) -> Iterator[str]:
    """The record of the source that the report is on."""
    if report.source is None:
        return
    yield f"## {report.words.headings['source']}"
    yield bullets(_counts(report.source))
    if not report.source.is_complete:
        yield (
            "There are too many claims to compare each of them with each; what speaks for each "
            "origin now was compared."
        )
    lines = report.source.lines
    yield table(_ON_TIME_LINE, (_source_row(line) for line in lines[-MOST_LINES:]))
    if len(lines) > MOST_LINES:
        yield f"The newest {MOST_LINES} of {len(lines):,}; the JSON format has all."


def _counts(source: SourcePart) -> Iterator[str]:
    counts = source.counts
    names = ", ".join(map(plain, source.definition.aliases))
    known = f", also known as {names}" if names else ""
    run = source.definition.controlled_by
    yield f"**{plain(source.definition.name)}**{known}{f', run by {plain(run)}' if run else ''}."
    yield (
        f"**On record:** {counted(counts.said, 'claim of its own', 'claims of its own')}, "
        f"{counts.relayed} passed on, {counts.published} published of others."
    )
    told = (
        f"{getattr(counts, name)} {words}"
        for name, words in _OUTCOMES.items()
        if getattr(counts, name)
    )
    yield (
        f"**Of its own:** {', '.join(told) or 'nothing became of any'}"
        f"{f'; {counts.open} with nothing for or against on record' if counts.open else ''}. "
        "One claim may be several of these."
    )


def _source_row(line: SourceLine) -> tuple[str, ...]:
    says = f"{plain(line.statement)}" + (f" ({plain(line.quantity)})" if line.quantity else "")
    became = "; ".join(_OUTCOMES[one] for one in line.outcomes)
    return (
        plain(line.time or ""),
        _ROLES[line.role],
        plain(line.name),
        says,
        became,
        ", ".join(map(plain, line.by)),
    )


def story_blocks(report: SourcingReport) -> Iterator[str]:
    """What our story rests on, as it was then, and what became of it."""
    if report.story is None:
        return
    yield f"## {report.words.headings['story']}"
    yield bullets(_story_head(report.story))
    yield bullets(map(plain, report.story.summary))
    for claim in report.story.claims:
        yield from _story_claim(report, claim)


def _story_head(story: StoryPart) -> Iterator[str]:
    told = story.definition
    title = quoted(told.title) if told.title else "untitled"
    yield f"**Printed:** {title}, {plain(told.date or 'no date')}, {link(told.url)}"
    meant = {
        "date": "the end of its date",
        "recorded": "when it was recorded, which was after its date",
    }
    yield f"**Then** is {when(story.then)}: {meant[story.then_is]}."


def _story_claim(report: SourcingReport, claim: StoryClaim) -> Iterator[str]:
    standings = report.words.standings
    yield f"### {plain(claim.name)}: {plain(claim.statement)}"
    if claim.revision_then is None:
        yield "It had not been recorded then."
    then = claim.standing_then
    rows = [
        ("Statement", claim.statement_then, claim.statement),
        ("Quantity", claim.quantity_then, claim.quantity),
        ("What the record supports", standings[then] if then else None, standings[claim.standing]),
        ("Revision", claim.revision_then and str(claim.revision_then), str(claim.revision)),
    ]
    cells = ((name, plain(a or ""), plain(b or "")) for name, a, b in rows)
    yield table(_THEN_AND_NOW, cells)
    if claim.published_after:
        yield f"**Its report is of {plain(claim.published or '')}, after the story.**"
    yield bullets(changed_lines(claim.became)) or "Nothing was recorded on it since."


def changed_lines(entries: Iterable[Changed]) -> Iterator[str]:
    """Each entry: when, by whom, what, and why."""
    for one in entries:
        why = f" Because: {plain(one.reason)}" if one.reason else ""
        yield f"{when(one.at)}, {plain(one.by)}: {plain(one.what)}.{why}"


def proof_blocks(report: SourcingReport) -> Iterator[str]:
    """The checkpoint that the report rests on, and the proofs for a program to check."""
    yield f"## {report.words.headings['proofs']}"
    bundle, head = report.proofs, report.checkpoint
    if head is None:
        yield "Nothing of this record has been sealed: no checkpoint stands behind this report."
        return
    yield bullets(
        (
            f"**Record:** {plain(head.origin)}",
            f"**Tree:** {head.size:,} entries, root `{head.root}`",
            f"**Signed with:** {plain(head.key)}",
        )
    )
    if bundle is None:
        yield "The proofs of the claims were left out of this document."
        return
    proven = counted(len(bundle.claims), "claim is", "claims are")
    yield (
        f"{proven} proved below to stand in the tree"
        f"{'' if bundle.folded else ', with the words that were recorded'}: "
        "`claims check-proof` on this file checks that on any machine, and whether the report "
        "says what was recorded. What the report computes (what the record supports, counts, "
        "findings, sentences) is not proved; it follows from the record."
    )
    if bundle.unsealed:
        waiting = counted(len(bundle.unsealed), "claim is", "claims are")
        yield f"{waiting} not sealed yet: {', '.join(map(plain, bundle.unsealed[:MOST_LINES]))}."
    yield f"```json\n{embedded(bundle)}\n```"
