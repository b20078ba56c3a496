"""What changed between two moments as Markdown: sentences, figures, claims, then every entry."""

from collections.abc import Iterator
from decimal import Decimal

from claims.report.language import Words
from claims.report.markdown_figures import conflict_line
from claims.report.markdown_record import changed_lines, count_words
from claims.report.marks import bullets, exactly, plain, table
from claims.report.model_difference import ClaimMove, Difference, FigureMove, FigureNumbers
from claims.report.numbers_and_dates import number_words
from claims.report.retelling import shown

MOST_ENTRIES = 1_000
_COUNTS = ("origins", "unknown", "outlets", "mentions")
_RANGE = ("low", "high")
_COLUMNS = ("claim", "statement", "then", "now", "reference")


def render_difference_markdown(difference: Difference) -> str:
    """The difference as one Markdown document that ends with a line end."""
    words = difference.words
    heading = words.headings
    blocks = [
        f"# {heading['difference']}: {shown(difference.title, words)}",
        bullets(_head(difference, words)),
        f"## {heading['summary']}",
        bullets(shown(line, words) for line in difference.summary),
        f"## {heading['moved']}" if difference.figures else "",
        *(block for figure in difference.figures for block in _figure(figure, words)),
        *_claims(difference, words),
        f"## {heading['entries']}",
        *_entries(difference, words),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(difference: Difference, words: Words) -> Iterator[str]:
    yield words.line(
        "scope_then",
        scope=words.lines[f"scope_{difference.scope.kind}"],
        names=", ".join(shown(name, words) for name in difference.scope.names),
        claims=words.counted(difference.scope.claims, "claim", "claims"),
    )
    ends = {"first": exactly(difference.first), "second": exactly(difference.second)}
    yield words.line("from_to", **ends)
    if difference.known_by is not None:
        yield words.line("known_by_both", moment=exactly(difference.known_by))


def _figure(figure: FigureMove, words: Words) -> Iterator[str]:
    yield f"### {plain(figure.title)} ({plain(figure.slug)})"
    yield table(("", words.labels["then"], words.labels["now"]), _rows(figure, words))
    for title, conflicts in (("opened", figure.opened), ("closed", figure.closed)):
        if conflicts:
            yield f"**{words.labels[title]}**"
            yield bullets(conflict_line(one, words) for one in conflicts)


def _rows(figure: FigureMove, words: Words) -> Iterator[tuple[str, str, str]]:
    before, after = (_cells(one, words) for one in (figure.before, figure.after))
    yield from ((name, before.get(name, ""), after.get(name, "")) for name in before | after)


def _cells(numbers: FigureNumbers | None, words: Words) -> dict[str, str]:
    if numbers is None:
        return {}
    told = {words.labels["support"]: words.standings[numbers.standing]}
    for name in _COUNTS:
        told[words.labels[f"count_{name}"]] = str(getattr(numbers, name))
    for name in _RANGE:
        value: Decimal | None = getattr(numbers, name)
        told[words.labels[f"range_{name}"]] = "" if value is None else number_words(value, words)
    return told


def _claims(difference: Difference, words: Words) -> Iterator[str]:
    if not difference.claims:
        return
    yield f"## {words.headings['standings_moved']}"
    header = [words.columns[name] for name in _COLUMNS]
    yield table(header, (_moved(one, words) for one in difference.claims[:MOST_ENTRIES]))
    if len(difference.claims) > MOST_ENTRIES:
        yield _rest(len(difference.claims), words)
    claims = words.counted(difference.unchanged, "other_claim_stands", "other_claims_stand")
    yield words.line("as_before", claims=claims)


def _moved(one: ClaimMove, words: Words) -> tuple[str, ...]:
    outside = words.labels["not_in_scope"]
    return (
        plain(one.name),
        plain(one.statement),
        words.standings[one.before] if one.before else outside,
        words.standings[one.after] if one.after else outside,
        plain(one.ref),
    )


def _entries(difference: Difference, words: Words) -> Iterator[str]:
    told = bullets(changed_lines(difference.entries[:MOST_ENTRIES], words))
    yield told or words.lines["nothing"]
    if len(difference.entries) > MOST_ENTRIES:
        yield _rest(len(difference.entries), words)


def _rest(number: int, words: Words) -> str:
    told = count_words(MOST_ENTRIES, words)
    return words.line("first_of", shown=told, number=count_words(number, words))
