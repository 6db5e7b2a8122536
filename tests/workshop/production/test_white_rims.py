"""What counts as white around a page: only what surely has no ink is left out of tiles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from tests.imposition import pdfs
from tests.preflight import layered
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.units import pt
from zines.composition.request import Request
from zines.imposition.plans.request import ImpositionRequest
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.workshop.production import imposing, white_rims

A4 = SIZES["a4"]
#: A black picture that leaves 20 mm white at each side of an A4, 30 mm at its head and its foot.
INK = f"0 0 0 1 k {pt(20)} {pt(30)} {pt(170)} {pt(237)} re f"
FRAMED = (20, 30)
WHITE_PAPER = f"0 0 0 0 k 0 0 {pt(210)} {pt(297)} re f 1 1 1 rg 0 0 99 99 re f"


def page(content: str) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())

    return pdfs.changed(pdfs.pages(1, A4), change)


def in_layer(**shown: bool) -> bytes:
    return pdfs.changed(page(INK), lambda pdf: layered.draw(pdf, "0 g 6 6 9 9 re f", **shown))


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("before", ["", WHITE_PAPER])
def test_white_is_measured_to_the_dot(before: str, *, ours: bool) -> None:
    """A dot is 0.2 mm; one is not counted. White that is painted is white."""
    found = white_rims.narrowest(page(f"{before} {INK}"), ours=ours)
    assert found == pytest.approx(FRAMED, abs=0.5)
    assert found[0] <= FRAMED[0] and found[1] <= FRAMED[1]


@pytest.mark.parametrize(
    "faint",
    [
        # A tint of yellow of 1 %, the palest that prints; a hairline; a spot of 0.05 mm.
        "0 0 0.01 0 k 0 0 999 999 re f",
        "0 w 9 0 m 9 841 l 0 9 m 595 9 l S",
        "9 400 0.15 0.15 re f 300 9 0.15 0.15 re f",
        "0 0 0 0 k 0 0 999 999 re f 0 0 0 0.01 K 1 w 9 0 m 9 841 l 0 9 m 595 9 l S",
    ],
)
def test_the_faintest_ink_is_printed(faint: str) -> None:
    across, down = white_rims.narrowest(page(f"{INK} {faint}"), ours=True)
    assert across < 4 and down < 4


@pytest.mark.parametrize("shown", [{"Print": True, "View": False}, {"Print": False, "View": True}])
def test_a_layer_that_may_print_is_no_white(shown: dict[str, bool]) -> None:
    """Some programs print what is seen, others what is for print."""
    assert white_rims.narrowest(in_layer(**shown), ours=True)[0] < 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no", page("")])
@pytest.mark.parametrize("ours", [True, False])
def test_where_nothing_is_known_all_is_printed(content: bytes, *, ours: bool) -> None:
    """An unreadable page, and one without any ink, which may be paper to write on."""
    assert white_rims.narrowest(content, ours=ours) == (0, 0)


def test_a_page_that_takes_too_long_is_printed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(white_rims, "LONGEST_WAIT_SECONDS", 0)
    assert white_rims.narrowest(page(INK), ours=False) == (0, 0)


def test_a_page_that_cannot_be_drawn_is_reported() -> None:
    with pytest.raises(PdfError):
        page_pictures.white_rims(b"%PDF-1.7 no")


def imposed(source: bytes | Path, poster: Size, *, notes: bool = True) -> imposing.ImposedSheets:
    def labels(request: Request) -> bytes:
        """Return empty pages in place of the labels and the recipe."""
        count = len(request.fields.get("sides", [0]))
        return pdfs.changed(pdfs.pages(count, A4), lambda pdf: None)

    with ThreadPoolExecutor(1) as pool:
        wanted = ImpositionRequest("tiles", A4, poster=poster)
        sources = source if isinstance(source, bytes) else [source]
        return imposing.imposed(sources, wanted, labels, pool, notes=notes)


@pytest.mark.parametrize("ours", [True, False])
def test_an_a1_of_our_own_and_of_others_takes_nine_sheets(tmp_path: Path, *, ours: bool) -> None:
    file = tmp_path / "affiche.pdf"
    file.write_bytes(page(INK))
    made = imposed(page(INK) if ours else file, SIZES["a1"])
    assert len(made.plan.sheets) == 9 + 1
    assert made.smaller is None


def test_a_note_in_the_margin_is_printed_unless_notes_are_left_out(tmp_path: Path) -> None:
    """A stamp at (50, 60) mm of a page, on which nothing else is: its ink is what is measured."""
    file = tmp_path / "affiche.pdf"

    def stamp(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(stamped) as other:
            note = pdf.copy_foreign(other.pages[0].obj.Annots[0])
        note.Rect = pikepdf.Array([pt(1), pt(1), pt(6), pt(6)])
        pdf.pages[0].obj.Annots = pikepdf.Array([note])

    stamped = tmp_path / "stamped.pdf"
    stamped.write_bytes(pdfs.stamped(4))
    file.write_bytes(pdfs.changed(page(INK), stamp))
    assert len(imposed(file, SIZES["a1"]).plan.sheets) == 15 + 1
    assert len(imposed(file, SIZES["a1"], notes=False).plan.sheets) == 9 + 1
