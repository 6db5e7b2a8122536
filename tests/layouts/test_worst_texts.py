"""Extreme texts give a correct page, or a problem that states what to do.

No text runs off the paper or into its margins, and no page is added unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import page as ua_checker
import pypdfium2
import pytest
import yaml
from PIL import Image

from tests.helpers import (
    LAYOUT_FOLDERS,
    add,
    bare,
    example_of,
    own_layouts,
    pages_alone,
    pictures,
    printed,
    read_yaml,
    small_project,
    texts,
)
from zines.base.options import BuildReport, Options
from zines.base.problems import Problem, ProblemError
from zines.manuscript import documents, layouts
from zines.manuscript.schemas.subschemas import subschema
from zines.workshop.production import preparation
from zines.workshop.production.preparation import BuildContext
from zines.workshop.production.session import Session
from zines.workshop.project import Project

LAYOUTS = layouts.names(LAYOUT_FOLDERS)
#: One worker runs all tests of a layout, because Typst caches its drawings.
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(f"worst-{name}")) for name in LAYOUTS]
PAGES = {name: layouts.load(LAYOUT_FOLDERS, name).pages for name in LAYOUTS}
BOUND = ("booklet", "dictionary")
#: A letter has a subject, not a headline.
HEADED = [name for name in LAYOUTS if name != "letter"]
#: The least distance of text from the trim (mm).
SAFE = 5
PT = 72 / 25.4
LONG_WORD = ("Anticonstitutionnellement" * 3)[:60]
NO_SYLLABLES = "W" * 60
#: The dumper of libyaml, if available, for speed: each text has forty sources.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
PHRASE = "Une phrase assez longue pour tenir à elle seule toute une ligne de ce papier. "

Change = Callable[[dict[str, Any]], None]


@cache
def sources(count: int) -> str:
    made = {
        f"s{number}": {
            "title": f"Une source numéro {number}, d'un titre assez long pour deux lignes",
            "kind": "website",
            "by": "Un collectif",
            "date": "2023",
            "url": f"https://exemple.fr/dossier/page-{number}/",
        }
        for number in range(count)
    }
    immense = {"title": "Immense", "kind": "website", "url": "https://exemple.fr/"}
    immense["url"] += "abcdef-ghij/" * 124
    return dumped(made | {"immense": immense})


def add_sources(project: Project) -> None:
    listed = project.content / "sources.yaml"
    listed.write_text(listed.read_text("utf-8") + sources(40), "utf-8")


def dumped(value: dict[str, Any]) -> str:
    return str(yaml.dump(value, Dumper=_DUMPER, allow_unicode=True))


@cache
def _example(layout: str) -> str:
    """Return the fields of an example as JSON, which is parsed faster than YAML."""
    return json.dumps(read_yaml(example_of(layout).read_text("utf-8")))


def example_fields(layout: str) -> dict[str, Any]:
    """Return a new copy of the fields of a layout's example."""
    found: dict[str, Any] = json.loads(_example(layout))
    return found


def undated(change: Change) -> Change:
    """Return a change that first removes the event and hours, which take room."""

    def changed(document: dict[str, Any]) -> None:
        for key in ("event", "hours", "front_meeting"):
            document.pop(key, None)
        change(document)

    return changed


def made(
    tmp_path: Path,
    layout: str,
    change: Change | None = None,
    patch: tuple[str, str, str] | None = None,
    **options: Any,
) -> BuildReport:
    """Build a layout's example with a change; ``patch``: (file, old, new) in the layouts."""
    project = small_project(tmp_path / "project")
    add_sources(project)
    if patch:
        file = own_layouts(project) / patch[0]
        old = file.read_text("utf-8")
        assert patch[1] in old
        file.write_text(old.replace(patch[1], patch[2]), "utf-8")
    document = example_fields(layout)
    if change:
        change(document)
    file = add(project, "essais/essai", dumped(document))
    return printed(project, str(file), **{"roles": ("reader",), **options})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BuildContext]:
    """Return a function from the name of an edition ("": none) to the shared data for setting."""
    project = small_project(tmp_path_factory.mktemp("desk") / "project")
    add_sources(project)

    @cache
    def shared(name: str) -> BuildContext:
        file = project.root / "edition.yaml" if name else None
        if file:
            file.write_text(dumped(EDITIONS[name]), "utf-8")
        options = Options(project.out, edition=file, roles=("reader",))
        found, problems = preparation.prepared(Session(project), options)
        assert not problems
        return found

    return shared


def check_decent_or_reported(
    shared: BuildContext, layout: str, change: Change | None, folder: Path
) -> None:
    """Set an example with a change: check that its pages are correct, or its problems clear.

    Only its pages are set, because other output files do not depend on the text.
    """
    document = example_fields(layout)
    if change:
        change(document)
    file = folder / "essai.yaml"
    file.write_text(dumped(document), "utf-8")
    try:
        text = documents.load(file, "essais/essai", "essais/essai", shared.texts.reading)
        found = pages_alone(shared, text, file)
    except ProblemError as error:
        copyfit(error.problems)
        return
    assert found
    for pages in found:
        decent_pages(pages, layout)


def pdfs(report: BuildReport) -> list[Path]:
    assert not report.problems, report.problems
    return [report.out / file["path"] for one in report.made for file in one.files]


def misfit(report: BuildReport) -> Problem:
    """Return the first problem of a report; all must be copyfit problems with a hint."""
    return copyfit(report.problems)


def copyfit(problems: Sequence[Problem]) -> Problem:
    assert {problem.code for problem in problems} == {"copyfit"}, problems
    assert all(problem.hint for problem in problems)
    return problems[0]


def off_the_paper(file: Path | bytes, safe: float = SAFE) -> list[str]:
    """Return messages on texts outside the safe area."""
    found = []
    with pypdfium2.PdfDocument(file) as pdf:
        for number, page in enumerate(pdf, 1):
            width, height = page.get_size()
            words = page.get_textpage()
            for index in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(index)
                edge = safe * PT
                if left < edge or bottom < edge or right > width - edge or top > height - edge:
                    text = words.get_text_bounded(left, bottom, right, top)
                    found.append(f"page {number}: {text[:30]!r} at {right / PT:.0f} mm")
    return found


def decent(report: BuildReport, layout: str) -> None:
    """Check that texts are on their pages, and that the number of pages is right."""
    for file in pdfs(report):
        decent_pages(file, layout)


def decent_pages(file: Path | bytes, layout: str) -> None:
    assert off_the_paper(file) == []
    with pypdfium2.PdfDocument(file) as pdf:
        if layout in BOUND:
            assert len(pdf) % 4 == 0
        else:
            assert len(pdf) == (PAGES[layout] or len(pdf))


def body_of(layout: str) -> str:
    """Return the key of the first body text in the example of a layout, "" if there is none."""
    schema = layouts.load(LAYOUT_FOLDERS, layout).schema
    shown = example_fields(layout)
    found = [
        key
        for key, one in schema["properties"].items()
        if key in shown and subschema(one, schema).get("format") == "body"
    ]
    return {"tract": "back"}.get(layout) or (found or [""])[0]


def citing(*ids: str, codes: bool = False) -> Change:
    def change(document: dict[str, Any]) -> None:
        if field := body_of(document["layout"]):
            document[field] += " " + " ".join(f"[@{one}]" for one in ids)
        document["qr"] = list(ids) if codes else []

    return change


def headline(*lines: str) -> Change:
    """Return a change that replaces the lines of the headline, as many as the layout allows."""

    def change(document: dict[str, Any]) -> None:
        root = layouts.load(LAYOUT_FOLDERS, document["layout"]).schema
        schema, holder = root, document
        if "cover" in document:
            schema, holder = subschema(root["properties"]["cover"], root), document["cover"]
        for key in ("lines", "headline", "slogan"):
            if isinstance(holder.get(key), list):
                most = subschema(schema["properties"][key], root).get("maxItems", len(lines))
                holder[key] = list(lines)[:most]

    return change


def everywhere(word: str) -> Change:
    """Return a change that puts a word into every text, cut to the length in the schema."""

    def replaced(value: Any, schema: Any, root: Any) -> Any:
        schema = subschema(schema, root)
        if isinstance(value, dict):
            known = schema.get("properties", {})
            return {key: replaced(one, known.get(key, {}), root) for key, one in value.items()}
        if isinstance(value, list):
            return [replaced(one, schema.get("items", {}), root) for one in value]
        if isinstance(value, str) and schema.get("format") in ("body", "line", "title"):
            return word[: schema.get("maxLength", len(word))]
        return value

    def change(document: dict[str, Any]) -> None:
        root = layouts.load(LAYOUT_FOLDERS, document["layout"]).schema
        kept = {key: document[key] for key in ("title", "description")}
        document.update(replaced(document, root, root) | kept)
        for entry, other in zip(document.get("entries", []), "AB", strict=False):
            entry["term"] = other + word[1:]
            entry.pop("see", None)
        headline("Un titre")(document)

    return change


def no_source(document: dict[str, Any]) -> None:
    everywhere("Rien.")(document)
    document.pop("qr")


def in_a_body(text: str) -> Change:
    def change(document: dict[str, Any]) -> None:
        field = "front" if document["layout"] == "tract" else body_of(document["layout"])
        if field:
            document[field] = text

    return change


def in_display(text: str) -> Change:
    def change(document: dict[str, Any]) -> None:
        if "lead" in document:
            document["lead"] = text
        for entry in document.get("entries", []):
            entry["phrase"] = text

    return change


WORST: dict[str, Change] = {
    "a word of 60 letters everywhere": everywhere(LONG_WORD),
    "60 letters without syllables": everywhere(NO_SYLLABLES),
    "a long word in bold before a comma": in_a_body(f"Un **{NO_SYLLABLES}**, et un *{LONG_WORD}*."),
    "long words in a list": in_a_body(f"- {LONG_WORD}\n- {NO_SYLLABLES}\n"),
    # If such words were kept together on a line, they would run out of narrow columns.
    "short words before long ones": in_display("Et pour la désinstitutionnalisation de tous. " * 2),
    "a title of three long lines": headline(*["Une ligne de titre assez longue"] * 3),
    "a title of three short lines": headline("Non", "Oui", "Si"),
    "a title of one letter a line": headline("i", "i", "i"),
    "40 sources": citing(*(f"s{number}" for number in range(40))),
    "no source": no_source,
    "a single word": everywhere("Non"),
    "an address of 1500 characters": citing("immense"),
    "that address as a code": citing("immense", codes=True),
    "twelve codes": citing(*(f"s{number}" for number in range(12)), codes=True),
}


@pytest.mark.parametrize("worst", WORST)
@pytest.mark.parametrize("layout", EACH)
def test_the_worst_text_gives_a_decent_page_or_a_clear_problem(
    worst: str, layout: str, desk: Callable[[str], BuildContext], tmp_path: Path
) -> None:
    check_decent_or_reported(desk(""), layout, WORST[worst], tmp_path)


#: Editions with the longest texts that their schema allows.
EDITIONS: dict[str, dict[str, Any]] = {
    "words": {
        "name": (PHRASE * 2)[:118],
        "address": "\n".join([PHRASE[:60]] * 4),
        "place": (PHRASE * 2)[:118],
        "phone": ("01 02 03 04 05 " * 4).strip(),
        "email": "a" * 60 + "@exemple.fr",
        "site": "https://exemple.fr/" + "abcdef-ghij/" * 14,
        "meeting": {"day": PHRASE[:60], "hour": PHRASE[:30], "place": (PHRASE * 2)[:100]},
        "hours": [{"days": PHRASE[:60], "times": PHRASE[:60]} for _ in range(7)],
        "languages": [PHRASE[:30]] * 12,
        "events": [
            {
                "title": PHRASE[:60],
                "day": PHRASE[:60],
                "hour": PHRASE[:30],
                "place": (PHRASE * 2)[:100],
                "address": (PHRASE * 2)[:120],
                "url": "https://exemple.fr/" + "abcdef-ghij/" * 14,
            }
            for _ in range(3)
        ],
        "signature": (PHRASE * 2)[:80],
        "posted_by": {"name": (PHRASE * 2)[:118], "address": "\n".join([PHRASE[:60]] * 4)},
    },
    "one word": {
        "name": "W" * 120,
        "address": "W" * 300,
        "place": "W" * 120,
        "phone": "0" * 60,
        "email": "w" * 108 + "@exemple.fr",
        "site": "https://exemple.fr/" + "w" * 180,
        "meeting": {"day": "W" * 60, "hour": "W" * 30, "place": "W" * 100},
    },
    "lines": {"name": "Nous", "address": "\n".join(["1 rue"] * 50)},
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", EACH)
def test_a_long_name_or_address_never_adds_a_page(
    edition: str, layout: str, desk: Callable[[str], BuildContext], tmp_path: Path
) -> None:
    check_decent_or_reported(desk(edition), layout, None, tmp_path)


@pytest.mark.parametrize("layout", ["tract", "booklet"])
def test_long_words_are_cut_and_not_refused(layout: str, tmp_path: Path) -> None:
    report = made(tmp_path, layout, in_a_body(f"Un {LONG_WORD}, {NO_SYLLABLES}."))
    decent(report, layout)
    (file,) = pdfs(report)
    text = bare("".join(texts(file)))
    assert LONG_WORD in text.replace("-", "") and NO_SYLLABLES in text


def test_cut_words_are_still_accessible(tmp_path: Path) -> None:
    (file,) = pdfs(made(tmp_path, "tract", undated(everywhere(LONG_WORD))))
    found = ua_checker.validate_pdf(file, profile=ua_checker.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, [failure.message for failure in found.failures]


def with_codes(layout: str, count: int) -> Change:
    """Return a change that gives codes with their sources; a poster has one line less."""
    cite = undated(citing(*(f"s{number}" for number in range(count)), codes=True))

    def change(document: dict[str, Any]) -> None:
        cite(document)
        if layout == "poster":
            del document["panel"]["labels"][0]

    return change


#: The number of codes, each with its own source, that fit in the example.
CODES = {"booklet": 4, "dictionary": 2, "card": 1, "tract": 1, "poster": 1}


@pytest.mark.parametrize("layout", CODES)
def test_too_many_codes_are_told_with_how_many_fit(layout: str, tmp_path: Path) -> None:
    message = misfit(made(tmp_path, layout, with_codes(layout, 12))).message
    if layout == "tract":
        # Their sources do not fit either: the problem is about the sources.
        assert message.startswith("the foot of the back takes ")
        return
    # (On a poster, the sources of twelve codes leave no room for one code.)
    most = 0 if layout == "poster" else CODES[layout]
    fit = {0: "no QR code", 1: "one QR code"}.get(most, f"{most} QR codes")
    assert message == f"there is room for {fit}, not for 12"


@pytest.mark.parametrize(("layout", "most"), CODES.items())
def test_as_many_codes_as_are_told_do_fit(layout: str, most: int, tmp_path: Path) -> None:
    decent(made(tmp_path, layout, with_codes(layout, most)), layout)


@pytest.mark.parametrize("layout", ["dictionary", "poster", "tract"])
def test_a_code_wider_than_its_column_is_told(layout: str, tmp_path: Path) -> None:
    problem = misfit(made(tmp_path, layout, citing("immense", codes=True)))
    assert problem.message.startswith("the QR code of https://exemple.fr/abcdef-ghij/")
    assert "wide, its column" in problem.message


@pytest.mark.parametrize("layout", HEADED)
def test_a_headline_without_ink_is_told(layout: str, tmp_path: Path) -> None:
    problem = misfit(made(tmp_path, layout, headline("\u200b\u200b")))
    assert problem.message == "a line of the headline has nothing to print"


def test_other_display_type_without_ink_is_told_by_its_name(tmp_path: Path) -> None:
    def figure(document: dict[str, Any]) -> None:
        document["figure"]["value"] = "\u200b"

    def title(document: dict[str, Any]) -> None:
        document["pages"][0]["title"] = [{"loud": "\u200b"}]

    message = misfit(made(tmp_path / "tract", "tract", figure)).message
    assert message == "the figure has nothing to print"
    message = misfit(made(tmp_path / "zine", "zine", title)).message
    assert message == "a line of the headline has nothing to print"


@pytest.mark.parametrize("layout", HEADED)
def test_a_line_too_long_for_a_headline_is_told(layout: str, tmp_path: Path) -> None:
    problem = misfit(made(tmp_path, layout, headline((PHRASE * 4)[:300])))
    assert problem.message.startswith('the line of the headline "Une phrase assez longue')
    assert "is too long by about" in problem.message


def test_the_longest_line_of_a_headline_is_the_one_to_shorten(tmp_path: Path) -> None:
    """All lines have the size of the longest: "Venez avec" was told to lose three letters."""
    long = headline("Venez avec", (PHRASE * 4)[:120], "tout le monde")
    problem = misfit(made(tmp_path, "tract", long))
    assert problem.message.startswith('the line of the headline "Une phrase assez longue')


def test_a_foot_with_a_week_of_hours_says_that_they_can_be_shorter(tmp_path: Path) -> None:
    """The slip and the sources, which alone were named, are not what takes the room."""

    def change(document: dict[str, Any]) -> None:
        del document["meeting"]
        week = [{"days": f"jour {one}", "times": "9 h à 12 h 30, 14 h à 17 h"} for one in range(7)]
        where = {"place": "Bourse du travail, " * 5, "address": "cours Victor-Hugo, " * 6}
        document |= {"hours": week, "event": {"title": "Assemblée", "day": "jeudi"} | where}
        document["event"]["url"] = "https://exemple.fr/" + "a" * 150

    problem = misfit(made(tmp_path, "tract", change))
    assert "the hours, the event" in problem.hint


def test_a_drawing_gives_way_to_the_text_before_anything_is_refused(tmp_path: Path) -> None:
    """The longer the front, the smaller the drawing above it, at least a fifth of the page."""

    def filled(times: int) -> float:
        folder = tmp_path / str(times)
        folder.mkdir()
        longer = undated(lambda document: document.update(front=PHRASE * times))
        report = made(folder, "tract", longer)
        decent(report, "tract")
        (file,) = pdfs(report)
        page = pictures(file, 50)[0].convert("L")
        headline = next(
            row for row in range(page.height // 8, page.height) if not _inked(page, row)
        )
        return headline / page.height

    assert filled(2) > filled(9) > 0.2


def _inked(page: Image.Image, row: int) -> bool:
    return min(page.crop((0, row, page.width, row + 1)).tobytes()) < 200


def test_a_text_that_is_too_long_is_told_and_not_the_headline(tmp_path: Path) -> None:
    problem = misfit(made(tmp_path, "tract", in_a_body(PHRASE * 30)))
    assert problem.message.startswith("the front is too long by about")


@pytest.mark.parametrize("layout", BOUND)
def test_a_bound_piece_without_a_multiple_of_four_pages_is_stopped(
    layout: str, tmp_path: Path
) -> None:
    patch = (
        "lib/components/furniture.typ",
        "calc.rem(4 - calc.rem(last + more, 4), 4)",
        "calc.rem(4 - calc.rem(last + more, 4), 4) + 1",
    )
    problem = misfit(made(tmp_path, layout, patch=patch))
    assert "a multiple of four" in problem.message


def test_an_address_in_a_text_is_printed_once(tmp_path: Path) -> None:
    body = (
        "- <https://exemple.fr/un-dossier/>\n- <a@exemple.fr>\n"
        "- [https://exemple.fr](https://exemple.fr)\n- [un lien](https://ailleurs.fr)\n"
    )
    (file,) = pdfs(made(tmp_path, "tract", in_a_body(body)))
    front = texts(file)[0]
    assert front.count("exemple.fr/un-dossier") == 1
    assert front.count("a@exemple.fr") == 1
    assert front.count("exemple.fr") == 3
    assert "un lien (ailleurs.fr)" in front


def test_what_is_higher_than_a_page_goes_over_several(tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        for section in document["chapters"][0]["sections"]:
            if section["kind"] in ("box", "law", "demand"):
                section["body"] = (PHRASE * 20 + "\n\n") * 4
            elif section["kind"] == "checklist":
                section["items"] = [PHRASE] * 40
            elif section["kind"] == "form":
                choices = ["W" * 200] * 20
                section["fields"] = [{"label": PHRASE * 4, "lines": 20, "choices": choices}]

    report = made(tmp_path, "booklet", change)
    decent(report, "booklet")
    (file,) = pdfs(report)
    pages = texts(file)
    # A phrase that continues on the next page is interrupted by the foot of the page.
    assert bare("".join(pages)).count(bare(PHRASE)[:40]) >= 3 * 4 * 20 + 40 - len(pages)


@pytest.mark.parametrize("layout", ["tract", "booklet", "dictionary"])
def test_recipe_and_order_hold_the_longest_title_on_one_page(layout: str, tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        document["title"] = (LONG_WORD * 7)[:400]

    for file in pdfs(made(tmp_path, layout, change, roles=("sheets", "press"))):
        if file.stem.endswith(("mode-d-emploi", "commande")):
            assert off_the_paper(file, 10) == []
            with pypdfium2.PdfDocument(file) as pdf:
                assert len(pdf) == 1


def test_thousands_of_the_recipe_are_parted(tmp_path: Path) -> None:
    files = pdfs(made(tmp_path, "tract", roles=("sheets",)))
    (recipe,) = [file for file in files if file.stem.endswith("mode-d-emploi")]
    text = texts(recipe)[0]
    assert "1\u202f000" in text and "1000" not in text


def test_a_slug_of_any_length_stays_on_its_sheet(tmp_path: Path) -> None:
    patch = (
        "tract/outputs.yaml",
        "sheet: a4\n    format: a5\n    imposition: {schema: repeat, marks: [cut]}",
        "sheet: a3\n    format: a5\n    imposition: {schema: n-up, grid: [1, 1], marks: [slug]}",
    )

    def change(document: dict[str, Any]) -> None:
        document["title"] = (PHRASE * 6)[:400]

    (sheet,) = pdfs(made(tmp_path, "tract", change, patch=patch, roles=("sheets",)))
    assert "feuille 1 sur 1" in " ".join(texts(sheet)[0].split())
    assert off_the_paper(sheet, 4.5) == []


def test_a_slug_of_wide_letters_is_set_smaller(tmp_path: Path) -> None:
    """Office machines cannot print on a margin of 5 mm."""
    patch = (
        "tract/outputs.yaml",
        "sheet: a4\n    format: a5\n    imposition: {schema: repeat, marks: [cut]}",
        "sheet: 160x240mm\n    format: a5\n"
        "    imposition: {schema: n-up, grid: [1, 1], marks: [slug]}",
    )

    def change(document: dict[str, Any]) -> None:
        document["title"] = "@" * 400

    (sheet,) = pdfs(made(tmp_path, "tract", change, patch=patch, roles=("sheets",)))
    assert "feuille 1 sur 1" in " ".join(texts(sheet)[0].split())
    assert off_the_paper(sheet, 4.5) == []
