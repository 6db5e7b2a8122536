"""The file out/manifest.json: its content for other programs, and older versions of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import POSTER, ROOT, TRACT, add, page_count, printed
from zines.base import file_lock
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Made
from zines.base.problems import UsageError
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
    assert counts["affiche-essai-a-assembler-a1"][0] == 1
    assert counts["affiche-essai-a-assembler-a1"][1] > 4


def test_two_builds_that_print_at_once_are_both_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four processes lost a quarter of the files: no site shows them, nothing removes them."""
    about = FileEntry(slug="tracts/un", layout="tract", title="Un", lang="fr", sha256="")
    for name in ("one.pdf", "other.pdf"):
        (tmp_path / name).write_bytes(b"")
    lock = file_lock.held_folder

    @contextmanager
    def taken(folder: Path) -> Iterator[None]:
        """Get the lock once the other build, which had it, is done."""
        monkeypatch.setattr(file_lock, "held_folder", lock)
        manifest.merge(tmp_path, [FileEntry(**about, path="other.pdf")])
        yield

    monkeypatch.setattr(file_lock, "held_folder", taken)
    manifest.merge(tmp_path, [FileEntry(**about, path="one.pdf")])
    assert [one["path"] for one in manifest.listed(tmp_path)] == ["one.pdf", "other.pdf"]


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


def entry(slug: str, path: str, **more: Any) -> FileEntry:
    made: FileEntry = {
        "slug": slug, "layout": "tract", "title": "T", "lang": "fr", "path": path, "sha256": "0",
    }  # fmt: skip
    return made | more  # type: ignore[return-value]


def written(out: Path) -> dict[str, list[str]]:
    """Return the paths of a manifest by slug, as the file lists them."""
    content = json.loads((out / "manifest.json").read_text("utf-8"))
    assert content["version"] == manifest.VERSION
    return {one["slug"]: [file["path"] for file in one["files"]] for one in content["documents"]}


def with_files(out: Path, *paths: str) -> Path:
    for path in paths:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(b"")
    return out


def test_a_build_of_a_part_adds_to_what_is_listed(tmp_path: Path) -> None:
    """README: a partial build keeps the rest; what is gone from the disk is dropped."""
    out = with_files(tmp_path, "b/1.pdf", "b/2.pdf", "a/1.pdf")
    manifest.merge(out, [entry("b", "b/2.pdf"), entry("b", "b/1.pdf")])
    manifest.merge(out, [entry("a", "a/1.pdf"), entry("a", "a/missing.pdf")])
    # By slug and path, so that two builds in another order write the same bytes.
    assert written(out) == {"a": ["a/1.pdf"], "b": ["b/1.pdf", "b/2.pdf"]}
    assert list(written(out)) == ["a", "b"]
    (out / "b/1.pdf").unlink()
    manifest.merge(out, [])
    assert written(out) == {"a": ["a/1.pdf"], "b": ["b/2.pdf"]}
    manifest.merge(out, [], gone=["b/2.pdf"])
    assert written(out) == {"a": ["a/1.pdf"]}


def test_a_manifest_without_changes_is_not_written_again(tmp_path: Path) -> None:
    """A program that watches it, such as that of a site, would publish it again."""
    out = with_files(tmp_path, "a/1.pdf")
    manifest.merge(out, [entry("a", "a/1.pdf")])
    before = (out / "manifest.json").stat()
    manifest.merge(out, [entry("a", "a/1.pdf")])
    after = (out / "manifest.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_where_nothing_is_made_no_manifest_is_written(tmp_path: Path) -> None:
    manifest.merge(tmp_path / "out", [])
    assert not (tmp_path / "out").exists()
    # One that lists what is gone is emptied.
    out = with_files(tmp_path / "out", "a/1.pdf")
    manifest.merge(out, [entry("a", "a/1.pdf")])
    (out / "a/1.pdf").unlink()
    manifest.merge(out, [])
    assert written(out) == {}


def test_data_of_a_document_stand_once_above_its_files(tmp_path: Path) -> None:
    out = with_files(tmp_path, "a/1.pdf", "a/2.pdf")
    about = {"source": "content/a.yaml", "description": "Où ?"}
    manifest.merge(out, [entry("a", "a/1.pdf", role="reader", **about)])
    manifest.merge(out, [entry("a", "a/2.pdf", title="Été", role="press", **about)])
    assert json.loads((out / "manifest.json").read_text("utf-8"))["documents"] == [
        {
            "slug": "a",
            **about,
            "layout": "tract",
            "title": "Été",
            "lang": "fr",
            "files": [
                {"path": "a/1.pdf", "sha256": "0", "role": "reader"},
                {"path": "a/2.pdf", "sha256": "0", "role": "press"},
            ],
        }
    ]
    text = (out / "manifest.json").read_text("utf-8")
    # People read it too: accents are letters, and it ends with a line.
    assert "Été" in text and text.endswith("}\n") and '\n  "documents"' in text
    assert [one["title"] for one in manifest.listed(out)] == ["Été", "Été"]


BAD: list[Any] = [
    None, [], "x", {}, {"documents": {}}, {"documents": ["x", 1, None]},
    {"documents": [{"slug": "a", "layout": "l", "title": "t", "lang": "fr", "files": "x"}]},
]  # fmt: skip


@pytest.mark.parametrize("known", BAD)
def test_a_manifest_that_is_none_lists_nothing(tmp_path: Path, known: Any) -> None:
    """Someone edited it, or another program wrote it: the build goes on."""
    assert list(manifest.entries_of(known)) == []
    (tmp_path / "manifest.json").write_text(json.dumps(known), "utf-8")
    assert manifest.listed(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_manifest_that_cannot_be_read_lists_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    assert manifest.read(tmp_path / "manifest.json") is None and manifest.listed(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        *({key: 3} for key in ("slug", "layout", "title", "lang", "path", "sha256")),
        # These would be read, or removed, outside the folder.
        *(
            {"path": path}
            for path in ("../a.pdf", "/a.pdf", "a/./b.pdf", "a//b.pdf", "", "a\0.pdf")
        ),
        {"description": "\ud800"},
    ],
)
def test_an_entry_that_cannot_be_ours_is_left_out_and_the_others_stay(
    change: dict[str, Any],
) -> None:
    whole = entry("a", "a/1.pdf")
    known = {"documents": [{"files": [{**whole, **change}, whole]}, {"files": [whole]}]}
    assert list(manifest.entries_of(known)) == [whole, whole]


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        ('{"name": "Site", "icons": []}', False),
        ('{"version": 1}', True),
        ('{"documents": []}', True),
        ('{"shard": {}}', True),
        ("{}", True),
        ("[]", True),
        ("{broken", True),
    ],
)
def test_the_manifest_of_a_web_site_is_not_overwritten(
    tmp_path: Path, content: str, ours: bool
) -> None:
    """W3C, Web Application Manifest: sites often call theirs manifest.json as well."""
    manifest.check_free(tmp_path)
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    if ours:
        manifest.check_free(tmp_path)
        return
    with pytest.raises(UsageError, match="lists no papers"):
        manifest.check_free(tmp_path)
