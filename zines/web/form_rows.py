"""Lists in forms: how many items are shown, how, and what each is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zines.web.choice_labels import label
from zines.workshop.atelier.form_schema import FormField

#: Kinds of fields that are narrow enough to be side by side, and the most of them in an item.
_NARROW, _MOST_NARROW = frozenset({"line", "choice", "number", "count", "tick", "date", "site"}), 6
#: Items with more fields than the first number are folded, each under its title; in a group, only
#: its empty fields are. All items of a list of more than the second number are folded, unless their
#: fields are side by side.
_MOST_OPEN, _MOST_OPEN_ROWS = 4, 4
#: In characters: the room for the title of an item.
_LONGEST = 60


def rows(field: FormField, name: str, typed: Mapping[str, str], more: str) -> int:
    """Return the number of items to show: those with texts, and an empty one.

    ``more`` is the name of the list that gets one more.
    """
    start = f"{name}."
    used = [int(index) for index in _indexes(start, typed) if index.isdecimal()]
    return min(max(used, default=-1) + (3 if more == name else 2), field.most)


def _indexes(start: str, typed: Mapping[str, str]) -> Iterator[str]:
    for name, text in typed.items():
        if text and name.startswith(start):
            yield name[len(start) :].partition(".")[0]


def is_narrow(field: FormField) -> bool:
    """Return whether the fields of an item are side by side."""
    inner = field.fields
    return len(inner) <= _MOST_NARROW and all(one.kind in _NARROW for one in inner)


def is_folded(field: FormField, rows: int = 1) -> bool:
    """Return whether each of so many items, or a group, has its fields folded."""
    return len(field.fields) > _MOST_OPEN or rows > _MOST_OPEN_ROWS


def is_long(field: FormField) -> bool:
    """Return whether a group has a list of parts in it, as the instructions of a letter have."""
    inner = field.fields if field.kind == "group" else ()
    return any(one.kind == "list" and not is_narrow(one) for one in inner)


def is_in_list(name: str) -> bool:
    """Return whether a field, given by its full name, is an item of a list, or inside one."""
    return any(part.isdecimal() for part in name.split("."))


def has_text(name: str, typed: Mapping[str, str]) -> bool:
    """Return whether anything is typed in a field, or in the fields inside it."""
    return bool(typed.get(name)) or any(_indexes(f"{name}.", typed))


def title(field: FormField, name: str, typed: Mapping[str, str]) -> str:
    """Return what an item is called: the first text in it, or what it is; empty for neither."""
    kind = next((one for one in field.fields if one.kind == "choice" and one.needed), None)
    what = typed.get(f"{name}.{kind.key}", "") if kind else ""
    words = next(_texts(field, name, typed), "").strip().split("\n")[0].strip("*_ ")
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]}…"
    # (The one that is chosen is before the words: lines to write on – Date and hour.)
    named = label(f"{name}.{kind.key}", what) if kind and what else ""
    return " – ".join(one for one in (named, words) if one)


def _texts(field: FormField, name: str, typed: Mapping[str, str]) -> Iterator[str]:
    for one in field.fields:
        own = f"{name}.{one.key}"
        if one.kind in ("line", "text", "words"):
            if typed.get(own):
                yield typed[own]
        elif one.kind == "group":
            yield from _texts(one, own, typed)
        elif one.kind == "list":
            yield from _texts(one, f"{own}.0", typed)
