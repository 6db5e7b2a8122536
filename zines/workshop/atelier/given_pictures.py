"""Pictures that a browser sends: they are checked, since they may be any file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Use:
    """What a picture is for: its folder in assets/, and the most bytes of its file."""

    folder: str
    most: int


LOGO = Use("logos", 4_000_000)
#: The picture of a text: a telephone writes photographs of 3 to 15 MB.
PICTURE = Use("pictures", 30_000_000)


def add(project: Project, use: Use, name: str, content: bytes) -> str:
    """Put a picture into the folder of its use; return its path for YAML files, from assets/.

    Folders in ``name`` are ignored; only its stem and its ending are used. Raises ProblemError for
    a file that is no usable picture, OSError.
    """
    given = Path(name.replace("\\", "/")).name
    ending, stem = Path(given).suffix.lower(), slug_of(Path(given).stem)[:40] or "image"
    if len(content) > use.most:
        hint = tr("{most} MB at most", most=use.most // 1_000_000)
        raise ProblemError([Problem("picture", tr("this picture is too large"), hint)])
    with tempfile.TemporaryDirectory() as scratch:
        # (Its content decides, not its name: it may be a HEIC picture of a telephone.)
        tried = Path(scratch) / "picture"
        tried.write_bytes(content)
        picture = pictures.prepared(tried, given, "colour")
        if not picture.fingerprint:
            drawing_trial.check(picture.content, "svg", given, given)
    if ending not in ENDINGS:
        found = (one for start, one in _BY_CONTENT.items() if content.startswith(start))
        ending = next(found, ending)
    if ending not in ENDINGS:
        message = tr("'{name}' does not end as an SVG, a PNG or a JPEG does", name=given)
        raise ProblemError([Problem("picture", message, tr("save it again as PNG or JPEG"))])
    file = project.assets / use.folder / f"{stem}{ending}"
    with _naming:
        if file.is_file() and file.read_bytes() != content:
            file = file.with_name(f"{stem}-{files.digest(content)[:6]}{ending}")
        files.write(file, content)
    return f"{use.folder}/{file.name}"
