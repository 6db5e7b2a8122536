"""What finished pages must be to be read: each rule returns what breaks it, in words with its page.

From the grid of this project and French typesetting: lines of 45 to 70 signs, 30 to 45 on panels;
no last line of one short word; what belongs together is not parted; no heading without two lines of
its text; no box of which fewer than three lines stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from tests.layouts.page_measures import Block, Line, Page, most
from zines.manuscript.collation import MONTHS

#: A last line of one word is at least so many times as wide as its type is high.
LEAST_END = 3
#: How many lines of its text stand under a heading, and how many of a box stay together.
UNDER_HEADING, IN_BOX = 2, 3
#: The size (pt) of the list of sources.
SOURCES = 8
#: From so many lines on, a paragraph says how long lines are.
_TOLD_BY = 3
#: What reads as text: paragraphs and items of lists; cells and labels are as short as they are.
_RUNNING = ("P", "LBody")

_SPACE = "[ \u00a0\u202f]"
#: What does not go over the end of a line: its parts, of which each may end one.
BOUND = tuple(
    re.compile(pattern.replace("SPACE", _SPACE + "+"))
    for pattern in (
        rf"(?i:{'|'.join(MONTHS)})SPACE(?:19|20)\d\d(?!\d)",
        r"(?i:chapitres?)SPACE\d+",
        r"FranceSPACETravail",
        r"ConseilSPACEd’État",
        r"MonSPACEespace",
        r"LaSPACEQuadrature",
        r"ParisSPACECedexSPACE\d\d",
        r"(?:\d+ )?[Cc]edexSPACE\d\d",
        r"[LRDA]\.?\d+-\d+(?:-\d+)*",
        r"n°SPACE\d+",
        r"articles?SPACE[LRD]?\.?\d[\d-]*",
    )
)


def body_sizes(pages: Iterable[Page]) -> dict[float, int]:
    """Return the sizes of running text but small print, with how many signs are set in each."""
    sizes: dict[float, int] = {}
    for page in pages:
        for block in page.blocks:
            if block.tag in _RUNNING and not _is_display(block) and block.size > SOURCES + 1:
                for line in block.lines:
                    sizes[line.size] = sizes.get(line.size, 0) + line.signs
    return sizes


def _is_display(block: Block) -> bool:
    return not block.font.startswith("SourceSans")


def line_lengths(pages: Iterable[Page], *, below: float = 0) -> list[int]:
    """Return the signs of lines, last ones apart, in paragraphs of three lines or more."""
    return [
        line.signs
        for page in pages
        for block in page.blocks
        if block.tag in _RUNNING and len(block.lines) >= _TOLD_BY and block.size > below
        for line in block.lines[:-1]
    ]


def too_long(pages: Iterable[Page], longest: int) -> Iterator[str]:
    """Yield lines with more signs than a reader finds back from."""
    for page in pages:
        for block in page.blocks:
            if len(block.lines) > 1:
                for line in block.lines:
                    if line.signs > longest:
                        yield f"page {page.number}: {line.signs} signs: {line.text!r}"


def runts(pages: Iterable[Page]) -> Iterator[str]:
    """Yield last lines of one word that is too short to hold a line."""
    for page in pages:
        for block in page.blocks:
            if len(block.lines) < 2 or block.tag in ("Lbl", "TH"):
                continue
            last = block.lines[-1]
            if re.search(_SPACE, last.text.strip()) or _is_address(last):
                continue
            if last.right - last.left < LEAST_END * last.size:
                yield f"page {page.number}: {last.text!r} ends {block.text[-60:]!r}"


def _is_address(line: Line) -> bool:
    return re.search(r"[/=@]|\.fr|\.org|\.eu", line.text) is not None


def parted(pages: Iterable[Page]) -> Iterator[str]:
    """Yield what belongs together and stands on two lines."""
    for page in pages:
        for block in page.blocks:
            joined, ends = "", set()
            for line in block.lines:
                joined += line.text
                ends.add(len(joined))
                joined += "" if joined.endswith("-") else " "
            for pattern in BOUND:
                for match in pattern.finditer(joined):
                    if any(match.start() < end < match.end() for end in ends):
                        yield f"page {page.number}: {match[0]!r}"


def alone(pages: Sequence[Page]) -> Iterator[str]:
    """Yield headings at the foot of a page with fewer than two lines of what they stand over."""
    for page in pages[:-1]:
        for index in range(len(page.blocks) - 1, -1, -1):
            if page.blocks[index].is_heading:
                after = sum(len(_rows(block)) for block in page.blocks[index + 1 :])
                # (A heading over lines to write on, or a picture, has no text.)
                low = page.blocks[index].lines[-1].baseline < page.height / 4
                if after < UNDER_HEADING and low:
                    yield f"page {page.number}: {page.blocks[index].text!r}"
                break


def _rows(block: Block) -> set[int]:
    return {round(line.baseline) for line in block.lines}


def split_boxes(pages: Sequence[Page]) -> Iterator[str]:
    """Yield boxes over two pages of which fewer than three lines stand on one of them.

    A box is a shape as wide, at the foot of one page and at the head of the next. Needs the
    shapes of the pages.
    """
    for page, following in zip(pages, pages[1:], strict=False):
        for upper in page.shapes:
            for lower in following.shapes:
                if not _goes_on(page, upper, following, lower):
                    continue
                for which, shape in ((page, upper), (following, lower)):
                    count = _lines_in(which, shape)
                    if 0 < count < IN_BOX:
                        yield f"page {which.number}: {count} lines of a box alone"


Shape = tuple[float, float, float, float]


def _goes_on(page: Page, upper: Shape, following: Page, lower: Shape) -> bool:
    lines = [line for block in page.blocks for line in block.lines]
    after = [line for block in following.blocks for line in block.lines]
    if not lines or not after or upper[3] - upper[1] < 8 or lower[3] - lower[1] < 8:
        return False
    same = abs((upper[2] - upper[0]) - (lower[2] - lower[0])) < 0.5
    last = min(line.baseline for line in lines)
    first = max(line.baseline for line in after)
    return same and upper[1] <= last <= upper[3] and lower[1] <= first <= lower[3]


def _lines_in(page: Page, shape: Shape) -> int:
    return len(
        {
            round(line.baseline)
            for block in page.blocks
            for line in block.lines
            if shape[1] <= line.baseline <= shape[3]
        }
    )


def sources_of(page: Page) -> list[Block]:
    """Return the entries of the list of sources on a page: what follows that heading."""
    found: list[Block] = []
    listed = False
    for block in page.blocks:
        if block.is_heading or block.text == "Sources":
            listed = block.text == "Sources"
        elif listed and block.tag in ("LBody", "P") and "LBody" in block.tags:
            found.append(block)
    return found


def bad_sources(pages: Iterable[Page], size: float, longest: int) -> Iterator[str]:
    """Yield sources that are not roman, not of that size, or in lines too long for it."""
    for page in pages:
        for entry in sources_of(page):
            said = f"page {page.number}: {entry.text[:40]!r}"
            if any(
                run.font.endswith(("It", "Italic")) for line in entry.lines for run in line.runs
            ):
                yield f"{said} is partly in italics"
            if abs(entry.size - size) > 0.05:
                yield f"{said} is set in {entry.size} pt"
            if any(line.signs > longest for line in entry.lines):
                yield f"{said} has lines of {max(line.signs for line in entry.lines)} signs"


def usual(lengths: Sequence[int]) -> float:
    """Return the length that half of the lines have at most."""
    return median(lengths)


__all__ = ["most"]
