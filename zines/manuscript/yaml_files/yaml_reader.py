"""Read YAML into plain values with their positions. The only module that imports yaml.

The subset is narrow on purpose: no anchors, tags, merge keys or second document, and no plain
scalar that YAML 1.1 and 1.2 read differently, since what an author sees must be what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError
from zines.manuscript.yaml_files import cut_texts, list_lines, text_file, yaml_syntax
from zines.manuscript.yaml_files.parsed import Parsed, Spot, Trail, shortened

DEEPEST = 16

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: In characters: a float does not hold more digits, so the number would not be printed as written.
_LONGEST_NUMBER = 15
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
#: What YAML 1.1 or the YAML 1.2 core schema would read as something other than text.
_TYPED = re.compile(
    r"""
    y|Y|n|N | [yY]es|YES | [nN]o|NO | [oO]n|ON | [oO]ff|OFF | [tT]rue|TRUE | [fF]alse|FALSE
    | ~ | [nN]ull|NULL
    | [-+]?0b[01_]+ | [-+]?0o?[0-7_]+ | [-+]?0x[0-9a-fA-F_]+ | [-+]?[0-9][0-9_]*
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)? | [-+]?[0-9][0-9_]*[eE][-+]?[0-9]+
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9].*)?
    | = | <<
    """,
    re.VERBOSE,
)


def read(file: Path, name: str) -> Parsed:
    """Read a YAML mapping from a file. ``name`` is the path that problems show.

    Raises ProblemError with every problem that can be found (none are found after a syntax error).
    """
    return parse(text_file.read(file, name), name)


def parse(text: str, name: str) -> Parsed:
    """Read a YAML mapping from text; see :func:`read`."""
    parsed = parse_on(text, name)
    if parsed.problems:
        raise ProblemError(parsed.problems)
    return parsed


def read_on(file: Path, name: str) -> Parsed:
    """Read a YAML mapping; problems that do not stop the reading are left in ``problems``.

    It is used for files that :func:`schema.validate` checks next, so that one run shows all
    problems. Raises ProblemError where reading had to stop.
    """
    return parse_on(text_file.read(file, name), name)


def parse_on(text: str, name: str) -> Parsed:
    """Read a YAML mapping from text; see :func:`read_on`."""
    parsed = Parsed(name, lines=text_file.lines_of(text))
    text_file.check(parsed.lines, name)
    reader = _Reader(parsed)
    try:
        reader.read(yaml.parse(text, Loader=_LOADER))
    except _StopReadingError as error:
        raise ProblemError(parsed.problems) from error
    except yaml.MarkedYAMLError as error:
        raise ProblemError(
            [*parsed.problems, yaml_syntax.problem(error, name, parsed.lines)]
        ) from error
    parsed.cut = cut_texts.found(parsed, reader.unquoted, reader.quoted)
    if not isinstance(parsed.value, dict):
        empty = parsed.value is None
        parsed.problems.append(
            parsed.problem(
                (),
                "yaml-empty" if empty else "wrong-type",
                tr("the file is empty")
                if empty
                else tr("the file is no group of 'key: value' lines"),
                tr("it holds 'key: value' lines, as the files that 'new' writes"),
            )
        )
        raise ProblemError(parsed.problems)
    return parsed


class _StopReadingError(Exception):
    """Raised when nothing after the last problem can be read reliably."""


class _Reader:
    """Builds values from the flat stream of YAML events.

    Nesting is limited to ``DEEPEST`` levels, so that it cannot exhaust the stack.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        #: Values without quotes and in quotes, with the line and column, from 0, where each ends.
        self.unquoted: dict[Trail, tuple[int, int]] = {}
        self.quoted: dict[Trail, tuple[int, int]] = {}

    def read(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event,
                        "yaml-documents",
                        tr("a second document starts here"),
                        tr("one file, one document: remove the '---' line"),
                    )
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.parsed.value = self._value(event, events, ())

    def _value(self, event: Any, events: Iterator[Any], trail: Trail) -> Any:
        self._check_marks(event)
        if isinstance(event, (yaml.AliasEvent, yaml.ScalarEvent)):
            self._place(self.parsed.values, trail, event.start_mark, event.end_mark)
            return self._scalar(event, trail) if isinstance(event, yaml.ScalarEvent) else None
        if len(trail) >= DEEPEST:
            self._refuse(
                event,
                "yaml-depth",
                tr("nested more than {deepest} levels deep", deepest=DEEPEST),
                tr("no document needs that: look for a stray '[' or '{'"),
            )
            raise _StopReadingError
        if isinstance(event, yaml.MappingStartEvent):
            value, end = self._mapping(events, trail)
        else:
            value, end = self._sequence(events, trail)
        self._place(self.parsed.values, trail, event.start_mark, end.end_mark)
        return value

    def _check_marks(self, event: Any) -> None:
        """Refuse aliases, and anchors and tags before a value or key."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                "yaml-alias",
                tr("the alias '*{anchor}' is not read here", anchor=event.anchor),
                tr("write the text out, or quote it if it starts with *"),
            )
            return
        if event.anchor:
            self._refuse(
                event,
                "yaml-alias",
                tr("the anchor '&{anchor}' is not read here", anchor=event.anchor),
                tr("remove it, or quote the text if it starts with &"),
            )
        if event.tag:
            self._refuse(
                event,
                "yaml-tag",
                tr("the tag '{tag}' is not read here", tag=event.tag),
                tr("remove it; content is text, never code"),
            )

    def _mapping(self, events: Iterator[Any], trail: Trail) -> tuple[Any, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            self._check_marks(event)
            if not isinstance(event, yaml.ScalarEvent):
                if not isinstance(event, yaml.AliasEvent):
                    self._refuse(
                        event,
                        "yaml-key",
                        tr("a key must be a word"),
                        tr("quote it or remove the brackets"),
                    )
                raise _StopReadingError
            key = event.value
            self._check_characters(event)
            if not event.style and _TYPED.fullmatch(key):
                self._refuse(
                    event,
                    "yaml-key",
                    tr("the key '{key}' is not text", key=key),
                    tr('quote it: "{text}"', text=key),
                )
            if key in result:
                self._refuse(
                    event,
                    "yaml-duplicate-key",
                    tr("the key '{key}' stands here twice", key=key),
                    tr("remove one of the two"),
                )
            self._place(self.parsed.keys, (*trail, key), event.start_mark, event.end_mark)
            result[key] = self._value(next(events), events, (*trail, key))
        return result, event

    def _sequence(self, events: Iterator[Any], trail: Trail) -> tuple[list[Any], Any]:
        result: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            result.append(self._value(event, events, (*trail, len(result))))
        return result, event

    def _scalar(self, event: Any, trail: Trail) -> Any:
        text: str = event.value
        self._check_characters(event)
        end = event.end_mark.line, event.end_mark.column
        if event.style:
            if event.style in "'\"":
                self.quoted[trail] = end
            return text
        if not text:
            return None
        self.unquoted[trail] = end
        self._check_list(event)
        typed: bool | int | float | None = None
        if text in ("true", "false"):
            typed = text == "true"
        elif len(text) <= _LONGEST_NUMBER and _WHOLE.fullmatch(text):
            typed = int(text)
        elif len(text) <= _LONGEST_NUMBER and _DECIMAL.fullmatch(text):
            typed = float(text)
        if typed is not None:
            self.parsed.written[trail] = text
            return typed
        if _TYPED.fullmatch(text):
            self._refuse(
                event,
                "yaml-ambiguous",
                tr(
                    "YAML may read {text} as a number, a date, yes/no or nothing",
                    text=shortened(text),
                ),
                tr('quote it: "{text}"', text=shortened(text)),
            )
        return text

    def _check_list(self, event: Any) -> None:
        """Refuse the lines of a list that YAML reads as one text."""
        start, end = event.start_mark, event.end_mark
        if end.line > start.line:
            lines = self.parsed.lines[start.line : end.line + 1]
            if found := list_lines.fault(lines, start.column):
                number, message, hint = found
                line = start.line + number
                indent = len(lines[number]) - len(lines[number].lstrip())
                column = indent if number else start.column
                self.parsed.problems.append(
                    Problem("yaml-list", message, hint, self.parsed.path, line + 1, column + 1)
                )

    def _check_characters(self, event: Any) -> None:
        """Refuse an unprintable character, which an escape in double quotes may stand for."""
        if found := text_file.unprintable(event.value):
            self._refuse(
                event,
                "yaml-character",
                tr("the escape of the character {code} stands here", code=found),
                tr("it cannot be seen or printed: remove it"),
            )

    def _place(self, places: dict[Trail, Spot], trail: Trail, start: Any, end: Any) -> None:
        last = end.line + (1 if end.column else 0)
        places[trail] = Spot(
            start.line + 1,
            start.column + 1,
            min(max(last, start.line + 1), len(self.parsed.lines)),
        )

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        mark = event.start_mark
        self.parsed.problems.append(
            Problem(code, message, hint, self.parsed.path, mark.line + 1, mark.column + 1)
        )
