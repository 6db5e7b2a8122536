"""The HTML pages of the catalogue, from templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base.language import tr
from zines.base.law import LICENCES
from zines.web.templating import environment
from zines.workshop.atelier.previewing import own_faces
from zines.workshop.catalogue.papers import Catalogue
from zines.workshop.catalogue.site_papers import Offer, Offered
from zines.workshop.catalogue.site_pictures import PagePicture

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = Path(__file__).parent.parent / "static"

#: The booklet that explains how to print.
_GUIDE = "booklets/mode-d-emploi"


@dataclass(frozen=True)
class PicturedPaper:
    """A paper with the pictures of its pages, or of the first pages, and of its recipe."""

    offered: Offered
    pages: Sequence[PagePicture]
    recipe: PagePicture | None = None


@dataclass(frozen=True)
class Kit:
    """Papers to download together: one zip of ``size`` bytes, and one in black (0: none)."""

    name: str
    label: str
    description: str
    papers: Sequence[Offered]
    size: int
    black_size: int = 0


def page_name(one: Offered) -> str:
    """Return the path of a paper's page from the folder of the catalogue."""
    return f"papiers/{one.name}.html"


def picture_name(one: Offered, picture: PagePicture, kind: str = "p") -> str:
    """Return the path of a picture from the folder of the catalogue."""
    return f"images/{one.name}-{kind}{picture.page}.webp"


def pages(
    catalogue: Catalogue, shown: Sequence[PicturedPaper], kits: Sequence[Kit]
) -> dict[str, bytes]:
    """Return every page and style sheet by its path from the folder of the catalogue."""
    guide = next((one for one in shown if one.offered.paper.slug == _GUIDE), None)
    shared = {
        "kits": kits,
        "shelves": _shelves(catalogue),
        "guide": page_name(guide.offered) if guide else "",
        "licences": {name: url.removeprefix("https://") for name, url in LICENCES.items()},
        "page_name": page_name,
        "picture_name": picture_name,
        "megabytes": megabytes,
        "labels": _labels,
        "grouped": _grouped,
    }

    def rendered(template: str, **values: Any) -> bytes:
        text = environment(_TEMPLATES).get_template(template).render(**shared, **values)
        return text.encode()

    found = {
        "index.html": rendered("index.html", up="", shown=shown),
        "imprimer.html": rendered("printing.html", up=""),
        "style/filters.css": rendered("filters.css"),
    }
    for one in shown:
        values = {"one": one, "paper": one.offered.paper}
        found[page_name(one.offered)] = rendered("paper.html", up="../", **values)
    return found | _style()


def megabytes(size: int) -> str:
    """Return a size in kB (at least 10) or MB, as mail programs show it; ``size`` in bytes.

    Its number and its unit stay on one line.
    """
    if size < 1_000_000:
        written = tr("{size} kB", size=max(10, round(size / 1000)))
    else:
        written = tr("{size:.1f} MB", size=size / 1_000_000)
    return written.replace(" ", "\u00a0")


def _labels(names: Iterable[str], shelves: Iterable[tuple[str, str]]) -> list[str]:
    """Return the labels of the shelves with these names."""
    return [label for name, label in shelves if name in names]


def _grouped(one: Offered) -> list[tuple[str, str, list[Offer]]]:
    """Return the files of a paper by their use: heading, explanation, files."""
    groups = [
        (
            tr("On an office copier"),
            tr("sheets to print, fold or cut"),
            one.of("sheets", "tiles", "recipe"),
        ),
        (
            tr("In black"),
            tr("for a copier without colour"),
            one.of("sheets", "recipe", version="black"),
        ),
        (
            tr("Page by page"),
            tr("for screens, mails and screen readers"),
            one.of("reader"),
        ),
        (
            tr("In large print"),
            tr("for those who read with difficulty, page by page and on sheets"),
            one.of("reader", "sheets", "tiles", "recipe", version="large"),
        ),
        (
            tr("At a print shop"),
            tr("with bleed, and the order to send with it"),
            one.of("press", "order"),
        ),
    ]
    return [group for group in groups if group[2]]


def _shelves(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """Return the filters of the catalogue: by group, the names of shelves with their labels."""
    known = catalogue.shelves
    groups = {"place": known.places, "subject": known.subjects, "kind": known.kinds}
    return {group: [(one.name, one.label) for one in shelves] for group, shelves in groups.items()}


def _style() -> dict[str, bytes]:
    """Return the style sheet of the atelier with that of the catalogue, their fonts and icon."""
    base = (_STYLES / "atelier.css").read_text("utf-8").replace("/static/faces/", "faces/")
    own = (_STYLES / "site.css").read_text("utf-8")
    faces = {
        f"style/faces/{name}": file.read_bytes()
        for name, file in own_faces().items()
        if name in base
    }
    icon = {"style/icon.svg": (_STYLES / "icon.svg").read_bytes()}
    return {"style/style.css": f"{base}\n{own}".encode()} | faces | icon
