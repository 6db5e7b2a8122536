"""The stage: Typst's root folder, with layouts, fonts and pictures, each named by its digest.

So a document, picture or logo may lie anywhere, no path of this machine gets into an output file,
and a build that runs while a layout is being edited uses one state of it.

The modification time of what a build uses is renewed. What no build has used for a day is removed
when the next stage is set up, so that neither old layouts nor the pictures of a group stay for
ever.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base import file_digests, file_lock, files

#: No build runs so long: what it uses is not removed while it runs.
_KEPT_SECONDS = 24 * 3600
_PICTURES = "pictures"
#: Held while a build marks what it uses, or searches for unused folders: between its check of the
#: time of an old folder and the removal, no other build may start to use that folder.
_LOCK = ".lock"


@dataclass(frozen=True)
class Stage:
    """``root`` is Typst's root; ``layouts`` and ``fonts`` are folders in it."""

    root: Path
    layouts: Path
    fonts: Path


def set_up(root: Path, layouts: Mapping[str, Path], fonts: Iterable[Path]) -> Stage:
    """Copy layouts and fonts to the stage, unless the same are there already.

    ``layouts`` maps the paths of Typst files in the layouts folder to the files. Raises OSError.
    """
    faces = {file.name: file for file in fonts}
    # (The digests of its files are known by their paths: one path for each, whatever the links.)
    root = files.real(root)
    with file_lock.held(root / _LOCK):
        stage = Stage(root, _copied(root, "layouts", layouts), _copied(root, "fonts", faces))
        _sweep(root)
    return stage


def _copied(root: Path, kind: str, wanted: Mapping[str, Path]) -> Path:
    digests = {name: file_digests.digest_of(file) for name, file in wanted.items()}
    folder = _named(root, kind, digests)
    if _whole(folder, digests):
        _renew(folder)
        return folder
    # A layout may be saved in between: the folder is named after the content read now.
    contents = {name: file.read_bytes() for name, file in wanted.items()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    folder = _named(root, kind, digests)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root) as scratch:
        new_folder = Path(scratch) / "made"
        for name, content in contents.items():
            (new_folder / name).parent.mkdir(parents=True, exist_ok=True)
            (new_folder / name).write_bytes(content)
        # Another thread or build may have created it in the meantime, and be reading it.
        if folder.exists() and not _whole(folder, digests):
            folder.rename(Path(scratch) / "damaged")
        try:
            files.rename(new_folder, folder)
        except OSError:
            if not _whole(folder, digests):
                raise
    return folder


def _named(root: Path, kind: str, digests: Mapping[str, str]) -> Path:
    parts = (part for one in digests.items() for part in one)
    return root / f"{kind}-{files.digest(*parts)[:16]}"


def _whole(folder: Path, digests: Mapping[str, str]) -> bool:
    """Return whether a folder has exactly these files: Typst would use any other font in it."""
    found = {}
    for where, inner, names in os.walk(folder):
        below = where[len(str(folder)) + 1 :].replace(os.sep, "/")
        for name in (*names, *(one for one in inner if os.path.islink(os.path.join(where, one)))):
            found[f"{below}/{name}" if below else name] = os.path.join(where, name)
    return found.keys() == digests.keys() and all(
        file_digests.digest_of(found[name]) == digest for name, digest in digests.items()
    )


def _renew(path: Path) -> None:
    # The cache of another user can be read, but its time cannot be changed.
    with suppress(OSError):
        os.utime(path)


def _sweep(root: Path) -> None:
    """Remove what no build has used for a day; what cannot be removed stays."""
    files.sweep(root)
    files.sweep(root / _PICTURES)
    limit = time.time() - _KEPT_SECONDS
    for old in [*root.iterdir(), *root.glob(f"{_PICTURES}/*")]:
        with suppress(OSError):
            if old.name in (_PICTURES, _LOCK) or old.stat().st_mtime > limit:
                continue
            if old.is_dir():
                shutil.rmtree(old)
            else:
                old.unlink()


def holds(stage: Stage, content: bytes) -> bool:
    """Return whether the stage contains a prepared picture, complete."""
    try:
        return _place(stage, content).read_bytes() == content
    except OSError:
        return False


def _place(stage: Stage, content: bytes) -> Path:
    ending = "svg" if content.startswith(b"<") else "jpg" if content.startswith(b"\xff") else "png"
    return stage.root / _PICTURES / f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"


def add_picture(stage: Stage, content: bytes) -> str:
    """Put a prepared picture on the stage; return its path as Typst sees it."""
    file = _place(stage, content)
    with file_lock.held(stage.root / _LOCK):
        if holds(stage, content):
            _renew(file)
        else:
            files.write(file, content)
    return f"/{_PICTURES}/{file.name}"
