"""The real pages beside a form go to the one where the field that is typed in is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests.helpers import add
from tests.web import browsing, steps
from tests.web.browsing import Served

pytestmark = pytest.mark.xdist_group("browser")

CHAPTERS = ("aube", "brume", "cendre", "dune", "écume", "fougère", "givre", "houle")
#: A booklet of a dozen pages: who corrects the seventh chapter had to scroll to it each time.
BOOKLET = """\
layout: booklet
title: Un livret
date: "2026-11-24"
description: Un essai.
cover: {lines: [Un livret]}
foreword: Avant de commencer.
contact: {title: Nous joindre, body: Au guichet.}
qr: [un-reseau]
chapters:
""" + "".join(
    f"""\
  - title: Chapitre de {one}
    lead: La phrase qui ouvre parle de {one} et de rien d'autre.
    sections: [{{kind: text, body: Dans ce chapitre {one} revient à chaque page.}}]
"""
    for one in CHAPTERS
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    browsing.chromium()
    project = browsing.with_two_papers(tmp_path_factory.mktemp("following") / "project")
    add(project, "essais/un-livret", BOOKLET)
    (project.content / "sources.yaml").write_text(
        "un-reseau: {title: Le réseau, by: Nous, url: https://exemple.fr/reseau, kind: website}\n",
        "utf-8",
    )
    with browsing.served(project) as found:
        yield found


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    page = opened(chromium, site)
    yield page
    page.context.close()


def opened(chromium: Any, site: Served, **options: Any) -> Any:
    page = steps.opened(chromium, site, **options)
    page.goto(f"{site.base}/texts/essais/un-livret")
    steps.drawn(page)
    return page


def field(page: Any, chapter: int) -> Any:
    """Return the field of the lead of a chapter, from 1, unfolded."""
    found = page.locator(f"[id='f-chapters.{chapter - 1}.lead']")
    steps.open_folded(found)
    return found


def page_in_pdf(site: Served, page: Any, words: str) -> int:
    """Return the last page (from 1) of the PDF that is shown on which some words are."""
    name = re.search("/drawn/([^/]+)/", page.locator(".sheets img").first.get_attribute("src"))
    content = site.atelier.kept(name[1]) if name else None
    assert content
    texts = [one.get_textpage().get_text_range() for one in pdfium.PdfDocument(content)]
    plain = [" ".join(re.sub("[\xa0\u202f]", " ", text).split()) for text in texts]
    *_, number = (number for number, text in enumerate(plain, 1) if words in text)
    return int(number)


#: Whether the whole head of a page is in sight.
SEEN = """number => {
  const page = document.querySelectorAll("#see .sheets img")[number - 1].getBoundingClientRect();
  const room = document.querySelector(".seeing").getBoundingClientRect();
  return page.top >= room.top - 2 && page.top < room.bottom - 100;
}"""
#: A timer of the page ends after the one of the script, which is as long and was set before.
AFTER_ITS_TIMER = "() => new Promise((done) => setTimeout(done, 150))"
TOP = "document.querySelector('.seeing').scrollTop"


def focus(page: Any, chapter: int) -> None:
    """Put the cursor into a chapter, and wait for the answer to where it is printed."""
    one = field(page, chapter)
    with page.expect_response(re.compile(r"/page\?")):
        one.focus()


def test_pages_go_to_the_chapter_that_is_corrected(page: Any, site: Served) -> None:
    number = page_in_pdf(site, page, "ouvre parle de givre")
    assert number > 8 and page.evaluate(TOP) == 0
    page.evaluate(
        "() => { window.tops = []; const seeing = document.querySelector('.seeing');"
        " seeing.addEventListener('scroll', () => window.tops.push(seeing.scrollTop)); }"
    )
    said = page.locator("#said").text_content()
    focus(page, 7)
    page.wait_for_function(SEEN, arg=number)
    # At once: what glides over ten pages makes some people ill (prefers-reduced-motion).
    page.wait_for_function("() => window.tops.length")
    assert len({*page.evaluate("window.tops")}) == 1
    # Who types, and who listens, is where they were.
    assert page.evaluate("document.activeElement.id") == "f-chapters.6.lead"
    assert page.locator("#said").text_content() == said
    focus(page, 2)
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "ouvre parle de brume"))


def test_pages_go_to_the_item_of_a_choice_and_to_the_code_of_a_source(
    page: Any, site: Served
) -> None:
    """Neither is printed as it is typed: the kind of a section, and the name of a source."""
    kind = page.locator("[id='f-chapters.6.sections.0.kind']")
    steps.open_folded(kind)
    with page.expect_response(re.compile(r"/page\?")):
        kind.focus()
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "ouvre parle de givre"))
    code = page.locator("[id='f-qr']")
    steps.open_folded(code)
    with page.expect_response(re.compile(r"/page\?")):
        code.focus()
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "exemple.fr/reseau"))


def test_beside_a_paper_pages_follow_the_fields_of_the_group(page: Any, site: Served) -> None:
    page.goto(f"{site.base}/papers/essais/un-livret?group=")
    steps.drawn(page)
    for name, text in (("name", "Section Énergie"), ("address", "2 rue du Bac, 75007 Paris")):
        before = page.locator(".sheets img").first.get_attribute("src")
        steps.fill(page, **{name: text})
        page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "rue du Bac"))
    # What is in sight is not left for another page with the same name.
    top = page.evaluate(TOP)
    assert top > 0
    with page.expect_response(re.compile(r"/page\?words=Section")):
        page.locator("#f-name").focus()
    page.evaluate(AFTER_ITS_TIMER)
    assert page.evaluate(TOP) == top
    # The number of copies is printed on no page. (What comes late is still of the name.)
    asked: list[str] = []
    follows = re.compile(r"/page\?(?!words=Section)")
    page.on("request", lambda one: asked.append(one.url) if follows.search(one.url) else None)
    page.locator("#copies").fill("300")
    page.evaluate(AFTER_ITS_TIMER)
    assert asked == []


def test_pages_stay_where_the_user_has_turned_them(page: Any, site: Served) -> None:
    focus(page, 7)
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "ouvre parle de givre"))
    page.locator(".seeing").hover()
    page.mouse.wheel(0, -100_000)
    page.wait_for_function(f"() => {TOP} === 0")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/page?" in one.url else None)
    before = page.locator(".sheets img").first.get_attribute("src")
    page.keyboard.type("Encore. ")
    page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
    steps.drawn(page)
    page.evaluate(AFTER_ITS_TIMER)
    assert page.evaluate(TOP) == 0 and asked == []
    # The next field is followed again.
    focus(page, 8)
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "ouvre parle de houle"))


def typed_while_pages_wait(page: Any) -> tuple[list[Any], list[str]]:
    """Type into a field while the first page is held back.

    Returns what is held back, and the addresses that ask for a page from now on.
    """
    focus(page, 1)
    held: list[Any] = []
    asked: list[str] = []
    page.route(re.compile(r"/1\.png$"), lambda route: held.append(route))
    page.on("request", lambda one: asked.append(one.url) if "/page?" in one.url else None)
    with page.expect_request(re.compile(r"/1\.png$")):
        page.keyboard.type("Encore. ")
    page.evaluate(AFTER_ITS_TIMER)
    assert held and asked == []
    return held, asked


def test_pages_are_drawn_before_one_is_looked_for(page: Any, site: Served) -> None:
    """One process does both: to read all pages of a booklet first would make each letter slower."""
    held, _ = typed_while_pages_wait(page)
    with page.expect_response(re.compile(r"/page\?")):
        for one in held:
            one.continue_()


def test_who_has_left_the_field_meanwhile_is_not_followed(page: Any, site: Served) -> None:
    held, asked = typed_while_pages_wait(page)
    page.evaluate("document.activeElement.blur()")
    for one in held:
        one.continue_()
    steps.drawn(page)
    page.evaluate(AFTER_ITS_TIMER)
    assert asked == []


def test_pages_follow_what_is_typed_to_another_page(page: Any, site: Served) -> None:
    one = page.locator("[id='f-chapters.6.sections.0.body']")
    steps.open_folded(one)
    with page.expect_response(re.compile(r"/page\?")):
        one.focus()
    page.keyboard.press("Control+End")
    # (Pasted at the end: more than two pages, then the words that are looked for.)
    with page.expect_response(re.compile(r"/page\?")):
        page.keyboard.insert_text(" Rien ne va plus loin que cela." * 170 + " Zibeline et zircon.")
    page.wait_for_function(SEEN, arg=page_in_pdf(site, page, "Zibeline et zircon"))


def test_a_narrow_window_keeps_its_field_in_sight(chromium: Any, site: Served) -> None:
    """There the pages are under the form: to go to one of them would leave the field."""
    page = opened(chromium, site, viewport={"width": 600, "height": 800})
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/page?" in one.url else None)
    field(page, 7).focus()
    at = page.evaluate("scrollY")
    page.evaluate(AFTER_ITS_TIMER)
    assert page.evaluate("scrollY") == at and asked == []
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 800
    page.context.close()
