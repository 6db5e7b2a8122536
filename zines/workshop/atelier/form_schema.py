"""Forms created from schemas: a new key of a schema is a new field without a change here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zines.base.language import mark, tr
from zines.manuscript import layouts
from zines.manuscript.groups import postal_address
from zines.manuscript.schemas import french_keys, french_values
from zines.manuscript.schemas.subschemas import subschema

#: Longer texts, in characters, are typed on several lines; those that are printed as typed may be
#: longer.
_ONE_LINE, _ONE_LINE_VERBATIM = 130, 200
#: How a text names a source, by its format: by a mark in brackets, or by its bare name.
_NAMES_SOURCES = {"body": "mark", "line": "mark", "source": "name", "code": "name"}
#: Types that a form can show; if a schema allows several, the first of these is used.
_SHAPES = ("object", "array", "string", "number", "integer", "boolean")
#: The kind of a field for a single value, by its type.
_SINGLE = {"string": "line", "number": "number", "integer": "number", "boolean": "tick"}
_DEEPEST = 4
#: The most items of a list whose schema has no limit: the shipped dictionary has 40 entries.
_MOST_ITEMS = 80
#: The types of items that are a text, or an object with this text.
_TEXT_OR_MORE = ["string", "object"]
#: A list of numbers as a file has it, [30, 60]; a form takes 30, 60.
_BRACKETS = re.compile(r"\[([0-9, ]+)\]")
#: The word of files for as many lines as there is room for, and the words that a form has for it.
FILL, THE_REST = "fill", mark("the rest")
_FILL_IN_HELP = re.compile(r"\bfill\b")
#: A day as a file has it, in quotes, as "2026-11-24".
_QUOTED_DAY = re.compile(r',[^,;"]*"\d{4}-\d\d-\d\d"')
_PICTURE = mark(
    "The button above fills this in; empty it to take the picture away. What a camera adds (place, "
    "day) does not go into the PDFs."
)
_DAYS = mark("It is typed as 29/11/2026, or as 2026-11-29.")
_MARKS = mark(
    "One line each; two stars on each side, as **this**, for the one that is seen from afar."
)


@dataclass(frozen=True)
class FormField:
    """One field of a form; ``name`` is the path of its value, such as ``hours.0.days``.

    ``kind``: line, text, date, choice, tick, number, colour, picture, site (a web address), group
    (of ``fields``), list (of at most ``most`` items, each with ``fields``), words (a list of texts,
    one per line), numbers (a list of them, on one line), count (a whole number, or a word) or yaml.
    With ``marked``, a line of words between two stars on each side has that key in the file; with
    ``short``, an item of a list that has only that key is a text in the file. ``labels`` are the
    names of its choices, where they differ from their values. ``flows``: its text is CommonMark,
    where a line break within a paragraph is a space. ``needed_by`` are the choices of the field
    ``kind`` beside it that need it. ``cites``: it can name a source, by a ``mark`` in brackets
    or by its bare ``name``; empty if it cannot.
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
    short: str = ""
    flows: bool = False
    needed_by: tuple[str, ...] = ()
    cites: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The key of its value in its group."""
        return self.name.rpartition(".")[2]

    @property
    def words(self) -> frozenset[str]:
        """Its choices as helps name them, in the language in use."""
        return frozenset(french_values.shown(self.key, one, self.choices) for one in self.choices)

    @property
    def is_drawing(self) -> bool:
        """Whether it names a drawing of layouts/lib/drawings/."""
        return self.kind == "choice" and self.key == "drawing"


def group_fields() -> tuple[FormField, ...]:
    """Return the fields of the edition of a group; post code and town end its address."""
    left_out = ("kind", "extends", *postal_address.APART)
    return fields_of(layouts.shipped_schema("organisation"), leave_out=left_out)


def fields_of(schema: Mapping[str, Any], *, leave_out: Iterable[str] = ()) -> tuple[FormField, ...]:
    """Return the fields of the properties of a schema, in its order."""
    return _fields(schema, schema, "", tuple(leave_out), 0)


def inside(fields: Iterable[FormField], path: str) -> tuple[FormField, ...]:
    """Return the fields inside a group, or inside an item of a list, at a path of ``fields``.

    The path is as in a file: ``chapters.0.picture``. It is empty for a path that has none.
    """
    found = tuple(fields)
    for part in path.split("."):
        if not part.isdecimal():
            found = next((one.fields for one in found if one.key == part), ())
    return found


def named(fields: Iterable[FormField], name: str) -> FormField | None:
    """Return the field with a full name, such as ``chapters.0.drawing``; None if there is none."""
    around, _, key = name.rpartition(".")
    found = inside(fields, around) if around else tuple(fields)
    return next((one for one in found if one.key == key), None)


def _fields(
    rules: Mapping[str, Any],
    root: Mapping[str, Any],
    start: str,
    leave_out: tuple[str, ...],
    depth: int,
) -> tuple[FormField, ...]:
    needed = rules.get("required", ())
    properties = rules.get("properties", {})
    kinds, needed_by = properties.get("kind", {}).get("enum", ()), _needed_by(rules)
    found = []
    for key, inner in properties.items():
        if key in leave_out:
            continue
        one = _field(key, subschema(inner, root), root, f"{start}{key}", key in needed, depth)
        if one:
            # (Helps name the kind as files do, after its words: for a table (table).)
            words = one.help
            for kind in kinds if key != "kind" else ():
                words = words.replace(f" ({kind})", "")
            found.append(replace(one, help=words, needed_by=tuple(needed_by.get(key, ()))))
    return tuple(found)


def _needed_by(rules: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return, by key, the kinds that need it, or may need it: a drawing, or a picture."""
    found: dict[str, list[str]] = {}
    for rule in rules.get("allOf", ()):
        kind = rule.get("if", {}).get("properties", {}).get("kind", {})
        kinds = kind.get("enum") or ([kind["const"]] if "const" in kind else [])
        then = rule.get("then", {})
        for one in (then, *then.get("anyOf", ())):
            for key in one.get("required", ()):
                found.setdefault(key, []).extend(kinds)
    return found


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
        plain = replace(plain, most=int(rules.get("maxItems", _MOST_ITEMS)))
        return _list_field(plain, subschema(rules.get("items", {}), root), root, depth)
    return _single_field(plain, shape, rules) if shape in _SINGLE else None


def _list_field(
    plain: FormField, items: Mapping[str, Any], root: Mapping[str, Any], depth: int
) -> FormField:
    """Return the field of a list: of items with fields, of numbers, or of texts."""
    offered, kind = items.get("properties", {}), items.get("type")
    # The key of items that are a text, or an object with this text: alone, or with more.
    text = next(iter(offered), "") if kind == _TEXT_OR_MORE else ""
    short, marked = (text, "") if len(offered) > 1 else ("", text)
    if short or kind == "object":
        fields = _fields(items, root, "", (), depth + 1)
        if short:  # (The others may be left out: then it is a text alone.)
            fields = tuple(replace(one, needed=one.key == short) for one in fields)
        return replace(plain, kind="list", fields=fields, short=short)
    if kind in ("integer", "number"):
        return replace(plain, kind="numbers", help=_BRACKETS.sub(r"\1", plain.help))
    texts = subschema(offered[text], root) if text else items
    cites = _NAMES_SOURCES.get(str(texts.get("format")), "")
    words = replace(plain, kind="words", marked=marked, cites=cites)
    return replace(words, help=f"{plain.help} {tr(_MARKS)}".strip()) if marked else words


def _single_field(plain: FormField, shape: str, rules: Mapping[str, Any]) -> FormField:
    """Return the field of a single value, with the help in the words of the form."""
    kind, choices = _kind(shape, rules), tuple(str(one) for one in rules.get("enum", ()))
    words = plain.help
    if kind == "picture":
        words = tr(_PICTURE)
    elif kind == "date":
        words = f"{_QUOTED_DAY.sub('', words)} {tr(_DAYS)}".strip()
    elif kind == "count":
        words = _FILL_IN_HELP.sub(tr(THE_REST), words)
    flows = rules.get("format") in ("body", "line")
    cites = "" if choices else _NAMES_SOURCES.get(str(rules.get("format")), "")
    return replace(plain, kind=kind, help=words, choices=choices, flows=flows, cites=cites)


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
    if shape == "string" and "integer" in rules.get("type", ()):
        return "count"
    one_line = _ONE_LINE_VERBATIM if form == "verbatim" else _ONE_LINE
    return "text" if form == "body" or rules.get("maxLength", 0) > one_line else _SINGLE[shape]
