"""What comes in: a claim as somebody hands it over, and the records it hangs on.

`ClaimDraft` is the public form of a claim as input: a line of JSONL, a row of
CSV, the keyword arguments of `log`. Shape is checked here, once; what it means
is checked by the rules, and what it refers to when it is recorded.
"""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from claims.errors import InputError
from claims.ledger.canonical import text_digest
from claims.records import Report
from claims.schemas.fields import (
    Address,
    Draft,
    EdtfDate,
    Prose,
    WholeText,
    Why,
    Word,
    Words,
    as_list,
    listed,
)
from claims.schemas.judgements import (
    RefusalDraft,
    Retraction,
    ReviewDraft,
    RulingDraft,
    VerdictDraft,
    WaiverDraft,
)
from claims.schemas.quantities import QuantityDraft, QuantityInput
from claims.schemas.raw import RawBytes, fits
from claims.values.dates import PartialDate
from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Basis, Hedge, Method, Modality, Relation, SourceKind, Stance

# What views print beside a draft's own fields; taken off again when a claim comes back in.
PRINTED = frozenset(
    {"ref", "id", "standing", "effective_hedge", "revision", "logged_at", "logged_by"}
)
_PRINTED_OF_REPORT = frozenset({"ref", "text_redacted"})


Slug = Annotated[str, Field(pattern=r"^\S{1,80}$")]
Version = Annotated[
    int, Field(ge=1, description="which version of what stands at this address, counted from 1")
]


class HopDraft(Draft):
    """One speaker of a chain given in full."""

    source: Word
    named_as: Word | None = None
    cue: Word | None = None
    hedge: Hedge | None = None
    said: EdtfDate | None = None
    language: Word | None = None
    original_term: Word | None = None


class LinkDraft(Draft):
    """How the claim stands to another one, which may come later in the same file."""

    relation: Relation
    to: Word
    reason: Prose


class ReportFields(Draft):
    """What a report says of itself."""

    title: Word | None = None
    byline: Word | None = None
    published: EdtfDate | None = None
    language: Word | None = None
    text: WholeText | None = None
    raw_bytes: RawBytes | None = None
    note: Prose | None = None
    version: Version | None = None
    retracted: Retraction | None = None

    @model_validator(mode="after")
    def _check_raw(self) -> Self:
        if self.raw_bytes is not None and self.text is None:
            raise PydanticCustomError(
                "field_missing",
                "`raw_bytes` are what `text` was read from; give the text as well",
            )
        if (
            self.raw_bytes is not None
            and self.text is not None
            and not fits(self.raw_bytes, self.text)
        ):
            raise PydanticCustomError(
                "text_too_long", "text and raw bytes are longer together than an export can hold"
            )
        return self


class ClaimReport(ReportFields):
    """The report that a claim was read from."""

    url: Address | None = None
    reporter: Annotated[
        Word | None, Field(description="its outlet, where that is not the claim's reporter")
    ] = None
    text_sha256: Annotated[
        Word | None, Field(description="which archived text it has, where that is recorded")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _take_printed_fields_off(cls, data: Any) -> Any:
        return _without(data, _PRINTED_OF_REPORT)

    def read(self, *, published: PartialDate | None, outlet: UUID | None, as_id: UUID) -> Report:
        """What is said of the report, as a first version of its item."""
        return Report(
            id=as_id,
            reporter=outlet,
            url=self.url,
            version=1,
            byline=self.byline,
            title=self.title,
            published=self.published or published,
            language=self.language,
            text_sha256=None if self.text is None else text_digest(self.text.encode()),
            raw_sha256=None if self.raw_bytes is None else text_digest(self.raw_bytes.content),
            raw_type=None if self.raw_bytes is None else self.raw_bytes.type,
            note=self.note,
        )


def _report(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


class RatingDraft(VerdictDraft):
    """What somebody made of a claim, and the report that says so."""

    report: Annotated[ClaimReport, BeforeValidator(_report)]

    @model_validator(mode="before")
    @classmethod
    def _take_printed_fields_off(cls, data: Any) -> Any:
        return _without(data, frozenset({"ref"}))

    @model_validator(mode="after")
    def _check_told(self) -> "RatingDraft":
        told = (self.report.url, self.report.title, self.report.published)
        if not any(told):
            raise PydanticCustomError(
                "field_missing", "the report of a rating is told by its `url`, `title` or date"
            )
        return self


def _without(data: Any, printed: frozenset[str]) -> Any:
    if not isinstance(data, dict) or printed.isdisjoint(data):
        return data
    return {name: value for name, value in data.items() if name not in printed}


class ClaimDraft(Draft):
    """A claim as input."""

    record: Literal["claim"] = "claim"
    key: Word | None = None
    statement: Prose
    quote: Prose | None = None
    figure: Slug | None = None
    quantity: QuantityInput | None = None
    unit: Word | None = None
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.OCCURRED
    method: Method = Method.UNSTATED
    source: Word | None = None
    via: Words = ()
    reporter: Word | None = None
    chain: Annotated[tuple[HopDraft, ...], BeforeValidator(as_list)] = ()
    said: EdtfDate | None = None
    as_of: EdtfDate | None = None
    published: EdtfDate | None = None
    hedge: Hedge | None = None
    hedge_cue: Word | None = None
    report: Annotated[ClaimReport, BeforeValidator(_report)] | None = None
    tags: Words = ()
    note: Prose | None = None
    links: Annotated[tuple[LinkDraft, ...], BeforeValidator(as_list)] = ()
    retracted: Retraction | None = None
    reviews: Annotated[tuple[ReviewDraft, ...], BeforeValidator(as_list)] = ()
    ratings: Annotated[tuple[RatingDraft, ...], BeforeValidator(as_list)] = ()
    source_kinds: Annotated[
        dict[Word, SourceKind],
        BeforeValidator(as_list),
        Field(description="what kind these sources are, by name, where they are new"),
    ] = {}  # noqa: RUF012  pydantic copies it
    withdrawn: Annotated[
        Why | None, Field(description="it was logged by mistake, for this reason")
    ] = None
    as_recorded: Annotated[
        tuple[Literal["quote", "published", "unit"], ...],
        BeforeValidator(listed),
        Field(
            description="what is taken as an earlier record had it: `quote` is not looked for in "
            "the text, `published` not checked against other dates, `unit` not the figure's"
        ),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _take_printed_fields_off(cls, data: Any) -> Any:
        return _without(data, PRINTED)

    @model_validator(mode="after")
    def _check_chain(self) -> "ClaimDraft":
        doubled = [
            name
            for name, value in self._in_chain().items()
            if getattr(self, name) and getattr(self, name) != value
        ]
        if doubled:
            raise PydanticCustomError(
                "field_doubled",
                "`chain` stands instead of `source`, `via`, `reporter`, `hedge` and `hedge_cue`, "
                "and says otherwise than {doubled}; give one of them",
                {"doubled": ", ".join(doubled)},
            )
        if self.report is None and self.reporter is None and not self.chain:
            raise PydanticCustomError(
                "field_missing", "`report` or `reporter` is required: where was it read?"
            )
        return self

    def _in_chain(self) -> dict[str, object]:
        """What the short form would say of this chain, if one is given."""
        if not self.chain:
            return {}
        first, last = self.chain[0], self.chain[-1]
        return {
            "source": first.source,
            "via": tuple(hop.source for hop in self.chain[1:-1]),
            "reporter": last.source,
            "hedge": first.hedge,
            "hedge_cue": first.cue,
        }

    @property
    def names(self) -> set[str]:
        """All the names of sources in it."""
        named = {self.source, self.reporter, *self.via, *(hop.source for hop in self.chain)}
        named.add(None if self.report is None else self.report.reporter)
        for rating in self.ratings:
            named |= {rating.author, rating.report.reporter}
        return {name for name in named if name is not None}

    def read_quantity(self, *, language: str | None) -> Quantity | None:
        """What the quantity means, read in the language of the report."""
        try:
            if isinstance(self.quantity, QuantityDraft):
                return self.quantity.read(unit=self.unit)
            if self.quantity is None:
                return None
            return parse_quantity(self.quantity, language=language, unit=self.unit)
        except InputError as error:
            raise error.at(field="quantity") from error


class SourceDraft(Draft):
    """A source as input; what is not given stays as it is recorded."""

    record: Literal["source"] = "source"
    name: Word
    kind: SourceKind | None = None
    country: Word | None = None
    controlled_by: Word | None = None
    aliases: Words | None = None
    note: Prose | None = None
    clear: Words = ()


class FigureDraft(Draft):
    """A figure as input."""

    record: Literal["figure"] = "figure"
    slug: Slug
    title: Word | None = None
    unit: Word | None = None
    basis: Basis | None = None
    measure: Word | None = None
    population: Word | None = None
    place: Word | None = None
    since: EdtfDate | None = None
    part_of: Word | None = None
    complete_parts: bool | None = None
    parties: Words | None = None
    note: Prose | None = None
    clear: Words = ()


class ReportDraft(ReportFields):
    """A report as input."""

    record: Literal["report"] = "report"
    url: Address | None = None
    reporter: Word | None = None


class ReportChange(Draft):
    """What may be corrected of a recorded report: all but its address and its text."""

    reporter: Word | None = None
    title: Word | None = None
    byline: Word | None = None
    published: EdtfDate | None = None
    language: Word | None = None
    note: Prose | None = None


class StoryDraft(Draft):
    """A publication of ours as input."""

    record: Literal["story"] = "story"
    url: Address
    title: Word | None = None
    date: EdtfDate | None = None
    rests_on: Words | None = None
    note: Prose | None = None
    clear: Words = ()


AnyDraft = (
    ClaimDraft
    | SourceDraft
    | FigureDraft
    | ReportDraft
    | StoryDraft
    | RulingDraft
    | RefusalDraft
    | WaiverDraft
)
DRAFTS: dict[str, type[AnyDraft]] = {
    "claim": ClaimDraft,
    "source": SourceDraft,
    "figure": FigureDraft,
    "report": ReportDraft,
    "story": StoryDraft,
    "ruling": RulingDraft,
    "refusal": RefusalDraft,
    "waiver": WaiverDraft,
}
