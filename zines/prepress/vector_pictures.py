"""Vector drawings on finished pages: their colours turned to the inks. Names pikepdf.

Typst draws an SVG in sRGB and grey, both ICC-based. What it draws itself is CMYK already, and is
left as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from zines.base.units import pt
from zines.prepress import tones
from zines.prepress.path_measures import IDENTITY, Matrix, Operation, measured, scale, times

#: From red, green and blue (0 to 1) to four inks (0 to 1).
Separate = Callable[[float, float, float], tuple[float, ...]]
#: The line screen of a colour in black ink: lines half a millimetre apart, which a copier holds;
#: none finer than 0.25 pt, the hairline below which print shops warn (custom of the trade).
_SCREEN_PT, _FINEST_PT = pt(0.5), 0.25
_DEEPEST = 20
_COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3}
_SPACE = {"cs": "fill", "CS": "stroke"}
_COLOUR = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
_DEVICE = {"g": "fill", "rg": "fill", "G": "stroke", "RG": "stroke"}


@dataclass(frozen=True)
class Turned:
    """What was done: whether anything was turned and, in black ink, what each drawing became."""

    any: bool
    drawings: tuple[tones.Drawing, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Where content stands: its page, the marked content of the page around it, and its matrix."""

    page: int
    mark: int = -1
    alt: str = ""
    matrix: Matrix = IDENTITY


def turn(pdf: pikepdf.Pdf, ink: str, separate: Separate) -> Turned:
    """Rewrite what is painted in grey or RGB."""
    work = _Turner(pdf, ink, separate)
    if ink == "black":
        for number, page in enumerate(pdf.pages, 1):
            work.places[page.obj.objgen] = _Place(number)
            work.find_forms(page, _Place(number), 0)
    holders: list[pikepdf.Page | pikepdf.Stream] = list(pdf.pages)
    holders += [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    ]
    # Each is asked: not a short circuit.
    turned = any([work.turn(holder) for holder in holders])
    work.drop_spaces()
    drawings = (
        tones.Drawing(page, work.alts[page, mark], tuple(colours))
        for (page, mark), colours in work.drawn.items()
    )
    return Turned(turned, tuple(drawings))


class _Turner:
    def __init__(self, pdf: pikepdf.Pdf, ink: str, separate: Separate) -> None:
        self.pdf, self.ink, self.separate = pdf, ink, separate
        self.inks: dict[tuple[float, ...], tuple[float, ...]] = {}
        self.left: list[tuple[Any, str]] = []
        self.screens: dict[tuple[int, int], pikepdf.Object] = {}
        self.places: dict[tuple[int, int], _Place] = {}
        #: By page and marked content: each drawing of an SVG has one of its own.
        self.drawn: dict[tuple[int, int], list[tones.Drawn]] = {}
        self.alts: dict[tuple[int, int], str] = {}

    def find_forms(self, holder: pikepdf.Page | pikepdf.Stream, place: _Place, depth: int) -> None:
        """Note where each form stands, at its smallest."""
        within = holder.obj if isinstance(holder, pikepdf.Page) else holder
        things = within.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        forms = {
            name: one
            for name, one in things.items()
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
        }
        if not forms or depth > _DEEPEST:
            return
        matrix, above = place.matrix, []
        mark, alt, deep = place.mark, place.alt, 0
        for index, one in enumerate(pikepdf.parse_content_stream(holder)):
            operator = str(one.operator)
            if operator == "q":
                above.append(matrix)
            elif operator == "Q" and above:
                matrix = above.pop()
            elif operator == "cm":
                matrix = times([float(number) for number in one.operands], matrix)
            elif operator in ("BDC", "BMC"):
                deep += 1
                if deep == 1 and not depth:
                    mark, alt = index, _alt(one)
            elif operator == "EMC":
                deep -= 1
                if not deep and not depth:
                    mark, alt = place.mark, place.alt
            elif operator == "Do" and (form := forms.get(str(one.operands[0]))) is not None:
                own = [float(number) for number in form.get("/Matrix", IDENTITY)]
                found = _Place(place.page, mark, alt, times(own, matrix))
                known = self.places.get(form.objgen)
                if known is None or scale(found.matrix) < scale(known.matrix):
                    self.places[form.objgen] = found
                    self.find_forms(form, found, depth + 1)

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
        read = list(pikepdf.parse_content_stream(holder))
        within = holder.obj if isinstance(holder, pikepdf.Page) else holder
        place = self.places.get(within.objgen)
        steps = self._steps(read, turned, place) if place else {}
        size = scale(place.matrix) if place else 1.0
        now: dict[str, int] = {"fill": 0, "stroke": 0}
        #: In black ink, the step that is set; -1 where it is none of ours.
        shown: dict[str, int] = {"fill": -1, "stroke": -1}
        above: list[tuple[dict[str, int], dict[str, int]]] = []
        made: list[Any] = []

        def paint(what: str, numbers: list[float]) -> None:
            red, green, blue = numbers if len(numbers) == 3 else numbers * 3
            if self.ink == "black":
                shown[what] = tones.unmeasured((red, green, blue), is_line=what == "stroke")
                made.extend(self._in_black(what, shown[what], resources, size))
            else:
                made.append(self._in_inks(what, (red, green, blue)))

        for index, one in enumerate(read):
            operator = str(one.operator)
            if operator == "q":
                above.append((dict(now), dict(shown)))
            elif operator == "Q" and above:
                now, shown = above.pop()
            for what, step in steps.get(index, {}).items():
                if shown[what] != step:
                    shown[what] = step
                    made += self._in_black(what, step, resources, size)
            if operator in _SPACE:
                what = _SPACE[operator]
                now[what], shown[what] = turned.get(str(one.operands[0]), 0), -1
                if now[what]:
                    # A space begins with its black.
                    paint(what, [0.0] * now[what])
                    continue
            elif operator in _COLOUR and now[_COLOUR[operator]]:
                paint(_COLOUR[operator], [float(number) for number in one.operands])
                continue
            elif operator in _DEVICE:
                now[_DEVICE[operator]] = 0
                paint(_DEVICE[operator], [float(number) for number in one.operands])
                continue
            elif operator in ("k", "K"):
                what = "fill" if operator == "k" else "stroke"
                now[what], shown[what] = 0, -1
            made.append(one)
        return pikepdf.unparse_content_stream(made)

    def _steps(
        self, read: Sequence[Any], turned: dict[str, int], place: _Place
    ) -> dict[int, dict[str, int]]:
        """Return what each path, by the operation that begins it, is painted with in black ink."""
        found: dict[int, dict[str, int]] = {}
        paths = measured([_operation(one) for one in read], turned, place.matrix)
        for group, members in groupby(paths, lambda one: one.group):
            drawing = list(members)
            key = place.page, place.mark if group < 0 or place.mark >= 0 else group
            self.alts.setdefault(key, place.alt if group < 0 else _alt(read[group]))
            kept = self.drawn.setdefault(key, [])
            for path, step in zip(drawing, tones.toned(drawing), strict=True):
                found.setdefault(path.start, {})["stroke" if path.is_line else "fill"] = step
                thin = tones.is_thin(path)
                kept.append(tones.Drawn(path.colour, step, thin, path.area_mm2))
        return found

    def _in_inks(self, what: str, colour: tones.Colour) -> Any:
        shade = tones.light(colour)
        inks = self._inks(*(colour if self.ink == "colour" else (shade, shade, shade)))
        operator = Operator("k" if what == "fill" else "K")
        return [round(number, 4) for number in inks], operator

    def _in_black(self, what: str, step: int, resources: Any, size: float) -> list[Any]:
        """Return the operators that set black, paper or a screen for fills or strokes."""
        space, colour, plain = ("cs", "scn", "k") if what == "fill" else ("CS", "SCN", "K")
        if step in (tones.PAPER, tones.SOLID):
            return [([0, 0, 0, int(step == tones.SOLID)], Operator(plain))]
        name = self._screen(step, resources, size)
        return [([Name.Pattern], Operator(space)), ([name], Operator(colour))]

    def _screen(self, step: int, resources: Any, size: float) -> Name:
        """Return the name of a screen of slanting lines; ``size``: how large a form is drawn."""
        # A form that is drawn smaller has its screen, which is drawn with it, the larger.
        grown = round(1000 / size) if size else 1000
        key = step, grown
        if key not in self.screens:
            line = max(step / 10 * _SCREEN_PT, _FINEST_PT)
            slant = 0.7071 * grown / 1000
            self.screens[key] = self.pdf.make_stream(
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
        if "/Pattern" not in resources:
            resources.Pattern = Dictionary()
        name = Name(f"/Screen{step}" if grown == 1000 else f"/Screen{step}x{grown}")
        resources.Pattern[name] = self.screens[key]
        return name


def _operation(one: Any) -> Operation:
    """Return an instruction as plain values."""
    if isinstance(one, pikepdf.ContentStreamInlineImage):
        return Operation("BI")
    numbers = [float(part) for part in one.operands if not isinstance(part, (pikepdf.Object, bool))]
    names = [str(part) for part in one.operands if isinstance(part, Name)]
    return Operation(str(one.operator), numbers, names[0] if names else "")


def _alt(marked: Any) -> str:
    """Return the words that stand for marked content: Typst writes them beside its number."""
    said = marked.operands[-1]
    return str(said.get("/Alt", "")) if isinstance(said, Dictionary) else ""


def _real(number: float) -> Any:
    return pikepdf.Object.parse(b"%.4f" % number)


def _components(space: Any) -> int:
    """Return 1 for a grey space, 3 for an RGB one, 0 for any other."""
    if isinstance(space, Array) and len(space) and space[0] in ("/ICCBased", "/CalGray", "/CalRGB"):
        if space[0] != "/ICCBased":
            return 1 if space[0] == "/CalGray" else 3
        return int(space[1].N) if int(space[1].N) in (1, 3) else 0
    return _COMPONENTS.get(str(space), 0) if isinstance(space, Name) else 0
