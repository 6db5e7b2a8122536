"""Paragraphs of Word end in one line break each: in a text, that is a space, and they ran on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web import steps
from tests.web.browsing import Served

pytestmark = pytest.mark.xdist_group("browser")

PASTE = """([field, html, plain]) => {
  const held = new DataTransfer(), into = document.getElementById(field);
  held.setData("text/html", html);
  held.setData("text/plain", plain);
  into.focus();
  into.setSelectionRange(0, into.value.length);
  const event = new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true});
  return into.dispatchEvent(event);
}"""


def word_item(level: int, mark: str, words: str) -> str:
    """Return an item of a list as Word copies it."""
    style = f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    shown = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp;</span></span>"
    return f'<p class=MsoListParagraph style="{style}">{shown}{words}</p>'


@pytest.fixture(scope="module")
def page(chromium: Any, site: Served) -> Iterator[Any]:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/essais/un-essai")
    steps.drawn(page)
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("html", "plain", "kept"),
    [
        # Word: one line break after each paragraph, and after each item.
        (
            "<p class=MsoNormal>Un.</p><p class=MsoNormal>Deux.</p>",
            "Un.\r\nDeux.\r\n",
            "Un.\n\nDeux.",
        ),
        (
            "<p>Il faut :</p><p>·\u00a0un</p><p>·\u00a0deux</p><p>Fin.</p>",
            "Il faut :\r\n·\tun\r\n·\tdeux\r\nFin.",
            "Il faut :\n\n·\tun\n·\tdeux\n\nFin.",
        ),
        # A mail, or a page of PDF: its lines end where the next word had no room.
        (
            "",
            "Le guichet de la préfecture a fermé un lundi, et personne\n"
            "ne l'a dit à ceux qui attendaient.\n\nMairie de Lyon\n1 rue du Port\n",
            "Le guichet de la préfecture a fermé un lundi, et personne "
            "ne l'a dit à ceux qui attendaient.\n\nMairie de Lyon\n1 rue du Port\n",
        ),
        (
            "",
            "Nous demandons, pour toutes les personnes qui viennent ici :\n"
            "- un guichet ouvert tous les jours, avec quelqu'un derrière,\n"
            "  et une chaise ;\n- du papier.",
            "Nous demandons, pour toutes les personnes qui viennent ici :\n"
            "- un guichet ouvert tous les jours, avec quelqu'un derrière, "
            "et une chaise ;\n- du papier.",
        ),
        (
            "",
            "Le guichet de la préfecture est fermé, et personne n'attend\n"
            "lui. On nous renvoie, dit Jeanne, qui a perdu son porte-\n"
            "monnaie et ses papiers, vers un site, et elle a écrit hier à\n"
            "M. Durand, préfet.",
            "Le guichet de la préfecture est fermé, et personne n'attend "
            "lui. On nous renvoie, dit Jeanne, qui a perdu son porte-"
            "monnaie et ses papiers, vers un site, et elle a écrit hier à "
            "M. Durand, préfet.",
        ),
        # An empty paragraph between two is one break, as theirs is.
        ("<h1>Un</h1><p>&nbsp;</p><p>Deux</p>", "Un\r\n\u00a0\r\nDeux", "Un\n\nDeux"),
        # One table, or one line that is broken by hand, and all paragraphs of a letter ran on.
        (
            "<p>Un.</p><table><tr><td><p>Lundi</p><td><p>42</p><tr><td><p>Jeudi</p><td><p>57</p>"
            "</table><p>2 rue du Bac<br>75007 Paris</p><p>Deux.</p>",
            "Un.\r\nLundi\t42\r\nJeudi\t57\r\n2 rue du Bac\v75007 Paris\r\nDeux.",
            "Un.\n\nLundi – 42\nJeudi – 57\n\n2 rue du Bac\n75007 Paris\n\nDeux.",
        ),
        # (Outlook lays out whole mails in the cells of a table: they are paragraphs.)
        ("<table><tr><td><p>Un.<p>Deux.</table>", "Un.\r\nDeux.", "Un.\n\nDeux."),
        ("<table><tr><td><p>Un.<tr><td><p>Deux.</table>", "Un.\r\nDeux.", "Un.\n\nDeux."),
        # Lists inside lists: Word has the level of an item in its style only.
        (
            f"<p>Il faut :</p>{word_item(1, '1.', 'un')}{word_item(2, 'a)', 'deux')}"
            f"{word_item(1, '2.', 'trois')}{word_item(2, '·', 'quatre')}<p>Fin.</p>",
            "Il faut :\r\n1.\tun\r\na)\tdeux\r\n2.\ttrois\r\n·\tquatre\r\nFin.",
            "Il faut :\n\n1. un\n   a) deux\n2. trois\n   - quatre\n\nFin.",
        ),
        (
            f"{word_item(1, 'a)', 'un')}{word_item(2, '·', 'deux')}{word_item(2, 'o', 'trois')}",
            "a)\tun\r\n·\tdeux\r\no\ttrois\r\n",
            "a) un\n- deux\n- trois",
        ),
        # Pages of the web: Chromium copies items without their marks.
        (
            "<ul><li>un<ol><li>deux</li><li>trois</li></ol></li><li><p>quatre<p>cinq</ul><p>Fin.",
            "un\ndeux\ntrois\nquatre\ncinq\nFin.",
            "- un\n  1. deux\n  2. trois\n- quatre\n\ncinq\n\nFin.",
        ),
        # What is struck out while changes are followed, and comments, go with the text.
        (
            "<p>Nous <del>vous</del> <ins>les</ins> prions<span><a class=msocomanchor>[DL1]</a>"
            "</span>.</p><p><del>Fini.</del></p><p>Fin.</p><div style='mso-element:comment-list'>"
            "<p class=MsoCommentText><a class=msocomanchor>[DL1]</a>Vraiment ?</p></div>",
            "Nous vous les prions[DL1].\r\nFini.\r\nFin.\r\n[DL1]Vraiment ?\r\n",
            "Nous les prions.\n\nFin.",
        ),
    ],
)
def test_paragraphs_stay_paragraphs(page: Any, html: str, plain: str, kept: str) -> None:
    assert not page.evaluate(PASTE, ["f-front", html, plain])
    assert page.locator("#f-front").input_value() == kept


def test_what_is_pasted_can_be_undone(page: Any) -> None:
    steps.fill(page, front="Avant.")
    page.evaluate(PASTE, ["f-front", "<p>Un.</p><p>Deux.</p>", "Un.\r\nDeux."])
    page.keyboard.press("Control+Z")
    assert page.locator("#f-front").input_value() == "Avant."


@pytest.mark.parametrize(
    ("field", "html", "plain"),
    [
        # Lines of an address are no paragraphs.
        ("f-front", "<p>2 rue du Bac<br>75007 Paris</p>", "2 rue du Bac\n75007 Paris"),
        # From an editor of plain text.
        ("f-front", "", "Un.\nDeux."),
        # In a headline, each line is one.
        ("f-headline", "<p>Un</p><p>Deux</p>", "Un\r\nDeux"),
    ],
)
def test_other_lines_are_pasted_as_they_are(page: Any, field: str, html: str, plain: str) -> None:
    assert page.evaluate(PASTE, [field, html, plain])
