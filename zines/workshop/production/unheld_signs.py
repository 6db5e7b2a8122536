"""Characters of a group that no font contains, found before any page is set for the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from zines.base.problems import Problem, Severity
from zines.composition import coverage, fonts
from zines.manuscript.yaml_files.parsed import Parsed, Trail

#: Keys whose values are not printed as they are written.
_UNPRINTED = ("kind", "extends", "printing", "logo", "colour")
#: What every paper prints (the imprint): papers of the group cannot be made.
_EVERYWHERE = ("name", "address")
_LARGE = "name"


def problems(group: Parsed, faces: Sequence[Path]) -> list[Problem]:
    """Return a problem for each value of a group with a character that none of the faces contains.

    It is a warning if only some papers print the value, or if one theme has no face for it. Keys of
    ``group`` are in English.
    """
    found = []
    display = [face for face in faces if face.name in fonts.DISPLAY_FACES]
    for trail, written in _texts(group.value, ()):
        text = normalize("NFC", written)
        lacking = coverage.in_none(text, faces)
        is_error = bool(lacking) and trail[0] in _EVERYWHERE
        if trail[0] == _LARGE and not lacking:
            absent = coverage.missing(text, display)
            lacking = "".join(dict.fromkeys(sign for sign in text if sign in absent))
        if lacking:
            said = fonts.without(lacking)
            problem = group.problem(trail, said.code, said.message, said.hint, fragment=lacking[0])
            found.append(problem if is_error else replace(problem, severity=Severity.WARNING))
    return found


def _texts(value: Any, trail: Trail) -> Iterator[tuple[Trail, str]]:
    if isinstance(value, str):
        yield trail, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if trail or key not in _UNPRINTED:
                yield from _texts(inner, (*trail, key))
