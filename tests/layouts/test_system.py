"""Themes and drawings as files; formats, outputs and companion pages of layouts."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml

from tests.helpers import (
    LAYOUT_FOLDERS,
    ROOT,
    add,
    example_of,
    own_layouts,
    page_size_mm,
    printed,
    read_yaml,
    small_project,
    whole_project,
)
from zines.base.options import Options
from zines.base.outputs import of_format, outputs_of
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.workshop.project import Project

NAMES = layouts.names(LAYOUT_FOLDERS)
#: Companion pages of output files, and of drawings: set like layouts, but no document can use them.
COMPANIONS = ["_announcement", "_drawing", "_order", "_overlay", "_recipe"]
_LENGTH = re.compile(r"(?<![\w.])(?!0(?:mm|pt|em|cm)\b)\d+(?:\.\d+)?(?:mm|pt|cm)\b")
_COLOUR = re.compile(r"\b(?:cmyk|rgb|luma|oklab|color\.\w+)\(|#[0-9a-f]{6}\b|\bblack\b(?=[,)])")
_FONT = re.compile(r'\bfont: *"')


def example(name: str) -> str:
    return (ROOT / "layouts" / name / "example.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", [*NAMES, *COMPANIONS])
def test_a_layout_has_no_colour_and_its_lengths_have_names(name: str) -> None:
    for file in (ROOT / "layouts" / name).glob("*.typ"):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            code = line.split("//")[0]
            assert not _COLOUR.search(code), f"{file.name}:{number}: {line}"
            assert not _FONT.search(code), f"{file.name}:{number}: {line}"
            # Lengths of a layout are named constants.
            named = re.match(r"#let [\w-]+ = ", line)
            assert named or not _LENGTH.search(code), f"{file.name}:{number}: {line}"


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_page_that_goes_with_a_file_is_no_layout_of_a_document(name: str, tmp_path: Path) -> None:
    assert (ROOT / "layouts" / name / "layout.typ").is_file() and name not in NAMES
    document = {"layout": name, "title": "x", "date": "2026-11-24", "description": "x"}
    project = small_project(tmp_path)
    file = add(project, "essais/essai", yaml.safe_dump(document))
    (problem,) = printed(project, str(file)).problems
    assert problem.code == "unknown-layout" and "_" not in problem.hint


@pytest.mark.parametrize("kind", ["drawings", "themes"])
def test_each_file_of_drawings_and_themes_can_be_named_and_nothing_else(kind: str) -> None:
    files = {file.stem for file in (ROOT / "layouts/lib" / kind).iterdir()}
    assert layouts.names_in(LAYOUT_FOLDERS, kind) == sorted(files)
    schema = layouts.load(LAYOUT_FOLDERS, "poster").schema
    offered = {"drawings": schema["$defs"]["drawing"], "themes": schema["properties"]["theme"]}
    assert offered[kind]["enum"] == sorted(files)


def test_names_of_several_folders_are_one_list(tmp_path: Path) -> None:
    drawings = tmp_path / "layouts/lib/drawings"
    drawings.mkdir(parents=True)
    for name in ("zebre", "bent-back", "_pens"):
        (drawings / f"{name}.typ").touch()
    folders = SearchPath((tmp_path / "layouts", *LAYOUT_FOLDERS.folders, tmp_path))
    shipped = layouts.names_in(LAYOUT_FOLDERS, "drawings")
    both = layouts.names_in(folders, "drawings")
    assert both == sorted([*shipped, "zebre"])
    schema = layouts.load(folders, "poster").schema
    assert schema["$defs"]["drawing"]["enum"] == both


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """Return a project with empty folders for drawings and themes, over a shipped one."""
    for kind in ("drawings", "themes"):
        (tmp_path / "chez-nous/layouts/lib" / kind).mkdir(parents=True)
    return Project(tmp_path / "chez-nous", whole_project(tmp_path / "installation").root)


SUN = """
#import "../drawing-tools/pen.typ": disc
#let description = "Dessin : un soleil."
#let draw(t) = disc(t.accent, 50, 50, 40)
"""


def test_a_new_drawing_and_a_new_theme_are_each_one_file(own: Project) -> None:
    lib = own.root / "layouts/lib"
    (lib / "drawings/soleil.typ").write_text(SUN, "utf-8")
    calm = (ROOT / "layouts/lib/themes/calme.typ").read_text("utf-8")
    assert "cmyk(85%, 25%, 45%, 35%)" in calm
    # Another accent, to recognise its pages.
    night = calm.replace("cmyk(85%, 25%, 45%, 35%)", "cmyk(80%, 60%, 0%, 20%)")
    (lib / "themes/nuit.typ").write_text(night, "utf-8")
    document = read_yaml(example("poster")) | {"theme": "nuit", "drawing": "soleil", "qr": []}
    # (An event has a code, which is a figure too.)
    for key in ("drawing_alt", "event"):
        document.pop(key, None)
    file = add(own, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    report = printed(own, str(file), roles=("reader",))
    assert not report.problems
    (one,) = (report.out / one["path"] for made in report.made for one in made.files)
    with pikepdf.open(one) as pdf:
        figures = [str(item.Alt) for item in pdf.objects if _is_figure(item)]
        assert figures == ["Dessin : un soleil."]
        content = b"".join(
            item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)
        )
    assert b"0.8 0.6 0 0.2 k\n" in content


def _is_figure(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"


@pytest.mark.parametrize(
    ("file", "text", "lacking"),
    [
        ("drawings/soleil.typ", "#let draw(t) = []", "`soleil` does not contain `description`"),
        ("drawings/soleil.typ", '#let description = ""', "`soleil` does not contain `draw`"),
        ("themes/nuit.typ", "#let radius = 0mm", "`nuit` does not contain `palettes`"),
    ],
)
def test_what_a_new_file_lacks_is_named(file: str, text: str, lacking: str, own: Project) -> None:
    (own.root / "layouts/lib" / file).write_text(text, "utf-8")
    named = {Path(file).parent.name.removesuffix("s"): Path(file).stem}
    document = read_yaml(example("poster")) | named
    document.pop("drawing_alt", None)
    add(own, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    problem, *_ = printed(own, "essais/essai", roles=("reader",)).problems
    assert problem.code == "typst" and lacking in problem.message


@pytest.mark.parametrize(
    ("key", "file", "written"),
    [("drawing", "drawings/soleil.typ", "soleill"), ("theme", "themes/nuit.typ", "nuits")],
)
def test_a_misspelt_name_of_a_new_file_is_met_with_the_right_one(
    key: str, file: str, written: str, own: Project
) -> None:
    (own.root / "layouts/lib" / file).write_text("", "utf-8")
    document = read_yaml(example("poster")) | {key: written}
    text = add(own, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    (problem,) = printed(own, str(text), roles=("reader",)).problems
    assert written in problem.message and f"'{Path(file).stem}'" in problem.hint


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_can_stand_in_every_layout_that_has_one(name: str) -> None:
    def drawings(schema: object) -> list[object]:
        if not isinstance(schema, dict):
            return []
        offered = schema.get("properties", {})
        found = [offered["drawing"]] if "drawing" in offered else []
        return found + [one for inner in schema.values() for one in drawings(inner)]

    own = read_yaml((ROOT / "layouts" / name / "schema.yaml").read_text("utf-8"))
    for one in drawings(own):
        assert isinstance(one, dict) and one.get("$ref") == "#/$defs/drawing"


# (Typst caches the drawings of a layout for the other ink.)
@pytest.mark.parametrize("ink", ["colour", "black"])
@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.xdist_group(f"quiet-{one}")) for one in NAMES]
)
def test_the_quiet_theme_swaps_in_and_changes_no_layout(
    name: str, ink: str, tmp_path: Path
) -> None:
    project = small_project(tmp_path)
    document = read_yaml(example(name)) | {"theme": "calme"}
    file = add(project, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    assert not printed(project, str(file), roles=("reader",), ink=ink).problems


@pytest.mark.parametrize(
    ("wanted", "width", "height"), [("a6", 105, 148), ("a5", 148, 210), ("a4", 210, 297)]
)
def test_a_tract_has_the_format_that_its_document_says(
    wanted: str, width: float, height: float, tmp_path: Path
) -> None:
    project = small_project(tmp_path)
    document = read_yaml(example("tract")) | {"format": wanted, "qr": []}
    for key in (
        ("slip", "figure", "front_pictures", "front_meeting", "hours") if wanted == "a6" else ()
    ):
        del document[key]
    file = add(project, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    report = printed(project, str(file))
    assert not report.problems
    files = [one for made in report.made for one in made.files]
    (reader,) = (one for one in files if one["role"] == "reader")
    assert page_size_mm(report.out / reader["path"], 0) == pytest.approx((width, height), abs=0.1)
    (sheets,) = (one for one in files if one["role"] == "sheets")
    assert sheets["up"] == {"a6": 4, "a5": 2, "a4": 1}[wanted]
    assert sorted(sheets["sheet_mm"]) == [210, 297]


def test_every_format_has_its_outputs() -> None:
    for name in NAMES:
        layout = layouts.load(LAYOUT_FOLDERS, name)
        formats = layout.schema["properties"].get("format", {}).get("enum", [""])
        assert {one.format for one in layout.outputs} == set(formats), name
        for one in formats:
            assert {"reader"} <= {output.role for output in of_format(layout.outputs, one)}


def test_a_format_without_outputs_is_told(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    schema = own_layouts(project) / "tract" / "schema.yaml"
    text = schema.read_text("utf-8")
    assert "[a6, a5, a4]" in text
    schema.write_text(text.replace("[a6, a5, a4]", "[a6, a5, a4, a3]"), "utf-8")
    document = read_yaml(example("tract")) | {"format": "a3"}
    file = add(project, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    for roles in ((), ("press",)):
        (problem,) = printed(project, str(file), roles=roles).problems
        assert (problem.code, problem.path) == ("no-output", "layouts/tract/outputs.yaml")
        assert "'a3'" in problem.message


def test_in_large_print_only_what_is_one_page_is_put_together_from_sheets(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    large = {"roles": ("tiles",), "large_print": True}
    (problem,) = printed(project, str(example_of("wall-chart")), **large).problems
    assert problem.code == "no-output" and "as tiles in large print" in problem.message
    report = printed(project, str(example_of("poster")), **large)
    assert not report.problems and report.made[0].files


@pytest.mark.parametrize(
    ("layout", "names"),
    [("poster", ["deux", "quatre"]), ("statute", ["deux"]), ("wall-chart", ["deux", "quatre"])],
)
def test_a_poster_named_by_its_sheets_takes_no_more(
    layout: str, names: list[str], tmp_path: Path
) -> None:
    """An A2 took eight sheets, one of them blank and one with the licence alone: each is glued."""
    report = printed(small_project(tmp_path), str(example_of(layout)), roles=("tiles",))
    pages = {Path(file["path"]).stem: file["pdf_pages"] for file in report.made[0].files}
    for name, sheets in zip(names, (2, 4), strict=False):
        # (The last page is the plan.)
        found = [count for file, count in pages.items() if file.endswith(f"assembler-{name}-a4")]
        assert found == [sheets + 1]


def test_what_is_made_on_request_is_made_for_its_role_alone() -> None:
    outputs = layouts.load(LAYOUT_FOLDERS, "poster").outputs
    usual, _ = outputs_of(outputs, 1, Options(Path("out")))
    assert {output.role for output in usual} == {"reader", "sheets"}
    tiles, missing = outputs_of(outputs, 1, Options(Path("out"), roles=("tiles",)))
    assert [output.imposition["poster"] for output in tiles] == [
        "273x386mm",
        "390x551mm",
        "a1",
        "a0",
    ]
    press, _ = outputs_of(outputs, 1, Options(Path("out"), roles=("press",)))
    assert [output.trim for output in press] == ["a3", "a2"]
    plates, _ = outputs_of(outputs, 1, Options(Path("out"), roles=("plates",)))
    # A risograph prints at most A3.
    assert [output.trim for output in plates] == ["a4", "a3"]
    assert not missing


def test_the_number_of_a_century_is_set_in_small_capitals(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    document = read_yaml(example("poster")) | {"line": "Au XXe siècle, Louis XX.", "qr": []}
    file = add(project, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    report = printed(project, str(file), roles=("reader",))
    (one,) = (report.out / one["path"] for made in report.made for one in made.files)
    with pypdfium2.PdfDocument(one) as pdf:
        words = pdf[0].get_textpage()
        text = words.get_text_range()
        century, king = text.index("XXe"), text.index("XX.")
        small, large = (
            top - bottom
            for left, bottom, right, top in (words.get_charbox(at) for at in (century, king))
        )
    assert small < 0.85 * large
