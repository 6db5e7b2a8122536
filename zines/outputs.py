"""Which files a document is printed as: what its layout says, or the roles that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zines.options import Options

#: Every layout can be printed so, under these names, also where its outputs.yaml leaves it out.
_ALWAYS = {"reader": "page-par-page", "press": "imprimeur"}


@dataclass(frozen=True)
class Output:
    """One file of a document; sizes are names or millimetres, as written.

    ``line`` and ``column`` tell where outputs.yaml asks for it.
    """

    name: str
    label: str
    role: str
    trim: str
    sheet: str
    ink: str
    imposition: Mapping[str, Any]
    line: int = 0
    column: int = 0


def outputs_of(
    usual: Sequence[Output], pages: int, options: Options
) -> tuple[list[Output], list[str]]:
    """Return the outputs to make, and the roles asked for that cannot be made.

    ``usual`` are those of the layout, ``pages`` how many it has (0: any number). A reader or press
    file that the layout leaves out is made from its first output, tiles from its only page.
    """
    found = [output for output in usual if not options.roles or output.role in options.roles]
    made = {output.role for output in found}
    for role in dict.fromkeys(options.roles):
        if role in made:
            continue
        if role in _ALWAYS:
            name = _ALWAYS[role]
            found.append(replace(usual[0], name=name, label="", role=role, imposition={}))
            made.add(role)
        elif role == "tiles" and pages == 1:
            imposition = {"schema": "tiles", "poster": "a2"}
            found.append(
                replace(
                    usual[0],
                    name="a-assembler-a2",
                    label="A2 à assembler",
                    role=role,
                    sheet="a4",
                    imposition=imposition,
                )
            )
            made.add(role)
    missing = [role for role in dict.fromkeys(options.roles) if role not in made]
    return [replace(output, ink=options.ink or output.ink) for output in found], missing
