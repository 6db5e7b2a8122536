"""Hints of problems that a schema finds: what a key, a value or a form was meant to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import mark, tr
from zines.base.problems import meant, nearest
from zines.manuscript.schemas import french_keys, french_values, written_forms
from zines.manuscript.schemas.subschemas import subschema

ONE_OF_THESE = mark("one of: {choices}")


def likely(word: str, choices: Sequence[str], otherwise: str) -> str:
    """Return a hint with the nearest choice, or ``otherwise``, translated, with all choices."""
    return meant(word, choices, tr(otherwise, choices=", ".join(choices)))


def of_unknown_key(
    key: str, value: Mapping[str, Any], rule: Mapping[str, Any], schema: Mapping[str, Any]
) -> str:
    """Return a hint with the key of a ``rule`` that was meant, else with all of them.

    ``value`` is the mapping that has the unknown key. A text where a list is meant gets its form.
    """
    if meant_key := _meant_key(key, value, rule):
        shown = french_keys.shown(meant_key)
        form = _form_instead(
            key, value[key], subschema(rule["properties"][meant_key], schema), schema
        )
        return _form(f"{shown}: {form}") if form else tr("did you mean '{close}'?", close=shown)
    # (A colon after the words of an item, as in ``- Name:``.)
    if [*value.values()] == [None] and (form := written_forms.of(rule, schema, key)):
        return _form(form)
    every = list(map(french_keys.shown, rule.get("properties", {})))
    return likely(key, every, mark("known keys: {choices}"))


def is_misnamed(key: str, value: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    """Return whether a key that is missing is there by another name, which is an error too."""
    if rule.get("additionalProperties") is not False:
        return False
    unknown = [one for one in value if one not in rule.get("properties", {})]
    return key in (_meant_key(one, value, rule) for one in unknown)


def _meant_key(key: str, value: Mapping[str, Any], rule: Mapping[str, Any]) -> str:
    """Return the key of a ``rule`` that an unknown one means, or an empty text."""
    # (A key that is there already is rarely the one that was meant.)
    free = {french_keys.shown(one): one for one in rule.get("properties", {}) if one not in value}
    return french_keys.meant_by(key, list(free.values())) or free.get(nearest(key, free) or "", "")


def _form_instead(key: str, value: Any, rule: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return the form of a list, or of a mapping, for which something else was typed; else "".

    A key that names the kind of an item, as ``table:``, gives it.
    """
    kind, is_text = rule.get("type"), isinstance(value, str)
    if not (kind == "array" and isinstance(value, (str, dict)) or kind == "object" and is_text):
        return ""
    if is_text and written_forms.is_list_of_texts(rule, schema):
        return f"[{written_forms.in_a_list(value)}]"
    form = written_forms.of(rule, schema, value)
    for name, wanted in subschema(rule.get("items", {}), schema).get("properties", {}).items():
        shown = french_keys.shown(name)
        if word := _value_called(key, name, wanted.get("enum", ())):
            form = form.replace(f"{shown}: ...", f"{shown}: {word}")
    return form


def _value_called(word: str, key: str, options: Sequence[str]) -> str:
    """Return the enumerated value of a key that a word names, in the language used, or ""."""
    for shown, other in french_values.alternatives(key, options):
        if slug_of(word) in (slug_of(shown), slug_of(other)):
            return shown
    return ""


def one_of_values(key: str, value: Any, options: Sequence[str]) -> str:
    """Return a hint with the enumerated value that was meant, or with all, in the language used."""
    if close := french_values.meant(key, str(value), options):
        return tr("did you mean '{close}'?", close=close)
    offered = (french_values.shown(key, one, options) for one in options)
    return tr(ONE_OF_THESE, choices=", ".join(offered))


def missing_value(key: str, options: Sequence[str], value: Mapping[str, Any], hint: str) -> str:
    """Return a hint on an enumerated key that is missing, with the value that others imply.

    A section with ``fields:`` or ``table:`` is of that kind.
    """
    if word := next(filter(None, (_value_called(one, key, options) for one in value)), ""):
        return before(_form(f"{french_keys.shown(key)}: {word}"), hint)
    return before(one_of_values(key, "", options), hint)


def with_form(hint: str, value: Any, rule: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return a hint with the form of a value that has the wrong type, if the rule implies one."""
    if isinstance(value, str) and value.strip() and written_forms.is_list_of_texts(rule, schema):
        typed = written_forms.in_a_list(value)
        return before(tr("write it in brackets: [{text}]", text=typed), hint)
    if value is not None and (form := written_forms.of(rule, schema, value)):
        return before(_form(form), hint)
    return hint


def missing_key(key: str, wanted: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return a hint on a key that is missing, with the form of its value unless that is a text."""
    shown, hint = french_keys.shown(key), tr(wanted.get("description", ""))
    rule = subschema(wanted, schema)
    takes_texts = written_forms.is_list_of_texts(rule, schema)
    if form := "[...]" if takes_texts else written_forms.of(rule, schema, None):
        return before(_form(f"{shown}: {form}"), hint)
    return hint or tr("add a line '{key}: ...'", key=shown)


def before(first: str, hint: str) -> str:
    """Return two hints as one; the second may be empty."""
    return tr("{first}. {hint}", first=first, hint=hint) if hint else first


def _form(form: str) -> str:
    return tr("write it as {form}", form=form)
