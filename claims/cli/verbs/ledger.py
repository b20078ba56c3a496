"""What makes the record provable: its keys, sealing, and proofs to hand out and to check."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.endings import FOUND_BAD
from claims.cli.options import read_text, ref_argument
from claims.cli.output import print_document, say
from claims.cli.session import (
    json_option,
    opened_desk,
    print_found,
    reads,
    settings,
    writes,
)
from claims.cli.text.ledger import (
    checked_json,
    checked_text,
    keys_text,
    report_json,
    report_text,
)
from claims.errors import InputError
from claims.ledger.checkpoints import SignedNote, Verifier, parse_note, parse_verifier
from claims.ledger.keyring import Keyring
from claims.ledger.proofs import LONGEST, Checked, Proof, Trust, check, read_proof

if TYPE_CHECKING:
    from claims.desk import Desk
    from claims.report.embedding import ReportFile
    from claims.schemas.views import KeyView, Recorded

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
        ctx.invoke(list_, as_json=as_json)
    elif as_json:
        raise click.UsageError("--json belongs behind the last word", ctx)


@key.command("list")
@reads(keys_text)
def list_(desk: "Desk") -> "list[KeyView]":
    """All keys: who made them, whether the private half is here, which one signs."""
    return desk.signing_keys()


@key.command()
@writes
def add(desk: "Desk") -> "Recorded":
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
    raw, given = _raw(file), tuple(map(_key, keys))
    vouched_by = "--key" if given else "this user's folder of keys"
    try:
        read = _report(raw) or read_proof(raw)
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


def _report(raw: bytes) -> "ReportFile | None":
    """The sourcing report that the file is; None where it is a proof by itself."""
    if b"claims-report" not in raw and b'"not_checked"' not in raw and raw[:1] == b"{":
        return None
    from claims.report.embedding import read_report  # noqa: PLC0415  start-up stays light

    return read_report(raw)


def _print_report(report: "ReportFile", trust: Trust, vouched_by: str, *, as_json: bool) -> bool:
    from claims.report.checking import check_report  # noqa: PLC0415  start-up stays light

    found = check_report(report, trust)
    if as_json:
        print_found(report_json(found, vouched_by), None)
    else:
        print_found(found, lambda one: report_text(one, vouched_by))
    return found.ok


def _raw(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LONGEST + 1)


def _note(file: Path) -> SignedNote:
    try:
        return parse_note(read_text(file))
    except InputError as error:
        raise error.at(file=str(file)) from error


def _key(given: str) -> Verifier:
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
