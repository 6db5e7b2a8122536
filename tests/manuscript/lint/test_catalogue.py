"""All shipped texts pass lint."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.manuscript.lint.desk import layout
from zines.base.problems import Problem, Severity, as_text
from zines.manuscript import layouts, lint, sources
from zines.manuscript.sources import SourcesById
from zines.manuscript.yaml_files import yaml_reader

CONTENT = ROOT / "content"
DOCUMENTS = sorted(CONTENT.glob("*/*.yaml"))
EXAMPLES = sorted((ROOT / "layouts").glob("*/example.yaml"))


@cache
def known() -> SourcesById:
    return sources.load(CONTENT / "sources.yaml", "s", layouts.shipped_schema("sources"))


@cache
def judged(file: Path) -> list[Problem]:
    parsed = yaml_reader.read(file, file.name)
    return lint.document(parsed, layout(parsed.value["layout"]), known())


@pytest.mark.parametrize("file", [*DOCUMENTS, *EXAMPLES], ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_a_document_has_nothing_to_mend(file: Path) -> None:
    assert not [as_text(one) for one in judged(file) if one.severity is not Severity.INFO]


def test_the_shared_files_have_nothing_to_mend() -> None:
    assert not lint.sources(yaml_reader.read(CONTENT / "sources.yaml", "s"))
    assert not lint.organisation(yaml_reader.read(CONTENT / "organisation.yaml", "o"))


def test_the_notes_are_few_enough_to_be_read() -> None:
    assert sum(len(judged(file)) for file in DOCUMENTS) < 15
