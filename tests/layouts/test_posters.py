"""Posters: banners over a drawing, and codes beside the signature."""

from __future__ import annotations

from pathlib import Path

from PIL import ImageChops

from tests.helpers import pictures
from tests.layouts.page_measures import measured
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project

EVENT = """\
name: Union locale
address: 1 rue Haute, 00000 Exemple
events:
  - {title: Assemblée, day: jeudi 12 mars, hour: 18 h, url: "https://exemple.fr/ag"}
"""


def reader(checkout: Project, name: str, options: Options) -> Path:
    report = build(checkout, (name,), options)
    assert not report.problems, report.problems
    return options.out / report.made[0].files[0]["path"]


def test_no_edge_of_a_drawing_is_seen_around_a_banner(checkout: Project, tmp_path: Path) -> None:
    """Before, on screens, black parts of the drawing were visible along the red banner."""
    file = reader(checkout, "posters/racontez", Options(out=tmp_path, roles=("reader",)))
    (page,) = pictures(file, 72)
    # (Red and white are light in red, black is not.)
    reds, greens = (page.getchannel(one).tobytes() for one in "RG")
    wide = page.width
    third = range(wide * page.height // 3)
    accent = [at for at in third if reds[at] > 180 and greens[at] < 100]
    left, top = min(at % wide for at in accent), accent[0] // wide
    # (Down to the lower third of the banner, which covers the drawing.)
    foot = accent[-1] // wide * 2 // 3
    edges = [wide * y + left + one for y in range(top, foot) for one in (-2, -1, 0)]
    edges += [wide * (top + one) + x for x in range(left, wide - left) for one in (-2, -1, 0)]
    assert not [at for at in edges if reds[at] < 150]


def test_the_address_of_a_code_is_not_parted_in_large_print(
    checkout: Project, tmp_path: Path
) -> None:
    """Before, the address was unreadable in a column of four letters beside the code."""
    group = tmp_path / "groupe.yaml"
    group.write_text(EVENT, "utf-8")
    options = Options(out=tmp_path, roles=("reader",), large_print=True, edition=group)
    (page,) = measured(reader(checkout, "vierges/affiche", options))
    lines = [line.text for block in page.blocks for line in block.lines]
    assert "exemple.fr/ag" in lines and "Le rendez-vous" in lines


def test_the_label_of_a_stamp_has_lines_of_one_length(checkout: Project, tmp_path: Path) -> None:
    """Before, in large print: "Imprimé par (tampon, ou nom et", and below it "adresse)" alone."""
    options = Options(out=tmp_path, roles=("reader",), large_print=True)
    (page,) = measured(reader(checkout, "posters/guichets", options))
    (label,) = (block for block in page.blocks if block.text.startswith("Imprimé par"))
    first, second = (line.right - line.left for line in label.lines[:2])
    assert abs(first - second) < first / 5


def test_what_is_cut_out_is_the_largest_thing_on_its_poster(
    checkout: Project, tmp_path: Path
) -> None:
    """The ring of the sticker is wider than half of the sheet, to be seen from the street."""
    file = reader(checkout, "posters/papier-accepte", Options(out=tmp_path, roles=("reader",)))
    (page,) = pictures(file, 50)
    red = page.getchannel("G").point(lambda green: 255 * (green < 100))
    black = page.getchannel("R").point(lambda value: 255 * (value < 150))
    ring = ImageChops.subtract(red, black).getbbox()
    assert ring is not None and ring[2] - ring[0] > page.width / 2
