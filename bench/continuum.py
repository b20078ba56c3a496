"""The same claims in SQLAlchemy-Continuum: versioned rows of claims, hops, sources and reports.

    python bench/continuum.py FILE.jsonl DATABASE BATCH

Runs in the environment that `bench/peers.py` makes. Claims are added, and then each is given
another hedge, in transactions of as many as an import of ours takes. It prints the seconds
of both as JSON.
"""

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKey, create_engine, event, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    configure_mappers,
    mapped_column,
    relationship,
)
from sqlalchemy_continuum import make_versioned

make_versioned(user_cls=None)


class Base(DeclarativeBase):
    """The tables."""


class Source(Base):
    """Who is said to know, passes on, or publishes."""

    __tablename__ = "sources"
    __versioned__: dict[str, Any] = {}  # noqa: RUF012  as its documentation has it
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Report(Base):
    """What was published."""

    __tablename__ = "reports"
    __versioned__: dict[str, Any] = {}  # noqa: RUF012  as above
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    published: Mapped[str]


class Claim(Base):
    """What was claimed."""

    __tablename__ = "claims"
    __versioned__: dict[str, Any] = {}  # noqa: RUF012  as above
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    statement: Mapped[str]
    quote: Mapped[str]
    figure: Mapped[str] = mapped_column(index=True)
    quantity: Mapped[str]
    hedge: Mapped[str]
    said: Mapped[str]
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    report: Mapped[Report] = relationship()
    hops: Mapped[list["Hop"]] = relationship(cascade="all, delete-orphan")


class Hop(Base):
    """One speaker of a claim's chain."""

    __tablename__ = "hops"
    __versioned__: dict[str, Any] = {}  # noqa: RUF012  as above
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Source] = relationship()


def claim_of(line: dict[str, Any], sources: dict[str, Source]) -> Claim:
    """The objects of one line."""
    names = [line["source"], *line.get("via", ()), line["reporter"]]
    hops = []
    for position, name in enumerate(names):
        if name not in sources:
            sources[name] = Source(name=name)
        hops.append(Hop(position=position, source=sources[name]))
    fields = ("key", "statement", "quote", "figure", "quantity", "hedge", "said")
    report = Report(**line["report"], published=line["published"])
    return Claim(**{name: line[name] for name in fields}, report=report, hops=hops)


def insert(session: Session, path: Path, batch: int) -> None:
    """Add all claims of the file."""
    sources: dict[str, Source] = {}
    with path.open() as file:
        while lines := [json.loads(line) for line in islice(file, batch)]:
            session.add_all(claim_of(line, sources) for line in lines)
            session.commit()


def update(session: Session, batch: int) -> None:
    """Give each claim another hedge."""
    last = 0
    while found := session.scalars(
        select(Claim).where(Claim.id > last).order_by(Claim.id).limit(batch)
    ).all():
        for claim in found:
            claim.hedge = "alleged"
        last = found[-1].id
        session.commit()
        session.expunge_all()


def _prepare(connection: Any, _: object) -> None:
    for pragma in ("foreign_keys = ON", "journal_mode = WAL"):
        connection.execute(f"PRAGMA {pragma}")


def main() -> None:
    """Fill a database, change it, and print the seconds."""
    path, database, batch = sys.argv[1:]
    configure_mappers()
    engine = create_engine(f"sqlite:///{database}")
    event.listen(engine, "connect", _prepare)
    Base.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        began = time.perf_counter()
        insert(session, Path(path), int(batch))
        inserted = time.perf_counter()
        session.expunge_all()
        update(session, int(batch))
        ended = time.perf_counter()
        versions = session.scalar(
            select(func.count()).select_from(Base.metadata.tables["claims_version"])
        )
        claims = session.scalar(select(func.count()).select_from(Claim))
    assert versions == 2 * (claims or 0), "each claim has two versions"
    print(json.dumps({"insert": inserted - began, "update": ended - inserted}))


if __name__ == "__main__":
    main()
