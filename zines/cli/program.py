"""How the program is called, and the commands that show an example of themselves."""

from __future__ import annotations

import click


def program(ctx: click.Context) -> str:
    """Return what a user types: ``hors-bocal``, or ``python build.py`` in a checkout."""
    name = ctx.find_root().info_name or "hors-bocal"
    return f"python {name}" if name.endswith(".py") else name


class Command(click.Command):
    """A command whose ``epilog`` is an example of its arguments."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example as it is typed here."""
        formatter.write_paragraph()
        formatter.write_text(f"Example: {program(ctx)} {self.name} {self.epilog}")
