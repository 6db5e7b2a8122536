"""Problems of a file with the fields of its form in which they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, problems_of
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed
from zines.workshop.atelier import plain_words
from zines.workshop.atelier.form_schema import FormField
from zines.workshop.project import Project

#: The key in "the key 'title' is missing", in French "il manque la clé « titre »".
_QUOTED = re.compile(r"'([^']+)'|«\s([^»]+)\s»")


@dataclass(frozen=True)
class FieldProblem:
    """A problem, and the name of the form field where it can be corrected, or an empty name."""

    problem: Problem
    field: str = ""

    def with_labels(self, fields: Iterable[FormField]) -> Problem:
        """Return the problem in the words of a form: labels in place of keys, days as typed there.

        A problem in none of its ``fields``, or in a field that is typed as YAML, is unchanged.
        """
        known = {one.name: one for one in fields}
        own = known.get(self.field.partition(".")[0])
        if own is None or own.kind == "yaml":
            return self.problem
        labels = {one.name: one.label for one in known.values()} | _labels(own)
        problem, code = self.problem, self.problem.code
        quoted = [*_QUOTED.finditer(problem.message)]
        if code != "missing-key":
            problem = replace(problem, message=_labelled(problem.message, quoted[:1], labels))
        elif len(quoted) != 1:
            problem = replace(problem, message=_labelled(problem.message, quoted, labels))
        elif label := labels.get(_key(quoted[0])):
            problem = replace(problem, message=tr("'{label}' is missing", label=label))
        if quoted and problem.hint == tr("add a line '{key}: ...'", key=_word(quoted[0])):
            problem = replace(problem, hint=tr("fill in this field"))
        if own.kind == "date" and code in ("wrong-form", "missing-key"):
            problem = replace(problem, hint=tr("a day is typed as 29/11/2026"))
        return problem

    def in_form(self, fields: Iterable[FormField]) -> FieldProblem:
        """Return the problem in the words of a form, with the name of the field to type in.

        The name is empty if none of its ``fields`` has the problem.
        """
        shown = tuple(fields)
        return FieldProblem(plain_words.problem(self.with_labels(shown)), self._place(shown))

    def _place(self, fields: tuple[FormField, ...]) -> str:
        # (The problem of a missing key is placed at the value that holds it, or at one beside it.)
        missing = _QUOTED.search(self.problem.message)
        if self.problem.code == "missing-key" and missing:
            for around in (self.field, self.field.rpartition(".")[0]):
                if (place := control_of(fields, name := f"{around}.{_key(missing)}")) == name:
                    return place
        return control_of(fields, self.field)


def of_error(error: Exception, field: str = "") -> tuple[FieldProblem, ...]:
    """Return the problems that an error reports, all in one field, or in none."""
    return tuple(FieldProblem(one, field) for one in problems_of(error))


def control_of(fields: Iterable[FormField], path: str) -> str:
    """Return the name of the field where the value at a path of the file is typed, or near it.

    Of an item of a list, it is the first field that is needed; empty for a path that is in none.
    """
    parts, inner, name = [part for part in path.split(".") if part], tuple(fields), ""
    while inner:
        one = next((one for one in inner if parts and one.key == parts[0]), None)
        if one is None and not name:
            return ""
        parts = parts[1:] if one else []
        one = one or next((one for one in inner if one.needed), inner[0])
        name = f"{name}.{one.key}" if name else one.key
        if one.kind == "list":
            name = f"{name}.{parts[0] if parts else 0}"
            parts = parts[1:]
        inner = one.fields
    return name


def _labels(one: FormField) -> dict[str, str]:
    """Return the labels of a field and of its inner fields, by their keys."""
    found = {one.key: one.label}
    for inner in one.fields:
        found |= _labels(inner)
    return found


def _labelled(message: str, quoted: Iterable[re.Match[str]], labels: Mapping[str, str]) -> str:
    """Return a message with labels in place of these keys, where they are known."""
    for one in reversed([*quoted]):
        if label := labels.get(_key(one)):
            start, end = one.span(1) if one[1] else one.span(2)
            message = f"{message[:start]}{label}{message[end:]}"
    return message


def _key(quoted: re.Match[str]) -> str:
    """Return the key that a message quotes, in English as in schemas."""
    return french_keys.table().get(_word(quoted), _word(quoted))


def _word(quoted: re.Match[str]) -> str:
    return quoted[1] or quoted[2]


def field_of(problem: Problem, edition: Path | None, text: Path | None, project: Project) -> str:
    """Return the name of the form field of a problem, or an empty text.

    ``edition`` and ``text`` are the files that the forms of the page show.
    """
    if text and problem.path == project.named(text):
        return _field_of_text(problem, text, project)
    if edition is None or problem.path != project.named(edition):
        return ""
    if problem.code == "imprint":
        quoted = _QUOTED.search(problem.message)
        return _key(quoted) if quoted else "address"
    try:
        parsed = yaml_reader.read_on(edition, problem.path)
    except (ProblemError, OSError):
        return ""
    french_keys.rename(parsed, layouts.shipped_schema("organisation"))
    return _field_at(problem, parsed)


def _field_of_text(problem: Problem, file: Path, project: Project) -> str:
    try:
        parsed = yaml_reader.read_on(file, problem.path)
        french_keys.rename(parsed, layouts.shipped_schema("document"))
        folders = project.search_path("layouts")
        layout = layouts.load(
            folders, layouts.named(folders, parsed.value["layout"]), project.named
        )
        french_keys.rename(parsed, layout.schema)
    except (ProblemError, OSError, KeyError, TypeError):
        return ""
    missing = _QUOTED.search(problem.message)
    if problem.code == "missing-key" and missing:
        key = _key(missing)
        if key in layout.schema.get("required", ()) and key not in parsed.value:
            return key
    return _field_at(problem, parsed)


def _field_at(problem: Problem, parsed: Parsed) -> str:
    """Return the path of the innermost value of a file at the line of a problem, or empty text."""
    inside = [
        trail
        for places in (parsed.values, parsed.keys)
        for trail, spot in places.items()
        if trail and spot.line <= problem.line <= spot.last_line
    ]
    best = max(inside, key=lambda trail: (parsed.spot(trail).line, len(trail)), default=())
    return ".".join(map(str, best))
