"""The command ``list``: the documents that can be printed."""

from __future__ import annotations

import click

from zines.base import problems
from zines.base.language import tr
from zines.cli import tables
from zines.cli.messages import put_json, reports_problems, say, show
from zines.cli.options import DOCUMENTS
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.cli.terminal import width
from zines.workshop.project import find


@click.command(
    "list",
    cls=Command,
    epilog="tracts",
    help=tr(
        "List the documents that can be printed, or those of a folder.\n\n"
        "Those that the project does not hold itself are marked as shipped."
    ),
)
@DOCUMENTS
@click.option("--json", "as_json", is_flag=True, help=tr("For programs."))
@reports_problems
def list_documents(documents: tuple[str, ...], as_json: bool) -> int:
    """List documents."""
    with Progress():
        from zines.workshop import layout_names
        from zines.workshop.listing import listing

        project = find()
        rows, found = listing(project, documents)
    if as_json:
        put_json(problems.json_shown({"version": 1, "documents": rows}))
    else:
        layouts = {row["layout"]: layout_names.shown(project, row["layout"]) for row in rows}
        for line in tables.documents(rows, layouts, width()):
            say(*line.parts, hanging=line.hanging)
    show(found)
    return problems.EXIT_PROBLEMS if found else problems.EXIT_DONE
