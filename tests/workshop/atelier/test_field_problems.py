"""Problems beside the fields of a form: they use the labels of the form, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add, small_project
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.manuscript.schemas.french_keys import shown
from zines.workshop.atelier.field_problems import FieldProblem, control_of, field_of
from zines.workshop.atelier.form_schema import FormField, group_fields
from zines.workshop.production import equipment

FIELDS = (
    FormField("title", "The title", "", "line"),
    FormField("date", "The day", "", "date"),
    FormField(
        "event", "The event", "", "group", fields=(FormField("event.title", "What", "", "line"),)
    ),
    FormField("qr", "Codes", "", "yaml"),
)


def missing(key: str) -> Problem:
    message = tr("the key '{key}' is missing", key=shown(key))
    return Problem("missing-key", message, "x")


def test_a_field_is_named_by_its_label(spoken: str) -> None:
    """A form shows labels, not keys, so that problems must name the labels."""
    for field, key, label in (
        ("title", "title", "The title"),
        ("event", "title", "What"),
        ("event.title", "title", "What"),
        ("date", "date", "The day"),
    ):
        labelled = FieldProblem(missing(key), field).with_labels(FIELDS)
        assert labelled.message == tr("'{label}' is missing", label=label)
    message = tr("{name} cannot be {value}", name=tr("'{text}'", text="url"), value="x")
    unknown = Problem("wrong-form", message)
    assert FieldProblem(unknown, "title").with_labels(FIELDS) == unknown
    # Fields with YAML show keys, and problems without a field keep theirs.
    for field in ("qr", "", "nowhere"):
        assert FieldProblem(missing("title"), field).with_labels(FIELDS) == missing("title")


def test_no_line_of_a_file_is_asked_for_beside_a_field(spoken: str) -> None:
    """Whoever fills in a form has no file in sight, to which a line 'title: ...' could be added."""
    asked = replace(missing("title"), hint=tr("add a line '{key}: ...'", key=shown("title")))
    labelled = FieldProblem(asked, "title").with_labels(FIELDS)
    assert labelled.hint == tr("fill in this field")
    assert FieldProblem(asked, "qr").with_labels(FIELDS) == asked  # typed as in the file


def test_each_of_several_missing_keys_is_named_by_its_label(spoken: str) -> None:
    """One of them is enough: the message must not say that the first is missing."""

    def message(*keys: str) -> str:
        quoted = ", ".join(tr("'{text}'", text=key) for key in keys)
        return tr("one of these keys is missing: {keys}", keys=quoted)

    asked = [shown(key) for key in ("title", "event", "labels")]
    problem = Problem("missing-key", message(*asked), "x")
    labelled = FieldProblem(problem, "event").with_labels(FIELDS)
    assert labelled.message == message("What", "The event", asked[2])


def test_a_key_that_is_missing_stands_beside_its_field(spoken: str, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    file = add(project, "tracts/essai", TRACT.replace("title: Un essai\n", ""))
    problem = Problem("missing-key", missing("title").message, "", project.named(file), 1, 1)
    assert field_of(problem, None, file, project) == "title"


def test_a_problem_of_a_text_in_french_words_stands_beside_its_field(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    text = POSTER.replace("layout: poster", "mise_en_page: affiche") + "fond: gris\n"
    file = add(project, "posters/essai", text)
    line = text.count("\n")
    problem = Problem("wrong-value", "x", "", project.named(file), line, 7)
    assert field_of(problem, None, file, project) == "ground"


def test_what_the_law_asks_stands_beside_its_field(spoken: str, tmp_path: Path) -> None:
    """The law requires the printer's name and address (loi du 29 juillet 1881, art. 3)."""
    project = small_project(tmp_path)
    (project.root / "editions").mkdir()
    file = project.root / "editions" / "nous.yaml"
    for text, field in (("name: Nous", "address"), ("address: Lyon", "name")):
        file.write_text(f"kind: edition\n{text}\n", "utf-8")
        with pytest.raises(ProblemError) as error:
            equipment.group(project, file)
        (problem,) = error.value.problems
        assert problem.code == "imprint" and field_of(problem, file, None, project) == field
        labelled = FieldProblem(problem, field).with_labels(group_fields())
        label = next(one.label for one in group_fields() if one.name == field)
        assert label in labelled.message and f"({field})" not in labelled.message


def test_a_problem_leads_to_where_it_is_typed(spoken: str) -> None:
    """A message beside a list of thirty sections would leave its reader to search them all."""
    inner = (FormField("kind", "", "", "choice", needed=True), FormField("body", "", "", "text"))
    sections = FormField("sections", "", "", "list", fields=inner)
    chapters = FormField("chapters", "", "", "list", fields=(sections,))
    fields = (*FIELDS, chapters)
    for path, name in (
        ("title", "title"),
        ("event.title", "event.title"),
        ("chapters.1.sections.2.body", "chapters.1.sections.2.body"),
        # Of an item as a whole, its first field that is needed; of words, the field that has them.
        ("chapters.1.sections.2", "chapters.1.sections.2.kind"),
        ("title.3", "title"),
        ("nowhere", ""),
        ("", ""),
    ):
        assert control_of(fields, path) == name
    # What is missing has no place in the file: the line is that of what is beside it.
    for beside in ("chapters.0.sections.0.kind", "chapters.0.sections.0"):
        assert FieldProblem(missing("body"), beside).in_form(fields).field.endswith("0.body")
