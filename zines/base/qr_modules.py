"""The size in modules of the QR code of an address, without drawing it.

ISO/IEC 18004, table 7. A test compares each number with the library that draws the codes.
"""

from __future__ import annotations

#: The most bytes in versions 1 to 40 at level M.
_CAPACITY = (
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624),
    *(666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809),
    *(1911, 1989, 2099, 2213, 2331),
)  # fmt: skip


def across(address: str) -> int:
    """Return the modules along a side at level M; 0 if no code can hold the address."""
    size = len(address.encode())
    # Version v has 17 + 4 v modules.
    return next((17 + 4 * v for v, most in enumerate(_CAPACITY, 1) if size <= most), 0)
