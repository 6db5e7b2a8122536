"""List the contents of the standalone folder: the files of the wheel, and font files.

The list is read from pyproject.toml, so that new files of the wheel are in the folder too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath

from zines.composition.fonts import PACKAGED

#: Code and byte code, which PyInstaller puts into the program itself.
_NOT_DATA = (".py", ".pyc")


def data(root: Path) -> list[tuple[Path, str]]:
    """Return each data file with its target folder, relative to the folder of program parts."""
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
    """Return the font files for setting pages, each with its target folder; see ``packages``."""
    return [
        (packages / package / "files" / name, f"{package}/files")
        for package, names in PACKAGED.items()
        for name in names
    ]


def locked(root: Path) -> list[str]:
    """Return the names of the packages to include: those locked to run the program."""
    pins = (root / "requirements.lock").read_text("utf-8")
    return re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)


#: Modules that libraries import and this program never uses.
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
#: Files to keep of two packages: French hyphenation; XML as pikepdf reads it.
_KEPT = {"pyphen": r"dictionaries/\w*hyph_fr", "lxml": r"(etree|_elementpath)\."}


def is_used(name: str) -> bool:
    """Return whether the program uses a file; hooks of PyInstaller add unused ones."""
    folder, _, rest = PurePath(name).as_posix().partition("/")
    kept = _KEPT.get(folder)
    return kept is None or bool(re.match(kept, rest))
