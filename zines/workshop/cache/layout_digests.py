"""Digests of layouts: what a layout folder holds, and every Typst file that it can reach.

Only Typst files and pictures are on the stage, and pictures are part of the request. A Typst file
reaches another one by the path in a string: ``import``, ``include``, ``read``. Strings that end in
``.typ`` are followed wherever they stand. Where a path is put together while Typst runs, the layout
may reach any file of the folder that it begins with (``import "themes/" + name + ".typ"``), and
any file at all where it does not begin so.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property, lru_cache
from pathlib import Path

from zines.base import files
from zines.base.search_path import SearchPath
from zines.workshop.cache.known_digests import KnownDigests

#: A string that ends in .typ.
_PATH = re.compile(r'"((?:[^"\\\n]|\\.)*\.typ)"', re.IGNORECASE)
#: What stands before one of which it is only the end: ``import "folder/" + name +``.
_START = re.compile(r'\b(?:import|include)\s+"([^"\\\n]*)"\s*\+[^"\n]*\+\s*$', re.IGNORECASE)
#: How far before a string its beginning is looked for, in signs.
_LONGEST_START = 400
#: What every layout is set with: the shared parts, and the layouts of recipes, orders and labels.
_ALWAYS = ("lib/", "_")
#: Puts the path of the layout together; that layout is looked at anyway.
_MAIN = "lib/main.typ"


@lru_cache(maxsize=1000)
def _paths(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return the paths in a Typst file, each with its start where that is apart.

    Who watches asks again and again for the same files.
    """
    text = content.decode("utf-8", "replace")
    found = []
    for path in _PATH.finditer(text):
        start = _START.search(text[max(0, path.start() - _LONGEST_START) : path.start()])
        found.append((start[1] if start else "", path[1]))
    return tuple(found)


class LayoutDigests:
    """The layouts of one build, each file read once."""

    def __init__(self, layouts: SearchPath, digests: KnownDigests | None = None) -> None:
        """List the files; none is read before it is asked for."""
        self._layouts = layouts
        self._digests = digests or KnownDigests({})
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
        """The digest of all files of all layouts: while it is the same, so is each layout's."""
        return self._digests.of_files(self._files)

    def _of(self, name: str) -> str:
        below = {path: file for path, file in self._files.items() if path.startswith(f"{name}/")}
        parts = [self._digests.of_files(below)]
        for file in sorted(self.reached(name)):
            parts += [file, self._file(file)[0]]
        return files.digest(*parts)

    def reached(self, layout: str) -> set[str]:
        """Return the Typst files that pages of a layout may come from, by path from layouts/."""
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
        """Return what the path in a file may name; ``start`` is empty where it is whole."""
        folder = posixpath.dirname(file)
        whole = posixpath.normpath(posixpath.join(folder, end))
        if not start and whole in self._typst:
            return {whole}
        if file == _MAIN and start == "../":
            return set()
        below = posixpath.normpath(posixpath.join(folder, posixpath.dirname(start)))
        certain = start and below != "."
        return {one for one in self._typst if not certain or one.startswith(f"{below}/")}
