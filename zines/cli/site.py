"""The command ``site``: the catalogue for a web space or a USB stick."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from zines.base import files, language
from zines.base.language import tr, tr_n
from zines.base.problems import Severity
from zines.cli.messages import exit_code, leave, reports_problems, say, show
from zines.cli.path_types import File, Folder
from zines.cli.paths import linked
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.cli.tables import filled, slot
from zines.workshop.project import find


@click.command(
    cls=Command,
    epilog="",
    help=tr(
        "Make a catalogue for a web space or a USB stick.\n\n"
        "A folder of pages that shows every paper and offers all its files: for a copier, page by "
        "page, in large print, for a print shop; kits as zips. It opens from the folder, needs no "
        "server and asks nobody for anything. In French unless --lang says another language."
    ),
)
@click.option(
    "--out",
    type=Folder(),
    metavar=tr("FOLDER"),
    help=tr("Where the catalogue goes.  [default: out/catalogue in the project]"),
)
@click.option(
    "--archive",
    type=File(or_folder=False),
    metavar=tr("FILE.zip"),
    help=tr("Also as one zip, with a list of digests and of what changed beside it."),
)
@reports_problems
def site(out: Path | None, archive: Path | None) -> int:
    """Make a catalogue for a web space or a USB stick."""
    language.use(language.asked(sys.argv[1:], os.environ) or "fr")
    project = find()
    folder = out or project.out / "catalogue"
    if archive:
        # (Before the minutes that all papers take.)
        files.check_can_write(archive.parent)
    with Progress() as progress:
        from zines.web.site import release
        from zines.web.site.writing import write

        made = write(project, folder, progress)
        changes = release.write(folder, archive, made) if archive and not made.stopped else []
    show(one for one in made.problems if one.severity is Severity.ERROR)
    if made.stopped:
        say(tr("Stopped: the catalogue is as it was."), err=True)
        leave()
    text = tr_n("{count} paper: {page}", "{count} papers: {page}", made.papers, page=slot("page"))
    say(*filled(text, page=linked(folder / "index.html")).parts)
    sizes = {"pdf": made.pdf_bytes // 1_000_000 or 1, "other": made.other_bytes / 1_000_000}
    say(tr("{pdf} MB to take away, {other:.1f} MB of pages and pictures", **sizes))
    for line in changes:
        say(line)
    if archive:
        say(linked(archive))
    return exit_code(made.problems)
