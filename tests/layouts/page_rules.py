"""What finished pages must be to be read: each rule returns what breaks it, in words with its page.

From the grid of this project and French typesetting: lines of 45 to 70 signs, 30 to 45 on panels;
no last line of one short word; what belongs together is not parted; no heading without two lines of
its text, or with one item of its list alone; no word over a page turn; no box of which fewer than
three lines stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tests.layouts.page_measures import Block, Page
from zines.manuscript.french.collation import MONTHS

#: A last line of one word is at least so many times as wide as its type is high.
LEAST_END = 3
#: Labels and heads of tables are as short as they are.
_SHORT_TEXT = 40
#: How many lines of its text stand under a heading, and how many of a box stay together.
UNDER_HEADING, IN_BOX = 2, 3
#: From so many lines on, a paragraph says how long lines are.
_TOLD_BY = 3
_LABELS = ("Lbl", "TH", "Div", "Document")
#: What reads as text: paragraphs and items of lists.
_RUNNING = ("P", "LBody")
#: So much larger or smaller than body type, type is something else: a lead, small print.
_LEAD, _SMALL = 1.15, 0.92
#: What rounding may differ (pt).
_ROUNDING = 0.06
#: Pages so wide (pt) have room for two columns of sources: 130 mm.
_WIDE = 130 * 72 / 25.4

#: What pdfium reads for a hyphen that was set at a line's end.
_HYPHEN = "\x02"
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
        r"(?:\d{5}SPACE)?ParisSPACECedexSPACE\d\d",
        r"(?:\d+ )?[Cc]edexSPACE\d\d",
        r"[LRDA]\.?\d+-\d+(?:-\d+)*",
        r"n°SPACE\d+",
        r"articles?SPACE[LRD]?\.?\d[\d-]*",
    )
)


def _running(pages: Iterable[Page]) -> Iterator[tuple[Page, Block]]:
    for page in pages:
        for block in page.blocks:
            if block.tag in _RUNNING and block.font.startswith("SourceSans"):
                yield page, block


def signs_in_sizes(pages: Iterable[Page], least: float = 9) -> dict[float, int]:
    """Return the sizes of running text above small print, with how many signs each sets."""
    sizes: dict[float, int] = {}
    for _, block in _running(pages):
        for line in block.lines:
            if line.size >= least:
                sizes[line.size] = sizes.get(line.size, 0) + line.signs
    return sizes


def not_of_size(pages: Iterable[Page], body: float) -> Iterator[str]:
    """Yield running text that is set nearly, but not quite, in the body size of its series."""
    for page, block in _running(pages):
        near = _SMALL * body < block.size < _LEAD * body
        if near and abs(block.size - body) > _ROUNDING:
            yield f"page {page.number}: {block.size} pt: {block.text[:40]!r}"


def line_lengths(pages: Iterable[Page], *, above: float = 9) -> list[int]:
    """Return the signs of lines, last ones apart, in paragraphs of three lines or more."""
    return [
        line.signs
        for _, block in _running(pages)
        if len(block.lines) >= _TOLD_BY and block.size >= above
        for line in block.lines[:-1]
    ]


def too_long(pages: Iterable[Page], longest: int) -> Iterator[str]:
    """Yield lines with more signs than a reader finds back from.

    Items of one line count, too: they are read with those around them. What is ticked does not, it
    stands beside its box.
    """
    for page in pages:
        ticked = _ticked(page.blocks)
        for _, block in _running([page]):
            for line in block.lines if len(block.lines) > 1 or block not in ticked else ():
                if line.signs > longest:
                    yield f"page {page.number}: {line.signs} signs: {line.text!r}"


def _ticked(blocks: Sequence[Block]) -> list[Block]:
    """Return the items whose sign is drawn: those of lists have a point or a number in letters."""
    before = [None, *blocks]
    return [
        block
        for block, last in zip(blocks, before, strict=False)
        if "LBody" in block.tags and (last is None or last.tag != "Lbl")
    ]


def runts(pages: Iterable[Page]) -> Iterator[str]:
    """Yield last lines of one word that is too short to hold a line."""
    for page in pages:
        for block in page.blocks:
            if len(block.lines) < 2 or len(block.text) < _SHORT_TEXT or block.tag in _LABELS:
                continue
            last = block.lines[-1]
            words = last.text.strip()
            # (Before a comma that stands alone, there is a line to write on.)
            if re.search(_SPACE, words) or not re.search(r"\w", words) or _is_address(words):
                continue
            if last.right - last.left < LEAST_END * last.size:
                yield f"page {page.number}: {words!r} ends {block.text[-60:]!r}"


def _is_address(words: str) -> bool:
    return re.search(r"[/=@]|\.(?:fr|org|eu|be)$|^\W\w+$", words) is not None


def parted(pages: Iterable[Page]) -> Iterator[str]:
    """Yield what belongs together and stands on two lines."""
    for page in pages:
        for block in page.blocks:
            joined, ends = "", set()
            for line in block.lines:
                joined += line.text.removesuffix(_HYPHEN)
                ends.add(len(joined))
                joined += "" if line.text.endswith(("-", _HYPHEN)) else " "
            for pattern in BOUND:
                for match in pattern.finditer(joined):
                    if any(match.start() < end < match.end() for end in ends):
                        yield f"page {page.number}: {match[0]!r}"


def alone(pages: Sequence[Page]) -> Iterator[str]:
    """Yield headings at the foot of a page with fewer than two lines of what they stand over."""
    for page in pages[:-1]:
        headings = [index for index, block in enumerate(page.blocks) if block.is_heading]
        if not headings:
            continue
        last = page.blocks[headings[-1]]
        after = sum(len(_rows(block)) for block in page.blocks[headings[-1] + 1 :])
        # (Higher up, what follows is a picture, or lines to write on.)
        if after < UNDER_HEADING and last.lines[-1].baseline < page.height / 4:
            yield f"page {page.number}: {last.text!r}"


def lonely_items(pages: Sequence[Page]) -> Iterator[str]:
    """Yield headings at the foot of a page with one item, whose list goes on over the page."""
    for page, following in zip(pages, pages[1:], strict=False):
        headings = [index for index, block in enumerate(page.blocks) if block.is_heading]
        if not headings or not following.blocks or "LI" not in following.blocks[0].tags:
            continue
        after = page.blocks[headings[-1] + 1 :]
        if all("LI" in block.tags for block in after) and _items(after) == 1:
            yield f"page {page.number}: {page.blocks[headings[-1]].text!r}"


def _items(blocks: Sequence[Block]) -> int:
    return sum("Lbl" not in block.tags for block in blocks)


def turned(pages: Sequence[Page]) -> Iterator[str]:
    """Yield words of which a part stands on the next page."""
    for page in pages[:-1]:
        for block in page.blocks[-1:]:
            if block.lines[-1].text.endswith(_HYPHEN):
                yield f"page {page.number}: {block.lines[-1].text[-40:]!r}"


def _rows(block: Block) -> set[int]:
    return {round(line.baseline) for line in block.lines}


Shape = tuple[float, float, float, float]


def split_boxes(pages: Sequence[Page]) -> Iterator[str]:
    """Yield boxes over two pages of which fewer than three lines stand on one of them.

    A box is a shape as wide, at the foot of one page and at the head of the next. Needs the
    shapes of the pages.
    """
    for page, following in zip(pages, pages[1:], strict=False):
        for upper in page.shapes:
            for lower in following.shapes:
                if _goes_on(page, upper, following, lower):
                    for which, shape in ((page, upper), (following, lower)):
                        if 0 < (count := _lines_in(which, shape)) < IN_BOX:
                            yield f"page {which.number}: {count} lines of a box alone"


def _goes_on(page: Page, upper: Shape, following: Page, lower: Shape) -> bool:
    before = [line.baseline for block in page.blocks for line in block.lines]
    after = [line.baseline for block in following.blocks for line in block.lines]
    # (Strokes of drawings are narrower.)
    if upper[2] - upper[0] < page.width / 4:
        return False
    if not before or not after or abs((upper[2] - upper[0]) - (lower[2] - lower[0])) > 0.5:
        return False
    return upper[1] <= min(before) <= upper[3] and lower[1] <= max(after) <= lower[3]


def _lines_in(page: Page, shape: Shape) -> int:
    rows = {row for block in page.blocks for row in _rows(block)}
    return sum(shape[1] <= row <= shape[3] for row in rows)


def sources_of(page: Page) -> list[Block]:
    """Return the entries of the list of sources on a page: their numbers alone are semibold."""
    found: list[Block] = []
    listed = False
    for block in page.blocks:
        if block.tag == "Lbl":
            listed = block.text.isdigit() and block.font.endswith("Semibold")
        elif listed and "LBody" in block.tags:
            found.append(block)
    return found


def bad_sources(pages: Iterable[Page], size: float, longest: int) -> Iterator[str]:
    """Yield sources that are not roman or of that size, too wide, or in one column on wide pages.

    The short form of one that everyone knows takes one line.
    """
    for page in pages:
        entries = sources_of(page)
        for entry in entries:
            said = f"page {page.number}: {entry.text[:40]!r}"
            if any(
                run.font.endswith(("It", "Italic")) for line in entry.lines for run in line.runs
            ):
                yield f"{said} is partly in italics"
            if abs(entry.size - size) > _ROUNDING:
                yield f"{said} is set in {entry.size} pt"
            if any(line.signs > longest for line in entry.lines):
                yield f"{said} has lines of {max(line.signs for line in entry.lines)} signs"
            short = entry.text.startswith("Rapport de Saint-Étienne, 2023.")
            if short and len(entry.lines) > 1 and "roit vérifié" not in entry.text:
                yield f"{said} takes {len(entry.lines)} lines"
        columns = {round(entry.lines[0].left, -1) for entry in entries}
        if len(entries) > 1 and page.width > _WIDE and len(columns) == 1:
            yield f"page {page.number}: {len(entries)} sources in one column"
