"""The sourcing report as Markdown, for an editor, a standards desk or a lawyer to read.

First what matters, then each figure with its claims in a table, then every claim in
full, then what was not checked and what the words mean. A pure function of the report.
"""

from collections.abc import Iterator, Sequence

from claims.sourcing.language import Words
from claims.sourcing.markdown_claims import claim_blocks, claims_table, finding_lines
from claims.sourcing.markdown_figures import (
    conflict_line,
    figure_blocks,
    other_numbers,
    range_words,
    short_conflict,
)
from claims.sourcing.markdown_record import proof_blocks, source_blocks, story_blocks
from claims.sourcing.marks import bullets, exactly, plain, quoted, table, when
from claims.sourcing.model import FigurePart, SourcingReport
from claims.sourcing.model_claims import FindingPart
from claims.sourcing.phrases import counted, tolerance_words
from claims.vocab import Hedge, Severity, Standing

_SHOWN = 3
DETAILED = 200  # claims told in full; beyond, they are in the tables, and in the JSON format
_SUMMARY = (
    "figure",
    "support",
    "origins",
    "unnamed",
    "outlets",
    "reports",
    "numbers",
    "conflicts",
    "findings",
)


def render_markdown(report: SourcingReport) -> str:
    """The report as one Markdown document that ends with a line end."""
    words = report.words
    blocks = [
        f"# {words.headings['report']}: {plain(report.title)}",
        bullets(_head(report)),
        *_summary(report),
        *story_blocks(report),
        *source_blocks(report),
        *(block for figure in report.figures for block in figure_blocks(figure, words)),
        *_unfigured(report),
        *_details(report),
        f"## {words.headings['not_checked']}",
        bullets(plain(line) for line in report.not_checked),
        *_legend(words),
        *proof_blocks(report),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(report: SourcingReport) -> Iterator[str]:
    names = ", ".join(plain(name) for name in report.scope.names)
    claims = counted(report.scope.claims, "claim", "claims")
    folded = len(report.claims) > DETAILED
    detail = "in the tables" if folded else "in detail"
    yield f"**Scope:** {_SCOPES[report.scope.kind]} {names}{_within(report)}: {claims} {detail}."
    yield f"**State of the record:** {_state(report)}"
    if report.known_by is not None:
        yield (
            f"**Known by:** {exactly(report.known_by)}. What was published later is left out, "
            "whenever it was recorded; what carries no date is not."
        )
    yield (
        f"**Numbers:** “around” is read as {tolerance_words(report.tolerance)} to either side; "
        "what was printed is always shown beside it."
    )


def _within(report: SourcingReport) -> str:
    """The span of time that the scope keeps to."""
    scope = report.scope
    if scope.kind == "span":
        return ""
    since = f" since {plain(scope.since)}" if scope.since else ""
    until = f" until {plain(scope.until)}" if scope.until else ""
    return f", that are about a time{since}{until}" if since or until else ""


def _state(report: SourcingReport) -> str:
    if report.as_of is None:
        return "nothing has been recorded yet."
    if report.as_of == report.last_entry:
        return (
            f"{when(report.as_of)}, the time of its last entry. "
            "Printed again from the same record, this report is the same."
        )
    last = "nothing had been recorded by then"
    if report.last_entry is not None:
        last = f"its last entry by then is of {when(report.last_entry)}"
    return f"as it was at {exactly(report.as_of)}, which was asked for; {last}."


_SCOPES = {
    "figure": "all claims on",
    "claim": "the claim",
    "report": "all claims read from any version of",
    "source": "all claims that come from or through",
    "tag": "all claims filed under",
    "story": "what our story rests on,",
    "span": "all claims about a time",
}


def _summary(report: SourcingReport) -> Iterator[str]:
    words = report.words
    yield f"## {words.headings['summary']}"
    if report.figures:
        header = [words.columns[name] for name in _SUMMARY]
        yield table(header, (_summary_row(figure, words) for figure in report.figures))
        yield (
            "Ten outlets that carry one statement are one origin: what counts is the column "
            "“Independent origins”. Unnamed speakers are shown and never counted as independent. "
            "Numbers are those in the newest claim of each origin."
        )
    elif not report.unfigured:
        yield "No claim is recorded in this scope."
    else:
        claims = counted(len(report.unfigured), "claim is", "claims are")
        yield f"{claims} in scope; none gives a number on a tracked figure."
    conflicts = [one for figure in report.figures for one in figure.conflicts]
    conflicts += report.unfigured_conflicts
    if conflicts:
        yield f"**{words.headings['open_conflicts']}**"
        yield bullets(short_conflict(one) for one in dict.fromkeys(conflicts))
    if errors := bullets(finding_lines(_grave(report), anchored=True)):
        yield f"**{words.headings['errors']}**"
        yield errors


def _summary_row(figure: FigurePart, words: Words) -> tuple[str, ...]:
    return (
        plain(figure.definition.title),
        f"**{words.standings[figure.standing]}**",
        str(figure.origins),
        str(figure.unknown),
        str(figure.outlets),
        str(figure.mentions),
        _numbers(figure),
        str(len(figure.conflicts)),
        _weights(figure.findings),
    )


def _numbers(figure: FigurePart) -> str:
    """What the origins say now, and a few of the other wordings that still stand."""
    words = [quoted(one) for one in other_numbers(figure)]
    more = ", …" if len(words) > _SHOWN else ""
    also = f"; also standing: {', '.join(words[:_SHOWN])}{more}" if words else ""
    return f"{range_words(figure)}{also}"


def _weights(findings: Sequence[FindingPart]) -> str:
    """How many of each severity, gravest first: "1 error, 2 warnings"."""
    numbers = dict.fromkeys(Severity, 0)
    for finding in findings:
        numbers[finding.severity] += 1
    return ", ".join(
        counted(number, severity, f"{severity}s") for severity, number in numbers.items() if number
    )


def _grave(report: SourcingReport) -> Iterator[FindingPart]:
    """What is in error, of the figures and of the claims in detail; each once."""
    found = [one for figure in report.figures for one in figure.findings]
    found += [one for claim in report.claims for one in claim.findings]
    yield from dict.fromkeys(one for one in found if one.severity is Severity.ERROR)


def _unfigured(report: SourcingReport) -> Iterator[str]:
    if report.unfigured:
        yield f"## {report.words.headings['unfigured']}"
        yield claims_table(report.unfigured, report.words, numbers=False)
    if report.unfigured_conflicts:
        yield f"### {report.words.headings['unfigured_conflicts']}"
        yield bullets(map(conflict_line, report.unfigured_conflicts))


def _details(report: SourcingReport) -> Iterator[str]:
    """Every claim in full; of too many, how to have them."""
    words = report.words
    if len(report.claims) > DETAILED:
        yield f"## {words.headings['details_folded']}"
        yield (
            f"In full they are {len(report.claims):,} pages of this document; each of them is in "
            "the tables above. The JSON format has them in full, CSV in a row each; a report of "
            f"{DETAILED} claims or fewer prints them (a claim, a report, a span of time)."
        )
        return
    if report.claims:
        yield f"## {words.headings['details']}"
        for claim in report.claims:
            yield from claim_blocks(claim, words)


def _legend(words: Words) -> Iterator[str]:
    yield f"## {words.headings['legend']}"
    yield "What the record supports is computed from the claims and never typed in:"
    told = words.standings_explained
    yield bullets(f"**{words.standings[one]}**: {told[one]}." for one in Standing)
    yield "How sure each speaker was, strongest first; a hedge belongs to the speaker who used it:"
    told = words.hedges_explained
    yield bullets(f"**{words.hedges[one]}**: {told[one]}." for one in Hedge)
    yield "Other words and signs:"
    yield bullets(_SIGNS)


_SIGNS = (
    (
        "**origin**: who is said to know; **relay**: who passed it on; **outlet**: who published "
        "it. A report is one published item at one version."
    ),
    (
        "**independent**: not under one control, not repeating one another, as far as the record "
        "knows. An origin that is quoted by many is still one."
    ),
    (
        "**said** is when the speaker spoke, **about** the day or period that the claim is about, "
        "**published** when the report came out. A dash means that it is not recorded."
    ),
    (
        "Dates are as precise as they are known: 2025-04 is some day in April 2025; “?” after a "
        "date means uncertain, “~” approximate, “/” from one to the other."
    ),
    (
        "**revision**: how often the entry was written; nothing is ever overwritten. "
        "**SHA-256** is the fingerprint of the archived text: any change to the text changes it."
    ),
    "⟨U+…⟩ stands for a sign that cannot be seen or that reorders text; ⏎ for a line end.",
)
