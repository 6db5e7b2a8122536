"""Pages with pictures, for tests of their conversion to inks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import typst
from PIL import Image

from tests.helpers import POSTER, ROOT, add, printed
from zines.composition.pictures import prepared
from zines.workshop.project import Project

PROFILE = ROOT / "assets/icc/FOGRA39L_free.icc"


def set_up(
    folder: Path, *pictures: Image.Image | str, ink: str = "colour", size: float = 20
) -> bytes:
    """Set pictures below one another on a page of 100 mm, each ``size`` mm wide."""
    lines = ["#set page(width: 100mm, height: 100mm, margin: 10mm)", "#set block(spacing: 2mm)"]
    for number, picture in enumerate(pictures):
        file = folder / f"{number}.in"
        if isinstance(picture, str):
            file.write_text(picture)
        else:
            picture.save(file, "TIFF" if picture.mode == "CMYK" else "PNG")
        content = prepared(file, file.name, ink).content
        ending = {b"<": "svg", b"\xff": "jpg"}.get(content[:1], "png")
        (folder / f"{number}.{ending}").write_bytes(content)
        lines.append(f'#block(image("{number}.{ending}", width: {size}mm))')
    (folder / "main.typ").write_text("\n".join(lines))
    made = typst.compile(folder / "main.typ", root=folder, format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def drawn(content: bytes, dpi: int = 200) -> Image.Image:
    with pypdfium2.PdfDocument(content) as pdf:
        return pdf[0].render(scale=dpi / 72).to_pil().convert("RGB")  # type: ignore[no-any-return]


def poster(project: Project, logo: Image.Image | str, **options: Any) -> Any:
    name = "logo.svg" if isinstance(logo, str) else "logo.png"
    if isinstance(logo, str):
        (project.assets / name).write_text(logo)
    else:
        logo.save(project.assets / name)
    (project.content / "organisation.yaml").write_text(f"logo: {name}\n")
    add(project, "posters/essai", POSTER)
    return printed(project, **options)
