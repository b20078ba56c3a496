from pathlib import Path

import pytest

from claims.settings import Settings, read_settings

HOME = {"HOME": "/home/mj"}
KEYS = Path("/home/mj/.config/claims/keys")


def test_without_anything_it_is_a_file_here_and_nobody() -> None:
    assert read_settings(None, None, HOME) == Settings("claims.db", None, KEYS)


def test_the_environment_names_database_and_user() -> None:
    environment = {
        "CLAIMS_DATABASE_URL": "postgresql+psycopg://desk/x",
        "CLAIMS_USER": "mj",
        **HOME,
    }
    assert read_settings(None, None, environment) == Settings(
        "postgresql+psycopg://desk/x", "mj", KEYS
    )


def test_options_come_before_the_environment() -> None:
    environment = {"CLAIMS_DATABASE_URL": "a.db", "CLAIMS_USER": "mj", **HOME}
    assert read_settings("b.db", "kim", environment) == Settings("b.db", "kim", KEYS)


def test_an_empty_variable_counts_as_none() -> None:
    environment = {
        "CLAIMS_DATABASE_URL": "",
        "CLAIMS_USER": "",
        "CLAIMS_KEYS": "",
        "XDG_CONFIG_HOME": "",
        **HOME,
    }
    assert read_settings(None, None, environment) == Settings("claims.db", None, KEYS)


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"CLAIMS_KEYS": "/safe", "XDG_CONFIG_HOME": "/xdg"}, "/safe"),
        ({"CLAIMS_KEYS": "safe"}, "safe"),
        ({"XDG_CONFIG_HOME": "/xdg"}, "/xdg/claims/keys"),
        ({"XDG_CONFIG_HOME": "relative"}, "/home/mj/.config/claims/keys"),
    ],
)
def test_keys_are_kept_where_the_environment_says(environment: dict[str, str], folder: str) -> None:
    assert read_settings(None, None, {**HOME, **environment}).keys == Path(folder)
