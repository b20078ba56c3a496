import json
from typing import TYPE_CHECKING

import orjson

from claims.report import RENDERERS
from claims.report.json import render_json
from claims.report.model import SourcingReport
from tests.sourcing.literals import claim, full_report, report

if TYPE_CHECKING:
    from tests.sourcing.conftest import CheckGolden


def test_the_whole_report_is_the_golden_file(check_golden: "CheckGolden") -> None:
    check_golden("sourcing.json", render_json(full_report()))


def test_the_document_is_the_structure_and_reads_back() -> None:
    made = report()
    assert SourcingReport.model_validate(json.loads(render_json(made)), by_name=True) == made


def test_written_item_by_item_it_is_the_structure_laid_out() -> None:
    made = full_report()
    laid_out = orjson.dumps(made.as_json(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    assert json.loads(render_json(made)) == json.loads(laid_out)
    assert render_json(made).encode() == laid_out + b"\n"


def test_an_object_has_its_keys_in_order() -> None:
    keys = list(json.loads(render_json(report())))
    assert keys == sorted(keys)


def test_other_scripts_stay_readable() -> None:
    assert "사상자" in render_json(report())


def test_signs_that_reorder_text_are_spelled_out_and_kept() -> None:
    hostile = "1\u202e000\u2069"
    text = render_json(report(claims=(claim(statement=hostile),)))
    assert "\u202e" not in text
    assert json.loads(text)["claims"][0]["statement"] == hostile


def test_the_registry_knows_the_formats() -> None:
    assert sorted(RENDERERS) == ["csv", "html", "json", "md"]
