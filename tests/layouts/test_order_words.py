"""The order for the print shop describes the press file correctly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from tests.helpers import MM_PER_INCH, ROOT, example_of, printed, read_yaml, small_project, texts

LABELS = ("Format fini", "Fonds perdus", "Repères", "Pages", "Encres", "Reliure", "Norme")
ORDERED = ("Quantité", "Papier", "Façonnage, finition", "Livraison", "Contact", "Imprimé par")
TO_FILL_IN = ("Quantité", "Livraison (date, lieu)", "Contact", "Imprimé par (nom, adresse)")


class Order(NamedTuple):
    """A press file, and its order: values by label, labels left to fill in, all words."""

    press: Path
    values: dict[str, str]
    ordered: dict[str, str]
    left: str
    text: str


def order(folder: Path, layout: str, ink: str = "colour", **options: Any) -> Order:
    project = small_project(folder)
    example = str(example_of(layout))
    report = printed(project, example, roles=("press",), ink=ink, **options)
    assert not report.problems, report.problems
    files = [report.out / one["path"] for made in report.made for one in made.files]
    written = next(file for file in files if file.stem.endswith("-commande"))
    press = written.with_stem(written.stem.removesuffix("-commande"))
    assert press in files
    (page,) = texts(written)
    text = " ".join(page.split())
    body, _, left = text.partition(" Dans le fichier,")[0].partition(" À remplir ")
    facts, asked = body.split(" La commande ")
    return Order(
        press, values(facts, (*LABELS, "Encrage", "Papier")), values(asked, ORDERED), left, text
    )


def values(text: str, labels: tuple[str, ...]) -> dict[str, str]:
    """Return the values of a table by their labels, in the order of the labels."""
    table = re.split(" Dans le fichier | Demandé ", text)[1]
    there = [one for one in labels if f"{one} " in table]
    found = {}
    for label, after in zip(there, [*there[1:], ""], strict=True):
        value, _, rest = table.removeprefix(f"{label} ").partition(f" {after} " if after else "\0")
        found[label], table = value, f"{after} {rest}"
    return found


def measured(press: Path) -> tuple[list[tuple[float, float]], float]:
    """Return the trims of a file's pages and the bleed around them, in mm."""

    def mm(length: object) -> float:
        return float(str(length)) / 72 * MM_PER_INCH

    with pikepdf.open(press) as pdf:
        trims = [[mm(edge) for edge in page.trimbox.as_list()] for page in pdf.pages]
        bleed = mm(pdf.pages[0].obj.BleedBox[2]) - trims[0][2]
    sizes = [(round(box[2] - box[0], 2), round(box[3] - box[1], 2)) for box in trims]
    return sizes, round(bleed, 1)


def written(number: float) -> str:
    """Return a number with a decimal comma."""
    return f"{number:g}".replace(".", ",")


@pytest.mark.parametrize(
    ("layout", "paper", "binding"),
    [
        ("tract", "A5, ", "aucune, une feuille recto verso"),
        ("booklet", "A5, ", "piqûre à cheval, deux points métal"),
        # Eight small pages on one folded sheet, without staples.
        ("zine", "", "aucune, une feuille pliée"),
        ("card", "", "aucune, une feuille recto verso"),
        ("wall-chart", "A3, ", "aucune, recto seul"),
    ],
)
def test_each_label_has_the_value_of_the_file(
    layout: str, paper: str, binding: str, tmp_path: Path
) -> None:
    sheet = order(tmp_path, layout)
    trims, bleed = measured(sheet.press)
    ((width, height),) = set(trims)
    over = f"{written(width + 2 * bleed)} × {written(height + 2 * bleed)} mm avec eux"
    with pikepdf.open(sheet.press) as pdf:
        standard = pdf.open_metadata()["pdfxid:GTS_PDFXVersion"]
        condition = str(pdf.Root.OutputIntents[0].OutputConditionIdentifier)
    assert sheet.values == {
        "Format fini": f"{paper}{written(width)} × {written(height)} mm",
        "Fonds perdus": f"{written(bleed)} mm de chaque côté ({over})",
        "Repères": "aucun",
        "Pages": str(len(trims)),
        "Encres": "quadrichromie (CMJN)",
        "Reliure": binding,
        "Norme": f"{standard}, condition {condition}",
        "Encrage": "300 % au plus",
    }
    # Without an edition and a number of copies, these labels are left to fill in.
    assert sheet.left.startswith(" ".join(TO_FILL_IN))
    assert set(sheet.ordered) == {"Papier", "Façonnage, finition"}


def test_pages_of_other_sizes_are_named_in_the_order(tmp_path: Path) -> None:
    sheet = order(tmp_path, "leaflet")
    trims, _ = measured(sheet.press)
    numbers = {trim: [str(n) for n, one in enumerate(trims, 1) if one == trim] for trim in trims}
    assert len(numbers) > 1
    assert sheet.values["Format fini"] == ", ".join(
        f"{width:g} × {height:g} mm (pages {', '.join(pages)})"
        for (width, height), pages in numbers.items()
    )
    assert sheet.values["Reliure"] == "aucune, une feuille pliée"


def test_a_poster_in_black_is_ordered_on_coloured_paper(tmp_path: Path) -> None:
    """Black on white paper is reserved for official notices (loi du 29 juillet 1881, art. 15)."""
    sheet = order(tmp_path, "poster", ink="black")
    assert sheet.values["Encres"] == "noir seul" and "Encrage" not in sheet.values
    assert (
        sheet.values["Papier"] == "de couleur (affiche en noir : loi du 29 juillet 1881, art. 15)"
    )


def test_marks_and_ink_are_those_of_the_printer(tmp_path: Path) -> None:
    sheet = order(tmp_path, "tract", printer="newsprint")
    printer = read_yaml((ROOT / "assets/printers/newsprint.yaml").read_text("utf-8"))
    assert printer["marks"] == ["crop", "registration"]
    assert sheet.values["Repères"] == "traits de coupe, repérage"
    assert sheet.values["Encrage"] == f"{printer['total_ink_percent']} % au plus"


def test_without_bleed_the_order_says_so(tmp_path: Path) -> None:
    assert order(tmp_path, "letter", printer="office-laser").values["Fonds perdus"] == "aucun"


SHOP = """\
name: Section de la Loire
address: |
  Bourse du travail
  42000 Saint-Étienne
phone: "04 77 00 00 00"
email: loire@exemple.fr
printed_by: {name: Imprimerie Exemple, address: "2, rue de l’Exemple, 00000 Ville"}
order: {paper: recyclé 90 g/m², delivery: le 3 mars}
"""


def test_what_an_edition_knows_is_filled_in(tmp_path: Path) -> None:
    """The order contains all values of the edition, so that users need not write them again."""
    edition = tmp_path / "loire.yaml"
    edition.write_text(SHOP, "utf-8")
    sheet = order(tmp_path / "project", "booklet", edition=edition, copies=300)
    assert sheet.ordered == {
        "Quantité": "300",
        "Papier": "recyclé 90 g/m²",
        "Façonnage, finition": "pliage, deux points métal, coupe au format fini",
        "Livraison": "le 3 mars",
        "Contact": "Section de la Loire, 04 77 00 00 00, loire@exemple.fr",
        "Imprimé par": "Imprimerie Exemple, 2, rue de l’Exemple, 00000 Ville",
    }
    assert not sheet.left and "À remplir" not in sheet.text
    # The law requires the printer's name, here not the group's (29 juillet 1881, art. 3).
    words = " ".join(" ".join(texts(sheet.press)).split())
    assert "Publié par : Section de la Loire" in words.replace("\u00a0", " ")
    assert "Imprimé par : Imprimerie Exemple, 2" in words.replace("\u00a0", " ")
    assert "nos soins" not in words


def test_a_printer_of_another_kind_is_asked_for_its_own_paper(tmp_path: Path) -> None:
    """The usual paper of a layout is coated, but a rotary press prints on newsprint."""
    assert "Papier" not in order(tmp_path, "tract", printer="newsprint").ordered
