"""A mapping out of its TOML file, or an error that says which line of it to change."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from claims.errors import InputError
from claims.mapping.model import Mapping
from claims.schemas.fields import nearest


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Mapping.model_validate(given)
    except OSError as error:
        raise InputError(
            "file_unreadable", f"it cannot be read: {error.strerror}", hint="check the name"
        ).at(file=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("mapping_unreadable", f"it is no TOML: {error}").at(
            file=str(path)
        ) from error
    except InputError as error:
        raise error.at(file=str(path)) from error
    except ValidationError as error:
        raise _one_error(error).at(file=str(path)) from error


def _one_error(error: ValidationError) -> InputError:
    problems = error.errors(include_url=False)
    said = "; ".join(dict.fromkeys(_sentence(problem) for problem in problems))
    field = ".".join(str(part) for part in problems[0]["loc"])
    return InputError(
        "mapping_invalid", said, hint="`claims schema --mapping` has all names", field=field or None
    )


def _sentence(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        name = str(problem["loc"][-1])
        return f"there is no {name!r} here{nearest(name, sorted(set(_names(Mapping))))}"
    said = str(problem["msg"]).removeprefix("Value error, ")
    return f"{place}: {said}" if place else said


def _names(model: type[BaseModel]) -> Iterator[str]:
    """All names that a mapping knows, wherever."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        yield from _below(field.annotation)


def _below(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _names(annotation)
        return
    for one in getattr(annotation, "__args__", ()):
        yield from _below(one)
