"""Lines on a terminal, with colours and links, broken between words at the window width.

Rich is only imported if there is a terminal, so that pipes and ``--help`` do not wait for it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.problems import shown

if TYPE_CHECKING:
    from rich.console import Console

#: Terminals that can only print one line after another.
_DUMB = ("dumb", "unknown")


@dataclass(frozen=True)
class Part:
    """A part of a line; ``file`` is the target of its link; a ``whole`` part is not broken."""

    text: str
    style: str = ""
    file: Path | None = None
    whole: bool = False


def is_terminal(*, err: bool = False) -> bool:
    """Return whether stdout (or stderr) is a terminal."""
    stream = sys.stderr if err else sys.stdout
    # (A program without a console has no streams.)
    return bool(stream) and stream.isatty()


def can_redraw(*, err: bool = False) -> bool:
    """Return whether a line on the terminal can be overwritten."""
    return is_terminal(err=err) and os.environ.get("TERM", "").lower() not in _DUMB


def console(*, err: bool = False) -> Console:
    """Return the Rich console of stdout (or stderr), without markup and emoji codes."""
    from rich.console import Console

    return Console(stderr=err, markup=False, emoji=False, highlight=False)


def width() -> int:
    """Return the columns of the terminal; 0, which means any number, if there is none."""
    return console().width if is_terminal() else 0


def write(parts: Sequence[Part], *, hanging: int = 0, err: bool = False) -> None:
    """Write a line to a terminal; rows after the first are indented by ``hanging`` spaces."""
    from rich.style import Style
    from rich.text import Text

    line, words = Text(), ""
    for part in parts:
        text = shown(part.text)
        link = part.file.absolute().as_uri() if part.file else None
        line.append(text, Style.parse(part.style) + Style(link=link))
        words += text.replace(" ", "\0") if part.whole else text
    target = console(err=err)
    for number, row in enumerate(line.divide(row_starts(words, target.width, hanging))):
        row.rstrip()
        target.print(Text(" " * hanging * (number > 0)) + row, soft_wrap=True)


def row_starts(text: str, columns: int, hanging: int = 0) -> list[int]:
    """Return the indices in the text where rows after the first start; words are never broken."""
    from rich.cells import cell_len

    starts = []
    used = 0
    for match in re.finditer(r" *[^ ]+", text):
        word = match.group()
        if used and used + cell_len(word) > columns:
            starts.append(match.end() - len(word.lstrip(" ")))
            used = hanging + cell_len(word.lstrip(" "))
        else:
            used += cell_len(word)
    return starts
