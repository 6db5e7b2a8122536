"""Marked content for figures made of shapes, in tagged pages. Imports pikepdf.

Typst 0.15 tags ``figure(alt: ...)`` of shapes (a QR code, one of our drawings) as a Figure with its
alternative text and its BBox, but without content: the shapes are artifacts, and a screen reader
that looks for the element on the page finds nothing. The BBox and the order of the structure tree
decide which shapes belong to a figure. If this is not certain, the figure stays as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from zines.pdf.content.content_stream import ContentStream
from zines.pdf.content.interpreter import MarkedContent
from zines.pdf.content.path_operators import SEGMENTS
from zines.pdf.content.recorder import Recorder
from zines.pdf.content.shortened import OPERATOR, shortened
from zines.pdf.content.state_operators import MARKED_CONTENT, STATE
from zines.pdf.geometry import Box
from zines.pdf.inventory import Inventory
from zines.pdf.opening.budget import TooMuchError
from zines.pdf.opening.safe_get import box, get, key, listed, name
from zines.prepress import layout_shapes

#: Shapes extend beyond a BBox by half a line, and curves count with their control points: at least
#: ``_WITHIN`` of a shape, in width plus height, must lie in the BBox, and it may extend beyond it
#: by ``_BEYOND`` of the shorter side of the BBox (``_LINE_PT`` at least).
_LINE_PT, _WITHIN, _BEYOND = 1.0, 0.8, 0.1
#: The least part of a BBox, in width and in height, that its shapes must cover: Typst draws the
#: BBox around them, and around empty space in a drawing.
_LEAST_PART = 0.8
#: Operators that show text; Typst sets the position again before the next text.
_SHOWS = {"Tj", "TJ"}
#: Operators that begin marked content.
_BEGIN = {"BDC", "BMC", layout_shapes.OPERATOR}
#: The most frequent operators of a page that paint nothing.
_CHANGES = (
    {OPERATOR}
    | SEGMENTS.keys()
    | STATE.keys()
    | MARKED_CONTENT.keys()
    | {"BT", "ET", "Tf", "Tm", "Td"}
)


@dataclass(eq=False)
class _Figure:
    """An element without content, and the first and last page (from 0) where it may stand."""

    element: Any
    box: Box
    first: int
    last: int


@dataclass
class _Marked:
    """A sequence of marked content: whether it is an artifact of layout, and what it paints.

    ``start`` is the number of its first operator among those that begin marked content, from 0;
    it is negative for what is painted outside marked content.
    """

    start: int
    is_layout: bool
    boxes: list[Box] = field(default_factory=list)


def fill(pdf: pikepdf.Pdf) -> None:
    """Mark the shapes of figures without content as their content (ISO 32000-1, 14.7.4)."""
    tree = get(pdf.Root, "/StructTreeRoot")
    pages = {key(page.obj): number for number, page in enumerate(pdf.pages)}
    waiting = list(_figures(tree, pages))
    if not waiting or get(get(tree, "/ParentTree"), "/Nums") is None:
        return
    looked = {number for one in waiting for number in range(one.first, one.last + 1)}
    pages_read = {number: _Page(pdf, pdf.pages[number]) for number in sorted(looked)}
    while certain := _certain(waiting, pages_read):
        for one, page, run in certain:
            # What would lie in two figures is certain in neither.
            if not any(
                page is other and set(run) & set(its)
                for rival, other, its in certain
                if rival is not one
            ):
                page.give(one.element, run, tree)
        for _, page, run in certain:
            page.taken.update(run)
        waiting = [one for one in waiting if one not in [done for done, _, _ in certain]]
    for page in pages_read.values():
        page.write()


def _certain(
    waiting: list[_Figure], pages_read: dict[int, _Page]
) -> list[tuple[_Figure, _Page, list[int]]]:
    """Return the figures whose shapes are found on only one page, with that page and the shapes.

    Once these shapes are taken, other figures may become certain too.
    """
    certain = []
    for figure in waiting:
        pages = [pages_read[number] for number in range(figure.first, figure.last + 1)]
        fitting = [(page, run) for page in pages if (run := page.run_within(figure.box))]
        if len(fitting) == 1:
            certain.append((figure, *fitting[0]))
    return certain


def _figures(tree: Any, pages: dict[str, int]) -> Iterator[_Figure]:
    """Yield the figures without content, each between the content tagged before and after."""
    before = 0
    waiting: list[_Figure] = []
    for element, page in _in_order(tree, pages):
        if page is None:
            around = _bbox(element)
            if around:
                waiting.append(_Figure(element, around, before, len(pages) - 1))
            continue
        for figure in waiting:
            figure.last = page
        yield from waiting
        waiting, before = [], page
    yield from waiting


def _in_order(tree: Any, pages: dict[str, int]) -> Iterator[tuple[Any, int | None]]:
    """Yield each piece of content with its page, and each empty figure with None, as read."""
    above: list[tuple[Any, Any]] = [(kid, None) for kid in reversed(listed(get(tree, "/K")))]
    while above:
        node, owner = above.pop()
        if not isinstance(node, Dictionary) or get(node, "/S") is None:
            page = get(node, "/Pg") if isinstance(node, Dictionary) else None
            number = pages.get(key(page if page is not None else get(owner, "/Pg")))
            if number is not None:
                yield node, number
            continue
        kids = listed(get(node, "/K"))
        if not kids and get(node, "/S") == Name.Figure:
            yield node, None
        above += [(kid, node) for kid in reversed(kids)]


def _bbox(element: Any) -> Box | None:
    boxes = (box(get(attribute, "/BBox")) for attribute in listed(get(element, "/A")))
    return next((around for around in boxes if around), None)


class _Page:
    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        self.pdf, self.page = pdf, page
        #: The replacement instructions that begin marked content, by the count of that content.
        self.given: dict[int, Any] = {}
        #: The marked content that a figure has received, or that several claim.
        self.taken: set[int] = set()
        self.marked = self._marked()

    def _marked(self) -> list[_Marked]:
        """Return the outermost marked content, and what is painted outside all marked content."""
        recorder = Recorder(Inventory())
        interpreter = recorder.interpreter(self.page.obj)
        sequences: dict[int, _Marked] = {}
        owner = pikepdf.new()
        self.page.contents_coalesce()
        whole = get(self.page.obj, "/Contents")
        data = whole.read_bytes() if isinstance(whole, pikepdf.Stream) else b""
        content, interpreter.is_shortened = shortened(data)
        if interpreter.is_shortened:
            content = layout_shapes.replaced(content)
        read = pikepdf.parse_content_stream(pikepdf.Stream(owner, content))
        begun: dict[int, int] = {}
        for index, instruction in enumerate(read):
            operator = str(instruction.operator)
            if operator in _BEGIN:
                begun[index] = len(begun)
            if operator == layout_shapes.OPERATOR:
                interpreter.index = index
                if painted := layout_shapes.box(instruction.operands, interpreter.state):
                    outermost = interpreter.marked[0] if interpreter.marked else None
                    start = begun[outermost.start if outermost else index]
                    is_layout = outermost is None or _is_layout(outermost)
                    sequences.setdefault(start, _Marked(start, is_layout)).boxes.append(painted)
                continue
            if operator in _SHOWS and interpreter.marked:
                outermost = interpreter.marked[0]
                if not _is_layout(outermost):
                    # This is most of a page: it belongs to no figure, wherever it stands.
                    start = begun[outermost.start]
                    sequences.setdefault(start, _Marked(start, is_layout=False))
                    interpreter.index = index
                    continue
            try:
                interpreter.execute(instruction)
            except TooMuchError:
                return []
            if operator in _CHANGES:
                continue
            if boxes := recorder.take_boxes():
                if interpreter.marked:
                    outermost = interpreter.marked[0]
                    start, is_layout = begun[outermost.start], _is_layout(outermost)
                else:
                    start, is_layout = -1 - index, False
                sequences.setdefault(start, _Marked(start, is_layout)).boxes += boxes
        return list(sequences.values())

    def run_within(self, around: Box) -> list[int]:
        """Return the artifacts in a box, if they follow each other and fill the box; else none."""
        inside = [
            index
            for index, marked in enumerate(self.marked)
            if marked.is_layout
            and index not in self.taken
            and all(_lies_in(painted, around) for painted in marked.boxes)
        ]
        if not inside or inside != list(range(inside[0], inside[-1] + 1)):
            return []
        boxes = [painted for index in inside for painted in self.marked[index].boxes]
        width = max(painted.right for painted in boxes) - min(painted.left for painted in boxes)
        height = max(painted.top for painted in boxes) - min(painted.bottom for painted in boxes)
        fills = width >= _LEAST_PART * around.width and height >= _LEAST_PART * around.height
        return inside if fills else []

    def give(self, element: Any, run: list[int], tree: Any) -> None:
        """Make artifacts the content of an element."""
        owners = self._owners(tree)
        numbers = []
        for index in run:
            number = len(owners)
            mark = [Name.Figure, Dictionary(MCID=number)]
            instruction = pikepdf.ContentStreamInstruction(mark, Operator("BDC"))
            self.given[self.marked[index].start] = instruction
            owners.append(element)
            numbers.append(number)
        element.Pg = self.page.obj
        element.K = Array(numbers)

    def _owners(self, tree: Any) -> Any:
        """Return the elements that own the marked content of this page, by number (14.7.4.4)."""
        pairs = tree.ParentTree.Nums
        if "/StructParents" not in self.page.obj:
            # Nothing was tagged on this page. Keys ascend, and the next key is higher than all.
            self.page.obj.StructParents = tree.ParentTreeNextKey
            tree.ParentTreeNextKey += 1
            pairs.append(self.page.obj.StructParents)
            pairs.append(self.pdf.make_indirect(Array()))
        keys = [int(one) for one in list(pairs)[::2]]
        return pairs[2 * keys.index(int(self.page.obj.StructParents)) + 1]

    def write(self) -> None:
        if self.given:
            stream = ContentStream("page", self.page, self.page.obj)
            content = zlib.compress(stream.rewritten(self._with_given), 9)
            made = self.pdf.make_stream(b"")
            made.write(content, filter=Name.FlateDecode)
            self.page.obj.Contents = made

    def _with_given(self, instructions: Iterable[Any]) -> list[Any]:
        read = list(instructions)
        begins = [at for at, one in enumerate(read) if str(one.operator) in _BEGIN]
        for count, instruction in self.given.items():
            read[begins[count]] = instruction
        return read


def _is_layout(marked: MarkedContent) -> bool:
    """Return whether content is an artifact of layout, and not a header, footer or background."""
    operands = list(marked.operands)
    if operands[0] != Name.Artifact or len(operands) < 2:
        return False
    return name(get(operands[1], "/Type")) == "Layout"


def _lies_in(drawn: Box, around: Box) -> bool:
    beyond = max(_LINE_PT, _BEYOND * min(around.width, around.height))
    inside = drawn.cut_to(around.grown(_LINE_PT))
    if inside is None or drawn.cut_to(around.grown(beyond)) != drawn:
        return False
    return inside.width + inside.height >= _WITHIN * (drawn.width + drawn.height)
