"""Files of this program pass its own preflight, and are recognised as its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add, printed
from zines.base.options import BuildReport
from zines.base.problems import Severity
from zines.preflight import PrinterLimits, overprint_ink, run, walked
from zines.preflight.qr_drawing import with_codes
from zines.preflight.reading import read
from zines.workshop.project import Project


def faults(file: Path) -> list[str]:
    problems = run(file, file.name)
    return [f"{one.code}: {one.message}" for one in problems if one.severity is not Severity.INFO]


@pytest.mark.parametrize("role", ["reader", "press", "sheets"])
def test_a_small_file_of_each_role_passes(role: str, project: Project) -> None:
    (project.content / "organisation.yaml").write_text('site: "https://exemple.fr/"\n')
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    report = printed(project, roles=(role,))
    assert not report.problems
    files = sorted((project.root / "out").rglob("*.pdf"))
    assert len(files) >= 2
    for file in files:
        assert faults(file) == [], file.name
        found = read(file)
        assert found.is_ours, file.name
        recipe = "mode-d-emploi" in file.name or "commande" in file.name
        assert recipe or found.is_press == (role == "press")
        assert recipe or found.is_sheet == (role == "sheets")


def test_the_catalogue_passes_and_every_code_of_the_manifest_is_read_off_the_page(
    catalogue: BuildReport,
) -> None:
    entries = {catalogue.out / file["path"]: file for made in catalogue.made for file in made.files}
    assert set(catalogue.out.rglob("*.pdf")) == set(entries)
    for file, entry in entries.items():
        found = with_codes(file, read(file))
        limits = PrinterLimits()
        found = overprint_ink.with_overprint_ink(file, found, limits.total_ink_percent)
        problems = walked(found, file.name, limits)
        assert [one for one in problems if one.severity is not Severity.INFO] == [], file
        codes = [code for page in found.pages for code in page.codes or ()]
        assert {code.text for code in codes} == set(entry.get("qr", ())), file
        assert all(code.quiet == 4 and not code.light_on_dark for code in codes)
        if entry["role"] == "reader" and codes:
            assert found.code_figures == len(codes)
