"""Wall charts are read from a metre away: the table has the room that the rest can spare."""

from __future__ import annotations

from pathlib import Path

from tests.layouts.page_measures import measured
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project


def test_a_code_takes_no_room_from_the_table(checkout: Project, tmp_path: Path) -> None:
    """Beside the headline, a code made the head higher, and the text of the table smaller."""
    sizes = []
    for qr in (True, False):
        options = Options(out=tmp_path / str(qr), roles=("reader",), qr=qr)
        report = build(checkout, ("tableaux/recapitulatif-des-actions",), options)
        (page,) = measured(report.out / report.made[0].files[0]["path"])
        (cell,) = (block for block in page.blocks if block.text.startswith("Le contrôle choisi"))
        sizes.append(cell.size)
    assert sizes[0] > 0.95 * sizes[1]
