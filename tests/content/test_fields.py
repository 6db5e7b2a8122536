"""Letters and forms on a screen: once filled in, they stay accessible to screen readers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page as ua_checker
import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image, ImageChops

from tests.content import fillers, forms
from tests.content.test_catalogue import LAYOUT_OF, STANDARDS, entries_of
from tests.helpers import example_of, printed, small_project, texts
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Options
from zines.workshop.build import build
from zines.workshop.imposing_files import impose
from zines.workshop.project import Project

SLUGS = sorted(slug for slug, layout in LAYOUT_OF.items() if layout in ("letter", "form"))
#: A list of refusals, kept on paper behind the counter and then destroyed: it has no fields.
BY_HAND = {"formulaires/consentement-pour-soignants"}
#: Words of tooltips that name a part of an answer, or one of several fields.
PARTS = {"jour", "mois", "année", "ligne", "destinataire", "lieu", "date", *map(str, range(100))}
#: The name of a field in a table that fills its page: large print has fewer rows.
CELL = re.compile(r"-ligne-[0-9]+(-[0-9]+)?$")
#: What the sender of a letter notes on the page to keep: there is as much of it as there is room.
NOTED = re.compile(
    r"recue-par-|numero$|avis-de-reception-|(?:le-a|avec|ce-qui-a-ete-dit)\b.*-ligne-\d"
)
#: Pixels per point of rendered pages.
_SCALE = 2
_DARK = 120
#: The most that an antialiased edge may differ if its object moved within the file.
_EDGE = 60


def reader_of(catalogue: BuildReport, slug: str) -> FileEntry:
    return next(one for one in entries_of(catalogue, slug) if one["role"] == "reader")


def read_order(element: Any) -> list[tuple[int, int]]:
    """Return the fields in reading order: depth first through the tags (ISO 32000-1, 14.7.2)."""
    if isinstance(element, pikepdf.Array):
        return [one for kid in element for one in read_order(kid)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    if element.get("/S") == Name.Form:
        objects = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        return [one.Obj.objgen for one in objects]
    return read_order(element.get("/K"))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_field_has_words_a_name_and_its_place_in_the_reading_order(
    slug: str, catalogue: BuildReport
) -> None:
    entry = reader_of(catalogue, slug)
    with pikepdf.open(catalogue.out / entry["path"]) as pdf:
        found = [field for _, field in fillers.widgets(pdf)]
        assert bool(found) != (slug in BY_HAND)
        # Each has a Form tag and a tooltip (ISO 14289-1, 7.18.4 and 7.18.1; veraPDF asks for less).
        assert [one.objgen for one in found] == read_order(pdf.Root.StructTreeRoot.K)
        for number, field in fillers.widgets(pdf):
            assert re.search(r"\w", str(field.TU)) and "_" not in str(field.TU)
            assert pdf.pages[number].obj.Tabs == Name.S
            # No field is required (bit 2) or has actions; all are printed (bit 3 of their flags).
            assert not int(field.get("/Ff", 0)) & 2 and int(field.F) & 4
            assert not {"/A", "/AA"} & field.keys()
        if found:
            assert not {"/XFA", "/NeedAppearances", "/CO"} & pdf.Root.AcroForm.keys()
            assert [one.objgen for one in pdf.Root.AcroForm.Fields] == [one.objgen for one in found]
        assert str(pdf.Root.Lang).startswith("fr")
        names = [str(one.T) for one in found]
        labels = [str(one.TU) for one in found]
    assert len(set(names)) == len(names) and len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    # Tooltips consist of words of the page, and are therefore in French.
    words = set(re.findall(r"\w+", " ".join(texts(catalogue.out / entry["path"]))))
    strange = {word for label in labels for word in re.findall(r"\w+", label)} - words
    assert {word for word in strange if word.lower() not in words | PARTS} == set()
    # Signatures and stamps have no fields.
    assert not [one for one in labels if re.search(r"\b(signature|tampon)\b", one, re.IGNORECASE)]
    listed = entry.get("fields", [])
    assert [(one["name"], one["label"]) for one in listed] == list(zip(names, labels, strict=True))


@pytest.mark.parametrize("fill", fillers.FILLERS)
@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in BY_HAND])
def test_what_is_filled_in_is_still_for_screen_readers_and_archives(
    slug: str, fill: Callable[[bytes], bytes], catalogue: BuildReport, tmp_path: Path
) -> None:
    filled = fill((catalogue.out / reader_of(catalogue, slug)["path"]).read_bytes())
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        assert all(str(one.V) not in ("", "/Off") for _, one in fillers.widgets(pdf))
    file = tmp_path / "filled.pdf"
    file.write_bytes(filled)
    for profile in STANDARDS:
        found = ua_checker.validate_pdf(file, profile=profile)
        assert found.is_compliant, [failure.message for failure in found.failures]


def in_dots(*box: float) -> tuple[int, int, int, int]:
    left, top, right, foot = (int(side * _SCALE) for side in box)
    return left, top, right, foot


def drawn(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return [page.render(scale=_SCALE, grayscale=True).to_pil() for page in document]


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in BY_HAND])
def test_what_is_typed_stands_over_its_line_and_covers_no_print(
    slug: str, catalogue: BuildReport
) -> None:
    judge_pictures((catalogue.out / reader_of(catalogue, slug)["path"]).read_bytes())


@pytest.mark.parametrize("variant", ["forms_in_large_print", "forms_in_black"])
def test_the_same_in_large_print_and_in_black(
    variant: str, catalogue: BuildReport, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Fields have the same names, so that programs can fill in any variant."""
    report: BuildReport = request.getfixturevalue(variant)
    assert not report.problems
    for made in report.made:
        (entry,) = made.files
        content = (report.out / entry["path"]).read_bytes()
        assert names_in(entry) == names_in(reader_of(catalogue, made.slug))
        if made.slug in BY_HAND:
            continue
        file = tmp_path / "filled.pdf"
        file.write_bytes(judge_pictures(content))
        for profile in STANDARDS:
            assert ua_checker.validate_pdf(file, profile=profile).is_compliant


def names_in(entry: FileEntry) -> list[str]:
    names = (one["name"] for one in entry.get("fields", []))
    return [name for name in names if not CELL.search(name) and not NOTED.match(name)]


def test_a_form_is_hardly_larger_than_its_pages(tmp_path: Path, catalogue: BuildReport) -> None:
    """Fields add at most 25 kB, for sending by e-mail (the font for typing takes 18 kB)."""
    project = forms.without_fields(tmp_path)
    slugs = sorted(SLUGS, key=lambda slug: -len(reader_of(catalogue, slug).get("fields", [])))
    report = build(project, (*slugs[:3], "lettres/opposition"), forms.READERS(out=project.out))
    assert len(report.made) == 4
    for made in report.made:
        (entry,) = made.files
        assert "fields" not in entry
        with_fields = catalogue.out / reader_of(catalogue, made.slug)["path"]
        plain = project.out / entry["path"]
        size = with_fields.stat().st_size
        assert size <= plain.stat().st_size + forms.MOST_BYTES
        if made.slug.startswith("lettres/"):
            assert size <= forms.packed_bytes(plain) + forms.MOST_BYTES


@pytest.mark.parametrize("fill", fillers.FILLERS)
def test_what_is_filled_in_is_on_imposed_sheets(
    fill: Callable[[bytes], bytes], catalogue: BuildReport, project: Project, tmp_path: Path
) -> None:
    """Imposed with one page a sheet of the same size, it looks the same and has no fields."""
    for slug in ("lettres/opposition", "formulaires/refus-de-depot"):
        source, sheets = tmp_path / "filled.pdf", tmp_path / "sheets.pdf"
        filled = fill((catalogue.out / reader_of(catalogue, slug)["path"]).read_bytes())
        source.write_bytes(filled)
        impose(project, [source], sheets, {"schema": "n-up", "grid": "1x1"}, force=True)
        with pikepdf.open(sheets) as pdf:
            assert "/AcroForm" not in pdf.Root
        seen, printed = drawn(filled), drawn(sheets.read_bytes())
        assert [one.size for one in seen] == [one.size for one in printed]
        for one, other in zip(seen, printed, strict=True):
            difference = ImageChops.difference(one, other)
            assert int(difference.getextrema()[1]) <= _EDGE  # type: ignore[arg-type]


def darkest(picture: Image.Image) -> int:
    return int(picture.getextrema()[0])  # type: ignore[arg-type]


def judge_pictures(content: bytes) -> bytes:
    """Check that text typed into an empty form is on white, and that nothing else changes.

    Return the form with its fields filled in.
    """
    typed = fillers.by_a_viewer(content)
    empty, filled = drawn(content), drawn(typed)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, field in fillers.widgets(pdf):
            before, after = empty[number], filled[number]
            left, foot, right, head = (float(side) for side in field.Rect)
            wide, high = (float(side) for side in list(pdf.pages[number].mediabox)[2:])
            assert 0 < left < right < wide and 0 < foot < head < high, str(field.T)
            # (The line itself, and antialiased edges beside the field, are left out.)
            inner = in_dots(left + 1, high - head + 1, right - 1, high - foot - 1)
            is_text = str(field.FT) == "/Tx" and "/MK" not in field and "/MaxLen" not in field
            if is_text:
                assert darkest(before.crop(inner)) > _DARK, str(field.T)
            assert darkest(after.crop(inner)) < _DARK, str(field.T)
            outer = in_dots(left - 1, high - head - 1, right + 1, high - foot + 1)
            for picture in (before, after):
                picture.paste(255, outer)
    for before, after in zip(empty, filled, strict=True):
        assert before.tobytes() == after.tobytes()
    return typed


def test_a_long_name_can_be_typed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a fixed size, a field showed what fits on its line, and no letter more."""
    name = "Marie-Christine Vanden-Berghe de la Tourette"
    monkeypatch.setattr(fillers, "LINE", name)
    report = printed(small_project(tmp_path), str(example_of("letter")), roles=("reader",))
    (entry,) = report.made[0].files
    filled = fillers.by_a_viewer((report.out / entry["path"]).read_bytes())
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        first = next(field for _, field in fillers.widgets(pdf))
    document = pypdfium2.PdfDocument(filled)
    pypdfium2.raw.FPDFPage_Flatten(document[0], pypdfium2.raw.FLAT_NORMALDISPLAY)
    page = document[0].get_textpage()
    start, count = page.search("Tourette").get_next()
    _, _, right, _ = page.get_charbox(start + count - 1)
    assert str(first.TU) == "Prénom et nom" and right < float(first.Rect[2])


def test_sheets_have_lines_for_a_pen_and_no_fields(catalogue: BuildReport) -> None:
    for slug in SLUGS:
        for entry in entries_of(catalogue, slug):
            if entry["role"] != "reader":
                with pikepdf.open(catalogue.out / entry["path"]) as pdf:
                    assert "/AcroForm" not in pdf.Root and "fields" not in entry
                    assert not any("/Annots" in page.obj for page in pdf.pages)


def test_no_other_file_keeps_the_marks_of_fields(checkout: Project, tmp_path: Path) -> None:
    """A viewer would show these marks as links without a target."""
    options = Options(out=tmp_path, ink="riso", roles=("plates",))
    (made,) = build(checkout, ("lettres/opposition",), options).made
    assert len(made.files) == 3  # a plate for each drum, and both together
    for file in made.files:
        with pikepdf.open(tmp_path / file["path"]) as pdf:
            marks = [
                note
                for page in pdf.pages
                for note in page.obj.get("/Annots", pikepdf.Array())
                if "/A" in note and "/URI" in note.A
            ]
            assert not any(str(note.A.URI).startswith("field:") for note in marks)
