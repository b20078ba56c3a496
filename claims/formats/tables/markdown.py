"""Markdown files with front matter in YAML: each file one row, its body the column `@text`.

Every scalar stays the text that is written: a `no` is no boolean and 1:30 no number.
What YAML could use to make much of little (aliases) is refused, and so is a name given
twice, of which a loader would silently keep the last.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.formats.readers.line import LONGEST, too_long
from claims.formats.tables.form import FileForm
from claims.formats.tables.row import Row, Rows

FENCE = "---"
_DEEPEST = 50

Events = Iterator[Any]


def read_markdown(path: Path, form: FileForm) -> Rows:
    """The files of a folder, in the order of their names, or one file."""
    folder, files = (path, markdown_files(path)) if path.is_dir() else (path.parent, [path])
    for number, file in enumerate(files, start=1):
        yield _row(number, file, folder, form.encoding[0])


def markdown_files(folder: Path) -> list[Path]:
    """All Markdown files in a folder and below it."""
    return sorted(one for one in folder.rglob("*.md") if one.is_file())


def _row(number: int, file: Path, folder: Path, encoding: str) -> Row:
    place = file.relative_to(folder)
    named = {
        "@path": place.with_suffix("").as_posix(),
        "@folder": file.parent.name,
        "@name": file.stem,
    }
    try:
        raw = file.read_bytes()
        if len(raw) > LONGEST:
            raise too_long(len(raw))
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        cells = _front_matter(text)
    except UnicodeDecodeError as error:
        found = InputError(
            "encoding_wrong", f"{place}: byte {error.start + 1} is no {encoding}", hint="save it so"
        )
        return Row(number, named, str(place), found)
    except InputError as error:
        error.message = f"{place}: {error.message}"
        return Row(number, named, str(place), error)
    return Row(number, {**cells, **named}, text)


def _front_matter(text: str) -> dict[str, Any]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        return {"@text": text.strip()}
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise InputError("yaml_unreadable", "its front matter is not closed by a line of ---")
    cells = read_yaml("\n".join(lines[1:end]))
    return {**cells, "@text": "\n".join(lines[end + 1 :]).strip()}


def read_yaml(text: str) -> dict[str, Any]:
    """The mapping in a YAML text: text, lists and mappings alone, as they are written."""
    try:
        import yaml  # noqa: PLC0415  only who reads Markdown needs it
    except ImportError as error:
        raise InputError(
            "extra_missing",
            "reading front matter needs PyYAML, which is not installed",
            hint="pip install 'claims-desk[tables]'",
        ) from error
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        events = iter(list(yaml.parse(text, loader)))
        return _document(yaml, events)
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise InputError("yaml_unreadable", f"its front matter is no YAML: {said}") from error


def _document(yaml: Any, events: Events) -> dict[str, Any]:
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _members(yaml, events, 0)
        if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent):
            raise InputError("yaml_unreadable", "its front matter holds no names with values")
    return {}


def _node(yaml: Any, event: Any, events: Events, depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent):
        raise InputError("yaml_unreadable", "an alias (*) is not taken: write the value out")
    if depth > _DEEPEST:
        raise InputError("yaml_unreadable", "it is nested too deeply")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.MappingStartEvent):
        return _members(yaml, events, depth + 1)
    items = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_node(yaml, event, events, depth + 1))
    return items


def _members(yaml: Any, events: Events, depth: int) -> dict[str, Any]:
    members: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _node(yaml, event, events, depth)
        value = _node(yaml, next(events), events, depth)
        line = event.start_mark.line + 2
        if not isinstance(name, str):
            raise InputError("yaml_unreadable", f"line {line}: a name must be text")
        if name in members:
            raise InputError("field_doubled", f"line {line}: {name!r} stands twice")
        members[name] = value
    return members
