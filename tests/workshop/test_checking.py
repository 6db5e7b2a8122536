"""``check`` looks at each text once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add
from zines.base.problems import Severity
from zines.manuscript import text_file
from zines.workshop.checking import check
from zines.workshop.project import Project


def test_each_document_is_read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        add(project, slug, text) for slug, text in (("tracts/a", TRACT), ("posters/b", POSTER))
    ]
    files.append(add(project, "tracts/faux", TRACT.replace("back:", "bakc:")))
    files.append(add(project, "tracts/cassé", "a: [\n"))
    read, seen = text_file.read, Counter[Path]()

    def counted(file: Path, name: str) -> str:
        seen[file] += 1
        return read(file, name)

    monkeypatch.setattr(text_file, "read", counted)
    problems = [one for one in check(project) if one.severity is Severity.ERROR]
    assert {one.code for one in problems} == {
        "unknown-key", "missing-key", "yaml-syntax", "slug-form",
    }  # fmt: skip
    assert {file: seen[file] for file in files} == dict.fromkeys(files, 1)


def test_lint_says_nothing_where_a_text_has_an_error(project: Project) -> None:
    add(project, "tracts/essai", TRACT.replace("Le verso.\n", "Voir https://bit.ly/x.\n"))
    assert any(one.code != "source-uncited" for one in check(project))
    add(project, "tracts/essai", TRACT.replace('"2026-11-24"', '"2026-11-31"'))
    places = [(one.line, one.column) for one in check(project) if "essai" in one.path]
    assert len(places) == len(set(places))
