"""Write values into a YAML file that a person may have written; comments and order are kept.

The only module that imports ruamel.yaml, which reads a file with its comments.
"""

from __future__ import annotations

import io
import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from zines.manuscript.schemas import french_keys, french_values

#: Texts that need no quotes in any version of YAML.
_PLAIN = re.compile(r"[A-Za-zÀ-ÿŒœ][\wÀ-ÿŒœ '’.()/-]*[\wÀ-ÿŒœ.)]")
_TYPED = re.compile(r"y|n|yes|no|on|off|true|false|null|oui|non", re.I)
#: The anchor of a value that others may repeat.
_ANCHOR = re.compile(r"[:\-\[,] +&\w")
#: A blank line, or a comment that is not indented.
_BETWEEN = re.compile(r"\s*\Z|#")
#: The byte order mark, with which Windows' own editor may begin a file.
_MARK = "\ufeff"
#: The longest line that is written, in characters.
_WIDTH = 100


def changed(
    text: str,
    values: Mapping[str, Any],
    schema: Mapping[str, Any] | None = None,
    *,
    keep_lines: bool = False,
) -> str:
    """Return the text of a file that holds just ``values``, with its comments and its order.

    With ``keep_lines``, no line is broken that is as long as the longest line of the file. Keys
    that are not among ``values`` are removed unless they are blank, with the comment above them;
    new keys come last. The file may have keys in French, and enumerated values of its ``schema``:
    what is new in it is French, too, and so is a word that replaces such a value. Line ends of
    Windows and a byte order mark stay. Raises ValueError for a text that is no YAML mapping.
    """
    if text.startswith(_MARK):
        return _MARK + changed(text[len(_MARK) :], values, schema, keep_lines=keep_lines)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.width = max(_WIDTH, *map(len, text.split("\n"))) + 1 if keep_lines else _WIDTH
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    line_end = "\r\n" if "\r\n" in text else "\n"
    try:
        tree = yaml.load(_with_newlines(text)) if text.strip() else None
    except YAMLError as error:
        raise ValueError(str(error)) from error
    if tree is None:
        from ruamel.yaml.comments import CommentedMap

        # (The file has comments only: they stay at its top.)
        written = _dumped(yaml, _new(dict(values)) if values else CommentedMap(), line_end)
        head = text.rstrip("\r\n")
        return f"{head}{line_end}{written}" if head else written
    if not isinstance(tree, dict):
        raise ValueError(text.strip().partition("\n")[0])
    written_keys = _written_keys(tree)
    pieces = _pieces(text, tree)
    spoken = french_keys.in_french(values, schema or {}) if french_keys.are_french(tree) else values
    both = [*zip(values, spoken, strict=True)]
    bodies = []
    for _, body, keys in pieces:
        own = [one for one in both if len(pieces) == 1 or written_keys.get(one[0]) in keys]
        held = {name: values[name] for name, _ in own}
        said = {name: spoken[name] for _, name in own}
        bodies.append(_changed_piece(yaml, body, held, said, schema or {}, line_end))
    heads = [head for head, _, _ in pieces]
    _leave_out_comments(heads, bodies)
    found = [one for pair in zip(heads, bodies, strict=True) for one in pair]
    new = {own: spoken[own] for name, own in both if name not in written_keys}
    if new and len(pieces) > 1:
        found += ["" if text.endswith("\n") else line_end, _dumped(yaml, _new(new), line_end)]
    return "".join(found)


def _leave_out_comments(heads: list[str], bodies: Sequence[str]) -> None:
    """Remove the comment above keys that are removed, up to the next blank line or comment.

    That at the top of a file stays, and so does one above a blank line. ``heads`` are the lines
    before each key, ``bodies`` its own, empty if it is removed; the last are those of the end.
    """
    starts = [at for at, head in enumerate(heads) if head or at in (0, len(heads) - 1)]
    for start, end in zip(starts[1:], starts[2:], strict=False):
        if any(bodies[start:end]):
            continue
        lines = heads[start].splitlines(keepends=True)
        while lines and lines[-1].startswith("#"):
            lines.pop()
        left = "".join(lines)
        heads[start] = left if left.strip() or heads[end].startswith("#") else ""


def _written_keys(tree: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys as a file has them, by themselves and in English."""
    return {key: key for key in tree} | {french_keys.table().get(key, key): key for key in tree}


def _pieces(text: str, tree: Any) -> list[tuple[str, str, list[str]]]:
    """Return the keys of a file: the lines before each, its own lines, and the key.

    (A comment belongs to the key under it; ruamel.yaml has it at the end of the value before.) A
    file that cannot be divided is one piece with all keys: a mapping in braces, or with anchors.
    """
    lines = text.splitlines(keepends=True)
    starts = [] if tree.fa.flow_style() else [tree.lc.key(key) for key in tree]
    if not starts or any(column for _, column in starts) or _ANCHOR.search(text):
        return [("", text, [*tree])]
    ends = [_end(lines, line) for line in [*(line for line, _ in starts[1:]), len(lines)]]
    befores = [0, *ends]
    found = [
        ("".join(lines[before:line]), "".join(lines[line:end]), [key])
        for before, (line, _), end, key in zip(befores, starts, ends, tree, strict=False)
    ]
    return [*found, ("".join(lines[ends[-1] :]), "", [])]


def _end(lines: Sequence[str], line: int) -> int:
    """Return where the blank lines and the comments before a line begin."""
    return line - len(list(takewhile(_BETWEEN.match, reversed(lines[:line]))))


def _changed_piece(
    yaml: Any,
    text: str,
    values: Mapping[str, Any],
    spoken: Mapping[str, Any],
    schema: Mapping[str, Any],
    line_end: str,
) -> str:
    """Return the lines of keys with these values; as they are if the values are equal."""
    part = yaml.load(_with_newlines(text))
    new = {key: _plain(value) for key, value in values.items()}
    english = french_keys.in_english(_plain(part), schema)
    if not part or english == french_keys.in_english(new, schema):
        return text
    _lay(part, english, values, spoken)
    return _dumped(yaml, part, line_end) if part else ""


def _with_newlines(text: str) -> str:
    """Return a text with the line ends that ruamel.yaml writes; in comments, it keeps others."""
    return text.replace("\r\n", "\n")


def _dumped(yaml: Any, tree: Any, line_end: str) -> str:
    written = io.StringIO()
    yaml.dump(tree, written)
    return written.getvalue().replace("\n", line_end)


def _lay(
    tree: Any, held: Mapping[str, Any], values: Mapping[str, Any], spoken: Mapping[str, Any]
) -> None:
    """Change a mapping to hold ``values``; entries that are equal already stay as they are.

    ``held`` is what it has, in English; ``spoken`` are the values in the language of the file.
    """
    written_keys = {french_keys.table().get(key, key): key for key in tree}
    for english, key in written_keys.items():
        if english not in values and key not in values and not _is_blank(_plain(tree[key])):
            del tree[key]
    for (name, value), (new_key, new) in zip(values.items(), spoken.items(), strict=True):
        key = written_keys.get(name, new_key)
        old = tree.get(key)
        plain = held.get(name, _plain(old))
        if plain == value:
            continue
        if isinstance(old, dict) and isinstance(value, Mapping):
            _lay(old, plain, value, new)
        elif isinstance(old, list) and isinstance(value, list) and old and value:
            _lay_items(old, plain, value, new)
        elif _is_blank(old) and not value:
            continue
        elif isinstance(old, str) and isinstance(value, str) and plain != _plain(old):
            tree[key] = _new(french_values.french(name, value))
        else:
            tree[key] = _new(new)


def _lay_items(old: Any, held: list[Any], values: list[Any], spoken: list[Any]) -> None:
    """Change a list to have these items; those before and after the changed ones stay."""
    start, end = equal_ends(held, _plain(values))
    old_end, new_end = len(old) - end, len(values) - end
    for index in range(start, min(old_end, new_end)):
        value = values[index]
        if held[index] == _plain(value):
            continue
        if isinstance(old[index], dict) and isinstance(value, Mapping):
            _lay(old[index], held[index], value, spoken[index])
        else:
            old[index] = _new(spoken[index])
    for index in reversed(range(new_end, old_end)):
        del old[index]
    for index in range(old_end, new_end):
        old.insert(index, _new(spoken[index]))


def equal_ends(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """Return how many items of two lists are equal at their start, and how many at their end."""
    start = _equal_start(old, new)
    return start, _equal_start(reversed(old[start:]), reversed(new[start:]))


def _equal_start(old: Iterable[Any], new: Iterable[Any]) -> int:
    return len(list(takewhile(bool, map(operator.eq, old, new))))


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
