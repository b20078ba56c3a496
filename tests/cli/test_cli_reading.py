from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Claims


def test_show_tells_who_said_what_through_whom_how_sure(claims: "Claims", toll: str) -> None:
    shown = claims.text("show", toll)
    for line in (
        "About 4,700 North Koreans were killed or wounded",
        "quantity    around 4,700 casualties",
        "chain       NIS → Rep. Lee → Yonhap",
        "hedge       probable (“likely”)",
        "said        2025-04-30",
    ):
        assert line in shown


def test_what_show_prints_as_json_can_be_imported_again(claims: "Claims", toll: str) -> None:
    line = claims.run("show", toll, "--json").stdout.replace("\n", "")
    result = claims.run("import", "-", "--json", stdin=line)
    assert result.exit_code == 0, result.stderr
    assert '"unchanged": 1' in result.stdout


def test_a_claim_is_shown_by_its_key_or_the_beginning_of_its_reference(
    claims: "Claims", toll: str
) -> None:
    assert claims.json("show", "toll")["ref"] == claims.json("show", toll[:6])["ref"] == toll


def test_an_ambiguous_reference_shows_the_candidates(
    claims: "Claims", toll: str, other: str
) -> None:
    uuids = [claims.json("show", ref)["id"] for ref in (toll, other)]
    common = uuids[0][:8]
    assert uuids[1].startswith(common)
    told = claims.refused("show", common)
    assert [line.split()[0] for line in told.splitlines()[1:3]] == [toll, other]


def test_a_reference_to_nothing_is_refused(claims: "Claims") -> None:
    assert claims.refused("show", "c-zzzzzzzz").startswith("error: 'c-zzzzzzzz' leads to no claim")


def test_trace_goes_hop_by_hop(claims: "Claims", toll: str) -> None:
    traced = claims.text("trace", toll)
    hops = [traced.index(hop) for hop in ("1. NIS (agency", "2. Rep. Lee (", "3. Yonhap (outlet")]
    assert hops == sorted(hops)
    assert "probable, “likely”" in traced


def test_trace_as_json_has_the_ledger_entry(claims: "Claims", toll: str) -> None:
    trace = claims.json("trace", toll)
    assert [hop["source"] for hop in trace["chain"]] == ["NIS", "Rep. Lee", "Yonhap"]
    assert trace["entry"]["digest"] in claims.text("trace", toll)


def test_history_shows_each_field_before_and_after(claims: "Claims", toll: str) -> None:
    claims.text("revise", toll, "as_of=2025-03", "--reason", "misread the month")
    told = claims.text("history", toll)
    assert "by mj: misread the month" in told
    assert "as of:  2025-04 → 2025-03" in told
    assert [one["action"] for one in claims.json("history", toll)["revisions"]] == ["log", "revise"]


def test_history_of_a_figure_goes_by_its_slug(claims: "Claims", toll: str) -> None:
    assert claims.json("history", "nk-casualties")["kind"] == "figure"


def test_figure_show_has_the_four_counts_and_every_claim(
    claims: "Claims", toll: str, other: str
) -> None:
    state = claims.json("figure", "show", "nk-casualties")
    counts = ("mentions", "outlets", "origins", "unknown")
    assert [state[name] for name in counts] == [2, 2, 2, 0]
    shown = claims.text("figure", "show", "nk-casualties")
    assert "origins     2 independent, 0 unknown" in shown
    assert "toll" in shown
    assert "other" in shown


def test_figure_show_in_short_has_all_but_the_claims_and_findings(
    claims: "Claims", toll: str, other: str
) -> None:
    whole = claims.json("figure", "show", "nk-casualties")

    short = claims.json("figure", "show", "nk-casualties", "--summary")

    assert {**whole, **short} == whole
    assert set(whole) - set(short) == {"claims", "findings"}
    shown = claims.text("figure", "show", "nk-casualties", "--summary")
    assert "origins     2 independent, 0 unknown" in shown
    assert "toll" not in shown


def test_find_takes_words_and_conditions(claims: "Claims", toll: str, other: str) -> None:
    assert [one["ref"] for one in claims.json("find", "killed", "wounded")] == [toll]
    assert [one["ref"] for one in claims.json("find", "--source", "Joint Chiefs")] == [other]
    assert claims.json("find", "--hedge", "certain") == []


def test_find_prints_the_newest_first(claims: "Claims", toll: str, other: str) -> None:
    printed = claims.text("find", "--figure", "nk-casualties", "--since", "2025-04")
    assert printed.index(other) < printed.index(toll)
    assert "NIS → Rep. Lee → Yonhap · probable" in printed


def test_find_goes_on_from_the_last_claim(claims: "Claims", toll: str, other: str) -> None:
    first = claims.run("find", "--limit", "1", "--json")
    assert first.stderr == f"the first 1; for more: --before {other}\n"
    assert [one["ref"] for one in claims.json("find", "--before", other)] == [toll]


def test_what_would_steer_a_terminal_is_shown_as_a_mark(claims: "Claims") -> None:
    ref = claims.ref("log", "a \x1b[2J claim", "--reporter", "X")
    assert "\x1b" not in claims.text("show", ref)
    assert claims.json("show", ref)["statement"] == "a \x1b[2J claim"
