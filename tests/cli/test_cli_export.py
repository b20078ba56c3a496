from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from claims.cli.output import whole_file

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_the_record_is_json_lines_on_stdout(claims: "Claims", toll: str) -> None:
    lines = [orjson.loads(line) for line in claims.text("export").splitlines()]
    records = [line["record"] for line in lines]
    assert records == ["source", "source", "source", "figure", "report", "claim"]
    assert lines[-1]["key"] == "toll"


def test_it_is_the_same_in_a_file(claims: "Claims", toll: str) -> None:
    result = claims.run("export", "--format", "jsonl", "--output", "all.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "wrote 6 lines to all.jsonl\n"
    assert Path("all.jsonl").read_bytes() == claims.run("export").stdout_bytes


def test_what_is_exported_can_be_imported_elsewhere(
    claims: "Claims", toll: str, other: str
) -> None:
    claims.text("export", "--output", "all.jsonl")
    claims.text("--db", "new.db", "init")
    printed = claims.text("--db", "new.db", "import", "all.jsonl")
    again = claims.json("--db", "new.db", "import", "all.jsonl")
    assert "rejected 0" in printed
    assert again["unchanged"] == again["read"]
    assert claims.text("--db", "new.db", "export") == claims.text("export")


def test_importing_an_export_with_ids_says_once_what_is_not_kept(
    claims: "Claims", toll: str
) -> None:
    claims.text("export", "--with-ids", "--output", "all.jsonl")
    claims.text("--db", "new.db", "init")
    result = claims.run("--db", "new.db", "import", "all.jsonl", "--json")
    assert result.exit_code == 0
    assert result.stderr.count("ids, names and times of logging are not imported") == 1
    assert "ids_ignored" not in result.stdout
    assert claims.text("--db", "new.db", "export") == claims.text("export")


def test_other_formats_are_refused_and_leave_no_file(claims: "Claims", toll: str) -> None:
    told = claims.refused("export", "--format", "xml", "--output", "all.out")
    assert "'xml'" in told
    assert "jsonl, csv, claimreview, prov, provn, datasette" in told
    assert not Path("all.out").exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("csv", "--with-ids"), "--with-ids"),
        (("csv", "--claim", "toll"), "leave --claim out"),
        (("prov",), "give --claim REF"),
        (("provn", "--claim", "nobody"), "'nobody'"),
        (("datasette",), "--output FILE"),
        (("datasette", "--with-ids", "--output", "all.out"), "--with-ids"),
        (("datasette", "--output", "none/all.db"), "there is no folder"),
        (("prov", "--claim", "toll", "--output", "none/all.json"), "there is no folder"),
    ],
)
def test_what_does_not_go_together_is_refused_and_leaves_no_file(
    claims: "Claims", toll: str, args: tuple[str, ...], told: str
) -> None:
    before = {path for path in Path.cwd().iterdir() if path.suffix == ".out"}
    assert told in claims.refused("export", "--format", *args)
    assert {path for path in Path.cwd().iterdir() if path.suffix == ".out"} == before


def test_rows_can_be_imported_elsewhere(claims: "Claims", toll: str, other: str) -> None:
    claims.text("export", "--format", "csv", "--output", "all.csv")
    claims.text("--db", "new.db", "init")
    assert claims.json("--db", "new.db", "import", "all.csv")["logged"] == 2
    again = claims.run("--db", "new.db", "export", "--format", "csv").stdout_bytes
    assert again == Path("all.csv").read_bytes()


def test_the_provenance_of_a_claim(claims: "Claims", toll: str) -> None:
    document = orjson.loads(claims.text("export", "--format", "prov", "--claim", "toll"))
    assert {one["prov:label"] for one in document["agent"].values()} >= {"NIS", "Yonhap", "mj"}
    assert claims.text("export", "--format", "provn", "--claim", toll).startswith("document\n")


def test_a_datasette_is_written_with_its_metadata(claims: "Claims", toll: str) -> None:
    for _ in range(2):  # its own file may be replaced
        result = claims.run("export", "--format", "datasette", "--output", "public.db")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "wrote public.db\nwrote public.metadata.json\n"
    assert orjson.loads(Path("public.metadata.json").read_bytes())["databases"]["public"]


@pytest.mark.parametrize("name", ["jsonl", "datasette"])
@pytest.mark.sqlite
def test_a_record_is_not_overwritten_by_its_export(claims: "Claims", toll: str, name: str) -> None:
    told = claims.refused("export", "--format", name, "--output", "claims.db")
    assert "claims.db: " in told
    assert "name another file" in told
    assert claims.json("show", "toll")["key"] == "toll"


def test_a_folder_that_is_not_there_is_named(claims: "Claims", toll: str) -> None:
    assert "none/all.jsonl: there is no folder" in claims.refused(
        "export", "--output", "none/all.jsonl"
    )


def test_the_record_as_it_was(claims: "Claims", toll: str) -> None:
    assert claims.text("export", "--as-of", "2020-01-01") == ""


class BreakOffError(Exception):
    """Something goes wrong half-way."""


def _break_off(path: Path) -> None:
    with whole_file(path) as stream:
        stream.write(b"half")
        raise BreakOffError


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"before")
    with pytest.raises(BreakOffError):
        _break_off(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    path, link = tmp_path / "all.jsonl", tmp_path / "link"
    link.symlink_to(path)
    with whole_file(link) as stream:
        stream.write(b"all")
    assert link.is_symlink()
    assert path.read_bytes() == b"all"


def test_what_is_no_file_is_written_to_as_it_is() -> None:
    with whole_file(Path("/dev/null")) as stream:
        stream.write(b"all")
    assert Path("/dev/null").is_char_device()


@pytest.mark.sqlite
@pytest.mark.parametrize("through", ["claims.db", "link.db"])
@pytest.mark.parametrize(
    "args", [("sourcing", "--figure", "nk-casualties"), ("prove", "toll"), ("export",)]
)
def test_no_verb_writes_over_a_database(
    claims: "Claims", toll: str, args: tuple[str, ...], through: str
) -> None:
    Path("link.db").symlink_to("claims.db")
    claims.text("key", "add")
    claims.text("seal")

    assert "an SQLite database" in claims.refused(*args, "--output", through)
    assert toll in claims.text("show", "toll")
