"""Digests of layouts: what a layout folder holds, and every Typst file that it can reach.

Only Typst files and pictures are on the stage, and pictures are part of the request. A Typst file
reaches another one by the path in a string: ``import``, ``include``, ``read``. Strings that end in
``.typ`` are followed wherever they stand; where such a string names no file (it may be a part of a
path, put together while Typst runs), the layout may reach any file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from zines.base import files
from zines.base.search_path import SearchPath

_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*\.typ)"', re.IGNORECASE)
#: Where the main file puts the path of the layout together: that layout is looked at anyway.
_MAIN = ("lib/main.typ", "/layout.typ")


class LayoutDigests:
    """The layouts of one build, each file read once."""

    def __init__(self, layouts: SearchPath) -> None:
        """List the Typst files; none is read before it is asked for."""
        self._layouts = layouts
        self._typst: dict[str, Path] = layouts.files((".typ",))
        self._read: dict[str, tuple[str, frozenset[str]]] = {}
        self._found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the digest of a layout: it changes whenever a page of that layout may change."""
        if name not in self._found:
            own = [file for file in self._typst if file.startswith((f"{name}/", "lib/"))]
            parts = [self._layouts.digest(name)]
            for file in sorted(self._reached(own)):
                parts += [file, self._file(file)[0]]
            self._found[name] = files.digest(*parts)
        return self._found[name]

    def _reached(self, start: Iterable[str]) -> set[str]:
        reached: set[str] = set()
        waiting = list(start)
        while waiting:
            file = waiting.pop()
            if file in reached:
                continue
            reached.add(file)
            for target in self._file(file)[1]:
                if target in self._typst:
                    waiting.append(target)
                elif (file, target) != _MAIN:
                    return set(self._typst)
        return reached

    def _file(self, name: str) -> tuple[str, frozenset[str]]:
        """Return the digest of a Typst file, and the files that it names."""
        if name not in self._read:
            try:
                content = self._typst[name].read_bytes()
            except OSError:
                content = b""
            folder = posixpath.dirname(name)
            strings = _STRING.findall(content.decode("utf-8", "replace"))
            targets = (posixpath.normpath(posixpath.join(folder, one)) for one in strings)
            self._read[name] = files.digest(content), frozenset(targets)
        return self._read[name]
