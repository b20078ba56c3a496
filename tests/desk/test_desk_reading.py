"""What auditors ask: finding, tracing, histories, in a number of statements that does not grow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from claims.desk.memo import Memo
from claims.errors import AmbiguousError, InputError, NotFoundError
from claims.schemas.views import Recorded
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock

URL = "https://news.example/1"


@contextmanager
def counted(desk: "Desk") -> Iterator[list[str]]:
    """The statements that are sent inside the block."""
    sent: list[str] = []

    def note(*args: Any) -> None:
        sent.append(str(args[2]))

    event.listen(desk._engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk._engine, "before_cursor_execute", note)


# Statement counts


def crowd(claim_factory: Make, size: int, **shared: Any) -> list[Recorded]:
    """Claims with chains, tags, figures and reports of their own."""
    return [
        claim_factory(
            source=f"Agency {number % 5}",
            via=[f"Relay {number % 3}"],
            reporter=f"Outlet {number % 4}",
            quantity=str(number + 10),
            tags=["war", f"tag-{number}"],
            report={"title": f"News {number}"},
            **shared,
        )
        for number in range(size)
    ]


READS: dict[str, Callable[["Desk", Recorded], Any]] = {
    "show": lambda desk, claim: desk.show(claim),
    "trace": lambda desk, claim: desk.trace(claim),
    "find": lambda desk, claim: desk.find(),
    "find with every filter": lambda desk, claim: desk.find(
        "happened", figure="losses", source="Agency 0", reporter="Outlet 0", tag="war", until="2026"
    ),
    "history": lambda desk, claim: desk.history(claim),
    "figure_view": lambda desk, claim: desk.figure_view("losses"),
    "figure_summary": lambda desk, claim: desk.figure_summary("losses"),
    "sources": lambda desk, claim: desk.sources(),
    "figures": lambda desk, claim: desk.figures(),
    "reports": lambda desk, claim: desk.reports(),
    "stories": lambda desk, claim: desk.stories(),
}


def test_the_number_of_statements_does_not_grow_with_the_rows(
    desk: "Desk", claim_factory: Make
) -> None:
    first = crowd(claim_factory, 5, figure="losses")
    _hang_on(desk, first)
    desk.find("happened", tag="war")  # a server's own counts are asked for once a connection
    few = {read: _statements(desk, read, first[0]) for read in READS}
    _hang_on(desk, [first[0], *crowd(claim_factory, 15, figure="losses")])

    many = {read: _statements(desk, read, first[0]) for read in READS}

    assert many == few


def test_reading_takes_a_handful_of_statements(desk: "Desk", claim_factory: Make) -> None:
    claims = crowd(claim_factory, 5, figure="losses")
    _hang_on(desk, claims)
    most = {"show": 35, "trace": 25, "find": 12, "figure_view": 22}

    sent = {read: _statements(desk, read, claims[0]) for read in most}

    assert {read: count for read, count in sent.items() if count > most[read]} == {}


def test_where_a_claim_comes_from_is_told_without_weighing_its_figure(
    desk: "Desk", claim_factory: Make
) -> None:
    claims = crowd(claim_factory, 60, figure="losses")

    with counted(desk) as sent:
        desk.trace(claims[0])

    assert len(sent) <= 16  # what it is called by, its rows, entries, and what is said of it
    assert not any("figure_id =" in statement for statement in sent)


def _statements(desk: "Desk", read: str, claim: Recorded) -> int:
    desk._memo = Memo()
    with counted(desk) as sent:
        READS[read](desk, claim)
    return len(sent)


def _hang_on(desk: "Desk", claims: list[Recorded]) -> None:
    """Links, reviews, notices, revisions and a story on the first of these claims."""
    first = claims[0]
    for other in claims[1:]:
        desk.link(first, "repeats", other, reason="the same words")
    desk.review(first)
    desk.revise(first, reason="a remark", note=f"{len(claims)} claims")
    desk.story(f"https://our.example/{len(claims)}", rests_on=claims)


# Finding


@pytest.fixture
def three(desk: "Desk", clock: "Clock") -> None:
    """Three claims that differ in everything one can look for."""
    desk.log(
        "Soldiers fell",
        key="a",
        source="NIS",
        via=["Lee"],
        reporter="Yonhap",
        figure="nk-killed",
        hedge="probable",
        tags=["war"],
        as_of="2025-04",
    )
    clock.tick()
    desk.log("Soldiers were sent", key="b", reporter="KCNA", hedge="certain", said="2024-12")
    clock.tick()
    desk.log("A delegation left", key="c", source="KCNA", reporter="Yonhap", published="2025-06")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "cba"),
        ({"words": "soldiers"}, "ba"),
        ({"figure": "nk-killed"}, "a"),
        ({"source": "KCNA"}, "cb"),
        ({"source": "Lee"}, "a"),
        ({"reporter": "Yonhap"}, "ca"),
        ({"tag": "war"}, "a"),
        ({"hedge": "probable"}, "a"),
        ({"since": "2025"}, "ca"),
        ({"until": "2025-04-15"}, "ba"),
        ({"since": "2025-05", "until": "2025-12"}, "c"),
        ({"limit": 2}, "cb"),
        ({"limit": 2, "before": "b"}, "a"),
        ({"words": "soldiers", "source": "KCNA"}, "b"),
        ({"words": "nothing of the kind"}, ""),
    ],
    ids=str,
)
def test_each_condition_narrows_what_is_found(
    desk: "Desk", wanted: dict[str, Any], found: str
) -> None:
    assert [line.key for line in desk.find(**wanted)] == list(found)


def test_a_source_is_found_by_its_alias(desk: "Desk", claim_factory: Make) -> None:
    desk.source("NIS", aliases=["the agency"])
    claim = claim_factory(source="NIS")

    assert [line.ref for line in desk.find(source="The Agency")] == [claim.ref]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"figure": "none"}, "figure_unknown"),
        ({"source": "none"}, "ref_unknown"),
        ({"reporter": "none"}, "ref_unknown"),
        ({"before": "none"}, "ref_unknown"),
        ({"hedge": "sure"}, "value_unknown"),
        ({"since": "yesterday"}, "date_unreadable"),
        ({"until": "2025/.."}, "date_open"),
    ],
    ids=str,
)
def test_what_is_looked_for_must_be_there(desk: "Desk", wanted: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.find(**wanted)  # type: ignore[arg-type]  # a table of cases

    assert refused.value.code == code


def test_an_alias_of_two_sources_is_not_looked_for(desk: "Desk", source_factory: Make) -> None:
    source_factory(aliases=["officials"])
    source_factory(aliases=["officials"])

    with pytest.raises(AmbiguousError):
        desk.find(source="officials")


# Showing and tracing


def test_showing_gives_names_where_the_record_has_identities(desk: "Desk") -> None:
    desk.source("NIS", kind="agency", country="KR", controlled_by="Government")
    claim = desk.log(
        "It happened",
        source="NIS",
        via=["Lee"],
        reporter="Yonhap",
        figure="nk-killed",
        quantity="around 12",
        report={"url": URL, "title": "News"},
    )

    shown = desk.show(claim)

    assert (shown.source, shown.via, shown.reporter) == ("NIS", ("Lee",), "Yonhap")
    assert (shown.figure, shown.quantity, shown.chain) == ("nk-killed", "around 12", None)
    assert (shown.report.url, shown.report.title, shown.revision) == (URL, "News", 1)


def test_a_trace_goes_to_the_last_hop_and_the_ledger(desk: "Desk", clock: "Clock") -> None:
    desk.source("NIS", kind="agency", country="KR", controlled_by="Government")
    claim = desk.log("It happened", source="NIS", reporter="Yonhap", hedge="probable", report=URL)
    clock.tick()
    desk.revise(claim, reason="a remark", note="x")

    trace = desk.trace(claim)

    origin = trace.chain[0]
    assert (origin.kind, origin.country, origin.controlled_by) == ("agency", "KR", "Government")
    assert trace.report.url == URL
    assert [one.action for one in trace.revisions] == ["log", "revise"]
    assert (trace.entry.version, trace.entry.at, trace.entry.by) == (2, clock.now, "mj")
    assert (trace.entry.subject, len(trace.entry.digest)) == (claim.id, 64)


def test_a_hop_without_a_hedge_is_attributed_and_says_that_none_was_given(desk: "Desk") -> None:
    claim = desk.log("It happened", source="NIS", reporter="Yonhap", hedge="attributed")

    assert [(hop.hedge, hop.hedge_given) for hop in desk.trace(claim).chain] == [
        ("attributed", True),
        ("attributed", False),
    ]


def test_what_is_not_there_cannot_be_shown(desk: "Desk") -> None:
    for read in (desk.show, desk.trace, desk.history):
        with pytest.raises(NotFoundError, match="'nowhere'"):
            read("nowhere")


# Histories


def test_the_history_of_a_source_shows_each_field_before_and_after(
    desk: "Desk", clock: "Clock"
) -> None:
    source = desk.source("NIS")
    clock.tick()
    desk.source("NIS", kind="agency", aliases=["the agency"])

    first, second = desk.history(source).revisions
    assert (first.action, second.action) == ("add", "set")
    assert (first.at, second.at) == (clock.now.replace(second=0), clock.now)
    assert {c.field: (c.before, c.after) for c in second.changes} == {
        "source_kind": ("organisation", "agency"),
        "aliases": (None, ["the agency"]),
    }


def test_a_history_names_what_the_record_refers_to(desk: "Desk") -> None:
    desk.figure("casualties")
    figure = desk.figure("killed", part_of="casualties", parties=["KCNA"])

    (revision,) = desk.history(figure).revisions

    told = {change.field: change.after for change in revision.changes}
    assert (told["part_of"], told["parties"]) == ("casualties", ["KCNA"])


def test_the_history_of_a_figure_is_asked_for_by_its_slug(desk: "Desk") -> None:
    figure = desk.figure("killed")

    assert desk.history("killed").ref == figure.ref


@pytest.mark.parametrize("verb", ["link", "retract", "rule", "story", "review"])
def test_every_record_has_a_history(desk: "Desk", claim_factory: Make, verb: str) -> None:
    a, b = claim_factory(), claim_factory()
    made = {
        "link": lambda: desk.link(a, "repeats", b, reason="so"),
        "retract": lambda: desk.retract(a, reason="so"),
        "rule": lambda: desk.rule(a, "same", b, reason="so"),
        "story": lambda: desk.story("https://our.example", rests_on=[a.ref]),
        "review": lambda: desk.review(a),
    }[verb]()

    assert [one.revision for one in desk.history(made).revisions] == [1]


def test_reports_and_stories_come_in_pages(desk: "Desk") -> None:
    for number in range(5):
        desk.report(f"https://news.example/{number}")
        desk.story(f"https://ours.example/{number}")

    first = desk.reports(limit=2)
    then = desk.reports(after=first[-1].ref, limit=2)
    last = desk.reports(after=then[-1].ref, limit=2)

    assert [len(page) for page in (first, then, last)] == [2, 2, 1]
    assert [*first, *then, *last] == desk.reports()
    assert desk.stories(after=desk.stories(limit=3)[-1].ref) == desk.stories()[3:]


def test_sources_and_figures_come_in_pages_by_name(desk: "Desk") -> None:
    for name, slug in zip(("zulu", "Émile", "Alpha", "beta", "Ωmega"), "ec-abd", strict=False):
        desk.source(name)
        desk.figure(f"toll-{slug}" if slug != "-" else "toll")
    desk.source("zulu", note="revised")

    sources = ["Alpha", "beta", "zulu", "Émile", "Ωmega"]
    figures = ["toll", "toll-a", "toll-b", "toll-c", "toll-e"]

    assert [one.name for one in desk.sources()] == sources
    assert [one.slug for one in desk.figures()] == figures
    assert [one.name for one in desk.sources(limit=2)] == sources[:2]
    assert [one.name for one in desk.sources(after="BETA", limit=2)] == sources[2:4]
    assert [one.slug for one in desk.figures(after=figures[1], limit=2)] == figures[2:4]
    assert desk.sources(after="Ωmega") == []


def test_a_page_begins_after_what_is_there(desk: "Desk") -> None:
    with pytest.raises(NotFoundError, match="leads to no source"):
        desk.sources(after="nobody")
    with pytest.raises(NotFoundError, match="there is no figure"):
        desk.figures(after="nothing")


def test_a_page_of_no_reports_is_refused(desk: "Desk") -> None:
    with pytest.raises(InputError, match="one record at least"):
        desk.reports(limit=0)


def test_a_story_is_found_by_its_address_and_its_reference(desk: "Desk") -> None:
    made = desk.story("https://ours.example/1", title="Ours")

    assert desk.story_view("https://ours.example/1").title == "Ours"
    assert desk.story_view(made.ref) == desk.story_view("https://ours.example/1")
    with pytest.raises(NotFoundError):
        desk.story_view("https://ours.example/2")
