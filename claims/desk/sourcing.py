"""The sourcing report: who said what, through whom, how sure, and who else says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Unpack

from claims.desk.base import Base
from claims.desk.collecting import not_collecting
from claims.desk.looking import read_moment
from claims.desk.scoping import Asked, Found, ScopeFields, find_scope
from claims.desk.viewing.sourcing.building import build
from claims.desk.viewing.sourcing.difference import difference
from claims.desk.viewing.sourcing.entries import changed_since
from claims.desk.viewing.sourcing.material import Material, load
from claims.desk.viewing.sourcing.proving import bundle, checkpoint_part
from claims.desk.viewing.sourcing.record import source_part
from claims.desk.viewing.sourcing.story import baseline, story_part
from claims.errors import InputError, NotFoundError
from claims.sourcing import DIFFERENCE_RENDERERS, RENDERERS, render_pdf
from claims.sourcing.language import Words, overridden, words_in
from claims.sourcing.model import Scope, SourcingReport
from claims.sourcing.model_difference import Difference
from claims.sourcing.model_record import StoryPart
from claims.sourcing.sentence import with_sentences
from claims.store.engine import Connection, reading
from claims.store.queries.case import with_controllers
from claims.store.then import Then, looking_at

MOST_CLAIMS = 100_000

Moments = tuple[str | date, str | date]


@dataclass(frozen=True, slots=True)
class Spelling:
    """In which language a report is written, and a newsroom's own words as TOML."""

    language: str = "en"
    words: str | None = None

    def read(self) -> Words:
        """The words; raises where there are none in this language or they do not fit."""
        words = words_in(self.language)
        return words if self.words is None else overridden(words, self.words)


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
        **scope: Unpack[ScopeFields],
    ) -> str:
        """The sourcing report of one scope, as a document in this format.

        With `diff`, two moments of the record, it is what changed between them. Without
        `proofs` it names its checkpoint and cannot be checked by itself.
        """
        if diff is not None:
            render_difference = _renderer(DIFFERENCE_RENDERERS, format)
            found = self.sourcing_difference(*diff, **scope)
            spelled = Spelling(language, words).read()
            return render_difference(found.model_copy(update={"words": spelled}))
        render = _renderer(RENDERERS, format)
        report = self.sourcing_report(language=language, words=words, **scope)
        return render(report if proofs else report.model_copy(update={"proofs": None}))

    @not_collecting()
    def sourcing_pdf(
        self,
        *,
        language: str = "en",
        words: str | None = None,
        proofs: bool = True,
        **scope: Unpack[ScopeFields],
    ) -> bytes:
        """The sourcing report of one scope as a PDF; needs the extra `pdf`."""
        report = self.sourcing_report(language=language, words=words, **scope)
        return render_pdf(report if proofs else report.model_copy(update={"proofs": None}))

    @not_collecting()
    def sourcing_report(
        self, *, language: str = "en", words: str | None = None, **scope: Unpack[ScopeFields]
    ) -> SourcingReport:
        """The sourcing report of one scope: figures, a claim, a report, a source, a tag or a story.

        `since` and `until` keep to the claims whose own time touches that span; alone, they
        are a scope themselves. `words` is a newsroom's TOML over those of the language.
        """
        spelled = Spelling(language, words).read()
        self._sealer.seal_tail(self._engine)
        with self._read() as connection:
            found = find_scope(connection, Asked(**scope))
            material = self._material(connection, found)
            proofs = bundle(connection, material)
            report = build(material, title=found.title, scope=_scope(found, material))
            extra: dict[str, Any] = {"proofs": proofs}
            if proofs is not None:
                extra["checkpoint"] = checkpoint_part(proofs)
            if found.source is not None:
                extra["source"] = source_part(
                    material,
                    found.source,
                    with_controllers(connection, [found.source.record.id]),
                )
            if found.story is not None:
                extra["story"] = self._story(connection, found, material)
        return with_sentences(report.model_copy(update=extra), spelled)

    def sourcing_difference(
        self, first: str | date, second: str | date, **scope: Unpack[ScopeFields]
    ) -> Difference:
        """What became of one scope from the first of two moments of the record to the second."""
        moments = (read_moment(first, field="diff"), read_moment(second, field="diff"))
        if self._then.as_of is not None:
            raise InputError(
                "moment_doubled",
                "two moments are compared, and a third was given",
                hint="leave --as-of out",
            )
        if moments[1] <= moments[0]:
            raise InputError(
                "moments_backwards",
                f"the second moment ({second}) is not after the first ({first})",
                hint="swap them",
                field="diff",
            )
        with self._read_then(moments[1]) as connection:
            found = find_scope(connection, Asked(**scope))
            material = self._material(connection, found)
            before = self._earlier(moments[0], scope)
            entries = changed_since(connection, (before, material), moments[0])
        return difference(
            (before, material),
            moments,
            entries,
            title=found.title,
            scope=_scope(found, material),
        )

    def _material(self, connection: Connection, found: Found) -> Material:
        if len(found.claims) > MOST_CLAIMS:
            raise InputError(
                "scope_too_large",
                f"{found.title}: {len(found.claims)} claims are more than a report can show "
                f"({MOST_CLAIMS})",
                hint="ask for a figure, a report, a claim, or a span of time (--since, --until)",
            )
        return load(connection, found.claims, found.figures, self.tolerance)

    def _earlier(self, moment: datetime, scope: ScopeFields) -> Material:
        """What was in the scope then; nothing, where what it is named after was not there yet."""
        with self._read_then(moment) as connection:
            try:
                found = find_scope(connection, Asked(**scope))
            except NotFoundError:
                return load(connection, set(), (), self.tolerance)
            return self._material(connection, found)

    def _story(self, connection: Connection, found: Found, material: Material) -> StoryPart:
        """The story with what its claims were when it was printed."""
        assert found.story is not None, "the scope is a story"
        moment, _ = baseline(found.story)
        looked = self._then.as_of
        with self._read_then(moment if looked is None else min(moment, looked)) as earlier:
            before = load(earlier, found.claims, (), self.tolerance)
        entries = changed_since(connection, (before, material), moment)
        return story_part(found.story, before, material, entries)

    @contextmanager
    def _read_then(self, moment: datetime) -> Iterator[Connection]:
        """The record as it was at this moment, known by what this desk looks at."""
        then = Then(moment, self._then.known_by)
        with reading(looking_at(self._engine, then)) as connection:
            yield connection


def _renderer(known: Any, style: str) -> Callable[[Any], str]:
    render: Callable[[Any], str] | None = known.get(style)
    if render is None:
        raise InputError(
            "format_unknown",
            f"{style!r} is no format of a sourcing report",
            hint=f"one of {', '.join(sorted(known))}",
            field="format",
        )
    return render


def _scope(found: Found, material: Material) -> Scope:
    since, until = found.span
    return Scope.model_validate(
        {
            "kind": found.kind,
            "names": found.names,
            "claims": len(material.wanted),
            "since": since,
            "until": until,
        }
    )
