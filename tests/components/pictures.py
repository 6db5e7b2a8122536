"""Small pictures of components of the layouts, one component each, drawn by Typst."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import typst
from PIL import Image

from tests.helpers import ASSETS, ROOT
from tests.layouts import looks
from zines.composition import fonts

FOLDER = Path(__file__).parent
NAMES = sorted(file.parent.name for file in FOLDER.glob("*/test.typ"))
DPI = 100


class Drawing:
    """Draws the tests of components with the fonts of the toolkit, copied into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.fonts = folder
        for file in fonts.files(ASSETS.files().values()):
            shutil.copy(file, folder)

    def drawn(self, name: str, root: Path = ROOT) -> Image.Image:
        """Return the pages of a component side by side; ``root`` holds layouts/ and tests/."""
        pages = typst.compile(
            root / "tests/components" / name / "test.typ",
            root=root,
            font_paths=[self.fonts],
            ignore_system_fonts=True,
            format="png",
            ppi=DPI,
        )
        found = [pages] if isinstance(pages, bytes) else pages
        return looks.strip([Image.open(io.BytesIO(page)).convert("RGB") for page in found])


def reference(name: str) -> Path:
    """Return the file of the reference picture of a component."""
    return FOLDER / name / "reference.png"
