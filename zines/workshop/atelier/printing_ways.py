"""How a person says that something is printed, and the options that it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.manifest_entry import Ink, Role
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import ProblemError
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.project import Project


@dataclass(frozen=True)
class Way:
    """A machine or a place that prints; ``role`` is what is made for it."""

    name: str
    label: str
    help: str
    role: Role
    ink: Ink


WAYS = (
    Way(
        "copier-black",
        mark("Black and white copier"),
        mark("sheets to fold or cut, in black alone"),
        "sheets",
        "black",
    ),
    Way(
        "copier-colour",
        mark("Colour copier or printer"),
        mark("sheets to fold or cut, in colour"),
        "sheets",
        "colour",
    ),
    Way(
        "tiles",
        mark("A large poster, on office sheets"),
        mark("printed in parts, to be cut and glued together"),
        "tiles",
        "colour",
    ),
    Way(
        "shop",
        mark("Print shop"),
        mark("a file with bleed for the shop, and the order to send with it"),
        "press",
        "colour",
    ),
    Way("riso", mark("Risograph"), mark("one plate for each drum"), "plates", "riso"),
    Way(
        "screen",
        mark("On a screen"),
        mark("page by page, for mails and screen readers"),
        "reader",
        "colour",
    ),
)
#: What office machines take at most, by what is said of it.
SHEETS = {"a4": mark("A4 sheets only"), "": mark("A4 and A3 sheets")}
_BY_NAME = {way.name: way for way in WAYS}
#: Every document can be made so, whatever its outputs.yaml says.
_ALWAYS = ("press", "plates", "reader")


@dataclass(frozen=True)
class Wish:
    """How a paper is to be printed, as it was chosen; ``size`` names one of its outputs, or all.

    ``sheet`` is the largest that the machine takes, of :data:`SHEETS`, or empty for any.
    """

    way: str = WAYS[0].name
    large: bool = False
    codes: bool = True
    printer: str = DEFAULT
    copies: int = 0
    size: str = ""
    sheet: str = ""

    @property
    def chosen(self) -> Way:
        """The way; the usual one for a word that is none."""
        return _BY_NAME.get(self.way, WAYS[0])

    def options(self, out: Path, edition: Path | None = None) -> Options:
        """Return the options that make these files."""
        way = self.chosen
        return Options(
            out,
            () if way.role == "plates" else (way.role,),
            way.ink,
            self.codes,
            edition,
            printer=self.printer if way.role == "press" else DEFAULT,
            large_print=self.large,
            copies=self.copies,
        )

    def remembered(self) -> dict[str, Any]:
        """Return what an edition says of it."""
        said: dict[str, Any] = {"way": self.way, "large": self.large, "codes": self.codes}
        return said | ({"printer": self.printer} if self.printer != DEFAULT else {})


def wish_of(said: Mapping[str, Any]) -> Wish:
    """Return what an edition remembers, or what was typed; what makes no sense is left out."""
    way = str(said.get("way", ""))
    copies = str(said.get("copies", ""))
    return Wish(
        way if way in _BY_NAME else WAYS[0].name,
        bool(said.get("large")),
        bool(said.get("codes", True)),
        str(said.get("printer") or DEFAULT),
        int(copies) if copies.isdecimal() and len(copies) < 8 else 0,
        str(said.get("size", ""))[:60],
        sheet if (sheet := str(said.get("sheet", ""))) in SHEETS else "",
    )


def ways_for(roles: Iterable[Role]) -> list[Way]:
    """Return the ways in which a paper that is printed as ``roles`` can be printed."""
    known = {*roles, *_ALWAYS}
    return [way for way in WAYS if way.role in known]


def _label(file: Path) -> str:
    """Return what a printer is called, or its file where that cannot be read."""
    with suppress(ProblemError):
        if label := yaml_reader.read_on(file, file.name).value.get("label"):
            return str(label)
    return file.stem.replace("-", " ")


def printer_names(project: Project) -> dict[str, str]:
    """Return the printers that press files can be made for: what each is called, by its name."""
    found = {}
    for file in project.search_path("assets").files((".yaml",), "printers").values():
        found[file.stem] = _label(file)
    return {DEFAULT: tr("any print shop")} | {
        name: label for name, label in sorted(found.items()) if name != DEFAULT
    }
