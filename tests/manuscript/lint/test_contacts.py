"""Telephone numbers of a group that are too short or too long."""

from __future__ import annotations

import pytest

from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        ("04 77 12 34", "04 77 12 34"),
        ("04.77.12.34.5", "04.77.12.34.5"),
        ("06 12 34 56 78, 04 77 12 34 56 78", "04 77 12 34 56 78"),
        ("04 77 12 34 56", ""),
        ("01 23 45 67 89 poste 12", ""),
        ("04 77 12 34 56 (de 9 h à 12 h 30)", ""),
        ("06 30 688 270", ""),
        # Numbers of Belgium and Switzerland as they are written there, and those with a country.
        ("02 123 45 67", ""),
        ("021 123 45 67", ""),
        ("+32 4 77 12 34", ""),
    ],
)
def test_the_number_of_a_group_has_ten_digits(phone: str, told: str) -> None:
    """Arcep, plan de numérotation. Three hundred tracts with nine digits reach nobody."""
    text = f"name: A\nphone: {phone}\n"
    found = lint.organisation(yaml_reader.parse(text, "a.yaml"))
    assert [(one.code, one.line) for one in found] == [("telephone-digits", 2)] * bool(told)
    assert not told or f"'{told}'" in found[0].message
