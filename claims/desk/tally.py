"""What became of the lines of an import, counted."""

from dataclasses import dataclass, field

from claims.schemas.views import ImportSummary
from claims.store.actions.claims import Status
from claims.store.actions.settle import Settled
from claims.store.gateway import Act
from claims.vocab import Kind

NAMED_NEW = 10_000  # how many new names a summary lists; a count would hide a misspelling


@dataclass(slots=True)
class Tally:
    """What became of the lines so far."""

    logged: int = 0
    unchanged: int = 0
    updated: int = 0
    rejected: int = 0
    ids_ignored: bool = False
    new: dict[Kind, list[str]] = field(
        default_factory=lambda: {Kind.SOURCE: [], Kind.FIGURE: [], Kind.REPORT: []}
    )

    def add(self, other: "Tally") -> None:
        """Count what a committed batch did."""
        self.logged += other.logged
        self.unchanged += other.unchanged
        self.updated += other.updated
        self.rejected += other.rejected
        self.ids_ignored |= other.ids_ignored
        for kind, names in other.new.items():
            room = NAMED_NEW - len(self.new[kind])
            self.new[kind] += names[:room]

    def count(self, status: Status | Settled, acts: list[Act]) -> None:
        """Count one accepted draft and what it made."""
        if status in (Status.LOGGED, Settled.ADDED):
            self.logged += 1
        elif status in (Status.UPDATED, Settled.SET):
            self.updated += 1
        else:
            self.unchanged += 1
        for act in acts:
            if act.version == 1 and act.record.kind in self.new:
                self.new[act.record.kind].append(act.record.called)

    def summary(self) -> ImportSummary:
        """The summary as it is printed."""
        return ImportSummary(
            read=self.logged + self.unchanged + self.updated + self.rejected,
            logged=self.logged,
            unchanged=self.unchanged,
            updated=self.updated,
            rejected=self.rejected,
            new_sources=tuple(self.new[Kind.SOURCE]),
            new_figures=tuple(self.new[Kind.FIGURE]),
            new_reports=tuple(self.new[Kind.REPORT]),
            ids_ignored=self.ids_ignored,
        )
