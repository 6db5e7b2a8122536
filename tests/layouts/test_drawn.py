"""Stored points of drawings: they match their programs, else the programs are run."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import typst
from PIL import Image, ImageChops

from tests import drawn
from tests.helpers import ROOT

#: Drawings with strokes, curves or words: those of recipes, and two others.
COMPUTED = {
    "cut-in-two",
    "empty-chair",
    "flip-long-edge",
    "flip-short-edge",
    "fold-in-three",
    "glue-tiles",
    "push-zine",
    "second-pass",
    "slit-zine",
    "sorting-wall",
    "staple-fold",
}
NAMES = sorted(set(drawn.names()) - COMPUTED)
#: A drawing with few points, some of them turned, enlarged and mirrored.
FEW = "pigeon-camera"
#: A page with the drawing from its program, and a page with its stored points.
PAGES = f"""\
#import "/layouts/lib/drawings/{FEW}.typ": draw
#import "/layouts/lib/drawn.typ": drawer
#metadata(drawer("{FEW}", draw) == draw)<computed>
#let t = (text: black, accent: red, paper: white)
#set page(width: 100pt, height: 100pt, margin: 0pt)
#place(draw(t))
#pagebreak()
#place((drawer("{FEW}", draw))(t))
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a copy of the library with the files of this drawing, for tests to change."""
    needed = [*(drawn.LIBRARY / "drawing-tools").iterdir(), *drawn.DRAWN.glob("[it]*")]
    needed += [drawn.LIBRARY / "drawn.typ", drawn.LIBRARY / f"drawings/{FEW}.typ"]
    needed.append(drawn.DRAWN / f"{FEW}.cbor")
    for file in needed:
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "pages.typ").write_text(PAGES, "utf-8")
    return tmp_path / "layouts/lib"


def is_computed(library: Path) -> bool:
    root = library.parent.parent
    file = root / "pages.typ"
    found = typst.query(file, "<computed>", root=root, field="value", one=True)
    return bool(json.loads(found))


def test_all_points_are_of_the_drawings_and_tools_as_they_are() -> None:
    """If this fails, run: make drawings."""
    found = {name: (drawn.DRAWN / f"{name}.cbor").read_bytes() for name in NAMES}
    for name, content in found.items():
        source = (drawn.LIBRARY / f"drawings/{name}.typ").read_text("utf-8")
        assert content.startswith(drawn.encoded([source, 0])[:-1]), name
    assert (drawn.DRAWN / "tools.cbor").read_bytes() == drawn.encoded(drawn.tools())
    assert (drawn.DRAWN / "index.typ").read_text("utf-8") == drawn.index(found)
    assert len([*drawn.DRAWN.iterdir()]) == len(NAMES) + 2


def test_points_are_computed_again_as_they_were() -> None:
    assert drawn.file_of(FEW) == (drawn.DRAWN / f"{FEW}.cbor").read_bytes()


def test_what_has_strokes_is_not_told_in_polygons() -> None:
    with pytest.raises(drawn.NoPolygonsError):
        drawn.shapes_of("staple-fold")


def test_points_look_like_what_the_program_draws(library: Path) -> None:
    assert not is_computed(library)
    root = library.parent.parent
    pages = typst.compile(
        root / "pages.typ", root=root, format="png", ppi=288, ignore_system_fonts=True
    )
    assert isinstance(pages, list)
    computed, read = (Image.open(io.BytesIO(page)).convert("L") for page in pages)
    assert computed.getextrema() == (0, 255)
    # Rounding by a hundredth of a unit changes the grey of edges; no pixel changes altogether.
    most = ImageChops.difference(computed, read).getextrema()[1]
    assert isinstance(most, int) and most < 110


@pytest.mark.parametrize("changed", [f"drawings/{FEW}.typ", "drawing-tools/hands.typ"])
def test_a_drawing_that_is_changed_is_computed(changed: str, library: Path) -> None:
    with (library / changed).open("a", encoding="utf-8") as file:
        file.write("// Changed.\n")
    assert is_computed(library)


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65535, 65536, -1, -24, -25, -256, -65537])
def test_numbers_are_in_cbor(number: int, tmp_path: Path) -> None:
    (tmp_path / "a.cbor").write_bytes(drawn.encoded([number, "né"]))
    file = tmp_path / "a.typ"
    file.write_text('#metadata(cbor("a.cbor"))<read>', "utf-8")
    assert json.loads(typst.query(file, "<read>", field="value", one=True)) == [number, "né"]
