"""Records of builds, also of several builds at the same time."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, printed
from zines.base.options import Options
from zines.workshop import manifest
from zines.workshop.build import build
from zines.workshop.cache import record_file
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.cache.record_file import FileRecords
from zines.workshop.project import Project


def fresh(project: Project, *wanted: str, out: str = "out") -> list[bool]:
    report = build(project, wanted, Options(project.root / out))
    assert not report.problems, report.problems
    return [made.fresh for made in report.made]


def test_builds_beside_one_another_keep_each_other_s_records(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build runs while the first one is between reading and writing the records."""
    save = BuildCache.save

    def after_another(cache: BuildCache) -> None:
        monkeypatch.setattr(BuildCache, "save", save)
        assert fresh(two, "posters/essai") == [True]
        save(cache)

    monkeypatch.setattr(BuildCache, "save", after_another)
    assert fresh(two, "tracts/essai") == [True]
    assert fresh(two) == [False, False]


def test_records_of_what_is_gone_go(two: Project) -> None:
    """Otherwise the cache would grow for ever, with the names of all groups that printed here."""
    fresh(two, out="ailleurs")
    shutil.rmtree(two.root / "ailleurs")
    fresh(two)
    file = two.cache / "records.json"
    assert b"ailleurs" not in file.read_bytes()
    assert len(record_file.read(file).documents) == 2
    assert [one.name for one in two.cache.glob("records*.json")] == ["records.json"]


def test_a_build_with_nothing_to_do_parses_no_record_of_a_file(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of the manifest are two thirds of all records, and are parsed only when used."""
    fresh(two)
    fresh(two)
    entries = [one.files for one in printed(two).made]
    parsed: list[str] = []
    real = FileRecords.__getitem__

    def noted(records: FileRecords, path: str) -> object:
        parsed.append(path)
        return real(records, path)

    monkeypatch.setattr(FileRecords, "__getitem__", noted)
    report = printed(two)
    assert not any(one.fresh for one in report.made) and parsed == []
    assert [[*one.files] for one in report.made] == [[*some] for some in entries]
    assert report.made[0].files[:1] == (report.made[0].files[0],)
    # Workers of a cluster send and receive them.
    assert pickle.loads(pickle.dumps(report.made[0].files)) == tuple(report.made[0].files)
    listed = {one["path"]: one for one in manifest.listed(report.out)}
    assert [listed[one["path"]] for made in report.made for one in made.files] == [
        one for made in report.made for one in made.files
    ]


def test_records_of_other_folders_are_not_read(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build with nothing to do stays fast, whatever the number of output folders."""
    fresh(two, out="ailleurs")
    fresh(two)
    read: list[str] = []
    real = record_file.read

    def noted(file: Path) -> record_file.Records:
        read.append(file.name)
        return real(file)

    monkeypatch.setattr(record_file, "read", noted)
    assert fresh(two) == [False, False]
    assert set(read) == {"records.json"}
    assert fresh(two, out="ailleurs") == [False, False]


def test_a_document_that_lost_a_file_has_no_record(two: Project) -> None:
    fresh(two)
    (two.root / "out/tracts/essai/tract-essai-a-couper.pdf").unlink()
    build(two, ("posters/essai",), Options(two.root / "out", ink="black"))
    records = record_file.read(two.cache / "records.json").documents.values()
    assert not any("tracts/essai" in path for record in records for path in record["files"])


def test_a_build_with_nothing_to_do_loads_no_library(two: Project) -> None:
    """Loading Typst, pikepdf and others takes longer than the rest of such a build."""
    code = (
        "import atexit, sys; from zines.cli.main import cli\n"
        "atexit.register(lambda: print(*sys.modules)); cli(prog_name='hors-bocal')"
    )
    run = [sys.executable, "-c", code, "pdf", "tracts/essai", "posters/essai"]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}

    def loaded() -> set[str]:
        done = subprocess.run(run, cwd=two.root, env=here, check=True, capture_output=True)
        return {*done.stdout.decode().splitlines()[-1].split()}

    def written() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in two.out.rglob("*.pdf")}

    assert "typst" in loaded()
    before, names = written(), loaded()
    assert written() == before
    heavy = {"typst", "pikepdf", "PIL", "yaml", "qrcode", "jsonschema_rs", "markdown_it", "pyphen"}
    assert not heavy & names
    rooms = {name.split(".")[1] for name in names if name.startswith("zines.")}
    assert rooms == {"base", "cli", "workshop"}


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b'{"records-0.json": []}'])
def test_a_broken_index_of_output_folders_is_no_obstacle(two: Project, content: bytes) -> None:
    two.cache.mkdir(exist_ok=True)
    (two.cache / "folders.json").write_bytes(content)
    printed(two, "posters/essai", roles=("reader",))
    known = json.loads((two.cache / "folders.json").read_bytes())
    assert known == {"records.json": str(two.out.resolve())}


def test_where_one_stands_makes_nothing_anew(
    two: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The default printer is a name, not a path relative to the current folder."""
    assert fresh(two) == [True, True]
    monkeypatch.chdir(two.content)
    made: list[str] = []
    monkeypatch.setattr(BuildCache, "known", lambda *_: made.append("looked up"))
    assert fresh(two) == [False, False] and made == []


def test_a_printer_s_name_means_the_same_wherever_one_stands(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, its files were refused as files of another printer."""
    options = Options(two.out, printer="newsprint", roles=("press",))
    assert not build(two, ("tracts/essai",), options).problems
    monkeypatch.chdir(two.content)
    text = two.content / "tracts/essai.yaml"
    text.write_text(text.read_text("utf-8").replace("title: ", "title: Encore ", 1), "utf-8")
    report = build(two, ("tracts/essai",), options)
    assert not report.problems and report.made[0].fresh
