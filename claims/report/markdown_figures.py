"""A figure of the sourcing report as Markdown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claims.report.language import Words
from claims.report.markdown_claims import claims_table
from claims.report.markdown_pieces import finding_lines, revision_lines
from claims.report.marks import bullets, plain, quoted, table, when
from claims.report.model import Conflict, FigurePart, Origin, PartyStatement, RulingPart
from claims.report.numbers_and_dates import number_words
from claims.report.retelling import shown
from claims.vocab import Basis, Stance, Standing

_MOST_OTHERS, _MOST_NAMES = 20, 5  # wordings, and claims of each, in one line


def figure_blocks(figure: FigurePart, words: Words) -> Iterator[str]:
    """The section of a figure: standing and counts, then definition, claims and reasons."""
    name = words.standings[figure.standing]
    heading = words.headings
    none = words.lines["none_recorded"]
    yield f"## {heading['figure']}: {plain(figure.definition.title)}"
    yield f"**{name[:1].upper()}{name[1:]}**: {words.standings_explained[figure.standing]}."
    yield bullets(_counts(figure, words))
    yield table((words.labels["what_is_counted"], ""), _definition(figure, words))
    yield f"### {heading['its_claims']}"
    yield claims_table(figure.claims, words, numbers=True) if figure.claims else none
    yield from _origins(figure, words)
    yield f"### {heading['parties']}"
    yield from _parties(figure, words)
    yield f"### {heading['open_conflicts']}"
    yield _conflicts(figure.conflicts, words) or words.lines["no_conflict"]
    if figure.overridden_conflicts:
        yield f"### {heading['overridden']}"
        yield _conflicts(figure.overridden_conflicts, words)
    yield f"### {heading['findings']}"
    yield bullets(finding_lines(figure.findings, words, anchored=True)) or words.lines["none"]
    if figure.revisions:
        yield f"### {heading['figure_changes']}"
        yield bullets(revision_lines(figure.revisions, words))


def _conflicts(conflicts: Iterable[Conflict], words: Words) -> str:
    return bullets(conflict_line(one, words) for one in conflicts)


def _counts(figure: FigurePart, words: Words) -> Iterator[str]:
    yield words.line(
        "found_in",
        reports=words.counted(figure.mentions, "report", "reports"),
        outlets=words.counted(figure.outlets, "outlet", "outlets"),
        origins=words.counted(figure.origins, "independent_origin", "independent_origins"),
    )
    yield words.line(
        "named_against_unnamed",
        named=words.counted(figure.named_claims, "claim_names", "claims_name"),
        unnamed=words.counted(figure.unnamed_claims, "does", "do"),
    )
    yield words.line("numbers_printed", numbers=range_words(figure, words))
    if others := other_numbers(figure):
        told = [f"{quoted(printed)} ({_few(names)})" for printed, names in others.items()]
        told[_MOST_OTHERS:] = ["…"] if len(told) > _MOST_OTHERS else []
        yield words.line("others_standing", numbers="; ".join(told))
    for speaker in figure.unnamed_speakers:
        yield words.line(
            "unnamed_speaker",
            name=quoted(speaker.described_as),
            outlet=plain(speaker.quoted_by),
            claims=_names(speaker.claims),
        )


def _few(names: tuple[str, ...]) -> str:
    """The first of these; the table of the figure's claims has all."""
    return f"{_names(names[:_MOST_NAMES])}{', …' if len(names) > _MOST_NAMES else ''}"


def range_words(figure: FigurePart, words: Words) -> str:
    """The least and greatest number that stands, with its unit; else the words that do."""
    unit = f" {plain(figure.definition.unit)}" if figure.definition.unit else ""
    if figure.low is None and figure.high is None:
        return ", ".join(map(quoted, sorted(_spoken(figure)))) or words.labels["no_numbers"]
    if figure.low is None:
        high = number_words(figure.high or Decimal(0), words)
        return f"{words.told['up_to'].format(high=high)}{unit}"
    low = number_words(figure.low, words)
    if figure.high is None:
        return f"{words.told['or_more'].format(low=low)}{unit}"
    high = number_words(figure.high, words)
    return f"{low if low == high else words.told['between'].format(low=low, high=high)}{unit}"


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
    told, label = figure.definition, words.labels
    for name in ("slug", "measure", "unit", "population", "place"):
        if value := getattr(told, name):
            yield label[name], plain(value)
    yield label["basis"], words.bases[told.basis]
    yield label["time"], _window(figure, words)
    if figure.whole:
        yield label["part_of"], plain(figure.whole)
    if figure.parts:
        key = "parts_complete" if told.complete_parts else "parts_open"
        yield label["parts"], words.line(key, parts=_names(figure.parts))
    yield label["parties"], _names(told.parties) or label["none_recorded"]
    if told.note:
        yield label["note"], plain(told.note)
    told_by = {"by": plain(told.logged_by), "moment": when(told.logged_at)}
    yield label["defined_by"], words.line("defined_by", number=told.revision, **told_by)


def _window(figure: FigurePart, words: Words) -> str:
    since = figure.definition.since
    if figure.definition.basis is Basis.CUMULATIVE:
        if since:
            return words.line("counted_since", date=plain(since))
        return words.lines["first_day_unknown"]
    if since:
        return words.line("counted_from", date=plain(since))
    return words.lines["each_says_when"]


def _origins(figure: FigurePart, words: Words) -> Iterator[str]:
    if figure.origin_groups:
        yield f"### {words.headings['origins']}"
        yield bullets(_origin(one, words) for one in figure.origin_groups)
    if figure.merges:
        yield f"### {words.headings['merges']}"
        yield bullets(
            f"*{words.merge_rules[merge.rule]}*: {shown(merge.sentence, words)}"
            for merge in figure.merges
        )
    if figure.rulings:
        yield f"### {words.headings['rulings']}"
        yield bullets(_ruling(one, words) for one in figure.rulings)


def _ruling(one: RulingPart, words: Words) -> str:
    return words.line(
        "ruled_same" if one.same else "ruled_distinct",
        by=plain(one.by),
        moment=when(one.at),
        one=shown(one.a, words),
        two=shown(one.b, words),
        reason=plain(one.reason),
    )


def _origin(origin: Origin, words: Words) -> str:
    known = "" if origin.named else f" {words.labels['not_counted']}"
    newest = ""
    if origin.newest:
        newest = f" {words.line('speaking_now', claims=_names(origin.newest))}"
    return f"**{' / '.join(map(plain, origin.sources))}**{known}: {_names(origin.claims)}{newest}"


def _parties(figure: FigurePart, words: Words) -> Iterator[str]:
    if not figure.parties:
        yield words.lines["no_party"]
        return
    yield bullets(
        words.line("party_with_voices", party=plain(one.party), sources=_names(one.speaking_for_it))
        if one.speaking_for_it
        else f"**{plain(one.party)}**"
        for one in figure.parties
    )
    if figure.party_statements:
        header = [words.columns[name] for name in _SAID]
        yield table(header, (_party_statement(one, words) for one in figure.party_statements))
    else:
        yield words.lines["no_party_statement"]
    if not any(one.stance is Stance.DENIES for one in figure.party_statements):
        yield words.lines["no_party_denial"]


_SAID = ("claim", "party", "voice", "stance", "statement", "quantity", "said", "chain")


def _party_statement(one: PartyStatement, words: Words) -> tuple[str, ...]:
    stance = words.stances[one.stance]
    aside = "" if one.modality.is_real else f"; {words.modalities_short[one.modality]}"
    off = "" if one.on_figure else f" {words.labels['linked_only']}"
    return (
        plain(one.claim),
        plain(one.party),
        plain(one.speaker),
        f"**{stance}**{aside}" if one.stance is Stance.DENIES else f"{stance}{aside}",
        f"{plain(one.statement)}{off}",
        plain(one.quantity or ""),
        plain(one.said or ""),
        shown(one.attribution, words),
    )


def short_conflict(conflict: Conflict, words: Words) -> str:
    """The two claims and what they say; the reasons stand with the figure."""
    return words.line(
        "conflict",
        one=plain(conflict.from_),
        says=shown(conflict.from_says, words),
        two=plain(conflict.to),
        other_says=shown(conflict.to_says, words),
    )


def conflict_line(conflict: Conflict, words: Words) -> str:
    """Two claims that cannot both be right, and who or what says so."""
    by = [words.labels["the_rules"]] if conflict.by_rule else []
    by += [plain(name) for name in conflict.judged_by]
    return words.line(
        "conflict_found",
        claims=short_conflict(conflict, words),
        sentence=shown(conflict.sentence, words),
        by=words.labels["and"].join(by),
    )


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(plain, names))
