"""Files in: each reader yields what a line holds, or why it cannot be read; no database here."""

from claims.readers.csv import read_csv
from claims.readers.jsonl import read_jsonl
from claims.readers.line import Line, Reader

READERS: dict[str, Reader] = {"jsonl": read_jsonl, "csv": read_csv}

__all__ = ["READERS", "Line", "Reader"]
