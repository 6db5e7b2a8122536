"""Names of files: French, short, and all different when a whole catalogue is in one folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers import LAYOUT_FOLDERS, ROOT
from zines.base.file_names import (
    check,
    clashing,
    companion_name,
    document_name,
    document_slug,
    edition_name,
    file_name,
    is_of_output,
)
from zines.base.options import Options
from zines.base.outputs import Output, all_names, of_format, outputs_of
from zines.base.paper import size_named
from zines.base.problems import UsageError
from zines.imposition.plans import planning
from zines.manuscript import layouts
from zines.manuscript.layouts import Layout
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.production import layout_outputs, recipe_pages
from zines.workshop.project import Project, entries

#: Variants of a whole catalogue. (The user chooses the length of an edition's name.)
VARIANTS = [
    Options(Path()),
    Options(Path(), ink="black"),
    Options(Path(), qr=False),
    Options(Path(), large_print=True),
    Options(Path(), edition=Path("UL Loire.yaml")),
    Options(Path(), roles=("tiles",)),
    Options(Path(), roles=("press",)),
    Options(Path(), roles=("press",), printer="newsprint"),
    Options(Path(), ink="riso"),
]
#: Two and three variants combined: names are longer, but still all different.
MIXED = [
    replace(one, ink=one.ink or "black", qr=False, large_print=True)
    for one in VARIANTS
    if one.ink != "black" and not one.large_print and one.qr
]
LAYOUTS = {name: layouts.load(LAYOUT_FOLDERS, name) for name in layouts.names(LAYOUT_FOLDERS)}


def printed() -> Iterator[tuple[str, Layout, str]]:
    """Yield the beginning of its file names, the layout and the format of each document."""
    for entry in entries(Project(ROOT)):
        value = yaml_reader.read(entry.file, entry.slug).value
        layout = LAYOUTS[value["layout"]]
        name = document_name(value.get("piece", layout.piece), entry.slug)
        yield name, layout, value.get("format", "")


def has_companion(output: Output, layout: Layout) -> bool:
    """Return whether an output has a recipe or an order beside it."""
    if output.role not in ("sheets", "tiles"):
        return output.role == "press"
    request = layout_outputs.request_for(output, posted=layout.is_poster)
    pages = layout.pages or planning.typical_pages(request)
    plan = planning.plan([size_named(output.trim)] * pages, request)
    return recipe_pages.recipe_request(plan, "", "", "fr") is not None


def names_of(document: str, layout: Layout, size: str, options: Options) -> Iterator[str]:
    """Yield the names of all files of a document with these options."""
    for output in outputs_of(of_format(layout.outputs, size), layout.pages, options)[0]:
        parts = ("1-noir", "2-rouge", "apercu-noir-rouge") if output.role == "plates" else ("",)
        for part in parts:
            yield file_name(document, output.name, options, output.ink, output.role, part)
        if has_companion(output, layout):
            name = file_name(document, output.name, options, output.ink, output.role)
            yield companion_name(name, output.role)


def names_in(variants: list[Options]) -> list[str]:
    """Return the names of all files of the catalogue, in several variants."""
    return [
        name
        for document, layout, size in printed()
        for options in variants
        for name in names_of(document, layout, size, options)
    ]


def test_a_whole_catalogue_in_every_variant_lies_in_one_folder() -> None:
    """As in a mail or on a USB stick; a tract and a poster of the same slug have different names.

    Old mail programs and file systems damage accents; 80 characters are a line of a terminal.
    """
    names = names_in(VARIANTS)
    assert len(names) > 1500
    assert [name for name in names if not name.isascii() or len(name) >= 80] == []
    every = Counter(name.lower() for name in [*names, *names_in(MIXED)])
    assert [name for name, count in every.items() if count > 1] == []


@pytest.mark.parametrize(
    ("piece", "slug", "name"),
    [
        ("tract", "tracts/guichets", "tract-guichets"),
        ("affiche", "posters/guichets", "affiche-guichets"),
        # Deeper folders stay in the name: brest/guichets and lyon/guichets differ.
        ("tract", "tracts/brest/guichets", "tract-brest-guichets"),
        # No word occurs twice.
        ("carte", "cartes/carte-de-rendez-vous", "carte-de-rendez-vous"),
        ("tract", "mon-tract", "mon-tract"),
        ("tract-vierge", "vierges/tract", "tract-vierge"),
        ("statut", "tableaux/statut", "statut"),
        # A part of a word does not count as the word.
        ("carte", "cartes/la-carterie", "carte-la-carterie"),
        # A layout whose name cannot be a file name.
        ("Marque-page été", "x/a", "marque-page-ete-a"),
        ("日本", "x/a", "a"),
    ],
)
def test_files_begin_with_what_they_are_and_their_title(piece: str, slug: str, name: str) -> None:
    assert document_name(piece, slug) == name


@pytest.mark.parametrize(
    ("layout", "output"),
    [("tract", "a-couper"), ("poster", "a4"), ("booklet", "cahier"), ("form", "page-par-page")],
)
def test_every_variant_is_known_by_its_name(layout: str, output: str) -> None:
    """Otherwise a build of all documents would remove it as outdated."""
    found = LAYOUTS[layout]
    outputs = all_names(of_format(found.outputs, ""), found.pages)
    assert output in outputs
    for options in [*VARIANTS, *MIXED]:
        for name in names_of("x-y", found, "", options):
            assert is_of_output(name, "x-y", outputs), name


@pytest.mark.parametrize(
    "name", ["a-couper.pdf", "x-y-a-coupe.pdf", "x-y-a-couperet.pdf", "x-a4.pdf"]
)
def test_a_file_of_another_name_is_of_no_output(name: str) -> None:
    assert not is_of_output(name, "x-y", {"a-couper", "a4"})


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Tract de l'été n°1", "tract-de-l-ete-n1"),
        ("Tract de l’été n° 1", "tract-de-l-ete-n-1"),
        ("SŒURS, frères & Cie", "soeurs-freres-cie"),
        ("Ex æquo - Straße", "ex-aequo-strasse"),
        # macOS writes an accent as a separate character.
        ("e\u0301te\u0301", "ete"),
        ("Mes tracts/_L'eau_ (2)", "mes-tracts/l-eau-2"),
        ("v1.2", "v1-2"),
        # No character is left, or it is not text: reading the document raises the error.
        ("日本/x", "日本/x"),
        ("\udce9t\udce9", "\udce9t\udce9"),
        # (Windows lets the first and the last half character stand alone in a name too.)
        ("a\ud800", "a\ud800"),
        ("a\udfff", "a\udfff"),
    ],
)
def test_a_document_may_be_called_as_people_call_it(written: str, slug: str) -> None:
    """A slug has small letters, digits and hyphens: valid in file names and web addresses."""
    assert document_slug(written.split("/")) == slug


@pytest.mark.parametrize(
    "name",
    [
        "noir", "riso", "sans-qr", "grands-caracteres", "Noir d'encre", "Sans QR 2",
        "mode-d-emploi", "Notre commande",
    ],
)  # fmt: skip
def test_a_group_has_no_name_that_says_what_a_file_is(name: str) -> None:
    """tract-essai-noir.pdf would be the file in black, or that of the group Noir."""
    with pytest.raises(UsageError, match="says what they are"):
        edition_name(Path(f"{name}.yaml"))


@pytest.mark.parametrize(
    ("name", "message"), [("日本", "letters from a to z"), ("con", "named after 'con'")]
)
def test_a_group_has_a_name_that_a_file_can_have(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        edition_name(Path(f"{name}.yaml"))


def test_a_group_has_the_name_of_its_file() -> None:
    for name in ("UL Loire.yaml", "ul-loire.csv"):
        assert edition_name(Path("ici") / name) == "ul-loire"
    # These words are only refused where they would be mistaken.
    assert edition_name(Path("Noirmoutier.yaml")) == "noirmoutier"
    assert edition_name(Path("commandes.yaml")) == "commandes"
    assert edition_name(Path("ul-noir.yaml")) == "ul-noir"


PROFILE = Path("autre.icc")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(Path(), icc=PROFILE), "go together"),
        (Options(Path(), condition="FOGRA39"), "go together"),
        (Options(Path(), icc=PROFILE, condition="日本"), "cannot be called"),
        (Options(Path(), icc=PROFILE, condition="a\nb"), "cannot be called"),
        (Options(Path(), printer="日本.yaml"), "a printer's file cannot be called"),
        (Options(Path(), edition=Path("noir.yaml")), "says what they are"),
        (Options(Path(), edition=Path("a" * 99), printer="b" * 99), "shorten one of them"),
    ],
)
def test_options_that_no_file_name_can_contain_are_refused_at_once(
    options: Options, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        check(options)


def test_options_that_file_names_can_contain() -> None:
    for options in (*VARIANTS, Options(Path(), icc=PROFILE, condition="PSO Coated v3")):
        check(options)


def test_names_of_outputs_do_not_begin_with_one_another() -> None:
    """Otherwise a-plier-noir is the output a-plier in black, or one of its own."""
    assert clashing(["a-plier", "a-plier-noir", "a-plierait", "x", "x-y"]) == {
        1: "a-plier", 4: "x",
    }  # fmt: skip
    assert clashing(["a-plier", "a-couper"]) == {}


def test_only_press_files_and_plates_are_named_after_their_printer() -> None:
    """Sheets for the copier are the same for every print shop."""
    options = Options(Path(), printer="chez/Newsprint.yaml", icc=PROFILE, condition="PSO v3")
    named = {
        role: file_name("x", "y", options, "colour", role)
        for role in ("press", "plates", "sheets", "reader", "tiles")
    }
    assert named.pop("press") == named.pop("plates") == "x-y_newsprint_pso-v3.pdf"
    assert set(named.values()) == {"x-y.pdf"}
