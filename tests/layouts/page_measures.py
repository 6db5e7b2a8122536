"""Measure the text of finished pages: lines with size and position, by paragraph.

Paragraphs, headings and list items come from the tags of the file, not from guesses by position.
Lengths are in pt, from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pypdfium2
from pypdfium2 import raw

Value = TypeVar("Value", float, str)

#: Tags of blocks of lines: the innermost tag of the first pattern, else of the second.
_BLOCKS = re.compile("P|H[1-6]?|Title|Caption"), re.compile("LBody|Lbl|TH|TD")
#: Runs whose base lines differ by no more than this (pt) are on one line.
_SAME_LINE = 1.0
#: Lines of one text are at most this many times their size apart.
_FAR = 2.2
_LONGEST_TEXT = 4000


class Run(NamedTuple):
    """Letters of one font and size on one line."""

    text: str
    font: str
    size: float
    left: float
    right: float
    baseline: float


@dataclass(frozen=True)
class Line:
    """One line of a paragraph: its runs, from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words, without soft hyphens, with single spaces (no-break spaces unchanged)."""
        return re.sub(" +", " ", "".join(run.text for run in self.runs)).strip(" ")

    @property
    def signs(self) -> int:
        """The number of visible signs, with spaces and punctuation."""
        return len(self.text)

    @property
    def size(self) -> float:
        """The size (pt) of most of its letters."""
        return most([(run.size, len(run.text)) for run in self.runs])

    @property
    def font(self) -> str:
        """The font of most of its letters, without its subset tag."""
        return most([(run.font, len(run.text)) for run in self.runs])

    @property
    def left(self) -> float:
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def baseline(self) -> float:
        return self.runs[0].baseline


@dataclass
class Block:
    """A paragraph, heading, item or cell, or its part on one page."""

    #: Its tags from the outside in: ("Document", "L", "LI", "LBody", "P").
    tags: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.tags[-1]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def is_heading(self) -> bool:
        return re.fullmatch("H[1-6]?|Title", self.tag) is not None

    @property
    def size(self) -> float:
        return most([(line.size, line.signs) for line in self.lines])

    @property
    def font(self) -> str:
        return most([(line.font, line.signs) for line in self.lines])


class Page(NamedTuple):
    """A page: its size, its blocks in reading order, and lines without tags (folios)."""

    number: int
    width: float
    height: float
    blocks: list[Block]
    furniture: list[Line]
    #: Filled or stroked paths: left, bottom, right, top.
    shapes: list[tuple[float, float, float, float]]


def most(weighted: Sequence[tuple[Value, int]]) -> Value:
    """Return the value whose weights have the greatest sum."""
    sums: dict[Value, int] = {}
    for one, weight in weighted:
        sums[one] = sums.get(one, 0) + weight
    return max(sums, key=lambda one: sums[one])


@lru_cache(maxsize=64)
def measured(file: Path, *, shapes: bool = False) -> list[Page]:
    """Read every page of a tagged PDF; shapes only on request, as drawings have thousands."""
    with pypdfium2.PdfDocument(file) as pdf:
        return [_page(page, number, shapes) for number, page in enumerate(pdf, 1)]


def _page(page: pypdfium2.PdfPage, number: int, with_shapes: bool) -> Page:
    tags = _tags(page)
    words = page.get_textpage()
    buffer = (ctypes.c_ushort * _LONGEST_TEXT)()
    fonts: dict[int, str] = {}
    runs: dict[tuple[int, ...], list[Run]] = {}
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
        length = raw.FPDFTextObj_GetText(found, words, buffer, _LONGEST_TEXT)
        text = bytes(buffer)[: max(0, length - 2)].decode("utf-16-le").replace("\u00ad", "")
        if not text.strip():
            continue
        run = _run(found, text, fonts)
        path = tags.get(raw.FPDFPageObj_GetMarkedContentID(found), ())
        runs.setdefault(tuple(one.number for one in path), []).append(run)
    by_number = {tuple(one.number for one in path): path for path in tags.values()}
    blocks, furniture = _blocks(runs, by_number)
    width, height = page.get_size()
    boxes = []
    if with_shapes:
        boxes = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return Page(number, width, height, blocks, furniture, boxes)


def _run(found: pypdfium2.PdfObject, text: str, fonts: dict[int, str]) -> Run:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(found, size)
    font = raw.FPDFTextObj_GetFont(found)
    at = ctypes.addressof(font.contents)
    if at not in fonts:
        name = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, name, 128)
        fonts[at] = name.value.decode().split("+")[-1]
    matrix = found.get_matrix()
    left, _, right, _ = found.get_bounds()
    return Run(text, fonts[at], round(size.value * matrix.d, 2), left, right, matrix.f)


class _Tag(NamedTuple):
    number: int
    name: str


def _tags(page: pypdfium2.PdfPage) -> dict[int, tuple[_Tag, ...]]:
    """Return for each marked content id the tags around it, from the root to its block."""
    found: dict[int, tuple[_Tag, ...]] = {}
    tree = raw.FPDF_StructTree_GetForPage(page)
    name = ctypes.create_string_buffer(64)
    count = 0

    def walk(element: Any, path: tuple[_Tag, ...]) -> None:
        nonlocal count
        count += 1
        length = raw.FPDF_StructElement_GetType(element, name, 64)
        tag = name.raw[: max(0, length - 2)].decode("utf-16-le")
        path = (*path, _Tag(count, tag))
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                walk(child, path)
            else:
                content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
                if content >= 0:
                    found[content] = _to_block(path)

    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, index), ())
    raw.FPDF_StructTree_Close(tree)
    return found


def _to_block(path: tuple[_Tag, ...]) -> tuple[_Tag, ...]:
    for kind in _BLOCKS:
        for index in range(len(path) - 1, -1, -1):
            if kind.fullmatch(path[index].name):
                return path[: index + 1]
    # Text that Typst does not tag as a paragraph, for example a lead in a box.
    for index, tag in enumerate(path):
        if tag.name in ("Span", "Link", "Em", "Strong", "Quote"):
            return path[: index + 1]
    return path


def _blocks(
    runs: dict[tuple[int, ...], list[Run]], tags: dict[tuple[int, ...], tuple[_Tag, ...]]
) -> tuple[list[Block], list[Line]]:
    blocks: list[Block] = []
    furniture: list[Line] = []
    for numbers in sorted(runs, key=lambda one: one[-1] if one else 0):
        lines = list(_lines(runs[numbers]))
        if numbers:
            names = tuple(one.name for one in tags[numbers])
            blocks.extend(Block(names, some) for some in _together(lines))
        else:
            furniture.extend(lines)
    return blocks, furniture


def _lines(runs: list[Run]) -> Iterator[Line]:
    """Join runs, which are in reading order, into lines."""
    now: list[Run] = []
    for run in runs:
        if now and (abs(run.baseline - now[0].baseline) > _SAME_LINE and not _raised(run, now)):
            yield Line(tuple(now))
            now = []
        now.append(run)
    if now:
        yield Line(tuple(now))


def _together(lines: list[Line]) -> Iterator[list[Line]]:
    """Separate lines that are far apart, such as labels that share a tag."""
    some = lines[:1]
    for line in lines[1:]:
        if abs(some[-1].baseline - line.baseline) > _FAR * max(line.size, some[-1].size):
            yield some
            some = []
        some.append(line)
    yield some


def _raised(run: Run, before: list[Run]) -> bool:
    """Return whether a run is raised on the same line, such as a comma between note calls."""
    up = run.baseline - before[0].baseline
    return 0 < up < before[0].size and run.left >= before[-1].right - 1
