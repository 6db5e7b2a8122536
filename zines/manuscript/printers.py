"""Read printers (assets/printers/NAME.yaml, or a printer's own file) and assets/drums.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zines.base import names
from zines.base.language import tr
from zines.base.printing import Condition, Drum, Printer
from zines.base.problems import ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.manuscript.yaml_files.parsed import shortened

_PLAIN = ("bleed_mm", "total_ink_percent", "standard", "min_line_pt", "min_text_pt")


def load(file: Path, name: str, assets: SearchPath) -> Printer:
    """Read the requirements of a printer; raises ProblemError with every problem of the file."""
    parsed = layouts.read_valid(file, name, "printer")
    value: dict[str, Any] = parsed.value
    if wrong := names.fault(value["icc"]):
        message = tr("'{name}' names no file: {reason}", name=shortened(value["icc"]), reason=wrong)
        hint = tr("give the profile another name: letters, digits, hyphens")
        raise ProblemError([parsed.problem(("icc",), "wrong-name", message, hint)])
    places = [names.as_on_disk(folder / value["icc"]) for folder in (file.parent, *assets.folders)]
    profile = names.first_file(places)
    if profile is None:
        message = tr("there is no profile '{name}'", name=value["icc"])
        hint = tr("it is looked for beside this file and in assets/")
        raise ProblemError([parsed.problem(("icc",), "missing-profile", message, hint)])
    rest = {key: value[key] for key in _PLAIN if key in value}
    condition = Condition(value["condition"], value["info"], profile)
    marks = tuple(value.get("marks", ()))
    return Printer(value["label"], condition, marks=marks, profile_candidates=tuple(places), **rest)


def drums(file: Path, name: str) -> list[Drum]:
    """Read the drums of a risograph; raises ProblemError with every problem of the file."""
    listed = layouts.read_valid(file, name, "drums").value["drums"]
    return [Drum(drum["name"], drum["label"], _screen(drum["screen"])) for drum in listed]


def _screen(written: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(written.removeprefix("#"))
    return red / 255, green / 255, blue / 255
