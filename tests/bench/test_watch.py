"""CPU time from a save to the new PDFs, compared with only setting the pages of that text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.bench

#: A program that sets the pages of a text without writing files.
ALONE = """
import sys, time
from pathlib import Path
from zines.base.options import Options
from zines.workshop.production import planned_files, preparation
from zines.workshop.production.session import Session
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import find
project = find()
options = Options(project.out, lint=False)
shared, problems = preparation.prepared(Session(project), options)
(entry,) = chosen(project, (sys.argv[1],))
started = time.process_time()
text = shared.texts.read(entry)
outputs, _ = planned_files.wanted_outputs(text.document, options)
plan = planned_files.planned(text.document, entry.file, outputs, shared.equipment, options)
for request in {one.request.as_json: one.request for one in plan}.values():
    shared.equipment.typesetter.pages(request)
print(time.process_time() - started)
"""
#: A program that saves a text with another headline repeatedly, while it is watched.
WATCHED = """
import sys, time
from zines.base.options import Options
from zines.workshop.project import find
from zines.workshop.watching import Watch
project = find()
watch = Watch(project, (sys.argv[1],), Options(project.out, lint=False))
watch.start()
file = project.content / f"{sys.argv[1]}.yaml"
text = file.read_text("utf-8")
took = []
for number in range(9):
    file.write_text(text.replace(sys.argv[2], f"{sys.argv[2]} {number}"), "utf-8")
    started = time.process_time()
    found = watch.changed({file})
    took.append(time.process_time() - started)
    assert found and [one.fresh for one in found.report.made] == [True], found
print(sorted(took)[len(took) // 2])
"""


def seconds(script: str, folder: Path, *words: str) -> float:
    result = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(result.stdout)


@pytest.mark.parametrize(
    ("layout", "slug", "words"),
    [
        ("tract", "tracts/essai", "Le recto dit"),
        ("zine", "zines/essai", "garder en poche"),
        ("booklet", "booklets/essai", "L'avant-propos dit"),
    ],
)
def test_a_save_takes_at_most_twice_what_its_pages_take(
    layout: str, slug: str, words: str, tmp_path: Path
) -> None:
    file = tmp_path / f"content/{slug}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text((ROOT / f"layouts/{layout}/example.yaml").read_text("utf-8"), "utf-8")
    alone = min(seconds(ALONE, tmp_path, slug) for _ in range(3))
    watched = seconds(WATCHED, tmp_path, slug, words)
    print(f"\n{layout}: {1000 * watched:.0f} ms from save to PDF, {1000 * alone:.0f} ms its pages")
    assert watched <= 2 * alone
