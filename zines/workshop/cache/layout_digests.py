"""Digests of layouts: of the files in a layout folder, and of every Typst file it can reach.

The stage holds only Typst files, pictures and the points of drawings. Pictures are part of the
request; lib/drawn/index.typ holds digests of points. A Typst file reaches another one by a path in
a string: ``import``, ``include``, ``read``. All strings that end in ``.typ`` are followed, wherever
they stand. If Typst composes the path from parts, the layout may reach any file of the folder at
the start of the path (``import "themes/" + name + ".typ"``), and any file at all if the path does
not start with a folder.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property, lru_cache
from pathlib import Path

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.search_path import SearchPath
from zines.workshop.cache.known_digests import KnownDigests

#: A string that ends in .typ.
_PATH = re.compile(r'"((?:[^"\\\n]|\\.)*\.typ)"', re.IGNORECASE)
#: The text before a string that is only the end of a path: ``import "folder/" + name +``.
_START = re.compile(
    r'\b(?:import\s+|include\s+|read\()"([^"\\\n]*)"\s*\+[^"\n]*\+\s*$', re.IGNORECASE
)
#: How many bytes before a string the start of its path is searched for.
_LONGEST_START = 400
#: Files that every layout uses: the shared parts, and the layouts of recipes, orders and labels.
_ALWAYS = ("lib/", "_")
#: This file composes the path of the layout, whose files are included anyway.
_MAIN = "lib/main.typ"


@lru_cache(maxsize=1000)
def _paths(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return the paths in a Typst file as (start, end); the start is empty if the path is whole.

    The results are cached, since the command ``watch`` asks for the same files repeatedly.
    """
    text = content.decode("utf-8", "replace")
    found = []
    for path in _PATH.finditer(text):
        start = _START.search(text[max(0, path.start() - _LONGEST_START) : path.start()])
        found.append((start[1] if start else "", path[1]))
    return tuple(found)


class LayoutDigests:
    """The digests of the layouts of one build; each file is read once."""

    def __init__(self, layouts: SearchPath, digests: KnownDigests) -> None:
        """List the files; a file is only read when it is needed."""
        self._layouts = layouts
        self._digests = digests
        self._files: dict[str, Path] = layouts.files()
        self._typst = {
            name: file for name, file in self._files.items() if name.lower().endswith(".typ")
        }
        self._read: dict[str, tuple[str, set[str]]] = {}
        self._found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of a layout: it changes whenever a page of that layout may change."""
        if name not in self._found:
            folder = self._layouts.find(name) or Path(name)
            self._found[name] = self._digests.remembered(
                folder, self._everything, lambda: self._of(name)
            )
        return self._found[name]

    @cached_property
    def _everything(self) -> str:
        """The digest of all files of all layouts: while it is unchanged, so is each layout."""
        return self._digests.digest_of_files(self._files)

    def _of(self, name: str) -> str:
        # (Imported here: only a change needs a library that reads YAML.)
        from zines.manuscript.schemas import french_values

        below = {path: file for path, file in self._files.items() if path.startswith(f"{name}/")}
        # (A project's own layout of the French name takes its texts: affiche those of poster.)
        word = french_values.french("layout", name)
        own = {one for one in self._typst if one.endswith("/layout.typ")} if word != name else set()
        same = sorted(one for one in own if slug_of(one.split("/")[0]) == slug_of(word))
        parts = [self._digests.digest_of_files(below), *same]
        for file in sorted(self.reached(name)):
            parts += [file, self._file(file)[0]]
        return files.digest(*parts)

    def reached(self, layout: str) -> set[str]:
        """Return the Typst files that a layout may use, as paths from layouts/."""
        reached: set[str] = set()
        waiting = {file for file in self._typst if file.startswith((f"{layout}/", *_ALWAYS))}
        while waiting:
            file = waiting.pop()
            reached.add(file)
            waiting |= self._file(file)[1] - reached
        return reached

    def _file(self, name: str) -> tuple[str, set[str]]:
        """Return the digest of a Typst file, and the files that it names."""
        if name not in self._read:
            try:
                content = self._typst[name].read_bytes()
            except OSError:
                content = b""
            named: set[str] = set()
            for start, end in _paths(content):
                named |= self._named(name, start, end)
            self._read[name] = files.digest(content), named
        return self._read[name]

    def _named(self, file: str, start: str, end: str) -> set[str]:
        """Return the files that a path in a file may name; ``start`` is empty for a whole path."""
        folder = posixpath.dirname(file)
        whole = posixpath.normpath(posixpath.join(folder, end))
        if not start and whole in self._typst:
            return {whole}
        if file == _MAIN and start == "../":
            return set()
        below = posixpath.normpath(posixpath.join(folder, posixpath.dirname(start)))
        certain = start and below != "."
        return {one for one in self._typst if not certain or one.startswith(f"{below}/")}
