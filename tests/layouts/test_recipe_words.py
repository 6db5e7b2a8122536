"""Whoever follows the words of a recipe ends with the piece: its words are read and done on paper.

Words say which part of a sheet is folded, where to, and over which edge the printer turns it; the
paper model does that, and the piece must read from its first page to its last.
"""

from __future__ import annotations

import math
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
import pytest

from tests.imposition import paper_model, pdfs
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plan import Cut, Flip, Fold, Gather, Plan, Pleat, Slit, Staple, Step
from zines.imposition.request import ImpositionRequest
from zines.workshop import imposing, recipe_pages
from zines.workshop.project import Project
from zines.workshop.project_typesetter import project_typesetter

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))
PANEL, SMALL = Size(99, 210), Size(74, 105)
#: Schema, pages, trim, sheet and what else is asked.
Case = tuple[str, int, Size, Size, dict[str, Any]]
CASES: list[Case] = [
    ("saddle-stitch", 8, A5, A4, {}),
    ("saddle-stitch", 8, A5, A4, {"binding": "right"}),
    ("saddle-stitch", 8, A5, A4, {"flip": "long-edge"}),
    ("saddle-stitch", 8, A6, A4, {"up": 2}),
    ("saddle-stitch", 12, A6, A4, {"cover": True}),
    ("gathered-signatures", 32, A5, A4, {"sheets_per_signature": 2}),
    ("quarto", 8, A5, A3, {}),
    ("quarto", 8, A5, A3, {"binding": "right"}),
    ("octavo", 16, A6, A3, {}),
    ("octavo", 32, A6, A3, {"binding": "right"}),
    ("sextodecimo", 32, A6, SIZES["a2"], {}),
    ("leaflet", 4, A5, A4, {"fold": "single"}),
    ("leaflet", 6, PANEL, A4, {"fold": "letter"}),
    ("leaflet", 6, PANEL, A4, {"fold": "accordion"}),
    ("one-sheet-zine", 8, SMALL, A4, {}),
    ("one-sheet-zine-16", 16, SMALL, A3, {}),
    ("repeat", 2, A5, A4, {}),
    ("repeat", 2, A6, A4, {}),
    ("cut-and-stack", 16, A6, A4, {"grid": (2, 2)}),
    ("cut-and-stack", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
    ("stab", 8, A5, A5, {"inner_margin": 15}),
    ("stab", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
    ("cut-stack-fold", 16, A6, A4, {"grid": (2, 2)}),
    ("cut-stack-fold", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
]
#: How leaflets of three panels read, leaf after leaf, upper face first; all else reads in order.
READS = {"letter": [1, 2, 5, 4, 3, 6], "accordion": [1, 6, 5, 2, 3, 4]}
#: Each heading of a recipe, with its number.
_HEADING = re.compile(
    r"\b\d+\. (Imprimer|Assembler|Couper|Fendre|Plier en accordéon|Plier|Couvrir|Agrafer|Relier)"
    r"( la couverture)? "
)
_FOLD = re.compile(
    r"(Rabattre|Replier) la partie (gauche|droite|haute|basse) \(en gris\) vers (l’avant|l’arrière)"
)
#: The axis of a fold, and whether the part moves that moves only when that is said (see Fold).
_PARTS: dict[str, tuple[Any, bool]] = {
    "gauche": ("x", False),
    "droite": ("x", True),
    "haute": ("y", False),
    "basse": ("y", True),
}
_EDGES: dict[str, Flip] = {"long": "long-edge", "court": "short-edge"}


class Recipe(NamedTuple):
    """Imposed sheets and the words of their recipe: each heading with what stands under it."""

    sheets: bytes
    plan: Plan
    text: str
    parts: list[tuple[str, bool, str]]


@pytest.fixture(scope="module")
def typeset(checkout: Project) -> recipe_pages.Typeset:
    return project_typesetter(checkout).pages


def recipe(typeset: recipe_pages.Typeset, case: Case) -> Recipe:
    schema, count, trim, sheet, options = case
    request = ImpositionRequest(schema, sheet, **options)
    with ThreadPoolExecutor(1) as pool:
        made = imposing.imposed(pdfs.pages(count, trim), request, typeset, pool)
        assert made.recipe
        with pypdfium2.PdfDocument(made.recipe.result()) as pdf:
            (page,) = [page.get_textpage().get_text_range() for page in pdf]
    # Thousands are parted by a narrow space, which is a space to Python.
    text = " ".join(page.replace("\u202f", "").split())
    found = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [text.index("Combien de feuilles")]
    parts = [
        (heading[1], bool(heading[2]), text[heading.end() : end])
        for heading, end in zip(found, ends, strict=True)
    ]
    return Recipe(made.content, made.plan, text, parts)


def done(told: Recipe, *, of_cover: bool) -> tuple[Step, ...]:
    """Return the steps that the words tell; lines to fold and cut along are drawn, not told."""
    planned = told.plan.cover_steps if of_cover else told.plan.steps
    folds = iter([step for step in planned if isinstance(step, Fold)])
    steps: list[Step] = []
    for heading, cover, words in told.parts:
        if cover != of_cover:
            continue
        if heading == "Plier":
            said = _FOLD.search(words)
            assert said, words
            axis, other = _PARTS[said[2]]
            forward = said[3] == "l’avant"
            assert (said[1] == "Rabattre") == forward
            steps.append(Fold(axis, next(folds).at, forward, other))
        elif heading == "Couper":
            steps += [step for step in planned if isinstance(step, Cut)]
        elif heading == "Fendre":
            steps += [step for step in planned if isinstance(step, Slit)]
        elif heading == "Plier en accordéon":
            assert "jusqu’à la page 1 sur le dessus" in words
            steps += [step for step in planned if isinstance(step, Pleat)]
        elif heading == "Agrafer":
            steps.append(Staple())
        elif heading == "Assembler":
            size = re.search(r"Grouper les feuilles par (\d+), dans l’ordre de sortie", words)
            side = re.search(r"colonne par colonne en partant de la (gauche|droite)", words)
            if side:
                cut = steps.pop()
                assert isinstance(cut, Cut) and "La première reste dessus" in words
                steps.append(replace(cut, from_right=side[1] == "droite"))
            steps.append(Gather(int(size[1]) if size else 0))
    return tuple(steps)


def name_of(case: Case) -> str:
    return "-".join([case[0], str(case[1]), *map(str, case[4].values())])


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_who_does_what_the_words_say_can_read_the_piece(
    case: Case, typeset: recipe_pages.Typeset
) -> None:
    told = recipe(typeset, case)
    edge = re.search(r"Recto verso, retourner sur le bord (long|court)\.", told.text)
    assert edge or "Recto seul." in told.text
    followed = replace(
        told.plan,
        steps=done(told, of_cover=False),
        cover_steps=done(told, of_cover=True),
        flip=_EDGES[edge[1]] if edge else None,
    )
    copies = re.search(r"(\d+) feuilles? pour (\d+) exemplaires?\.", told.text)
    assert copies
    piece = READS.get(case[4].get("fold", ""), list(range(1, case[1] + 1)))
    assert paper_model.read(followed) == [piece] * int(copies[2])
    with pypdfium2.PdfDocument(told.sheets) as pdf:
        assert int(copies[1]) == len(pdf) / (2 if edge else 1)
        width, height = pdf[0].get_size()
    shape = "à l’italienne (paysage)" if width > height else "à la française (portrait)"
    paper = next(name for name, size in SIZES.items() if size == case[3])
    assert f"Papier {paper.upper()}, {shape}." in told.text
    runs, sheets = (
        [int(number) for number in row.split()]
        for row in re.findall(r"(?:Exemplaires|Feuilles) ((?:\d+ ?)+)", told.text)
    )
    assert runs == [10, 50, 100, 200, 300, 500, 1000]
    assert sheets == [math.ceil(run / int(copies[2])) * int(copies[1]) for run in runs]
