"""What was typed is there again after a page is loaded again, left, or stopped while it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.web import steps
from tests.web.browsing import Served
from zines.base.language import tr
from zines.workshop.atelier import group_editing

pytestmark = pytest.mark.xdist_group("browser")

TRACT_PAGE = "/papers/essais/un-essai"
ADDRESS = "4, rue de la Paix\n42000 Saint-Étienne"


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    opened = steps.opened(chromium, site)
    opened.goto(f"{site.base}{TRACT_PAGE}?group=")
    steps.drawn(opened)
    yield opened
    opened.context.close()


def follows(page: Any, **texts: str) -> None:
    """Type, and wait until the pages have been asked for with the last of the texts."""
    last = quote([*texts.values()][-1])

    def has_it(answer: Any) -> bool:
        return answer.url.endswith("/see") and last in (answer.request.post_data or "")

    with page.expect_response(has_it):
        steps.fill(page, **texts)


def typed(page: Any) -> tuple[str, str]:
    """Return what the fields of the name and of the address contain."""
    name, address = (page.locator(f"#f-{one}").input_value() for one in ("name", "address"))
    return name, address


def test_a_page_that_is_loaded_again_has_all_that_is_typed(page: Any) -> None:
    """Browsers put back some fields only (HTML: autocomplete), or none: the form was empty."""
    page.locator("input[name=way][value=shop]").check()
    page.locator("#copies").fill("1 000")
    follows(page, address=ADDRESS, name="Rechargé")
    page.reload()
    assert typed(page) == ("Rechargé", ADDRESS)
    assert page.locator("#copies").input_value() == "1 000"
    # (It is the same tab, which has nothing to take up from another.)
    assert page.locator("main .notice").count() == 0


def test_back_from_the_files_of_a_new_group_finds_that_group(page: Any, site: Served) -> None:
    """Its name was gone and its address was there: half a group, that another has the name of."""
    steps.fill(page, name="Nouveau venu", address=ADDRESS)
    steps.make_pdfs(page)
    page.go_back()
    assert typed(page) == ("Nouveau venu", ADDRESS)
    assert page.locator("#make input[name=group]").input_value() == "nouveau-venu"
    (site.atelier.project.root / "editions" / "nouveau-venu.yaml").unlink()


def test_a_paper_of_yesterday_is_found_with_its_group(page: Any, site: Served) -> None:
    """Of 110 papers and three groups, one is to be printed again with another date."""
    steps.fill(page, name="De la veille", address=ADDRESS)
    steps.make_pdfs(page)
    page.goto(f"{site.base}/?group=")
    page.get_by_text(tr("Made last: to print again, or with something changed")).press("Enter")
    # (Other tests have made papers for nobody.)
    page.locator(".last a[href*='group=de-la-veille']").press("Enter")
    page.wait_for_url("**?group=de-la-veille")
    assert typed(page) == ("De la veille", ADDRESS)
    (site.atelier.project.root / "editions" / "de-la-veille.yaml").unlink()


def test_the_answer_to_a_form_is_loaded_again_without_being_sent_again(
    page: Any, site: Served
) -> None:
    """Browsers ask whether to send it anew; what was typed since was then lost."""
    page.goto(f"{site.base}/texts/essais/un-essai")
    button = page.locator("button[name=into][value=picture]")
    steps.open_folded(button)
    with page.expect_navigation():
        button.click()
    follows(page, title="Tapé depuis")
    page.reload()
    assert page.locator("#f-title").input_value() == "Tapé depuis"


def test_who_stops_what_is_sent_goes_on_typing_and_sends_again(page: Any) -> None:
    """After Escape, no button did anything any more, and nothing that was typed was kept."""
    sent: list[str] = []

    def stop(route: Any) -> None:
        sent.append(route.request.url)
        route.abort("aborted")  # (As a browser that stops: the page stays.)

    page.route("**/take", stop)
    steps.fill(page, name="Arrêté", address=ADDRESS)
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/take")):
        page.get_by_role("button", name="Make the PDFs").click(no_wait_after=True)
    page.keyboard.press("Escape")
    assert not page.locator("#busy .busy").is_visible()
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/take")):
        page.get_by_role("button", name="Make the PDFs").click(no_wait_after=True)
    assert len(sent) == 2
    # (Who types on without Escape is here as well.)
    follows(page, phone="04 77 00 00 00")


def test_who_stops_with_the_button_of_the_browser_presses_again(page: Any) -> None:
    """After Stop, which no page hears of as a key, the button did nothing until one typed."""
    page.route("**/take", lambda route: None)  # (as a workshop that has not answered yet)
    steps.fill(page, name="Stop", address=ADDRESS)
    with page.expect_request("**/take"):
        page.get_by_role("button", name="Make the PDFs").evaluate(
            "(one) => setTimeout(() => one.click())"
        )
    with page.expect_request("**/take"):
        page.context.new_cdp_session(page).send("Page.stopLoading")
        page.get_by_role("button", name="Make the PDFs").click(no_wait_after=True)


TYPED_AT_ONCE = """(letters) => {
  const field = document.getElementById("f-name");
  field.value = letters;
  field.dispatchEvent(new Event("input", { bubbles: true }));
"""


@pytest.mark.parametrize("where", [f"{TRACT_PAGE}?group=", "/texts/essais/un-essai"])
def test_the_last_letters_before_a_page_is_loaded_again_are_there(
    page: Any, site: Served, where: str
) -> None:
    """They are sent 0.3 s later: what came was without them, and so was the form."""
    page.goto(site.base + where)
    steps.drawn(page)
    id_ = "f-name" if "papers" in where else "f-kicker"

    def is_followed(answer: Any) -> bool:
        # (Sent by htmx, which writes a space so: its pages follow.)
        return "bout%20du" in (answer.request.post_data or "")

    with page.expect_response(is_followed):
        page.evaluate(
            f"{TYPED_AT_ONCE.replace('f-name', id_)} location.reload(); }}", "Jusqu’au bout du mot"
        )
    assert page.locator(f"#{id_}").input_value() == "Jusqu’au bout du mot"
    # It is kept as anything that is typed: loaded again, it is still there.
    page.reload()
    assert page.locator(f"#{id_}").input_value() == "Jusqu’au bout du mot"


def test_who_closes_the_page_or_looks_at_another_at_once_loses_no_letter(page: Any) -> None:
    hidden = """
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange")); }"""

    def is_kept(answer: Any) -> bool:
        # (The space is written as a plus: htmx, which sends it 0.3 s later, writes %20.)
        return "Ferm%C3%A9+auss" in (answer.request.post_data or "")

    with page.expect_response(is_kept) as answer:
        page.evaluate(TYPED_AT_ONCE + hidden, "Fermé aussitôt")
    assert answer.value.status == 200
    tab = page.locator("#make [name=tab]").input_value()
    page.goto(page.url.split("?")[0] + f"?group=&tab={tab}")
    assert typed(page)[0] == "Fermé aussitôt"


def test_what_changes_is_said_by_an_element_that_was_there_before(page: Any, site: Served) -> None:
    """A status that comes with its words is not read aloud by all screen readers (WCAG, ARIA22)."""
    page.evaluate("document.getElementById('said').was = 'here'")
    follows(page, name="Sans adresse")
    page.wait_for_function(
        "() => document.getElementById('said').textContent.includes('to look at')"
    )
    assert page.evaluate("document.getElementById('said').was") == "here"
    page.goto(site.base)
    page.locator("#q").fill("nothing has that")
    page.wait_for_function("() => document.getElementById('said').textContent === '0 papers'")


def test_the_only_group_is_chosen_in_a_browser_that_has_chosen_none(
    chromium: Any, site: Served
) -> None:
    """A month later, a secretary found her form empty, and typed her surgery a second time."""
    folder = site.atelier.project.root / "editions"
    folder.mkdir(exist_ok=True)
    file = folder / "cabinet.yaml"
    file.write_text("kind: edition\nname: Cabinet\naddress: Lyon\n", "utf-8")
    assert [*group_editing.listed(site.atelier.project)] == ["cabinet"]
    page = steps.opened(chromium, site)
    page.goto(site.base + TRACT_PAGE)
    assert typed(page) == ("Cabinet", "Lyon")
    # Who has chosen none gets none.
    page.goto(f"{site.base}{TRACT_PAGE}?group=")
    page.goto(site.base + TRACT_PAGE)
    assert typed(page) == ("", "")
    page.context.close()
    file.unlink()


def test_a_new_group_is_found_again_while_another_tab_uses_a_saved_one(
    page: Any, site: Served
) -> None:
    """Loaded again, its page had opened the group of the other tab, without what was typed."""
    follows(page, name="Section nouvelle", address=ADDRESS)
    other = page.context.new_page()
    other.goto(site.base + "/papers/essais/un-essai?group=")
    steps.fill(other, name="Section ancienne", address=ADDRESS)
    steps.save_group(other)
    page.reload()
    assert typed(page) == ("Section nouvelle", ADDRESS)


def test_the_browser_asks_before_the_last_letters_of_a_long_text_are_lost(
    page: Any, site: Served
) -> None:
    """A page that is closed goes on sending 64 kB at most (Fetch, "keepalive"): no long booklet."""
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(site.base + "/texts/essais/un-essai")
    steps.drawn(page)
    # (As if the page were left within the 0.3 s after which htmx sends what is typed.)
    page.evaluate(
        "document.addEventListener('htmx:beforeRequest', (event) => event.preventDefault())"
    )
    front = page.locator("#f-front")
    front.fill("é" * 12_000)
    front.press("End")
    page.keyboard.type("Fin")
    tab = page.locator("#make [name=tab]").input_value()
    with page.expect_response(lambda answer: answer.url.endswith("/see")):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    # What was sent meanwhile is there; a short text needs no question, nor one that was sent.
    other = page.context.new_page()
    other.goto(f"{site.base}/texts/essais/un-essai?tab={tab}")
    assert other.locator("#f-front").input_value().endswith("éFin")
    front.fill("court")
    page.goto(site.base)
    assert asked == ["beforeunload"]


def test_who_comes_back_to_what_was_typed_is_still_in_the_same_tab(page: Any, site: Served) -> None:
    """Saved, one's own text of a minute ago was reported as typed in another tab, and not saved."""
    before = {*site.atelier.project.content.rglob(".*.draft")}
    page.goto(f"{site.base}/texts/essais/une-affiche")
    follows(page, title="Avant")
    page.goto(f"{site.base}/kits")
    page.go_back()
    steps.drawn(page)
    follows(page, title="Après le retour")
    page.get_by_role("button", name=tr("Save the text")).click()
    page.wait_for_url("**saved=1")
    assert page.locator("main .notice").count() == 1
    assert {*site.atelier.project.content.rglob(".*.draft")} == before


def test_a_copied_tab_of_a_browser_keeps_a_draft_of_its_own(page: Any, site: Served) -> None:
    """Both would write one draft, and after one has saved it the other would keep nothing."""
    page.goto(f"{site.base}/texts/essais/un-essai")
    follows(page, back="Dans le premier.")
    copied = page.context.new_page()
    copied.goto(page.url)
    first, second = (one.locator("#make input[name=tab]") for one in (page, copied))
    expected = json.dumps(first.input_value())
    copied.wait_for_function(
        f"() => document.querySelector('#make input[name=tab]').value !== {expected}"
    )
    assert copied.locator("#f-back").input_value() == "Dans le premier."
    follows(copied, back="Dans le second.")
    assert second.input_value() in copied.url and first.input_value() in page.url
    for one in site.atelier.project.content.rglob(".*.draft"):
        one.unlink()
    copied.close()


def test_a_page_that_was_sent_and_that_the_browser_has_kept_is_asked_for_anew(
    page: Any, site: Served
) -> None:
    """What it has may be saved since: it would type on in a tab that keeps nothing more."""
    page.goto(f"{site.base}/texts/essais/un-essai")
    shown = "new PageTransitionEvent('pageshow', { persisted: true })"
    page.evaluate(f"() => {{ window.here = true; dispatchEvent({shown}); }}")
    assert page.evaluate("() => window.here")
    with page.expect_navigation():
        left = "document.getElementById('make').dataset.left = 'yes'"
        page.evaluate(f"() => {{ {left}; dispatchEvent({shown}); }}")
    assert page.evaluate("() => window.here") is None


def test_words_that_are_typed_after_saving_are_not_said_to_be_saved_or_printed(
    page: Any, site: Served
) -> None:
    """A poster was printed without the word that its page had shown, under "Saved"."""
    for one in site.atelier.project.content.rglob(".*.draft"):
        one.unlink()
    page.goto(f"{site.base}/texts/essais/une-affiche")
    page.get_by_role("button", name=tr("Save the text")).click()
    page.wait_for_url("**saved=1")
    assert page.locator("main .notice").is_visible()
    follows(page, title="Changé depuis")
    assert not page.locator("main .notice").is_visible()
    page.get_by_role("link", name=tr("Put your group on it, and take its PDFs")).last.click()
    page.wait_for_url("**/papers/**")
    # (Another kind of notice is about groups, in which other tests have typed.)
    said = page.locator("main p.notice")
    assert "made here is without it. It differs in: Title." in said.inner_text()
    said.get_by_role("link").click()
    assert page.locator("#f-title").input_value() == "Changé depuis"
    page.get_by_role("button", name=tr("Save the text")).click()
    page.wait_for_url("**saved=1")
    page.goto(f"{site.base}/papers/essais/une-affiche")
    assert page.locator("main p.notice").count() == 0
