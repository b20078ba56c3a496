"""What was recorded after a moment and bears on the claims in scope, entry by entry."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from claims.desk.viewing.sourcing.changes import field_words, later_revisions
from claims.desk.viewing.sourcing.material import Material, as_identity, identities
from claims.desk.viewing.sourcing.since import relation_words
from claims.messages import row, tell
from claims.records import Figure, Report, Source
from claims.report.model_claims import ChangePart
from claims.report.model_record import Category, Changed
from claims.report.words import ACTIONS
from claims.store.engine import Connection
from claims.store.ledger import LedgerEntry
from claims.store.queries import sourcing as queries
from claims.store.queries.stored import by_id
from claims.values.identity import short_ref
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
        return tell("entry_redacted", "{what} was redacted", what=subject)
    taken_back = entry.action is Action.WITHDRAW or entry.action is Action.UNLINK
    if taken_back and entry.kind is not Kind.CLAIM:
        return tell("entry_taken_back", "{what} was taken back", what=subject)
    if entry.version == 1:
        if entry.kind is Kind.CLAIM:
            return tell("entry_logged", "{what} was logged", what=subject)
        return tell("entry_recorded", "{what} was recorded", what=subject)
    if taken_back:
        return tell("entry_withdrawn", "{what} was withdrawn as logged by mistake", what=subject)
    fields = row((_field(one) for one in changes), "; ")
    return tell(
        "entry_changed",
        "{what} was {action}{fields}",
        what=subject,
        action=tell(f"actions.{entry.action}", ACTIONS[entry.action]),
        fields=row((": ", fields), "") if fields else "",
    )


def _field(change: ChangePart) -> str:
    before, after = (_short(value) for value in (change.before, change.after))
    field = field_words(change.field)
    return tell(
        "field_changed", "{field} from {before} to {after}", field=field, before=before, after=after
    )


def _short(value: str | None) -> str:
    if value is None:
        return tell("nothing", "nothing")
    return row(("“", value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…", "”"), "")


def _subject(entry: LedgerEntry, record: Mapping[str, Any], names: Mapping[UUID, str]) -> str:
    """What the entry is about: "claim a (“…”)", "the link “a contradicts b”"."""
    own = names.get(entry.subject) or short_ref(entry.kind, entry.subject)
    words = _SUBJECTS.get(entry.kind)
    if words is None:
        return row((tell(f"record_kinds.{entry.kind}", str(entry.kind)), own), " ")
    called = {
        name: names.get(identity) or short_ref(Kind.CLAIM, identity)
        for name in _ENDS
        if (identity := as_identity(str(record.get(name, "")))) is not None
    }
    return words(defaultdict(lambda: "?", {**record, **called}), own)


_ENDS = ("claim", "to", "target", "a", "b")
_Record = Mapping[str, Any]


def _claim(record: _Record, own: str) -> str:
    statement = _short(str(record["statement"]))
    return tell("subject_claim", "claim {name} ({statement})", name=own, statement=statement)


def _link(record: _Record, own: str) -> str:
    del own
    known = "relation" in record
    verb = relation_words(Relation(record["relation"]), outgoing=True) if known else "?"
    told = {"one": str(record["claim"]), "verb": verb, "two": str(record["to"])}
    return tell("subject_link", "the link “{one} {verb} {two}”", **told)


def _notice(record: _Record, own: str) -> str:
    del own
    whole = record["target_kind"] == Kind.REPORT
    of = tell("of_a_report", "a report") if whole else str(record["target"])
    told = tell("subject_retraction", "the retraction of {what}", what=of)
    if "date" not in record:
        return told
    return row((told, tell("notice_of", ", notice of {date}", date=str(record["date"]))), "")


def _ruling(record: _Record, own: str) -> str:
    del own
    told = {"one": str(record["a"]), "two": str(record["b"])}
    if record.get("same"):
        return tell("subject_same", "the ruling that {one} and {two} are the same origin", **told)
    return tell("subject_distinct", "the ruling that {one} and {two} are different origins", **told)


_SUBJECTS: Mapping[Kind, Callable[[_Record, str], str]] = {
    Kind.CLAIM: _claim,
    Kind.LINK: _link,
    Kind.NOTICE: _notice,
    Kind.RULING: _ruling,
    Kind.REVIEW: lambda record, _: tell(
        "subject_review", "a review of {claim}", claim=str(record["claim"])
    ),
    Kind.RATING: lambda record, _: tell(
        "subject_rating", "a rating of {claim}", claim=str(record["claim"])
    ),
    Kind.STORY: lambda record, own: tell(
        "subject_story", "our story {address}", address=str(record.get("url", own))
    ),
    Kind.REPORT: lambda record, own: tell(
        "subject_report",
        "version {number} of the report {name}",
        number=str(record["version"]),
        name=own,
    ),
}
