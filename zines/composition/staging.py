"""The folder that Typst sees as its whole world: layouts, fonts and pictures, named by content.

A document, picture or logo may thus lie anywhere, no path of this machine reaches a file, and a
build that runs while a layout is being edited sees one state of it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zines.base import files

#: A build that is still running may use them.
_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Stage:
    """``root`` is Typst's root; ``layouts`` and ``fonts`` are folders in it."""

    root: Path
    layouts: Path
    fonts: Path


def set_up(root: Path, layouts: Mapping[str, Path], fonts: Iterable[Path]) -> Stage:
    """Copy layouts and fonts to the stage, unless the same are there already.

    ``layouts`` gives the Typst files by their path from the folder of layouts. Raises OSError.
    """
    faces = {file.name: file for file in fonts}
    return Stage(root, _copied(root, "layouts", layouts), _copied(root, "fonts", faces))


def _copied(root: Path, kind: str, wanted: Mapping[str, Path]) -> Path:
    contents = {name: file.read_bytes() for name, file in wanted.items()}
    parts = [part for name, content in contents.items() for part in (name, content)]
    folder = root / f"{kind}-{files.digest(*parts)[:16]}"
    if _whole(folder, contents):
        return folder
    root.mkdir(parents=True, exist_ok=True)
    _swept(root, kind)
    with tempfile.TemporaryDirectory(dir=root) as scratch:
        made = Path(scratch) / "made"
        for name, content in contents.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        # Looked at again: another thread or run may have been faster, and be reading it by now.
        if folder.exists() and not _whole(folder, contents):
            folder.rename(Path(scratch) / "damaged")
        try:
            made.rename(folder)
        except OSError:
            if not _whole(folder, contents):
                raise
    return folder


def _whole(folder: Path, contents: dict[str, bytes]) -> bool:
    try:
        return all((folder / name).read_bytes() == content for name, content in contents.items())
    except OSError:
        return False


def _swept(root: Path, kind: str) -> None:
    """Remove what earlier states of the layouts or fonts have left, but for the last day's."""
    for old in root.glob(f"{kind}-*"):
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)


def add_picture(stage: Stage, content: bytes) -> str:
    """Put a prepared picture on the stage; returns its path as Typst sees it."""
    folder = stage.root / "pictures"
    ending = "svg" if content.startswith(b"<") else "jpg" if content.startswith(b"\xff") else "png"
    file = folder / f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"
    if not file.is_file():
        files.write(file, content)
    return f"/pictures/{file.name}"
