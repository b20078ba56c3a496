"""ClaimReview out again: one object for each rating, as schema.org has it.

What is written is read back as it stands: a text that looks like HTML is escaped as HTML
is, dates that only EDTF can say are left out, and so is a place that is not told.
"""

from dataclasses import dataclass
from typing import Any

from claims.formats.readers.claimreview.drafting import UNNAMED
from claims.formats.readers.claimreview.graph import clean
from claims.formats.readers.claimreview.values import is_iso
from claims.records import Claim, Rating, Report, Source
from claims.values.dates import PartialDate
from claims.vocab import SourceKind

Fields = dict[str, Any]
CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Rated:
    """A claim with one of its ratings and all that is named in them."""

    claim: Claim
    rating: Rating
    appeared: Report
    checked: Report
    speaker: Source
    author: Source
    outlets: dict[Any, Source]


def review_fields(rated: Rated) -> Fields:
    """The ClaimReview that tells this rating."""
    checked, author = rated.checked, rated.author
    publisher = None if checked.reporter is None else rated.outlets[checked.reporter]
    return _given(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "url": checked.url,
            "name": review_text(checked.title),
            "datePublished": _date(checked.published),
            "inLanguage": review_text(checked.language),
            "claimReviewed": review_text(rated.claim.statement),
            "author": _somebody(author),
            "publisher": None if publisher in (None, author) else _somebody(publisher),
            "itemReviewed": _item(rated),
            "reviewRating": _given(
                {
                    "@type": "Rating",
                    "ratingValue": rated.rating.value,
                    "bestRating": rated.rating.best,
                    "worstRating": rated.rating.worst,
                    "alternateName": review_text(rated.rating.text),
                }
            ),
        }
    )


def _item(rated: Rated) -> Fields:
    speaker = rated.speaker
    unnamed = speaker.source_kind is SourceKind.UNNAMED and speaker.name == UNNAMED
    appeared, said = rated.appeared, rated.claim.said
    place = None if appeared.id == rated.checked.id else _place(rated)
    published = appeared.published
    late = said is not None and published is not None and said.starts_after(published)
    return _given(
        {
            "@type": "Claim",
            "author": None if unnamed else _somebody(speaker),
            "datePublished": None if late else _date(said),
            "appearance": place,
        }
    )


def _place(rated: Rated) -> Fields:
    """Where the claim appeared; a report that nothing tells is told by who reported."""
    report = rated.appeared
    outlet = report.reporter
    if outlet is None and report.url is None and report.title is None:
        outlet = rated.claim.chain.reporter.source
    return _given(
        {
            "@type": "CreativeWork",
            "url": report.url,
            "name": review_text(report.title),
            "datePublished": _date(report.published),
            "inLanguage": review_text(report.language),
            "publisher": None if outlet is None else _somebody(rated.outlets[outlet]),
        }
    )


def _somebody(source: Source | None) -> Fields | None:
    if source is None:
        return None
    person = source.source_kind is SourceKind.PERSON
    return {"@type": "Person" if person else "Organization", "name": review_text(source.name)}


def _date(date: PartialDate | None) -> str | None:
    return date.text if date is not None and is_iso(date) else None


def review_text(text: str | None) -> str | None:
    """A text that is read back as it is: on one line, and escaped where it looks like HTML."""
    if text is None:
        return None
    line = " ".join(text.split())
    if clean(line) == line:
        return line
    return line.replace("&", "&amp;").replace("<", "&lt;")


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, "", {})}
