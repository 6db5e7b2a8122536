"""Logos of groups that a browser sends: they are checked, since they may be any file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.composition import drawing_trial, pictures
from zines.workshop.project import Project

FOLDER = "logos"
ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
MOST_BYTES = 4_000_000


def add(project: Project, name: str, content: bytes) -> str:
    """Put a picture into assets/logos/; return its path for the edition, from assets/.

    Folders in ``name`` are ignored; only its stem and its ending are used. Raises ProblemError for
    a file that is no usable picture, OSError.
    """
    given = Path(name.replace("\\", "/")).name
    ending, stem = Path(given).suffix.lower(), slug_of(Path(given).stem)[:40] or "logo"
    if len(content) > MOST_BYTES:
        raise ProblemError([Problem("logo", tr("this picture is too large"), tr("4 MB at most"))])
    with tempfile.TemporaryDirectory() as scratch:
        # (Its content decides, not its name: it may be a HEIC picture of a telephone.)
        tried = Path(scratch) / "logo"
        tried.write_bytes(content)
        picture = pictures.prepared(tried, given, "colour")
        if not picture.fingerprint:
            drawing_trial.check(picture.content, "svg", given, given)
    if ending not in ENDINGS:
        message = tr("'{name}' does not end as an SVG, a PNG or a JPEG does", name=given)
        raise ProblemError([Problem("logo", message, tr("save it again as PNG or JPEG"))])
    file = project.assets / FOLDER / f"{stem}{ending}"
    if file.is_file() and file.read_bytes() != content:
        file = file.with_name(f"{stem}-{files.digest(content)[:6]}{ending}")
    files.write(file, content)
    return f"{FOLDER}/{file.name}"
