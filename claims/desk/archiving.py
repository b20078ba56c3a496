"""Reports that were read from their pages. Fetching is done at the edges, never here."""

from typing import TYPE_CHECKING, Any

from claims.desk.base import Base
from claims.desk.retrying import repeated
from claims.desk.writing import recorded
from claims.errors import AmbiguousError
from claims.schemas.drafts import ReportDraft
from claims.schemas.fields import read_draft
from claims.schemas.views import Recorded
from claims.store.actions.plan import Plan
from claims.store.actions.reports import plan_page
from claims.store.queries.lookups import one_source

if TYPE_CHECKING:
    from claims.pages import Page


class ArchivingVerbs(Base):
    """Keeping what was published: the text and the bytes that it was read from."""

    @repeated
    def report_from(self, page: "Page", url: str | None = None, **fields: Any) -> Recorded:
        """Add a report that was read from its page, or a new version where its text changed.

        The fields given win over what the page says of itself. Its site is the reporter where a
        source has that name already. Bytes that differ in markup alone are not kept again.
        """
        raw = {"type": page.type, "content": page.raw}
        is_text = page.raw == page.text.encode()
        archived = {"text": page.text, "raw_bytes": None if is_text else raw}
        draft = read_draft(ReportDraft, {"url": url, **fields, **archived})
        told = {name: getattr(page, name) for name in ("title", "byline", "published", "language")}
        with self._plan() as plan:
            said = read_draft(ReportDraft, {**told, "reporter": _outlet(plan, page)})
            return recorded(plan, *plan_page(plan, draft, said))


def _outlet(plan: Plan, page: "Page") -> str | None:
    """The source that the page's site is, where it is known without doubt."""
    try:
        source = None if page.site is None else one_source(plan.connection, page.site)
    except AmbiguousError:
        return None
    return None if source is None else source.name
