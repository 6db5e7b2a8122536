"""Rules for the text of finished pages; each yields messages with the page that breaks it.

The rules come from the grid of this project and from French typesetting: lines of 45 to 70 signs,
30 to 45 on panels; no last line of one short word; no line break within expressions such as "n° 5";
no heading with fewer than two lines of its text, or with only one item of its list; no word broken
over a page turn; no box with fewer than three lines on one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tests.layouts.page_measures import Block, Page
from zines.manuscript.french.collation import MONTHS

#: The least width of a last line of one word, in multiples of its size of type.
LEAST_END = 3
#: Shorter texts, such as labels and heads of tables, may end with a short line.
_SHORT_TEXT = 40
#: The least number of lines under a heading, and of lines of a box on one page.
UNDER_HEADING, IN_BOX = 2, 3
#: The least number of lines of paragraphs whose line lengths are counted.
_TOLD_BY = 3
_LABELS = ("Lbl", "TH", "Div", "Document")
#: Tags of running text: paragraphs and list items.
_RUNNING = ("P", "LBody")
#: Type larger or smaller than body type by these factors is a lead or small print.
_LEAD, _SMALL = 1.15, 0.92
#: Tolerance for rounding (pt).
_ROUNDING = 0.06
#: Wider pages (pt; 130 mm) have room for two columns of sources.
_WIDE = 130 * 72 / 25.4
#: The least width of a line of a source that is not its last, as a part of its widest line.
_LEAST_LINE = 0.6

#: The character that pdfium returns for a hyphen added at the end of a line.
_HYPHEN = "\x02"
_SPACE = "[ \u00a0\u202f]"
#: Expressions in which no line may end.
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
    """Return the number of signs of running text by size (pt), without small print."""
    sizes: dict[float, int] = {}
    for _, block in _running(pages):
        for line in block.lines:
            if line.size >= least:
                sizes[line.size] = sizes.get(line.size, 0) + line.signs
    return sizes


def not_of_size(pages: Iterable[Page], body: float) -> Iterator[str]:
    """Yield running text whose size is close to, but not equal to, the body size of its series."""
    for page, block in _running(pages):
        near = _SMALL * body < block.size < _LEAD * body
        if near and abs(block.size - body) > _ROUNDING:
            yield f"page {page.number}: {block.size} pt: {block.text[:40]!r}"


def line_lengths(pages: Iterable[Page], *, above: float = 9) -> list[int]:
    """Return the numbers of signs of lines, without last lines, in paragraphs of three or more."""
    return [
        line.signs
        for _, block in _running(pages)
        if len(block.lines) >= _TOLD_BY and block.size >= above
        for line in block.lines[:-1]
    ]


def too_long(pages: Iterable[Page], longest: int) -> Iterator[str]:
    """Yield lines with more than ``longest`` signs.

    Items of one line count too, because they are read with the items around them. Items of one
    line to tick do not count: they stand beside their box.
    """
    for page in pages:
        ticked = _ticked(page.blocks)
        for _, block in _running([page]):
            for line in block.lines if len(block.lines) > 1 or block not in ticked else ():
                if line.signs > longest:
                    yield f"page {page.number}: {line.signs} signs: {line.text!r}"


def _ticked(blocks: Sequence[Block]) -> list[Block]:
    """Return the items with a drawn box: items of lists have a bullet or number as text (Lbl)."""
    before = [None, *blocks]
    return [
        block
        for block, last in zip(blocks, before, strict=False)
        if "LBody" in block.tags and (last is None or last.tag != "Lbl")
    ]


def runts(pages: Iterable[Page]) -> Iterator[str]:
    """Yield last lines of one word that is too short."""
    for page in pages:
        for block in page.blocks:
            if len(block.lines) < 2 or len(block.text) < _SHORT_TEXT or block.tag in _LABELS:
                continue
            last = block.lines[-1]
            words = last.text.strip()
            # (Before a lone comma, there is a line to write on.)
            if re.search(_SPACE, words) or not re.search(r"\w", words) or _is_address(words):
                continue
            if last.right - last.left < LEAST_END * last.size:
                yield f"page {page.number}: {words!r} ends {block.text[-60:]!r}"


def _is_address(words: str) -> bool:
    return re.search(r"[/=@]|\.(?:fr|org|eu|be)$|^\W\w+$", words) is not None


def parted(pages: Iterable[Page]) -> Iterator[str]:
    """Yield expressions of BOUND that are broken over two lines."""
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
    """Yield headings at the foot of a page with fewer than two lines of their text."""
    for page in pages[:-1]:
        headings = [index for index, block in enumerate(page.blocks) if block.is_heading]
        if not headings:
            continue
        last = page.blocks[headings[-1]]
        after = sum(len(_rows(block)) for block in page.blocks[headings[-1] + 1 :])
        # (Higher on the page, a picture or lines to write on follow.)
        if after < UNDER_HEADING and last.lines[-1].baseline < page.height / 4:
            yield f"page {page.number}: {last.text!r}"


def lonely_items(pages: Sequence[Page]) -> Iterator[str]:
    """Yield headings at the foot of a page with one item of a list that continues overleaf."""
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
    """Yield the lines that end with a word broken over to the next page."""
    for page in pages[:-1]:
        for block in page.blocks[-1:]:
            if block.lines[-1].text.endswith(_HYPHEN):
                yield f"page {page.number}: {block.lines[-1].text[-40:]!r}"


def hyphens_in_a_row(pages: Iterable[Page]) -> Iterator[str]:
    """Yield lines that end with a hyphen below a line that ends with one: a ladder in the edge."""
    for page in pages:
        for block in page.blocks:
            for above, line in zip(block.lines, block.lines[1:], strict=False):
                if above.text.endswith(_HYPHEN) and line.text.endswith(_HYPHEN):
                    yield f"page {page.number}: {line.text[-40:]!r}"


def _rows(block: Block) -> set[int]:
    return {round(line.baseline) for line in block.lines}


Shape = tuple[float, float, float, float]


def split_boxes(pages: Sequence[Page]) -> Iterator[str]:
    """Yield boxes over two pages with fewer than three lines on one of the pages.

    A box is two shapes of the same width at the foot of a page and at the head of the next one.
    The pages must be measured with their shapes.
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
    """Return the entries of the list of sources on a page: only their numbers are semibold."""
    found: list[Block] = []
    listed = False
    for block in page.blocks:
        if block.tag == "Lbl":
            listed = block.text.isdigit() and block.font.endswith("Semibold")
        elif listed and "LBody" in block.tags:
            found.append(block)
    return found


def bad_sources(pages: Iterable[Page], size: float, longest: int) -> Iterator[str]:
    """Yield sources in italics, of another size, too wide, ragged, or alone in one column.

    One column on a wide page is for sources beside a code. The short form of the report of
    Saint-Étienne must take one line.
    """
    for page in pages:
        entries = sources_of(page)
        for entry in entries:
            place = f"page {page.number}: {entry.text[:40]!r}"
            if any(
                run.font.endswith(("It", "Italic")) for line in entry.lines for run in line.runs
            ):
                yield f"{place} is partly in italics"
            if abs(entry.size - size) > _ROUNDING:
                yield f"{place} is set in {entry.size} pt"
            if any(line.signs > longest for line in entry.lines):
                yield f"{place} has lines of {max(line.signs for line in entry.lines)} signs"
            widths = [line.right - line.left for line in entry.lines]
            if min(widths[:-1], default=max(widths)) < _LEAST_LINE * max(widths):
                yield f"{place} has a gap at the end of a line"
            short = entry.text.startswith("Rapport de Saint-Étienne, 2023.")
            if short and len(entry.lines) > 1 and "roit vérifié" not in entry.text:
                yield f"{place} takes {len(entry.lines)} lines"
        columns = {round(entry.lines[0].left, -1) for entry in entries}
        if (
            len(entries) > 1
            and page.width > _WIDE
            and len(columns) == 1
            and not _beside(page, entries)
        ):
            yield f"page {page.number}: {len(entries)} sources in one column"


def _beside(page: Page, entries: Sequence[Block]) -> bool:
    """Return whether something, such as the address of a code, is at the right of the entries."""
    right = max(line.right for entry in entries for line in entry.lines)
    top = entries[0].lines[0].baseline
    return any(
        block.lines[0].left > right and block.lines[0].baseline < top for block in page.blocks
    )
