"""Fields that a document declares, and the texts that replace ``{{name}}`` in it.

Such a text is plain: its signs are no markup. It comes from an edition or from a column of a table
of variants. Without one, the default is printed, or a line to write on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zines.base.language import tr
from zines.base.problems import Problem, meant
from zines.manuscript.schemas.french_keys import shown
from zines.manuscript.yaml_files.parsed import Parsed, Trail, shortened

_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_NAME = re.compile(r"[^\W\d_][\w -]{0,39}")
#: A line to write on.
PEN = "_" * 16


@dataclass(frozen=True)
class Field:
    """A field that a document declares; an empty ``default`` means a line to write on."""

    name: str
    description: str
    default: str


def declared(parsed: Parsed) -> list[Field]:
    """Return the fields that a document declares.

    A field without a description, or a list of names, is reported as an error elsewhere. It counts
    as declared here, so that its places and columns are not reported too.
    """
    listed = parsed.value.get("fields")
    if isinstance(listed, list):
        listed = dict.fromkeys(one for one in listed if isinstance(one, str))
    found = []
    for name, declaration in listed.items() if isinstance(listed, Mapping) else ():
        if isinstance(name, str):
            stated = declaration if isinstance(declaration, Mapping) else {}
            words = {key: one for key, one in stated.items() if isinstance(one, str)}
            found.append(Field(name, words.get("description", ""), words.get("default", "")))
    return found


@dataclass
class Filling:
    """Fills in the texts of one document, and collects the problems of its places and fields."""

    parsed: Parsed
    values: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up the text of each field."""
        self._texts = {
            one.name: " ".join((self.values.get(one.name) or one.default).split()) or PEN
            for one in declared(self.parsed)
        }
        self._used: set[str] = set()

    def text(self, text: str, trail: Trail) -> str:
        """Return a printed text, filled in."""
        return _PLACE.sub(lambda place: self._filled(place, trail), text)

    def refuse(self, text: str, trail: Trail) -> None:
        """Report each place in a text that is not printed, such as an address or a file name."""
        for place in _PLACE.finditer(text):
            message = tr("{place} cannot stand here: only texts are filled in", place=place[0])
            self._report(trail, "field-place", message, "", place[0])
            self._used.add(place[1].strip())

    def unused(self) -> Iterator[Problem]:
        """Yield problems of fields with wrong names, and of fields that no text has used so far.

        Call it once all texts are filled in.
        """
        # (A list of names is an error already.)
        listed = isinstance(self.parsed.value.get("fields"), Mapping)
        for name in self._texts if listed else ():
            trail = ("fields", name)
            if not _NAME.fullmatch(name):
                message = tr("a field cannot be called '{name}'", name=shortened(name))
                hint = tr("letters, digits, spaces; a letter first; 40 at most")
                yield self.parsed.problem(trail, "field-name", message, hint, key=True)
            elif name not in self._used:
                message = tr("no text uses the field '{name}'", name=name)
                hint = tr(
                    "write {place} where it stands, or take the field out", place=_place(name)
                )
                yield self.parsed.problem(trail, "unused-field", message, hint, key=True)

    def _filled(self, place: re.Match[str], trail: Trail) -> str:
        name = place[1].strip()
        self._used.add(name)
        if name in self._texts:
            return self._texts[name]
        message = tr("the document declares no field '{name}'", name=shortened(name))
        otherwise = tr("declare it under '{key}:', with a description", key=shown("fields"))
        hint = meant(name, self._texts, otherwise)
        self._report(trail, "unknown-field", message, hint, place[0])
        return place[0]

    def _report(self, trail: Trail, code: str, message: str, hint: str, fragment: str) -> None:
        self.problems.append(self.parsed.problem(trail, code, message, hint, fragment=fragment))


def _place(name: str) -> str:
    return "{{" + name + "}}"
