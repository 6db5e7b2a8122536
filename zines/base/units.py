"""Millimetres and PostScript points: the only place that knows 72 / 25.4."""

POINTS_PER_MM = 72 / 25.4


def pt(mm: float) -> float:
    """Millimetres to PostScript points (1/72 inch, never the TeX point)."""
    return mm * POINTS_PER_MM


def mm(points: float) -> float:
    """PostScript points to millimetres."""
    return points / POINTS_PER_MM
