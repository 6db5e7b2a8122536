"""Pictures: each layout looks as it did, or somebody has seen that it does not.

``make pictures`` renews the references that differ (``python -m tests.layouts.test_pictures tract``
those of one layout); what it changed is to be looked at before it is committed.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers import small_project
from tests.layouts import looks
from tests.layouts.looks import Look

FOLDER = Path(__file__).parent / "pictures"
RENEW = "make pictures"
#: Where every theme is held in every ink; elsewhere one picture is enough.
MATRIX = ("poster", "tract")
LOOKS = [Look(name) for name in looks.NAMES if name not in MATRIX] + [
    Look(*ways) for ways in product(MATRIX, looks.THEMES, looks.INKS)
]


def compared(look: Look, picture: Image.Image, folder: Path) -> str:
    """Return what is wrong with a picture, "" where nothing is; writes what differs."""
    file = folder / f"{look}.png"
    failed = folder / "failed" / f"{look}-difference.png"
    failed.unlink(missing_ok=True)
    if not file.is_file():
        return f"{file.name} is missing; look at the pages, then: {RENEW}"
    with Image.open(file) as reference:
        differs = looks.difference(reference, picture)
        if differs is None:
            return ""
        failed.parent.mkdir(exist_ok=True)
        looks.shown(reference, picture, differs).save(failed)
    return f"{look} looks different, see {failed}; if that is meant: {RENEW}"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_layout_looks_as_it_did(look: Look, tmp_path: Path) -> None:
    wrong = compared(look, looks.seen(look, small_project(tmp_path)), FOLDER)
    assert not wrong, wrong


def test_there_is_no_picture_of_what_is_gone() -> None:
    left = {file.stem for file in FOLDER.glob("*.png")} - {str(look) for look in LOOKS}
    assert not left, f"{sorted(left)}: {RENEW}"


BROKEN = {
    "a margin of 2 mm more": ("lib/theme.typ", "edge: 7mm", "edge: 9mm"),
    "a margin of 1 mm more": ("lib/theme.typ", "edge: 7mm", "edge: 8mm"),
    "another weight": (
        "lib/main.typ",
        "#render(request)",
        '#set text(weight: "semibold")\n#render(request)',
    ),
    "another accent": (
        "lib/theme.typ",
        "accent: cmyk(0%, 84%, 76%, 0%)",
        "accent: cmyk(0%, 70%, 90%, 0%)",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_on_purpose_is_seen(broken: str, tmp_path: Path) -> None:
    look, sound = Look("tract"), small_project(tmp_path / "sound")
    picture = looks.seen(look, sound)
    folder = tmp_path / "pictures"
    folder.mkdir()
    assert (
        compared(look, picture, folder) == f"tract.png is missing; look at the pages, then: {RENEW}"
    )
    renew([(look, picture)], folder)
    assert not compared(look, picture, folder)

    name, old, new = BROKEN[broken]
    project = small_project(tmp_path / "broken")
    file = project.layouts / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    told = compared(look, looks.seen(look, project), folder)
    assert told.startswith("tract looks different, see ") and told.endswith(RENEW)
    assert (folder / "failed" / "tract-difference.png").is_file()
    assert not compared(look, picture, folder)
    assert not list((folder / "failed").iterdir())


def test_pages_more_are_a_difference(tmp_path: Path) -> None:
    page = Image.new("RGB", (60, 80), "white")
    one, two = looks.strip([page]), looks.strip([page, page])
    assert looks.difference(looks.reference_of(one), two)
    assert not looks.difference(looks.reference_of(two), two)


def renew(found: list[tuple[Look, Image.Image]], folder: Path) -> list[str]:
    """Write the references that differ from these pictures; returns their names.

    The others keep their bytes, so that a commit shows what changed.
    """
    changed = []
    for look, picture in found:
        if compared(look, picture, folder):
            looks.reference_of(picture).save(folder / f"{look}.png", optimize=True)
            compared(look, picture, folder)
            changed.append(str(look))
    return changed


def main() -> None:
    """Renew the references of the layouts that are named, or of all; drop those of what is gone."""
    wanted = [look for look in LOOKS if not sys.argv[1:] or look.layout in sys.argv[1:]]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        project = small_project(Path(scratch) / "project")
        for look in wanted:
            for name in renew([(look, looks.seen(look, project))], FOLDER):
                print(f"renewed {name}")
    for file in FOLDER.glob("*.png"):
        if file.stem not in {str(look) for look in LOOKS}:
            file.unlink()
            print(f"dropped {file.stem}")


if __name__ == "__main__":
    main()
