"""The keys that sign, and what sealing came to."""

from claims.schemas.views.base import Moment, View


class KeyView(View):
    """A key that signs checkpoints: `here` if its private half is, `signs` if it is used next."""

    ref: str
    public: str
    logged_at: Moment
    logged_by: str
    withdrawn: str | None
    here: bool
    signs: bool


class SealView(View):
    """How many entries were sealed just now, and the newest checkpoint: a signed note."""

    sealed: int
    size: int
    checkpoint: str
    key: str | None
