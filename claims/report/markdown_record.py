"""A source's record, a story of ours, the checkpoint and the proofs, as Markdown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claims.report.embedding import embedded
from claims.report.language import Words
from claims.report.marks import bullets, link, plain, quoted, table, when
from claims.report.model import SourcingReport
from claims.report.model_record import Changed, SourceLine, SourcePart, StoryClaim, StoryPart
from claims.report.numbers_and_dates import number_words
from claims.report.retelling import shown

MOST_LINES = 200

_OUTCOMES = ("held", "contradicted", "denied", "retracted", "superseded", "withdrawn")
_ON_TIME_LINE = ("about", "part", "claim", "says", "became", "through")


def source_blocks(report: SourcingReport) -> Iterator[str]:
    """The record of the source that the report is on."""
    if report.source is None:
        return
    words = report.words
    yield f"## {words.headings['source']}"
    yield bullets(_counts(report.source, words))
    if not report.source.is_complete:
        yield words.lines["not_all_compared"]
    lines = report.source.lines
    header = [words.columns[name] for name in _ON_TIME_LINE]
    yield table(header, (_source_row(line, words) for line in lines[-MOST_LINES:]))
    if len(lines) > MOST_LINES:
        yield words.line("newest_of", shown=MOST_LINES, number=count_words(len(lines), words))


def count_words(number: int, words: Words) -> str:
    """A count as the language writes it."""
    return number_words(Decimal(number), words)


def _counts(source: SourcePart, words: Words) -> Iterator[str]:
    counts, told = source.counts, source.definition
    names = ", ".join(map(plain, told.aliases))
    known = words.line("also_known_as", names=names) if names else ""
    run = words.told["run_by"].format(name=plain(told.controlled_by)) if told.controlled_by else ""
    yield f"**{plain(told.name)}**{known}{f', {run}' if run else ''}."
    yield words.line(
        "on_record",
        claims=words.counted(counts.said, "claim_of_its_own", "claims_of_its_own"),
        relayed=counts.relayed,
        published=counts.published,
    )
    became = ", ".join(
        f"{getattr(counts, name)} {words.labels[f'became_{name}']}"
        for name in _OUTCOMES
        if getattr(counts, name)
    )
    waiting = words.line("nothing_for_or_against", number=counts.open) if counts.open else ""
    became = became or words.labels["became_nothing"]
    yield words.line("of_its_own", outcomes=f"{became}{waiting}")


def _source_row(line: SourceLine, words: Words) -> tuple[str, ...]:
    says = f"{plain(line.statement)}" + (f" ({plain(line.quantity)})" if line.quantity else "")
    return (
        plain(line.time or ""),
        words.labels[f"did_{line.role}"],
        plain(line.name),
        says,
        "; ".join(words.labels[f"became_{one}"] for one in line.outcomes),
        ", ".join(map(plain, line.by)),
    )


def story_blocks(report: SourcingReport) -> Iterator[str]:
    """What our story rests on, as it was then, and what became of it."""
    if report.story is None:
        return
    words = report.words
    yield f"## {words.headings['story']}"
    yield bullets(_story_head(report.story, words))
    yield bullets(shown(line, words) for line in report.story.summary)
    for claim in report.story.claims:
        yield from _story_claim(claim, words)


def _story_head(story: StoryPart, words: Words) -> Iterator[str]:
    told = story.definition
    yield words.line(
        "story_printed",
        title=quoted(told.title) if told.title else words.labels["untitled"],
        date=plain(told.date or words.labels["no_date"]),
        address=link(told.url),
    )
    yield words.line(f"then_{story.then_is}", moment=when(story.then))


def _story_claim(claim: StoryClaim, words: Words) -> Iterator[str]:
    standings, label = words.standings, words.labels
    yield f"### {plain(claim.name)}: {plain(claim.statement)}"
    if claim.revision_then is None:
        yield words.lines["not_yet_recorded"]
    then = claim.standing_then
    rows = [
        (label["statement"], claim.statement_then, claim.statement),
        (label["quantity"], claim.quantity_then, claim.quantity),
        (label["support"], standings[then] if then else None, standings[claim.standing]),
        (label["revision"], claim.revision_then and str(claim.revision_then), str(claim.revision)),
    ]
    cells = ((name, plain(a or ""), plain(b or "")) for name, a, b in rows)
    yield table(("", label["then"], label["now"]), cells)
    if claim.published_after:
        yield words.line("report_after_story", date=plain(claim.published or ""))
    yield bullets(changed_lines(claim.became, words)) or words.lines["nothing_since"]


def changed_lines(entries: Iterable[Changed], words: Words) -> Iterator[str]:
    """Each entry: when, by whom, what, and why."""
    for one in entries:
        why = f" {words.line('entry_because', reason=plain(one.reason))}" if one.reason else ""
        yield f"{when(one.at)}, {plain(one.by)}: {shown(one.what, words)}.{why}"


def proof_blocks(report: SourcingReport) -> Iterator[str]:
    """The checkpoint that the report rests on, and the proofs for a program to check."""
    words = report.words
    yield f"## {words.headings['proofs']}"
    bundle, head = report.proofs, report.checkpoint
    if head is None:
        yield words.lines["not_sealed"]
        return
    yield bullets(
        (
            words.line("record", name=plain(head.origin)),
            words.line("tree", number=count_words(head.size, words), root=head.root),
            words.line("signed_with", key=plain(head.key)),
        )
    )
    if bundle is None:
        yield words.lines["proofs_left_out"]
        return
    proven = words.counted(len(bundle.claims), "claim_is", "claims_are")
    yield words.line("proven_folded" if bundle.folded else "proven", claims=proven)
    if bundle.unsealed:
        waiting = words.counted(len(bundle.unsealed), "claim_is", "claims_are")
        names = ", ".join(map(plain, bundle.unsealed[:MOST_LINES]))
        yield words.line("unsealed", claims=waiting, names=names)
    yield f"```json\n{embedded(bundle)}\n```"
