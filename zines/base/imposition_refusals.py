"""What is wrong with the options of imposition that were given, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zines.base.imposition_option import ImpositionOption
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.problems import nearest


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
    marks = given.get("marks") or ""
    named = marks.replace(" ", "").split(",") if isinstance(marks, str) else marks
    if "holes" in named and schema != "stab":
        return f"--marks holes is not for {schema}: leave it out (it is for stab)"
    if "mark_length" in given and not {"crop", "fold", "cut"} & set(named):
        return "--mark-length has no effect without --marks crop, fold or cut"
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
