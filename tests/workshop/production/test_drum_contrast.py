"""What two drums of a risograph print can be read (WCAG 2.2, 1.4.3: 4.5:1, large type 3:1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.helpers import ROOT, add, example_of, grey_pictures, printed, small_project
from zines.base.pictures import ratio
from zines.base.printing import Drum
from zines.manuscript import printers
from zines.workshop.production import drum_contrast

SHIPPED = {one.name: one for one in printers.drums(ROOT / "assets/drums.yaml", "drums.yaml")}
WHITE = (1.0, 1.0, 1.0)


def pair(first: str, second: str) -> tuple[Drum, Drum]:
    return SHIPPED[first], SHIPPED[second]


@pytest.mark.parametrize(
    ("second", "uses"),
    [
        # White has 3.5:1 on red: enough for large type alone; 1.2:1 on yellow; 4.7:1 on blue.
        ("rouge", ["small"]),
        ("vert", ["small"]),
        ("orange", ["large", "small", "headlines"]),
        ("jaune", ["large", "small", "headlines"]),
        ("bleu", []),
        ("bleu-moyen", []),
        ("violet", []),
    ],
)
def test_the_first_drum_prints_what_would_be_pale(second: str, uses: list[str]) -> None:
    assert list(drum_contrast.first_drum_prints(pair("noir", second))) == uses


@pytest.mark.parametrize("second", [name for name in SHIPPED if name != "noir"])
def test_with_black_every_shipped_drum_can_be_read(second: str) -> None:
    drums = pair("noir", second)
    uses = drum_contrast.first_drum_prints(drums)
    screen = drums[1].screen
    black = (0.0, 0.0, 0.0)
    assert ratio(black if "large" in uses else WHITE, screen) >= 3
    assert ratio(black if "small" in uses else WHITE, screen) >= 4.5
    assert ratio(black if "headlines" in uses else screen, WHITE) >= 3
    assert drum_contrast.warnings(drums) == []


def test_a_pale_first_drum_is_reported() -> None:
    """Red on paper has 3.5:1; printed over green it is dark enough."""
    (problem,) = drum_contrast.warnings(pair("rouge", "violet"))
    assert problem.code == "drum-contrast" and "Rouge vif on paper" in problem.message
    assert "3.5:1" in problem.message and problem.path == "assets/drums.yaml"


def test_type_on_a_block_that_neither_drum_nor_paper_sets_off_is_reported() -> None:
    messages = [one.message for one in drum_contrast.warnings(pair("bleu", "vert"))]
    assert messages == [
        "small type on a block in Vert has a contrast of 3.1:1, in Bleu or white",
    ]


def test_without_drums_there_is_nothing_to_report() -> None:
    assert drum_contrast.warnings(()) == []


#: Dots of a pt.
SCALE = 2


def dark(picture: Image.Image, box: Sequence[float]) -> float:
    left, bottom, right, top = (side * SCALE for side in box)
    part = picture.crop(
        (int(left), int(picture.height - top), int(right), int(picture.height - bottom))
    )
    levels = part.histogram()
    return sum(levels[:110]) / max(1, sum(levels))


@pytest.mark.parametrize(
    ("drums", "printed_by_first"),
    [(("noir", "rouge"), True), (("noir", "jaune"), True), (("noir", "bleu"), False)],
)
def test_small_type_on_a_block_is_black_where_white_would_be_pale(
    drums: tuple[str, str], printed_by_first: bool, tmp_path: Path
) -> None:
    """Before, laws of 9 pt were white on red and on yellow: 3.5:1 and 1.2:1."""
    project = small_project(tmp_path)
    file = add(project, "essais/essai", example_of("zine").read_text("utf-8"))
    report = printed(project, str(file), ink="riso", drums=drums)
    assert not report.problems, report.problems
    first, second = (
        next(report.out / one["path"] for one in report.made[0].files if end in str(one["path"]))
        for end in ("-1-noir", f"-2-{drums[1]}")
    )
    black, colour = (grey_pictures(plate, 72 * SCALE) for plate in (first, second))
    seen = []
    with pdfium.PdfDocument(first) as pages:
        for page, one, other in zip(pages, black, colour, strict=True):
            origin = page.get_mediabox()[:2] * 2
            words = page.get_textpage()
            for text in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], textpage=words):
                turn = text.get_matrix()
                if text.get_font_size() * max(abs(turn.d), abs(turn.b)) >= 16.9:
                    continue
                box = [side - start for side, start in zip(text.get_bounds(), origin, strict=True)]
                around = box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2
                # White words leave holes in the block, black ones do not.
                if dark(other, around) > 0.6 and len(text.extract().strip()) > 5:
                    seen.append((dark(one, box) > 0.05, text.extract()))
    assert len(seen) >= 3
    assert {by_first for by_first, _ in seen} == {printed_by_first}, seen
