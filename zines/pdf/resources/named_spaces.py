"""Colour spaces that pictures name instead of holding them. Imports pikepdf.

The colour space of a picture is a device space or an array (ISO 32000-1, table 89). Some programs
write the name of a resource of the page, which pdfium looks for in the page alone: the picture of a
page that becomes a Form on a sheet would not be drawn.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name

from zines.pdf.opening.safe_get import entries, get

_DEVICE = {Name.DeviceGray, Name.DeviceRGB, Name.DeviceCMYK, Name.Pattern}


def give_spaces(resources: Any) -> None:
    """Set the colour spaces that pictures name, as far as these resources have them."""
    spaces = get(resources, "/ColorSpace")
    if not isinstance(spaces, pikepdf.Dictionary):
        return
    for _, picture in entries(get(resources, "/XObject")):
        named = get(picture, "/ColorSpace")
        if isinstance(named, Name) and named not in _DEVICE:
            found = spaces.get(str(named))
            if isinstance(found, (pikepdf.Array, Name)):
                picture.ColorSpace = found
