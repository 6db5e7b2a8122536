"""Sheets of any PDF, to see and download in the browser: the files of ``impose``."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.language import mark, tr
from zines.base.problems import UsageError
from zines.pdf import page_pictures
from zines.workshop import imposing_files
from zines.workshop.project import Project

MOST_BYTES = 60_000_000
#: The number of uploaded files that are kept, so that another fold needs no new upload.
_MOST_KEPT = 4
_NAME = re.compile("[0-9a-f]{32}")
#: The most pages shown in the preview; the PDF has all of them.
_MOST_DRAWN = 40


@dataclass(frozen=True)
class FoldingWay:
    """A way to fold or cut, in the words of users; ``options`` are those of ``impose``."""

    name: str
    label: str
    help: str
    options: tuple[tuple[str, str], ...] = ()


FOLDS = (
    FoldingWay(
        "saddle-stitch",
        mark("A stapled booklet"),
        mark("Two pages side by side, folded and stapled in the fold."),
    ),
    FoldingWay(
        "one-sheet-zine",
        mark("A zine of one sheet"),
        mark("Eight pages on one side of a sheet, folded around a slit: no staple."),
    ),
    FoldingWay(
        "leaflet", mark("A leaflet"), mark("Six panels on two sides of a sheet, folded in three.")
    ),
    FoldingWay(
        "cut-and-stack",
        mark("Cut and stacked"),
        mark("Several pages on a sheet: cut, lay the stacks on one another, and all is in order."),
    ),
    FoldingWay(
        "n-up",
        mark("Several on a sheet"),
        mark("Pages side by side, made smaller, to read or to save paper."),
        (("grid", "2x1"), ("scale", "fit")),
    ),
    FoldingWay(
        "repeat",
        mark("The same one many times"),
        mark("Cards, tracts: as many as fit on a sheet, to be cut."),
    ),
    FoldingWay(
        "tiles",
        mark("A poster of tiles"),
        mark("One page on several sheets, cut and glued together."),
    ),
)
#: Folds whose pages are never scaled.
_OWN_SIZE = ("repeat", "cut-and-stack")
#: Folds whose pages may lie from right to left.
FROM_RIGHT = ("saddle-stitch", "n-up")
#: Sizes of posters, and sheets that machines take.
POSTERS = ("a3", "a2", "a1", "a0")
PAPERS = ("a4", "a3", "sra3", "letter")


@dataclass(frozen=True)
class FoldingRequest:
    """The request of a user.

    ``fit`` scales pages to the sheet, ``size`` is that of a poster; ``from_right`` is for texts
    that are read from right to left.
    """

    fold: str
    sheet: str = "a4"
    fit: bool = False
    size: str = "a1"
    pages: str = ""
    password: str = ""
    title: str = ""
    from_right: bool = False


@dataclass(frozen=True)
class FoldedSheets:
    """Sheets and recipe as PDFs, the sizes of their pages in pt, and the warnings.

    ``sheets`` is the number of pages of the PDF of sheets; ``sizes`` are only those shown.
    """

    content: bytes
    sizes: tuple[tuple[float, float], ...]
    recipe: bytes
    recipe_sizes: tuple[tuple[float, float], ...]
    warnings: tuple[str, ...]
    sheets: int


def keep(project: Project, content: bytes) -> str:
    """Store an uploaded file; return the name to request it by. Raises UsageError, OSError.

    Only its first bytes are checked here.
    """
    if len(content) > MOST_BYTES:
        raise UsageError(tr("this file is too large: 60 MB at most"))
    if b"%PDF-" not in content[:1024]:
        raise UsageError(tr("this file is no PDF: export it as one from the program it comes from"))
    name = files.digest(content)[:32]
    file = _folder(project) / f"{name}.pdf"
    files.write(file, content)
    old = sorted(file.parent.glob("*.pdf"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in old[_MOST_KEPT:]:
        with suppress(OSError):
            one.unlink(missing_ok=True)
    return name


def kept(project: Project, name: str) -> Path | None:
    """Return a stored file by its name, None if it was deleted or the name is not one of ours."""
    file = _folder(project) / f"{name}.pdf"
    return file if _NAME.fullmatch(name) and file.is_file() else None


def tried(project: Project, file: Path, wanted: FoldingRequest) -> FoldedSheets:
    """Return the sheets of a PDF; raises ProblemError, UsageError, OSError."""
    fold = next((one for one in FOLDS if one.name == wanted.fold), None)
    if fold is None or wanted.sheet not in PAPERS:
        raise UsageError(tr("choose how it is folded, and the paper"))
    options = {"schema": fold.name, **dict(fold.options)}
    if fold.name == "tiles":
        if wanted.size not in POSTERS:
            raise UsageError(tr("choose how it is folded, and the paper"))
        options["poster"] = wanted.size
    elif wanted.fit and fold.name not in _OWN_SIZE:
        options["scale"] = "fit"
    if wanted.from_right and fold.name in FROM_RIGHT:
        options["binding"] = "right"
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "sheets.pdf"
        # (For a PDF without a title, the name of the file is printed beside the pages.)
        named = Path(scratch) / "from" / f"{slug_of(wanted.title)[:60].strip('-') or 'pdf'}.pdf"
        named.parent.mkdir()
        shutil.copyfile(file, named)
        entry = imposing_files.impose(
            project,
            [named],
            target,
            options,
            sheet=wanted.sheet,
            pages=wanted.pages,
            password=wanted.password,
        )[0]
        content = target.read_bytes()
        recipes = [one for one in Path(scratch).glob("*.pdf") if one != target]
        recipe = recipes[0].read_bytes() if recipes else b""
    sizes = page_pictures.sizes(content)
    return FoldedSheets(
        content,
        sizes[:_MOST_DRAWN],
        recipe,
        page_pictures.sizes(recipe) if recipe else (),
        tuple(entry["warnings"]),
        len(sizes),
    )


def _folder(project: Project) -> Path:
    return project.cache / "atelier" / "imposed"
