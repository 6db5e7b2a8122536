"""Pages drawn in four inks by Ghostscript, where it is installed. The only module that names it.

Ghostscript is optional, and gives one more check: it computes the ink that overprinting and
blending leave on top of one another, which cannot be read off the PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from zines.base.limits import MOST_MEMORY

#: As it is called on Linux and macOS, and on Windows.
_NAMES = ("gs", "gswin64c", "gswin32c")
_SECONDS = 90


@contextmanager
def in_inks(file: Path, pages: Sequence[int], dpi: float) -> Iterator[list[Path]]:
    """Draw pages (from 1) as CMYK TIFF; yields their files in order, gone afterwards.

    Yields none where Ghostscript is missing, fails, or takes too long: a file may be made to.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield _drawn(file, sorted(pages), dpi, Path(folder))


def _drawn(file: Path, pages: Sequence[int], dpi: float, folder: Path) -> list[Path]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None or not pages:
        return []
    call = [
        program,
        *("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", "-dShowAnnots=false"),
        f"-K{MOST_MEMORY // 1000}",
        *("-sDEVICE=tiff32nc", "-sCompression=lzw", f"-r{dpi:.0f}", "-dOverprint=/simulate"),
        f"-sPageList={','.join(map(str, pages))}",
        # In the folder, which the name of a page may not lead out of.
        *("-sOutputFile=%d.tif", "-f", str(file.resolve())),
    ]
    # Options of the machine would be added to ours.
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
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    found = [folder / f"{count}.tif" for count in range(1, len(pages) + 1)]
    return found if all(one.is_file() for one in found) else []
