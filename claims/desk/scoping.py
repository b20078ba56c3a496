"""What the scope of a sourcing report comes to: its claims, and what it is called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict
from uuid import UUID

from claims.desk.base import Ref, held
from claims.desk.naming import figure_named, source_named
from claims.errors import InputError
from claims.messages import counts, row, tell
from claims.records import Claim, Figure, Report, Source, Story
from claims.store.engine import Connection
from claims.store.queries import lookups
from claims.store.queries import sourcing as queries
from claims.store.queries.stored import Stored, by_id
from claims.values.dates import parse_date
from claims.values.identity import short_ref
from claims.vocab import Kind


class ScopeFields(TypedDict, total=False):
    """The keywords that name a scope."""

    figure: str | Sequence[str]
    claim: Ref | None
    report: Ref | None
    source: str | None
    tag: str | None
    story: Ref | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The scope that was asked for: one of these, a span of time, or one within a span."""

    figure: str | Sequence[str] = ()
    claim: Ref | None = None
    report: Ref | None = None
    source: str | None = None
    tag: str | None = None
    story: Ref | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a scope comes to."""

    kind: str
    title: str
    names: tuple[str, ...]
    claims: set[UUID]
    figures: tuple[UUID, ...] = ()
    source: Stored[Source] | None = None
    story: Stored[Story] | None = None
    span: tuple[str | None, str | None] = field(default=(None, None))


def find_scope(connection: Connection, asked: Asked) -> Found:
    """The claims in the scope; raises where it is none, or more than one."""
    figures = asked.figure
    scopes: dict[str, Any] = {
        "figure": (figures,) if isinstance(figures, str) else tuple(figures) or None,
        "claim": asked.claim,
        "report": asked.report,
        "source": asked.source,
        "tag": asked.tag,
        "story": asked.story,
    }
    given = [name for name, value in scopes.items() if value is not None]
    spans = asked.since is not None or asked.until is not None
    if len(given) > 1 or not (given or spans):
        raise InputError(
            "scope_missing" if not given else "scope_doubled",
            "a sourcing report has one scope, " + (" and ".join(given) or "and none was given"),
            hint=f"give one of {', '.join(scopes)}, a span (since, until), or one within a span",
        )
    if not given:
        return _of_span(connection, asked)
    found = _SCOPES[given[0]](connection, scopes[given[0]])
    return _within(connection, found, asked) if spans else found


def _of_span(connection: Connection, asked: Asked) -> Found:
    words = _span_words(asked)
    return Found(
        "span",
        tell("title_span", "claims {span}", span=words),
        (words,),
        _in_span(connection, asked),
        span=_ends(asked),
    )


def _within(connection: Connection, found: Found, asked: Asked) -> Found:
    """The same scope, without the claims whose own time is outside of the span."""
    return replace(
        found,
        title=row((found.title, _span_words(asked)), ", "),
        claims=found.claims & _in_span(connection, asked),
        span=_ends(asked),
    )


def _in_span(connection: Connection, asked: Asked) -> set[UUID]:
    first = None if asked.since is None else parse_date(asked.since).earliest
    last = None if asked.until is None else parse_date(asked.until).latest
    if first is not None and last is not None and last < first:
        raise InputError(
            "span_backwards",
            f"the span ends ({asked.until}) before it begins ({asked.since})",
            hint="swap them",
            field="until",
        )
    return queries.claims_in_time(connection, first, last)


def _span_words(asked: Asked) -> str:
    words = []
    if asked.since is not None:
        words.append(tell("since", "since {date}", date=asked.since))
    if asked.until is not None:
        words.append(tell("until", "until {date}", date=asked.until))
    return row(words, " ")


def _ends(asked: Asked) -> tuple[str | None, str | None]:
    return asked.since, asked.until


def _of_figures(connection: Connection, slugs: tuple[str, ...]) -> Found:
    known = lookups.figures_by_slug(connection, slugs)
    found: dict[UUID, Figure] = {}
    for slug in slugs:
        figure = (known.get(slug) or figure_named(connection, slug)).record
        found[figure.id] = figure
    titles = [figure.title for figure in found.values()]
    return Found(
        "figure",
        titles[0] if len(titles) == 1 else counts(len(titles), "figure", "figures"),
        tuple(figure.slug for figure in found.values()),
        queries.claims_on_figures(connection, found),
        tuple(found),
    )


def _of_claim(connection: Connection, ref: Ref) -> Found:
    claim = held(connection, ref, Claim).record
    name = claim.key or short_ref(Kind.CLAIM, claim.id)
    return Found("claim", claim.statement, (name,), {claim.id})


def _of_report(connection: Connection, ref: Ref) -> Found:
    """All versions of the item: by its address, or by the reference of any version."""
    versions = lookups.reports_by_item(connection, [str(ref)]).get(str(ref))
    if versions is None:
        item = held(connection, ref, Report).record.item_key
        versions = lookups.reports_by_item(connection, [item])[item]
    newest = versions[-1].record
    name = newest.url or short_ref(Kind.REPORT, newest.id)
    claims = queries.claims_read_from(connection, {one.record.id for one in versions})
    return Found("report", newest.title or name, (name,), claims)


def _of_source(connection: Connection, name: str) -> Found:
    source = source_named(connection, name)
    claims = queries.claims_through(connection, source.record.id)
    named = source.record.name
    return Found(
        "source",
        tell("title_source", "what comes from or through {name}", name=named),
        (named,),
        claims,
        source=source,
    )


def _of_tag(connection: Connection, tag: str) -> Found:
    claims = queries.claims_tagged(connection, tag)
    return Found("tag", tell("title_tag", "claims filed under {tag}", tag=tag), (tag,), claims)


def _of_story(connection: Connection, ref: Ref) -> Found:
    """What a publication of ours rests on."""
    story = lookups.story_by_url(connection, str(ref)) or held(connection, ref, Story)
    record = story.record
    claims = set(by_id(connection, Claim, record.rests_on))
    return Found("story", record.title or record.url, (record.url,), claims, story=story)


_SCOPES: Mapping[str, Callable[[Connection, Any], Found]] = {
    "figure": _of_figures,
    "claim": _of_claim,
    "report": _of_report,
    "source": _of_source,
    "tag": _of_tag,
    "story": _of_story,
}
