"""Every layout with its example: outputs, described fields, page sizes, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as ua_checker
import pypdfium2 as pdfium
import pytest

from tests.helpers import (
    LAYOUT_FOLDERS,
    ROOT,
    TRACT,
    add,
    example_of,
    page_count,
    page_size_mm,
    pictures,
    printed,
    read_yaml,
    small_project,
    texts,
)
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport
from zines.base.outputs import of_format
from zines.base.paper import size_named
from zines.manuscript import layouts

#: The standards of every reader file, checked with an independent checker.
STANDARDS = (
    ua_checker.ValidationProfile.PDF_UA_1,
    ua_checker.ValidationProfile.PDF_A_2A,
)
NAMES = layouts.names(LAYOUT_FOLDERS)
#: The margin that office machines cannot print on (mm); sheets without bleed keep it white.
UNPRINTABLE = 5


def files(report: BuildReport) -> list[tuple[FileEntry, Path]]:
    return [
        (file, report.out / file["path"])
        for made in report.made
        for file in made.files
        if file["role"] not in ("recipe", "order")
    ]


def test_the_four_layouts_of_the_first_stone_are_there() -> None:
    assert {"tract", "booklet", "dictionary", "poster"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_builds_as_everything(name: str, examples: dict[str, BuildReport]) -> None:
    report = examples[name]
    assert not report.problems, report.problems
    assert {file["role"] for file, _ in files(report)} == {"reader", "sheets"}
    assert all(file.is_file() for _, file in files(report))


def fields(schema: Any, root: Any, trail: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    while "$ref" in schema:
        target = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    for key, inner in schema.get("properties", {}).items():
        yield f"{trail}{key}", inner
        yield from fields(inner, root, f"{trail}{key}.")
    if "items" in schema:
        yield from fields(schema["items"], root, trail)


#: Keys of a user's own picture and its descriptions.
_OWN_PICTURE = re.compile(r"(?:^|\.)picture(?:\.|$)")


def used(value: Any, trail: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{trail}{key}"
            yield from used(inner, f"{trail}{key}.")
    elif isinstance(value, list):
        for inner in value:
            yield from used(inner, trail)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described_and_shown_in_the_example(name: str) -> None:
    schema = layouts.load(LAYOUT_FOLDERS, name).schema
    example = read_yaml((ROOT / "layouts" / name / "example.yaml").read_text("utf-8"))
    shown = set(used(example))
    common = layouts.shipped_schema("document")["properties"]
    for trail, field in fields(schema, schema):
        if _OWN_PICTURE.search(trail):
            # The key names a file, which a copy of the example would not have, and replaces the
            # drawing that the example shows (tests/workshop/production/test_own_pictures.py).
            assert field.get("description"), f"{trail} has no description"
            continue
        if trail.partition(".")[0] == "event" and "meeting" in shown:
            continue  # one of the two is printed: the posters' example shows it
        # Keys of all documents need not be in every example.
        assert trail in shown or trail in common, f"{trail} is not in the example"
        described = field.get("description") or "$ref" in field
        assert described, f"{trail} has no description"


@pytest.mark.parametrize("name", NAMES)
def test_pages_have_their_size_to_a_tenth_of_a_millimetre(
    name: str, examples: dict[str, BuildReport]
) -> None:
    usual = of_format(layouts.load(LAYOUT_FOLDERS, name).outputs, "")
    outputs = {output.name: output for output in usual}
    for entry, file in files(examples[name]):
        output = next(
            one for name, one in outputs.items() if file.stem.endswith(f"-example-{name}")
        )
        size = size_named(output.trim if output.role == "reader" else output.sheet)
        wanted = (size.width, size.height)
        if output.role == "sheets" and entry["sheet_mm"][0] > entry["sheet_mm"][1]:
            wanted = wanted[::-1]
        for index in range(page_count(file)):
            # The panels of a leaflet differ in width: their sizes are in the manifest.
            sizes = entry.get("page_mm") if output.role == "reader" else None
            expected = tuple(sizes[index]) if sizes else wanted
            assert page_size_mm(file, index) == pytest.approx(expected, abs=0.1)
            assert expected == pytest.approx(wanted, abs=3)


@pytest.mark.parametrize("name", NAMES)
def test_readers_are_pdf_ua_and_pdf_a(name: str, examples: dict[str, BuildReport]) -> None:
    for entry, file in files(examples[name]):
        if entry["role"] == "reader":
            for profile in STANDARDS:
                found = ua_checker.validate_pdf(file, profile=profile)
                assert found.is_compliant, [failure.message for failure in found.failures]


@pytest.mark.parametrize("name", NAMES)
def test_the_edge_of_sheets_stays_white(name: str, examples: dict[str, BuildReport]) -> None:
    for entry, file in files(examples[name]):
        if entry["role"] != "sheets":
            continue
        drawn = pictures(file, 72)
        for side, picture in enumerate(drawn, start=1):
            edge = int(UNPRINTABLE / 25.4 * 72)
            ink = picture.convert("L").point(lambda value: 255 if value < 250 else 0).getbbox()
            if ink is None:
                # The back of the last page is blank if the number of pages is odd.
                assert side == len(drawn) and entry["pages"] % 2
                continue
            left, top, right, bottom = ink
            assert left >= edge and top >= edge
            assert right <= picture.width - edge and bottom <= picture.height - edge


@pytest.mark.parametrize("name", NAMES)
def test_what_a_group_left_out_is_no_label_and_no_none(
    name: str, examples: dict[str, BuildReport]
) -> None:
    for _, file in files(examples[name]):
        text = " ".join(texts(file))
        assert "None" not in text and "none" not in text
        assert "Imprimé par" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_group_is_named_where_it_filled_itself_in(name: str, tmp_path: Path) -> None:
    project = small_project(tmp_path / "edition")
    edition = tmp_path / "union.yaml"
    edition.write_text(
        'name: "Union d\'essai"\naddress: "1 rue de l\'Essai\\n42000 Essai"\n'
        'phone: "01 02 03 04 05"\n'
        'email: essai@exemple.fr\nsite: https://exemple.fr/union/\nplace: "Essai-le-Haut"\n',
        "utf-8",
    )
    example = str(example_of(name))
    report = printed(project, example, edition=edition)
    assert not report.problems, report.problems
    for _, file in files(report):
        # (pdfium returns U+FFFE for a hyphen at the end of a line.)
        text = " ".join(" ".join(texts(file)).replace("\ufffe", "-").split())
        assert "Imprimé par nos soins" in text
        assert "Union d’essai, Essai-le-Haut, 1 rue de l'Essai, 42000 Essai" in text
        for value in ("01 02 03 04 05", "essai@exemple.fr", "exemple.fr/union"):
            assert value in text


def test_the_shortest_texts_still_give_a_page(tmp_path: Path) -> None:
    """A headline of one letter is not enlarged so much that nothing else fits."""
    project = small_project(tmp_path / "short")
    file = tmp_path / "court.yaml"
    file.write_text(
        'layout: tract\ntitle: Un\ndate: "2026-11-24"\ndescription: Un.\nheadline: [i]\n'
        "front: Non.\nback_title: Oui\nback: Oui.\n",
        "utf-8",
    )
    report = printed(project, str(file))
    assert not report.problems, report.problems


def test_a_small_heading_leaves_no_gap_in_the_levels(tmp_path: Path) -> None:
    project = small_project(tmp_path / "heading")
    text = example_of("tract").read_text("utf-8")
    file = tmp_path / "titre.yaml"
    file.write_text(text.replace("\nfront: |\n", "\nfront: |\n  ### Titre\n\n"), "utf-8")
    report = printed(project, str(file), roles=("reader",))
    assert not report.problems, report.problems


def test_where_to_come_is_the_documents_else_the_groups_else_a_line(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    edition = project.root / "union.yaml"
    edition.write_text(
        "name: Union\naddress: 1 rue\nmeeting: {day: jeudi 12 mars, hour: '', place: Bourse}\n"
    )
    file = add(project, "tracts/essai", TRACT)

    def printed_text(more: str, **options: Any) -> str:
        file.write_text(TRACT + more, "utf-8")
        report = printed(project, roles=("reader",), force=True, **options)
        (made,) = report.made
        return " ".join("".join(texts(report.out / made.files[0]["path"])).split())

    assert "Rendez-vous le à lieu" in printed_text("")
    assert "Rendez-vous jeudi 12 mars à , Bourse" in printed_text("", edition=edition)
    own = "meeting: {day: lundi 2 mai, hour: 18 h}\n"
    assert "Rendez-vous lundi 2 mai, 18 h, Bourse" in printed_text(own, edition=edition)


BLANK_TRACT = """layout: tract
title: Vierge
date: "2026-11-24"
description: Un tract vierge.
headline: ["___", Ici]
lead: "___"
front: |
  ___

  Qui le dit : ___
back_title: Pourquoi
back: "___"
demands: ["___", Du papier]
act: {title: Que faire, body: "___"}
"""
BLANK_POSTER = """layout: poster
title: Vierge
date: "2026-11-24"
description: Une affiche vierge.
slogan: ["___", "___"]
drawing: grille-window
panel: {title: Ici, labels: [Le jour]}
"""
BLANK_CHART = """layout: wall-chart
title: Vierge
date: "2026-11-24"
description: Un tableau vierge.
headline: [Ici]
row_label: Quoi
columns: [Une question, Une réponse]
rows:
  - {title: Un, cells: [Qui ?, "___"]}
  - {title: Deux, cells: ["___", "___"]}
"""


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("words", "pages"), [(BLANK_TRACT, 2), (BLANK_POSTER, 1), (BLANK_CHART, 1)]
)
def test_a_blank_is_room_to_write(words: str, pages: int, large: bool, tmp_path: Path) -> None:
    """Three underscores become lines to write on, never signs; they add no pages."""
    project = small_project(tmp_path / "blank")
    file = add(project, "vierges/essai", words)
    report = printed(project, str(file), roles=("reader",), large_print=large)
    assert not report.problems, report.problems
    (made,) = report.made
    pages_text = texts(report.out / made.files[0]["path"])
    assert "_" not in "".join(pages_text)
    assert large or len(pages_text) == pages
    if "Qui le dit" in words:
        assert "Qui le dit" in "".join(pages_text)


def form_of(sections: str) -> str:
    return (
        'layout: form\ntitle: Essai\ndate: "2026-11-28"\ndescription: Un essai.\n'
        "headline: [Essai]\n"
        f"sections:\n{sections}"
    )


def test_numbers_of_rows_go_on_from_page_to_page(tmp_path: Path) -> None:
    """Row numbers continue on the back, so that signatures of a sheet are easy to count."""
    table = (
        "  - {{kind: table, numbered: true, new_page: {0}, columns: [{{label: Rue}}], rows: {1}}}\n"
    )
    project = small_project(tmp_path / "numbered")
    file = add(project, "essais/essai", form_of(table.format("false", 3) + table.format("true", 2)))
    report = printed(project, str(file), roles=("reader",))
    assert not report.problems, report.problems
    pages_text = texts(report.out / report.made[0].files[0]["path"])
    assert ["".join(page.partition("Rue")[2].split()) for page in pages_text] == ["123", "45"]


def test_squared_paper_is_no_lower_than_a_hand_needs(tmp_path: Path) -> None:
    """If less than 80 mm are left, it goes to the next page."""
    project = small_project(tmp_path / "sketch")
    pages = []
    for lines in (10, 22):
        fields = f"  - {{kind: fields, fields: [{{label: Texte, lines: {lines}}}]}}\n"
        file = add(project, "essais/essai", form_of(fields + "  - {kind: sketch, title: Plan}\n"))
        report = printed(project, str(file), roles=("reader",), force=True)
        assert not report.problems, report.problems
        pages.append(texts(report.out / report.made[0].files[0]["path"]))
    assert len(pages[0]) == 1 and "Plan" in pages[0][0]
    assert len(pages[1]) == 2 and "Plan" in pages[1][1] and "Plan" not in pages[1][0]


def test_a_blank_text_takes_the_room_that_is_left(tmp_path: Path) -> None:
    """The longer the text beside it, the fewer lines a blank has."""
    project = small_project(tmp_path / "blank")
    file = add(project, "vierges/essai", BLANK_TRACT)

    def lines() -> int:
        report = printed(project, str(file), roles=("reader",), force=True)
        assert not report.problems, report.problems
        (made,) = report.made
        document = pdfium.PdfDocument(report.out / made.files[0]["path"])
        return sum(1 for _ in document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]))

    many = lines()
    longer = BLANK_TRACT.replace("  ___\n", "  ___\n\n  " + "Un mot de plus. " * 40 + "\n", 1)
    file.write_text(longer, "utf-8")
    assert lines() < many
