"""Sources are chosen by their titles: who writes a tract does not know their names in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.conftest import Session
from zines.base.language import tr
from zines.workshop.atelier import text_editing

pytestmark = pytest.mark.xdist_group("browser")

SOURCES = """\
rgpd: {title: Règlement général, by: Union européenne, date: "2016-04-27", kind: law}
etude: {title: Étude du guichet, by: Une équipe, kind: study}
convention: {title: Sortir du bocal, by: Une convention, kind: report, url: "https://exemple.fr/"}
"""
SLUG = "essais/un-essai"


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    (site.atelier.project.content / "sources.yaml").write_text(SOURCES, "utf-8")
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/{SLUG}")
    steps.drawn(page)
    yield page
    page.context.close()


def cite(page: Any, field: str, words: str) -> None:
    """Choose the only source with these words, by the keyboard alone."""
    one = page.locator(f"[id='f-{field}']")
    one.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog:not([open])", state="attached")


def test_a_source_is_written_where_the_cursor_was(page: Any, site: Served) -> None:
    steps.fill(page, front="Un chiffre. Un autre.")
    page.evaluate("document.getElementById('f-front').setSelectionRange(10, 10)")
    # (The answer to what was filled in above may still come.)
    with page.expect_response(lambda one: "etude" in (one.request.post_data or "")):
        # Without accents, as it is typed in haste.
        cite(page, "front", "etude")
    front = page.locator("#f-front")
    assert front.input_value() == "Un chiffre [@etude]. Un autre."
    # Who chose it types on behind it, and what is chosen is kept as what is typed.
    assert page.evaluate("document.activeElement.id") == "f-front"
    page.keyboard.type("[")
    assert front.input_value() == "Un chiffre [@etude][. Un autre."
    tab = page.locator("input[name=tab]").first.input_value()
    draft = text_editing.drafts_of(site.atelier.project, SLUG).of(tab)
    assert "[@etude]" in draft.read_text("utf-8")


def test_a_code_gets_the_bare_name_of_a_source_on_a_line_of_its_own(page: Any) -> None:
    steps.fill(page, qr="https://exemple.fr/reunion")
    page.locator("#f-qr").press("End")
    cite(page, "qr", "convention")
    assert page.locator("#f-qr").input_value() == "https://exemple.fr/reunion\nconvention"


def test_the_list_says_what_it_has_and_closes_without_a_trace(page: Any) -> None:
    steps.fill(page, front="Selon le règlement [@rgpd]")
    front = page.locator("#f-front")
    front.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    titles = page.locator("dialog label span")
    # Those that the text cites come first, then the others in the order of the alphabet.
    assert [one.split("\n")[0].strip() for one in titles.all_inner_texts()] == [
        "Règlement général",
        "Étude du guichet",
        "Sortir du bocal",
        "Sortir du bocal numérique",
        "Un livre",
    ]
    assert browsing.violations(page) == []
    page.keyboard.type("zircon")
    page.get_by_text(tr("No source has these words.")).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert front.input_value() == "Selon le règlement [@rgpd]"
    assert page.evaluate("document.activeElement.id") == "f-front"


def test_only_the_field_that_is_edited_has_its_button_in_the_way_of_the_keyboard(page: Any) -> None:
    """A hundred more stops on the way through a booklet would be one for each field."""
    page.locator("#f-title").focus()
    assert page.locator("button[data-cite]").count() > 3
    assert page.locator("button[data-cite]:visible").count() == 0
    page.locator("#f-front").focus()
    assert page.locator("button[data-cite]:visible").count() == 1


def test_without_a_script_there_is_no_button(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site, java_script_enabled=False)
    page.goto(f"{site.base}/texts/{SLUG}?whole=1")
    page.locator("#f-front").focus()
    assert page.locator("button[data-cite]:visible").count() == 0
    page.context.close()


def test_sources_of_no_text_are_not_found(session: Session) -> None:
    assert session.browser.get("/texts/essais/nulle-part/sources").status_code == 404
