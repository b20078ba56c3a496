"""Which version of which published item a draft was read from.

A draft fits a version when nothing it says of the item contradicts it; what it
says beyond that completes the version. Where it contradicts every version of
the item (another text, date, title, byline, language), the item has changed and this is a new
version that supersedes the last.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from claims.errors import NotFoundError
from claims.records import Report
from claims.schemas.drafts import ReportFields
from claims.store.actions.plan import Held, Plan
from claims.store.actions.redactions import refuse_redacted
from claims.store.queries.lookups import reports_by_item
from claims.values.names import name_key
from claims.vocab import Action


def learn_items(plan: Plan, items: Collection[str]) -> None:
    """Look up all versions of these items at once."""
    wanted = [item for item in dict.fromkeys(items) if item not in plan.items]
    if wanted:
        found = reports_by_item(plan.connection, wanted)
        held = {
            item: [Held(one.record, one.revision) for one in versions]
            for item, versions in found.items()
        }
        plan.items.learn(wanted, held, [])


def newest_version(plan: Plan, item: str) -> Report | None:
    """The version of this item that nothing supersedes."""
    versions = _versions(plan, item)
    return versions[-1].record if versions else None


def _versions(plan: Plan, item: str) -> list[Held[Report]]:
    if item not in plan.items:
        learn_items(plan, [item])
    return plan.items[item]


class Pin(NamedTuple):
    """What else a draft says of the version that it means: its number, the hash of its text.

    `makes` is said of a report by itself: a number beyond the last is then a new
    version, even where an earlier one would fit.
    """

    version: int | None = None
    text_sha256: str | None = None
    makes: bool = False


def pinned_version(plan: Plan, item: str, version: int | None) -> Report | None:
    """The version of this item that has this number; the newest where there is none."""
    newest = newest_version(plan, item)
    if version is None:
        return newest
    numbered = (one.record for one in plan.items[item] if one.record.version == version)
    return next(numbered, newest)


def need_report(
    plan: Plan, given: Report, *, read: ReportFields, known: Report | None, pin: Pin
) -> Report:
    """The recorded version that `given`, `read` from a draft, describes, or a new one.

    The version of the number that is pinned comes first, then `known`, from which
    the same claim was read before, then the newest that fits. Of a version that has
    raw bytes already, the first are kept: where the text is the same, only markup differs.
    """
    if read.text is not None:
        plan.archive(read.text)
    report = _need_version(plan, given, known, pin)
    if read.raw_bytes is not None and report.raw_sha256 == given.raw_sha256:
        plan.archive_raw(read.raw_bytes.content)
    return report


def _need_version(plan: Plan, given: Report, known: Report | None, pin: Pin) -> Report:
    item = given.item_key
    versions = _versions(plan, item)
    if known is not None or versions:
        found = _find(plan, given, known, pin)
        if found is not None:
            return _complete(plan, found, given)
    if plan.strict and given.url is not None and not versions and not pin.makes:
        raise NotFoundError(
            "report_unknown",
            f"there is no report {given.url!r}",
            hint="`claims report add` makes one",
            field="report",
        )
    place = _numbered(given, versions, pin)
    if place != {"version": given.version}:
        given = replace(given, **place)
    plan.items[item] = [*versions, Held(given)]
    plan.write(Action.ADD, given)
    return given


def _find(plan: Plan, given: Report, known: Report | None, pin: Pin) -> Report | None:
    """The recorded version that is meant."""
    versions = [one.record for one in plan.items[given.item_key]]
    described = given
    if given.text_sha256 is None and pin.text_sha256 is not None:
        described = replace(given, text_sha256=pin.text_sha256)
    fitting = [one for one in versions if _fits(one, described)]
    numbered = [one for one in fitting if one.version == pin.version]
    if numbered:
        return numbered[0]
    if known is not None and _is_still(plan, known, given, described):
        return known
    if _is_next(versions, pin):
        return None
    return fitting[-1] if fitting else None


def _is_still(plan: Plan, known: Report, given: Report, described: Report) -> bool:
    """Whether the version that the claim was read from before is the one described now."""
    if known.url != given.url or not _fits(known, described):
        return False
    completed = replace(known, **_missing(known, given))
    return completed.item_key == known.item_key or _is_free(plan, completed.item_key)


def _is_next(versions: Sequence[Report], pin: Pin) -> bool:
    """Whether a report says of itself that it is a version after all that are recorded."""
    last = versions[-1].version if versions else 0
    return pin.makes and pin.version is not None and pin.version > last


def _numbered(given: Report, versions: Sequence[Held[Report]], pin: Pin) -> dict[str, Any]:
    """What a new version has from its place among the others; one with a number is as given."""
    records = [one.record for one in versions]
    number = pin.version if _is_next(records, pin) else None
    if not records:
        return {"version": number or 1}
    last = records[-1]
    if number is not None:
        return {"version": number, "supersedes": last.id}
    return {
        "version": last.version + 1,
        "supersedes": last.id,
        "reporter": given.reporter or last.reporter,
    }


def _fits(known: Report, given: Report) -> bool:
    return (
        _agree(known.text_sha256, given.text_sha256)
        and _agree(known.reporter, given.reporter)
        and _agree(_folded(known.title), _folded(given.title))
        and _agree(_folded(known.byline), _folded(given.byline))
        and _agree(_folded(known.language), _folded(given.language))
        and (
            known.published is None
            or given.published is None
            or known.published.overlaps(given.published)
        )
    )


def _agree(known: object, given: object) -> bool:
    return known is None or given is None or known == given


def _folded(words: str | None) -> str | None:
    return None if words is None else name_key(words)


_COMPLETED = (
    "reporter",
    "byline",
    "title",
    "published",
    "language",
    "text_sha256",
    "raw_sha256",
    "raw_type",
    "note",
)


def _complete(plan: Plan, known: Report, given: Report) -> Report:
    """The version with what was unknown of it filled in."""
    missing = _missing(known, given)
    if not missing:
        return known
    refuse_redacted(known)
    completed = replace(known, **missing)
    revision = _take_out(plan, known) + 1
    learn_items(plan, [completed.item_key])
    versions = [*plan.items[completed.item_key], Held(completed, revision)]
    plan.items[completed.item_key] = sorted(versions, key=lambda one: one.record.version)
    plan.write(Action.SET, completed, version=revision, reason="completed by a later draft")
    return completed


def _missing(known: Report, given: Report) -> dict[str, Any]:
    return {
        name: getattr(given, name)
        for name in _COMPLETED
        if getattr(known, name) is None and getattr(given, name) is not None
    }


def _is_free(plan: Plan, item: str) -> bool:
    """Whether no other item is told by this already."""
    learn_items(plan, [item])
    return not plan.items[item]


def _take_out(plan: Plan, known: Report) -> int:
    """Take the version off its item, whose key may change with it; returns its revision."""
    learn_items(plan, [known.item_key])
    versions = plan.items[known.item_key]
    plan.items[known.item_key] = [one for one in versions if one.record.id != known.id]
    return next(one.revision for one in versions if one.record.id == known.id)
