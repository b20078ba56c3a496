"""What points from one record to another where no foreign key may: each must lead somewhere."""

from sqlalchemy import Column, Connection, select

from claims.store.projection import CLAIMS, LAYOUTS, REPORTS, SOURCES, STORY_CLAIMS
from claims.store.verifying.problems import Problems, named
from claims.vocab import Kind

_MAINS = {kind: layout.main for kind, layout in LAYOUTS.items()}
_LINKS, _REFUSALS = _MAINS[Kind.LINK], _MAINS[Kind.REFUSAL]
_RULINGS, _NOTICES = _MAINS[Kind.RULING], _MAINS[Kind.NOTICE]

# Whose pointer it is, where it stands, and the kinds of record that it may lead to.
_POINTERS: tuple[tuple[Kind, Column[object], Column[object], tuple[Kind, ...]], ...] = (
    (Kind.LINK, _LINKS.c.id, _LINKS.c.to_id, (Kind.CLAIM,)),
    (Kind.REFUSAL, _REFUSALS.c.id, _REFUSALS.c.to_id, (Kind.CLAIM,)),
    (Kind.STORY, STORY_CLAIMS.c.story_id, STORY_CLAIMS.c.claim_id, (Kind.CLAIM,)),
    (Kind.NOTICE, _NOTICES.c.id, _NOTICES.c.target_id, (Kind.CLAIM, Kind.REPORT)),
    (Kind.RULING, _RULINGS.c.id, _RULINGS.c.a, (Kind.CLAIM, Kind.SOURCE)),
    (Kind.RULING, _RULINGS.c.id, _RULINGS.c.b, (Kind.CLAIM, Kind.SOURCE)),
)
_TARGETS = {Kind.CLAIM: CLAIMS.c.id, Kind.REPORT: REPORTS.c.id, Kind.SOURCE: SOURCES.c.id}


def check_pointers(connection: Connection, problems: Problems) -> None:
    """Tell of every pointer that leads to nothing."""
    for kind, owner, pointer, targets in _POINTERS:
        lost = [pointer.not_in(select(_TARGETS[target])) for target in targets]
        for subject, target in connection.execute(select(owner, pointer).where(*lost)):
            told = f"{pointer.name} leads to {target}, which is no {' or '.join(targets)}"
            problems.add(pointer.table.name, named(kind, subject), told)
