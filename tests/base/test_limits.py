"""All limits, written a second time, so that none is changed by accident."""

from __future__ import annotations

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import QRData

from zines.base import limits, qr_modules
from zines.base.printing import Printer
from zines.preflight import PrinterLimits


def test_limits_are_those_of_the_trade() -> None:
    assert {name: value for name, value in vars(limits).items() if name.isupper()} == {
        # Three times the longest of our own messages.
        "LONGEST_MESSAGE": 1_000,
        # Values of print shops: bleed, safe area, and the tolerance of the cut within it.
        "BLEED_MM": 3,
        "SAFE_AREA_MM": 5,
        "UNPRINTABLE_EDGE_MM": 5,
        # Programs write named sizes rounded to whole points or pixels.
        "SAME_SIZE_MM": 1,
        # Saddle stitch holds 8 to 48 pages.
        "MOST_STITCHED_PAGES": 48,
        # Our choice: paper tears if a staple is nearer to the edge.
        "STAPLE_INSET_MM": 5,
        "TOTAL_INK_PERCENT": 300,
        "THINNEST_LINE_PT": 0.25,
        "SMALLEST_TEXT_PT": 7,
        "SMALLEST_REVERSED_TEXT_PT": 8,
        "LEAST_DPI": 150,
        "GOOD_DPI": 225,
        # ISO/IEC 18004, and simulated photos of prints.
        "QR_QUIET_MODULES": 4,
        "SMALLEST_QR_MM": 20,
        "SMALLEST_QR_MODULE_MM": 0.6,
        # How much of a file is read: tests/pdf/opening/bombs.py makes files that take for ever.
        "LARGEST_READ": 1_000_000_000,
        "MOST_FILTERS": 4,
        "MOST_PAGES": 2_000,
        "MOST_DRAWN_PAGES": 200,
        "LONGEST_DRAWING_SECONDS": 20,
        "LONGEST_WAIT_SECONDS": 120,
        "LONGEST_WHOLE_DRAWING_SECONDS": 100,
        "MOST_MEMORY": 850_000_000,
        "LARGEST_CONTENT": 8_000_000,
        "LARGEST_WHOLE_CONTENT": 200_000_000,
        "LARGEST_PRINTED_PAGE": 50_000_000,
        "LARGEST_PRINTED": 200_000_000,
        "LARGEST_OBJECT_STREAM": 16_000_000,
        "LARGEST_OBJECT_STREAMS": 200_000_000,
        "MOST_IMPOSED_PAGES": 20_000,
        "MOST_PARTS": 10_000,
        # A1 in CMYK at 300 dpi.
        "LARGEST_PICTURE": 320_000_000,
        "LARGEST_PICTURES": 4_000_000_000,
        # 280 bytes each in pikepdf: two thirds of the allowed memory.
        "MOST_WORDS_AT_ONCE": 2_000_000,
        "MOST_WORK": 5_000_000,
        # limits.h of Linux: NAME_MAX is 255, PATH_MAX is 4096 with the final NUL.
        "LONGEST_NAME_BYTES": 255,
        "LONGEST_PATH_BYTES": 4095,
        # MAX_PATH, 260, counts the end of the text (Microsoft, Maximum Path Length Limitation).
        "LONGEST_WINDOWS_PATH": 259,
        # Far below a millionth of the largest number in single precision, the limit of Typst.
        "LARGEST_DRAWING_NUMBER": 1e9,
    }


def test_a_printer_that_asks_for_nothing_gets_the_limits_of_the_trade() -> None:
    fields = Printer.__dataclass_fields__
    asked = PrinterLimits()
    for name in ("bleed_mm", "total_ink_percent", "min_line_pt", "min_text_pt", "standard"):
        assert fields[name].default == getattr(asked, name)


@pytest.mark.parametrize("version", range(1, 41))
def test_the_modules_of_a_code_are_those_of_the_library_that_draws_it(version: int) -> None:
    def best_fit(size: int) -> int:
        code = QRCode(error_correction=ERROR_CORRECT_M)
        code.add_data(QRData(b"a" * size, mode=4))
        return code.best_fit(start=1)

    modules = 17 + 4 * version
    largest = max(n for n in range(1, 2332) if qr_modules.across("a" * n) == modules)
    assert best_fit(largest) == version
    if version < 40:
        assert best_fit(largest + 1) == version + 1


def test_no_code_holds_more_than_2331_bytes_at_level_m() -> None:
    # ISO/IEC 18004, table 7, version 40-M; letters with accents take two bytes.
    assert qr_modules.across("a" * 2331) == 177
    assert qr_modules.across("a" * 2332) == qr_modules.across("\u00e9" * 1166) == 0
