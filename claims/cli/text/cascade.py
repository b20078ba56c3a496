"""What falls with a retraction, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.cli.layout import paragraph

if TYPE_CHECKING:
    from claims.schemas.views import CascadeView, FallenClaim


def cascade_text(found: "CascadeView") -> Iterator[str]:
    """Every claim that rests on it, before and after the notice, and what stands without it."""
    when = found.notice_date or "not dated"
    yield f"taken back: {', '.join(found.taken_back) or 'nothing'} (notice: {when})"
    for title, claims in (
        ("published before the notice", found.before),
        ("published after the notice", found.after),
        ("published on an unknown day, or that of the notice", found.undated),
    ):
        if claims:
            yield f"{title}:"
            yield from _claims(claims)
    for story in found.stories:
        rests_on = ", ".join(story.rests_on)
        yield f"our story: {story.url} ({story.date or 'no date'}), rests on {rests_on}"
    for standing in found.still_standing:
        yield from paragraph(f"stands without it: {standing}")


def _claims(claims: "tuple[FallenClaim, ...]") -> Iterator[str]:
    for one in claims:
        yield f"  {one.ref}  {one.published or 'no date'}  {one.statement}"
        yield from paragraph(one.why, indent=4)
