"""Names of fields are for programs, and stable: next year the same names must work."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from zines.prepress.fields.field_names import named, plain


def test_a_name_is_what_is_asked_in_letters_that_every_program_can_write() -> None:
    asked = [("Prénom et nom", ""), ("N° de dossier", ""), ("L’œuvre", ""), ("Où", "à l’école")]
    assert named(asked) == ["prenom-et-nom", "n-de-dossier", "l-oeuvre", "ou-a-l-ecole"]


def test_what_is_asked_several_times_is_numbered_each_time() -> None:
    assert named([("Motif", ""), ("Date", ""), ("Motif", "")]) == ["motif-1", "date", "motif-2"]


def test_a_number_that_somebody_wrote_is_not_given_again() -> None:
    assert named([("Motif", ""), ("Motif", ""), ("Motif 1", "")]) == [
        "motif-2",
        "motif-3",
        "motif-1",
    ]


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=40))))
def test_no_name_comes_twice_and_none_is_empty(asked: list[tuple[str, str]]) -> None:
    names = named(asked)
    # A full stop separates the names in a tree of fields (ISO 32000-1, 12.7.3.2).
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert len(set(names)) == len(asked)


def test_a_label_is_read_out_without_its_blanks_and_soft_hyphens() -> None:
    assert plain("du ___ au\u00ad\n___ :") == "du au"
