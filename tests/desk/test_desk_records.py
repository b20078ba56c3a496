"""Sources and figures: set on what is given, never round in a circle, and how a desk is opened."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claims
from claims.errors import ConflictError, DatabaseError, InputError, NotFoundError
from claims.schemas.views import Recorded
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from tests.ground import Clock, OpenDesk


# Sources


def test_a_source_is_set_to_what_is_given_and_keeps_the_rest(desk: "Desk") -> None:
    desk.source("NIS", kind="agency", country="KR", note="Seoul")

    again = desk.source("nis", country="KP")

    shown = desk.source_view("NIS")
    assert (again.status, shown.revision) == ("set", 2)
    assert (shown.kind, shown.country, shown.note) == ("agency", "KP", "Seoul")


def test_a_source_that_is_said_again_is_unchanged(desk: "Desk") -> None:
    statuses = [desk.source("NIS", kind="agency").status for _ in range(2)]

    assert statuses == ["added", "unchanged"]


def test_a_known_source_may_come_under_a_new_controller(desk: "Desk") -> None:
    desk.source("KCNA")

    desk.source("KCNA", controlled_by="Government of North Korea")

    assert desk.source_view("KCNA").controlled_by == "Government of North Korea"


def test_control_does_not_go_round_in_a_circle(desk: "Desk") -> None:
    desk.source("KCTV", controlled_by="KCNA")
    desk.source("KCNA", controlled_by="State")

    for name in ("KCTV", "KCNA", "State"):
        with pytest.raises(InputError) as refused:
            desk.source("State", controlled_by=name)
        assert refused.value.code == "control_in_a_circle"

    assert desk.source_view("State").controlled_by is None


def test_two_sources_may_share_an_alias(desk: "Desk", source_factory: Make) -> None:
    source_factory(aliases=["officials"])

    source_factory(aliases=["officials"])

    assert [one.aliases for one in desk.sources()] == [("officials",), ("officials",)]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"kind": "spies"}, "value_unknown", "kind"),
        ({"colour": "red"}, "field_unknown", "colour"),
        ({"controlled_by": "NIS"}, "control_in_a_circle", "controlled_by"),
    ],
)
def test_a_source_with_a_bad_field_is_refused(
    desk: "Desk", fields: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.source("NIS", **fields)

    assert (refused.value.code, refused.value.place.field) == (code, field)
    assert desk.sources() == []


def test_an_unknown_source_cannot_be_shown(desk: "Desk") -> None:
    with pytest.raises(NotFoundError, match="'NIS' leads to no source"):
        desk.source_view("NIS")


# Figures


def test_a_figure_keeps_all_that_is_said_of_it(desk: "Desk") -> None:
    desk.figure("casualties", unit="soldiers")
    desk.figure(
        "killed",
        title="Killed",
        unit="soldiers",
        basis="cumulative",
        measure="killed",
        population="North Koreans",
        place="Kursk",
        since="2024-10",
        part_of="casualties",
        complete_parts=True,
        parties=["KCNA", "NIS"],
        note="as counted",
    )

    shown = {one.slug: one for one in desk.figures()}["killed"]
    assert (shown.basis, shown.since, shown.part_of) == ("cumulative", "2024-10", "casualties")
    assert (shown.complete_parts, shown.parties) == (True, ("KCNA", "NIS"))


def test_a_figure_is_set_to_what_is_given_and_keeps_the_rest(desk: "Desk") -> None:
    desk.figure("killed", unit="soldiers", complete_parts=True, parties=["KCNA"])

    desk.figure("killed", title="Killed", complete_parts=False)

    (shown,) = desk.figures()
    assert (shown.title, shown.unit, shown.complete_parts) == ("Killed", "soldiers", False)
    assert (shown.parties, shown.revision) == (("KCNA",), 2)


def test_parts_do_not_go_round_in_a_circle(desk: "Desk") -> None:
    desk.figure("losses")
    desk.figure("casualties", part_of="losses")
    desk.figure("killed", part_of="casualties")

    for part in ("losses", "casualties", "killed"):
        with pytest.raises(InputError) as refused:
            desk.figure("losses", part_of=part)
        assert refused.value.code == "part_in_a_circle"


def test_parts_do_not_go_round_in_a_circle_within_one_file_either(
    desk: "Desk", tmp_path: Path
) -> None:
    path = tmp_path / "figures.jsonl"
    path.write_text(
        '{"record": "figure", "slug": "losses"}\n'
        '{"record": "figure", "slug": "casualties", "part_of": "losses"}\n'
        '{"record": "figure", "slug": "killed", "part_of": "casualties"}\n'
        '{"record": "figure", "slug": "losses", "part_of": "killed"}\n',
        encoding="utf-8",
    )

    summary = desk.import_file(path, update=True)

    assert (summary.logged, summary.rejected) == (3, 1)
    assert {one.slug: one.part_of for one in desk.figures()}["losses"] is None


def test_a_figure_is_no_part_of_what_is_not_there(desk: "Desk") -> None:
    with pytest.raises(NotFoundError) as refused:
        desk.figure("killed", part_of="casualties")

    assert (refused.value.code, refused.value.place.field) == ("figure_unknown", "part_of")


@pytest.mark.parametrize("slug", ["nk killed", "", "x" * 81])
def test_a_slug_is_one_word(desk: "Desk", slug: str) -> None:
    with pytest.raises(InputError):
        desk.figure(slug)


def test_a_figure_is_viewed_by_slug_or_reference(desk: "Desk", figure: Recorded) -> None:
    slug = desk.figures()[0].slug

    assert desk.figure_view(slug).definition.ref == figure.ref
    assert desk.figure_view(figure.ref).figure == slug


# Opening, closing, and more than one pair of hands


def test_opening_a_desk_makes_the_database(tmp_path: Path) -> None:
    with claims.open(str(tmp_path / "new.db"), user="mj") as desk:
        desk.log("It happened", reporter="Yonhap")

    with claims.open(str(tmp_path / "new.db")) as again:
        assert [line.statement for line in again.find()] == ["It happened"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc")
def test_a_desk_that_was_refused_keeps_no_file_open(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_text("not a database " * 100, encoding="utf-8")

    with pytest.raises(DatabaseError):
        claims.open(str(path))

    gc.collect()
    assert str(path) not in {str(link.resolve()) for link in Path("/proc/self/fd").iterdir()}


def test_two_desks_see_each_others_work(desk: "Desk", open_desk: "OpenDesk") -> None:
    other = open_desk("zz")

    claim = desk.log("It happened", reporter="Yonhap")
    other.review(claim)

    assert desk.trace(claim).reviews[0].by == "zz"


def test_two_desks_do_not_make_the_same_key_twice(
    desk: "Desk", open_desk: "OpenDesk", clock: "Clock"
) -> None:
    other = open_desk("zz")
    desk.log("It happened", reporter="Yonhap", key="a")
    clock.tick()

    assert other.log("It happened", reporter="Yonhap", key="a").status == "unchanged"
    with pytest.raises(ConflictError):
        other.log("It did not", reporter="Yonhap", key="a")
