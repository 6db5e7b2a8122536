"""Limits of the rules of lint, and places of their problems (columns and lines from 1)."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manuscript.conftest import places
from tests.manuscript.lint.desk import (
    BOOKLET,
    KNOWN,
    POSTER,
    TRACT,
    layout,
    lint_fragment,
    lint_text,
    with_keys,
)
from zines.base.variants import Variant, values_as_json
from zines.manuscript import lint
from zines.manuscript.french.numbers import gaps
from zines.manuscript.groups import variants
from zines.manuscript.lint.alternatives import alternatives
from zines.manuscript.lint.contrast import ratio
from zines.manuscript.lint.passages import ContentFile
from zines.manuscript.yaml_files import yaml_reader

WHITE, BLACK = (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0)


def grey(least: float) -> tuple[float, ...]:
    """Return the grey (K) that has exactly a given contrast to white (formula of WCAG 2.2)."""
    luminance = 1.05 / least - 0.05
    return (0.0, 0.0, 0.0, 1 - (1.055 * luminance ** (1 / 2.4) - 0.055))


@pytest.mark.parametrize(("role", "least"), [("text", 4.5), ("accent-text", 4.5), ("accent", 3.0)])
@pytest.mark.parametrize(("more", "pale"), [(0.02, False), (-0.02, True)])
def test_a_colour_is_pale_below_its_contrast(
    role: str, least: float, more: float, pale: bool
) -> None:
    colours = {"text": BLACK, "accent-text": BLACK, "accent": BLACK, "on-accent": WHITE}
    roles: dict[str, Any] = {**colours, "paper": WHITE, role: grey(least + more)}
    if role == "accent":
        # (White type on this grey would need more contrast.)
        roles["on-accent"] = BLACK
    text = "a\nb\n  black: (\n  colour: (\n"
    found = lint.palettes({"x": {"colour": roles}}, "x.typ", text)
    fronts = {one.message.split(" on ")[0] for one in found}
    assert (role in fronts) is pale
    for one in found:
        assert (one.line, one.column) == (4, 3)
        assert f"contrast of {least + more:.1f}:1 in the theme 'x', ink colour" in one.message
    assert ratio(roles[role], WHITE) == pytest.approx(least + more)
    # Without a key for the ink, the problem is at the file itself.
    other = lint.palettes({"x": {"riso": roles, "odd": roles}}, "x.typ", text)
    assert {(one.line, one.column) for one in other} == ({(1, 1)} if pale else set())


def test_a_tint_is_a_ground_of_its_own() -> None:
    colours = {"text": BLACK, "accent-text": BLACK, "accent": BLACK, "on-accent": WHITE}
    roles: dict[str, Any] = {**colours, "paper": WHITE, "tint": (0, 0, 0, 0.9)}
    found = lint.palettes({"x": {"colour": roles}}, "x.typ", "colour: (")
    assert [one.message.split(" has")[0] for one in found] == [
        "text on tint",
        "accent-text on tint",
    ]
    assert {(one.line, one.column) for one in found} == {(1, 1)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Un fait [@rgpd; @loi].", "[@rgpd; @loi]."),
        ("Un fait [@rgpd; @loi] " + "a" * 30, "[@rgpd; @loi] " + "a" * 16),
    ],
)
def test_a_citation_that_is_none_is_shown_in_thirty_signs(text: str, shown: str) -> None:
    (problem,) = lint_fragment(f'lead: "{text}"')
    assert problem.code == "citation-form" and problem.column == 16
    assert problem.message.startswith(f"'{shown}' is no citation")


def test_a_citation_that_is_none_is_shown_to_the_end_of_its_line() -> None:
    (problem,) = lint_fragment(
        "front: |\n  Un fait que chacun, ou presque, connaît [@rgpd; @loi]\n  et la suite [@rgpd]."
    )
    assert problem.message.startswith("'[@rgpd; @loi]' is no citation")


def test_sources_that_nobody_cites_are_told_at_the_first() -> None:
    text = "a: {title: A}\nbb: {title: B}\nc: {title: C}\nd: {title: D, unused: plus tard}\n"
    parsed = yaml_reader.parse(text, "sources.yaml")
    (problem,) = lint.uncited_sources(parsed, {"a"})
    assert (problem.line, problem.column) == (2, 5)
    assert problem.message.startswith("2 of 4 sources are cited by no document: bb, c")
    assert lint.uncited_sources(parsed, {"a", "bb", "c"}) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # At most 15 digits with the country code (ITU-T E.164); 9 digits in Belgium.
        ("01 23 45 67 89", 4),
        ("04 77 12 34", 0),
        ("02 511 11 11", 3),
        ("+33 1 23 45 67 89", 5),
        ("+123 1234 1234 1234", 3),
        ("+123 1234 1234 1234 1", 0),
        ("+123 1234 1234 12 345", 0),
        ("01 23 et 01 23 45 67 89", 4),
        # The first number is not a telephone number.
        ("0 12 34, 01 23 45 67 89", 4),
    ],
)
def test_spaces_of_numbers_that_are_dialled(text: str, parts: int) -> None:
    found = list(gaps(text))
    assert len(found) == parts
    assert all(text[start:end] == " " for start, end in found)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        # The document is dated 16 September 2023: later dates are appointments.
        ("Le 15 septembre 2023, rien.", True),
        ("Le 16 septembre 2023, rien.", False),
        ("Le 17 septembre 2023, rien.", False),
        ("Le 20 août 2023, rien.", True),
        ("En août 2023, rien.", True),
        ("En septembre 2023, rien.", False),
        ("En octobre 2023, rien.", False),
        ("Le 1er octobre 2023, rien.", False),
        ("Le 30 décembre 2022, rien.", True),
        # Its own year may be past as a whole.
        ("En 2023, rien.", True),
        ("En 2024, rien.", False),
        ("En 2022, rien.", True),
        # Only an association or a law is called by its year.
        *(("Loi 1901, rien.", False), ("Loi 1903, rien.", True), ("En 1905, rien.", True)),
    ],
)
def test_a_date_before_that_of_the_document_is_a_fact(text: str, past: bool) -> None:
    found = [one.code for one in lint_fragment(f"back: |\n  {text}")]
    assert ("figure-uncited" in found) is past


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Prix libre, 2 € conseillés.", True),
        ("Entrée : 5 €, tarif réduit 2,50 €.", True),
        ("Repas sur place, 8 euros par personne.", True),
        ("Adhésion à 10 € l’année.", True),
        ("Participation : 3 €.", True),
        # What others ask, or how much there is of it, is a fact, also beside a price.
        ("La carte coûte 25 €.", False),
        ("L’entrée du service a coûté 4 milliards.", False),
        ("Il y a 25 000 € de cotisations.", False),
        ("Sa participation est de 12 %.", False),
        ("L’entrée est à 5 €. Le fichier a coûté 25 €.", False),
        ("Le fichier a coûté 25 €. L’entrée est à 5 €.", False),
    ],
)
def test_a_price_of_the_group_itself_is_no_fact_that_needs_a_source(text: str, own: bool) -> None:
    found = [one.code for one in lint_fragment(f"back: |\n  {text}")]
    assert ("figure-uncited" not in found) is own


def test_every_paragraph_is_looked_into() -> None:
    """Of three paragraphs, the two without a citation are reported, each at its figure."""
    found = lint_fragment("back: |\n  Or 2 % [@rgpd].\n\n  Or 3 %.\n\n  Or 4 %.")
    assert places(found) == [("figure-uncited", 4, 6), ("figure-uncited", 6, 6)]


def test_texts_after_one_that_is_left_alone_are_read() -> None:
    found = lint_fragment("back: |\n  Or 2 % [@rgpd].\nfront: |\n  Or 3 %.")
    assert places(found) == [("figure-uncited", 4, 6)]
    found = lint_fragment("lead: Un mot\nback: |\n  -  Un  mot\n\n  Un  mot")
    assert [one[0] for one in places(found)] == ["double-space", "double-space"]
    assert [one[1:] for one in places(found)] == [(3, 8), (5, 5)]


def test_a_list_item_may_be_set_in_and_a_line_may_not() -> None:
    """In CommonMark, spaces after the sign of an item are ignored; in a title they are printed."""
    assert places(lint_fragment("back: |\n  -   Un mot")) == []
    assert places(lint_fragment("back: |\n\n  -   Un mot")) == []
    assert places(lint_fragment('headline: ["-  Un mot"]')) == [("double-space", 1, 14)]


def test_a_finding_stands_on_the_last_sign_of_a_short_text() -> None:
    assert lint_fragment("lead: X") == []
    found = lint_fragment(f"back: |\n  {'mot ' * 40}fin.")
    assert places(found) == [("long-sentence", 2, 3)]


@pytest.mark.parametrize(
    ("distance", "reported"),
    [("poster", False), ("tract", True)],
)
def test_a_code_is_as_wide_as_its_reader_is_far(distance: str, reported: bool) -> None:
    """A code measures 30 mm on a tract, and a tenth of the reading distance on a poster."""
    address = "https://exemple.fr/" + "a" * 150
    known = {**KNOWN, "long": {"title": "Un livre", "kind": "book", "url": address}}
    base = POSTER if distance == "poster" else TRACT
    found = [
        one for one in lint_text(with_keys(base, "qr: [long]"), known) if one.code == "qr-long"
    ]
    assert bool(found) is reported
    if found:
        assert "mm wide, its finest parts 0.6 mm" in found[0].message
        assert f"the address has {len(address)} characters" in found[0].message


@pytest.mark.parametrize(("length", "reported"), [(152, False), (153, True)])
def test_a_code_that_is_read_in_the_hand_may_be_thirty_millimetres_wide(
    length: int, reported: bool
) -> None:
    """49 modules of 0.6 mm are 29.4 mm (ISO/IEC 18004: version 8); a card is read from 20 cm."""
    url = "https://exemple.fr/".ljust(length, "a")
    known = {"a": {"title": "Un livre", "kind": "book", "url": url}}
    near = replace(layout("tract"), reading_distance_mm=200)
    parsed = yaml_reader.parse(with_keys(TRACT, "qr: [a]"), "a.yaml")
    found = [one.code for one in lint.document(parsed, near, known) if one.code == "qr-long"]
    assert bool(found) is reported


def test_codes_after_one_that_is_unknown_are_read() -> None:
    known = {**KNOWN, "short": {"title": "x", "kind": "book", "url": "https://bit.ly/a"}}
    found = lint_text(with_keys(TRACT, "qr: [3, nothing, short]"), known)
    (problem,) = [one for one in found if one.code == "qr-shortener"]
    assert (problem.line, problem.column) == (9, 18)


FORM = """\
chapters:
  - title: Un
    sections:
      - {kind: text, body: "Vos données sont gardées par le collectif."}
  - title: Deux
    sections:
      - {kind: form, title: Une, fields: [{label: Rien, lines: 1}, {label: Nom, lines: 1}]}
"""


def test_the_notice_of_a_form_stands_in_its_own_chapter() -> None:
    found = [one for one in lint_text(with_keys(BOOKLET, FORM)) if one.code == "form-notice"]
    assert len(found) == 1 and "('Nom')" in found[0].message
    inside = FORM.replace("title: Une", "title: Une, intro: Vos données sont gardées un an.")
    opening = FORM.replace("title: Deux", "title: Deux\n    lead: Vos données sont gardées un an.")
    for text in (inside, opening):
        codes = [one.code for one in lint_text(with_keys(BOOKLET, text))]
        assert "form-notice" not in codes


def test_forms_after_one_that_asks_nothing_are_read() -> None:
    text = "back: |\n  Date : ..........\n\n  Nom : .........."
    found = [one for one in lint_fragment(text) if one.code == "form-notice"]
    assert [(one.line, one.column) for one in found] == [(4, 3)]
    found = [
        one
        for one in lint_fragment("front: |\n  Date : ..........\nback: |\n  Nom : ..........")
        if one.code == "form-notice"
    ]
    assert [(one.line, one.column) for one in found] == [(4, 3)]
    assert "('Nom')" in found[0].message


def test_a_text_that_cannot_be_seen_is_told_at_its_first_sign() -> None:
    found = [one for one in lint_fragment('kicker: "\u200b \u200b"') if one.code == "hidden-text"]
    assert places(found) == [("hidden-text", 1, 10)]


def test_every_picture_of_a_group_has_its_words() -> None:
    """A picture that is not named needs no words; the pictures after it do."""
    names = ("one", "zero", "two", "three")
    schema = {
        "properties": {
            key: {"type": "string"} for name in names for key in (name, f"{name}_alt", f"{name}_x")
        }
    }
    # Words that are not a text are refused by the schema, not by lint.
    text = "zero: z.png\nzero_alt: 5\ntwo: a.png\nthree: b.png\nthree_alt: Image de rue\n"
    parsed = yaml_reader.parse(text, "a.yaml")
    found = list(alternatives(ContentFile(parsed, schema)))
    assert [(one.code, one.trail, one.offset) for one in found] == [
        ("missing-alt", ("two",), 0),
        ("poor-alt", ("three_alt",), 0),
    ]


@pytest.mark.parametrize("date", ["", 'date: "2023"\n', "date: 5\n"])
def test_in_a_document_without_a_day_all_dates_are_facts(date: str) -> None:
    lines = [line for line in TRACT.splitlines() if not line.startswith(("date", "back:"))]
    text = "\n".join(lines) + f"\n{date}back: |\n  En mai 2099, rien.\n"
    assert "figure-uncited" in {one.code for one in lint_text(text)}


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("{file: a.png, alt: Une file devant la mairie.}", None),
        ("{file: a.png, alt: a}", "poor-alt"),
        ("{file: a.png, alt: a.png}", "poor-alt"),
        ("{file: a.png, alt: Image d'une file.}", "poor-alt"),
        # What is no text is the matter of the schema.
        ("{file: 5, alt: a}", None),
        ("{file: a, alt: 5}", None),
    ],
)
def test_an_own_picture_has_words_that_tell_it(picture: str, code: str | None) -> None:
    """Its name says nothing to those who do not see it (WCAG 2.2, failure F30)."""
    found = lint_fragment(f"picture: {picture}")
    assert [one.code for one in found if one.code.endswith("-alt")] == [code] * bool(code)
    assert [one.column for one in found if one.code == code] == [29] * bool(code)


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("Image d'une file.", "Image"),
        ("  illustration : une file", "illustration"),
        ("Alt: une file", "Alt"),
        ("photo of a queue", "photo of"),
        ("Imagerie médicale", ""),
        ("Une image", ""),
    ],
)
def test_what_a_screen_reader_says_already_is_named(words: str, begun: str) -> None:
    """Screen readers announce what it is: W3C, tutorial on images, tips and tricks."""
    found = lint_fragment(f'picture: {{file: a.png, alt: "{words}"}}')
    messages = [one.message for one in found if one.code == "poor-alt"]
    assert ["begin with '" + begun + "'," in one for one in messages] == [True] * bool(begun)


def test_a_cell_of_a_table_is_told_with_its_line_and_column() -> None:
    """A row has no lines of YAML: every sign of a cell stands where the cell does."""
    values = values_as_json({"name": "Les amis", "place": "A Lyon, etc..."})
    variant = Variant("a", Path("t.csv"), 7, values, {("name",): 1, ("place",): 4})
    found = lint.organisation(variants.parsed(variant, "t.csv"))
    assert {(one.path, one.line, one.column) for one in found} == {("t.csv", 7, 4)}
    assert len(found) == 2


def test_good_texts_of_other_groups_take_no_memory_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lint, "_MOST_GOOD", 2)
    good: set[lint.Said] = set()
    sizes = []
    for name in "ABCDE":
        lint.organisation(yaml_reader.parse(f"name: {name}\n", "o"), good)
        sizes.append(len(good))
    assert sizes == [1, 2, 3, 1, 2]


LAWS = """\
chapters:
  - title: Un
    sections:
      - {kind: law, title: Droit, body: "Un texte [@rgpd]."}
      - {kind: law, title: Droit, intro: Un, body: Un texte.}
      - {kind: demand, title: Droit, body: La loi impose un guichet.}
"""


def test_boxes_after_one_that_cites_are_read() -> None:
    """Each box is reported once, at its first text; titles need no citation."""
    found = [one for one in lint_text(with_keys(BOOKLET, LAWS)) if one.code == "law-uncited"]
    assert [(one.line, one.column) for one in found] == [(12, 42), (13, 44)]


def test_a_source_that_is_a_law_cites_nothing() -> None:
    text = "a: {title: Une loi, by: Un parlement, kind: law, date: '2021'}\n"
    found = lint.sources(yaml_reader.parse(text, "sources.yaml"))
    assert "law-uncited" not in {one.code for one in found}


@pytest.mark.parametrize(
    ("parts", "reported"),
    [
        ("fields: [3, {label: 5}, {label: Nom}]", True),
        ("columns: [3, {label: 5}, {label: Nom}]", True),
        ("columns: [{label: Rien}]", False),
        ("labels: [3, Nom]", False),
        ("fields: {label: Nom}", False),
    ],
)
def test_whatever_a_form_holds_is_read(parts: str, reported: bool) -> None:
    """Lint also checks files that the schema refuses."""
    text = f"chapters: [{{title: Un, sections: [{{kind: form, title: Une, {parts}}}]}}]\n"
    found = [one for one in lint_text(with_keys(BOOKLET, text)) if one.code == "form-notice"]
    assert bool(found) is reported
    if found:
        assert found[0].column == text.index("Nom") + 1


def test_a_figure_may_be_the_first_sign_of_a_text() -> None:
    assert places(lint_fragment("back: |\n  3 % des gens.")) == [("figure-uncited", 2, 3)]
    assert places(lint_fragment("back: |\n  3 % des gens.\n\n  4 % aussi.")) == [
        ("figure-uncited", 2, 3),
        ("figure-uncited", 4, 3),
    ]


def test_a_text_that_takes_too_long_is_told_at_its_first_word() -> None:
    text = with_keys(TRACT, "front: " + "Un mot. " * 120)
    (found,) = [one for one in lint_text(text) if one.code == "read-aloud"]
    assert (text.splitlines()[found.line - 1], found.column) == ("back: Un autre texte.", 7)


@pytest.mark.parametrize(("words", "told"), [(225, ""), (227, "91 seconds (227 words")])
def test_a_tract_is_read_aloud_in_a_minute_and_a_half(words: int, told: str) -> None:
    """At 150 words a minute, 225 words take 90 seconds."""
    found = lint_text(with_keys(TRACT, f"front: {'mot ' * (words - 3)}"))
    messages = [one.message for one in found if one.code == "read-aloud"]
    assert len(messages) == bool(told) and all(told in one for one in messages)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("A la gare", "capital-accent"),
        ("Les salarié(e)s", "inclusive-dot"),
        ("La grève - un récit", "typed-dash"),
        ("La grève--un récit", "typed-dash"),
        ("La grève...", "typed-ellipsis"),
        ("Mme. Bovary", "abbreviation"),
        ("Grèves, blocages, etc...", "abbreviation"),
        ("Le coeur des villes", "lost-letter"),
        ("Une hausse de 3.5 %", "decimal-point"),
        ("Pain,paix", "missing-space"),
    ],
)
def test_the_title_of_a_source_stays_as_its_author_wrote_it(title: str, code: str) -> None:
    """What somebody else has called their work is not ours to correct."""
    text = f'un-livre: {{title: "{title}", kind: book}}'
    assert code not in [one.code for one in lint.sources(yaml_reader.parse(text, "s"))]
    assert code in [one.code for one in lint_fragment(f'lead: "{title}"')]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("La 2ème gauche", "ordinal"),
        ("Qu’est-ce que l’Etat ?", "capital-accent"),
        ("Les salarié.e.s", "inclusive-dot"),
        ("Tou.te.s ensemble", "inclusive-dot"),
        ("Les ouvrier•es", "inclusive-dot"),
        ("Rendez-vous à 18H30", "hour"),
    ],
)
def test_how_the_title_of_a_source_is_set_is_up_to_who_prints_it(title: str, code: str) -> None:
    """Its words stay; ordinals, accents, dots and hours are set as in the rest of the page."""
    text = f'un-livre: {{title: "{title}", kind: book}}'
    (found,) = lint.sources(yaml_reader.parse(text, "s"))
    assert found.code == code


_WORDS = ["un", "guichet", "ouvert,", "À", "la", "mairie", "ou", "Saint-Étienne"]


@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.integers(35, 110))
def test_a_paragraph_that_an_editor_broke_is_one(words: list[str], width: int) -> None:
    """Editors break a line where the next word has no room: at 72 or 80 signs, often at more."""
    wrapped = textwrap.wrap(" ".join(words), width, break_on_hyphens=False)
    found = lint_fragment("\n  ".join(["front: |", *(wrapped or ["x"])]))
    assert "run-on-lines" not in {one.code for one in found}
