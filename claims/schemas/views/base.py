"""What every view is: frozen, printed as the JSON document of its fields."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema


def _number(value: Decimal) -> int | float | str:
    """A JSON number where that keeps every digit, else text."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


Number = Annotated[
    Decimal,
    PlainSerializer(_number, when_used="json"),
    WithJsonSchema({"type": ["number", "string"]}),
]


Moment = Annotated[
    datetime,
    PlainSerializer(_moment, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


# What a model has beside its fields, each put where it stands: by name it takes twice as long.
_SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_put_fields, _put_given, _put_extra, _put_private = (
    BaseModel.__dict__[name].__set__ for name in _SLOTS
)


class View(BaseModel):
    """Something to read; prints as the JSON document of its fields."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    # What each field is where nothing is said of it, and the names of all.
    _defaults: ClassVar[dict[str, Any]]
    _names: ClassVar[set[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Know the fields of this kind of view, once for all that are made of it."""
        cls._defaults = {name: field.default for name, field in cls.model_fields.items()}
        cls._names = set(cls._defaults)

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """The view of values that are right already, as those of records are: nothing is checked.

        For what a document has thousands of; every field without a default has to be given.
        """
        made = cls.__new__(cls)
        _put_fields(made, {**cls._defaults, **fields})
        _put_given(made, cls._names)
        _put_extra(made, None)
        _put_private(made, None)
        return made

    def as_json(self) -> dict[str, Any]:
        """The JSON values of this view, absent ones as null."""
        return self.model_dump(mode="json", by_alias=True)


def jsonable(view: View | Mapping[str, Any] | list[Any] | tuple[Any, ...]) -> Any:
    """The JSON values of a view, or of views in a list."""
    if isinstance(view, View):
        return view.as_json()
    if isinstance(view, list | tuple):
        return [jsonable(one) for one in view]
    return view
