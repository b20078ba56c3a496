"""Other people's tables in, row by row: delimited text, spreadsheets, JSON, Markdown.

Guaranteed: every row that is there comes out, readable or with the reason why not;
what a file holds is counted apart from its parsing, and the two must agree.
"""

from claims.formats.tables.form import FORMATS, FileForm
from claims.formats.tables.opening import files_of, open_table
from claims.formats.tables.row import Row, text_of

__all__ = ["FORMATS", "FileForm", "Row", "files_of", "open_table", "text_of"]
