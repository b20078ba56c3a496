"""Every verb that reads also reads the record as it was; none that writes pretends to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import pytest

from claims.cli.root import command_line

if TYPE_CHECKING:
    from tests.cli.conftest import Claims
    from tests.drafts import Once

QUESTIONS = (
    ("show", "toll"),
    ("trace", "toll"),
    ("history", "toll"),
    ("find",),
    ("find", "casualties", "--figure", "nk-casualties"),
    ("figure", "show", "nk-casualties"),
    ("figure", "list"),
    ("source", "show", "NIS"),
    ("source", "list"),
    ("report", "list"),
    ("report", "show", "https://news.example/1"),
    ("story", "list"),
    ("compare", "toll", "other"),
    ("suggest",),
    ("suggest", "toll"),
    ("lint",),
    ("cascade", "toll"),
    ("sourcing", "--figure", "nk-casualties"),
)


@pytest.fixture
def moment(claims: "Claims", other: str, once: "Once") -> str:
    """When the last of two claims was logged, as a history prints it."""

    def record() -> str:
        moment = claims.json("history", other)["revisions"][-1]["at"]
        assert isinstance(moment, str)
        return moment

    return once(record)


def go_on(claims: "Claims", toll: str, once: "Once") -> None:
    """Record something else of every kind that a question may ask for."""

    def record() -> None:
        claims.text("revise", toll, "quantity=3,000", "note=read twice", "--reason", "read again")
        claims.text("source", "set", "NIS", "--country", "KR")
        claims.text("report", "set", "https://news.example/1", "--byline", "A. Writer")
        claims.text("story", "add", "https://our.example/1", "--rests-on", toll)

    once(record)


@pytest.fixture
def noted(claims: "Claims", toll: str, moment: str, once: "Once") -> str:
    """The moment before the claim got a note."""
    go_on(claims, toll, once)
    return moment


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_question_of_then_is_answered_as_it_was(
    claims: "Claims", toll: str, moment: str, once: "Once", question: tuple[str, ...]
) -> None:
    before = claims.run(*question, "--json").stdout
    go_on(claims, toll, once)

    assert claims.run(*question, "--json", "--as-of", moment).stdout == before
    assert claims.run(*question, "--json", "--known-by", "2030").exit_code in (0, 1)


def test_text_says_on_stderr_of_which_moment_it_is(claims: "Claims", noted: str) -> None:
    result = claims.run("show", "toll", "--as-of", noted, "--known-by", "2025-05-01")

    assert "read twice" not in result.stdout
    assert result.stderr == (f"the record as of {noted} and known by 2025-05-01T23:59:59.999999Z\n")


def test_json_and_now_say_nothing_of_it(claims: "Claims", noted: str) -> None:
    assert claims.run("show", "toll", "--as-of", noted, "--json").stderr == ""
    assert claims.run("show", "toll").stderr == ""


def test_a_sourcing_report_says_of_which_moment_it_is(claims: "Claims", noted: str) -> None:
    tomorrow = str(datetime.now(UTC).year + 1)
    scope = ("sourcing", "--figure", "nk-casualties")

    assert f"as it was at {tomorrow}-12-31 23:59:59.999999 UTC, which was asked for" in (
        claims.text(*scope, "--as-of", tomorrow)
    )
    assert claims.json(*scope, "--as-of", noted)["as_of"] == noted
    assert claims.json(*scope, "--known-by", "2025-05")["known_by"] == "2025-05-31T23:59:59.999999Z"


def test_an_earlier_report_is_printed_again(claims: "Claims", toll: str) -> None:
    scope = ("sourcing", "--figure", "nk-casualties")
    before, moment = claims.text(*scope), claims.json(*scope)["as_of"]
    claims.text("revise", toll, "note=read twice", "--reason", "read again")

    assert claims.text(*scope) != before
    assert claims.text(*scope, "--as-of", moment) == before


def test_what_was_not_there_yet_is_told_so(claims: "Claims", toll: str) -> None:
    told = claims.refused("show", toll, "--as-of", "2020-01-01")

    assert f"'{toll}' leads to no claim as of 2020-01-01T23:59:59.999999Z" in told
    assert "it is in the record now" in told


def test_a_moment_that_cannot_be_read_is_refused(claims: "Claims", toll: str) -> None:
    assert "add Z for UTC" in claims.refused("show", toll, "--as-of", "2025-02-15T00:00")
    assert "2025-02-15T00:00Z" in claims.refused("show", toll, "--as-of", "Tuesday")


def verbs(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for verb in group.list_commands(context):
        command = group.get_command(context, verb)
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name}{verb} ")
        elif command is not None:
            yield f"{name}{verb}", command


def test_looking_back_belongs_to_reading() -> None:
    looking = {
        name
        for name, command in verbs(command_line)
        if {"as_of", "known_by"} <= {option.name for option in command.params}
    }

    assert {"show", "find", "lint", "sourcing", "figure show", "suggest newest"} <= looking
    assert {question[0] for question in QUESTIONS} <= {name.split()[0] for name in looking}
    assert not looking & {"log", "revise", "retract", "source add", "figure set", "suggest accept"}
