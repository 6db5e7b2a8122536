"""Search of drawn pages for QR codes, in a process that is killed if a page takes too long.

The time to draw a page cannot be estimated from its content: with blending alone, each object may
draw all that lies under it again.
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

#: After this number of pages that take too long or end the process, no more pages are drawn.
_MOST_FAILURES = 3


def with_codes(file: Path, read: PdfFile) -> PdfFile:
    """Return the file with the codes of each page that may hold any.

    Pages that cannot be drawn keep ``codes`` None, with a reason in ``unseen``. Files for screens
    are read too: people scan codes from screens.
    """
    # A page with content that was too long or too odd to interpret is not drawn.
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
    shown = page.shown
    boxes = [] if shown is None or page.rotate % 360 else list(suspects(page))
    left, top = (shown.left, shown.top) if shown else (0.0, 0.0)
    return ToRead(page.number, page.user_unit, left, top, boxes)


def _drawn(
    file: Path, pages: list[ToRead], seconds: float = LONGEST_WAIT_SECONDS
) -> Iterator[tuple[int, tuple[Code, ...] | None]]:
    """Yield the codes of pages with their numbers, without pages not drawn in time."""
    waiting, began = list(pages), _computed()
    for _ in range(_MOST_FAILURES):
        left = LONGEST_WHOLE_DRAWING_SECONDS - (_computed() - began)
        if not waiting or left <= 0:
            return
        for number, codes in _process(file, waiting, seconds, left):
            waiting = [page for page in waiting if page.number != number]
            yield number, codes
        # The first remaining page is the one that took too long.
        del waiting[:1]


def _computed() -> float:
    """Return the seconds of computing of the processes that this one started and that ended."""
    times = os.times()
    return times.children_user + times.children_system


def _process(
    file: Path, pages: Iterable[ToRead], seconds: float, left: float
) -> Iterator[tuple[int, tuple[Code, ...] | None]]:
    """Draw pages in order, and stop at the first that takes longer than ``seconds``.

    ``left`` is the number of seconds of computing for all pages together.
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
