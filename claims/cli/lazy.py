"""A group that knows what its verbs are called and do without importing any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb is (`module:attribute`), and its line in the overview."""

    target: str
    help: str

    def load(self) -> click.Command:
        """The command itself; imports its module."""
        module, _, attribute = self.target.partition(":")
        command = getattr(import_module(module), attribute)
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
                formatter.write_dl(_lines(verbs), col_max=12)


def _lines(verbs: Mapping[str, Verb]) -> Sequence[tuple[str, str]]:
    return [(name, verb.help) for name, verb in verbs.items()]
