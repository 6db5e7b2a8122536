"""CPU time from a letter typed in the atelier to its pages, and memory of a long session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.bench

#: A program that types the name of a group letter by letter, and draws the first two pages.
TYPED = """
import sys, time
from pathlib import Path
from zines.workshop.atelier import group_editing
from zines.workshop.atelier.previewing import Previewer
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.project import find
project = find()
bench = Previewer(project)
took = []
for number in range(12):
    values = {"name": f"Le collectif numéro {number}", "address": "4, rue de la Paix"}
    started = time.process_time()
    edition = group_editing.keep(project, "", "benchbench", values)
    shown = bench.shown(sys.argv[1], edition, Wish("copier-black"), "pages")
    assert shown.content and not shown.problems, shown.problems
    for page in range(1, min(2, len(shown.sizes)) + 1):
        bench.picture(shown.content, page, 840)
    took.append(time.process_time() - started)
print(sorted(took[1:])[len(took) // 2 - 1])
"""
#: A program that makes 200 edits of every kind of paper in a worker; its size after each.
EVENING = """
import os, resource
from pathlib import Path
from zines.web.worker import Worker
from zines.workshop.atelier import group_editing
from zines.workshop.atelier.previewing import Previewer
from zines.workshop.atelier.printing_ways import Wish
from zines.workshop.project import find

def size(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6

if __name__ == "__main__":
    project = find()
    worker = Worker(project, Previewer)
    slugs = ["tracts/guichets", "posters/guichets", "lettres/opposition", "booklets/resistance"]
    most = 0
    for number in range(200):
        values = {"name": f"Le collectif numéro {number}", "address": "4, rue de la Paix"}
        edition = group_editing.keep(project, "", "benchbench", values)
        view = "sheets" if number % 10 == 9 else "pages"
        slug = slugs[number // 50]
        shown = worker.ask("shown", slug, edition, Wish("copier-black"), view)
        assert shown.content, shown.problems
        worker.ask("picture", shown.content, 1, 840)
        most = max(most, size(os.getpid()) + size(worker.pid))
    print(most, worker.begun)
    worker.close()
"""


def numbers_printed(script: str, folder: Path, *words: str) -> list[float]:
    file = folder / "bench.py"
    file.write_text(script, "utf-8")
    (folder / "content").mkdir(exist_ok=True)
    result = subprocess.run(
        [sys.executable, str(file), *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return [float(word) for word in result.stdout.split()]


@pytest.mark.parametrize("slug", ["tracts/guichets", "posters/guichets", "lettres/opposition"])
def test_an_edit_of_one_or_two_pages_takes_300_ms(slug: str, tmp_path: Path) -> None:
    (took,) = numbers_printed(TYPED, tmp_path, slug)
    print(f"\n{slug}: {1000 * took:.0f} ms of CPU from a letter to its pages")
    assert took <= 0.3


def test_a_long_document_shows_its_first_pages(tmp_path: Path) -> None:
    (took,) = numbers_printed(TYPED, tmp_path, "booklets/resistance")
    print(f"\nbooklets/resistance: {1000 * took:.0f} ms of CPU from a letter to its first pages")
    assert took <= 0.6


@pytest.mark.skipif(sys.platform != "linux", reason="the size of a process is read from /proc")
def test_two_hundred_edits_stay_under_600_mb(tmp_path: Path) -> None:
    most, processes = numbers_printed(EVENING, tmp_path)
    print(f"\n200 edits: {most:.0f} MB at most, in {processes:.0f} processes")
    assert most < 600
