"""What a verification tells."""

from claims.schemas.views.base import View


class ProblemView(View):
    """What is wrong, with which record, in which table."""

    record: str
    table: str
    message: str


class VerifyView(View):
    """Whether ledger, tree, signatures and tables agree, and where they do not.

    `sealed` entries are under the signed `checkpoint`; the tail that is `unsealed` yet
    is no fault. `more` counts problems beyond the thousand that are told.
    """

    ok: bool
    entries: int
    sealed: int
    unsealed: int
    redactions: int
    since: int
    checkpoint: str | None
    problems: tuple[ProblemView, ...]
    more: int
