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
