"""No file contains traces of the user: tests plant traces, and search every stream."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.helpers import POSTER, ROOT, TRACT, add, whole_project
from zines.workshop.project import Project

GPS, ARTIST = 0x8825, 0x013B
USER, FOLDER, PERSON = "camille-untel", "dossier-tres-secret", "Camille Quelconque"


def decoded(file: Path) -> bytes:
    """Return every object and every stream of a PDF, uncompressed."""
    with pikepdf.open(file) as pdf:
        parts = [file.read_bytes(), repr(pdf.docinfo).encode()]
        for thing in pdf.objects:
            parts.append(thing.unparse(resolved=False))
            if isinstance(thing, pikepdf.Stream):
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:
                    parts.append(thing.read_raw_bytes())
    return b"\n".join(parts)


@pytest.fixture
def planted(tmp_path: Path) -> Project:
    project = whole_project(tmp_path / FOLDER)
    shutil.copytree(ROOT / "zines", project.root / "zines")
    shutil.copy(ROOT / "build.py", project.root)
    picture = Image.new("RGB", (300, 300), "green")
    exif = Image.Exif()
    exif[ARTIST] = PERSON
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (45.0, 26.0, 19.875)
    picture.save(project.assets / "logo.jpg", exif=exif, comment=PERSON.encode())
    (project.content / "organisation.yaml").write_text('name: "Un groupe"\nlogo: logo.jpg\n')
    add(project, "tracts/essai", TRACT)
    # A poster shows the logo.
    add(project, "posters/essai", POSTER)
    return project


@pytest.mark.parametrize("words", [[], ["--role", "press"], ["--ink", "riso"], ["--ink", "black"]])
def test_no_trace_of_person_place_or_machine(planted: Project, words: list[str]) -> None:
    environment = {**os.environ, "USER": USER, "LOGNAME": USER, "HOME": f"/home/{USER}"}
    environment |= {"HOSTNAME": "poste-de-camille", "LANG": "fr_FR.UTF-8", "TZ": "Asia/Tokyo"}
    subprocess.run(
        [sys.executable, "build.py", "pdf", *words],
        cwd=planted.root,
        env=environment,
        check=True,
        capture_output=True,
    )
    files = sorted((planted.root / "out").rglob("*.pdf"))
    assert len(files) >= 4
    assert any(b"/Subtype /Image" in decoded(file) for file in files)
    for file in files:
        content = decoded(file)
        for trace in (
            USER,
            FOLDER,
            PERSON,
            "poste-de-camille",
            str(planted.root),
            "Exif",
            "GPS",
            "/Author",
            "Asia",
            ".cache",
            "layouts-",
            "Typst 0",
        ):
            assert trace.encode() not in content, f"{trace} in {file.name}"
            assert trace.encode("utf-16-be") not in content, f"{trace} in {file.name}"
        with pikepdf.open(file) as pdf:
            for key in ("/CreationDate", "/ModDate"):
                assert str(pdf.docinfo[key]) == "D:20261124000000Z"
