"""Where this user keeps what belongs beside a database and not in it.

Light, as every command asks it; the keys themselves are `claims.ledger.keyring`'s.
"""

from collections.abc import Mapping
from pathlib import Path

KEYS_VARIABLE = "CLAIMS_KEYS"


def keys_folder(environment: Mapping[str, str]) -> Path | None:
    """Where keys are kept: CLAIMS_KEYS, else with the other settings of this user.

    None where it is not known whose settings those are.
    """
    if given := environment.get(KEYS_VARIABLE):
        return Path(given)
    settings = Path(environment.get("XDG_CONFIG_HOME") or "")
    if not settings.is_absolute():  # the XDG Base Directory Specification says to ignore it
        try:
            settings = Path(environment.get("HOME") or "~").expanduser() / ".config"
        except RuntimeError:
            return None
    return settings / "claims" / "keys"
