"""The tables that a mapping joins to its own: read whole, each row found by its key."""

from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.formats.tables.opening import REFUSED, is_refused, open_table
from claims.mapping import model
from claims.mapping.rules import applies, filters_of
from claims.mapping.templates import Scope

MOST_ROWS = 200_000


def join_tables(mapping: model.Mapping, path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows of each joined table by their keys; its file lies beside that of the table."""
    folder = _folder(path)
    return {name: _rows(mapping, one, folder) for name, one in mapping.beside.items()}


def _folder(path: Path) -> Path:
    own = path.with_name(path.name.removesuffix(REFUSED)) if is_refused(path) else path
    return own if own.is_dir() else own.parent


def _rows(mapping: model.Mapping, beside: model.Beside, folder: Path) -> dict[str, dict[str, Any]]:
    file = folder / beside.file
    try:
        return _by_key(mapping, beside, file)
    except OSError as error:
        raise InputError("file_unreadable", f"it cannot be read: {error.strerror}").at(
            file=str(file)
        ) from error
    except InputError as error:
        raise error.at(file=str(file)) from error


def _by_key(mapping: model.Mapping, beside: model.Beside, file: Path) -> dict[str, dict[str, Any]]:
    filters = filters_of(mapping)
    found: dict[str, dict[str, Any]] = {}
    for row in open_table(file, beside.form):
        if row.error is not None:
            raise row.error.at(line=row.number)
        scope = Scope(row.cells, filters, mapping.empty)
        key = scope.fill(beside.key)
        if key is None or not all(applies(rule, scope) for rule in beside.where):
            continue
        if key in found:
            raise InputError("key_twice", f"two of its rows have the key {key!r}").at(
                line=row.number
            )
        found[key] = dict(row.cells)
        if len(found) > MOST_ROWS:
            raise InputError("table_too_long", f"a joined table has at most {MOST_ROWS:,} rows")
    return found
