"""How alembic reaches the tables: over a connection that is handed in, or the command's URL."""

from typing import Any

from sqlalchemy import Connection, Engine

from alembic import context
from claims.store.engine import open_engine, read_url, writing
from claims.store.gateway.laying import lay_down_anew
from claims.store.tables import Base
from claims.store.tables.times import LONG_INDEX


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction of this connection.

    What a migration has added to the tables is then filled in from the ledger.
    """
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=_is_compared,
    )
    before = context.get_context().get_current_revision()
    with context.begin_transaction():
        context.run_migrations()
        after = context.get_context().get_current_revision()
        if before is not None and before != after == context.get_head_revision():
            lay_down_anew(connection)


def _is_compared(_: Any, name: str | None, kind: str, *__: Any) -> bool:
    """Not what no model describes: on SQLite the index of words is made of virtual tables.

    Nor indexes of some rows only, whose condition each engine has in its own words.
    """
    if kind == "index":
        return name not in LONG_INDEX.values()
    virtual = context.get_context().dialect.name == "sqlite" and kind == "table"
    return not (virtual and str(name).startswith("cache_words"))


handed = context.config.attributes.get("connection")
if isinstance(handed, Connection):
    migrate(handed)
else:
    url = context.get_x_argument(as_dictionary=True).get("db", "claims.db")
    engine = handed if isinstance(handed, Engine) else open_engine(read_url(url))
    with writing(engine) as connection:
        migrate(connection)
