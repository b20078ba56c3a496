"""What was recorded after a moment and bears on the claims in scope, entry by entry."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from claims.desk.viewing.sourcing.changes import later_revisions
from claims.desk.viewing.sourcing.material import Material, as_identity, identities
from claims.identity import short_ref
from claims.records import Figure, Report, Source
from claims.sourcing.model_claims import ChangePart
from claims.sourcing.model_record import Category, Changed
from claims.sourcing.words import ACTIONS, RELATIONS
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries import sourcing as queries
from claims.store.queries.stored import by_id
from claims.vocab import Action, Kind, Relation

_LONGEST = 160


@dataclass(frozen=True)
class Bearing:
    """The records that bear on a scope, each with the claims that it bears on."""

    claims: dict[UUID, tuple[UUID, ...]]
    names: dict[UUID, str]


def changed_since(
    connection: Connection, materials: Iterable[Material], moment: datetime
) -> tuple[Changed, ...]:
    """The entries after this moment on what these materials hold, oldest first."""
    bearing = _bearing(connection, list(materials))
    entries = queries.entries_of_many(connection, bearing.claims)
    later = {subject: found for subject, found in entries.items() if found[-1].at > moment}
    names = bearing.names | _former(connection, later)
    told = [
        one
        for subject, found in later.items()
        for one in _told(found, bearing.claims[subject], names, moment)
    ]
    return tuple(sorted(told, key=lambda one: (one.at, _ORDER[one.kind], one.ref, one.what)))


_ORDER = {kind: place for place, kind in enumerate(Kind)}


def _bearing(connection: Connection, materials: list[Material]) -> Bearing:
    on: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    names: dict[UUID, str] = {}
    for material in materials:
        names |= material.names
        names |= {one: source.name for one, source in material.sources.items()}
        names |= {one: figure.slug for one, figure in material.case.figures.items()}
        for subject, claims in _of(connection, material):
            on[subject] |= dict.fromkeys(claims)
    return Bearing({subject: tuple(claims) for subject, claims in on.items()}, names)


def _of(connection: Connection, material: Material) -> Iterator[tuple[UUID, list[UUID]]]:
    """Every record that bears on a claim in scope, with that claim."""
    by_source: dict[UUID, list[UUID]] = defaultdict(list)
    for claim, one in material.wanted.items():
        yield claim, [claim]
        for hop in one.record.chain:
            by_source[hop.source].append(claim)
        yield one.record.report, [claim]
        item = material.reports[one.record.report].record.item_key
        yield from ((other.record.id, [claim]) for other in material.versions.get(item, []))
        yield from ((link.record.id, [claim]) for link in material.links.get(claim, []))
        yield from ((review.record.id, [claim]) for review in material.reviews.get(claim, []))
        yield from ((story.record.id, [claim]) for story in material.stories.get(claim, []))
        yield from ((rating.record.id, [claim]) for rating in material.ratings.get(claim, []))
        for target in (claim, one.record.report):
            yield from ((held.record.id, [claim]) for held in material.notices.get(target, []))
    for figure in material.figures:
        yield figure, []
    yield from by_source.items()
    for ruling in queries.all_rulings_on(connection, set(by_source) | set(material.wanted)):
        sides = (ruling.record.a, ruling.record.b)
        yield ruling.record.id, [one for side in sides for one in by_source.get(side, [])]


def _former(connection: Connection, entries: Mapping[UUID, list[LedgerEntry]]) -> dict[UUID, str]:
    """What the records in these payloads are called."""
    ids = {
        found
        for of_one in entries.values()
        for entry in of_one
        for found in identities(entry.record)
    }
    named: dict[UUID, str] = {}
    for kind in (Source, Figure, Report):
        named |= {one: held.record.called for one, held in by_id(connection, kind, ids).items()}
    return named


def _told(
    entries: list[LedgerEntry],
    claims: tuple[UUID, ...],
    names: Mapping[UUID, str],
    moment: datetime,
) -> Iterator[Changed]:
    revisions = {one.revision: one for one in later_revisions(entries, names)}
    for entry in entries:
        first = entry.version == 1
        if entry.at <= moment or (first and not _tells(entry)):
            continue
        category = _category(entry)
        changes = () if first else revisions[entry.version].changes
        yield Changed(
            at=entry.at,
            by=entry.by,
            category=category,
            action=entry.action,
            kind=entry.kind,
            ref=short_ref(entry.kind, entry.subject),
            name=names.get(entry.subject) or short_ref(entry.kind, entry.subject),
            claims=tuple(names.get(one) or short_ref(Kind.CLAIM, one) for one in claims),
            what=_what(entry, entries, changes, names),
            reason=_reason(entry),
            changes=changes,
        )


def _reason(entry: LedgerEntry) -> str | None:
    """Why it was done: the entry's own reason, else that of the judgement which it is."""
    record = entry.record or {}
    reason = entry.reason or record.get("withdrawn") or record.get("reason")
    return entry.redacted or (None if reason is None else str(reason))


def _tells(entry: LedgerEntry) -> bool:
    """Whether the first entry of a record says anything of its own: a name made on use does not."""
    if entry.kind is Kind.REPORT:
        return bool((entry.record or {}).get("supersedes"))
    return entry.kind is not Kind.SOURCE


_CATEGORIES: Mapping[Kind, Category] = {
    Kind.SOURCE: "source",
    Kind.FIGURE: "figure",
    Kind.REPORT: "report",
    Kind.LINK: "link",
    Kind.NOTICE: "retracted",
    Kind.REVIEW: "review",
    Kind.STORY: "story",
    Kind.RULING: "ruling",
    Kind.RATING: "rating",
}


def _category(entry: LedgerEntry) -> Category:
    if entry.action is Action.REDACT:
        return "redacted"
    if entry.kind is not Kind.CLAIM:
        return _CATEGORIES[entry.kind]
    if entry.version == 1:
        return "added"
    return "withdrawn" if entry.action is Action.WITHDRAW else "revised"


def _what(
    entry: LedgerEntry,
    entries: list[LedgerEntry],
    changes: Iterable[ChangePart],
    names: Mapping[UUID, str],
) -> str:
    """One plain sentence without its end: what was done to which record."""
    record = entry.record or next((one.record for one in entries if one.record), None) or {}
    subject = _subject(entry, record, names)
    if entry.action is Action.REDACT:
        return f"{subject} was redacted"
    taken_back = entry.action is Action.WITHDRAW or entry.action is Action.UNLINK
    if taken_back and entry.kind is not Kind.CLAIM:
        return f"{subject} was taken back"
    if entry.version == 1:
        return f"{subject} was {'logged' if entry.kind is Kind.CLAIM else 'recorded'}"
    if taken_back:
        return f"{subject} was withdrawn as logged by mistake"
    fields = "; ".join(_field(one) for one in changes)
    return f"{subject} was {ACTIONS[entry.action]}{': ' if fields else ''}{fields}"


def _field(change: ChangePart) -> str:
    before, after = (_short(value) for value in (change.before, change.after))
    return f"{change.field.replace('_', ' ')} from {before} to {after}"


def _short(value: str | None) -> str:
    if value is None:
        return "nothing"
    return f"“{value if len(value) <= _LONGEST else value[:_LONGEST] + '…'}”"


def _subject(entry: LedgerEntry, record: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    """What the entry is about: "claim a (“…”)", "the link “a contradicts b”"."""
    own = names.get(entry.subject) or short_ref(entry.kind, entry.subject)
    tell = _SUBJECTS.get(entry.kind)
    if tell is None:
        return f"{entry.kind} {own}"
    called = {
        name: names.get(identity) or short_ref(Kind.CLAIM, identity)
        for name in _ENDS
        if (identity := as_identity(str(record.get(name, "")))) is not None
    }
    return tell(defaultdict(lambda: "?", {**record, **called}), own)


_ENDS = ("claim", "to", "target", "a", "b")
_Record = Mapping[str, Any]


def _claim(record: _Record, own: str) -> str:
    return f"claim {own} ({_short(str(record['statement']))})"


def _link(record: _Record, own: str) -> str:
    del own
    verb = RELATIONS[Relation(record["relation"])][0] if "relation" in record else "?"
    return f"the link “{record['claim']} {verb} {record['to']}”"


def _notice(record: _Record, own: str) -> str:
    del own
    of = "a report" if record["target_kind"] == Kind.REPORT else record["target"]
    return f"the retraction of {of}" + (f", notice of {record['date']}" if "date" in record else "")


def _ruling(record: _Record, own: str) -> str:
    del own
    same = "the same origin" if record.get("same") else "different origins"
    return f"the ruling that {record['a']} and {record['b']} are {same}"


_SUBJECTS: Mapping[Kind, Callable[[_Record, str], str]] = {
    Kind.CLAIM: _claim,
    Kind.LINK: _link,
    Kind.NOTICE: _notice,
    Kind.RULING: _ruling,
    Kind.REVIEW: lambda record, _: f"a review of {record['claim']}",
    Kind.RATING: lambda record, _: f"a rating of {record['claim']}",
    Kind.STORY: lambda record, own: f"our story {record.get('url', own)}",
    Kind.REPORT: lambda record, own: f"version {record['version']} of the report {own}",
}
