"""Speed, as ratios measured in one run on one machine: ``make bench``."""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from tests.bench import grown
from tests.helpers import ROOT
from zines.base import file_digests

pytestmark = pytest.mark.bench

#: A program that sets the recorded requests with one compiler, and opens and saves each output.
BARE = """
import calendar, io, json, sys, typst, pikepdf
from pathlib import Path
record = json.load(open(sys.argv[1], encoding="utf-8"))
fonts = typst.Fonts(include_system_fonts=False, font_paths=[record["fonts"]])
compiler = typst.Compiler(record["main"], root=record["root"], font_paths=fonts,
                          ignore_system_fonts=True, sys_inputs={"request": "/request-bench.json"})
file = Path(record["root"], "request-bench.json")
for request in record["requests"]:
    file.write_text(request, "utf-8")
    year, month, day = json.loads(request)["date"]
    raw = compiler.compile(format="pdf", pdf_standards=["ua-1"],
                           timestamp=calendar.timegm((year, month, day, 0, 0, 0)))
file.unlink()
for index, output in enumerate(record["outputs"]):
    with pikepdf.open(output) as pdf:
        pdf.save(sys.argv[2] + f"/{index}.pdf")
"""

#: A program that builds once and records the requests to Typst.
NOTE = """
import json, sys
from pathlib import Path
from zines.composition import typesetting
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project
asked, real = [], typesetting.Typesetter.set_pages
def pages(self, request):
    asked.append(request.as_json)
    noted.update(main=str(self.stage.layouts / "lib/main.typ"), root=str(self.stage.root),
                 fonts=str(self.stage.fonts))
    return real(self, request)
noted = {}
typesetting.Typesetter.set_pages = pages
out = Path(sys.argv[2])
report = build(Project(Path(".").resolve()), (), Options(out=out, workers=1, force=True))
assert not report.problems
noted.update(requests=asked, outputs=[str(file) for file in sorted(out.rglob("*.pdf"))])
json.dump(noted, open(sys.argv[1], "w", encoding="utf-8"))
"""

BOOK = """
#set page("a5", margin: 15mm, numbering: "1")
#set text(size: 9pt)
#for n in range(COUNT) [= Chapitre #n
#lorem(210)

- #lorem(25)
- *#lorem(12)* #lorem(12)
#pagebreak(weak: true)]
"""

IMPOSER = """
import sys, imposer
config = (imposer.BookletConfig().with_page_size(imposer.PageSize.a4()).with_pages_per_sheet(2)
          .with_binding_type(imposer.BindingType.saddle_stitch()))
imposer.generate_booklet_from_file(sys.argv[1], sys.argv[2], config)
"""

#: A program that runs a command and prints its peak memory in KiB.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


#: Installed packages have byte code; with this, ours gets it at the first run too.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def seconds(
    command: list[str], before: Callable[[], None] = lambda: None, cwd: Path = ROOT
) -> float:
    before()
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def ratio(one: Callable[[], float], other: Callable[[], float], runs: int = 7) -> float:
    """Return the median ratio of alternating runs, after one run of each that does not count."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    print("\n  ours ", " ".join(f"{first:.3f}" for first, _ in pairs))
    print("  other", " ".join(f"{second:.3f}" for _, second in pairs))
    return statistics.median(first / second for first, second in pairs)


def test_a_cold_build_is_little_more_than_typst(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    shutil.copytree(
        ROOT,
        copy,
        ignore=shutil.ignore_patterns(
            ".venv", ".git", "out", ".cache", ".mypy_cache", ".ruff_cache", ".hypothesis"
        ),
    )
    record = tmp_path / "record.json"
    note = [sys.executable, "-c", NOTE, str(record), str(tmp_path / "noted")]
    subprocess.run(note, cwd=copy, check=True)
    assert json.loads(record.read_text("utf-8"))["requests"]
    (tmp_path / "bare").mkdir()

    def clean() -> None:
        for folder in ("out", ".cache"):
            shutil.rmtree(copy / folder, ignore_errors=True)

    stage = tmp_path / "stage"
    shutil.copytree(copy / ".cache" / "stage", stage)
    text = record.read_text("utf-8").replace(str(copy / ".cache" / "stage"), str(stage))
    record.write_text(text, "utf-8")
    measured = ratio(
        lambda: seconds([sys.executable, "build.py", "pdf", "--jobs", "1"], clean, copy),
        lambda: seconds([sys.executable, "-c", BARE, str(record), str(tmp_path / "bare")]),
    )
    print(f"  cold build with one worker: {measured:.2f} times the bare loop (at most 1.6)")
    assert measured <= 1.6


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Set A5 books of 100, 1,000 and 4,000 pages; return their files."""
    folder = tmp_path_factory.mktemp("books")
    made = {}
    for count in (100, 1000, 4000):
        source, made[count] = folder / f"{count}.typ", folder / f"{count}.pdf"
        source.write_text(BOOK.replace("COUNT", str(count)))
        typst.compile(source, output=made[count])
    return made


def impose(source: Path, target: Path) -> list[str]:
    return [
        sys.executable,
        "build.py",
        "impose",
        str(source),
        str(target),
        "--schema",
        "saddle-stitch",
    ]


def test_imposition_is_faster_than_others(books: dict[int, Path], tmp_path: Path) -> None:
    """Faster than pdfimpose; imposer, in Rust, is faster than ours. Neither checks its input."""
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    other = [
        str(Path(sys.executable).with_name("pdfimpose")),
        "saddle",
        "-f",
        "A4",
        "-o",
        str(theirs),
        str(books[1000]),
    ]
    faster = ratio(lambda: seconds(other), lambda: seconds(impose(books[1000], ours)), 5)
    print(f"  1,000 pages: {faster:.1f} times faster than pdfimpose (at least 1.6)")
    script = [sys.executable, "-c", IMPOSER, str(books[1000]), str(theirs)]
    slower = ratio(lambda: seconds(impose(books[1000], ours)), lambda: seconds(script), 5)
    print(f"  1,000 pages: {slower:.2f} times imposer's time (at most 5)")
    growth = ours.stat().st_size / books[1000].stat().st_size
    print(f"  the file is {growth:.2f} times its input (at most 1.1)")
    assert faster >= 1.6 and slower <= 5 and growth <= 1.1


def test_imposition_grows_with_its_pages_and_no_faster(
    books: dict[int, Path], tmp_path: Path
) -> None:
    times = {
        count: statistics.median(seconds(impose(book, tmp_path / "made.pdf")) for _ in range(5))
        for count, book in books.items()
    }
    steps = (times[1000] - times[100]) / 900, (times[4000] - times[1000]) / 3000
    print("\n ", {count: f"{time:.2f} s" for count, time in times.items()})
    print(f"  a page costs {steps[1] / steps[0]:.2f} times as much among 4,000 (at most 1.5)")
    peak = subprocess.run(
        [sys.executable, "-c", PEAK, *impose(books[4000], tmp_path / "made.pdf")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    megabytes = int(peak.stdout.split()[-1]) / 1024
    print(f"  4,000 pages: {megabytes:.0f} MB at most (under 400)")
    assert steps[1] <= 1.5 * steps[0] and megabytes < 400


def cpu(command: list[str], cwd: Path) -> float:
    """Return the least CPU time (s) of five runs of a command, after one that does not count."""
    took = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=ENVIRONMENT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(took[1:])


def test_a_build_with_nothing_to_do_costs_little_more_than_its_imports(tmp_path: Path) -> None:
    """One more document costs the same among thousands as among dozens."""
    build = [sys.executable, str(ROOT / "build.py"), "pdf"]
    imports = cpu([sys.executable, "-c", "import click, yaml"], tmp_path)
    took = {}
    for count in (grown.first(tmp_path), 620, 6200):
        grown.grow(tmp_path, count)
        # Files written a moment ago are read once more.
        time.sleep(file_digests.SETTLED_SECONDS)
        took[count] = cpu(build, tmp_path)
    counts, times = list(took), list(took.values())
    ratios = {count: f"{one / imports:.1f} times" for count, one in took.items()}
    print(
        f"\n  nothing to do, in imports of {imports * 1000:.0f} ms: {ratios} (at most 3 up to 620)"
    )
    steps = [(times[at + 1] - times[at]) / (counts[at + 1] - counts[at]) for at in (0, 1)]
    print("  a document more costs", [f"{one * 1000:.3f} ms" for one in steps])
    assert max(times[:2]) <= 3 * imports and steps[1] <= 1.5 * steps[0]
