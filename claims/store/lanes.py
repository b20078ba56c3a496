"""How a claim weighs on its figure, as one small number beside it: its lane.

Pure, of the claim alone. Claims of one root and one lane can replace each other, so that of
many only the last need be read (`claims.store.queries.weighing`).
"""

from claims.records import Claim
from claims.vocab import Stance

SPEAKS, REAL, ODD = 1, 2, 4
LONGEST = 3  # hops: the origin, who quotes it, and the reporter, all of which are on the row


def lane_of(claim: Claim) -> int | None:
    """None where the claim counts for nothing, since it was withdrawn or takes no side.

    Else a sum: it says something of the number, it speaks of what happened, and it is odd,
    which is to say that its row does not tell all that its lane is about.
    """
    if claim.withdrawn is not None or not claim.stance.takes_a_side:
        return None
    speaks = claim.quantity is not None or claim.stance is Stance.DENIES
    lane = SPEAKS if speaks else 0
    if claim.modality.is_real:
        lane += REAL
    return lane + ODD if _is_odd(claim) else lane


def _is_odd(claim: Claim) -> bool:
    """A longer chain, or a day of which the row does not know when it was."""
    if len(claim.chain.hops) > LONGEST:
        return True
    if claim.said is None:
        return claim.chain.origin.said is not None
    return claim.said.earliest is None and claim.said.latest is None
