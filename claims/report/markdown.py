"""The sourcing report as Markdown, for an editor, a standards desk or a lawyer to read.

First what matters, then each figure with its claims in a table, then every claim (in full,
or of many a line each), then what was not checked and what the words mean. A pure function
of the report.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from claims.report.embedding import whole
from claims.report.language import Words
from claims.report.markdown_claims import claim_blocks, claims_table
from claims.report.markdown_figures import (
    conflict_line,
    figure_blocks,
    other_numbers,
    range_words,
    short_conflict,
)
from claims.report.markdown_pieces import finding_lines
from claims.report.markdown_record import proof_blocks, source_blocks, story_blocks
from claims.report.markdown_register import register_blocks
from claims.report.marks import bullets, exactly, plain, quoted, table, when
from claims.report.model import FigurePart, SourcingReport
from claims.report.model_claims import FindingPart
from claims.report.numbers_and_dates import number_words
from claims.report.phrases import tolerance_words
from claims.report.retelling import retold, shown
from claims.vocab import Hedge, Severity, Standing

_SHOWN = 3
_FIRST = 10  # of a list in the summary
DETAILED = 200  # claims told in full, a section each; beyond, a line each in a register
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
        f"# {words.headings['report']}: {shown(report.title, words)}",
        bullets(_head(report)),
        *_summary(report),
        *story_blocks(report),
        *source_blocks(report),
        *(block for figure in report.figures for block in figure_blocks(figure, words)),
        *_unfigured(report),
        *_details(report),
        f"## {words.headings['not_checked']}",
        bullets(shown(line, words) for line in report.not_checked),
        *_legend(words),
        *proof_blocks(report),
    ]
    return whole("\n\n".join(block for block in blocks if block) + "\n")


def _head(report: SourcingReport) -> Iterator[str]:
    words = report.words
    yield words.line(
        "scope",
        scope=words.lines[f"scope_{report.scope.kind}"],
        names=", ".join(shown(name, words) for name in report.scope.names),
        within=_within(report),
        claims=words.counted(report.scope.claims, "claim", "claims"),
    )
    yield words.line("state", state=_state(report))
    if report.known_by is not None:
        yield words.line("known_by", moment=exactly(report.known_by))
    yield words.line("tolerance", share=retold(tolerance_words(report.tolerance), words))


def _within(report: SourcingReport) -> str:
    """The span of time that the scope keeps to."""
    scope, words = report.scope, report.words
    if scope.kind == "span" or not (scope.since or scope.until):
        return ""
    since = words.line("since", date=plain(scope.since)) if scope.since else ""
    until = words.line("until", date=plain(scope.until)) if scope.until else ""
    return words.line("about_time", since=since, until=until)


def _state(report: SourcingReport) -> str:
    words = report.words
    if report.as_of is None:
        return words.lines["state_empty"]
    if report.as_of == report.last_entry:
        return words.line("state_last", moment=when(report.as_of))
    last = words.lines["nothing_by_then"]
    if report.last_entry is not None:
        last = words.line("last_by_then", moment=when(report.last_entry))
    return words.line("state_asked", moment=exactly(report.as_of), last=last)


def _summary(report: SourcingReport) -> Iterator[str]:
    words = report.words
    yield f"## {words.headings['summary']}"
    if report.figures:
        header = [words.columns[name] for name in _SUMMARY]
        yield table(header, (_summary_row(figure, words) for figure in report.figures))
        yield words.lines["how_to_count"]
    elif not report.unfigured:
        yield words.lines["nothing_in_scope"]
    else:
        yield words.line(
            "none_on_a_figure",
            claims=words.counted(len(report.unfigured), "claim_is", "claims_are"),
        )
    conflicts = [one for figure in report.figures for one in figure.conflicts]
    conflicts += report.unfigured_conflicts
    if conflicts:
        yield f"**{words.headings['open_conflicts']}**"
        yield _first((short_conflict(one, words) for one in dict.fromkeys(conflicts)), words)
    if errors := list(finding_lines(_grave(report), words, anchored=True)):
        yield f"**{words.headings['errors']}**"
        yield _first(errors, words)


def _first(lines: Iterable[str], words: Words) -> str:
    """The first few of these, and how many more stand further down."""
    told = list(lines)
    more = len(told) - _FIRST
    if more > 1:
        told[_FIRST:] = [words.line("more_below", number=number_words(Decimal(more), words))]
    return bullets(told)


def _summary_row(figure: FigurePart, words: Words) -> tuple[str, ...]:
    return (
        plain(figure.definition.title),
        f"**{words.standings[figure.standing]}**",
        str(figure.origins),
        str(figure.unknown),
        str(figure.outlets),
        str(figure.mentions),
        _numbers(figure, words),
        str(len(figure.conflicts)),
        _weights(figure.findings, words),
    )


def _numbers(figure: FigurePart, words: Words) -> str:
    """What the origins say now, and a few of the other wordings that still stand."""
    others = [quoted(one) for one in other_numbers(figure)]
    told = range_words(figure, words)
    if not others:
        return told
    more = ", …" if len(others) > _SHOWN else ""
    also = f"{', '.join(others[:_SHOWN])}{more}"
    return words.line("also_standing", numbers=told, others=also)


def _weights(findings: Sequence[FindingPart], words: Words) -> str:
    """How many of each severity, gravest first: "1 error, 2 warnings"."""
    numbers = dict.fromkeys(Severity, 0)
    for finding in findings:
        numbers[finding.severity] += 1
    return ", ".join(
        words.counted(number, severity, f"{severity}s")
        for severity, number in numbers.items()
        if number
    )


def _grave(report: SourcingReport) -> Iterator[FindingPart]:
    """What is in error, of the figures and of the claims in detail; each once."""
    found = [one for figure in report.figures for one in figure.findings]
    found += [one for claim in report.claims for one in claim.findings]
    yield from dict.fromkeys(one for one in found if one.severity is Severity.ERROR)


def _unfigured(report: SourcingReport) -> Iterator[str]:
    words = report.words
    if report.unfigured:
        yield f"## {words.headings['unfigured']}"
        yield claims_table(report.unfigured, words, numbers=False)
    if report.unfigured_conflicts:
        yield f"### {words.headings['unfigured_conflicts']}"
        yield bullets(conflict_line(one, words) for one in report.unfigured_conflicts)


def _details(report: SourcingReport) -> Iterator[str]:
    """Every claim in full; of many, all of them in a register."""
    words = report.words
    if len(report.claims) > DETAILED:
        yield f"## {words.headings['register']}"
        yield words.line("register", number=number_words(Decimal(len(report.claims)), words))
        yield from register_blocks(report)
    elif report.claims:
        yield f"## {words.headings['details']}"
        for claim in report.claims:
            yield from claim_blocks(claim, words)


_SIGNS = ("speakers", "independent", "dates", "precision", "revision", "signs")


def _legend(words: Words) -> Iterator[str]:
    yield f"## {words.headings['legend']}"
    yield words.lines["legend_standings"]
    told = words.standings_explained
    yield bullets(f"**{words.standings[one]}**: {told[one]}." for one in Standing)
    yield words.lines["legend_hedges"]
    told = words.hedges_explained
    yield bullets(f"**{words.hedges[one]}**: {told[one]}." for one in Hedge)
    yield words.lines["legend_others"]
    yield bullets(words.lines[f"legend_{name}"] for name in _SIGNS)
