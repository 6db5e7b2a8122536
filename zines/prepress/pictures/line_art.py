"""Detection of line art, such as a logo or a drawing, among pictures with tones. Pure."""

from __future__ import annotations

from collections.abc import Sequence

#: Otsu's criterion: the least part of the variance that lies between dark and light. A ramp has
#: 0.75.
_TWO_TONES = 0.85
#: The most that the darks of line art may differ (0 to 255, standard deviation).
_ONE_DARK = 25


def edge_of(counts: Sequence[int]) -> int | None:
    """Return the grey where dark ends and light begins (Otsu 1979); None for a picture with tones.

    ``counts`` is the number of pixels of each of the 256 greys.
    """
    total, weighted = sum(counts), sum(value * count for value, count in enumerate(counts))
    mean = weighted / total
    variance = sum(count * (value - mean) ** 2 for value, count in enumerate(counts)) / total
    if not variance:
        return None
    dark = dark_sum = 0
    best, found = 0.0, (0.0, 255.0)
    for value in range(255):
        dark += counts[value]
        dark_sum += value * counts[value]
        if dark and dark < total:
            means = dark_sum / dark, (weighted - dark_sum) / (total - dark)
            between = dark * (total - dark) / total**2 * (means[1] - means[0]) ** 2
            if between > best:
                best, found = between, means
    darks, lights = found
    if best / variance < _TWO_TONES or darks >= 128 or lights < 230:
        return None
    edge = round((darks + lights) / 2)
    # Two darks of a logo, one inside the other, would merge.
    inked = sum(counts[:edge])
    spread = sum(count * (value - darks) ** 2 for value, count in enumerate(counts[:edge])) / inked
    return edge if spread**0.5 < _ONE_DARK else None
