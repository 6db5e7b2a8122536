"""Print a table of all letters and forms: fields, sizes, verdicts of checkers (``make fields``).

Each file is checked empty and filled in by each filler, with an independent checker, and with
veraPDF if it is installed (``make judge`` downloads it). An argument names a file for the table.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import page as ua_checker
import pikepdf

from tests.content import fillers
from tests.helpers import ROOT, TODAY
from tests.judge import judges
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project

#: The most bytes that fields may add to a file.
MOST_BYTES = 25_000
READERS = partial(Options, roles=("reader",), today=TODAY)
WANTED = ("lettres", "formulaires", "motions")
_STANDARDS = {
    "ua1": ua_checker.ValidationProfile.PDF_UA_1,
    "2a": ua_checker.ValidationProfile.PDF_A_2A,
}


def without_fields(folder: Path) -> Project:
    """Return a project over the shipped files, whose letters and forms have no fields."""
    for name in ("letter", "form"):
        own = folder / "layouts" / name
        shutil.copytree(ROOT / "layouts" / name, own)
        outputs = own / "outputs.yaml"
        text = outputs.read_text("utf-8")
        assert "fillable: true" in text
        outputs.write_text(text.replace("fillable: true", "fillable: false"), "utf-8")
    return Project(folder, shipped=ROOT, cache_folder=folder / "cache")


def packed_bytes(file: Path) -> int:
    """Return the size of a file when it is saved with object streams, like files with fields."""
    stream = io.BytesIO()
    with pikepdf.open(file) as pdf:
        pdf.save(
            stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True
        )
    return len(stream.getvalue())


def _rows(folder: Path) -> Iterator[tuple[str, str, list[int], list[Path]]]:
    """Yield slug, file name, numbers and files (empty, then filled in) of each document.

    The numbers: fields; bytes without fields; the same with object streams; bytes with fields.
    """
    plain = without_fields(folder / "plain")
    before = {
        made.slug: plain.out / made.files[0]["path"]
        for made in build(plain, WANTED, READERS(out=plain.out)).made
    }
    out = folder / "out"
    project = Project(ROOT, cache_folder=folder / "cache")
    for made in build(project, WANTED, READERS(out=out)).made:
        (entry,) = made.files
        file = out / entry["path"]
        content = file.read_bytes()
        states = [file]
        for fill in fillers.FILLERS if "fields" in entry else ():
            states.append(file.with_name(f"{file.stem}-{fill.__name__}.pdf"))
            states[-1].write_bytes(fill(content))
        count = len(entry.get("fields", []))
        old = before[made.slug]
        sizes = [old.stat().st_size, packed_bytes(old), len(content)]
        yield made.slug, file.name, [count, *sizes], states


def table() -> tuple[str, bool]:
    """Return the table, as Markdown, and whether no checker found a failure."""
    with tempfile.TemporaryDirectory(prefix="hors-bocal-forms-") as name:
        rows = sorted(_rows(Path(name)))
        files = [file for _, _, _, states in rows for file in states]
        wrong = [
            f"{file.name}: no {flavour}: {failure.message}"
            for file in files
            for flavour, profile in _STANDARDS.items()
            for failure in ua_checker.validate_pdf(file, profile=profile).failures
        ]
        asked = [(flavour, file) for file in files for flavour in _STANDARDS]
        try:
            messages = judges.untrue(asked, judges.jar(judges.cache()))
            who = "veraPDF and page-validation"
        except judges.MissingError as error:
            messages, who = [], f"page-validation (veraPDF not asked: {error})"
    wrong += messages
    lines = [
        "| text | fields | kB without | packed alike | with | empty | filled in |",
        "|---|--:|--:|--:|--:|---|---|",
    ]
    for slug, _, (count, before, alike, after), states in rows:
        verdicts = [_verdict(file, wrong) for file in states]
        filled = ", ".join(sorted(set(verdicts[1:]))) or "-"
        sizes = " | ".join(f"{size / 1000:.1f}" for size in (before, alike, after))
        lines.append(f"| {slug} | {count} | {sizes} | {verdicts[0]} | {filled} |")
        if after - before > MOST_BYTES:
            wrong.append(f"{slug}: {after - before} bytes more")
    total = sum(count for _, _, (count, *_), _ in rows)
    ways = ", ".join(one.__name__.removeprefix("by_") for one in fillers.FILLERS)
    lines += [
        "",
        f"{total} fields in {len(rows)} texts, filled in in {len(fillers.FILLERS)} ways ({ways});",
    ]
    lines += [f"{len(asked)} verdicts by {who}.", *wrong]
    return "\n".join(lines), not wrong


def _verdict(file: Path, wrong: list[str]) -> str:
    bad = any(f"{file.name}:" in one.replace(f"{file.parent}/", "") for one in wrong)
    return "WRONG" if bad else "PDF/UA-1, PDF/A-2a"


def main() -> int:
    """Print the table, or write it into the file of the first argument."""
    text, good = table()
    if named := sys.argv[1:]:
        Path(named[0]).write_text(f"{text}\n", "utf-8")
    else:
        print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
