"""The sourcing report: who said what, through whom, how sure, and who else says so."""

from datetime import date
from typing import TYPE_CHECKING, Unpack

from claims.desk.base import Base
from claims.desk.collecting import not_collecting

if TYPE_CHECKING:
    from claims.desk.reporting import Reporting
    from claims.desk.scoping import ScopeFields
    from claims.report.model import SourcingReport
    from claims.report.model_difference import Difference

Moments = tuple[str | date, str | date]


class SourcingVerbs(Base):
    """What an editor, a standards desk or a lawyer takes away and reads."""

    @not_collecting()
    def sourcing(
        self,
        *,
        format: str = "md",  # noqa: A002  the public spelling of the option
        language: str = "en",
        words: str | None = None,
        proofs: bool = True,
        diff: Moments | None = None,
        **scope: Unpack["ScopeFields"],
    ) -> str:
        """The sourcing report of one scope, as a document in this format.

        With `diff`, two moments of the record, it is what changed between them. Without
        `proofs` it names its checkpoint and cannot be checked by itself.
        """
        from claims.desk.reporting import read_words, renderer  # noqa: PLC0415  who asks pays
        from claims.report import DIFFERENCE_RENDERERS, RENDERERS  # noqa: PLC0415  as above

        if diff is not None:
            render_difference = renderer(DIFFERENCE_RENDERERS, format)
            found = self.sourcing_difference(*diff, **scope)
            spelled = read_words(language, words)
            return render_difference(found.model_copy(update={"words": spelled}))
        render = renderer(RENDERERS, format)
        report = self.sourcing_report(language=language, words=words, **scope)
        return render(report if proofs else report.model_copy(update={"proofs": None}))

    @not_collecting()
    def sourcing_pdf(
        self,
        *,
        language: str = "en",
        words: str | None = None,
        proofs: bool = True,
        **scope: Unpack["ScopeFields"],
    ) -> bytes:
        """The sourcing report of one scope as a PDF; needs the extra `pdf`."""
        from claims.report import render_pdf  # noqa: PLC0415  as above

        report = self.sourcing_report(language=language, words=words, **scope)
        return render_pdf(report if proofs else report.model_copy(update={"proofs": None}))

    @not_collecting()
    def sourcing_report(
        self, *, language: str = "en", words: str | None = None, **scope: Unpack["ScopeFields"]
    ) -> "SourcingReport":
        """The sourcing report of one scope: figures, a claim, a report, a source, a tag or a story.

        `since` and `until` keep to the claims whose own time touches that span; alone, they
        are a scope themselves. `words` is a newsroom's TOML over those of the language.
        """
        from claims.desk.reporting import read_words  # noqa: PLC0415  as above

        spelled = read_words(language, words)
        self._sealer.seal_tail(self._engine)
        return self._reporting().report(spelled, scope)

    def sourcing_difference(
        self, first: str | date, second: str | date, **scope: Unpack["ScopeFields"]
    ) -> "Difference":
        """What became of one scope from the first of two moments of the record to the second."""
        return self._reporting().difference(first, second, scope)

    def _reporting(self) -> "Reporting":
        """What puts reports together of what this desk looks at."""
        from claims.desk.reporting import Reporting  # noqa: PLC0415  as above

        return Reporting(self._engine, self._read, self.tolerance)
