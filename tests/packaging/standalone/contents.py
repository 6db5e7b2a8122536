"""What goes into the standalone folder: what the wheel holds, and faces of the font packages.

Read off pyproject.toml, so that what is new in the wheel is in the folder, too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath

from zines.composition.fonts import PACKAGED

#: Python's own leavings, and code, which the program holds itself.
_NOT_DATA = (".py", ".pyc")


def data(root: Path) -> list[tuple[Path, str]]:
    """Return each file beside code, and the folder it goes to, from that of the program's parts."""
    wheel = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    target = wheel["tool"]["hatch"]["build"]["targets"]["wheel"]
    places = {name: name for name in target["packages"]} | target["force-include"]
    found = []
    for source, inside in places.items():
        for file in _files(root / source):
            folder = Path(inside) / file.relative_to(root / source).parent
            place = folder if (root / source).is_dir() else Path(inside).parent
            if inside not in target["packages"] or file.suffix not in _NOT_DATA:
                found.append((file, place.as_posix()))
    return sorted(found)


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for file in place.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file


def faces(packages: Path) -> list[tuple[Path, str]]:
    """Return the faces that pages are set in, each with its folder; ``packages`` holds them."""
    return [
        (packages / package / "files" / name, f"{package}/files")
        for package, names in PACKAGED.items()
        for name in names
    ]


def locked(root: Path) -> list[str]:
    """Return the names of the packages that go along, as those that run the program are locked."""
    pins = (root / "requirements.lock").read_text("utf-8")
    return re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)


#: What libraries name and this program never reaches.
UNUSED = [
    "tkinter",
    "pygments",
    "xmlrpc",
    "pydoc",
    "doctest",
    "unittest",
    "pdb",
    "lib2to3",
    "distutils",
    "setuptools",
    "pip",
    "PIL.ImageTk",
    "PIL.ImageQt",
    "numpy",
    "IPython",
]
#: What is kept of packages: French hyphens; XML as pikepdf reads it.
_KEPT = {"pyphen": r"dictionaries/\w*hyph_fr", "lxml": r"(etree|_elementpath)\."}


def is_used(name: str) -> bool:
    """Tell a file of the folder from what a hook adds to it and nobody reads."""
    folder, _, rest = PurePath(name).as_posix().partition("/")
    kept = _KEPT.get(folder)
    return kept is None or bool(re.match(kept, rest))
