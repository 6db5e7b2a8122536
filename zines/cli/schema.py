"""The command ``schema``: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from zines.base import names, problems
from zines.base.language import tr
from zines.cli.messages import put_json, reports_problems, say
from zines.cli.path_types import Folder
from zines.cli.paths import linked
from zines.cli.program import Command
from zines.workshop.project import find


@click.command(
    cls=Command,
    epilog="tract",
    help=tr(
        "Write the JSON Schema of what you write, for editors of YAML.\n\n"
        "NAME is a layout, 'edition', 'sources' or 'columns' (of tables of groups); all are listed "
        "when none is named. Editors then complete keys and words, explain them and underline "
        "mistakes: descriptions are in the language of --lang, keys and words in both languages "
        "are known."
    ),
)
@click.argument("name", metavar=tr("[NAME]"), required=False)
@click.option(
    "--all",
    "folder",
    type=Folder(),
    metavar=tr("FOLDER"),
    help=tr("Write all of them into that folder."),
)
@reports_problems
def schema(name: str | None, folder: Path | None) -> int:
    """Write JSON Schemas."""
    from zines.workshop import schemas

    project = find()
    if folder:
        names.check_argument(folder)
        wanted = [name] if name else schemas.names(project)
        for file in schemas.write(project, wanted, folder):
            say(linked(file))
    elif name:
        put_json(schemas.as_json(schemas.schema(project, name)).rstrip("\n"))
    else:
        for one in schemas.names(project):
            say(one)
    return problems.EXIT_DONE
