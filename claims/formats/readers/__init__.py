"""Files in: each reader yields what a line holds, or why it cannot be read; no database here."""

from claims.formats.readers.csv import read_csv
from claims.formats.readers.jsonl import read_jsonl
from claims.formats.readers.line import Line, Reader

READERS: dict[str, Reader] = {"jsonl": read_jsonl, "csv": read_csv}

__all__ = ["READERS", "Line", "Reader"]
