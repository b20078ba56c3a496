"""Which claims count towards a figure, and which were taken back.

Guaranteed: what was logged by mistake or retracted counts for nothing, and neither does
a speech that takes no side (a refusal to comment is shown, not counted).
"""

from uuid import UUID

from claims.records import Claim
from claims.rules.case import Case


def is_retracted(case: Case, claim: Claim) -> bool:
    """Whoever published it took it back: the claim, or the report that it stands in."""
    back = case.retracted
    return bool(back) and (claim.id in back or claim.report in back)


def stands(case: Case, claim: Claim) -> bool:
    """Neither withdrawn by the desk, nor retracted, nor a copy of what was retracted."""
    if claim.withdrawn is not None or is_retracted(case, claim):
        return False
    return not case.fallen or claim.id not in case.fallen


def counted(case: Case, figure_id: UUID) -> tuple[Claim, ...]:
    """The claims over which a figure's four numbers, origins and standing are decided.

    They stand (not withdrawn, retracted or copied from what was) and assert or deny. In the
    order of logging.
    """
    return case.remembered(("counted", figure_id), lambda: _counted(case, figure_id))


def _counted(case: Case, figure_id: UUID) -> tuple[Claim, ...]:
    claims = (
        claim
        for claim in case.of_figure(figure_id)
        if claim.stance.takes_a_side and stands(case, claim)
    )
    return tuple(sorted(claims, key=lambda claim: claim.id.int))
