"""What the rules hold that an auditor should know, by the record that it is about."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from claims.desk.viewing.sourcing.material import Material
from claims.sourcing.model import FindingPart


def findings_by_record(material: Material) -> Mapping[UUID, Iterable[FindingPart]]:
    """The findings of each claim and figure in the report."""
    del material
    return {}
