"""Conversion of a text to the fields of a form, and of a form to the text.

Values that a form cannot show as fields are shown as YAML, or kept in the file: nothing is lost.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from zines.base.problems import ProblemError
from zines.manuscript.yaml_files import yaml_reader, yaml_writer
from zines.workshop.atelier import field_values, form_schema
from zines.workshop.atelier.form_schema import FormField

#: Keys that a form does not show and that the file keeps.
_KEPT = ("layout", "fields")
#: A field with more characters, or more texts, is not in the form: it is edited in the file.
_LONGEST, _MOST = 120_000, 400
#: The most characters of one text of a form, and of all of them together.
_LONGEST_TEXT, _LONGEST_FORM = 40_000, 150_000


def form_of(
    schema: Mapping[str, Any], tree: Mapping[str, Any]
) -> tuple[tuple[FormField, ...], dict[str, str], tuple[str, ...]]:
    """Return the fields of a text, the texts in them, and the labels of fields left to the file."""
    fields: list[FormField] = []
    typed: dict[str, str] = {}
    left_out: list[str] = []
    total = 0
    for plain in plain_fields(schema):
        one, own = _shown(plain, tree.get(plain.name))
        size = sum(map(len, own.values()))
        longest = max(map(len, own.values()), default=0)
        too_long = size > _LONGEST or longest > _LONGEST_TEXT or total + size > _LONGEST_FORM
        if too_long or len(own) > _MOST:
            left_out.append(one.label)
            continue
        total += size
        fields.append(one)
        typed |= own
    return tuple(fields), typed, tuple(left_out)


def plain_fields(schema: Mapping[str, Any]) -> tuple[FormField, ...]:
    """Return the fields of all texts of a layout, none of them in YAML."""
    return form_schema.fields_of(schema, leave_out=_KEPT)


def _shown(plain: FormField, value: Any) -> tuple[FormField, dict[str, str]]:
    """Return the field that can show a value, and the texts in it.

    It is a field in YAML if the plain field would lose something; of a group, only the inner fields
    that would are in YAML.
    """
    own = field_values.typed_in(plain, value)
    # (Days and missing values need no comparison: a form can always show them.)
    if value is None or (plain.kind == "date" and isinstance(value, str)):
        return plain, own
    exact = field_values.typed_in(plain, value, flowing=False)
    if field_values.values_of([plain], exact, flowing=False).get(plain.key) == _bare(value):
        return plain, own
    if plain.kind == "group" and isinstance(value, Mapping) and value:
        inner = {one.key: one for one in plain.fields}
        if set(value) <= set(inner):
            shown = [_shown(one, value.get(key)) for key, one in inner.items()]
            texts = {name: text for _, part in shown for name, text in part.items()}
            return replace(plain, fields=tuple(one for one, _ in shown)), texts
    return replace(plain, kind="yaml", choices=(), fields=()), {plain.name: _as_yaml(value)}


def laid_over(
    fields: Iterable[FormField],
    tree: Mapping[str, Any],
    typed: Mapping[str, str],
    raw: Mapping[str, str],
) -> dict[str, Any]:
    """Return a tree with the typed texts of these fields; ``raw`` are texts in YAML.

    What was typed says which fields were in YAML: that of a draft may differ from its file.
    """
    whole = dict(tree)
    for one in fields:
        name = one.name
        value = _laid(one, tree.get(name), typed, raw)
        # (A value that was not changed in the form, or is not in it, stays as it was written.)
        if value is tree.get(name):
            continue
        if value in field_values.EMPTY:
            whole.pop(name, None)
        elif value != _bare(tree.get(name)):
            whole[name] = value
    return whole


def _laid(one: FormField, old: Any, typed: Mapping[str, str], raw: Mapping[str, str]) -> Any:
    """Return the value of a field as typed; ``old`` is its value in the file."""
    if one.name in raw:
        return _from_yaml(raw[one.name])
    start = f"{one.name}."
    sent = any(key == one.name or key.startswith(start) for key in (*typed, *raw))
    if one.kind == "yaml" or not (sent or one.kind == "tick"):
        return old
    if one.kind != "group":
        made = field_values.values_of([one], typed).get(one.key)
        shown = field_values.as_shown(one, old)
        return _as_written(made, shown, old)
    before = old if isinstance(old, Mapping) else {}
    found = {inner.key: _laid(inner, before.get(inner.key), typed, raw) for inner in one.fields}
    return {key: value for key, value in found.items() if value not in field_values.EMPTY}


def _as_written(made: Any, shown: Any, old: Any) -> Any:
    """Return a typed value with the parts that nobody changed as the file has them.

    ``shown`` is what the form gives back for ``old``, the value in the file.
    """
    if made == shown:
        return old
    if isinstance(made, Mapping) and isinstance(shown, Mapping) and isinstance(old, Mapping):
        return {key: _as_written(one, shown.get(key), old.get(key)) for key, one in made.items()}
    if isinstance(made, str) and isinstance(shown, str) and isinstance(old, str) and "\n\n" in old:
        paragraphs = [one.split("\n\n") for one in (made, shown, old.strip("\n"))]
        return "\n\n".join(_as_written(*paragraphs))
    lists = isinstance(made, list) and isinstance(shown, list) and isinstance(old, list)
    if not lists or len(shown) != len(old):
        return made
    start, end = yaml_writer.equal_ends(shown, made)
    last, typed = len(old) - end, made[start : len(made) - end]
    changed = [
        _as_written(one, *(before or (None, None)))
        for one, before in zip_longest(typed, zip(shown[start:last], old[start:last], strict=True))
    ]
    return [*old[:start], *changed[: len(typed)], *old[last:]]


def _bare(value: Any) -> Any:
    """Return a tree as a form returns it: without space around texts."""
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def _as_yaml(value: Any) -> str:
    """Return a value as the YAML of a file."""
    text = yaml_writer.changed("", {"x": value})
    return textwrap.dedent(text.removeprefix("x:").strip("\n")).strip()


def _from_yaml(text: str) -> Any:
    """Return the value of typed YAML; for wrong YAML the text itself, which the check refuses."""
    text = text.replace("\r\n", "\n").strip("\n")
    try:
        value = yaml_reader.parse("x:\n" + textwrap.indent(text, "  ") + "\n", "x").value
    except ProblemError:
        return text
    return value.get("x") if isinstance(value, dict) else text
