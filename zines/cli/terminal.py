"""What the commands of build.py share: telling problems, progress, groups of options.

The only module, besides build.py, that names click.
"""

from __future__ import annotations

import io
import math
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from zines.base import problems
from zines.base.options import BuildReport, Made
from zines.base.problems import Problem, ProblemError, UsageError
from zines.cli.how_to_print import one_line

SCHEMAS_HELP = (
    "saddle-stitch, gathered-signatures, quarto, octavo, sextodecimo, cut-stack-fold, repeat, "
    "cut-and-stack, cards, n-up, one-sheet-zine, one-sheet-zine-16, leaflet or tiles."
)


def told(command: Callable[..., int]) -> Callable[..., None]:
    """Turn what a user can cause into words and an exit code, never a traceback."""

    @wraps(command)
    def run(**arguments: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A console that lacks a character shows its number, rather than nothing at all.
                stream.reconfigure(errors="backslashreplace")
        try:
            sys.exit(command(**arguments))
        except ProblemError as error:
            show(error.problems)
            sys.exit(problems.EXIT_PROBLEMS)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            # Whoever read our words has heard enough (head, less).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(problems.EXIT_DONE)
        except OSError as error:
            show([problems.unwritten(error)])
            sys.exit(problems.EXIT_PROBLEMS)

    return run


def show(found: Iterable[Problem]) -> None:
    """Print problems to stderr, as people read them."""
    for problem in found:
        click.echo(problems.as_text(problem), err=True)


class Number(click.FloatRange):
    """A number that can be measured: a range alone lets "nan" pass."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read it; fails for what is no number or out of range."""
        found = super().convert(value, param, ctx)
        if not math.isfinite(found):
            self.fail(f"{value!r} is no number that can be measured.", param, ctx)
        return found


def sheet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both impose and unimpose take."""
    for option in reversed(
        [
            click.option("--schema", required=True, metavar="NAME", help=SCHEMAS_HELP),
            click.option(
                "--binding",
                type=click.Choice(["left", "right", "top"]),
                default="left",
                show_default=True,
                help="The bound edge.",
            ),
            click.option(
                "--flip",
                type=click.Choice(["short-edge", "long-edge"]),
                help="How the machine turns the sheet.  [default: as a page is turned]",
            ),
            click.option(
                "--blanks",
                type=click.Choice(["end", "before-last", "error"]),
                default="end",
                show_default=True,
                help="Where blank pages go.",
            ),
            click.option(
                "--cover", is_flag=True, help="The first and the last leaf on a sheet of their own."
            ),
            click.option(
                "--creep",
                type=Number(0, 2),
                default=0,
                metavar="MM",
                help="Thickness of a sheet: inner pages move towards the spine.",
            ),
            click.option(
                "--paper-weight",
                type=Number(0, 1000),
                default=0,
                metavar="G",
                help="The same, from the paper's weight in g/m2 ...",
            ),
            click.option(
                "--bulk",
                type=Number(0.5, 3),
                default=1.3,
                show_default=True,
                help="... and its bulk in cm3/g.",
            ),
            click.option(
                "--gutter",
                type=Number(0, 50),
                default=0,
                metavar="MM",
                help="Space between pages that are cut apart.",
            ),
            click.option(
                "--scale",
                type=click.Choice(["none", "fit"]),
                default="none",
                show_default=True,
                help="Whether pages are scaled to fill the sheet.",
            ),
            click.option(
                "--up",
                type=click.IntRange(min=1),
                default=None,
                metavar="N",
                help="Copies of the same piece on a sheet.",
            ),
            click.option(
                "--grid",
                default="",
                metavar="COLUMNSxROWS",
                help="Cells on a sheet, for cut-stack-fold, cut-and-stack, cards, n-up.",
            ),
            click.option(
                "--one-sided",
                is_flag=True,
                help="For repeat: each page on a sheet of its own, printed on one side.",
            ),
            click.option(
                "--sheets-per-signature",
                type=click.IntRange(min=1),
                default=4,
                show_default=True,
                help="For gathered-signatures.",
            ),
            click.option(
                "--fold",
                type=click.Choice(["letter", "accordion", "single"]),
                default="letter",
                show_default=True,
                help="For leaflet.",
            ),
        ]
    ):
        command = option(command)
    return command


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
        if sys.stderr and sys.stderr.isatty():
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
