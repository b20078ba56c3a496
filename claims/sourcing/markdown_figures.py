"""A figure of the sourcing report as Markdown."""

from collections.abc import Iterator
from decimal import Decimal

from claims.quantity.printing import print_number
from claims.sourcing.language import Words
from claims.sourcing.markdown_claims import claims_table, finding_lines, revision_lines
from claims.sourcing.marks import bullets, plain, quoted, table, when
from claims.sourcing.model import Conflict, FigurePart, Origin, PartyStatement
from claims.sourcing.phrases import counted
from claims.sourcing.words import MERGE_RULES
from claims.vocab import Basis, Stance, Standing


def figure_blocks(figure: FigurePart, words: Words) -> Iterator[str]:
    """The section of a figure: standing and counts, then definition, claims and reasons."""
    name = words.standings[figure.standing]
    heading = words.headings
    yield f"## {heading['figure']}: {plain(figure.definition.title)}"
    yield f"**{name[:1].upper()}{name[1:]}**: {words.standings_explained[figure.standing]}."
    yield bullets(_counts(figure))
    yield table(("What is counted", ""), _definition(figure, words))
    yield f"### {heading['its_claims']}"
    yield claims_table(figure.claims, words, numbers=True) if figure.claims else "None is recorded."
    yield from _origins(figure, words)
    yield f"### {heading['parties']}"
    yield from _parties(figure, words)
    yield f"### {heading['open_conflicts']}"
    yield bullets(map(conflict_line, figure.conflicts)) or "None is on the record."
    if figure.overridden_conflicts:
        yield f"### {heading['overridden']}"
        yield bullets(map(conflict_line, figure.overridden_conflicts))
    yield f"### {heading['findings']}"
    yield bullets(finding_lines(figure.findings, anchored=True)) or "None."
    if figure.revisions:
        yield f"### {heading['figure_changes']}"
        yield bullets(revision_lines(figure.revisions))


def _counts(figure: FigurePart) -> Iterator[str]:
    reports = counted(figure.mentions, "report", "reports")
    outlets = counted(figure.outlets, "outlet", "outlets")
    origins = counted(figure.origins, "independent origin", "independent origins")
    yield f"Found in **{reports}** of **{outlets}**; traced back to **{origins}**."
    named = counted(figure.named_claims, "claim names", "claims name")
    unnamed = counted(figure.unnamed_claims, "does", "do")
    yield f"**Named against unnamed:** {named} the speaker, {unnamed} not (of those that count)."
    for speaker in figure.unnamed_speakers:
        yield (
            f"Not named: {quoted(speaker.described_as)}, quoted by {plain(speaker.quoted_by)} "
            f"({_names(speaker.claims)}); shown, never counted as independent."
        )
    yield (
        f"**Numbers printed:** {range_words(figure)}, in the newest standing claim of each origin; "
        "what “around” allows is not added."
    )
    if others := other_numbers(figure):
        told = (f"{quoted(words)} ({_names(names)})" for words, names in others.items())
        yield f"**Also standing, and not among those numbers:** {'; '.join(told)}."


def range_words(figure: FigurePart) -> str:
    """The least and greatest number that stands, with its unit; else the words that do."""
    unit = f" {plain(figure.definition.unit)}" if figure.definition.unit else ""
    if figure.low is None and figure.high is None:
        return _words_printed(figure)
    if figure.low is None:
        return f"up to {print_number(figure.high or Decimal(0))}{unit}"
    low = print_number(figure.low)
    if figure.high is None:
        return f"{low} or more{unit}"
    high = print_number(figure.high)
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def _words_printed(figure: FigurePart) -> str:
    return ", ".join(map(quoted, sorted(_spoken(figure)))) or "none"


def _spoken(figure: FigurePart) -> set[str]:
    """What the claims that speak for the origins printed."""
    speaking = {claim for origin in figure.origin_groups for claim in origin.newest}
    return {row.quantity for row in figure.claims if row.name in speaking and row.quantity}


def other_numbers(figure: FigurePart) -> dict[str, tuple[str, ...]]:
    """What else stands: each other wording, with the claims that have it."""
    found: dict[str, tuple[str, ...]] = {}
    spoken = _spoken(figure)
    for row in figure.claims:
        if row.quantity is None or row.standing in _FALLEN or not row.stance.takes_a_side:
            continue
        if row.quantity not in spoken:
            found[row.quantity] = (*found.get(row.quantity, ()), row.name)
    return found


_FALLEN = (Standing.SUPERSEDED, Standing.RETRACTED, Standing.WITHDRAWN)


def _definition(figure: FigurePart, words: Words) -> Iterator[tuple[str, str]]:
    told = figure.definition
    plainly = (
        ("Name in the record", told.slug),
        ("Measure", told.measure),
        ("Unit", told.unit),
        ("Of whom", told.population),
        ("Where", told.place),
    )
    yield from ((label, plain(value)) for label, value in plainly if value)
    yield "How it counts", words.bases[told.basis]
    yield "Time", _window(figure)
    if figure.whole:
        yield "Part of", plain(figure.whole)
    if figure.parts:
        complete = (
            "complete: they must add up"
            if told.complete_parts
            else ("not declared complete, so they need not add up")
        )
        yield "Its parts", f"{_names(figure.parts)} ({complete})"
    yield "Parties to the matter", _names(told.parties) or "none recorded"
    if told.note:
        yield "Note", plain(told.note)
    revision = f"revision {told.revision}"
    yield "Defined by", f"{plain(told.logged_by)}, {when(told.logged_at)}; {revision}"


def _window(figure: FigurePart) -> str:
    since = figure.definition.since
    if figure.definition.basis is Basis.CUMULATIVE:
        return f"counted since {plain(since)}" if since else "the first day is not recorded"
    begins = f"from {plain(since)}; " if since else ""
    return f"{begins}each claim says which day or period it is about"


def _origins(figure: FigurePart, words: Words) -> Iterator[str]:
    if figure.origin_groups:
        yield f"### {words.headings['origins']}"
        yield bullets(map(_origin, figure.origin_groups))
    if figure.merges:
        yield f"### {words.headings['merges']}"
        yield bullets(
            f"*{MERGE_RULES[merge.rule]}*: {plain(merge.sentence)}" for merge in figure.merges
        )
    if figure.rulings:
        yield f"### {words.headings['rulings']}"
        yield bullets(
            f"{plain(one.by)} ruled on {when(one.at)} that {plain(one.a)} and {plain(one.b)} are "
            f"{'the same origin' if one.same else 'different origins'}: {plain(one.reason)}"
            for one in figure.rulings
        )


def _origin(origin: Origin) -> str:
    known = "" if origin.named else " (not named; not counted)"
    newest = f" (speaking for it now: {_names(origin.newest)})" if origin.newest else ""
    return f"**{' / '.join(map(plain, origin.sources))}**{known}: {_names(origin.claims)}{newest}"


def _parties(figure: FigurePart, words: Words) -> Iterator[str]:
    if not figure.parties:
        yield "No party to the matter is recorded."
        return
    yield bullets(
        f"**{plain(one.party)}**"
        + (f", for which these speak: {_names(one.speaking_for_it)}" if one.speaking_for_it else "")
        for one in figure.parties
    )
    if figure.party_statements:
        yield table(_SAID, (_party_statement(one, words) for one in figure.party_statements))
    else:
        yield "No claim in which a party, or anybody it controls, speaks on this is recorded."
    if not any(one.stance is Stance.DENIES for one in figure.party_statements):
        yield "No denial by a party is recorded."


_SAID = ("Claim", "Party", "Speaker", "What it does", "Statement", "Quantity", "Said", "Chain")


def _party_statement(one: PartyStatement, words: Words) -> tuple[str, ...]:
    stance = "**denies it**" if one.stance is Stance.DENIES else words.stances[one.stance]
    aside = "" if one.modality.is_real else f"; {one.modality}"
    off = "" if one.on_figure else " (linked to a claim on this figure; gives no number itself)"
    return (
        plain(one.claim),
        plain(one.party),
        plain(one.speaker),
        f"{stance}{aside}",
        f"{plain(one.statement)}{off}",
        plain(one.quantity or ""),
        plain(one.said or ""),
        plain(one.attribution),
    )


def short_conflict(conflict: Conflict) -> str:
    """The two claims and what they say; the reasons stand with the figure."""
    return (
        f"{plain(conflict.from_)} ({plain(conflict.from_says)}) against {plain(conflict.to)} "
        f"({plain(conflict.to_says)})"
    )


def conflict_line(conflict: Conflict) -> str:
    """Two claims that cannot both be right, and who or what says so."""
    by = ["the rules"] if conflict.by_rule else []
    by += [plain(name) for name in conflict.judged_by]
    found = f"Found by {' and '.join(by)}."
    return f"**{short_conflict(conflict)}**: {plain(conflict.sentence)} {found}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(plain, names))
