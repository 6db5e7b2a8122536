"""The pages of the dictionary: sizes of type, whole headwords, jokes, and feet at one height."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from tests.helpers import ROOT, Once, read_yaml
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project

SLUG = "dictionary/faux-nez"
DISPLAY = "Fjalla"
#: Sizes in pt; a last line of one word is at least RUNT times its size wide.
FACTS, NOTES, RUNT = 9, 8, 3
PT = 72 / 25.4


class Line(NamedTuple):
    """One line of one size of type; lengths in pt from the lower left corner."""

    words: str
    size: float
    display: bool
    left: float
    right: float
    base: float


@pytest.fixture(scope="module")
def book(once: Once, checkout: Project) -> Path:
    def make(folder: Path) -> Path:
        report = build(checkout, (SLUG,), Options(out=folder, roles=("reader",)))
        assert not report.problems, report.problems
        return folder / str(report.made[0].files[0]["path"])

    return once("dictionary-pages", make)


@pytest.fixture(scope="module")
def text() -> dict[str, Any]:
    read: dict[str, Any] = read_yaml((ROOT / f"content/{SLUG}.yaml").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def pages(book: Path) -> list[list[Line]]:
    with pypdfium2.PdfDocument(book) as pdf:
        return [lines_of(page.get_textpage()) for page in pdf]


@pytest.fixture(scope="module")
def headwords(book: Path) -> dict[int, str]:
    """Return the headwords by page index, for pages that begin an entry, from the bookmarks."""
    with pypdfium2.PdfDocument(book) as pdf:
        found = {
            mark.get_dest().get_index(): mark.get_title()
            for mark in pdf.get_toc()
            if mark.level == 0
        }
    return {page: title for page, title in found.items() if title != "Mode d’emploi"}


def lines_of(words: pypdfium2.PdfTextPage) -> list[Line]:
    """Return the lines of a page, in the order of its text."""
    found: list[list[Any]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(words.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(words, at))
        if sign in "\r\n\u0002\ufffe":
            continue
        size = round(raw.FPDFText_GetFontSize(words, at), 1)
        raw.FPDFText_GetCharOrigin(words, at, x, y)
        name = ctypes.create_string_buffer(80)
        raw.FPDFText_GetFontInfo(words, at, name, 80, None)
        left, _, right, _ = words.get_charbox(at)
        line = found[-1] if found else None
        if line is not None and (sign.isspace() or abs(line[5] - y.value) < 4):
            line[0] += sign
            line[4] = max(line[4], right) if not sign.isspace() else line[4]
            continue
        if not sign.isspace():
            found.append([sign, size, DISPLAY.encode() in name.value, left, right, y.value])
    # Single letters of display type, at the fore edge, are left out.
    return [
        Line(words, *rest)
        for words, *rest in ((line[0].strip(), *line[1:]) for line in found)
        if len(words) > 1 or not rest[1]
    ]


def runts(lines: list[Line]) -> list[str]:
    """Return the last lines of paragraphs that consist of one short word."""
    found = []
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        follows = abs(before.size - line.size) < 0.2 and before.base - line.base < 1.45 * line.size
        ends = (
            after is None
            or abs(after.size - line.size) > 0.2
            or line.base - after.base > 1.45 * line.size
        )
        one = " " not in line.words.strip()
        if follows and ends and one and line.right - line.left < RUNT * line.size:
            found.append(line.words)
    return found


def test_a_short_last_word_is_seen() -> None:
    def line(words: str, base: float, right: float) -> Line:
        return Line(words, 10, display=False, left=0, right=right, base=base)

    assert runts([line("Une ligne", 30, 200), line("mot.", 18, 20)]) == ["mot."]
    assert runts([line("Une ligne", 30, 200), line("anticonstitution.", 18, 80)]) == []
    assert runts([line("Une ligne", 60, 200), line("Voir.", 18, 20)]) == []


def test_headwords_are_whole_and_of_one_size(
    pages: list[list[Line]], headwords: dict[int, str], text: dict[str, Any]
) -> None:
    assert len(headwords) == len(text["entries"])
    sizes = set()
    for page, term in headwords.items():
        head = pages[page][0]
        assert head.words.strip() == term.replace("\u00ad", ""), f"page {page + 1}"
        assert head.display
        sizes.add(head.size)
        # It is on its page once: no running head repeats it.
        assert sum(line.words.strip() == term for line in pages[page]) == 1
    (size,) = sizes
    assert size > max(size_of_bubbles(pages))


def size_of_bubbles(pages: list[list[Line]]) -> set[float]:
    return {line.size for lines in pages for line in lines if line.display and line.words[0] == "«"}


def test_bubbles_have_one_size_and_two_lines_at_most(
    pages: list[list[Line]], headwords: dict[int, str]
) -> None:
    (size,) = size_of_bubbles(pages)
    for page in headwords:
        bubble = [line.words for line in pages[page] if line.display and line.size == size]
        assert len(bubble) <= 2, bubble
        bubble_text = "".join(bubble)
        assert bubble_text.startswith("«") and bubble_text.rstrip().endswith("»"), bubble


def test_facts_have_one_size_and_nothing_is_between(
    pages: list[list[Line]], headwords: dict[int, str]
) -> None:
    for number, lines in enumerate(pages, 1):
        found = {line.size for line in lines if not line.display}
        assert found <= {7.2, NOTES, FACTS, 13}, f"page {number}: {found}"
    for page in headwords:
        assert FACTS in {line.size for line in pages[page] if not line.display}


def test_no_last_line_is_one_short_word(pages: list[list[Line]]) -> None:
    found = {number: runts(lines) for number, lines in enumerate(pages, 1)}
    assert {number: words for number, words in found.items() if words} == {}


def test_feet_of_entries_are_even(pages: list[list[Line]], headwords: dict[int, str]) -> None:
    feet = []
    for page in headwords:
        folio = str(page + 1)
        feet.append(min(line.base for line in pages[page] if line.words.strip() != folio))
    assert max(feet) - min(feet) < 1, feet


def test_one_page_in_ten_is_a_joke_of_its_own(
    book: Path, pages: list[list[Line]], headwords: dict[int, str], text: dict[str, Any]
) -> None:
    """Each joke is on the right page beside its entry, with one line and a drawing of its own."""
    jokes = {one["joke"]["line"]: one for one in text["entries"] if "joke" in one}
    assert len(jokes) * 10 >= len(text["entries"])
    pictures = [one["joke"]["drawing"] for one in jokes.values()]
    pictures += [one["drawing"] for one in text["entries"] if "drawing" in one]
    assert len(pictures) >= 12 and len(pictures) == len(set(pictures))
    plain = {"".join(line.words for line in lines): at for at, lines in enumerate(pages)}
    for line, entry in jokes.items():
        (at,) = [at for words, at in plain.items() if _plain(words) == _plain(line)]
        # Page indices count from 0: a right page has an even index.
        assert at % 2 == 0 and _plain(headwords[at - 1]) == _plain(entry["term"])


def _plain(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum()).lower()


def test_there_is_one_form_and_the_back_is_a_cover(pages: list[list[Line]]) -> None:
    forms = [
        number for number, lines in enumerate(pages, 1) if lines and lines[0].words == "À vous"
    ]
    assert forms == [len(pages) - 1]
    # One line, and the imprint; no folio.
    back = " ".join(line.words for line in pages[-1])
    assert "guichet" in back and "Imprimé par" in back and str(len(pages)) not in back


def test_the_book_folds(book: Path) -> None:
    """48 pages can be stapled."""
    with pikepdf.open(book) as pdf:
        assert len(pdf.pages) == 48
