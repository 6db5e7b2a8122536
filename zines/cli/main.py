"""The group of commands; each command is a module of this package, imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import click

from zines import __version__
from zines.base.language import tr
from zines.base.problems import nearest
from zines.cli.messages import EXIT_STOPPED
from zines.cli.program import LANG, Context, WrongUsageError, program, refuse_option

#: The commands, and the name of the module and of the function of each.
_COMMANDS = {
    "atelier": "atelier",
    "check": "check",
    "impose": "impose",
    "list": "list_documents",
    "merge-manifests": "merge_manifests",
    "new": "new",
    "pdf": "pdf",
    "schema": "schema",
    "site": "site",
    "unimpose": "unimpose",
    "watch": "watch",
}
#: Words from other programs or from French that users may type, and the right command.
_OTHER_WORDS = {
    "build": "pdf",
    "make": "pdf",
    "print": "pdf",
    "imprimer": "pdf",
    "fabriquer": "pdf",
    "lint": "check",
    "controler": "check",
    "verifier": "check",
    "relire": "check",
    "liste": "list",
    "imposer": "impose",
    "init": "new",
    "create": "new",
    "nouveau": "new",
    "creer": "new",
    "serve": "atelier",
    "ouvrir": "atelier",
    "studio": "atelier",
    "catalogue": "site",
    "preview": "watch",
    "suivre": "watch",
    "help": "--help",
    "aide": "--help",
    "version": "--version",
}


class _Group(click.Group):
    """A group that suggests the nearest command if the typed one does not exist.

    It imports only the module of the requested command: most modules take longer to import than a
    build with nothing to do.
    """

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments as click does; a French word for an option names the right one."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            refuse_option(error, self.get_params(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        name = _COMMANDS[cmd_name]
        return cast(click.Command, getattr(import_module(f"zines.cli.{name}"), name))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command as click does; show typed text in errors without control characters.

        Ctrl-C while a command is being imported ends the program as it does later. (Click would
        say "Aborted!" with exit code 1; pikepdf raises ImportError.)
        """
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise WrongUsageError(error) from error
        except (KeyboardInterrupt, ImportError) as error:
            if not _is_interrupted(error):
                raise
            sys.exit(EXIT_STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command as click does; raises click.UsageError with the nearest name.

        It also raises it where the current folder is gone: no path can be found from there, and
        Python 3.13 imports no compiled module. Completion then has no command to complete.
        """
        name = args[0]
        is_gone = _is_gone()
        if ctx.resilient_parsing:
            return (name, None, args) if is_gone else super().resolve_command(ctx, args)
        if is_gone:
            raise click.UsageError(
                tr("the folder that you are in was removed or renamed: go into it again with cd"),
                ctx,
            )
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = nearest(name, [*self.list_commands(ctx), *_OTHER_WORDS])
            close = _OTHER_WORDS.get(close or "", close)
            if close:
                message = tr(
                    "No such command '{name}': did you mean '{close}'?", name=name, close=close
                )
            else:
                message = tr(
                    "No such command '{name}': {program} --help lists them",
                    name=name,
                    program=program(ctx),
                )
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


def _is_gone() -> bool:
    """Return whether the current folder was removed, as by a file manager meanwhile."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _is_interrupted(error: BaseException | None) -> bool:
    """Return whether an error is Ctrl-C, or was caused by it."""
    return error is not None and (
        isinstance(error, KeyboardInterrupt) or _is_interrupted(error.__cause__)
    )


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar=tr("COMMAND [ARGUMENTS]..."),
)
@click.version_option(__version__, prog_name="hors-bocal")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Print tracts, booklets, dictionaries and posters from texts in content/."""
    if ctx.invoked_subcommand is not None:
        return
    from zines.cli.standalone import is_clicked

    if is_clicked():
        # (The name typed alone may count as a double click, too: users who type know --help.)
        from zines.cli.atelier import atelier

        ctx.invoke(atelier)
    else:
        from zines.cli.first_steps import first_steps

        first_steps(program(ctx))


cli.help = tr("Print tracts, booklets, dictionaries and posters from texts in content/.")
cli.params.append(LANG)
