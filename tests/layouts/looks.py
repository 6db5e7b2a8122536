"""Small pictures of the examples of layouts, and the differences between two such pictures."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageChops, ImageFilter

from tests.helpers import LAYOUT_FOLDERS, example_of, pictures, printed, read_yaml
from zines.base.problems import Problem
from zines.manuscript import layouts
from zines.workshop.project import Project

NAMES = layouts.names(LAYOUT_FOLDERS)
THEMES = ("affiche", "calme")
INKS = ("colour", "black", "riso")
#: The command that writes new references.
RENEW = "make pictures"
#: References: resolution, number of colours, pages in a row, gap between pages (pixels).
DPI, COLOURS, COLUMNS, GAP = 24, 64, 8, 2
GROUND = (222, 222, 218)

#: The most that two pictures may differ, of 255: at a place (a line that moved, heavier type), and
#: in the mean of a cell (another colour or tint); the side of a cell in pixels. Rounding at the
#: edges of letters on another machine, and the reduced colours, differ less.
PLACE, CELL_MEAN, CELL = 48, 16, 8


@dataclass(frozen=True)
class Look:
    """A variant of the example of a layout; ``theme`` "" is the example's own theme."""

    layout: str
    theme: str = ""
    ink: str = "colour"
    large: bool = False

    def __str__(self) -> str:
        """Return the name of its files, without extension."""
        ways = [self.theme, self.ink if self.theme else "", "large" if self.large else ""]
        return "-".join([self.layout, *filter(None, ways)])


class LookError(Exception):
    """The example cannot be printed in that variant."""

    def __init__(self, look: Look, problems: Sequence[Problem]) -> None:
        super().__init__(f"{look}: " + "; ".join(f"{one.message} ({one.hint})" for one in problems))


def printed_as(look: Look, project: Project) -> Path:
    """Print the example of a layout and return the file of its pages.

    For riso, the pages are a preview of both drums together. Raises LookError.
    """
    folder = project.layouts / look.layout
    if not folder.is_dir():
        shutil.copytree(example_of(look.layout).parent, folder)
    document = read_yaml((folder / "example.yaml").read_text("utf-8"))
    if look.theme:
        document["theme"] = look.theme
    # The file is beside the example, because it names pictures there.
    file = folder / f"{look}.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    role = "plates" if look.ink == "riso" else "reader"
    options: dict[str, Any] = {"roles": (role,), "ink": look.ink, "large_print": look.large}
    report = printed(project, str(file), **options)
    shown: list[Path] = [
        report.out / one["path"]
        for made in report.made
        for one in made.files
        if one["role"] in ("reader", "preview")
    ]
    if not shown:
        raise LookError(look, report.problems)
    return shown[0]


def strip(pages: Sequence[Image.Image], columns: int = COLUMNS, gap: int = GAP) -> Image.Image:
    """Return a picture of pages, ``columns`` in a row, with ``gap`` pixels around each page."""
    rows = [pages[at : at + columns] for at in range(0, len(pages), columns)]
    width = max(sum(one.width + gap for one in row) for row in rows) + gap
    height = sum(max(one.height for one in row) + gap for row in rows) + gap
    ground = Image.new("RGB", (width, height), GROUND)
    top = gap
    for row in rows:
        left = gap
        for one in row:
            ground.paste(one, (left, top))
            left += one.width + gap
        top += max(one.height for one in row) + gap
    return ground


def seen(look: Look, project: Project) -> Image.Image:
    """Return a picture of all pages of an example, like a reference but in all colours."""
    return strip(pictures(printed_as(look, project), DPI))


def reference_of(picture: Image.Image) -> Image.Image:
    """Return a picture reduced to the number of colours of a reference."""
    # Maximum coverage keeps colours of few pixels, such as the colour of a thin line.
    palette = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
    return in_colours_of(palette, picture)


def in_colours_of(reference: Image.Image, picture: Image.Image) -> Image.Image:
    """Return a picture with each pixel in the nearest colour of a reference."""
    return picture.quantize(palette=reference, dither=Image.Dither.NONE)


def difference(reference: Image.Image, picture: Image.Image) -> Image.Image | None:
    """Return a mask of the places where a picture differs from its reference, or None.

    The mask is white on black. If the sizes differ, it is all white.
    """
    if reference.size != picture.size:
        return Image.new("L", picture.size, 255)
    was = reference.convert("RGB")
    # Reduced colours change the edges of letters: reduce both pictures in the same way.
    now = in_colours_of(reference, picture).convert("RGB")
    places = _most(ImageChops.difference(was, now)).filter(ImageFilter.BoxBlur(1))
    cells = (max(1, was.width // CELL), max(1, was.height // CELL))
    means = (one.resize(cells, Image.Resampling.BOX) for one in (was, picture))
    mean = _most(ImageChops.difference(*means))
    found = ImageChops.lighter(
        places.point(lambda value: 255 if value > PLACE else 0),
        mean.point(lambda value: 255 if value > CELL_MEAN else 0).resize(was.size),
    )
    return found if found.getbbox() else None


def _most(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def shown(reference: Image.Image, picture: Image.Image, differs: Image.Image) -> Image.Image:
    """Return reference, picture, and picture with the differences in red, one below the other."""
    marked = picture.copy()
    marked.paste((230, 0, 60), mask=differs.point(lambda value: value * 3 // 5))
    return strip([reference.convert("RGB"), picture, marked], 1)


def compared(file: Path, picture: Image.Image) -> str:
    """Return a message on how a picture differs from its reference, "" if it does not.

    Write a picture of the difference into ``failed/`` beside the reference.
    """
    failed = file.parent / "failed" / f"{file.stem}-difference.png"
    failed.unlink(missing_ok=True)
    if not file.is_file():
        return f"{file.name} is missing; look at the pages, then: {RENEW}"
    with Image.open(file) as reference:
        differs = difference(reference, picture)
        if differs is None:
            return ""
        failed.parent.mkdir(exist_ok=True)
        shown(reference, picture, differs).save(failed)
    return f"{file.name} looks different, see {failed}; if that is meant: {RENEW}"


def renewed(file: Path, picture: Image.Image) -> bool:
    """Write a reference if it is missing or differs; return whether it was written.

    Other references keep their bytes, so that a commit shows what changed.
    """
    if not compared(file, picture):
        return False
    file.parent.mkdir(exist_ok=True)
    reference_of(picture).save(file, optimize=True)
    compared(file, picture)
    return True
