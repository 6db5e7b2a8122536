"""Sheets of many groups with panels look the same as sheets that are set as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import ImageChops

from tests.helpers import POSTER, ROOT, TRACT, add, pictures, read_yaml
from zines.base.options import BuildReport, Options
from zines.cli.tables import built
from zines.workshop import manifest
from zines.workshop.groups import pile_maker
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import Project

HEADER = (
    "nom;lieu;adresse;téléphone;courriel;site;signature;horaires;langues;jour;heure;"
    "lieu du rendez-vous"
)
#: Rows with panels of several heights, with and without each field, and a very long word.
ROWS = (
    "Foix;Foix;1 rue du Quai, 09000 Foix;05 61 11 11 11;a@foix.example;https://foix.example;;;;;;",
    "Pau;Pau;2 rue X, 64000 Pau;;;;Avec vous;;français, occitan;mardi 3 mars;18 h;salle des fêtes",
    "Section des travailleuses et travailleurs sociaux du pays de l’Œuvre et des vallées;Auch;"
    "Bourse du travail, place de la Libération, bâtiment C, 32000 Auch;05 62 22 22 22;"
    "une-adresse-fort-longue-a-ecrire@section-du-gers.example;;;lundi : 14 h;;;;",
    "Élan;;09500 Mirepoix;;;;;lundi et jeudi : 14 h à 17 h;;;;maison de quartier",
    f"{'Anti' * 9};Tarbes;65000 Tarbes;05 62 33 33 33;;;;;;jeudi;;",
    "Auch;Auch;32000 Auch;;une.adresse.sans.trait@d.union.example;;;;;;;",
)
SLIP = """
slip:
  title: Je viens
  labels: [Nom, {label: Rendu à (groupe), edition: groupe}, {label: Quand, edition: quand}]
  notice: Effacé après la réunion.
"""


def table(project: Project, *rows: str, header: str = HEADER) -> Path:
    file = project.root / "groupes.csv"
    file.write_text("\n".join([header, *rows]), "utf-8")
    return file


def made(project: Project, file: Path, out: str, slug: str, **more: Any) -> BuildReport:
    merge = more.pop("merge", True)
    options = Options(project.root / out, **{"lint": False, **more})
    return build(project, (slug,), (), options, table=file, merge=merge)


def compared(
    project: Project, slug: str, rows: tuple[str, ...] = ROWS, **options: Any
) -> BuildReport:
    """Build rows together and each as a whole; check that every sheet is the same picture."""
    file = table(project, *rows)
    report = made(project, file, "together", slug, **options)
    assert not report.problems, report.problems
    whole = made(project, file, "whole", slug, merge=False, roles=("sheets",), **options)
    assert not whole.problems, whole.problems
    piles = [one for one in manifest.listed(project.root / "together") if one["role"] == "sheets"]
    assert piles
    for entry in piles:
        pile = project.root / "together" / entry["path"]
        sides = pictures(pile)
        of_announcement = 2 if "flip" in entry else 1
        each = len(sides) // len(rows)
        for index, one in enumerate(whole.made):
            name = entry["path"].rpartition("/")[2].removesuffix("groupes.pdf")
            own = next(
                file["path"]
                for file in one.files
                if file["role"] == "sheets" and file["path"].rpartition("/")[2].startswith(name)
            )
            alone = pictures(project.root / "whole" / own)
            assert len(alone) == each - of_announcement
            for side, picture in enumerate(alone):
                found = sides[each * index + of_announcement + side]
                assert found.size == picture.size
                # (Both edges of a line may be rounded to the next 256th of a pixel.)
                most = max(ImageChops.difference(picture, found).tobytes())
                assert most <= 2, (one.slug, side, most)
        with pikepdf.open(pile) as pdf:
            assert not pdf.check_pdf_syntax()
    return report


@pytest.mark.parametrize("size", ["a5", "a6", "a4"])
def test_tracts_set_together_look_as_those_set_whole(size: str, project: Project) -> None:
    text = TRACT + f"format: {size}\ndrawing: grille-window\ndrawing_alt: Un guichet.\n"
    add(project, "tracts/essai", text + (SLIP if size != "a6" else ""))
    report = compared(project, "tracts/essai")
    assert (report.together, report.whole) == (len(ROWS), 0)
    # No files of single rows are built unless requested.
    assert [one.slug for one in report.made] == ["tracts/essai"]
    entries = manifest.listed(project.root / "together")
    # (Sheets of one A4 page need no recipe.)
    recipes = {"recipe"} if size != "a4" else set()
    assert {one["role"] for one in entries} == {"sheets"} | recipes


def test_the_example_of_tracts_looks_the_same(project: Project) -> None:
    text = read_yaml((ROOT / "layouts/tract/example.yaml").read_text("utf-8"))
    own = {key: text.pop(key) for key in ("front_meeting", "hours")}
    own["event"] = {"title": "Assemblée", "day": "jeudi 12 mars"}
    add(project, "tracts/essai", yaml.safe_dump(text, allow_unicode=True))
    assert compared(project, "tracts/essai", ROWS[:3]).together == 3
    # With the meeting on the front, sheets differ in more than their panels.
    for key, value in own.items():
        add(project, "tracts/essai", yaml.safe_dump({**text, key: value}, allow_unicode=True))
        report = made(project, table(project, *ROWS[:2]), f"own-{key}", "tracts/essai")
        assert (report.together, report.whole) == (0, 2), key


WAITING_ROOM = """
panel:
  title: On vous reçoit
  labels:
  - {label: Horaires, edition: horaires}
  - {label: Langues, edition: langues}
  - {label: "Par téléphone, au", edition: telephone}
  - {label: Quand, edition: quand}
  - {label: Où, edition: lieu}
"""


@pytest.mark.parametrize("more", ["", "drawing: grille-window\ndrawing_alt: Un guichet.\n"])
def test_posters_set_together_look_as_those_set_whole(more: str, project: Project) -> None:
    """Posters whose lines for opening hours are filled in, or left for a pen."""
    add(project, "posters/essai", POSTER + WAITING_ROOM + more)
    report = compared(project, "posters/essai")
    assert (report.together, report.whole) == (len(ROWS), 0)


@pytest.mark.parametrize(
    ("layout", "without"),
    [
        ("wall-chart", ()), ("statute", ()), ("letter", ("sender_is_group",)), ("leaflet", ()),
        # Without a drawing, the words of its cover are white.
        ("leaflet", ("drawing", "drawing_alt")), ("zine", ("qr",)),
    ],
)  # fmt: skip
def test_others_set_together_look_as_those_set_whole(
    layout: str, without: tuple[str, ...], project: Project
) -> None:
    text = yaml.safe_load((ROOT / f"layouts/{layout}/example.yaml").read_text("utf-8"))
    text = {key: one for key, one in text.items() if key not in without}
    add(project, f"{layout}/essai", yaml.safe_dump(text, allow_unicode=True))
    report = compared(project, f"{layout}/essai")
    assert (report.together, report.whole) == (len(ROWS), 0)


def test_what_differs_in_more_than_panels_is_set_whole_and_counted(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    header = "nom;adresse;couleur"
    rows = ("Foix;x;", "Pau;x;#003366", "Auch;x;", "Tarbes;x;")
    report = made(project, table(project, *rows, header=header), "out", "tracts/essai")
    assert (report.together, report.whole) == (3, 1)
    text = " ".join(map(str, built(report, 0)))
    assert "3 groups were set together." in text
    assert "1 group was set whole: it differs in more than who signs and where to come." in text
    (pile,) = (project.root / "out/tracts/essai").glob("*-groupes.pdf")
    with pikepdf.open(pile) as pdf:
        assert len(pdf.pages) == 4 * len(rows)
    # The order is that of the table, whichever way rows were set.
    assert {one.slug for one in report.made} == {"tracts/essai", "pau/tracts/essai"}


def test_groups_are_counted_once_however_many_papers_they_get(project: Project) -> None:
    """Who reads that 11 groups were set looks for the second six in a table of five."""
    add(project, "tracts/essai", TRACT)
    add(project, "tracts/autre", TRACT)
    file = table(project, "Foix;x;", "Pau;x;#003366", "Auch;x;", header="nom;adresse;couleur")
    options = Options(project.root / "out", lint=False)
    texts = ("tracts/essai", "tracts/autre")
    report = build(project, texts, (), options, table=file, merge=True)
    assert (report.together, report.whole) == (2, 1)


def test_a_drawing_for_a_logo_of_all_rows_is_no_hindrance(project: Project) -> None:
    """A page with a panel that has a drawing in the inks of the job is rewritten differently."""
    add(project, "tracts/essai", TRACT)
    folder = project.assets / "logos"
    folder.mkdir(parents=True)
    drawing = '<rect width="9" height="9" fill="#0b6e69"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{drawing}</svg>'
    (folder / "un.svg").write_text(svg, "utf-8")
    edition = project.root / "federation.yaml"
    edition.write_text("kind: edition\nname: La fédération\nlogo: logos/un.svg\n", "utf-8")
    file = table(project, "Foix;x", "Pau;y", header="nom;adresse")
    options = Options(project.out, lint=False, ink="black")
    report = build(project, ("tracts/essai",), (str(edition),), options, table=file, merge=True)
    assert not report.problems and (report.together, report.whole) == (2, 0)


def test_a_row_that_cannot_be_set_is_told_and_stops_no_other(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    rows = ("Foix;x", "Pau;ቡና 64000 Pau", "Auch;x")
    report = made(project, table(project, *rows, header="nom;adresse"), "out", "tracts/essai")
    assert "missing-glyph" in {one.code for one in report.problems}, report.problems
    (pile,) = (project.root / "out/tracts/essai").glob("*-groupes.pdf")
    with pikepdf.open(pile) as pdf:
        assert len(pdf.pages) == 4 * 2


def test_a_pile_is_made_again_only_where_something_changed(project: Project) -> None:
    add(project, "tracts/essai", TRACT)

    def fresh(*rows: str) -> list[str]:
        report = made(project, table(project, *rows, header="nom;adresse"), "out", "tracts/essai")
        assert not report.problems
        return [one.slug for one in report.made if one.fresh]

    assert fresh("Foix;x", "Pau;x") == ["tracts/essai"]
    assert fresh("Foix;x", "Pau;x") == []
    assert fresh("Foix;x", "Pau;y") == ["tracts/essai"]
    add(project, "tracts/essai", TRACT.replace("Un essai", "Un autre essai"))
    assert fresh("Foix;x", "Pau;y") == ["tracts/essai"]


def test_readers_are_made_row_by_row_on_request(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    file = table(project, "Foix;x", "Pau;x", header="nom;adresse")
    report = made(project, file, "out", "tracts/essai", roles=("reader", "sheets"))
    assert [one.slug for one in report.made] == [
        "tracts/essai", "foix/tracts/essai", "pau/tracts/essai",
    ]  # fmt: skip
    assert [[file["role"] for file in one.files] for one in report.made[1:]] == [["reader"]] * 2


def test_a_group_too_long_for_its_page_is_told_and_stops_no_other(project: Project) -> None:
    """Its panels can be set, but not its pages."""
    text = yaml.safe_load((ROOT / "layouts/zine/example.yaml").read_text("utf-8"))
    add(project, "zines/essai", yaml.safe_dump(text, allow_unicode=True))
    # (There is room only for a code and the addresses of the others.)
    where = "place de la Libération"
    long = ROWS[2].replace(
        where, f"{where} et du souvenir de toutes les luttes, au fond de la cour, ".ljust(200, "à")
    )
    rows = (ROWS[0], long, ROWS[0].replace("Foix", "Auch"))
    report = made(project, table(project, *rows), "out", "zines/essai")
    assert "copyfit" in {one.code for one in report.problems}, report.problems
    assert (report.together, report.whole) == (2, 1)
    (pile,) = (one for one in (project.root / "out/zines/essai").glob("*-groupes.pdf"))
    with pikepdf.open(pile) as pdf:
        assert len(pdf.pages) == 2 * 2


def test_all_hundreds_of_a_pile_have_the_same_fonts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Separate fonts for each hundred would take as much space as the texts of five groups."""
    add(project, "tracts/essai", TRACT)
    file = table(project, *(f"Groupe {n};{n} rue X" for n in range(6)), header="nom;adresse")

    def fonts(out: str, at_once: int) -> int:
        monkeypatch.setattr(pile_maker, "_AT_ONCE", at_once)
        made(project, file, out, "tracts/essai")
        (pile,) = (project.root / out / "tracts/essai").glob("*-groupes.pdf")
        with pikepdf.open(pile) as pdf:
            return sum(
                "/FontName" in one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
            )

    assert fonts("hundreds", 2) == fonts("one", 6)
