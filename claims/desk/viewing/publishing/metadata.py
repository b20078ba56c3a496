"""What Datasette shows beside the tables: titles, descriptions, order, facets, search.

Licence and source are the desk's to add: whose record it is, and what others may do with it.
"""

from typing import Any

from claims.desk.viewing.publishing.tables import TABLES, VIEWS
from claims.store.flat import Flat

_SHOWN: dict[str, dict[str, Any]] = {
    "claims": {
        "sort_desc": "since",
        "label_column": "statement",
        "facets": ["figure", "source", "reporter", "effective_hedge", {"array": "tags"}],
    },
    "sources": {"sort": "name", "label_column": "name", "facets": ["kind", "country"]},
    "figures": {"sort": "slug", "label_column": "title", "facets": ["standing", "basis"]},
    "reports": {"sort_desc": "published", "label_column": "title", "facets": ["reporter"]},
    "hops": {"facets": ["hedge", "cue"]},
    "links": {"sort_desc": "logged_at", "facets": ["relation", "basis"]},
    "notices": {"sort_desc": "logged_at"},
    "reviews": {"sort_desc": "logged_at", "facets": ["logged_by"]},
    "ratings": {"sort_desc": "logged_at", "facets": ["author", "text"]},
    "stories": {"sort_desc": "date", "label_column": "title"},
    "entries": {"sort_desc": "recorded_at", "facets": ["kind", "action", "recorded_by"]},
}


def metadata(database: str, *, moment: str | None) -> dict[str, Any]:
    """The metadata of a file of this name; `moment` is that of the last entry in it."""
    until = "" if moment is None else f", up to {moment}"
    tables = {table.name: _table(table) for table in TABLES}
    views = {
        view.name: {"description": view.about, "columns": dict(view.columns)} for view in VIEWS
    }
    about = {
        "title": "Claims",
        "description": f"Who claimed what, through whom, and how sure they were{until}.",
    }
    return {**about, "databases": {database: {**about, "tables": tables | views}}}


def _table(table: Flat) -> dict[str, Any]:
    found = {"fts_table": f"{table.name}_fts", "fts_pk": "rowid"} if table.searched else {}
    columns = {column.name: column.about for column in table.columns}
    return {"description": table.about, "columns": columns, **_SHOWN.get(table.name, {}), **found}
