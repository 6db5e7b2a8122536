"""The file out/manifest.json: its content for other programs, and older versions of it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import POSTER, ROOT, TRACT, add, page_count, printed
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made
from zines.cli import tables
from zines.workshop import manifest
from zines.workshop.project import Project


@pytest.fixture
def poster(project: Project) -> Project:
    add(project, "posters/essai", POSTER.replace("description: Un essai.", "description: À quoi ?"))
    return project


def read(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project.out / "manifest.json").read_text("utf-8"))
    return found


def test_it_says_what_a_site_shows(poster: Project) -> None:
    printed(poster, roles=("reader",))
    (document,) = read(poster)["documents"]
    assert {key: value for key, value in document.items() if key != "files"} == {
        "slug": "posters/essai",
        "source": "content/posters/essai.yaml",
        "layout": "poster",
        "title": "Une affiche",
        # (The no-break spaces come from French typography.)
        "description": "À\u00a0quoi\u202f?",
        "lang": "fr",
    }
    (file,) = document["files"]
    content = (poster.out / file["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file["sha256"]


def test_pages_are_those_of_the_piece_and_those_of_the_file(poster: Project) -> None:
    """A poster has one page; its file of tiles has one page for each sheet to glue."""
    add(poster, "zines/essai", (ROOT / "layouts/zine/example.yaml").read_text("utf-8"))
    add(poster, "sources", (ROOT / "content/sources.yaml").read_text("utf-8"))
    printed(poster, roles=("tiles", "reader", "sheets"))
    printed(poster, ink="riso")
    counts = {}
    for document in read(poster)["documents"]:
        for file in document["files"]:
            assert page_count(poster.out / file["path"]) == file["pdf_pages"], file["path"]
            counts[Path(file["path"]).stem] = (file["pages"], file["pdf_pages"])
    assert counts["zine-essai-a-plier"] == (8, 1)
    assert counts["zine-essai-page-par-page"] == (8, 8)
    assert counts["affiche-essai-a-assembler-a2"][0] == 1
    assert counts["affiche-essai-a-assembler-a2"][1] > 4


def test_a_text_from_elsewhere_is_not_said_where(project: Project, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(TRACT, "utf-8")
    printed(project, str(tmp_path / "secret.yaml"), roles=("reader",))
    (document,) = read(project)["documents"]
    assert "source" not in document
    assert str(tmp_path) not in json.dumps(read(project))


def test_what_was_made_last_says_what_the_document_says_now(poster: Project) -> None:
    """Also if the name of a variant that was built before sorts after it."""
    printed(poster, roles=("reader",), qr=False)
    add(poster, "posters/essai", POSTER.replace("Une affiche", "Autrement dit"))
    printed(poster, roles=("reader",))
    (document,) = read(poster)["documents"]
    assert document["title"] == "Autrement dit" and len(document["files"]) == 2


@pytest.mark.parametrize("version", [0, 1, 3, "2", None, [1]])
def test_manifests_of_other_versions_are_read(poster: Project, version: object) -> None:
    printed(poster, roles=("reader",))
    whole = read(poster)
    old = json.loads(json.dumps(whole))
    old["version"] = version
    for document in old["documents"]:
        del document["description"], document["source"]
    (poster.out / "manifest.json").write_text(json.dumps(old), "utf-8")
    (listed,) = manifest.listed(poster.out)
    assert listed["slug"] == "posters/essai"
    assert not printed(poster, roles=("reader",)).problems
    assert read(poster) == whole


def test_the_readme_names_every_key() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (paragraph,) = re.findall(r"`out/manifest\.json` \(version (?:.|\n)*?\n\n", text)
    assert f"(version {manifest.VERSION})" in paragraph
    assert [key for key in FileEntry.__annotations__ if f"`{key}`" not in paragraph] == []


def test_the_table_counts_the_pages_of_the_file_and_what_was_removed() -> None:
    entry: FileEntry = {
        "path": "a.pdf",
        "role": "recipe",
        "pages": 32,
        "pdf_pages": 16,
        "title": "A",
    }
    report = BuildReport(Path("out"), [Made("a", (entry,))], removed=1)
    _, line, _, removed = (str(one) for one in tables.built(report, 0))
    assert " 16 p." in line and "32" not in line
    assert removed == "1 file removed that no document makes any more"
    report.removed = 0
    assert len(tables.built(report, 0)) == 3
