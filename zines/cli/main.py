"""The group of commands; each command is a module beside this one."""

from __future__ import annotations

from typing import Any

import click

from zines import __version__
from zines.base.language import tr
from zines.base.problems import nearest
from zines.cli.atelier import atelier
from zines.cli.check import check
from zines.cli.first_steps import first_steps
from zines.cli.impose import impose
from zines.cli.list_documents import list_documents
from zines.cli.merge_manifests import merge_manifests
from zines.cli.new import new
from zines.cli.pdf import pdf
from zines.cli.program import LANG, Context, WrongUsageError, program
from zines.cli.schema import schema
from zines.cli.site import site
from zines.cli.standalone import is_clicked
from zines.cli.unimpose import unimpose
from zines.cli.watch import watch

#: What people type who come from other programs, or from French, and the command that does it.
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
}


class _Group(click.Group):
    """A group that names the nearest command where the one typed does not exist."""

    context_class = Context

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; what was typed is shown with nothing hidden in it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise WrongUsageError(error) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; raises click.UsageError with the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = nearest(name, [*self.list_commands(ctx), *_OTHER_WORDS])
            close = _OTHER_WORDS.get(close or "", close)
            if close:
                said = tr(
                    "No such command '{name}': did you mean '{close}'?", name=name, close=close
                )
            else:
                said = tr(
                    "No such command '{name}': {program} --help lists them",
                    name=name,
                    program=program(ctx),
                )
            raise click.UsageError(said, ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="hors-bocal")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Print tracts, booklets, dictionaries and posters from texts in content/."""
    if ctx.invoked_subcommand is not None:
        return
    if is_clicked():
        # (Who types commands knows --help.)
        ctx.invoke(atelier)
    else:
        first_steps(program(ctx))


cli.help = tr("Print tracts, booklets, dictionaries and posters from texts in content/.")
cli.params.append(LANG)

for _command in (
    atelier,
    new,
    watch,
    pdf,
    check,
    list_documents,
    schema,
    impose,
    unimpose,
    merge_manifests,
    site,
):
    cli.add_command(_command)
