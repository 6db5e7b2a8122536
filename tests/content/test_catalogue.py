"""The output files of all real documents: codes can be read, standards hold, the manifest fits."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import page as ua_checker
import pikepdf
import pytest
import zxingcpp
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.helpers import (
    LAYOUT_FOLDERS,
    ROOT,
    TODAY,
    barcodes,
    bare,
    grey_pictures,
    page_count,
    page_size_mm,
    pictures,
    texts,
)
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity
from zines.manuscript import layouts
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.build import build
from zines.workshop.checking import check
from zines.workshop.listing import listing
from zines.workshop.project import Project, entries

#: The standards of every reader file, checked with an independent checker.
STANDARDS = (
    ua_checker.ValidationProfile.PDF_UA_1,
    ua_checker.ValidationProfile.PDF_A_2A,
)
#: Distance (mm) of a telephone from a code: 0.5 m before a wall, 20 to 30 cm over a paper.
DISTANCES = {
    name: layouts.load(LAYOUT_FOLDERS, name).reading_distance_mm
    for name in layouts.names(LAYOUT_FOLDERS)
}
ENTRIES = entries(Project(ROOT))
SLUGS = [entry.slug for entry in ENTRIES]
LAYOUT_OF = {
    entry.slug: yaml_reader.read(entry.file, entry.slug).value["layout"] for entry in ENTRIES
}
#: Resolution of pages for reading codes: 3.5 dots for a module of 0.6 mm.
DPI = 150


def entries_of(report: BuildReport, slug: str) -> list[FileEntry]:
    return [
        file
        for made in report.made
        if made.slug == slug
        for file in made.files
        if file["role"] not in ("recipe", "order")
    ]


def test_the_catalogue_has_no_problem(catalogue: BuildReport, checkout: Project) -> None:
    assert [*catalogue.problems, *catalogue.remarks] == []
    # (The build has already checked these pages: they are not set again.)
    found = check(checkout, today=TODAY)
    assert [one for one in found if one.severity is not Severity.INFO] == []


class Seen(NamedTuple):
    """A code on a rendered page: text, side (mm), and the darkest grey of its quiet zone."""

    text: str
    side: float
    darkest: int


@cache
def codes(file: Path) -> list[Seen]:
    """Return the codes on the rendered pages of a file, read with an independent decoder."""
    return [_seen(code, page) for page in grey_pictures(file, DPI) for code in barcodes(page)]


def _seen(code: zxingcpp.Barcode, picture: Image.Image) -> Seen:
    corners = code.position
    left, top = corners.top_left.x, corners.top_left.y
    right, bottom = corners.bottom_right.x, corners.bottom_right.y
    # Versions 2 to 5 have 25 to 37 modules: the least width of four is 4/37 of the side.
    quiet = int((right - left) / 37 * 4) - 2
    strips = [
        (left - quiet, top - quiet, right + quiet, top - 2),
        (left - quiet, bottom + 2, right + quiet, bottom + quiet),
        (left - quiet, top - quiet, left - 2, bottom + quiet),
        (right + 2, top - quiet, right + quiet, bottom + quiet),
    ]
    darkest = min(int(picture.crop(strip).getextrema()[0]) for strip in strips)  # type: ignore[arg-type]
    return Seen(code.text, (right - left) / DPI * 25.4, darkest)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_code_is_read_from_the_page(slug: str, catalogue: BuildReport) -> None:
    for entry in entries_of(catalogue, slug):
        found = Counter(code.text for code in codes(catalogue.out / str(entry["path"])))
        copies = int(str(entry.get("up", 1)))
        assert found == dict.fromkeys(entry.get("qr", []), copies)


@pytest.mark.parametrize("slug", SLUGS)
def test_readers_have_bookmarks_and_pages_called_as_their_folios(
    slug: str, catalogue: BuildReport
) -> None:
    reader = next(one for one in entries_of(catalogue, slug) if one["role"] == "reader")
    with pikepdf.open(catalogue.out / str(reader["path"])) as pdf:
        # From the first page on, decimal numbers from 1 (ISO 32000-1, 12.4.2).
        assert pdf.Root.PageLabels.Nums == Array([0, Dictionary(S=Name.D)])
        with pdf.open_outline() as outline:
            assert outline.root


@pytest.mark.parametrize("slug", SLUGS)
def test_readers_are_pdf_ua_and_pdf_a(slug: str, catalogue: BuildReport) -> None:
    for entry in entries_of(catalogue, slug):
        if entry["role"] == "reader":
            file = catalogue.out / str(entry["path"])
            for profile in STANDARDS:
                found = ua_checker.validate_pdf(file, profile=profile)
                assert found.is_compliant, [failure.message for failure in found.failures]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_code_has_its_quiet_zone_and_its_size_on_paper(slug: str, catalogue: BuildReport) -> None:
    """Four light modules on each side; the side is 1/10 of the reading distance (ISO 18004)."""
    reader = next(one for one in entries_of(catalogue, slug) if one["role"] == "reader")
    (made,) = (one for one in catalogue.made if one.slug == slug)
    smallest = DISTANCES[made.files[0]["layout"]] / 10
    for code in codes(catalogue.out / str(reader["path"])):
        assert code.side == pytest.approx(smallest, abs=1)
        assert code.darkest > 200


@pytest.mark.parametrize("slug", SLUGS)
def test_pictures_and_codes_have_words_for_those_who_do_not_see_them(
    slug: str, catalogue: BuildReport
) -> None:
    reader = next(one for one in entries_of(catalogue, slug) if one["role"] == "reader")
    with pikepdf.open(catalogue.out / str(reader["path"])) as pdf:
        tags = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
        words = [str(tag.get("/Alt", "")) for tag in tags]
    assert all(words)
    for url in reader.get("qr", []):
        shown = url.removeprefix("https://").removesuffix("/")
        assert f"Code QR vers {shown}" in words


def test_the_manifest_is_true(catalogue: BuildReport) -> None:
    manifest = json.loads((catalogue.out / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == 2
    listed = {file["path"] for document in manifest["documents"] for file in document["files"]}
    assert len({Path(path).name for path in listed}) == len(listed)
    on_disk = {file.relative_to(catalogue.out).as_posix() for file in catalogue.out.rglob("*.pdf")}
    assert listed == on_disk
    assert [document["slug"] for document in manifest["documents"]] == sorted(SLUGS)
    for document in manifest["documents"]:
        for file in document["files"]:
            path = catalogue.out / file["path"]
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
            size = file.get("sheet_mm") or file.get("trim_mm") or file["page_mm"][0]
            assert page_size_mm(path) == pytest.approx(size, abs=0.1)
            sides = page_count(path)
            assert sides == file["pdf_pages"]
            if file["role"] in ("reader", "recipe", "order"):
                assert sides == file["pages"]
            else:
                per_sheet = 2 if "flip" in file else 1
                assert sides == file["sheets_per_copy"] * file["up"] * per_sheet


def test_codes_are_read_from_where_things_are_held() -> None:
    """Codes measure 1/10 of 0.3 m (hand), 0.4 or 0.5 m (wall), and at least 20 mm (ISO 18004)."""
    assert DISTANCES["poster"] == 500 and DISTANCES["wall-chart"] == 400
    assert {DISTANCES[name] for name in ("tract", "booklet", "leaflet", "letter")} == {300}
    assert min(DISTANCES.values()) >= 200


def test_the_default_outputs_of_the_first_stone(catalogue: BuildReport) -> None:
    made = {str(file["path"]): file for one in catalogue.made for file in one.files}
    tract = made["tracts/guichets/tract-guichets-a-couper.pdf"]
    assert (tract["pages"], tract["up"], tract["sheet_mm"]) == (2, 2, [297, 210])
    booklet = made["booklets/resistance/brochure-resistance-cahier.pdf"]
    assert booklet["pages"] >= 16 and booklet["schema"] == "saddle-stitch"
    assert booklet["pages"] % 4 == 0
    pocket = made["dictionary/faux-nez/dictionnaire-faux-nez-cahier.pdf"]
    assert (pocket["trim_mm"], pocket["up"], pocket["pages"] % 4) == ([105, 148], 2, 0)
    for name in ("guichets", "donnees-de-sante"):
        assert made[f"posters/{name}/affiche-{name}-a4.pdf"]["sheet_mm"] == [210, 297]
        assert made[f"posters/{name}/affiche-{name}-a3.pdf"]["sheet_mm"] == [297, 420]


def test_the_dictionary_is_in_french_order(catalogue: BuildReport) -> None:
    reader = catalogue.out / "dictionary/faux-nez/dictionnaire-faux-nez-page-par-page.pdf"
    with pikepdf.open(reader) as pdf, pdf.open_outline() as outline:
        heads = [str(mark.title) for mark in outline.root if mark.title != "Mode d’emploi"]
    assert len(heads) == 40
    # French dictionaries order by letters only: É like E, without spaces and hyphens.
    plain = [bare_letters(head) for head in heads]
    assert plain == sorted(plain)


def bare_letters(word: str) -> str:
    decomposed = normalize("NFD", word.lower())
    return "".join(sign for sign in decomposed if sign.isalpha())


def test_the_slogan_is_credited_as_the_report_does(catalogue: BuildReport) -> None:
    (page,) = texts(catalogue.out / "posters/guichets/affiche-guichets-page-par-page.pdf")
    assert "Comité humain du numérique" in page and "Bruxelles" in page


#: Colour operators of ISO 32000-1, table 74, except those of DeviceCMYK.
_OTHER_COLOURS = {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
_COLOURS = " ".join(["k", *_OTHER_COLOURS])


@pytest.mark.parametrize("slug", SLUGS)
def test_text_and_codes_are_pure_black_not_a_grey_of_four_inks(
    slug: str, catalogue: BuildReport
) -> None:
    for entry in entries_of(catalogue, slug):
        with pikepdf.open(catalogue.out / str(entry["path"])) as pdf:
            streams: list[pikepdf.Object | pikepdf.Page] = [
                thing
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
            ]
            painted = set()
            for stream in [*streams, *pdf.pages]:
                # (Parsing only these operators is ten times as fast.)
                for instruction in pikepdf.parse_content_stream(stream, _COLOURS):
                    painted.add(str(instruction.operator))
            assert "k" in painted and not painted & _OTHER_COLOURS


def test_a_tract_asks_not_to_be_dropped(catalogue: BuildReport) -> None:
    _, back = texts(catalogue.out / "tracts/guichets/tract-guichets-page-par-page.pdf")
    assert bare("Ne pas jeter sur la voie publique.") in bare(back)
    assert bare("Imprimé par (tampon, ou nom et adresse)") in bare(back)


def test_every_file_that_is_shared_says_its_licence(catalogue: BuildReport) -> None:
    """The texts are CC BY-SA 4.0 (file LICENSE), but copies of a file travel without LICENSE."""
    for made in catalogue.made:
        for file in made.files:
            if file["role"] == "reader":
                with pikepdf.open(catalogue.out / file["path"]) as pdf:
                    metadata = pdf.open_metadata()
                    rights, address = metadata["dc:rights"], metadata["xmpRights:WebStatement"]
                assert address.endswith("/licenses/by-sa/4.0/"), made.slug
                # Blank papers name no author.
                blank = made.slug.startswith("vierges/")
                assert rights.startswith("CC BY-SA" if blank else "hors-bocal, CC BY-SA"), made.slug
                pages = bare("".join(texts(catalogue.out / file["path"])))
                assert pages.count(bare("hors-bocal, CC BY-SA 4.0")) == (not blank), made.slug


def test_dates_are_those_of_the_document(catalogue: BuildReport, checkout: Project) -> None:
    """Document information and XMP have the date of the document, never the current time."""
    days = {document["slug"]: document["date"] for document in listing(checkout)[0]}
    for made in catalogue.made:
        for file in made.files:
            with pikepdf.open(catalogue.out / file["path"]) as pdf:
                xmp = pdf.Root.Metadata.read_bytes().decode()
                stamps = re.findall(r"<xmp:(?:Create|Modify|Metadata)Date>([^<]*)<", xmp)
                stamps += [
                    f"{str(pdf.docinfo[key])[2:6]}-{str(pdf.docinfo[key])[6:8]}-"
                    f"{str(pdf.docinfo[key])[8:10]}"
                    for key in ("/CreationDate", "/ModDate")
                    if key in pdf.docinfo
                ]
            assert stamps and {stamp[:10] for stamp in stamps} == {days[made.slug]}


def test_black_ink_is_black_only(checkout: Project, tmp_path: Path) -> None:
    wanted = ("posters/guichets", "tracts/guichets")
    report = build(checkout, wanted, Options(out=tmp_path, ink="black"))
    assert [bool(made.files) for made in report.made] == [True, True]
    for made in report.made:
        for file in made.files:
            for picture in pictures(tmp_path / file["path"], 50):
                red, green, blue = picture.split()
                spread = max(
                    max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
                    for one, other in ((red, green), (green, blue))
                )
                # pdfium renders K100 as a slightly warm black; a colour would differ much more.
                assert spread < 12


def test_in_black_a_tint_is_a_band_of_lines_and_nothing_is_grey(
    checkout: Project, tmp_path: Path
) -> None:
    options = Options(out=tmp_path, ink="black", roles=("reader",))
    report = build(checkout, ("booklets/resistance", "tracts/guichets"), options)
    assert not report.problems
    for made in report.made:
        with pikepdf.open(tmp_path / made.files[0]["path"]) as pdf:
            screens = [one for one in pdf.objects if _is_tiling(one)]
            assert screens
            for stream in [*screens, *pdf.pages]:
                for one in pikepdf.parse_content_stream(stream, "k K w"):
                    if str(one.operator) in ("k", "K"):
                        assert [float(part) for part in one.operands] in (
                            [0, 0, 0, 0],
                            [0, 0, 0, 1],
                        )
                    elif str(one.operator) == "w" and stream in screens:
                        # Copiers print lines from 0.25 pt on (custom of the trade).
                        assert float(one.operands[0]) >= 0.25


def _is_tiling(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/PatternType") == 1
