"""A postal address breaks between its parts, as on an envelope."""

from __future__ import annotations

import pytest

from zines.manuscript.french.postal import bound

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("42500 Le Chambon-Feugerolles", "42500_Le_Chambon-Feugerolles"),
        ("76600 Le Havre", "76600_Le_Havre"),
        ("75342 Paris Cedex 07", "75342_Paris Cedex_07"),
        ("127 bis, rue de la République", "127_bis,_rue de la République"),
        ("12 rue Bis", "12_rue Bis"),
        ("Bâtiment C, escalier 2", "Bâtiment_C, escalier_2"),
        ("BP 123", "BP_123"),
        ("3 place de Fontenoy, TSA 80715", "3_place de Fontenoy, TSA_80715"),
        ("2 A rue Haute", "2_A_rue Haute"),
        ("1 avenue du 11 novembre 1918", "1_avenue du 11 novembre 1918"),
        # A post code has no space (La Poste); the number of a box is none.
        ("42 700 Firminy", "42700_Firminy"),
        ("34 rue Haute, 75 000 Paris", "34_rue Haute, 75000_Paris"),
        ("BP 12 345 Lyon", "BP_12 345 Lyon"),
        ("porte ouverte, salle des fêtes", "porte ouverte, salle des fêtes"),
    ],
)
def test_what_belongs_together_in_an_address(line: str, joined: str) -> None:
    assert bound(line) == joined.replace("_", HARD)
    assert bound(bound(line)) == bound(line)
