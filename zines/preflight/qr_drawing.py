"""Pages drawn for their QR codes, in a process that is ended where a page takes too long.

How long a page takes to be drawn is not to be told from it: blending alone may draw all that lies
under each thing anew.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from threading import Timer

from zines.base.language import tr
from zines.base.limits import (
    LONGEST_WAIT_SECONDS,
    LONGEST_WHOLE_DRAWING_SECONDS,
    MOST_DRAWN_PAGES,
)
from zines.base.own_processes import command
from zines.pdf.pdf_file import Code, Page, PdfFile
from zines.preflight.qr_figures import may_hold_codes, suspects
from zines.preflight.qr_reader import ToRead

#: Pages that take too long, or end the process, after which no more are drawn of a file.
_MOST_FAILURES = 3


def with_codes(file: Path, read: PdfFile) -> PdfFile:
    """Return the file with the codes of each page that may hold any.

    Pages stay without codes (None) where they cannot be drawn, and say so. Files for screens are
    read as well: their codes are scanned off screens.
    """
    # What was too much, or too odd, to be walked through is too much to be drawn.
    sound = (page for page in read.pages if not page.trouble)
    wanted = [page for page in sound if may_hold_codes(page)]
    if not wanted and not read.code_figures:
        return read
    found = dict(_drawn(file, [_to_read(page) for page in wanted[:MOST_DRAWN_PAGES]]))
    not_drawn = tr(
        "QR codes were not looked for: the page takes too long or too much memory to be drawn, or "
        "cannot"
    )
    unseen = {page.number: not_drawn for page in wanted if page.number not in found}
    many = tr(
        "QR codes were not looked for: they are on more than {most} pages", most=MOST_DRAWN_PAGES
    )
    unseen |= {page.number: many for page in wanted[MOST_DRAWN_PAGES:]}
    pages = tuple(
        replace(
            page,
            codes=found.get(page.number, page.codes),
            unseen=(*page.unseen, *filter(None, [unseen.get(page.number)])),
        )
        for page in read.pages
    )
    return replace(read, pages=pages, codes_read=not unseen)


def _to_read(page: Page) -> ToRead:
    shown = page.crop or page.media
    boxes = [] if shown is None or page.rotate % 360 else list(suspects(page))
    left, top = (shown.left, shown.top) if shown else (0.0, 0.0)
    return ToRead(page.number, page.user_unit, left, top, boxes)


def _drawn(
    file: Path, pages: list[ToRead], seconds: float = LONGEST_WAIT_SECONDS
) -> Iterator[tuple[int, tuple[Code, ...] | None]]:
    """Yield the codes of pages by their numbers; a page that is not drawn in time is left out."""
    waiting, began = list(pages), _computed()
    for _ in range(_MOST_FAILURES):
        left = LONGEST_WHOLE_DRAWING_SECONDS - (_computed() - began)
        if not waiting or left <= 0:
            return
        for number, codes in _process(file, waiting, seconds, left):
            waiting = [page for page in waiting if page.number != number]
            yield number, codes
        # The first of those that are left is the one that took too long.
        del waiting[:1]


def _computed() -> float:
    """Return for how many seconds the processes that this one started have computed, and ended."""
    times = os.times()
    return times.children_user + times.children_system


def _process(
    file: Path, pages: Iterable[ToRead], seconds: float, left: float
) -> Iterator[tuple[int, tuple[Code, ...] | None]]:
    """Draw pages in order, and end with the first that takes longer.

    ``left``: seconds of computing for all of them.
    """
    listed = [asdict(page) for page in pages]
    job = {"file": str(file.resolve()), "pages": listed, "seconds": left}
    call = command("zines.preflight.qr_reader")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with suppress(OSError), subprocess.Popen(call, **pipes) as process:  # type: ignore[call-overload]
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(job).encode())
                process.stdin.close()
            for line in process.stdout:
                timer.cancel()
                number, codes = json.loads(line)
                yield number, codes and tuple(Code(*code) for code in codes)
                timer = Timer(seconds, process.kill)
                timer.start()
        finally:
            timer.cancel()
            process.kill()
