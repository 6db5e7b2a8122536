"""The rules of structure: which modules may import which, and how large they may be."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Container
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers import ROOT

_WITH_PDF = {"base", "pdf"}
#: What each room may import beside itself; only the workshop knows all.
MAY_IMPORT: dict[str, set[str]] = {
    "base": set(),
    "pdf": {"base"},
    "manuscript": {"base"},
    "composition": {"base"},
    "imposition": _WITH_PDF,
    "prepress": _WITH_PDF,
    "preflight": _WITH_PDF,
    "workshop": {"manuscript", "composition", "imposition", "prepress", "preflight", *_WITH_PDF},
    "web": {"workshop", "base"},
    "cli": {"workshop", "web", "base"},
}
#: What each part of a room may import from the same room; "" means modules in no part.
PARTS: dict[str, dict[str, set[str]]] = {
    "workshop": {
        "cache": {""},
        "production": {"", "cache"},
        "catalogue": {"", "production"},
        "groups": {"", "cache", "production"},
        "atelier": {"", "cache", "production", "catalogue", "groups"},
    },
    "imposition": {"plans": set(), "sheets": {"plans"}},
    "manuscript": {
        "yaml_files": {"schemas"},
        "french": {""},
        "schemas": {"", "yaml_files", "groups", "french"},
        "groups": {"", "yaml_files", "schemas", "french", "lint"},
        "lint": {"", "yaml_files", "schemas", "french"},
    },
}
#: For each outside library, the only rooms or modules that may import it.
NAMED_BY = {
    "yaml": {"manuscript/yaml_files/yaml_reader.py"},
    "jsonschema_rs": {"manuscript/schemas/schema.py"},
    "markdown_it": {"manuscript/markdown.py"},
    "pyphen": {"manuscript/french/hyphenation.py"},
    "typst": {"composition/typesetting.py", "composition/one_drawing.py"},
    "watchfiles": {"workshop/file_changes.py"},
    "qrcode": {"composition/qr.py"},
    "PIL": {
        "composition/pictures.py",
        "prepress/inks/ink_separation.py",
        "pdf/resources/picture_damage.py",
        "pdf/resources/pictures.py",
    },
    "pikepdf": {"pdf", "prepress", "preflight/reading.py", "imposition/sheets"},
    "pypdfium2": {"preflight/qr_reader.py", "pdf/page_pictures.py"},
    "zxingcpp": {"preflight/qr_reader.py"},
    "starlette": {"web"},
    "uvicorn": {"web/serving.py"},
    "jinja2": {"web/templating.py"},
    "ruamel": {"manuscript/yaml_files/yaml_writer.py"},
    "click": {"cli"},
    "rich": {"cli/progress.py", "cli/terminal.py"},
}
MODULES = sorted((ROOT / "zines").rglob("*.py"))
TYPST = sorted((ROOT / "layouts").rglob("*.typ"))


@cache
def statements(file: Path) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports of a module, also those within functions."""
    walked = ast.walk(ast.parse(file.read_text("utf-8")))
    return [node for node in walked if isinstance(node, (ast.Import, ast.ImportFrom))]


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in statements(file):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        else:
            assert node.level == 0, f"{file}: relative import"
            module = node.module or ""
            found.add(module)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def named(file: Path) -> str:
    return file.relative_to(ROOT / "zines").as_posix()


def test_every_room_has_its_walls() -> None:
    rooms = {named(file).split("/")[0] for file in MODULES} - {"__init__.py"}
    assert rooms == set(MAY_IMPORT)


def test_a_library_is_named_where_it_belongs() -> None:
    astray = []
    for file in MODULES:
        tops = {name.split(".")[0] for name in imports(file)}
        for library, allowed in NAMED_BY.items():
            if library in tops and not named(file).startswith(tuple(allowed)):
                astray.append(f"{named(file)} names {library}")
    assert astray == []


def test_rooms_import_only_what_they_may() -> None:
    astray = []
    for file in MODULES:
        room = named(file).split("/")[0]
        for name in imports(file):
            other = name.split(".")[1] if name.startswith("zines.") else ""
            if other in MAY_IMPORT and other not in {room, *MAY_IMPORT[room]}:
                astray.append(f"{named(file)} imports {name}")
    assert astray == []


def test_parts_of_a_room_import_only_what_they_may() -> None:
    astray = []
    for room, parts in PARTS.items():
        modules = {named(file).removesuffix(".py").replace("/", ".") for file in MODULES}
        for file in (ROOT / "zines" / room).rglob("*.py"):
            part = _part(file.relative_to(ROOT / "zines" / room).as_posix())
            for name in imports(file) & {f"zines.{module}" for module in modules}:
                if not name.startswith(f"zines.{room}.") or part not in parts:
                    continue
                other = _part(name.removeprefix(f"zines.{room}.").replace(".", "/"))
                if other not in {part, *parts[part]}:
                    astray.append(f"{named(file)} imports {name}")
    assert astray == []
    assert all((ROOT / "zines" / room / part).is_dir() for room in PARTS for part in PARTS[room])


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Imports within functions count too: a module depends only on what it imports."""
    known = {
        f"zines.{named(file).removesuffix('.py').replace('/', '.').removesuffix('.__init__')}": file
        for file in MODULES
    }
    order = TopologicalSorter({name: _imported(file, known) for name, file in known.items()})
    assert {*order.static_order()} == {*known}


def _imported(file: Path, known: Container[str]) -> set[str]:
    """Return the modules that a file imports from; the package, for names of its __init__."""
    found: set[str] = set()
    for node in statements(file):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            wholes = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {one if one in known else node.module for one in wholes}
    return {one for one in found if one in known}


def _part(path: str) -> str:
    return path.split("/", maxsplit=1)[0] if "/" in path else ""


def test_a_folder_of_modules_can_be_read_at_a_glance() -> None:
    folders = {file.parent for file in MODULES}
    assert {str(one) for one in folders if len([*one.glob("*.py")]) > 30} == set()


def test_modules_stay_short() -> None:
    files = [*MODULES, ROOT / "build.py", *TYPST]
    assert [str(file) for file in files if len(file.read_text("utf-8").splitlines()) > 300] == []


def names_that_are_not_used(text: str) -> list[str]:
    """Return the names that a Typst file imports and does not use, except by ``*``."""
    code = re.sub(r"(?m)^#import .*$|(?:^|\s)//.*$", "", text)
    names = [
        name.strip()
        for line in re.findall(r'(?m)^#import "[^"]*": ([^*\n]+)$', text)
        for name in line.split(",")
    ]
    # A minus sign before a name is not part of it: ``-gap``.
    return [name for name in names if not re.search(rf"(?<!\w)(?<!\w-){name}(?![\w-])", code)]


def test_layouts_import_only_what_they_use() -> None:
    unused = [
        (str(file), name)
        for file in TYPST
        for name in names_that_are_not_used(file.read_text("utf-8"))
    ]
    assert unused == []


def test_an_import_that_is_not_used_is_found() -> None:
    text = '#import "a.typ": gap, sign, wide\n// wide\n#v(-gap)\n#let signature = resign\n'
    assert names_that_are_not_used(text) == ["sign", "wide"]


def test_only_one_place_knows_points_per_inch() -> None:
    knowing = [named(file) for file in MODULES if "25.4" in file.read_text("utf-8")]
    assert knowing == ["base/units.py"]


def test_typst_never_evaluates_or_parses_content() -> None:
    for file in (ROOT / "layouts").rglob("*.typ"):
        text = file.read_text("utf-8")
        assert "eval(" not in text and "yaml(" not in text, file


def test_tests_in_a_browser_wait_for_functions() -> None:
    """Playwright evaluates an expression in the page when it has to wait, which its CSP forbids."""
    an_expression = re.compile(r"""wait_for_function\(\s*f?"(?!\(\) =>)""")
    assert an_expression.search("page.wait_for_function(\n    \"document.title === ''\")")
    for file in sorted((ROOT / "tests").rglob("*.py")):
        if file != Path(__file__):
            assert not an_expression.search(file.read_text("utf-8")), file


@pytest.mark.xdist_group("structure")
def test_the_tests_of_a_group_run_in_one_worker(request: pytest.FixtureRequest) -> None:
    """Else each worker starts browsers of its own, and sets the same pages again."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@structure")
