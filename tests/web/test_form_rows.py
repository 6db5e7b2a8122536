"""Items of lists in forms, and choices: what they are called."""

from __future__ import annotations

import pytest

from zines.web import choice_labels, form_rows
from zines.workshop.atelier.form_schema import FormField

_KIND = FormField("kind", "Kind", "", "choice", choices=("text", "fields"), needed=True)
_LINES = FormField(
    "lines", "Lines", "", "list", most=3, fields=(FormField("label", "", "", "line"),)
)
PARTS = FormField("parts", "Parts", "", "list", most=4, fields=(_KIND, _LINES))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ({}, ""),
        ({"parts.0.kind": "text"}, "a text"),
        ({"parts.0.lines.0.label": "**Nom**\net prénom"}, "Nom"),
        ({"parts.0.kind": "text", "parts.0.lines.0.label": "Nom"}, "a text – Nom"),
        ({"parts.0.lines.0.label": "mot " * 20}, f"{'mot ' * 15}".rstrip() + "…"),
        ({"parts.1.lines.0.label": "Nom"}, ""),
    ],
)
def test_a_folded_item_is_called_by_what_is_in_it(typed: dict[str, str], title: str) -> None:
    """Of thirty closed items called 1 to 30, one opens all to find the one to change."""
    assert form_rows.title(PARTS, "parts.0", typed) == title


@pytest.mark.parametrize(
    ("typed", "more", "rows"),
    [
        *(({}, "", 1), ({"parts.1.kind": "text"}, "", 3), ({"parts.1.kind": ""}, "", 1)),
        *(({"parts.1.kind": "text"}, "parts", 4), ({"parts.3.kind": "text"}, "parts", 4)),
    ],
)
def test_a_list_has_an_empty_item_up_to_its_most(
    typed: dict[str, str], more: str, rows: int
) -> None:
    assert form_rows.rows(PARTS, "parts", typed, more) == rows


def test_many_items_are_folded_and_a_few_are_not() -> None:
    """Thirteen rows of a wall chart were nine thousand pixels of fields to scroll past."""
    assert not form_rows.is_folded(PARTS, 4) and form_rows.is_folded(PARTS, 5)
    group = FormField("guide", "Guide", "", "group", fields=(PARTS,))
    assert form_rows.is_long(group) and not form_rows.is_long(PARTS)
    assert not form_rows.is_long(FormField("act", "Act", "", "group", fields=(_KIND, _LINES)))


def test_a_choice_is_explained_by_its_labels() -> None:
    words = ("name", "phone")
    assert choice_labels.help_text("labels.0.edition", words, "name, phone: ...") == ""
    assert choice_labels.help_text("labels.0.edition", words, "Who fills it in.") != ""
    assert choice_labels.label("format", "a5") == "A5"
    assert choice_labels.help_text("size", ("a5",), "a5 or a4") == "a5 or a4"
