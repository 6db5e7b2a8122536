"""What can be wrong with a content file or a PDF, and how messages show it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

EXIT_DONE = 0
EXIT_PROBLEMS = 1


class Severity(StrEnum):
    """How bad a problem is: an error stops the output, a warning only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


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


def unwritten(error: OSError) -> Problem:
    """Make a problem of a file that could not be read or written."""
    reason = error.strerror or str(error)
    where = f"'{error.filename}': " if error.filename else ""
    hint = "see who may write there, whether the disk is full, what stands in the way"
    return Problem("file-system", f"{where}{reason}", hint)


def at(problems: Iterable[Problem], path: str) -> list[Problem]:
    """Name the file in problems that do not name one yet."""
    return [problem if problem.path else replace(problem, path=path) for problem in problems]


def with_severity(problems: Iterable[Problem], severity: Severity) -> list[Problem]:
    """Return the problems as errors, warnings or notes."""
    return [replace(problem, severity=severity) for problem in problems]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the known word that looks most like ``word``, or None when none is close."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return matches[0] if matches else None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file and place, each problem once."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message))


def as_text(problem: Problem) -> str:
    """``path:line:column: error[code]: message`` and, below it, the hint."""
    place = ":".join(
        [problem.path or "hors-bocal"] + [str(n) for n in (problem.line, problem.column) if n]
    )
    text = f"{place}: {problem.severity}[{problem.code}]: {problem.message}"
    return f"{text}\n  hint: {problem.hint}" if problem.hint else text


def counted(problems: Iterable[Problem]) -> str:
    """Return how many there are of each severity: ``1 error, 2 infos``."""
    kinds = [problem.severity for problem in problems]
    parts = [
        f"{kinds.count(kind)} {kind}{'' if kinds.count(kind) == 1 else 's'}"
        for kind in Severity
        if kind in kinds
    ]
    return ", ".join(parts) or "no problems"


def as_github(problem: Problem) -> str:
    """One GitHub workflow command, so that a problem shows beside its line in a pull request."""
    level = "notice" if problem.severity is Severity.INFO else problem.severity
    where = [f"file={_escaped(problem.path, for_property=True)}"] if problem.path else []
    if problem.line:
        where += [f"line={problem.line}", f"col={max(problem.column, 1)}"]
    where.append(f"title={_escaped(problem.code, for_property=True)}")
    message = f"{problem.message} {problem.hint}".strip()
    return f"::{level} {','.join(where)}::{_escaped(message)}"


def _escaped(text: str, *, for_property: bool = False) -> str:
    """Escape as GitHub's runner does (``toolkit/packages/core/src/command.ts``)."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if for_property else text


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array of objects with the fields of :class:`Problem`."""
    rows = [{**vars(problem), "severity": str(problem.severity)} for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)
