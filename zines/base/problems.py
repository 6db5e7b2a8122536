"""What can be wrong with a content file or a PDF, and how messages show it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from unicodedata import category

from zines.base.language import mark, tr, tr_n
from zines.base.limits import LONGEST_MESSAGE

EXIT_DONE = 0
EXIT_PROBLEMS = 1
#: How commands of other keepers of logs begin, anywhere in a line: ``##[error]``, ``##vso[``.
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")

#: What Python says of files, whoever asks: the words of the C library, English everywhere.
_REASONS = (
    mark("No such file or directory"),
    mark("Permission denied"),
    mark("Operation not permitted"),
    mark("File exists"),
    mark("Not a directory"),
    mark("Is a directory"),
    mark("No space left on device"),
    mark("Disk quota exceeded"),
    mark("Read-only file system"),
    mark("File name too long"),
    mark("Input/output error"),
    mark("Too many levels of symbolic links"),
)


class Severity(StrEnum):
    """How bad a problem is: an error stops the output, a warning only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_KINDS = {ERROR: mark("error"), WARNING: mark("warning"), INFO: mark("info")}


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``line`` and ``column`` count from 1; 0 means the file as a whole."""

    code: str
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR


class ProblemError(Exception):
    """Carries every problem found; raised when nothing good can come out."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order in which they were found."""
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class UsageError(Exception):
    """The command was called with something that cannot be meant: exit code 2."""


def why(error: OSError) -> str:
    """Return what an error of the system says, in the language in use where it is a usual one."""
    reason = error.strerror or str(error)
    # (What we say ourselves has the number of an error, too.)
    return tr(reason) if reason in _REASONS else reason


def unwritten(error: OSError) -> Problem:
    """Make a problem of a file that could not be read or written."""
    said = why(error)
    if error.filename:
        said = tr("'{file}': {why}", file=error.filename, why=said)
    hint = tr("see who may write there, whether the disk is full, what stands in the way")
    return Problem("file-system", said, hint)


def at(problems: Iterable[Problem], path: str) -> list[Problem]:
    """Name the file in problems that do not name one yet."""
    return [problem if problem.path else replace(problem, path=path) for problem in problems]


def with_severity(problems: Iterable[Problem], severity: Severity) -> list[Problem]:
    """Return the problems as errors, warnings or notes."""
    return [replace(problem, severity=severity) for problem in problems]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the known word that looks most like ``word``, or None when none is close."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(choices), n=3, cutoff=0.6)
    # Two letters in each other's place are the slip of a hand: lsit is list before it is site.
    matches.sort(key=lambda one: sorted(one) != sorted(word))
    return matches[0] if matches else None


def meant(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return the question whether the nearest word was meant, or what else there is to say."""
    close = nearest(word, choices)
    return tr("did you mean '{close}'?", close=close) if close else otherwise


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file and place, each problem once."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def shown(text: str, most: int = 0) -> str:
    r"""Return a text as it may be printed on a terminal or in a log, on one line, hiding nothing.

    Texts, names and titles come from files of others. Controls, ESC among them, marks that turn the
    direction of writing, line ends and all else that is not seen become their numbers (``\x1b``);
    commands to what keeps logs (``::error`` at a start, ``##[error]`` anywhere) are broken. Of more
    than ``most`` signs (0: any number) the middle is left out.
    """
    if 0 < most < len(text):
        text = f"{text[: most * 2 // 3]} […] {text[-most // 3 :]}"
    if not text.isprintable():
        text = "".join(sign if _is_seen(sign) else _numbered(sign) for sign in text)
    return _LOG_COMMAND.sub(r"#\\x23", _broken_command(text))


def _broken_command(line: str) -> str:
    """Return a line that does not begin with ``::``, a command to what keeps logs."""
    return line.replace("::", r"\x3a:", 1) if line.lstrip().startswith("::") else line


def json_shown(value: Any) -> str:
    """Return a value as JSON that may be printed; what :func:`shown` numbers, JSON does too."""
    whole = json.dumps(value, ensure_ascii=False, indent=2)
    whole = "".join(
        sign if sign == "\n" or _is_seen(sign) else _numbered_in_json(sign) for sign in whole
    )
    return _LOG_COMMAND.sub(r"#\\u0023", whole)


def _is_seen(sign: str) -> bool:
    """Say whether a sign is seen, or is a space, of any width."""
    return sign.isprintable() or category(sign) == "Zs"


def _numbered(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _numbered_in_json(sign: str) -> str:
    return json.dumps(sign)[1:-1].replace("\x7f", r"\u007f")


def as_text(problem: Problem) -> str:
    """``path:line:column: error[code]: message`` and, below it, the hint."""
    where = [shown(problem.path) or "hors-bocal"]
    place = ":".join(where + [str(n) for n in (problem.line, problem.column) if n])
    message = shown(problem.message, LONGEST_MESSAGE)
    # (A file called ":" would make it begin with "::".)
    kind = tr(_KINDS[problem.severity])
    text = _broken_command(f"{place}: {kind}[{problem.code}]: {message}")
    if not problem.hint:
        return text
    hint = tr("hint: {hint}", hint=shown(problem.hint, LONGEST_MESSAGE))
    return f"{text}\n  {hint}"


def counted(problems: Iterable[Problem]) -> str:
    """Return how many there are of each severity: ``1 error, 2 infos``."""
    kinds = [problem.severity for problem in problems]
    errors, warnings, infos = map(kinds.count, (ERROR, WARNING, INFO))
    parts = [
        tr_n("{count} error", "{count} errors", errors) if errors else "",
        tr_n("{count} warning", "{count} warnings", warnings) if warnings else "",
        tr_n("{count} info", "{count} infos", infos) if infos else "",
    ]
    return ", ".join(filter(None, parts)) or tr("no problems")


def as_github(problem: Problem) -> str:
    """One GitHub workflow command, so that a problem shows beside its line in a pull request."""
    level = "notice" if problem.severity is Severity.INFO else problem.severity
    path = shown(problem.path)
    where = [f"file={_escaped(path, for_property=True)}"] if path else []
    if problem.line:
        where += [f"line={problem.line}", f"col={max(problem.column, 1)}"]
    where.append(f"title={_escaped(problem.code, for_property=True)}")
    lines = f"{problem.message} {problem.hint}".strip().split("\n")
    message = "\n".join(shown(line, LONGEST_MESSAGE) for line in lines)
    return f"::{level} {','.join(where)}::{_escaped(message)}"


def _escaped(text: str, *, for_property: bool = False) -> str:
    """Escape as GitHub's runner does (``toolkit/packages/core/src/command.ts``)."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if for_property else text


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array of objects with the fields of :class:`Problem`."""
    rows = [
        {
            **vars(problem),
            "message": shown(problem.message, LONGEST_MESSAGE),
            "hint": shown(problem.hint, LONGEST_MESSAGE),
            "severity": str(problem.severity),
        }
        for problem in problems
    ]
    return json_shown(rows)
