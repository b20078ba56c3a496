"""How a sourcing report is put together; loaded when one is asked for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
from claims.report.language import Words, overridden, words_in
from claims.report.model import Scope, SourcingReport
from claims.report.model_difference import Difference
from claims.report.model_record import StoryPart
from claims.report.sentence import with_sentences
from claims.store.engine import Connection, Engine, reading
from claims.store.queries.case import with_controllers
from claims.store.then import Then, looking_at, looks_at

MOST_CLAIMS = 100_000


def read_words(language: str, own: str | None) -> Words:
    """The words of a language, and over them a newsroom's own as TOML.

    Raises where there are none in this language, or they do not fit.
    """
    words = words_in(language)
    return words if own is None else overridden(words, own)


def renderer(known: Any, style: str) -> Callable[[Any], str]:
    """What makes a document of this format; raises where none is known."""
    render: Callable[[Any], str] | None = known.get(style)
    if render is None:
        raise InputError(
            "format_unknown",
            f"{style!r} is no format of a sourcing report",
            hint=f"one of {', '.join(sorted(known))}",
            field="format",
        )
    return render


@dataclass(frozen=True, slots=True)
class Reporting:
    """Puts reports together of what a desk looks at, and of what the record was before."""

    engine: Engine
    read: Callable[[], AbstractContextManager[Connection]]
    tolerance: Decimal

    def report(self, words: Words, scope: ScopeFields) -> SourcingReport:
        """The report of one scope, with its sentences in these words."""
        with self.read() as connection:
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
        return with_sentences(report.model_copy(update=extra), words)

    def difference(self, first: str | date, second: str | date, scope: ScopeFields) -> Difference:
        """What became of one scope from the first moment to the second."""
        moments = (read_moment(first, field="diff"), read_moment(second, field="diff"))
        if looks_at(self.engine).as_of is not None:
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
        looked = looks_at(self.engine).as_of
        with self._read_then(moment if looked is None else min(moment, looked)) as earlier:
            before = load(earlier, found.claims, (), self.tolerance)
        entries = changed_since(connection, (before, material), moment)
        return story_part(found.story, before, material, entries)

    @contextmanager
    def _read_then(self, moment: datetime) -> Iterator[Connection]:
        """The record as it was at this moment, known by what the desk looks at."""
        then = Then(moment, looks_at(self.engine).known_by)
        with reading(looking_at(self.engine, then)) as connection:
            yield connection


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
