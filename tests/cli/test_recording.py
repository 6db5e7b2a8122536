"""The recorded terminal shows what the program says today."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.recording import PICTURE, RECORDING, Recording, plain, recorded

#: A picture breaks lines into pieces of one colour, with blanks of its own.
_SPACE = re.compile(r"\s")


def committed() -> Recording:
    """Return the recording of docs/."""
    _, *lines = RECORDING.read_text("utf-8").splitlines()
    return Recording([(seconds, text) for seconds, _, text in map(json.loads, lines)])


def timeless(made: Recording) -> str:
    """Return the lines of a recording without clock times and measured seconds."""
    return re.sub(r"\d\d:\d\d:\d\d|\d+,\d\d s", "", plain("\n".join(made.lines())))


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Windows are no files")
def test_the_recording_shows_what_the_program_says(tmp_path: Path) -> None:
    """If this fails: ``make terminal``, then look at the picture."""
    assert timeless(committed()) == timeless(recorded(tmp_path))


def test_the_picture_has_the_lines_of_the_recording_and_needs_no_network() -> None:
    """The text of an SVG is read here by a parser of its own."""
    text = _SPACE.sub("", "".join(ElementTree.parse(PICTURE).getroot().itertext()))
    for line in plain("\n".join(committed().lines())).split("\n"):
        assert _SPACE.sub("", line) in text
    assert "url(http" not in PICTURE.read_text("utf-8")
