"""A content file as lint reads it: its texts and mappings, each with its trail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from unicodedata import normalize

from zines.base.language import tr
from zines.base.problems import Problem
from zines.manuscript.layouts import Layout
from zines.manuscript.lint.places import places
from zines.manuscript.lint.rules import RULES
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.yaml_files.parsed import Parsed, Trail

Schema = Mapping[str, Any]
#: The formats of a schema whose texts people read.
_READ = ("body", "line", "title")

#: Stands in place of citations, link targets, code and addresses, to which no rule of language
#: applies: one for each character, so that offsets stay the same.
HOLE = "\ufffc"
#: Any of the spaces that stand between two words or signs of a line.
SPACE = "[ \u00a0\u202f]"
CITATION = re.compile(r"(?<!\\)\[@([A-Za-z0-9][A-Za-z0-9_-]*)\]")
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s«»“”\"<>()\]]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@/-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,12}/[^\s«»“”\"<>()\]]*"
    r"|(?<![\w.@/-])(?:[A-Za-z0-9-]+\.)+(?:fr|be|ch|ca|eu|org|net|com|info|coop|io|co)(?![\w-])",
    re.IGNORECASE,
)
_HOLES = re.compile(rf"{CITATION.pattern}|`[^`\n]*`|(?<=\])\([^()\s]+\)|{ADDRESS.pattern}", re.I)
#: Signs of which each hole has at least one; most texts of a group have none.
_HOLE_SIGNS = re.compile(r"[.:`\[(]")
_BLANK_LINE = re.compile(r"\n(?:[ ]*\n)+")


class Finding(NamedTuple):
    """What a rule found, at the character ``offset`` of the text at ``trail``."""

    code: str
    trail: Trail
    message: str
    hint: str
    offset: int = 0


_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")


@dataclass(frozen=True)
class Passage:
    """One text with its format. ``quoted``: words of somebody else, such as the title of a source.

    ``cites``: facts need a citation beside them, except in the text of a letter that is sent.
    """

    trail: Trail
    text: str
    form: str
    quoted: bool
    cites: bool

    @cached_property
    def shown(self) -> str:
        """The text with ``HOLE`` where no rule of language applies; its length is the same."""
        if _HOLE_SIGNS.search(self.text) is None:
            return self.text
        return _HOLES.sub(lambda match: HOLE * len(match[0]), self.text)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs of what is shown; 0 stands for any digit, a for any letter."""
        found = set(self.shown)
        if _LETTER.search(self.shown):
            found.add("a")
        if _DIGIT.search(self.shown):
            found.add("0")
        return frozenset(found)

    @property
    def citations(self) -> list[str]:
        """The ids of the sources that the text cites."""
        return CITATION.findall(self.text) if self.form in ("body", "line") else []

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Yield each paragraph of ``text`` with its offset."""
        position = 0
        for gap in _BLANK_LINE.finditer(self.text):
            yield position, self.text[position : gap.start()]
            position = gap.end()
        yield position, self.text[position:]


@dataclass(frozen=True)
class Group:
    """One mapping ('key: value' lines) of the file, with its schema."""

    trail: Trail
    value: Mapping[str, Any]
    schema: Schema


@dataclass
class ContentFile:
    """One file for lint: a document has a layout, the shared files have none.

    ``sources`` are those that citations and QR codes lead to, if they could be read. ``today`` is
    the present day, None where neither the age of sources nor past days are checked.
    """

    parsed: Parsed
    schema: Schema
    layout: Layout | None = None
    sources: Mapping[str, Any] = field(default_factory=dict)
    today: date | None = None
    passages: list[Passage] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    _places: dict[Trail, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk(self.parsed.value, self.schema, ())

    @property
    def is_easy(self) -> bool:
        """Whether the document declares that it is easy to read (FALC)."""
        return self.parsed.value.get("easy_to_read") is True

    @property
    def written(self) -> date | None:
        """The date of a document; None for the shared files and for a document without a date."""
        if self.layout is None:
            return None
        try:
            return date.fromisoformat(str(self.parsed.value.get("date")))
        except ValueError:
            return None

    def _walk(self, value: Any, schema: Schema, trail: Trail) -> None:
        schema = subschema(schema, self.schema)
        if isinstance(value, str):
            form = schema.get("format", "")
            if form in _READ:
                quoted = self.layout is None and trail[-1] == "title"
                cites = not schema.get("x-uncited")
                # (As it is printed: files of a Mac may have é as two characters.)
                text = normalize("NFC", value)
                self.passages.append(Passage(trail, text, form, quoted, cites))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._walk(item, schema.get("items", {}), (*trail, index))
        elif isinstance(value, dict):
            self.groups.append(Group(trail, value, schema))
            offered = schema.get("properties", {})
            other = schema.get("additionalProperties", {})
            for key, item in value.items():
                self._walk(item, offered.get(key, other), (*trail, key))

    def under(self, trail: Trail) -> Iterator[Passage]:
        """Yield the passages of one part of the file."""
        return (text for text in self.passages if text.trail[: len(trail)] == trail)

    def place(self, trail: Trail, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, of a character of a text."""
        if trail not in self._places:
            self._places[trail] = places(self.parsed, trail)
        written = self._places[trail]
        return written[min(offset, len(written) - 1)]

    def problem(self, finding: Finding) -> Problem:
        """Return a finding as a problem placed in the file, with the severity of its rule."""
        rule = RULES[finding.code]
        message = finding.message
        if rule.certainty in "CU":
            message = tr("{message} (this is custom, not law)", message=message)
        line, column = self.place(finding.trail, finding.offset)
        return Problem(
            finding.code, message, finding.hint, self.parsed.path, line, column, rule.severity
        )
