"""Table of the schemas of imposition by name, with their differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zines.base.geometry import Size
from zines.imposition.plans import cell_sizes, cutting, signatures, single_sheets, tiles
from zines.imposition.plans.page_order import Ordered, PageOrder, Pages
from zines.imposition.plans.plan import Binding, Plan, Step
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.sheet_grid import SheetGrid

#: The number of pages to try a layout with, if a piece may have any number.
_MANY = 32


@dataclass(frozen=True)
class Schema:
    """How pages become sheets; base/imposition_options.py declares the options that it takes.

    ``order`` returns which page lies in which cell. ``bindings`` are the edges that can be bound.
    ``fills_sheet``: without ``up``, as many copies as fit, not one. ``loose``: leaves are cut apart
    before they are bound, not folded. ``grid_columns`` is the number of columns that stay together
    in a grid (0: it has no grid). ``sizes`` measures the cells, ``steps`` adds work after printing;
    ``warnings`` gets the widths of the columns (mm) and the number of pages without the cover.
    ``typical_pages`` is a number of pages to try a layout with. ``parts`` are the columns and rows
    of pages that fill a sheet, None if that depends on their size; it raises ImpositionError for
    what cannot be undone.
    """

    order: Callable[[Pages, ImpositionRequest], Ordered]
    bindings: tuple[Binding, ...] = ("left",)
    fills_sheet: bool = False
    loose: bool = False
    grid_columns: int = 0
    sizes: Callable[[Sequence[Size], PageOrder], cell_sizes.CellSizes] = cell_sizes.uniform
    steps: Callable[[SheetGrid, ImpositionRequest], tuple[Step, ...]] = lambda _grid, _request: ()
    warnings: Callable[[Sequence[float], int, ImpositionRequest], tuple[str, ...]] = (
        lambda _widths, _pages, _request: ()
    )
    typical_pages: Callable[[ImpositionRequest], int] = lambda _request: _MANY
    parts: Callable[[ImpositionRequest], tuple[int, int] | None] = lambda _request: None


@dataclass(frozen=True)
class PosterSchema:
    """A schema that spreads one page over many sheets, with its own function for the plan."""

    plan: Callable[[Sequence[Size], ImpositionRequest], Plan]
    typical_pages: Callable[[ImpositionRequest], int]
    parts: Callable[[ImpositionRequest], tuple[int, int] | None]


_LEFT_RIGHT: tuple[Binding, ...] = ("left", "right")
_ANY: tuple[Binding, ...] = ("left", "right", "top")
_ZINE = Schema(
    single_sheets.zine,
    steps=single_sheets.zine_steps,
    typical_pages=single_sheets.zine_pages,
    parts=single_sheets.zine_parts,
)
SCHEMAS: dict[str, Schema | PosterSchema] = {
    "saddle-stitch": Schema(signatures.saddle_stitch, _ANY, warnings=signatures.thickness_warnings),
    "gathered-signatures": Schema(signatures.gathered_signatures, _ANY),
    "quarto": Schema(signatures.folded_sheet, _LEFT_RIGHT),
    "octavo": Schema(signatures.folded_sheet, _LEFT_RIGHT),
    "sextodecimo": Schema(signatures.folded_sheet, _LEFT_RIGHT),
    "cut-stack-fold": Schema(signatures.cut_stack_fold, _LEFT_RIGHT, grid_columns=2),
    "repeat": Schema(cutting.repeat, _ANY, loose=True, fills_sheet=True),
    "cut-and-stack": Schema(cutting.cut_and_stack, _ANY, loose=True, grid_columns=1),
    "stab": Schema(cutting.stab, _ANY, loose=True, grid_columns=1, steps=cutting.stab_steps),
    "cards": Schema(cutting.cards, _ANY, loose=True, grid_columns=1),
    "n-up": Schema(cutting.n_up, _LEFT_RIGHT, grid_columns=1),
    "one-sheet-zine": _ZINE,
    "one-sheet-zine-16": _ZINE,
    "leaflet": Schema(
        single_sheets.leaflet,
        sizes=cell_sizes.panels,
        warnings=single_sheets.flap_warnings,
        typical_pages=single_sheets.leaflet_pages,
        parts=single_sheets.leaflet_parts,
    ),
    "tiles": PosterSchema(
        tiles.plan, typical_pages=lambda _request: 1, parts=tiles.refuse_unimposing
    ),
}
