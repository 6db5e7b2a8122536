"""What differs between the form of a window and the file, named by the fields of the form."""

from __future__ import annotations

from zines.workshop.atelier import left_drafts


def test_a_field_of_several_rows_is_named_once_and_empty_is_missing() -> None:
    saved = {"title": "Un", "hours.0": "lundi", "hours.1": "mardi", "lead": "", "front": "a"}
    typed = {"title": "Un", "hours.0": "jeudi", "hours.1": "samedi", "back": "b"}
    assert left_drafts.differing(saved, typed) == {"hours", "front", "back"}
    assert left_drafts.differing(saved, saved) == frozenset()
