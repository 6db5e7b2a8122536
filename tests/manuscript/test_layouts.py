"""Layout folders: their fields and their outputs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers import LAYOUT_FOLDERS, ROOT
from tests.manuscript.conftest import Desk, places, refusal, write
from zines.base.outputs import Output
from zines.base.problems import Problem
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.sources import SourcesById

SCHEMA = """\
properties:
  body: {$ref: "#/$defs/body", maxLength: 30, description: Le texte.}
  picture: {$ref: "#/$defs/picture"}
  picture_alt: {$ref: "#/$defs/title"}
  words:
    type: array
    x-order: word
    items:
      type: object
      properties: {word: {type: string}, see: {type: string, x-one-of: words/*/word}}
required: [body]
dependentRequired: {picture: [picture_alt]}
"""
OUTPUTS = """\
reading_distance_mm: 300
outputs:
  - {name: page, role: reader, trim: a5}
  - name: cahier
    label: à plier
    role: sheets
    trim: a5
    sheet: a4
    ink: black
    imposition: {schema: saddle-stitch, up: 2, flip: long-edge}
"""
DOCUMENT = 'layout: fiche\ntitle: a\ndate: "2023-09-16"\ndescription: b\nbody: c\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "layouts" / "fiche"
    write(folder / "layout.typ", "")
    write(folder / "schema.yaml", SCHEMA)
    write(folder / "outputs.yaml", OUTPUTS)
    write(folder / "example.yaml", DOCUMENT)
    return folder


@pytest.fixture
def own_desk(tmp_path: Path, known: SourcesById, folder: Path) -> Desk:
    return Desk(tmp_path, known, folder.parent)


def refused(folder: Path) -> list[Problem]:
    return refusal(lambda: layouts.load(SearchPath((folder.parent,)), folder.name))


@pytest.mark.parametrize("name", layouts.names(LAYOUT_FOLDERS))
def test_the_layouts_of_the_house_are_good(name: str) -> None:
    layout = layouts.load(LAYOUT_FOLDERS, name)
    assert layout.name == name and layout.outputs


def test_an_own_layout_of_a_french_name_goes_before_the_shipped_one(tmp_path: Path) -> None:
    """Who has a layout ``affiche`` means that one; ``new layout Dépliant`` makes depliant."""
    folders = SearchPath((tmp_path, ROOT / "layouts"))
    words = ("affiche", "Affiche", "dépliant", "poster", "gazette", "lib", "")
    found = ["poster", "poster", "leaflet", "poster", "", "", ""]
    assert [layouts.named(folders, one) for one in words] == found
    for own in ("affiche", "depliant"):
        (tmp_path / own).mkdir()
        (tmp_path / own / "layout.typ").touch()
    found = ["affiche", "affiche", "depliant", "poster", "", "", ""]
    assert [layouts.named(folders, one) for one in words] == found


def test_the_house_has_the_four_layouts_and_lib_is_none() -> None:
    names = layouts.names(LAYOUT_FOLDERS)
    assert {"tract", "booklet", "dictionary", "poster"} <= set(names)
    assert "lib" not in names and names == sorted(names)


def test_a_layout(folder: Path) -> None:
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    assert (layout.name, layout.reading_distance_mm, layout.pages) == ("fiche", 300, 0)
    page, booklet = layout.outputs
    assert (page.name, page.label, page.role, page.trim) == ("page", "", "reader", "a5")
    assert (page.sheet, page.ink) == ("", "colour")
    assert (booklet.name, booklet.label, booklet.role) == ("cahier", "à plier", "sheets")
    assert (booklet.sheet, booklet.ink) == ("a4", "black")


def test_what_a_layout_does_not_say_is_what_is_usual(folder: Path) -> None:
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    page = Output("page", "", "reader", "a5", "", "colour", {}, 3, 5)
    booklet = {"schema": "saddle-stitch", "up": 2, "flip": "long-edge"}
    sheets = Output("cahier", "à plier", "sheets", "a5", "a4", "black", booklet, 4, 5)
    texts = ("fiche", "fiche", layout.schema)
    outputs = (page, sheets)
    assert layout == Layout(*texts, 300, 0, False, False, 0, "", outputs, "fiche", False, ())
    assert not layout.is_poster
    assert not any(one.on_request or one.format for one in layout.outputs)


def test_a_layout_says_all_that_differs(folder: Path) -> None:
    more = """\
piece: carton
pages: 2
hyphenate: true
posted: true
read_aloud_s: 60
paper: couché 135 g
folder: cartons
fillable: true
panels: [name]
"""
    text = OUTPUTS.replace("trim: a5}", "trim: a5, format: a5, on_request: true}")
    write(folder / "outputs.yaml", more + text)
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    assert (layout.piece, layout.pages, layout.folder) == ("carton", 2, "cartons")
    assert (layout.hyphenate, layout.posted, layout.fillable) == (True, True, True)
    assert (layout.read_aloud_s, layout.paper, layout.panels) == (60, "couché 135 g", ("name",))
    assert layout.is_poster
    assert [(one.format, one.on_request) for one in layout.outputs] == [("a5", True), ("", False)]


def test_all_parts_that_are_missing_are_told(folder: Path) -> None:
    (folder / "outputs.yaml").unlink()
    (folder / "example.yaml").unlink()
    problems = refused(folder)
    assert [problem.code for problem in problems] == ["layout-part"] * 2
    assert "outputs.yaml" in problems[0].message and problems[0].path == "layouts/fiche"


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ("properties: [a]", ("layout-schema", 1, 13)),
        ("required: body", ("layout-schema", 1, 11)),
        ("required: {a: b}", ("layout-schema", 1, 11)),
        ("$defs: a", ("layout-schema", 1, 8)),
        ("properties: {a: {type: texte}}", ("layout-schema", 1, 1)),
        ("properties: {a: b}", ("layout-schema", 1, 1)),
        ('properties: {a: {$ref: "#/$defs/rien"}}', ("layout-schema", 1, 1)),
        ('properties: {a: {$ref: "#/properties/a"}}', ("layout-schema", 1, 1)),
        ('properties: {a: {$ref: "https://x.fr/schema"}}', ("layout-schema", 1, 1)),
        ('properties: {a: {pattern: "("}}', ("layout-schema", 1, 1)),
        ("properties: {a: {type: string, format: lin}}", ("layout-schema", 1, 1)),
        ("properties: {a: {items: {format: [body]}}}", ("layout-schema", 1, 1)),
        # A schema in a schema, wherever the standard takes one.
        ("properties: {a: {items: {format: lin}}}", ("layout-schema", 1, 1)),
        ("properties: {a: {properties: {b: {format: lin}}}}", ("layout-schema", 1, 1)),
        ("properties: {a: {additionalProperties: {format: lin}}}", ("layout-schema", 1, 1)),
        ("$defs: {a: {format: lin}}", ("layout-schema", 1, 1)),
        ("patternProperties: {a: {format: lin}}", ("layout-schema", 1, 1)),
        ("anyOf: [{properties: {a: {format: lin}}}]", ("layout-schema", 1, 1)),
        ("properties: {a: {x-order: 5}}", ("layout-schema", 1, 1)),
        ("properties: {a: {x-one-of: 5}}", ("layout-schema", 1, 1)),
        ("properties: {a: {x-one-of: words}}", ("layout-schema", 1, 1)),
        ("x-first: drawing", ("layout-schema", 1, 1)),
        ("x-first: [nothing]", ("layout-schema", 1, 1)),
        ("properties: {a: no}", ("yaml-ambiguous", 1, 17)),
        ("", ("yaml-empty", 1, 1)),
    ],
)
def test_a_schema_that_is_none(folder: Path, schema: str, place: tuple[str, int, int]) -> None:
    write(folder / "schema.yaml", schema)
    (problem,) = refused(folder)
    assert places([problem]) == [place]
    assert problem.path == "layouts/fiche/schema.yaml"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("reading_distance_mm: 300\n", "", ("missing-key", 1, 1)),
        ("300", "100", ("wrong-value", 1, 22)),
        ("role: reader", "role: raeder", ("wrong-value", 3, 24)),
        ("name: page", "name: Page", ("wrong-form", 3, 12)),
        ("name: page", "name: ../page", ("wrong-form", 3, 12)),
        ("label:", "lable:", ("unknown-key", 5, 5)),
        ("up: 2", "up: 0", ("wrong-value", 10, 45)),
        ("long-edge", "left-edge", ("wrong-value", 10, 54)),
        ("up: 2", "upp: 2", ("unknown-key", 10, 41)),
        ("up: 2", "creep: 3", ("wrong-value", 10, 48)),
        ("saddle-stitch", "saddle-stich", ("wrong-value", 10, 26)),
        ("name: cahier", "name: page", ("wrong-value", 4, 11)),
        ("name: cahier", "name: page-noire", ("wrong-value", 4, 11)),
        ("up: 2", "gutter: .nan", ("yaml-ambiguous", 10, 49)),
    ],
)
def test_outputs_that_cannot_be(
    folder: Path, old: str, new: str, place: tuple[str, int, int]
) -> None:
    assert old in OUTPUTS
    write(folder / "outputs.yaml", OUTPUTS.replace(old, new, 1))
    (problem,) = refused(folder)
    assert places([problem]) == [place]
    assert problem.path == "layouts/fiche/outputs.yaml"


@pytest.mark.parametrize("key", ["properties", "$defs", "patternProperties"])
def test_a_field_may_be_called_like_a_word_of_ours(folder: Path, key: str) -> None:
    write(folder / "schema.yaml", f"{key}: {{format: {{type: string}}, x-order: {{type: string}}}}")
    assert layouts.load(SearchPath((folder.parent,)), folder.name).name == "fiche"


def test_a_layout_needs_no_python(own_desk: Desk) -> None:
    document = own_desk.load(DOCUMENT + "words: [{word: zone}, {word: État, see: zone}]\n")
    assert document.layout.name == "fiche"
    assert [word["word"] for word in document.fields["words"]] == ["État", "zone"]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("picture: a.png\npicture_alt: b", ("missing-picture", 6, 10)),
        ("picture: ../../../etc/passwd\npicture_alt: b", ("picture-outside", 6, 10)),
        ("picture: /etc/passwd\npicture_alt: b", ("picture-outside", 6, 10)),
        ("picture: " + "x" * 300 + "\npicture_alt: b", ("wrong-name", 6, 10)),
        ("picture: images/con.png\npicture_alt: b", ("wrong-name", 6, 10)),
        ("words: [{word: zone, see: zonne}]", ("unknown-reference", 6, 27)),
        # (An item without the key that is referred to.)
        ("words: [{see: zonne}, {word: zone}]", ("unknown-reference", 6, 15)),
    ],
)
def test_what_a_layout_asks_of_a_document(
    own_desk: Desk, more: str, place: tuple[str, int, int]
) -> None:
    assert places(own_desk.refused(DOCUMENT + more)) == [place]


def test_a_picture_asks_for_its_words(own_desk: Desk) -> None:
    """Rules of a layout's schema for the whole document apply (here dependentRequired)."""
    write(own_desk.folder / "content" / "a.png", "")
    (problem,) = own_desk.refused(DOCUMENT + "picture: a.png\n")
    assert places([problem]) == [("missing-key", 1, 1)]
    assert "picture_alt" in problem.message
    found = own_desk.load(DOCUMENT + "picture: a.png\npicture_alt: b\n")
    assert found.pictures == {"a.png": own_desk.folder / "content" / "a.png"}


@pytest.mark.parametrize(
    "words", ["[a, b]", "[{}, {word: a}]", "[{word: 12}]", "[[a]]", "{a: b}", "a"]
)
def test_lists_to_order_are_read_or_refused(own_desk: Desk, words: str) -> None:
    text = DOCUMENT + f"words: {words}\n"
    if words == "[{}, {word: a}]":
        assert [one.get("word") for one in own_desk.load(text).fields["words"]] == [None, "a"]
    else:
        assert {problem.code for problem in own_desk.refused(text)} == {"wrong-type"}


def test_own_limits_are_laid_over_shared_ones(own_desk: Desk) -> None:
    (problem,) = own_desk.refused(DOCUMENT.replace("body: c", f"body: {'c' * 31}"))
    assert places([problem]) == [("too-long", 5, 7)]


def test_a_broken_layout_is_read_once_and_told_each_time(own_desk: Desk, folder: Path) -> None:
    (folder / "outputs.yaml").unlink()
    for _ in range(2):
        (problem,) = refusal(lambda: own_desk.load(DOCUMENT))
        assert problem.code == "layout-part"


def test_layouts_may_lie_anywhere(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(folder, tmp_path / "ailleurs" / "autre")
    assert layouts.load(SearchPath((tmp_path / "ailleurs",)), "autre").name == "autre"


def test_what_a_layout_does_not_say_is_not_so(folder: Path) -> None:
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    assert not layout.hyphenate and not layout.posted and not layout.is_poster
    assert not any(output.on_request or output.format for output in layout.outputs)
    outputs = OUTPUTS.replace("reading", "hyphenate: true\nposted: true\nreading", 1)
    write(
        folder / "outputs.yaml", outputs.replace("role: reader,", "role: reader, on_request: true,")
    )
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    assert layout.hyphenate and layout.posted and layout.is_poster
    assert [output.on_request for output in layout.outputs] == [True, False]


def test_what_is_printed_as_tiles_is_put_up_on_walls(folder: Path) -> None:
    write(folder / "outputs.yaml", OUTPUTS.replace("role: sheets", "role: tiles"))
    layout = layouts.load(SearchPath((folder.parent,)), folder.name)
    assert layout.is_poster and not layout.posted


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("trim: a5}", "trim: a55}", ("wrong-value", 3, 38)),
        ("sheet: a4", "sheet: a44", ("wrong-value", 8, 12)),
        (
            "{schema: saddle-stitch, up: 2, flip: long-edge}",
            "{schema: tiles, poster: a99}",
            ("wrong-value", 10, 17),
        ),
    ],
)
def test_papers_that_there_are_not(
    folder: Path, old: str, new: str, place: tuple[str, int, int]
) -> None:
    assert old in OUTPUTS
    write(folder / "outputs.yaml", OUTPUTS.replace(old, new, 1))
    (problem,) = refused(folder)
    assert places([problem]) == [place]
    assert new.rsplit(": ", maxsplit=1)[-1].strip("}") in problem.message
