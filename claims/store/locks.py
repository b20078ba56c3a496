"""Locks that programs take on a whole record, on a server; SQLite has one writer anyway.

They are the server's advisory locks, held until the transaction ends. Nobody who
writes claims takes one and waits.
"""

from enum import IntEnum

from sqlalchemy import Connection, func, select


class Lock(IntEnum):
    """What one program at a time does; each number is this lock's name on the server."""

    MIGRATING = 0x434C4D530001
    SEALING = 0x434C4D530002


def wait_for(connection: Connection, lock: Lock) -> bool:
    """Take a lock, once whoever has it is done; returns that it was taken, as `take` does."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(int(lock))))
    return True


def take(connection: Connection, lock: Lock) -> bool:
    """Take a lock if nobody has it; returns whether it was taken."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(select(func.pg_try_advisory_xact_lock(int(lock)))))
