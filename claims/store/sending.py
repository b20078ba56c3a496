"""Statements on their way to the driver, past SQLAlchemy's work on each of them.

What a write looks up and what it lays down go through here: some twenty statements, for which
SQLAlchemy would take several times as long as the database. Each is compiled once for an
engine, and whoever listens to what the engine sends hears of it as of all else. To a server
what is asked, or sent, together takes one round trip: libpq's pipeline.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Dialect, RowMapping, Select, Update
from sqlalchemy.exc import DBAPIError

from claims.store.behind import is_behind

LONG = 100  # members of lists, from which on a statement is not kept: few are of one length

Found = Mapping[str, Any] | RowMapping
Convert = Callable[[Any], Any]


class Asked(NamedTuple):
    """A question, which is built once, and what its parameters stand for this time."""

    question: Select[*tuple[Any, ...]]
    wanted: Mapping[str, Any] = {}


def ask(connection: Connection, *asked: Asked) -> list[list[Found]]:
    """The rows that each of these finds, by the names of their columns."""
    dialect = connection.dialect
    prepared = [_prepare(*one, dialect) for one in asked]
    with one_trip(connection) if len(asked) > 1 else nullcontext():
        send = _sender(connection)
        cursors = [
            send(one.text, one.parameters(wanted))
            for one, (_, wanted) in zip(prepared, asked, strict=True)
        ]
    return [one.rows(cursor) for one, cursor in zip(prepared, cursors, strict=True)]


def ask_bare(connection: Connection, asked: Asked) -> list[tuple[Any, ...]]:
    """The rows that this finds, as the driver hands them over: nothing is made of their values."""
    prepared = _prepare(*asked, connection.dialect)
    cursor = put(connection, prepared.text, prepared.parameters(asked.wanted))
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    cursor.close()
    return rows


def tell(connection: Connection, statement: Update, wanted: Mapping[str, Any]) -> None:
    """Make a change, by a statement that is built once."""
    prepared = _prepare(statement, wanted, connection.dialect)
    put(connection, prepared.text, prepared.parameters(wanted)).close()


def tell_each(
    connection: Connection, statement: Update, wanted: Sequence[Mapping[str, Any]]
) -> None:
    """Make a change for each of these, by a statement that is built once; one at least."""
    prepared = _prepare(statement, wanted[0], connection.dialect)
    given = [prepared.parameters(one) for one in wanted]
    put(connection, prepared.text, given, many=True).close()


def put(connection: Connection, text: str, values: Any, *, many: bool = False) -> Any:
    """Send one statement, for each of `many` values; returns the driver's cursor."""
    return _sender(connection)(text, values, many=many)


def _sender(connection: Connection) -> Callable[..., Any]:
    """What sends statements over this connection, looked up once for any number of them."""
    if not connection.in_transaction():
        connection.begin()
    driver: Any = connection.connection
    context, heard = _Context(connection.get_execution_options()), connection.engine.dispatch
    before, after = list(heard.before_cursor_execute), list(heard.after_cursor_execute)
    failed = connection.dialect.loaded_dbapi.Error

    def send(text: str, values: Any, *, many: bool = False) -> Any:
        cursor = driver.cursor()
        for listener in before:
            text, values = listener(connection, cursor, text, values, context, many)
        try:
            (cursor.executemany if many else cursor.execute)(text, values)
        except failed as error:
            raise _told(connection, text, error) from error
        for listener in after:
            listener(connection, cursor, text, values, context, many)
        return cursor

    return send


@contextmanager
def one_trip(connection: Connection) -> Iterator[None]:
    """Have what is sent in the block go to a server together; its results are there at the end.

    Nothing that is asked in the block may be looked at in it. Where rows are written behind
    the connection, they are sent as they come.
    """
    if connection.dialect.name != "postgresql" or is_behind(connection):
        yield
        return
    driver: Any = connection.connection.driver_connection
    with told(connection, "several statements"), driver.pipeline():
        yield


def is_one_trip(connection: Connection) -> bool:
    """Whether what is sent now waits to be sent together.

    Behind the connection nothing does, though the driver makes trips of its own there.
    """
    driver: Any = connection.connection.driver_connection
    return not is_behind(connection) and bool(driver.pgconn.pipeline_status)


@contextmanager
def told(connection: Connection, text: str) -> Iterator[None]:
    """Errors of the driver are as from SQLAlchemy."""
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, text, error) from error


def _told(connection: Connection, text: str, error: Exception) -> BaseException:
    broken = bool(getattr(connection.connection.driver_connection, "closed", False))
    if broken:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        connection.dialect.loaded_dbapi.Error,
        connection_invalidated=broken,
        dialect=connection.dialect,
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What listeners want to know of a statement besides itself."""

    execution_options: Mapping[str, Any]


@dataclass(frozen=True)
class _Prepared:
    """A question as one driver takes it, and what is to be made of the values that come back."""

    text: str
    constants: Mapping[str, Any]
    expanded: Mapping[str, Sequence[str]]  # names of lists, with those of their members
    converts: Mapping[str, Convert]
    positions: Sequence[str] | None
    columns: Sequence[ColumnElement[Any]]
    dialect: Dialect
    _reading: list[tuple[tuple[str, ...], list[tuple[str, Convert]]]] = field(default_factory=list)

    def parameters(self, wanted: Mapping[str, Any]) -> Any:
        """What stands for the marks of the statement."""
        values = dict(self.constants)
        for name, value in wanted.items():
            convert, members = self.converts.get(name), self.expanded.get(name)
            if members is None:
                values[name] = value if convert is None else convert(value)
            else:
                listed = value if convert is None else map(convert, value)
                values.update(zip(members, listed, strict=True))
        if self.positions is None:
            return values
        return tuple([values[name] for name in self.positions])

    def rows(self, cursor: Any) -> list[Found]:
        """All rows that were found, their values as the columns hold them."""
        names, converts = self._how_to_read(cursor)
        found = list[Found]()
        for row in cursor.fetchall():
            values = dict(zip(names, row, strict=True))
            for name, convert in converts:
                values[name] = convert(values[name])
            found.append(values)
        cursor.close()
        return found

    def _how_to_read(self, cursor: Any) -> tuple[tuple[str, ...], list[tuple[str, Convert]]]:
        """Found with the first answer, which tells the driver's types."""
        if not self._reading:
            types = [one[1] for one in cursor.description]
            converts = [
                (column.name, convert)
                for column, kind in zip(self.columns, types, strict=True)
                if (convert := _reader(column, self.dialect, kind))
            ]
            self._reading.append((tuple(one[0] for one in cursor.description), converts))
        return self._reading[0]


def _reader(column: ColumnElement[Any], dialect: Dialect, kind: object) -> Convert | None:
    return column.type.dialect_impl(dialect).result_processor(dialect, kind)


def _prepare(
    statement: Select[Any] | Update, wanted: Mapping[str, Any], dialect: Dialect
) -> _Prepared:
    lengths = tuple(
        [(name, len(value)) for name, value in wanted.items() if isinstance(value, list)]
    )
    if sum([length for _, length in lengths]) > LONG:
        return _prepared(statement, dialect, lengths)
    return _kept(statement, dialect, lengths)


@lru_cache(maxsize=512)
def _kept(
    statement: Select[Any] | Update, dialect: Dialect, lengths: tuple[tuple[str, int], ...]
) -> _Prepared:
    return _prepared(statement, dialect, lengths)


def _prepared(
    statement: Select[Any] | Update, dialect: Dialect, lengths: tuple[tuple[str, int], ...]
) -> _Prepared:
    """The statement, with room for lists of these lengths."""
    compiled = statement.compile(dialect=dialect)
    named = {name: bind for name, bind in compiled.binds.items() if bind.required}
    unknown = dict.fromkeys(named) | {name: [None] * length for name, length in lengths}
    state = compiled.construct_expanded_state(unknown)
    expanded = {name: state.parameter_expansion[name] for name, _ in lengths}
    members = {member for names in expanded.values() for member in names}
    processors = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect)
        for name, bind in compiled.binds.items()
    }
    converts = {name: convert for name, convert in processors.items() if convert is not None}
    constants = {
        name: converts[name](value) if name in converts else value
        for name, value in state.parameters.items()
        if name not in named and name not in members
    }
    return _Prepared(
        state.statement,
        constants,
        expanded,
        converts,
        state.positiontup,
        tuple(statement.selected_columns) if isinstance(statement, Select) else (),
        dialect,
    )
