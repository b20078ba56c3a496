from claims.settings import Settings, read_settings


def test_without_anything_it_is_a_file_here_and_nobody() -> None:
    assert read_settings(None, None, {}) == Settings("claims.db", None)


def test_the_environment_names_database_and_user() -> None:
    environment = {"CLAIMS_DATABASE_URL": "postgresql+psycopg://desk/x", "CLAIMS_USER": "mj"}
    assert read_settings(None, None, environment) == Settings("postgresql+psycopg://desk/x", "mj")


def test_options_come_before_the_environment() -> None:
    environment = {"CLAIMS_DATABASE_URL": "a.db", "CLAIMS_USER": "mj"}
    assert read_settings("b.db", "kim", environment) == Settings("b.db", "kim")


def test_an_empty_variable_counts_as_none() -> None:
    environment = {"CLAIMS_DATABASE_URL": "", "CLAIMS_USER": ""}
    assert read_settings(None, None, environment) == Settings("claims.db", None)
