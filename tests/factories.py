"""The smallest valid records, made through a desk, so that ledger and tables always agree.

Each factory calls the verb that an editor would; what it makes is what the verb
returns, which every other verb takes as a reference.

    def test_a_claim_can_be_withdrawn(desk: "Desk", claim: "Recorded") -> None:
        desk.withdraw(claim, reason="logged twice")
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from factory.base import Factory
from factory.declarations import Sequence

from claims.schemas.views import Recorded

if TYPE_CHECKING:
    from claims.desk import Desk

# The desk that factories write through; the `desk` fixture sets it.
DESK: ContextVar["Desk"] = ContextVar("the desk that factories write through")

# How a test annotates a factory that it asks for: `claim_factory: Make`.
Make = Callable[..., Recorded]


class Made(Factory[Recorded]):
    """A record made by one verb of the desk."""

    class Meta:
        """Nothing is made of this base itself."""

        model = Recorded
        abstract = True

    verb = ""

    @classmethod
    def _create(cls, model_class: type[Recorded], *args: Any, **fields: Any) -> Recorded:
        made = getattr(DESK.get(), fields.pop("verb"))(*args, **fields)
        assert isinstance(made, model_class)
        return made


class SourceFactory(Made):
    """A source known by its name alone."""

    verb = "source"
    name = Sequence(lambda number: f"Source {number}")


class FigureFactory(Made):
    """A snapshot figure."""

    verb = "figure"
    slug = Sequence(lambda number: f"figure-{number}")


class ReportFactory(Made):
    """A report known by its address alone."""

    verb = "report"
    url = Sequence(lambda number: f"https://news.example/{number}")


class ClaimFactory(Made):
    """A claim without a number, found in an outlet's report that has no address."""

    verb = "log"
    statement = Sequence(lambda number: f"Something of number {number} happened")
    reporter = "Yonhap"


class StoryFactory(Made):
    """A story of ours that rests on nothing yet."""

    verb = "story"
    url = Sequence(lambda number: f"https://our.example/{number}")
