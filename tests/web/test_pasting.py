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
        # An empty paragraph between two is one break, as theirs is.
        ("<h1>Un</h1><p>&nbsp;</p><p>Deux</p>", "Un\r\n\u00a0\r\nDeux", "Un\n\nDeux"),
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
        # Lines of an address are no paragraphs; nor are the cells of a table.
        ("f-front", "<p>2 rue du Bac<br>75007 Paris</p>", "2 rue du Bac\n75007 Paris"),
        ("f-front", "<table><tr><td><p>a</p><td><p>b</p><tr><td><p>c</p></table>", "a\tb\nc"),
        # From an editor of plain text.
        ("f-front", "", "Un.\nDeux."),
        # In a headline, each line is one.
        ("f-headline", "<p>Un</p><p>Deux</p>", "Un\r\nDeux"),
    ],
)
def test_other_lines_are_pasted_as_they_are(page: Any, field: str, html: str, plain: str) -> None:
    assert page.evaluate(PASTE, [field, html, plain])
