"""The margin at the spine: pages move away from it, or become smaller to leave it free."""

from __future__ import annotations

from zines.base.geometry import Rect
from zines.base.language import tr
from zines.imposition.plans.plan import Edge, ImpositionError
from zines.imposition.plans.request import ImpositionRequest


def part(box: Rect, request: ImpositionRequest) -> float:
    """Return the scale at which a page leaves the margin free in its cell; 1 if it only moves.

    Raises ImpositionError if the margin takes the whole page.
    """
    if request.scale != "fit":
        return 1.0
    length = box.height if request.binding == "top" else box.width
    if request.inner_margin >= length:
        raise ImpositionError(
            tr(
                "an inner margin of {margin:g} mm leaves no room for pages of {length:.1f} mm: "
                "give a smaller --inner-margin, or fewer pages on a sheet",
                margin=request.inner_margin,
                length=length,
            )
        )
    return 1 - request.inner_margin / length


def shift(request: ImpositionRequest) -> float:
    """Return by how much a page in the middle of its cell moves away from the spine (mm)."""
    # A page that was made smaller already has half of the margin on either side.
    return request.inner_margin / (2 if request.scale == "fit" else 1)


def clipped(clip: Rect, trim: Rect, spine: Edge) -> Rect:
    """Return where the ink of a page may go; its bleed at the spine is cut, as margin is there."""
    x, y, right, top = clip.x, clip.y, clip.right, clip.top
    if spine == "left":
        x = max(x, trim.x)
    elif spine == "right":
        right = min(right, trim.right)
    elif spine == "bottom":
        y = max(y, trim.y)
    else:
        top = min(top, trim.top)
    return Rect.of_edges(x, y, right, top)


def warnings(request: ImpositionRequest) -> tuple[str, ...]:
    """Return a warning that the outer edge of pages is cut off, if the margin moves them."""
    if not request.inner_margin or request.scale == "fit":
        return ()
    message = tr(
        "pages move {margin:g} mm away from the spine: what lies within {margin:g} mm of their "
        "outer edge is cut off (--scale fit makes them smaller instead)",
        margin=request.inner_margin,
    )
    return (message,)
