"""Large print according to UKAAF, *Clear and Large Print*: pages are set again, not enlarged."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import page as ua_checker
import pikepdf
import pytest
from PIL import ImageChops

from tests.helpers import (
    LAYOUT_FOLDERS,
    ROOT,
    Once,
    add,
    bare,
    example_of,
    grey_pictures,
    page_size_mm,
    sign_sizes,
    small_project,
    texts,
)
from tests.layouts.page_measures import measured
from tests.layouts.test_layouts import form_of
from zines.base.options import BuildReport, Options
from zines.manuscript import layouts
from zines.workshop.build import build
from zines.workshop.project import Project

LAYOUTS = layouts.names(LAYOUT_FOLDERS)
#: The size of body type, and the smallest size (pt).
BODY, LEAST = 18, 16


@pytest.fixture(scope="session")
def large(once: Once) -> dict[str, BuildReport]:
    """Build each example in large print; return the reports by layout."""

    def make(folder: Path) -> dict[str, BuildReport]:
        found = {}
        for name in LAYOUTS:
            project = small_project(folder / name)
            shutil.copy(ROOT / "content/sources.yaml", project.content)
            shutil.copy(example_of(name), project.content / "essai.yaml")
            found[name] = build(project, (), Options(out=project.root / "out", large_print=True))
        return found

    return once("large-print", make)


def reader(report: BuildReport) -> Path:
    (found,) = [one for one in report.made[0].files if one["role"] == "reader"]
    return report.out / str(found["path"])


@pytest.mark.parametrize("name", LAYOUTS)
def test_small_pieces_are_set_on_a4(name: str, large: dict[str, BuildReport]) -> None:
    assert not large[name].problems, large[name].problems
    file = reader(large[name])
    assert file.name.endswith("-essai-page-par-page-grands-caracteres.pdf")
    assert page_size_mm(file) == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_is_smaller_than_large_print(name: str, large: dict[str, BuildReport]) -> None:
    every = [one for page in sign_sizes(reader(large[name])) for one in page]
    assert min(size for _, size in every) >= LEAST - 0.01
    # Most signs are body type, except on a poster with sources at its foot.
    most = len(every) * (0.25 if name == "poster" else 0.9)
    assert sum(size >= BODY - 0.01 for _, size in every) > most


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "poster"])
def test_page_numbers_are_as_large_as_the_body(name: str, large: dict[str, BuildReport]) -> None:
    pages = sign_sizes(reader(large[name]))
    for number, page in list(enumerate(pages, 1))[1:]:
        digits = [size for sign, size in page if sign in str(number)]
        assert digits and max(digits) >= BODY - 0.01


@pytest.mark.parametrize("name", LAYOUTS)
def test_there_are_no_italics_and_no_split_words(name: str, large: dict[str, BuildReport]) -> None:
    file = reader(large[name])
    with pikepdf.open(file) as pdf:
        fonts = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    assert fonts and not [font for font in fonts if font.endswith("It") or "Italic" in font]
    for page in texts(file):
        # Words do not even break at their own hyphens; only addresses may break.
        ends = [line.rstrip()[-2:] for line in page.splitlines() if line.rstrip().endswith("-")]
        assert not [one for one in ends if one[0].isalpha()]
        # pdfium writes U+FFFE or U+0002 for a hyphen that splits a word at a line's end.
        assert not set(page) & {"\u00ad", "\ufffe", "\x02"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_they_are_pdf_ua_and_pdf_a(name: str, large: dict[str, BuildReport]) -> None:
    for profile in (ua_checker.ValidationProfile.PDF_UA_1, ua_checker.ValidationProfile.PDF_A_2A):
        found = ua_checker.validate_pdf(reader(large[name]), profile=profile)
        assert found.is_compliant, [failure.message for failure in found.failures]


def test_sheets_are_stapled_and_a_poster_stays_one(large: dict[str, BuildReport]) -> None:
    names = [Path(file["path"]).name for file in large["booklet"].made[0].files]
    assert names == [
        "brochure-essai-page-par-page-grands-caracteres.pdf",
        "brochure-essai-a-agrafer-grands-caracteres.pdf",
    ]
    assert large["booklet"].made[0].files[1]["flip"] == "long-edge"
    posters = {Path(file["path"]).name: file for file in large["poster"].made[0].files}
    assert posters["affiche-essai-a3-grands-caracteres.pdf"]["sheet_mm"] == [297, 420]
    assert {file["pages"] for file in posters.values()} == {1}


@pytest.mark.parametrize("name", ["booklets/resistance", "dictionary/faux-nez", "tracts/guichets"])
def test_the_address_of_a_code_is_whole(name: str, checkout: Project, tmp_path: Path) -> None:
    """It is not covered, and no sign is added to it."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, (name,), options)
    pages = texts(tmp_path / report.made[0].files[0]["path"])
    for address in report.made[0].files[0]["qr"]:
        shown = bare(address.removeprefix("https://").removesuffix("/"))
        assert any(shown in bare(page) for page in pages[-2:])


def test_a_booklet_says_all_that_a_group_is(checkout: Project, tmp_path: Path) -> None:
    """Before, an edition with hours, languages and an event did not fit on its page."""
    group = tmp_path / "groupe.yaml"
    group.write_text(
        """\
name: Union locale des usagères et usagers des services publics
place: Exemple-sur-Loire
address: 1 rue Haute, 00000 Exemple-sur-Loire
email: contact@exemple.fr
site: https://exemple.fr
phone: "01 99 00 00 00"
hours:
  - {days: lundi et jeudi, times: "9 h à 12 h, 14 h à 17 h"}
  - {days: mercredi, times: 9 h à 12 h}
languages: [français, arabe]
events:
  - {title: Assemblée publique, day: jeudi 12 mars, hour: 18 h 30, place: Bourse du travail}
""",
        "utf-8",
    )
    options = Options(out=tmp_path, large_print=True, roles=("reader",), edition=group)
    report = build(checkout, ("booklets/resistance",), options)
    assert not report.problems, report.problems
    *_, contact, codes = texts(tmp_path / report.made[0].files[0]["path"])
    assert "français, arabe" in contact and "Lire en ligne" not in contact
    # The codes stay together with the imprint, which the law requires.
    assert codes.count("Lire en ligne") == 2 and "Imprimé par nos soins" in codes


def test_the_lines_of_a_label_stand_close_in_their_row(tmp_path: Path) -> None:
    """The lines of a label are not further apart than lines of a text."""
    project = small_project(tmp_path)
    shutil.copy(ROOT / "content/sources.yaml", project.content)
    text = example_of("form").read_text(encoding="utf-8")
    label = "J'ai su pourquoi il décidait"
    long = label + " de l'ordre de mes tâches et de leur durée"
    assert label in text
    (project.content / "essai.yaml").write_text(text.replace(label, long), encoding="utf-8")
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    pages = measured(reader(build(project, (), options)))
    (cell,) = [block for page in pages for block in page.blocks if block.text.startswith("J’ai su")]
    lines = [line.baseline for line in cell.lines]
    assert len(lines) > 1
    assert all(abs(one - other) <= 1.6 * BODY for one, other in pairwise(lines))


@pytest.mark.parametrize("name", ["motions/conseil-municipal-guichets", "motions/conseil-d-ecole"])
def test_a_vote_is_not_parted_and_sources_are_not_alone(
    name: str, checkout: Project, tmp_path: Path
) -> None:
    """All counts of a vote are on one page; the last page has more than sources."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, (name,), options)
    pages = [page.splitlines() for page in texts(tmp_path / report.made[0].files[0]["path"])]
    (vote,) = (page for page in pages if "Abstentions" in page)
    assert {"Pour", "Contre", "Fait à, le"} <= set(vote)
    last = pages[-1]
    assert last == vote or "La réponse de la direction" in last[: last.index("Sources")]


def test_two_references_have_one_space_between_them(checkout: Project, tmp_path: Path) -> None:
    options = Options(out=tmp_path, roles=("reader",), large_print=True)
    report = build(checkout, ("tracts/afd",), options)
    assert not report.problems, report.problems
    words = "".join(texts(tmp_path / report.made[0].files[0]["path"]))
    assert re.search(r"\[1\],\u00a0\[\d\]", words)


def test_the_slogan_of_a_poster_is_no_smaller(checkout: Project, tmp_path: Path) -> None:
    """Everybody reads it from afar: the larger text below must not make it smaller."""
    sizes = []
    for large in (False, True):
        options = Options(out=tmp_path / str(large), large_print=large, roles=("reader",))
        report = build(checkout, ("posters/papier-accepte",), options)
        (page,) = sign_sizes(report.out / report.made[0].files[0]["path"])
        sizes.append(max(size for _, size in page))
    assert sizes[1] >= sizes[0]


def test_a_running_head_too_long_for_its_line_is_shorter(checkout: Project, tmp_path: Path) -> None:
    """Sheets fall on the floor: a page that bears *2/3* alone belongs to no motion."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, ("motions/conseil-d-ecole",), options)
    first, *others = texts(tmp_path / report.made[0].files[0]["path"])
    assert "Du papier d’abord" in first and "conseil d’école ou" not in first
    assert all(page.startswith("Du papier d’abord") for page in others)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tracts/education", "Rendez-vous"),
        ("depliants/quinze-questions", "Qui appeler"),
        ("tableaux/recapitulatif-des-actions", "Ce sont des demandes, pas le droit"),
        ("zines/mes-droits-au-guichet", "Ça coince"),
    ],
)
def test_a_last_page_has_more_than_sources(
    name: str, words: str, checkout: Project, tmp_path: Path
) -> None:
    """Nobody turns to a page of sources alone: the meeting or who helps is on it too."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, (name,), options)
    *before, last = texts(tmp_path / report.made[0].files[0]["path"])
    assert last.startswith(words) and "Sources" in last
    assert not any("Sources" in page.splitlines() for page in before)


@pytest.mark.parametrize(
    ("name", "words", "most"),
    [
        ("tracts/surveillance", "Rendez-vous", 4),
        ("lettres/reponse-sur-papier", "Si vous la remettez vous-même", 6),
        # (Here they would need one more page.)
        ("lettres/personnels-outils-numeriques", "Sources", 6),
    ],
)
def test_divided_sources_go_before_the_last_words(
    name: str, words: str, most: int, checkout: Project, tmp_path: Path
) -> None:
    """The last of some sources had a page of their own, with nothing that calls for anything."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, (name,), options)
    pages = texts(tmp_path / report.made[0].files[0]["path"])
    assert pages[-1].startswith(words) and len(pages) == most


def test_a_panel_of_a_leaflet_is_divided_between_its_steps_only(
    checkout: Project, tmp_path: Path
) -> None:
    """A title and its lead stood at the foot of a page, one of three boxes to tick too."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, ("depliants",), options)
    names = {one.slug: texts(tmp_path / one.files[0]["path"]) for one in report.made}
    (page,) = [one for one in names["depliants/quinze-questions"] if "Au bout de trois mois" in one]
    assert "Que retient-il de nous" in page
    (page,) = [one for one in names["depliants/fermer-mon-espace-sante"] if "Sur la table" in one]
    assert "carte Vitale" in page and "une personne de confiance" in page


def test_drawings_of_a_zine_fill_their_pages(checkout: Project, tmp_path: Path) -> None:
    """Up to half of a page was white below a drawing and a few words."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, ("zines",), options)
    for one in report.made:
        _, *pages, _ = grey_pictures(tmp_path / one.files[0]["path"], 20)
        assert len(pages) == 6
        for page in pages:
            without_number = page.crop((0, 0, page.width, round(page.height * 0.92)))
            ink = ImageChops.invert(without_number).getbbox()
            assert ink is not None and ink[3] > 0.85 * page.height


def test_a_question_and_its_lines_are_on_one_page(checkout: Project, tmp_path: Path) -> None:
    """A question stood at the foot of a page, the lines for its answer on the next."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, ("tableaux/set-de-table",), options)
    pages = texts(tmp_path / report.made[0].files[0]["path"])
    for page in pages:
        assert page.count("La question de la table") == page.count("Notre réponse")
        assert page.count("Ce qui se passe") == page.count("Notre réponse")
    assert sum(page.count("Notre réponse") for page in pages) == 6


def lowest_ink(file: Path) -> float:
    """Return how far down (part of the page) the last page is printed, without its number."""
    page = grey_pictures(file, 30)[-1]
    without_number = page.crop((0, 0, page.width, round(page.height * 0.92)))
    ink = ImageChops.invert(without_number).getbbox()
    return ink[3] / page.height if ink is not None else 0


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("tracts/afd", "Notes"),
        ("zines/amende-en-poche", "Notes"),
        ("lettres/ecole-pas-de-donnees-en-ligne", "Au téléphone, au guichet"),
        ("formulaires/journal-de-bord", "Notes"),
        # Its back shows its drawing, as on paper.
        ("zines/petit-dico-de-poche", None),
    ],
)
def test_the_last_page_is_not_half_white(
    name: str, last: str | None, checkout: Project, tmp_path: Path
) -> None:
    """Two thirds were white below an address: who reads large print also writes large."""
    options = Options(out=tmp_path, large_print=True, roles=("reader",))
    report = build(checkout, (name,), options)
    file = tmp_path / report.made[0].files[0]["path"]
    assert last is None or last in texts(file)[-1]
    assert lowest_ink(file) > 0.8


def test_a_table_that_fills_its_page_shares_it_with_no_notes(tmp_path: Path) -> None:
    """Notes would take half of the room of the table: a list with fewer names on it."""
    project = small_project(tmp_path)
    text = form_of("  - {kind: table, columns: [{label: Rue}]}\n")
    add(project, "essais/essai", text)
    report = build(project, (), Options(out=tmp_path / "out", large_print=True))
    assert lowest_ink(reader(report)) > 0.88
