"""One ClaimReview into drafts: the claim that was checked, rated in the report that checks it.

The speaker, and where the claim appeared, are those that the fact-check names. Where it names
no speaker, the claim's origin is an unnamed one: a description, which counts as unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims.formats.readers.claimreview.graph import Graph, Node, said_in, types_of
from claims.formats.readers.claimreview.values import (
    Named,
    address,
    everybody,
    named,
    number,
    read_date,
    site,
)
from claims.values.dates import PartialDate
from claims.vocab import SourceKind

UNNAMED = "unnamed speaker"
_SHORT = 500  # as long as a title or a name may be

Fields = dict[str, Any]


@dataclass(slots=True)
class Drafter:
    """Makes drafts of the ClaimReviews of one block; `notes` tells what it left out."""

    graph: Graph
    base: str | None
    notes: list[str]

    def drafts(self, review: Node) -> list[Fields]:
        """The claims that a ClaimReview is about: one for each of its joint speakers."""
        items = self.graph.many(review, "itemReviewed") or [{}]
        return [draft for item in items for draft in self._claims(review, item, len(items))]

    def _claims(self, review: Node, item: Any, items: int) -> Iterator[Fields]:
        checked = _Checked(self, review)
        statement = self._statement(review, item, items)
        place = self._appearance(item, checked.url)
        said = self._date(item, "datePublished", "the date of the claim")
        published = checked.published if place is None else place.published
        if said is not None and published is not None and said.starts_after(published):
            self.notes.append(f"the claim's date {said} is after {published}, and left out")
            said = None
        speakers: list[Named | None] = [*self._speakers(item)]
        ratings = checked.ratings()
        for speaker in speakers or [None]:
            draft: Fields = {"statement": statement}
            if place is None:
                draft |= {"reporter": checked.outlet, "report": checked.report()}
            else:
                draft |= {"reporter": place.outlet, "report": place.report(), "note": place.note}
            if said is not None:
                draft["said"] = str(said)
            draft["source"] = UNNAMED if speaker is None else speaker.name
            if speaker is None and draft["reporter"] is None:
                draft["reporter"] = site(draft["report"].get("url"))
            draft["ratings"] = ratings
            people = [speaker, *checked.people]
            kinds = {one.name: SourceKind.PERSON for one in people if one and one.is_person}
            if speaker is None:
                kinds[UNNAMED] = SourceKind.UNNAMED
            yield _given(draft | {"source_kinds": {k: str(v) for k, v in kinds.items()}})

    def _speakers(self, item: Any) -> list[Named]:
        """Who made the claim; with some publishers what is reviewed is the speaker himself."""
        if _is_somebody(item):
            speaker = named(self.graph, item)
            return [] if speaker is None else [speaker]
        return everybody(self.graph, item, "author", "creator")

    def _statement(self, review: Node, item: Any, items: int) -> str | None:
        own = said_in(item) or self.graph.text(item, "text", "name", "headline", "description")
        if items > 1 and own is not None:
            return own
        return self.graph.text(review, "claimReviewed") or own

    def _appearance(self, item: Any, checked: str | None) -> "_Place | None":
        """Where the claim appeared first; the other places are told in a note."""
        found = self.graph.many(item, "firstAppearance") + self.graph.many(item, "appearance")
        older = isinstance(item, dict) and "Claim" not in types_of(item)
        if not found and older and not _is_somebody(item):
            found = [item]  # the older form: what is reviewed is the work that the claim is in
        places = [place for one in found if (place := self._place(one)) is not None]
        places = [place for place in places if place.url is None or place.url != checked]
        if not places:
            return None
        others = dict.fromkeys(place.called for place in places[1:])
        others.pop(places[0].called, None)
        if others:
            places[0].note = f"also appeared at: {'; '.join(map(str, others))}"
        return places[0]

    def _place(self, value: Any) -> "_Place | None":
        url = address(self.graph, value, self.base)
        if isinstance(value, str):
            return _Place(url, None if url else self._short(value, "the place of the claim"))
        title = self._short(self.graph.text(value, "headline", "name"), "the title of the place")
        publisher = everybody(self.graph, value, "publisher", "provider", "sourceOrganization")
        if url is None and title is None and not publisher:
            return None
        return _Place(
            url,
            title,
            outlet=publisher[0].name if publisher else None,
            published=self._date(value, "datePublished", "the date of the place of the claim"),
            language=self.graph.text(value, "inLanguage"),
        )

    def _date(self, node: Any, name: str, called: str) -> PartialDate | None:
        date, wrong = read_date(self.graph.text(node, name))
        if wrong is not None:
            self.notes.append(f"{called} is left out: {wrong}")
        return date

    def _short(self, text: str | None, called: str) -> str | None:
        if text is not None and len(text) > _SHORT:
            self.notes.append(f"{called} is left out: it has {len(text):,} characters")
            return None
        return text


@dataclass(slots=True)
class _Place:
    """Where a claim appeared."""

    url: str | None
    title: str | None
    outlet: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    note: str | None = None

    @property
    def called(self) -> str | None:
        """What it is told by."""
        return self.url or self.title or self.outlet

    def report(self) -> Fields:
        """As a claim's report."""
        return _given(
            {
                "url": self.url,
                "title": self.title,
                "published": None if self.published is None else str(self.published),
                "language": self.language,
            }
        )


class _Checked:
    """The fact-check itself: a report, by its publisher, with the author's verdict."""

    def __init__(self, drafter: Drafter, review: Node) -> None:
        graph = drafter.graph
        authors = everybody(graph, review, "author", "creator")
        publishers = everybody(graph, review, "publisher", "sourceOrganization")
        self._drafter, self._review = drafter, review
        self.url = address(graph, review, drafter.base) or drafter.base
        self.published = drafter._date(review, "datePublished", "the date of the fact-check")  # noqa: SLF001  of this module
        self.people = [*authors[:1], *publishers[:1]]
        self._publisher = publishers[0].name if publishers else None
        self.author = authors[0].name if authors else self._publisher or site(self.url)
        self.outlet = self._publisher or self.author
        self._byline = "; ".join(one.name for one in authors[1:])[:_SHORT] or None

    def report(self) -> Fields:
        """As a report."""
        graph, review = self._drafter.graph, self._review
        title = self._drafter._short(graph.text(review, "headline", "name"), "the title")  # noqa: SLF001  of this module
        return _given(
            {
                "url": self.url,
                "title": title,
                "byline": self._byline,
                "published": None if self.published is None else str(self.published),
                "language": graph.text(review, "inLanguage"),
            }
        )

    def ratings(self) -> list[Fields]:
        """The verdict, if one is given."""
        graph, notes = self._drafter.graph, self._drafter.notes
        given = graph.many(self._review, "reviewRating")
        if not given:
            notes.append("it gives no verdict")
            return []
        scale = {name: graph.text(given[0], f"{name}Rating") for name in ("best", "worst")}
        value = graph.text(given[0], "ratingValue")
        words = graph.text(given[0], "alternateName", "name") or graph.text(
            {"text": given[0]}, "text"
        )
        if value is not None and number(value) is None and value.casefold() != "none":
            if words is not None and words != value:
                notes.append(f"its value {value!r} is no number, and left out")
            words = words or value
        rating = {
            "text": words,
            "value": number(value),
            "best": number(scale["best"]),
            "worst": number(scale["worst"]),
        }
        if rating["text"] is None and rating["value"] is None:
            notes.append("its rating says nothing")
            return []
        report = self.report() | _given({"reporter": self._publisher})
        return [_given({**rating, "author": self.author, "report": report})]


def _is_somebody(item: Any) -> bool:
    return any(one == "Person" or one.endswith("Organization") for one in types_of(item))


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
