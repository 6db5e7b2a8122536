"""Helpers for tests of several rooms: small projects, pictures of pages, independent readers."""

from __future__ import annotations

import atexit
import ctypes
import io
import mmap
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
import pypdfium2
import typst
import yaml
import zxingcpp
from PIL import Image
from pypdfium2 import raw

from zines.base import language
from zines.base.options import BuildReport, Made, Options
from zines.base.search_path import SearchPath
from zines.manuscript.documents import Document
from zines.workshop.build import build
from zines.workshop.production.planned_files import planned, wanted_outputs
from zines.workshop.production.preparation import BuildContext
from zines.workshop.progress import Reporter
from zines.workshop.project import Project

Result = TypeVar("Result")

ROOT = Path(__file__).parent.parent
#: Search paths of the shipped layouts and assets.
LAYOUT_FOLDERS = SearchPath((ROOT / "layouts",))
ASSETS = SearchPath((ROOT / "assets",))
MM_PER_INCH = 25.4
#: The date of builds in tests: the sources of the catalogue are never outdated.
TODAY = date(2026, 11, 28)

#: Sources of law, which never become outdated.
SOURCES = """\
convention-2023:
  title: Sortir du bocal numérique
  by: Halte au contrôle numérique
  date: "2023-09-16"
  kind: report
  url: https://halteaucontrolenumerique.fr/
rgpd:
  title: Règlement général sur la protection des données
  kind: law
  checked: "2099-12"
sans-adresse:
  title: Un livre
  by: Une autrice
  date: "2021"
  kind: book
"""
#: Two small documents of different layouts, for tests that need any document.
TRACT = """\
layout: tract
title: Un essai
date: "2026-11-24"
description: Un essai.
headline: [Un essai]
front: |
  Le recto [@convention-2023].
back_title: Le verso
back: |
  Le verso.
"""
POSTER = """\
layout: poster
title: Une affiche
date: "2026-11-24"
description: Un essai.
slogan: [Une affiche]
credit: Une phrase [@rgpd].
"""


class Once:
    """Builds something slow in one worker of a run; the other workers wait for it and share it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, name: str, make: Callable[[Path], Result]) -> Result:
        """Return the result of ``make`` for the folder ``name``, from this worker or another."""
        result = self.root / f"{name}.pickle"
        # SQLite has the only lock between processes in Python's library that works on all systems.
        lock = sqlite3.connect(self.root / f"{name}.lock", timeout=1200, isolation_level=None)
        with closing(lock):
            lock.execute("BEGIN EXCLUSIVE")
            if not result.is_file():
                result.write_bytes(pickle.dumps(make(self.root / name)))
        found: Result = pickle.loads(result.read_bytes())
        return found


@cache
def shipped() -> Path:
    """Copy the shipped files except documents, once per process; tests must not change them."""
    root = Path(tempfile.mkdtemp(prefix="hors-bocal-tests-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(ROOT / "layouts", root / "layouts")
    for part in ("icc", "printers"):
        shutil.copytree(ROOT / "assets" / part, root / "assets" / part)
    shutil.copy(ROOT / "assets" / "drums.yaml", root / "assets")
    _add_content(root)
    (root / "stage").mkdir()
    return root


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Use a language for messages within a ``with`` block."""
    before = language.spoken()
    language.use(spoken)
    try:
        yield
    finally:
        language.use(before)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """Return the bytes of a file that a test has made or changed."""
    stream = io.BytesIO()
    pdf.save(stream, **options)
    return stream.getvalue()


def read_yaml(text: str) -> Any:
    """Return the value of a YAML text; libyaml, where available, takes a tenth of the time."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def example_of(layout: str) -> Path:
    """Return the file of a layout's example, as small projects find it."""
    return shipped() / "layouts" / layout / "example.yaml"


def small_project(root: Path) -> Project:
    """Create a project with three sources and no document; shipped files come from shipped()."""
    _add_content(root)
    (root / "assets").mkdir()
    project = Project(root, shipped())
    # The staging folder holds layouts and fonts by digest: all projects share one by a link.
    project.cache.mkdir()
    with suppress(OSError):
        (project.cache / "stage").symlink_to(shipped() / "stage", target_is_directory=True)
    return project


def _add_content(root: Path) -> None:
    (root / "content").mkdir(parents=True)
    (root / "content" / "sources.yaml").write_text(SOURCES, "utf-8")
    (root / "content" / "organisation.yaml").write_text('name: ""\n', "utf-8")


def whole_project(root: Path) -> Project:
    """Create a small project that shares nothing: copies of all shipped files, and a stage."""
    project = small_project(root)
    own_layouts(project)
    shutil.copytree(shipped() / "assets", project.assets, dirs_exist_ok=True)
    (project.cache / "stage").unlink(missing_ok=True)
    project.cache.rmdir()
    return Project(root)


def own_layouts(project: Project) -> Path:
    """Copy all layouts into a small project, so that a test can change them; return the folder."""
    if not project.layouts.is_dir():
        shutil.copytree(shipped() / "layouts", project.layouts)
    return project.layouts


def add(project: Project, slug: str, text: str) -> Path:
    """Write a document; return its file."""
    file = project.content / f"{slug}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def with_two(project: Project) -> Project:
    """Write a tract and a poster into a project; return the project."""
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    return project


def printed(project: Project, *wanted: str, **options: Any) -> BuildReport:
    """Build documents into ``out`` of the project; ``lint=True`` also runs the rules of lint."""
    usual = {"out": project.root / "out", "lint": False}
    return build(project, wanted, Options(**{**usual, **options}))


def pages_alone(shared: BuildContext, document: Document, file: Path) -> list[bytes]:
    """Set the pages of a document in each size in which it is printed, without writing files.

    ``shared`` is the result of `preparation.prepared`. Raises ProblemError, as a build does.
    """
    tools = shared.equipment
    assert tools is not None
    outputs, _ = wanted_outputs(document, shared.options)
    plan = planned(document, file, outputs, tools, shared.options)
    requests = {one.request.as_json: one.request for one in plan}
    return [tools.typesetter.pages(one) for one in requests.values()]


def forget_pages() -> None:
    """Make Typst forget the pages that it set, and give back the memory, up to 1 GB.

    Typst keeps what its last ten runs used; the allocator of Linux keeps freed memory.
    """
    nothing = _nothing()
    for _ in range(11):
        nothing.compile()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


@cache
def _nothing() -> typst.Compiler:
    """Return a compiler of an empty page.

    Its text is a file: without one, each compiler takes one of the 65,535 numbers that Typst has
    for the files of a process.
    """
    folder = Path(tempfile.mkdtemp(prefix="hors-bocal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (empty := folder / "nothing.typ").touch()
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(empty, root=folder, font_paths=fonts, ignore_system_fonts=True)


def memory_in_use() -> int:
    """Return the memory of this process in bytes; 0 where the system has no file with it."""
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * mmap.PAGESIZE
    return 0


def page_size_mm(file: Path, index: int = 0) -> tuple[float, float]:
    """Return the width and height of a page in mm, as pdfium shows it."""
    with pypdfium2.PdfDocument(file) as pdf:
        width, height = pdf[index].get_size()
        return width / 72 * MM_PER_INCH, height / 72 * MM_PER_INCH


@lru_cache(maxsize=2)
def pictures(file: Path, dpi: int = 100) -> list[Image.Image]:
    """Return every page as a picture, drawn by pdfium."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pdf]


def grey_pictures(file: Path | bytes, dpi: int) -> list[Image.Image]:
    """Return every page in greyscale, for measures: this takes a third of the time."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]


def sign_sizes(file: Path | bytes) -> list[list[tuple[str, float]]]:
    """Return each visible character of each page with its size in points."""
    found = []
    with pypdfium2.PdfDocument(file) as pdf:
        for page in pdf:
            text = page.get_textpage()
            signs = [
                (chr(raw.FPDFText_GetUnicode(text, at)), raw.FPDFText_GetFontSize(text, at))
                for at in range(text.count_chars())
            ]
            found.append([(sign, size) for sign, size in signs if not sign.isspace()])
    return found


def page_count(file: Path) -> int:
    """Return the number of pages that pdfium finds."""
    with pypdfium2.PdfDocument(file) as pdf:
        return len(pdf)


def texts(file: Path) -> list[str]:
    """Return the text of every page, as pdfium extracts it."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def bare(text: str) -> str:
    """Return the text without white space and hyphens: the part that no line break changes."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u00ad\ufffe\u0002")


def barcodes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """Return the QR codes in a picture with their positions, read by an independent decoder."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return list(zxingcpp.read_barcodes(picture, formats=formats))


def decoded(picture: Image.Image) -> list[str]:
    """Return the texts of the QR codes in a picture."""
    return sorted(code.text for code in barcodes(picture))


class OnStep(Reporter):
    """Calls a function with each document that is done, and the number of all."""

    def __init__(self, call: Callable[[Made, int], None]) -> None:
        self.call = call

    def step(self, made: Made, total: int) -> None:
        self.call(made, total)
