"""Two moments of one scope compared: what was recorded between them, and how the standing moved."""

from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from claims.report.language import Words
from claims.report.model import ENGLISH, Conflict, Scope
from claims.report.model_claims import Sentence
from claims.report.model_record import Changed
from claims.schemas.views import Moment, Number, View
from claims.vocab import Standing


class FigureNumbers(View):
    """What the record supported of a figure at one moment."""

    standing: Standing
    mentions: int
    outlets: int
    origins: int
    unknown: int
    low: Number | None
    high: Number | None


class FigureMove(View):
    """A figure at both moments; null where it had not been recorded."""

    slug: str
    title: str
    unit: str | None
    before: FigureNumbers | None
    after: FigureNumbers | None
    opened: tuple[Conflict, ...]
    closed: tuple[Conflict, ...]


class ClaimMove(View):
    """A claim whose standing differs; null where it was not in the scope at that moment."""

    ref: str
    name: str
    statement: str
    before: Standing | None
    after: Standing | None


class Difference(View):
    """What became of one scope between two moments of the record.

    `first_entry` and `second_entry` are the last entries of the whole record by then;
    `unchanged` is how many claims have the standing that they had. `entries` tell all that
    was recorded in between and bears on the scope, oldest first. `words` are those that it is
    printed with; they are no part of the JSON.
    """

    title: Sentence
    scope: Scope
    first: Moment
    second: Moment
    first_entry: Moment | None
    second_entry: Moment | None
    known_by: Moment | None
    summary: tuple[Sentence, ...]
    figures: tuple[FigureMove, ...]
    claims: tuple[ClaimMove, ...]
    unchanged: int
    entries: tuple[Changed, ...]
    words: Annotated[Words, SkipJsonSchema(), Field(exclude=True, repr=False)] = ENGLISH
