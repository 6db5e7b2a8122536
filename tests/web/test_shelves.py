"""On a telephone, places and subjects do not stand before the first paper; all find them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.test_site import SHELVES

pytestmark = pytest.mark.xdist_group("browser")

#: A telephone, and a window beside another on a small screen.
NARROW = {"width": 360, "height": 740}
CHIP = "input[name=place]:not([value=''])"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    browsing.chromium()
    project = browsing.with_two_papers(tmp_path_factory.mktemp("shelves") / "project")
    (project.content / "shelves.yaml").write_text(SHELVES, "utf-8")
    with browsing.served(project) as found:
        yield found


@pytest.fixture
def page(chromium: Any, site: Served) -> Iterator[Any]:
    page = steps.opened(chromium, site, viewport=NARROW)
    page.goto(site.base)
    yield page
    page.context.close()


def read_aloud(page: Any) -> int:
    """Return how many choices a screen reader finds, as Chromium gives them to it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return sum(one.get("role", {}).get("value") == "radio" for one in nodes)


def test_on_a_telephone_the_first_paper_is_near(page: Any) -> None:
    """Of twenty-two choices, the first paper stood behind sixteen, a screen further down."""
    chip, folded = page.locator(CHIP).first, page.locator(".shelves > summary")
    assert not chip.is_visible() and read_aloud(page) == 0
    head, papers = (page.locator(one).bounding_box() for one in (".filters", "#papers"))
    assert papers["y"] - head["y"] < NARROW["height"] / 2
    # By keyboard: what is folded comes after the search, and opens.
    page.locator(".search button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert chip.is_visible() and read_aloud(page) > 1
    place = str(chip.get_attribute("value"))
    steps.filter_by(page, place)
    assert not browsing.violations(page)
    # Loaded again, and come back to: what is chosen is not folded out of sight.
    assert f"place={place}" in page.url
    page.reload()
    assert page.locator(f"input[value={place}]").is_checked() and chip.is_visible()
    # Who folds it sees that something is chosen there.
    colour = "one => getComputedStyle(one).backgroundColor"
    chosen = folded.evaluate(colour)
    folded.press("Enter")
    page.locator(".search select").focus()
    assert not chip.is_visible() and folded.evaluate(colour) == chosen
    page.goto(page.url.partition("?")[0])
    assert folded.evaluate(colour) != chosen


def test_where_there_is_room_all_places_are_in_sight(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator(CHIP).first.is_visible() and read_aloud(page) > 1
    assert not page.locator(".shelves > summary").is_visible()
    page.locator(".search button").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "place"
