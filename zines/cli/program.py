"""How the program is called, and the commands that show an example of themselves."""

from __future__ import annotations

from typing import Any

import click

from zines.base import language
from zines.base.language import tr

#: It is read before Click is (start.py), which only shows and checks it.
LANG = click.Option(
    [language.OPTION],
    type=click.Choice(language.LANGUAGES),
    expose_value=False,
    help=tr("The language of messages.  [default: that of the system, else English]"),
)


def program(ctx: click.Context) -> str:
    """Return what a user types: ``hors-bocal``, or ``python build.py`` in a checkout."""
    name = ctx.find_root().info_name or "hors-bocal"
    return f"python {name}" if name.endswith(".py") else name


class Command(click.Command):
    """A command that takes ``--lang``, and whose ``epilog`` is an example of its arguments."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        """As click does."""
        super().__init__(*arguments, **keywords)
        self.params.append(LANG)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example as it is typed here."""
        formatter.write_paragraph()
        typed = f"{program(ctx)} {self.name} {self.epilog}"
        formatter.write_text(tr("Example: {command}", command=typed))
