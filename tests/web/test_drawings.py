"""Drawings are chosen by looking at them.

Ninety drawings were ninety lines of words in a list, of which who looks for a picture reads none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.helpers import add
from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.conftest import Session
from tests.web.test_writing import BOOKLET, form_of, written
from zines.manuscript import layouts
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.atelier import text_editing

pytestmark = pytest.mark.xdist_group("browser")

SECTION = "chapters.0.sections.0"


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    """Open the page of a booklet, written anew, with a drawing in its only section."""
    add(site.atelier.project, "essais/livret", BOOKLET)
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/essais/livret")
    steps.drawn(page)
    yield page
    page.context.close()


def chosen(page: Any) -> Any:
    return page.locator(f"input[type=radio][name='g.{SECTION}.drawing']:checked")


def test_a_drawing_has_a_small_picture_that_is_made_once(session: Session) -> None:
    for file in (session.atelier.project.cache / "atelier").glob("drawing-chewed-tablet-*"):
        file.unlink()
    first = session.browser.get("/drawings/chewed-tablet.webp")
    with Image.open(BytesIO(first.content)) as picture:
        assert picture.size == pytest.approx((200, 200), abs=1)
        darkest, lightest = picture.convert("L").getextrema()
        assert darkest < 60 and lightest > 250  # type: ignore[operator]
    (kept,) = (session.atelier.project.cache / "atelier").glob("drawing-chewed-tablet-*.webp")
    kept.write_bytes(b"as it is kept")
    assert session.browser.get("/drawings/chewed-tablet.webp").content == b"as it is kept"
    kept.unlink()
    for wrong in ("nowhere", "_hidden", "..%2F..%2Fsecret", "chewed-tablet.typ"):
        assert session.browser.get(f"/drawings/{wrong}.webp").status_code == 404, wrong


def test_pictures_are_those_of_the_list_and_have_its_words(session: Session) -> None:
    address = f"/texts/essais/dessins/drawings?at={SECTION}.drawing&value=chewed-tablet"
    file = written(session, "dessins", BOOKLET)
    text = session.browser.get(address).text
    names = layouts.names_in(session.atelier.project.search_path("layouts"), "drawings")
    shown = re.findall(r'type="radio"[^>]*value="([^"]+)"', text)
    assert sorted(shown) == sorted(names)
    assert (
        re.findall(r'<img src="/drawings/([a-z0-9-]+)\.webp" alt=""[^>]*loading="lazy"', text)
        == shown
    )
    assert re.findall(r'value="([^"]*)" checked', text) == ["chewed-tablet"]
    assert "Une vache mâche la tablette qui la comptait" in text
    for wrong in ("", "title", "nowhere.drawing", "chapters.0.title"):
        answer = session.browser.get(f"/texts/essais/dessins/drawings?at={wrong}")
        assert answer.status_code == 404, wrong
    file.unlink()


def test_without_a_script_a_button_shows_them_with_all_that_is_typed(session: Session) -> None:
    file = written(session, "sans-script-non-plus", BOOKLET)
    page = "/texts/essais/sans-script-non-plus"
    form = form_of(session, page) | {"g.title": "À demi"}
    answer: Any = session.post(f"{page}/see", form | {"more": f"{SECTION}.drawing"})
    checked = rf'name="g\.{SECTION}\.drawing" value="queue-ticket" checked'
    assert re.search(checked, answer.text) and ">À demi<" in answer.text
    assert f'<select id="f-{SECTION}.drawing"' not in answer.text
    text_editing.drafts_of(session.atelier.project, "essais/sans-script-non-plus").of(
        form["tab"]
    ).unlink()
    file.unlink()


def test_a_drawing_is_chosen_by_looking_with_keys_alone(page: Any, site: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/drawings/" in one.url else None)
    button = page.locator(f"button[data-drawings][value='{SECTION}.drawing']")
    steps.open_folded(button)
    button.press("Enter")
    page.wait_for_function("() => document.activeElement.type === 'radio'")
    assert chosen(page).input_value() == "queue-ticket"
    page.wait_for_function(
        "() => { const one = document.activeElement.parentElement.querySelector('img');"
        " return one.complete && one.naturalWidth; }"
    )
    assert browsing.violations(page) == []
    # (Those that are out of sight are not asked for.)
    assert 0 < len(set(asked)) < page.locator(".drawings img").count() / 2
    before = page.locator(".sheets img").nth(4).get_attribute("src")
    page.keyboard.press("ArrowRight")
    name = chosen(page).input_value()
    assert name != "queue-ticket"
    page.wait_for_function(
        f"() => document.querySelectorAll('.sheets img')[4].getAttribute('src') !== '{before}'"
    )
    page.get_by_role("button", name="Save the text").press("Enter")
    page.wait_for_url("**saved=1")
    file = site.atelier.project.content / "essais/livret.yaml"
    section = yaml_reader.read(file, "x").value["chapters"][0]["sections"][0]
    assert section["drawing"] == name


def test_the_picture_beside_the_list_is_that_of_the_choice(page: Any) -> None:
    names = page.locator(f"[id='f-{SECTION}.drawing']")
    picture = names.locator("xpath=..").locator(".chosen img")
    steps.open_folded(names)
    assert picture.get_attribute("src") == "/drawings/queue-ticket.webp"
    names.select_option("chewed-tablet")
    assert picture.get_attribute("src") == "/drawings/chewed-tablet.webp"
    names.select_option("")
    assert not picture.is_visible()


def test_a_section_that_is_added_has_pictures_of_its_own(page: Any) -> None:
    """Two sections whose choices had the same name would take each other's drawing away."""
    button = page.locator(f"button[data-drawings][value='{SECTION}.drawing']")
    steps.open_folded(button)
    button.click()
    chosen(page).wait_for()
    page.evaluate(  # (The last item is copied: here, one with its pictures.)
        'document.querySelectorAll("details.item details.item")'
        ".forEach((one, index) => index && one.remove())"
    )
    page.locator("button[data-add][value='chapters.0.sections']").click()
    added = page.locator("input[type=radio][name='g.chapters.0.sections.1.drawing']")
    assert added.count() == page.locator(f"input[name='g.{SECTION}.drawing']").count()
    assert added.locator("xpath=self::*[@value='chewed-tablet']").count() == 1
    marked = "[name='g.chapters.0.sections.1.drawing']:checked"
    assert page.evaluate(f'document.querySelector("{marked}").value') == ""
    assert chosen(page).input_value() == "queue-ticket"
