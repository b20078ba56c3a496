"""Redacting: what was said is gone from every place, and every view says so, for every moment."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import RowMapping, select

from claims.errors import InputError
from claims.ledger.proofs import Trust, check
from claims.schemas.views import RedactionView, jsonable
from claims.store.engine import reading
from claims.store.tables import Entry
from claims.values.identity import short_ref
from tests.history import STEPS, Life, live_a_while, seeds

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import Recorded
    from tests.drafts import Once
    from tests.factories import Make
    from tests.ground import Clock

MARKER = "Unspeakable"
TEXT = f"{MARKER} words: around 4,700 casualties, says the agency, of whom 600 died."
WHY = "a court ordered it"
WORDS = f"redacted by mj on 2025-07-07: {WHY}]"


def one_of_each(desk: "Desk") -> dict[str, str]:
    """One record of each kind, with the marker in all its texts; their references."""
    desk.source(f"{MARKER} Agency", aliases=[f"{MARKER} spies"], note=MARKER)
    desk.figure("toll", title=f"{MARKER} toll", unit="people", basis="cumulative", note=MARKER)
    claim = desk.log(
        f"{MARKER} statement",
        key="one",
        quote="around 4,700 casualties",
        figure="toll",
        quantity="around 4,700",
        source=f"{MARKER} spies",
        via=["A lawmaker"],
        reporter="Yonhap",
        hedge="probable",
        hedge_cue=MARKER,
        tags=[MARKER],
        note=MARKER,
        report={"url": f"https://news.example/{MARKER}", "title": MARKER, "text": TEXT},
    )
    other = desk.log("Another", key="two", figure="toll", quantity="3,000", reporter="Wire")
    link = desk.link(claim, "contradicts", other, reason=MARKER)
    notice = desk.retract(other, reason=MARKER, notice_url=f"https://n.example/{MARKER}")
    refs = {
        "claim": claim.ref,
        "link": link.ref,
        "notice": notice.ref,
        "review": desk.review(claim, note=MARKER).ref,
        "ruling": desk.rule("Yonhap", "distinct", "Wire", reason=MARKER).ref,
        "refusal": desk.refuse(other, "repeats", claim, reason=MARKER).ref,
        "waiver": desk.waive("jump", reason=MARKER).ref,
        "rating": desk.rate(claim, MARKER, report=f"https://{MARKER}.example/1").ref,
        "story": desk.story(f"https://our.example/{MARKER}", title=MARKER, rests_on=["one"]).ref,
        "source": desk.source_view(f"{MARKER} Agency").ref,
        "figure": desk.figure_view("toll").definition.ref,
        "report": desk.show(claim).report.ref,
        "check": desk.trace(claim).ratings[0].report,
        "checker": desk.source_view(f"{MARKER.lower()}.example").ref,
    }
    desk.revise(claim, reason=MARKER, note=f"{MARKER} again")
    return refs


@pytest.fixture
def made(desk: "Desk", once: "Once") -> dict[str, str]:
    """One record of each kind; their references."""

    def record() -> dict[str, str]:
        return one_of_each(desk)

    return once(record)


@pytest.fixture
def gone(desk: "Desk", made: dict[str, str], once: "Once") -> dict[str, str]:
    """The same, and a third claim in a report of its own, all of it redacted."""

    def record() -> dict[str, str]:
        third = desk.log("Another", key="three", reporter="Wire", report={"title": "T"})
        for ref in (*made.values(), desk.show(third).report.ref):
            desk.redact(ref, reason=WHY)
        return made

    return once(record)


def entries(desk: "Desk", ref: str) -> list[RowMapping]:
    with reading(desk._engine) as connection:
        found = connection.execute(select(Entry.__table__).order_by(Entry.version)).mappings()
        return [row for row in found if short_ref(row["kind"], row["subject"]) == ref]


def seen(desk: "Desk") -> str:
    """All that an auditor can get to see, as one text."""
    found: list[Any] = [desk.sources(), desk.figures(), desk.reports(), desk.stories()]
    claims = desk.find(limit=500)
    found += [claims, desk.lint(), desk.suggest()]
    found += [[desk.show(one.ref), desk.trace(one.ref), desk.history(one.ref)] for one in claims]
    found += [desk.figure_view(one.slug) for one in desk.figures()]
    found += [desk.sourcing(figure=[one.slug for one in desk.figures()])] if desk.figures() else []
    found += [[desk.history(one.ref), desk.report_view(one.ref)] for one in desk.reports()]
    found += [desk.cascade(one.ref) for one in claims]
    return json.dumps(jsonable(found), ensure_ascii=False)


def raw_bytes(database: Path) -> bytes:
    """Everything that is on the disk of a database: the file, its log, the log's index."""
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob("claims.db*")))


# What goes, and what stays


def test_payload_and_salt_go_header_and_digest_stay(desk: "Desk", made: dict[str, str]) -> None:
    before = entries(desk, made["claim"])

    desk.redact(made["claim"], reason=WHY)

    *erased, redaction = entries(desk, made["claim"])
    assert [(row["payload"], row["salt"]) for row in erased] == [(None, None)] * 2
    header = ("version", "action", "recorded_at", "recorded_by", "format", "digest")
    assert [[row[name] for name in header] for row in erased] == [
        [row[name] for name in header] for row in before
    ]
    assert (redaction["version"], redaction["action"]) == (3, "redact")
    assert json.loads(redaction["payload"])["reason"] == WHY


def test_what_was_erased_is_counted(desk: "Desk", made: dict[str, str]) -> None:
    claim, report = (desk.redact(made[one], reason=WHY) for one in ("claim", "report"))

    assert (claim.payloads, claim.texts) == (2, 0)
    assert (report.payloads, report.texts) == (1, 1)


@pytest.mark.parametrize(
    "kind",
    [
        *("claim", "link", "notice", "review", "ruling", "refusal", "waiver"),
        *("rating", "story", "source", "figure", "report"),
    ],
)
def test_any_record_can_be_redacted(desk: "Desk", made: dict[str, str], kind: str) -> None:
    done = desk.redact(made[kind], reason=WHY)

    assert (done.status, done.kind, done.ref) == ("redacted", kind, made[kind])
    assert all(MARKER not in (row["payload"] or "") for row in entries(desk, made[kind]))
    assert WORDS in json.dumps(desk.history(made[kind]).as_json())
    assert desk.verify().ok


def test_nothing_is_left_on_the_disk(
    desk: "Desk", made: dict[str, str], database: Path, open_desk: Callable[..., "Desk"]
) -> None:
    assert MARKER.encode() in raw_bytes(database)

    left = [desk.redact(ref, reason=WHY).left_to_do for ref in made.values()]

    assert set(left) == {None}
    assert MARKER.lower().encode() not in raw_bytes(database).lower()
    assert b"around 4,700" not in raw_bytes(database)
    assert open_desk("auditor").verify().ok


def test_no_view_shows_it_any_more_and_all_say_so(desk: "Desk", made: dict[str, str]) -> None:
    assert MARKER in seen(desk)

    for ref in made.values():
        desk.redact(ref, reason=WHY)

    assert MARKER not in seen(desk)
    assert seen(desk).count(WORDS) > 20


def test_the_record_as_it_was_shows_the_redaction_too(
    desk: "Desk", made: dict[str, str], clock: "Clock"
) -> None:
    then = clock.now
    clock.tick(3600)
    for ref in made.values():
        desk.redact(ref, reason=WHY)

    past = desk.at(as_of=then)

    assert MARKER not in seen(past)
    assert past.show("one").revision == 2
    assert past.show("one").statement == f"[{WORDS}"
    assert [one.redacted for one in past.history("one").revisions] == [f"[{WORDS}"] * 2
    assert past.report_view(made["report"]).text_redacted == f"[{WORDS}"


def test_erased_revisions_say_so_and_show_no_changes(desk: "Desk", made: dict[str, str]) -> None:
    desk.redact(made["claim"], reason=WHY)

    revisions = desk.history(made["claim"]).revisions

    assert [one.action for one in revisions] == ["log", "revise", "redact"]
    assert [one.redacted for one in revisions] == [f"[{WORDS}", f"[{WORDS}", None]
    assert [one.changes for one in revisions] == [(), (), ()]
    assert [one.reason for one in revisions] == [None, None, WHY]


def test_a_redacted_claim_counts_for_nothing(desk: "Desk", made: dict[str, str]) -> None:
    desk.redact(made["claim"], reason=WHY)

    state = desk.figure_view("toll")

    assert (state.mentions, state.origins) == (0, 0)
    assert {one.key: one.standing for one in state.claims} == {
        "one": "withdrawn",
        "two": "retracted",
    }


def test_what_was_after_a_redaction_shows_its_own_changes(
    desk: "Desk", made: dict[str, str]
) -> None:
    desk.redact(made["link"], reason=WHY)

    desk.unlink(made["link"], reason="not so")

    (*_, last) = desk.history(made["link"]).revisions
    assert [(one.field, one.before, one.after) for one in last.changes] == [
        ("withdrawn", None, "not so")
    ]


# Archived texts


def test_another_report_with_the_same_text_loses_it_and_says_why(
    desk: "Desk", made: dict[str, str]
) -> None:
    report = {"url": "https://c.example", "text": TEXT}
    desk.log("The same", key="copy", reporter="Copy", report=report)

    related = desk.redact(made["report"], reason=WHY).may_repeat

    copied = desk.report_view("https://c.example")
    assert copied.ref in [one.ref for one in related]
    assert copied.text_redacted == f"[{WORDS}"
    assert desk.show("copy").report.text_redacted == f"[{WORDS}"
    told = desk.sourcing_report(claim="copy")
    assert told.claims[0].report.archived == "redacted"
    assert any("was redacted since" in one for one in told.not_checked)


def test_a_text_that_nobody_redacted_is_said_to_be_kept(desk: "Desk", made: dict[str, str]) -> None:
    desk.redact(made["claim"], reason=WHY)

    (claim,) = desk.sourcing_report(claim="one").claims

    assert claim.report.archived == "kept"
    assert desk.report_view(made["report"]).text_redacted is None


def test_a_quote_keeps_its_place_in_a_text_that_was_redacted(
    desk: "Desk", made: dict[str, str]
) -> None:
    desk.redact(made["report"], reason=WHY)

    desk.revise(made["claim"], reason="mended", note="new")

    (claim,) = desk.sourcing_report(claim="one").claims
    assert claim.quote is not None
    assert claim.quote.state == "found"
    assert "quote_not_in_text" not in [one.code for one in desk.lint("one")]


def test_a_new_quote_is_not_looked_for_in_a_text_that_was_redacted(
    desk: "Desk", made: dict[str, str]
) -> None:
    desk.redact(made["report"], reason=WHY)

    desk.revise(made["claim"], reason="mended", quote="at least 600")

    (claim,) = desk.sourcing_report(claim="one").claims
    assert claim.quote is not None
    assert claim.quote.state == "redacted"
    assert "quote_not_in_text" not in [one.code for one in desk.lint("one")]


# What may repeat it


def related(done: RedactionView) -> set[str]:
    return {one.ref for one in done.may_repeat}


def test_what_hangs_on_a_claim_is_named(desk: "Desk", made: dict[str, str]) -> None:
    found = related(desk.redact(made["claim"], reason=WHY))

    hanging = ("report", "link", "review", "refusal", "story", "rating")
    assert found == {made[one] for one in hanging}


def test_claims_in_the_same_words_are_named(desk: "Desk", made: dict[str, str]) -> None:
    report = {"url": f"https://news.example/{MARKER}"}
    joint = desk.log("Joint", quote="around 4,700 casualties", source="JCS", report=report)

    assert joint.ref in related(desk.redact(made["claim"], reason=WHY))


def test_what_hangs_on_a_report_is_named(desk: "Desk", made: dict[str, str]) -> None:
    newer = desk.report(f"https://news.example/{MARKER}", title="New title")

    assert related(desk.redact(made["report"], reason=WHY)) == {made["claim"], newer.ref}


def test_what_has_a_source_by_name_is_named(
    desk: "Desk", made: dict[str, str], claim_factory: "Make"
) -> None:
    naming = claim_factory(statement=f"They say so, {MARKER} spies add")
    titled = desk.report("https://x.example", title=f"What the {MARKER} Agency knows")
    claim_factory(statement="Nobody is named")

    found = related(desk.redact(made["source"], reason=WHY))

    assert found == {made["claim"], naming.ref, titled.ref}


def test_what_was_redacted_itself_is_not_named(desk: "Desk", made: dict[str, str]) -> None:
    for one in ("link", "review", "refusal", "story", "report", "rating"):
        desk.redact(made[one], reason=WHY)

    assert related(desk.redact(made["claim"], reason=WHY)) == set()


# Again


def test_redacting_twice_is_said_and_writes_no_entry(desk: "Desk", made: dict[str, str]) -> None:
    desk.redact(made["claim"], reason=WHY)

    again = desk.redact(made["claim"], reason="once more")

    assert (again.status, again.payloads) == ("redacted already", 0)
    assert len(entries(desk, made["claim"])) == 3


def test_what_was_written_since_is_redacted_as_well(
    desk: "Desk", made: dict[str, str], clock: "Clock"
) -> None:
    desk.redact(made["link"], reason=WHY)
    clock.tick(86_400)
    desk.unlink(made["link"], reason=f"{MARKER} again")

    again = desk.redact(made["link"], reason="once more")

    first, redaction, unlinking, second = desk.history(made["link"]).revisions
    assert (again.status, again.payloads) == ("redacted", 1)
    assert first.redacted == f"[{WORDS}"
    assert unlinking.redacted == "[redacted by mj on 2025-07-08: once more]"
    assert (redaction.reason, second.reason) == (WHY, "once more")
    assert desk.verify().ok


def test_while_somebody_reads_the_cleaning_waits_for_another_call(
    desk: "Desk", made: dict[str, str], database: Path
) -> None:
    with reading(desk._engine) as reader:
        reader.scalar(select(Entry.subject))
        held = desk.redact(made["report"], reason=WHY)

        assert held.status == "redacted"
        assert "somebody is reading" in (held.left_to_do or "")
        assert TEXT.encode() in raw_bytes(database)

    again = desk.redact(made["report"], reason=WHY)
    assert (again.status, again.left_to_do) == ("redacted already", None)
    assert TEXT.encode() not in raw_bytes(database)


def test_what_is_left_to_do_is_said(desk: "Desk", claim: "Recorded") -> None:
    done = desk.redact(claim, reason=WHY)

    if desk._engine.dialect.name == "sqlite":
        assert (done.left_to_do, done.to_be_repeated) == (None, False)
    else:
        assert "VACUUM FULL" in (done.left_to_do or "")
        assert not done.to_be_repeated


# What is refused

REFUSED: dict[str, Callable[["Desk", dict[str, str]], object]] = {
    "revising the claim": lambda desk, made: desk.revise("one", reason="?", note="x"),
    "linking the claim": lambda desk, made: desk.link("one", "repeats", "two", reason="?"),
    "reviewing the claim": lambda desk, made: desk.review("one"),
    "withdrawing the claim": lambda desk, made: desk.withdraw("one", reason="?"),
    "logging under its key": lambda desk, made: desk.log("It", key="one", reporter="Yonhap"),
    "updating under its key": lambda desk, made: desk.log(
        f"{MARKER} statement", key="one", reporter="Yonhap", update=True
    ),
    "setting the source": lambda desk, made: desk.source(made["source"], country="KR"),
    "setting the figure": lambda desk, made: desk.figure(
        f"redacted-{made['figure'][2:]}", title="New"
    ),
    "setting the report": lambda desk, made: desk.set_report(made["report"], byline="New"),
    "setting the story": lambda desk, made: desk.story(f"redacted:{made['story']}", title="New"),
    "archiving the text": lambda desk, made: desk.report("https://new.example", text=TEXT),
    "leading a claim to another report": lambda desk, made: desk.log(
        "Another", key="three", reporter="Wire", report="https://wire.example/3", update=True
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_was_redacted_does_not_come_back(
    desk: "Desk", gone: dict[str, str], counts: Callable[[], dict[str, int]], case: str
) -> None:
    before = counts()

    with pytest.raises(InputError) as refused:
        REFUSED[case](desk, gone)

    assert "redacted by mj" in refused.value.message
    assert counts() == before


def test_a_judgement_can_still_be_taken_back(desk: "Desk", made: dict[str, str]) -> None:
    for one in ("link", "notice", "ruling", "waiver"):
        desk.redact(made[one], reason=WHY)

    desk.unlink(made["link"], reason="not so")
    for one in ("notice", "ruling", "waiver"):
        desk.withdraw(made[one], reason="not so")

    assert desk.trace("one").links[0].withdrawn == "not so"


def test_another_file_may_go_on_with_a_redacted_figure_and_source(
    desk: "Desk", made: dict[str, str]
) -> None:
    for one in ("figure", "source"):
        desk.redact(made[one], reason=WHY)

    slug = f"redacted-{made['figure'][2:]}"
    later = desk.log("Later", figure=slug, quantity="5,000", source=made["source"], reporter="X")

    assert desk.show(later).source == desk.source_view(made["source"]).name
    assert len(desk.figure_view(slug).claims) == 3


def test_the_same_line_without_a_key_is_new_to_the_record(
    desk: "Desk", claim_factory: "Make"
) -> None:
    first = claim_factory(statement="It happened")
    desk.redact(first, reason=WHY)

    assert claim_factory(statement="It happened").ref != first.ref


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(desk: "Desk", claim: "Recorded", reason: str) -> None:
    with pytest.raises(InputError, match="a reason is required"):
        desk.redact(claim, reason=reason)


def test_a_key_cannot_be_redacted(sealing_desk: "Desk") -> None:
    (key,) = sealing_desk.signing_keys()

    with pytest.raises(InputError, match="leads to no"):
        sealing_desk.redact(key.ref, reason=WHY)


def test_the_record_as_it_was_cannot_be_redacted(desk: "Desk", claim: "Recorded") -> None:
    with pytest.raises(InputError, match="cannot be written to"):
        desk.at(as_of="2026-01-01").redact(claim, reason=WHY)


# Proofs and random histories


def test_a_proof_from_before_still_holds(sealing_desk: "Desk") -> None:
    claim = sealing_desk.log("It happened", reporter="Yonhap")
    sealing_desk.seal()
    before = sealing_desk.prove(claim)

    sealing_desk.redact(claim, reason=WHY)

    sealing_desk.seal()
    after = sealing_desk.prove(claim, revision=1, since=before.checkpoint)
    assert check(before, Trust()).ok
    assert check(after, Trust()).ok
    assert "It happened" not in after.model_dump_json()


def some_of(desk: "Desk", dice: random.Random) -> Iterator[str]:
    """A third of all records, of every kind."""
    with reading(desk._engine) as connection:
        kinds = connection.execute(select(Entry.subject, Entry.kind).where(Entry.version == 1))
        subjects = [str(row.subject) for row in kinds if row.kind != "key"]
    yield from dice.sample(sorted(subjects), len(subjects) // 3)


def live_on(life: Life, dice: random.Random, steps: int) -> None:
    """Go on with a life, in which some of what it knows of was redacted."""
    for step in dice.choices(STEPS, k=steps):
        with suppress(InputError):
            step(life)


@pytest.mark.parametrize("seed", seeds(2, 1, 3))
def test_a_random_history_with_redactions_adds_up_and_can_be_read(
    sealing_desk: "Desk", seed: int, clock: "Clock"
) -> None:
    dice, first = random.Random(seed), clock.now
    life = live_a_while(sealing_desk, seed=seed, steps=40)
    for steps in (20, 10):
        clock.tick(60)
        for ref in some_of(sealing_desk, dice):
            sealing_desk.redact(ref, reason=WHY)
        clock.tick(60)
        live_on(life, dice, steps)

    found = sealing_desk.verify()

    assert (found.ok, [one.message for one in found.problems]) == (True, [])
    assert found.redactions > 15
    assert WORDS in seen(sealing_desk.at(as_of=first))
    assert WORDS in seen(sealing_desk)
