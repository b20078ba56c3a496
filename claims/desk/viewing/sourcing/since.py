"""What was recorded after a claim was logged and bears on it, oldest first."""

from collections.abc import Iterable, Iterator

from claims.desk.viewing.sourcing.changes import field_words, later_revisions
from claims.desk.viewing.sourcing.material import Material
from claims.messages import row, tell
from claims.records import Claim
from claims.report.model_claims import Event, RevisionPart
from claims.report.words import ACTIONS, RELATIONS
from claims.store.queries.stored import Stored
from claims.values.identity import short_ref
from claims.vocab import Kind, Relation

_THIS_CLAIM = tell("this_claim", "this claim")
_ITS_REPORT = tell("its_report", "its report")
_OF = {
    _THIS_CLAIM: tell("of_this_claim", "this claim"),
    _ITS_REPORT: tell("of_its_report", "its report"),
}


def since_logged(
    material: Material, one: Stored[Claim], changes: Iterable[RevisionPart]
) -> tuple[Event, ...]:
    """These changes of the claim, those of its report and its speakers, new links and the like."""
    others = [
        *_around(material, one),
        *_links(material, one),
        *_notices(material, one),
        *_versions(material, one),
    ]
    later = (event for event in others if event.at > one.logged_at)
    events = [*(_changed(_THIS_CLAIM, change) for change in changes), *later]
    return tuple(sorted(events, key=lambda event: (event.at, event.what)))


def _around(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    """What is recorded of its report and of its speakers, where that was changed."""
    for subject in dict.fromkeys([one.record.report, *(hop.source for hop in one.record.chain)]):
        if subject not in material.entries:
            continue
        words = _ITS_REPORT
        if subject != one.record.report:
            name = material.sources[subject].name
            words = tell("its_speaker", "its speaker {name}", name=name)
        for change in later_revisions(material.entries[subject], material.former):
            yield _changed(words, change)


def _changed(what: str, change: RevisionPart) -> Event:
    fields = row((field_words(part.field) for part in change.changes), ", ")
    which = row((" (", fields, ")"), "") if fields else ""
    told = change.redacted or change.reason
    sentence = tell(
        "was_changed",
        "{what} was {action}{fields}{why}",
        what=what,
        action=tell(f"actions.{change.action}", ACTIONS[change.action]),
        fields=which,
        why=f": {told}" if told else "",
    )
    return Event(at=change.at, by=change.by, what=sentence)


def _links(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    for link in material.links.get(one.record.id, ()):
        outgoing = link.record.claim == one.record.id
        other = link.record.to if outgoing else link.record.claim
        words = tell(
            "link_of_claim",
            "this claim {verb} {other}",
            verb=relation_words(link.record.relation, outgoing=outgoing),
            other=material.called(other),
        )
        what = tell("link_recorded", "a link was recorded: {link}", link=words)
        yield Event(at=link.logged_at, by=link.logged_by, what=what)
        if link.record.withdrawn is not None:
            why = link.record.withdrawn
            what = tell(
                "link_taken_back", "a link was taken back ({link}): {why}", link=words, why=why
            )
            yield Event(at=link.changed_at, by=link.changed_by, what=what)


def relation_words(relation: Relation, *, outgoing: bool) -> str:
    """How a link reads from one of its ends."""
    table = "relations" if outgoing else "relations_back"
    return tell(f"{table}.{relation}", RELATIONS[relation][not outgoing])


def _notices(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    for target, name in ((one.record.id, _THIS_CLAIM), (one.record.report, _ITS_REPORT)):
        for notice in material.notices.get(target, ()):
            what = tell(
                "retraction_recorded",
                "a retraction of {what} was recorded: {why}",
                what=_OF[name],
                why=notice.record.reason,
            )
            yield Event(at=notice.logged_at, by=notice.logged_by, what=what)
            if notice.record.withdrawn is not None:
                what = tell(
                    "retraction_taken_back",
                    "the retraction of {what} was taken back: {why}",
                    what=_OF[name],
                    why=notice.record.withdrawn,
                )
                yield Event(at=notice.changed_at, by=notice.changed_by, what=what)


def _versions(material: Material, one: Stored[Claim]) -> Iterator[Event]:
    read = material.reports[one.record.report].record
    for other in material.versions.get(read.item_key, []):
        if other.record.version > read.version:
            ref = short_ref(Kind.REPORT, other.record.id)
            what = tell(
                "version_recorded",
                "version {number} of its report was recorded ({ref})",
                number=other.record.version,
                ref=ref,
            )
            yield Event(at=other.logged_at, by=other.logged_by, what=what)
