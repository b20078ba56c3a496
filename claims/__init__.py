"""Who claimed what, according to whom, how sure, and who says so independently."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.desk import Desk

__version__ = "0.1.0"
__all__ = ["Desk", "__version__", "open"]


def open(database: str = "claims.db", *, user: str | None = None, **settings: Any) -> "Desk":  # noqa: A001  `claims.open` is the public name
    """Open a claims database: an SQLite file by its name, a server by its URL.

    An SQLite file that is not there yet is created, unless `create=False`.
    `user` is who writes; reading needs none. `clock` and `entropy` may be handed
    in; they default to the system's. Raises `claims.errors.DatabaseError`.
    """
    from claims.desk import open_desk  # noqa: PLC0415  `import claims` stays light until a desk is opened

    return open_desk(database, user=user, **settings)


def __getattr__(name: str) -> Any:
    if name == "Desk":
        from claims.desk import Desk  # noqa: PLC0415  as above

        return Desk
    raise AttributeError(f"module 'claims' has no attribute {name!r}")
