"""Ways of printing in the words of users, and the options for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.manifest_entry import ON_SHEETS, Ink, Role
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import ProblemError
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.project import Project


@dataclass(frozen=True)
class PrintingWay:
    """A machine or a place that prints; ``role`` is that of the files for it."""

    name: str
    label: str
    help: str
    role: Role
    ink: Ink


WAYS = (
    PrintingWay(
        "copier-black",
        mark("Black and white copier"),
        mark("sheets to fold or cut, in black alone"),
        "sheets",
        "black",
    ),
    PrintingWay(
        "copier-colour",
        mark("Colour copier or printer"),
        mark("sheets to fold or cut, in colour"),
        "sheets",
        "colour",
    ),
    PrintingWay(
        "tiles",
        mark("A large poster, on office sheets"),
        mark("printed in parts, to be cut and glued together"),
        "tiles",
        "colour",
    ),
    PrintingWay(
        "shop",
        mark("Print shop"),
        mark("a file with bleed for the shop, and the order to send with it"),
        "press",
        "colour",
    ),
    PrintingWay("riso", mark("Risograph"), mark("one plate for each drum"), "plates", "riso"),
    PrintingWay(
        "screen",
        mark("On a screen"),
        mark("page by page, for mails and screen readers"),
        "reader",
        "colour",
    ),
)
#: The largest sheets of office machines: labels by the name of the size, which is empty for any.
SHEETS = {"a4": mark("A4 sheets only"), "": mark("A4 and A3 sheets")}
#: The roles of files of which so many copies are printed.
COUNTED: tuple[Role, ...] = (*ON_SHEETS, "press")
_BY_NAME = {way.name: way for way in WAYS}
#: Roles in which every document can be printed, whatever is in its outputs.yaml.
_ALWAYS = ("press", "plates", "reader")


@dataclass(frozen=True)
class Wish:
    """The chosen way of printing a paper.

    ``size`` names one of its outputs, or is :data:`zines.workshop.catalogue.papers.ALL_SIZES`;
    empty, it is the usual one on the page of a paper, and all in a kit.
    ``sheet`` is the largest sheet that the machine takes, of :data:`SHEETS`, or empty for any.
    """

    way: str = WAYS[0].name
    large: bool = False
    codes: bool = True
    printer: str = DEFAULT
    copies: int = 0
    size: str = ""
    sheet: str = ""

    @property
    def chosen(self) -> PrintingWay:
        """The chosen way; the first one if ``way`` is unknown."""
        return _BY_NAME.get(self.way, WAYS[0])

    def options(self, out: Path, edition: Path | None = None) -> Options:
        """Return the options to build these files."""
        way = self.chosen
        return Options(
            out,
            () if way.role == "plates" else (way.role,),
            way.ink,
            self.codes,
            edition,
            printer=self.printer if way.role == "press" else DEFAULT,
            large_print=self.large,
            copies=self.copies if way.role == "press" else 0,
        )

    def remembered(self) -> dict[str, Any]:
        """Return the values that an edition stores."""
        stored: dict[str, Any] = {"way": self.way, "large": self.large, "codes": self.codes}
        return stored | ({"printer": self.printer} if self.printer != DEFAULT else {})


def wish_of(values: Mapping[str, Any]) -> Wish:
    """Return the wish that an edition stores or a form sends; replace wrong values by defaults."""
    way = str(values.get("way", ""))
    copies = str(values.get("copies", ""))
    return Wish(
        way if way in _BY_NAME else WAYS[0].name,
        bool(values.get("large")),
        bool(values.get("codes", True)),
        str(values.get("printer") or DEFAULT),
        int(copies) if copies.isdecimal() and len(copies) < 8 else 0,
        str(values.get("size", ""))[:60],
        sheet if (sheet := str(values.get("sheet", ""))) in SHEETS else "",
    )


def ways_for(roles: Iterable[Role]) -> list[PrintingWay]:
    """Return the ways of printing for a paper with outputs in these ``roles``."""
    known = {*roles, *_ALWAYS}
    return [way for way in WAYS if way.role in known]


def _label(file: Path) -> str:
    """Return what a printer is called, or its file where that cannot be read."""
    with suppress(ProblemError):
        if label := yaml_reader.read_on(file, file.name).value.get("label"):
            return str(label)
    return file.stem.replace("-", " ")


def printer_names(project: Project) -> dict[str, str]:
    """Return the labels of the printers that press files can be for, by their names."""
    found = {}
    for file in project.search_path("assets").files((".yaml",), "printers").values():
        found[file.stem] = _label(file)
    return {DEFAULT: tr("any print shop")} | {
        name: label for name, label in sorted(found.items()) if name != DEFAULT
    }
