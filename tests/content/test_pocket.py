"""Pages of leaflets and zines: one size of type for each part, short lines, correct folios."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

from zines.base.options import BuildReport

MM = 72 / 25.4
#: The size of body type in each series, and of legal texts in zines (pt).
BODY = {"depliants": 11.5, "zines": 10.2}
LAW = 9.0
#: Lines on panels have 30 to 45 signs (custom of the trade), a few more with narrow letters.
LONGEST_LINE = 48
#: The least distance of text from a fold (mm).
FOLD = 3
#: Type of this size or more is a headline; smaller type is body type or small print (pt).
LARGE = 14


class Line(NamedTuple):
    """Signs of one size on one base line; ``left`` and ``right`` in pt from the left edge."""

    text: str
    size: float
    left: float
    right: float


Pages = list[list[Line]]


def lines(file: Path) -> Pages:
    with pypdfium2.PdfDocument(file) as pdf:
        return [list(_lines(page)) for page in pdf]


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    words = page.get_textpage()
    rows: dict[tuple[int, float], list[tuple[str, float, float]]] = {}
    for at in range(words.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(words, at))
        if sign in "\r\n":
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(words, at, matrix)
        size = round(raw.FPDFText_GetFontSize(words, at) * math.hypot(matrix.a, matrix.b), 1)
        left, _, right, _ = words.get_charbox(at, loose=True)
        rows.setdefault((round(matrix.f), size), []).append((sign, left, right))
    for (_, size), signs in rows.items():
        text = "".join(sign for sign, *_ in signs)
        if text.strip() and size > 1:
            lefts, rights = zip(*(one[1:] for one in signs), strict=True)
            yield Line(text.strip(), size, min(lefts), max(rights))


def body_of(pages: Pages) -> float:
    """Return the size (pt) of most signs, apart from small print and headlines."""
    signs: Counter[float] = Counter()
    for line in (line for page in pages for line in page if LAW < line.size < LARGE):
        signs[line.size] += len(line.text)
    return signs.most_common(1)[0][0]


def too_long(pages: Pages, body: float) -> list[str]:
    every = (line for page in pages for line in page if line.size == body)
    return [line.text for line in every if len(line.text) > LONGEST_LINE]


def near_folds(pages: Pages, width_mm: float) -> list[str]:
    """Return the lines that are too near to a side of the page, and would be in a fold."""
    low, high = FOLD * MM, (width_mm - FOLD) * MM
    return [line.text for page in pages for line in page if line.left < low or line.right > high]


def number_like(page: Iterable[Line]) -> list[str]:
    """Return the large single texts that could be read as page numbers."""
    sign = re.compile(r"\d+|\W|[A-ZÀ-Ý]")
    return [one.text for one in page if one.size >= LARGE and sign.fullmatch(one.text)]


def folio_of(page: Iterable[Line]) -> list[str]:
    return [line.text for line in page if line.size == LAW and re.fullmatch(r"\d+", line.text)]


@pytest.fixture(scope="module")
def series(catalogue: BuildReport) -> dict[str, Pages]:
    """Return the lines of each leaflet and zine, by its slug."""
    return {
        made.slug: lines(catalogue.out / entry["path"])
        for made in catalogue.made
        for entry in made.files
        if made.slug.split("/")[0] in BODY and entry["role"] == "reader"
    }


def test_a_series_has_one_size_of_text(series: dict[str, Pages]) -> None:
    assert len(series) >= 5
    for slug, pages in series.items():
        assert body_of(pages) == BODY[slug.split("/")[0]], slug


def test_lines_of_panels_are_short(series: dict[str, Pages]) -> None:
    for slug, pages in series.items():
        assert not too_long(pages, BODY[slug.split("/")[0]]), slug


def test_nothing_is_lost_in_a_fold(series: dict[str, Pages]) -> None:
    for slug, pages in series.items():
        # (The narrowest panel of a leaflet is its flap: 97 mm.)
        assert not near_folds(pages, 97 if slug.startswith("depliants") else 74.25), slug


def test_folios_of_zines_are_true_and_nothing_else_reads_as_one(series: dict[str, Pages]) -> None:
    for slug, pages in series.items():
        assert not any(number_like(page) for page in pages), slug
        if slug.startswith("zines"):
            assert [folio_of(page) for page in pages[1:-1]] == [[str(n)] for n in range(2, 8)]


def test_a_zine_has_one_size_of_titles_and_one_of_sentences(series: dict[str, Pages]) -> None:
    for slug, pages in series.items():
        if slug.startswith("zines"):
            large = {line.size for page in pages[1:-1] for line in page if line.size > LARGE}
            # One size for sentences, and one for titles that are words to explain.
            assert min(large) >= 17 and len(large) <= 2, (slug, large)


def test_what_these_rules_forbid_is_seen() -> None:
    long, sign = Line("x" * 49, 11.5, 20, 200), Line("45", 60, 20, 80)
    near = Line("perdu", 11.5, 2, 60)
    assert too_long([[long]], 11.5) and not too_long([[near]], 11.5)
    assert near_folds([[near]], 97) == ["perdu"] and not near_folds([[long]], 97)
    assert number_like([sign, Line("§", 60, 0, 9), Line("G", 40, 0, 9)]) == ["45", "§", "G"]
    assert not number_like([Line("Bug", 33, 0, 9), Line("5", 11, 0, 9)])
    assert body_of([[long, sign, near]]) == 11.5
