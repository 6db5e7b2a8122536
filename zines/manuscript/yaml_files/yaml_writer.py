"""Write values into a YAML file that a person may have written; comments and order are kept.

The only module that imports ruamel.yaml, which reads a file with its comments.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from zines.manuscript.schemas import french_keys

#: Texts that need no quotes in any version of YAML.
_PLAIN = re.compile(r"[A-Za-zÀ-ÿŒœ][\wÀ-ÿŒœ '’.()/-]*[\wÀ-ÿŒœ.)]")
_TYPED = re.compile(r"y|n|yes|no|on|off|true|false|null|oui|non", re.I)
#: The longest line that is written, in characters.
_WIDTH = 100


def changed(text: str, values: Mapping[str, Any], *, keep_lines: bool = False) -> str:
    """Return the text of a file that holds just ``values``, with its comments and its order.

    With ``keep_lines``, no line is broken that is as long as the longest line of the file. Keys
    that are not among ``values`` are removed unless they are blank; new keys come last. The file
    may have keys in French. Raises ValueError for a text that is no YAML mapping.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.width = max(_WIDTH, *map(len, text.split("\n"))) + 1 if keep_lines else _WIDTH
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        tree = yaml.load(text) if text.strip() else None
    except YAMLError as error:
        raise ValueError(str(error)) from error
    if tree is None:
        from ruamel.yaml.comments import CommentedMap

        # (The file has comments only: they stay at its top.)
        written = io.StringIO()
        yaml.dump(_new(dict(values)) if values else CommentedMap(), written)
        head = text.rstrip("\n")
        return f"{head}\n{written.getvalue()}" if head else written.getvalue()
    if not isinstance(tree, dict):
        raise ValueError(text[:60])
    _lay(tree, values)
    written = io.StringIO()
    yaml.dump(tree, written)
    return written.getvalue()


def _lay(tree: Any, values: Mapping[str, Any]) -> None:
    """Change a mapping to hold ``values``; entries that are equal already stay as they are."""
    written_keys = {french_keys.table().get(key, key): key for key in tree}
    for english, key in written_keys.items():
        if english not in values and key not in values and not _is_blank(_plain(tree[key])):
            del tree[key]
    for name, value in values.items():
        key = written_keys.get(name, name)
        old = tree.get(key)
        if _plain(old) == value:
            continue
        if isinstance(old, dict) and isinstance(value, Mapping):
            _lay(old, value)
        elif isinstance(old, list) and isinstance(value, list) and len(old) == len(value):
            _lay_items(old, value)
        elif _is_blank(old) and not value:
            continue
        else:
            tree[key] = _new(value)


def _lay_items(old: Any, values: list[Any]) -> None:
    """Change the items of a list to as many new values; items that are equal already stay."""
    for index, value in enumerate(values):
        if _plain(old[index]) == value:
            continue
        if isinstance(old[index], dict) and isinstance(value, Mapping):
            _lay(old[index], value)
        else:
            old[index] = _new(value)


def _is_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_blank(one) for one in value.values())
    return value is None or value == ""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {french_keys.table().get(key, key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def _new(value: Any) -> Any:
    """Return a value as it is to be written: a text that YAML could misread is quoted."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, Mapping):
        return CommentedMap((key, _new(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return CommentedSeq(_new(one) for one in value)
    if isinstance(value, str):
        if "\n" in value:
            lines = [line.rstrip() for line in value.strip("\n").split("\n")]
            return LiteralScalarString("\n".join(lines) + "\n")
        if not _PLAIN.fullmatch(value) or _TYPED.fullmatch(value):
            return DoubleQuotedScalarString(value)
    return value
