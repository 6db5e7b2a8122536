"""Vector drawings on finished pages: their colours turned to the inks. Names pikepdf.

Typst draws an SVG in sRGB and grey, both ICC-based. What it draws itself is CMYK already, and is
left as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from zines.units import pt

#: From red, green and blue (0 to 1) to four inks (0 to 1).
Separate = Callable[[float, float, float], tuple[float, ...]]
#: The line screen of a light colour in black ink: lines half a millimetre apart, which a copier
#: holds; none finer than 0.25 pt (rules.md).
_SCREEN_PT, _FINEST_PT = pt(0.5), 0.25
#: A colour darker than that (0 to 1) is black, a lighter one than the other is paper.
_DARK, _PAPER = 0.5, 0.95
_COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3}
_SPACE = {"cs": "fill", "CS": "stroke"}
_COLOUR = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
_DEVICE = {"g": "fill", "rg": "fill", "G": "stroke", "RG": "stroke"}


def turn(pdf: pikepdf.Pdf, ink: str, separate: Separate) -> bool:
    """Rewrite what is painted in grey or RGB; returns whether anything was."""
    work = _Turner(pdf, ink, separate)
    holders: list[pikepdf.Page | pikepdf.Stream] = list(pdf.pages)
    holders += [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    ]
    # Each is asked: not a short circuit.
    turned = any([work.turn(holder) for holder in holders])
    work.drop_spaces()
    return turned


class _Turner:
    def __init__(self, pdf: pikepdf.Pdf, ink: str, separate: Separate) -> None:
        self.pdf, self.ink, self.separate = pdf, ink, separate
        self.inks: dict[tuple[float, ...], tuple[float, ...]] = {}
        self.left: list[tuple[Any, str]] = []
        self.screens: dict[int, pikepdf.Object] = {}

    def turn(self, holder: pikepdf.Page | pikepdf.Stream) -> bool:
        within = holder.obj if isinstance(holder, pikepdf.Page) else holder
        group = within.get("/Group")
        changed = False
        if group is not None and _components(group.get("/CS")):
            group.CS, changed = Name.DeviceCMYK, True
        resources = within.get("/Resources")
        if resources is None:
            return changed
        spaces = resources.get("/ColorSpace", Dictionary())
        turned = {name: count for name, one in spaces.items() if (count := _components(one))}
        if not turned:
            return changed
        content = self._content(holder, turned, resources)
        if isinstance(holder, pikepdf.Page):
            holder.obj.Contents = self.pdf.make_stream(b"")
            written = holder.obj.Contents
        else:
            written = holder
        written.write(zlib.compress(content, 9), filter=Name.FlateDecode)
        # Only at the end: pages may share their resources.
        self.left += [(spaces, name) for name in turned]
        return True

    def drop_spaces(self) -> None:
        """Take out the colour spaces that nothing uses any more."""
        for spaces, name in self.left:
            if name in spaces:
                del spaces[name]

    def _inks(self, *colour: float) -> tuple[float, ...]:
        if colour not in self.inks:
            self.inks[colour] = self.separate(*colour)
        return self.inks[colour]

    def _content(
        self, holder: pikepdf.Page | pikepdf.Stream, turned: dict[str, int], resources: Any
    ) -> bytes:
        """Write a content stream anew; the graphics state of ISO 32000-1, 8.4.2, is followed."""
        now: dict[str, int] = {"fill": 0, "stroke": 0}
        above: list[dict[str, int]] = []
        made: list[Any] = []
        for one in pikepdf.parse_content_stream(holder):
            operator = str(one.operator)
            if operator == "q":
                above.append(dict(now))
            elif operator == "Q" and above:
                now = above.pop()
            if operator in _SPACE:
                what = _SPACE[operator]
                now[what] = turned.get(str(one.operands[0]), 0)
                if now[what]:
                    # A space begins with its black.
                    made += self._painted(what, [0.0] * now[what], resources)
                    continue
            elif operator in _COLOUR and now[_COLOUR[operator]]:
                numbers = [float(number) for number in one.operands]
                made += self._painted(_COLOUR[operator], numbers, resources)
                continue
            elif operator in _DEVICE:
                numbers = [float(number) for number in one.operands]
                now[_DEVICE[operator]] = 0
                made += self._painted(_DEVICE[operator], numbers, resources)
                continue
            elif operator in ("k", "K"):
                now["fill" if operator == "k" else "stroke"] = 0
            made.append(one)
        return pikepdf.unparse_content_stream(made)

    def _painted(self, what: str, numbers: list[float], resources: Any) -> list[Any]:
        """Return the operators that set a colour of fills or strokes."""
        red, green, blue = numbers if len(numbers) == 3 else numbers * 3
        if self.ink == "colour":
            inks = self._inks(red, green, blue)
        else:
            light = 0.299 * red + 0.587 * green + 0.114 * blue
            if self.ink == "riso":
                inks = self._inks(light, light, light)
            elif _DARK <= light < _PAPER and what == "fill":
                name = self._screen(1 - light, resources)
                return [([Name.Pattern], Operator("cs")), ([name], Operator("scn"))]
            else:
                # A line is too thin to be screened.
                inks = (0, 0, 0, 0 if light >= _PAPER else 1)
        operator = Operator("k" if what == "fill" else "K")
        return [([round(number, 4) for number in inks], operator)]

    def _screen(self, tint: float, resources: Any) -> Name:
        """Return the name of a screen of slanting lines; tints go in steps of a tenth."""
        step = max(round(tint * 10), 1)
        if step not in self.screens:
            line = max(step / 10 * _SCREEN_PT, _FINEST_PT)
            slant = 0.7071
            screen = self.pdf.make_stream(
                # Paper first: over something dark, lines alone would be nothing.
                b"0 0 0 0 k 0 0 %.3f %.3f re f 0 0 0 1 k 0 0 %.3f %.3f re f"
                % (_SCREEN_PT, _SCREEN_PT, _SCREEN_PT, line),
                Type=Name.Pattern,
                PatternType=1,
                PaintType=1,
                TilingType=1,
                BBox=Array([0, 0, _real(_SCREEN_PT), _real(_SCREEN_PT)]),
                XStep=_real(_SCREEN_PT),
                YStep=_real(_SCREEN_PT),
                Resources=Dictionary(),
                Matrix=Array([_real(slant), _real(slant), _real(-slant), _real(slant), 0, 0]),
            )
            self.screens[step] = screen
        if "/Pattern" not in resources:
            resources.Pattern = Dictionary()
        name = Name(f"/Screen{step}")
        resources.Pattern[name] = self.screens[step]
        return name


def _real(number: float) -> Any:
    return pikepdf.Object.parse(b"%.4f" % number)


def _components(space: Any) -> int:
    """Return 1 for a grey space, 3 for an RGB one, 0 for any other."""
    if isinstance(space, Array) and len(space) and space[0] in ("/ICCBased", "/CalGray", "/CalRGB"):
        if space[0] != "/ICCBased":
            return 1 if space[0] == "/CalGray" else 3
        return int(space[1].N) if int(space[1].N) in (1, 3) else 0
    return _COMPONENTS.get(str(space), 0) if isinstance(space, Name) else 0
