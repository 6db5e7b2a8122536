"""Texts of the project in forms: what a form cannot show as fields is typed as YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers import LAYOUT_FOLDERS, ROOT
from zines.manuscript import layouts
from zines.workshop.atelier import field_values, text_editing, text_forms
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project, entries

SCHEMA = layouts.load(LAYOUT_FOLDERS, "tract").schema
LABELS = ["Prénom", {"label": "Où", "edition": "address", "nowhere": "x"}]
ACT = {"title": "Agir", "body": "Tout de suite.", "labels": LABELS}


def test_only_the_part_of_a_group_that_needs_it_is_typed_as_yaml() -> None:
    """A label with a key of no field leaves the title and the text of its box as fields."""
    fields, typed, _ = text_forms.form_of(SCHEMA, {"act": ACT})
    act = next(one for one in fields if one.name == "act")
    kinds = {one.name: one.kind for one in act.fields}
    assert act.kind == "group" and kinds["act.title"] == "line"
    assert kinds["act.body"] == "text" and kinds["act.labels"] == "yaml"
    assert typed["act.title"] == "Agir" and "edition: address" in typed["act.labels"]
    raw = {"act.labels": typed.pop("act.labels")}
    assert text_forms.laid_over(fields, {"act": ACT}, typed, raw) == {"act": ACT}
    # Each part is changed, or emptied, without the others.
    changed = text_forms.laid_over(fields, {"act": ACT}, typed | {"act.title": "Venir"}, {})
    assert changed["act"] == ACT | {"title": "Venir"}
    emptied = text_forms.laid_over(fields, {"act": ACT}, typed, {"act.labels": ""})
    assert emptied["act"] == {"title": "Agir", "body": "Tout de suite."}
    nothing = {"act.title": "", "act.body": ""}
    assert "act" not in text_forms.laid_over(fields, {"act": ACT}, nothing, {"act.labels": ""})


def test_a_group_with_a_key_of_no_field_is_typed_as_yaml() -> None:
    fields, typed, _ = text_forms.form_of(SCHEMA, {"act": ACT | {"nowhere": "x"}})
    assert next(one for one in fields if one.name == "act").kind == "yaml"
    assert 'nowhere: "x"' in typed["act"]


def test_a_draft_that_needs_no_yaml_any_more_is_saved() -> None:
    """Its page has plain fields for what the file shows as YAML."""
    fields = text_forms.plain_fields(SCHEMA)
    typed = {"act.title": "Agir", "act.body": "Tout de suite.", "act.labels.0.label": "Prénom"}
    laid = text_forms.laid_over(fields, {"act": ACT}, typed, {})
    assert laid["act"] == ACT | {"labels": ["Prénom"]}
    # What the form does not show at all stays in the file.
    assert text_forms.laid_over(fields, {"act": ACT}, {"title": "Titre"}, {})["act"] == ACT


def kinds(fields: tuple[FormField, ...]) -> set[str]:
    """Return the kinds of fields, also of those inside others."""
    return {one.kind for one in fields}.union(*(kinds(one.fields) for one in fields))


def test_the_texts_that_come_with_the_program_are_typed_in_fields(tmp_path: Path) -> None:
    """Whoever has never seen YAML cannot change a label in it without breaking it."""
    project = Project(tmp_path, ROOT, tmp_path / "cache")
    for one in entries(project):
        text = text_editing.opened(project, one.slug)
        assert "yaml" not in kinds(text.fields) and text.left_out == (), one.slug


def test_only_the_items_that_are_typed_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists in lists in lists of a booklet have room for 512,000 items: a page took six seconds."""
    schema = layouts.load(LAYOUT_FOLDERS, "booklet").schema
    read: list[str] = []
    real = field_values._value

    def counted(one: FormField, name: str, *more: Any) -> Any:
        read.append(name)
        return real(one, name, *more)

    monkeypatch.setattr(field_values, "_value", counted)
    typed = {"chapters.1.sections.2.fields.3.label": "Un", "chapters.1.sections.79.title": "Deux"}
    values = field_values.values_of(text_forms.plain_fields(schema), typed)
    assert values == {
        "chapters": [{"sections": [{"fields": [{"label": "Un"}]}, {"title": "Deux"}]}]
    }
    assert len(read) < 200


def test_what_is_not_changed_keeps_the_lines_of_its_file() -> None:
    """Who follows the changes of a text sees those that were made, and no other."""
    fields = text_forms.plain_fields(SCHEMA)
    picture = {"drawing": "hand", "body": "Une phrase\nsur deux lignes."}
    tree = {
        "front": "Un recto\nsur deux lignes.",
        "act": {"title": "Agir", "body": "Tout\nde suite."},
        "back_pictures": [picture, picture],
    }
    _, typed, _ = text_forms.form_of(SCHEMA, tree)
    assert typed["front"] == "Un recto sur deux lignes."
    assert text_forms.laid_over(fields, tree, typed, {}) == tree
    changed = typed | {"act.title": "Venir", "back_pictures.1.body": "Autre chose."}
    assert text_forms.laid_over(fields, tree, changed, {}) == tree | {
        "act": {"title": "Venir", "body": "Tout\nde suite."},
        "back_pictures": [picture, picture | {"body": "Autre chose."}],
    }


def test_what_is_not_changed_in_a_list_inside_a_list_keeps_its_lines() -> None:
    """A word in one section of a booklet changed the lines of all sections of its chapter."""
    schema = layouts.load(LAYOUT_FOLDERS, "booklet").schema
    fields = text_forms.plain_fields(schema)
    sections = [{"kind": "text", "title": one, "body": f"{one}\nvient."} for one in "ABC"]
    tree = {"chapters": [{"title": "Un", "sections": sections}]}
    _, typed, _ = text_forms.form_of(schema, tree)
    assert typed["chapters.0.sections.0.body"] == "A vient."

    def laid(**changes: str) -> list[dict[str, str]]:
        changed = {f"chapters.0.sections.{key[1]}.{key[3:]}": text for key, text in changes.items()}
        whole = text_forms.laid_over(fields, tree, typed | changed, {})
        return list(whole["chapters"][0]["sections"])

    assert laid(_1_title="D") == [sections[0], sections[1] | {"title": "D"}, sections[2]]
    # An item that is emptied, or added, moves the others and changes none.
    emptied = dict.fromkeys(("_0_kind", "_0_title", "_0_body"), "")
    assert laid(**emptied) == sections[1:]
    assert laid(_3_title="D") == [*sections, {"title": "D"}]


def test_what_is_not_changed_in_a_text_keeps_the_lines_of_its_paragraphs() -> None:
    fields = text_forms.plain_fields(SCHEMA)
    tree = {"front": "Un recto\nsur deux lignes.\n\nUn autre\nparagraphe.\n\nLa\nfin."}
    changed = {"front": "Un recto sur deux lignes.\r\n\r\nUn seul.\r\n\r\nLa fin."}
    laid = text_forms.laid_over(fields, tree, changed, {})
    assert laid["front"] == "Un recto\nsur deux lignes.\n\nUn seul.\n\nLa\nfin."
