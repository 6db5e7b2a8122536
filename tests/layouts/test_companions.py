"""The pages that go with a file say what is true of it: the recipe, the order to the print shop."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import typst
import yaml

from tests.helpers import ROOT, add, printed, small_project, texts

STEP = """
#import "/layouts/_recipe/steps.typ": described
#set page(width: 200mm)
#let step = (kind: "fold", axis: "{axis}", at: (60,), forward: {forward}, other: {other})
#described((:), step, (x: 0, y: 0, width: 100, height: 140)).words
"""


@pytest.mark.parametrize(
    ("axis", "other", "side"),
    [
        # The left part moves, or the upper one; with ``other`` that across from it.
        ("x", "false", "gauche"),
        ("x", "true", "droite"),
        ("y", "false", "haute"),
        ("y", "true", "basse"),
    ],
)
@pytest.mark.parametrize(
    ("forward", "said"),
    [
        ("true", "Rabattre la partie {} (en gris) vers l’avant"),
        ("false", "Replier la partie {} (en gris) vers l’arrière"),
    ],
)
def test_a_fold_says_which_part_moves_and_where(
    axis: str, other: str, side: str, forward: str, said: str, tmp_path: Path
) -> None:
    file = small_project(tmp_path).root / "step.typ"
    file.write_text(STEP.format(axis=axis, other=other, forward=forward), "utf-8")
    with pypdfium2.PdfDocument(typst.compile(file, root=tmp_path)) as pdf:
        words = pdf[0].get_textpage().get_text_range()
    assert said.format(side) in words


def order(tmp_path: Path, layout: str, **options: object) -> str:
    """Return the words of the first order of the example of a layout."""
    project = small_project(tmp_path)
    document = yaml.safe_load((ROOT / f"layouts/{layout}/example.yaml").read_text("utf-8"))
    file = add(project, "essais/essai", yaml.safe_dump(document, allow_unicode=True))
    report = printed(project, str(file), roles=("press",), **options)
    assert not report.problems
    found = [
        report.out / one["path"]
        for made in report.made
        for one in made.files
        if one["path"].endswith("-commande.pdf")
    ]
    (page,) = texts(found[0])
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("layout", "facts"),
    [
        (
            "tract",
            [
                "Format fini A5, 148 x 210 mm",
                "Fonds perdus 3 mm de chaque côté (154 x 216 mm avec eux)",
                "Pages 2",
                "Encres quadrichromie (CMJN)",
                "Reliure aucune, une feuille recto verso",
                "Norme PDF/X-4, condition FOGRA39",
                "Encrage 300 % au plus",
            ],
        ),
        (
            # The flap is 3 mm narrower: of each size, the pages are named.
            "leaflet",
            [
                "Format fini 100 x 210 mm (pages 1, 2, 3, 6), 97 x 210 mm (pages 4, 5)",
                "(106 x 216 mm (pages 1, 2, 3, 6), 103 x 216 mm (pages 4, 5) avec eux)",
            ],
        ),
        ("booklet", ["Reliure piqûre à cheval, deux points métal"]),
        ("letter", ["Reliure aucune, une feuille recto verso", "Format fini A4, 210 x 297 mm"]),
    ],
)
def test_the_order_says_what_the_print_shop_must_know(
    layout: str, facts: list[str], tmp_path: Path
) -> None:
    said = order(tmp_path, layout)
    for fact in facts:
        assert fact in said
    for blank in ("Quantité", "Papier (nature, teinte, g/m²)", "Façonnage", "Livraison"):
        assert blank in said


def test_a_poster_in_black_is_ordered_on_tinted_paper(tmp_path: Path) -> None:
    """Black type on white paper is kept for official notices (loi du 29 juillet 1881, art. 15)."""
    said = order(tmp_path, "poster", ink="black")
    assert "Encres noir seul" in said and "Reliure aucune, recto seul" in said
    assert "Papier de couleur (affiche en noir" in said
    assert "Encrage" not in said
    assert "de couleur" not in order(tmp_path / "other", "poster")


def test_bleed_and_marks_are_those_of_the_printer(tmp_path: Path) -> None:
    assert "Repères aucun" in order(tmp_path / "usual", "card")
    printer = yaml.safe_load((ROOT / "assets/printers/print-shop.yaml").read_text("utf-8"))
    printer |= {"marks": ["crop", "registration"], "bleed_mm": 0}
    file = tmp_path / "printer.yaml"
    file.write_text(yaml.safe_dump(printer), "utf-8")
    said = order(tmp_path / "own", "card", printer=str(file))
    assert "Fonds perdus aucun Repères traits de coupe, repérage" in said
