"""What makes the record provable: keys, sealing, verifying, proofs, and rebuilding."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.claims import value_text
from claims.cli.endings import FOUND_BAD
from claims.cli.options import read_text, ref_argument
from claims.cli.output import (
    fields,
    many,
    moment,
    paragraph,
    phrase,
    plain,
    print_document,
    say,
    steps,
)
from claims.cli.session import (
    json_option,
    opened_desk,
    print_found,
    reads,
    settings,
    writes,
)
from claims.errors import InputError
from claims.ledger.checkpoints import SignedNote, Verifier, parse_note, parse_verifier
from claims.ledger.keyring import Keyring
from claims.ledger.proofs import LONGEST, Checked, Proof, Trust, check, read_proof

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.ledger.proofs import Told
    from claims.report.checking import CheckedReport
    from claims.report.embedding import ReportFile
    from claims.schemas.views import KeyView, Recorded, VerifyView


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
    yield from paragraph(_recorded_sentence(record), indent=2)
    yield from _content_lines(record)
    yield from paragraph(
        f"It is entry {found.leaf + 1:,} of the {found.size:,} in the tree of {found.origin}, "
        f"whose root is {found.root}. It is not shown that nothing was recorded later.",
        indent=2,
    )
    yield from paragraph(_signature(found, vouched_by), indent=2)
    yield from _extended(found)


def _recorded_sentence(record: "Told") -> str:
    when = f"{record.recorded_at[:10]} {record.recorded_at[11:19]} UTC"
    what = f"Revision {record.revision} of {plain(record.kind)} {record.ref}"
    done = f"{what} ({plain(record.action)}) was recorded by {record.recorded_by} on {when}."
    return phrase([done, record.reason and f"Reason: {record.reason}"], " ")


def _content_lines(record: "Told") -> Iterator[str]:
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


def _signature(found: "Checked | CheckedReport", vouched_by: str) -> str:
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


def checked_report_text(found: "CheckedReport", vouched_by: str) -> Iterator[str]:
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
    yield from paragraph(_signature(found, vouched_by), indent=2)


def checked_report_json(found: "CheckedReport", vouched_by: str) -> dict[str, Any]:
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


def verify_text(found: "VerifyView") -> Iterator[str]:
    """Whether all is well, how much was read, and each problem with its record."""
    number = len(found.problems) + found.more
    tail = f"{found.unsealed:,} (no fault: `claims seal`)" if found.unsealed else None
    untouched = "nothing that was read was touched" if found.since else "nothing was touched"
    yield untouched if found.ok else f"{many(number, 'problem')} found"
    yield from fields(
        [
            ("entries", f"{found.entries:,}"),
            ("sealed", f"{found.sealed:,}"),
            ("not sealed", tail),
            ("redactions", f"{found.redactions:,}" if found.redactions else None),
            ("read from", f"entry {found.since + 1:,} on" if found.since else None),
            ("checkpoint", _head(found.checkpoint)),
        ]
    )
    for one in found.problems:
        yield from paragraph(f"{one.message} [{one.table}]", lead=one.record)
    if found.more:
        yield f"and {found.more:,} more"


def _head(note: str | None) -> str | None:
    """The size and the root of a checkpoint, as they are read out over a telephone."""
    if note is None:
        return None
    origin, size, root, *_ = note.split("\n")
    return f"{origin}, {int(size):,} entries, root {root}"


A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def key(ctx: click.Context, *, as_json: bool) -> None:
    """The keys that sign checkpoints; without a further word, a list of them.

    The public half of a key is part of the record; the private half is kept in a
    folder outside of it ($CLAIMS_KEYS), of which you should have a copy.
    `claims withdraw k-… --reason` takes a key out of use.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_keys, as_json=as_json)
    elif as_json:
        raise click.UsageError("--json belongs behind the last word", ctx)


@key.command("list")
@reads(keys_text)
def list_keys(desk: "Desk") -> "list[KeyView]":
    """All keys: who made them, whether the private half is here, which one signs."""
    return desk.signing_keys()


@key.command("add")
@writes
def add_key(desk: "Desk") -> "Recorded":
    """Make another key; it signs from now on."""
    recorded = desk.add_key()
    say(f"its private half is in {settings().keys}; keep a copy of it")
    return recorded


@click.command()
@json_option
def seal(*, as_json: bool) -> None:
    """Seal what is not sealed yet, and print the newest checkpoint.

    On stdout stands the checkpoint and nothing else, as any program for C2SP signed
    notes reads it: keep it, print it, give it to somebody else. Whoever has it can
    prove later that the record was only ever added to.
    """
    with opened_desk() as desk:
        sealed = desk.seal()
    if as_json:
        print_found(sealed, None)
        return
    print_document(sealed.checkpoint, None)
    say(f"sealed {sealed.sealed:,} now, {sealed.size:,} in all")


@click.command()
@ref_argument
@click.option("--output", metavar="FILE", type=A_FILE, help="Write it there.")
@click.option(
    "--since",
    metavar="FILE",
    type=A_FILE,
    help="An older checkpoint; prove as well that the record has only grown since.",
)
@click.option(
    "--revision", metavar="N", type=click.IntRange(min=1), help="Which revision.  [the last]"
)
@click.option("--json", "as_json", is_flag=True, help="It is JSON anyway.")
def prove(
    *, ref: str, output: Path | None, since: Path | None, revision: int | None, as_json: bool
) -> None:
    """Write a proof of what was recorded: a small file that is checked without the record.

    `claims check-proof FILE` checks it, on any machine. REF may be any record; a
    figure is known by its slug as well, a source by its name.
    """
    del as_json
    old = None if since is None else _note(since).render()
    with opened_desk() as desk:
        proof = desk.prove(ref, revision=revision, since=old)
    print_document(proof.render(), output)


@click.command("check-proof")
@click.argument("file", metavar="FILE", type=A_FILE)
@click.option(
    "--checkpoint",
    "old",
    metavar="FILE",
    type=A_FILE,
    help="An older checkpoint that you hold: has the record only grown since?",
)
@click.option(
    "--key", "keys", metavar="KEY", multiple=True, help="The key that must have signed, or a file."
)
@json_option
def check_proof(*, file: Path, old: Path | None, keys: tuple[str, ...], as_json: bool) -> None:
    """Check a proof, or the proofs in a sourcing report. No record is needed for it.

    Ends with 0 if everything in it is proved, with 1 if not. Without --key, the
    key is looked for among your own; else the file's own word has to do, and it says so.
    """
    raw, given = _raw(file), tuple(map(_verifier, keys))
    vouched_by = "--key" if given else "this user's folder of keys"
    try:
        read = _read_report(raw) or read_proof(raw)
    except InputError as error:
        raise error.at(file=str(file)) from error
    key = read.key if isinstance(read, Proof) else read.bundle.key
    trust = Trust(given or _own_key(key), None if old is None else _note(old))
    if isinstance(read, Proof):
        ok = _print_proof(check(read, trust), vouched_by, as_json=as_json)
    else:
        ok = _print_report(read, trust, vouched_by, as_json=as_json)
    if not ok:
        click.get_current_context().exit(FOUND_BAD)


def _print_proof(found: Checked, vouched_by: str, *, as_json: bool) -> bool:
    if as_json:
        print_found(checked_json(found, vouched_by), None)
    else:
        print_found(found, lambda one: checked_text(one, vouched_by))
    return found.ok


def _read_report(raw: bytes) -> "ReportFile | None":
    """The sourcing report that the file is; None where it is a proof by itself."""
    if b"claims-report" not in raw and b'"not_checked"' not in raw and raw[:1] == b"{":
        return None
    from claims.report.embedding import read_report  # noqa: PLC0415  start-up stays light

    return read_report(raw)


def _print_report(report: "ReportFile", trust: Trust, vouched_by: str, *, as_json: bool) -> bool:
    from claims.report.checking import check_report  # noqa: PLC0415  start-up stays light

    found = check_report(report, trust)
    if as_json:
        print_found(checked_report_json(found, vouched_by), None)
    else:
        print_found(found, lambda one: checked_report_text(one, vouched_by))
    return found.ok


def _raw(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LONGEST + 1)


def _note(file: Path) -> SignedNote:
    try:
        return parse_note(read_text(file))
    except InputError as error:
        raise error.at(file=str(file)) from error


def _verifier(given: str) -> Verifier:
    """A public key as it is typed, or out of the file of that name."""
    try:
        text = read_text(Path(given)) if Path(given).is_file() else given
        return parse_verifier(text.strip())
    except InputError as error:
        raise error.at(field="--key") from error


def _own_key(key: str) -> tuple[Verifier, ...]:
    """This key, if its private half is in the folder of keys of this user."""
    try:
        verifier = parse_verifier(key)
    except InputError:
        return ()
    return (verifier,) if Keyring(settings().keys).find(verifier) else ()


@click.command()
@click.option(
    "--checkpoint",
    "kept",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A checkpoint kept from earlier: the record must be its continuation.",
)
@click.option("--key", metavar="KEY", help="The public key that must have signed, or its file.")
@click.option("--resume", is_flag=True, help="Only what came since it was last verified here.")
@json_option
def verify(*, kept: Path | None, key: str | None, resume: bool, as_json: bool) -> None:
    """Check that nobody touched the record: ledger, tree, signatures, and every row.

    Ends with 1 if anything does not fit, and names each record. A tail of entries
    that is not sealed yet is no fault. Without --key the keys are those that the
    ledger itself names.
    """
    checkpoint = None if kept is None else read_text(kept)
    with opened_desk() as desk, steps("verifying") as step:
        found = desk.verify(checkpoint=checkpoint, key=_key(key), resume=resume, progress=step)
    print_found(found, None if as_json else verify_text)
    if not found.ok:
        click.get_current_context().exit(FOUND_BAD)


def _key(given: str | None) -> str | None:
    """A public key as it is typed, or out of the file of that name."""
    if given is None or not Path(given).is_file():
        return given
    return read_text(Path(given)).strip()
