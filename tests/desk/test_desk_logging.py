"""Logging a claim: who is made of whom, what is refused, and what a key keeps the same."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from claims.errors import AmbiguousError, ConflictError, InputError, NotFoundError
from claims.schemas.views import Recorded
from claims.vocab import Comparator, SourceKind
from tests.factories import Make

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.schemas.views import HopView
    from tests.ground import Counts

URL = "https://www.news.example/1"


def hops(desk: "Desk", claim: Recorded) -> list[str]:
    """The chain of a claim by names, origin first."""
    return [hop.source for hop in chain(desk, claim)]


def chain(desk: "Desk", claim: Recorded) -> tuple["HopView", ...]:
    return desk.trace(claim).chain


# Speakers


def test_sources_are_made_on_first_use_with_their_kinds(desk: "Desk") -> None:
    desk.log("It happened", source="NIS", via=["Rep. Lee"], reporter="Yonhap")

    assert {one.name: one.kind for one in desk.sources()} == {
        "NIS": SourceKind.ORGANISATION,
        "Rep. Lee": SourceKind.ORGANISATION,
        "Yonhap": SourceKind.OUTLET,
    }


def test_a_source_that_is_known_keeps_its_kind(desk: "Desk") -> None:
    desk.source("Yonhap", kind="agency")

    desk.log("It happened", reporter="Yonhap")

    assert desk.source_view("Yonhap").kind is SourceKind.AGENCY


def test_a_chain_runs_from_the_origin_over_relays_to_the_reporter(desk: "Desk") -> None:
    claim = desk.log("It happened", source="NIS", via=["Lee", "Reuters"], reporter="Yonhap")

    assert [(hop.source, hop.role) for hop in chain(desk, claim)] == [
        ("NIS", "origin"),
        ("Lee", "relay"),
        ("Reuters", "relay"),
        ("Yonhap", "reporter"),
    ]


def test_an_alias_means_its_source_and_is_kept_as_printed(desk: "Desk") -> None:
    desk.source("NIS", aliases=["South Korea's spy agency", "국가정보원"])

    claim = desk.log("It happened", source="국가정보원", reporter="Yonhap")

    origin = chain(desk, claim)[0]
    assert (origin.source, origin.named_as) == ("NIS", "국가정보원")


@pytest.mark.parametrize("printed", ["the nis", "The  NIS", "ＴＨＥ\u00a0ＮＩＳ"])
def test_the_same_letters_are_the_same_name(desk: "Desk", printed: str) -> None:
    desk.source("The NIS")

    desk.log("It happened", source=printed, reporter="Yonhap")

    assert len(desk.sources()) == 2


def test_a_source_may_be_named_by_its_reference(desk: "Desk") -> None:
    nis = desk.source("NIS")

    claim = desk.log("It happened", source=nis.ref, reporter="Yonhap")

    assert hops(desk, claim) == ["NIS", "Yonhap"]


def test_an_alias_of_two_sources_is_refused_with_both(desk: "Desk") -> None:
    desk.source("Ministry of Defence", aliases=["the ministry"])
    desk.source("Ministry of Health", aliases=["the ministry"])

    with pytest.raises(AmbiguousError, match="Ministry of Defence") as refused:
        desk.log("It happened", source="the ministry", reporter="Yonhap")

    assert len(refused.value.candidates) == 2
    assert desk.find() == []


def test_the_name_of_a_source_is_nobody_elses_alias(desk: "Desk") -> None:
    desk.source("The Ministry")

    with pytest.raises(ConflictError) as refused:
        desk.source("Ministry of Health", aliases=["the ministry"])

    assert (refused.value.code, refused.value.place.field) == ("alias_is_a_name", "aliases")


def test_an_alias_names_its_source_for_every_verb(desk: "Desk") -> None:
    nis = desk.source("NIS", aliases=["the agency"])

    assert desk.source("the agency", country="KR").id == nis.id
    assert desk.source_view("The Agency").country == "KR"


def test_a_source_that_is_also_the_reporter_is_one_hop(desk: "Desk") -> None:
    claim = desk.log("It happened", source="Yonhap", reporter="Yonhap")

    assert hops(desk, claim) == ["Yonhap"]


def test_with_a_relay_between_the_reporter_stands_at_both_ends(desk: "Desk") -> None:
    claim = desk.log("It happened", source="Yonhap", via=["BBC"], reporter="Yonhap")

    assert hops(desk, claim) == ["Yonhap", "BBC", "Yonhap"]


def test_a_source_without_a_reporter_has_published_itself(desk: "Desk") -> None:
    claim = desk.log("It happened", source="NIS", report=URL)

    assert hops(desk, claim) == ["NIS"]
    assert desk.show(claim).reporter is None
    assert desk.reports()[0].reporter is None


def test_two_sources_may_publish_themselves_at_one_address(desk: "Desk") -> None:
    desk.log("It happened", source="NIS", report=URL)

    other = desk.log("It did not", source="KCNA", report=URL)

    assert hops(desk, other) == ["KCNA"]
    assert len(desk.reports()) == 1


def test_a_reporter_alone_is_the_origin(desk: "Desk") -> None:
    claim = desk.log("It happened", reporter="Yonhap", hedge="probable", hedge_cue="likely")

    (hop,) = chain(desk, claim)
    assert (hop.source, hop.role, hop.hedge, hop.cue) == ("Yonhap", "origin", "probable", "likely")


def test_an_address_alone_makes_its_site_the_outlet(desk: "Desk") -> None:
    claim = desk.log("It happened", report=URL)

    assert hops(desk, claim) == ["news.example"]
    assert desk.source_view("news.example").kind is SourceKind.OUTLET


def test_the_outlet_of_a_known_address_need_not_be_said_again(desk: "Desk") -> None:
    desk.report(URL, reporter="Yonhap")

    claim = desk.log("It happened", source="NIS", report=URL)

    assert hops(desk, claim) == ["NIS", "Yonhap"]


def test_another_outlet_at_a_known_address_is_refused(desk: "Desk") -> None:
    desk.report(URL, reporter="Yonhap")

    with pytest.raises(ConflictError, match="published by Yonhap, not by KCNA") as refused:
        desk.log("It happened", reporter="KCNA", report=URL)

    assert refused.value.place.field == "reporter"


@pytest.mark.parametrize("report", [None, {"title": "News"}, {"url": "no address"}])
def test_where_nobody_is_named_it_is_refused(desk: "Desk", report: Any) -> None:
    with pytest.raises(InputError) as refused:
        desk.log("It happened", report=report)

    assert refused.value.code == "field_missing"
    assert desk.sources() == []


def test_a_chain_may_stand_instead_of_the_short_form(desk: "Desk") -> None:
    claim = desk.log(
        "It happened",
        chain=[
            {"source": "NIS", "hedge": "probable", "cue": "likely", "said": "2025-04-30"},
            {"source": "Lee", "hedge": "alleged", "language": "ko", "original_term": "사상자"},
            {"source": "Yonhap", "named_as": "the agency"},
        ],
    )

    first, second, third = chain(desk, claim)
    assert (first.hedge, first.cue, first.said) == ("probable", "likely", "2025-04-30")
    assert (second.language, second.original_term) == ("ko", "사상자")
    assert (third.role, third.named_as, third.kind) == ("reporter", "the agency", "outlet")
    assert desk.show(claim).effective_hedge == "alleged"
    assert desk.show(claim).said == "2025-04-30"


def test_a_chain_may_come_with_a_short_form_that_says_the_same(desk: "Desk") -> None:
    claim = desk.log(
        "It happened",
        source="NIS",
        via=["Lee"],
        reporter="Yonhap",
        hedge="probable",
        chain=[{"source": "NIS", "hedge": "probable"}, {"source": "Lee"}, {"source": "Yonhap"}],
    )

    assert hops(desk, claim) == ["NIS", "Lee", "Yonhap"]


@pytest.mark.parametrize(
    "fields", [{"source": "KCNA"}, {"via": ["Kim"]}, {"reporter": "BBC"}, {"hedge": "certain"}]
)
def test_a_chain_and_a_short_form_that_differ_are_refused(
    desk: "Desk", fields: dict[str, Any]
) -> None:
    with pytest.raises(InputError) as refused:
        desk.log("It happened", chain=[{"source": "NIS"}, {"source": "Yonhap"}], **fields)

    assert refused.value.code == "field_doubled"
    assert next(iter(fields)) in refused.value.message


def test_a_single_hop_with_its_reporter_is_published_by_that_outlet(desk: "Desk") -> None:
    claim = desk.log(
        "It happened",
        reporter="Yonhap",
        chain=[{"source": "Yonhap", "named_as": "our reporter"}],
        report=URL,
    )

    assert desk.show(claim).reporter == "Yonhap"
    assert desk.reports()[0].reporter == "Yonhap"


def test_the_short_form_says_when_the_origin_spoke(desk: "Desk") -> None:
    claim = desk.log("It happened", source="NIS", reporter="Yonhap", said="2025-04-30")

    assert [hop.said for hop in chain(desk, claim)] == ["2025-04-30", None]


# Quotes, dates, quantities


def test_a_quote_is_anchored_in_the_archived_text(desk: "Desk") -> None:
    claim = desk.log(
        "It happened",
        reporter="Yonhap",
        quote="“around\n4,700”",
        report={"text": 'They said:  "around 4,700" fell.'},
    )

    assert desk.show(claim).quote == "“around\n4,700”"
    (revision,) = desk.history(claim).revisions
    assert {change.field: change.after for change in revision.changes}["quote_at"] == [12, 26]


def test_a_quote_is_looked_for_in_a_text_archived_before(desk: "Desk") -> None:
    desk.report(URL, text="Around 4,700 fell.", reporter="Yonhap")

    desk.log("It happened", report=URL, quote="4,700 fell")
    with pytest.raises(InputError, match="does not stand in the archived text"):
        desk.log("It happened", report=URL, quote="4,800 fell")


def test_without_a_text_a_quote_is_kept_unanchored(desk: "Desk") -> None:
    claim = desk.log("It happened", reporter="Yonhap", quote="as they said")

    (revision,) = desk.history(claim).revisions
    assert "quote_at" not in {change.field for change in revision.changes}


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"said": "2025-04-30", "published": "2025-04-29"}, "published_before_said", "published"),
        ({"said": "2025-07-09"}, "date_ahead", "said"),
        ({"published": "2025-07-09"}, "date_ahead", "published"),
        ({"as_of": "2025-07-09"}, "date_ahead", "as_of"),
        ({"said": "2025-13"}, "date_unreadable", "said"),
        ({"as_of": "2025-04-30T10:00"}, "date_naive", "as_of"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    desk: "Desk", fields: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.log("It happened", reporter="Yonhap", **fields)

    assert (refused.value.code, refused.value.place.field) == (code, field)


@pytest.mark.parametrize(
    "fields",
    [
        {"said": "2025-07-08"},
        {"said": "2025-04", "published": "2025-04-01"},
        {"as_of": "2026", "modality": "planned"},
        {"as_of": "2030-01", "modality": "hypothetical"},
        {"said": "2025-04-30?", "published": "2025-04-30"},
    ],
)
def test_dates_that_can_be_are_taken(desk: "Desk", fields: dict[str, Any]) -> None:
    claim = desk.log("It happened", reporter="Yonhap", **fields)

    shown = desk.show(claim).as_json()
    assert {name: shown[name] for name in fields} == fields


def test_a_missing_unit_is_the_figures(desk: "Desk") -> None:
    desk.figure("killed", unit="soldiers")

    claim = desk.log("It happened", reporter="Yonhap", figure="killed", quantity="12")

    assert desk.show(claim).unit == "soldiers"


def test_a_new_figure_is_a_snapshot_in_the_claims_unit(desk: "Desk") -> None:
    desk.log("It happened", reporter="Yonhap", figure="nk-killed", quantity="12", unit="deaths")

    (figure,) = desk.figures()
    assert (figure.slug, figure.title, figure.unit, figure.basis) == (
        "nk-killed",
        "nk killed",
        "deaths",
        "snapshot",
    )


def test_a_number_is_read_in_the_language_of_its_report(desk: "Desk") -> None:
    claim = desk.log("It happened", reporter="Spiegel", quantity="6.000", report={"language": "de"})

    (line,) = desk.find()
    assert (line.ref, line.value) == (claim.ref, Decimal(6000))


def test_columns_make_a_quantity(desk: "Desk") -> None:
    desk.log("It happened", reporter="Yonhap", quantity={"low": "1,000", "high": 1200})

    (line,) = desk.find()
    assert line.comparator is Comparator.BETWEEN
    assert (line.low, line.high) == (Decimal(1000), Decimal(1200))


def test_a_user_must_be_named_to_write_and_not_to_read(desk: "Desk", open_desk: Any) -> None:
    nobody = open_desk(None)

    assert nobody.find() == []
    with pytest.raises(InputError, match="nobody is named"):
        nobody.log("It happened", reporter="Yonhap")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"source": "NIS"}, "source_unknown"),
        ({"figure": "no-such-figure"}, "figure_unknown"),
        ({"report": URL}, "report_unknown"),
    ],
)
def test_strict_refuses_what_is_not_recorded(
    desk: "Desk", fields: dict[str, Any], code: str
) -> None:
    desk.source("Yonhap")

    with pytest.raises(NotFoundError) as refused:
        desk.log("It happened", reporter="Yonhap", strict=True, **fields)

    assert refused.value.code == code


# Keys


def test_the_same_key_and_content_change_nothing(desk: "Desk", counts: "Counts") -> None:
    draft: dict[str, Any] = {
        "source": "NIS",
        "reporter": "Yonhap",
        "quantity": "around 12",
        "tags": ["war"],
    }
    first = desk.log("It happened", key="a", **draft)
    before = counts()

    again = desk.log("It happened", key="a", **draft)

    assert (again.id, again.status) == (first.id, "unchanged")
    assert counts() == before


def test_the_same_key_with_other_content_is_refused_with_the_differences(desk: "Desk") -> None:
    desk.log("It happened", key="a", reporter="Yonhap", quantity="12", hedge="probable")

    with pytest.raises(ConflictError) as refused:
        desk.log("It happened", key="a", reporter="Yonhap", quantity="13", note="new")

    assert refused.value.code == "key_conflict"
    assert "quantity: recorded '12', given '13'" in refused.value.message
    assert "note: recorded nothing, given 'new'" in refused.value.message
    assert "chain: recorded" in refused.value.message


def test_an_update_is_a_revision_of_the_same_claim(desk: "Desk") -> None:
    first = desk.log("It happened", key="a", reporter="Yonhap", quantity="12")

    again = desk.log("It happened", key="a", reporter="Yonhap", quantity="13", update=True)

    shown = desk.show("a")
    assert (again.id, again.status) == (first.id, "updated")
    assert (shown.quantity, shown.revision) == ("13", 2)


def test_what_is_shown_can_be_handed_in_again_and_changes_nothing(desk: "Desk") -> None:
    other = desk.log("Earlier", key="earlier", reporter="BBC")
    claim = desk.log(
        "It happened",
        key="a",
        source="NIS",
        via=["Lee"],
        reporter="Yonhap",
        quantity="around 4,700",
        figure="killed",
        quote="4,700",
        said="2025-04-30",
        hedge="probable",
        hedge_cue="likely",
        published="2025-05",
        report={"url": URL, "title": "News", "text": "Around 4,700.", "language": "en"},
        links=[{"relation": "updates", "to": other.ref, "reason": "newer"}],
    )

    again = desk.log(**desk.show(claim).as_json())

    assert (again.id, again.status) == (claim.id, "unchanged")


def test_a_claim_without_a_key_is_logged_each_time(desk: "Desk", claim_factory: Make) -> None:
    first = claim_factory(statement="It happened")
    second = claim_factory(statement="It happened")

    assert first.id != second.id
