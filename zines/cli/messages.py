"""What is said to the user beside the output of a command: problems, in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from zines.base import problems
from zines.base.problems import Problem, ProblemError, Severity, UsageError


def reports_problems(command: Callable[..., int]) -> Callable[..., None]:
    """Turn what a user can cause into words and an exit code, never a traceback."""

    @wraps(command)
    def run(**arguments: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A console that lacks a character shows its number instead of failing.
                stream.reconfigure(errors="backslashreplace")
        try:
            sys.exit(command(**arguments))
        except ProblemError as error:
            show(error.problems)
            sys.exit(problems.EXIT_PROBLEMS)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            # The program that reads our output (head, less) has closed the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(problems.EXIT_DONE)
        except OSError as error:
            show([problems.unwritten(error)])
            sys.exit(problems.EXIT_PROBLEMS)

    return run


def show(found: Iterable[Problem]) -> None:
    """Print problems to stderr."""
    for problem in found:
        click.echo(problems.as_text(problem), err=True)


def say(line: str, *, err: bool = False) -> None:
    """Print a line that may hold names and titles from files."""
    click.echo(problems.shown(line), err=err)


def exit_code(found: Iterable[Problem], *, strict: bool = False) -> int:
    """Return the exit code for these problems; ``strict`` counts warnings as errors."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in failing for problem in found)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE
