"""The schemas for editors, checked with an independent validator on all shipped texts."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.helpers import LAYOUT_FOLDERS, ROOT, own_layouts, read_yaml, speaking
from tests.manuscript.schemas.test_french_keys import FRENCH
from tests.manuscript.schemas.test_french_values import in_french
from zines.base import language
from zines.base.problems import ProblemError, UsageError
from zines.manuscript import layouts
from zines.manuscript.schemas import examples
from zines.workshop import schemas
from zines.workshop.project import Project

CHECKOUT = Project(ROOT)
LAYOUTS = layouts.names(LAYOUT_FOLDERS)
CONTENT = sorted((ROOT / "content").rglob("*.yaml"))
EXAMPLES = sorted((ROOT / "layouts").glob("*/example.yaml"))
#: Files of content/ that are not documents, with the names of their schemas.
OTHERS = {
    "sources.yaml": "sources",
    "organisation.yaml": "edition",
    "shelves.yaml": "shelves",
}


@cache
def validator(name: str, spoken: str = "en") -> Draft202012Validator:
    """Return an independent validator of a schema, after a check of the schema itself."""
    with speaking(spoken):
        whole = json.loads(schemas.as_json(schemas.schema(CHECKOUT, name)))
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


def read(file: Path) -> dict[str, Any]:
    value: dict[str, Any] = read_yaml(file.read_text("utf-8"))
    return value


def wrong(name: str, value: Any, spoken: str = "en") -> list[str]:
    """Return the messages of the validator."""
    return [one.message for one in validator(name, spoken).iter_errors(value)]


@pytest.mark.parametrize("file", [*CONTENT, *EXAMPLES], ids=lambda file: file.parent.name)
def test_every_text_is_valid_with_keys_and_words_in_either_language(file: Path) -> None:
    value = read(file)
    name = OTHERS.get(file.name) or value.get("layout") or value["mise_en_page"]
    assert wrong(name, value, "en") == []
    assert wrong(name, value, "fr") == []
    # (Ids of sources are not translated.)
    french = (
        {key: in_french(one) for key, one in value.items()}
        if name == "sources"
        else in_french(value)
    )
    assert french != value
    assert wrong(name, french, "fr") == wrong(name, french, "en") == []


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("name", schemas.names(CHECKOUT))
def test_a_schema_stands_alone(name: str, spoken: str) -> None:
    """It has no keywords of our own, and its references stay inside it (JSON Schema, 8.2.3)."""
    whole = validator(name, spoken).schema
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    text = json.dumps(whole)
    for word in ("x-order", "x-one-of", "x-uncited", "x-first", '"format": "'):
        assert word not in text
    for schema in parts(whole):
        if "$ref" in schema:
            place: Any = whole
            for part in schema["$ref"].removeprefix("#/").split("/"):
                place = place[int(part) if isinstance(place, list) else part]


def parts(schema: Any) -> Any:
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from parts(part)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_wrong_is_refused(name: str, spoken: str) -> None:
    good = read(ROOT / "layouts" / name / "example.yaml")
    assert wrong(name, {**good, "headlin": "x"}, spoken)
    assert wrong(name, {**good, "layout": "zine" if name != "zine" else "card"}, spoken)
    for key in ("title", "date", "layout", "description"):
        less = {one: value for one, value in good.items() if one != key}
        assert wrong(name, less, spoken), f"{key} may be missing"
    # The same key in both languages is refused: neither has priority.
    assert wrong(name, {**good, "titre": "x"}, spoken)
    assert wrong(name, {**good, "date": "24 novembre"}, spoken)


def test_fields_within_fields_are_as_strict() -> None:
    good = read(ROOT / "layouts/tract/example.yaml")
    french = in_french(good)
    assert wrong("tract", {**good, "act": {"title": "x"}}), "a box without its text"
    assert wrong("tract", {**french, "action": {"titre": "x"}}, "fr")
    assert wrong("tract", {**french, "action": {"titre": "x", "corps": "y", "title": "z"}}, "fr")
    # if/then of a layout: a quotation names its author.
    quote = {"kind": "quote", "text": "Mots", "by": "Quelqu'un"}
    booklet = read(ROOT / "layouts/booklet/example.yaml")

    def with_section(section: dict[str, str]) -> dict[str, Any]:
        return {**booklet, "chapters": [{**booklet["chapters"][0], "sections": [section]}]}

    assert wrong("booklet", with_section(quote)) == []
    assert wrong("booklet", with_section(in_french(quote))) == []
    del quote["by"]
    assert wrong("booklet", with_section(quote)) and wrong(
        "booklet", with_section(in_french(quote))
    )


def test_words_are_in_the_language_of_who_asks() -> None:
    """Editors offer keys of that language only; keys of the other language are valid."""
    for spoken, offered, kept, description in (
        ("fr", "grand_titre", "headline", "Le grand titre"),
        ("en", "headline", "grand_titre", "The headline"),
    ):
        fields = validator("tract", spoken).schema["properties"]
        assert fields[offered]["description"].startswith(description)
        assert fields[kept]["doNotSuggest"] and "doNotSuggest" not in fields[offered]
        keys = list(fields)
        assert keys.index(offered) < keys.index(kept)


def test_fields_show_an_example_of_their_layout() -> None:
    fields = validator("tract").schema["properties"]
    assert fields["kicker"]["examples"] == ["Exemple"]
    assert fields["act"]["properties"]["title"]["examples"] == ["Ce que l'on peut faire"]
    assert fields["demands"]["examples"] == [["Une demande par ligne, en une phrase."]]


def test_a_layout_of_ones_own_has_a_schema_too(project: Project) -> None:
    own = own_layouts(project)
    (own / "tract").rename(own / "papillon")
    found = schemas.schema(project, "papillon")
    assert found["properties"]["layout"]["const"] == "papillon"
    assert "papillon" in schemas.names(project)


def test_editors_offer_the_name_of_a_layout_in_the_language_in_use(project: Project) -> None:
    """Nothing is offered for a pattern: the other word is valid all the same."""
    for spoken, offered, other in (("fr", "affiche", "poster"), ("en", "poster", "affiche")):
        with speaking(spoken):
            made = schemas.schema(project, "poster")["properties"]
        rules = made.get("mise_en_page", made["layout"]) if spoken == "fr" else made["layout"]
        assert [*options_of(rules)] == [offered]
        valid = Draft202012Validator(rules).is_valid
        assert valid(offered) and valid(other) and not valid("tract")


def test_an_own_layout_of_a_french_name_is_no_shipped_one(project: Project) -> None:
    own = own_layouts(project)
    (own / "tract").rename(own / "affiche")
    for name in ("poster", "affiche"):
        with speaking("fr"):
            rules = schemas.schema(project, name)["properties"]["mise_en_page"]
        assert rules["const"] == name


def options_of(rules: Any) -> Iterator[str]:
    """Yield the values that an editor offers for a field."""
    if isinstance(rules, dict):
        yield from [rules["const"]] if "const" in rules else rules.get("enum", ())
        for part in rules.values():
            yield from options_of(part)
    elif isinstance(rules, list):
        for part in rules:
            yield from options_of(part)


def test_all_are_written_or_none(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    names = schemas.names(project)
    written = schemas.write(project, names, folder)
    assert sorted(written) == sorted(folder / f"{name}.json" for name in names)
    for file in written:
        Draft202012Validator.check_schema(json.loads(file.read_text("utf-8")))
    for file in written:
        file.unlink()
    (own_layouts(project) / "card/schema.yaml").write_text("properties: []\n", "utf-8")
    with pytest.raises(ProblemError) as failed:
        schemas.write(project, names, folder)
    assert failed.value.problems[0].path == "layouts/card/schema.yaml"
    assert list(folder.iterdir()) == []


def test_an_unknown_name_is_told_with_the_nearest(project: Project) -> None:
    with pytest.raises(UsageError, match="did you mean 'tract'"):
        schemas.schema(project, "trac")
    with pytest.raises(UsageError, match="did you mean 'affiche'"):
        schemas.schema(project, "afiche")


@pytest.mark.parametrize(
    ("french", "name"),
    [("affiche", "poster"), ("Brochures", "booklet"), ("groupe", "edition"), ("livret", "booklet")],
)
def test_a_schema_is_found_by_its_french_word(project: Project, french: str, name: str) -> None:
    """'new affiche' makes a text; its editor asks for 'schema affiche'."""
    assert schemas.schema(project, french) == schemas.schema(project, name)


def test_nobody_changes_a_layout_that_others_get() -> None:
    """Loaded layouts are cached while their files stay the same, and must not be modified."""
    for name in LAYOUTS:
        before = copy.deepcopy(layouts.load(LAYOUT_FOLDERS, name, CHECKOUT.named))
        schemas.schema(CHECKOUT, name)
        assert layouts.load(LAYOUT_FOLDERS, name, CHECKOUT.named) == before


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_editors_take_a_line_for_the_pen_in_every_field_of_a_group(spoken: str) -> None:
    """The edition's own file says so: ___ is a line to write on, whatever the federation has."""
    rules = layouts.shipped_schema("organisation")["properties"]
    for key in rules.keys() - {"kind", "extends", "printing", "fields"}:
        assert wrong("edition", {key: "___"}, spoken) == [], key
        if key in FRENCH:
            assert wrong("edition", {FRENCH[key]: "____"}, spoken) == [], key
    assert wrong("edition", {"hours": "lundi"}, spoken) and wrong("edition", {"phone": 1}, spoken)
    assert wrong("edition", {"colour": "jaune"}, spoken)
    assert wrong("edition", {"hours": [{"times": "9 h"}]}, spoken)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("name", ["edition", "sources"])
def test_every_key_of_a_group_or_source_shows_an_example_that_is_right(
    name: str, spoken: str
) -> None:
    whole = validator(name, spoken).schema
    fields = whole.get("additionalProperties", whole) if name == "sources" else whole
    for key, rule in fields["properties"].items():
        # (A list of mappings shows the examples of its keys; ways of printing are a choice.)
        inner = {**rule.get("items", {}), **rule}
        if key in ("kind", "genre", "printing", "impression") or "doNotSuggest" in rule:
            continue
        shown = [one for one in parts(inner) if "examples" in one]
        assert shown, key
        for one in shown:
            (said,) = one["examples"]
            assert said not in ("", []), key
    assert wrong(name, examples.of(name), spoken) == []
