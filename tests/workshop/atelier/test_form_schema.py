"""Conversion of schemas to forms, and of typed values to the tree of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.helpers import LAYOUT_FOLDERS, speaking
from zines.base.language import tr
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys
from zines.web import choice_labels
from zines.workshop.atelier import drawing_labels, field_values, form_schema, text_forms
from zines.workshop.atelier.field_values import typed_of, values_of
from zines.workshop.atelier.form_schema import FormField, fields_of

RULES = {
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 60},
        "motto": {"type": ["string", "object"], "format": "body"},
        "hours": {
            "type": "array",
            "maxItems": 3,
            "items": {"type": "object", "properties": {"days": {"type": "string"}}},
        },
        "tongues": {"type": "array", "items": {"type": "string"}},
        "place": {"type": "object", "properties": {"town": {"$ref": "#/$defs/town"}}},
        "open": {"type": "boolean"},
        "seats": {"type": "integer"},
        "size": {"enum": ["a5", "a4"]},
    },
    "$defs": {"town": {"type": "string", "title": "The town"}},
}
FIELDS = fields_of(RULES)


def by_name(fields: tuple[FormField, ...]) -> dict[str, FormField]:
    return {one.name: one for one in fields}


def test_each_key_of_a_schema_is_a_field() -> None:
    known = by_name(FIELDS)
    assert {name: one.kind for name, one in known.items()} == {
        "name": "line",
        "motto": "text",
        "hours": "list",
        "tongues": "words",
        "place": "group",
        "open": "tick",
        "seats": "number",
        "size": "choice",
    }
    assert known["name"].needed
    assert known["size"].choices == ("a5", "a4")
    assert known["place"].fields[0].label == "The town"


def test_what_is_typed_is_a_tree_without_what_is_empty() -> None:
    typed = {
        "name": " Nous ",
        "hours.0.days": "",
        "hours.1.days": "lundi",
        "hours.9.days": "jamais",
        "tongues": "français\r\n\r\narabe",
        "place.town": "",
        "open": "on",
        "seats": "12",
        "evil": "x",
    }
    values = values_of(FIELDS, typed)
    assert values == {
        "name": "Nous",
        "hours": [{"days": "lundi"}],
        "tongues": ["français", "arabe"],
        "open": True,
        "seats": 12,
    }
    shown = typed_of(values)
    assert shown["hours.0.days"] == "lundi" and shown["tongues"] == "français\narabe"
    assert values_of(FIELDS, shown) == values


def test_a_list_typed_into_a_field_of_one_item_a_line_has_no_dashes() -> None:
    """Bullets that are pasted become hyphens, for texts; they were printed before each item."""
    assert values_of(FIELDS, {"tongues": "- français\n- arabe"}) == {
        "tongues": ["français", "arabe"]
    }
    for text in ("- 10 %", "- un\ndeux"):
        assert values_of(FIELDS, {"tongues": text}) == {"tongues": text.split("\n")}


def test_the_form_of_a_group_shows_all_that_an_edition_holds() -> None:
    rules = layouts.shipped_schema("organisation")["properties"]
    assert {one.name for one in form_schema.group_fields()} == set(rules) - {
        "kind",
        "address_complement",
        "extends",
        "fields",
        # (They are the last line of the address there.)
        "postcode",
        "town",
    }


def test_every_layout_makes_a_form() -> None:
    for name in layouts.names(LAYOUT_FOLDERS):
        found = fields_of(layouts.load(LAYOUT_FOLDERS, name).schema)
        assert {"title", "date", "description"} <= {one.name for one in found}


def test_labels_are_french_and_of_their_key() -> None:
    """A label is its key with accents and apostrophes, and every key that needs one has a label."""
    known = set(french_keys.table())
    for key, label in french_keys.labels().items():
        if key in known:
            words = unicodedata.normalize("NFKD", label.lower().replace("'", " ").replace("-", " "))
            bare = " ".join(re.findall("[a-z]+", "".join(filter(str.isascii, words))))
            assert key.replace("_", " ") in bare, key
    # (A key with a or d before "_" has lost an accent or an apostrophe.)
    short = {key for key in known if re.search(r"(?:^|_)[ad]_", key)}
    assert short <= set(french_keys.labels()) | set(french_keys.plain_labels())


#: Words of the press, the trade and programs, which many people have to ask about.
_UNKNOWN = re.compile(
    "libellé|chapeau|surtitre|colophon|accroche|peigne|fondement|commonmark|markdown|yaml|schéma"
    "|kicker|lead|label|teaser"
)


def test_no_label_of_a_form_is_a_word_of_the_trade() -> None:
    """Who has never laid out a page does not know a *chapeau*, nor a *surtitre*."""

    def labels(fields: Iterable[FormField]) -> Iterator[str]:
        for one in fields:
            yield one.label
            yield from labels(one.fields)

    with speaking("fr"):
        every = [form_schema.group_fields()]
        every += [
            fields_of(layouts.load(LAYOUT_FOLDERS, name).schema)
            for name in layouts.names(LAYOUT_FOLDERS)
        ]
        found = {label for fields in every for label in labels(fields)}
    assert "Petit titre" in found
    assert not {one for one in found if _UNKNOWN.search(one.lower())}
    # Files keep their keys, and each plain label is that of one of them.
    own = {*french_keys.table(), *({"colophon"} & set(french_keys.plain_labels()))}
    assert set(french_keys.plain_labels()) <= own


def test_two_fields_side_by_side_have_two_labels() -> None:
    """Of two fields with one label, one is filled in with what belongs to the other."""

    def check(fields: Iterable[FormField], where: str) -> None:
        names = [one.label for one in fields]
        assert len(names) == len(set(names)), (where, sorted(names))
        for one in fields:
            check(one.fields, f"{where}.{one.key}")

    with speaking("fr"):
        for name in layouts.names(LAYOUT_FOLDERS):
            check(fields_of(layouts.load(LAYOUT_FOLDERS, name).schema), name)


def test_a_line_within_stars_is_the_loud_one() -> None:
    rules = {
        "properties": {
            "headline": {
                "type": "array",
                "items": {
                    "type": ["string", "object"],
                    "properties": {"loud": {"type": "string"}},
                },
            }
        }
    }
    (field,) = fields_of(rules)
    value = ["Une fête", {"loud": "dans la rue"}]
    typed = field_values.typed_in(field, value)
    assert typed == {"headline": "Une fête\n**dans la rue**"}
    assert values_of([field], typed) == {"headline": value}


def test_a_day_is_read_as_the_french_write_it() -> None:
    """Dates may start with the day, with slashes, points or hyphens; other texts are kept."""
    for typed, day in (
        ("29/11/2026", "2026-11-29"),
        ("1.2.2026", "2026-02-01"),
        ("2026-2-1", "2026-02-01"),
        ('"2026-11-29"', "2026-11-29"),
        ("29/11/26", "29/11/26"),
        ("le 29/11/2026", "le 29/11/2026"),
        ("", ""),
    ):
        assert field_values.day_of(typed) == day


def test_a_web_address_may_be_typed_as_it_is_said() -> None:
    """Nobody says https:// aloud; a text that is no address is left for the check to refuse."""
    fields = tuple(one for one in form_schema.group_fields() if one.name in ("site", "events"))
    for typed, site in (
        ("exemple.fr", "https://exemple.fr"),
        ("www.Été-exemple.fr/page?a=1", "https://www.Été-exemple.fr/page?a=1"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("contact@exemple.fr", "contact@exemple.fr"),
        ("le cabinet", "le cabinet"),
        ("https//exemple.fr", "https//exemple.fr"),
        ("exemple.fr, ou autre.fr", "exemple.fr, ou autre.fr"),
        ("04.77.00.00.00", "04.77.00.00.00"),
        ("www.exemple.ville", "https://www.exemple.ville"),
        ("exemple.ville/page", "https://exemple.ville/page"),
        # (A QR code would lead to hosts that nobody has named.)
        ("Cgt.Loire", "Cgt.Loire"),
        ("tract.pdf", "tract.pdf"),
        ("M.Dupont", "M.Dupont"),
    ):
        assert values_of(fields, {"site": typed}) == {"site": site}
        assert values_of(fields, {"events.0.url": typed}) == {"events": [{"url": site}]}


def test_what_is_no_number_is_left_for_the_check_to_refuse() -> None:
    rules = {"properties": {"seats": {"type": "integer"}}}
    for typed, value in (
        ("12", 12),
        ("-3", -3),
        ("--5", "--5"),
        ("²", "²"),
        ("9" * 5000, "9" * 5000),
    ):
        assert values_of(fields_of(rules), {"seats": typed}) == {"seats": value}


def shown_and_read(rules: dict[str, Any], value: Any) -> dict[str, str]:
    """Return the texts that a form shows for a value, after checking that it reads them back."""
    (field,) = fields_of({"properties": {"x": rules}})
    typed = field_values.typed_in(field, value)
    assert values_of([field], typed) == {"x": value}
    return typed


def test_a_label_is_a_text_or_has_what_fills_it_in() -> None:
    """Nobody has to write {label: Téléphone, edition: phone} to have a telephone on a poster."""
    texts = {"type": "string"}
    either = {"type": ["string", "object"], "required": ["label", "edition"]}
    labels = {
        "type": "array",
        "items": {**either, "properties": {"label": texts, "edition": texts}},
    }
    (field,) = fields_of({"properties": {"x": labels}})
    assert [one.needed for one in field.fields] == [True, False]  # (by hand, where it is empty)
    value = ["Demandez", {"label": "Téléphone", "edition": "phone"}]
    assert shown_and_read(labels, value) == {
        "x.0.label": "Demandez",
        "x.1.label": "Téléphone",
        "x.1.edition": "phone",
    }


def test_numbers_are_typed_as_the_french_write_them() -> None:
    """Widths have decimals, lines are counted or fill the page, combs are lists of numbers."""
    width = {"type": "number"}
    assert shown_and_read(width, 2.4) == {"x": "2.4"}
    assert values_of(fields_of({"properties": {"x": width}}), {"x": "2,4"}) == {"x": 2.4}
    lines = {"type": ["integer", "string"], "pattern": "^fill$"}
    assert shown_and_read(lines, 3) == {"x": "3"}
    comb = {"type": "array", "items": {"type": "integer"}, "description": "As [2, 2, 4]."}
    assert shown_and_read(comb, [2, 2, 4]) == {"x": "2, 2, 4"}
    (field,) = fields_of({"properties": {"x": comb}})
    assert field.help == "As 2, 2, 4."
    # As in a file, too; what is no number is left for the check to refuse.
    assert values_of([field], {"x": "[2, 2; 4]"}) == {"x": [2, 2, 4]}
    assert values_of([field], {"x": "2 deux"}) == {"x": [2, "deux"]}


def test_a_line_within_stars_is_the_loud_one_in_lists_too() -> None:
    """The pages of a zine each have their title."""
    loud = {"type": ["string", "object"], "properties": {"loud": {"type": "string"}}}
    title = {"type": "array", "items": loud}
    pages = {"type": "array", "items": {"type": "object", "properties": {"title": title}}}
    value = [{"title": ["Un", {"loud": "Bug"}]}]
    assert shown_and_read(pages, value) == {"x.0.title": "Un\n**Bug**"}


def test_a_form_has_no_words_of_files() -> None:
    """Who fills in a form reads no schema: table and fill are words of files."""
    (sections,) = (
        one
        for one in fields_of(layouts.load(LAYOUT_FOLDERS, "form").schema)
        if one.key == "sections"
    )
    inner = {one.key: one for one in sections.fields}
    with speaking("fr"):
        french = fields_of(layouts.load(LAYOUT_FOLDERS, "form").schema)
    (there,) = (one for one in french if one.key == "sections")
    helps = " ".join(one.help for one in there.fields if one.key != "kind")
    assert "(table)" not in helps and "(notice)" not in helps and "fill" not in helps
    # What a kind needs is shown when it is chosen.
    assert inner["columns"].needed_by == ("table",) and inner["title"].needed_by == ()
    lines = {"type": ["integer", "string"], "pattern": "^fill$"}
    assert shown_and_read(lines, "fill") == {"x": "the rest"}
    with speaking("fr"):
        (field,) = fields_of({"properties": {"x": lines}})
        assert field_values.values_of([field], {"x": "The rest"}) == {"x": "fill"}
        assert field_values.typed_in(field, "fill") == {"x": tr("the rest")}


def test_a_drawing_needs_a_picture_or_a_drawing() -> None:
    fields = fields_of(layouts.load(LAYOUT_FOLDERS, "booklet").schema)
    chapters = next(one for one in fields if one.key == "chapters")
    sections = next(one for one in chapters.fields if one.key == "sections")
    needed = {one.key: one.needed_by for one in sections.fields}
    assert needed["body"] == ("text", "box", "law", "demand")
    assert needed["drawing"] == needed["picture"] == ("drawing",)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_help_of_a_form_has_code_or_the_place_of_a_file(lang: str) -> None:
    """A form takes no braces, no quotes around a day and no path: who types them is refused."""

    def helps(fields: Iterable[FormField]) -> Iterator[str]:
        for one in fields:
            yield choice_labels.help_text(one.name, one.words, one.help)
            yield from helps(one.fields)

    shown = drawing_labels.shown(LAYOUT_FOLDERS)
    assert "closing-eyes" in shown
    code = re.compile(
        rf"[{{}}\[\]]|assets/|\"\d|\b(?:{'|'.join(one for one in shown if '-' in one)})\b"
    )
    with speaking(lang):
        for name in layouts.names(LAYOUT_FOLDERS):
            plain = text_forms.plain_fields(layouts.load(LAYOUT_FOLDERS, name).schema)
            for text in helps(drawing_labels.labelled(plain, shown)):
                assert not code.search(text), f"{name}: {text}"
