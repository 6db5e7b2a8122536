"""``check``: problems of texts and of PDFs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from zines.base import problems
from zines.cli.messages import exit_code, reports_problems, show
from zines.cli.options import EDITION, PRINTER, DocumentName
from zines.cli.program import Command
from zines.workshop.project import find


@click.command(cls=Command, epilog="tracts/guichets --strict")
@click.argument(
    "wanted", metavar="[DOCUMENT | FOLDER | FILE.pdf]...", nargs=-1, type=DocumentName()
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For people, for GitHub's pull requests, for programs.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="2026-11-28",
    help="The day by which sources of law are old; else that of the clock.",
)
@PRINTER
@EDITION
@reports_problems
def check(
    wanted: tuple[str, ...],
    form: str,
    strict: bool,
    today: datetime | None,
    printer: str,
    edition: Path | None,
) -> int:
    """Check texts, or anyone's PDFs, before printing.

    All texts of the project are checked when none is named. What each code means is in
    docs/checks.md and docs/preflight.md.
    """
    from zines.workshop import checking

    found = checking.check(find(), wanted, printer, edition, today.date() if today else None)
    if form == "json":
        click.echo(problems.as_json(found))
    elif form == "github":
        for problem in found:
            click.echo(problems.as_github(problem))
    else:
        show(found)
        click.echo(problems.counted(found))
    return exit_code(found, strict=strict)
