"""How values are written in YAML, for hints."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from zines.manuscript.french import collation
from zines.manuscript.schemas import french_keys
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.yaml_files.parsed import shortened

#: A text that is itself, without quotes, as an item of a list between brackets in YAML.
_PLAIN = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[^\W\d_][^,\[\]{}\"'#&*!|>%@`\\:]*", re.IGNORECASE
)
#: The most items of such a list in a hint.
_MOST_ITEMS = 4
#: The most characters of items that are shown as one text; longer ones are paragraphs.
_SHORT = 80
#: A date as French people type it: 12/03/2024, 03/2024, 12 mars 2024, mars 2024.
_DATE = re.compile(
    r"(?:(?:(?P<day>\d{1,2})(?:er)?[ /.-])?"
    rf"(?:(?P<month>\d{{1,2}})[/.-]|(?P<name>{'|'.join(collation.MONTHS)}) ))"
    r"(?P<year>[12]\d{3})",
    re.IGNORECASE,
)


def is_list_of_texts(rule: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Return whether a schema asks for a list of texts."""
    kinds = subschema(rule.get("items", {}), schema).get("type", ())
    # (No other type has these letters in it.)
    return rule.get("type") == "array" and "string" in kinds


def of(rule: Mapping[str, Any], schema: Mapping[str, Any], value: Any) -> str:
    """Return how a value of the wrong type is written; empty if nothing is known.

    A mapping, or a list of such: its required keys, else its first key; the first has the value, if
    that is a short text. A list of texts where one short text is wanted: these in one.
    """
    is_list = rule.get("type") == "array"
    one = subschema(rule.get("items", {}), schema) if is_list else rule
    keys = [*one.get("required", ())] or [*one.get("properties", ())][:1]
    if "object" in one.get("type", ()) and keys:
        values = dict.fromkeys(keys, "...")
        if isinstance(value, str) and 0 < len(value.strip()) <= _SHORT:
            values |= _first_text(one, schema, keys, value)
        form = ", ".join(f"{french_keys.shown(key)}: {text}" for key, text in values.items())
        return f"[{{{form}}}]" if is_list else f"{{{form}}}"
    if not value or not isinstance(value, list) or rule.get("type") != "string":
        return ""
    text = ", ".join(item for item in value if isinstance(item, str))
    return _in_quotes(text) if 0 < len(text) <= _SHORT else ""


def _first_text(
    rule: Mapping[str, Any], schema: Mapping[str, Any], keys: Sequence[str], value: str
) -> Mapping[str, str]:
    """Return the first of the keys that takes a text, or a list of texts, with such a value."""
    for key in keys:
        wanted = subschema(rule.get("properties", {}).get(key, {}), schema)
        if is_list_of_texts(wanted, schema):
            return {key: f"[{in_a_list(value)}]"}
        if "string" in wanted.get("type", ()) and "enum" not in wanted:
            return {key: in_a_list(value)}
    return {}


def in_a_list(text: str) -> str:
    """Return the lines of a text as items of a list between brackets in YAML."""
    lines = [shortened(line.strip()) for line in text.splitlines() if line.strip()]
    quoted = (one if _PLAIN.fullmatch(one) else _in_quotes(one) for one in lines)
    return ", ".join([*quoted][:_MOST_ITEMS] + ["..."] * (len(lines) > _MOST_ITEMS))


def meant(text: str, pattern: str) -> str:
    """Return what a text that does not match a pattern was meant to be, in quotes; else "".

    A web address has its https://, a date is 2024-03-12, a colour has its #.
    """
    bare = text.strip()
    for one in (bare, f"https://{bare}" if "." in bare else "", _date(bare), f"#{bare}"):
        if one and re.search(pattern, one):
            return _in_quotes(one)
    return ""


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    if not found:
        return ""
    month = found["month"] or 1 + collation.MONTHS.index(found["name"].lower())
    parts = (found["year"], f"{int(month):02}", found["day"] and f"{int(found['day']):02}")
    return "-".join(filter(None, parts))


def _in_quotes(text: str) -> str:
    return json.dumps(shortened(text), ensure_ascii=False)
