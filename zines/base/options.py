"""How documents are printed, and what became of them: what the counter and the workshop share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from zines.base import names
from zines.base.language import tr
from zines.base.limits import LONGEST_NAME_BYTES
from zines.base.manifest_entry import FileEntry, Ink, Role
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, UsageError

ROLES: tuple[Role, ...] = get_args(Role)
INKS: tuple[Ink, ...] = get_args(Ink)
_INK_NAMES = {"black": "noir", "riso": "riso"}
#: Before the names of a group's pictures, so that none is taken for one of the document.
OF_GROUP = "organisation: "
#: What file names say beside the output's: an edition cannot be called so.
_SUFFIXES = ("sans-qr", "noir", "riso", "grands-caracteres")
#: How the files end that go with an output: its recipe, and its order to the print shop.
RECIPE, ORDER = "imprimer-plier-couper", "commande"


@dataclass(frozen=True)
class Options:
    """``roles`` empty and ``ink`` empty mean what outputs.yaml says; ``workers`` 0, one a core.

    ``printer`` names one of assets/printers/ or a file; ``icc`` and ``condition`` replace its own.
    ``drums`` are those of a risograph, by their names in assets/drums.yaml: for black, for colour.
    """

    out: Path
    roles: tuple[Role, ...] = ()
    ink: Ink | Literal[""] = ""
    qr: bool = True
    edition: Path | None = None
    workers: int = 0
    force: bool = False
    printer: str = DEFAULT
    icc: Path | None = None
    condition: str = ""
    drums: tuple[str, ...] = ("noir", "rouge")
    large_print: bool = False

    def file_name(self, output: str, ink: str, role: str = "", part: str = "") -> str:
        """Return the name of a file, so that two ways of printing never overwrite each other.

        ``part`` is one of several files of an output. Printer and printing condition, which only
        press files and plates are made for, stand after an underscore, that no name holds.
        """
        head = [output]
        if role in ("press", "plates") and (self.printer != DEFAULT or self.icc):
            head.append(_slug(Path(self.printer).stem))
            head += [_slug(self.condition)] if self.icc else []
        parts = ["_".join(head)]
        if not self.qr:
            parts.append("sans-qr")
        if ink in _INK_NAMES:
            parts.append(_INK_NAMES[ink])
        if self.large_print:
            parts.append("grands-caracteres")
        if self.edition:
            parts.append(edition_name(self.edition))
        return "-".join([*parts, part] if part else parts) + ".pdf"

    def check_names(self) -> None:
        """Raise UsageError for what no file can be named after."""
        if (self.icc is None) != (not self.condition):
            raise UsageError(
                tr("--icc and --condition go together: a profile, and what it describes")
            )
        if self.icc and not (_slug(self.condition) and self.condition.isprintable()):
            raise UsageError(
                tr(
                    "a condition cannot be called '{condition}': as in FOGRA39",
                    condition=self.condition,
                )
            )
        if not _slug(Path(self.printer).stem):
            raise UsageError(
                tr("a printer's file cannot be called '{printer}'", printer=self.printer)
            )
        if self.edition:
            edition_name(self.edition)
        for path in (self.out, self.edition or "", self.icc or "", self.printer):
            names.check_argument(path)
        # (The longest name of an output, and what goes with it, has less than 100 letters.)
        longest = self.file_name("", "riso", "press", f"{RECIPE}{ORDER}")
        if len(longest) > LONGEST_NAME_BYTES - 100:
            raise UsageError(
                tr(
                    "files are named after the edition, the printer and the condition: "
                    "that makes names longer than names can be; shorten one of them"
                )
            )


def edition_name(edition: Path) -> str:
    """Return what files are called after an edition: "Union locale" gives union-locale.

    Raises UsageError for a name that would make a file look like another one.
    """
    name = _slug(edition.stem)
    taken = any(name == word or name.startswith(f"{word}-") for word in _SUFFIXES)
    if not name or taken or name.endswith((RECIPE, ORDER)):
        raise UsageError(
            tr(
                "an edition cannot be called '{stem}', as files are named after it: "
                "give it the name of the group",
                stem=edition.stem,
            )
        )
    return name


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))


def clashing(names: Sequence[str]) -> dict[int, str]:
    """Return which names of outputs could be taken for another's, by index, and whose.

    Files add words to the name of their output, so none may begin with another and a hyphen.
    """
    clashes = {}
    for index, name in enumerate(names):
        for other in names:
            if name.startswith(f"{other}-"):
                clashes[index] = other
    return clashes


@dataclass(frozen=True)
class Made:
    """What became of one document: its manifest entries, and whether any was made just now."""

    slug: str
    files: tuple[FileEntry, ...] = ()
    fresh: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass
class BuildReport:
    """What a run made, in the order of the documents, and everything that is wrong."""

    out: Path
    made: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: How many documents were asked for, and whether the user stopped before all were made.
    asked: int = 0
    stopped: bool = False
