"""Texts set according to the ``format`` in their schema, without a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.manuscript.conftest import parsed, places
from zines.base.search_path import SearchPath
from zines.manuscript import text_setting
from zines.manuscript.text import Text, characters
from zines.manuscript.text_setting import Setting, map_nodes

SOFT = "\u00ad"


def setting(text: str = "a: b", *, hyphenate: bool = False, folder: Path = Path()) -> Setting:
    sources: dict[str, Any] = {"livre": {}}
    assets = SearchPath((folder / "assets",))
    return Setting(parsed(text), {}, sources, assets, folder, hyphenate=hyphenate)


@pytest.mark.parametrize("hyphenate", [True, False])
def test_words_break_in_texts_and_not_in_headings(hyphenate: bool) -> None:
    """Only if the layout hyphenates; headings and titles are never hyphenated."""
    words = "l'administration"
    made = setting(hyphenate=hyphenate)
    heading, text = made.set(f"## {words}\n\n{words}", {"format": "body"})
    assert SOFT not in characters([heading])
    assert (SOFT in characters([text])) is hyphenate
    assert (SOFT in characters(made.set(words, {"format": "line"}))) is hyphenate
    assert SOFT not in characters(made.set(words, {"format": "title"}))
    assert made.problems == []


def test_texts_of_groups_are_not_hyphenated() -> None:
    """Names and days stand alone in narrow boxes, where a hyphen would look like one of theirs."""
    made = Setting(parsed("a: b"), {}, None, SearchPath(()), Path())
    assert SOFT not in characters(made.set("l'administration", {"format": "line"}))


def test_faults_of_texts_are_told_where_they_stand() -> None:
    made = setting("a: un <b>\nc: deux <i>")
    for key, form in (("a", "body"), ("c", "line")):
        made.set(made.parsed.value[key], {"format": form}, (key,))
    assert places(made.problems) == [("text-html", 1, 7), ("text-html", 2, 9)]


def test_names_of_sources_and_pictures_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for place in ("a.png", "assets/a.png", "assets/b.png"):
        (tmp_path / place).write_bytes(b"")
    made = setting(folder=tmp_path)
    for form, name in (
        ("source", "livre"),
        ("picture", "a.png"),
        ("picture", "b.png"),
        ("picture", ""),
    ):
        assert made.set(name, {"format": form}) == name
    assert made.problems == []
    # A file beside the document comes before one in the assets.
    assert made.pictures == {"a.png": tmp_path / "a.png", "b.png": tmp_path / "assets/b.png"}
    assert made.set("livres", {"format": "source"}) == "livres"
    assert made.set("c.png", {"format": "picture"}) == "c.png"
    assert [one.code for one in made.problems] == [
        "unknown-source",
        "missing-picture",
    ]
    assert "did you mean 'livre'?" in made.problems[0].hint


@pytest.mark.parametrize(
    ("code", "problems"),
    [
        ("livre", []),
        ("livres", ["unknown-source"]),
        ("https://exemple.fr/page", []),
        # A telephone opens none of these: no host, a machine of a local network, a password.
        ("https://exemple", ["wrong-form"]),
        ("https://", ["wrong-form"]),
        ("https://marie:secret@exemple.fr/", ["wrong-form"]),
    ],
)
def test_a_code_leads_to_a_source_or_a_page(code: str, problems: list[str]) -> None:
    made = setting()
    assert made.set(code, {"format": "code"}, ("a",)) == code
    assert [one.code for one in made.problems] == problems
    assert places(made.problems) == [(one, 1, 4) for one in problems]


@pytest.mark.parametrize(
    ("value", "reported"), [("   ", True), ("", False), ("a", False), (" \u00a0", True)]
)
def test_spaces_alone_are_no_text_where_one_is_needed(value: str, reported: bool) -> None:
    made = setting()
    made.set(value, {"minLength": 1, "description": "Le texte."})
    assert [one.code for one in made.problems] == ["too-short"] * reported
    other = setting()
    other.set(value, {})
    assert other.problems == []


def test_texts_that_the_schema_refuses_stay_as_they_are() -> None:
    made = setting()
    assert made.set("abc", {"format": "title", "maxLength": 2}) == "abc"
    assert made.set("abc", {"format": "title", "maxLength": 3}) == (Text("abc"),)
    assert made.set(5, {"format": "title"}) == 5


def test_groups_come_out_in_the_order_of_their_schema() -> None:
    made = setting()
    schema = {"properties": {"b": {}, "a": {"format": "title"}}}
    found = made.set({"z": 1, "a": "x", "b": 2}, schema)
    assert list(found.items()) == [("b", 2), ("a", (Text("x"),)), ("z", 1)]


def test_ordered_lists_say_their_letter() -> None:
    made = setting()
    schema = {"x-order": "word", "items": {}}
    found = made.set([{"word": "zone"}, {"word": "État"}, {"word": "ça"}], schema)
    assert [(one["word"], one["initial"]) for one in found] == [
        ("ça", "C"),
        ("État", "E"),
        ("zone", "Z"),
    ]
    assert made.set(["b", "a"], schema) == ["b", "a"]
    assert made.set([{"word": "b"}, {"word": "a"}], {"items": {}}) == [{"word": "b"}, {"word": "a"}]


@pytest.mark.parametrize(
    ("text", "shown"), [(" un \n deux ", "un deux"), ("", ""), (" \n ", ""), ("e\u0301", "é")]
)
def test_a_title_is_one_line_of_composed_letters(text: str, shown: str) -> None:
    assert characters(text_setting.title(text)) == shown


def test_nodes_are_changed_wherever_they_are() -> None:
    tree = {"a": [(Text("x"),), 5], "b": "y"}
    found = map_nodes(tree, lambda node: Text(node.value * 2))
    assert found == {"a": [(Text("xx"),), 5], "b": "y"}


def test_a_text_without_an_apostrophe_stays_whole() -> None:
    made = setting(hyphenate=True)
    assert made.set("administration", {"format": "line"}) == (Text("administration"),)
