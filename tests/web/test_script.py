"""The script of the pages, in a real browser."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.helpers import POSTER, add, small_project
from tests.web import browsing, steps
from tests.web.browsing import Served

pytestmark = pytest.mark.xdist_group("browser")

TRACT_PAGE = "/papers/essais/un-essai?group="
POSTER_PAGE = "/papers/essais/une-affiche?group="


def test_words_for_a_number_stop_nothing(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.locator("input[name=way][value=shop]").check()
    page.locator("#copies").fill("trois cents")
    page.wait_for_selector("#p-copies .wrong")
    assert page.locator("#copies").get_attribute("aria-invalid") == "true"
    # The pages are still updated, and what is made for a copier, the same for any number, is made.
    before = page.locator(".sheets img").first.get_attribute("src")
    page.get_by_label("Name of the group").fill("Trois cents")
    page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
    page.get_by_label("Postal address").fill("4, rue de la Paix")
    page.locator("input[name=way][value=copier-black]").check()
    page.wait_for_selector("#p-copies .warning")
    steps.make_pdfs(page)
    assert page.locator("#copies").input_value() == ""
    page.context.close()


def test_formats_are_those_of_the_way(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + POSTER_PAGE)
    able = "() => [...document.querySelectorAll('#size option')].filter((one) => !one.disabled)"
    names = f"({able})().map((one) => one.value)"
    page.locator("#size").select_option("a3")
    page.locator("input[name=way][value=shop]").check()
    assert page.evaluate(names) == ["imprimeur-a3", "imprimeur-a2", "all"]
    assert page.locator("#size").input_value() == "imprimeur-a3"
    page.locator("input[name=way][value=screen]").check()
    assert not page.locator("#size").is_visible()
    page.locator("input[name=way][value=copier-black]").check()
    assert page.evaluate(names) == ["a4", "a3", "all"]
    assert page.locator("#size").input_value() == "a4"
    page.context.close()


def of_size(folder: Path, size: int) -> Path:
    """Return a file of that many bytes: what Playwright is given as bytes takes 8 s to arrive."""
    file = folder / f"logo-{size}.png"
    file.write_bytes(b"x" * size)
    return file


def test_a_file_that_is_too_large_is_not_sent(chromium: Any, site: Served, tmp_path: Path) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if "/logo" in one.url else None)
    page.locator("#logo-file").set_input_files(of_size(tmp_path, 30_000_001))
    page.locator("#l-logo-file").wait_for()
    page.get_by_role("button", name="Add this picture").click()
    assert page.locator("#l-logo-file").is_visible() and sent == []
    # The problem disappears when a smaller file is chosen.
    page.locator("#logo-file").set_input_files(of_size(tmp_path, 30_000_000))
    assert not page.locator("#l-logo-file").is_visible()
    page.context.close()


def test_a_file_that_is_sent_all_the_same_is_answered_in_a_page(
    chromium: Any, site: Served, tmp_path: Path
) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.evaluate("document.getElementById('logo-file').removeAttribute('data-most')")
    page.locator("#logo-file").set_input_files(of_size(tmp_path, 40_000_000))
    page.get_by_role("button", name="Add this picture").click()
    page.get_by_text("30 MB at most").wait_for()
    assert browsing.violations(page) == []
    page.get_by_role("link", name="Back to the page").click()
    page.wait_for_url(lambda address: urlsplit(address).path == urlsplit(TRACT_PAGE).path)
    page.context.close()


def test_a_workshop_that_is_gone_is_told_of(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    asked = threading.Event()

    def refused(route: Any) -> None:
        asked.set()
        route.abort("connectionrefused")

    page.route("**/*", refused)
    # The page notices it without any typing.
    page.locator("#gone").wait_for(timeout=10_000)
    assert asked.is_set() and browsing.violations(page) == []
    page.get_by_label("Name of the group").fill("Reste là")
    page.get_by_role("button", name="Make the PDFs").click()
    page.wait_for_timeout(300)
    assert page.get_by_label("Name of the group").input_value() == "Reste là"
    assert urlsplit(page.url).path == urlsplit(TRACT_PAGE).path
    page.unroute("**/*")
    page.locator("#gone").wait_for(state="hidden", timeout=10_000)
    page.get_by_label("Postal address").fill("4, rue de la Paix")
    steps.make_pdfs(page)
    page.context.close()


def test_a_page_of_an_earlier_session_is_told_of(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.evaluate("document.querySelector('#make [name=token]').value = 'of an earlier session'")
    page.get_by_label("Name of the group").fill("Avant")
    page.locator("#stale").wait_for()
    page.get_by_role("button", name="Make the PDFs").click()
    page.wait_for_timeout(300)
    assert page.get_by_label("Name of the group").input_value() == "Avant"
    page.context.close()


def test_the_language_changes_and_all_that_is_typed_stays(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.locator("input[name=way][value=shop]").check()
    page.locator("#copies").fill("1 000")
    # (Click at once, before the typed value is saved as a draft.)
    page.get_by_label("Name of the group").fill("Polyglotte")
    page.get_by_role("button", name="Français").click()
    page.wait_for_selector("html[lang=fr]")
    try:
        assert page.locator("#f-name").input_value() == "Polyglotte"
        assert page.locator("#copies").input_value() == "1 000"
    finally:
        page.get_by_role("button", name="English").click()
        page.wait_for_selector("html[lang=en]")
    page.context.close()


def test_another_group_and_back_finds_what_is_typed(chromium: Any, site: Served) -> None:
    folder = site.atelier.project.root / "editions"
    folder.mkdir(exist_ok=True)
    file = folder / "voisins.yaml"
    file.write_text("kind: edition\nname: Voisins\naddress: Lyon\n", "utf-8")
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.get_by_label("Telephone").fill("04 77 00 00 00")
    steps.choose_group(page, "Voisins")
    assert page.locator("#f-name").input_value() == "Voisins"
    assert page.get_by_label("Telephone").input_value() == ""
    with page.expect_navigation():
        page.locator("select[data-go]").select_option("")
    assert page.get_by_label("Telephone").input_value() == "04 77 00 00 00"
    page.context.close()
    file.unlink()


def test_a_swatch_follows_its_code_and_the_code_its_swatch(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    swatch = page.locator("input[type=color]")
    steps.fill(page, colour="#0B6E69")
    assert swatch.input_value() == "#0b6e69"
    steps.fill(page, colour="#0b6")
    assert swatch.input_value() == "#0b6e69"
    swatch.fill("#123456")
    assert page.locator("#f-colour").input_value() == "#123456"
    page.context.close()


def test_a_list_of_files_says_on_a_phone_what_its_numbers_are(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site, viewport={"width": 360, "height": 700})
    page.goto(site.base + TRACT_PAGE)
    page.locator("input[name=way][value=screen]").check()
    steps.make_pdfs(page)
    cells = page.locator(".files tbody td").all_inner_texts()
    assert [one for one in cells if re.fullmatch(r"\d+", one.strip())] == []
    assert any(re.fullmatch(r"\d+ pages?", one.strip()) for one in cells)
    assert not page.locator(".files .wide").first.is_visible()
    page.context.close()


def test_what_was_typed_while_the_workshop_was_gone_is_kept(chromium: Any, site: Served) -> None:
    """The alarm went away, and what was typed under it was neither shown nor kept."""
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    steps.drawn(page)
    page.route("**/*", lambda route: route.abort("connectionrefused"))
    page.get_by_label("Name of the group").fill("Tapé dans le vide")
    page.locator("#gone").wait_for(timeout=10_000)
    page.unroute("**/*")
    with page.expect_response(re.compile("/see$"), timeout=10_000) as answer:
        pass
    assert "Tap%C3%A9%20dans%20le%20vide" in answer.value.request.post_data
    page.locator("#gone").wait_for(state="hidden")
    page.context.close()


def test_back_on_a_page_its_pages_are_those_of_its_form(chromium: Any, site: Served) -> None:
    """Browsers put back what was chosen: beside the tick for sheets there was one page."""
    page = steps.opened(chromium, site)
    page.goto(site.base + POSTER_PAGE)
    steps.drawn(page)
    page.locator("input[name=way][value=copier-colour]").check()
    page.locator("#size").select_option("a3")
    page.get_by_label("As sheets, with the recipe").check()
    page.locator(".sheets.as-sheets img").first.wait_for()
    page.goto(site.base + "/kits")
    page.go_back()
    page.locator(".sheets.as-sheets img").first.wait_for()
    assert page.get_by_label("As sheets, with the recipe").is_checked()
    assert page.locator("#size").input_value() == "a3"
    page.context.close()


def test_a_page_that_is_opened_anew_asks_for_its_pages_once(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.method) if "une-affiche" in one.url else None)
    page.goto(site.base + POSTER_PAGE)
    steps.drawn(page)
    assert [one for one in asked if one != "GET"] == []
    assert len([one for one in asked if one == "GET"]) == 2  # (the form, and its pages)
    page.context.close()


def test_pages_that_are_slow_to_follow_are_said_to_be_on_their_way(
    chromium: Any, site: Served
) -> None:
    """Of a booklet they follow after six seconds, in which nothing changed."""
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    steps.drawn(page)
    held: list[Any] = []
    page.route("**/see", lambda route: held.append(route))
    page.get_by_label("Name of the group").fill("Lentement")
    said = page.locator("#busy .busy")
    said.wait_for()
    held[0].continue_()
    said.wait_for(state="hidden")
    page.context.close()


def test_a_slow_workshop_says_that_it_is_at_work(chromium: Any, site: Served) -> None:
    """For seconds, nothing moved after a click, and one pressed again."""
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    steps.drawn(page)
    held: list[Any] = []
    page.route("**/take", lambda route: held.append(route))
    said = page.locator("#busy .busy")
    assert not said.is_visible()
    # Chromium keeps what a debugger asks of a page until its navigation has an answer: the page
    # itself presses the button and tells what is shown, and is asked nothing before the answer.
    with page.expect_console_message(lambda one: one.text == "shown"):
        page.get_by_role("button", name="Make the PDFs").evaluate(
            """(button) => {
              const said = document.querySelector("#busy .busy");
              const seen = () => { if (said.checkVisibility()) console.log("shown"); };
              new MutationObserver(seen).observe(said, { attributes: true });
              setTimeout(() => button.click());
            }"""
        )
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_selector("[data-done]", timeout=60_000)
    page.go_back()
    assert not said.is_visible()
    page.context.close()


def test_without_a_script_only_the_first_pictures_are_drawn(chromium: Any, tmp_path: Path) -> None:
    """A browser loads lazily only with scripts (HTML, "lazy loading attributes").

    109 pictures kept the workshop at work for a minute, before any page could be set.
    """
    project = small_project(tmp_path / "project")
    for number in range(30):
        add(project, f"essais/affiche-{number:02}", POSTER)
    with browsing.served(project) as many:
        asked: list[str] = []
        for scripts in (False, True):
            context = chromium.new_context(java_script_enabled=scripts)
            page = context.new_page()
            page.route("**/covers/**", lambda route: route.fulfill(status=204))
            page.on("request", lambda one: asked.append(one.url))
            page.goto(many.door)
            assert page.locator(".wall li").count() == 30
            # (With the script, a browser takes what is named by the page as text.)
            assert page.locator("noscript p").count() == (not scripts)
            if not scripts:
                assert len([one for one in asked if "/covers/" in one]) == 24
            else:
                named = "() => [...document.querySelectorAll('.wall img')].every((one) => one.src)"
                page.wait_for_function(named)
            context.close()


def test_a_picture_that_is_still_drawn_is_an_empty_sheet(chromium: Any, site: Served) -> None:
    """After a search, six seconds of nothing below *11 papers* looked like an empty list."""
    page = steps.opened(chromium, site)
    page.route("**/covers/**", lambda route: None)  # (as a workshop that still draws them)
    page.goto(site.base)
    shade = "(one) => getComputedStyle(one).backgroundColor"
    picture = page.locator(".wall img").first
    picture.wait_for()
    page.wait_for_function("() => document.documentElement.classList.contains('awaits')")
    empty = picture.evaluate(shade)
    page.unroute("**/covers/**")
    page.locator("#q").fill("essai")
    page.wait_for_selector(".wall img.here")
    assert page.locator(".wall img.here").first.evaluate(shade) != empty
    page.context.close()
