"""Text that not every database can hold is refused before it is sent, on every engine alike."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from claims.errors import InputError
from tests.ground import OpenDesk

if TYPE_CHECKING:
    from claims.desk import Desk

NUL = "a\x00b"
VERBS: dict[str, Callable[["Desk", str], object]] = {
    "log": lambda desk, ref: desk.log(NUL),
    "the reason of a link": lambda desk, ref: desk.link(ref, "repeats", ref, reason=NUL),
    "withdraw": lambda desk, ref: desk.withdraw(ref, reason=NUL),
    "revise": lambda desk, ref: desk.revise(ref, reason=NUL, note="more"),
    "redact": lambda desk, ref: desk.redact(ref, reason=NUL),
    "review": lambda desk, ref: desk.review(ref, note=NUL),
    "find words": lambda desk, ref: desk.find(NUL),
    "find a tag": lambda desk, ref: desk.find(tag=NUL),
    "a reference": lambda desk, ref: desk.history(NUL),
    "a source": lambda desk, ref: desk.find(source=NUL),
    "a figure": lambda desk, ref: desk.figure_view(NUL),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_nul_character_is_refused_in_words(desk: "Desk", verb: str) -> None:
    claim = desk.log("It happened", reporter="Yonhap")

    with pytest.raises(InputError) as refused:
        VERBS[verb](desk, claim.ref)

    assert "NUL" in str(refused.value) or "\\x00" in str(refused.value)
    assert desk.show(claim.ref).revision == 1


def test_a_nul_character_in_the_name_of_who_writes_is_refused(open_desk: OpenDesk) -> None:
    with pytest.raises(InputError, match="NUL"):
        open_desk(NUL).log("It happened", reporter="Yonhap")
