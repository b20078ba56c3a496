"""Field types that drafts share, and our sentences for what pydantic found wrong with one."""

import difflib
import json
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from claims.errors import ClaimsError, InputError
from claims.values.dates import PartialDate, parse_date

# How pydantic tells the two forms of a quantity apart; they stand in the place of an error.
UNION_TAGS = IN_WORDS, IN_COLUMNS = "(in words)", "(in columns)"
SHORT, LONG, WHOLE_TEXT = 500, 10_000, 3_000_000


def _without_control(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("text_unreadable", "it holds a NUL character")
    return text


Word = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT),
    AfterValidator(_without_control),
]
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG),
    AfterValidator(_without_control),
]
WholeText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=WHOLE_TEXT),
    AfterValidator(_without_control),
]

Why = Annotated[  # a verb takes a reason of any length
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=WHOLE_TEXT),
    AfterValidator(_without_control),
]


def _address(url: str) -> str:
    """An address as it was given; one that would run when it is clicked is refused."""
    if url.split(":", 1)[0].strip().lower() in ("javascript", "data", "vbscript"):
        raise PydanticCustomError("url_unsafe", "this is no address of a report, but a program")
    return url


Address = Annotated[Word, AfterValidator(_address)]

Value = TypeVar("Value")


def reading(parse: Callable[[str], Value]) -> Callable[[object], Value]:
    """A validator around one of our parsers, whose errors keep their code and gain a field."""

    def read(value: object) -> Value:
        if not isinstance(value, str):
            raise PydanticCustomError(
                "string_type", "it should be text, not {value}", {"value": repr(value)}
            )
        try:
            return parse(value)
        except ClaimsError as error:
            reason = f"{error.message} ({error.hint})" if error.hint else error.message
            raise PydanticCustomError(
                "claims", "{reason}", {"reason": reason, "code": error.code}
            ) from error

    return read


def _date(value: object) -> PartialDate:
    """A date as text, or as the date that a script has at hand."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return reading(lambda _: PartialDate.of_day(value))("")
    return _read_date(value)


_read_date = reading(parse_date)


EdtfDate = Annotated[
    PartialDate,
    PlainValidator(_date),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": "a date in EDTF (ISO 8601-2)"}),
]


def listed(value: object) -> object:
    """A list as it is; text as JSON where it begins like it, else parted at semicolons."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            raise PydanticCustomError("json_unreadable", "it is not a JSON list") from error
    return [part for part in (part.strip() for part in value.split(";")) if part]


def as_list(value: object) -> object:
    """A list as it is, or written as JSON in a cell."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise PydanticCustomError("json_unreadable", "it is not a JSON list") from error


Words = Annotated[tuple[Word, ...], BeforeValidator(listed)]


_EMPTY: tuple[object, ...] = (None, "", [])


class Draft(BaseModel):
    """What somebody hands in: unknown fields are refused, empty ones count as absent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {name: value for name, value in data.items() if value or value not in _EMPTY}


Model = TypeVar("Model", bound=BaseModel)


def read_draft(model: type[Model], data: object) -> Model:
    """The draft, or an `InputError` that names all that is wrong, the first field as its place."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _one_error(model, error) from error


def nearest(word: str, known: list[str]) -> str:
    """What was probably meant, as the end of a sentence; empty where nothing is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _one_error(model: type[BaseModel], error: ValidationError) -> InputError:
    problems = error.errors(include_url=False)
    fields = [_field(problem) for problem in problems]
    sentences = [_sentence(model, problem) for problem in problems]
    message = sentences[0]
    for field, sentence in zip(fields[1:], sentences[1:], strict=True):
        message += f"; {field}: {sentence}"
    return InputError(_code(problems[0]), message, field=fields[0] or None)


def _field(problem: ErrorDetails) -> str:
    return ".".join(str(part) for part in problem["loc"] if part not in UNION_TAGS)


def _code(problem: ErrorDetails) -> str:
    if problem["type"] == "claims":
        return str(problem["ctx"]["code"])
    return _CODES.get(problem["type"], "field_unreadable")


_CODES = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "enum": "value_unknown",
    "literal_error": "value_unknown",
    "string_too_long": "text_too_long",
    **{
        ours: ours
        for ours in (
            "field_doubled",
            "field_missing",
            "json_unreadable",
            "url_unsafe",
            "quantity_unreadable",
            "text_unreadable",
        )
    },
}


def _sentence(model: type[BaseModel], problem: ErrorDetails) -> str:
    """What is wrong with a field, in a newsroom's words; pydantic's own where we have none."""
    given, context = problem["input"], problem.get("ctx", {})
    if problem["type"] == "extra_forbidden":
        known = list(model.model_fields) if len(problem["loc"]) == 1 else []
        return f"there is no such field{nearest(str(problem['loc'][-1]), known)}"
    if problem["type"] in ("enum", "literal_error"):
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return f"{given!r} is none of {allowed}{nearest(str(given), allowed.split(', '))}"
    if problem["type"] == "string_too_long":
        return f"it is longer than {context['max_length']:,} characters"
    return _SENTENCES.get(problem["type"], problem["msg"])


_SENTENCES = {
    "missing": "it is required",
    "string_too_short": "it is empty",
    "string_pattern_mismatch": "a slug is one word of at most 80 characters",
}
