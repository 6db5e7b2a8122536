"""YAML into plain values that remember where they stood. The only module that names yaml.

The subset is narrow on purpose: no anchors, tags, merge keys or second document, and no plain
scalar that YAML 1.1 and 1.2 read differently, since what an author sees must be what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from zines.manuscript.parsed import Parsed, Spot, Trail
from zines.problems import Problem, ProblemError

LARGEST_FILE = 1024 * 1024
DEEPEST = 16

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
#: What YAML 1.1 or the 1.2 core schema would turn into something else than text.
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
    """Read a YAML mapping. ``name`` is the path that problems show.

    Raises ProblemError with every problem of the file that can be seen (after a syntax error
    nothing more can).
    """
    return parse(_text_of(file, name), name)


def parse(text: str, name: str) -> Parsed:
    """Read a YAML mapping from text; see :func:`read`."""
    parsed = Parsed(name, lines=text.splitlines() or [""])
    for number, shown in enumerate(parsed.lines, 1):
        if "\t" in shown:
            raise ProblemError(
                [
                    Problem(
                        "yaml-tab",
                        "a tab character stands here",
                        "use spaces instead",
                        name,
                        number,
                        shown.index("\t") + 1,
                    )
                ]
            )
    reader = _Reader(parsed)
    try:
        reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = " ".join(filter(None, [error.context, error.problem])) or "not YAML"
        reader.problems.append(
            Problem("yaml-syntax", message, _syntax_hint(message), name, line, column)
        )
    except yaml.YAMLError as error:
        message = str(error).split("\n")[0]
        position = getattr(error, "position", None)
        if position is None:
            found = re.search(r"position (\d+)", str(error))
            position = int(found[1]) if found else 0
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        reader.problems.append(
            Problem("yaml-syntax", message, "remove the character", name, line, column)
        )
    if reader.problems:
        raise ProblemError(reader.problems)
    if not isinstance(parsed.value, dict):
        message = "the file is empty" if parsed.value is None else "the file is not a mapping"
        raise ProblemError(
            [
                Problem(
                    "yaml-empty",
                    message,
                    "it holds 'key: value' lines; see an example.yaml",
                    name,
                    1,
                    1,
                )
            ]
        )
    return parsed


def _text_of(file: Path, name: str) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ProblemError(
            [Problem("file-unreadable", f"cannot be read: {reason}", path=name)]
        ) from error
    if len(raw) > LARGEST_FILE:
        raise ProblemError(
            [
                Problem(
                    "file-too-large",
                    "the file is larger than 1 MiB",
                    "a document is text only; pictures are named by their path",
                    name,
                )
            ]
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise ProblemError(
            [
                Problem(
                    "file-not-utf8",
                    "the file is not UTF-8 here",
                    "save it again with the encoding UTF-8",
                    name,
                    line,
                    column,
                )
            ]
        ) from error


def _syntax_hint(message: str) -> str:
    if "mapping values are not allowed" in message:
        return "a text that contains ': ' is quoted, or starts on the next line after '>-'"
    if "found character" in message and "cannot start" in message:
        return "quote a text that starts with @, %, ` or another sign"
    if "alias" in message or "anchor" in message:
        return "quote a text that starts with & or *"
    return "check the indentation and the quotes"


class _Reader:
    """Turns the flat stream of YAML events into values, so that nesting cannot exhaust a stack."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event,
                        "yaml-documents",
                        "a second document starts here",
                        "one file, one document: remove the '---' line",
                    )
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.parsed.value = self._value(event, events, ())

    def _value(self, event: Any, events: Iterator[Any], trail: Trail) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                "yaml-alias",
                f"the alias '*{event.anchor}' is not read here",
                "write the text out, or quote it if it starts with *",
            )
            return None
        if event.anchor:
            self._refuse(
                event,
                "yaml-alias",
                f"the anchor '&{event.anchor}' is not read here",
                "remove it, or quote the text if it starts with &",
            )
        if event.tag not in (None, "!"):
            self._refuse(
                event,
                "yaml-tag",
                f"the tag '{event.tag}' is not read here",
                "remove it; content is text, never code",
            )
        if isinstance(event, yaml.ScalarEvent):
            self._place(self.parsed.values, trail, event.start_mark, event.end_mark)
            return self._scalar(event)
        if len(trail) >= DEEPEST:
            raise ProblemError(
                [
                    self._problem(
                        event,
                        "yaml-depth",
                        f"nested more than {DEEPEST} levels deep",
                        "no document needs that: look for a stray '[' or '{'",
                    )
                ]
            )
        if isinstance(event, yaml.MappingStartEvent):
            value, end = self._mapping(events, trail)
        else:
            value, end = self._sequence(events, trail)
        self._place(self.parsed.values, trail, event.start_mark, end.end_mark)
        return value

    def _mapping(self, events: Iterator[Any], trail: Trail) -> tuple[Any, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise ProblemError(
                    [
                        self._problem(
                            event,
                            "yaml-key",
                            "a key must be a word",
                            "quote it or remove the brackets",
                        )
                    ]
                )
            key = event.value
            if not event.style and _TYPED.fullmatch(key):
                self._refuse(
                    event, "yaml-key", f"the key '{key}' is not text", f'quote it: "{key}"'
                )
            if key in result:
                self._refuse(
                    event,
                    "yaml-duplicate-key",
                    f"the key '{key}' stands here twice",
                    "remove one of the two",
                )
            self._place(self.parsed.keys, (*trail, key), event.start_mark, event.end_mark)
            result[key] = self._value(next(events), events, (*trail, key))
        return result, event

    def _sequence(self, events: Iterator[Any], trail: Trail) -> tuple[list[Any], Any]:
        result: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            result.append(self._value(event, events, (*trail, len(result))))
        return result, event

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style:
            return text
        if text in ("true", "false"):
            return text == "true"
        if text in ("", "null", "~"):
            return None
        if _WHOLE.fullmatch(text) and len(text) < 16:
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _TYPED.fullmatch(text):
            self._refuse(
                event,
                "yaml-ambiguous",
                f"YAML may read {text} as a number, a date or yes/no",
                f'quote it: "{text}"',
            )
        return text

    def _place(self, places: dict[Trail, Spot], trail: Trail, start: Any, end: Any) -> None:
        last = end.line + (1 if end.column else 0)
        places[trail] = Spot(
            start.line + 1,
            start.column + 1,
            min(max(last, start.line + 1), len(self.parsed.lines)),
        )

    def _problem(self, event: Any, code: str, message: str, hint: str) -> Problem:
        mark = event.start_mark
        return Problem(code, message, hint, self.parsed.path, mark.line + 1, mark.column + 1)

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        self.problems.append(self._problem(event, code, message, hint))
