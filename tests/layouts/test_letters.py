"""The page of a letter that its sender keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import ROOT, add, example_of, printed, texts
from tests.layouts.page_measures import Page, measured
from tests.layouts.page_rules import signs_in_sizes
from zines.base.options import BuildReport
from zines.base.units import mm
from zines.workshop.project import Project

#: The greatest white band (mm) across the page to keep: into more, two rows of the table of calls
#: would fit, with their heads and the white around them.
MOST_WHITE = 36


def to_keep(report: BuildReport) -> dict[str, Page]:
    """Return the second page of each letter, by its name."""
    return {
        made.slug: measured(report.out / made.files[0]["path"])[1]
        for made in report.made
        if made.slug.startswith("lettres/")
    }


@pytest.fixture(scope="module")
def three(checkout: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    wanted = (
        "lettres/contester-france-travail",
        "lettres/opposition",
        "lettres/ecrire-a-une-redaction",
    )
    out: Path = tmp_path_factory.mktemp("letters")
    return to_keep(printed(checkout, *wanted, out=out, roles=("reader",)))


def height(page: Page, words: str) -> float:
    """Return how high on the page (pt from its lower edge) a text begins; 0 if it is not there."""
    return next(
        (block.lines[0].baseline for block in page.blocks if block.text.startswith(words)), 0
    )


def test_the_days_of_a_registered_letter_are_above_its_text(three: dict[str, Page]) -> None:
    """Its deadlines come first: who misses the day loses the case, whatever the text says."""
    page = three["lettres/contester-france-travail"]
    days = [height(page, day) for day in ("Projet reçu", "Dix jours le", "Deux mois le")]
    assert len(set(days)) == 1 and days[0] > height(page, "Un comité de chôm") > 0
    assert height(page, "Avis de réception revenu le") > 0
    assert height(page, "Tampon") == 0


def test_the_copy_of_a_letter_handed_in_has_a_place_for_the_stamp(three: dict[str, Page]) -> None:
    """The dated stamp on the sender's copy proves that the letter was received."""
    page = three["lettres/opposition"]
    assert 0 < height(page, "Tampon") < height(page, "Reçue par")
    assert height(page, "Numéro") == 0


def test_room_that_is_left_is_for_calls(three: dict[str, Page]) -> None:
    page = three["lettres/ecrire-a-une-redaction"]
    assert 0 < height(page, "Ce qui a été dit") < height(page, "Relancée le")
    assert height(page, "Tampon") == height(page, "Numéro") == 0


def test_no_page_to_keep_is_left_half_empty(catalogue: BuildReport) -> None:
    for slug, page in to_keep(catalogue).items():
        inked = [
            (line.baseline, line.baseline + line.size)
            for block in page.blocks
            for line in block.lines
        ]
        inked += [(bottom, top) for _, bottom, _, top in page.shapes]
        end = page.height
        for bottom, top in sorted(inked, key=lambda one: -one[1]):
            assert mm(end - top) < MOST_WHITE, slug
            end = min(end, bottom)


def test_no_lead_ends_with_a_single_word(catalogue: BuildReport) -> None:
    """Before, pages to keep and forms said in bold: … la contestation est / irrecevable."""
    leads = 0
    for made in catalogue.made:
        if not made.slug.startswith(("lettres/", "formulaires/", "motions/")):
            continue
        for page in measured(catalogue.out / made.files[0]["path"]):
            for block in page.blocks:
                if 12 <= block.size <= 13 and "Bold" in block.font and len(block.lines) > 1:
                    assert " " in block.lines[-1].text, (made.slug, block.text)
                    leads += 1
    assert leads > 20


def test_a_few_words_too_many_do_not_make_all_letters_small(project: Project) -> None:
    """Eighty signs of four thousand are two per cent: type of 11 pt keeps more than 10."""
    text = (ROOT / "content/lettres/contester-france-travail.yaml").read_text("utf-8")
    sources = (ROOT / "content/sources.yaml").read_text("utf-8")
    (project.root / "content/sources.yaml").write_text(sources, "utf-8")
    end = "« Qui a décidé ? »"
    assert text.count(end) == 1
    add(project, "lettres/essai", text.replace(end, f"{end} {'Et encore des mots. ' * 4}"))
    report = printed(project, "lettres/essai", roles=("reader",))
    assert [one.code for one in report.problems] == ["copyfit"]
    page = measured(report.out / report.made[0].files[0]["path"])[1]
    sizes = signs_in_sizes([page], 9)
    assert max(sizes, key=lambda size: sizes[size]) > 10


@pytest.mark.parametrize("typed", ["Madame, Monsieur", "Madame, Monsieur,"])
def test_a_salutation_has_one_comma(project: Project, typed: str) -> None:
    """Everybody types the comma: it is the form of a letter (and is added where it is missing)."""
    example = example_of("letter").read_text("utf-8")
    text = example.replace("salutation: Madame, Monsieur", f"salutation: {typed}")
    add(project, "lettres/essai", text)
    report = printed(project, "lettres/essai", roles=("reader",))
    (page, *_) = texts(report.out / report.made[0].files[0]["path"])
    assert "Madame, Monsieur," in page and "Monsieur,," not in page


def test_an_address_that_is_typed_is_no_label(project: Project) -> None:
    """Who typed an address there had it in small letters under lines to write it on again."""
    sent = ["Collectif", "12 rue Haute, escalier B, 3e étage", "35000 Rennes"]
    example = example_of("letter").read_text("utf-8")
    text = example.replace("[Prénom et nom, Rue, Code postal et ville, Téléphone]", str(sent))
    text = text.replace(
        "[Numéro de dossier, Né·e le]", "[Dossier no 123, Code (13 chiffres), Né·e le]"
    )
    assert text.count("35000") == text.count("123,") == 1
    add(project, "lettres/essai", text)
    report = printed(project, "lettres/essai", roles=("reader",))
    first, *_ = measured(report.out / report.made[0].files[0]["path"])
    lines = [line for block in first.blocks for line in block.lines]
    (name,) = (line for line in lines if line.text == "Collectif")
    (town,) = (line for line in lines if line.text.replace("\u00a0", " ") == "35000 Rennes")
    assert 0 < name.baseline - town.baseline < 3 * 15
    fields = {field["label"] for field in report.made[0].files[0]["fields"]}
    assert not fields & {"Collectif", "Dossier no 123"}
    assert fields >= {"Né·e le", "Code (13 chiffres)"}
