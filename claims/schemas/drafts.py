"""What comes in: a claim as somebody hands it over, and the records it hangs on.

`ClaimDraft` is the public form of a claim as input: a line of JSONL, a row of
CSV, the keyword arguments of `log`. Shape is checked here, once; what it means
is checked by the rules, and what it refers to when it is recorded.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from claims.canonical import text_digest
from claims.dates import PartialDate
from claims.errors import InputError
from claims.quantity import Quantity, parse_quantity
from claims.records import Report
from claims.schemas.fields import (
    IN_COLUMNS,
    IN_WORDS,
    Draft,
    EdtfDate,
    Prose,
    WholeText,
    Word,
    Words,
    as_list,
)
from claims.vocab import Basis, Comparator, Hedge, Method, Modality, Relation, SourceKind, Stance

# What views print beside a draft's own fields; taken off again when a claim comes back in.
PRINTED = frozenset(
    {"ref", "id", "standing", "effective_hedge", "revision", "logged_at", "logged_by"}
)
_PRINTED_OF_REPORT = frozenset({"ref", "version", "text_sha256"})


def _digits(value: object) -> object:
    """A JSON number as the digits that were written."""
    if isinstance(value, bool):
        raise PydanticCustomError("quantity_unreadable", "true and false are no quantity")
    if isinstance(value, Decimal):
        return format(value, "f")
    return repr(value) if isinstance(value, int | float) else value


Slug = Annotated[str, Field(pattern=r"^\S{1,80}$")]
Number = Annotated[Word, BeforeValidator(_digits)]


class QuantityDraft(Draft):
    """A quantity in columns, for tables that keep low, high and point apart."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    comparator: Comparator | None = None

    def read(self, *, unit: str | None) -> Quantity:
        """The quantity these columns say."""
        return Quantity.of(
            value=_number(self.value),
            low=_number(self.low),
            high=_number(self.high),
            comparator=self.comparator,
            unit=unit,
        )


def _form(value: object) -> str:
    return IN_COLUMNS if isinstance(value, dict | QuantityDraft) else IN_WORDS


QuantityInput = Annotated[
    Annotated[Number, Tag(IN_WORDS)] | Annotated[QuantityDraft, Tag(IN_COLUMNS)],
    Discriminator(_form),
]


def _number(text: str | None) -> Decimal | None:
    """A plain number in a column, thousands marks and all."""
    if text is None:
        return None
    number = parse_quantity(text)
    if number.comparator not in (Comparator.EXACT, Comparator.NONE):
        raise InputError("quantity_unreadable", f"{text!r} should be one plain number")
    return number.value


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
    note: Prose | None = None


def _address(url: str) -> str:
    """An address as it was given; one that would run when it is clicked is refused."""
    if url.split(":", 1)[0].strip().lower() in ("javascript", "data", "vbscript"):
        raise PydanticCustomError("url_unsafe", "this is no address of a report, but a program")
    return url


Address = Annotated[Word, AfterValidator(_address)]


class ClaimReport(ReportFields):
    """The report that a claim was read from."""

    url: Address | None = None

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
            note=self.note,
        )


def _report(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


def _without(data: Any, printed: frozenset[str]) -> Any:
    if not isinstance(data, dict):
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


AnyDraft = ClaimDraft | SourceDraft | FigureDraft | ReportDraft | StoryDraft
DRAFTS: dict[str, type[AnyDraft]] = {
    "claim": ClaimDraft,
    "source": SourceDraft,
    "figure": FigureDraft,
    "report": ReportDraft,
    "story": StoryDraft,
}
