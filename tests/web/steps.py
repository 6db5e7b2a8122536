"""Steps of a user on the pages of the atelier, for tests and for recorded journeys.

They find buttons by their visible text in the current language, and most fields by their ids.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.web.browsing import Served
from zines.base.language import tr


def opened(chromium: Any, site: Served, **options: Any) -> Any:
    """Return an empty page in a new browser context, after login.

    ``page.outside`` lists the addresses of other servers that it requested.
    """
    context = chromium.new_context(**options)
    # (The first page, to which the door leads, takes half a second: who uses it loads it.)
    context.request.get(site.door, max_redirects=0)
    page = context.new_page()
    outside: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith(site.base):
            outside.append(request.url)

    page.on("request", note)
    page.outside = outside
    return page


def choose(page: Any, title: str) -> None:
    """Open the page of a paper from the list of all papers."""
    page.get_by_role("link", name=title).first.click()
    page.wait_for_selector("#see")


def filter_by(page: Any, place: str) -> None:
    """Show the papers of a place, by its key."""
    with page.expect_response(lambda answer: "place=" in answer.url):
        page.locator(f"input[name=place][value={place}]").check()


def fill(page: Any, **texts: str) -> None:
    """Fill in fields of a form, by their keys; ``hours__0__days`` is a field in a list."""
    for name, text in texts.items():
        field = page.locator(f"[id='f-{name.replace('__', '.')}']")
        open_folded(field)
        field.fill(text)


def drawn(page: Any) -> None:
    """Wait for the rendered pages beside the form, not for those of before."""
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.sheets img')].slice(0, 2);"
        " return !document.querySelector('.still') && all.length"
        " && all.every((one) => one.complete && one.naturalWidth); }"
    )


def add_logo(page: Any, file: Path) -> None:
    """Choose a file as logo of the group, and upload it."""
    page.locator("#logo-file").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name=tr("Add this picture")).click()


def save_group(page: Any) -> None:
    """Save the group, by the keyboard."""
    page.get_by_role("button", name=tr("Save the group")).press("Enter")
    page.wait_for_url("**saved=1")


def make_pdfs(page: Any) -> None:
    """Start building the PDFs, and wait for them."""
    page.get_by_role("button", name=tr("Make the PDFs")).click()
    page.wait_for_selector("[data-done]", timeout=180_000)


def make_many(page: Any, table: Any) -> None:
    """Upload a table and start building a PDF for each row, without waiting for the end."""
    page.get_by_text(tr("For many groups: a table")).click()
    page.locator("#table").set_input_files(table)
    page.get_by_role("button", name=tr("Make one for each row")).click()


def make_kit(page: Any, name: str) -> None:
    """Start building the papers of a kit, and wait for them."""
    kit = page.locator(f"form[action='/kits/{name}']")
    kit.get_by_role("button", name=tr("Make this kit")).click()
    page.wait_for_selector("[data-done]", timeout=180_000)


def begin_text(page: Any, title: str, kind: str) -> None:
    """Create a text, by the keyboard."""
    page.get_by_label(tr("Its title")).focus()
    page.keyboard.type(title)
    page.locator(f"input[value={kind}]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/**")


def impose(page: Any, fold: str) -> None:
    """Choose a fold and show the sheets, by the keyboard."""
    page.locator(f"input[value={fold}]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=tr("Show the sheets")).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheets.recipe img")


def choose_group(page: Any, label: str) -> None:
    """Choose one of the saved groups."""
    # (Before, a page has no script that follows what is chosen.)
    page.wait_for_load_state()
    (value,) = page.locator("select[data-go]").select_option(label=label)
    page.wait_for_url(re.compile(rf"[?&]group={re.escape(value)}(&|$)"))


def open_folded(field: Any) -> None:
    """Open all closed <details> elements around a field."""
    folded = field.locator("xpath=ancestor::details[not(@open)]")
    while folded.count():
        folded.first.locator("> summary").click()
