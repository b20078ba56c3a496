"""The PROV document of a claim, through the `prov` library.

Sources and editors are agents. What somebody said is an entity that his saying it
generated, each relay's derived from what was said before; the report is the collection
that holds the last. The record's revisions are entities that the desk generated,
derived from the report, their primary source being what the origin said.

No bound that nobody gave: where a date is a span, an activity's start and end are the
first and the last moment at which it can have been.
"""

from typing import Any
from uuid import UUID

from prov.model import ProvDocument

from claims.desk.viewing.provenance.attributes import (
    content_of,
    each,
    given,
    header_of,
    told_of,
    type_of,
)
from claims.desk.viewing.provenance.material import Material, Revision
from claims.desk.viewing.provenance.names import NAMESPACES, editor, part, term, text, thing
from claims.records import Claim, Link, Notice, Report, Review, Source
from claims.store.queries.stored import Stored
from claims.values.dates import PartialDate
from claims.values.identity import short_ref
from claims.vocab import Action, Kind

FORMATS = {"prov": "json", "provn": "provn"}  # ours, and what the library calls them


def written(material: Material, format: str) -> bytes:  # noqa: A002  the public spelling
    """The document in PROV-JSON or PROV-N, ending in a line feed."""
    options: dict[str, Any] = {"ensure_ascii": False, "indent": 1} if format == "prov" else {}
    content = document(material).serialize(format=FORMATS[format], **options)
    assert content is not None, "it is not written to a file"
    return f"{content.rstrip()}\n".encode()


def document(material: Material) -> ProvDocument:
    """The whole of it."""
    return _Writer(material).written()


class _Writer:
    """One document in the making."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.made = ProvDocument()
        self.last_words: dict[UUID, tuple[str, UUID]] = {}
        for prefix, uri in NAMESPACES.items():
            self.made.add_namespace(prefix, uri)

    def written(self) -> ProvDocument:
        material = self.material
        for source in material.sources.values():
            self._source(source)
        for name in self._editors():
            self.made.agent(editor(name), given(label=name, type=term("Editor")))
        for report in material.reports.values():
            self._report(report)
        for claim in material.claims:
            self._claim(claim)
        for link in material.links:
            self._link(link)
        for notice in material.notices:
            self._notice(notice)
        for review in material.reviews:
            self._review(review)
        return self.made

    def _editors(self) -> list[str]:
        entries = [one.entry.by for found in self.material.revisions.values() for one in found]
        return sorted({*entries, *(one.logged_by for one in self.material.reviews)})

    def _source(self, source: Source) -> None:
        told = given(
            label=source.name,
            type=type_of(source),
            kind=source.source_kind,
            country=source.country,
        )
        self.made.agent(thing(source.id), [*told, *each("alias", source.aliases)])
        if source.controlled_by is not None:
            self.made.delegation(thing(source.id), thing(source.controlled_by))

    def _report(self, report: Report) -> None:
        erased = self.material.erased.get(report.text_sha256 or "")
        told = given(
            label=report.title,
            type=term("Report"),
            ref=short_ref(Kind.REPORT, report.id),
            url=report.url,
            version=report.version,
            byline=report.byline,
            published=report.published,
            language=report.language,
            text_redacted=erased,
        )
        self.made.entity(thing(report.id), [*told, *given(type="prov:Collection")])
        if report.supersedes is not None and report.supersedes in self.material.reports:
            self.made.revision(thing(report.id), thing(report.supersedes))
        self._publishing(report)
        if erased is None:
            self._archived(report)

    def _publishing(self, report: Report) -> None:
        publishing = part("publishing", report.id)
        self._activity(publishing, report.published, type=term("Publishing"))
        self.made.generation(thing(report.id), publishing)
        if report.reporter is not None:
            self.made.association(publishing, thing(report.reporter))
            self.made.attribution(thing(report.id), thing(report.reporter))

    def _archived(self, report: Report) -> None:
        if report.text_sha256 is None:
            return
        told = given(type=term("ArchivedText"), sha256=report.text_sha256)
        self.made.entity(text(report.text_sha256), told)
        self.made.derivation(text(report.text_sha256), thing(report.id))

    def _claim(self, claim: Claim) -> None:
        told = given(
            label=claim.statement,
            type=term("Claim"),
            ref=short_ref(Kind.CLAIM, claim.id),
            key=claim.key,
        )
        self.made.entity(thing(claim.id), told)
        said: list[str] = []
        before: Claim | None = None
        for revision in self.material.revisions[claim.id]:
            now = revision.claim
            self._recording(revision)
            if now is not None:
                if before is None or _spoken(now) != _spoken(before):
                    said = self._chain(now, revision.entry.version)
                self._read_from(now, revision.entry.version, said)
                self.last_words[claim.id] = said[-1], now.report
                before = now

    def _recording(self, revision: Revision) -> None:
        """A write of the record: its entry in the ledger, and the claim at this revision."""
        entry, claim = revision.entry, revision.claim
        recording = part("recording", entry.subject, entry.version)
        entity = part("revision", entry.subject, entry.version)
        leaf = part("entry", entry.subject, entry.version)
        told = given(type=term("Recording"), action=entry.action, reason=entry.reason)
        self.made.activity(recording, entry.at, entry.at, told)
        self.made.association(recording, editor(entry.by))
        self.made.entity(leaf, header_of(entry))
        self.made.generation(leaf, recording, entry.at)
        told = given(redacted=entry.redacted) if claim is None else content_of(claim)
        self.made.entity(entity, [*told, *given(type=term("Revision"))])
        self.made.generation(entity, recording, entry.at)
        self.made.specialization(entity, thing(entry.subject))
        if entry.version > 1:
            self.made.revision(entity, part("revision", entry.subject, entry.version - 1))
        if entry.action is Action.WITHDRAW:
            self.made.invalidation(thing(entry.subject), recording, entry.at)

    def _chain(self, claim: Claim, version: int) -> list[str]:
        """What each speaker said, the origin's words first."""
        said: list[str] = []
        for place, hop in enumerate(claim.chain):
            statement = part("statement", claim.id, version, place)
            saying = part("saying", claim.id, version, place)
            self._activity(saying, self._when(claim, place), **told_of(claim, hop, place))
            self.made.association(saying, thing(hop.source))
            self.made.entity(statement, given(type=term("Statement")))
            self.made.generation(statement, saying)
            self.made.attribution(statement, thing(hop.source))
            if said:
                self.made.usage(saying, said[-1])
                self.made.derivation(statement, said[-1], saying)
            said.append(statement)
        if claim.report in self.material.reports:  # not yet published, where that is asked
            self.made.membership(thing(claim.report), said[-1])
        return said

    def _when(self, claim: Claim, place: int) -> PartialDate | None:
        """When a hop was, as far as that is known: the last as its report was published."""
        said = claim.chain.hops[place].said or (claim.said if place == 0 else None)
        report = self.material.reports.get(claim.report)
        if said is None and report is not None and place == len(claim.chain) - 1:
            return report.published
        return said

    def _read_from(self, claim: Claim, version: int, said: list[str]) -> None:
        entity, report = part("revision", claim.id, version), claim.report
        self.made.primary_source(entity, said[0])
        if report not in self.material.reports:
            return
        self.made.derivation(entity, thing(report))
        kept = self.material.reports[report].text_sha256
        if claim.quote_at is not None and kept is not None and kept not in self.material.erased:
            self.made.quotation(entity, text(kept))

    def _link(self, one: Stored[Link]) -> None:
        link = one.record
        told = given(
            type=term(link.relation), reason=link.reason, basis=link.basis, linked_by=one.logged_by
        )
        self.made.derivation(
            thing(link.claim), thing(link.to), identifier=thing(link.id), other_attributes=told
        )

    def _notice(self, notice: Notice) -> None:
        """The publisher takes back what he published: his words, or the whole report."""
        told = {"type": term("Retraction"), "reason": notice.reason, "url": notice.url}
        self._activity(thing(notice.id), notice.date, **told, date=notice.date)
        taken_back, report = thing(notice.target), notice.target
        if notice.target_kind is Kind.CLAIM:
            taken_back, report = self.last_words[notice.target]
        self.made.invalidation(taken_back, thing(notice.id))
        outlet = self._outlet(report)
        if outlet is not None:
            self.made.association(thing(notice.id), thing(outlet))

    def _review(self, one: Stored[Review]) -> None:
        review = one.record
        told = given(type=term("Review"), note=review.note)
        self.made.activity(thing(review.id), one.logged_at, one.logged_at, told)
        self.made.association(thing(review.id), editor(one.logged_by))
        self.made.usage(thing(review.id), part("revision", review.claim, review.revision))

    def _activity(self, name: str, when: PartialDate | None, **told: object) -> None:
        start, end = (None, None) if when is None else (when.earliest, when.latest)
        self.made.activity(name, start, end, given(**told))

    def _outlet(self, report: UUID) -> UUID | None:
        found = self.material.reports.get(report)
        return None if found is None else found.reporter


def _spoken(claim: Claim) -> tuple[object, ...]:
    """What of a claim is somebody's speech; another revision may leave it as it was."""
    return claim.chain, claim.said, claim.report
