"""The walls of the house, read off the imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.helpers import ROOT

STATIONS = ("manuscript", "composition", "imposition", "prepress")
#: Reading any PDF is the work of several modules; the rules of preflight are pure.
PREFLIGHT_READING = {
    "colour_operators",
    "colours",
    "fonts",
    "objects",
    "painting",
    "pen",
    "pictures",
    "reading",
    "text_operators",
}
#: The modules of prepress that write PDFs.
PREPRESS_WRITING = (
    "colour_streams",
    "condition",
    "drawings",
    "figures",
    "finishing",
    "images",
    "overprint",
    "plates",
    "press",
    "reader",
)
#: The modules of imposition that read or write PDFs.
IMPOSITION_TOUCHING = ("source", "soundness", "flattening", "drawing", "undoing", "own_sheets")
#: Each outside library has the only modules that may name it.
TOUCHED_BY = {
    "yaml": {"manuscript/yaml_reader.py"},
    "jsonschema_rs": {"manuscript/schema.py"},
    "markdown_it": {"manuscript/markdown.py"},
    "pyphen": {"manuscript/hyphenation.py"},
    "typst": {"composition/typesetting.py"},
    "qrcode": {"composition/qr.py"},
    "PIL": {"composition/pictures.py", "prepress/pixels.py", "prepress/preflight/pictures.py"},
    "pikepdf": {f"imposition/{name}.py" for name in IMPOSITION_TOUCHING}
    | {f"prepress/{name}.py" for name in PREPRESS_WRITING}
    | {f"prepress/preflight/{name}.py" for name in PREFLIGHT_READING},
    "pypdfium2": {"prepress/preflight/qr_reader.py"},
    "zxingcpp": {"prepress/preflight/qr_reader.py"},
    "click": {"counter.py"},
}
#: The modules that know the stations.
KNOWING = {
    f"{name}.py"
    for name in ("workshop", "run", "shared", "job", "making", "pictured", "sheets", "checking")
}
MODULES = sorted((ROOT / "zines").rglob("*.py"))


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            module = node.module or ""
            found.add(module)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def named(file: Path) -> str:
    return file.relative_to(ROOT / "zines").as_posix()


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_library_is_named_by_its_one_module(file: Path) -> None:
    tops = {name.split(".")[0] for name in imports(file)}
    for library, allowed in TOUCHED_BY.items():
        assert library not in tops or named(file) in allowed


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_stations_do_not_know_each_other(file: Path) -> None:
    own = named(file).split("/")[0]
    for name in imports(file):
        parts = name.split(".")
        if parts[0] == "zines" and len(parts) > 1 and parts[1] in STATIONS:
            assert parts[1] == own or own in KNOWING, f"{named(file)} imports {name}"


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_station_imports_no_workshop(file: Path) -> None:
    if named(file).split("/")[0] in STATIONS:
        knowing = {f"zines.{name.removesuffix('.py')}" for name in KNOWING}
        assert not imports(file) & (knowing | {"zines.memory", "zines.manifest"})


def test_the_counter_knows_no_station() -> None:
    names = imports(ROOT / "build.py")
    assert not any(name.startswith(f"zines.{station}") for name in names for station in STATIONS)


@pytest.mark.parametrize("file", [*MODULES, ROOT / "build.py"], ids=lambda file: file.name)
def test_modules_stay_short(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 320


def test_only_one_place_knows_points_per_inch() -> None:
    knowing = [named(file) for file in MODULES if "25.4" in file.read_text("utf-8")]
    assert knowing == ["units.py"]


def test_typst_never_evaluates_or_parses_content() -> None:
    for file in (ROOT / "layouts").rglob("*.typ"):
        text = file.read_text("utf-8")
        assert "eval(" not in text and "yaml(" not in text, file
