"""What a drift is."""

from dataclasses import dataclass
from uuid import UUID

from claims.vocab import FindingCode


@dataclass(frozen=True, slots=True)
class Drift:
    """A wording that says more than the one it was taken from; both side by side.

    `other` is the claim that was relayed; None when the claim's own chain drifted.
    """

    code: FindingCode
    claim: UUID
    other: UUID | None
    relayed: str
    relaying: str
    sentence: str
