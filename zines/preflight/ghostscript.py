"""Drawing of pages in four inks by Ghostscript, if installed. No other module runs it.

Ghostscript is optional and allows one more check: it computes the total ink where colours overprint
or blend, which cannot be read from the PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from zines.base.limits import LONGEST_DRAWING_SECONDS, MOST_MEMORY

#: The names of the program on Linux and macOS, and on Windows.
_NAMES = ("gs", "gswin64c", "gswin32c")
#: The time limit of one call, and the time added for each page.
_SECONDS, _SECONDS_A_PAGE = LONGEST_DRAWING_SECONDS, 0.5


def is_there() -> bool:
    """Return whether Ghostscript is installed."""
    return _program() is not None


@contextmanager
def in_inks(file: Path, pages: Sequence[int], dpi: float) -> Iterator[list[Path]]:
    """Draw pages (numbers from 1) as CMYK TIFF and yield the files, in the order of the pages.

    The files are deleted afterwards. Yields an empty list if Ghostscript is missing, fails, or
    takes too long: a hostile file may be built to make it do so.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield _drawn(file, sorted(pages), dpi, Path(folder))


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _drawn(file: Path, pages: Sequence[int], dpi: float, folder: Path) -> list[Path]:
    program = _program()
    if program is None or not pages:
        return []
    call = [
        program,
        *("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", "-dShowAnnots=false"),
        f"-K{MOST_MEMORY // 1000}",
        *("-sDEVICE=tiff32nc", "-sCompression=lzw", f"-r{dpi:.0f}", "-dOverprint=/simulate"),
        f"-sPageList={','.join(map(str, pages))}",
        # Relative to the folder (cwd): no page may be written outside it.
        *("-sOutputFile=%d.tif", "-f", str(file.resolve())),
    ]
    # Without GS_OPTIONS: Ghostscript would add the options of the machine to ours.
    environment = {name: value for name, value in os.environ.items() if name != "GS_OPTIONS"}
    environment |= {name: str(folder) for name in ("TEMP", "TMP", "TMPDIR")}
    try:
        subprocess.run(
            call,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS + _SECONDS_A_PAGE * len(pages),
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    found = [folder / f"{count}.tif" for count in range(1, len(pages) + 1)]
    return found if all(one.is_file() for one in found) else []
