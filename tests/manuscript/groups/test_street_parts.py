"""Streets whose number, kind and name have columns of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.manuscript.groups.test_variants import rows
from zines.base.problems import ProblemError


def addresses(folder: Path, *lines: str) -> list[Any]:
    found, problems = rows(folder, "\n".join(lines))
    assert not problems
    return [one.values.get("address") for one in found]


@pytest.mark.parametrize(
    ("columns", "cells", "street"),
    [
        ("N°;Rue", "12 bis;rue de la Paix", "12 bis rue de la Paix"),
        ("Numéro;Voie", "12;rue de la Paix", "12 rue de la Paix"),
        ("N° de voie;Type de voie;Nom de la voie", "12;rue;de la Paix", "12 rue de la Paix"),
        ("Type de voie;Libellé de la voie;N° de voie", "rue;de la Paix;12", "12 rue de la Paix"),
        # The names of the register of associations (RNA), which has streets in capitals.
        (
            "adrs_numvoie;adrs_repetition;adrs_typevoie;adrs_libvoie",
            "12;B;RUE;DE LA PAIX",
            "12 B rue DE LA PAIX",
        ),
        ("N° de voie;Type de voie;Voie", "4;ZAC;des Prés", "4 ZAC des Prés"),
        ("N°;Adresse", "12;cours Fauriel / 2e étage", "12 cours Fauriel\n2e étage"),
        ("N° et voie", "12, rue de la Paix", "12, rue de la Paix"),
        ("Voie", "12, rue de la Paix", "12, rue de la Paix"),
        ("N°;Rue", ";Bourse du travail", "Bourse du travail"),
    ],
)
def test_the_parts_of_a_street_are_one_line(
    columns: str, cells: str, street: str, tmp_path: Path
) -> None:
    """Without its number, an imprint is no address (loi du 29 juillet 1881, art. 3)."""
    found = addresses(tmp_path, f"Nom;{columns};CP;Ville", f"Foix;{cells};09000;Foix")
    assert found == [f"{street}\n09000 Foix"]


@pytest.mark.parametrize(
    ("columns", "first", "second"),
    [
        # Streets have their numbers: N° is that of the row, as it is where it counts from 1, or
        # stands elsewhere.
        ("N°;Rue", "7;12, rue X", "9;rue Y"),
        ("N°;Rue", "1;rue X", "2;rue Y"),
        ("Rue;N°", "rue X;12", "rue Y;14"),
    ],
)
def test_the_number_of_a_row_is_no_house(
    columns: str, first: str, second: str, tmp_path: Path
) -> None:
    found = addresses(tmp_path, f"Nom;{columns}", f"Foix;{first}", f"Pau;{second}")
    streets = [
        next(cell for cell in cells.split(";") if not cell.isdigit()) for cells in (first, second)
    ]
    assert found == streets


def test_bis_alone_is_no_part_of_a_street(tmp_path: Path) -> None:
    """Streets that have their numbers would print as *bis 12, rue X*."""
    with pytest.raises(ProblemError, match="'Bis' fills in nothing"):
        rows(tmp_path, "Nom;Bis;Rue\nFoix;bis;12, rue X")


def test_a_number_without_its_street_is_no_address(tmp_path: Path) -> None:
    assert addresses(tmp_path, "Nom;N° de voie;Rue", "Foix;12;", "Pau;14;rue Y") == [
        None,
        "14 rue Y",
    ]


def test_a_declared_field_is_no_part_of_a_street(tmp_path: Path) -> None:
    table = "Nom;Numéro;Rue\nFoix;7;rue X\nPau;9;rue Y"
    (first, _), problems = rows(tmp_path, table, ("numéro",))
    assert not problems
    assert first.values["address"] == "rue X" and first.values["fields"] == {"numéro": "7"}


def test_two_names_of_a_street_are_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="the columns 'Nom de la voie' and 'Voie' say the same"):
        rows(tmp_path, "Nom;N°;Nom de la voie;Voie\nFoix;12;rue X;rue Y")
