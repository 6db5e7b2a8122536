"""The options of imposition, each declared once: name, values, default, help, schemas that take it.

The options on the command line, the check of outputs.yaml, the values of a request and the refusal
of what a schema does not take all come from ``OPTIONS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from zines.base.limits import UNPRINTABLE_EDGE_MM
from zines.base.problems import nearest

_FOLDED = (
    *("saddle-stitch", "gathered-signatures", "quarto", "octavo", "sextodecimo"),
    "cut-stack-fold",
)
#: Those of which several spreads may lie on one sheet.
_SEVERAL_SPREADS = tuple(name for name in _FOLDED if name != "gathered-signatures")
_CUT = ("repeat", "cut-and-stack", "cards", "n-up")
_ZINES = ("one-sheet-zine", "one-sheet-zine-16")
SCHEMAS = (*_FOLDED, *_CUT, *_ZINES, "leaflet", "tiles")
_ALL_BUT_TILES = SCHEMAS[:-1]
MARKS = ("crop", "fold", "cut", "registration", "slug")

Kind = Literal["choice", "flag", "number", "whole", "paper", "grid", "marks"]


@dataclass(frozen=True)
class ImpositionOption:
    """One option: ``name`` is its key in outputs.yaml and its field in an ImpositionRequest.

    ``kind`` says what values look like: ``paper`` is a size as in a2, ``grid`` columns x rows,
    ``marks`` a list of words. ``least`` and ``most`` limit numbers, and each number of a grid.
    It has an effect for ``schemas`` alone, only together with the option ``needs``, and not beside
    one of ``idle_beside``. ``unimpose`` tells whether the pages of imposed sheets depend on it.
    """

    name: str
    kind: Kind
    help: str
    schemas: tuple[str, ...] = SCHEMAS
    default: Any = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    metavar: str | None = None
    needs: str = ""
    idle_beside: tuple[str, ...] = ()
    unimpose: bool = True

    @property
    def flag(self) -> str:
        """The option as it is typed: --sheets-per-signature."""
        return "--" + self.name.replace("_", "-")

    @property
    def description(self) -> str:
        """What it does, and for which schemas where they are few."""
        if len(self.schemas) > len(_CUT):
            return self.help
        return f"For {', '.join(self.schemas)}: {self.help[0].lower()}{self.help[1:]}"


_ROWS = (
    ImpositionOption(
        "binding",
        "choice",
        "The bound edge.",
        (*_FOLDED, *_CUT),
        default="left",
        choices=("left", "right", "top"),
    ),
    ImpositionOption(
        "flip",
        "choice",
        "How the machine turns the sheet.  [default: as a page is turned]",
        (*_FOLDED, *_CUT, "leaflet"),
        choices=("short-edge", "long-edge"),
        idle_beside=("one_sided",),
    ),
    ImpositionOption(
        "blanks",
        "choice",
        "Where blank pages go.",
        _ALL_BUT_TILES,
        default="end",
        choices=("end", "before-last", "error"),
        idle_beside=("one_sided",),
    ),
    ImpositionOption(
        "cover",
        "flag",
        "The first and the last leaf on a sheet of their own.",
        _FOLDED,
        default=False,
    ),
    ImpositionOption(
        "creep",
        "number",
        "Thickness of a sheet in mm: inner pages move towards the spine.",
        _FOLDED,
        default=0,
        least=0,
        most=2,
        metavar="MM",
        idle_beside=("paper_weight",),
    ),
    ImpositionOption(
        "paper_weight",
        "number",
        "The same, from the paper's weight in g/m2 ...",
        _FOLDED,
        default=0,
        least=0,
        most=1000,
        metavar="G",
    ),
    ImpositionOption(
        "bulk",
        "number",
        "... and its bulk in cm3/g.",
        _FOLDED,
        default=1.3,
        least=0.5,
        most=3,
        needs="paper_weight",
    ),
    ImpositionOption(
        "gutter",
        "number",
        "Space in mm between pages that are cut apart.",
        (*_SEVERAL_SPREADS, *_CUT),
        default=0,
        least=0,
        most=50,
        metavar="MM",
    ),
    ImpositionOption(
        "scale",
        "choice",
        "Whether pages are scaled to fill the sheet, mixed ones to one size first.",
        _ALL_BUT_TILES,
        default="none",
        choices=("none", "fit"),
    ),
    ImpositionOption(
        "trim",
        "paper",
        "With --scale fit: the size on paper that pages are brought to.  [default: that of most "
        "pages, scaled to fill the sheet]",
        _ALL_BUT_TILES,
        metavar="SIZE",
        needs="scale",
        unimpose=False,
    ),
    ImpositionOption(
        "no_turn",
        "flag",
        "With --scale fit: a landscape page among portrait ones is made smaller, not turned.",
        _ALL_BUT_TILES,
        default=False,
        needs="scale",
        unimpose=False,
    ),
    ImpositionOption(
        "up",
        "whole",
        "Copies of the same piece on a sheet.",
        ("saddle-stitch", "repeat"),
        least=1,
        metavar="N",
    ),
    ImpositionOption(
        "grid",
        "grid",
        "Cells on a sheet.",
        ("cut-stack-fold", "cut-and-stack", "cards", "n-up"),
        least=1,
        most=32,
        metavar="COLUMNSxROWS",
    ),
    ImpositionOption(
        "one_sided",
        "flag",
        "Each page on a sheet of its own, printed on one side.",
        ("repeat",),
        default=False,
    ),
    ImpositionOption(
        "sheets_per_signature",
        "whole",
        "How many sheets are folded together.",
        ("gathered-signatures",),
        default=4,
        least=1,
    ),
    ImpositionOption(
        "fold",
        "choice",
        "How the sheet is folded.",
        ("leaflet",),
        default="letter",
        choices=("letter", "accordion", "single"),
    ),
    ImpositionOption(
        "marks",
        "marks",
        "Of crop, fold, cut, registration, slug: some, with commas.",
        _ALL_BUT_TILES,
        default="none",
        choices=MARKS,
        unimpose=False,
    ),
    ImpositionOption(
        "poster",
        "paper",
        "The size of the whole: a2, a1, a0 or WxHmm.",
        ("tiles",),
        metavar="SIZE",
        unimpose=False,
    ),
    ImpositionOption(
        "overlap",
        "number",
        "The strip to glue, in mm.",
        ("tiles",),
        default=10,
        least=0,
        most=100,
        metavar="MM",
        unimpose=False,
    ),
    ImpositionOption(
        "margin",
        "number",
        "What the machine cannot print at the edges, in mm.",
        ("tiles",),
        default=UNPRINTABLE_EDGE_MM,
        least=0,
        most=50,
        metavar="MM",
        unimpose=False,
    ),
)
OPTIONS = {option.name: option for option in _ROWS}


def unknown_schema(name: str) -> str:
    """Return what is wrong with the name of a schema; nothing if it is one."""
    if name in SCHEMAS:
        return ""
    close = nearest(name, SCHEMAS)
    return f"there is no schema '{name}': " + (
        f"did you mean '{close}'?" if close else f"one of: {', '.join(SCHEMAS)}"
    )


def refusal(schema: str, given: Mapping[str, Any]) -> str:
    """Return which of the given options has no effect, and why; nothing if each has one.

    An option that the schema does not take is refused with its default value too.
    """
    for option in OPTIONS.values():
        if option.name not in given:
            continue
        if schema not in option.schemas:
            return f"{option.flag} is not for {schema}: leave it out (it is for {_who(option)})"
        for other in option.idle_beside:
            if given.get(other):
                return f"{option.flag} has no effect beside {OPTIONS[other].flag}: leave one out"
        if option.needs and given.get(option.needs, OPTIONS[option.needs].default) in _idle(option):
            return f"{option.flag} has no effect without {_needed(option)}"
    return ""


def _idle(option: ImpositionOption) -> tuple[Any, ...]:
    """Return the values of the option that another needs with which the other has no effect."""
    return 0, OPTIONS[option.needs].default


def _needed(option: ImpositionOption) -> str:
    needed = OPTIONS[option.needs]
    return " ".join([needed.flag, *needed.choices[1:]])


def _who(option: ImpositionOption) -> str:
    others = [name for name in SCHEMAS if name not in option.schemas]
    if len(others) < len(option.schemas):
        return "all but " + ", ".join(others)
    return ", ".join(option.schemas)
