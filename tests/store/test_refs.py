"""What a REF leads to: keys, short references, UUIDs, and parts of them."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import text

from claims.errors import AmbiguousError, NotFoundError
from claims.schemas.views import Recorded
from claims.store.engine import reading
from claims.store.queries.refs import find_ref
from claims.store.tables import Base
from claims.values.identity import random_part, short_ref
from claims.vocab import Kind
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk


def lead(desk: "Desk", text: str, *kinds: Kind) -> UUID:
    """The claim, or other record, that the text leads to."""
    with reading(desk._engine) as connection:
        return find_ref(connection, text, *(kinds or (Kind.CLAIM,)))[1]


def test_a_short_reference_leads_to_its_record(desk: "Desk", claim: Recorded) -> None:
    assert lead(desk, claim.ref) == claim.id


@pytest.mark.parametrize("length", [1, 4, 8, 12])
def test_any_unambiguous_beginning_is_enough(desk: "Desk", claim: Recorded, length: int) -> None:
    assert lead(desk, f"c-{random_part(claim.id)[:length]}") == claim.id


def test_all_that_is_typed_must_fit(desk: "Desk", claim: Recorded) -> None:
    wrong = "0" if random_part(claim.id)[8] != "0" else "1"

    with pytest.raises(NotFoundError):
        lead(desk, f"c-{random_part(claim.id)[:8]}{wrong}")


def test_case_and_surrounding_blanks_are_ignored(desk: "Desk", claim: Recorded) -> None:
    assert lead(desk, f"  {claim.ref.upper()} ") == claim.id


def test_o_i_and_l_are_read_as_the_digits_they_look_like(desk: "Desk", claim_factory: Make) -> None:
    made = [claim_factory() for _ in range(12)]
    misread = {"0": "o", "1": "l"}
    spelled = [
        (one, "".join(misread.get(sign, sign) for sign in random_part(one.id))) for one in made
    ]

    assert any("o" in text or "l" in text for _, text in spelled)
    assert all(lead(desk, f"c-{text}") == one.id for one, text in spelled)


def test_a_uuid_leads_to_its_record_with_and_without_dashes(desk: "Desk", claim: Recorded) -> None:
    assert lead(desk, str(claim.id)) == claim.id
    assert lead(desk, claim.id.hex) == claim.id


def test_a_part_of_a_uuid_is_enough_where_it_fits_one(desk: "Desk", claim: Recorded) -> None:
    assert lead(desk, str(claim.id)[:13]) == claim.id


def test_seven_digits_of_a_uuid_are_too_few(desk: "Desk", claim: Recorded) -> None:
    with pytest.raises(NotFoundError):
        lead(desk, claim.id.hex[:7])


def test_an_ambiguous_beginning_names_the_candidates(desk: "Desk", claim_factory: Make) -> None:
    made = [claim_factory(), claim_factory()]  # of the same moment: their UUIDs begin alike

    with pytest.raises(AmbiguousError, match="type more of it") as refused:
        lead(desk, made[0].id.hex[:8])

    assert refused.value.code == "ref_ambiguous"
    assert {one.split()[0] for one in refused.value.candidates} == {one.ref for one in made}


@pytest.mark.postgresql
def test_references_sort_by_their_bytes_in_a_database_of_any_language(desk: "Desk") -> None:
    with reading(desk._engine) as connection:
        found = connection.execute(
            text(
                "SELECT table_name, collation_name FROM information_schema.columns"
                " WHERE column_name = 'ref' AND table_schema = 'public'"
            )
        ).all()

    named = {table.name for table in Base.metadata.tables.values() if "ref" in table.columns}
    assert dict(map(tuple, found)) == dict.fromkeys(named, "C")


def test_a_key_is_matched_whole_and_comes_first(desk: "Desk", claim_factory: Make) -> None:
    other = claim_factory()
    keyed = claim_factory(key=other.ref)

    assert lead(desk, other.ref) == keyed.id
    with pytest.raises(NotFoundError):
        lead(desk, other.ref[:-1] + "_")


def test_a_key_may_look_like_anything(desk: "Desk", claim_factory: Make) -> None:
    keyed = claim_factory(key="Tisch/7 %_ «x»")

    assert lead(desk, "Tisch/7 %_ «x»") == keyed.id


def test_a_reference_leads_to_the_kinds_asked_for_alone(desk: "Desk", claim: Recorded) -> None:
    with pytest.raises(NotFoundError):
        lead(desk, claim.ref, Kind.REPORT)

    assert lead(desk, claim.ref, Kind.REPORT, Kind.CLAIM) == claim.id


def test_other_kinds_have_references_too(desk: "Desk", source: Recorded, figure: Recorded) -> None:
    assert lead(desk, source.ref, Kind.SOURCE) == source.id
    assert lead(desk, figure.ref, Kind.SOURCE, Kind.FIGURE) == figure.id


@pytest.mark.parametrize(
    "text", ["", "c-", "c", "-", "z-12345678", "c-12345678901234", "ſ-abc", "c-Kelvin\u212a", "%"]
)
def test_what_is_no_reference_leads_to_nothing(desk: "Desk", text: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        lead(desk, text)

    assert refused.value.code == "ref_unknown"


def test_a_short_reference_is_a_letter_and_eight_signs() -> None:
    assert short_ref(Kind.CLAIM, UUID(int=0)) == "c-00000000"
    assert short_ref(Kind.STORY, UUID(int=(1 << 62) - 1)) == "t-zzzzzzzz"
