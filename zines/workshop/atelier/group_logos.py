"""A group's logo, as it comes from a browser: a picture of anyone, until it is proved to be one."""

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
    """Put a picture into assets/logos/; returns its name as an edition gives it.

    Only the ending of ``name`` is heeded, and what it is called: no folder in it. Raises
    ProblemError for what is no picture that can be used, OSError.
    """
    given = Path(name.replace("\\", "/")).name
    ending, stem = Path(given).suffix.lower(), slug_of(Path(given).stem)[:40] or "logo"
    if len(content) > MOST_BYTES:
        raise ProblemError([Problem("logo", tr("this picture is too large"), tr("4 MB at most"))])
    with tempfile.TemporaryDirectory() as scratch:
        # (Its content says what it is: a HEIC of a telephone, for one, whatever its name.)
        tried = Path(scratch) / "logo"
        tried.write_bytes(content)
        picture = pictures.prepared(tried, given, "colour")
        if not picture.fingerprint:
            drawing_trial.check(picture.content, "svg", given, given)
    if ending not in ENDINGS:
        said = tr("'{name}' does not end as an SVG, a PNG or a JPEG does", name=given)
        raise ProblemError([Problem("logo", said, tr("save it again as PNG or JPEG"))])
    file = project.assets / FOLDER / f"{stem}{ending}"
    if file.is_file() and file.read_bytes() != content:
        file = file.with_name(f"{stem}-{files.digest(content)[:6]}{ending}")
    files.write(file, content)
    return f"{FOLDER}/{file.name}"
