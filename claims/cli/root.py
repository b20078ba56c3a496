"""`claims` itself: its options, and the table of its verbs."""

from typing import Any

import click

import claims as package
from claims.cli.endings import ending
from claims.cli.lazy import LazyGroup, Sections, Verb
from claims.settings import DATABASE_VARIABLE, DEFAULT_DATABASE, USER_VARIABLE, read_settings

_VERBS = "claims.cli.verbs"
SECTIONS: Sections = {
    "Set up": {
        "init": Verb(f"{_VERBS}.database:init", "Create the database."),
        "migrate": Verb(f"{_VERBS}.database:migrate", "Bring the database to this version."),
        "distribute": Verb(f"{_VERBS}.database:distribute", "Spread it over a Citus cluster."),
        "demo": Verb(f"{_VERBS}.demo:demo", "See it at work on a throw-away database."),
        "schema": Verb(f"{_VERBS}.schema:schema", "The JSON Schema of a claim as input."),
    },
    "Record": {
        "log": Verb(f"{_VERBS}.log:log", "Log one claim."),
        "import": Verb(f"{_VERBS}.importing:import_files", "Log many claims from files."),
        "map": Verb(f"{_VERBS}.mapping:propose_mapping", "A first mapping for a foreign table."),
        "export": Verb(f"{_VERBS}.export:export", "The whole record, out again."),
        "source": Verb(f"{_VERBS}.sources:source", "Who speaks: add, set, list, show."),
        "figure": Verb(f"{_VERBS}.figures:figure", "What is counted: add, set, list, show."),
        "report": Verb(f"{_VERBS}.reports:report", "What was published: add, set, list, show."),
        "story": Verb(f"{_VERBS}.stories:story", "What we printed: add, list, show."),
    },
    "Judge and correct": {
        "link": Verb(f"{_VERBS}.links:link", "Say how one claim stands to another."),
        "unlink": Verb(f"{_VERBS}.links:unlink", "Take a link back."),
        "review": Verb(f"{_VERBS}.judgements:review", "Say that you checked a claim."),
        "rate": Verb(f"{_VERBS}.judgements:rate", "Record a checker's verdict on a claim."),
        "revise": Verb(f"{_VERBS}.judgements:revise", "Correct a claim."),
        "retract": Verb(f"{_VERBS}.judgements:retract", "Record that its publisher took it back."),
        "withdraw": Verb(f"{_VERBS}.judgements:withdraw", "Take back what was logged by mistake."),
        "rule": Verb(f"{_VERBS}.judgements:rule", "Rule two origins the same, or distinct."),
        "waive": Verb(f"{_VERBS}.judgements:waive", "Switch a finding of `lint` off."),
        "redact": Verb(f"{_VERBS}.redaction:redact", "Erase for good what may not be kept."),
    },
    "Ask": {
        "find": Verb(f"{_VERBS}.find:find", "Find claims."),
        "show": Verb(f"{_VERBS}.claims:show", "One claim, with its standing."),
        "trace": Verb(f"{_VERBS}.claims:trace", "Where a claim comes from, to the last hop."),
        "compare": Verb(f"{_VERBS}.judging:compare", "The verdict on two claims, and why."),
        "suggest": Verb(f"{_VERBS}.judging:suggest", "Likely links; accept or refuse them."),
        "lint": Verb(f"{_VERBS}.judging:lint", "What to know before printing."),
        "cascade": Verb(f"{_VERBS}.judging:cascade", "What falls with a retraction."),
        "sourcing": Verb(f"{_VERBS}.sourcing:sourcing", "The sourcing report, to take away."),
        "history": Verb(f"{_VERBS}.claims:history", "What happened to a record, and by whom."),
    },
    "The ledger": {
        "key": Verb(f"{_VERBS}.ledger:key", "The keys that sign: list, add."),
        "seal": Verb(f"{_VERBS}.ledger:seal", "Seal what is not sealed; the newest checkpoint."),
        "verify": Verb(f"{_VERBS}.verify:verify", "Check that nobody touched the record."),
        "prove": Verb(f"{_VERBS}.ledger:prove", "A proof of what was recorded, to hand out."),
        "check-proof": Verb(f"{_VERBS}.ledger:check_proof", "Check a proof; needs no database."),
        "rebuild": Verb(f"{_VERBS}.redaction:rebuild", "A new database, from the ledger alone."),
    },
}


class Root(LazyGroup):
    """The whole command line; every error of every verb ends here."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is no text before any verb sees it."""
        for arg in args:
            if any("\ud800" <= character <= "\udfff" for character in arg):
                shown = arg.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
                raise click.UsageError(f"{shown!r} is not UTF-8 text", ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb to its end, good or bad."""
        with ending(ctx):
            return super().invoke(ctx)


@click.command(
    cls=Root,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    "database",
    metavar="URL",
    help=f"The database: a file or a URL.  [${DATABASE_VARIABLE}, else {DEFAULT_DATABASE}]",
)
@click.option("--as", "user", metavar="NAME", help=f"Who is writing.  [${USER_VARIABLE}]")
@click.version_option(package.__version__, prog_name="claims", message="%(prog)s %(version)s")
@click.pass_context
def claims(ctx: click.Context, database: str | None, user: str | None) -> None:
    """Who claimed what, according to whom, how sure, and who says so independently.

    Wherever a verb takes a REF, give a reference as it is printed (c-4k2j9x1a, or
    the beginning of it), a UUID, or the key that you gave the claim yourself.
    `claims VERB --help` tells more of each verb.
    """
    ctx.obj = read_settings(database, user)
