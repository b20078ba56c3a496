"""The ledger: what an entry holds, and that every write appends its own, in one transaction."""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import rfc8785
from sqlalchemy import RowMapping, select

from claims.errors import ClaimsError
from claims.records import RECORDS
from claims.schemas.views import Recorded
from claims.store.engine import reading
from claims.store.tables import Entry
from claims.vocab import Kind
from tests.factories import Make
from tests.history import live_a_while

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.drafts import Once
    from tests.ground import Clock


def entries(desk: "Desk", subject: UUID | None = None) -> list[RowMapping]:
    """The entries of the ledger, or of one record, in the order of their making."""
    table = Entry.__table__
    statement = select(table).order_by(table.c.recorded_at, table.c.subject, table.c.version)
    if subject is not None:
        statement = statement.where(table.c.subject == subject)
    with reading(desk._engine) as connection:
        return list(connection.execute(statement).mappings())


def test_an_entry_says_who_when_what_and_of_which_record(desk: "Desk", clock: "Clock") -> None:
    claim = desk.log("It happened", reporter="Yonhap")

    (entry,) = entries(desk, claim.id)

    assert entry["recorded_by"] == "mj"
    assert entry["recorded_at"] == clock.now
    assert (entry["kind"], entry["action"]) == ("claim", "log")
    assert (entry["version"], entry["format"]) == (1, 1)


@pytest.fixture
def lived(desk: "Desk", once: "Once") -> None:
    """A random history."""

    def record() -> None:
        live_a_while(desk, seed=7)

    once(record)


@pytest.mark.usefixtures("lived")
def test_the_digest_can_be_recomputed_from_salt_and_payload(desk: "Desk") -> None:
    for entry in entries(desk):
        array = [entry["salt"], json.loads(entry["payload"])]
        assert entry["digest"] == sha256(rfc8785.dumps(array)).hexdigest()


@pytest.mark.usefixtures("lived")
def test_every_payload_is_canonical_json(desk: "Desk") -> None:
    for entry in entries(desk):
        payload = entry["payload"].encode()
        assert payload == rfc8785.dumps(json.loads(payload))


@pytest.mark.usefixtures("lived")
def test_every_payload_holds_its_whole_record(desk: "Desk") -> None:
    for entry in entries(desk):
        written = json.loads(entry["payload"])["record"]
        record = RECORDS[Kind(entry["kind"])].from_payload(entry["subject"], written)
        assert record.payload() == written


@pytest.mark.usefixtures("lived")
def test_no_two_entries_share_a_salt(desk: "Desk") -> None:
    salts = [entry["salt"] for entry in entries(desk)]

    assert len(set(salts)) == len(salts)
    assert {len(salt) for salt in salts} == {32}


@pytest.mark.usefixtures("lived")
def test_versions_of_a_record_count_up_without_a_gap(desk: "Desk") -> None:
    versions: dict[UUID, list[int]] = {}
    for entry in entries(desk):
        versions.setdefault(entry["subject"], []).append(entry["version"])

    assert max(map(len, versions.values())) > 2
    assert all(sorted(of_one) == list(range(1, len(of_one) + 1)) for of_one in versions.values())


def test_what_is_written_in_one_go_sorts_in_the_order_of_writing(desk: "Desk") -> None:
    claim = desk.log("It happened", source="NIS", reporter="Yonhap", figure="nk-killed")

    kinds = [entry["kind"] for entry in sorted(entries(desk), key=lambda one: one["subject"])]

    assert kinds[-1] != "source"
    assert entries(desk, claim.id)[0]["version"] == 1


def test_archived_text_stays_outside_the_entries(desk: "Desk") -> None:
    desk.log("It happened", reporter="Yonhap", report={"text": "A long article"})

    assert not any("A long article" in entry["payload"] for entry in entries(desk))


def test_a_reason_stands_in_the_payload(desk: "Desk", claim: Recorded) -> None:
    desk.withdraw(claim, reason="logged twice")

    last = entries(desk, claim.id)[-1]

    assert json.loads(last["payload"])["reason"] == "logged twice"
    assert (last["action"], last["version"]) == ("withdraw", 2)


def test_an_absent_field_stands_in_no_payload(desk: "Desk") -> None:
    claim = desk.log("It happened", reporter="Yonhap")

    record = json.loads(entries(desk, claim.id)[0]["payload"])["record"]

    assert set(record) == {"statement", "stance", "modality", "method", "chain", "report"}


Step = Callable[["Desk", Recorded, Recorded], Recorded]

# Each verb on two claims that are there, and the entries that it appends.
VERBS: dict[str, tuple[Step, list[tuple[str, str]]]] = {
    "source": (lambda desk, a, b: desk.source("NIS"), [("source", "add")]),
    "source set": (lambda desk, a, b: desk.source("Yonhap", country="KR"), [("source", "set")]),
    "figure": (lambda desk, a, b: desk.figure("nk-killed"), [("figure", "add")]),
    "report": (lambda desk, a, b: desk.report("https://a.example"), [("report", "add")]),
    "story": (lambda desk, a, b: desk.story("https://b.example"), [("story", "add")]),
    "log": (
        lambda desk, a, b: desk.log("New", source="NIS", reporter="KCNA", figure="x"),
        [
            ("claim", "log"),
            ("figure", "add"),
            ("report", "add"),
            ("source", "add"),
            ("source", "add"),
        ],
    ),
    "link": (lambda desk, a, b: desk.link(a, "repeats", b, reason="same"), [("link", "link")]),
    "retract": (lambda desk, a, b: desk.retract(a, reason="wrong"), [("notice", "retract")]),
    "withdraw": (lambda desk, a, b: desk.withdraw(a, reason="twice"), [("claim", "withdraw")]),
    "revise": (
        lambda desk, a, b: desk.revise(a, reason="typo", note="mended"),
        [("claim", "revise")],
    ),
    "review": (lambda desk, a, b: desk.review(a), [("review", "review")]),
    "rule": (lambda desk, a, b: desk.rule(a, "same", b, reason="one wire"), [("ruling", "rule")]),
    "refuse": (
        lambda desk, a, b: desk.refuse(a, "repeats", b, reason="no"),
        [("refusal", "refuse")],
    ),
    "waive": (lambda desk, a, b: desk.waive("jump", reason="noise"), [("waiver", "waive")]),
    "rate": (
        lambda desk, a, b: desk.rate(a, "False", report="https://checkers.example/1"),
        [("rating", "rate"), ("report", "add"), ("source", "add")],
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_appends_its_entries_and_no_others(
    desk: "Desk", claim_factory: Make, verb: str
) -> None:
    step, expected = VERBS[verb]
    a, b = claim_factory(), claim_factory()
    before = {entry["digest"] for entry in entries(desk)}

    step(desk, a, b)

    added = [entry for entry in entries(desk) if entry["digest"] not in before]
    assert sorted((entry["kind"], entry["action"]) for entry in added) == expected


def test_a_call_that_changes_nothing_appends_nothing(desk: "Desk") -> None:
    desk.source("NIS", country="KR")
    desk.log("It happened", reporter="Yonhap", key="one")
    before = len(entries(desk))

    desk.source("NIS", country="KR")
    desk.log("It happened", reporter="Yonhap", key="one")

    assert len(entries(desk)) == before


REFUSED: dict[str, Callable[["Desk", Recorded], Any]] = {
    "a quote that is not there": lambda desk, claim: desk.log(
        "New", source="Nobody yet", reporter="New Outlet", quote="not so", report={"text": "So."}
    ),
    "a link to nothing": lambda desk, claim: desk.log(
        "New",
        reporter="New Outlet",
        figure="new-figure",
        links=[{"relation": "repeats", "to": "nothing", "reason": "?"}],
    ),
    "a link to itself": lambda desk, claim: desk.link(claim, "repeats", claim, reason="?"),
    "a part of nothing": lambda desk, claim: desk.figure("new", part_of="none", parties=["New"]),
    "a revision to a bad date": lambda desk, claim: desk.revise(
        claim, reason="?", source="New Source", said="2099-01-01"
    ),
    "a story on nothing": lambda desk, claim: desk.story("https://c.example", rests_on=["none"]),
    "control of itself": lambda desk, claim: desk.source("New", controlled_by="New"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_write_leaves_neither_entry_nor_row(
    desk: "Desk", claim: Recorded, case: str, counts: Callable[[], dict[str, int]]
) -> None:
    before = counts()

    with pytest.raises(ClaimsError):
        REFUSED[case](desk, claim)

    assert counts() == before


def test_entries_carry_the_moment_of_their_own_writing(
    desk: "Desk", clock: "Clock", claim: Recorded
) -> None:
    first = clock.now
    second: datetime = clock.tick(3600)

    desk.withdraw(claim, reason="logged twice")

    assert [entry["recorded_at"] for entry in entries(desk, claim.id)] == [first, second]
