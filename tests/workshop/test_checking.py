"""The command ``check``: each document is read once; missing characters are those of ``pdf``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add
from zines.base.options import Options
from zines.base.problems import Severity
from zines.manuscript.yaml_files import text_file
from zines.workshop.build import build
from zines.workshop.checking import check
from zines.workshop.project import Project


def test_each_document_is_read_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        add(project, slug, text) for slug, text in (("tracts/a", TRACT), ("posters/b", POSTER))
    ]
    files.append(add(project, "tracts/faux", TRACT.replace("back:", "bakc:")))
    files.append(add(project, "tracts/日本", "a: [\n"))
    read, seen = text_file.read, Counter[Path]()

    def counted(file: Path, name: str) -> str:
        seen[file] += 1
        return read(file, name)

    monkeypatch.setattr(text_file, "read", counted)
    problems = [one for one in check(project) if one.severity is Severity.ERROR]
    assert {one.code for one in problems} == {"unknown-key", "yaml-syntax", "slug-form"}
    assert {file: seen[file] for file in files} == dict.fromkeys(files, 1)


def test_lint_says_nothing_where_a_text_has_an_error(project: Project) -> None:
    add(project, "tracts/essai", TRACT.replace("Le verso.\n", "Voir https://bit.ly/x.\n"))
    assert any(one.code != "source-uncited" for one in check(project))
    add(project, "tracts/essai", TRACT.replace('"2026-11-24"', '"2026-11-31"'))
    places = [(one.line, one.column) for one in check(project) if "essai" in one.path]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("before", "text", "signs"),
    [
        # The display font lacks Cyrillic, which the text font has; none has the rest. A ligature
        # is printed as its letters.
        ("front", "Une lettre de Олена, de محمد.", "محد"),
        ("title", "Олена", ""),
        ("headline", "[Олен, ﬃ]", "Олен"),
        ("front", "Bravo 🎉, vice\u2011présidente, porte\u2010voix, e\u0301té", "🎉"),
    ],
)
def test_characters_that_fonts_lack_are_told_as_pdf_tells_them(
    project: Project, tmp_path: Path, before: str, text: str, signs: str
) -> None:
    values = {"title": "Essai", "headline": "[Essai]", "front": "Un texte."} | {before: text}
    lines = [*(f"{key}: {value}" for key, value in values.items()), "back_title: Verso"]
    shared = 'layout: tract\ndate: "2026-11-24"\ndescription: Essai.\nback: Un texte.\n'
    add(project, "tracts/essai", shared + "\n".join(lines) + "\n")
    found = [one for one in check(project) if one.code == "missing-glyph"]
    # (Signs on one line are one problem, at the first of them.)
    said = [one.message.partition("'")[2][:-1] for one in found]
    assert set("".join(said)) == set(signs) and len(said) == bool(signs)
    for one, shown in zip(found, said, strict=True):
        assert lines[one.line - 5][one.column - 1] == shown[0]
    made = build(project, (), Options(tmp_path / "out")).problems
    assert [one for one in made if one.severity is Severity.ERROR] == found
