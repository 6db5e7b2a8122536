"""The rules for lists of sources (``page_rules.bad_sources``) find what is wrong."""

from __future__ import annotations

from tests.layouts import page_rules
from tests.layouts.page_measures import Block, Line, Page, Run


def typed(text: str, left: float, baseline: float, font: str = "Regular", size: float = 8) -> Line:
    """Return a line whose letters are half as wide as their size of type."""
    right = left + len(text) * size / 2
    return Line((Run(text, f"SourceSansPro-{font}", size, left, right, baseline),))


def entry(*texts: str, left: float = 50, font: str = "Regular", size: float = 8) -> Block:
    lines = [typed(text, left, 300 - 10 * row, font, size) for row, text in enumerate(texts)]
    return Block(("Document", "L", "LI", "LBody"), lines)


def messages(*entries: Block, beside: tuple[Block, ...] = ()) -> list[str]:
    number = Block(("Document", "L", "LI", "Lbl"), [typed("1", 40, 300, "Semibold")])
    blocks = [block for one in entries for block in (number, one)]
    return [*page_rules.bad_sources([Page(1, 400, 560, [*blocks, *beside], [], [])], 8, 70)]


def test_bad_sources_are_found() -> None:
    assert messages(entry("Une loi"), entry("Un livre", left=200)) == []
    assert "italics" in messages(entry("Une loi", font="It"))[0]
    assert "7.2 pt" in messages(entry("Une loi", size=7.2))[0]
    assert "80 signs" in messages(entry("a" * 80))[0]
    house = entry("Rapport de Saint-Étienne, 2023.", "halteaucontrolenumerique.fr")
    assert "takes 2 lines" in messages(house)[0]


def test_one_column_on_a_wide_page_needs_something_beside_it() -> None:
    two = entry("Une loi"), entry("Un livre")
    assert "in one column" in messages(*two)[0]
    address = Block(("Document", "P"), [typed("exemple.org", 250, 250)])
    assert messages(*two, beside=(address,)) == []
    # What is above the list is no reason for one column.
    above = Block(("Document", "P"), [typed("lieu", 250, 400)])
    assert "in one column" in messages(*two, beside=(above,))[0]


def test_a_gap_at_the_end_of_a_line_is_found() -> None:
    """In columns of 40 mm, numbers of articles left lines half empty: *Code du travail,*."""
    number, half = "articles R5312-47 et R5312-48", "Code du travail,"
    assert "a gap" in messages(entry(half, number, "et R213-11."))[0]
    # (A last line is as short as its words.)
    assert messages(entry("Code du travail, accord", number, "fin.")) == []
