"""The provenance of a claim as W3C PROV: what the library reads back, and who is in it."""

from typing import TYPE_CHECKING, Any

import pytest
from prov.model import ProvDocument

from claims.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock, OpenDesk

TEXT = "According to the agency some 4,700 are said to have fallen."


def exported(desk: "Desk", claim: Any = "a", form: str = "prov") -> bytes:
    return b"".join(desk.export(format=form, claim=claim))


def told(desk: "Desk", claim: Any = "a") -> str:
    """The document in PROV-N, which is read more easily."""
    return exported(desk, claim, "provn").decode()


def logged(desk: "Desk", key: str = "a", **fields: Any) -> Any:
    report = {"url": f"https://news.example/{key}", "text": TEXT, "published": "2025-05-01"}
    fields = {"source": "NIS", "via": ["Lee"], "reporter": "Yonhap", "report": report, **fields}
    return desk.log(f"It happened, says {key}", key=key, **fields)


def lived(desk: "Desk") -> None:
    desk.source("Government", kind="government")
    desk.source("Yonhap", kind="outlet", aliases=["연합뉴스"])
    desk.source("Yonhap", controlled_by="Government")
    desk.source("Lee", kind="person")
    logged(desk, "b", hedge="probable", hedge_cue="likely", said="2025-04", quote="some 4,700")
    logged(desk, links=[{"relation": "repeats", "to": "b", "reason": "his words"}])
    desk.revise("a", note="read again", reason="a note")
    desk.retract("a", reason="wrong", notice_date="2025-06-02")
    desk.review("a", note="fine")


def lines(document: str, name: str) -> list[str]:
    return [line.strip() for line in document.splitlines() if line.strip().startswith(f"{name}(")]


def test_the_library_reads_both_forms_back_to_the_same_document(desk: "Desk") -> None:
    lived(desk)

    in_json = ProvDocument.deserialize(content=exported(desk).decode(), format="json")
    in_words = ProvDocument.deserialize(content=told(desk), format="provn")

    assert in_json == in_words
    assert len(in_json.records) > 50


def test_the_same_record_gives_the_same_bytes(desk: "Desk", clock: "Clock") -> None:
    lived(desk)
    before = exported(desk)

    clock.tick(86_400)

    assert exported(desk) == before


def test_every_speaker_derives_from_the_one_before(desk: "Desk") -> None:
    claim = logged(desk)

    document = told(desk)

    statement = f"desk:statement-{claim.id}-1-"
    derived = [line for line in lines(document, "wasDerivedFrom") if f"({statement}" in line]
    assert [line.split(", ")[1] for line in derived] == [f"{statement}0", f"{statement}1"]
    assert f"{statement}0, -, -, -, [prov:type='prov:PrimarySource'])" in document
    assert len(lines(document, "hadMember")) == 1


def test_a_hop_has_its_hedge_its_cue_and_the_bounds_of_its_time(desk: "Desk") -> None:
    logged(desk, hedge="probable", hedge_cue="likely", said="2025-04")

    saying = next(line for line in lines(told(desk), "activity") if "claims:Saying" in line)

    assert "2025-04-01T00:00:00+00:00, 2025-04-30T23:59:59.999999+00:00" in saying
    assert 'claims:said="2025-04"' in saying
    assert 'claims:hedge="probable"' in saying
    assert 'claims:cue="likely"' in saying


def test_who_commands_is_acted_for(desk: "Desk") -> None:
    lived(desk)

    assert len(lines(told(desk), "actedOnBehalfOf")) == 1
    assert 'claims:alias="연합뉴스"' in told(desk)


def test_what_a_claim_was_taken_from_is_told_as_far_back_as_it_goes(desk: "Desk") -> None:
    for key, before in (("c", None), ("b", "c"), ("a", "b")):
        links = [{"relation": "derived_from", "to": before, "reason": "so it says"}]
        logged(desk, key, links=links if before else [])

    assert told(desk).count("claims:derived_from") == 2
    assert "says c" in told(desk)
    assert "says a" not in told(desk, "b")


def test_claims_that_were_taken_from_each_other_come_to_an_end(desk: "Desk") -> None:
    logged(desk), logged(desk, "b")
    desk.link("a", "repeats", "b", reason="?")
    desk.link("b", "repeats", "a", reason="?")

    assert told(desk).count("claims:repeats") == 2


def test_each_revision_is_an_entity_and_its_entry_another(desk: "Desk") -> None:
    claim = logged(desk)
    desk.revise(claim, note="read again", reason="a note")

    document = told(desk)

    assert f"wasDerivedFrom(desk:revision-{claim.id}-2, desk:revision-{claim.id}-1," in document
    assert f"entity(desk:entry-{claim.id}-2, " in document
    assert 'claims:reason="a note"' in document
    assert f"desk:recording-{claim.id}-2, desk:editor-mj" in document


def test_another_chain_is_said_anew_and_a_note_is_not(desk: "Desk") -> None:
    claim = logged(desk)
    desk.revise(claim, note="read again", reason="a note")
    desk.revise(claim, source="GUR", reason="mixed up")

    document = told(desk)

    assert f"desk:statement-{claim.id}-2-0" not in document
    assert f"entity(desk:statement-{claim.id}-3-0" in document


def test_a_retraction_invalidates_what_was_published_and_a_withdrawal_the_record(
    desk: "Desk",
) -> None:
    claim = logged(desk)
    desk.retract(claim, reason="wrong", notice_date="2025-06-02")
    desk.retract(desk.show(claim).report.ref, reason="all of it")
    desk.withdraw(claim, reason="logged twice")

    invalidated = lines(told(desk), "wasInvalidatedBy")

    assert len(invalidated) == 3
    assert any(f"desk:statement-{claim.id}-1-2" in line for line in invalidated)
    assert any(f"(uuid:{claim.id}, desk:recording-{claim.id}-2" in line for line in invalidated)


def test_a_quote_is_quoted_from_the_archived_text(desk: "Desk") -> None:
    logged(desk, quote="some 4,700")

    assert told(desk).count("prov:Quotation") == 1


def test_what_was_redacted_is_not_told(desk: "Desk") -> None:
    claim = logged(desk, quote="some 4,700", note="secret")
    before = told(desk)
    desk.redact(claim.ref, reason="court order")
    desk.redact(desk.show(claim).report.ref, reason="court order")

    after = told(desk)

    assert "secret" in before
    for gone in ("secret", "says a", "some 4,700", "ArchivedText", "news.example"):
        assert gone not in after
    assert "claims:redacted=" in after
    assert "claims:text_redacted=" in after


def test_the_provenance_as_it_was(open_desk: "OpenDesk", clock: "Clock") -> None:
    desk = open_desk()
    logged(desk)
    then, before = clock(), told(desk)
    clock.tick(60)
    desk.revise("a", note="read again", reason="a note")
    desk.retract("a", reason="wrong")

    assert told(desk) != before
    assert told(desk.at(as_of=then)) == before


def test_what_was_published_later_is_left_out(desk: "Desk") -> None:
    logged(desk, "b", report={"url": "https://news.example/b", "published": "2025-05-02"})
    logged(desk, links=[{"relation": "repeats", "to": "b", "reason": "his words"}])

    assert "says b" not in told(desk.at(known_by="2025-05-01"))


def test_a_claim_is_asked_for(desk: "Desk") -> None:
    with pytest.raises(InputError) as error:
        desk.export(format="prov")
    assert error.value.code == "claim_missing"

    with pytest.raises(NotFoundError):
        exported(desk, "nobody")
