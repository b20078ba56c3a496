"""What every view is: frozen, printed as the JSON document of its fields."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

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


class View(BaseModel):
    """Something to read; prints as the JSON document of its fields."""

    model_config = ConfigDict(frozen=True)

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
