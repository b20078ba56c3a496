"""What a mapping says, as TOML: the layout of the file, its values, and the claims of a row."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from claims.formats.tables.form import FileForm
from claims.mapping.dates import Dates
from claims.mapping.numbers import Numbers
from claims.mapping.templates import read_template


def _some(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _checked(text: str) -> str:
    read_template(text)
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


class Part(BaseModel):
    """A part of a mapping: what it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Text = Annotated[str, AfterValidator(_checked)]
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_some),
    Field(description="a text with {columns} in it; of several the first whose columns are filled"),
]
Names = Annotated[tuple[str, ...], BeforeValidator(_some)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_some)]


class Period(Part):
    """A span of days that ends on a day."""

    ends: Text
    hours: Text


def _cells(value: Any) -> Any:
    return {"text": value} if isinstance(value, str | list) else value


class QuantityCells(Part):
    """A quantity out of columns of its own."""

    text: Texts = ()
    value: Texts = ()
    low: Texts = ()
    high: Texts = ()
    comparator: Texts = ()


class ReportTexts(Part):
    """The report of a claim."""

    url: Texts = ()
    title: Texts = ()
    byline: Texts = ()
    published: Texts = ()
    language: Texts = ()
    text: Texts = ()
    note: Texts = ()
    reporter: Texts = ()


class Rule(Part):
    """When something is left out, and why: all conditions that are given must hold."""

    text: Annotated[Text, Field(description="what is looked at: '{column}'")]
    equals: Annotated[tuple[str, ...] | None, BeforeValidator(_some)] = None
    other_than: Annotated[tuple[str, ...] | None, BeforeValidator(_some)] = None
    matches: Pattern | None = None
    empty: bool | None = None
    reason: str

    @model_validator(mode="after")
    def _check_some(self) -> "Rule":
        given = (self.equals, self.other_than, self.matches, self.empty)
        if all(one is None for one in given):
            raise ValueError("a rule needs `equals`, `other_than`, `matches` or `empty`")
        return self


class LinkTexts(Part):
    """A link of a claim: `to` is the key of another claim of this table."""

    relation: Texts
    to: Texts
    reason: Texts
    each: Annotated[
        Names, Field(description="columns that hold lists; one link for each item of the first")
    ] = ()
    as_: Annotated[str, Field(alias="as")] = "item"
    skip: tuple[Rule, ...] = ()


class ClaimTexts(Part):
    """The fields of a claim, each a text with columns in it."""

    key: Texts = ()
    statement: Texts = ()
    quote: Texts = ()
    figure: Texts = ()
    quantity: Annotated[QuantityCells | None, BeforeValidator(_cells)] = None
    unit: Texts = ()
    stance: Texts = ()
    modality: Texts = ()
    method: Texts = ()
    source: Texts = ()
    via: Texts = ()
    reporter: Texts = ()
    said: Texts = ()
    as_of: Period | Texts = ()
    published: Texts = ()
    hedge: Texts = ()
    hedge_cue: Texts = ()
    report: ReportTexts | None = None
    tags: Texts = ()
    note: Texts = ()
    link: tuple[LinkTexts, ...] = ()
    skip: tuple[Rule, ...] = ()


class ClaimPart(ClaimTexts):
    """One claim of a row; with `columns` one for each of them, with `each` one for each item."""

    columns: Annotated[
        tuple[str, ...], Field(description="{@column} is its name and {@value} what it holds")
    ] = ()
    each: Annotated[Names, Field(description="the column that holds a list")] = ()
    as_: Annotated[str, Field(alias="as", description="what an item of it is called")] = "item"
    parted_by: Annotated[
        str | None, Field(description="what parts the items, where the column is text")
    ] = None


class Split(Part):
    """A text taken apart: each named group of the pattern is a column from here on."""

    text: Text
    patterns: Annotated[Patterns, Field(alias="pattern", description="the first that fits all")]
    otherwise: Annotated[
        Literal["refuse", "empty"], Field(description="what to do with a text that fits none")
    ] = "refuse"
    anywhere: Annotated[
        bool, Field(description="the pattern need not fit the whole text; a part is found in it")
    ] = False


class Beside(Part):
    """Another table: joined to a row `{name.column}`, looked up in by `{column|name.column}`."""

    file: str
    on: Annotated[
        Text | None, Field(description="what of our row is looked for, to join a row of it to ours")
    ] = None
    key: Annotated[Text, Field(description="what of its row it is looked for in")]
    form: FileForm = FileForm()
    where: tuple[Rule, ...] = ()


class SourceTexts(Part):
    """A source as it is described where it is not known yet."""

    name: Text
    kind: Texts = ()
    country: Texts = ()
    controlled_by: Texts = ()
    aliases: Texts = ()
    note: Texts = ()


class FigureTexts(Part):
    """A figure as it is described where it is not known yet."""

    slug: Text
    title: Texts = ()
    unit: Texts = ()
    basis: Texts = ()
    measure: Texts = ()
    population: Texts = ()
    place: Texts = ()
    since: Texts = ()
    part_of: Texts = ()
    complete_parts: bool | None = None
    parties: Texts = ()
    note: Texts = ()


class Mapping(Part):
    """How the rows of one table become claims."""

    version: Literal[1] = 1
    table: Annotated[
        str, Field(pattern=r"^[\w.-]{1,100}$", description="its name, with which all keys begin")
    ]
    whole_table: Annotated[
        bool, Field(description="a file has all rows, so that one that is gone is reported")
    ] = True
    file: FileForm = FileForm()
    dates: Dates = Dates()
    numbers: Numbers = Numbers()
    empty: Annotated[
        frozenset[str], Field(description="cells that count as empty: n/a, -, unknown")
    ] = frozenset()
    words: Annotated[
        dict[str, dict[str, str]],
        Field(description="their words and ours: {column|name}; '*' is any other word"),
    ] = {}
    split: tuple[Split, ...] = ()
    beside: dict[str, Beside] = {}
    skip: tuple[Rule, ...] = ()
    source: tuple[SourceTexts, ...] = ()
    figure: tuple[FigureTexts, ...] = ()
    every: ClaimTexts = ClaimTexts()
    claim: Annotated[tuple[ClaimPart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_keys(self) -> "Mapping":
        for place, part in enumerate(self.claim, start=1):
            for name in ("key", "statement"):
                if not (getattr(part, name) or getattr(self.every, name)):
                    raise ValueError(f"claim {place} has no `{name}`, and [every] has none")
        return self
