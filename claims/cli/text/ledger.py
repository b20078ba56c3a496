"""Keys, and what a proof has proved, as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claims.cli.layout import fields, paragraph
from claims.cli.text.changes import value_text
from claims.cli.text.words import moment, phrase, plain

if TYPE_CHECKING:
    from claims.ledger.proofs import Checked, Told
    from claims.report.checking import CheckedReport
    from claims.schemas.views import KeyView


def keys_text(keys: "list[KeyView]") -> Iterator[str]:
    """Each key: its public half, who made it, and whether it can sign here."""
    for key in keys:
        yield f"{key.ref}  {key.public}"
        yield from fields(
            [
                ("made", f"{moment(key.logged_at)} by {key.logged_by}"),
                ("private", "here" if key.here else "not here"),
                ("signs", "from now on, what is written here" if key.signs else None),
                ("withdrawn", key.withdrawn),
            ],
            indent=4,
        )


def checked_text(found: "Checked", vouched_by: str) -> Iterator[str]:
    """What was proved, in sentences; or what speaks against it."""
    record = found.record
    if record is None or found.size is None or found.leaf is None:
        yield "not proved"
        for problem in found.problems:
            yield from paragraph(problem, indent=2)
        return
    yield "proved"
    yield from paragraph(_recorded(record), indent=2)
    yield from _content(record)
    yield from paragraph(
        f"It is entry {found.leaf + 1:,} of the {found.size:,} in the tree of {found.origin}, "
        f"whose root is {found.root}. It is not shown that nothing was recorded later.",
        indent=2,
    )
    yield from paragraph(_signed(found, vouched_by), indent=2)
    yield from _extended(found)


def _recorded(record: "Told") -> str:
    when = f"{record.recorded_at[:10]} {record.recorded_at[11:19]} UTC"
    what = f"Revision {record.revision} of {plain(record.kind)} {record.ref}"
    done = f"{what} ({plain(record.action)}) was recorded by {record.recorded_by} on {when}."
    return phrase([done, record.reason and f"Reason: {record.reason}"], " ")


def _content(record: "Told") -> Iterator[str]:
    """What it says; where it was erased, by whom, when and why."""
    if record.content is not None:
        named = ((plain(name), value_text(value)) for name, value in record.content.items())
        yield from fields(named, indent=4)
        return
    erased = record.redaction
    if erased is None:
        yield "  Its content is not in this document, which does not say why."
        return
    day = erased.recorded_at[:10]
    yield from paragraph(
        f"Its content was erased by {erased.recorded_by} on {day}: {erased.reason}", indent=2
    )


def _signed(found: "Checked | CheckedReport", vouched_by: str) -> str:
    signed = f"The tree is signed with {found.key}"
    if found.vouched:
        return f"{signed}, which is vouched for by {vouched_by}."
    return (
        f"{signed}. That this key is the desk's own is the document's word alone: "
        "compare it with one that you have from them (--key)."
    )


def _extended(found: "Checked") -> Iterator[str]:
    if found.extends is None:
        return
    yield from paragraph(
        f"It extends the tree of the older checkpoint, of size {found.extends.size:,}: "
        "what was sealed then stands unchanged.",
        indent=2,
    )
    if found.extends.key is None:
        yield from paragraph(
            "That older checkpoint is signed with another key, which was not checked.", indent=2
        )


def checked_json(found: "Checked", vouched_by: str) -> dict[str, Any]:
    """The same for programs."""
    extends = found.extends
    return {
        "ok": found.ok,
        "record": None if found.record is None else found.record.model_dump(),
        "origin": found.origin,
        "leaf": found.leaf,
        "size": found.size,
        "root": found.root,
        "key": found.key,
        "vouched_by": vouched_by if found.vouched else None,
        "extends": None if extends is None else {"size": extends.size, "key": extends.key},
        "problems": list(found.problems),
    }


_MOST_NAMED = 20


def report_text(found: "CheckedReport", vouched_by: str) -> Iterator[str]:
    """What was proved of a sourcing report, in sentences; or what speaks against it."""
    if found.size is None:
        yield "not proved"
        for problem in found.problems:
            yield from paragraph(problem, indent=2)
        return
    yield "proved"
    told = (
        (
            "in the tree, and the report says of it what was recorded (words, speakers, hash)",
            found.words,
        ),
        ("in the tree; what the report says of it is not compared", found.entries),
        ("in the tree; its content was erased", found.erased),
        ("NOT proved: it had not been sealed", found.unsealed),
    )
    for words, refs in told:
        if refs:
            more = "" if len(refs) <= _MOST_NAMED else ", …"
            claims = "1 claim" if len(refs) == 1 else f"{len(refs):,} claims"
            named = f"{', '.join(map(plain, refs[:_MOST_NAMED]))}{more}"
            yield from paragraph(f"{claims}: {words}: {named}.", indent=2)
    yield from paragraph(
        "What the report computes (what the record supports, counts, findings, sentences) is not "
        "proved; it follows from the record by the rules.",
        indent=2,
    )
    if found.whole:
        yield from paragraph(
            "The file is as it was made, by its own digest. Nobody has signed that: who doubts it "
            "has the report made again from the record, which gives the same bytes.",
            indent=2,
        )
    yield from paragraph(
        f"The tree is that of {found.origin}, has {found.size:,} entries and the root "
        f"{found.root}. It is not shown that nothing was recorded later.",
        indent=2,
    )
    yield from paragraph(_signed(found, vouched_by), indent=2)


def report_json(found: "CheckedReport", vouched_by: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "ok": found.ok,
        "words": list(found.words),
        "entries": list(found.entries),
        "erased": list(found.erased),
        "unsealed": list(found.unsealed),
        "whole": found.whole,
        "origin": found.origin,
        "size": found.size,
        "root": found.root,
        "key": found.key,
        "vouched_by": vouched_by if found.vouched else None,
        "problems": list(found.problems),
    }
