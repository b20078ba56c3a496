"""What changed between two moments as Markdown: sentences, figures, claims, then every entry."""

from collections.abc import Iterator

from claims.quantity.printing import print_number
from claims.sourcing.markdown_figures import conflict_line
from claims.sourcing.markdown_record import changed_lines
from claims.sourcing.marks import bullets, exactly, plain, table
from claims.sourcing.model import ENGLISH
from claims.sourcing.model_difference import Difference, FigureMove, FigureNumbers
from claims.sourcing.phrases import counted
from claims.sourcing.words import STANDINGS

MOST_ENTRIES = 1_000
_MOVED = ("", "Then", "Now")


def render_difference_markdown(difference: Difference) -> str:
    """The difference as one Markdown document that ends with a line end."""
    heading = ENGLISH.headings
    blocks = [
        f"# {heading['difference']}: {plain(difference.title)}",
        bullets(_head(difference)),
        f"## {heading['summary']}",
        bullets(map(plain, difference.summary)),
        f"## {heading['moved']}" if difference.figures else "",
        *(block for figure in difference.figures for block in _figure(figure)),
        *_claims(difference),
        f"## {heading['entries']}",
        *_entries(difference),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(difference: Difference) -> Iterator[str]:
    names = ", ".join(map(plain, difference.scope.names))
    claims = counted(difference.scope.claims, "claim", "claims")
    yield f"**Scope:** {difference.scope.kind} {names}: {claims} at the second moment."
    yield f"**From** {exactly(difference.first)} **to** {exactly(difference.second)}."
    if difference.known_by is not None:
        yield f"**Known by:** {exactly(difference.known_by)}, at both moments."


def _figure(figure: FigureMove) -> Iterator[str]:
    yield f"### {plain(figure.title)} ({plain(figure.slug)})"
    yield table(_MOVED, _rows(figure))
    if figure.opened:
        yield "**Conflicts that opened:**"
        yield bullets(map(conflict_line, figure.opened))
    if figure.closed:
        yield "**Conflicts that are no more:**"
        yield bullets(map(conflict_line, figure.closed))


def _rows(figure: FigureMove) -> Iterator[tuple[str, str, str]]:
    before, after = _cells(figure.before), _cells(figure.after)
    yield from ((name, before.get(name, ""), after.get(name, "")) for name in before | after)


def _cells(numbers: FigureNumbers | None) -> dict[str, str]:
    if numbers is None:
        return {}
    return {
        "What the record supports": STANDINGS[numbers.standing][0],
        "Independent origins": str(numbers.origins),
        "Unnamed speakers": str(numbers.unknown),
        "Outlets": str(numbers.outlets),
        "Reports": str(numbers.mentions),
        "Least number printed": "" if numbers.low is None else print_number(numbers.low),
        "Greatest number printed": "" if numbers.high is None else print_number(numbers.high),
    }


def _claims(difference: Difference) -> Iterator[str]:
    if not difference.claims:
        return
    yield f"## {ENGLISH.headings['standings_moved']}"
    yield table(
        ("Claim", "Statement", "Then", "Now", "Reference"),
        (
            (
                plain(one.name),
                plain(one.statement),
                STANDINGS[one.before][0] if one.before else "not in this scope",
                STANDINGS[one.after][0] if one.after else "not in this scope",
                plain(one.ref),
            )
            for one in difference.claims[:MOST_ENTRIES]
        ),
    )
    if len(difference.claims) > MOST_ENTRIES:
        yield f"The first {MOST_ENTRIES:,} of {len(difference.claims):,}; the JSON format has all."
    yield f"{counted(difference.unchanged, 'other claim stands', 'other claims stand')} as before."


def _entries(difference: Difference) -> Iterator[str]:
    yield bullets(changed_lines(difference.entries[:MOST_ENTRIES])) or "Nothing."
    if len(difference.entries) > MOST_ENTRIES:
        yield (
            f"The first {MOST_ENTRIES:,} of {len(difference.entries):,} entries; "
            "the JSON format has all."
        )
