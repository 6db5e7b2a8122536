"""What the commands of build.py share: telling problems, progress, numbers.

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
