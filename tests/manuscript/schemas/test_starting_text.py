"""A text to start from has every key, with its explanation above it, and no foreign comment."""

from __future__ import annotations

import pytest

from tests.helpers import speaking
from zines.manuscript.schemas import starting_text
from zines.manuscript.yaml_files import yaml_reader

EXAMPLE = """# A note of whoever wrote the example.
layout: tract
title: An
  example

# Its parts.
parts:
  - title: One
    body: |
      # This line is text.

      So is this one.
  - title: Two
lead: >-
  Two
  lines.
"""
PART = {"title": {"description": "Its heading."}, "body": {"description": "Its words."}}
SCHEMA = {
    "properties": {
        "layout": {"description": "Which layout."},
        "title": {"description": "What it is called."},
        "parts": {"items": {"properties": PART}},
        "lead": {"description": "A sentence."},
    }
}
WRITTEN = """# Which layout.
layout: tract

# What it is called.
title: "Fête \\"à nous\\""

parts:
  # Its heading.
  - title: One
    # Its words.
    body: |
      # This line is text.

      So is this one.
  - title: Two

# A sentence.
lead: "Un."
"""


def test_keys_in_braces_are_not_explained_and_those_after_them_are() -> None:
    """A comment above the line would be about its first key; each field is explained once."""
    text = "title: {a: b, title: c}\nparts:\n  - {body: d, title: e}\nlead: f\n"
    parsed = yaml_reader.parse(text, "example.yaml")
    with speaking("en"):
        found = starting_text.written(parsed, SCHEMA, {})
    assert found.splitlines() == [
        "# What it is called.",
        "title: {a: b, title: c}",
        "",
        "parts:",
        "  - {body: d, title: e}",
        "",
        "# A sentence.",
        "lead: f",
    ]


def test_all_keys_of_a_line_are_in_the_language_in_use() -> None:
    """Their French words are longer or shorter: the next key of the line is elsewhere then."""
    text = "lead: {body: c, title: d}\nparts:\n  - {body: e, lead: f, title: body}\n"
    parsed = yaml_reader.parse(text, "example.yaml")
    with speaking("fr"):
        found = starting_text.written(parsed, {}, {})
    assert [line for line in found.splitlines() if line] == [
        "chapeau: {corps: c, titre: d}",
        "parties:",
        "  - {corps: e, chapeau: f, titre: body}",
    ]


def test_an_explanation_is_broken_at_a_hundred_signs() -> None:
    words = "mot " * 24 + "ab"
    schema = {
        "properties": {
            "title": {"description": words},
            "lead": {"description": words + "c"},
            "parts": {"items": {"properties": {"title": {"description": words}}}},
            "back": {"description": 5},
        }
    }
    text = "title: a\nlead: b\nback: c\nparts:\n  - title: d\n"
    with speaking("en"):
        found = starting_text.written(yaml_reader.parse(text, "example.yaml"), schema, {})
    assert max(map(len, found.splitlines())) == 100
    comments = [line for line in found.splitlines() if "#" in line]
    # (The last is set in, and its words stand above the first title already.)
    assert comments == [f"# {words}", f"# {'mot ' * 24}".rstrip(), "# abc"]


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_keys_are_explained_and_given_values_replace_those_of_the_example(spoken: str) -> None:
    """Keys of any depth are in the language in use; a field of many items is explained once."""
    parsed = yaml_reader.parse(EXAMPLE, "example.yaml")
    with speaking(spoken):
        text = starting_text.written(parsed, SCHEMA, {"title": 'Fête "à nous"', "lead": "Un."})
    expected = WRITTEN
    if spoken == "fr":
        for key, french in (
            ("layout:", "mise_en_page:"),
            ("title:", "titre:"),
            ("parts:", "parties:"),
            ("body:", "corps:"),
            ("lead:", "chapeau:"),
        ):
            expected = expected.replace(key, french)
    assert text == expected


def test_a_short_text_has_the_needed_keys_with_their_comments() -> None:
    """A form shows all other fields empty: what the example says in them would be printed."""
    schema = SCHEMA | {"required": ["layout", "title"], "x-first": ["lead"]}
    only = starting_text.needed(schema)
    parsed = yaml_reader.parse(EXAMPLE, "example.yaml")
    text = starting_text.written(parsed, schema, {"title": "A", "lead": "Un."}, only)
    assert text == (
        '# Which layout.\nlayout: tract\n\n# What it is called.\ntitle: "A"\n\n'
        '# A sentence.\nlead: "Un."\n'
    )
