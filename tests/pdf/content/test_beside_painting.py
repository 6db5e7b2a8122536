"""Parts of a file besides its painting, and annotations in print."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Matrix, Name, String

from zines.pdf import packed
from zines.pdf.annotations import appearances, notes

PDF = pikepdf.new()
FILE = Dictionary(F=String("a.txt"), EF=Dictionary(F=pikepdf.Stream(PDF, b"data")))
NAMED = Dictionary(F=String("a.txt"))


def form(**entries: Any) -> pikepdf.Stream:
    return PDF.make_stream(b"", Subtype=Name.Form, **entries)


@pytest.mark.parametrize(
    ("root", "found"),
    [
        (Dictionary(), False),
        (Dictionary(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), False),
        (Dictionary(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([1, 2])))), True),
        (Dictionary(Names=Dictionary(EmbeddedFiles=Dictionary(Kids=Array([1])))), True),
        (Dictionary(Names=Dictionary(Dests=Dictionary(Names=Array([1])))), False),
        (Dictionary(Collection=Dictionary()), True),
        (Dictionary(AF=Array([NAMED])), False),
        (Dictionary(AF=Array([NAMED, FILE])), True),
        (Dictionary(AF=FILE), True),
    ],
)
def test_files_in_a_document(root: Dictionary, found: bool) -> None:
    assert packed.in_document(root) is found


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        (Dictionary(Subtype=Name.FileAttachment, FS=FILE), True),
        (Dictionary(Subtype=Name.FileAttachment, FS=NAMED), False),
        (Dictionary(Subtype=Name.Text, FS=FILE), False),
        (Dictionary(Subtype=Name.Text, AF=FILE), True),
        (Dictionary(Subtype=Name.Movie, Movie=Dictionary(F=FILE)), True),
        (Dictionary(Subtype=Name.Screen, A=Dictionary(R=Dictionary(C=Dictionary(D=FILE)))), True),
        (
            Dictionary(
                Subtype=Name.RichMedia,
                RichMediaContent=Dictionary(Assets=Dictionary(Names=Array([String("a"), FILE]))),
            ),
            True,
        ),
        (Dictionary(Subtype=Name.Link), False),
    ],
)
def test_files_in_annotations(annotation: Dictionary, found: bool) -> None:
    page = Dictionary(Annots=Array([Dictionary(Subtype=Name.Link), annotation]))
    assert packed.in_annotations(page) is found
    assert not packed.in_annotations(Dictionary())


def test_data_of_programs_and_keys_that_nobody_knows() -> None:
    page = Dictionary(
        Type=Name.Page,
        PieceInfo=Dictionary(Illustrator=Dictionary()),
        Mine=String("x"),
        Data=Dictionary(),
        Numbers=Array([1, 2]),
        Held=Array([1, String("x")]),
        ProcSet=Name.PDF,
        Rotate=90,
    )
    assert list(packed.private_data(page)) == ["Illustrator"]
    assert packed.unknown_keys(page) == ("Data", "Held", "Mine")
    # Entries of a page are not the same as entries of the catalog.
    root = Dictionary(Type=Name.Catalog, Annots=Array([String("x")]), Lang=String("fr"))
    assert packed.unknown_keys(root) == ("Annots",)
    assert packed.unknown_keys(Dictionary(Type=Name.Page, Lang=String("fr"))) == ("Lang",)


@pytest.mark.parametrize(
    ("flags", "subtype", "prints"),
    [
        # ISO 32000-1, table 165: bit 1 invisible (of unknown types alone), 2 hidden, 3 print.
        (4, "Stamp", True),
        (None, "Stamp", False),
        (0, "Stamp", False),
        (5, "Stamp", True),
        (5, "Inconnu", False),
        (4, "Inconnu", True),
        (6, "Stamp", False),
        (8, "Stamp", False),
        (12, "Stamp", True),
        (4, "Link", False),
        (4, "Popup", False),
        # What plays something shows its poster on paper, in viewers too.
        (4, "Movie", True),
        (4, "Screen", True),
        (0, "Screen", False),
    ],
)
def test_which_annotations_print(flags: int | None, subtype: str, prints: bool) -> None:
    look = form(BBox=Array([0, 0, 10, 10]))
    annotation = Dictionary(
        Subtype=Name(f"/{subtype}"), Rect=Array([0, 0, 10, 10]), AP=Dictionary(N=look)
    )
    if flags is not None:
        annotation.F = flags
    assert notes.Notes(Dictionary()).read(annotation).prints is prints


def test_what_plays_something_and_has_no_poster_is_for_screens() -> None:
    annotation = Dictionary(Subtype=Name.Screen, Rect=Array([0, 0, 10, 10]), F=4)
    read = notes.Notes(Dictionary()).read(annotation)
    assert not read.prints and not read.seen


def test_the_appearance_is_that_of_its_state() -> None:
    """N is an appearance stream, or a dictionary of streams by state (ISO 32000-1, 12.5.5)."""
    bounds = Array([0, 0, 10, 10])
    on, off = form(A=1, BBox=bounds), form(A=2, BBox=bounds)
    annotation = Dictionary(Subtype=Name.Widget, F=4, AP=Dictionary(N=Dictionary(On=on, Off=off)))
    for state, number in (("On", 1), ("Off", 2), (None, 2)):
        if state:
            annotation.AS = Name(f"/{state}")
        else:
            del annotation["/AS"]
        found = notes.look(annotation)
        assert found is not None
        assert int(found.A) == number
    annotation.AS = Name.Other
    assert notes.look(annotation) is None
    assert notes.look(Dictionary(Subtype=Name.Stamp, F=4)) is None


@pytest.mark.parametrize(
    ("rectangle", "bounds", "own", "expected"),
    [
        # The box, transformed by its matrix, is scaled to the rectangle (12.5.5, algorithm 8.1).
        ((10, 20, 30, 60), (0, 0, 20, 40), None, Matrix(1, 0, 0, 1, 10, 20)),
        ((10, 20, 50, 60), (0, 0, 20, 20), None, Matrix(2, 0, 0, 2, 10, 20)),
        ((10, 20, 50, 60), (5, 5, 25, 15), None, Matrix(2, 0, 0, 4, 0, 0)),
        ((0, 0, 40, 20), (0, 0, 20, 40), (0, 1, -1, 0, 40, 0), Matrix(1, 0, 0, 1, 0, 0)),
        ((0, 0, 40, 20), (0, 0, 20, 40), (0, 0, 0, 0, 0, 0), None),
        ((0, 0, 0, 20), (0, 0, 20, 40), None, None),
        ((0, 0, 40, 20), (0, 0, 0, 40), None, None),
    ],
)
def test_where_an_appearance_comes_to_lie(
    rectangle: tuple[float, ...],
    bounds: tuple[float, ...],
    own: tuple[float, ...] | None,
    expected: Matrix | None,
) -> None:
    look = form(BBox=Array(bounds))
    if own is not None:
        look.Matrix = Array(own)
    assert appearances.matrix(Dictionary(Rect=Array(rectangle)), look) == expected
