"""Which version of which published item a draft was read from.

A draft fits a version when nothing it says of the item contradicts it; what it
says beyond that completes the version. Where it contradicts every version of
the item (another text, date, title, byline, language), the item has changed and this is a new
version that supersedes the last.
"""

from collections.abc import Collection

from claims.errors import NotFoundError
from claims.names import name_key
from claims.records import Report
from claims.store.actions.plan import Held, Plan
from claims.store.queries.lookups import reports_by_item
from claims.vocab import Action


def learn_items(plan: Plan, items: Collection[str]) -> None:
    """Look up all versions of these items at once."""
    wanted = [item for item in set(items) if item not in plan.items]
    if wanted:
        found = reports_by_item(plan.connection, wanted)
        held = {
            item: [Held(one.record, one.revision) for one in versions]
            for item, versions in found.items()
        }
        plan.items.learn(wanted, held, [])


def newest_version(plan: Plan, item: str) -> Report | None:
    """The version of this item that nothing supersedes."""
    learn_items(plan, [item])
    versions = plan.items[item]
    return versions[-1].record if versions else None


def need_report(plan: Plan, given: Report, *, text: str | None, known: Report | None) -> Report:
    """The recorded version that `given` describes, or a new one.

    `known` is the version that the same claim was read from before; it is
    preferred.
    """
    if text is not None:
        plan.archive(text)
    if known is not None and known.url == given.url and _fits(known, given):
        completed = known.model_copy(update=_missing(known, given))
        if completed.item_key == known.item_key or _is_free(plan, completed.item_key):
            return _complete(plan, known, given)
    learn_items(plan, [given.item_key])
    versions = plan.items[given.item_key]
    for version in reversed(versions):
        if _fits(version.record, given):
            return _complete(plan, version.record, given)
    if plan.strict and given.url is not None and not versions:
        raise NotFoundError(
            "report_unknown",
            f"there is no report {given.url!r}",
            hint="`claims report add` makes one",
            field="report",
        )
    if versions:
        last = versions[-1].record
        given = given.model_copy(
            update={
                "version": last.version + 1,
                "supersedes": last.id,
                "reporter": given.reporter or last.reporter,
            }
        )
    plan.items[given.item_key] = [*versions, Held(given)]
    plan.write(Action.ADD, given)
    return given


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


_COMPLETED = ("reporter", "byline", "title", "published", "language", "text_sha256", "note")


def _complete(plan: Plan, known: Report, given: Report) -> Report:
    """The version with what was unknown of it filled in."""
    missing = _missing(known, given)
    if not missing:
        return known
    completed = known.model_copy(update=missing)
    revision = _take_out(plan, known) + 1
    learn_items(plan, [completed.item_key])
    versions = [*plan.items[completed.item_key], Held(completed, revision)]
    plan.items[completed.item_key] = sorted(versions, key=lambda one: one.record.version)
    plan.write(Action.SET, completed, version=revision, reason="completed by a later draft")
    return completed


def _missing(known: Report, given: Report) -> dict[str, object]:
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
