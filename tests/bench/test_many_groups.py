"""Sheets of many groups: CPU per row, compared with WeasyPrint setting the same text, and memory.

CPU time is measured, since others may use the machine. RESULTS.md has results with their dates.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.bench

#: A program that builds the pile of a table; prints CPU (s), peak MB, bytes, groups set together.
PILE = """
import resource, sys, time
from datetime import date
from pathlib import Path
from zines.base.options import Options
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import find
table, out = map(Path, sys.argv[1:3])
began = time.process_time()
options = Options(out, today=date(2026, 2, 2))  # (Before the day of the rows: mardi 3 mars.)
report = build(find(), ("tracts/guichets",), (), options, table=table, merge=True)
took = time.process_time() - began
assert not report.problems and not report.whole, report.problems
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
size = sum(file.stat().st_size for file in out.rglob("*.pdf"))
print(took, peak, size, report.together)
"""
#: A program that sets the same text on one page repeatedly; prints CPU (s) per page.
OTHER = """
import sys, time, weasyprint
from zines.manuscript.yaml_files import yaml_reader
from pathlib import Path
text = yaml_reader.read(Path(sys.argv[1]), "x").value
parts = [text["lead"], text["front"], text["back"], *text["demands"], text["act"]["body"]]
page = "<style>@page { size: a5; margin: 7mm } body { font-size: 7pt; margin: 0 }</style>"
page += "<h1>Nous voulons des guichets</h1>" + "".join(
    f"<p>{part}</p>" for one in parts for part in one.split("\\n\\n"))
def run(number):
    html = page + f"<p><b>Collectif {number}</b><br>{number} rue de la République, Lyon</p>"
    return weasyprint.HTML(string=f"<html lang=fr>{html}</html>").write_pdf()
run(0)
began = time.process_time()
for number in range(1, 31):
    run(number)
print((time.process_time() - began) / 30)
"""
#: A program that changes one word of a text repeatedly; prints CPU (s) to set its pages.
WORD = """
import sys, time
from dataclasses import replace
from zines.base.options import Options
from zines.workshop.production import planned_files, preparation
from zines.workshop.production.session import Session
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import find
project = find()
options = Options(project.out, lint=False)
shared, _ = preparation.prepared(Session(project), options)
(entry,) = chosen(project, ("tracts/guichets",))
document = shared.texts.read(entry).document
outputs, _ = planned_files.wanted_outputs(document, options)
asked = planned_files.planned(document, entry.file, outputs, shared.equipment, options)[0].request
def changed(node, word, number):
    if isinstance(node, str):
        return node.replace(word, word + "aeiouéàèêîô"[number % 10] * (1 + number // 10))
    if isinstance(node, dict):
        return {key: changed(one, word, number) for key, one in node.items()}
    return [changed(one, word, number) for one in node] if isinstance(node, list) else node
for word in ("ordinateur", "Bruxelles"):
    took = []
    for number in range(5):
        fields = changed(asked.fields, word, number)
        began = time.process_time()
        shared.equipment.typesetter.pages(replace(asked, fields=fields))
        took.append(time.process_time() - began)
    print(sorted(took[1:])[2])
"""


def measured(script: str, *words: str) -> list[float]:
    result = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(word) for word in result.stdout.split()]


def table(folder: Path, count: int) -> Path:
    file = folder / f"sections-{count}.csv"
    lines = ["nom,lieu,adresse,téléphone,courriel,site,jour,heure,lieu du rendez-vous"]
    lines += [
        f'Collectif {n} de Saint-Étienne,Saint-Étienne {n % 100},"{n} rue de la République, '
        f'{42000 + n % 999} Saint-Étienne",04 77 {n // 10000 % 100:02} {n // 100 % 100:02} '
        f"{n % 100:02},groupe{n}@guichets.example,https://guichets.example/{n},mardi 3 mars,18 h,"
        f"salle {n % 50} de la mairie"
        for n in range(count)
    ]
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_sheets_of_many_groups_cost_little_more_than_their_words(tmp_path: Path) -> None:
    """From the table to the pile: rows are read and checked, set, announced, written."""
    few, many = (
        measured(PILE, str(table(tmp_path, count)), str(tmp_path / f"out-{count}"))
        for count in (1000, 3000)
    )
    assert many[3] == 3000
    row = (many[0] - few[0]) / 2000
    (other,) = measured(OTHER, str(ROOT / "content/tracts/guichets.yaml"))
    print(f"\n  a row more: {1000 * row:.2f} ms, {1 / row:.0f} rows a second")
    print(f"  3,000 rows: {many[0]:.1f} s, {many[1]:.0f} MB at most, {many[2] / 3000:.0f} B a row")
    print(f"  WeasyPrint: {1000 * other:.1f} ms a page, {other / row:.1f} times as much as a row")
    assert many[2] / 3000 <= 2000 and many[1] < 300
    assert row <= 0.002 and other >= 12 * row


def test_a_word_more_in_a_tract_is_set_at_once() -> None:
    front, back = measured(WORD)
    print(f"\n  a word on the front {1000 * front:.0f} ms, on the back {1000 * back:.0f} ms")
    assert front < 0.1 and back < 0.1
