"""The options of impose and unimpose, created from the table that declares them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from zines.base import words
from zines.base.declared_option import ImpositionOption
from zines.base.file_names import slug_of
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.language import mark, tr
from zines.base.problems import nearest
from zines.cli.options import Number, Whole

#: The function of a command.
Function = Callable[..., Any]

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
#: The word with which Click marks an option in its help: collecting its messages does not find it.
_REQUIRED = mark("required")


class ChoiceInFrench(click.Choice[str]):
    """A choice that is typed in English, or in French as recipes say it: bord court."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """Return the English word."""
        word = super().normalize_choice(choice, ctx)
        return words.FRENCH_CHOICES.get(slug_of(word), word)


class SchemaName(click.ParamType[str]):
    """A schema by its name, or by a usual word for it such as cahier."""

    name = "schema"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the name; fail with the nearest one, or with all and what they make."""
        word = slug_of(value)
        found = words.OTHER_SCHEMAS.get(word, word)
        if found not in SCHEMAS:
            close = nearest(word, [*SCHEMAS, *words.OTHER_SCHEMAS])
            hint = tr("did you mean '{close}'?", close=close or "")
            message = tr("there is no schema '{name}': {hint}", name=value, hint=hint)
            if not close:
                message = tr("there is no schema '{name}'. Choose one:", name=value) + _every()
            self.fail(message, param, ctx)
        return found

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Return all schemas and what they make."""
        return tr("Choose one:") + _every()

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the schemas that start with this text."""
        return [CompletionItem(name) for name in SCHEMAS if name.startswith(incomplete)]


def _every() -> str:
    """Return a line for each schema, with the first French word for it."""
    also = {schema: word for word, schema in reversed(words.OTHER_SCHEMAS.items())}
    names = {name: f"{name} ({also[name]})" if name in also else name for name in SCHEMAS}
    longest = max(map(len, names.values()))
    return "".join(
        f"\n  {names[name]:<{longest}}  {tr(made)}" for name, made in words.SCHEMAS.items()
    )


def imposition_options(*, unimpose: bool = False) -> Callable[[Function], Function]:
    """Add the options of imposition to a command, which receives them as ``options``.

    ``options`` maps the names of the options that were typed to their values, with ``schema`` but
    without defaults.
    """
    rows = [option for option in OPTIONS.values() if option.unimpose or not unimpose]

    def decorated(command: Function) -> Function:
        @wraps(command)
        def run(**arguments: Any) -> Any:
            context = click.get_current_context()
            options = {"schema": arguments.pop("schema")}
            for row in rows:
                value = arguments.pop(row.name)
                if context.get_parameter_source(row.name) is not ParameterSource.DEFAULT:
                    options[row.name] = value
            return command(options=options, **arguments)

        result: Function = run
        for row in reversed(rows):
            result = _option(row)(result)
        names = tr(
            "{names} or {name}. Left out, the command explains each.",
            names=", ".join(SCHEMAS[:-1]),
            name=SCHEMAS[-1],
        )
        return click.option(
            "--schema", required=True, type=SchemaName(), metavar=tr("NAME"), help=names
        )(result)

    return decorated


def _option(row: ImpositionOption) -> Callable[[Function], Function]:
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
        return ChoiceInFrench(row.choices)
    if row.kind == "number":
        return Number(row.least, row.most, (row.metavar or "").lower())
    if row.kind == "whole":
        return Whole(_whole(row.least), _whole(row.most))
    # Without a type, a default of 0 would make it a number.
    return click.STRING


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)
