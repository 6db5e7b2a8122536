"""Parse CommonMark into a tree of text nodes. The only module that imports markdown-it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from zines.base.language import mark, tr
from zines.manuscript import unmeant
from zines.manuscript.french import addresses
from zines.manuscript.text import (
    Block,
    Break,
    Citation,
    Emphasis,
    Heading,
    Inline,
    Item,
    Link,
    ListOf,
    Paragraph,
    Quotation,
    Strong,
    Text,
)
from zines.manuscript.unmeant import Fault
from zines.manuscript.yaml_files.parsed import shortened

DEEPEST = 4
_DEEPEST_EMPHASIS = 8
#: Code, rules and entities are not used on tracts, so their signs are printed as they are. A
#: reference definition would remove a line that starts with brackets.
_OFF = ["code", "fence", "backticks", "hr", "reference", "lheading", "entity"]
_CITATION = re.compile(r"\[@([A-Za-z0-9][A-Za-z0-9_-]*)\]")
_HOST = re.compile(r"[\w.-]+(?::\d+)?")
_BLANK_LINES = re.compile("\n[ \n]*\n")


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).disable(_OFF)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("emphasis", "literal", unmeant.literal)
    parser.inline.ruler.after("link", "broken_link", unmeant.broken_link)
    parser.inline.ruler2.after("emphasis", "stray_marks", unmeant.stray_marks)
    # Every address makes a link, so that a forbidden one is a fault and is not printed as it is.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def body(text: str) -> tuple[tuple[Block, ...], list[Fault]]:
    """Parse a text of several paragraphs; return its blocks and its faults."""
    reader = _Reader(list(unmeant.of_source(text)))
    tokens = _PARSER.parse(text, {"faults": reader.faults})
    if _too_deep(tokens):
        return (), [_too_deep_fault()]
    tree = SyntaxTreeNode(tokens)
    reader.faults += unmeant.of_notes(tree)
    return tuple(reader.blocks(tree, 0)), reader.faults


def paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """Return the first line (from 0) and all lines of each paragraph and heading.

    The lines are without the signs of lists and quotations around them, and without indentation.
    """
    return [
        (token.map[0], [line.lstrip() for line in token.content.split("\n")])
        for token in _PARSER.parse(text, {"faults": []})
        if token.type == "inline" and token.map
    ]


def line(text: str) -> tuple[tuple[Inline, ...], list[Fault]]:
    """Parse a text of one paragraph; return its inlines and its faults.

    Lists, headings and quotations are not read in it.
    """
    reader = _Reader(list(unmeant.of_source(text)))
    shown = _BLANK_LINES.sub("\n", text.strip(" \n"))
    tokens = _PARSER.parseInline(shown, {"faults": reader.faults})
    if _too_deep(tokens):
        return (), [_too_deep_fault()]
    return tuple(reader.inlines(SyntaxTreeNode(tokens))), reader.faults


def _too_deep(tokens: Sequence[Token]) -> bool:
    """Return whether any inlines are nested too deep to build their tree, which recurses."""
    nested = (accumulate(one.nesting for one in token.children or ()) for token in tokens)
    return any(max(depths, default=0) > _DEEPEST_EMPHASIS for depths in nested)


def _too_deep_fault() -> Fault:
    message = tr(
        "emphasis inside emphasis, more than {deepest} levels deep", deepest=_DEEPEST_EMPHASIS
    )
    return Fault("text-depth", message, tr("write \\* or \\_ to print the sign"), "")


class _Reader:
    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def blocks(self, node: SyntaxTreeNode, depth: int) -> list[Any]:
        if depth > DEEPEST:
            self.faults.append(
                Fault(
                    "text-depth",
                    tr("nested more than {deepest} levels deep", deepest=DEEPEST),
                    tr("a printed list has one level, rarely two"),
                    "",
                )
            )
            return []
        blocks: list[Any] = []
        for child in node.children:
            self.faults += unmeant.of_block(child)
            match child.type:
                case "paragraph":
                    blocks.append(Paragraph(tuple(self.inlines(child))))
                case "heading":
                    self._check_filled(child, mark("a heading without text: {sign}"))
                    blocks.append(Heading(tuple(self.inlines(child))))
                case "blockquote":
                    self._check_filled(child, mark("a quotation without text: {sign}"))
                    blocks.append(Quotation(tuple(self.blocks(child, depth + 1))))
                case "bullet_list" | "ordered_list":
                    start = None
                    if child.type == "ordered_list":
                        start = int(child.attrs.get("start", 1))
                    blocks.append(ListOf(start, tuple(self.blocks(child, depth + 1))))
                case "list_item":
                    self._check_filled(child, mark("a list item without text: {sign}"))
                    blocks.append(Item(tuple(self.blocks(child, depth))))
                case "html_block":
                    self._html(child.content)
                case unknown:
                    raise AssertionError(f"a block that the parser should not make: {unknown}")
        return blocks

    def inlines(self, node: SyntaxTreeNode) -> list[Inline]:
        inlines: list[Inline] = []
        for child in node.children:
            match child.type:
                case "inline":
                    inlines += self.inlines(child)
                case "text":
                    inlines.append(Text(child.content))
                case "softbreak":
                    inlines.append(Text(" "))
                case "hardbreak":
                    inlines.append(Break())
                case "em":
                    inlines.append(Emphasis(tuple(self.inlines(child))))
                case "strong":
                    inlines.append(Strong(tuple(self.inlines(child))))
                case "link":
                    address = str(child.attrs.get("href", ""))
                    self._check_link(address, str(child.attrs.get("title", "")))
                    words = tuple(self.inlines(child))
                    inlines.append(Link(address, addresses.segments(address), words))
                case "citation":
                    inlines.append(Citation(child.content))
                case "html_inline":
                    self._html(child.content)
                case "image":
                    self.faults.append(
                        Fault(
                            "text-image",
                            tr("a picture cannot stand inside a text"),
                            tr(
                                "take it out, or name it in a picture field where the layout has "
                                "one; \\![ prints these signs"
                            ),
                            "![",
                        )
                    )
                case unknown:
                    raise AssertionError(f"an inline that the parser should not make: {unknown}")
        return _joined(inlines)

    def _html(self, content: str) -> None:
        tag = content.strip().split("\n")[0]
        self.faults.append(
            Fault(
                "text-html",
                tr("HTML is not read here: {tag}", tag=shortened(tag)),
                tr("write \\< to print the sign <"),
                tag,
            )
        )

    def _check_filled(self, node: SyntaxTreeNode, message: str) -> None:
        """Report a sign of markup that would vanish because nothing follows it."""
        sign = node.info + node.markup
        inlines = node.children[0].children if node.type == "heading" else node.children
        if not inlines:
            self.faults.append(
                Fault(
                    "text-empty",
                    tr(message, sign=sign),
                    tr(
                        "write what follows it, or {escaped} to print the sign",
                        escaped=node.info + "\\" + node.markup,
                    ),
                    "",
                )
            )

    def _check_link(self, address: str, title: str) -> None:
        try:
            parts = urlsplit(address)
            web = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
            good = web or parts.scheme in ("mailto", "tel") and parts.path
        except ValueError:
            good = False
        if title:
            self.faults.append(
                Fault(
                    "text-link",
                    tr("the title of a link is not printed: {title}", title=title),
                    tr("write it in the text, and the address alone in the brackets"),
                    title,
                )
            )
        if not good:
            # (As it is typed: the parser escapes accents.)
            typed = unquote(address)
            self.faults.append(
                Fault(
                    "text-link",
                    tr("'{address}' is not an address that a reader can open", address=typed),
                    tr("write it whole: https://..."),
                    typed,
                )
            )


def _joined(nodes: list[Inline]) -> list[Inline]:
    """Join neighbouring texts, in the composed form (NFC) that fonts have; drop empty ones."""
    joined: list[Inline] = []
    for node in nodes:
        before = joined[-1] if joined else None
        if not isinstance(node, Text):
            joined.append(node)
        elif isinstance(before, Text):
            joined[-1] = Text(normalize("NFC", before.value + node.value))
        else:
            joined.append(Text(normalize("NFC", node.value)))
    return [node for node in joined if node != Text("")]
