"""Read text files, and check that each of their characters can be printed."""

from __future__ import annotations

import re
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, why

LARGEST_FILE = 1024 * 1024

_LINE_END = re.compile("\r\n|[\r\n]")
#: Control characters, and characters that only look like a line break or like nothing: YAML 1.1 and
#: 1.2 read those differently, and no author sees them.
_UNPRINTABLE = re.compile(
    "[^\r\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, at least one."""
    return _LINE_END.split(text)


def bytes_of(file: Path, name: str, most: int) -> bytes | None:
    """Return the bytes of a file, or None for more than ``most``; raises ProblemError."""
    try:
        if file.exists() and not file.is_file():
            # (Opening a pipe would wait for a program that writes to it.)
            raise OSError(0, tr("it is a folder, or something else that is no file"))
        with file.open("rb") as stream:
            raw = stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else tr("no such name")
        message = tr("cannot be read: {reason}", reason=reason)
        hint = tr("check its name and who may read it")
        if isinstance(error, PermissionError):
            # (Excel on Windows keeps a table to itself while it shows it.)
            hint = tr("see whether another program has it open, and who may read it")
        raise ProblemError([Problem("file-unreadable", message, hint, name)]) from error
    return raw if len(raw) <= most else None


def read(file: Path, name: str) -> str:
    """Return the text of a UTF-8 file; raises ProblemError. Problems show it as ``name``."""
    raw = bytes_of(file, name, LARGEST_FILE)
    if raw is None:
        message = tr("the file is larger than 1 MiB")
        hint = tr("a document is text only; pictures are named by their path")
        raise ProblemError([Problem("file-too-large", message, hint, name)])
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = lines_of(raw[: error.start].decode("utf-8"))
        raise ProblemError(
            [
                Problem(
                    "file-not-utf8",
                    tr("the file is not UTF-8 here"),
                    tr("save it again with the encoding UTF-8"),
                    name,
                    len(before),
                    len(before[-1]) + 1,
                )
            ]
        ) from error


def unprintable(text: str) -> str:
    """Return the first unprintable character of a text, such as U+0007, or an empty text."""
    found = _UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def check(lines: list[str], name: str) -> None:
    """Raise ProblemError with the first unprintable character (or tab) of each line."""
    problems = []
    for number, shown in enumerate(lines, 1):
        if found := _UNPRINTABLE.search(shown):
            place = name, number, found.start() + 1
            if found[0] == "\t":
                problems.append(
                    Problem(
                        "yaml-tab",
                        tr("a tab character stands here"),
                        tr("use spaces instead"),
                        *place,
                    )
                )
            else:
                code = unprintable(shown)
                message = tr("the character {code} stands here", code=code)
                hint = tr("it cannot be seen or printed: remove it")
                problems.append(Problem("yaml-character", message, hint, *place))
    if problems:
        raise ProblemError(problems)
