"""Messages to the user besides the output of a command, and the report of problems."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TextIO

import click

from zines.base import problems
from zines.base.language import tr
from zines.base.names import is_file
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.cli import terminal
from zines.cli.paths import from_here
from zines.cli.terminal import Part
from zines.workshop.project import SHIPPED, find

#: The exit code after Ctrl-C, as in shells: 128 plus the number of the signal.
EXIT_STOPPED = 130
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_HINT = "green"
#: The greatest number of problems of a file that say the same and are all shown.
_MOST_ALIKE = 3


def reports_problems(command: Callable[..., int]) -> Callable[..., None]:
    """Report errors that a user can cause as messages and an exit code, without a traceback."""

    @wraps(command)
    def run(**arguments: Any) -> None:
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
            # (Output by say() and put() never raises this; only a command's last output may.)
            _hush(sys.stdout)
            sys.exit(problems.EXIT_DONE)
        except OSError as error:
            show([problems.from_os_error(error)])
            sys.exit(problems.EXIT_PROBLEMS)

    return run


def put(text: str, *, err: bool = False) -> None:
    """Print lines unchanged; if the pipe was closed (head, less), drop all further output."""
    try:
        click.echo(text, err=err)
    except BrokenPipeError:
        _hush(sys.stderr if err else sys.stdout)


def put_json(text: str) -> None:
    """Print JSON; with escapes (RFC 8259, 7) where stdout is not UTF-8, as in files on Windows.

    Programs read JSON as UTF-8, and a similar character of a console (``"`` for a guillemet) would
    end a string.
    """
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8"):
        text = re.sub(r"[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], text)
    put(text)


def _hush(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def leave(code: int = EXIT_STOPPED) -> None:
    """End the program at once: a normal exit would wait for the threads of Typst."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def say(*parts: Part | str, hanging: int = 0, err: bool = False) -> None:
    """Print a line that may contain names and titles from files.

    On a terminal it is broken between words, and the next rows are indented by ``hanging`` spaces.
    """
    whole = [Part(part) if isinstance(part, str) else part for part in parts]
    if terminal.is_terminal(err=err):
        terminal.write(whole, hanging=hanging, err=err)
    else:
        put(problems.shown("".join(part.text for part in whole)), err=err)


def show(found: Iterable[Problem]) -> None:
    """Print problems to stderr, with file paths relative to the current folder."""
    root = _root()
    for problem in _alike_once(found):
        file = root / problem.path
        if problem.path and not problem.path.startswith(SHIPPED) and is_file(file):
            _show(replace(problem, path=from_here(file)), file)
        else:
            _show(problem, None)


def _alike_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; of many in a file that say the same, only the first, with their number.

    A key that each of forty entries lacks is one thing to learn.
    """
    every = list(found)
    alike: dict[Problem, list[Problem]] = {}
    for one in every:
        alike.setdefault(replace(one, line=0, column=0), []).append(one)
    for one in every:
        first, *more = alike[replace(one, line=0, column=0)]
        if not one.path or len(more) < _MOST_ALIKE:
            yield one
        elif one is first:
            message = tr(
                "{message} (and {count} times more, down to line {line})",
                message=one.message,
                count=len(more),
                line=more[-1].line,
            )
            yield replace(one, message=message)


def _root() -> Path:
    try:
        return find().root
    except OSError:
        # The current folder may have been deleted.
        return Path()


def _show(problem: Problem, file: Path | None) -> None:
    text = problems.as_text(problem)
    if not terminal.is_terminal(err=True):
        put(text, err=True)
        return
    line, _, hint = text.partition("\n")
    head, code, message = line.partition(f"[{problem.code}]: ")
    place, space, kind = head.rpartition(" ")
    parts = [
        Part(place, "bold", file, whole=True),
        Part(space),
        Part(f"{kind}{code}", _COLOURS[problem.severity]),
        Part(message),
    ]
    terminal.write(parts, hanging=2, err=True)
    if hint:
        terminal.write([Part(hint, _HINT)], hanging=4, err=True)


def exit_code(found: Iterable[Problem], *, strict: bool = False) -> int:
    """Return the exit code for these problems; ``strict`` counts warnings as errors."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in failing for problem in found)
    return problems.EXIT_PROBLEMS if failed else problems.EXIT_DONE


def colour(found: Iterable[Problem]) -> str:
    """Return the style of the line that counts problems: that of the most severe one."""
    kinds = {problem.severity for problem in found}
    return next((style for kind, style in _COLOURS.items() if kind in kinds), "bold green")
