"""QR codes as modules to draw. The only module that imports qrcode."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zines.base.language import tr
from zines.base.limits import SMALLEST_QR_MM, SMALLEST_QR_MODULE_MM
from zines.base.problems import Problem, ProblemError


@dataclass(frozen=True)
class Code:
    """A square of ``modules`` x ``modules``, printed ``side_mm`` wide without its quiet zone.

    ``runs`` are the dark modules, joined along each row: (column, row, length) from the top left.
    """

    modules: int
    side_mm: float
    runs: tuple[tuple[int, int, int], ...]


def encode(address: str, reading_distance_mm: float) -> Code:
    """Encode an address at level M, large enough to be read from that distance.

    The side is a tenth of the distance, at least 20 mm, and wide enough for modules of 0.6 mm.
    Raises ProblemError for an address longer than a code can hold (2,331 bytes).
    """
    try:
        modules, runs = _drawn(address)
    except ValueError as error:
        count = len(address.encode())
        message = tr("no QR code can hold an address of {count} bytes", count=count)
        problem = Problem("qr-too-long", message, tr("leave it out of the list 'qr'"))
        raise ProblemError([problem]) from error
    side = max(reading_distance_mm / 10, SMALLEST_QR_MM, modules * SMALLEST_QR_MODULE_MM)
    return Code(modules, round(side, 3), runs)


@cache
def _drawn(address: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    # qrcode loads Pillow: only documents with QR codes wait for it.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    rows = code.get_matrix()
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append((x, y, length))
            x += max(length, 1)
    return len(rows), tuple(runs)
