"""Plates of a risograph: each drum has its own grey plate, and together they give the page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.helpers import POSTER, ROOT, TRACT, add, pictures, printed, saved
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport
from zines.base.printing import Drum
from zines.base.problems import UsageError
from zines.manuscript.printers import drums
from zines.pdf.page_pictures import blank_pages
from zines.prepress.finishing import Properties
from zines.prepress.inks.plates import PlateError, plate, preview
from zines.workshop.catalogue.how_to_print import one_line
from zines.workshop.project import Project

ABOUT = Properties("x", "fr", "2026-11-24", None)
BLACK = Drum("noir", "Noir", (0, 0, 0))
BLUE = Drum("bleu", "Bleu", (0, 0.5, 0.75))
#: An area of the second drum; on it, from the left: black that knocks out, black that overprints,
#: paper, a tint of the second drum, and a line that overprints.
PAINTED = b"""0 1 0 0 k 0 0 200 100 re f
0 0 0 1 k 10 10 20 80 re f
0 0 1 1 k 40 10 20 80 re f
0 0 0 0 k 70 10 20 80 re f
0 .25 0 0 k 100 10 20 80 re f
0 0 1 .5 K 10 w 140 10 m 140 90 l S
"""


def page(content: bytes, **resources: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.pages[0].Resources = Dictionary(**resources)
    pdf.pages[0].TrimBox = Array([5, 5, 195, 95])
    return saved(pdf)


def drawn(raw: bytes, tmp_path: Path) -> Image.Image:
    """Return the page at one pixel per point, without the room for marks."""
    file = tmp_path / f"{abs(hash(raw))}.pdf"
    file.write_bytes(raw)
    (picture,) = pictures(file, 72)
    left, top = (picture.width - 200) // 2, (picture.height - 100) // 2
    return picture.crop((left, top, left + 200, top + 100))


def greys(picture: Image.Image) -> list[int]:
    """Return the greys in the middle of each painted object, and of the area beside them."""
    grey = picture.convert("L")
    return [int(grey.getpixel((x, 50))) for x in (20, 50, 80, 110, 140, 180)]  # type: ignore[arg-type]


def test_each_drum_prints_its_own_channel_alone(tmp_path: Path) -> None:
    first = greys(drawn(plate(page(PAINTED), 0, ABOUT), tmp_path))
    assert first == pytest.approx([0, 0, 255, 255, 127, 255], abs=1)


def test_black_knocks_out_or_overprints_as_the_colour_says(tmp_path: Path) -> None:
    second = greys(drawn(plate(page(PAINTED), 1, ABOUT), tmp_path))
    assert second == pytest.approx([255, 0, 255, 191, 0, 0], abs=1)


def test_the_preview_shows_the_drums_on_one_another(tmp_path: Path) -> None:
    picture = drawn(preview(page(PAINTED), [BLACK, BLUE], ABOUT), tmp_path)
    shown = [picture.getpixel((x, 50)) for x in (20, 80, 110, 180)]
    assert shown[0] == (0, 0, 0) and shown[1] == (255, 255, 255)
    assert shown[2] == pytest.approx((191, 223, 239), abs=2)
    assert shown[3] == pytest.approx((0, 127, 191), abs=2)


def test_what_leaves_the_second_drum_alone_cuts_into_the_first(tmp_path: Path) -> None:
    """As in a linocut: what is cut out of the black shows the print of the other drum."""
    raw = page(b"0 1 0 0 k 0 0 200 100 re f 0 0 1 1 k 0 0 100 100 re f 1 0 0 0 k 0 0 40 100 re f")
    first, second = (drawn(plate(raw, index, ABOUT), tmp_path).convert("L") for index in (0, 1))
    assert [first.getpixel((x, 50)) for x in (20, 70, 150)] == [255, 0, 255]
    assert [second.getpixel((x, 50)) for x in (20, 70, 150)] == [0, 0, 0]


def test_the_preview_shows_the_third_colour(tmp_path: Path) -> None:
    """An overprint has the colour of neither drum: both absorb their part of the light."""
    raw = page(b"0 1 0 0 k 0 0 200 100 re f 0 0 1 1 k 0 0 100 100 re f")
    red = Drum("rouge", "Rouge", (1, 0.25, 0.5))
    shown = drawn(preview(raw, [BLUE, red], ABOUT), tmp_path)
    assert shown.getpixel((150, 50)) == pytest.approx((255, 64, 128), abs=2)
    assert shown.getpixel((50, 50)) == pytest.approx((0, 32, 96), abs=2)


def tiled(matrix: bytes = b"1 0 0 1 0 0") -> bytes:
    """Return tiles of the second drum, drawn past their edges, each with a square of the first."""
    pdf = pikepdf.open(io.BytesIO(page(b"0 0 1 1 k /Pattern cs /P scn 0 0 200 100 re f")))
    tile = pdf.make_stream(
        b"0 1 0 0 k -1 -1 12 12 re f 0 0 1 1 k 0 0 5 5 re f",
        PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10,
        Resources=Dictionary(), Matrix=Array([float(one) for one in matrix.split()]),
    )  # fmt: skip
    pdf.pages[0].Resources.Pattern = Dictionary(P=tile)
    return saved(pdf)


def test_tiles_are_parted_into_drums(tmp_path: Path) -> None:
    first = drawn(plate(tiled(), 0, ABOUT), tmp_path).convert("L")
    # The y axis of a page points upwards: the first square is at the bottom.
    assert [first.getpixel((x, 97)) for x in (2, 7, 12, 17)] == [0, 255, 0, 255]
    second = drawn(plate(tiled(), 1, ABOUT), tmp_path).convert("L")
    assert set(second.crop((10, 10, 190, 90)).tobytes()) == {0}


def test_tiles_have_no_seams(tmp_path: Path) -> None:
    """Hairlines between rotated tiles would print as a white net over a solid area."""
    turned = drawn(plate(tiled(b".9 .4 -.4 .9 3.3 1.7"), 1, ABOUT), tmp_path).convert("L")
    assert max(turned.crop((10, 10, 190, 90)).tobytes()) < 64


def test_a_stencil_overprints_as_its_colour_says(tmp_path: Path) -> None:
    pdf = pikepdf.open(
        io.BytesIO(page(b"0 1 0 0 k 50 0 150 100 re f 0 0 1 1 k q 100 0 0 100 0 0 cm /S Do Q"))
    )
    stencil = pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=1,
        ImageMask=True,
    )  # fmt: skip
    pdf.pages[0].Resources.XObject = Dictionary(S=stencil)
    given = saved(pdf)
    first, second = (drawn(plate(given, n, ABOUT), tmp_path).convert("L") for n in (0, 1))
    assert [first.getpixel((x, 50)) for x in (20, 70, 150)] == [0, 0, 255]
    assert [second.getpixel((x, 50)) for x in (20, 70, 150)] == [255, 0, 0]


def test_colours_of_forms_turn_too(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(page(b"/F Do")))
    form = pdf.make_stream(PAINTED, Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 200, 100])
    pdf.pages[0].Resources.XObject = Dictionary(F=form)
    given = saved(pdf)
    second = greys(drawn(plate(given, 1, ABOUT), tmp_path))
    assert second == pytest.approx([255, 0, 255, 191, 0, 0], abs=1)


def with_picture(space: object, content: bytes, bits: int) -> bytes:
    pdf = pikepdf.open(
        io.BytesIO(page(b"0 1 0 0 k 0 0 200 100 re f 0 0 1 1 k q 200 0 0 100 0 0 cm /I Do Q"))
    )
    image = pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1, BitsPerComponent=bits
    )
    image.ColorSpace = space
    pdf.pages[0].Resources.XObject = Dictionary(I=image)
    return saved(pdf)


def test_a_picture_is_on_the_black_drum_and_knocks_out_the_other(tmp_path: Path) -> None:
    table = pikepdf.String(bytes([0, 0, 0, 0, 0, 0, 0, 255]))
    raw = with_picture(Array([Name.Indexed, Name.DeviceCMYK, 1, table]), b"\x01\x00", 8)
    black = greys(drawn(plate(raw, 0, ABOUT), tmp_path))
    assert (black[0], black[-1]) == (0, 255)
    assert set(greys(drawn(plate(raw, 1, ABOUT), tmp_path))) == {255}


@pytest.mark.parametrize(
    "operators", [b"1 0 0 rg", b"0 g", b"/Own cs", b"/Pattern cs /Gone scn", b"1 0 0 RG"]
)
def test_a_colour_that_is_no_drums_is_told(operators: bytes) -> None:
    with pytest.raises(PlateError, match="no drum"):
        plate(page(operators), 0, ABOUT)


def test_a_picture_in_colour_is_told() -> None:
    with pytest.raises(PlateError, match="inks of the drums"):
        plate(with_picture(Name.DeviceRGB, b"\0" * 6, 8), 0, ABOUT)


@pytest.fixture
def made(project: Project) -> BuildReport:
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    report = printed(project, ink="riso", drums=("noir", "bleu"))
    assert not report.problems, report.problems
    return report


def test_files_are_named_after_their_drums(made: BuildReport) -> None:
    poster, tract = made.made
    assert [Path(file["path"]).name for file in tract.files] == [
        "tract-essai-planches-riso-1-noir.pdf",
        "tract-essai-planches-riso-2-bleu.pdf",
        "tract-essai-planches-riso-apercu-noir-bleu.pdf",
    ]
    assert [file["role"] for file in tract.files] == ["plates", "plates", "preview"]
    assert [file.get("drum") for file in tract.files] == ["Noir", "Bleu", None]
    assert len(poster.files) == 6


def test_plates_are_grey_and_lie_on_one_another(made: BuildReport) -> None:
    sizes = set()
    for file in made.made[1].files[:2]:
        with pikepdf.open(made.out / file["path"]) as pdf:
            for sheet in pdf.pages:
                sizes.add((tuple(map(float, sheet.mediabox)), tuple(map(float, sheet.trimbox))))
                used = {str(one.operator) for one in pikepdf.parse_content_stream(sheet)}
                assert "g" in used and not used & {"k", "K", "rg", "RG", "cs", "CS", "scn", "SCN"}
                assert "/Annots" not in sheet.obj
            assert "/StructTreeRoot" not in pdf.Root
    with pikepdf.open(made.out / made.made[1].files[2]["path"]) as preview_of_both:
        # The preview is for screens and screen readers.
        assert "/StructTreeRoot" in preview_of_both.Root
    assert len(sizes) == 1


def test_registration_marks_stand_on_every_plate_at_the_same_place(made: BuildReport) -> None:
    for file in made.made[1].files[:2]:
        for picture in pictures(made.out / file["path"], 254):
            grey, middle = picture.convert("L"), picture.width // 2
            low, _ = grey.crop((middle - 10, 30, middle + 10, 50)).getextrema()
            assert low < 160  # type: ignore[operator]


def test_two_builds_of_plates_give_the_same_bytes(made: BuildReport, project: Project) -> None:
    before = {file: file.read_bytes() for file in made.out.rglob("*.pdf")}
    assert not any(one.fresh for one in printed(project, ink="riso", drums=("noir", "bleu")).made)
    printed(project, ink="riso", drums=("noir", "bleu"), force=True)
    assert before == {file: file.read_bytes() for file in made.out.rglob("*.pdf")}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"drums": ("noir", "rougee")}, "did you mean 'rouge'"),
        ({"drums": ("noir",)}, "two names"),
        ({"drums": ("noir", "noir")}, "two names"),
        ({"roles": ("reader",)}, "prints plates"),
        ({"roles": ("plates",), "ink": "black"}, "plates are for a riso: leave out --ink black"),
    ],
)
def test_drums_that_cannot_be_are_wrong_usage(
    project: Project, options: dict[str, object], expected: str
) -> None:
    add(project, "tracts/essai", TRACT)
    with pytest.raises(UsageError, match=expected):
        printed(project, **{"ink": "riso", **options})


def test_plates_beside_another_role(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    report = printed(project, roles=("reader", "plates"))
    inks = [(file["role"], file["ink"]) for file in report.made[0].files]
    assert inks == [
        ("reader", "colour"),
        ("plates", "riso"),
        ("plates", "riso"),
        ("preview", "riso"),
    ]


def test_the_other_way_round_is_another_file(made: BuildReport, project: Project) -> None:
    before = {file: file.read_bytes() for file in made.out.rglob("*.pdf")}
    report = printed(project, ink="riso", drums=("bleu", "noir"))
    assert "-planches-riso-1-bleu.pdf" in str(report.made[1].files[0]["path"])
    assert before == {file: file.read_bytes() for file in before}


def test_plates_have_the_bleed_of_their_printer(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    report = printed(project, ink="riso", printer="office-laser")
    assert report.made[0].files[0]["bleed_mm"] == 0
    name = "tracts/essai/tract-essai-planches_office-laser-riso-1-noir.pdf"
    with pikepdf.open(report.out / name) as pdf:
        assert pdf.pages[0].obj.BleedBox == pdf.pages[0].trimbox
    file = report.out / str(printed(project, ink="riso").made[0].files[0]["path"])
    with pikepdf.open(file) as pdf:
        (left, *_), (bleed, *_) = pdf.pages[0].trimbox, pdf.pages[0].obj.BleedBox
        assert (float(left) - float(bleed)) / 72 * 25.4 == pytest.approx(3, abs=0.01)


def test_an_opacity_of_a_drawing_is_kept_on_its_plate(tmp_path: Path) -> None:
    """Our own opacity marks overprints; an opacity of the drawing must be kept."""
    faint = Dictionary(Faint=Dictionary(ca=0.3))
    raw = page(
        b"0 0 1 1 k 0 0 50 100 re f q /Faint gs 0 0 0 1 k 100 0 50 100 re f Q", ExtGState=faint
    )
    grey = drawn(plate(raw, 0, ABOUT), tmp_path).convert("L")
    assert grey.getpixel((25, 50)) == 0
    assert grey.getpixel((125, 50)) == pytest.approx(178, abs=2)


def test_the_preview_shows_pictures_in_the_colour_of_their_drum(tmp_path: Path) -> None:
    table = pikepdf.String(bytes([0, 0, 0, 0, 0, 0, 0, 255]))
    raw = with_picture(Array([Name.Indexed, Name.DeviceCMYK, 1, table]), b"\x01\x00", 8)
    shown = drawn(preview(raw, [BLUE, BLACK], ABOUT), tmp_path)
    assert shown.getpixel((20, 50)) == pytest.approx((0, 127, 191), abs=2)
    assert shown.getpixel((180, 50)) == (255, 255, 255)


def test_a_drawing_has_a_third_colour_and_its_preview_is_the_sum_of_its_plates(
    project: Project,
) -> None:
    add(project, "posters/essai", POSTER + "drawing: grille-window\n")
    report = printed(project, ink="riso", drums=("bleu", "rouge"))
    assert not report.problems, report.problems
    first, second, shown = (
        _page_alone(report.out / file["path"])
        for file in report.made[0].files
        if "a4" in file["path"]
    )
    inks = [
        (1 - one / 255, 1 - other / 255)
        for one, other in zip(_cells(first), _cells(second), strict=True)
    ]
    # The accent is solid, with dots of the first drum on it; cut-out parts show a screen.
    assert sum(0.25 < one < 0.35 and other > 0.98 for one, other in inks) > 300
    assert sum(one < 0.02 and 0.03 < other < 0.6 for one, other in inks) > 50
    # Black is on this screen, not beside it.
    assert sum(one > 0.98 and other > 0.03 for one, other in inks) > 200
    named = {drum.name: drum for drum in drums(ROOT / "assets/drums.yaml", "drums.yaml")}
    blue, red = named["bleu"], named["rouge"]
    for x in range(30, first.width - 30, 41):
        for y in range(30, first.height - 30, 41):
            parts = [1 - one.getpixel((x, y)) / 255 for one in (first, second)]  # type: ignore[operator]
            light = [
                255 * (1 - parts[0] * (1 - one)) * (1 - parts[1] * (1 - other))
                for one, other in zip(blue.screen, red.screen, strict=True)
            ]
            assert shown.getpixel((x, y)) == pytest.approx(light, abs=12)


def _cells(plate_drawn: Image.Image) -> bytes:
    """Return the mean grey of each cell of about 2 mm, in which dots become a tone."""
    size = plate_drawn.width // 12, plate_drawn.height // 12
    return plate_drawn.resize(size, Image.Resampling.BOX).tobytes()


def _page_alone(file: Path) -> Image.Image:
    """Return the page of a plate or preview within its bleed, in grey or in colour."""
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        page.MediaBox = page.obj.get("/BleedBox", page.mediabox)
        given = saved(pdf)
    alone = file.with_suffix(".alone.pdf")
    alone.write_bytes(given)
    (picture,) = pictures(alone, 150)
    return picture if "apercu" in file.name else picture.convert("L")


def pages(*contents: bytes) -> bytes:
    with pikepdf.new() as pdf:
        for content in contents:
            with pikepdf.open(io.BytesIO(page(content))) as one:
                pdf.pages.append(one.pages[0])
        return saved(pdf)


def test_pages_that_a_drum_prints_nothing_of_are_known() -> None:
    """A master costs money. Marks beside the trim do not count; a hairline of a tint does."""
    hairline = b"0 .25 0 0 K .25 w 100 50 m 110 50 l S"
    outside = b"0 1 0 0 k 0 0 4 100 re f"
    made = plate(pages(hairline, b"0 0 0 1 k 9 9 9 9 re f", outside), 1, ABOUT)
    assert blank_pages(made) == [2, 3]


def test_a_master_that_prints_nothing_is_told() -> None:
    entry: FileEntry = {"role": "plates", "drum": "Rouge", "pdf_pages": 8}
    assert "make no master" in one_line({**entry, "blank_pages": [*range(1, 9)]})
    assert "of pages 2, 4-6, 8:" in one_line({**entry, "blank_pages": [2, 4, 5, 6, 8]})
    assert "of page 2:" in one_line({**entry, "blank_pages": [2]})
    assert one_line(entry) == "the plate for the drum Rouge"
