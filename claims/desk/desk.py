"""One object with the verbs of the record."""

from claims.desk.importing import ImportingVerbs
from claims.desk.judging import JudgingVerbs
from claims.desk.reading import ReadingVerbs
from claims.desk.sourcing import SourcingVerbs
from claims.desk.writing import WritingVerbs


class Desk(WritingVerbs, ReadingVerbs, JudgingVerbs, ImportingVerbs, SourcingVerbs):
    """A claims database in somebody's hands; `claims.open` makes one."""
