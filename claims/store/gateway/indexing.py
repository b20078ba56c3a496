"""Keeping the index of words: what is written is added to it, what is redacted leaves it.

On SQLite it is a table of FTS5 that holds nothing but which word stands in which claim
(no text, no places), and beside it a list of all words, in which those with one beginning
are found. On a server it is a row for each claim, under an index of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from struct import Struct
from uuid import UUID

import orjson
from sqlalchemy import Connection, Table, select

from claims.store.behind import send
from claims.store.gateway.rows import can_copy, copying, several
from claims.store.index import INDEXED, number_of, words_by_claim
from claims.store.projection import CLAIMS, Row
from claims.store.sending import put
from claims.values.words import FEWEST

_ADD = "INSERT INTO cache_words (rowid, words) VALUES (?, ?)"
_TOGETHER = 256  # claims in one statement
_ADD_TO_LIST = "INSERT OR IGNORE INTO cache_words_all (word) SELECT value FROM json_each(?)"
_TAKE = "INSERT INTO cache_words (cache_words, rowid, words) VALUES ('delete', ?, ?)"
_TAKE_FROM_LIST = "DELETE FROM cache_words_all WHERE word = ?"
_IS_USED = "SELECT 1 FROM cache_words WHERE cache_words MATCH ? LIMIT 1"
_WRITE_ANEW = "INSERT INTO cache_words (cache_words) VALUES ('optimize')"
_EMPTY = "INSERT INTO cache_words (cache_words) VALUES ('delete-all')"
_EMPTY_LIST = "DELETE FROM cache_words_all"
_PUT = (
    "INSERT INTO cache_words (claim_id, words) VALUES (%s, array_to_tsvector(%s::text[]))"
    " ON CONFLICT (claim_id) DO UPDATE SET words = cache_words.words || excluded.words"
)
_COPY = "COPY cache_words (claim_id, words) FROM STDIN (FORMAT BINARY)"
_COPY_HEAD, _COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_COPY_ROW = Struct("!hi16si")  # two columns, each after its length: an identity, and the words
_NO_PLACES = b"\0\0\0"  # a word ends, and how many places of it follow
_DROP = "DELETE FROM cache_words WHERE claim_id = %s"


def index_rows(connection: Connection, rows: Mapping[Table, Sequence[Row]]) -> None:
    """Have the claims that these rows belong to be found by what stands in them."""
    found = words_by_claim(rows)
    if not found:
        return
    if connection.dialect.name != "sqlite":
        found_words = [(claim, sorted(words)) for claim, words in found.items()]
        send(connection, lambda: put(connection, _PUT, found_words, many=True))
        return
    added = [(number_of(claim), " ".join(words)) for claim, words in found.items()]
    while added:
        together, added = added[:_TOGETHER], added[_TOGETHER:]
        flat = tuple(chain.from_iterable(together))
        add = several(_ADD, len(together))
        send(connection, partial(put, connection, add, flat))
    listed = _listed(set().union(*found.values()))
    if listed:
        text = orjson.dumps(listed).decode()
        send(connection, lambda: put(connection, _ADD_TO_LIST, (text,)))


def index_new_rows(connection: Connection, rows: Mapping[Table, Sequence[Row]]) -> None:
    """As `index_rows`, of claims of which the index holds nothing yet."""
    if not can_copy(connection, len(rows.get(CLAIMS, ()))):
        index_rows(connection, rows)
        return
    content = _as_copied(words_by_claim(rows))
    send(connection, partial(_copy, connection, content))


def _copy(connection: Connection, content: bytes) -> None:
    with copying(connection, _COPY) as copy:
        copy.write(content)


def _as_copied(found: Mapping[UUID, Iterable[str]]) -> bytes:
    """The rows of the index as a server takes them: a tsvector has no form in the driver."""
    parts = [_COPY_HEAD]
    for claim, words in found.items():
        kept = sorted([word.encode() for word in words])
        vector = _NO_PLACES.join([*kept, b""])
        parts.append(_COPY_ROW.pack(2, 16, claim.bytes, len(vector) + 4))
        parts.append(len(kept).to_bytes(4) + vector)
    return b"".join([*parts, _COPY_END])


def _listed(words: set[str]) -> list[str]:
    """The words of which a beginning may be looked for that is not in the index as such."""
    return sorted(
        [word for word in words if len(word) > FEWEST and word[0] > "9" and word[1] != "_"]
    )


def empty_index(connection: Connection) -> None:
    """Take everything out of the index."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("DELETE FROM cache_words")
        return
    connection.exec_driver_sql(_EMPTY)
    connection.exec_driver_sql(_EMPTY_LIST)


def forget(connection: Connection, claim: UUID) -> None:
    """Take all that any revision of a claim said out of the index, while its rows still say it.

    `index_claim` then adds what may be told.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(_DROP, (claim,))
        return
    words = {word for found in _words_beside(connection, claim).values() for word in found}
    connection.exec_driver_sql(_TAKE, (number_of(claim), " ".join(words)))
    for word in _listed(words):
        if connection.exec_driver_sql(_IS_USED, (f'"{word}"',)).first() is None:
            connection.exec_driver_sql(_TAKE_FROM_LIST, (word,))


def index_claim(connection: Connection, claim: UUID) -> None:
    """Add what a claim says now and is said to have said before, and those beside it."""
    index_rows(connection, _rows_beside(connection, claim))


def write_anew(connection: Connection) -> None:
    """Leave nothing in the index of what was taken out of it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_WRITE_ANEW)


def _words_beside(connection: Connection, claim: UUID) -> dict[UUID, set[str]]:
    return words_by_claim(_rows_beside(connection, claim))


def _rows_beside(connection: Connection, claim: UUID) -> dict[Table, list[Row]]:
    """The rows of a claim, and of those that share its number; now and before."""
    first, last = (UUID(int=claim.int >> 64 << 64 | low) for low in (0, (1 << 64) - 1))
    return {
        table: [
            dict(row)
            for row in connection.execute(
                select(table).where(table.c[owner].between(first, last))
            ).mappings()
        ]
        for table, owner in INDEXED.items()
    }
