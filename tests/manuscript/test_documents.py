"""Loading a YAML file as a document: all its problems come in one run."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import ASSETS, LAYOUT_FOLDERS, POSTER, ROOT, read_yaml
from tests.manuscript.changed_texts import EXAMPLES, mutated
from tests.manuscript.conftest import Desk, check_fit, places, refusal, shown
from zines.base.law import LICENCES
from zines.base.problems import Problem, ProblemError
from zines.manuscript import documents, layouts, sources
from zines.manuscript.documents import Document, Reading

GOOD = """\
layout: tract
title: "Nos guichets : un \\"droit\\""
date: "2023-09-16"
description: >
  Un essai
  en deux lignes.
headline: [Une idée, "par tract !"]
lead: En tête *l'idée*
front: |
  Un texte [@rgpd].

  - [a](https://x.fr/)
back_title: Au verso
back: Un autre texte
"""


def with_line(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_an_edition_is_no_document(desk: Desk) -> None:
    for text in ("name: Un groupe\nkind: edition\n", "adresse: Ici\ngenre: Édition\n"):
        (problem,) = refusal(partial(desk.load, text, "tracts/essai"))
        assert (problem.code, problem.line) == ("edition", 2) and "--edition" in problem.hint


def test_a_text_may_name_its_layout_in_french(desk: Desk) -> None:
    text = POSTER.replace("layout: poster", "mise_en_page: affiche")
    assert desk.load(text, "posters/essai").layout.name == "poster"


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("name: Un groupe", True),
        ("reprend: federation", True),
        ("name: Un groupe\ntitle: Un texte", False),
        ("front: Un texte", False),
    ],
)
def test_a_file_with_keys_of_a_group_and_none_of_a_text_is_an_edition(
    desk: Desk, text: str, edition: bool
) -> None:
    """It is named after --edition; what is missing in a text is told in another way."""
    codes = {problem.code for problem in refusal(lambda: desk.load(f"{text}\n", "tracts/essai"))}
    assert ("edition" in codes) is edition


def test_an_unknown_source_cited_twice_in_a_text_is_one_problem(desk: Desk) -> None:
    # There is one id to correct or add: it is reported once, at its first place.
    text = with_line(GOOD, "  Un texte [@rgpd].\n", "  Un [@absente], deux [@absente].\n")
    (problem,) = refusal(lambda: desk.load(text, "tracts/essai"))
    assert problem.code == "unknown-source"
    assert (problem.line, problem.column) == (text[: text.index("[@absente]")].count("\n") + 1, 6)


def test_a_document(desk: Desk) -> None:
    document = desk.load(GOOD, "tracts/essai")
    assert (document.slug, document.path, document.layout.name) == (
        "tracts/essai",
        "content/a.yaml",
        "tract",
    )
    assert shown(document.title) == "Nos guichets~: un «_droit_»"
    assert document.description == "Un essai en deux lignes."
    assert (document.date, document.lang, document.qr) == ("2023-09-16", "fr", ())
    assert [source.id for source in document.sources] == ["rgpd"]
    assert not document.pictures


def test_fields_are_plain_trees(desk: Desk) -> None:
    fields = desk.load(GOOD).fields
    assert list(fields) == ["headline", "lead", "front", "back_title", "back"]
    assert fields["headline"] == [
        [{"kind": "text", "value": "Une idée"}],
        [{"kind": "text", "value": "par tract\u202f!"}],
    ]
    assert fields["lead"] == [
        {"kind": "text", "value": "En tête "},
        {"kind": "emphasis", "children": [{"kind": "text", "value": "l’idée"}]},
    ]
    assert fields["front"][0] == {
        "kind": "paragraph",
        "children": [
            {"kind": "text", "value": "Un texte"},
            {"kind": "citation", "source": "rgpd", "number": 1},
            {"kind": "text", "value": "."},
        ],
    }
    link = fields["front"][1]["children"][0]["children"][0]["children"][0]
    assert (link["kind"], link["address"], link["segments"]) == (
        "link",
        "https://x.fr/",
        ["x.fr"],
    )


@pytest.fixture(scope="module")
def house() -> Reading:
    known = sources.load(ROOT / "content/sources.yaml", "s", layouts.shipped_schema("sources"))
    return Reading(LAYOUT_FOLDERS, ASSETS, known)


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/*.yaml")), ids=lambda p: p.stem)
def test_the_texts_of_the_house_are_good(path: Path, house: Reading) -> None:
    assert documents.load(path, "a.yaml", "a", house).title


EVENT = "event: {title: AG, day: lundi, url: "


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        ("layout: tract", "layout: tarct", ("unknown-layout", 1, 9), "'tarct'", "'tract'"),
        ("layout: tract", "layout: affiches", ("unknown-layout", 1, 9), "'affiches'", "'poster'"),
        ("layout: tract", "layout: Livret", ("unknown-layout", 1, 9), "'Livret'", "'booklet'"),
        ("layout: tract", "layout: anuaire", ("unknown-layout", 1, 9), "'anuaire'", "'annuaire'"),
        ("layout: tract", "layout: Dépliants", ("unknown-layout", 1, 9), "'D", "'leaflet'"),
        ("layout: tract", "layout: xyz", ("unknown-layout", 1, 9), "'xyz'", "booklet, card"),
        ("layout: tract", "layout: lib", ("unknown-layout", 1, 9), "'lib'", "one of"),
        ("layout: tract", "layout: ../layouts/tract", ("unknown-layout", 1, 9), "..", "tract"),
        ("layout: tract", "layout: 12", ("unknown-layout", 1, 9), "'12'", "one of"),
        ("layout: tract", "layout: [tract]", ("unknown-layout", 1, 9), "tract", "tract"),
        ("layout: tract\n", "", ("missing-key", 1, 1), "'layout'", "one of: booklet"),
        ("layout: tract", "layout:", ("missing-key", 1, 1), "'layout'", "one of: booklet"),
        (
            "layout: tract", "Mise en page: tract",
            ("unknown-key", 1, 1), "'Mise en page'", "did you mean 'layout'?",
        ),
        ("back_title", "back_tilte", ("unknown-key", 13, 1), "'back_tilte'", "'back_title'"),
        ("date: \"2023-09-16\"\n", "", ("missing-key", 1, 1), "'date'", "2026-11-24"),
        ('"2023-09-16"', "2023-09-16", ("yaml-ambiguous", 3, 7), "2023", '"2023-09-16"'),
        ('"2023-09-16"', '"16/09/2023"', ("wrong-form", 3, 7), "16/09/2023", "2026-11-24"),
        ('"2023-09-16"', '"2023-02-30"', ("wrong-value", 3, 7), "'2023-02-30'", "months"),
        ("back: Un autre texte", "back: no", ("yaml-ambiguous", 14, 7), "no", '"no"'),
        ("back: Un autre texte", "back: 12", ("wrong-type", 14, 7), "12", '"12"'),
        ("back: Un autre texte", "back: true", ("wrong-type", 14, 7), "true", '"true"'),
        ("back: Un autre texte", "back: ~", ("yaml-ambiguous", 14, 7), "~", '"~"'),
        ("back: Un autre texte", "back:", ("empty-value", 14, 6), "'back' is empty", "a text"),
        ("back: Un autre texte", "back: ''", ("too-short", 14, 7), "'back' is empty", "CommonMark"),
        ("back: Un autre texte", "back: '  '", ("too-short", 14, 7), "only spaces", "the back"),
        ("back: Un autre texte", "back: [a]", ("wrong-type", 14, 7), "a list", "CommonMark"),
        ("back: Un autre texte", "back: a\nback: b", ("yaml-duplicate-key", 15, 1), "twice", "one"),
        ("Un autre texte", "un [@rgdp] deux", ("unknown-source", 14, 10), "'rgdp'", "'rgpd'? New"),
        ("Un autre texte", "un [@x9]", ("unknown-source", 14, 10), "'x9'", "beside the text or in"),
        ("Un autre texte", "a <b>c", ("text-html", 14, 9), "<b>", "\\<"),
        ("Un autre texte", "a [b](javascript:c)", ("text-link", 14, 13), "javascript:c", "https://"),
        ("Un autre texte", "a ![b](c.png)", ("text-image", 14, 9), "picture", "\\!["),
        ("Un autre texte", "'> > > > > a'", ("text-depth", 14, 7), "4 levels", "list"),
        ("Un autre texte", "'#'", ("text-empty", 14, 7), "heading", "\\#"),
        ("  - [a](https://x.fr/)", "  - a\n  -", ("text-empty", 9, 8), "list item", "\\-"),
        ("  - [a](https://x.fr/)", "  - <i>", ("text-html", 12, 5), "<i>", "\\<"),
        ("  Un texte [@rgpd].", "  Un [@rgdp].", ("unknown-source", 10, 6), "rgdp", "rgpd"),
        ("*l'idée*", "a <br>", ("text-html", 8, 17), "<br>", "\\<"),
        ("[Une idée, ", "[a, b, c, ", ("too-long", 7, 11), "4 items, at most 3", "take 1 of"),
        ("back: Un", "qr: [rgdp]\nback: Un", ("unknown-source", 14, 6), "'rgdp'", "'rgpd'"),
        ("back: Un", "qr: [rgpd]\nback: Un", ("no-address", 14, 6), "'rgpd'", "url"),
        ("back: Un", "qr: rgpd\nback: Un", ("wrong-type", 14, 5), "a list", "QR"),
        ("back: Un", "lang: de\nback: Un", ("wrong-value", 14, 7), "'de'", "fr"),
        ("back: Un", EVENT + "https://x}\nback: Un", ("wrong-form", 14, 37), "nowhere", "/page"),
        ("back: Un", "qr: [https://x]\nback: Un", ("wrong-form", 14, 6), "leads nowhere", "/page"),
        ("back: Un", "drawing: guichet\nback: Un", ("wrong-value", 14, 10), "'guichet'", "one of"),
    ],
)  # fmt: skip
def test_a_refusal(
    desk: Desk, old: str, new: str, place: tuple[str, int, int], message: str, hint: str
) -> None:
    problems = desk.refused(with_line(GOOD, old, new))
    assert place in places(problems)
    problem = problems[places(problems).index(place)]
    assert message in problem.message and hint in problem.hint
    if place[0] == "unknown-layout":
        # (The text is read as one of the layout that is meant, with its keys.)
        return
    # There are no other problems, except that an unknown drawing lacks its alternative text.
    assert {other.code for other in problems} <= {place[0], "missing-key"}


def test_a_layout_that_is_nearly_named_hides_no_problem(desk: Desk) -> None:
    """All problems of a file come at once, that of its layout too."""
    wrong = with_line(GOOD, "back_title", "back_tilte")
    once = desk.refused(wrong)
    for typed, code in (
        ("layout: tracts", "unknown-layout"),
        ("layout: flyer", "unknown-layout"),
        ("Mise en page: tract", "unknown-key"),
        ("Mise en page: tracs", "unknown-key"),
    ):
        both = desk.refused(with_line(wrong, "layout: tract", typed))
        assert {(code, 1)} <= {(one.code, one.line) for one in both}
        assert {one.message for one in once} <= {one.message for one in both}
        assert len(both) == len(once) + 1


def test_every_problem_of_a_file_comes_in_one_run(desk: Desk) -> None:
    text = with_line(GOOD, '"2023-09-16"', "2023-09-16")
    text = with_line(text, "*l'idée*", "<b>l'idée</b>")
    text = with_line(text, "[@rgpd]", "[@rgdp] <i>")
    text = with_line(text, "back_title: Au verso\n", "back_tilte: Au verso\n")
    text = with_line(text, "Un autre texte", "un [a](x) [b](x) ![c](d)")
    text += "qr: [sans-adresse, xyz]\n"
    assert sorted(places(desk.refused(text)), key=lambda place: place[1:]) == [
        ("yaml-ambiguous", 3, 7),
        ("text-html", 8, 15),
        ("text-html", 8, 24),
        ("unknown-source", 10, 12),
        ("text-html", 10, 20),
        ("unknown-key", 13, 1),
        ("text-link", 14, 14),
        ("text-link", 14, 21),
        ("text-image", 14, 24),
        ("no-address", 15, 6),
        ("unknown-source", 15, 20),
    ]


def test_the_same_fault_twice_is_told_at_both_places(desk: Desk) -> None:
    text = with_line(GOOD, "  - [a](https://x.fr/)", "  <b>a</b> et <b>c</b>\n\n  <b>d</b>")
    assert places(desk.refused(text)) == [
        ("text-html", 12, 3),
        ("text-html", 12, 7),
        ("text-html", 12, 15),
        ("text-html", 12, 19),
        ("text-html", 14, 3),
        ("text-html", 14, 7),
    ]


def test_problems_of_the_file_are_told_with_an_unknown_layout(desk: Desk) -> None:
    text = with_line(GOOD, "layout: tract", "layout: tarct")
    text = with_line(text, '"2023-09-16"', "2023-09-16")
    assert places(desk.refused(text)) == [("yaml-ambiguous", 3, 7), ("unknown-layout", 1, 9)]


def test_a_text_that_is_too_long_is_not_read_further(desk: Desk) -> None:
    text = with_line(GOOD, "Un autre texte", "<b>" + "![" * 10_000)
    assert places(desk.refused(text)) == [("too-long", 14, 7)]
    text = with_line(GOOD, "Un autre texte", "a" + "![" * 9_999)
    assert desk.load(text)


@pytest.mark.parametrize("slug", ["a", "tracts/a", "a-b/c-1", "2023/a"])
def test_slugs(desk: Desk, slug: str) -> None:
    assert desk.load(GOOD, slug).slug == slug


@pytest.mark.parametrize(
    "slug",
    [
        *(
            "",
            "..",
            "../a",
            "a/../b",
            "a b",
            "A",
            "é",
            "a_b",
            "/a",
            "a/",
            "a//b",
            "-a",
            "a-",
            "a.b",
        ),
        *("a\n", "a\\b", "a:", ".a"),
    ],
)
def test_slugs_that_could_name_no_folder(desk: Desk, slug: str) -> None:
    (problem,) = desk.refused(GOOD, slug)
    assert problem.code == "slug-form"
    assert f"'{slug}'" in problem.message


def test_the_licences_that_a_text_may_name_are_those_whose_address_is_known() -> None:
    schema = layouts.shipped_schema("document")
    assert schema["properties"]["licence"]["enum"] == [*LICENCES]


def test_without_sources_citations_are_not_judged(desk: Desk) -> None:
    """Problems of sources.yaml are reported elsewhere; other problems of the document here."""
    desk.reading.sources = None
    text = with_line(GOOD, "[@rgpd]", "[@x] <b>")
    assert places(desk.refused(text)) == [("text-html", 10, 17)]
    with pytest.raises(ProblemError):
        desk.load(GOOD)


def test_qr_codes_are_kept_once_in_their_order(desk: Desk) -> None:
    document = desk.load(GOOD + "qr: [convention-2023, convention-2023]\n")
    assert document.qr == ("convention-2023",)
    assert [source.id for source in document.sources] == ["rgpd", "convention-2023"]


def test_titles_are_one_line(desk: Desk) -> None:
    text = re.sub("^title: .*$", "title: |\n  Un titre\n  en deux lignes :\n", GOOD, flags=re.M)
    assert shown(desk.load(text).title) == "Un titre en deux lignes~:"


def test_titles_hold_no_markup(desk: Desk) -> None:
    text = re.sub("^title: .*$", "title: 'a *b* <i> [@x] \\\\#'", GOOD, flags=re.M)
    assert desk.load(text).title == "a *b* <i> [@x] \\#"


def test_soft_hyphens_where_the_layout_hyphenates(desk: Desk) -> None:
    text = with_line(GOOD, "Un autre texte", "\"l'administration\\n\\n### l'administration\"")
    layout = desk.reading.layout("tract")
    for hyphenate, expected in ((False, "l’administration"), (True, "l’ad¬mi¬nis¬tra¬tion")):
        desk.reading.layouts["tract"] = replace(layout, hyphenate=hyphenate)
        paragraph, heading = desk.load(text).fields["back"]
        assert shown(paragraph["children"][0]["value"]) == expected
        # Headings are never hyphenated.
        assert heading["children"][0]["value"] == "l’administration"


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_any_change_to_a_document_is_read_or_refused(
    shared_desk: Desk, text: str, chance: random.Random
) -> None:
    judge(shared_desk, mutated(text, chance))


def judge(desk: Desk, text: str) -> None:
    try:
        document = desk.load(text)
    except ProblemError as error:
        assert error.problems
        check_fit(error.problems)
        last = text.count("\n") + 2
        assert all(1 <= one.line <= last and one.column >= 1 for one in error.problems)
    else:
        assert isinstance(document, Document)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.booleans(), st.integers(-99, 99), st.sampled_from(["a", "[@x]", "<b>", "tract", "#"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["layout", "title", "date", "qr", "lines", "kind", "term", "see", "x"]),
            inner,
        ),
    ),
    max_leaves=6,
)


@given(st.sampled_from(EXAMPLES), st.data())
def test_any_value_in_place_of_another_is_read_or_refused(
    shared_desk: Desk, text: str, data: st.DataObject
) -> None:
    """Swap the value of one or two keys, at any depth, for a value of any type."""
    document = read_yaml(text)
    for _ in range(data.draw(st.integers(1, 2))):
        holder: Any = document
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(holder[key], (dict, list)) and data.draw(st.booleans()):
                holder = holder[key]
                continue
            holder[key] = data.draw(JSON)
            break
    judge(shared_desk, json.dumps(document, ensure_ascii=False))


def test_a_missing_file_is_told(tmp_path: Path, desk: Desk) -> None:
    problems: list[Problem] = refusal(
        lambda: documents.load(tmp_path / "rien.yaml", "rien.yaml", "rien", desk.reading)
    )
    assert [problem.code for problem in problems] == ["file-unreadable"]
