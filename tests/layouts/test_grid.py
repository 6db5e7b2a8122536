"""The grid, measured on the finished pages of the whole catalogue; tests show that rules can fail.

A series has one size of body type, readable line lengths, and no stranded lines or headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import NamedTuple

import pytest

from tests.helpers import LAYOUT_FOLDERS
from tests.layouts import page_rules
from tests.layouts.page_measures import Block, Line, Page, Run, measured
from zines.base.options import BuildReport
from zines.manuscript import layouts

EACH = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"grid-{name}"))
    for name in layouts.names(LAYOUT_FOLDERS)
]
#: Layouts whose headings are run in with their text, or are titles of covers: never alone.
RUN_IN = ("dictionary",)

#: The size of body type (pt) of each series that has running text.
BODY = {
    "booklet": 10.2,
    "card": 10.2,
    "dictionary": 9,
    "directory": 10.5,
    "form": 10.5,
    "leaflet": 11.5,
    "letter": 11,
    "tract": 11,
}
#: The usual page width (mm): type of a tract on A4 grows with the width of the page.
USUAL_WIDTH = {"tract": 148}
#: Least and greatest median of signs in a line: in texts, and on panels.
READ, PANEL = (45, 70), (30, 45)
PANELS = ("card", "leaflet", "zine")
#: The longest line (signs), and the longest on the first page of letters (150 mm wide).
LONGEST, LONGEST_TYPED = 78, 98
#: The size of sources (pt) in papers to hold; in layouts for walls, it grows with the paper.
SOURCES, ON_WALLS = 8, ("poster", "statute", "wall-chart")
#: Layouts with boxes that may go over two pages.
BOXED = ("booklet", "dictionary", "directory")


class Piece(NamedTuple):
    """The pages of a document; ``factor`` is its width relative to the usual format, at least 1."""

    slug: str
    pages: list[Page]
    factor: float


def pieces(catalogue: BuildReport, layout: str) -> list[Piece]:
    found = []
    for made in catalogue.made:
        for one in made.files:
            if one["role"] == "reader" and one["layout"] == layout:
                pages = measured(catalogue.out / str(one["path"]), shapes=layout in BOXED)
                width = one.get("trim_mm", [0])[0]
                usual = USUAL_WIDTH.get(layout, width)
                found.append(Piece(made.slug, pages, max(1, width / usual) if usual else 1))
    return found


def broken(
    catalogue: BuildReport, layout: str, rule: Callable[[Piece], Iterable[str]]
) -> list[str]:
    """Return the messages of a rule on all documents of a layout."""
    return [f"{one.slug}, {message}" for one in pieces(catalogue, layout) for message in rule(one)]


@pytest.mark.parametrize("layout", EACH)
def test_a_series_has_one_size_of_body_type(layout: str, catalogue: BuildReport) -> None:
    if layout not in BODY:
        return
    body = BODY[layout]
    assert not broken(
        catalogue, layout, lambda one: page_rules.not_of_size(one.pages, body * one.factor)
    )
    for one in pieces(catalogue, layout):
        sizes = page_rules.signs_in_sizes(one.pages)
        if sum(sizes.values()) > 100:
            assert max(sizes, key=lambda size: sizes[size]) == pytest.approx(
                body * one.factor, abs=0.06
            ), one.slug


@pytest.mark.parametrize("layout", EACH)
def test_lines_are_of_a_length_to_read(layout: str, catalogue: BuildReport) -> None:
    least, most = PANEL if layout in PANELS else READ
    typed = layout == "letter"

    def read(one: Piece) -> Sequence[Page]:
        return one.pages[1:] if typed else one.pages

    lengths = [
        length for one in pieces(catalogue, layout) for length in page_rules.line_lengths(read(one))
    ]
    if lengths:
        assert least <= median(lengths) <= most
    assert not broken(catalogue, layout, lambda one: page_rules.too_long(read(one), LONGEST))
    if typed:
        assert not broken(
            catalogue, layout, lambda one: page_rules.too_long(one.pages[:1], LONGEST_TYPED)
        )


@pytest.mark.parametrize("layout", EACH)
def test_no_last_line_is_one_short_word(layout: str, catalogue: BuildReport) -> None:
    assert not broken(catalogue, layout, lambda one: page_rules.runts(one.pages))


@pytest.mark.parametrize("layout", EACH)
def test_what_belongs_together_is_on_one_line(layout: str, catalogue: BuildReport) -> None:
    assert not broken(catalogue, layout, lambda one: page_rules.parted(one.pages))


@pytest.mark.parametrize("layout", EACH)
def test_headings_and_boxes_keep_their_lines(layout: str, catalogue: BuildReport) -> None:
    if layout not in RUN_IN:
        assert not broken(catalogue, layout, lambda one: page_rules.alone(one.pages))
        assert not broken(catalogue, layout, lambda one: page_rules.lonely_items(one.pages))
    assert not broken(catalogue, layout, lambda one: page_rules.split_boxes(one.pages))


@pytest.mark.parametrize("layout", EACH)
def test_no_word_goes_over_a_page_turn(layout: str, catalogue: BuildReport) -> None:
    assert not broken(catalogue, layout, lambda one: page_rules.turned(one.pages))


@pytest.mark.parametrize("layout", EACH)
def test_no_two_hyphens_are_below_one_another(layout: str, catalogue: BuildReport) -> None:
    assert not broken(catalogue, layout, lambda one: page_rules.hyphens_in_a_row(one.pages))


@pytest.mark.parametrize("layout", EACH)
def test_sources_are_roman_in_columns_of_one_size(layout: str, catalogue: BuildReport) -> None:
    def size(one: Piece) -> float:
        listed = [entry for page in one.pages for entry in page_rules.sources_of(page)]
        if layout in ON_WALLS and listed:
            return max(SOURCES, listed[0].size)
        return SOURCES * one.factor

    assert not broken(
        catalogue, layout, lambda one: page_rules.bad_sources(one.pages, size(one), LONGEST)
    )


@pytest.mark.parametrize("layout", [one for one in EACH if one.values[0] in BODY])
def test_there_is_something_to_measure(layout: str, catalogue: BuildReport) -> None:
    """Without tags, or with other tags, the rules above would have nothing to check."""
    found = pieces(catalogue, layout)
    assert sum(sum(page_rules.signs_in_sizes(one.pages).values()) for one in found) > 200
    # (A card has few sources, and those of a dictionary are run in.)
    if layout not in ("card", "dictionary"):
        assert any(page_rules.sources_of(page) for one in found for page in one.pages)


def line(text: str, baseline: float, *, size: float = 10, left: float = 50) -> Line:
    """Return a line whose letters are half as wide as their size of type."""
    width = len(text) * size / 2
    return Line((Run(text, "SourceSansPro-Regular", size, left, left + width, baseline),))


def paragraph(*texts: str, top: float = 500, size: float = 10, tag: str = "P") -> Block:
    lines = [line(text, top - 14 * row, size=size) for row, text in enumerate(texts)]
    return Block(("Document", tag), lines)


def page(*blocks: Block, number: int = 1, shapes: Sequence[page_rules.Shape] = ()) -> Page:
    return Page(number, 400, 560, list(blocks), [], list(shapes))


FULL = "Une ligne de texte qui remplit toute la largeur de sa colonne,"


def test_a_last_line_of_one_short_word_is_found() -> None:
    assert [*page_rules.runts([page(paragraph(FULL, "fin."))])]
    assert not [*page_rules.runts([page(paragraph(FULL, "la fin."))])]
    assert not [*page_rules.runts([page(paragraph(FULL, "définitivement."))])]
    # A comma after a line to write on; a label.
    assert not [*page_rules.runts([page(paragraph(FULL, ","))])]
    assert not [*page_rules.runts([page(paragraph("Prénom et", "nom"))])]


def test_a_hyphen_between_digits_and_letters_is_no_place_to_part() -> None:
    assert not [*page_rules.parted([page(paragraph("les articles L1110-4 et", "R4127-45"))])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("en septembre", "2023, à Saint-Étienne"),
        ("en sep\x02", "tembre\u00a02023"),
        ("voyez le chapitre", "5"),
        ("à France", "Travail"),
        ("le Conseil", "d’État"),
        ("dans Mon", "espace santé"),
        ("chez La", "Quadrature du Net"),
        ("75342", "Paris Cedex 07"),
        ("75342 Paris", "Cedex 07"),
        ("75342 Paris Cedex", "07"),
        ("(L1110-", "4)"),
        ("l’article", "L112-8"),
    ],
)
def test_what_is_parted_is_found(first: str, second: str) -> None:
    assert [*page_rules.parted([page(paragraph(first, second))])]
    whole = f"{first} {second}".replace("\x02 ", "").replace("- ", "-")
    assert not [*page_rules.parted([page(paragraph(whole, "et la suite"))])]


def test_hyphens_below_one_another_are_found() -> None:
    parted = "personnels. Seulement après une première réclama\x02"
    assert [*page_rules.hyphens_in_a_row([page(paragraph(parted, "tion sans répon\x02", "se"))])]
    assert not [*page_rules.hyphens_in_a_row([page(paragraph(parted, FULL, parted, "tion"))])]


def test_a_heading_without_its_lines_is_found() -> None:
    heading = paragraph("Un titre", top=60, tag="H2")
    following = page(paragraph(FULL), number=2)
    assert [*page_rules.alone([page(heading, paragraph(FULL, top=40)), following])]
    two = page(heading, paragraph(FULL, FULL, top=40))
    assert not [*page_rules.alone([two, following])]
    # On the last page, a heading alone is accepted.
    assert not [*page_rules.alone([following, page(heading)])]


def test_a_heading_with_one_item_of_its_list_is_found() -> None:
    def item(top: float) -> list[Block]:
        return [
            Block(("Document", "L", "LI", tag), [line(text, top)])
            for tag, text in (("Lbl", "•"), ("LBody", FULL))
        ]

    heading = paragraph("Un titre", top=80, tag="H2")
    following = page(*item(500), paragraph(FULL), number=2)
    assert [*page_rules.lonely_items([page(heading, *item(60)), following])]
    assert not [*page_rules.lonely_items([page(heading, *item(60), *item(40)), following])]
    # A list of one item does not continue on the next page.
    assert not [*page_rules.lonely_items([page(heading, *item(60)), page(paragraph(FULL))])]


def test_a_word_over_a_page_turn_is_found() -> None:
    following = page(paragraph("rière une seule aide"), number=2)
    assert [*page_rules.turned([page(paragraph(FULL, "les coûts cachés der\x02")), following])]
    assert not [*page_rules.turned([page(paragraph("der\x02", FULL)), following])]
    assert not [*page_rules.turned([following, page(paragraph("der\x02"))])]


def test_a_box_of_which_two_lines_stand_alone_is_found() -> None:
    upper, lower = (40.0, 30.0, 360.0, 90.0), (40.0, 400.0, 360.0, 520.0)
    foot = page(paragraph(FULL, FULL, FULL, top=80), shapes=[upper])
    two = page(paragraph(FULL, FULL, top=510), number=2, shapes=[lower])
    three = page(paragraph(FULL, FULL, FULL, top=510), number=2, shapes=[lower])
    assert [*page_rules.split_boxes([foot, two])] == ["page 2: 2 lines of a box alone"]
    assert not [*page_rules.split_boxes([foot, three])]


def test_another_size_and_long_lines_are_found() -> None:
    squeezed = [page(paragraph(FULL, FULL, size=10.4))]
    assert [*page_rules.not_of_size(squeezed, 11)] and not [*page_rules.not_of_size(squeezed, 10.4)]
    # A lead and small print are accepted.
    others = [page(paragraph(FULL, size=13), paragraph(FULL, size=8))]
    assert not [*page_rules.not_of_size(others, 11)]
    assert [*page_rules.too_long(squeezed, 60)] and not [*page_rules.too_long(squeezed, 62)]
    # Items of one line: an item of a list, and one to tick.
    item, ticked = paragraph(FULL, tag="LBody"), page(paragraph(FULL, tag="LBody"))
    assert [*page_rules.too_long([page(paragraph("1.", tag="Lbl"), item)], 60)]
    assert not [*page_rules.too_long([ticked], 60)]
    assert page_rules.line_lengths([page(paragraph(FULL, FULL, "fin."))]) == [62, 62]
