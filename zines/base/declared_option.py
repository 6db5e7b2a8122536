"""The definition of one imposition option; the options themselves are in imposition_options.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from zines.base.language import tr

#: The help text names the schemas of an option only if there are at most this many.
_FEW = 4

Kind = Literal["choice", "flag", "number", "whole", "paper", "grid", "marks", "gutter", "margins"]


@dataclass(frozen=True)
class ImpositionOption:
    """One option: ``name`` is its key in outputs.yaml and its field in an ImpositionRequest.

    ``kind`` is the form of its values: ``paper`` is a size such as a2, ``grid`` is columns x rows,
    ``marks`` a list of words, ``gutter`` one length for both directions or one for each,
    ``margins`` two lengths. ``least`` and ``most`` limit numbers, and each number of a grid. The
    option has an effect only for ``schemas``, only together with the option ``needs``, and not
    together with an option of ``idle_beside``. ``unimpose`` is whether the pages of imposed sheets
    depend on it; ``outputs`` whether a layout can set it in its outputs.yaml.
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
        """The option as the user types it: --sheets-per-signature."""
        return "--" + self.name.replace("_", "-")

    @property
    def description(self) -> str:
        """What the option does, and for which schemas if there are few."""
        if len(self.schemas) > _FEW:
            return tr(self.help)
        help_text = tr(self.help)
        help_text = help_text[0].lower() + help_text[1:]
        return tr("For {schemas}: {help}", schemas=", ".join(self.schemas), help=help_text)
