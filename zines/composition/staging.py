"""The folder that Typst sees as its whole world: layouts, fonts and pictures, named by content.

A document, picture or logo may thus lie anywhere, no path of this machine reaches a file, and a
build that runs while a layout is being edited sees one state of it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zines import files


@dataclass(frozen=True)
class Stage:
    """``root`` is Typst's root; ``layouts`` and ``fonts`` are folders in it."""

    root: Path
    layouts: Path
    fonts: Path


def set_up(root: Path, layouts: Path, fonts: Iterable[Path]) -> Stage:
    """Copy layouts and fonts to the stage, unless the same are there already."""
    sources = {str(file.relative_to(layouts)): file for file in sorted(layouts.rglob("*.typ"))}
    faces = {file.name: file for file in fonts}
    return Stage(root, _copied(root, "layouts", sources), _copied(root, "fonts", faces))


def _copied(root: Path, kind: str, wanted: dict[str, Path]) -> Path:
    digest = hashlib.sha256()
    for name, file in wanted.items():
        content = file.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    folder = root / f"{kind}-{digest.hexdigest()[:16]}"
    if not folder.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=root) as scratch:
            made = Path(scratch) / kind
            made.mkdir()
            for name, file in wanted.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, made / name)
            # Another run may have been faster; what it made is the same.
            if not folder.is_dir():
                made.rename(folder)
    return folder


def add_picture(stage: Stage, content: bytes) -> str:
    """Put a prepared picture on the stage; returns its path as Typst sees it."""
    folder = stage.root / "pictures"
    file = folder / f"{hashlib.sha256(content).hexdigest()[:32]}.png"
    if not file.is_file():
        files.write(file, content)
    return f"/pictures/{file.name}"
