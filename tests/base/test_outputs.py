"""The outputs of a document: which files a role, an ink, a format or large print gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from zines.base.manifest_entry import Ink, Role
from zines.base.options import Options
from zines.base.outputs import Output, all_names, of_format, on_separate_sheets, outputs_of

FOLDED: Mapping[str, Any] = {"schema": "saddle-stitch"}


def output(
    name: str,
    role: Role,
    trim: str = "a5",
    ink: Ink = "colour",
    imposition: Mapping[str, Any] | None = None,
    **more: Any,
) -> Output:
    return Output(name, "mot", role, trim, "a3", ink, imposition or {}, 7, 3, **more)


READER, SHEETS = output("lecture", "reader"), output("a-plier", "sheets", imposition=FOLDED)
BY_REQUEST = output("en-a2", "press", "a2", on_request=True)
USUAL = (READER, SHEETS, BY_REQUEST)


def made(*roles: Role, usual: tuple[Output, ...] = USUAL, pages: int = 8, **options: Any) -> Any:
    return outputs_of(usual, pages, Options(Path("out"), roles, **options))


def test_what_is_on_request_is_made_only_for_its_role() -> None:
    """A folder printed as a whole must not fill with the large posters of a print shop."""
    assert made() == ([READER, SHEETS], [])
    assert made("press") == ([BY_REQUEST], [])
    assert made("sheets") == ([SHEETS], [])


def test_every_layout_has_pages_for_screens_and_for_a_print_shop() -> None:
    """README: --role builds a role even where outputs.yaml leaves it out, under these names."""
    (press,), missing = made("press", usual=(SHEETS,))
    assert (press.name, press.label, press.role, press.trim) == ("imprimeur", "", "press", "a5")
    assert press.imposition == {} and missing == []
    (reader,), _ = made("reader", usual=(SHEETS, output("autre", "sheets", "a6")))
    assert (reader.name, reader.label, reader.trim) == ("page-par-page", "", "a5")
    assert reader.imposition == {}


def test_a_role_is_made_once_however_often_it_is_asked_for() -> None:
    assert made("sheets", "sheets") == ([SHEETS], [])
    assert [one.name for one in made("reader", "reader", usual=(SHEETS,))[0]] == ["page-par-page"]
    assert made("tiles", "tiles")[1] == ["tiles"]


def test_a_single_page_can_be_assembled_from_office_sheets_and_others_cannot() -> None:
    """The A2 poster is put together from sheets of A4, which every copier has."""
    (tiles,), missing = made("tiles", pages=1)
    assert (tiles.name, tiles.label, tiles.role) == ("a-assembler-a2", "A2 à assembler", "tiles")
    assert tiles.sheet == "a4" and tiles.imposition == {"schema": "tiles", "poster": "a2"}
    assert missing == []
    for pages in (0, 2, 8):
        assert made("tiles", "sheets", pages=pages) == ([SHEETS], ["tiles"])


def test_plates_are_made_once_for_each_size_of_the_piece() -> None:
    """A master costs money: none for a size that is only printed on request."""
    (plates,), _ = made("plates")
    assert (plates.name, plates.label, plates.role) == ("planches", "", "plates")
    assert (plates.trim, plates.imposition, plates.ink) == ("a5", {}, "riso")
    two, _ = made("plates", usual=(*USUAL, output("autre", "sheets", "a6")))
    assert [(one.name, one.trim) for one in two] == [("planches-a5", "a5"), ("planches-a6", "a6")]
    # A risograph prints plates, whether or not they are asked for.
    assert made(ink="riso") == made("plates")


def test_the_ink_is_that_of_the_output_unless_another_is_chosen() -> None:
    usual = (READER, output("noir", "sheets", ink="black"))
    assert [one.ink for one in made(usual=usual)[0]] == ["colour", "black"]
    assert [one.ink for one in made(usual=usual, ink="black")[0]] == ["black", "black"]
    assert [one.ink for one in made("reader", "plates", ink="black")[0]] == ["black", "riso"]


@pytest.mark.parametrize("pages", [0, 1, 8])
def test_large_print_is_on_a4_stapled_at_the_corner(pages: int) -> None:
    """Folded sheets of large type would need A3; an office has A4 and a stapler."""
    reader, sheets = made(pages=pages, large_print=True)[0]
    assert (reader.name, reader.trim, reader.sheet) == ("lecture", "a4", "a3")
    assert reader.imposition == {} and (reader.line, reader.column) == (0, 0)
    assert (sheets.name, sheets.label) == ("a-agrafer", "à agrafer")
    assert (sheets.trim, sheets.sheet) == ("a4", "a4")
    assert sheets.imposition == {"schema": "n-up", "grid": (1, 1)}


@pytest.mark.parametrize("trim", ["a3", "a2"])
def test_only_a_single_page_stays_larger_than_a4_in_large_print(trim: str) -> None:
    """A poster for a wall stays what it is; a chart of several pages flows over sheets of A4."""
    wall = output("mur", "sheets", trim)
    assert made(usual=(wall,), pages=1, large_print=True) == ([wall], [])
    for pages in (0, 2):
        assert [one.trim for one in made(usual=(wall,), pages=pages, large_print=True)[0]] == ["a4"]


def test_what_is_a4_already_stays_as_it_is_in_large_print() -> None:
    for usual in (output("recto-verso", "sheets", "a4"), output("x", "reader", "297x210mm")):
        assert made(usual=(usual,), large_print=True) == ([usual], [])


def test_only_a_single_page_is_assembled_in_large_print() -> None:
    tiles = output("a-assembler", "tiles", "a4")
    assert made(usual=(READER, tiles), pages=1, large_print=True)[0][1] == tiles
    for pages in (0, 2):
        found, missing = made("tiles", usual=(READER, tiles), pages=pages, large_print=True)
        assert found == [] and missing == ["tiles"]


def test_all_names_are_those_of_every_variant() -> None:
    """By these names a build finds the files that no document makes any more."""
    assert all_names(USUAL, 1) == {
        "lecture", "a-plier", "en-a2", "a-agrafer", "a-assembler-a2", "planches",
    }  # fmt: skip
    assert all_names((SHEETS,), 8) == {
        "a-plier", "a-agrafer", "page-par-page", "imprimeur", "planches",
    }  # fmt: skip


def test_a_format_has_its_outputs_and_the_first_is_the_usual_one() -> None:
    a5, also_a5, a6 = (
        output(name, "reader", format=size)
        for name, size in (("un", "a5"), ("deux", "a5"), ("trois", "a6"))
    )
    assert of_format((a5, also_a5, a6), "") == of_format((a5, a6, also_a5), "") == (a5, also_a5)
    assert of_format((a5, a6, also_a5), "a6") == (a6,)
    assert of_format(USUAL, "") == USUAL


def test_copies_of_a_page_can_be_on_separate_sheets_and_folded_pieces_cannot() -> None:
    """One side each: the copier does not turn the sheet, and there is no blank back to fill."""
    marks = {"schema": "repeat", "marks": ["cut"]}
    copies = output("copies", "sheets", imposition={**marks, "flip": "long-edge", "blanks": "end"})
    changed, folded, reader = on_separate_sheets((copies, SHEETS, READER))
    assert changed.imposition == {**marks, "one_sided": True} and changed.name == "copies"
    assert (folded, reader) == (SHEETS, READER)
