"""Files that list the requirements of printers and the drums of a risograph."""

from __future__ import annotations

from pathlib import Path

import pytest

from zines.base import limits
from zines.base.printing import Printer
from zines.base.problems import ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import printers


def test_the_colour_of_a_drum_is_read_as_screens_write_it(tmp_path: Path) -> None:
    """The colour #rrggbb, as in CSS, becomes three channels from 0 to 1."""
    file = tmp_path / "drums.yaml"
    file.write_text(
        'drums:\n  - {name: noir, label: Noir, screen: "#000000"}\n'
        '  - {name: rose, label: Rose, screen: "#ff4833"}\n',
        "utf-8",
    )
    black, pink = printers.drums(file, "drums.yaml")
    assert black.screen == (0, 0, 0)
    assert pink.screen == (1, 72 / 255, 0.2)
    assert (pink.name, pink.label) == ("rose", "Rose")


PRINTER = """\
label: Une imprimerie
bleed_mm: 4
marks: [crop, registration]
total_ink_percent: 240
standard: PDF/X-4
min_line_pt: 0.6
min_text_pt: 9
condition: FOGRA39
info: Coated FOGRA39
icc: icc/own.icc
"""


def loaded(text: str, folder: Path, *profiles: str) -> Printer:
    for profile in profiles:
        (folder / profile).parent.mkdir(parents=True, exist_ok=True)
        (folder / profile).write_bytes(b"profile")
    file = folder / "mine" / "printer.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return printers.load(file, "printer.yaml", SearchPath((folder / "assets",)))


@pytest.mark.parametrize(
    ("profiles", "taken"),
    [
        (("mine/icc/own.icc", "assets/icc/own.icc"), "mine/icc/own.icc"),
        (("assets/icc/own.icc",), "assets/icc/own.icc"),
    ],
)
def test_a_printer_asks_for_what_its_file_says(
    profiles: tuple[str, ...], taken: str, tmp_path: Path
) -> None:
    found = loaded(PRINTER, tmp_path, *profiles)
    assert (found.label, found.bleed_mm, found.marks) == (
        "Une imprimerie",
        4,
        ("crop", "registration"),
    )
    assert (found.total_ink_percent, found.standard) == (240, "PDF/X-4")
    assert (found.min_line_pt, found.min_text_pt) == (0.6, 9)
    assert (found.condition.name, found.condition.info) == ("FOGRA39", "Coated FOGRA39")
    # A profile beside the printer's file comes before a profile of the project.
    assert found.condition.profile == tmp_path / taken
    assert found.profile_candidates == (
        tmp_path / "mine/icc/own.icc",
        tmp_path / "assets/icc/own.icc",
    )


def test_a_printer_that_says_little_asks_for_what_is_usual(tmp_path: Path) -> None:
    kept = ("label", "condition", "info", "icc")
    lines = [line for line in PRINTER.splitlines() if line.split(":")[0] in kept]
    found = loaded("\n".join(lines), tmp_path, "assets/icc/own.icc")
    assert (found.bleed_mm, found.marks) == (limits.BLEED_MM, ())
    assert found.total_ink_percent == limits.TOTAL_INK_PERCENT


def test_a_printer_whose_profile_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as error:
        loaded(PRINTER, tmp_path)
    (problem,) = error.value.problems
    assert (problem.code, problem.line) == ("missing-profile", 10)


@pytest.mark.parametrize("name", ["C:/own.icc", "icc/CON", "x" * 300])
def test_a_profile_has_a_name_that_any_machine_can_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as error:
        loaded(PRINTER.replace("icc/own.icc", name), tmp_path)
    (problem,) = error.value.problems
    assert (problem.code, problem.line, problem.column) == ("wrong-name", 10, 6)


@pytest.mark.parametrize(
    ("old", "new"), [("bleed_mm: 4", "bleed_mm: vier"), ("marks: [crop", "marks: [cropp")]
)
def test_a_printer_that_says_what_it_may_not_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemError):
        loaded(PRINTER.replace(old, new), tmp_path, "assets/icc/own.icc")


def test_drums_that_are_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "drums.yaml"
    file.write_text('drums:\n  - {name: noir, label: Noir, screen: "#00000"}\n', "utf-8")
    with pytest.raises(ProblemError):
        printers.drums(file, "drums.yaml")
