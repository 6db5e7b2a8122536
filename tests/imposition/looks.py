"""Draw pages for printing with pdfium and, where it is installed, Ghostscript."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops

_DPI = 72
GS = shutil.which("gs")
#: The largest share of pixels that may differ: edges cover other pixels when a page is moved.
_EDGES = 0.004


def by_pdfium(content: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(content) as pdf:
        pdf.init_forms()
        drawn = pdf[page].render(scale=_DPI / 72, optimize_mode="print").to_pil()
        grey: Image.Image = drawn.convert("L")
        return grey


def by_ghostscript(content: bytes, page: int = 0) -> Image.Image:
    assert GS is not None
    with TemporaryDirectory() as folder:
        call = [
            *(GS, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPrinted=true", "-sDEVICE=pnggray"),
            *("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"),
            *(f"-r{_DPI}", f"-sPageList={page + 1}", "-sOutputFile=page.png", "-"),
        ]
        subprocess.run(call, cwd=folder, input=content, check=True, capture_output=True)
        with Image.open(f"{folder}/page.png") as drawn:
            return drawn.convert("L")


PROGRAMS: list[Callable[..., Image.Image]] = [by_pdfium, *([by_ghostscript] if GS else [])]


def differ(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels with another grey; 1 for pictures of different sizes."""
    if one.size != other.size:
        return 1.0
    dots = ImageChops.difference(one, other).point(lambda value: 255 if value > 64 else 0)
    return dots.histogram()[255] / (one.width * one.height)


def ink(picture: Image.Image) -> float:
    """Return the share of pixels that are not white."""
    return 1 - picture.histogram()[255] / (picture.width * picture.height)


def assert_alike(source: bytes, made: bytes, page: int = 0) -> None:
    """Require that a page of the source looks like the sheet of its size that it is on."""
    for program in PROGRAMS:
        before, after = program(source, page), program(made, page)
        assert differ(before, after) <= _EDGES, program.__name__
