"""What is said to the user beside the output of a command: problems, in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any, TextIO

import click

from zines.base import problems
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, Severity, UsageError

#: As shells say it of what Ctrl-C ends: 128 and the number of the signal.
EXIT_STOPPED = 130


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
        except KeyboardInterrupt:
            say(tr("stopped: what was being made is as it was before"), err=True)
            leave()
        except ProblemError as error:
            show(error.problems)
            sys.exit(problems.EXIT_PROBLEMS)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            # Only the last words of a command are not said by say().
            _hush(sys.stdout)
            sys.exit(problems.EXIT_DONE)
        except OSError as error:
            show([problems.unwritten(error)])
            sys.exit(problems.EXIT_PROBLEMS)

    return run


def put(text: str, *, err: bool = False) -> None:
    """Print lines as they are; where nobody reads on (head, less), the work goes on in silence."""
    try:
        click.echo(text, err=err)
    except BrokenPipeError:
        _hush(sys.stderr if err else sys.stdout)


def _hush(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def leave() -> None:
    """End the program now: threads in which Typst works would be waited for."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(EXIT_STOPPED)


def show(found: Iterable[Problem]) -> None:
    """Print problems to stderr."""
    for problem in found:
        put(problems.as_text(problem), err=True)


def say(line: str, *, err: bool = False) -> None:
    """Print a line that may hold names and titles from files."""
    put(problems.shown(line), err=err)


def exit_code(found: Iterable[Problem], *, strict: bool = False) -> int:
    """Return the exit code for these problems; ``strict`` counts warnings as errors."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in failing for problem in found)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE
