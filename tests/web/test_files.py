"""Files that are dropped or chosen on a page: none takes its place, none is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.web import browsing, steps
from tests.web.browsing import Served
from zines.base.language import tr

pytestmark = pytest.mark.xdist_group("browser")

PAPER, TEXT = "/papers/essais/un-essai?group=", "/texts/essais/un-essai"
#: A file that is held over a place of the page, and let go there. Returns what a browser would do
#: with it: "copy", "none" (it cannot be let go), or open it in place of the page.
DROP = """([place, names]) => {
  const held = new DataTransfer(), over = document.querySelector(place);
  for (const name of names) held.items.add(new File(["x"], name));
  const how = {dataTransfer: held, bubbles: true, cancelable: true};
  const event = (kind) => new DragEvent(kind, how);
  const isOpened = over.dispatchEvent(event("dragover"));
  over.dispatchEvent(event("drop"));
  return isOpened ? "opened" : held.dropEffect;
}"""
CHOSEN = "field => [...document.getElementById(field).files].map((one) => one.name)"


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    page = steps.opened(chromium, site)
    yield page
    page.context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    held = BytesIO()
    Image.new("RGB", (600, 400), "red").save(held, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(held.getvalue())
    return tmp_path / "photo.jpg"


@pytest.mark.parametrize(("address", "field"), [(PAPER, "logo-file"), (TEXT, "picture-file")])
def test_a_picture_may_be_dropped_near_its_field(
    page: Any, site: Served, address: str, field: str
) -> None:
    page.goto(site.base + address)
    steps.open_folded(page.locator(f"#{field}"))
    label = f"label[for={field}]"
    assert page.evaluate(DROP, [label, ["photo.jpg"]]) != "opened"
    assert page.evaluate(CHOSEN, field) == ["photo.jpg"]


@pytest.mark.parametrize(
    ("address", "field"),
    [(PAPER, "logo-file"), (TEXT, "picture-file"), (PAPER, "table"), ("/impose", "pdf")],
)
def test_of_several_files_none_is_taken_in_silence(
    page: Any, site: Served, address: str, field: str
) -> None:
    """The first of a folder was taken, which need not be the one that is meant."""
    page.goto(site.base + address)
    steps.open_folded(page.locator(f"#{field}"))
    page.evaluate(DROP, [f"label[for={field}]", ["un", "deux"]])
    said = page.locator(f"#s-{field}")
    assert page.evaluate(CHOSEN, field) == [] and said.is_visible()
    assert said.get_attribute("role") == "alert" and not browsing.violations(page)
    page.evaluate(DROP, [f"label[for={field}]", ["deux"]])
    assert page.evaluate(CHOSEN, field) == ["deux"] and said.is_hidden()


def test_a_file_that_is_dropped_elsewhere_does_not_take_the_place_of_the_page(
    page: Any, site: Served
) -> None:
    """A browser opens it otherwise, and what is typed is out of sight."""
    page.goto(site.base + PAPER)
    assert page.evaluate(DROP, ["h1", ["photo.jpg"]]) == "none"
    # Text that is moved from one field to another is none of our business.
    moved = """() => { const held = new DataTransfer(); held.setData("text/plain", "un mot");
      return document.querySelector("h1").dispatchEvent(
        new DragEvent("dragover", {dataTransfer: held, bubbles: true, cancelable: true})); }"""
    assert page.evaluate(moved)


def test_a_picture_that_is_chosen_and_not_added_is_not_left_out_in_silence(
    page: Any, site: Served, photo: Path
) -> None:
    page.goto(site.base + TEXT)
    steps.drawn(page)
    field = page.locator("#picture-file")
    steps.open_folded(field)
    field.set_input_files(photo)
    save = page.get_by_role("button", name=tr("Save the text"))
    save.click()
    told = page.locator("#n-picture-file")
    told.wait_for()
    add = page.evaluate("document.activeElement.textContent")
    assert add == tr("Add this picture") and "saved" not in page.url
    # Who adds it has it, and who does without it has been told once.
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.getElementById('f-picture.file')?.value.endsWith('.jpg')"
    )
    steps.fill(page, picture__alt="Une photographie")
    page.locator("#picture-file").set_input_files(photo)
    save.click()
    told.wait_for()
    save.click()
    page.wait_for_url("**saved=1")


def test_a_table_that_is_chosen_is_not_forgotten_by_the_other_button(
    page: Any, site: Served, tmp_path: Path
) -> None:
    (tmp_path / "groupes.csv").write_text("Nom;Adresse\nA;1 rue\n", "utf-8")
    page.goto(site.base + PAPER)
    page.get_by_text(tr("For many groups: a table")).click()
    page.locator("#table").set_input_files(tmp_path / "groupes.csv")
    page.get_by_role("button", name=tr("Make the PDFs")).click()
    page.locator("#n-table").wait_for()
    assert "/papers/" in page.url


def test_a_picture_that_is_too_large_is_told_of_once(page: Any, site: Served, photo: Path) -> None:
    """To be sent to a button that refuses it would be a circle."""
    page.goto(site.base + PAPER)
    page.evaluate("document.getElementById('logo-file').dataset.most = '100'")
    page.locator("#logo-file").set_input_files(photo)
    page.locator("#l-logo-file").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name=tr("Make the PDFs")).click()


@pytest.mark.parametrize("address", [PAPER, "/groups/one"])
def test_a_logo_is_answered_where_it_was_chosen(
    page: Any, site: Served, photo: Path, address: str
) -> None:
    """The reason for which it is refused was far below the head of the page that came."""
    page.set_viewport_size({"width": 683, "height": 384})
    page.goto(site.base + address)
    page.locator("#logo-file").set_input_files(Path(__file__))
    with page.expect_navigation():
        page.get_by_role("button", name=tr("Add this picture")).click()
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.id") == "logo-file"
    assert page.locator("#logo-file").get_attribute("aria-invalid") == "true"
    assert page.locator("#p-logo .error").is_visible()
    assert browsing.violations(page) == []
    # What is said of a file is not said of the next.
    page.locator("#logo-file").set_input_files(photo)
    assert page.locator("#p-logo .error").count() == 0
