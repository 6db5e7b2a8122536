"""Trees of nodes, in any container: reading them, changing them, converting them to plain data."""

from __future__ import annotations

from collections.abc import Sequence

from zines.manuscript.text import (
    Break,
    Citation,
    Emphasis,
    Heading,
    Item,
    ListOf,
    Node,
    Paragraph,
    Strong,
    Superscript,
    Text,
    characters,
    citations,
    mapped,
    paragraphs,
    plain,
)

TREE = (
    Heading((Text("Un"),)),
    Paragraph((Text("deux"), Citation("a"), Break(), Strong((Text("trois"), Citation("b"))))),
    ListOf(None, (Item((Paragraph((Text("1"), Superscript("er"), Citation("a"))),)),)),
)


def test_sources_are_met_in_the_order_of_reading() -> None:
    assert list(citations(TREE)) == ["a", "b", "a"]
    held = {"x": [TREE, "c", 5, None], "y": Citation("z")}
    assert list(citations(held)) == ["a", "b", "a", "z"]
    assert list(citations(5)) == []


def test_what_a_reader_reads() -> None:
    """Citations add no characters; each block ends with a line break."""
    assert characters(TREE) == "Un\ndeux\ntrois\n1er\n\n\n"


def test_a_node_may_become_several() -> None:
    def twice(node: Node) -> Node | Sequence[Node]:
        return (node, Break()) if isinstance(node, Citation) else node

    found = mapped((Paragraph((Text("a"), Citation("b"))),), twice)
    assert found == (Paragraph((Text("a"), Citation("b"), Break())),)
    doubled = Emphasis((Text("a"), Text("a")))
    assert mapped((Emphasis((Text("a"),)),), lambda node: [node, node]) == (doubled, doubled)


def test_paragraphs_are_changed_and_headings_known() -> None:
    found = paragraphs(TREE, lambda nodes, heading: (Text("H" if heading else "P"),))
    assert found == (
        Heading((Text("H"),)),
        Paragraph((Text("P"),)),
        ListOf(None, (Item((Paragraph((Text("P"),)),)),)),
    )


def test_layouts_get_plain_values() -> None:
    assert plain({"a": [Heading((Text("b"),)), 5], "c": ListOf(3, ())}) == {
        "a": [{"kind": "heading", "children": [{"kind": "text", "value": "b"}]}, 5],
        "c": {"kind": "listof", "start": 3, "children": []},
    }


def test_a_node_without_fields_is_plain_too() -> None:
    assert plain({"lines": [Text("a"), Break(), "b", 1, None, True]}) == {
        "lines": [{"kind": "text", "value": "a"}, {"kind": "break"}, "b", 1, None, True]
    }
