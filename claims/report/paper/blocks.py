"""What a page is made of: headings, paragraphs, lists, tables, pictures and folds."""

from dataclasses import dataclass

from claims.report.language import Words
from claims.report.pictures import Picture


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look; `href` is a web address or, after #, a place on the page."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a section; `anchor` is its place, given by us."""

    level: int
    spans: Spans
    anchor: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return words(self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines set apart: a statement, and the chain below it."""

    lines: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text of which every sign counts."""

    text: str


@dataclass(frozen=True, slots=True)
class Proofs:
    """One line of JSON for a program to check the report by; nothing to read."""

    text: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within a document: its name, its text, and what it is."""

    name: str
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; with an empty second title it is a list of names and values."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""

    @property
    def is_facts(self) -> bool:
        """Names on the left, values on the right, one title for both."""
        return len(self.header) == 2 and not self.header[1]  # noqa: PLR2004  a name and a value


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture; its facts stand in the table that belongs to it."""

    picture: Picture
    table: Table
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """A claim in full: its name and statement to see, the rest to open."""

    anchor: str
    name: str
    statement: str
    note: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in one line of a register; `anchor` is its place."""

    anchor: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Register:
    """The claims of one origin, a line each."""

    anchor: str
    name: Spans
    note: str
    entries: tuple[Entry, ...]


Text = Heading | Paragraph | Bullets | Quote | Code
Block = Text | Table | Drawing | Fold | Register | Proofs | Attached


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report to be set."""

    title: str
    words: Words
    blocks: tuple[Block, ...]


def words(spans: Spans) -> str:
    """The text alone."""
    return "".join(span.text for span in spans)


def said(text: str) -> Spans:
    """Plain text as a run of its own, none where there is none."""
    return (Span(text),) if text else ()
