"""Conversion of millimetres and PostScript points: the only module that knows 72 and 25.4."""

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH


def pt(mm: float) -> float:
    """Convert millimetres to PostScript points (1/72 inch, never the TeX point)."""
    return mm * POINTS_PER_MM


def mm(points: float) -> float:
    """Convert PostScript points to millimetres."""
    return points / POINTS_PER_MM
