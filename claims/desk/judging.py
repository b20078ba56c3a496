"""The verbs that judge: verdicts, suggested links, findings, and what falls with a retraction."""

from typing import TYPE_CHECKING

from claims.desk.base import Base, Ref
from claims.schemas import views

if TYPE_CHECKING:
    from claims.desk.judge import Judge


class JudgingVerbs(Base):
    """What the rules say of the record. Nothing here writes."""

    def compare(self, a: Ref, b: Ref) -> views.ComparisonView:
        """The verdict on two claims, with its reasons and one plain sentence."""
        return self._judge().compare(a, b)

    def suggest(
        self, ref: Ref | None = None, *, figure: str | None = None
    ) -> list[views.SuggestionView]:
        """Likely links of a claim, of all claims on a figure, or of the newest; best first."""
        return self._judge().suggest(ref, figure)

    def lint(self, ref: Ref | None = None, *, figure: str | None = None) -> list[views.FindingView]:
        """What an auditor should know of a claim, of a figure, or of the whole record."""
        return self._judge().lint(ref, figure)

    def cascade(self, ref: Ref) -> views.CascadeView:
        """What rests on a claim or report, and falls with it when it is taken back."""
        return self._judge().cascade(ref)

    def _judge(self) -> "Judge":
        """Who says what the rules make of what this desk looks at."""
        from claims.desk.judge import Judge  # noqa: PLC0415  who asks pays

        return Judge(self._read, self.tolerance)
