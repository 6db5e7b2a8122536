"""What one option of imposition is; the options themselves stand in imposition_options.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from zines.base.language import tr

#: Help names the schemas of an option where they are no more than these.
_FEW = 4

Kind = Literal["choice", "flag", "number", "whole", "paper", "grid", "marks", "gutter", "margins"]


@dataclass(frozen=True)
class ImpositionOption:
    """One option: ``name`` is its key in outputs.yaml and its field in an ImpositionRequest.

    ``kind`` says what values look like: ``paper`` is a size as in a2, ``grid`` columns x rows,
    ``marks`` a list of words, ``gutter`` a length for both ways or one each, ``margins`` two
    lengths. ``least`` and ``most`` limit numbers, and each number of a grid.
    It has an effect for ``schemas`` alone, only together with the option ``needs``, and not beside
    one of ``idle_beside``. ``unimpose`` tells whether the pages of imposed sheets depend on it,
    ``outputs`` whether a layout can ask for it in its outputs.yaml.
    """

    name: str
    kind: Kind
    help: str
    schemas: tuple[str, ...]
    default: Any = None
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    metavar: str | None = None
    needs: str = ""
    idle_beside: tuple[str, ...] = ()
    unimpose: bool = True
    outputs: bool = True

    @property
    def flag(self) -> str:
        """The option as it is typed: --sheets-per-signature."""
        return "--" + self.name.replace("_", "-")

    @property
    def description(self) -> str:
        """What it does, and for which schemas where they are few."""
        if len(self.schemas) > _FEW:
            return tr(self.help)
        said = tr(self.help)
        said = said[0].lower() + said[1:]
        return tr("For {schemas}: {help}", schemas=", ".join(self.schemas), help=said)
