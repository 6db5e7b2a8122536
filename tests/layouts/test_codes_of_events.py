"""A back has a code of the next event only if what calls its readers stays large."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layouts.page_measures import measured
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 0h200v100H0z"/></svg>
"""
GROUP = """\
kind: edition
logo: logo.svg
name: Union locale Solidaires du bassin stéphanois
address: Bourse du travail, 4 cours Victor-Hugo, 42000 Saint-Étienne
signature: Le bureau de l’union locale
site: https://union-locale.example
phone: "04 00 00 00 00"
email: contact@union-locale.example
events:
  - {title: Assemblée générale, day: jeudi 12 mars, hour: 18 h 30, place: Bourse du travail,
     address: 4 cours Victor-Hugo, url: "https://union-locale.example/ag"}
  - {title: Permanence papiers, day: mardi 24 mars, hour: 10 h, place: Maison de quartier}
"""
FEW_WORDS = """\
kind: edition
logo: logo.svg
name: Collectif du quai
address: 5, quai du Port, 69000 Lyon
site: https://exemple.fr
events:
  - {title: Assemblée, day: jeudi 3 décembre, hour: 18 h 30, place: Bourse du travail, url: "https://exemple.fr/ag"}
"""
#: Larger than the text of tracts (11 pt).
LARGE = 14


@pytest.mark.parametrize(
    ("name", "group", "call", "with_code"),
    [
        ("et-le-prix", GROUP, "Les jurés, c’est nous", False),
        ("agriculture", GROUP, "À la machine de s’expliquer", True),
        ("education", GROUP, "Aucun écran imposé", True),
        # Two codes one above the other left a hole beside them, and no room for what is large.
        ("education", FEW_WORDS, "Aucun écran imposé", True),
        ("travail-erp", FEW_WORDS, "Un droit de veto", True),
    ],
)
def test_a_code_takes_no_room_of_what_is_large(
    name: str, group: str, call: str, with_code: bool, checkout: Project, tmp_path: Path
) -> None:
    """The address of the meeting is beside its day; a title in the size of a label calls nobody."""
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    (edition := tmp_path / "groupe.yaml").write_text(group, "utf-8")
    options = Options(out=tmp_path / "out", roles=("reader",), edition=edition)
    report = build(checkout, (f"tracts/{name}",), options)
    _, back = measured(report.out / report.made[0].files[0]["path"])
    lines = [line for block in back.blocks for line in block.lines]
    words = [" ".join(line.text.split()) for line in lines]
    assert ("Le rendez-vous" in words) == with_code
    address = "exemple.fr/ag" if group is FEW_WORDS else "union-locale.example/ag"
    assert address in " ".join(words)
    sizes = [run.size for line in lines for run in line.runs if call in " ".join(line.text.split())]
    assert max(sizes) >= LARGE
