"""Values of forms: what a file has for the typed texts, and the texts that a form shows for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from zines.base.language import tr
from zines.manuscript import soft_breaks
from zines.manuscript.groups import cell_values
from zines.workshop.atelier import form_schema
from zines.workshop.atelier.form_schema import FormField

#: Values of fields that are left out of a file.
EMPTY: tuple[Any, ...] = ("", None, [], {})
#: A line between two stars on each side, as strong text in Markdown.
_STARS = re.compile(r"\*\*(.+)\*\*")
_BULLET = "- "
#: A day in the French form, and in the form of files.
_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
#: A whole number; nobody types more digits.
_WHOLE = re.compile("-?[0-9]{1,18}")
_QUOTES = "\"'“”«» \u00a0\u202f"
#: A number with digits after its point, or its comma.
_DECIMAL = re.compile("-?[0-9]{1,9}[.,][0-9]{1,9}")
#: The numbers of a list, as a form has them or as a file has them: 2, 2, 4 or [2, 2, 4].
_LISTED = re.compile(r"[^\s,;\[\]]+")


def values_of(
    fields: Iterable[FormField], typed: Mapping[str, str], *, flowing: bool = True
) -> dict[str, Any]:
    """Return the typed texts as the tree of a YAML file, without empty values.

    ``typed`` gives each text by the name of its field; names contain the index of items of lists.
    Unless ``flowing``, line breaks in paragraphs are those of the file, as in :func:`typed_in`.
    """
    return _tree([(one, one.name) for one in fields], typed, _rows_in(typed), flowing)


def _rows_in(typed: Mapping[str, str]) -> dict[str, set[int]]:
    """Return the indexes of the items that have texts, by the name of their list.

    (A booklet has lists in lists in lists, of up to 80 items each: all of them would be 512,000.)
    """
    found: dict[str, set[int]] = {}
    for name, text in typed.items():
        parts = name.split(".") if text else []
        for place, part in enumerate(parts):
            if place and _WHOLE.fullmatch(part):
                found.setdefault(".".join(parts[:place]), set()).add(int(part))
    return found


def _tree(
    named: Iterable[tuple[FormField, str]],
    typed: Mapping[str, str],
    rows: Mapping[str, set[int]],
    flowing: bool,
) -> dict[str, Any]:
    """Return the values of fields, each with the name of its texts, by key."""
    values = ((one.key, _value(one, name, typed, rows, flowing)) for one, name in named)
    return {key: value for key, value in values if value not in EMPTY}


def _value(
    one: FormField,
    name: str,
    typed: Mapping[str, str],
    rows: Mapping[str, set[int]],
    flowing: bool,
) -> Any:
    def inside(start: str) -> dict[str, Any]:
        named = [(inner, f"{start}.{inner.key}") for inner in one.fields]
        return _tree(named, typed, rows, flowing)

    if one.kind == "group":
        return inside(name)
    if one.kind == "list":
        numbers = sorted(index for index in rows.get(name, ()) if 0 <= index < one.most)
        items = (inside(f"{name}.{index}") for index in numbers)
        return [item[one.short] if [*item] == [one.short] else item for item in items if item]
    text = typed.get(name, "").replace("\r\n", "\n").strip()
    return soft_breaks.with_breaks(text) if one.flows and flowing else _of_text(one, text)


def _of_text(one: FormField, text: str) -> Any:
    """Return the value of a field that has one text."""
    if one.kind == "words":
        return [_of_line(line, one.marked) for line in _lines(text)]
    if one.kind == "tick":
        return True if text else None
    if one.kind == "numbers":
        return [_number(word) for word in _LISTED.findall(text)]
    if one.kind == "count" and text.lower() in (form_schema.THE_REST, tr(form_schema.THE_REST)):
        return form_schema.FILL
    if one.kind in ("number", "count"):
        return _number(text)
    if one.kind == "site":
        return cell_values.web_address(text)
    return day_of(text) if one.kind == "date" else text


def day_of(text: str) -> str:
    """Return a day in the form of files: 29/11/2026 gives 2026-11-29; other texts are unchanged.

    Quotes around the day, straight or French, are removed: users copy them from files.
    """
    bare = text.strip(_QUOTES)
    if french := _DAY.fullmatch(bare):
        day, month, year = french.groups()
    elif written := _ISO_DAY.fullmatch(bare):
        year, month, day = written.groups()
    else:
        return text
    return f"{year}-{month:0>2}-{day:0>2}"


def _lines(text: str) -> list[str]:
    """Return the lines of a text; of a list, without its bullets, as each line is an item."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.startswith(_BULLET) for line in lines):
        return lines
    return [line.removeprefix(_BULLET).strip() for line in lines]


def _number(text: str) -> Any:
    """Return a typed number; other texts are unchanged, for the check to refuse."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else text


def _of_line(line: str, marked: str) -> Any:
    """Return a line as in the file: a line in stars is an object with the key ``marked``."""
    found = _STARS.fullmatch(line) if marked else None
    return {marked: found[1].strip()} if found else line


def _as_line(item: Any, marked: str) -> str:
    """Return the line of an item of a file: what :func:`_of_line` turns back."""
    is_marked = isinstance(item, Mapping) and [*item] == [marked]
    return f"**{item[marked]}**" if is_marked else str(item)


def typed_in(one: FormField, value: Any, name: str = "", *, flowing: bool = True) -> dict[str, str]:
    """Return the texts of one field by their names, as its form shows them at first.

    ``name`` is the name of the field where it is not its own: that of an item of a list. Unless
    ``flowing``, paragraphs keep the line breaks of the file.
    """
    name = name or one.name
    if one.kind == "group" and isinstance(value, Mapping):
        return _typed_inside(one, value, name, flowing)
    if one.kind == "list" and isinstance(value, list):
        found: dict[str, str] = {}
        for index, item in enumerate(value):
            whole = {one.short: item} if one.short and isinstance(item, str) else item
            found |= _typed_inside(one, whole, f"{name}.{index}", flowing)
        return found
    if one.flows and flowing and isinstance(value, str):
        return {name: soft_breaks.unwrapped(value.strip("\n"))}
    if one.kind == "count" and value == form_schema.FILL:
        return {name: tr(form_schema.THE_REST)}
    if one.kind == "numbers" and isinstance(value, list):
        return {name: ", ".join(map(str, value))}
    if one.marked and isinstance(value, list):
        return {name: "\n".join(_as_line(item, one.marked) for item in value)}
    return typed_of(value, name)


def _typed_inside(one: FormField, value: Any, name: str, flowing: bool) -> dict[str, str]:
    """Return the texts of the fields in a group, or in an item of a list, of this ``name``."""
    if not isinstance(value, Mapping):
        return typed_of(value, name)
    known = {inner.key: inner for inner in one.fields}
    found: dict[str, str] = {}
    for key, inner in value.items():
        own = f"{name}.{key}"
        if key in known:
            found |= typed_in(known[key], inner, own, flowing=flowing)
        else:
            found |= typed_of(inner, own)
    return found


def as_shown(one: FormField, value: Any) -> Any:
    """Return a value of a file as the form gives it back where nobody has changed it."""
    return values_of([one], typed_in(one, value)).get(one.key)


def typed_of(value: Any, name: str = "") -> dict[str, str]:
    """Return the texts of a tree by the names of their fields, as a form shows them at first."""
    if isinstance(value, Mapping):
        found: dict[str, str] = {}
        for key, inner in value.items():
            found |= typed_of(inner, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(value, list):
        if any(isinstance(one, Mapping) for one in value):
            found = {}
            for index, inner in enumerate(value):
                found |= typed_of(inner, f"{name}.{index}")
            return found
        return {name: "\n".join(str(one) for one in value)}
    if value is None or value is False:
        return {}
    return {name: "on" if value is True else str(value).strip("\n")}
