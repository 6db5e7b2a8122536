"""The atelier in a real browser: mouse, keyboard, narrow, dark, printed, without scripts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.helpers import add, speaking
from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.test_any_pdf import pdf

pytestmark = pytest.mark.xdist_group("browser")

TRACT = "/papers/essais/un-essai"
# (A paper that is opened without a group has the only one that other tests have saved.)
TRACT_PAGE = f"{TRACT}?group="
QUESTIONS = "essais/des-questions"
FORM = """\
layout: form
title: Des questions
date: "2026-11-24"
description: Un essai.
headline: [Des questions]
sections:
  - {kind: fields, fields: [{label: Une question, lines: 2}]}
"""
PLACES = (
    "/",
    "/?q=nothing+has+that",
    "/kits",
    "/groups",
    "/groups/one",
    "/write",
    "/impose",
    "/end",
    "/nowhere",
)
SHELVES = """\
subjects: {essais: {label: Essais, papers: [essais/*]}}
places: {guichet: {label: Guichet, papers: [essais/une-affiche]}}
kits: {tout: {label: Kit, description: Tout., papers: [essais/un-essai, essais/une-affiche]}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    browsing.chromium()
    project = browsing.with_two_papers(tmp_path_factory.mktemp("browser") / "project")
    (project.content / "shelves.yaml").write_text(SHELVES, "utf-8")
    add(project, QUESTIONS, FORM)
    with browsing.served(project) as found:
        yield found


def all_pages(page: Any, site: Served) -> Iterator[str]:
    """Open each kind of page and yield its path; the last page is that of a finished job."""
    for path in (*PLACES, TRACT_PAGE):
        page.goto(site.base + path)
        yield path
    page.goto(site.base + TRACT_PAGE)
    steps.make_pdfs(page)
    yield "/jobs/..."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_anyone(chromium: Any, site: Served, scheme: str) -> None:
    page = steps.opened(chromium, site, color_scheme=scheme)
    for path in all_pages(page, site):
        assert browsing.violations(page) == [], path
    assert page.outside == []
    page.context.close()


# A window of 1280 px has 640 px at 200 %, and 320 px at 400 % (WCAG 1.4.10).
@pytest.mark.parametrize(("width", "spoken"), [(320, "en"), (640, "en"), (320, "fr")])
def test_no_page_scrolls_sideways(
    chromium: Any, site: Served, width: int, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", spoken)
    with speaking(spoken):
        check_widths(chromium, site, width)


def check_widths(chromium: Any, site: Served, width: int) -> None:
    page = steps.opened(chromium, site, viewport={"width": width, "height": 700})
    for path in all_pages(page, site):
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
    page.context.close()


def test_pages_follow_what_is_typed(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    before = page.locator(".sheets img").first.get_attribute("src")
    page.get_by_label("Name of the group").fill("Le Collectif")
    page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
    # The law requires an address: the problem is beside its field, and the pages are shown.
    page.wait_for_selector("#p-address .wrong")
    assert page.get_by_label("Postal address").get_attribute("aria-invalid") == "true"
    page.get_by_label("Postal address").fill("4, rue de la Paix")
    page.wait_for_selector("#p-address .wrong", state="detached")
    page.get_by_label("As sheets, with the recipe").check()
    page.wait_for_selector(".sheets.recipe img")
    for image in page.locator(".sheets.as-sheets img").all():
        image.evaluate("image => image.decode()")
        assert image.evaluate("image => image.naturalWidth") > 300
    page.context.close()


def test_what_is_typed_outlives_the_tab(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.get_by_label("Name of the group").fill("Perdu et retrouvé")
    with page.expect_response(re.compile("/see$")):
        pass
    page.close()
    again = page.context.new_page()
    again.goto(site.base + TRACT_PAGE)
    again.get_by_role("link", name="Take it up").click()
    assert again.get_by_label("Name of the group").input_value() == "Perdu et retrouvé"
    again.context.close()


def test_two_tabs_do_not_spoil_each_other(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    page.get_by_label("Name of the group").fill("Deux onglets")
    page.get_by_label("Postal address").fill("4, rue de la Paix")
    steps.save_group(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Town or section").fill("Loire")
    with other.expect_navigation():
        other.get_by_role("button", name="Save the group").press("Enter")
    page.get_by_label("Town or section").fill("Rhône")
    page.get_by_role("button", name="Save the group").press("Enter")
    page.get_by_text("changed elsewhere").wait_for()
    # Who saves again knows what of the other version is lost.
    page.get_by_text("what you typed is still here: Town or section.").wait_for()
    file = site.atelier.project.root / "editions" / "deux-onglets.yaml"
    assert "Loire" in file.read_text("utf-8")
    # The typed values are kept, and saving again overwrites the other version.
    assert page.get_by_label("Town or section").input_value() == "Rhône"
    steps.save_group(page)
    assert "Rhône" in file.read_text("utf-8")
    page.context.close()


def press_until(page: Any, key: str, selector: str, most: int = 120) -> None:
    """Press a key until an element that matches ``selector`` has the focus, ``most`` times."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("word => document.activeElement.matches(word)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}")


def test_all_of_it_by_keys_alone(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base)
    press_until(page, "Tab", ".skip", 1)
    press_until(page, "Tab", f"a[href='{TRACT}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + TRACT)
    press_until(page, "Tab", "#f-name")
    page.keyboard.type("Au clavier")
    press_until(page, "Tab", "#f-address")
    page.keyboard.type("4, rue de la Paix")
    press_until(page, "Tab", "input[name=way]")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=way]:checked").get_attribute("value") == "copier-colour"
    press_until(page, "Tab", "button.loud")
    outline = "getComputedStyle(document.activeElement).outlineWidth"
    assert page.evaluate(outline) == "4px"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-done]")
    press_until(page, "Tab", "a[download]")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith((".pdf", ".zip"))
    page.context.close()


def test_choosing_and_taking_need_no_script(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site, java_script_enabled=False)
    page.goto(site.base)
    page.get_by_label("Guichet").check()
    page.get_by_role("button", name="Search").click()
    assert page.locator(".wall li").count() == 1
    page.get_by_role("link", name="Une affiche").click()
    page.get_by_label("On a screen").check()
    page.get_by_role("button", name="Make the PDFs").click()
    # (The page reloads itself.)
    page.wait_for_selector("[data-done]")
    with page.expect_download() as taken:
        page.locator("a[download]").first.click()
    with taken.value.path().open("rb") as file:
        assert file.read(5) == b"%PDF-"
    page.context.close()


def test_filters_and_search_follow_what_is_chosen(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base)
    page.get_by_label("Words in titles and texts").fill("recto")
    page.locator("#papers").get_by_text("1 paper").wait_for()
    assert "q=recto" in page.url
    page.get_by_label("Guichet").check()
    page.locator("#papers").get_by_text("0 papers").wait_for()
    page.context.close()


def test_a_kit_comes_as_one_zip(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/kits")
    steps.make_kit(page, "tout")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take all as a zip").click()
    assert taken.value.suggested_filename == "hors-bocal.zip"
    page.context.close()


def test_a_table_makes_one_for_each_row(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    rows = "nom;adresse\nUne;1, rue A\nDeux;2, rue B\nTrois;3, rue C\n"
    table = {"name": "sections.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    steps.make_many(page, table)
    page.wait_for_selector("[data-done]")
    # One file: three groups, each with an announcement, 2 x 2 sides: 12 pages.
    text = page.locator(".files").inner_text()
    use = "For the copier, A4 paper, both sides, flip on short edge, 1 sheet for 2 copies: cut"
    assert f"{use}\ttract-un-essai-a-couper-noir-sections.pdf\t12\t" in text
    # (Browsers fit to the page by default: cuts and folds would move.)
    assert page.get_by_text("On the copier, print at 100 %").is_visible()
    assert page.get_by_text("3 groups of the table. In a file for the copier, a sheet").is_visible()
    page.context.close()


def test_only_the_pages_are_printed(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    steps.drawn(page)
    page.emulate_media(media="print")
    assert not page.locator(".typing").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator(".sheets img").first.is_visible()
    page.context.close()


EVIL = """<!doctype html><form id=f method=post action="{base}/papers/essais/un-essai/save">
<input name=token value=x><input name=tab value=evilevil><input name=g.name value=Evil>
<input name=g.address value=Evil></form><img src="{base}/covers/essais/un-essai.webp" id=i>
<script>
const withCookie = {{credentials: "include"}};
fetch("{base}/kits/tout", {{...withCookie, method: "POST", mode: "no-cors", body: "token=x"}});
const say = (word) => () => {{ document.body.append(word); }};
fetch("{base}/", withCookie).then(say("read"), say("kept out"));
</script>"""


def test_a_page_of_another_origin_drives_nothing(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)

    class Hostile(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(EVIL.format(base=site.base).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        # (Another site on this machine, in the browser that has our cookie.)
        page.goto(f"http://evil.example:{server.server_port}/")
        page.get_by_text("kept out").wait_for()
        assert page.evaluate("document.getElementById('i').naturalWidth") == 0
        with page.expect_navigation() as moved:
            page.evaluate("document.getElementById('f').submit()")
        assert moved.value.status == 403
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert not (site.atelier.project.root / "editions" / "evil.yaml").exists()
    # A foreign host name that resolves to our own port.
    answer = page.goto(f"http://evil.example:{site.port}/")
    assert answer.status == 400
    page.context.close()


def test_a_text_is_begun_written_and_saved_by_keys(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site, viewport={"width": 320, "height": 700})
    page.goto(site.base + "/write")
    assert browsing.violations(page) == []
    steps.begin_text(page, "Fête de la rue", "tract")
    assert page.url.endswith("/texts/tracts/fete-de-la-rue")
    assert browsing.violations(page) == []
    first = page.locator(".as-pages img").first.get_attribute("src")
    page.locator("summary", has_text="What else it can hold").first.press("Enter")
    page.get_by_label("Kicker").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Samedi")
    # The rendered pages follow, and typed values are in a draft beside the file.
    page.wait_for_selector(f".as-pages li:first-child img:not([src='{first}'])")
    file = site.atelier.project.content / "tracts" / "fete-de-la-rue.yaml"
    assert "Samedi" not in file.read_text("utf-8")
    assert any("Samedi" in one.read_text("utf-8") for one in file.parent.glob(".fete*.draft"))
    steps.fill(page, date="demain")
    page.wait_for_selector("#p-date .wrong")
    steps.fill(page, date="2026-11-28")
    page.wait_for_selector("#p-date .wrong", state="detached")
    page.get_by_role("button", name="Save the text").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?saved=1")
    assert "Samedi" in file.read_text("utf-8") and list(file.parent.glob(".fete*")) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()
    file.unlink()


def test_a_pdf_that_is_dropped_becomes_sheets(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site, viewport={"width": 320, "height": 700})
    page.goto(site.base + "/impose")
    assert browsing.violations(page) == []
    # (The event of dropping a file on the form with the mouse.)
    drop = """(bytes) => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(bytes)], "Mon zine.pdf", {type: "application/pdf"}));
      document.querySelector(".drop").dispatchEvent(
        new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(drop, list(pdf(8)))
    steps.impose(page, "one-sheet-zine")
    # On a phone they are at the foot of a long page, whose head one would look at.
    page.wait_for_function("() => document.activeElement.id === 'h-see'")
    shown = page.get_by_role("link", name="Open it, to print")
    assert shown.get_attribute("href").endswith("show=1") and shown.is_visible()
    assert browsing.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the sheets").click()
    assert download.value.suggested_filename == "mon-zine-a-zine-of-one-sheet.pdf"
    # The sheets of one fold are not taken for those of another that was chosen since.
    page.locator("input[value=tiles]").check()
    assert not page.get_by_role("link", name="Take the sheets").is_visible()
    assert page.locator("#size").is_visible()
    page.locator("input[value=leaflet]").check()
    assert not page.locator("#size").is_visible()  # (the size of a poster)
    page.context.close()


def test_a_list_grows_where_one_types(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    steps.fill(page, hours__0__days="lundi", hours__0__times="9 h")
    page.get_by_role("button", name="Add another When").press("Enter")
    focused = "document.activeElement.name"
    assert page.evaluate(focused) == "g.hours.1.days"
    page.keyboard.type("mardi")
    assert (
        urlsplit(page.url).path == "/groups/one"
        and page.locator("#f-hours\\.0\\.days").input_value()
    )
    for _ in range(5):
        page.get_by_role("button", name="Add another When").click()
    # The schema allows seven entries.
    assert page.get_by_role("button", name="Add another When").count() == 0
    page.context.close()


def test_an_item_with_a_list_inside_grows_without_mixing_them_up(
    chromium: Any, site: Served
) -> None:
    """A second section whose lines were those of the first would overwrite them."""
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/{QUESTIONS}")
    steps.fill(page, sections__0__fields__0__label="Un")
    page.get_by_role("button", name="Add another Sections").press("Enter")
    number = page.locator("details.item:not(details.item details.item)").count() - 1
    assert page.evaluate("document.activeElement.name") == f"g.sections.{number}.kind"
    page.locator(f"[id='f-sections.{number}.kind']").select_option("fields")
    # (What this kind needs comes by itself; what a table needs stays folded.)
    page.locator(f"button[data-add][value='sections.{number}.fields']").wait_for()
    assert not page.locator(f"button[data-add][value='sections.{number}.columns']").is_visible()
    steps.fill(page, **{f"sections__{number}__fields__0__label": "Deux"})
    inner = page.locator(f"button[data-add][value='sections.{number}.fields']")
    inner.click()
    assert page.evaluate("document.activeElement.name") == f"g.sections.{number}.fields.1.label"
    assert page.locator("[id='f-sections.0.fields.0.label']").input_value() == "Un"
    names = page.evaluate(
        "[...document.querySelectorAll('#make [name^=\"g.\"]')].map((one) => one.name)"
    )
    assert len(names) == len(set(names))
    page.context.close()


def test_a_problem_opens_the_item_it_is_in(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/{QUESTIONS}")
    steps.fill(page, sections__0__fields__0__label="")
    page.wait_for_selector("#p-sections .error a")
    page.locator("details.item").first.evaluate("one => { one.open = false; }")
    page.locator("#p-sections .error a").first.click()
    assert page.evaluate("document.activeElement.id") == "f-sections.0.fields.0.label"
    assert page.locator("[id='f-sections.0.fields.0.label']").is_visible()
    page.context.close()


def test_a_group_is_taken_away_and_put_back_by_keys(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    steps.fill(page, name="À retirer", address="4, rue de la Paix")
    # (The key Enter in a field saves.)
    page.locator("#f-name").press("Enter")
    page.get_by_text("À retirer is kept").wait_for()
    assert browsing.violations(page) == []
    press_until(page, "Tab", "a[href='/groups/remove?group=a-retirer']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/groups/remove?group=a-retirer")
    assert browsing.violations(page) == []
    press_until(page, "Tab", "button.loud")
    page.keyboard.press("Enter")
    page.wait_for_selector("#h-removed")
    assert browsing.violations(page) == []
    press_until(page, "Tab", "input[name=removed] ~ p button")
    page.keyboard.press("Enter")
    page.get_by_text("À retirer is kept").wait_for()
    page.context.close()
    (site.atelier.project.root / "editions" / "a-retirer.yaml").unlink()


def test_back_finds_the_page_that_answered_a_form(
    chromium: Any, site: Served, tmp_path: Path
) -> None:
    """Going back to a form's answer that must not be cached would show the browser's error page."""
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    steps.fill(page, name="Retour", address="4, rue de la Paix")
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    steps.add_logo(page, logo)
    page.goto(f"{site.base}/kits")
    page.go_back()
    assert page.locator("[id='f-name']").input_value() == "Retour"
    page.context.close()


def test_pages_follow_what_is_typed_after_going_back(chromium: Any, site: Served) -> None:
    """A tab that has saved keeps no drafts: back on its page, one typed and nothing moved."""
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/texts/essais/un-essai")
    button = page.locator("button[name=into][value=picture]")
    steps.open_folded(button)
    with page.expect_navigation():
        button.click()
    page.get_by_role("button", name="Save the text").click()
    page.wait_for_url("**saved=1")
    page.go_back()
    page.wait_for_url("**tab=*")
    steps.drawn(page)
    before = page.locator(".sheets img").first.get_attribute("src")
    steps.fill(page, front="Après le retour.")
    page.locator(f".sheets li:first-child img:not([src='{before}'])").wait_for()
    page.context.close()


def test_papers_do_not_leap_away_as_their_pictures_come(chromium: Any, site: Served) -> None:
    """Pictures take a second to load: meanwhile, the links must not move."""
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/covers/**", lambda route: None)
    page.goto(site.door)
    heights = page.evaluate(
        "[...document.querySelectorAll('.wall img')].map(one => one.offsetHeight / one.offsetWidth)"
    )
    # (Most pages are A4.)
    assert heights and all(1.3 < one < 1.5 for one in heights)
    page.unroute_all(behavior="ignoreErrors")
    context.close()


def test_what_is_too_long_is_told_and_not_cut_off(chromium: Any, site: Served) -> None:
    """If a pasted address were cut off silently, its QR code would lead to another page."""
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    site_field = page.locator("[id='f-site']")
    steps.open_folded(site_field)
    site_field.focus()
    page.keyboard.insert_text("https://exemple.fr/" + "a" * 300)
    page.get_by_text("has 319 characters, at most 200").first.wait_for()
    assert len(site_field.input_value()) == 319
    page.context.close()


#: Notes for each form of this page that is sent whether the browser does so.
SENT = """() => window.addEventListener("submit", (event) => {
  const word = event.defaultPrevented ? "stopped " : "sent ";
  sessionStorage.sent = (sessionStorage.sent ?? "") + word;
})"""
#: Notes if the form forgets, before its answer has come, that it was sent.
FORGOTTEN = """() => {
  const form = document.getElementById("make");
  const note = () => { if (!form.dataset.left) sessionStorage.forgotten = "yes"; };
  new MutationObserver(note).observe(form, { attributes: true, attributeFilter: ["data-left"] });
}"""


def test_a_button_that_is_pressed_twice_saves_once(chromium: Any, site: Served) -> None:
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    page.evaluate(SENT)
    page.evaluate(FORGOTTEN)
    steps.fill(page, name="Deux clics", address="4, rue de la Paix")
    # (The first click leaves the field, which would send a preview a moment later.)
    page.get_by_role("button", name="Save the group").dblclick()
    page.get_by_text("Deux clics is kept").wait_for()
    # (On a busy machine the second click comes to the page of the answer, which is another.)
    assert page.evaluate("sessionStorage.sent") in ("sent stopped ", "sent ")
    # (It did, when what was typed last was looked at while the answer was on its way.)
    assert page.evaluate("sessionStorage.forgotten ?? null") is None
    page.context.close()
    (site.atelier.project.root / "editions" / "deux-clics.yaml").unlink()


def test_a_button_saves_when_it_is_pressed_and_not_before(chromium: Any, site: Served) -> None:
    """With the tab key one passes over buttons, and a press of the mouse lasts a tenth of a second.

    htmx sent what was typed, 20 ms after its field was left, to where the button leads.
    """
    page = steps.opened(chromium, site)
    page.goto(f"{site.base}/groups/one")
    steps.fill(page, name="Pas encore")
    button = page.get_by_role("button", name="Save the group").last
    with page.expect_request(lambda one: one.method == "POST") as sent:
        button.focus()
    assert sent.value.url == f"{site.base}/groups/see"
    page.wait_for_selector("#p-address .wrong")
    editions = site.atelier.project.root / "editions"
    assert not (editions / "pas-encore.yaml").exists()
    # What stands above the button may go: while it is pressed, it stays under the mouse.
    steps.fill(page, address="4, rue de la Paix")
    page.wait_for_selector("#p-address .wrong", state="detached")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
    page.mouse.down()
    page.evaluate(
        "document.getElementById('f-address').dispatchEvent(new Event('change', {bubbles: true}));"
        "new Promise((done) => setTimeout(done, 100))"
    )
    assert asked == []
    page.mouse.up()
    page.get_by_text("Pas encore is kept").wait_for()
    page.context.close()
    (editions / "pas-encore.yaml").unlink()
