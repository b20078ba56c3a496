"""What the rules say, as text: verdicts, suggested links, findings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.cli.layout import fields, padded, paragraph
from claims.cli.text.words import phrase, plain

if TYPE_CHECKING:
    from claims.schemas.views import CascadeView, ComparisonView, FindingView, SuggestionView

_SEVERITY = 9


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
    """Findings, each behind its severity and what it is about."""
    for one in found:
        lead = f"{padded(one.severity, _SEVERITY)}{one.ref}"
        yield from paragraph(f"{one.message} ({one.code})", lead=lead)


def findings_counted(found: "Sequence[FindingView]") -> str:
    """How many findings of which severity, worst first."""
    counted = Counter(str(one.severity) for one in found)
    return phrase(
        f"{counted[name]} {name}s" for name in ("error", "warning", "note") if counted[name]
    )


def fallen_counted(found: "CascadeView") -> str:
    """What rests on something that was taken back, in a sentence."""
    claims = len(found.before) + len(found.after) + len(found.undated)
    stories = phrase(story.title or story.url for story in found.stories)
    return phrase(
        [
            f"{claims} other claims rest on it",
            f"{len(found.after)} of them published after the notice" if found.after else None,
            stories and f"and of our stories: {stories}",
        ]
    )
