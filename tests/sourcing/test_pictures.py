from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.report.model import ENGLISH, ClaimRow, FigurePart, Origin
from claims.report.pictures import Picture, balance, chain, timeline, web
from claims.report.pictures.crowd import MOST
from claims.report.pictures.scales import Scale, day_ticks, number_ticks, tick_words
from claims.report.pictures.svg import Svg, drawing, element, shorten, text, width
from claims.vocab import Comparator, Hedge, SourceKind, Stance, Standing
from tests.sourcing.literals import claim, conflict, figure, row

TENTH = Decimal("0.1")
SVG = "{http://www.w3.org/2000/svg}"


def of_one_origin(rows: Sequence[ClaimRow]) -> FigurePart:
    names = tuple(one.name for one in rows)
    origin = Origin(
        sources=("NIS",), kinds=(SourceKind.AGENCY,), named=True, claims=names, newest=names[-1:]
    )
    return figure(claims=tuple(rows), origin_groups=(origin,))


def words_in(picture: Picture) -> list[str]:
    tree = ET.fromstring(picture.svg)
    return ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]


def marks_in(picture: Picture) -> list[str]:
    tree = ET.fromstring(picture.svg)
    groups = (one for one in tree.iter(f"{SVG}g") if "mk" in one.get("class", "").split())
    return [one.findtext(f"{SVG}title") or "" for one in groups]


@given(st.text())
def test_any_text_in_a_picture_is_text(told: str) -> None:
    drawn = drawing((10, 10), told, told, text(0, 0, told), element("g", told))
    tree = ET.fromstring(drawn)
    assert [one.tag.removeprefix(SVG) for one in tree.iter()] in (
        ["svg", "title", "desc", "text", "g"],
        ["svg", "title", "desc", "text"],
    )


@given(
    st.decimals(-(10**18), 10**18, places=4), st.decimals(0, 10**18, places=4), st.integers(2, 9)
)
def test_ticks_enclose_what_is_drawn(low: Decimal, span: Decimal, most: int) -> None:
    ticks = number_ticks(low, low + span, most)
    assert ticks[0] <= low
    assert ticks[-1] >= low + span
    assert len(ticks) <= most + 3


def test_ticks_are_round_numbers() -> None:
    assert [tick_words(one, ENGLISH) for one in number_ticks(Decimal(0), Decimal(5170))] == [
        "0", "1,000", "2,000", "3,000", "4,000", "5,000", "6,000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "first"),
    [(739250, 739254, "2024-12-31"), (739250, 739500, "2025-01"), (700000, 739500, "1921")],
)
def test_dates_are_as_precise_as_the_steps(low: float, high: float, first: str) -> None:
    assert day_ticks(low, high)[0][1] == first


def test_a_scale_of_one_value_has_it_in_the_middle() -> None:
    assert Scale(5, 5, 0, 10)(5) == 5


def test_a_long_name_is_cut_where_there_is_no_room() -> None:
    assert width(shorten("국가정보원" * 20, 100)) <= 100
    assert shorten("NIS", 100) == "NIS"


@pytest.mark.parametrize("comparator", Comparator)
@pytest.mark.parametrize("hedge", Hedge)
def test_no_two_marks_look_alike_without_colour(comparator: Comparator, hedge: Hedge) -> None:
    from claims.report.pictures.shapes import mark  # noqa: PLC0415

    same = [
        (other, level)
        for other in Comparator
        for level in Hedge
        if mark((0, 0), level, other) == mark((0, 0), hedge, comparator)
    ]
    assert same == [(comparator, hedge)]


def test_claims_that_look_alike_share_a_mark() -> None:
    made = timeline(
        of_one_origin([row(), row(name="desk-0002"), row(name="d3", value=Decimal(9))]),
        TENTH,
        ENGLISH,
    )
    assert len(marks_in(made)) == 2
    assert "A×2" in words_in(made)
    assert made.rows[-1][0] == "desk-0001, desk-0002" or made.rows[0][0] == "desk-0001, desk-0002"


def test_a_newer_number_takes_over_from_the_older() -> None:
    rows = [row(as_of="2025-01"), row(name="newer-2", as_of="2025-04", value=Decimal(5000))]
    told = {line[0]: line[-1] for line in timeline(of_one_origin(rows), TENTH, ENGLISH).rows}
    assert told == {"desk-0001": "", "newer-2": "desk-0001"}


def test_what_was_taken_back_is_struck_through_and_joined_to_nothing() -> None:
    rows = [row(as_of="2025-01", standing=Standing.RETRACTED), row(name="newer-2")]
    made = timeline(of_one_origin(rows), TENTH, ENGLISH)
    assert "struck through (retracted)" in made.rows[0][3]
    assert made.rows[1][-1] == ""
    assert 'class="x"' in made.svg


@pytest.mark.parametrize("dates", [{}, {"said": None, "as_of": None, "published": None}])
@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DECLINES])
def test_a_claim_without_number_or_date_has_its_place(
    dates: dict[str, None], stance: Stance
) -> None:
    bare = {"quantity": None, "comparator": None, "value": None}
    made = timeline(of_one_origin([row(stance=stance, **bare, **dates)]), TENTH, ENGLISH)
    assert len(marks_in(made)) == 1
    assert made.rows[0][2] == f"no number ({ENGLISH.stances[stance]})"
    assert ("no date" in words_in(made)) == bool(dates)


def test_a_vague_word_is_placed_by_our_convention_or_not_at_all() -> None:
    vague = {"comparator": Comparator.VAGUE, "value": None}
    known = timeline(of_one_origin([row(quantity="dozens", **vague)]), TENTH, ENGLISH).rows[0]
    unknown = timeline(of_one_origin([row(quantity="수십 명쯤", **vague)]), TENTH, ENGLISH).rows[0]
    assert known[4] != ""
    assert unknown[4] == ""


@pytest.mark.parametrize("number", ["0", "-5", "0.001", "1e17"])
def test_any_number_can_be_drawn(number: str) -> None:
    assert timeline(of_one_origin([row(value=Decimal(number))]), TENTH, ENGLISH).rows


def test_very_many_claims_are_a_band_with_the_newest_before_it() -> None:
    rows = [
        row(name=f"n{at}", value=Decimal(at), as_of=f"2025-0{1 + at % 9}")
        for at in range(MOST + 50)
    ]
    made = timeline(of_one_origin(rows), TENTH, ENGLISH)
    assert len(marks_in(made)) == 1
    told = sum(int(line[0].split()[0]) for line in made.rows if line[3] == "band")
    assert told == len(rows)


def test_every_mark_has_its_row() -> None:
    rows = [row(name=f"n{at}", value=Decimal(at), hedge=hedge) for at, hedge in enumerate(Hedge)]
    made = timeline(of_one_origin(rows), TENTH, ENGLISH)
    told = {line[0] for line in made.rows}
    assert {title.split(" · ")[0] for title in marks_in(made)} == told == {one.name for one in rows}


def test_the_web_has_a_row_for_every_line_and_conflict() -> None:
    rows = (row(), row(name="d2", source="KCNA", via=(), reporter="KCTV"))
    made = web(figure(claims=rows, conflicts=(conflict(from_="desk-0001", to="d2"),)), {}, ENGLISH)
    assert made.rows == (
        ("KCNA", "KCTV", "1"),
        ("NIS", "Lee Seong-kweun", "1"),
        ("Lee Seong-kweun", "Yonhap", "1"),
        ("KCNA contradicts NIS", "", "1 conflict"),
    )
    assert made.svg.count('class="clash"') == 1
    assert made.svg.count('class="edge') == 3


def test_versions_of_one_report_are_one_mention_of_the_web() -> None:
    rows = (row(via=()), row(name="d2", via=()))
    made = web(figure(claims=rows), {"desk-0001": "r-1", "d2": "r-1"}, ENGLISH)
    assert made.rows == (("NIS", "Yonhap", "1"),)


def test_a_crowded_column_has_a_box_for_the_others() -> None:
    rows = tuple(row(name=f"n{at}", via=(), reporter=f"outlet {at:02}") for at in range(30))
    made = web(figure(claims=rows), {}, ENGLISH)
    assert "12 others" in words_in(made)
    assert len(made.rows) == 30


def test_the_balance_counts_both_sides() -> None:
    made = balance(figure(named_claims=5, unnamed_claims=2), ENGLISH)
    assert made.rows[:2] == (("Speaker named", "5"), ("Speaker not named", "2"))


def test_the_chain_has_a_box_for_each_speaker() -> None:
    made = chain(claim(), ENGLISH)
    assert [line[0] for line in made.rows] == ["NIS", "Lee Seong-kweun", "Yonhap"]
    assert made.svg.count('class="box"') == 3
    assert "“likely” probable" in words_in(made)


def test_a_long_chain_goes_on_in_the_next_row() -> None:
    hops = claim().chain * 4
    assert chain(claim(chain=hops), ENGLISH).svg.count('class="box"') == len(hops)


def test_finished_svg_is_told_from_text() -> None:
    assert element("g", Svg("<a/>"), "<b/>") == "<g><a/>&lt;b/&gt;</g>"
