"""The picture of real pages in the README: ``make gallery``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from tests.helpers import ROOT, pictures
from zines.options import Options
from zines.project import Project
from zines.workshop import build

#: Slug, output file and page of each picture, in rows.
ROWS = [
    [
        ("posters/guichets", "affiche-a4", 1),
        ("tracts/guichets", "page-par-page", 1),
        ("tracts/guichets", "page-par-page", 2),
        ("posters/donnees-de-sante", "affiche-a4", 1),
    ],
    [
        ("booklets/resistance", "page-par-page", 1),
        ("booklets/resistance", "page-par-page", 12),
        ("booklets/resistance", "page-par-page", 18),
        ("dictionary/faux-nez", "page-par-page", 1),
        ("dictionary/faux-nez", "page-par-page", 3),
    ],
]
HEIGHT, GAP, WIDTH = 520, 18, 1560
TARGET = ROOT / "assets" / "gallery.png"


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        build(Project(ROOT), (), Options(out=out))
        rows = [
            [pictures(out / slug / f"{name}.pdf", 110)[page - 1] for slug, name, page in row]
            for row in ROWS
        ]
    heights = [
        min(
            HEIGHT, int((WIDTH - GAP * (len(row) + 1)) / sum(one.width / one.height for one in row))
        )
        for row in rows
    ]
    ground = Image.new("RGB", (WIDTH, GAP + sum(heights) + GAP * len(rows)), (222, 222, 218))
    top = GAP
    for height, row in zip(heights, rows, strict=True):
        scaled = [one.resize((one.width * height // one.height, height)) for one in row]
        gap = (WIDTH - sum(one.width for one in scaled)) // (len(scaled) + 1)
        left = gap
        for one in scaled:
            ground.paste(one, (left, top))
            left += one.width + gap
        top += height + GAP
    ground.quantize(64).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
