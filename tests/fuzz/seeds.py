"""Good files to make cases from: shipped files, and files made by helpers of other tests."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image

from tests.helpers import ROOT
from tests.imposition import pdfs as sheets
from tests.preflight import pdfs as finished

#: In characters: longer texts take too much time for the faults that they find.
_LONGEST_TEXT = 6_000

SVGS = [
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="0 0 20 20">'
    b'<g transform="rotate(10)"><path d="M0 0L10 0 10 10Z" fill="#c00"/></g>'
    b'<rect x="1" y="1" width="5" height="5" rx="1" stroke="#000" stroke-width="0.5"/></svg>',
    b'<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" '
    b'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50"><defs><clipPath id="a">'
    b'<circle cx="9" cy="9" r="9"/></clipPath></defs><style>.a{fill:rgb(10,20,30)}</style>'
    b'<g clip-path="url(#a)" class="a"><ellipse cx="9" cy="9" rx="4" ry="3"/></g>'
    b'<use xlink:href="#a" x="10"/><polyline points="1,1 2,2 3,1" fill="none" stroke="black" '
    b'stroke-dasharray="1 2"/></svg>',
]


@cache
def texts() -> list[bytes]:
    files = [*(ROOT / "content").rglob("*.yaml"), *(ROOT / "layouts").glob("*/example.yaml")]
    return _short(files, _LONGEST_TEXT)


@cache
def groups() -> list[bytes]:
    named = b'kind: edition\nname: "Un groupe"\naddress: "1 rue, Paris"\nsite: exemple.fr\n'
    return [named, (ROOT / "content/organisation.yaml").read_bytes()]


@cache
def sources() -> list[bytes]:
    return [(ROOT / "content/sources.yaml").read_bytes()[:_LONGEST_TEXT].rpartition(b"\n")[0]]


@cache
def printers() -> list[bytes]:
    return _short((ROOT / "assets/printers").glob("*.yaml"), _LONGEST_TEXT)


@cache
def outputs() -> list[bytes]:
    return _short((ROOT / "layouts").glob("*/outputs.yaml"), _LONGEST_TEXT)


@cache
def profiles() -> list[bytes]:
    """Return the shipped profiles."""
    return [file.read_bytes() for file in (ROOT / "assets/icc").glob("*.icc")]


@cache
def pictures() -> list[bytes]:
    """Return a picture of 12 x 9 pixels in several formats and modes (grey, RGB, CMYK ...)."""
    made = []
    for mode, form in [
        *(("RGBA", "PNG"), ("L", "PNG"), ("P", "GIF"), ("RGB", "JPEG"), ("CMYK", "JPEG")),
        *(("RGB", "TIFF"), ("CMYK", "TIFF"), ("RGB", "WEBP"), ("RGB", "BMP"), ("RGB", "PPM")),
        *(("RGB", "JPEG2000"), ("I;16", "PNG"), ("1", "TIFF")),
    ]:
        stream = io.BytesIO()
        Image.new(mode, (12, 9), 1 if mode in ("1", "L", "P", "I;16") else None).save(stream, form)
        made.append(stream.getvalue())
    return made


@cache
def pdfs() -> list[bytes]:
    """Return small PDFs: with and without boxes and bleed, rotated, with a stamp or a field."""
    return [
        sheets.pages(2, sheets.A5),
        sheets.pages(4, sheets.A6, bleed=3, rotate=90, unit=2),
        sheets.pages(3, sheets.A4, boxes=False),
        sheets.flooded(2),
        sheets.stamped(4),
        sheets.stamped(4, "/Widget"),
    ]


@cache
def whole_pdfs() -> list[bytes]:
    """Return PDFs with fonts, pictures, QR codes and profiles, which take longer to check."""
    return [finished.press(), finished.reader(), finished.plain()]


def _short(files: object, longest: int) -> list[bytes]:
    assert hasattr(files, "__iter__")
    found = [file.read_bytes() for file in sorted(files) if isinstance(file, Path)]
    return [one for one in found if len(one) <= longest]
