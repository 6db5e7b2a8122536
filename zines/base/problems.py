"""Problems of a content file or a PDF, and how messages show them."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from os.path import commonprefix
from typing import Any
from unicodedata import category

from zines.base.language import mark, tr, tr_n
from zines.base.limits import LONGEST_MESSAGE, LONGEST_WINDOWS_PATH

EXIT_DONE = 0
EXIT_PROBLEMS = 1
#: The most names in a list of a message.
_MOST_NAMED = 5
#: What part of the letters of two words is exceeded that do not begin alike, nor have the same
#: letters in another order. (In those cases, the least part is the default of difflib, 0.6.)
_ALIKE = 0.75
#: The start of commands of other log systems, anywhere in a line: ``##[error]``, ``##vso[``.
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")

#: Messages of Python on files: the texts of the C library, in English everywhere.
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
    """How serious a problem is: an error stops the output, a warning only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_KINDS = {ERROR: mark("error"), WARNING: mark("warning"), INFO: mark("info")}


@dataclass(frozen=True)
class Problem:
    """One thing to correct. ``line`` and ``column`` count from 1; 0 means the file as a whole."""

    code: str
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR


class ProblemError(Exception):
    """Carry every problem found; raised when no useful result is possible."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order in which they were found."""
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class UsageError(Exception):
    """The command was called with arguments that make no sense: exit code 2."""


def why(error: OSError) -> str:
    """Return the reason of an OSError, in the language in use if it is a usual one."""
    reason = error.strerror or str(error)
    # Our own OSErrors have an error number too.
    return tr(reason) if reason in _REASONS else reason


def from_os_error(error: OSError) -> Problem:
    """Return the problem for a file that could not be read or written."""
    said = why(error)
    if error.filename:
        said = tr("'{file}': {why}", file=error.filename, why=said)
    hint = tr(
        "see whether another program has it open, who may write there, whether the disk is full"
    )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = tr("make room on it, or write to another disk")
    elif error.errno == errno.ENAMETOOLONG:
        hint = tr(
            "give it a shorter name, or work in a folder with a shorter path (on Windows, it has "
            "at most {most} characters)",
            most=LONGEST_WINDOWS_PATH,
        )
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        hint = tr(
            "see who may read and write there, and whether another program has it open; or work in "
            "a folder of your own"
        )
    return Problem("file-system", said, hint)


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """Return the problems that an error holds, or the one that it is."""
    if isinstance(error, ProblemError):
        return error.problems
    return (from_os_error(error) if isinstance(error, OSError) else Problem("usage", str(error)),)


def at(problems: Iterable[Problem], path: str) -> list[Problem]:
    """Return the problems, with ``path`` in those that do not name a file yet."""
    return [problem if problem.path else replace(problem, path=path) for problem in problems]


def as_warnings(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with the severity of warnings."""
    return [replace(problem, severity=Severity.WARNING) for problem in problems]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the known word that ``word`` is a misspelling of, or None if there is none.

    More than three letters in four are alike, or they begin alike, or have the same letters in
    another order. (With fewer, headings of tables had answers such as "section" for
    "observations", "times" for "notes", "delivery" for "divers".)
    """
    from difflib import get_close_matches

    matches = get_close_matches(word, list(choices))
    # Two exchanged letters are a typing mistake: for lsit, list comes before site.
    matches.sort(key=lambda one: sorted(one) != sorted(word))
    return next((one for one in matches if _is_near(word, one)), None)


def _is_near(word: str, other: str) -> bool:
    from difflib import SequenceMatcher

    word, other = word.lower(), other.lower()
    begins = 2 * len(commonprefix([word, other])) >= max(len(word), len(other))
    alike = SequenceMatcher(None, other, word).ratio()
    return begins or alike > _ALIKE or sorted(other) == sorted(word)


def meant(word: str, choices: Iterable[str], otherwise: str) -> str:
    """Return the question whether the nearest word was meant, or ``otherwise``."""
    close = nearest(word, choices)
    return tr("did you mean '{close}'?", close=close) if close else otherwise


def some_of(names: Sequence[str]) -> str:
    """Return the first names, separated by commas, and the number of those left out."""
    named, more = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    if more <= 0:
        return named
    return tr_n("{names} and {count} more", "{names} and {count} more", more, names=named)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by file and place, each once."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def causes_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems; of files that could not be written for one reason, only the first is named.

    A full disk is one cause, however many documents and groups there are.
    """
    alike: dict[object, list[Problem]] = {}
    for one in problems:
        # (The reason is what follows the name of the file.)
        why_not = one.severity, one.hint, one.message.rpartition(":")[2]
        alike.setdefault(why_not if one.code == "file-system" else one, []).append(one)
    return [first if not more else _with_more(first, len(more)) for first, *more in alike.values()]


def _with_more(first: Problem, more: int) -> Problem:
    message = tr_n(
        "{message} (and {count} file more)",
        "{message} (and {count} files more)",
        more,
        message=first.message,
    )
    return replace(first, message=message)


def shown(text: str, most: int = 0) -> str:
    r"""Return a text that is safe to print on a terminal or in a log, on one line, hiding nothing.

    Texts, names and titles come from files of other people. Control characters such as ESC, marks
    that change the direction of writing, line ends and everything else that is invisible become
    their numbers (``\x1b``); commands to log systems (``::error`` at the start, ``##[error]``
    anywhere) are broken. If the text has more than ``most`` characters (0: any number), its middle
    is left out.
    """
    if 0 < most < len(text):
        text = f"{text[: most * 2 // 3]} […] {text[-most // 3 :]}"
    if not text.isprintable():
        text = "".join(sign if _is_seen(sign) else _numbered(sign) for sign in text)
    return _LOG_COMMAND.sub(r"#\\x23", _broken_command(text))


def _broken_command(line: str) -> str:
    """Return a line that does not begin with ``::``, which starts a command to log systems."""
    return line.replace("::", r"\x3a:", 1) if line.lstrip().startswith("::") else line


def json_shown(value: Any) -> str:
    """Return a value as JSON that is safe to print; invisible characters become JSON escapes."""
    whole = json.dumps(value, ensure_ascii=False, indent=2)
    whole = "".join(
        sign if sign == "\n" or _is_seen(sign) else _numbered_in_json(sign) for sign in whole
    )
    return _LOG_COMMAND.sub(r"#\\u0023", whole)


def _is_seen(sign: str) -> bool:
    """Return whether a character is visible, or is a space of any width."""
    return sign.isprintable() or category(sign) == "Zs"


def _numbered(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _numbered_in_json(sign: str) -> str:
    return json.dumps(sign)[1:-1].replace("\x7f", r"\u007f")


def as_text(problem: Problem) -> str:
    """Return ``path:line:column: error[code]: message`` and, on the next line, the hint."""
    where = [shown(problem.path) or "hors-bocal"]
    place = ":".join(where + [str(n) for n in (problem.line, problem.column) if n])
    message = shown(problem.message, LONGEST_MESSAGE)
    # With a file called ":", the line would begin with "::".
    kind = tr(_KINDS[problem.severity])
    text = _broken_command(f"{place}: {kind}[{problem.code}]: {message}")
    if not problem.hint:
        return text
    hint = tr("hint: {hint}", hint=shown(problem.hint, LONGEST_MESSAGE))
    return f"{text}\n  {hint}"


def counted(problems: Iterable[Problem]) -> str:
    """Return how many problems of each severity there are: ``1 error, 2 infos``."""
    kinds = [problem.severity for problem in problems]
    errors, warnings, infos = map(kinds.count, (ERROR, WARNING, INFO))
    parts = [
        tr_n("{count} error", "{count} errors", errors) if errors else "",
        tr_n("{count} warning", "{count} warnings", warnings) if warnings else "",
        tr_n("{count} info", "{count} infos", infos) if infos else "",
    ]
    return ", ".join(filter(None, parts)) or tr("no problems")


def as_github(problem: Problem) -> str:
    """Return a GitHub workflow command that shows a problem beside its line in a pull request."""
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
