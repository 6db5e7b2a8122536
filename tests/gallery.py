"""Draw pictures of real pages: ``make gallery``.

The picture of the README goes into ``assets/``. ``out/gallery/`` is for looking at, not to be
committed: a sheet for each layout, with its example in every theme and ink and in large print; all
posters as small as they look across a street; and a part of each poster at its printed size.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw

from tests.helpers import ROOT, pictures, small_project
from tests.layouts import looks
from tests.layouts.looks import GROUND, Look
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project

#: Slug, output file and page of each picture of the README, in rows.
ROWS = [
    [
        ("posters/guichets", "a4", 1),
        ("tracts/migrations", "page-par-page", 1),
        ("tracts/migrations", "page-par-page", 2),
        ("posters/l-ecran-ensemble", "a4", 1),
        ("posters/secret-des-lettres", "a4", 1),
    ],
    [
        ("depliants/quinze-questions", "a-plier", 2),
        ("booklets/resistance", "page-par-page", 1),
        ("booklets/resistance", "page-par-page", 4),
        ("dictionary/faux-nez", "page-par-page", 1),
        ("dictionary/faux-nez", "page-par-page", 11),
        ("zines/petit-dico-de-poche", "page-par-page", 3),
        ("zines/petit-dico-de-poche", "page-par-page", 4),
    ],
    [
        ("lettres/acces-a-mes-donnees", "page-par-page", 1),
        ("formulaires/temoignage", "page-par-page", 1),
        ("tableaux/recapitulatif-des-actions", "page-par-page", 1),
        ("cartes/objecteur", "page-par-page", 1),
    ],
]
HEIGHT, GAP, WIDTH = 520, 18, 1560
TARGET = ROOT / "assets" / "gallery.png"
SHEETS = ROOT / "out" / "gallery"
#: Of the sheets: resolution, pages in a row, most pages of one look, height of its name in pixels.
DPI, COLUMNS, MOST, NAME = 50, 6, 12, 16
#: Of the posters: height as seen across a street (pixels), resolution of a screen (dpi), and side
#: of the part shown at its printed size (pixels).
ACROSS, SCREEN, PART = 120, 96, 360


def readme(target: Path = TARGET) -> None:
    """Draw the picture of the README."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        slugs = dict.fromkeys(slug for row in ROWS for slug, _, _ in row)
        report = build(Project(ROOT), tuple(slugs), Options(out=out))
        begin = {made.slug: out / made.slug / made.name for made in report.made}
        rows = [
            [pictures(Path(f"{begin[slug]}-{name}.pdf"), 110)[page - 1] for slug, name, page in row]
            for row in ROWS
        ]
    heights = [
        min(
            HEIGHT, int((WIDTH - GAP * (len(row) + 1)) / sum(one.width / one.height for one in row))
        )
        for row in rows
    ]
    ground = Image.new("RGB", (WIDTH, GAP + sum(heights) + GAP * len(rows)), GROUND)
    top = GAP
    for height, row in zip(heights, rows, strict=True):
        scaled = [one.resize((one.width * height // one.height, height)) for one in row]
        gap = (WIDTH - sum(one.width for one in scaled)) // (len(scaled) + 1)
        left = gap
        for one in scaled:
            ground.paste(one, (left, top))
            left += one.width + gap
        top += height + GAP
    ground.quantize(64).save(target, optimize=True)


def posters() -> dict[str, Image.Image]:
    """Return all posters 120 pixels high, and parts of them at their printed size on a screen."""
    with tempfile.TemporaryDirectory() as scratch:
        report = build(Project(ROOT), ("posters",), Options(out=Path(scratch), roles=("reader",)))
        pages = [pictures(report.out / one.files[0]["path"], SCREEN)[0] for one in report.made]
    small = [one.resize((one.width * ACROSS // one.height, ACROSS)) for one in pages]
    parts = []
    for one in pages:
        left, top = (one.width - PART) // 2, (one.height - PART) // 3
        parts.append(one.crop((left, top, left + PART, top + PART)))
    return {
        "posters-across-a-street": looks.strip(small, 12, GAP),
        "posters-at-printed-size": looks.strip(parts, 4, GAP),
    }


def sheet(layout: str, project: Project) -> Image.Image:
    """Return the example of a layout in every theme and ink, and in large print."""
    every = [Look(layout, theme, ink) for theme, ink in product(looks.THEMES, looks.INKS)]
    every += [Look(layout, theme, large=True) for theme in looks.THEMES]
    return looks.strip([_named(look, project) for look in every], 1, GAP)


def _named(look: Look, project: Project) -> Image.Image:
    try:
        pages = looks.strip(pictures(looks.printed_as(look, project), DPI)[:MOST], COLUMNS, GAP)
        name = str(look)
    except looks.LookError as error:
        pages, name = Image.new("RGB", (WIDTH // 2, NAME), GROUND), str(error)
    ground = Image.new("RGB", (pages.width, pages.height + NAME), GROUND)
    ground.paste(pages, (0, NAME))
    ImageDraw.Draw(ground).text((GAP, NAME // 4), name, fill="black")
    return ground


def main() -> None:
    """Draw all pictures, or only the sheets of the layouts named on the command line."""
    wanted = [name for name in looks.NAMES if not sys.argv[1:] or name in sys.argv[1:]]
    if not sys.argv[1:]:
        readme()
    SHEETS.mkdir(parents=True, exist_ok=True)
    if "poster" in wanted:
        for name, picture in posters().items():
            picture.save(SHEETS / f"{name}.png")
            print(SHEETS / f"{name}.png")
    with tempfile.TemporaryDirectory() as scratch:
        project = small_project(Path(scratch) / "project")
        for name in wanted:
            sheet(name, project).save(SHEETS / f"{name}.png")
            print(SHEETS / f"{name}.png")


if __name__ == "__main__":
    main()
