"""Messages on what is wrong with the given imposition options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zines.base.declared_option import ImpositionOption
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.language import tr
from zines.base.problems import meant


def unknown_schema(name: str) -> str:
    """Return what is wrong with the name of a schema; an empty text if the schema exists."""
    if name in SCHEMAS:
        return ""
    hint = meant(name, SCHEMAS, tr("one of: {names}", names=", ".join(SCHEMAS)))
    return tr("there is no schema '{name}': {hint}", name=name, hint=hint)


def refusal(schema: str, given: Mapping[str, Any]) -> str:
    """Return which given option has no effect, and why; an empty text if each has one.

    An option that the schema does not accept is refused even with its default value.
    """
    for option in OPTIONS.values():
        if option.name not in given:
            continue
        if schema not in option.schemas:
            return _not_for(option, schema)
        for other in option.idle_beside:
            if given.get(other):
                return tr(
                    "{option} has no effect beside {other}: leave one out",
                    option=option.flag,
                    other=OPTIONS[other].flag,
                )
        if option.needs and given.get(option.needs, OPTIONS[option.needs].default) in _idle(option):
            return tr(
                "{option} has no effect without {needed}",
                option=option.flag,
                needed=_needed(option),
            )
    marks = given.get("marks") or ""
    named = marks.replace(" ", "").split(",") if isinstance(marks, str) else marks
    if "holes" in named and schema != "stab":
        return tr(
            "{option} is not for {schema}: leave it out (it is for {schemas})",
            option="--marks holes",
            schema=schema,
            schemas="stab",
        )
    if "mark_length" in given and not {"crop", "fold", "cut"} & set(named):
        return tr("--mark-length has no effect without --marks crop, fold or cut")
    return ""


def _idle(option: ImpositionOption) -> tuple[Any, ...]:
    """Return the values of the needed option with which ``option`` has no effect."""
    return 0, OPTIONS[option.needs].default


def _needed(option: ImpositionOption) -> str:
    needed = OPTIONS[option.needs]
    return " ".join([needed.flag, *needed.choices[1:]])


def _not_for(option: ImpositionOption, schema: str) -> str:
    others = [name for name in SCHEMAS if name not in option.schemas]
    if len(others) < len(option.schemas):
        return tr(
            "{option} is not for {schema}: leave it out (it is for all but {schemas})",
            option=option.flag,
            schema=schema,
            schemas=", ".join(others),
        )
    return tr(
        "{option} is not for {schema}: leave it out (it is for {schemas})",
        option=option.flag,
        schema=schema,
        schemas=", ".join(option.schemas),
    )
