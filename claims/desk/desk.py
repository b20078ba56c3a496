"""One object with the verbs of the record."""

from claims.desk.archiving import ArchivingVerbs
from claims.desk.exporting import ExportingVerbs
from claims.desk.judging import JudgingVerbs
from claims.desk.listing import ListingVerbs
from claims.desk.looking import LookingVerbs
from claims.desk.publishing import PublishingVerbs
from claims.desk.reading import ReadingVerbs
from claims.desk.rebuilding import RebuildingVerbs
from claims.desk.redacting import RedactingVerbs
from claims.desk.sealing import SealingVerbs
from claims.desk.sourcing import SourcingVerbs
from claims.desk.tabling import TablingVerbs
from claims.desk.verifying import VerifyingVerbs
from claims.desk.writing import WritingVerbs


class Desk(
    WritingVerbs,
    ArchivingVerbs,
    ReadingVerbs,
    ListingVerbs,
    JudgingVerbs,
    TablingVerbs,
    ExportingVerbs,
    PublishingVerbs,
    SourcingVerbs,
    LookingVerbs,
    VerifyingVerbs,
    SealingVerbs,
    RedactingVerbs,
    RebuildingVerbs,
):
    """A claims database in somebody's hands; `claims.open` makes one."""
