"""A builder of cases: what the rules are given, said in the words of a newsroom.

    def test_two_agencies_agree(cases: "CaseBuilder") -> None:
        nis = cases.claim("around 4,700", origin="NIS", reporter="Yonhap", said="2025-04-30")
        gur = cases.claim("4,650", origin="GUR", via=["Budanov"], reporter="Reuters")
        assert compare(nis, gur, cases.case()).verdict is Verdict.CORROBORATES

Sources, figures and reports come into being on first use, so that a test states only
what it relies on; `source` and `figure` are for what is not the default. All ids
count upwards in the order of making, as those of the record do.

For the annotation, under `if TYPE_CHECKING:` say
`from tests.rules.conftest import CaseBuilder`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from claims.records import Claim, Figure, Link, Notice, Record, Report, Ruling, Source
from claims.rules.case import Case
from claims.values.chain import Chain, Hop
from claims.values.dates import PartialDate, parse_date
from claims.values.quantity import DEFAULT_TOLERANCE, parse_quantity
from claims.vocab import (
    Basis,
    Hedge,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Relation,
    SourceKind,
    Stance,
)

DAY = "2025-04-30"


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else parse_date(text)


@dataclass
class CaseBuilder:
    """Collects records; `case()` hands them over as the rules want them."""

    default_figure: str = "killed"
    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    reports: dict[UUID, Report] = field(default_factory=dict)
    claims: dict[UUID, Claim] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def new_id(self) -> UUID:
        """The next id; later records have greater ones."""
        return UUID(int=next(self._ids))

    def source(
        self,
        name: str,
        *,
        kind: str = SourceKind.ORGANISATION,
        controlled_by: str | None = None,
        **fields: Any,
    ) -> Source:
        """The source of that name; made on first use, when kind and the rest apply.

        `kind="unnamed"` makes a mere description ("officials"); it must be said before
        the first claim uses the name. `controlled_by` is a name.
        """
        if name not in self.sources:
            controller = None if controlled_by is None else self.source(controlled_by).id
            self.sources[name] = Source(
                id=self.new_id(),
                name=name,
                source_kind=SourceKind(kind),
                controlled_by=controller,
                **fields,
            )
        return self.sources[name]

    def figure(
        self,
        slug: str,
        *,
        basis: str = Basis.SNAPSHOT,
        part_of: str | None = None,
        **fields: Any,
    ) -> Figure:
        """The figure of that slug; made on first use (a snapshot, unless said otherwise)."""
        if slug not in self.figures:
            whole = None if part_of is None else self.figure(part_of).id
            self.figures[slug] = Figure(
                id=self.new_id(),
                slug=slug,
                title=fields.pop("title", slug),
                basis=Basis(basis),
                part_of=whole,
                since=_date(fields.pop("since", None)),
                **fields,
            )
        return self.figures[slug]

    def report(
        self,
        reporter: str | None = None,
        *,
        published: str | None = DAY,
        url: str | None = None,
        **fields: Any,
    ) -> Report:
        """A new report; the same `url` again is its next version."""
        made = self.new_id()
        before = [known for known in self.reports.values() if url and known.url == url]
        version = fields.pop("version", len(before) + 1)
        self.reports[made] = Report(
            id=made,
            reporter=None if reporter is None else self.source(reporter, kind="outlet").id,
            url=f"https://news.example/{made.int}" if url is None else url,
            version=version,
            supersedes=before[-1].id if before else None,
            published=_date(published),
            **fields,
        )
        return self.reports[made]

    def claim(
        self,
        quantity: str | None = None,
        *,
        origin: str = "NIS",
        via: Sequence[str] = (),
        reporter: str | None = None,
        figure: str | None = "",
        said: str | None = DAY,
        published: str | None = None,
        report: Report | None = None,
        **fields: Any,
    ) -> Claim:
        """A claim: `origin` → `via` → `reporter` (without one, the last named published it).

        `figure` is the default figure unless given; None is none. `published` is that
        of the report made for it, by default the day on which it was said (give
        `report` for several claims of one report, or for versions). `hedges` lists
        one level per hop. Strings are read as the press would print them:
        `as_of="2025-04"`, `stance="denies"`, `modality="planned"`, `withdrawn="typo"`.
        """
        chain = self._chain([origin, *via], reporter, fields.pop("hedges", ()))
        last = [name for name in (origin, *via, reporter) if name][-1]
        slug = self.default_figure if figure == "" else figure
        made = Claim(
            id=self.new_id(),
            statement=fields.pop("statement", f"{origin}: {quantity or slug}"),
            figure=None if slug is None else self.figure(slug).id,
            quantity=None if quantity is None else parse_quantity(quantity),
            stance=Stance(fields.pop("stance", Stance.ASSERTS)),
            modality=Modality(fields.pop("modality", Modality.OCCURRED)),
            method=Method(fields.pop("method", Method.UNSTATED)),
            chain=chain,
            report=(report or self.report(last, published=published or said)).id,
            said=_date(said),
            as_of=_date(fields.pop("as_of", None)),
            **fields,
        )
        self.claims[made.id] = made
        return made

    def _chain(self, speakers: list[str], reporter: str | None, hedges: Sequence[str]) -> Chain:
        hops = [self.source(name) for name in speakers]
        if reporter is not None and reporter != speakers[-1]:
            hops.append(self.source(reporter, kind=SourceKind.OUTLET))
        levels = [Hedge(level) for level in hedges]
        return Chain(
            tuple(
                Hop(source=hop.id, hedge=levels[n] if n < len(levels) else None)
                for n, hop in enumerate(hops)
            )
        )

    def link(
        self,
        claim: Claim,
        relation: str,
        to: Claim,
        *,
        basis: str = LinkBasis.HUMAN,
        withdrawn: str | None = None,
    ) -> Link:
        """A judgement between two claims; `withdrawn="..."` makes one that was taken back."""
        made = Link(
            id=self.new_id(),
            claim=claim.id,
            relation=Relation(relation),
            to=to.id,
            reason="the editor says so",
            basis=LinkBasis(basis),
            withdrawn=withdrawn,
        )
        self.links.append(made)
        return made

    def ruling(
        self,
        a: "str | Claim",
        word: str,
        b: "str | Claim",
        *,
        withdrawn: str | None = None,
    ) -> Ruling:
        """`ruling("A", "same", "B")` or `"distinct"`; a side is a source's name or a claim."""
        sides: list[Record] = [
            self.source(side) if isinstance(side, str) else side for side in (a, b)
        ]
        made = Ruling(
            id=self.new_id(),
            a=sides[0].id,
            a_kind=sides[0].kind,
            b=sides[1].id,
            b_kind=sides[1].kind,
            same={"same": True, "distinct": False}[word],
            reason="the desk knows",
            withdrawn=withdrawn,
        )
        self.rulings.append(made)
        return made

    def retract(
        self, target: Claim | Report, *, date: str | None = None, withdrawn: str | None = None
    ) -> Notice:
        """A notice by whoever published, on a claim or on a whole report."""
        made = Notice(
            id=self.new_id(),
            target=target.id,
            target_kind=Kind.CLAIM if isinstance(target, Claim) else Kind.REPORT,
            reason="withdrawn by the outlet",
            date=_date(date),
            withdrawn=withdrawn,
        )
        self.notices.append(made)
        return made

    def case(self, *, tolerance: Decimal = DEFAULT_TOLERANCE) -> Case:
        """All of it, as a case."""
        return Case(
            claims=dict(self.claims),
            sources={source.id: source for source in self.sources.values()},
            figures={figure.id: figure for figure in self.figures.values()},
            reports=dict(self.reports),
            links=tuple(self.links),
            notices=tuple(self.notices),
            rulings=tuple(self.rulings),
            tolerance=tolerance,
        )


@pytest.fixture
def cases() -> CaseBuilder:
    """An empty case to fill."""
    return CaseBuilder()


@pytest.fixture(scope="session")
def fresh_cases() -> Callable[[], CaseBuilder]:
    """Makes empty cases: for properties, where one test runs with many of them."""
    return CaseBuilder
