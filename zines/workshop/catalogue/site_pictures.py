"""Pictures of pages for a catalogue, drawn by several processes and kept in a cache."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError

#: The number of colours of a picture: two inks and the greys of edges. More only make files larger.
_SHADES = 24
_VERSION = "1"


@dataclass(frozen=True)
class PagePicture:
    """A page of a file as a picture; sizes are in pixels."""

    file: Path
    page: int
    width: int
    height: int


@dataclass(frozen=True)
class PictureRequest:
    """A request for the first ``most`` pages of a file, ``width`` pixels wide."""

    file: Path
    sha256: str
    width: int
    most: int


def drawn(wanted: Iterable[PictureRequest], cache: Path) -> Iterator[list[PagePicture]]:
    """Yield the pictures of each file, in order; pictures in the cache are not drawn again."""
    wanted = list(wanted)
    cache.mkdir(parents=True, exist_ok=True)
    # A forked process would inherit the locks that threads of Typst hold.
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_pictures, wanted, [cache] * len(wanted), chunksize=4)


def _pictures(one: PictureRequest, cache: Path) -> list[PagePicture]:
    """Return the pictures of one file; if a page cannot be drawn, only those before it."""
    found: list[PagePicture] = []
    with suppress(PdfError, OSError):
        content = one.file.read_bytes()
        for number, (across, high) in enumerate(page_pictures.sizes(content)[: one.most], 1):
            key = files.digest(_VERSION, one.sha256, str(number), str(one.width))
            picture = cache / f"{key[:32]}.webp"
            if not picture.is_file():
                made = page_pictures.drawn(content, number, one.width, "webp", _SHADES)
                files.write(picture, made)
            found.append(PagePicture(picture, number, one.width, round(one.width * high / across)))
    return found
