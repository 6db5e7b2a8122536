"""How values are written in YAML, for hints."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from zines.manuscript.schemas import french_keys
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.yaml_files.parsed import shortened

#: A text that is itself, without quotes, as an item of a list between brackets in YAML.
_PLAIN = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[^\W\d_][^,\[\]{}\"'#&*!|>%@`\\:]*", re.IGNORECASE
)
#: The most items of such a list in a hint.
_MOST_ITEMS = 4


def is_list_of_texts(rule: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Return whether a schema asks for a list of texts."""
    kinds = subschema(rule.get("items", {}), schema).get("type", ())
    # (No other type has these letters in it.)
    return rule.get("type") == "array" and "string" in kinds


def of(rule: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return how a mapping, or a list of such, is written: its required keys, else its first key.

    Empty for anything else.
    """
    is_list = rule.get("type") == "array"
    one = subschema(rule.get("items", {}), schema) if is_list else rule
    keys = [*one.get("required", ())] or [*one.get("properties", ())][:1]
    if "object" not in one.get("type", ()) or not keys:
        return ""
    form = ", ".join(f"{french_keys.shown(key)}: ..." for key in keys)
    return f"[{{{form}}}]" if is_list else f"{{{form}}}"


def in_a_list(text: str) -> str:
    """Return the lines of a text as items of a list between brackets in YAML."""
    lines = [shortened(line.strip()) for line in text.splitlines() if line.strip()]
    quoted = (
        one if _PLAIN.fullmatch(one) else json.dumps(one, ensure_ascii=False) for one in lines
    )
    return ", ".join([*quoted][:_MOST_ITEMS] + ["..."] * (len(lines) > _MOST_ITEMS))
