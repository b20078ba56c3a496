"""`claims` itself: its options, and the table of its verbs, imported when used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

import claims as package
from claims.cli.endings import ending
from claims.settings import DATABASE_VARIABLE, DEFAULT_DATABASE, USER_VARIABLE, read_settings


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb is (`module:attribute` of this package), and its line in the overview."""

    target: str
    help: str

    def load(self) -> click.Command:
        """The command itself; imports its module."""
        module, _, attribute = self.target.partition(":")
        command = getattr(import_module(f"claims.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command


Sections = Mapping[str, Mapping[str, Verb]]


class LazyGroup(click.Group):
    """Verbs in sections, each loaded when it is used."""

    def __init__(self, *args: Any, sections: Sections, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.sections = sections
        self.verbs = {name: verb for part in sections.values() for name, verb in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs."""
        return [*self.verbs, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, its module now imported."""
        verb = self.verbs.get(cmd_name)
        return super().get_command(ctx, cmd_name) if verb is None else verb.load()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the arguments begin with; where there is none, the nearest is named."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            import difflib  # noqa: PLC0415  needed for a slip of the pen only

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {args[0]!r}.{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the overview from the table, section by section."""
        del ctx
        for title, verbs in self.sections.items():
            with formatter.section(title):
                formatter.write_dl(_overview(verbs), col_max=12)


def _overview(verbs: Mapping[str, Verb]) -> Sequence[tuple[str, str]]:
    return [(name, verb.help) for name, verb in verbs.items()]


SECTIONS: Sections = {
    "Set up": {
        "init": Verb("database:init", "Create the database."),
        "migrate": Verb("database:migrate", "Bring the database to this version."),
        "distribute": Verb("database:distribute", "Spread it over a Citus cluster."),
        "demo": Verb("database:demo", "See it at work on a throw-away database."),
        "schema": Verb("files:schema", "The JSON Schema of a claim as input."),
    },
    "Record": {
        "log": Verb("claims:log", "Log one claim."),
        "import": Verb("files:import_files", "Log many claims from files."),
        "map": Verb("files:propose_mapping", "A first mapping for a foreign table."),
        "export": Verb("files:export", "The whole record, out again."),
        "source": Verb("subjects:source", "Who speaks: add, set, list, show."),
        "figure": Verb("subjects:figure", "What is counted: add, set, list, show."),
        "report": Verb("reports:report", "What was published: add, set, list, show."),
        "story": Verb("subjects:story", "What we printed: add, list, show."),
    },
    "Judge and correct": {
        "link": Verb("judgements:link", "Say how one claim stands to another."),
        "unlink": Verb("judgements:unlink", "Take a link back."),
        "review": Verb("judgements:review", "Say that you checked a claim."),
        "rate": Verb("judgements:rate", "Record a checker's verdict on a claim."),
        "revise": Verb("judgements:revise", "Correct a claim."),
        "retract": Verb("judgements:retract", "Record that its publisher took it back."),
        "withdraw": Verb("judgements:withdraw", "Take back what was logged by mistake."),
        "rule": Verb("judgements:rule", "Rule two origins the same, or distinct."),
        "waive": Verb("judgements:waive", "Switch a finding of `lint` off."),
        "redact": Verb("judgements:redact", "Erase for good what may not be kept."),
    },
    "Ask": {
        "find": Verb("claims:find", "Find claims."),
        "show": Verb("claims:show", "One claim, with its standing."),
        "trace": Verb("claims:trace", "Where a claim comes from, to the last hop."),
        "compare": Verb("judgements:compare", "The verdict on two claims, and why."),
        "suggest": Verb("judgements:suggest", "Likely links; accept or refuse them."),
        "lint": Verb("judgements:lint", "What to know before printing."),
        "cascade": Verb("judgements:cascade", "What falls with a retraction."),
        "sourcing": Verb("sourcing:sourcing", "The sourcing report, to take away."),
        "history": Verb("claims:history", "What happened to a record, and by whom."),
    },
    "The ledger": {
        "key": Verb("ledger:key", "The keys that sign: list, add."),
        "seal": Verb("ledger:seal", "Seal what is not sealed; the newest checkpoint."),
        "verify": Verb("ledger:verify", "Check that nobody touched the record."),
        "prove": Verb("ledger:prove", "A proof of what was recorded, to hand out."),
        "check-proof": Verb("ledger:check_proof", "Check a proof; needs no database."),
        "rebuild": Verb("database:rebuild", "A new database, from the ledger alone."),
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
    "claims",
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
def command_line(ctx: click.Context, database: str | None, user: str | None) -> None:
    """Who claimed what, according to whom, how sure, and who says so independently.

    Wherever a verb takes a REF, give a reference as it is printed (c-4k2j9x1a, or
    the beginning of it), a UUID, or the key that you gave the claim yourself.
    `claims VERB --help` tells more of each verb.
    """
    ctx.obj = read_settings(database, user)
