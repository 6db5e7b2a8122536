"""Find the position of a character of a value in its YAML file, with folded lines and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, is_normalized

from zines.manuscript.yaml_files.parsed import Parsed, Trail

#: An escape, which YAML reads as one character; a line that ends in \\ is joined to the next one.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|$)")
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_SHORT |= {"e": "\x1b", " ": " ", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}

#: A character as YAML reads it, and the line and column, from 1, where it is written.
_Written = tuple[str, int, int]


def places(parsed: Parsed, trail: Trail) -> list[tuple[int, int]]:
    """Return the line and column, from 1, of each character of the text at ``trail``, as printed.

    A letter with its accent is one, also where the file has them apart (NFD).
    A space that YAML reads for the end of a line is placed at that end. If there is no text at the
    trail, only the position of the value (or of its nearest parent) is returned.
    """
    text = _text(parsed, trail)
    spot = parsed.spot(trail)
    best = spot.line, spot.column
    if not text:
        return [best]
    if not parsed.lines:
        return [best] * len(text)  # a row of a table
    result: list[tuple[int, int]] = []
    written = _written(parsed.lines, spot.line, spot.column)
    now = next(written, None)
    for sign in text:
        # Skip indents and the ends of blank lines, which are no characters of the value.
        while now and sign not in " \n" and now[0] in " \n":
            now = next(written, None)
        if now:
            best = now[1:]
            # The end of a folded line is read as a space; it is skipped later, with the indent of
            # the next line.
            if sign == now[0]:
                now = next(written, None)
        result.append(best)
    if not is_normalized("NFC", text):
        result = [place for place, sign in zip(result, text, strict=True) if not combining(sign)]
    return result


def _text(parsed: Parsed, trail: Trail) -> str:
    value = parsed.value
    for part in trail:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return ""
    return value if isinstance(value, str) else ""


def _written(lines: list[str], line: int, column: int) -> Iterator[_Written]:
    """Yield the characters written after the first quote or the sign of a block, and all below."""
    quote = lines[line - 1][column - 1 : column]
    if quote in ("|", ">"):
        line, column, quote = line + 1, 1, ""
    elif quote in ("'", '"'):
        column += 1
    else:
        quote = ""
    for number in range(line, len(lines) + 1):
        shown = lines[number - 1]
        position = column - 1 if number == line else 0
        joined = False
        if quote and number > line:
            position = len(shown) - len(shown.lstrip(" "))
        while position < len(shown):
            escape = _ESCAPE.match(shown, position) if quote == '"' else None
            if escape:
                joined = len(escape[0]) == 1
                if not joined:
                    yield _unescaped(escape[0]), number, position + 1
                position = escape.end()
            else:
                yield shown[position], number, position + 1
                # (Between single quotes, a quote is written twice.)
                position += 2 if quote == "'" == shown[position] else 1
        if not joined:
            yield "\n", number, len(shown) + 1


def _unescaped(escape: str) -> str:
    if len(escape) > 2:
        return chr(int(escape[2:], 16))
    return _SHORT.get(escape[1], escape[1])
