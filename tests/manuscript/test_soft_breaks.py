"""Line breaks inside paragraphs: as a form shows and gives them back, and as a file has them."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from zines.manuscript import markdown, soft_breaks


def test_paragraphs_are_shown_without_the_line_breaks_of_the_file() -> None:
    """CommonMark reads a line break in a paragraph as a space: a browser breaks its own lines."""
    for text, shown in (
        (
            "Un paragraphe\nqui va à la ligne.\n\nUn autre.",
            "Un paragraphe qui va à la ligne.\n\nUn autre.",
        ),
        ("Il dit\n« non », [@a]\n[@b]\n*enfin*.", "Il dit « non », [@a] [@b] *enfin*."),
        (
            "Il en faut\n12, ou\n– qui sait –\n  15 sièges.",
            "Il en faut 12, ou – qui sait – 15 sièges.",
        ),
        # A break that is meant, a heading, lists and quotations begin their lines.
        ("Derrière,\\\nquelqu'un.", "Derrière,\nquelqu'un."),
        ("Derrière,  \nquelqu'un.", "Derrière,\nquelqu'un."),
        ("Un signe \\\\\nqui reste \\", "Un signe \\\\ qui reste \\"),
        ("### Titre\nTexte", "### Titre\nTexte"),
        ("- un\n- deux\n  suite", "- un\n- deux suite"),
        ("– Oui ?\n– Non.", "– Oui ?\n– Non."),
        ("1. un\n2. deux\n> trois", "1. un\n2. deux\n> trois"),
        ("a\n* b\n+ c", "a\n* b\n+ c"),
        # Where lines are not only text, nothing is changed.
        ("```\na\nb\n```", "```\na\nb\n```"),
        ("Titre\n=====\na\nb", "Titre\n=====\na\nb"),
    ):
        assert soft_breaks.unwrapped(text) == shown


def test_line_breaks_that_are_typed_print() -> None:
    """Who presses Enter in a form wants a new line: hours, an address, a song."""
    for typed, written in (
        ("Lundi : 9 h\nMardi : fermé\n\nFin.", "Lundi : 9 h\\\nMardi : fermé\n\nFin."),
        ("- un\n- deux\nencore\n\n### Titre\nTexte", "- un\n- deux\\\nencore\n\n### Titre\nTexte"),
        ("Mairie\n1 rue du Port", "Mairie\\\n1 rue du Port"),
        ("– Oui ?\n– Non.", "– Oui ?\\\n– Non."),
        # In a paragraph, a list begins at 1 (CommonMark, lists).
        ("Née en\n1985. Partie\n2) ou 3) fois", "Née en\\\n1985. Partie\\\n2) ou 3) fois"),
        ("1. un\nsuite\n2. deux\n\n3. trois", "1. un\\\nsuite\n2. deux\n\n3. trois"),
        (
            "- un\n\n  suite\n2. deux\n\nFin\n3. trois",
            "- un\n\n  suite\n2. deux\n\nFin\\\n3. trois",
        ),
        ("> un\n2. deux", "> un\n2. deux"),
        # Who knows the sign has typed it.
        ("Un\\\ndeux  \ntrois\\\\\nquatre", "Un\\\ndeux  \ntrois\\\\\\\nquatre"),
        ("| a | b |\n| c | d |", "| a | b |\n| c | d |"),
    ):
        assert soft_breaks.with_breaks(typed) == written


def test_a_line_of_many_spaces_is_read_at_once() -> None:
    """A table pasted from a PDF has lines of spaces: their time must not grow with the square."""
    spaces = " " * 200_000
    assert soft_breaks.with_breaks(f"{spaces}a\nb") == f"{spaces}a\\\nb"


_PIECES = st.sampled_from(
    ["un", "deux,", "12", "1. v", "2) x", "- w", "+ y", "* z", "> q", "## t", "–", "1985.", "\\",
     "\\\\", " ", "  ", "   ", "     ", "\n", "\n", "\n\n", "*mot*", "[@a]", "€"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_what_a_form_shows_and_gives_back_prints_as_the_file_does(text: str) -> None:
    def printed(text: str) -> str:
        blocks, faults = markdown.body(text)
        assume(not faults)
        # (Spaces before a line break do not show.)
        return re.sub(" +'", "'", repr(blocks)).replace("Text(value=''), ", "")

    assume("\\ " not in text)  # (The parser takes such a space for a letter.)
    shown = soft_breaks.unwrapped(text.strip())
    assert printed(soft_breaks.with_breaks(shown)) == printed(text.strip())
    # Only line breaks that print are left in paragraphs.
    assert soft_breaks.unwrapped(soft_breaks.with_breaks(shown)) == shown
