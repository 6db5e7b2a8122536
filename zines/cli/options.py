"""Options, arguments and types that several commands share."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import click
from click.shell_completion import CompletionItem

from zines.base import editions, words
from zines.base.language import tr
from zines.base.names import quoted
from zines.base.printing import DEFAULT
from zines.base.problems import UsageError
from zines.cli.path_types import Folder, path_of
from zines.workshop.project import edition_folders, entries, find

PRINTER = click.option(
    "--printer",
    default=DEFAULT,
    show_default=True,
    metavar=tr("NAME"),
    help=tr("The printer that press files are made for: one of assets/printers/, or FILE.yaml."),
)
PICTURES = click.option(
    "--pictures",
    multiple=True,
    type=Folder(exists=True),
    metavar=tr("FOLDER"),
    help=tr(
        "A folder that texts may take pictures from, beside their own, the project and assets/; "
        "may be repeated."
    ),
)
FORCE = click.option("--force", is_flag=True, help=tr("Write over a file that is none of ours."))
#: The value of ``--password`` without a word; an argument of a program cannot contain it.
_ASK = "\0"


def _password(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Return the password as typed; without a word, ask for it on a terminal, else read stdin.

    The terminal does not show it; from stdin, only the first line is read.
    """
    if value != _ASK:
        return value
    if sys.stdin.isatty():
        asked: str = click.prompt(
            tr("Password"), hide_input=True, err=True, default="", show_default=False
        )
        return asked
    return sys.stdin.readline().rstrip("\r\n")


PASSWORD = click.option(
    "--password",
    is_flag=False,
    flag_value=_ASK,
    default="",
    metavar=tr("[WORD]"),
    callback=_password,
    help=tr("Opens a locked PDF. Last and without a word: asked for, so that no history keeps it."),
)
NO_NOTES = click.option(
    "--no-notes", is_flag=True, help=tr("Leave out stamps, notes and the fields of forms.")
)


def check_ending(target: Path) -> None:
    """Raise UsageError for an output that is not called as a PDF: no viewer would open it."""
    if target.name and not target.is_dir() and target.suffix.lower() != ".pdf":
        close = target.with_name(f"{target.name}.pdf")
        message = tr(
            "'{target}' is no name for a PDF: say {close}", target=target, close=quoted(str(close))
        )
        raise UsageError(message)


class _Known(click.ParamType[str]):
    """A name from the project, or the path of a file."""

    def known(self) -> Iterable[str]:
        """Return the names that the project has; raises OSError."""
        raise NotImplementedError

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the word, or the path of the file that it names."""
        return path_of(self, value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that start with this text; if none do, have the shell complete files."""
        try:
            names = [one for one in self.known() if one.startswith(incomplete)]
        except OSError:
            names = []
        found = [CompletionItem(name) for name in names if name.isprintable()]
        return found or [CompletionItem(incomplete, type="file")]


class DocumentName(_Known):
    """A document by slug, a folder of documents, or a path."""

    name = "document"

    def known(self) -> Iterable[str]:
        """Return the documents and their folders."""
        slugs = [entry.slug for entry in entries(find())]
        return sorted({*slugs, *(slug.rpartition("/")[0] for slug in slugs)} - {""})


class EditionName(_Known):
    """An edition by name, by path, or a folder of editions."""

    name = "edition"

    def known(self) -> Iterable[str]:
        """Return the editions."""
        return editions.listed(edition_folders(find()))


EDITION = click.option(
    "--edition",
    "editions",
    multiple=True,
    type=EditionName(),
    metavar=tr("NAME | FILE.yaml | FOLDER"),
    help=tr(
        "A group's own name, address and logo: one of editions/, a file, or a folder of them; may "
        "be repeated. PDFs of several go into a folder each."
    ),
)


class Number(click.FloatRange):
    """A finite number in a range, also with a comma or its unit: click's range accepts "nan"."""

    def __init__(self, least: float | None, most: float | None, unit: str = "") -> None:
        """Take the range, and the unit in which the number may be written."""
        super().__init__(least, most)
        self.unit = unit

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the number; fail for other text, and for a number out of range."""
        typed = str(value).strip()
        # (The weight of paper is in g, on reams in g/m².)
        for unit in (f"{self.unit}/m²", f"{self.unit}/m2", self.unit) if self.unit else ():
            typed = typed.removesuffix(unit).rstrip()
        typed = typed.replace(",", ".")
        try:
            number = super().convert(cast(Any, typed), param, ctx)
        except click.BadParameter:
            number = math.nan
        if not math.isfinite(number):
            message = tr(
                "'{value}' is no number from {least:g} to {most:g}",
                value=value,
                least=self.min,
                most=self.max,
            )
            self.fail(message, param, ctx)
        return number


class Whole(click.IntRange):
    """A whole number in a range; an error message states the range in words."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the number; fail for other text, and for a number out of range."""
        least, most = self.min, self.max
        message = tr("'{value}' is no whole number of at least {least}", value=value, least=least)
        if most is not None:
            message = tr(
                "'{value}' is no whole number from {least} to {most}",
                value=value,
                least=least,
                most=most,
            )
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(message, param, ctx)


class Words(click.Choice[str]):
    """A role or an ink, in English or French; an error message explains all choices."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Return the English word."""
        word = super().normalize_choice(choice, ctx)
        return words.FRENCH.get(word, word)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return an error message that explains each choice."""
        known = words.explained(self.choices)
        return tr("'{value}' is none of: {known}", value=value, known=known)


OUT = click.option(
    "--out",
    type=Folder(),
    metavar=tr("FOLDER"),
    help=tr("Where the PDFs go.  [default: out/ in the project]"),
)
ROLES = click.option(
    "--role",
    "roles",
    multiple=True,
    type=Words(words.ROLES),
    help=tr("Only files for that use; may be repeated.  [default: what outputs.yaml says]"),
)
INK = click.option(
    "--ink",
    type=Words(words.INKS),
    help=tr("Print everything in that ink.  [default: what outputs.yaml says]"),
)
NO_CHECK = click.option(
    "--no-check",
    "lint",
    is_flag=True,
    flag_value=False,
    default=True,
    help=tr("Print without a word of what a proof-reader would say."),
)
OPEN = click.option(
    "--open",
    "view",
    is_flag=True,
    help=tr("Show the file that is printed first; of several documents, their folder."),
)
DOCUMENTS = click.argument(
    "documents", metavar=tr("[DOCUMENT | FOLDER]..."), nargs=-1, type=DocumentName()
)
