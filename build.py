#!/usr/bin/env python
"""The counter: reads options, calls one function of the workshop, prints what it answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from zines import problems, workshop
from zines.options import INKS, ROLES, BuildReport, Made, Options
from zines.problems import Problem, ProblemError, Severity, UsageError
from zines.project import Project
from zines.recipe import one_line

PROJECT = Project(Path(__file__).resolve().parent)
DOCUMENTS = click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)


def told(command: Callable[..., int]) -> Callable[..., None]:
    """Turn what a user can cause into words and an exit code, never a traceback."""

    @wraps(command)
    def run(**arguments: Any) -> None:
        try:
            sys.exit(command(**arguments))
        except ProblemError as error:
            show(error.problems)
            sys.exit(problems.EXIT_PROBLEMS)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            raise click.ClickException(f"{error.strerror}{where}") from error

    return run


def show(found: Iterable[Problem]) -> None:
    """Print problems to stderr, as people read them."""
    for problem in found:
        click.echo(problems.as_text(problem), err=True)


@click.group(epilog="Example: python build.py pdf tracts/guichets")
def cli() -> None:
    """Print tracts, booklets, dictionaries and posters from the texts in content/."""


@cli.command(epilog="Example: python build.py pdf tracts/guichets --no-qr --ink black")
@DOCUMENTS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=PROJECT.root / "out",
    show_default="out",
    help="Where the PDFs go.",
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help="Only files for that use; may be repeated.  [default: what outputs.yaml says]",
)
@click.option(
    "--ink",
    type=click.Choice(INKS),
    help="Print everything in that ink.  [default: what outputs.yaml says]",
)
@click.option("--qr/--no-qr", default=True, show_default=True, help="QR codes to the sources.")
@click.option(
    "--edition",
    type=click.Path(path_type=Path),
    metavar="FILE.yaml",
    help="A group's own name, address and logo.",
)
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many documents at a time.  [default: one a core]",
)
@click.option("--force", is_flag=True, help="Make again what has not changed.")
@told
def pdf(documents: tuple[str, ...], workers: int | None, ink: str | None, **options: Any) -> int:
    """Build PDFs: all documents when none is named.

    DOCUMENT is a name like tracts/guichets or the path of a YAML file.
    """
    with Progress() as progress:
        report = workshop.build(
            PROJECT,
            documents,
            Options(workers=workers or 0, ink=ink or "", **options),
            progress.step,
        )
    show(report.problems)
    for line in table(report):
        click.echo(line)
    return problems.EXIT_PROBLEMS if report.problems else problems.EXIT_DONE


@cli.command(epilog="Example: python build.py check content/tracts/guichets.yaml --strict")
@DOCUMENTS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For people, for GitHub's pull requests, for programs.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@told
def check(documents: tuple[str, ...], form: str, strict: bool) -> int:
    """Check texts without printing them: all documents when none is named."""
    found = workshop.check(PROJECT, documents)
    if form == "json":
        click.echo(problems.as_json(found))
    elif form == "github":
        for problem in found:
            click.echo(problems.as_github(problem))
    else:
        show(found)
        click.echo(f"{len(found) or 'no'} problem{'' if len(found) == 1 else 's'}")
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in bad for problem in found)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE


@cli.command("list", epilog="Example: python build.py list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@told
def list_(as_json: bool) -> int:
    """List the documents that can be printed."""
    import json

    rows, found = workshop.listing(PROJECT)
    show(found)
    if as_json:
        click.echo(json.dumps({"version": 1, "documents": rows}, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo(f"{row['slug']:<28} {row['layout']:<12} {row['title']}")
    return problems.EXIT_PROBLEMS if found else problems.EXIT_DONE


class Progress:
    """A bar on a terminal, a plain line a document elsewhere."""

    def __init__(self) -> None:
        """Nothing shows before the first document is done."""
        self._bar: Any = None

    def __enter__(self) -> Progress:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the bar, so that what follows starts on its own line."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)

    def step(self, made: Made, total: int) -> None:
        """Tell of one more document."""
        if sys.stderr.isatty():
            if self._bar is None:
                self._bar = click.progressbar(
                    length=total, file=sys.stderr, item_show_func=lambda slug: slug or ""
                )
                self._bar.__enter__()
            self._bar.update(1, made.slug)
        else:
            state = "failed" if not made.files else "made" if made.fresh else "unchanged"
            click.echo(f"{state:<10} {made.slug}", err=True)


def table(report: BuildReport) -> Iterable[str]:
    """What was made, where, and how to print it: one line a file."""
    files = [(made, file) for made in report.made for file in made.files]
    width = max((len(file["path"]) for _, file in files), default=0)
    for _, file in files:
        yield f"{file['path']:<{width}}  {file['pages']:>3} p.  {one_line(file)}"
    failed = sum(not made.files for made in report.made)
    yield (
        f"{len(files)} files in {report.out}"
        + (f"; {failed} document{'s' if failed > 1 else ''} failed" if failed else "")
    )


if __name__ == "__main__":
    cli()
