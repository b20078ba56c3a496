"""What was seen in the pages that were read, counted, so that every block is accounted for."""

from dataclasses import dataclass, field

KEPT = 1_000  # how many notes are kept; a count goes on


@dataclass(slots=True)
class Seen:
    """Pages and blocks so far: `blocks` is the sum of read, malformed and other ones.

    A block is one `<script>` of JSON-LD, or a JSON document of its own. `microdata` are
    ClaimReviews in attributes of HTML, which are seen and not read.
    """

    pages: int = 0
    pages_without: int = 0
    blocks: int = 0
    blocks_read: int = 0
    blocks_malformed: int = 0
    blocks_other: int = 0
    microdata: int = 0
    notes: list[str] = field(default_factory=list)
    notes_count: int = 0

    def note(self, text: str) -> None:
        """Tell of what was repaired or left out."""
        self.notes_count += 1
        if len(self.notes) < KEPT:
            self.notes.append(text)
