"""One instruction for each shape of a drawing that is only an artifact of layout.

Typst writes every shape of a drawing as separate marked content: eight instructions, and there are
thousands of shapes. Only the box of what they paint is needed (see `figures`).
"""

from __future__ import annotations

import re

from pikepdf import Matrix

from zines.pdf.content import shortened
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.geometry import Box, transformed
from zines.pdf.opening.safe_get import number

#: The operator that replaces a shape: six numbers of its matrix, four of its box.
OPERATOR = "layout-shape"

_NUMBER = rb"-?\d{1,7}(?:\.\d{0,9})?\s+"
_SHAPE = (
    rb"/Artifact\s*<<\s*/Type\s*/Layout\s*>>\s*BDC\s+q\s+((?:" + _NUMBER + rb"){6})cm\s+"
    rb"(?:(?:" + _NUMBER + rb"){1,4}(?:k|g|rg)\s+)?((?:" + _NUMBER + rb"){4})\d+\s+"
    + shortened.OPERATOR.encode() + rb"\s+f\*?\s+Q\s+EMC(?![^\s/])"
)  # fmt: skip
#: Strings in brackets are skipped: they contain no instruction.
_FOUND = re.compile(_SHAPE + rb"|" + shortened.TEXT, re.DOTALL)


def replaced(content: bytes) -> bytes:
    """Return content from `shortened` with one instruction for each shape."""

    def instead(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b"\n%b%b%b\n" % (found[1], found[2], OPERATOR.encode())

    return _FOUND.sub(instead, content)


def box(operands: object, state: GraphicsState) -> Box | None:
    """Return the box on the page (pt) of what a shape paints; None if it is clipped away."""
    *matrix, left, bottom, right, top = map(number, operands)  # type: ignore[call-overload]
    around = transformed(Box(left, bottom, right, top), Matrix(*matrix) @ state.matrix)
    return around.cut_to(state.clip) if state.clip.has_area else None
