"""A story of ours: what it rests on, as it was then, as it is, and what was done in between."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from uuid import UUID

from claims.desk.showing import text
from claims.desk.viewing.records import story_view
from claims.desk.viewing.sourcing.difference import standing_word
from claims.desk.viewing.sourcing.material import Material
from claims.messages import counts, tell
from claims.records import Claim, Story
from claims.report.model_record import Changed, StoryClaim, StoryPart
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Kind, Standing

_FALLEN = (Standing.RETRACTED, Standing.WITHDRAWN)


def baseline(story: Stored[Story]) -> tuple[datetime, Literal["date", "recorded"]]:
    """The end of its date, or the moment that it was recorded if that was later."""
    date = story.record.date
    printed = None if date is None else date.latest
    if printed is not None and printed >= story.logged_at:
        return printed, "date"
    return story.logged_at, "recorded"


def story_part(
    story: Stored[Story], then: Material, now: Material, entries: tuple[Changed, ...]
) -> StoryPart:
    """What became of each claim that the story rests on."""
    moment, which = baseline(story)
    claims = tuple(
        _claim(story, identifier, then, now, entries)
        for identifier in dict.fromkeys(story.record.rests_on)
        if identifier in now.wanted
    )
    return StoryPart(
        definition=story_view(story, now.names),
        then=moment,
        then_is=which,
        claims=claims,
        summary=tuple(_summary(claims)),
    )


def _claim(
    story: Stored[Story],
    identifier: UUID,
    then: Material,
    now: Material,
    entries: tuple[Changed, ...],
) -> StoryClaim:
    one, earlier = now.wanted[identifier], then.wanted.get(identifier)
    claim, name = one.record, now.called(identifier)
    published = now.reports[claim.report].record.published
    date = story.record.date
    return StoryClaim(
        ref=short_ref(Kind.CLAIM, identifier),
        name=name,
        statement=claim.statement,
        statement_then=None if earlier is None else earlier.record.statement,
        quantity=_printed(claim),
        quantity_then=None if earlier is None else _printed(earlier.record),
        standing=now.standing[identifier],
        standing_then=then.standing.get(identifier) if earlier is not None else None,
        revision=one.revision,
        revision_then=None if earlier is None else earlier.revision,
        published=text(published),
        published_after=published is not None and date is not None and published.starts_after(date),
        became=tuple(entry for entry in entries if name in entry.claims and entry.kind != "story"),
    )


def _printed(claim: Claim) -> str | None:
    return None if claim.quantity is None else claim.quantity.text


def _summary(claims: tuple[StoryClaim, ...]) -> Iterator[str]:
    """What to do something about, first."""
    fallen = [one for one in claims if one.standing in _FALLEN]
    for one in fallen:
        yield tell(
            "ground_fallen",
            "{claim}, on which the story rests, is {standing}.",
            claim=one.name,
            standing=standing_word(one.standing),
        )
    for one in claims:
        if one.standing_then not in (None, one.standing) and one not in fallen:
            assert one.standing_then is not None, "it is not None"
            yield tell(
                "ground_moved",
                "{claim} was {then} then and is {now} now.",
                claim=one.name,
                then=standing_word(one.standing_then),
                now=standing_word(one.standing),
            )
    for one in claims:
        if one.quantity_then != one.quantity and one.revision_then is not None:
            yield tell(
                "ground_reworded",
                "{claim} said “{then}” then and says “{now}” now.",
                claim=one.name,
                then=str(one.quantity_then),
                now=str(one.quantity),
            )
    unrecorded = sum(one.revision_then is None for one in claims)
    if unrecorded:
        claims_ = counts(unrecorded, "claim was", "claims were")
        yield tell("recorded_afterwards", "{claims} recorded only afterwards.", claims=claims_)
    after = [one.name for one in claims if one.published_after]
    if after:
        names = ", ".join(after)
        yield tell("published_after", "Published only after the story: {claims}.", claims=names)
    untouched = sum(not one.became for one in claims)
    yield tell(
        "nothing_since",
        "Nothing was recorded since on {number} of {claims}.",
        number=untouched,
        claims=counts(len(claims), "claim", "claims"),
    )
