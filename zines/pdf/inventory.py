"""Data that the pages of a file share while they are read. Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.opening.budget import Budget
from zines.pdf.opening.safe_get import entries, get, key
from zines.pdf.pdf_file import Font
from zines.pdf.resources.colour_spaces import Space
from zines.pdf.resources.fonts import FontCache
from zines.pdf.resources.pictures import space_of_picture
from zines.pdf.resources.shadings import Shadings
from zines.pdf.unprinted_layers import Unprinted

#: The cost of reading a picture, in words.
PICTURE = 50


class Inventory:
    """The fonts and pictures found on the pages of a file."""

    def __init__(self, root: Any = None) -> None:
        """Start empty; ``root`` is the catalogue, whose layers decide what prints."""
        self.fonts: dict[str, Font] = {}
        #: Pictures and their colour spaces, which may only have a name in the resources of a page.
        self.pictures: dict[str, tuple[Any, Space]] = {}
        #: Content streams already checked for damage.
        self.looked_through: set[str] = set()
        self.budget = Budget()
        self.unprinted = Unprinted(root, self.budget)
        self.font_cache = FontCache(self.budget)
        self.shadings = Shadings(self.budget)
        #: Colour spaces of pictures, except those named in the resources of a page.
        self._spaces: dict[str, Space] = {}
        self._owner = pikepdf.new()

    def space_of_picture(self, image: Any, named: Any) -> Space:
        """Return the colour space of a picture, read once for an indirect object."""
        own = "" if isinstance(get(image, "/ColorSpace"), pikepdf.Name) else key(image)
        if own not in self._spaces:
            self.budget.spend(PICTURE)
            space = space_of_picture(image, named)
            if not own:
                return space
            self._spaces[own] = space
        return self._spaces[own]

    def inline_stream(self, raw: bytes, values: Any) -> pikepdf.Stream:
        """Return a stream with the data of an inline picture, still encoded, and its entries."""
        made = pikepdf.Stream(self._owner, raw)
        for entry, value in entries(values):
            # The library sets the length itself; null is no value (ISO 32000-1, 7.3.7).
            if entry != "/Length" and value is not None:
                made[entry] = value
        return made
