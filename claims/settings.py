"""Where the database is and who is working: options first, then the environment.

The environment is read here and nowhere else; what comes out is handed down.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.folders import keys_folder

DATABASE_VARIABLE = "CLAIMS_DATABASE_URL"
USER_VARIABLE = "CLAIMS_USER"
FETCH_VARIABLE = "CLAIMS_FETCH"
DEFAULT_DATABASE = "claims.db"
DEFAULT_FETCH = "public"


@dataclass(frozen=True, slots=True)
class Settings:
    """The database, as a file name or URL, the editor's name, and the folder of private keys.

    The last two are None where they are not known. `fetch` is how far pages are fetched
    from: `off`, `loopback`, `public` or `any` (claims.pages.fetching).
    """

    database: str
    user: str | None
    keys: Path | None
    fetch: str = DEFAULT_FETCH


def read_settings(
    database: str | None, user: str | None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """What was given, completed from the environment; an empty variable counts as none."""
    return Settings(
        database=database or environment.get(DATABASE_VARIABLE) or DEFAULT_DATABASE,
        user=user or environment.get(USER_VARIABLE) or None,
        keys=keys_folder(environment),
        fetch=environment.get(FETCH_VARIABLE) or DEFAULT_FETCH,
    )
