"""Compute the shapes of the drawings once, and write them to layouts/lib/drawn/.

A drawing is a Typst program that computes about ten thousand points. Without these files, this
takes more than half of the time to set the pages of the catalogue. ``python -m tests.drawn`` writes
the points of all drawings that are filled polygons as numbers, which layouts/lib/drawn.typ reads.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import typst

from tests.helpers import ROOT

LIBRARY = ROOT / "layouts/lib"
DRAWN = LIBRARY / "drawn"
#: Points are rounded to a grid with this number of steps per unit: on an A3 poster, where a unit
#: is 3 mm, the error is at most a thirtieth of a millimetre.
STEPS = 50
#: The paints of a drawing, in the order of their numbers.
PAINTS = {"text": "#010203", "accent": "#040506", "paper": "#070809"}
_LENGTH = re.compile(r"(?:0% \+ )?(-?[\d.]+)pt")
HEAD = "// The drawings whose points are here; digests of their files. Written by: make drawings\n"
_ASKED = """\
#import "/layouts/lib/drawings/{name}.typ": draw
#metadata(draw((ink: "colour", display: (:), {paints})))<drawn>
"""

Point = tuple[float, float]
#: (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]


class NoPolygonsError(Exception):
    """A drawing has strokes, curves or text, so Typst must draw it each time."""


def names() -> list[str]:
    """Return the names of all drawings."""
    return sorted(file.stem for file in (LIBRARY / "drawings").glob("*.typ"))


def content_of(name: str) -> Any:
    """Return the content of a drawing, in the JSON form of Typst."""
    paints = ", ".join(f'{role}: rgb("{colour}")' for role, colour in PAINTS.items())
    file = _ASKED.format(name=name, paints=paints).encode()
    compiler = typst.Compiler(file, root=ROOT, ignore_system_fonts=True)
    return json.loads(compiler.query("<drawn>", field="value", one=True))


def shapes_of(name: str) -> list[list[Any]]:
    """Return the shapes of a drawing: for each, the number of its paint and its polygons.

    Raises NoPolygonsError if it is not made of filled polygons alone.
    """
    paints = {f'rgb("{colour}")': number for number, colour in enumerate(PAINTS.values())}
    shapes = []
    for curve, matrix in _curves(content_of(name), (1, 0, 0, 1, 0, 0)):
        if set(curve) != {"func", "fill", "components"} or curve["fill"] not in paints:
            raise NoPolygonsError(name)
        loops = ([_moved(matrix, point) for point in loop] for loop in _loops(curve))
        shapes.append([paints[curve["fill"]], *map(_steps, loops)])
    return shapes


def _steps(loop: Iterable[Point]) -> list[int]:
    """Return the first point of a polygon, then the offset of each next point, in steps."""
    found: list[int] = []
    last = (0, 0)
    for x, y in loop:
        at = round(STEPS * x), round(STEPS * y)
        found += [at[0] - last[0], at[1] - last[1]]
        last = at
    return found


def _curves(content: Any, matrix: Matrix) -> Iterator[tuple[dict[str, Any], Matrix]]:
    """Yield the curves of some content, each with the matrix that transforms its points."""
    kind = content["func"]
    if kind == "sequence":
        for child in content["children"]:
            yield from _curves(child, matrix)
        return
    if kind == "curve":
        yield content, matrix
        return
    corner = content.get("origin", "top + left")
    known = {"func", "body", "dx", "dy", "angle", "origin", "x", "y", "width", "height"}
    if set(content) - known or kind not in _MATRICES or corner not in ("left + top", "top + left"):
        raise NoPolygonsError
    yield from _curves(content["body"], _after(matrix, _MATRICES[kind](content)))


def _place(content: dict[str, Any]) -> Matrix:
    return 1, 0, 0, 1, _length(content.get("dx", "0pt")), _length(content.get("dy", "0pt"))


def _rotate(content: dict[str, Any]) -> Matrix:
    angle = math.radians(float(content.get("angle", "0deg").removesuffix("deg")))
    return math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0


def _scale(content: dict[str, Any]) -> Matrix:
    across, down = (float(content[key].removesuffix("%")) / 100 for key in "xy")
    return across, 0, 0, down, 0, 0


def _box(content: dict[str, Any]) -> Matrix:
    return 1, 0, 0, 1, 0, 0


_MATRICES = {"place": _place, "rotate": _rotate, "scale": _scale, "box": _box}


def _after(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q,
        b * p + d * q,
        a * r + c * s,
        b * r + d * s,
        a * t + c * u + e,
        b * t + d * u + f,
    )


def _moved(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _loops(curve: dict[str, Any]) -> Iterator[list[Point]]:
    loop: list[Point] = []
    for part in curve["components"]:
        if part["func"] == "close":
            if loop:
                yield loop
            loop = []
        elif part["func"] in ("move", "line"):
            x, y = part["start" if part["func"] == "move" else "end"]
            loop.append((_length(x), _length(y)))
        else:
            raise NoPolygonsError


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if not found:
        raise NoPolygonsError(text)
    return float(found[1])


def encoded(value: Any) -> bytes:
    """Return an integer, a text or a list of them encoded in CBOR (RFC 8949, 3)."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    return _head(4, len(value)) + b"".join(map(encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def tools() -> list[list[str]]:
    """Return the name and the text of each module of the drawing tools."""
    files = sorted((LIBRARY / "drawing-tools").glob("*.typ"))
    return [[file.name, file.read_text("utf-8")] for file in files]


def file_of(name: str) -> bytes:
    """Return the source of a drawing and its shapes, in CBOR; raises NoPolygonsError."""
    source = (LIBRARY / "drawings" / f"{name}.typ").read_text("utf-8")
    return encoded([source, shapes_of(name)])


def index(found: Mapping[str, bytes]) -> str:
    """Return the list of the drawings that have a file of points, as a Typst module."""
    rows = "".join(f'  "{name}": "{_digest(content)}",\n' for name, content in found.items())
    return f"{HEAD}#let drawings = (\n{rows})\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def main() -> None:
    """Write all files again."""
    found = {}
    for name in names():
        with suppress(NoPolygonsError):
            found[name] = file_of(name)
    shutil.rmtree(DRAWN, ignore_errors=True)
    DRAWN.mkdir()
    for name, content in found.items():
        (DRAWN / f"{name}.cbor").write_bytes(content)
    (DRAWN / "tools.cbor").write_bytes(encoded(tools()))
    (DRAWN / "index.typ").write_text(index(found), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
