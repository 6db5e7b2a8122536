"""Fields that a document declares: what replaces {{name}}, and wrong places for it."""

from __future__ import annotations

import pytest

from tests.helpers import TRACT, add
from zines.base.problems import Problem, ProblemError
from zines.manuscript import documents
from zines.manuscript.declared_fields import PEN, Filling
from zines.manuscript.documents import Document
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.production import equipment
from zines.workshop.project import Project

FIELDS = """\
fields:
  section: {description: The section, default: votre section}
"""


def load(project: Project, text: str, values: dict[str, str] | None = None) -> Document:
    file = add(project, "tracts/essai", text)
    reading, _ = equipment.reading(project)
    parsed = yaml_reader.read_on(file, "essai.yaml")
    return documents.from_parsed(parsed, file, "tracts/essai", reading, values)


def problems(project: Project, text: str) -> list[Problem]:
    with pytest.raises(ProblemError) as error:
        load(project, text)
    return list(error.value.problems)


def filled(lead: str = "Venez à {{section}}.") -> str:
    return FIELDS + TRACT + f'lead: "{lead}"\n'


def words(document: Document, key: str = "lead") -> str:
    return "".join(str(one.get("value", "")) for one in document.fields[key])


def test_a_field_is_filled_in_or_stands_by_default(project: Project) -> None:
    assert words(load(project, filled())) == "Venez à votre section."
    assert words(load(project, filled(), {"section": "Foix"})) == "Venez à Foix."
    assert words(load(project, filled("À {{ section }}"), {"section": "Foix"})) == "À\u00a0Foix"
    text = filled().replace("title: Un essai", "title: Pour {{section}}")
    assert load(project, text, {"section": "l'Ain"}).title == "Pour l’Ain"


def test_without_a_default_a_line_is_left_to_the_pen(project: Project) -> None:
    text = filled().replace(", default: votre section", "")
    assert words(load(project, text)) == f"Venez à {PEN}."


@pytest.mark.parametrize(
    "value", ["*fort*", "[@convention-2023]", "[x](https://exemple.fr)", "<script>", "{{section}}"]
)
def test_what_fills_in_is_no_markup(value: str, project: Project) -> None:
    """A value from a table of groups cannot add a citation or a link to the text."""
    document = load(project, filled(), {"section": value})
    (node,) = document.fields["lead"]
    assert node["kind"] == "text"
    assert node["value"].replace("\u202f", "") == f"Venez à {value}."
    assert len(document.sources) == len(load(project, TRACT).sources)


def test_what_fills_in_gets_french_spaces(project: Project) -> None:
    assert words(load(project, filled(), {"section": "l'Ain : ici"})) == "Venez à l’Ain\u00a0: ici."


def test_a_place_that_no_field_fills_is_told(project: Project) -> None:
    (problem,) = problems(project, filled("À {{section}}, {{sectoin}}"))
    assert (problem.code, problem.line, problem.column) == ("unknown-field", 13, 23)
    assert problem.hint == "did you mean 'section'?"
    (problem,) = problems(project, TRACT.replace("Le verso.", "À {{lieu}}."))
    assert problem.code == "unknown-field"
    assert problem.hint == "declare it under 'fields:', with a description"


@pytest.mark.parametrize("fields", ["[section]", "{section: La section}"])
def test_a_field_that_is_declared_badly_is_one_error(fields: str, project: Project) -> None:
    """To be told of each place that its field is not declared hid what was to be mended."""
    text = filled().replace(FIELDS, f"fields: {fields}\n")
    assert [one.code for one in problems(project, text)] == ["wrong-type"]


def test_a_place_that_no_field_fills_stands_in_its_text() -> None:
    """Other problems of the text show it as it is written."""
    filling = Filling(yaml_reader.parse("back: À {{lieu}}.\n", "essai.yaml"))
    assert filling.text("À {{lieu}}.", ("back",)) == "À {{lieu}}."
    assert [one.column for one in filling.problems] == [9]


def test_a_field_that_no_text_uses_is_told(project: Project) -> None:
    (problem,) = problems(project, FIELDS + TRACT)
    assert (problem.code, problem.line, problem.column) == ("unused-field", 2, 3)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('theme: "{{section}}"\n', ["wrong-value", "field-place"]),
        ('qr: ["{{section}}"]\n', ["field-place", "unknown-source"]),
        # An address prints as it stands, and would lead all sections to {{section}}.
        ('lead: "[a](https://exemple.fr/{{section}})"\n', ["field-place"]),
        ('lead: "<https://exemple.fr/{{section}}>"\n', ["field-place"]),
        ('lead: "**[a]({{section}})**"\n', ["field-place", "text-link"]),
    ],
)
def test_only_texts_are_filled_in(written: str, found: list[str], project: Project) -> None:
    """Values from a table must not choose a theme, an address, a source or a picture."""
    every = problems(project, FIELDS + TRACT + written)
    assert {one.code for one in every} == set(found)
    (wrong,) = [one.message for one in every if one.code == "field-place"]
    assert wrong.startswith("{{section}} cannot stand here")  # as it is searched for in the text


@pytest.mark.parametrize("name", ["1er", "a" * 41, "a.b"])
def test_names_of_fields_can_head_a_column(name: str, project: Project) -> None:
    text = filled("{{" + name + "}}").replace("section:", f'"{name}":')
    (problem,) = problems(project, text)
    assert (problem.code, problem.line, problem.column) == ("field-name", 2, 3)


def test_keys_of_fields_may_be_french(project: Project) -> None:
    text = filled().replace("fields:", "champs:").replace("default:", "defaut:")
    assert words(load(project, text)) == "Venez à votre section."
