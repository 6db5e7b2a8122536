"""How layouts look: small pictures of their examples, and where two such pictures differ."""

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
#: Makes new references.
RENEW = "make pictures"
#: Pages are this small in references, in so few colours, so many in a row.
DPI, COLOURS, COLUMNS, GAP = 24, 64, 8, 2
GROUND = (222, 222, 218)

#: How far two pictures may differ, of 255: at a place (a line that moved, heavier type), and in the
#: mean of a cell of so many pixels a side (another colour or tint). What another machine may round
#: otherwise at the edges of letters stays below, and so does what is lost with the colours.
PLACE, CELL_MEAN, CELL = 48, 16, 8


@dataclass(frozen=True)
class Look:
    """One way in which the example of a layout is printed; ``theme`` "" is its own."""

    layout: str
    theme: str = ""
    ink: str = "colour"
    large: bool = False

    def __str__(self) -> str:
        """Return what its files are called."""
        ways = [self.theme, self.ink if self.theme else "", "large" if self.large else ""]
        return "-".join([self.layout, *filter(None, ways)])


class LookError(Exception):
    """The example cannot be printed in that way."""

    def __init__(self, look: Look, problems: Sequence[Problem]) -> None:
        super().__init__(f"{look}: " + "; ".join(f"{one.message} ({one.hint})" for one in problems))


def printed_as(look: Look, project: Project) -> Path:
    """Print the example of a layout; returns its pages, of riso as both drums print them.

    Raises LookError.
    """
    folder = project.layouts / look.layout
    if not folder.is_dir():
        shutil.copytree(example_of(look.layout).parent, folder)
    document = read_yaml((folder / "example.yaml").read_text("utf-8"))
    if look.theme:
        document["theme"] = look.theme
    # Beside the example, where the pictures that it names are.
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
    """Return pages side by side, ``columns`` in a row, ``gap`` pixels around each."""
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
    """Return all pages of an example, as a reference holds them but for its few colours."""
    return strip(pictures(printed_as(look, project), DPI))


def reference_of(picture: Image.Image) -> Image.Image:
    """Return a picture in as few colours as references have."""
    # Maximum coverage keeps a colour that few pixels have: that of a thin line.
    palette = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
    return in_colours_of(palette, picture)


def in_colours_of(reference: Image.Image, picture: Image.Image) -> Image.Image:
    """Return a picture with each pixel in the nearest colour of a reference."""
    return picture.quantize(palette=reference, dither=Image.Dither.NONE)


def difference(reference: Image.Image, picture: Image.Image) -> Image.Image | None:
    """Return the places in which a picture differs from its reference, white on black, if any."""
    if reference.size != picture.size:
        return Image.new("L", picture.size, 255)
    was = reference.convert("RGB")
    # At the edges of letters, to lose colours is itself a difference: here both lost the same.
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
    """Return what was, what is, and what is with what differs in red, under one another."""
    marked = picture.copy()
    marked.paste((230, 0, 60), mask=differs.point(lambda value: value * 3 // 5))
    return strip([reference.convert("RGB"), picture, marked], 1)


def compared(file: Path, picture: Image.Image) -> str:
    """Return how a picture differs from its reference, "" where it does not.

    A picture of the difference goes into ``failed/`` beside the reference.
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
    """Write a reference where it is missing or differs; tell whether that was done.

    Otherwise it keeps its bytes, so that a commit shows what changed.
    """
    if not compared(file, picture):
        return False
    file.parent.mkdir(exist_ok=True)
    reference_of(picture).save(file, optimize=True)
    compared(file, picture)
    return True
