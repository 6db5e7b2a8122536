"""Forms created from schemas: a new key of a schema is a new field without a change here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zines.base.language import mark, tr
from zines.manuscript import layouts
from zines.manuscript.groups import cell_values
from zines.manuscript.schemas import french_keys
from zines.manuscript.schemas.subschemas import subschema

#: Longer texts, in characters, are typed on several lines; those that are printed as typed may be
#: longer.
_ONE_LINE, _ONE_LINE_VERBATIM = 130, 200
#: Types that a form can show; if a schema allows several, the first of these is used.
_SHAPES = ("object", "array", "string", "number", "integer", "boolean")
#: The kind of a field for a single value, by its type.
_SINGLE = {"string": "line", "number": "number", "integer": "number", "boolean": "tick"}
#: Values of fields that are left out of a file.
EMPTY: tuple[Any, ...] = ("", None, [], {})
_DEEPEST = 4
#: A line between two stars on each side, as strong text in Markdown.
_STARS = re.compile(r"\*\*(.+)\*\*")
#: A day in the French form, and in the form of files.
_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
#: A whole number; nobody types more digits.
_WHOLE = re.compile("-?[0-9]{1,18}")
_QUOTES = "\"'“”«» \u00a0\u202f"
_DAYS = mark("It is typed as 29/11/2026, or as 2026-11-29.")
_MARKS = mark(
    "One line each; two stars on each side, as **this**, for the one that is seen from afar."
)


@dataclass(frozen=True)
class FormField:
    """One field of a form; ``name`` is the path of its value, such as ``hours.0.days``.

    ``kind``: line, text, date, choice, tick, number, colour, picture, site (a web address), group
    (of ``fields``), list (of at most ``most`` items, each with ``fields``), words (a list of texts,
    one per line) or yaml. With ``marked``, a line of words between two stars on each side has that
    key in the file. ``labels`` are the names of its choices, where they differ from their values.
    """

    name: str
    label: str
    help: str
    kind: str
    choices: tuple[str, ...] = ()
    needed: bool = False
    most: int = 0
    fields: tuple[FormField, ...] = field(default=())
    marked: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The key of its value in its group."""
        return self.name.rpartition(".")[2]


def group_fields() -> tuple[FormField, ...]:
    """Return the fields of the edition of a group."""
    return fields_of(layouts.shipped_schema("organisation"), leave_out=("kind", "extends"))


def fields_of(schema: Mapping[str, Any], *, leave_out: Iterable[str] = ()) -> tuple[FormField, ...]:
    """Return the fields of the properties of a schema, in its order."""
    return _fields(schema, schema, "", tuple(leave_out), 0)


def _fields(
    rules: Mapping[str, Any],
    root: Mapping[str, Any],
    start: str,
    leave_out: tuple[str, ...],
    depth: int,
) -> tuple[FormField, ...]:
    needed = rules.get("required", ())
    found = []
    for key, inner in rules.get("properties", {}).items():
        if key in leave_out:
            continue
        one = _field(key, subschema(inner, root), root, f"{start}{key}", key in needed, depth)
        if one:
            found.append(one)
    return tuple(found)


def _field(
    key: str, rules: Mapping[str, Any], root: Mapping[str, Any], name: str, needed: bool, depth: int
) -> FormField | None:
    """Return the field of one key, None for a type that a form cannot show."""
    kinds = rules.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    possible = [one for one in kinds if one != "object" or rules.get("properties")]
    shape = next((one for one in _SHAPES if one in possible), "")
    # Titles are written for forms; descriptions are also on the file.
    title = str(rules.get("title", ""))
    label = tr(title) if title else french_keys.label(key)
    help_text = "" if title else tr(str(rules.get("description", "")))
    plain = FormField(name, label, help_text, "", needed=needed)
    if shape == "object" and depth < _DEEPEST:
        fields = _fields(rules, root, f"{name}.", (), depth + 1)
        return replace(plain, kind="group", fields=fields) if fields else None
    if shape == "array" and depth < _DEEPEST:
        inner = subschema(rules.get("items", {}), root)
        plain = replace(plain, most=int(rules.get("maxItems", 20)))
        if inner.get("type") == "object":
            return replace(plain, kind="list", fields=_fields(inner, root, "", (), depth + 1))
        marked = _marked(inner)
        added = tr(_MARKS) if marked else ""
        return replace(_helped(plain, added), kind="words", marked=marked)
    if shape not in _SINGLE:
        return None
    kind, choices = _kind(shape, rules), tuple(str(one) for one in rules.get("enum", ()))
    added = tr(_DAYS) if kind == "date" else ""
    return replace(_helped(plain, added), kind=kind, choices=choices)


def _helped(plain: FormField, added: str) -> FormField:
    return replace(plain, help=f"{plain.help} {added}".strip()) if added else plain


def _kind(shape: str, rules: Mapping[str, Any]) -> str:
    """Return the kind of the field of a single value."""
    form = rules.get("format")
    if rules.get("enum"):
        return "choice"
    if "#[0-9A-Fa-f]{6}" in str(rules.get("pattern", "")):
        return "colour"
    if "https?://" in str(rules.get("pattern", "")):
        return "site"
    if form in ("picture", "date"):
        return str(form)
    one_line = _ONE_LINE_VERBATIM if form == "verbatim" else _ONE_LINE
    return "text" if form == "body" or rules.get("maxLength", 0) > one_line else _SINGLE[shape]


def _marked(rules: Mapping[str, Any]) -> str:
    """Return the only key of items that are a text or an object with one text; else empty text."""
    offered = rules.get("properties", {})
    both = rules.get("type") == ["string", "object"]
    return next(iter(offered)) if both and len(offered) == 1 else ""


def values_of(fields: Iterable[FormField], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the typed texts as the tree of a YAML file, without empty values.

    ``typed`` gives each text by the name of its field; names contain the index of items of lists.
    """
    return _tree([(one, one.name) for one in fields], typed)


def _tree(named: Iterable[tuple[FormField, str]], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of fields, each with the name of its texts, by key."""
    values = ((one.key, _value(one, name, typed)) for one, name in named)
    return {key: value for key, value in values if value not in EMPTY}


def _value(one: FormField, name: str, typed: Mapping[str, str]) -> Any:
    def inside(start: str) -> dict[str, Any]:
        return _tree([(inner, f"{start}.{inner.key}") for inner in one.fields], typed)

    if one.kind == "group":
        return inside(name)
    if one.kind == "list":
        rows = (inside(f"{name}.{index}") for index in range(one.most))
        return [row for row in rows if row]
    text = typed.get(name, "").replace("\r\n", "\n").strip()
    if one.kind == "words":
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [_of_line(line, one.marked) for line in lines]
    if one.kind == "tick":
        return True if text else None
    if one.kind == "number":
        return int(text) if _WHOLE.fullmatch(text) else text
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


def _of_line(line: str, marked: str) -> Any:
    """Return a line as in the file: a line in stars is an object with the key ``marked``."""
    found = _STARS.fullmatch(line) if marked else None
    return {marked: found[1].strip()} if found else line


def typed_in(one: FormField, value: Any) -> dict[str, str]:
    """Return the texts of one field by their names, as :func:`typed_of`, with stars for marks."""
    if not one.marked or not isinstance(value, list):
        return typed_of(value, one.name)
    lines = []
    for item in value:
        if isinstance(item, Mapping) and [*item] == [one.marked]:
            lines.append(f"**{item[one.marked]}**")
        else:
            lines.append(str(item))
    return {one.name: "\n".join(lines)}


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
