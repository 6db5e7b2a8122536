"""Signs of CommonMark in words and addresses, and markup that no author of a tract can mean.

A sign inside an address or between two letters is printed as typed. A sign that would be lost, or
printed although it was meant as markup, is a fault with a hint on how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from zines.base.language import tr
from zines.manuscript.yaml_files.parsed import shortened


class Fault(NamedTuple):
    """A fault of a text; ``fragment`` is the part of the text that shows its position."""

    code: str
    message: str
    hint: str
    fragment: str


#: Web and mail addresses, host names with a path, and names of accounts, as people type them.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]«»“”\"\\]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@/-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,12}/[^\s<>()\[\]«»“”\"\\]*"
    r"|(?<![\w.@#/-])[@#][\w.]+"
)
#: A star or underscore alone between two letters or digits: 5*3*2, élu*es, nom_de_fichier.
_WITHIN_A_WORD = re.compile(r"(?<=[^\W_])(?:\*|_+)(?=[^\W_])")
_CLOSING = "*_.,;:!?…'’"
_QUANTITY = re.compile(r"[<>=±~+-]?=?[ \u00a0\u202f]?[\d€$£]")
#: What follows the sign in "- de 12 ans" and "+ de moyens".
_LESS = re.compile(r"(?:de|d['’]) ?\d")
_OF = re.compile(r"(?:de|du|des) |d['’]", re.IGNORECASE)
#: A star after a word, which calls for a note that begins with a star.
_CALL = re.compile(r"[^\s*_(\[]\*+(?![\w*])")
#: (Without a limit, time grows with the square of a text full of brackets.)
_SPACED_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\([^)]{1,500}\)")
_PARTED_LINK = re.compile(
    r"\[[^\[\]\n]{1,200}\][ \u00a0\u202f]+"
    r"\((?:https?:|www\.|mailto:|tel:|[\w.+-]+@|(?:[\w-]+\.)+[A-Za-z]{2,12}[/)])"
)
#: A line of cells that begins and ends with bars. A table is two of them, or has a line of hyphens
#: under its heads.
_CELLS = r"[ ]*\|(?:[ ]*[^\s|_][^\n|]*\|){2,}[ ]*"
_TABLE = re.compile(
    r"^[ ]*(?! )(?=[^\n|]*\|)\|?(?:[ ]*:?-{2,}:?[ ]*\|)+(?:[ ]*:?-{2,}:?[ ]*)?$"
    rf"|^{_CELLS}(?=\n{_CELLS}$)",
    re.MULTILINE,
)
#: Two lines of a list as people write it: with one sign (also o or ->), 1/ and 2/, a) and b), or no
#: space after the sign (-un, 1.un). (In CommonMark, they run on, except after \ or two spaces.)
_BULLET = "[•‣⁃·\u2190-\u21ff\u25a0-\u27bf\uf000-\uf0ff\U0001f300-\U0001faff]"
TYPED_LIST = re.compile(
    rf"^[ ]*(?! )(?:(?P<sign>{_BULLET})"
    r"|(?P<dash>[–—o]|[-=]+>)(?=[ \u00a0\u202f])"
    r"|(?P<tight>-)(?=[^\W\d_])|1(?P<stop>[.)])(?=[^\W\d_])"
    r"|1(?P<one>/|[ ]?-|°|\.-)(?=[ \u00a0\u202f])|[aA](?P<a>[/).-])(?=[ \u00a0\u202f]))"
    rf"[^\n]+(?<!\\)(?<!  )\n[ ]*(?:(?(sign){_BULLET}|(?!))|(?(dash)(?P=dash)|(?!))[ \u00a0\u202f]"
    r"|(?(tight)-[ ]?|(?!))[^\W\d_]|(?(stop)2(?P=stop)|(?!))[^\W\d_]"
    r"|(?(one)2(?P=one)|(?!))[ \u00a0\u202f]|(?(a)[bB](?P=a)|(?!))[ \u00a0\u202f])"
    r"|^[ ]*(?! )- [^\n]+\n[ ]*-(?=[^\W\d_])",
    re.MULTILINE,
)
#: A letter or sign as HTML writes it, in texts copied from the source of a page or a mailing.
_REFERENCE = re.compile(r"(?<!\\)&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][\dA-Fa-f]{2,5});")
#: A line of hyphens or equal signs, as for a rule or under a title. (Three stars are printed.)
_RULE = re.compile(r"^[ ]*(?! )(?:-{3,}|={3,})[ ]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[\w-]{1,40}\]")
#: Letters with an accent and signs in UTF-8 that a program read as Windows-1252: Ã© for é.
_TWICE = re.compile(r"(?:Ã[\xa0-¿ƒ€‰Š‹ŒŽ“”ˆ‡]|Å[“’]|(?<=\w)Â\xa0|Â[«»°]|â(?:€[™œ¦“”\x9d˜¯]|‚¬))+")
_STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])[^~\n]{1,200}(?<=\S)~~(?!~)")


@lru_cache(maxsize=4)
def _literal(text: str) -> frozenset[int]:
    """Return the positions of the stars and underscores of a text that are not markup."""
    found = {match.start() for match in _WITHIN_A_WORD.finditer(text) if match[0] == "*"}
    for address in _ADDRESS.finditer(text):
        shown = address[0].rstrip(_CLOSING)
        found.update(address.start() + at for at, sign in enumerate(shown) if sign in "*_")
    return frozenset(found)


def literal(state: Any, silent: bool) -> bool:
    """Print a star or underscore of an address or a word as typed: a rule of the parser.

    It runs before the rule of emphasis.
    """
    if state.pos not in _literal(state.src):
        return False
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def broken_link(state: Any, silent: bool) -> bool:
    """Report what looks like a link and is none: a parser rule that runs after that of links.

    It never matches: it only adds faults.
    """
    if silent:
        return False
    if parted := _PARTED_LINK.match(state.src, state.pos):
        _report(state, tr("a space parts the words of a link from its address"), parted[0])
    elif spaced := _SPACED_LINK.match(state.src, state.pos):
        shown = shortened(spaced[0])
        message = tr("this is no link, and would print as it stands: {text}", text=shown)
        _report(state, message, spaced[0])
    return False


def _report(state: Any, message: str, fragment: str) -> None:
    hint = tr(
        "write [words](https://...) without spaces (in an address, %20), or \\[ to print the sign"
    )
    state.env.setdefault("faults", []).append(
        Fault("text-link", message, hint, fragment.partition("\n")[0])
    )


def stray_marks(state: Any) -> None:
    """Report signs of emphasis that would be printed: a parser rule that runs after emphasis.

    In CommonMark, ``**«mot»**suite`` is no emphasis: its second sign cannot close.
    """
    left = [one for one in state.delimiters if one.open and one.end < 0]
    left = [one for one in left if state.tokens[one.token].content == chr(one.marker)]
    runs: list[tuple[str, str]] = []
    index = 0
    while index < len(left):
        last = index
        while last + 1 < len(left) and left[last + 1].token == left[last].token + 1:
            last += 1
        run = chr(left[index].marker) * (last - index + 1)
        # (Before the first token there is none; what stands there decides nothing.)
        runs.append((run, state.tokens[left[index].token - 1].content[-1:]))
        index = last + 1
    closing: set[str] = set()
    for run, edge in reversed(runs):
        if run in closing or run == "**":
            hint = tr("put signs of emphasis around whole words, both of them; \\* prints the sign")
            message = tr("the signs {signs} stand at no word's edge, and would print", signs=run)
            state.env.setdefault("faults", []).append(Fault("text-emphasis", message, hint, run))
            return
        # A sign that was meant to close emphasis touches the word before it.
        if edge and not edge.isspace():
            closing.add(run)


def of_source(text: str) -> Iterator[Fault]:
    """Yield faults of what is no CommonMark: tables, lists with other signs, struck words."""
    yield from _not_text(text)
    if table := _TABLE.search(text):
        yield Fault(
            "text-table",
            tr("a table is not read here, and would print as it stands"),
            tr(
                "write a list, as '- lundi : 9 h', or take the layout wall-chart for a sheet of "
                "cells; \\| prints the sign"
            ),
            table[0].strip(),
        )
    if typed := TYPED_LIST.search(text):
        first = typed[0].partition("\n")[0].strip()
        yield Fault(
            "text-list",
            tr(
                "this line and the next would run on in one paragraph: {text}",
                text=shortened(first),
            ),
            tr("begin each with '- ' or '1. ' for a list, or leave a blank line between them"),
            first,
        )
    addresses = [one.span() for one in _ADDRESS.finditer(text)] if "&" in text else []
    for reference in _REFERENCE.finditer(text) if "&" in text else ():
        sign = unescape(reference[0])
        if sign != reference[0] and not any(a < reference.start() < b for a, b in addresses):
            yield Fault(
                "text-html",
                tr("HTML is not read here: {tag}", tag=reference[0]),
                tr("write the sign itself: {sign}", sign=sign if sign.strip() else "' '"),
                reference[0],
            )
            break
    if struck := _STRUCK.search(text):
        yield Fault(
            "text-struck",
            tr("struck words are not read here: the signs ~~ would print"),
            tr("leave them out, or write \\~\\~ to print the signs"),
            struck[0],
        )


def _not_text(text: str) -> Iterator[Fault]:
    """Yield faults of rules and notes of Markdown, and of text in a wrong encoding."""
    if rule := _RULE.search(text):
        yield Fault(
            "text-rule",
            tr("a line of {signs} would print as it stands", signs=rule[0].strip()[:3]),
            tr(
                "remove it: a blank line parts paragraphs; \\{sign} prints the sign",
                sign=rule[0].strip()[0],
            ),
            rule[0].strip(),
        )
    if note := _FOOTNOTE.search(text):
        yield Fault(
            "text-note",
            tr(
                "notes at the foot of a page are not read here, and would print: {text}",
                text=note[0],
            ),
            tr("cite a source, as [@name], or put the note into the text; \\[ prints the sign"),
            note[0],
        )
    if twice := _TWICE.search(text):
        yield Fault(
            "text-encoding",
            tr(
                "the letters {text} come from a text read in a wrong encoding",
                text=shortened(twice[0]),
            ),
            tr("copy the text again from its source, or type these letters: é is read as Ã©"),
            twice[0],
        )


def of_block(node: Any) -> Iterator[Fault]:
    """Yield a fault where the sign of a quantity at the start of a line is read as markup.

    It would become a list, quotation or heading. A list with hyphens and several items is meant as
    one, whatever its items begin with.
    """
    first = _words(node)
    if node.type == "bullet_list" and node.markup == "+" and _OF.match(first):
        yield _line_start("+", first)
    elif node.type == "bullet_list" and len(node.children) == 1 and _LESS.match(first):
        yield _line_start(node.markup, first)
    if not _QUANTITY.match(first):
        return
    sign = ""
    match node.type:
        case "bullet_list" if node.markup == "+" or len(node.children) == 1:
            sign = node.markup
        case "blockquote":
            sign = ">"
        case "heading" if node.markup == "#":
            sign = "#"
    if sign:
        yield _line_start(sign, first)


def of_notes(tree: Any) -> Iterator[Fault]:
    """Yield a fault where the star of a note ("* sous conditions") is read as a list of one item.

    Its call, a star after a word, is in the same text.
    """
    alone = [
        node
        for node in tree.children
        if node.type == "bullet_list" and node.markup == "*" and len(node.children) == 1
    ]
    printed = (one.content for one in tree.walk() if one.type == "text") if alone else ()
    if any(_CALL.search(text) for text in printed):
        for node in alone:
            if not _QUANTITY.match(first := _words(node)):
                yield _line_start("*", first)


def _line_start(sign: str, first: str) -> Fault:
    hint = (
        tr(
            "write \\{sign} to print the sign; a list has several items, or begins with a letter",
            sign=sign,
        )
        if _QUANTITY.match(first)
        else tr("write \\{sign} to print the sign; a list is written with hyphens", sign=sign)
    )
    message = tr(
        "the sign {sign} before '{text}' would be read as markup, and not print",
        sign=sign,
        text=shortened(first),
    )
    return Fault("text-line-start", message, hint, ">" if sign == ">" else f"{sign} {first[:4]}")


def _words(node: Any) -> str:
    """Return the first text of a block, as it is written."""
    while node.children and node.type != "inline":
        node = node.children[0]
    return str(node.content) if node.type == "inline" else ""
