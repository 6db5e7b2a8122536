"""Pictures on pages, read back: inks, screens, sizes and positions."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from PIL import Image, ImageCms, ImageDraw

from tests.helpers import MM_PER_INCH, saved
from tests.prepress.pages import PROFILE, drawn, poster, set_up
from zines.base.pictures import fingerprint
from zines.base.problems import Severity
from zines.composition.pictures import prepared
from zines.prepress.inks import ink_separation
from zines.prepress.pictures.raster_pictures import Inked, inked
from zines.prepress.pictures.resolution import Placed, problems
from zines.workshop.project import Project

RAMP = Image.linear_gradient("L").resize((300, 300))
PAINTING = {"k", "K", "g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN"}
NO_ALPHA_NO_INK = {"/DeviceRGB", "/DeviceGray", "/ICCBased", "/CalRGB", "/CalGray", "/Lab"}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    '<rect width="10" height="10" fill="#d00000"/>'
    '<rect x="10" width="10" height="10" fill="#808080"/>'
    '<rect x="20" width="10" height="10" fill="#ffd000"/>'
    '<rect x="31" y="1" width="8" height="8" fill="none" stroke="#000"/></svg>'
)


def resolutions(pages: bytes) -> list[Placed]:
    """Return each placement of each picture on each page, with its printed size."""
    return list(inked(pages, "colour", PROFILE).placed)


def converted(folder: Path, *pictures: Image.Image | str, ink: str = "colour") -> Inked:
    return inked(set_up(folder, *pictures, ink=ink), ink, PROFILE)


def images(content: bytes) -> list[Any]:
    """Return each picture of a PDF, except soft masks."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        masks = {one.SMask.objgen for one in found if "/SMask" in one}
        return [
            {
                "space": one.ColorSpace.unparse() if one.objgen not in masks else b"",
                "family": str(
                    one.ColorSpace[0]
                    if isinstance(one.ColorSpace, pikepdf.Array)
                    else one.ColorSpace
                ),
                "size": (int(one.Width), int(one.Height)),
                "bits": int(one.BitsPerComponent),
                "raw": one.read_bytes(),
                "alpha": "/SMask" in one,
            }
            for one in found
            if one.objgen not in masks
        ]


def colour_spaces(content: bytes) -> set[str]:
    """Return every colour space named in a PDF, except those of soft masks."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        masks = {
            thing.SMask.objgen
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and "/SMask" in thing
        }

        def look(thing: Any, depth: int = 0) -> None:
            if isinstance(thing, pikepdf.Name) and str(thing) in NO_ALPHA_NO_INK:
                found.add(str(thing))
            elif isinstance(thing, pikepdf.Array):
                for one in thing:
                    if not getattr(one, "is_indirect", False):
                        look(one)
            elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                for _, one in thing.items():
                    if not getattr(one, "is_indirect", False):
                        look(one)

        for thing in pdf.objects:
            if not (isinstance(thing, pikepdf.Stream) and thing.objgen in masks):
                look(thing)
    return found


def operators(content: bytes) -> list[tuple[str, list[float]]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            (
                str(one.operator),
                [
                    float(number)
                    for number in one.operands
                    if not isinstance(number, pikepdf.Object)
                ],
            )
            for page in pdf.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) in PAINTING
        ]


def at(page: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour of a page of 100 mm at a position in mm."""
    scale = page.width / 100
    return page.getpixel((int(x * scale), int(y * scale)))  # type: ignore[return-value]


def test_a_colour_is_separated_by_the_profile_and_its_greys_are_black_alone(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 300), (220, 30, 20))
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), fill=(120, 120, 120))
    ImageDraw.Draw(picture).rectangle((100, 0, 199, 99), fill="black")
    ImageDraw.Draw(picture).rectangle((200, 0, 299, 99), fill="white")
    (one,) = images(converted(tmp_path, picture).content)
    assert one["family"] == "/DeviceCMYK" and one["size"] == (300, 300) and one["bits"] == 8
    made = Image.frombytes("CMYK", (300, 300), one["raw"])
    grey, black, white, red = (
        made.getpixel(p) for p in ((50, 50), (150, 50), (250, 50), (150, 250))
    )
    assert grey[:3] == (0, 0, 0) and 120 < grey[3] < 200  # type: ignore[index]
    assert black == (0, 0, 0, 255) and white == (0, 0, 0, 0)
    assert red[0] < 40 and red[1] > 200 and red[2] > 200 and red[3] < 60  # type: ignore[index]


@pytest.mark.parametrize("percent", [300, 240])
def test_no_colour_takes_more_ink_than_the_paper_holds(percent: int) -> None:
    separation = ink_separation.separation(PROFILE, percent)
    cube = Image.new("RGB", (64, 512))
    cube.putdata(
        [(r * 17, g * 17, b * 8) for b in range(32) for g in range(16) for r in range(16)] * 4
    )
    made = separation.picture(cube).tobytes()
    assert max(map(sum, zip(*[iter(made)] * 4, strict=True))) <= percent * 2.55
    heavy = separation.limited(Image.new("CMYK", (4, 4), (255, 250, 240, 255)))
    cyan, magenta, yellow, black = heavy.getpixel((1, 1))  # type: ignore[misc]
    assert percent - 2 < (cyan + magenta + yellow + black) / 2.55 <= percent
    assert black == 255 and cyan > magenta > yellow > 90
    # A single level too much is over the limit too.
    over = int(percent * 2.55) + 1 - 2 * 255
    hardly = separation.limited(Image.new("CMYK", (1, 1), (255, 255, over // 2, over - over // 2)))
    assert sum(hardly.tobytes()) <= percent * 2.55
    good = Image.new("CMYK", (4, 4), (250, 200, 10, 90))
    assert separation.limited(good) is good


def test_a_grey_picture_is_black_alone(tmp_path: Path) -> None:
    (one,) = images(converted(tmp_path, RAMP).content)
    assert one["family"] == "/Indexed" and b"/DeviceCMYK" in one["space"]
    assert one["raw"] == RAMP.tobytes()
    blacks = ink_separation.separation(PROFILE).blacks
    assert blacks[0] == 255 and blacks[255] == 0
    assert list(blacks) == sorted(blacks, reverse=True)


@pytest.mark.parametrize("grey", [51, 119, 188, 230])
def test_a_grey_is_as_light_in_black_ink_as_between_its_paper_and_its_darkest(grey: int) -> None:
    """Black point compensation: luminances are scaled to what is printed (ISO 18619)."""
    black = ink_separation.separation(PROFILE).blacks[grey]
    inks = Image.frombytes("CMYK", (3, 1), bytes([0, 0, 0, 0, 0, 0, 0, black, 0, 0, 0, 255]))
    lab = ImageCms.profileToProfile(
        inks, str(PROFILE), ImageCms.createProfile("LAB"), ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "LAB",
    )  # fmt: skip
    assert lab is not None
    # CIE 15: Y of L*, which is above 8 in all of them. IEC 61966-2-1: the light of a grey.
    paper, found, darkest = (((one / 2.55 + 16) / 116) ** 3 for one in lab.tobytes()[::3])
    light = ((grey / 255 + 0.055) / 1.055) ** 2.4
    assert (found - darkest) / (paper - darkest) == pytest.approx(light, abs=0.01)


def test_cmyk_passes_as_it_is(tmp_path: Path) -> None:
    inks = Image.merge(
        "CMYK", [RAMP.rotate(90), RAMP, Image.new("L", RAMP.size, 9), RAMP.rotate(180)]
    )
    pages = set_up(tmp_path, inks)
    content = inked(pages, "colour", PROFILE).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (one,) = (
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        )
        jpeg = one.read_raw_bytes()
        assert one.Filter == "/DCTDecode" and one.ColorSpace == "/DeviceCMYK"
        # Values that Adobe stores inverted are restored.
        assert [int(number) for number in one.Decode] == [1, 0] * 4
    made = Image.open(io.BytesIO(jpeg))
    assert all(
        abs(a - b) <= 4
        for x in range(10, 300, 40)
        for y in range(10, 300, 40)
        for a, b in zip(made.getpixel((x, y)), inks.getpixel((x, y)), strict=True)  # type: ignore[arg-type]
    )


def test_an_alpha_lives_on_as_a_soft_mask(tmp_path: Path) -> None:
    for mode, colour in (("RGBA", (220, 30, 20)), ("LA", (0,))):
        picture = Image.new(mode, (300, 300), (*colour, 255))
        picture.putalpha(Image.linear_gradient("L").resize((300, 300)))
        content = converted(tmp_path, picture).content
        (one,) = images(content)
        assert one["alpha"]
        page = drawn(content)
        above, below = at(page, 20, 11), at(page, 20, 29)
        assert min(above) > 230 and below[1] < 90


def halftone(folder: Path, picture: Image.Image) -> Image.Image:
    (one,) = images(converted(folder, picture, ink="black").content)
    assert one["family"] == "/Indexed" and one["bits"] == 1 and b"/DeviceCMYK" in one["space"]
    return Image.frombytes("1", one["size"], one["raw"]).convert("L")


def neighbours(dots: Image.Image, ink: int) -> list[int]:
    """Return, for each pixel of an ink, how many of its four neighbours have the same ink."""
    inside = dots.load()
    assert inside is not None
    return [
        sum(inside[x + i, y + j] == ink for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1)))
        for x in range(1, dots.width - 1)
        for y in range(1, dots.height - 1)
        if inside[x, y] == ink
    ]


def test_half_a_grey_is_half_black_in_dots_that_hold(tmp_path: Path) -> None:
    dots = halftone(tmp_path, Image.new("L", (200, 200), 128))
    # 20 mm at 600 dpi.
    assert dots.size == (473, 473)
    black = dots.histogram()[0] / (dots.width * dots.height)
    assert 0.45 <= black <= 0.55
    assert 0 not in neighbours(dots, 0) and 0 not in neighbours(dots, 255)


@pytest.mark.parametrize("grey", [25, 60, 90, 160, 200, 230])
def test_every_tint_keeps_its_tone_and_has_no_lone_pixels(tmp_path: Path, grey: int) -> None:
    dots = halftone(tmp_path, Image.new("L", (200, 200), grey))
    assert dots.histogram()[0] / (dots.width * dots.height) == pytest.approx(
        1 - grey / 255, abs=0.02
    )
    assert 0 not in neighbours(dots, 0) and 0 not in neighbours(dots, 255)


def test_the_screen_has_85_lines_an_inch_at_45_degrees(tmp_path: Path) -> None:
    dots = halftone(tmp_path, Image.new("L", (200, 200), 180))
    # Two dots in each square of 10 pixels at 600 dpi: rows are 10 / sqrt(2) pixels apart.
    assert dots.crop((0, 0, 400, 400)).tobytes() == dots.crop((10, 10, 410, 410)).tobytes()
    assert dots.crop((0, 0, 400, 400)).tobytes() == dots.crop((5, 5, 405, 405)).tobytes()
    assert dots.crop((0, 0, 400, 400)).tobytes() != dots.crop((5, 0, 405, 400)).tobytes()


@pytest.mark.parametrize("dark", ["black", (220, 30, 20), (0, 90, 160)])
def test_line_art_keeps_its_edges(tmp_path: Path, dark: Any) -> None:
    logo = Image.new("RGB", (900, 900), "white")
    ImageDraw.Draw(logo).ellipse((150, 150, 750, 750), fill=dark)
    dots = halftone(tmp_path, logo.resize((300, 300), Image.Resampling.LANCZOS))
    # 20 mm at 1200 dpi.
    assert dots.size == (945, 945)
    for x, y in ((472, 472), (472, 200), (200, 472)):
        assert dots.crop((x - 20, y - 20, x + 20, y + 20)).getextrema() == (0, 0)
    assert dots.crop((0, 0, 140, 140)).getextrema() == (255, 255)
    black = dots.histogram()[0] / (dots.width * dots.height)
    assert black == pytest.approx(3.1416 / 9, abs=0.01)


def test_only_what_is_nearly_black_and_white_is_line_art() -> None:
    scan = Image.new("L", (100, 100), 245)
    scan.paste(20, (10, 10, 60, 60))
    photo = Image.effect_noise((100, 100), 60)
    tint = Image.new("L", (100, 100), 255)
    tint.paste(170, (0, 0, 50, 100))
    # An inch at 1200 dpi; tones are screened at 600 dpi.
    assert ink_separation.in_black(scan, (MM_PER_INCH, MM_PER_INCH)).width == 1200
    for other in (photo, RAMP, tint, Image.new("L", (9, 9), 128)):
        assert ink_separation.in_black(other, (MM_PER_INCH, MM_PER_INCH)).width == 600


@pytest.mark.parametrize(("mode", "paper"), [("L", [255]), ("RGB", [255] * 3), ("CMYK", [0] * 4)])
def test_what_an_alpha_lets_through_is_white_paper(mode: str, paper: list[int]) -> None:
    """The least tint would print as a veil of dots around a logo."""
    picture, nothing = Image.new(mode, (1, 1), 77), Image.new("L", (1, 1), 0)
    assert [*ink_separation.on_white(picture, nothing).tobytes()] == paper


def test_in_black_an_alpha_leaves_the_paper_free(tmp_path: Path) -> None:
    logo = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(logo).rectangle((100, 100, 199, 199), fill="black")
    pages = set_up(tmp_path, logo, ink="black")
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"1 0 0 0 k 0 0 999 999 re f\n", prepend=True)
        given = saved(pdf)
    content = inked(given, "black", PROFILE).content
    (one,) = images(content)
    assert not one["alpha"]
    page_drawn = drawn(content)
    assert at(page_drawn, 12, 12)[0] < 60 and at(page_drawn, 12, 12)[2] > 180
    assert max(at(page_drawn, 20, 20)) < 60


def test_riso_keeps_greys_for_the_machine_to_screen(tmp_path: Path) -> None:
    (one,) = images(converted(tmp_path, RAMP, ink="riso").content)
    assert one["family"] == "/Indexed" and one["bits"] == 8


@pytest.mark.parametrize("ink", ["colour", "black", "riso"])
def test_a_drawing_is_in_the_inks_of_the_job(tmp_path: Path, ink: str) -> None:
    content = converted(tmp_path, SVG, ink=ink).content
    assert not colour_spaces(content)
    painted = operators(content)
    fills = [numbers for operator, numbers in painted if operator == "k"]
    strokes = [numbers for operator, numbers in painted if operator == "K"]
    assert strokes and strokes[-1] == [0, 0, 0, 1]
    assert {operator for operator, _ in painted} <= {"k", "K", "cs", "scn"}
    page = drawn(content)
    red, grey, yellow = (at(page, x, 12) for x in (12, 17, 22))
    if ink == "colour":
        assert red[0] > 180 and red[1] < 60 and yellow[0] > 220 and yellow[2] < 80
        assert any(one[:3] == [0, 0, 0] and 0.4 < one[3] < 0.8 for one in fills)
        assert {operator for operator, _ in painted} <= {"k", "K"}
    else:
        assert all(one[:3] == [0, 0, 0] for one in fills)
    if ink == "black":
        assert all(one[3] in (0, 1) for one in fills)
        assert max(red) < 60
        # The yellow is a screen: partly ink, partly paper.
        scale = page.width / 100
        spot = page.crop(tuple(int(side * scale) for side in (21, 11, 24, 14))).convert("L")  # type: ignore[arg-type]
        levels = spot.tobytes()
        assert 150 < sum(levels) / len(levels) < 245 and min(levels) < 150
    if ink == "riso":
        assert max(grey) - min(grey) < 12 and 60 < grey[0] < 200


def test_what_is_seen_through_blends_in_cmyk(tmp_path: Path) -> None:
    group = SVG.replace("<rect", '<g opacity="0.5"><rect', 1).replace("</svg>", "</g></svg>")
    content = converted(tmp_path, group).content
    assert not colour_spaces(content)
    red = at(drawn(content), 12, 12)
    assert red[0] > 200 and 100 < red[1] < 190


def test_text_and_pages_without_pictures_are_left_alone(tmp_path: Path) -> None:
    pages = set_up(tmp_path)
    assert inked(pages, "colour", PROFILE).content == pages


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for ink in ("colour", "black"):
        pages = set_up(tmp_path, RAMP, Image.effect_noise((300, 300), 90), SVG, ink=ink)
        assert inked(pages, ink, PROFILE) == inked(pages, ink, PROFILE)


def test_resolution_is_pixels_by_printed_size(tmp_path: Path) -> None:
    wide = Image.effect_noise((300, 150), 90)
    (one,) = resolutions(set_up(tmp_path, wide))
    assert one.page == 1 and one.pixels == (300, 150)
    assert one.size_mm == pytest.approx((20, 10), abs=0.01)
    assert one.dpi == pytest.approx(300 / 20 * MM_PER_INCH, abs=0.1)
    assert one.fingerprint == fingerprint(300, 150, wide.tobytes())


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "CMYK"])
def test_every_picture_is_known_again_on_the_page(tmp_path: Path, mode: str) -> None:
    noise = Image.effect_noise((50, 40), 90)
    bands = [noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM), noise]
    picture = Image.merge(mode, bands[: len(Image.new(mode, (1, 1)).getbands())])
    (one,) = resolutions(set_up(tmp_path, picture))
    assert one.fingerprint == prepared(tmp_path / "0.in", "x").fingerprint


def test_a_turned_cut_and_nested_picture_is_measured(tmp_path: Path) -> None:
    Image.effect_noise((120, 60), 90).save(tmp_path / "a.png")
    (tmp_path / "main.typ").write_text(
        "#set page(width: 100mm, height: 100mm)\n"
        '#rotate(30deg, image("a.png", width: 30mm))\n'
        '#scale(50%, image("a.png", width: 30mm))\n'
        '#box(clip: true, width: 10mm, height: 10mm, image("a.png", width: 20mm, height: 10mm))'
    )
    made = typst.compile(tmp_path / "main.typ", root=tmp_path, format="pdf")
    assert isinstance(made, bytes)
    sizes = [one.size_mm for one in resolutions(made)]
    assert sizes == [pytest.approx(size, abs=0.01) for size in ((30, 15), (15, 7.5), (20, 10))]


def placed(dpi: float, page: int = 1) -> Placed:
    side = 100 / dpi * MM_PER_INCH
    return Placed(page, "abc", (100, 100), (side, side))


@pytest.mark.parametrize(
    ("dpi", "severity"),
    [
        (300, None),
        (225, None),
        (224, Severity.WARNING),
        (150, Severity.WARNING),
        (149, Severity.ERROR),
    ],
)
def test_too_few_pixels_are_told(dpi: float, severity: Severity | None) -> None:
    found = problems([placed(dpi)], {"abc": "logo.png"}, "content/x.yaml")
    assert [one.severity for one in found] == ([severity] if severity else [])
    for one in found:
        assert "'logo.png'" in one.message and f"{dpi} dpi" in one.message and " mm " in one.message
        assert "100 x 100 pixels" in one.message and one.path == "content/x.yaml"


def test_the_hint_says_how_many_pixels_are_needed() -> None:
    (one,) = problems([Placed(3, "a", (60, 60), (25.4, 50.8))], {"a": "x.jpg"})
    assert "on page 3" in one.message and "25 x 51 mm" in one.message
    assert "225 x 450 pixels" in one.hint and "150 x 300" in one.hint


def test_a_picture_is_told_once_at_its_largest() -> None:
    (one,) = problems([placed(200), placed(100, 2), placed(180, 3)], {"abc": "x"})
    assert "page 2" in one.message


COLOURED = Image.merge("RGB", [RAMP, RAMP.rotate(90), RAMP.rotate(180)])
SEEN_THROUGH = COLOURED.copy()
SEEN_THROUGH.putalpha(RAMP)


@pytest.mark.parametrize("ink", ["colour", "black"])
@pytest.mark.parametrize(
    "logo", [COLOURED, SEEN_THROUGH, RAMP, SVG], ids=["rgb", "rgba", "l", "svg"]
)
def test_a_press_file_with_a_logo_holds_no_rgb_and_no_icc_grey(
    project: Project, logo: Image.Image | str, ink: str
) -> None:
    report = poster(project, logo, roles=("press", "reader", "sheets"), ink=ink)
    # A red and a black side by side look the same in black ink.
    expected = ["picture-inks"] if ink == "black" and logo is SVG else []
    assert [problem.code for problem in report.problems] == expected
    files = {file["role"]: project.root / "out" / file["path"] for file in report.made[0].files}
    for role in ("press", "reader"):
        content = files[role].read_bytes()
        assert not colour_spaces(content), role
        # The only other pictures are soft masks.
        assert {one["family"] for one in images(content)} <= {"/DeviceCMYK", "/Indexed"}


def test_a_coarse_logo_stops_the_build_and_says_why(project: Project) -> None:
    (problem,) = poster(project, RAMP.resize((40, 40)), roles=("reader",)).problems
    assert problem.code == "picture-resolution" and "'logo.png'" in problem.message
    assert not list((project.root / "out").rglob("*.pdf"))


def test_a_logo_stands_upright_on_the_page(tmp_path: Path) -> None:
    quadrant = Image.new("RGB", (300, 200), "white")
    quadrant.paste("red", (0, 0, 150, 100))
    stored = quadrant.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    stored.save(tmp_path / "0.in", "JPEG", exif=exif)
    upright = Image.open(io.BytesIO(prepared(tmp_path / "0.in", "x").content))
    page = drawn(converted(tmp_path, upright).content)
    # 20 x 13.3 mm, after a margin of 10 mm: red at the upper left only.
    assert at(page, 13, 12)[1] < 90
    assert all(min(at(page, *place)) > 240 for place in ((27, 12), (13, 21), (27, 21)))


def test_a_wide_logo_stays_within_its_column(project: Project) -> None:
    wide = Image.new("RGB", (3000, 100), "red")
    report = poster(project, wide, roles=("reader",))
    assert not report.problems, report.problems
    file = project.root / "out" / report.made[0].files[0]["path"]
    (one,) = resolutions(file.read_bytes())
    assert one.size_mm[0] < 297 - 14 and one.size_mm[0] == pytest.approx(one.size_mm[1] * 30)


def written(content: bytes) -> bytes:
    """Return a page of 100 mm with operators that other programs write, but not Typst."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(283.46, 283.46))
    page = pdf.pages[0]
    page.obj.Contents = pdf.make_stream(content)
    picture = pdf.make_stream(
        RAMP.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=300,
        Height=300,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    form = pdf.make_stream(
        b"q 2 0 0 2 0 0 cm /Picture Do Q",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 9, 9]),
        Matrix=pikepdf.Array([0, 3, -3, 0, 0, 0]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture)),
    )
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Picture=picture, Form=form),
        ColorSpace=pikepdf.Dictionary(
            Grey=pikepdf.Name.DeviceGray,
            Colour=pikepdf.Name.DeviceRGB,
            Ink=pikepdf.Array(
                [
                    pikepdf.Name.Separation,
                    pikepdf.Name("/Gold"),
                    pikepdf.Name.DeviceCMYK,
                    pikepdf.Dictionary(
                        FunctionType=2,
                        Domain=pikepdf.Array([0, 1]),
                        C0=pikepdf.Array([0] * 4),
                        C1=pikepdf.Array([0, 0, 1, 0]),
                        N=1,
                    ),
                ]
            ),
        ),
    )
    return saved(pdf)


def test_sizes_add_up_through_states_and_forms() -> None:
    pages = written(
        b"q 10 0 0 5 0 0 cm q 2 0 0 3 0 0 cm /Picture Do Q /Picture Do Q "
        b"72 0 0 144 0 0 cm /Picture Do 0.1 0 0 0.1 0 0 cm /Form Do"
    )
    points = MM_PER_INCH / 72
    # The form is rotated by 90 degrees: its 6 units across are 86.4 pt up the page.
    assert [one.size_mm for one in resolutions(pages)] == [
        pytest.approx((width * points, height * points))
        for width, height in ((20, 15), (10, 5), (72, 144), (86.4, 43.2))
    ]
    assert resolutions(pages)[2].dpi == pytest.approx(150)


def test_colours_follow_the_graphics_state() -> None:
    content = inked(
        written(
            b"/Colour cs 0 0 9 9 re f 1 0 0 sc q /Ink cs 0.5 scn 0 0 9 9 re f Q "
            b"1 1 1 sc 0 0 9 9 re f q /Grey CS 1 SCN Q 0.5 g 1 0 0 RG 0 1 0 0 k 0 G"
        ),
        "colour",
        PROFILE,
    ).content
    black, paper = [0, 0, 0, 1], [0, 0, 0, 0]
    painted = operators(content)
    red = painted[1][1]
    grey = next(numbers for operator, numbers in painted[7:] if operator == "k")
    assert red[:1] == [0] and red[1] > 0.8 and grey[:3] == [0, 0, 0] and 0.4 < grey[3] < 0.8
    assert painted == [
        # In a new colour space, the colour is black until one is set.
        ("k", black),
        ("k", red),
        ("cs", []),
        ("scn", [0.5]),
        ("k", paper),
        ("K", black),
        ("K", paper),
        ("k", grey),
        ("K", red),
        ("k", [0, 1, 0, 0]),
        ("K", black),
    ]


@pytest.mark.parametrize(("grey", "black"), [(245, 0.0), (10, 1.0)])
def test_tints_that_a_copier_would_lose_are_left_out(
    tmp_path: Path, grey: int, black: float
) -> None:
    dots = halftone(tmp_path, Image.new("L", (200, 200), grey))
    assert dots.histogram()[0] / (dots.width * dots.height) == black


def test_cmyk_in_black_stands_the_right_way_up(tmp_path: Path) -> None:
    picture = Image.new("CMYK", (300, 300), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (0, 0, 300, 100))
    for ink in ("black", "colour"):
        page = drawn(converted(tmp_path, picture, ink=ink).content)
        assert max(at(page, 20, 12)) < 60 and min(at(page, 20, 25)) > 240
    heavy = Image.new("CMYK", (300, 300), (255, 255, 255, 255))
    heavy.paste((0, 0, 0, 0), (0, 100, 300, 300))
    content = converted(tmp_path, heavy).content
    assert images(content)[0]["family"] == "/DeviceCMYK"
    assert min(at(drawn(content), 20, 25)) > 240 and max(at(drawn(content), 20, 12)) < 60


def test_more_than_600_dpi_are_not_kept(tmp_path: Path) -> None:
    (one,) = images(converted(tmp_path, RAMP.resize((1200, 1200))).content)
    assert one["size"] == (473, 473)


def test_the_coarser_direction_counts() -> None:
    assert Placed(1, "a", (100, 300), (25.4, 25.4)).dpi == pytest.approx(100)
    assert Placed(1, "a", (300, 100), (25.4, 25.4)).dpi == pytest.approx(100)
