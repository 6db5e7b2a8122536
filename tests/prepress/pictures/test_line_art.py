"""Where dark ends and light begins in a scan of a drawing (Otsu 1979), and what has tones."""

from __future__ import annotations

import pytest

from zines.prepress.pictures.line_art import edge_of


def counts(**greys: int) -> list[int]:
    """Return the number of pixels of each grey, from ``g20=9``."""
    given = {int(name[1:]): count for name, count in greys.items()}
    return [given.get(value, 0) for value in range(256)]


@pytest.mark.parametrize(
    ("greys", "edge"),
    [
        # The edge is halfway between ink and paper, however much there is of either.
        ({"g0": 10, "g254": 90}, 127), ({"g0": 90, "g254": 10}, 127),
        ({"g40": 10, "g240": 990}, 140), ({"g100": 10, "g240": 90}, 170),
        # Edges of strokes have greys; the two heaps stay apart.
        ({"g0": 100, "g60": 4, "g200": 4, "g255": 900}, 129),
        # Ink that is lighter than half, paper that is not white, and one grey alone are no drawing.
        ({"g127": 10, "g240": 90}, 184), ({"g128": 10, "g240": 90}, None),
        ({"g0": 10, "g230": 90}, 115), ({"g0": 10, "g229": 90}, None),
        ({"g0": 100}, None), ({"g255": 100}, None),
        # Many tones, and two darks that would merge.
        ({f"g{value}": 1 for value in range(256)}, None),
        ({"g0": 50, "g100": 50, "g255": 900}, None), ({"g0": 50, "g40": 50, "g255": 900}, 138),
    ],
)  # fmt: skip
def test_the_edge_of_line_art(greys: dict[str, int], edge: int | None) -> None:
    assert edge_of(counts(**greys)) == edge
