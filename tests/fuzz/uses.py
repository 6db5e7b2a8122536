"""Use a case as the commands of the program do; one function for each kind of case.

Each function raises an exception for a fault: any exception that is not one of the program's own,
or :class:`NamelessError` for a finding without the name of its file. Each gets a folder, and writes
nowhere else.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from click.testing import CliRunner

from tests.fuzz import seeds
from tests.helpers import ASSETS, LAYOUT_FOLDERS, POSTER, ROOT, TRACT, add, saved, whole_project
from tests.imposition.pdfs import A4, pages
from zines import preflight
from zines.base.options import Options
from zines.base.paper import size_named
from zines.base.problems import (
    Problem,
    ProblemError,
    UsageError,
    as_github,
    as_json,
    as_text,
    at,
)
from zines.base.search_path import SearchPath
from zines.cli.main import cli
from zines.composition import pictures
from zines.imposition.plans.request import ImpositionRequest, requested
from zines.manuscript import documents, layouts, lint, printers
from zines.manuscript import sources as listed
from zines.manuscript.documents import Reading
from zines.manuscript.groups import organisation
from zines.manuscript.yaml_files import yaml_reader
from zines.pdf.opening.errors import PdfError
from zines.prepress.inks import ink_separation, output_intent
from zines.workshop import build as building
from zines.workshop import checking
from zines.workshop.production import imposing, layout_outputs
from zines.workshop.project import Project

_NAME = "essai"


class NamelessError(Exception):
    """A finding does not name its file, or contains control characters of a terminal."""


def check_shown(problems: Iterable[Problem]) -> None:
    """Raise NamelessError unless each problem names its file and can be shown in every form."""
    found = list(problems)
    for one in found:
        if not one.path or not one.message.strip() or not one.code:
            raise NamelessError(repr(one))
        for line in f"{as_text(one)}\n{as_github(one)}".split("\n"):
            _check_seen(line)
    json.loads(as_json(found))


def _check_seen(line: str) -> None:
    """Raise NamelessError for a line with control characters."""
    if any(sign < " " or sign == "\x7f" for sign in line):
        raise NamelessError(repr(line))


def _own(action: Callable[[], object]) -> None:
    """Run the action; errors of the program itself are not faults, and are only checked."""
    try:
        action()
    except ProblemError as error:
        check_shown(error.problems)
    except (PdfError, UsageError) as error:
        if not str(error).strip():
            raise NamelessError(repr(error)) from error


def _written(content: bytes, folder: Path, ending: str) -> Path:
    file = folder / f"{_NAME}{ending}"
    file.write_bytes(content)
    return file


@cache
def _reading() -> Reading:
    known = listed.load(ROOT / "content/sources.yaml", "s", layouts.shipped_schema("sources"))
    return Reading(LAYOUT_FOLDERS, ASSETS, known)


def text(content: bytes, folder: Path) -> None:
    """Read and check a document, as ``check`` does."""
    file = _written(content, folder, ".yaml")
    reading = _reading()
    try:
        parsed = yaml_reader.read_on(file, file.name)
    except ProblemError as error:
        check_shown(error.problems)
        return
    try:
        documents.from_parsed(parsed, file, _NAME, reading)
    except ProblemError as error:
        check_shown(at(error.problems, file.name))
    try:
        layout = reading.layout(str(parsed.value.get("layout")))
    except ProblemError:
        return
    check_shown(lint.document(parsed, layout, reading.sources))
    lint.cited(parsed, layout)


def edition(content: bytes, folder: Path) -> None:
    """Read and check the file of a group, as an edition and as the neutral one."""
    file = _written(content, folder, ".yaml")
    for is_edition in (True, False):
        _own(lambda: organisation.load(file, file.name, ASSETS, edition=is_edition))  # noqa: B023
    _own(lambda: check_shown(lint.organisation(yaml_reader.read_on(file, file.name))))


def sources(content: bytes, folder: Path) -> None:
    """Read and check a list of sources."""
    file = _written(content, folder, ".yaml")
    _own(lambda: listed.load(file, file.name, layouts.shipped_schema("sources")))
    _own(lambda: check_shown(lint.sources(yaml_reader.read_on(file, file.name))))


def printer(content: bytes, folder: Path) -> None:
    """Read a file as the requirements of a printer, and as a list of drums."""
    file = _written(content, folder, ".yaml")
    _own(lambda: preflight.limits_of(printers.load(file, file.name, ASSETS)))
    _own(lambda: printers.drums(file, file.name))


def picture(content: bytes, folder: Path) -> None:
    """Prepare a picture or an SVG, for colour and for black."""
    file = _written(content, folder, ".bin")
    for ink in ("colour", "black"):
        _own(lambda: pictures.prepared(file, file.name, ink))  # noqa: B023


def profile(content: bytes, folder: Path) -> None:
    """Check a profile, and separate colours by it if it is valid."""
    file = _written(content, folder, ".icc")
    try:
        output_intent.check(file)
        ink_separation.Separation(file, 300)
    except (output_intent.ConditionError, ink_separation.SeparationError) as error:
        if not str(error).strip():
            raise NamelessError(repr(error)) from error


@cache
def _blank() -> bytes:
    """Return blank pages in place of recipes and slugs, which Typst would take long to set."""
    return pages(40, A4)


def _imposed(content: bytes, wanted: ImpositionRequest, chosen: str = "") -> bytes:
    with ThreadPoolExecutor(1) as pool:
        return imposing.imposed(content, wanted, lambda _: _blank(), pool, chosen=chosen).content


_WAYS = [
    ImpositionRequest("saddle-stitch", size_named("a2"), marks=("crop", "slug")),
    ImpositionRequest("repeat", A4, up=1, scale="fit"),
]


def pdf(content: bytes, folder: Path) -> None:
    """Check a PDF without drawing it, impose it, and undo the imposition."""
    check_shown(preflight.proved(content, "essai.pdf", preflight.PrinterLimits()))
    for way in _WAYS:
        _own(lambda: _sound(_imposed(content, way)))  # noqa: B023
    _own(
        lambda: _sound(imposing.unimposed_pages(content, ImpositionRequest("n-up", A4), None, 0)[0])
    )


def _sound(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as opened:
        for page in opened.pages:
            assert len(page.MediaBox) == 4


def content(tokens: bytes, folder: Path) -> None:
    """Put operators on a page, and use this PDF."""
    with pikepdf.open(io.BytesIO(seeds.pdfs()[0])) as opened:
        opened.pages[0].obj.Contents = opened.make_stream(tokens)
        pdf(saved(opened), folder)


def options(asked: bytes, folder: Path) -> None:
    """Impose a good file with any options."""
    value: dict[str, Any] = json.loads(asked)
    made = pages(5, A4) if value["file"] == 3 else seeds.pdfs()[value["file"]]

    def impose() -> None:
        wanted = requested(
            {"schema": value["schema"], **value["options"]}, size_named(value["sheet"])
        )
        _sound(_imposed(made, wanted, value["pages"]))

    _own(impose)


def whole(content: bytes, folder: Path) -> None:
    """Check a PDF as the command does: pages are drawn, to read QR codes and inks."""
    file = _written(content, folder, ".pdf")
    check_shown(preflight.run(file, file.name))
    pdf(content, folder)


def _project(folder: Path) -> Project:
    root = folder / "project"
    return Project(root) if root.is_dir() else whole_project(root)


def build(content: bytes, folder: Path) -> None:
    """Check and build a document in every role, as the commands do."""
    project = _project(folder)
    file = project.content / "tracts" / f"{_NAME}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    _own(lambda: check_shown(checking.check(project, ("tracts/essai",))))
    asked = Options(project.out, workers=1, force=True, lint=False)
    _own(lambda: check_shown(building.build(project, ("tracts/essai",), asked).problems))


def logo(content: bytes, folder: Path) -> None:
    """Print a poster with an SVG as its logo, in every ink."""
    project = _project(folder)
    (project.assets / "logo.svg").write_bytes(content)
    (project.content / "organisation.yaml").write_text("logo: logo.svg\n", "utf-8")
    (project.content / "posters").mkdir(exist_ok=True)
    (project.content / "posters/essai.yaml").write_text(POSTER, "utf-8")
    for ink in ("", "black"):
        asked = Options(project.out, workers=1, force=True, ink=ink, lint=False)
        _own(lambda: check_shown(building.build(project, ("posters/essai",), asked).problems))  # noqa: B023


def layout(content: bytes, folder: Path) -> None:
    """Read a user's layout whose list of outputs is damaged."""
    own = folder / "layouts" / "mien"
    if not own.is_dir():
        shutil.copytree(ROOT / "layouts" / "tract", own)
    (own / "outputs.yaml").write_bytes(content)
    places = SearchPath((folder / "layouts", *LAYOUT_FOLDERS.folders))

    def load() -> None:
        found = layouts.load(places, "mien")
        check_shown(layout_outputs.wrong_outputs(found.name, found.outputs, found.pages))

    _own(load)


def command(asked: bytes, folder: Path) -> None:
    """Call the program with any arguments, in a folder with a document and a PDF."""
    project = _project(folder)
    add(project, "tracts/essai", TRACT)
    (project.root / "essai.pdf").write_bytes(seeds.pdfs()[0])
    with contextlib.chdir(project.root):
        result = CliRunner().invoke(cli, json.loads(asked))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    for line in result.output.replace("\r", "\n").split("\n"):
        _check_seen(line)
    if result.exit_code not in (0, 1, 2) or "Traceback" in result.output:
        raise NamelessError(f"exit code {result.exit_code}: {result.output[:500]}")
