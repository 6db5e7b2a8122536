"""A paper model follows the words of recipes: the result must have its pages in order.

The words state which part of a sheet is folded, in which direction, and over which edge the printer
turns it. The paper model does that, and the pages must be in reading order.
"""

from __future__ import annotations

import io
import math
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from tests.helpers import ROOT, sign_sizes
from tests.imposition import paper_model, pdfs
from zines.base import language
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Cut, Flip, Fold, Gather, Plan, Pleat, Slit, Staple, Step
from zines.imposition.plans.request import ImpositionRequest
from zines.workshop.production import imposing, recipe_pages

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))
PANEL, SMALL = Size(99, 210), Size(74, 105)
#: Schema, number of pages, trim, sheet and other options.
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
    ("repeat", 4, A5, A4, {}),
    ("cards", 60, Size(85, 55), A4, {}),
    ("cut-and-stack", 16, A6, A4, {"grid": (2, 2)}),
    ("cut-and-stack", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
    ("stab", 8, A5, A5, {"inner_margin": 15}),
    ("stab", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
    ("cut-stack-fold", 16, A6, A4, {"grid": (2, 2)}),
    ("cut-stack-fold", 16, A6, A4, {"grid": (2, 2), "binding": "right"}),
]
#: The order of pages in leaflets of three panels, leaf after leaf, upper face first.
READS = {"letter": [1, 2, 5, 4, 3, 6], "accordion": [1, 6, 5, 2, 3, 4]}


class Words(NamedTuple):
    """Phrases to find in recipes of one language."""

    #: Kinds of steps by heading; ``of_cover`` follows the heading of a step of the cover.
    headings: dict[str, str]
    of_cover: str
    #: A pattern for folds: the part that moves, and its direction.
    fold: str
    #: Names of parts: the axis, and whether the other part moves (see Fold).
    parts: dict[str, tuple[Any, bool]]
    to_the_front: str
    until_page_1: str
    grouped: str
    by_columns: str
    from_right: str
    first_on_top: str
    whole_pile: str
    flipped: str
    edges: dict[str, Flip]
    one_side: str
    counted: str
    paper: str
    shapes: tuple[str, str]
    runs: str
    how_many: str
    thousands: str
    #: A phrase that is only in recipes of sheets with marks.
    marks: str


LANGUAGES = {
    "fr": Words(
        headings={
            "Imprimer": "print",
            "Assembler": "gather",
            "Couper": "cut",
            "Marquer les plis": "crease",
            "Fendre": "slit",
            "Plier en accordéon": "pleat",
            "Plier": "fold",
            "Couvrir": "cover",
            "Agrafer": "staple",
            "Relier": "bind",
        },
        of_cover="la couverture",
        fold=r"(?:Rabattre|Replier) la partie (\w+) \(en gris\) vers (l’avant|l’arrière)",
        parts={
            "gauche": ("x", False),
            "droite": ("x", True),
            "haute": ("y", False),
            "basse": ("y", True),
        },
        to_the_front="l’avant",
        until_page_1="jusqu’à la page 1 sur le dessus",
        grouped=r"Grouper les feuilles par (\d+), dans l’ordre de sortie",
        by_columns=r"colonne par colonne en partant de la (gauche|droite)",
        from_right="droite",
        first_on_top="La première reste dessus",
        whole_pile="toute la pile",
        flipped=r"Recto verso, retourner sur le bord (long|court)\.",
        edges={"long": "long-edge", "court": "short-edge"},
        one_side="Recto seul.",
        counted=r"(\d+) feuilles? pour (\d+) exemplaires?\.",
        paper="Papier {paper}, {shape}.",
        shapes=("à l’italienne (paysage)", "à la française (portrait)"),
        runs=r"(?:Exemplaires|Feuilles) ((?:\d+ ?)+)",
        how_many="Combien de feuilles",
        thousands="\u202f",
        marks="de trait à trait",
    ),
    "en": Words(
        headings={
            "Print": "print",
            "Gather": "gather",
            "Cut": "cut",
            "Crease": "crease",
            "Slit": "slit",
            "Fold to and fro": "pleat",
            "Fold": "fold",
            "Cover": "cover",
            "Staple": "staple",
            "Bind": "bind",
        },
        of_cover="the cover",
        fold=r"Fold the (\w+) part \(grey\) to the (front|back)",
        parts={
            "left": ("x", False),
            "right": ("x", True),
            "upper": ("y", False),
            "lower": ("y", True),
        },
        to_the_front="front",
        until_page_1="until page 1 lies on top",
        grouped=r"Put the sheets together by (\d+), in the order of printing",
        by_columns=r"column by column from the (left|right)",
        from_right="right",
        first_on_top="The first stays on top",
        whole_pile="the whole pile",
        flipped=r"Both sides, flip on the (long|short) edge\.",
        edges={"long": "long-edge", "short": "short-edge"},
        one_side="One side only.",
        counted=r"(\d+) sheets? for (\d+) cop(?:y|ies)\.",
        paper="{paper} paper, {shape}.",
        shapes=("landscape", "portrait"),
        runs=r"(?:Copies|Sheets) ((?:\d+ ?)+)",
        how_many="How many sheets",
        thousands=",",
        marks="from tick to tick",
    ),
}


class Recipe(NamedTuple):
    """Imposed sheets and their recipe; ``parts``: kind of step, whether of the cover, its text."""

    sheets: bytes
    plan: Plan
    page: bytes
    text: str
    parts: list[tuple[str, bool, str]]


def recipe(typeset: recipe_pages.Typeset, case: Case, lang: str = "fr") -> Recipe:
    schema, count, trim, sheet, options = case
    words = LANGUAGES[lang]
    request = ImpositionRequest(schema, sheet, **options)
    with ThreadPoolExecutor(1) as pool:
        made = imposing.imposed(pdfs.pages(count, trim), request, typeset, pool, lang=lang)
        assert made.recipe
        content = made.recipe.result()
    with pypdfium2.PdfDocument(content) as pdf:
        (page,) = [page.get_textpage().get_text_range() for page in pdf]
    # Remove separators of thousands; Python's split() also splits at narrow spaces.
    text = " ".join(re.sub(rf"(?<=\d){words.thousands}(?=\d)", "", page).split())
    names = "|".join(words.headings)
    found = list(re.finditer(rf"\b\d+\. ({names})( {words.of_cover})? ", text))
    ends = [heading.start() for heading in found[1:]] + [text.index(words.how_many)]
    parts = [
        (words.headings[heading[1]], bool(heading[2]), text[heading.end() : end])
        for heading, end in zip(found, ends, strict=True)
    ]
    return Recipe(made.content, made.plan, content, text, parts)


def done(printed: Recipe, words: Words, *, of_cover: bool) -> tuple[Step, ...]:
    """Return the steps in the words; the plan gives the positions of folds and cuts.

    Recipes draw these positions and do not describe them.
    """
    planned = printed.plan.cover_steps if of_cover else printed.plan.steps
    folds = iter([step for step in planned if isinstance(step, Fold)])
    steps: list[Step] = []
    piled = False
    for heading, cover, text in printed.parts:
        if cover != of_cover:
            continue
        if heading == "fold":
            fold = re.search(words.fold, text)
            assert fold, text
            axis, other = words.parts[fold[1]]
            steps.append(Fold(axis, next(folds).at, fold[2] == words.to_the_front, other))
        elif heading == "cut":
            piled = words.whole_pile in text
            steps += [step for step in planned if isinstance(step, Cut)]
        elif heading == "slit":
            steps += [step for step in planned if isinstance(step, Slit)]
        elif heading == "pleat":
            assert words.until_page_1 in text
            steps += [step for step in planned if isinstance(step, Pleat)]
        elif heading == "staple":
            steps.append(Staple())
        elif heading == "gather":
            size = re.search(words.grouped, text)
            side = re.search(words.by_columns, text)
            if side:
                cut = steps.pop()
                assert isinstance(cut, Cut) and words.first_on_top in text
                if piled and Gather() not in steps:
                    # All sheets are cut at once, so they were piled before.
                    steps.append(Gather())
                steps.append(replace(cut, from_right=side[1] == words.from_right))
            steps.append(Gather(int(size[1]) if size else 0))
    return tuple(steps)


def name_of(case: Case) -> str:
    return "-".join([case[0], str(case[1]), *map(str, case[4].values())])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_who_does_what_the_words_say_can_read_the_piece(
    case: Case, lang: str, typeset: recipe_pages.Typeset
) -> None:
    words = LANGUAGES[lang]
    printed = recipe(typeset, case, lang)
    edge = re.search(words.flipped, printed.text)
    assert edge or words.one_side in printed.text
    followed = replace(
        printed.plan,
        steps=done(printed, words, of_cover=False),
        cover_steps=done(printed, words, of_cover=True),
        flip=words.edges[edge[1]] if edge else None,
    )
    copies = re.search(words.counted, printed.text)
    assert copies
    piece = READS.get(case[4].get("fold", ""), list(range(1, case[1] + 1)))
    assert paper_model.read(followed) == [piece] * int(copies[2])
    with pypdfium2.PdfDocument(printed.sheets) as pdf:
        assert int(copies[1]) == len(pdf) / (2 if edge else 1)
        width, height = pdf[0].get_size()
    paper = next(name for name, size in SIZES.items() if size == case[3]).upper()
    shape = words.shapes[width < height]
    assert words.paper.format(paper=paper, shape=shape) in printed.text
    runs, sheets = (
        [int(number) for number in row.split()] for row in re.findall(words.runs, printed.text)
    )
    assert runs == [10, 50, 100, 200, 300, 500, 1000]
    assert sheets == [math.ceil(run / int(copies[2])) * int(copies[1]) for run in runs]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("case", "marks"),
    [
        (("repeat", 2, A5, A4, {}), "cut"),
        (("repeat", 2, A6, A3, {}), "cut"),
        (("leaflet", 6, PANEL, A4, {"fold": "letter"}), "fold"),
        (("one-sheet-zine", 8, SMALL, A4, {}), "fold"),
    ],
    ids=["one-cut", "cuts", "leaflet", "zine"],
)
def test_words_speak_of_marks_only_where_the_sheet_bears_them(
    case: Case, marks: str, lang: str, typeset: recipe_pages.Typeset
) -> None:
    words = LANGUAGES[lang].marks
    bare, other = recipe(typeset, case, lang), "fold" if marks == "cut" else "cut"
    assert words not in bare.text
    with_marks = (*case[:4], case[4] | {"marks": (marks,)})
    assert words in recipe(typeset, with_marks, lang).text
    with_others = (*case[:4], case[4] | {"marks": (other,)})
    assert words not in recipe(typeset, with_others, lang).text


def test_marks_that_were_cut_off_are_not_spoken_of(typeset: recipe_pages.Typeset) -> None:
    """Fold marks of a leaflet on A3 are in the margin, which is cut off first."""
    case = ("leaflet", 6, Size(100, 210), A3, {"fold": "letter", "marks": ("fold",)})
    parts = recipe(typeset, case).parts
    assert [heading for heading, *_ in parts] == ["print", "cut", "fold", "fold"]
    assert not any(LANGUAGES["fr"].marks in text for *_, text in parts)


def test_nobody_cuts_sheets_of_labels(typeset: recipe_pages.Typeset) -> None:
    """Sheets with ``margins`` may be sheets of labels, which must not be cut."""
    labels: Case = ("repeat", 1, Size(70, 37), A4, {"grid": (3, 8)})
    assert "tiquettes" not in recipe(typeset, labels).text
    placed: Case = (*labels[:4], labels[4] | {"margins": (0.0, 0.0)})
    assert (
        "feuilles d’étiquettes sont déjà découpées : ne rien couper" in recipe(typeset, placed).text
    )
    assert "labels are cut already: cut nothing" in recipe(typeset, placed, "en").text


@pytest.mark.parametrize(("marked", "words"), [(True, "point noir"), (False, "pli suivant")])
def test_a_slit_ends_at_what_the_sheet_shows(
    marked: bool, words: str, typeset: recipe_pages.Typeset
) -> None:
    marks = {"marks": ("cut",)} if marked else {}
    printed = recipe(typeset, ("one-sheet-zine", 8, SMALL, A4, marks))
    (slit,) = [text for heading, _, text in printed.parts if heading == "slit"]
    assert words in slit and ("point noir" in slit) == marked


def test_both_languages_say_the_same_things() -> None:
    """A name that is missing in one file would break the recipes in its language."""
    names = [
        re.findall(r"^#let ([a-z0-9][\w-]*)", file.read_text("utf-8"), re.MULTILINE)
        for file in sorted((ROOT / "layouts/_recipe/words").glob("*.typ"))
    ]
    assert len(names) == len(LANGUAGES)
    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("lang", "spoken", "expected"),
    [
        ("fr", "en", "fr"),
        ("en", "fr", "en"),
        ("en-GB", "fr", "en"),
        ("oc", "en", "fr"),
        # A PDF without a language: the recipe is in the language of the program.
        ("", "fr", "fr"),
        ("", "en", "en"),
    ],
)
def test_the_recipe_is_in_the_language_of_the_document_or_of_the_program(
    lang: str,
    spoken: str,
    expected: str,
    typeset: recipe_pages.Typeset,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(language, "spoken", lambda: spoken)
    with ThreadPoolExecutor(1) as pool:
        request = ImpositionRequest("repeat", A4)
        made = imposing.imposed(pdfs.pages(2, A5), request, typeset, pool, lang=lang)
        assert made.recipe
        file = tmp_path / "mode-d-emploi.pdf"
        file.write_bytes(made.recipe.result())
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang).startswith(expected)
        assert str(pdf.docinfo.Title) == {"fr": "Imprimer, couper", "en": "Print, cut"}[expected]
    # The next imposition may overwrite it.
    assert recipe_pages.is_recipe(file)


#: What a title says of the steps of the page; sorting and covering go without saying.
TITLE_WORDS = {
    "fr": {
        "Imprimer": "Imprimer",
        "Couper": "couper",
        "Fendre": "couper",
        "Plier": "plier",
        "Plier en accordéon": "plier",
        "Agrafer": "agrafer",
        "Relier": "relier",
        "Coller": "coller",
    },
    "en": {
        "Print": "Print",
        "Cut": "cut",
        "Slit": "cut",
        "Fold": "fold",
        "Fold to and fro": "fold",
        "Staple": "staple",
        "Bind": "bind",
        "Glue": "glue",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", [*CASES, ("tiles", 1, A4, A4, {"poster": A3})], ids=str)
def test_the_title_says_what_is_done_and_nothing_else(
    case: Case, lang: str, typeset: recipe_pages.Typeset
) -> None:
    """People read it at the machine: an order to fold what is not folded stops them."""
    printed = recipe(typeset, case, lang)
    names = "|".join(sorted(TITLE_WORDS[lang], key=len, reverse=True))
    steps = re.findall(rf"\b\d+\. ({names})\b", printed.text)
    said = list(dict.fromkeys(TITLE_WORDS[lang][step] for step in steps))
    with pikepdf.open(io.BytesIO(printed.page)) as pdf:
        assert str(pdf.docinfo.Title) == ", ".join(said)
    assert printed.text.startswith(", ".join(said))


def test_what_is_only_printed_says_so(typeset: recipe_pages.Typeset) -> None:
    """A black poster has a recipe for its coloured paper alone, to be read beside the machine."""
    plan = planning.plan([A4], ImpositionRequest("repeat", A4, note="à imprimer sur du jaune"))
    request = recipe_pages.recipe_request(plan, "Guichets", "", "fr")
    assert request is not None and request.title == "Imprimer\u00a0: Guichets"
    printed = recipe(typeset, ("repeat", 1, A4, A4, {"note": "à imprimer sur du jaune"}))
    # Clear print: 12 pt at least (UKAAF). Before, the page was nearly empty, in type of 7 pt.
    assert min(size for _, size in sign_sizes(printed.page)[0]) >= 12


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Imprimer, plier, couper\u00a0: Guichets", True),
        ("Imprimer, couper, coller", True),
        ("Print, fold, cut: Counters", True),
        ("Imprimer", True),
        ("Imprimer à la maison", False),
        ("Couper, coller", False),
        ("Guichets", False),
    ],
)
def test_recipes_of_any_version_may_be_written_over_and_nothing_else(
    title: str, found: bool, tmp_path: Path
) -> None:
    """The first three are titles of version 0.3.0; the file is one of this program in each case."""
    file = tmp_path / "mode-d-emploi.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo.Title, pdf.docinfo.Creator = title, "Typst"
        pdf.Root.Metadata = pdf.make_stream(b"<x/>")
        pdf.save(file)
        assert recipe_pages.is_recipe(file) == found
        pdf.docinfo.Creator = "Word"
        pdf.save(file)
        assert not recipe_pages.is_recipe(file)
