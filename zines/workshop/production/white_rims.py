"""The white around a page, of which tiles may leave out a part.

Pages of others are drawn in a process of their own, which ends if that takes too long.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress

from zines.base.limits import LONGEST_DRAWING_SECONDS, LONGEST_WAIT_SECONDS, MOST_MEMORY
from zines.base.own_processes import command
from zines.base.units import mm
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.preflight.process_limits import allow_seconds, bounded


def main() -> None:
    """Read a PDF from standard input; print the white of its page in pt (JSON)."""
    content = sys.stdin.buffer.read()
    allow_seconds(LONGEST_DRAWING_SECONDS)
    try:
        with bounded(MOST_MEMORY):
            rims = page_pictures.white_rims(content)
    except (PdfError, MemoryError):
        sys.exit(1)
    print(json.dumps(rims))


def narrowest(content: bytes, *, ours: bool) -> tuple[float, float]:
    """Return the white at both sides of the only page, and at its head and foot, in mm.

    It is the narrower of each two; 0 where it is not known. ``ours`` is drawn in this process.
    """
    with suppress(PdfError, OSError, subprocess.SubprocessError, ValueError):
        rims = page_pictures.white_rims(content) if ours else _drawn_apart(content)
        left, right, foot, head = map(mm, rims)
        return min(left, right), min(foot, head)
    return 0.0, 0.0


def _drawn_apart(content: bytes) -> tuple[float, ...]:
    call = command("zines.workshop.production.white_rims")
    made = subprocess.run(
        call,
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=LONGEST_WAIT_SECONDS,
        check=True,
    )
    return tuple(json.loads(made.stdout))
