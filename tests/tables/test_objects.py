"""Objects out of JSON, one at a time, and front matter out of Markdown."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import InputError
from claims.formats.tables import FileForm, Row, open_table


def rows(file: Path, **form: object) -> list[Row]:
    return list(open_table(file, FileForm.model_validate(form)))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40)
@given(
    members=st.lists(st.dictionaries(st.text(), VALUES), max_size=6),
    indent=st.sampled_from([None, 1]),
)
def test_a_list_is_cut_into_what_it_holds(
    members: list[dict[str, Any]], indent: int | None
) -> None:
    text = json.dumps({"x": [[1]], "data": {"rows": members}}, indent=indent)
    with TemporaryDirectory() as folder:
        found = rows(write(Path(folder) / "a.json", text), path="data.rows")
    assert [dict(row.cells) for row in found] == members


def test_members_longer_than_a_chunk_keep_their_line(tmp_path: Path) -> None:
    long = 'x"\\' * 40_000
    text = f'[\n {{"a": {json.dumps(long)}}},\n\n {{"a": "}}],["}}\n]'
    first, second = rows(write(tmp_path / "a.json", text))
    assert first.cells["a"] == long
    assert (second.number, second.cells["a"]) == (4, "}],[")


def test_a_broken_member_costs_only_itself(tmp_path: Path) -> None:
    found = rows(
        write(tmp_path / "a.json", '[{"a": 1}, {"a": oops}, 7, {"a": 1, "a": 2}, {"a": 3}]')
    )
    assert [row.error is None for row in found] == [True, False, False, False, True]
    assert found[1].raw == '{"a": oops}'


@pytest.mark.parametrize("text", ['[{"a": 1}', '{"a": [', "oops", '{"rows": 1}', ""])
def test_what_is_no_list_or_not_whole_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        rows(write(tmp_path / "a.json", text))


def test_front_matter_stays_as_it_is_written(tmp_path: Path) -> None:
    text = "---\nday: 2026-06-15\ncountry: NO\nat: 1:30\nempty: ''\nlist:\n- a: 1\n---\nنص\n"
    (row,) = rows(write(tmp_path / "2026-06-15.md", text))
    assert dict(row.cells) == {
        "day": "2026-06-15",
        "country": "NO",
        "at": "1:30",
        "empty": "",
        "list": [{"a": "1"}],
        "@text": "نص",
        "@path": "2026-06-15",
        "@folder": tmp_path.name,
        "@name": "2026-06-15",
    }


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("a: &x 1\nb: *x", "alias"),
        ("a: 1\na: 2", "stands twice"),
        ("a: [1", "no YAML"),
        ("- a", "no names"),
    ],
)
def test_front_matter_that_is_refused(tmp_path: Path, front: str, said: str) -> None:
    (row,) = rows(write(tmp_path / "a.md", f"---\n{front}\n---\n"))
    assert row.error is not None
    assert said in row.error.message


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    for name in ("b/2", "a/1"):
        (tmp_path / name).parent.mkdir()
        write(tmp_path / f"{name}.md", f"---\nn: {name}\n---\n")
    write(tmp_path / "bare.md", "no front matter")
    assert [row.cells["@path"] for row in rows(tmp_path)] == ["a/1", "b/2", "bare"]
