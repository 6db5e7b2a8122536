"""Rendering of the colours of a drawing in black ink only: black, paper or a screen. Pure.

A screen distinguishes two colours that would both be black, but only if it has room: thin things
(letters, fine lines) are black or paper. Areas are measured as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist

from zines.base.language import mark, tr
from zines.base.pictures import linear
from zines.base.problems import Problem, Severity
from zines.prepress.pictures.path_measures import Measured

#: Tints in tenths: no ink, the heaviest screen (lines 0.5 mm apart leave 0.4 pt of paper, which a
#: copier reproduces), and solid.
PAPER, HEAVIEST, SOLID = 0, 7, 10
#: A colour lighter than the first (0 to 1) is paper; one darker than the second may have to be
#: solid.
_WHITE, _DARK = 0.95, 0.5
#: A line or an area thinner than this on average has no room for a screen of dark lines.
_THICK_MM = 1.5
#: A clear difference: CIE 1976 distance. A dark grey and black have 20, a red and a black of the
#: same lightness 80.
_CLEARLY = 25
#: Colours that cover less are shades of edges; a drawing with more colours is a traced photograph.
_LEAST_MM2, _MOST_COLOURS = 1.0, 300
_HINT = mark("give one of them an outline, or a colour that is clearly lighter or darker")

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Drawn:
    """A colour of a drawing: its rendering in black ink, and the area that it covers."""

    colour: Colour
    step: int
    thin: bool
    area_mm2: float


@dataclass(frozen=True)
class Drawing:
    """The result for a drawing: its page (from 1; 0 for unknown), alternative text and colours."""

    page: int
    alt: str
    colours: tuple[Drawn, ...]


def light(colour: Colour) -> float:
    """Return how light a colour is, 0 to 1."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def toned(paints: Iterable[Measured]) -> list[int]:
    """Return the step of each path of one drawing, in their order.

    The darkest colour of a drawing, and colours that look like it, are its ink: solid, even if red.
    """
    listed = list(paints)
    if not listed:
        return []
    darkest = min((path.colour for path in listed), key=light)
    return [_step(path, darkest) for path in listed]


def unmeasured(colour: Colour, *, is_line: bool) -> int:
    """Return the step of what is or may be thin: light areas get a screen as well as possible."""
    shade = light(colour)
    if shade >= _WHITE:
        return PAPER
    return _tenths(shade) if shade >= _DARK and not is_line else SOLID


def _step(path: Measured, darkest: Colour) -> int:
    shade = light(path.colour)
    if shade >= _WHITE or is_thin(path):
        return unmeasured(path.colour, is_line=path.is_line)
    step = _tenths(shade)
    if step > HEAVIEST or (shade < _DARK and not _differ(path.colour, darkest)):
        return SOLID
    return step


def _tenths(shade: float) -> int:
    return round((1 - shade) * 10)


def is_thin(path: Measured) -> bool:
    """Return whether a line or an area has no room for a screen of dark lines."""
    return path.thickness_mm < _THICK_MM


def problems(drawings: Iterable[Drawing], name: str, path: str = "") -> list[Problem]:
    """Return warnings, one per drawing, if clearly different colours get the same rendering.

    ``name`` is that of the drawing, empty if there are several.
    """
    warnings: dict[tuple[str, Colour, Colour], Problem] = {}
    for drawing in drawings:
        alike = sorted(
            _same_rendering(drawing.colours), key=lambda pair: -_distance(pair[0], pair[1])
        )
        if not alike:
            continue
        first, second, step = alike[0]
        message = tr(
            "{drawing}: in black ink, {first} and {second} both come out as {rendering}",
            drawing=_named(drawing, name),
            first=_hex(first),
            second=_hex(second),
            rendering=_rendering(step),
        )
        if len(alike) > 1:
            message = tr("{message} ({count} such pairs)", message=message, count=len(alike))
        warning = Problem("picture-inks", message, tr(_HINT), path, severity=Severity.WARNING)
        warnings.setdefault((drawing.alt, first, second), warning)
    return list(warnings.values())


def _named(drawing: Drawing, name: str) -> str:
    called = f"'{name}'" if name else tr("a drawing")
    if drawing.page:
        called = tr("{drawing} on page {page}", drawing=called, page=drawing.page)
    return f"{called} ('{drawing.alt[:60]}')" if drawing.alt and not name else called


def _rendering(step: int) -> str:
    if step in (PAPER, SOLID):
        return tr("black") if step else tr("paper")
    return tr("a screen of {percent} %", percent=step * 10)


def _same_rendering(colours: Sequence[Drawn]) -> Iterator[tuple[Colour, Colour, int]]:
    """Yield the pairs of different colours with the same rendering.

    Two lines are seen as two, whatever their colour. A dark line on an area is often its outline,
    and is left out; a light line would be lost in the black.
    """
    areas: dict[tuple[Colour, int], float] = {}
    thick: set[tuple[Colour, int]] = set()
    for drawn in colours:
        key = drawn.colour, drawn.step
        areas[key] = areas.get(key, 0.0) + drawn.area_mm2
        if not drawn.thin:
            thick.add(key)
    large = [key for key, area in areas.items() if area >= _LEAST_MM2][:_MOST_COLOURS]
    for pair in combinations(sorted(large), 2):
        (first, step), (second, other) = pair
        if step != other or not _differ(first, second):
            continue
        lines = [key[0] for key in pair if key not in thick]
        if not lines or (len(lines) == 1 and light(lines[0]) >= _DARK):
            yield first, second, step


def _differ(first: Colour, second: Colour) -> bool:
    return _distance(first, second) >= _CLEARLY


def _distance(first: Colour, second: Colour) -> float:
    return dist(_lab(first), _lab(second))


def _lab(colour: Colour) -> tuple[float, float, float]:
    """Return CIELAB of an sRGB colour (IEC 61966-2-1, D65)."""
    red, green, blue = map(linear, colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    a, b, c = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)
    )
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in colour)
