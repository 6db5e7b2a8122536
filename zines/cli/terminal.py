"""Lines on a terminal: coloured, linked, and broken between words where the window ends.

Rich is loaded only where there is a terminal, so that pipes and ``--help`` do not wait for it.
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
    """A part of a line. ``file`` is what it links to; what is ``whole`` is never broken."""

    text: str
    style: str = ""
    file: Path | None = None
    whole: bool = False


def is_terminal(*, err: bool = False) -> bool:
    """Tell whether stdout (or stderr) is a terminal."""
    stream = sys.stderr if err else sys.stdout
    # (A program without a console has no streams.)
    return bool(stream) and stream.isatty()


def can_redraw(*, err: bool = False) -> bool:
    """Tell whether a line that is there already can be written over."""
    return is_terminal(err=err) and os.environ.get("TERM", "").lower() not in _DUMB


def console(*, err: bool = False) -> Console:
    """Return stdout (or stderr) as Rich writes to it; no text is read as markup or emoji."""
    from rich.console import Console

    return Console(stderr=err, markup=False, emoji=False, highlight=False)


def width(*, err: bool = False) -> int:
    """Return how many columns a line may take; 0 where there is no terminal: any number."""
    return console(err=err).width if is_terminal(err=err) else 0


def write(parts: Sequence[Part], *, hanging: int = 0, err: bool = False) -> None:
    """Write a line to a terminal; what follows the first row is indented by ``hanging``."""
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
    """Return where the rows after the first begin: a word longer than a row is not broken."""
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
