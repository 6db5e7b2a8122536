"""The command ``check``: problems of texts and of PDFs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from zines.base import problems
from zines.base.language import tr
from zines.cli.messages import colour, exit_code, put, put_json, reports_problems, say, show
from zines.cli.options import EDITION, PASSWORD, PICTURES, PRINTER, DocumentName
from zines.cli.program import Command
from zines.cli.progress import Progress
from zines.cli.terminal import Part
from zines.workshop.project import find


class Day(click.ParamType[date]):
    """A day as in 2026-11-28."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Return the day; fail for other text."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(tr("'{value}' is no day: say 2026-11-28", value=value), param, ctx)


@click.command(
    cls=Command,
    epilog="tracts/guichets --strict",
    help=tr(
        "Check texts, or anyone's PDFs, before printing.\n\n"
        "All texts of the project are checked when none is named. Their pages are set as 'pdf' "
        "sets them, and nothing is written. --explain CODE says what the code of a message means."
    ),
)
@click.argument(
    "wanted",
    metavar=tr("[DOCUMENT | FOLDER | EDITION | FILE.csv | FILE.pdf]..."),
    nargs=-1,
    type=DocumentName(),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help=tr("For people, for GitHub's pull requests, for programs."),
)
@click.option("--strict", is_flag=True, help=tr("Warnings fail too."))
@click.option(
    "--today",
    type=Day(),
    metavar="2026-11-28",
    help=tr("The day by which sources of law are old; else that of the clock."),
)
@click.option(
    "--explain",
    metavar=tr("CODE"),
    help=tr("Say what a code means, why it matters and how to mend it; check nothing."),
)
@PRINTER
@EDITION
@PICTURES
@PASSWORD
@reports_problems
def check(
    wanted: tuple[str, ...],
    form: str,
    strict: bool,
    today: date | None,
    explain: str | None,
    printer: str,
    editions: tuple[str, ...],
    pictures: tuple[Path, ...],
    password: str,
) -> int:
    """Check texts, or anyone's PDFs."""
    if explain is not None:
        from zines.workshop.explaining import explained

        for line in explained(explain).split("\n"):
            say(line)
        return problems.EXIT_DONE
    project = replace(find(), pictures=pictures)
    with Progress(lines=False) as progress:
        from zines.workshop import checking

        found = checking.check(
            project,
            wanted,
            printer=printer,
            editions=editions,
            password=password,
            today=today,
            progress=progress,
        )
    if form == "json":
        put_json(problems.as_json(found))
    elif form == "github":
        for problem in found:
            put(problems.as_github(problem))
    else:
        show(found)
        say(Part(problems.counted(found), colour(found)))
    return exit_code(found, strict=strict)
