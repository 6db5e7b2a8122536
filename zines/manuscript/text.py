"""A text as a tree of frozen nodes: the form between CommonMark and the layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar


@dataclass(frozen=True)
class Text:
    """Characters, printed as they are."""

    value: str


@dataclass(frozen=True)
class Superscript:
    """The raised letters of an ordinal: 1er, XIXe."""

    value: str


@dataclass(frozen=True)
class Break:
    """A line break that the author wrote."""


@dataclass(frozen=True)
class Citation:
    """A citation of a source; its number is set once the whole document is known."""

    source: str
    number: int = 0


@dataclass(frozen=True)
class Emphasis:
    """Emphasised text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    """Strong text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """A link; paper shows the address, cut into ``segments`` between which a line may break."""

    address: str
    segments: tuple[str, ...]
    children: tuple[Inline, ...]


Inline = Text | Superscript | Break | Citation | Emphasis | Strong | Link


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A small heading inside a body."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Quotation:
    """A quotation set apart."""

    children: tuple[Block, ...]


@dataclass(frozen=True)
class Item:
    """One item of a list."""

    children: tuple[Block, ...]


@dataclass(frozen=True)
class ListOf:
    """A list; ``start`` is the first number of an ordered one, None for a bulleted one."""

    start: int | None
    children: tuple[Item, ...]


Block = Paragraph | Heading | Quotation | ListOf | Item
Node = Inline | Block
T = TypeVar("T")

_HELD = (Paragraph, Heading)


def mapped(nodes: Sequence[T], change: Callable[[Node], Node | Sequence[Node]]) -> tuple[T, ...]:
    """Rebuild a tree bottom-up; ``change`` returns the replacement of a node, or several nodes."""
    result: list[Any] = []
    for node in nodes:
        rebuilt: Any = node
        if hasattr(node, "children"):
            rebuilt = replace(node, children=mapped(node.children, change))  # type: ignore[type-var]
        changed = change(rebuilt)
        result += changed if isinstance(changed, (tuple, list)) else [changed]
    return tuple(result)


def paragraphs(
    nodes: Sequence[Any], change: Callable[[tuple[Inline, ...], bool], tuple[Inline, ...]]
) -> tuple[Any, ...]:
    """Rebuild block nodes: ``change`` gets the inlines of a paragraph, and True for a heading."""
    return tuple(
        replace(
            node,
            children=change(node.children, isinstance(node, Heading))
            if isinstance(node, _HELD)
            else paragraphs(node.children, change),
        )
        for node in nodes
    )


def characters(nodes: Sequence[Any]) -> str:
    """Return all characters of a tree as they are read, with a line break after each block."""
    parts = []
    for node in nodes:
        if isinstance(node, (Text, Superscript)):
            parts.append(node.value)
        elif isinstance(node, Break):
            parts.append("\n")
        elif not isinstance(node, Citation):
            parts.append(characters(node.children))
            if isinstance(node, Block):
                parts.append("\n")
    return "".join(parts)


def citations(value: Any) -> Iterator[str]:
    """Yield the sources that nodes cite, in reading order; ``value`` holds nodes at any depth."""
    if isinstance(value, Citation):
        yield value.source
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from citations(item)
    elif isinstance(value, dict):
        yield from citations(list(value.values()))
    else:
        yield from citations(getattr(value, "children", ()))


def plain(value: Any) -> Any:
    """Convert nodes, and values that hold nodes, to dicts and lists; ``kind`` names a node."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    names = _names(type(value))  # type: ignore[arg-type]
    if names is not None:
        named = {name: plain(getattr(value, name)) for name in names}
        return {"kind": type(value).__name__.lower(), **named}
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """Return the names of the fields of a kind of node (maybe none), or None for any other type."""
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else None
