"""The form of a text shows first what a text needs; other parts are folded, and lose nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.helpers import example_of
from tests.web import browsing, steps
from tests.web.browsing import Served
from tests.web.conftest import Session
from zines.manuscript.yaml_files import yaml_reader

MEETING = """\
layout: tract
date: "2026-11-24"
title: Venez
description: Un rendez-vous.
lang: fr
headline: [Venez]
front: Une fête.
back_title: Le verso
back: Le verso.
act: {title: Venez à deux, labels: [Où]}
event: {title: Assemblée, day: mardi 8 décembre 2099}
"""


def parts(page: str) -> dict[str, bool]:
    """Return the folded parts of a page by their labels, and whether each is open."""
    found = re.findall(
        r'<details class="part"( open)?>\s*<summary><b>([^<]+)</b>(?: <span[^>]*>([^<]*))?', page
    )
    return {f"{label} {called}".strip(): bool(is_open) for is_open, label, called in found}


def test_groups_are_folded_under_their_first_words_but_for_what_a_tract_begins_with(
    session: Session,
) -> None:
    file = session.atelier.project.content / "essais" / "plis.yaml"
    file.write_text(MEETING, "utf-8")
    page = session.browser.get("/texts/essais/plis?whole=1").text
    found = parts(page)
    assert found["Event Assemblée"] is False and found["Slip"] is False
    assert not any(label.startswith("Act") for label in found)
    # What has text stands before what else it can hold.
    assert page.index("<b>Event</b>") < page.index("What else it can hold") < page.index("<b>Slip")
    # With something wrong in it, it is open: also without the script.
    file.write_text(MEETING.replace("day: mardi 8 décembre 2099", "url: rien"), "utf-8")
    assert parts(session.browser.get("/texts/essais/plis?whole=1").text)["Event Assemblée"] is True
    file.unlink()


def test_a_letter_asks_at_once_whether_the_group_writes_it(session: Session) -> None:
    """For a letter with the address of the surgery, one looked for it beside the sender."""
    form = {"token": session.atelier.token, "kind": "letter", "name": "Notre lettre"}
    answer: Any = session.post("/write", form)
    page = session.browser.get(answer.headers["location"] + "?whole=1").text
    tick = page.index('id="f-sender_is_group"')
    assert page.index('id="f-sender"') < tick < page.index('id="f-recipient"')
    file = session.atelier.project.content / "lettres" / "notre-lettre.yaml"
    file.unlink()


def test_a_letter_shows_its_page_and_folds_its_instructions(session: Session) -> None:
    """Its form was 6,000 px high, and half of that were paragraphs that one rarely changes."""
    file = session.atelier.project.content / "essais" / "une-lettre-longue.yaml"
    file.write_text(example_of("letter").read_text("utf-8"), "utf-8")
    page = session.browser.get("/texts/essais/une-lettre-longue?whole=1").text
    guide = [label for label, is_open in parts(page).items() if label.startswith("Guide")]
    assert len(guide) == 1 and parts(page)[guide[0]] is False
    # Of a list with many items, each is folded under its first words.
    titles = re.findall(r'<details class="item">\s*<summary>.*?<span class="called">([^<]*)', page)
    assert "Pour qui" in titles and "Avant de poster" in titles
    file.unlink()


@pytest.mark.xdist_group("browser")
def test_three_sentences_are_typed_by_keys_without_looking_for_their_fields(
    chromium: Any, site: Served
) -> None:
    """The form of a new tract was nine screens high, full of the figure and witness of others."""
    page = steps.opened(chromium, site, viewport={"width": 1280, "height": 900})
    page.goto(site.base + "/write")
    steps.begin_text(page, "Trois phrases", "tract")
    steps.drawn(page)
    assert page.evaluate("document.querySelector('#make').offsetHeight") < 2 * 1280
    shown = page.locator("#make textarea:visible, #make input[type=text]:visible")
    asked = [one.get_attribute("name") for one in shown.all()]
    assert asked[:5] == ["g.title", "g.headline", "g.front", "g.back_title", "g.back"]
    # By the keyboard, a part is unfolded, filled in, and saved while it is folded again.
    for words in ("What else it can hold", "Slip"):
        page.locator("summary", has_text=words).first.press("Enter")
    page.locator("[id='f-slip.title']").focus()
    page.keyboard.type("Je viens")
    # What it lacks is said in it, and unfolds it if it was folded meanwhile.
    page.wait_for_selector("#p-slip .wrong")
    page.locator(".part > summary", has_text="Slip").press("Enter")
    assert not page.locator("#p-slip").is_visible()
    page.locator("summary", has_text="What else it can hold").first.press("Enter")
    page.locator("#f-front").fill("Une phrase.")
    page.locator("#p-slip .wrong").first.wait_for()
    assert browsing.violations(page) == []
    file = site.atelier.project.content / "tracts" / "trois-phrases.yaml"
    page.locator(".part > summary", has_text="Slip").press("Enter")
    page.get_by_role("button", name="Save the text").press("Enter")
    page.wait_for_url("**?saved=1")
    tree = yaml_reader.read_on(file, "x").value
    assert tree["talon" if "talon" in tree else "slip"]["title"] == "Je viens"
    page.context.close()
    file.unlink()
