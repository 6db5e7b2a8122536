"""Pictures that a browser sends: they are checked, since they may be any file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Lock

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.composition import drawing_trial, pictures
from zines.workshop.project import Project

ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
#: The ending of a picture whose name has another, or none, by its first bytes: Windows saves JPEGs
#: as .jfif.
_BY_CONTENT = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png"}
#: Held while a name is chosen and written: two windows may send different pictures of one name.
_naming = Lock()


#: The folders in assets/ for logos of groups and for pictures of texts.
LOGOS, PICTURES = "logos", "pictures"
#: The most bytes of a file: a telephone writes photographs of 3 to 15 MB.
MOST_BYTES = 30_000_000


def add(project: Project, folder: str, name: str, content: bytes) -> str:
    """Put a picture into a folder of assets/; return its path for YAML files, from assets/.

    Folders in ``name`` are ignored; only its stem and its ending are used. A picture of another
    format than SVG, PNG and JPEG becomes one of these. Raises ProblemError for a file that is no
    usable picture, OSError.
    """
    given = Path(name.replace("\\", "/")).name
    ending, stem = Path(given).suffix.lower(), slug_of(Path(given).stem)[:40] or "image"
    if len(content) > MOST_BYTES:
        hint = tr("{most} MB at most", most=MOST_BYTES // 1_000_000)
        raise ProblemError([Problem("picture", tr("this picture is too large"), hint)])
    with tempfile.TemporaryDirectory() as scratch:
        # (Its content decides, not its name: it may be a HEIC picture of a telephone.)
        tried = Path(scratch) / "picture"
        tried.write_bytes(content)
        picture = pictures.prepared(tried, given, "colour")
        if not picture.fingerprint:
            drawing_trial.check(picture.content, ".svg", given, given)
    if ending not in ENDINGS:
        # (What begins as neither is a WebP, a TIFF, a GIF: it is kept as it was read.)
        if picture.fingerprint and not content.startswith((*_BY_CONTENT,)):
            content = picture.content
        found = (one for start, one in _BY_CONTENT.items() if content.startswith(start))
        ending = next(found, ".svg")
    file = project.assets / folder / f"{stem}{ending}"
    with _naming:
        if file.is_file() and file.read_bytes() != content:
            file = file.with_name(f"{stem}-{files.digest(content)[:6]}{ending}")
        files.write(file, content)
    return f"{folder}/{file.name}"
