"""Checking a report file by itself: its claims are in a signed tree, and it says what they say.

Proved are the words of each claim: its statement, quote, quantity, stance and dates, the chain
with each hedge, the address and the hash of its report. What a report computes (standing,
counts, findings, sentences) follows from the record by the rules, and is not proved; of a
Markdown or HTML file it is told whether anything in it was changed since it was made.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import InvalidOperation
from typing import Any

from claims.errors import InputError
from claims.ledger.checkpoints import Checkpoint, Verifier, parse_checkpoint, parse_verifier
from claims.ledger.proofs import ProvenEntry, Trust, entry_faults
from claims.report.bundle import BundledEntry, ProofBundle
from claims.report.comparing import COMPARE, PREPARE, Told, ref_of
from claims.report.embedding import ReportFile
from claims.vocab import Action, Kind


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """What was proved of a report; nothing, where there are problems.

    `words` are the claims whose words are those that were recorded, `entries` those of
    which only the entry is in the tree, `erased` those whose content was redacted,
    `unsealed` those of which nothing is proved. `whole`: the file is as it was made, by a
    digest that nobody has signed; None where it has none.
    """

    problems: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    unsealed: tuple[str, ...] = ()
    origin: str | None = None
    size: int | None = None
    root: str | None = None
    key: str | None = None
    vouched: bool = False
    whole: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that can be proved is."""
        return not self.problems


def check_report(file: ReportFile, trust: Trust) -> CheckedReport:
    """Check the proofs in a report, and the report against them. Never raises."""
    return _Check(file, trust).run()


@dataclass(slots=True)
class _Check:
    file: ReportFile
    trust: Trust
    problems: list[str] = field(default_factory=list)
    says: Any = None

    def run(self) -> CheckedReport:
        bundle = self.file.bundle
        signed = self._signature(bundle)
        if signed is None:
            return CheckedReport(tuple(self.problems))
        key, head = signed
        entries = self._in_tree(bundle, head)
        self._kinds(bundle)
        told, self.says = Told(entries), PREPARE[self.file.style](self.file.says)
        sorts: dict[str, list[str]] = {"words": [], "entries": [], "erased": []}
        for one in bundle.claims:
            sorts[self._claim(one, told)].append(ref_of(one))
        self.problems += _beyond(self.file, bundle)
        if self.file.is_whole is False:
            self.problems.append("the file is not as it was made: it was changed, or added to")
        if self.problems:
            return CheckedReport(tuple(self.problems))
        return CheckedReport(
            words=tuple(sorts["words"]),
            entries=tuple(sorts["entries"]),
            erased=tuple(sorts["erased"]),
            unsealed=tuple(bundle.unsealed),
            origin=head.origin,
            size=head.size,
            root=b64encode(head.root).decode(),
            key=key.text,
            vouched=key in self.trust.keys,
            whole=self.file.is_whole,
        )

    def _signature(self, bundle: ProofBundle) -> tuple[Verifier, Checkpoint] | None:
        try:
            key = parse_verifier(bundle.key)
            head = key.verify(bundle.checkpoint)
        except InputError as error:
            self.problems.append(f"the checkpoint: {error.message}")
            return None
        if self.trust.keys and key not in self.trust.keys:
            self.problems.append(f"it is signed by {key.text}, which is not the key expected")
        if head.size != bundle.size:
            self.problems.append(
                f"the report tells of {bundle.size:,} leaves, its checkpoint of {head.size:,}"
            )
        self._older(head)
        return key, head

    def _older(self, head: Checkpoint) -> None:
        """A report holds no proof that the tree grew; the very same tree needs none."""
        if self.trust.old is None:
            return
        try:
            old = parse_checkpoint(self.trust.old.text)
        except InputError as error:
            self.problems.append(f"the older checkpoint: {error.message}")
            return
        if (old.origin, old.size, old.root) != (head.origin, head.size, head.root):
            self.problems.append(
                "the older checkpoint: a report proves nothing of it; "
                "`claims prove REF --since` makes such a proof"
            )

    def _in_tree(self, bundle: ProofBundle, head: Checkpoint) -> list[ProvenEntry]:
        found = []
        for one in (*bundle.claims, *bundle.mentions, *bundle.redactions):
            if any(place >= len(bundle.hashes) for place in one.inclusion):
                self.problems.append(f"{ref_of(one)}: its path names a hash that is not there")
                continue
            entry = ProvenEntry(
                header=one.header,
                salt=one.salt,
                payload=one.payload,
                leaf=one.leaf,
                inclusion=[bundle.hashes[place] for place in one.inclusion],
            )
            faults = entry_faults(entry, head)
            self.problems += (f"{ref_of(one)}: {fault}" for fault in faults)
            found.append(entry)
        return found

    def _kinds(self, bundle: ProofBundle) -> None:
        subjects = [one.header.subject for one in (*bundle.claims, *bundle.mentions)]
        if len(set(subjects)) != len(subjects):
            self.problems.append("it has two entries for one record")
        for one in bundle.claims:
            if one.header.kind != Kind.CLAIM:
                self.problems.append(f"{ref_of(one)} is no claim")
        erased = {one.header.subject for one in bundle.claims if one.payload is None}
        for one in bundle.redactions:
            if one.header.action != Action.REDACT or one.header.subject not in erased:
                self.problems.append(f"{ref_of(one)}: what erased it is no redaction")

    def _claim(self, one: BundledEntry, told: Told) -> str:
        """What is proved of one claim."""
        if one.payload is None:
            by_act = any(
                act.header.subject == one.header.subject for act in self.file.bundle.redactions
            )
            return "erased" if by_act or not self.file.bundle.folded else "entries"
        record = one.payload.get("record")
        if not isinstance(record, dict):
            self.problems.append(f"{ref_of(one)}: the payload holds no record")
            return "entries"
        try:
            faults = COMPARE[self.file.style](self.says, one, record, told)
            found = None if faults is None else list(faults)
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
            found = [f"what it says cannot be read ({type(error).__name__})"]
        self.problems += (f"{ref_of(one)}: {fault}" for fault in found or ())
        return "entries" if found is None else "words"


def _beyond(file: ReportFile, bundle: ProofBundle) -> Iterator[str]:
    """Claims that the report tells of and proves nothing of, or the other way round."""
    if file.style != "json":
        return
    proven = {one.header.subject for one in bundle.claims}
    unsealed = set(bundle.unsealed)
    told = {str(one.get("id")) for one in file.says.get("claims", [])}
    for one in file.says.get("claims", []):
        if str(one.get("id")) not in proven and one.get("ref") not in unsealed:
            yield f"{one.get('ref')}: the report tells of it, and has no proof of it"
    yield from (
        f"{ref_of(one)}: there is a proof of it, and the report does not tell of it"
        for one in bundle.claims
        if one.header.subject not in told
    )
