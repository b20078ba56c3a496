"""What the rules say, as text: verdicts, suggested links, findings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.cli.layout import fields, padded, paragraph
from claims.cli.text.words import many, phrase, plain

if TYPE_CHECKING:
    from claims.schemas.views import CascadeView, ComparisonView, FindingView, SuggestionView

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
