"""What was recorded after a claim was logged and bears on it, oldest first."""

from collections.abc import Iterator
from uuid import UUID

from claims.desk.viewing.sourcing.changes import later_revisions
from claims.desk.viewing.sourcing.material import Material
from claims.identity import short_ref
from claims.records import Claim
from claims.sourcing.model_claims import Event, RevisionPart
from claims.sourcing.words import ACTIONS, RELATIONS
from claims.store.queries.stored import Stored
from claims.vocab import Kind


def since_logged(material: Material, one: Stored[Claim]) -> tuple[Event, ...]:
    """Changes of the claim, its report and its speakers; new links, notices and versions."""
    others = [
        *_around(material, one),
        *_links(material, one),
        *_notices(material, one),
        *_versions(material, one),
    ]
    later = (event for event in others if event.at > one.logged_at)
    events = [*_own(material, one), *later]
    return tuple(sorted(events, key=lambda event: (event.at, event.what)))


def _own(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    for change in later_revisions(material.entries[one.record.id], material.former):
        yield _changed("this claim", change)


def _around(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    """What is recorded of its report and of its speakers, where that was changed."""
    about: dict[UUID, str] = {one.record.report: "its report"}
    for hop in one.record.chain:
        about[hop.source] = f"its speaker {material.sources[hop.source].name}"
    for subject, words in about.items():
        for change in later_revisions(material.entries.get(subject, []), material.former):
            yield _changed(words, change)


def _changed(what: str, change: RevisionPart) -> Event:
    fields = ", ".join(part.field.replace("_", " ") for part in change.changes)
    which = f" ({fields})" if fields else ""
    told = change.redacted or change.reason
    why = f": {told}" if told else ""
    sentence = f"{what} was {ACTIONS[change.action]}{which}{why}"
    return Event(at=change.at, by=change.by, what=sentence)


def _links(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    for link in material.links.get(one.record.id, ()):
        outgoing = link.record.claim == one.record.id
        other = link.record.to if outgoing else link.record.claim
        verb = RELATIONS[link.record.relation][not outgoing]
        words = f"this claim {verb} {material.called(other)}"
        yield Event(at=link.logged_at, by=link.logged_by, what=f"a link was recorded: {words}")
        if link.record.withdrawn is not None:
            what = f"a link was taken back ({words}): {link.record.withdrawn}"
            yield Event(at=link.changed_at, by=link.changed_by, what=what)


def _notices(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    for target, name in ((one.record.id, "this claim"), (one.record.report, "its report")):
        for notice in material.notices.get(target, ()):
            reason = notice.record.reason
            what = f"a retraction of {name} was recorded: {reason}"
            yield Event(at=notice.logged_at, by=notice.logged_by, what=what)
            if notice.record.withdrawn is not None:
                what = f"the retraction of {name} was taken back: {notice.record.withdrawn}"
                yield Event(at=notice.changed_at, by=notice.changed_by, what=what)


def _versions(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    read = material.reports[one.record.report].record
    for other in material.versions.get(read.item_key, []):
        if other.record.version > read.version:
            ref = short_ref(Kind.REPORT, other.record.id)
            what = f"version {other.record.version} of its report was recorded ({ref})"
            yield Event(at=other.logged_at, by=other.logged_by, what=what)
