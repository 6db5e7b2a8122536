"""The outputs of a document: those of its layout, or those of the requested roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from zines.base.manifest_entry import Ink, Role
from zines.base.options import ROLES, Options
from zines.base.paper import SIZES, size_named

A4 = SIZES["a4"]

#: Every layout has these outputs, under these names, even if its outputs.yaml leaves them out.
_ALWAYS: dict[Role, str] = {"reader": "page-par-page", "press": "imprimeur"}


@dataclass(frozen=True)
class Output:
    """One output of a document; sizes are names or millimetres, as written.

    ``line`` and ``column`` are its place in outputs.yaml.
    """

    name: str
    label: str
    role: Role
    trim: str
    sheet: str
    ink: Ink
    imposition: Mapping[str, Any]
    line: int = 0
    column: int = 0
    #: Only documents of this ``format`` have the output; ``on_request``, only if its role is asked.
    format: str = ""
    on_request: bool = False


def of_format(outputs: Sequence[Output], wanted: str) -> tuple[Output, ...]:
    """Return the outputs of a format; an empty one means the format of the first output."""
    wanted = wanted or outputs[0].format
    return tuple(output for output in outputs if output.format == wanted)


def on_separate_sheets(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """Return the outputs with each page on a separate sheet, printed on one side.

    Only outputs whose schema is repeat have that option: folded ones stay as they are.
    """
    return tuple(
        replace(output, imposition={**_without_flip(output.imposition), "one_sided": True})
        if output.imposition.get("schema") == "repeat"
        else output
        for output in outputs
    )


def _without_flip(imposition: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in imposition.items() if key not in ("flip", "blanks")}


def outputs_of(
    usual: Sequence[Output], pages: int, options: Options
) -> tuple[list[Output], list[Role]]:
    """Return the outputs to produce, and the requested roles that cannot be produced.

    ``usual`` are those of the layout, ``pages`` its number of pages (0: any number). A reader or
    press file that the layout leaves out is derived from its first output, tiles from its only
    page, plates from each size.
    """
    if options.large_print:
        enlarged = (_large(output, pages) for output in usual)
        usual = list({output.name: output for output in enlarged}.values())
    roles: tuple[Role, ...] = options.roles or (("plates",) if options.ink == "riso" else ())
    chosen = [item for item in usual if (item.role in roles if roles else not item.on_request)]
    if options.large_print and pages != 1:
        # In large print, such a document takes the pages that it needs: no page to assemble.
        chosen = [output for output in chosen if output.role != "tiles"]
    left_out = [role for role in dict.fromkeys(roles) if role not in {one.role for one in chosen}]
    added = {role: _added(role, usual, pages) for role in left_out}
    chosen += [output for outputs in added.values() for output in outputs]
    missing = [role for role, outputs in added.items() if not outputs]
    return [replace(output, ink=_ink(output, options)) for output in chosen], missing


def all_names(usual: Sequence[Output], pages: int) -> set[str]:
    """Return the names of all outputs that exist in any variant; arguments as above."""
    requested: list[tuple[Role, ...]] = [(), *((role,) for role in ROLES)]
    names: set[str] = set()
    for roles, large in product(requested, (False, True)):
        outputs, _ = outputs_of(usual, pages, Options(Path(), roles, large_print=large))
        names.update(output.name for output in outputs)
    return names


def _large(output: Output, pages: int) -> Output:
    """Return the output on A4, its sheets stapled, not folded.

    A single page that is larger by nature stays so; a chart that flows over pages does not.
    """
    trim = size_named(output.trim)
    excess = trim.width * trim.height - A4.width * A4.height
    if excess == 0 or (excess > 0 and pages == 1):
        return output
    large = replace(output, trim="a4", line=0, column=0)
    if output.role != "sheets":
        return large
    stapled = {"schema": "n-up", "grid": (1, 1)}
    return replace(large, name="a-agrafer", label="à agrafer", sheet="a4", imposition=stapled)


def _added(role: Role, usual: Sequence[Output], pages: int) -> list[Output]:
    """Return the outputs of a role that the layout leaves out."""
    first = usual[0]
    if role in _ALWAYS:
        return [replace(first, name=_ALWAYS[role], label="", role=role, imposition={})]
    if role == "tiles" and pages == 1:
        name, label = "a-assembler-a2", "A2 à assembler"
        tiles = {"schema": "tiles", "poster": "a2"}
        return [replace(first, name=name, label=label, role=role, sheet="a4", imposition=tiles)]
    if role == "plates":
        trims = list(dict.fromkeys(output.trim for output in usual if not output.on_request))
        names = ["planches"] if len(trims) == 1 else [f"planches-{trim}" for trim in trims]
        return [
            replace(first, name=name, label="", role=role, trim=trim, imposition={})
            for name, trim in zip(names, trims, strict=True)
        ]
    return []


def _ink(output: Output, options: Options) -> Ink:
    """Return the ink of an output: riso for plates, else the chosen ink or its own."""
    if output.role == "plates":
        return "riso"
    return options.ink or output.ink
