"""Empty fields of items, which come when they are opened, and pages, which come after their form.

A booklet has 1,850 fields, of which 350 have a text: with all of them, its page took three seconds
to open, and a browser on an old machine was slow at each letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers import add
from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.conftest import Session
from tests.web.test_writing import BOOKLET, form_of, written
from zines.web.rendering import FOLDER
from zines.web.templating import environment
from zines.workshop.atelier import text_editing
from zines.workshop.atelier.form_schema import FormField

pytestmark = pytest.mark.xdist_group("browser")

SECTION = "chapters.0.sections.0"


@pytest.fixture
def booklet(site: Served) -> str:
    """Write the booklet as it is at first, and return the address of its page.

    A field that another test has filled would never come.
    """
    add(site.atelier.project, "essais/livret", BOOKLET)
    return f"{site.base}/texts/essais/livret"


@pytest.fixture
def page(chromium: Any, site: Served, booklet: str) -> Iterator[Any]:
    page = steps.opened(chromium, site)
    page.goto(booklet)
    steps.drawn(page)
    yield page
    page.context.close()


def field(page: Any, name: str) -> Any:
    return page.locator(f"[id='f-{name}']")


def test_empty_fields_come_from_the_address_that_the_page_has_for_them(session: Session) -> None:
    file = written(session, "vides", BOOKLET)
    text = session.browser.get("/texts/essais/vides").text
    assert f'name="g.{SECTION}.drawing"' in text and f'name="g.{SECTION}.body"' not in text
    address = re.search(rf'data-at="{SECTION}\." data-from="([^"]+)"', text)
    assert address
    fields = session.browser.get(address[1].replace("&amp;", "&")).text
    assert f'name="g.{SECTION}.body"' in fields and f'name="g.{SECTION}.drawing"' not in fields
    # (A file that a hand has changed since may have another shape; the page then says nothing.)
    for wrong in ("?at=nowhere.0.&key=body", "?at=title.&key=body", "?at=", "?at=chapters.0."):
        assert session.browser.get(f"/texts/essais/vides/fields{wrong}").status_code == 404, wrong
    file.unlink()


def test_without_a_script_a_button_shows_them_with_all_that_is_typed(session: Session) -> None:
    file = written(session, "sans-script", BOOKLET)
    form = form_of(session, "/texts/essais/sans-script") | {"g.title": "À demi"}
    answer: Any = session.post("/texts/essais/sans-script/see", form | {"more": f"{SECTION}."})
    assert f'name="g.{SECTION}.body"' in answer.text and ">À demi<" in answer.text
    assert "as-pages" in answer.text
    text_editing.drafts_of(session.atelier.project, "essais/sans-script").of(form["tab"]).unlink()
    file.unlink()


def test_an_item_sends_one_field_at_least() -> None:
    """A list of which a form sends nothing stays as its file has it, and one empties it in vain."""
    text = FormField("text", "Text", "", "line")
    needed = FormField("title", "Title", "", "line", needed=True)
    values = {"later": "/later", "upload": "", "most": {"picture": 1}}
    macros = environment(FOLDER).get_template("fields.html").make_module(values)
    for fields, waits in (((text, text), False), ((needed, text), True)):
        item = FormField("parts", "Parts", "", "list", fields=fields)
        shown = macros.inside(item, "parts.0", {}, "")  # type: ignore[attr-defined]
        assert ('class="later"' in shown, 'name="g.' in shown) == (waits, True)


def test_fields_come_when_they_are_opened_and_what_is_typed_in_them_is_saved(page: Any) -> None:
    section = page.locator("details.item details.item").first
    steps.open_folded(section.locator("summary").first)
    assert field(page, f"{SECTION}.body").count() == 0
    section.locator("> fieldset > details.more > summary").press("Enter")
    field(page, f"{SECTION}.body").fill("Des mots.")
    assert section.locator("> fieldset > details.more > .later").count() == 0
    assert browsing.violations(page) == []
    page.get_by_role("button", name="Save the text").click()
    page.wait_for_url("**saved=1")
    assert field(page, f"{SECTION}.body").input_value() == "Des mots."


def test_an_added_item_has_fields_of_its_own(page: Any) -> None:
    """Two sections whose fields had the same names would overwrite each other."""
    button = page.locator("button[data-add][value='chapters.0.sections']")
    steps.open_folded(button)
    button.click()
    number = page.evaluate("document.activeElement.name").split(".")[4]
    added = page.locator("details.item", has=field(page, f"chapters.0.sections.{number}.kind")).last
    added.locator("> fieldset > details.more > summary").click()
    field(page, f"chapters.0.sections.{number}.title").wait_for()
    names = page.evaluate(
        "[...document.querySelectorAll('#make [name^=\"g.\"]')].map((one) => one.name)"
    )
    assert len(names) == len(set(names))


def test_a_problem_leads_to_a_field_that_has_still_to_come(page: Any) -> None:
    page.evaluate(
        f"document.getElementById('p-chapters').innerHTML = '<a href=\"#f-{SECTION}.body\">x</a>'"
    )
    page.locator("#p-chapters a").click()
    field(page, f"{SECTION}.body").wait_for()
    page.wait_for_function(f"() => document.activeElement.id === 'f-{SECTION}.body'")


def test_a_problem_opens_the_closed_part_where_it_stands(page: Any) -> None:
    """ "1 thing to look at", and nothing to see, is a search through all that is folded."""
    about = page.locator("details.more", has=page.locator("#p-date")).last
    about.evaluate("one => { one.open = true; }")
    field(page, "date").fill("hier")
    about.evaluate("one => { one.open = false; }")
    page.locator("#p-date .error").wait_for()


def test_a_server_that_does_not_answer_leaves_the_button(page: Any) -> None:
    page.route("**/fields?**", lambda route: route.abort("connectionrefused"))
    link = f'<a href="#f-{SECTION}.body">x</a>'
    page.evaluate(f"document.getElementById('p-chapters').innerHTML = '{link}'")
    with page.expect_event("requestfailed"):
        page.locator("#p-chapters a").click()
    page.unroute("**/fields?**")
    page.locator("#p-chapters a").click()
    field(page, f"{SECTION}.body").wait_for()


def test_the_form_comes_before_its_pages(session: Session) -> None:
    file = written(session, "attend", BOOKLET)
    first = session.browser.get("/texts/essais/attend").text
    assert "<textarea" in first and "/drawn/" not in first
    address = re.search(r'<div id="see" hx-get="([^"]+)"', first)
    assert address
    asked = session.browser.get(address[1].replace("&amp;", "&"), headers={"HX-Request": "true"})
    assert "/drawn/" in asked.text and "<textarea" not in asked.text
    # To look at a text leaves nothing behind.
    assert list(file.parent.glob(".attend*")) == []
    file.unlink()


def test_pages_come_without_a_script_too(chromium: Any, site: Served, booklet: str) -> None:
    page = steps.opened(chromium, site, java_script_enabled=False)
    page.goto(booklet)
    page.wait_for_selector("#see .sheets img")
    page.context.close()
