"""Each real document in other variants: without codes, in large print, with the logo of a group.

One worker runs all variants of a document in sequence, because Typst caches the drawings, which
take most of the time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.content.test_catalogue import ENTRIES, LAYOUT_OF, SLUGS, entries_of
from tests.helpers import (
    add,
    barcodes,
    decoded,
    example_of,
    forget_pages,
    grey_pictures,
    pages_alone,
    printed,
    sign_sizes,
    small_project,
)
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity
from zines.manuscript import documents
from zines.manuscript.documents import Document
from zines.workshop.production import preparation
from zines.workshop.production.preparation import BuildContext
from zines.workshop.production.session import Session
from zines.workshop.project import Project

FILES = {entry.slug: entry.file for entry in ENTRIES}
#: The first document of each layout.
FIRST = {layout: slug for slug, layout in reversed(LAYOUT_OF.items())}
#: The smallest size of type in large print, in pt (UKAAF, Clear and Large Print).
LEAST_LARGE = 16
EDITION = """\
name: Union locale des guichets
place: Saint-Étienne
address: |
  Bourse du travail
  42000 Saint-Étienne
email: contact@guichets.example.fr
site: https://guichets.example.fr/
phone: "00 00 00 00 00"
date: novembre 2026
logo: logo.png
"""
LOGOS = {"squarish": (600, 300), "tall": (300, 900), "wide": (2000, 200)}
#: Options for the example of each layout with an edition: the two with their own page geometry,
#: and those that print the logo in other inks.
GEOMETRIES: list[dict[str, Any]] = [
    {"roles": ("reader",)},
    {"roles": ("reader",), "large_print": True, "qr": False},
]
INKS: list[dict[str, Any]] = [
    {"roles": ("reader",), "ink": "black"},
    {"ink": "riso"},
    {"roles": ("press",)},
]


@pytest.fixture(
    scope="module",
    params=[pytest.param(slug, marks=pytest.mark.xdist_group(slug)) for slug in SLUGS],
)
def slug(request: pytest.FixtureRequest) -> str:
    """Return the slug of a document: pytest runs all tests of one slug before the next."""
    return str(request.param)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return editions with all keys filled in, by the shape of their logos."""
    folder = tmp_path_factory.mktemp("editions")
    return {shape: full_edition(folder / shape, shape) for shape in LOGOS}


def full_edition(folder: Path, shape: str) -> Path:
    folder.mkdir()
    Image.new("RGB", LOGOS[shape], "navy").save(folder / "logo.png")
    edition = folder / "union.yaml"
    edition.write_text(EDITION, "utf-8")
    return edition


#: All variants share one compiler.
_session = cache(Session)


@cache
def _document(checkout: Project, slug: str) -> Document:
    return documents.load(FILES[slug], slug, slug, _session(checkout).reading[0])


@cache
def _prepared(checkout: Project, options: Options) -> BuildContext:
    shared, problems = preparation.prepared(_session(checkout), options)
    assert not problems
    return shared


def set_in(checkout: Project, slug: str, **ways: Any) -> tuple[Document, list[bytes]]:
    """Return a document and its set pages, in every size it is printed in."""
    options = Options(Path("nowhere"), roles=("reader",), **ways)
    document = _document(checkout, slug)
    found = pages_alone(_prepared(checkout, options), document, FILES[slug])
    if LAYOUT_OF[slug] == "dictionary":
        # Typst would cache 1 GB for fifty pages in eight variants.
        forget_pages()
    return document, found


def dark(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    # (A thin dashed line at 100 dpi is of a middle grey.)
    return min(picture.crop(box).getextrema()) < 150  # type: ignore[operator]


def test_no_codes_leave_no_hole(slug: str, catalogue: BuildReport, checkout: Project) -> None:
    """In the place of a code there is text, or the whole strip across the page is empty."""
    reader = next(one for one in entries_of(catalogue, slug) if one["role"] == "reader")
    if not reader.get("qr"):
        return
    before = grey_pictures(catalogue.out / str(reader["path"]), 100)
    (plain, *_) = set_in(checkout, slug, qr=False)[1]
    after = grey_pictures(plain, 100)
    assert not any(decoded(picture) for picture in after)
    assert len(after) <= len(before)
    for old, new in zip(reversed(before), reversed(after), strict=False):
        for code in barcodes(old):
            corners = code.position
            left, right = corners.top_left.x, corners.top_right.x
            top, bottom = corners.top_left.y, corners.bottom_left.y
            beside = dark(new, (0, top, left, bottom)) or dark(new, (right, top, new.width, bottom))
            assert dark(new, (left, top, right, bottom)) or not beside


def test_nothing_is_small_in_large_print(
    slug: str, checkout: Project, forms_in_large_print: BuildReport
) -> None:
    report = forms_in_large_print
    files = [report.out / one.files[0]["path"] for one in report.made if one.slug == slug]
    for pages in files or set_in(checkout, slug, large_print=True)[1]:
        assert min(size for page in sign_sizes(pages) for _, size in page) >= LEAST_LARGE - 0.01


def test_there_is_room_for_a_logo(slug: str, checkout: Project, editions: dict[str, Path]) -> None:
    """Each document shows a wide logo; the first of each layout all logos, also in large print.

    The reader and large print are tested: other inks and roles have the geometry of the reader.
    (The dictionary is tested with its example.)
    """
    hold_a_logo(*set_in(checkout, slug, edition=editions["wide"]))
    if slug in FIRST.values() and LAYOUT_OF[slug] != "dictionary":
        for shape in ("squarish", "tall"):
            hold_a_logo(*set_in(checkout, slug, edition=editions[shape]))
        for edition in editions.values():
            _, found = set_in(checkout, slug, edition=edition, large_print=True, qr=False)
            assert all(_shows_a_picture(pages) for pages in found)


def test_a_full_chart_has_room_for_a_long_name(checkout: Project, tmp_path: Path) -> None:
    """Before, the table of actions was not made for a union whose name has 87 signs."""
    edition = full_edition(tmp_path / "long", "squarish")
    name = "Union départementale des syndicats de la santé et de l'action sociale du Puy-de-Dôme"
    text = EDITION.replace("Union locale des guichets", name)
    edition.write_text(text + "signature: Le bureau de la section\n", "utf-8")
    hold_a_logo(*set_in(checkout, "tableaux/recapitulatif-des-actions", edition=edition))


def hold_a_logo(document: Document, found: list[bytes]) -> None:
    for pages in found:
        assert _shows_a_picture(pages)
        if document.layout.pages:
            with pikepdf.open(io.BytesIO(pages)) as pdf:
                assert len(pdf.pages) == document.layout.pages


def _shows_a_picture(pages: Path | bytes) -> bool:
    with pikepdf.open(io.BytesIO(pages) if isinstance(pages, bytes) else pages) as pdf:
        return any(_pictures_of(pdf))


def _pictures_of(pdf: pikepdf.Pdf) -> Iterator[bool]:
    for thing in pdf.objects:
        yield isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"


@pytest.mark.parametrize("layout", FIRST)
def test_an_example_with_a_full_edition_in_every_way(
    layout: str, editions: dict[str, Path], tmp_path: Path
) -> None:
    """Each example is printed and shows the logo."""
    project = small_project(tmp_path / "project")
    add(project, f"essais/{layout}", example_of(layout).read_text("utf-8"))
    # (For the other layouts, real documents are tested with each shape.)
    shapes = tuple(LOGOS) if layout == "dictionary" else ("tall",)
    for shape, options in [*product(shapes, GEOMETRIES), *product(("tall",), INKS)]:
        report = printed(project, edition=editions[shape], force=True, **options)
        assert not [one for one in report.problems if one.severity is Severity.ERROR], options
        (made,) = report.made
        assert _shows_a_picture(report.out / made.files[0]["path"]), options
