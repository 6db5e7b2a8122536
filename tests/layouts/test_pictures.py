"""Each layout looks like its reference picture.

``make pictures`` writes the references of layouts and components that differ
(``python -m tests.layouts.test_pictures tract``: those of one layout or component). Look at them
before a commit.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from tests.components import pictures as components
from tests.helpers import ROOT, own_layouts, pictures, small_project
from tests.layouts import looks
from tests.layouts.looks import Look
from zines.base.options import BuildReport

FOLDER = Path(__file__).parent / "pictures"
#: Layouts with a reference for every theme in every ink; the others have one reference.
MATRIX = ("poster", "tract")
LOOKS = [Look(name) for name in looks.NAMES if name not in MATRIX] + [
    Look(*ways) for ways in product(MATRIX, looks.THEMES, looks.INKS)
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_layout_looks_as_it_did(
    look: Look, examples: dict[str, BuildReport], tmp_path: Path
) -> None:
    if look == Look(look.layout):
        report = examples[look.layout]
        (reader,) = (one for one in report.made[0].files if one["role"] == "reader")
        picture = looks.strip(pictures(report.out / reader["path"], looks.DPI))
    else:
        picture = looks.seen(look, small_project(tmp_path))
    wrong = looks.compared(FOLDER / f"{look}.png", picture)
    assert not wrong, wrong


def test_there_is_no_picture_of_what_is_gone() -> None:
    left = {file.stem for file in FOLDER.glob("*.png")} - {str(look) for look in LOOKS}
    assert not left, f"{sorted(left)}: {looks.RENEW}"


BROKEN = {
    "a margin of 2 mm more": ("lib/theme.typ", "edge: 7mm", "edge: 9mm"),
    "a margin of 1 mm more": ("lib/theme.typ", "edge: 7mm", "edge: 8mm"),
    "another weight": (
        "lib/main.typ",
        "layout.render(document)",
        '[#set std.text(weight: "semibold")\n#layout.render(document)]',
    ),
    "another accent": (
        "lib/themes/affiche.typ",
        "accent: cmyk(0%, 95%, 88%, 12%)",
        "accent: cmyk(0%, 70%, 90%, 0%)",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_on_purpose_is_seen(broken: str, tmp_path: Path) -> None:
    look, sound = Look("tract"), small_project(tmp_path / "sound")
    picture = looks.seen(look, sound)
    reference = tmp_path / "pictures" / "tract.png"
    assert looks.compared(reference, picture).startswith("tract.png is missing")
    assert looks.renewed(reference, picture)
    assert not looks.compared(reference, picture)

    name, old, new = BROKEN[broken]
    project = small_project(tmp_path / "broken")
    file = own_layouts(project) / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    message = looks.compared(reference, looks.seen(look, project))
    assert message.startswith("tract.png looks different, see ") and message.endswith(looks.RENEW)
    assert (reference.parent / "failed" / "tract-difference.png").is_file()
    assert not looks.compared(reference, picture)
    assert not list((reference.parent / "failed").iterdir())


def test_pages_more_are_a_difference(tmp_path: Path) -> None:
    page = Image.new("RGB", (60, 80), "white")
    one, two = looks.strip([page]), looks.strip([page, page])
    assert looks.difference(looks.reference_of(one), two)
    assert not looks.difference(looks.reference_of(two), two)


def main() -> None:
    """Write the references that differ: of the layouts and components in the arguments, or of all.

    Delete the references of layouts that no longer exist.
    """
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        project = small_project(Path(scratch) / "project")
        drawing = components.Drawing(Path(scratch))
        for look in LOOKS:
            if not wanted or look.layout in wanted:
                _renew(FOLDER / f"{look}.png", looks.seen(look, project))
        for name in components.NAMES:
            if not wanted or name in wanted:
                _renew(components.reference(name), drawing.drawn(name))
    for file in FOLDER.glob("*.png"):
        if file.stem not in {str(look) for look in LOOKS}:
            file.unlink()
            print(f"dropped {file.stem}")


def _renew(file: Path, picture: Image.Image) -> None:
    if looks.renewed(file, picture):
        print(f"renewed {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
