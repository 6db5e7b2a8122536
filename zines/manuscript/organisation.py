"""Who hands the papers out: content/organisation.yaml, or one group's edition file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.law import PRINTER_MENTION
from zines.base.options import OF_GROUP
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath
from zines.manuscript import addresses, layouts, schema, yaml_reader
from zines.manuscript.lint.contrast import LEAST_CONTRAST, ratio
from zines.manuscript.parsed import Parsed
from zines.manuscript.text_setting import Setting

#: What the law asks for on every printed piece (PRINTER_MENTION).
_NEEDED = {
    "name": mark("an edition names the group's name: 'name' is missing or empty"),
    "address": mark("an edition names its postal address: 'address' is missing or empty"),
}


@dataclass(frozen=True)
class Organisation:
    """The fields of a group as a layout gets them; what is left empty is absent."""

    fields: Mapping[str, Any]
    pictures: Mapping[str, Path]


def load(file: Path, name: str, assets: SearchPath, *, edition: bool) -> Organisation:
    """Read a group's file; raises ProblemError with every problem of the file.

    An edition must name the group and its address, since French law asks for both on what it
    prints itself; the neutral catalogue may leave them blank, to be written by hand.
    """
    parsed = yaml_reader.read_on(file, name)
    rules = layouts.shipped_schema("organisation")
    problems = schema.validate(parsed, rules)
    if edition:
        problems += [
            _imprint(parsed, key, message)
            for key, message in _NEEDED.items()
            if not str(parsed.value.get(key) or "").strip()
        ]
    setting = Setting(parsed, rules, None, assets, file.parent)
    fields = setting.set(parsed.value, rules)
    problems += setting.problems
    if problems:
        raise ProblemError(problems)
    filled = _filled(fields, parsed.value)
    filled.pop("kind", None)
    if "colour" in filled:
        filled["colour"] = _inks(parsed, filled["colour"])
    if "address" in filled:
        lines = filled["address"].split("\n")
        filled["address"] = [line.strip() for line in lines if line.strip()]
    for key in ("site", "email"):
        if key in filled:
            filled[key] = {
                "address": ("mailto:" if key == "email" else "") + filled[key],
                "segments": list(addresses.segments(filled[key])),
            }
    pictures = {OF_GROUP + name: file for name, file in setting.pictures.items()}
    if "logo" in filled:
        filled["logo"] = OF_GROUP + filled["logo"]
    return Organisation(filled, pictures)


def _inks(parsed: Parsed, colour: str) -> list[int]:
    """Return a colour as parts of C, M, Y and K in percent; raises ProblemError for a pale one.

    It is the accent: small white letters stand on it, and it is that of small letters on paper and
    on a tint of it (WCAG 2.2, 1.4.3: 4.5:1).
    """
    parts = [1 - int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    black = min(parts)
    shares = [(part - black) / (1 - black) if black < 1 else 0.0 for part in parts]
    inks = [*shares, black]
    contrast = ratio(inks, [ink / 20 for ink in inks])
    if contrast < LEAST_CONTRAST:
        message = tr(
            "white letters on '{colour}', or such letters on paper, have a contrast of "
            "{contrast:.1f}:1, and need {least}:1",
            colour=colour,
            contrast=contrast,
            least=LEAST_CONTRAST,
        )
        hint = tr("give a darker colour")
        raise ProblemError([parsed.problem(("colour",), "pale-colour", message, hint)])
    return [round(100 * ink) for ink in inks]


def _filled(fields: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields in which something is written, as layouts get them."""
    filled: dict[str, Any] = {}
    for key, value in fields.items():
        if isinstance(value, Mapping):
            if parts := _filled(value, written[key]):
                filled[key] = parts
        elif written[key].strip():
            filled[key] = value.strip() if isinstance(value, str) else value
    return filled


def _imprint(parsed: Parsed, key: str, message: str) -> Problem:
    hint = tr("the law asks for the printer's name and address ({law})", law=PRINTER_MENTION)
    return parsed.problem((key,), "imprint", tr(message), hint)
