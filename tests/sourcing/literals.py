"""A sourcing report written out by hand: two figures' worth of everything a renderer may meet."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from claims.report.model import (
    ClaimRow,
    Conflict,
    FigurePart,
    MergePart,
    Origin,
    PartyStatement,
    RulingPart,
    Scope,
    SourcingReport,
    UnnamedSpeaker,
    Voices,
)
from claims.report.model_claims import (
    ChangePart,
    ClaimPart,
    Event,
    FindingPart,
    LinkPart,
    QuantityPart,
    QuotePart,
    ReportPart,
    ReviewPart,
    RevisionPart,
)
from claims.rules.merging import MergeRule
from claims.schemas.views import FigureView, HopView, NoticeView, StoryView
from claims.vocab import (
    Action,
    Basis,
    Comparator,
    FindingCode,
    Hedge,
    Kind,
    LinkBasis,
    Method,
    Modality,
    Reason,
    Relation,
    Severity,
    SourceKind,
    Stance,
    Standing,
)

LOGGED = datetime(2025, 7, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 7, 4, 16, 5, tzinfo=UTC)
SHA = "3845a687901a03226b8a617c57e0e72ffcb319e8500c2063b9815ef7cde410ed"
NIS_SAYS = "North Korea has likely suffered about 4,700 casualties"


def hop(source: str, position: int, role: str, **fields: Any) -> HopView:
    """A speaker of whom little is known."""
    known: dict[str, Any] = {
        "position": position,
        "role": role,
        "source": source,
        "source_ref": f"s-0000000{position}",
        "kind": SourceKind.OUTLET,
        "country": None,
        "controlled_by": None,
        "named_as": None,
        "cue": None,
        "hedge": Hedge.ATTRIBUTED,
        "hedge_given": False,
        "said": None,
        "language": None,
        "original_term": None,
    }
    return HopView(**{**known, **fields})


def chain() -> tuple[HopView, ...]:
    """NIS, a lawmaker, Yonhap."""
    likely = {"cue": "likely", "hedge": Hedge.PROBABLE, "hedge_given": True}
    agency = {"kind": SourceKind.AGENCY, "country": "KR", "original_term": "사상자"}
    spoken = {"cue": "told reporters", "hedge_given": True, "kind": SourceKind.PERSON}
    named = "South Korea's spy agency"
    return (
        hop(
            "NIS", 0, "origin", language="ko", said="2025-04-30", named_as=named, **likely, **agency
        ),
        hop("Lee Seong-kweun", 1, "relay", country="KR", **spoken),
        hop("Yonhap", 2, "reporter", country="KR"),
    )


def source_report(**fields: Any) -> ReportPart:
    """The wire's report, archived."""
    known: dict[str, Any] = {
        "ref": "r-00000001",
        "url": "https://yonhap.example/2025/04/30/nis",
        "version": 1,
        "supersedes": None,
        "reporter": "Yonhap",
        "byline": "A. Reporter",
        "title": "NIS briefs lawmakers",
        "published": "2025-04-30",
        "language": "en",
        "text_sha256": SHA,
        "note": None,
        "revision": 1,
        "logged_at": LOGGED,
        "logged_by": "mj",
        "archived": "kept",
        "newer_versions": (),
    }
    return ReportPart(**{**known, **fields})


def claim(**fields: Any) -> ClaimPart:
    """The NIS's estimate, logged once and touched by nobody since."""
    known: dict[str, Any] = {
        "ref": "c-00000001",
        "id": UUID("01977000-0000-7000-8000-000000000001"),
        "key": "desk-0001",
        "name": "desk-0001",
        "statement": NIS_SAYS,
        "figure": "nk-casualties",
        "quantity": QuantityPart(
            printed="around 4,700",
            comparator=Comparator.APPROXIMATELY,
            value=Decimal(4700),
            low=None,
            high=None,
            unit="casualties",
            convention=None,
            meaning="4,230 to 5,170 casualties (the printed number and 10 % around it)",
        ),
        "quote": QuotePart(words="around 4,700 casualties", state="found", start=156, end=179),
        "report": source_report(),
        "attribution": "per NIS, via Lee Seong-kweun, reported by Yonhap",
        "wording": ("likely", "around"),
        "chain": chain(),
        "effective_hedge": Hedge.PROBABLE,
        "stance": Stance.ASSERTS,
        "modality": Modality.OCCURRED,
        "method": Method.INTELLIGENCE_ESTIMATE,
        "said": "2025-04-30",
        "as_of": "2025-04",
        "published": "2025-04-30",
        "standing": Standing.CONTESTED,
        "withdrawn": None,
        "links": (),
        "notices": (),
        "revision": 1,
        "revisions": (),
        "logged_at": LOGGED,
        "logged_by": "mj",
        "reviews": (),
        "since_logged": (),
        "stories": (),
        "findings": (),
        "tags": (),
        "note": None,
    }
    return ClaimPart(**{**known, **fields})


def row(**fields: Any) -> ClaimRow:
    """The NIS's estimate in a line."""
    known: dict[str, Any] = {
        "ref": "c-00000001",
        "key": "desk-0001",
        "name": "desk-0001",
        "statement": NIS_SAYS,
        "figure": "nk-casualties",
        "quantity": "around 4,700",
        "comparator": Comparator.APPROXIMATELY,
        "value": Decimal(4700),
        "low": None,
        "high": None,
        "unit": "casualties",
        "stance": Stance.ASSERTS,
        "modality": Modality.OCCURRED,
        "method": Method.INTELLIGENCE_ESTIMATE,
        "source": "NIS",
        "via": ("Lee Seong-kweun",),
        "reporter": "Yonhap",
        "hedge": Hedge.PROBABLE,
        "effective_hedge": Hedge.PROBABLE,
        "said": "2025-04-30",
        "as_of": "2025-04",
        "published": "2025-04-30",
        "standing": Standing.CONTESTED,
        "named": True,
        "hedge_given": True,
        "in_scope": True,
    }
    return ClaimRow(**{**known, **fields})


def definition(**fields: Any) -> FigureView:
    """What the casualties figure counts."""
    known: dict[str, Any] = {
        "ref": "f-00000001",
        "slug": "nk-casualties",
        "title": "North Korean casualties",
        "unit": "casualties",
        "basis": Basis.CUMULATIVE,
        "measure": "killed and wounded",
        "population": "North Korean soldiers",
        "place": "Russia-Ukraine war",
        "since": "2024-10",
        "part_of": None,
        "complete_parts": False,
        "parties": ("Government of North Korea",),
        "note": None,
        "revision": 1,
        "logged_at": LOGGED,
        "logged_by": "mj",
    }
    return FigureView(**{**known, **fields})


def figure(**fields: Any) -> FigurePart:
    """A figure with one claim of one origin, and nothing to say of it."""
    known: dict[str, Any] = {
        "definition": definition(),
        "whole": None,
        "parts": (),
        "parties": (Voices(party="Government of North Korea", speaking_for_it=("KCNA",)),),
        "mentions": 1,
        "outlets": 1,
        "origins": 1,
        "unknown": 0,
        "low": Decimal(4700),
        "high": Decimal(4700),
        "standing": Standing.SINGLE_ORIGIN,
        "origin_groups": (
            Origin(
                sources=("NIS",),
                kinds=(SourceKind.AGENCY,),
                named=True,
                claims=("desk-0001",),
                newest=("desk-0001",),
            ),
        ),
        "named_claims": 1,
        "unnamed_claims": 0,
        "unnamed_speakers": (),
        "party_statements": (),
        "merges": (),
        "rulings": (),
        "conflicts": (),
        "overridden_conflicts": (),
        "findings": (),
        "revisions": (),
        "claims": (row(),),
    }
    return FigurePart(**{**known, **fields})


def report(**fields: Any) -> SourcingReport:
    """A report on one figure with one claim."""
    known: dict[str, Any] = {
        "title": "North Korean casualties",
        "scope": Scope(kind="figure", names=("nk-casualties",), claims=1),
        "as_of": LATER,
        "last_entry": LATER,
        "known_by": None,
        "tolerance": Decimal("0.1"),
        "figures": (figure(),),
        "unfigured": (),
        "unfigured_conflicts": (),
        "claims": (claim(),),
        "not_checked": ("The record does not say whether any of these statements is true.",),
    }
    return SourcingReport(**{**known, **fields})


def full_report() -> SourcingReport:
    """Everything at once: what the golden files show."""
    return report(
        scope=Scope(kind="figure", names=("nk-casualties",), claims=3),
        figures=(full_figure(),),
        unfigured=(
            row(
                ref="c-00000005",
                name="c-00000005",
                key=None,
                statement="A delegation left Pyongyang",
                figure=None,
                quantity=None,
                source="KCNA",
                via=(),
                reporter="KCNA",
                hedge=Hedge.ATTRIBUTED,
                effective_hedge=Hedge.ALLEGED,
                modality=Modality.PLANNED,
                standing=Standing.SINGLE_ORIGIN,
            ),
        ),
        claims=(full_claim(), withdrawn_claim()),
        not_checked=(
            "The record does not say whether any of these statements is true.",
            "Unreviewed: nobody is recorded to have read the claim: 1 of 2 claims (desk-0002).",
        ),
    )


def full_figure() -> FigurePart:
    """Contested, with a denial by a party, a ruling, a merge and an unnamed speaker."""
    return figure(
        whole="nk-losses",
        parts=("nk-killed", "nk-wounded"),
        mentions=4,
        outlets=3,
        origins=2,
        unknown=1,
        low=Decimal(600),
        standing=Standing.CONTESTED,
        named_claims=3,
        unnamed_claims=1,
        unnamed_speakers=(
            UnnamedSpeaker(described_as="officials", quoted_by="BBC", claims=("desk-0003",)),
        ),
        party_statements=(
            PartyStatement(
                party="Government of North Korea",
                speaker="KCNA",
                claim="desk-0004",
                stance=Stance.DENIES,
                modality=Modality.OCCURRED,
                statement="There were no casualties",
                quantity=None,
                said="2025-05-02",
                attribution="published by KCNA in its own name",
                on_figure=True,
            ),
        ),
        merges=(
            MergePart(
                rule=MergeRule.CONTROLLER,
                sentence="KCNA and KCTV count once: Government of North Korea is over both.",
            ),
        ),
        rulings=(
            RulingPart(
                ref="u-00000001",
                a="NIS",
                b="South Korean military",
                same=False,
                reason="each judges for itself",
                by="ed",
                at=LATER,
            ),
        ),
        conflicts=(conflict(),),
        overridden_conflicts=(conflict(to="desk-0003", to_says="dozens", judged_by=()),),
        findings=(garbled(), finding("nk-casualties")),
        revisions=(revision(ChangePart(field="unit", before=None, after="casualties")),),
        claims=(
            row(),
            row(
                ref="c-00000004",
                name="desk-0004",
                quantity=None,
                stance=Stance.DENIES,
                source="KCNA",
                via=(),
                reporter="KCNA",
                hedge=Hedge.CERTAIN,
                effective_hedge=Hedge.CERTAIN,
                in_scope=False,
            ),
            row(
                ref="c-00000003",
                name="desk-0003",
                quantity="dozens",
                source="officials",
                named=False,
                via=(),
                reporter="BBC",
                hedge=Hedge.ATTRIBUTED,
                effective_hedge=Hedge.ATTRIBUTED,
                hedge_given=False,
                standing=Standing.UNSOURCED,
            ),
        ),
    )


def conflict(**fields: Any) -> Conflict:
    """The denial against the estimate."""
    known: dict[str, Any] = {
        "from_": "desk-0004",
        "to": "desk-0001",
        "from_says": "denies it",
        "to_says": "around 4,700",
        "reasons": (Reason.DENIAL,),
        "sentence": "KCNA denies what NIS asserts.",
        "by_rule": True,
        "judged_by": ("ed",),
    }
    return Conflict(**{**known, **fields})


def finding(about: str) -> FindingPart:
    """A warning."""
    return FindingPart(
        code=FindingCode.CONTRADICTION_OPEN,
        severity=Severity.WARNING,
        about=about,
        message="KCNA denies what NIS asserts.",
        others=("desk-0001", "desk-0004"),
        anchor="docs/findings.md#contradiction-open",
    )


def garbled() -> FindingPart:
    """An error on a claim."""
    return FindingPart(
        code=FindingCode.GARBLED,
        severity=Severity.ERROR,
        about="desk-0001",
        message="Yonhap has 600 where the NIS had 4,700.",
        others=(),
        anchor="docs/findings.md#garbled",
    )


def revision(*changes: ChangePart) -> RevisionPart:
    """A second revision."""
    return RevisionPart(
        revision=2, action=Action.REVISE, at=LATER, by="ed", reason="misread", changes=changes
    )


def full_claim() -> ClaimPart:
    """Revised, reviewed before that, linked, retracted, and printed by us."""
    return claim(
        standing=Standing.RETRACTED,
        report=source_report(
            archived="missing", newer_versions=("version 2 (r-00000002)",), note="seen on paper"
        ),
        links=(link(), link(outgoing=False, relation=Relation.REPEATS, basis=LinkBasis.IMPORT)),
        notices=(
            NoticeView(
                ref="n-00000001",
                target="r-00000001",
                target_kind=Kind.REPORT,
                reason="the briefing was misheard",
                date="2025-07-03",
                url="https://yonhap.example/notice",
                by="ed",
                at=LATER,
                withdrawn=None,
            ),
        ),
        revision=2,
        revisions=(revision(ChangePart(field="quantity", before="4,700", after="around 4,700")),),
        reviews=(
            ReviewPart(
                ref="v-00000001",
                by="sub",
                at=LOGGED,
                reviewed_revision=1,
                current=False,
                by_logger=False,
                note="read against the wire",
            ),
        ),
        since_logged=(Event(at=LATER, by="ed", what="this claim was revised (quantity): misread"),),
        stories=(
            StoryView(
                ref="t-00000001",
                url="https://newsroom.example/1",
                title="What it costs",
                date="2025-07-02",
                rests_on=("desk-0001",),
                note=None,
                revision=1,
                logged_at=LATER,
                logged_by="mj",
            ),
        ),
        findings=(finding("desk-0001"),),
        tags=("ukraine-war",),
        note="Day of the briefing from the wire.",
    )


def link(**fields: Any) -> LinkPart:
    """A judgement that was taken back."""
    known: dict[str, Any] = {
        "ref": "l-00000001",
        "from_": "desk-0001",
        "relation": Relation.UPDATES,
        "to": "desk-0009",
        "outgoing": True,
        "other": "desk-0009",
        "other_statement": "About 3,000 casualties",
        "reason": "newer estimate",
        "basis": LinkBasis.HUMAN,
        "by": "ed",
        "at": LATER,
        "withdrawn": "another agency",
        "withdrawn_by": "sub",
        "withdrawn_at": LATER,
    }
    return LinkPart(**{**known, **fields})


def withdrawn_claim() -> ClaimPart:
    """A claim that names little, logged by mistake."""
    return claim(
        ref="c-00000002",
        id=UUID("01977000-0000-7000-8000-000000000002"),
        key="desk-0002",
        name="desk-0002",
        statement="The same again",
        standing=Standing.WITHDRAWN,
        withdrawn="logged twice",
        quantity=None,
        figure=None,
        quote=None,
        attribution="published by Yonhap in its own name",
        wording=(),
        chain=(hop("Yonhap", 0, "origin"),),
        effective_hedge=Hedge.ATTRIBUTED,
        said=None,
        as_of=None,
        published=None,
        report=source_report(
            url=None,
            title=None,
            byline=None,
            published=None,
            text_sha256=None,
            archived="not_archived",
        ),
    )
