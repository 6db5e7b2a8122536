"""Messages of libyaml about a text that is no YAML, as whole sentences, each with a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import Problem
from zines.manuscript.yaml_files import cut_texts

#: All messages of libyaml (scanner.c, parser.c): what it was reading, and what was wrong there.
#: Messages that another version adds are shown as they are.
SAID = (
    mark("while parsing a %TAG directive"),
    mark("while parsing a block collection"),
    mark("while parsing a block mapping"),
    mark("while parsing a block node"),
    mark("while parsing a flow mapping"),
    mark("while parsing a flow node"),
    mark("while parsing a flow sequence"),
    mark("while parsing a node"),
    mark("while parsing a quoted scalar"),
    mark("while parsing a tag"),
    mark("while scanning a %TAG directive"),
    mark("while scanning a %YAML directive"),
    mark("while scanning a block scalar"),
    mark("while scanning a directive"),
    mark("while scanning a plain scalar"),
    mark("while scanning a quoted scalar"),
    mark("while scanning a simple key"),
    mark("while scanning a tag"),
    mark("while scanning an alias"),
    mark("while scanning an anchor"),
    mark("while scanning for the next token"),
    mark("block sequence entries are not allowed in this context"),
    mark("could not find expected ':'"),
    mark("could not find expected directive name"),
    mark("did not find URI escaped octet"),
    mark("did not find expected '!'"),
    mark("did not find expected ',' or ']'"),
    mark("did not find expected ',' or '}'"),
    mark("did not find expected '-' indicator"),
    mark("did not find expected <document start>"),
    mark("did not find expected alphabetic or numeric character"),
    mark("did not find expected comment or line break"),
    mark("did not find expected digit or '.' character"),
    mark("did not find expected hexdecimal number"),
    mark("did not find expected key"),
    mark("did not find expected node content"),
    mark("did not find expected tag URI"),
    mark("did not find expected version number"),
    mark("did not find expected whitespace"),
    mark("did not find expected whitespace or line break"),
    mark("did not find the expected '>'"),
    mark("found a tab character that violates indentation"),
    mark("found a tab character where an indentation space is expected"),
    mark("found an indentation indicator equal to 0"),
    mark("found character that cannot start any token"),
    mark("found duplicate %TAG directive"),
    mark("found duplicate %YAML directive"),
    mark("found extremely long version number"),
    mark("found incompatible YAML document"),
    mark("found invalid Unicode character escape code"),
    mark("found undefined tag handle"),
    mark("found unexpected ':'"),
    mark("found unexpected document indicator"),
    mark("found unexpected end of stream"),
    mark("found unexpected non-alphabetical character"),
    mark("found unknown directive name"),
    mark("found unknown escape character"),
    mark("mapping keys are not allowed in this context"),
    mark("mapping values are not allowed in this context"),
)
#: A value that starts with a quote or a bracket, which ends before the line does.
_CLOSED_TEXT = re.compile(r"""[ ]*(?:- +)*(?:[\w-]+:[ ]+|(?<=- ))(?P<sign>["'\[])""")
_NO_KEY = "mapping values are not allowed"
#: Parts of messages about a text that starts with a sign: @ % ` | > - ? ] } and the comma.
_SIGN_FIRST = (
    *("character that cannot start", "while scanning a block scalar", "expected node content"),
    *("sequence entries are not", "mapping keys are not"),
)
#: A key without a space after its colon; libyaml takes it for a text, and reports the next key.
_CLOSED_KEY = re.compile(r"[ ]*(?:- )?[\w-]+:(?=[^\s:/])")


def problem(error: Any, name: str, lines: Sequence[str]) -> Problem:
    """Return the problem for the error (MarkedYAMLError) that stopped libyaml in file ``name``.

    ``lines`` are those of the file.
    """
    reading, wrong = error.context or "", error.problem
    # A quote that is never closed is reported where it opens, not at the end of the file.
    unclosed = "end of stream" in wrong and error.context_mark
    place = error.context_mark if unclosed else error.problem_mark
    line, column = place.line + 1, place.column + 1
    if "flow" in reading and (
        cut := cut_texts.in_brackets(name, lines, error.context_mark.line, place.line)
    ):
        return cut
    first = _NO_KEY in wrong and line > 1 and lines[line - 1].find(":") == column - 1
    if first and (closed := _CLOSED_KEY.match(lines[line - 2])):
        fault = tr("a space is missing after this colon")
        return Problem("yaml-syntax", fault, _key_hint(), name, line - 1, closed.end())
    hint = _hint(wrong, f"{reading} {wrong}")
    if unclosed:
        hint = tr("close the quote that opens here")
    elif "block" in reading and (began := _CLOSED_TEXT.match(lines[line - 1])):
        hint = _closed_hint(began["sign"]) if column > began.end() else hint
    return Problem("yaml-syntax", _message(reading, wrong), hint, name, line, column)


def _message(reading: str, wrong: str) -> str:
    fault = tr(wrong)
    return tr("{reading} {fault}", reading=tr(reading), fault=fault) if reading else fault


def _hint(wrong: str, whole: str) -> str:
    if _NO_KEY in wrong or "unexpected ':'" in wrong:
        return tr("a text that contains ': ' is quoted, or starts on the next line after '>-'")
    if any(sign in whole for sign in _SIGN_FIRST):
        return tr("quote a text that starts with @, %, ` or another sign")
    if "alias" in whole or "anchor" in whole:
        return tr("quote a text that starts with & or *")
    if "simple key" in whole:
        return _key_hint()
    if "unknown escape character" in wrong:
        return tr("between double quotes, \\ is written twice; between single quotes, once")
    return tr("check the indentation and the quotes")


def _closed_hint(sign: str) -> str:
    """Return how to write a text that goes on after its closing quote or bracket."""
    if sign == "[":
        return tr("a text that begins with [ is put between double quotes")
    if sign == "'":
        return tr(
            "an apostrophe ends a text between single quotes: put it between double quotes, or "
            "begin it on the next line after '>-'"
        )
    return tr(
        "the text ends at its second quote: write « » inside, or begin it on the next line after "
        "'>-'"
    )


def _key_hint() -> str:
    return tr(
        "a key ends with a colon and a space, as in 'title: Essai'; each line of a text on "
        "several lines begins with two spaces"
    )
