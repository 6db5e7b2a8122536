"""The JSON request that a layout gets, and the file in which Typst finds it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zines.base.problems import ProblemError
from zines.composition import fonts, request, staging
from zines.composition.request import Least, Page, Request
from zines.composition.typesetting import Typesetter

MAIN = """\
#let request = json(bytes(read(sys.inputs.request)))
#set document(title: request.title, date: datetime(year: 2026, month: 11, day: 24))
#set page(width: 100mm, height: 100mm)
#request.fields.body
"""


@pytest.fixture
def typesetter(tmp_path: Path) -> Typesetter:
    main = tmp_path / "main.typ"
    main.write_text(MAIN)
    stage = staging.set_up(tmp_path / "stage", {"lib/main.typ": main}, fonts.files([]))
    return Typesetter(stage)


def asked(body: str) -> Request:
    return request.own_page("x", "Un essai", "2026-11-24", {"body": body})


def test_layouts_get_everything_under_its_name() -> None:
    whole = Request(
        "tract", "Un été", "Un essai.", "fr", "affiche", "2026-11-04", Page(148, 210, 3),
        {"a": [1]}, "riso", True, Least(7, 0.25), [{"id": "s"}], {"name": "N"},
        [{"modules": 25}], {"l": "/p"},
    )  # fmt: skip
    assert json.loads(whole.as_json) == {
        "layout": "tract",
        "title": "Un été",
        "description": "Un essai.",
        "lang": "fr",
        "theme": "affiche",
        "date": [2026, 11, 4],
        "page": {"width": 148, "height": 210, "bleed": 3},
        "fields": {"a": [1]},
        "ink": "riso",
        "large": True,
        "least_pt": {"text": 7, "line": 0.25},
        "sources": [{"id": "s"}],
        "organisation": {"name": "N"},
        "qr": [{"modules": 25}],
        "pictures": {"l": "/p"},
        "first_drum_prints": [],
        "fillable": False,
        "licence": "",
        "panels": None,
        "long_words": False,
    }
    # Words are searched in the text of the JSON: it has letters, not escapes.
    assert "Un été" in whole.as_json


def test_a_page_of_our_own_has_the_same_keys_and_is_a4() -> None:
    own = json.loads(request.own_page("_recipe", "T", "2026-11-24", {}).as_json)
    assert own["page"] == {"width": 210, "height": 297, "bleed": 0}
    assert own["description"] == "T" and own["ink"] == "black" and own["organisation"] == {}
    assert (own["layout"], own["title"], own["lang"]) == ("_recipe", "T", "fr")
    # In the theme of our own pages, whatever that of the document.
    assert own["theme"] == request.OWN_THEME and not (own["large"] or own["fillable"])
    assert own["least_pt"] == {"text": 0, "line": 0} and own["sources"] == own["qr"] == []
    order = request.own_page("_order", "T", "2026-11-24", {"a": 1}, (105, 148), "en")
    assert (order.page.width, order.page.height, order.lang) == (105, 148, "en")
    assert order.fields == {"a": 1}


def test_a_code_has_its_address_and_how_it_may_be_broken() -> None:
    found = request.code("https://exemple.fr/", ("exemple", ".fr"), 300)
    assert (found["side_mm"], found["address"]) == (30, "https://exemple.fr/")
    assert found["segments"] == ("exemple", ".fr") and found["runs"]


def test_each_thread_sets_its_own_request(typesetter: Typesetter) -> None:
    bodies = [f"Texte {number} " * (number + 1) for number in range(24)]
    alone = [typesetter.pages(asked(body)) for body in bodies]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(typesetter.pages, map(asked, bodies))) == alone
    assert len(set(alone)) == len(bodies)


def test_no_request_is_left_on_the_stage(typesetter: Typesetter) -> None:
    """A request contains the texts, and the name of a group."""
    typesetter.pages(asked("Un texte"))
    with pytest.raises(ProblemError):
        typesetter.pages(replace(asked("x"), fields={}))
    assert not list(typesetter.stage.root.glob("*.json"))


@given(st.lists(st.sampled_from(["x" * 12, "x" * 13, "x", "/", "//", "-", " ", "–", '"', "\n"])))
def test_the_quick_search_for_long_words_finds_the_same(parts: list[str]) -> None:
    """With a soft hyphen elsewhere, the slow search runs: it handles words with soft hyphens."""
    text = "".join(parts)
    assert request.has_long_words(text) is request.has_long_words(f"{text} \u00ad")


@pytest.mark.parametrize(
    ("words", "long"),
    [
        ("un mot de vingt-cinq lettres", False),
        ("https://un-site.example/dont-le-chemin-est-tres-long", False),
        ("x" * 24, False),
        ("x" * 25, True),
        ("x\u00ad" * 25, True),
        ("//" + "x" * 40, False),
    ],
)
def test_words_longer_than_any_column_are_known(words: str, long: bool) -> None:
    """The rule that keeps them in columns is slow: it is only used where such words exist."""
    assert request.has_long_words(json.dumps({"body": words}, ensure_ascii=False)) is long
    assert json.loads(asked(words).as_json)["long_words"] is long
