"""The subset of CommonMark for print; other signs are printed as they are or refused."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zines.manuscript import markdown
from zines.manuscript.text import (
    Break,
    Citation,
    Emphasis,
    Heading,
    Item,
    Link,
    ListOf,
    Paragraph,
    Quotation,
    Strong,
    Text,
    characters,
)

LONGEST_BODY, LONGEST_LINE = 20_000, 1_000


def body(text: str) -> tuple[Any, ...]:
    nodes, faults = markdown.body(text)
    assert not faults
    return nodes


def line(text: str) -> tuple[Any, ...]:
    nodes, faults = markdown.line(text)
    assert not faults
    return nodes


def codes(text: str) -> list[str]:
    faults = markdown.body(text)[1]
    assert all(fault.message and fault.hint for fault in faults)
    return [fault.code for fault in faults]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_paragraphs() -> None:
    assert body("un\ndeux\n\n\ntrois\n") == (paragraph("un deux"), paragraph("trois"))


def test_emphasis_and_strong() -> None:
    expected = (
        Emphasis((Text("a"),)),
        Text(" "),
        Strong((Text("b "), Emphasis((Text("c"),)))),
        Text(" a_b_c 2*3*4"),
    )
    assert line("*a* **b _c_** a_b_c 2\\*3\\*4") == expected


@pytest.mark.parametrize("text", ["a  \nb", "a\\\nb"])
def test_hard_breaks(text: str) -> None:
    assert line(text) == (Text("a"), Break(), Text("b"))


def test_lists() -> None:
    assert body("- a\n- b\n  1. c\n  2. d\n") == (
        ListOf(
            None,
            (
                Item((paragraph("a"),)),
                Item(
                    (paragraph("b"), ListOf(1, (Item((paragraph("c"),)), Item((paragraph("d"),)))))
                ),
            ),
        ),
    )


@pytest.mark.parametrize(("text", "start"), [("3. a", 3), ("0) a", 0), ("1. a", 1), ("* a", None)])
def test_a_list_starts_where_its_author_says(text: str, start: int | None) -> None:
    assert body(text) == (ListOf(start, (Item((paragraph("a"),)),)),)


def test_quotations_and_headings() -> None:
    assert body("### Titre ###\n> a\n>\n> b") == (
        Heading((Text("Titre"),)),
        Quotation((paragraph("a"), paragraph("b"))),
    )


def test_citations() -> None:
    assert line("a [@rgpd]**[@x-1]**") == (
        Text("a "),
        Citation("rgpd"),
        Strong((Citation("x-1"),)),
    )


@pytest.mark.parametrize("text", ["[@]", "[@a b]", "\\[@a]", "[ @a]", "@a", "[@é]", "[@a"])
def test_what_is_no_citation_prints(text: str) -> None:
    assert characters(line(text)) == text.replace("\\", "")


@pytest.mark.parametrize(
    ("text", "address", "children"),
    [
        ("[a *b*](https://x.fr/y_z_)", "https://x.fr/y_z_", "a b"),
        ("[a](<https://x.fr/(y)>)", "https://x.fr/(y)", "a"),
        ("[a](http://x.fr)", "http://x.fr", "a"),
        ("[a](mailto:b@x.fr)", "mailto:b@x.fr", "a"),
        ("[a](tel:+33123456789)", "tel:+33123456789", "a"),
        ("<https://x.fr/?a=b>", "https://x.fr/?a=b", "https://x.fr/?a=b"),
        ("<b@x.fr>", "mailto:b@x.fr", "b@x.fr"),
        ("[a](HTTPS://x.fr)", "HTTPS://x.fr", "a"),
    ],
)
def test_links(text: str, address: str, children: str) -> None:
    (node,) = line(text)
    assert isinstance(node, Link)
    assert (node.address, characters(node.children)) == (address, children)
    assert node.segments


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x"),
        *(
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://x.fr",
            "x.fr",
            "/a",
            "#a",
            "?a",
            "//x.fr",
        ),
        *("", "http:", "http:x", "https://", "http:///x", "mailto:", "tel:", "http://[x"),
    ],
)
def test_links_that_lead_nowhere(address: str) -> None:
    assert codes(f"[a](<{address}>)") == ["text-link"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.fr"])
def test_addresses_in_angle_brackets_are_judged_too(address: str) -> None:
    _, (fault,) = markdown.line(f"a <{address}>")
    assert (fault.code, fault.fragment) == ("text-link", address)


def test_an_address_is_shown_as_it_is_typed() -> None:
    """The parser escapes it: nobody finds %C3%A9 in what was written."""
    _, (fault,) = markdown.line("[a](réunion-d-été.html)")
    assert "'réunion-d-été.html'" in fault.message and fault.fragment == "réunion-d-été.html"


def test_a_link_s_title_would_be_lost() -> None:
    assert codes('[a](https://x.fr "b")') == ["text-link"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a <b>c</b>", "<b>"),
        ("a <b", ""),
        ("<div", "<div"),
        ("<script>x</script>", "<script>x</script>"),
        ("<!-- a -->", "<!-- a -->"),
        ("a <!-- b -->", "<!-- b -->"),
        ("<?php a ?>", "<?php a ?>"),
        ("<!DOCTYPE html>", "<!DOCTYPE html>"),
        ("<![CDATA[a]]>", "<![CDATA[a]]>"),
        ("a <br/>", "<br/>"),
        ("<label>", "<label>"),
        ("- <i>a", "<i>"),
    ],
)
def test_html_is_refused(text: str, tag: str) -> None:
    _, faults = markdown.body(text)
    if not tag:
        assert not faults and characters(body(text)) == f"{text}\n"
        return
    assert (faults[0].code, faults[0].fragment) == ("text-html", tag)
    assert "\\<" in faults[0].hint


def test_pictures_are_refused() -> None:
    assert codes("a ![b](c.png) d") == ["text-image"]
    assert characters(line("\\![b] ![c]")) == "![b] ![c]"


HOSTILE = [
    *("#let x = 1", "#mot", "#(a)", "####### a", "$x^2$", "@source", "%a", "{a}", "|a|b|", "^a^"),
    *(
        "`a`",
        "``` a ```",
        "~~~",
        "~a~",
        "[a]",
        "[a][b]",
        "[a]: https://x.fr",
        "![a]",
        "[a](",
        "](b)",
    ),
    *(
        "***",
        "**",
        "--",
        "___",
        "==",
        "a*",
        "_a",
        "__a",
        "==a==",
        "= a",
        "-a",
        "+a",
        "-- a",
        "...",
    ),
    *("&#0;", "&copy", "&", "<", "< b", "<3"),
    *("a > b", "a <b", "<https:", "\\", "\\a", "C:\\tmp", "a\\b", "//a", "/* a */", "a:b", ":a:"),
    *("https://x.fr/a_b_c", "1.a", "1234567890. a", "2 * 3 * 4", "a_b_c", "** a **", "''", '"'),
]


@pytest.mark.parametrize("text", ["&amp;", "&#35;", "&#x23;", "&nbsp;", "&#x202e;"])
def test_references_of_html_are_not_read_but_told(text: str) -> None:
    blocks, (fault,) = markdown.body(text)
    assert characters(blocks) == f"{text}\n"
    assert fault.code == "text-html" and fault.fragment == text
    assert characters(body(f"\\{text}")) == f"{text}\n"


def test_a_link_does_not_hide_what_it_runs() -> None:
    _, faults = markdown.line("[mot](javascript&colon;alert(1))")
    assert {fault.code for fault in faults} == {"text-link", "text-html"}


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_print_as_themselves(text: str) -> None:
    assert characters(body(text)) == f"{text}\n"
    assert characters(line(text)) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\\<label>", "<label>"),
        ("\\#", "#"),
        ("\\# a", "# a"),
        ("\\> a", "> a"),
        ("\\- a", "- a"),
        ("1\\. a", "1. a"),
        ("\\*a\\*", "*a*"),
        ("\\[@a]", "[@a]"),
        ("\\\\", "\\"),
        ("`a", "`a"),
        ("```\na\n```", "``` a ```"),
        ("    a", "a"),
        ("a\n***\nb", "a *** b"),
        ("[a]: b\n[a]", "[a]: b [a]"),
        ("e\u0301", "é"),
    ],
)
def test_signs_print_once_escaped(text: str, printed: str) -> None:
    assert characters(body(text)) == f"{printed}\n"


@pytest.mark.parametrize("signs", ["---", "===", "-----"])
def test_a_line_of_hyphens_prints_and_is_told(signs: str) -> None:
    """It is a rule, or the line under a title, in CommonMark; nobody wants to print it."""
    for text, printed in ((signs, signs), (f"a\n{signs}  ", f"a {signs}")):
        blocks, (fault,) = markdown.body(text)
        assert characters(blocks) == f"{printed}\n"
        assert (fault.code, fault.fragment) == ("text-rule", signs)
        assert f"\\{signs[0]} prints the sign" in fault.hint
    assert characters(body(f"\\{signs}")) == f"{signs}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("#", "a\n#\nb", "## ##", "-", "- a\n-\n- b", "1.", ">", "> >", "* * *", "- - -", "+"),
        "a\n\n-\n\n  b",
    ],
)
def test_a_sign_that_would_vanish_is_refused(text: str) -> None:
    assert codes(text) == ["text-empty"]


@pytest.mark.parametrize(
    "text",
    [
        *("> " * 5 + "a", ">" * 5000 + "a", "- " * 5 + "a", "> - " * 3 + "a"),
        "".join(f"{'  ' * n}- a\n" for n in range(60)),
    ],
)
def test_deep_blocks_are_refused(text: str) -> None:
    assert set(codes(text)) == {"text-depth"}


def test_blocks_of_four_levels_are_read() -> None:
    assert characters(body("> - > - a")).strip() == "a"


def test_emphasis_of_eight_levels_is_read_and_of_nine_refused() -> None:
    # The docs and messages give this limit; it bounds the depth of recursive functions.
    def nested(levels: int) -> str:
        return "".join(f"*{n} " for n in range(levels)) + "a" + "*" * levels

    assert not codes(nested(8)) and not markdown.line(nested(8))[1]
    (fault,) = markdown.line(nested(9))[1]
    assert fault.code == "text-depth" and "more than 8 levels" in fault.message


@pytest.mark.parametrize(
    "text",
    [
        "*" * 100 + "a" + "*" * 100,
        "*a " * 5000 + "b" + "*" * 5000,
        "**a _b " * 900 + "c" + "_**" * 900,
    ],
)
def test_deep_emphasis_is_refused(text: str) -> None:
    assert codes(text) == ["text-depth"]
    assert [fault.code for fault in markdown.line(text)[1]] == ["text-depth"]


SEEDS = [
    *("[", "]", "![", "[a](", "[](", "[a*", "[[a](b)", "[a]: b\n", "(", "[a](<", "[@a", "[@a]"),
    *("*", "_", "*a **a ", "a*b_c", "*a_ ", "**a", "__a ", "\\", "\\\n", "`", "``a", "&", "&#"),
    *("<", "<a ", "<!--", "<?", "<a b='", "<https:", "> ", ">", "- ", "-", "- a\n", "> a\n"),
    *("1. ", "#", "# ", "a\n", "a\\\n", "a  \n", "~~~\n", "```\n", "|", "=\n", "a\n=\n", "!"),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_longest_bodies_are_read_or_refused(seed: str) -> None:
    text = (seed * LONGEST_BODY)[:LONGEST_BODY]
    nodes, faults = markdown.body(text)
    assert nodes or faults
    markdown.line(text[:LONGEST_LINE])


def test_lines_have_one_paragraph() -> None:
    assert line("un\n\n\ndeux\n") == (Text("un deux"),)
    assert characters(line("- a\n> b\n# c")) == "- a > b # c"


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


#: Texts without markup, and without the letters that a wrong encoding makes of é.
PLAIN = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="\\`*_[]<>#!&-+.=~:()\"'ÂÃÅâ")
)


@given(PLAIN)
@example("123 456")
def test_a_text_without_markup_is_all_there(text: str) -> None:
    expected = without_spaces(normalize("NFC", text))
    for nodes, faults in (markdown.body(text), markdown.line(text)):
        assert not faults
        assert without_spaces(characters(nodes)) == expected


MARKUP = "\\`*_{}[]<>()#+-.!|~$@&=\"'/:;?%^,"


@given(st.text("ab1 \n" + MARKUP))
@example("1. a\n- b\n# c\n> d\n***\n---\n<b>![e](f)[@g]&#35;")
def test_a_text_with_all_markup_escaped_is_all_there(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in MARKUP else sign for sign in text)
    for nodes, faults in (markdown.body(escaped), markdown.line(escaped)):
        assert not faults
        assert without_spaces(characters(nodes)) == without_spaces(text)


@given(st.text("ab \n" + MARKUP, max_size=60))
@example("[a](b 'c')")
@example("- - -")
def test_letters_are_printed_or_refused(text: str) -> None:
    """Each letter is printed, in order, or a fault is reported, whatever the markup."""
    for nodes, faults in (markdown.body(text), markdown.line(text)):
        shown = [sign for sign in _all(nodes) if sign in "ab"]
        assert faults or shown == [sign for sign in text if sign in "ab"]


def _all(nodes: Any) -> str:
    """Return the characters, addresses and source ids of a tree: all that is printed."""
    found = ""
    for node in nodes:
        if isinstance(node, Text):
            found += node.value
        elif isinstance(node, Citation):
            found += node.source
        elif isinstance(node, Link):
            inner = _all(node.children)
            found += inner + (node.address if inner not in node.address or not inner else "")
        elif not isinstance(node, Break):
            found += _all(node.children)
    return found


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (markdown.body, markdown.line):
        nodes, faults = parse(text)
        assert faults or isinstance(nodes, tuple)
