"""Every shared function of the layouts has a doc comment with its parameters and its result.

The form is that of tidy, as in CeTZ: ``/// - name (type): what.`` for each parameter, and
``/// -> type`` at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT

LIB = ROOT / "layouts" / "lib"
FILES = sorted(
    [
        *LIB.glob("*.typ"),
        *(LIB / "components").glob("*.typ"),
        *(LIB / "drawing-tools").glob("*.typ"),
    ]
)
#: A public function: the doc comment above it, its name and its parameters.
_FUNCTION = re.compile(r"^((?:///.*\n)*)#let ([a-z][\w-]*)\(((?:[^()]|\([^()]*\))*)\) =", re.M)


def functions(text: str) -> Iterator[tuple[str, str, list[str]]]:
    for doc, name, listed in _FUNCTION.findall(text):
        parts = re.split(r",(?![^()]*\))", listed)
        yield name, doc, [part.split(":")[0].strip().lstrip(".") for part in parts if part.strip()]


def wrong_docs(text: str) -> list[str]:
    """Return messages on what is missing in the doc comments of a file."""
    wrong = []
    for name, doc, parameters in functions(text):
        documented = re.findall(r"^/// - ([\w-]+) \([a-z][a-z, ]*\): \S.*$", doc, re.M)
        if not re.match(r"/// [^-]", doc):
            wrong.append(f"{name}: what it does is not said")
        if documented != parameters:
            wrong.append(f"{name}: takes {parameters}, and says {documented}")
        if not re.search(r"^/// -> [a-z]+(, [a-z]+)*(: .*)?$", doc, re.M):
            wrong.append(f"{name}: what it returns is not said")
    return wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shared_function_is_documented(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(re.findall(r"^#let [a-z][\w-]*\(", text, re.M)) == len(list(functions(text)))
    assert not wrong_docs(text)


GOOD = """\
/// Sets a line.
/// - t (dictionary): The theme.
/// - width (length, auto): Of the line.
/// - words (content): What stands on it.
/// -> content
#let line-of(t, width: (1mm, 2mm).sum(), ..words) = words
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/// Sets a line.\n", ""),
        ("/// - t (dictionary): The theme.\n", ""),
        ("- width (length, auto)", "- wide (length, auto)"),
        ("(length, auto)", ""),
        ("/// -> content\n", ""),
        ("(t, ", "(t, more, "),
    ],
)
def test_a_doc_that_lacks_something_is_seen(old: str, new: str) -> None:
    assert not wrong_docs(GOOD)
    assert GOOD.count(old) == 1
    assert wrong_docs(GOOD.replace(old, new))
