"""Importing: every kind of bad input, nothing half-written, and the same again changes nothing."""

import io
import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.cli.root import command_line
from claims.desk.importing import BATCH
from claims.desk.opening import open_desk
from claims.desk.rejects import Rejects
from claims.errors import ClaimsError, InputError
from claims.formats.readers import READERS
from claims.schemas.views import ImportSummary
from tests.desk.test_desk_reading import URL, counted
from tests.ground import START, Counts, count_rows

if TYPE_CHECKING:
    from claims.desk import Desk

BAD = Path(__file__).parents[2] / "fixtures" / "bad"
CASES = sorted(path.name.removesuffix(".expected.json") for path in BAD.glob("*.expected.json"))


@dataclass(frozen=True)
class Case:
    """One bad input: the file to import, and what must come of it."""

    file: Path
    expected: dict[str, Any]
    setup: Path | None

    @property
    def strict(self) -> bool:
        return bool(self.expected.get("strict"))


def read_case(name: str, folder: Path) -> Case:
    """The case of this name, its files copied or made in `folder`."""
    expected = json.loads((BAD / f"{name}.expected.json").read_text(encoding="utf-8"))
    setup = BAD / f"{name}.setup.jsonl"
    return Case(_file(name, expected, folder), expected, setup if setup.exists() else None)


def _file(name: str, expected: dict[str, Any], folder: Path) -> Path:
    if "generate" in expected:
        recipe = expected["generate"]
        made = folder / f"{name}.{recipe['format']}"
        text = recipe["before"] + recipe["repeat"] * recipe["times"] + recipe["after"]
        made.write_text(text, encoding="utf-8")
        return made
    (given,) = (one for one in BAD.glob(f"{name}.*") if one.suffixes[0] not in KEPT_BESIDE)
    copied = folder / given.name
    copied.write_bytes(given.read_bytes())
    return copied


KEPT_BESIDE = (".expected", ".setup")


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path, desk: "Desk") -> Case:
    """Each bad input in turn, its setup imported."""
    case = read_case(request.param, tmp_path)
    if case.setup is not None:
        assert desk.import_file(case.setup).rejected == 0
    return case


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rejects_of(path: Path) -> list[dict[str, Any]]:
    rejects = path.with_name(path.name + ".rejected.jsonl")
    return lines_of(rejects) if rejects.exists() else []


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def claim(statement: str = "It happened", **fields: Any) -> dict[str, Any]:
    return {"statement": statement, "reporter": "Yonhap", **fields}


def link(to: str, relation: str = "repeats") -> dict[str, str]:
    return {"relation": relation, "to": to, "reason": "the same words"}


def totals(summary: ImportSummary) -> tuple[int, int, int, int]:
    return summary.logged, summary.unchanged, summary.updated, summary.rejected


# Bad input


def test_every_bad_file_has_what_is_expected_of_it() -> None:
    named = {path.name.split(".")[0] for path in BAD.iterdir()} - {"README"}

    assert named == set(CASES)


def test_bad_input_meets_its_error_and_nothing_is_half_written(
    desk: "Desk", case: Case, counts: Counts, tmp_path: Path, template: Path
) -> None:
    before = counts()
    if case.expected["exit"] == 1:
        alone = _good_lines_alone(case, tmp_path, template)
        _check_refused_lines(desk, case, before, counts)
        assert counts() == alone
    else:
        _check_refused_file(desk, case)
        assert counts() == before


def _check_refused_file(desk: "Desk", case: Case) -> None:
    with pytest.raises(ClaimsError) as refused:
        desk.import_file(case.file, strict=case.strict)

    assert refused.value.code == case.expected["error"]["code"]
    assert case.expected["error"]["contains"] in str(refused.value)
    assert case.file.name in str(refused.value)
    assert not rejects_of(case.file)


def _check_refused_lines(desk: "Desk", case: Case, before: dict[str, int], counts: Counts) -> None:
    summary = desk.import_file(case.file, strict=case.strict)
    refused = rejects_of(case.file)

    assert [_mark(line) for line in refused] == [_mark(one) for one in case.expected["rejected"]]
    for line, expected in zip(refused, case.expected["rejected"], strict=True):
        assert expected["reason_contains"] in line["reason"]
    assert totals(summary) == (summary.read - len(refused), 0, 0, len(refused))
    assert counts()["claims"] == before["claims"] + summary.logged


def _mark(line: dict[str, Any]) -> tuple[int, str | None, str]:
    return line["line"], line["field"], line["code"]


def _good_lines_alone(case: Case, folder: Path, template: Path) -> dict[str, int]:
    """How many rows there are where the bad lines never stood in the file."""
    good = folder / f"good{case.file.suffix}"
    content = case.file.read_bytes().splitlines(keepends=True)
    bad = _refused_lines(case)
    good.write_bytes(b"".join(one for at, one in enumerate(content, start=1) if at not in bad))
    alone = Path(shutil.copy(template, folder / "alone.db"))
    with open_desk(alone, user="mj") as other:
        _import_quietly(other, case.setup)
        _import_quietly(other, good)
        return count_rows(other._engine)


def _refused_lines(case: Case) -> set[int]:
    spans = ((one["line"], one.get("through", one["line"])) for one in case.expected["rejected"])
    return {number for first, last in spans for number in range(first, last + 1)}


def _import_quietly(desk: "Desk", path: Path | None) -> None:
    """Import a file of which nothing may be left but a header, once its bad lines are gone."""
    if path is None:
        return
    with suppress(InputError):
        assert desk.import_file(path).rejected == 0


@pytest.mark.parametrize("name", [name for name in CASES if "10-mb" not in name])
def test_the_command_ends_with_the_exit_code_expected(
    name: str, tmp_path: Path, database: Path
) -> None:
    case = read_case(name, tmp_path)
    run = partial(CliRunner().invoke, command_line, catch_exceptions=False)
    command = ["--db", str(database), "--as", "mj", "import"]
    if case.setup is not None:
        run([*command, str(case.setup)])

    ended = run([*command, str(case.file), *(["--strict"] if case.strict else [])])

    assert ended.exit_code == case.expected["exit"], ended.output
    assert case.file.name in ended.output


# Refused lines can be corrected and imported again


def test_a_refused_line_is_kept_with_its_number_field_and_reason(
    desk: "Desk", tmp_path: Path
) -> None:
    path = write(tmp_path / "drafts.jsonl", claim(), claim(hedge="probabel", note="keep me"))

    desk.import_file(path)

    (refused,) = rejects_of(path)
    assert refused == {
        **claim(hedge="probabel", note="keep me"),
        "line": 2,
        "field": "hedge",
        "code": "value_unknown",
        "reason": refused["reason"],
    }


def test_a_corrected_line_can_be_imported_as_it_stands(desk: "Desk", tmp_path: Path) -> None:
    path = write(tmp_path / "drafts.jsonl", claim(hedge="probabel"))
    desk.import_file(path)
    (refused,) = rejects_of(path)
    corrected = write(tmp_path / "again.jsonl", {**refused, "hedge": "probable"})

    summary = desk.import_file(corrected)

    assert totals(summary) == (1, 0, 0, 0)
    assert desk.find()[0].hedge == "probable"


def test_a_line_that_was_not_corrected_is_refused_again_and_not_lost(
    desk: "Desk", tmp_path: Path
) -> None:
    path = write(tmp_path / "drafts.jsonl", '{"statement": "Cut sho')
    desk.import_file(path)
    rejects = path.with_name("drafts.jsonl.rejected.jsonl")

    summary = desk.import_file(rejects)

    assert totals(summary) == (0, 0, 0, 1)
    assert rejects_of(rejects)[0]["raw"] == '{"statement": "Cut sho'
    assert rejects_of(rejects)[0]["code"] == "line_not_corrected"


def test_a_table_row_that_cannot_be_read_is_kept_to_the_letter(
    desk: "Desk", tmp_path: Path
) -> None:
    path = tmp_path / "drafts.csv"
    path.write_text('statement,reporter\n"a, ""b""",c,d\n"lone,Yonhap\nnext,Yonhap\n', "utf-8")

    summary = desk.import_file(path)

    assert totals(summary) == (0, 0, 0, 2)
    assert [line["raw"] for line in rejects_of(path)] == [
        '"a, ""b""",c,d',
        '"lone,Yonhap\nnext,Yonhap',
    ]


def test_a_line_behind_a_byte_order_mark_can_be_imported_as_it_was_kept(
    desk: "Desk", tmp_path: Path
) -> None:
    path = tmp_path / "drafts.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(claim()).encode())
    desk.import_file(path)

    summary = desk.import_file(path.with_name("drafts.jsonl.rejected.jsonl"))

    assert totals(summary) == (1, 0, 0, 0)


def test_without_refused_lines_there_is_no_file_of_them(desk: "Desk", tmp_path: Path) -> None:
    path = write(tmp_path / "drafts.jsonl", claim())

    desk.import_file(path)

    assert not path.with_name("drafts.jsonl.rejected.jsonl").exists()


def test_refused_lines_that_cannot_be_kept_stop_the_import(desk: "Desk", tmp_path: Path) -> None:
    path = write(tmp_path / "drafts.jsonl", claim(hedge="x"))
    path.with_name("drafts.jsonl.rejected.jsonl").mkdir()

    with pytest.raises(InputError) as refused:
        desk.import_file(path)

    assert refused.value.code == "rejects_unwritable"


# The same again


def test_importing_the_same_file_twice_changes_nothing(
    desk: "Desk", tmp_path: Path, counts: Counts
) -> None:
    path = write(
        tmp_path / "drafts.jsonl",
        {"record": "source", "name": "NIS", "kind": "agency", "aliases": ["the agency"]},
        {"record": "figure", "slug": "killed", "unit": "soldiers", "parties": ["NIS"]},
        {"record": "report", "url": "https://news.example/1", "title": "News", "text": "Dozens."},
        claim(key="a", source="NIS", quantity="dozens", figure="killed", tags=["war"]),
        claim(key="b", report="https://news.example/1", quote="Dozens", links=[link("a")]),
        {"record": "story", "url": "https://our.example", "rests_on": ["a", "b"]},
    )
    first = desk.import_file(path)
    before = counts()

    again = desk.import_file(path)

    assert totals(first) == (6, 0, 0, 0)
    assert totals(again) == (0, 6, 0, 0)
    assert counts() == before


def test_the_same_records_twice_in_one_file_change_nothing(desk: "Desk", tmp_path: Path) -> None:
    records = [
        {"record": "source", "name": "NIS", "country": "KR"},
        {"record": "figure", "slug": "killed", "unit": "soldiers"},
        {"record": "report", "url": "https://news.example/1", "title": "News"},
        {"record": "story", "url": "https://our.example", "title": "Ours"},
        claim(key="a", report="https://news.example/1"),
    ]

    summary = desk.import_file(write(tmp_path / "drafts.jsonl", *records, *records))

    assert totals(summary) == (5, 5, 0, 0)


def test_the_same_records_changed_twice_in_one_file_end_as_the_last_says(
    desk: "Desk", tmp_path: Path
) -> None:
    states = [
        [
            {"record": "source", "name": "NIS", "note": note},
            {"record": "figure", "slug": "killed", "note": note},
            {"record": "story", "url": "https://our.example", "note": note},
            claim(key="a", note=note),
        ]
        for note in ("first", "second", "third")
    ]

    summary = desk.import_file(
        write(tmp_path / "drafts.jsonl", *(line for state in states for line in state)),
        update=True,
    )

    assert totals(summary) == (4, 0, 8, 0)
    assert {desk.source_view("NIS").note, desk.figures()[0].note} == {"third"}
    assert {desk.stories()[0].note, desk.show("a").note} == {"third"}
    assert desk.show("a").revision == 3


def test_an_update_makes_a_revision(desk: "Desk", tmp_path: Path) -> None:
    desk.import_file(write(tmp_path / "drafts.jsonl", claim(key="a", quantity="12")))

    path = write(tmp_path / "later.jsonl", claim(key="a", quantity="13"), claim(key="b"))
    summary = desk.import_file(path, update=True)

    assert totals(summary) == (1, 0, 1, 0)
    assert (desk.show("a").quantity, desk.show("a").revision) == ("13", 2)


def test_the_statements_of_an_update_do_not_grow_with_its_claims(
    desk: "Desk", tmp_path: Path
) -> None:
    few, many = (
        _statements_of_an_update(desk, tmp_path, 2),
        _statements_of_an_update(desk, tmp_path, 20),
    )

    assert many <= few  # a server is sent many rows together


def _statements_of_an_update(desk: "Desk", folder: Path, size: int) -> int:
    """How many are sent to import so many claims, each of a report of its own, once more."""
    sizes: list[int] = []
    for hedge in ("certain", "possible"):
        drafts = [
            claim(key=f"{size}-{number}", hedge=hedge, report={"url": f"{URL}/{size}/{number}"})
            for number in range(size)
        ]
        with counted(desk) as sent:
            desk.import_file(write(folder / "drafts.jsonl", *drafts), update=True)
        sizes.append(len(sent))
    return sizes[-1]


def test_an_update_of_two_claims_completes_their_report_with_both(
    desk: "Desk", tmp_path: Path
) -> None:
    url = "https://news.example/1"
    desk.import_file(
        write(tmp_path / "a.jsonl", claim(key="a", report=url), claim(key="b", report=url))
    )

    summary = desk.import_file(
        write(
            tmp_path / "b.jsonl",
            claim(key="a", report={"url": url, "title": "News"}),
            claim(key="b", report={"url": url, "byline": "A. Writer"}),
        )
    )

    assert summary.rejected == 0
    (report,) = desk.reports()
    assert (report.title, report.byline, report.revision) == ("News", "A. Writer", 3)


def test_a_claim_is_not_moved_onto_another_item_by_completing_its_report(
    desk: "Desk", tmp_path: Path
) -> None:
    desk.import_file(
        write(
            tmp_path / "a.jsonl",
            claim(key="a", published="2025-04-30"),
            claim(key="b", published="2025-04-30", report={"title": "News"}),
        )
    )

    path = write(
        tmp_path / "b.jsonl", claim(key="a", published="2025-04-30", report={"title": "News"})
    )
    summary = desk.import_file(path, update=True)

    assert totals(summary) == (0, 0, 1, 0)
    assert desk.show("a").report.ref == desk.show("b").report.ref


# Links that point forward


def test_a_link_may_point_forward(desk: "Desk", tmp_path: Path) -> None:
    path = write(tmp_path / "drafts.jsonl", claim(key="a", links=[link("b")]), claim(key="b"))

    assert totals(desk.import_file(path)) == (2, 0, 0, 0)
    assert [one.to for one in desk.show("a").links] == ["b"]


def test_two_claims_may_point_at_each_other(desk: "Desk", tmp_path: Path) -> None:
    path = write(
        tmp_path / "drafts.jsonl",
        claim(key="a", links=[link("b")]),
        claim(key="b", links=[link("a", "contradicts")]),
    )

    assert totals(desk.import_file(path)) == (2, 0, 0, 0)
    assert totals(desk.import_file(path)) == (0, 2, 0, 0)


def test_a_story_may_rest_on_claims_further_down(desk: "Desk", tmp_path: Path) -> None:
    story = {"record": "story", "url": "https://our.example", "rests_on": ["a"]}
    path = write(tmp_path / "drafts.jsonl", story, claim(key="a"))

    assert totals(desk.import_file(path)) == (2, 0, 0, 0)
    assert desk.stories()[0].rests_on == ("a",)


def test_a_line_that_points_at_a_refused_one_is_refused_too(desk: "Desk", tmp_path: Path) -> None:
    path = write(
        tmp_path / "drafts.jsonl",
        claim(key="a", links=[link("b")]),
        claim(key="b", links=[link("c")]),
        claim(key="c", hedge="no level"),
        claim(key="d", links=[link("e")]),
        claim(key="e"),
    )

    summary = desk.import_file(path)

    assert totals(summary) == (2, 0, 0, 3)
    assert sorted(line["line"] for line in rejects_of(path)) == [1, 2, 3]
    assert {line.key for line in desk.find()} == {"d", "e"}


def test_a_forward_link_reaches_into_a_later_batch(desk: "Desk", tmp_path: Path) -> None:
    desk.batch = 2
    others = [claim(f"Event {number}") for number in range(5)]
    path = write(
        tmp_path / "drafts.jsonl", claim(key="a", links=[link("z")]), *others, claim(key="z")
    )

    assert totals(desk.import_file(path)) == (7, 0, 0, 0)
    assert [one.to for one in desk.show("a").links] == ["z"]


def test_a_link_that_comes_later_is_refused_without_update_and_added_with_it(
    desk: "Desk", tmp_path: Path
) -> None:
    desk.import_file(write(tmp_path / "a.jsonl", claim(key="a")))
    path = write(tmp_path / "b.jsonl", claim(key="a", links=[link("b")]), claim(key="b"))

    refused = desk.import_file(path)
    added = desk.import_file(path, update=True)

    assert totals(refused) == (1, 0, 0, 1)
    assert totals(added) == (0, 1, 1, 0)
    assert [one.to for one in desk.show("a").links] == ["b"]


# New names, strictness, formats, streams


def test_the_summary_names_what_is_new(desk: "Desk", tmp_path: Path) -> None:
    desk.source("Yonhap", kind="outlet")
    path = write(
        tmp_path / "drafts.jsonl",
        claim(source="NIS", figure="killed", report="https://news.example/1"),
        claim(source="NIS", figure="killed", report="https://news.example/1"),
    )

    summary = desk.import_file(path)

    assert summary.new_sources == ("NIS",)
    assert summary.new_figures == ("killed",)
    assert summary.new_reports == ("https://news.example/1",)


def test_a_refused_line_makes_no_source_that_a_good_one_then_lacks(
    desk: "Desk", tmp_path: Path
) -> None:
    path = write(
        tmp_path / "drafts.jsonl",
        claim(source="NIS", quantity="who knows", figure="killed"),
        claim(source="NIS", figure="killed"),
    )

    summary = desk.import_file(path)

    assert (summary.new_figures, summary.logged) == (("killed",), 1)
    assert desk.find()[0].source == "NIS"


def test_strict_refuses_what_is_not_recorded(desk: "Desk", tmp_path: Path) -> None:
    desk.source("Yonhap", kind="outlet")
    path = write(
        tmp_path / "drafts.jsonl", claim(), claim(source="NIS"), claim(figure="no-such-figure")
    )

    summary = desk.import_file(path, strict=True)

    assert totals(summary) == (1, 0, 0, 2)
    assert [line["code"] for line in rejects_of(path)] == ["source_unknown", "figure_unknown"]


TABLE = (
    "key,statement,reporter,source,via,quantity,tags,report.url,report.title,note\n"
    'a,"It happened, twice",Yonhap,NIS,Rep. Lee; Rep. Kim,"4,700",war;asia,'
    "https://news.example/1,News,'=1+1\n"
    "\n"
    '"b","Two\nlines",Yonhap,,,,,,,\n'
)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_says_the_same_as_lines(desk: "Desk", tmp_path: Path, mark: str) -> None:
    path = tmp_path / "drafts.csv"
    path.write_text(mark + TABLE, encoding="utf-8")

    assert totals(desk.import_file(path)) == (2, 0, 0, 0)

    first = desk.show("a")
    assert (first.via, first.tags) == (("Rep. Lee", "Rep. Kim"), ("war", "asia"))
    assert (first.report.url, first.report.title) == ("https://news.example/1", "News")
    assert (first.quantity, first.note) == ("4,700", "=1+1")
    assert desk.show("b").statement == "Two\nlines"


def test_a_table_with_windows_line_ends_keeps_its_line_numbers(
    desk: "Desk", tmp_path: Path
) -> None:
    path = tmp_path / "drafts.csv"
    path.write_bytes(b'statement,reporter,hedge\r\n"Two\r\nlines",Yonhap,\r\nBad,Yonhap,no\r\n')

    assert totals(desk.import_file(path)) == (1, 0, 0, 1)
    assert rejects_of(path)[0]["line"] == 4


def test_the_format_can_be_said(desk: "Desk", tmp_path: Path) -> None:
    path = write(tmp_path / "drafts.txt", claim())

    assert desk.import_file(path, format="jsonl").logged == 1


def test_a_missing_file_is_named(desk: "Desk", tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jsonl.*No such file") as refused:
        desk.import_file(tmp_path / "nowhere.jsonl")

    assert refused.value.code == "file_unreadable"


def test_a_stream_is_read_as_lines_and_its_refused_lines_are_kept_here(
    desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "\n".join(json.dumps(line) for line in (claim(), claim(hedge="no")))

    summary = desk.import_stream(io.BytesIO(text.encode()))

    assert totals(summary) == (1, 0, 0, 1)
    assert [line["line"] for line in lines_of(tmp_path / "stdin.rejected.jsonl")] == [2]


def test_an_empty_stream_is_refused(desk: "Desk") -> None:
    with pytest.raises(InputError, match="stdin: it holds no drafts"):
        desk.import_stream(io.BytesIO(b""))


# Batches


class Interrupted(BaseException):
    """What somebody who presses Ctrl-C raises."""


def test_what_was_interrupted_is_whole_batches_and_repeating_completes_it(
    desk: "Desk", tmp_path: Path, counts: Counts
) -> None:
    desk.batch = 4
    path = write(
        tmp_path / "drafts.jsonl", *(claim(f"Event {n}", key=f"key-{n}") for n in range(10))
    )

    def interrupt(read: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        desk.import_file(path, progress=interrupt)
    assert counts()["claims"] == 4

    assert totals(desk.import_file(path)) == (6, 4, 0, 0)


def test_progress_counts_every_line(desk: "Desk", tmp_path: Path) -> None:
    desk.batch = 4
    path = write(tmp_path / "drafts.jsonl", *(claim(f"Event {n}") for n in range(9)), "oops")
    steps: list[int] = []

    desk.import_file(path, progress=steps.append)

    assert steps == [4, 4, 2]


def test_a_batch_is_of_some_thousands() -> None:
    assert 1_000 <= BATCH <= 10_000


KEYS = st.sampled_from([None, "a", "b", "c", "d"])
LINES = st.one_of(
    st.builds(
        lambda key, note, to: {
            **claim(key=key, note=note),
            "links": [link(to)] if to and to != key else [],
        },
        KEYS,
        st.sampled_from([None, "x"]),
        KEYS,
    ),
    st.builds(lambda hedge: claim(hedge=hedge), st.sampled_from(["probable", "no level"])),
    st.builds(lambda note: {"record": "source", "name": "NIS", "note": note}, st.just("x")),
    st.sampled_from(["{", "[]", '{"statement": 1}', '{"record": "story", "url": "u"}']),
)


@settings(max_examples=25, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=9), update=st.booleans(), size=st.integers(1, 4))
def test_every_line_that_is_read_is_logged_or_unchanged_or_updated_or_rejected(
    template: Path, *, lines: list[dict[str, Any] | str], update: bool, size: int
) -> None:
    with TemporaryDirectory() as folder, desk_in(Path(folder), template) as desk:
        desk.batch = size
        path = write(Path(folder) / "drafts.jsonl", *lines)

        summary = desk.import_file(path, update=update)

        found = [line.key for line in desk.find(limit=100)]
        assert summary.read == len(lines) == sum(totals(summary))
        assert len(rejects_of(path)) == summary.rejected
        assert len(found) <= summary.logged
        assert len({key for key in found if key}) == len([key for key in found if key])


def desk_in(folder: Path, template: Path) -> "Desk":
    """A desk on an empty database in this folder."""
    shutil.copy(template, folder / "claims.db")
    return open_desk(folder / "claims.db", user="mj", clock=lambda: START)


def test_lines_can_be_imported_from_any_reader(desk: "Desk", tmp_path: Path) -> None:
    lines = READERS["jsonl"](io.BytesIO(json.dumps(claim()).encode()))

    summary = desk.import_lines(lines, Rejects(tmp_path / "rejected.jsonl", read="lines"))

    assert summary.logged == 1


def test_refused_lines_of_an_earlier_run_are_kept(desk: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text('{"statement": "x"}\n')
    desk.import_file(file)
    rejected = tmp_path / "drafts.jsonl.rejected.jsonl"
    rejected.write_text("corrected by hand\n")
    desk.import_file(file)
    assert (tmp_path / "drafts.jsonl.rejected.jsonl.before").read_text() == "corrected by hand\n"
