"""The strip of a group at the foot of its papers can be read."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import TRACT, add, printed, small_project
from tests.layouts.page_measures import measured

WIDE_LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 0h200v100H0z"/></svg>
"""
GROUP = """\
name: Union locale Solidaires du bassin stéphanois
address: 4 cours Victor-Hugo, 42000 Saint-Étienne
email: contact@union-locale.example
logo: logo.svg
"""
LONG_GROUP = """\
name: Collectif des usagères et usagers des services publics de proximité du bassin stéphanois
address: Maison des associations, bâtiment C, 12 bis, avenue de la République, 42000 Saint-Étienne
email: contact.services.publics@union-locale.example
logo: logo.svg
"""
ZINE = """\
layout: zine
lang: fr
title: Essai
date: "2026-11-24"
description: Un livret
headline: [Essai]
pages:
  - {title: [Un], body: "Un mot."}
  - {title: [Un], body: "Un mot."}
  - {title: [Un], body: "Un mot."}
  - {title: [Un], body: "Un mot."}
  - {title: [Un], body: "Un mot."}
  - {title: [Un], body: "Un mot."}
back: {title: Merci, body: "Merci, à vous."}
"""
TWO_CODES = """\
qr: [convention-2023]
event: {title: Assemblée, day: jeudi 12 mars, url: "https://exemple.fr/assemblee-des-usagers"}
based_on: Le texte suit la convention [@convention-2023].
"""


def test_beside_two_codes_the_words_are_below_the_logo(tmp_path: Path) -> None:
    """Between a logo and two codes, the name had four lines and the address was broken twice."""
    project = small_project(tmp_path)
    (project.content / "logo.svg").write_text(WIDE_LOGO, "utf-8")
    (project.content / "organisation.yaml").write_text(GROUP, "utf-8")
    report = printed(project, str(add(project, "essais/essai", TRACT + TWO_CODES)))
    (reader,) = (one["path"] for one in report.made[0].files if one["role"] == "reader")
    blocks = measured(report.out / reader)[1].blocks
    lines = [" ".join(line.text.split()) for block in blocks for line in block.lines]
    assert lines.count("Le rendez-vous") == 1
    assert "Union locale Solidaires" in lines and "du bassin stéphanois" in lines
    assert any("contact@union-locale.example" in line for line in lines)


def test_no_line_ends_with_a_sign_that_separates(tmp_path: Path) -> None:
    """A dot at the end of a line separates nothing: it looks like a mark that was left over."""
    project = small_project(tmp_path)
    ways = 'phone: "04 77 00 00 00"\nemail: contact@exemple.fr\nsite: https://exemple.fr\n'
    (project.content / "organisation.yaml").write_text(
        f"name: Collectif du quai\naddress: 5 quai du Port, 69000 Lyon\n{ways}", "utf-8"
    )
    report = printed(project, str(add(project, "essais/essai", TRACT + TWO_CODES)))
    (reader,) = (one["path"] for one in report.made[0].files if one["role"] == "reader")
    lines = [line.text for block in measured(report.out / reader)[1].blocks for line in block.lines]
    assert "Contact : 04 77 00 00 00" in [" ".join(line.split()) for line in lines]
    assert any("contact@exemple.fr · exemple.fr" in line for line in lines)
    assert not any(line.rstrip().endswith("·") for line in lines)


def test_in_a_narrow_column_a_long_address_is_below_the_logo(tmp_path: Path) -> None:
    """Beside a wide logo, the address of a group took two thirds of the back of a zine."""
    project = small_project(tmp_path)
    (project.content / "logo.svg").write_text(WIDE_LOGO.replace("100", "30"), "utf-8")
    (project.content / "organisation.yaml").write_text(LONG_GROUP, "utf-8")
    report = printed(project, str(add(project, "essais/essai", ZINE)))
    (reader,) = (one["path"] for one in report.made[0].files if one["role"] == "reader")
    lines = [line for block in measured(report.out / reader)[-1].blocks for line in block.lines]
    left = {line.text.split()[0]: line.runs[0].left for line in lines}
    # (Large letters have more white before their ink.)
    assert abs(left["Imprimé"] - left["Merci,"]) < 2
