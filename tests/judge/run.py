"""Validate every reader, press and imposed file of the catalogue: ``make judge``.

``FILES="a.pdf b.pdf"`` validates these files instead. A missing validator is reported, and is a
failure with JUDGE=required.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.helpers import ROOT
from tests.judge import judges
from zines.base.options import Options
from zines.base.problems import as_text
from zines.workshop.build import build
from zines.workshop.project import Project

_CLAIMED = ["ua1", "2a"]


def judged(files: Sequence[Path], readers: Sequence[Path] = ()) -> int:
    """Validate files and print problems; return 1 if any. ``readers`` must claim _CLAIMED."""
    wrong = [f"{file}: qpdf: {message}" for file in files for message in judges.unsound(file)]
    claimed = {file: judges.claims(file) for file in files}
    for file in readers:
        if claimed[file] != _CLAIMED:
            wrong.append(f"{file}: claims {claimed[file]}, not {_CLAIMED}")
    print(f"qpdf: {len(files)} files")
    asked = [(flavour, file) for file, flavours in claimed.items() for flavour in flavours]
    missing = False
    try:
        wrong += judges.untrue(asked, judges.jar(judges.cache()))
        print(f"veraPDF: {len(asked)} claims of {sum(map(bool, claimed.values()))} files")
    except judges.MissingError as error:
        missing = True
        print(f"veraPDF: NOT ASKED: {error}")
    for one in wrong:
        print(one)
    return 1 if wrong or (missing and os.environ.get("JUDGE") == "required") else 0


def main() -> int:
    """Validate the files named in FILES, or build all documents and validate their files."""
    if named := os.environ.get("FILES", "").split():
        return judged([Path(name) for name in named])
    with tempfile.TemporaryDirectory(prefix="hors-bocal-judge-") as folder:
        project = Project(ROOT, cache_folder=Path(folder, "cache"))
        asked = Options(Path(folder, "out"), roles=("reader", "press", "sheets"))
        report = build(project, (), asked)
        for problem in report.problems:
            print(as_text(problem))
        made = [file for one in report.made for file in one.files]
        readers = [asked.out / one["path"] for one in made if one["role"] == "reader"]
        return judged(sorted(asked.out.rglob("*.pdf")), readers)


if __name__ == "__main__":
    sys.exit(main())
