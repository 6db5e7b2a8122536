"""The name of the program as it is typed, the format of help, and messages on wrong usage."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from zines.base import language
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.names import quoted
from zines.base.problems import shown
from zines.cli import terminal
from zines.cli.messages import say
from zines.cli.terminal import Part

#: start.py reads this option before Click is imported; Click only shows and checks it.
LANG = click.Option(
    [language.OPTION],
    type=click.Choice(language.LANGUAGES),
    expose_value=False,
    help=tr("The language of messages.  [default: that of the system, else English]"),
)
#: French words that users may type as options, as slugs, and the right option.
_FRENCH_OPTIONS = {
    "aide": "--help",
    "langue": "--lang",
    "encre": "--ink",
    "noir": "--ink noir",
    "sans-qr": "--no-qr",
    "gros-caracteres": "--large-print",
    "grands-caracteres": "--large-print",
    "exemplaires": "--copies",
    "copies": "--copies",
    "tirage": "--copies",
    "sortie": "--out",
    "dossier": "--out",
    "groupe": "--edition",
    "variantes": "--variants",
    "tableau": "--variants",
    "fusionner": "--merge",
    "images": "--pictures",
    "imprimante": "--printer",
    "imprimeur": "--role imprimeur",
    "ouvrir": "--open",
    "forcer": "--force",
    "schema": "--schema",
    "feuille": "--sheet",
    "grille": "--grid",
    "marges": "--margins",
    "mot-de-passe": "--password",
    "format": "--sheet",
    "papier": "--sheet",
    "taille": "--sheet",
    "reliure": "--binding",
    "couverture": "--cover",
    "pli": "--fold",
    "agrafes": "--holes",
    "traits": "--marks",
    "reperes": "--marks",
    "echelle": "--scale",
    "ajuster": "--scale fit",
    "recto": "--one-sided",
    "recouvrement": "--overlap",
    "nombre": "--copies",
    "quantite": "--copies",
    "liste": "--variants",
    "section": "--edition",
    "usage": "--role",
    "sans-controle": "--no-check",
    "couleur": "--ink couleur",
    "riso": "--ink riso",
    "date": "--today",
}
#: Replaces hyphens while help is broken into lines, so that lines do not break at them.
_HYPHEN = "\ue000"


def program(ctx: click.Context, folder: Path | None = None) -> str:
    """Return the command that starts this program: ``hors-bocal``, or ``python build.py``.

    The second form is for a checkout, with the path of its build.py from ``folder``, by default
    the current folder.
    """
    name = ctx.find_root().info_name or "hors-bocal"
    if not name.endswith(".py"):
        return name
    script = Path(sys.argv[0])
    # (In tests there is no such script.)
    if script.name == name:
        try:
            name = os.path.relpath(script.resolve(), (folder or Path()).resolve())
        except ValueError:
            # It is on another drive of Windows.
            name = str(script.resolve())
    return f"python {quoted(Path(name).as_posix())}"


class _Formatter(click.HelpFormatter):
    """A formatter of help whose lines break between words, not at hyphens in names."""

    def write(self, string: str) -> None:
        """Write a text, with its hyphens restored."""
        super().write(string.replace(_HYPHEN, "-"))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        heading = tr("{heading}:", heading=heading)
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(text.replace("-", _HYPHEN))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names with their descriptions."""
        kept = [(name, text.replace("-", _HYPHEN)) for name, text in rows]
        super().write_dl(kept, col_max, col_spacing)


class Context(click.Context):
    """A context whose help uses this formatter."""

    formatter_class = _Formatter


def refuse_option(error: click.NoSuchOption, known: Iterable[click.Parameter]) -> NoReturn:
    """Raise click.NoSuchOption with the option that a French word means, if it is a known one."""
    meant = _FRENCH_OPTIONS.get(slug_of(error.option_name), "")
    names = {name for one in known for name in (*one.opts, *one.secondary_opts)}
    if meant.partition(" ")[0] not in names:
        raise error
    message = tr(
        "No such option '{name}': did you mean '{close}'?", name=error.option_name, close=meant
    )
    raise click.NoSuchOption(error.option_name, message, ctx=error.ctx) from error


class Command(click.Command):
    """A command with the option ``--lang``, whose ``epilog`` is an example of its arguments.

    Its help is in groups: ``groups`` maps headings to names of parameters; all others come last.
    """

    context_class = Context

    def __init__(
        self, *arguments: Any, groups: Mapping[str, Sequence[str]] | None = None, **keywords: Any
    ) -> None:
        """Create the command as click does, with the option ``--lang``."""
        super().__init__(*arguments, **keywords)
        self.params.append(LANG)
        self.groups = groups or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments as click does; what is missing is shown in an example.

        A French word for an option names the right one.
        """
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            refuse_option(error, self.get_params(ctx))
        except click.MissingParameter as error:
            message = f"{error.format_message()}\n{self._example(ctx)}"
            raise click.UsageError(message, ctx) from error
        except click.BadOptionUsage as error:
            typed = self._with_value(ctx, error.option_name)
            raise click.UsageError(f"{error.format_message()}{typed}", ctx) from error

    def _with_value(self, ctx: click.Context, name: str) -> str:
        """Return an option with the value that it takes, on a line of its own; empty for a flag."""
        param = next((one for one in self.get_params(ctx) if name in one.opts), None)
        if param is None or getattr(param, "is_flag", False):
            return ""
        whole = f"{name} {param.make_metavar(ctx)}"
        return "\n" + tr("Write: {command}", command=whole)

    def _example(self, ctx: click.Context) -> str:
        """Return the example as it is typed here."""
        typed = f"{program(ctx)} {self.name} {self.epilog}"
        return tr("Example: {command}", command=typed)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options below their headings."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        rest = {one.name: one for one in options}
        for heading, names in self.groups.items():
            _section(heading, [rest.pop(name) for name in names if name in rest], ctx, formatter)
        _section(tr("Options"), list(rest.values()), ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        formatter.write_paragraph()
        formatter.write_text(self._example(ctx))


def _section(
    heading: str,
    params: Sequence[click.Parameter],
    ctx: click.Context,
    formatter: click.HelpFormatter,
) -> None:
    rows = [row for param in params if (row := param.get_help_record(ctx))]
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


class WrongUsageError(click.UsageError):
    """Wrong usage, shown as by click, but without control characters and as wide as the window."""

    def __init__(self, error: click.UsageError) -> None:
        """Take the error of click."""
        lines = error.format_message().expandtabs(4).split("\n")
        super().__init__("\n".join(map(shown, lines)), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to stderr."""
        if file is not None or not terminal.is_terminal(err=True):
            super().show(file)
            return
        for text, style in self._rows():
            say(Part(text, style), err=True)

    def _rows(self) -> Iterator[tuple[str, str]]:
        """Yield the lines and their styles; the lines of the message come last."""
        written = io.StringIO()
        super().show(written)
        lines = written.getvalue().splitlines()
        first = len(lines) - len(self.message.splitlines() or [""])
        for number, line in enumerate(lines):
            yield line, "bold red" if number >= first else ""
