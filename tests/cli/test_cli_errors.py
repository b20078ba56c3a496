from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


@pytest.mark.parametrize(
    "args",
    [
        ("nosuch",),
        ("figure", "nosuch"),
        ("show",),
        ("show", "--nosuch"),
        ("find", "--hedge", "sure"),
        ("find", "--limit", "0"),
        ("find", "--since", "yesterday"),
        ("figure", "show", "nosuch"),
    ],
)
def test_wrong_usage_ends_with_2(claims: "Claims", args: tuple[str, ...]) -> None:
    assert claims.refused(*args)


@pytest.mark.parametrize(("typed", "meant"), [("sho", "show"), ("hisotry", "history")])
def test_a_slip_is_answered_with_the_nearest_verb(claims: "Claims", typed: str, meant: str) -> None:
    assert f"Did you mean {meant!r}?" in claims.refused(typed)


def test_an_error_says_what_to_do_on_a_line_of_its_own(claims: "Claims") -> None:
    assert claims.refused("figure", "show", "nope").splitlines() == [
        "error: there is no figure 'nope'",
        "  `claims figure list` shows them",
    ]


def test_every_verb_of_the_overview_has_its_help(claims: "Claims") -> None:
    from claims.cli.root import SECTIONS  # noqa: PLC0415  the fixture hides the package's name

    for verbs in SECTIONS.values():
        for name in verbs:
            assert claims.text(name, "--help").startswith(f"Usage: claims {name} ")
