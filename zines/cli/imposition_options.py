"""The options of impose and unimpose, created from the table that declares them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource

from zines.base.declared_option import ImpositionOption
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.language import mark, tr
from zines.cli.options import Number, Whole

Command = Callable[..., Any]

_PIECE = ("schema", "binding", "cover", "blanks", "fold", "sheets_per_signature", "holes", "up")
_SHEET = ("sheet", "grid", "gutter", "margins", "marks", "mark_length")
_PAGES = ("scale", "trim", "no_turn", "inner_margin", "creep", "paper_weight", "bulk", "pages")
#: The headings of the options in the help of impose and unimpose.
GROUPS = {
    tr("The piece"): _PIECE,
    tr("The sheet"): _SHEET,
    tr("Its pages"): (*_PAGES, "count"),
    tr("The machine"): ("flip", "two_passes", "one_sided"),
    tr("Posters from tiles"): ("poster", "overlap", "margin"),
    tr("Files"): ("into", "force", "no_notes", "password"),
}


def imposition_options(*, unimpose: bool = False) -> Callable[[Command], Command]:
    """Add the options of imposition to a command, which receives them as ``options``.

    ``options`` maps the names of the options that were typed to their values, with ``schema`` but
    without defaults.
    """
    rows = [option for option in OPTIONS.values() if option.unimpose or not unimpose]

    def decorated(command: Command) -> Command:
        @wraps(command)
        def run(**arguments: Any) -> Any:
            context = click.get_current_context()
            options = {"schema": arguments.pop("schema")}
            for row in rows:
                value = arguments.pop(row.name)
                if context.get_parameter_source(row.name) is not ParameterSource.DEFAULT:
                    options[row.name] = value
            return command(options=options, **arguments)

        result: Command = run
        for row in reversed(rows):
            result = _option(row)(result)
        names = tr("{names} or {name}.", names=", ".join(SCHEMAS[:-1]), name=SCHEMAS[-1])
        return click.option(
            "--schema", required=True, metavar=tr("NAME"), help=names, shell_complete=_schemas
        )(result)

    return decorated


def _schemas(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in SCHEMAS if name.startswith(incomplete)]


def _option(row: ImpositionOption) -> Callable[[Command], Command]:
    if row.kind == "flag":
        return click.option(row.flag, is_flag=True, help=row.description)
    return click.option(
        row.flag,
        type=_type(row),
        default=row.default,
        show_default=bool(row.default),
        metavar=tr(row.metavar or {"number": mark("NUMBER"), "whole": "N"}.get(row.kind, ""))
        or None,
        help=row.description,
    )


def _type(row: ImpositionOption) -> click.ParamType[Any]:
    if row.kind == "choice":
        return click.Choice(row.choices)
    if row.kind == "number":
        return Number(row.least, row.most)
    if row.kind == "whole":
        return Whole(_whole(row.least), _whole(row.most))
    # Without a type, a default of 0 would make it a number.
    return click.STRING


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)
