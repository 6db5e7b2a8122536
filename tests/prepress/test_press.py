"""Press files, read back: requirements of ISO 15930-7 (PDF/X-4), and art in the bleed."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.helpers import (
    POSTER,
    ROOT,
    TRACT,
    add,
    grey_pictures,
    pictures,
    printed,
    saved,
    shipped,
)
from zines.base.printing import Condition
from zines.base.problems import Severity, UsageError
from zines.prepress.finishing import Properties
from zines.prepress.press import PressError, finished_press
from zines.workshop.project import Project

BLEED_PT = 3 / 25.4 * 72


@pytest.fixture
def pressed(project: Project) -> Path:
    (project.content / "organisation.yaml").write_text('site: "https://exemple.fr/"\n')
    add(project, "tracts/essai", TRACT.replace("le recto", "le [recto](https://exemple.fr/)"))
    report = printed(project, roles=("press",))
    assert not report.problems, report.problems
    (made,) = report.made
    assert [file["role"] for file in made.files] == ["press", "order"]
    assert made.files[0]["bleed_mm"] == 3 and made.files[0]["trim_mm"] == [148, 210]
    return project.root / "out" / str(made.files[0]["path"])


def test_boxes_say_trim_and_bleed_on_all_four_sides(pressed: Path) -> None:
    with pikepdf.open(pressed) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            media = [float(edge) for edge in page.mediabox]
            trim = [float(edge) for edge in page.trimbox]
            assert page.obj.BleedBox == page.mediabox
            gaps = [trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3]]
            assert gaps == pytest.approx([BLEED_PT] * 4, abs=0.01)
            assert trim[2] - trim[0] == pytest.approx(148 / 25.4 * 72, abs=0.05)


def test_the_standard_is_named_and_its_condition_embedded(pressed: Path) -> None:
    with pikepdf.open(pressed) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX" and str(intent.OutputConditionIdentifier) == "FOGRA39"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile == (ROOT / "assets/icc/FOGRA39L_free.icc").read_bytes()
        assert intent.DestOutputProfile.N == 4
        assert pdf.docinfo.Trapped == "/False"
        assert pdf.pdf_version == "1.6"
        text = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in text
        assert "<pdf:Trapped>False</pdf:Trapped>" in text and "pdfuaid" not in text
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo.Title) == "Un essai"
            assert metadata["xmp:CreateDate"][:10] == "2026-11-24"
            assert metadata["xmpMM:DocumentID"].startswith("uuid:")
        assert len(pdf.trailer.ID) == 2


def test_nothing_is_left_that_the_standard_forbids(pressed: Path) -> None:
    with pikepdf.open(pressed) as pdf:
        for key in ("/AcroForm", "/OpenAction", "/Names", "/StructTreeRoot", "/MarkInfo"):
            assert key not in pdf.Root
        assert all("/Annots" not in page.obj for page in pdf.pages)
        assert not pdf.is_encrypted
        for font in (
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ):
            assert any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3"))


class Darkest:
    """The darkest grey of a part of a picture: left, top, right, bottom (pixels)."""

    def __init__(self, picture: Image.Image) -> None:
        self.grey = picture.convert("L")

    def __call__(self, *box: int) -> int:
        low, _ = self.grey.crop(box).getextrema()  # type: ignore[arg-type]
        return int(low)  # type: ignore[arg-type]


def operators(pdf: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    for page in pdf.pages:
        found |= {str(one.operator) for one in pikepdf.parse_content_stream(page)}
    return found


def test_all_colour_is_cmyk_and_black_text_is_black_alone(pressed: Path) -> None:
    with pikepdf.open(pressed) as pdf:
        used = operators(pdf)
        assert used & {"k", "K"}
        # No grey, RGB or other space: black would be printed in four inks.
        assert not used & {"g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
        fills: list[Any] = []
        for page in pdf.pages:
            colour: list[float] = []
            for one in pikepdf.parse_content_stream(page):
                if str(one.operator) == "k":
                    colour = [float(number) for number in one.operands]
                elif str(one.operator) == "Tj" and colour and colour[3] == 1:
                    fills.append(colour)
        assert fills and all(colour == [0, 0, 0, 1] for colour in fills)


def test_art_reaches_the_edge_of_the_bleed(pressed: Path) -> None:
    front = pictures(pressed, 100)[0]
    for x in (1, front.width // 2, front.width - 2):
        red, green, blue = front.getpixel((x, 1))  # type: ignore[misc]
        assert red > 200 and green < 120 and blue < 120


def test_two_builds_give_the_same_bytes(pressed: Path, project: Project) -> None:
    first = pressed.read_bytes()
    printed(project, roles=("press",), force=True)
    assert pressed.read_bytes() == first


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_pages_with_a_picture_in_rgb_or_grey_are_not_called_pdf_x(
    project: Project, tmp_path: Path, mode: str
) -> None:
    Image.effect_noise((200, 200), 90).convert(mode).save(tmp_path / "a.png")
    (tmp_path / "a.typ").write_text('#set page(bleed: 3mm)\n#image("a.png")')
    pages = typst.compile(tmp_path / "a.typ", root=tmp_path, format="pdf")
    assert isinstance(pages, bytes)
    properties = Properties("x", "fr", "2026-11-24", None)
    condition = Condition("FOGRA39", "x", ROOT / "assets/icc/FOGRA39L_free.icc")
    with pytest.raises(PressError, match="ICCBased"):
        finished_press(pages, properties, condition)


def pages_with_a_picture(space: Name, mask: bool = False) -> bytes:
    """Return a page with a picture of one pixel, with a soft mask if ``mask``."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100)).obj
        entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1}
        channels = 4 if space == Name.DeviceCMYK else 1
        dot = pdf.make_stream(b"\x80" * channels, **entries, BitsPerComponent=8, ColorSpace=space)
        if mask:
            dot.SMask = pdf.make_stream(
                b"\x80", **entries, BitsPerComponent=8, ColorSpace=Name.DeviceGray
            )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=dot))
        page.Contents = pdf.make_stream(b"q 50 0 0 50 0 0 cm /I Do Q")
        # (Otherwise its ID contains the second of the clock.)
        return saved(pdf, deterministic_id=True)


PROPERTIES = Properties("x", "fr", "2026-11-24", None)
CONDITION = Condition("FOGRA39", "x", ROOT / "assets/icc/FOGRA39L_free.icc")


def test_an_alpha_is_no_colour() -> None:
    """ISO 32000-1, 11.6.5.3: a soft mask is always in DeviceGray, and prints no grey."""
    assert finished_press(pages_with_a_picture(Name.DeviceCMYK, mask=True), PROPERTIES, CONDITION)


def test_a_device_grey_is_refused() -> None:
    """Pages for the press are in CMYK only: the conversion of grey would depend on the RIP."""
    with pytest.raises(PressError, match="DeviceGray"):
        finished_press(pages_with_a_picture(Name.DeviceGray), PROPERTIES, CONDITION)


def with_colours(kind: str, space: Any) -> bytes:
    """Return a page that paints in a colour space: of a kind of object that has one.

    Resources and shadings are objects of their own, as Typst writes them.
    """
    with pikepdf.open(io.BytesIO(pages_with_a_picture(Name.DeviceCMYK))) as pdf:
        page = pdf.pages[0].obj
        page.Resources = pdf.make_indirect(page.Resources)
        if kind == "group":
            page.Group = Dictionary(S=Name.Transparency, CS=space)
        elif kind == "shading":
            shading = pdf.make_indirect(Dictionary(ShadingType=2, ColorSpace=space))
            page.Resources.Shading = Dictionary(S=shading)
        elif kind == "named":
            page.Resources.ColorSpace = Dictionary(C=space)
        else:
            page.Resources.XObject.I.ColorSpace = space
        return saved(pdf)


TABLE = pikepdf.String(b"\0" * 4)
INK = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary(FunctionType=2)])


@pytest.mark.parametrize("kind", ["group", "shading", "named", "picture"])
@pytest.mark.parametrize(
    ("space", "refused"),
    [
        (Name.DeviceCMYK, ""),
        (INK, ""),
        (Array([Name.DeviceN, Array([Name.Gold]), Name.DeviceCMYK, Dictionary()]), ""),
        (Array([Name.Indexed, Name.DeviceCMYK, 0, TABLE]), ""),
        (Array([Name.Indexed, INK, 0, TABLE]), ""),
        (Name.DeviceRGB, "DeviceRGB"),
        (Name.DeviceGray, "DeviceGray"),
        (Array([Name.CalRGB, Dictionary()]), "CalRGB"),
        (Array([Name.Indexed, Name.DeviceRGB, 0, TABLE]), "DeviceRGB"),
        (Array([Name.Indexed, Array([Name.CalGray, Dictionary()]), 0, TABLE]), "CalGray"),
    ],
)
def test_every_colour_of_a_press_file_is_an_ink(kind: str, space: Any, refused: str) -> None:
    """Each machine converts a colour of screens in its own way: black type gets four inks."""
    given = with_colours(kind, space)
    if not refused:
        assert finished_press(given, PROPERTIES, CONDITION)
        return
    with pytest.raises(PressError, match=f"hold /{refused}, not only CMYK"):
        finished_press(given, PROPERTIES, CONDITION)


def test_all_colours_that_are_no_inks_are_named_at_once() -> None:
    with pikepdf.open(io.BytesIO(with_colours("named", Name.DeviceRGB))) as pdf:
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        given = saved(pdf)
    with pytest.raises(PressError, match="/DeviceGray, /DeviceRGB"):
        finished_press(given, PROPERTIES, CONDITION)


def test_title_and_dates_are_the_same_in_info_and_in_xmp() -> None:
    """ISO 15930-7: a print shop must know which file it holds, whatever its title contains."""
    title = "Éditer & « couper » <vite>"
    given = pages_with_a_picture(Name.DeviceCMYK)
    made = finished_press(given, replace(PROPERTIES, title=title), CONDITION)
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo.Title) == metadata["dc:title"] == title
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261124000000Z"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            assert metadata[key] == "2026-11-24T00:00:00Z"
        assert set(pdf.docinfo.keys()) == {"/Title", "/CreationDate", "/ModDate", "/Trapped"}
        identity = metadata["xmpMM:DocumentID"]
        # RFC 4122, 3: 8-4-4-4-12 hexadecimal digits.
        assert re.fullmatch(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identity)
        assert metadata["xmpMM:InstanceID"] == identity
        assert metadata["xmpMM:VersionID"] == "1"
        assert metadata["xmpMM:RenditionClass"] == "default"


def test_marks_are_black_where_inks_are_shown_as_colours() -> None:
    """ISO 32000-1, 8.6.6.4: on a screen, the ink All is shown by its colour in CMYK."""
    given = pages_with_a_picture(Name.DeviceCMYK)
    made = finished_press(given, PROPERTIES, CONDITION, ("crop", "registration"))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0].obj
        assert [float(edge) for edge in page.BleedBox] == [0, 0, 100, 100]
        _, name, base, black = page.Resources.ColorSpace.EveryPlate
        assert (name, base) == (Name.All, Name.DeviceCMYK)
        assert [[*black.C0], [*black.C1], [*black.Domain]] == [[0] * 4, [0, 0, 0, 1], [0, 1]]
        assert black.FunctionType == 2 and black.N == 1
    (picture,) = grey_pictures(made, 72)
    # The page itself, with its picture, lies below the marks, where it was.
    room = round(8 / 25.4 * 72)
    assert picture.width == pytest.approx(100 + 2 * room, abs=1)
    assert picture.getpixel((room + 25, room + 75)) < 200  # type: ignore[operator]
    assert picture.getpixel((room + 75, room + 25)) == 255


def test_each_file_has_an_identity_of_its_own() -> None:
    """XMP (ISO 16684-1, 8.6): a document ID identifies exactly one document."""
    ids = []
    for mask in (False, True, False):
        content = finished_press(pages_with_a_picture(Name.DeviceCMYK, mask), PROPERTIES, CONDITION)
        with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
            ids.append(str(metadata["xmpMM:DocumentID"]))
    assert ids[0] == ids[2] != ids[1]


def test_a_profile_that_is_none_is_refused(tmp_path: Path) -> None:
    profile = tmp_path / "none.icc"
    profile.write_bytes(b"\0" * 200)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].trimbox = pdf.pages[0].mediabox
    given = saved(pdf)
    properties = Properties("x", "fr", "2026-11-24", None)
    with pytest.raises(PressError, match="no ICC profile"):
        finished_press(given, properties, Condition("X", "x", profile))


OWN = """\
label: Imprimerie du coin
bleed_mm: 5
marks: [crop, registration]
condition: PSO Uncoated
info: Papier non couché
icc: propre.icc
"""


@pytest.fixture
def own_printer(project: Project) -> Path:
    """Write the user's own printer, with marks and 5 mm of bleed; return its file."""
    folder = project.root / "chez nous"
    folder.mkdir()
    shutil.copy(shipped() / "assets" / "icc" / "FOGRA39L_free.icc", folder / "propre.icc")
    (folder / "Imprimerie du coin.yaml").write_text(OWN)
    add(project, "tracts/essai", TRACT)
    return folder / "Imprimerie du coin.yaml"


def test_a_printer_of_ones_own_has_its_bleed_marks_and_condition(
    project: Project, own_printer: Path
) -> None:
    report = printed(project, roles=("press",), printer=str(own_printer))
    assert not report.problems
    (made,) = report.made
    file = project.root / "out" / str(made.files[0]["path"])
    assert file.name == "tract-essai-imprimeur_imprimerie-du-coin.pdf"
    with pikepdf.open(file) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "PSO Uncoated"
        for page in pdf.pages:
            media, bleed, trim = (
                [float(edge) / 72 * 25.4 for edge in box]
                for box in (page.mediabox, page.obj.BleedBox, page.trimbox)
            )
            assert [trim[0] - bleed[0], bleed[3] - trim[3]] == pytest.approx([5, 5], abs=0.01)
            assert [bleed[0] - media[0], media[3] - bleed[3]] == pytest.approx([8, 8], abs=0.01)
    for picture in pictures(file, 254):  # 10 pixels per mm
        darkest = Darkest(picture)
        # Marks at the trim, 13 mm from the edge, start outside the bleed; none elsewhere.
        assert darkest(125, 20, 136, 60) < 160 and darkest(20, 125, 60, 136) < 160
        assert darkest(0, 0, 120, 78) > 250
        middle = picture.width // 2
        assert darkest(middle - 20, 20, middle + 20, 60) < 160
        assert darkest(120, 71, 140, 79) > 250


def test_marks_print_on_every_plate(project: Project, own_printer: Path) -> None:
    report = printed(project, roles=("press",), printer=str(own_printer))
    with pikepdf.open(project.root / "out" / str(report.made[0].files[0]["path"])) as pdf:
        spaces = pdf.pages[0].obj.Resources.ColorSpace
        (every,) = [space for _, space in spaces.items() if space[0] == "/Separation"]
        assert every[1] == "/All"


@pytest.mark.parametrize("name", ["print-shop", "office-laser", "newsprint"])
def test_the_shipped_printers(project: Project, name: str) -> None:
    add(project, "tracts/essai", TRACT)
    report = printed(project, roles=("press",), printer=name)
    # Also where a printer requires larger type and lines than our defaults.
    assert not report.problems
    entry = report.made[0].files[0]
    assert entry["bleed_mm"] == (0 if name == "office-laser" else 3)
    with pikepdf.open(project.root / "out" / str(entry["path"])) as pdf:
        assert (pdf.pages[0].mediabox == pdf.pages[0].trimbox) == (name == "office-laser")


def test_another_profile_and_its_condition(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    profile = project.root / "autre.icc"
    shutil.copy(shipped() / "assets" / "icc" / "FOGRA39L_free.icc", profile)
    options = {"roles": ("press",), "icc": profile, "condition": "PSO Coated v3"}
    printed(project, **options)
    file = project.root / "out/tracts/essai/tract-essai-imprimeur_print-shop_pso-coated-v3.pdf"
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "PSO Coated v3"
    assert not printed(project, **options).made[0].fresh
    profile.write_bytes(profile.read_bytes() + b"\0")
    assert printed(project, **options).made[0].fresh
    profile.write_bytes(b"rien")
    (problem,) = printed(project, **options).problems
    assert (problem.code, problem.path) == ("profile", "autre.icc")
    for half in ({"icc": profile}, {"condition": "x"}):
        with pytest.raises(UsageError, match="go together"):
            printed(project, roles=("press",), **half)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("bleed_mm: 5", "bleed_mm: -1", ("wrong-value", 2)),
        ("bleed_mm: 5", "bled_mm: 5", ("unknown-key", 2)),
        ("[crop, registration]", "[crops]", ("wrong-value", 3)),
        ("propre.icc", "absent.icc", ("missing-profile", 6)),
        ("condition: PSO Uncoated\n", "", ("missing-key", 1)),
    ],
)
def test_a_printer_that_cannot_be_is_told(
    project: Project, own_printer: Path, old: str, new: str, place: tuple[str, int]
) -> None:
    own_printer.write_text(OWN.replace(old, new))
    (problem,) = printed(project, roles=("press",), printer=str(own_printer)).problems
    assert (problem.code, problem.line) == place
    assert problem.path.endswith("Imprimerie du coin.yaml")


def test_a_printer_that_is_not_there(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    with pytest.raises(UsageError, match="did you mean 'newsprint'"):
        printed(project, printer="newspaper")


PROFILE = (ROOT / "assets/icc/FOGRA39L_free.icc").read_bytes()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "no ICC profile"),
        (b"text" * 100, "no ICC profile"),
        (PROFILE[:3000], "damaged"),
        (PROFILE[:-1], "damaged"),
        (PROFILE[:128] + b"\xff" * 4 + PROFILE[132:], "damaged"),
        (PROFILE.replace(b"CMYK", b"RGB ", 1), "no CMYK printer profile"),
        (PROFILE.replace(b"B2A0", b"xxxx", 1), "not how to make them"),
    ],
)
@pytest.mark.parametrize("logo", [True, False])
def test_a_profile_that_cannot_print_is_told_once(
    project: Project, content: bytes, expected: str, logo: bool
) -> None:
    add(project, "posters/essai", POSTER)
    add(project, "tracts/essai", TRACT)
    if logo:
        (project.content / "organisation.yaml").write_text("logo: logo.png\n")
        Image.new("RGB", (300, 300), "red").save(project.assets / "logo.png")
    profile = project.root / "autre.icc"
    profile.write_bytes(content)
    (problem,) = printed(project, roles=("press",), icc=profile, condition="x").problems
    assert problem.code == "profile" and expected in problem.message
    assert not list((project.root / "out").rglob("*.pdf"))


@pytest.mark.parametrize("condition", [" ", "<&>", "\udcff", "a\nb", "\u202e"])
def test_a_condition_has_a_name_that_can_be_printed(project: Project, condition: str) -> None:
    add(project, "tracts/essai", TRACT)
    profile = ROOT / "assets/icc/FOGRA39L_free.icc"
    with pytest.raises(UsageError, match="cannot be called"):
        printed(project, roles=("press",), icc=profile, condition=condition)


#: Variants of a press file, which must have different file names.
WAYS: list[dict[str, object]] = [
    {},
    {"printer": "newsprint"},
    {"edition": "newsprint.yaml"},
    {"ink": "black"},
    {"icc": ROOT / "assets/icc/FOGRA39L_free.icc", "condition": "noir"},
    {"icc": ROOT / "assets/icc/FOGRA39L_free.icc", "condition": "commande"},
    {"icc": ROOT / "assets/icc/FOGRA39L_free.icc", "condition": "Sans QR"},
    {"qr": False},
    {"large_print": True},
]


def test_no_way_of_printing_overwrites_another(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    edition = project.root / "newsprint.yaml"
    edition.write_text('name: "N"\naddress: "A"\n')
    seen: set[str] = set()
    for way in WAYS:
        options = way | ({"edition": edition} if "edition" in way else {})
        report = printed(project, roles=("press",), **options)
        paths = {str(file["path"]) for file in report.made[0].files}
        assert len(paths) == 2 and not paths & seen
        seen |= paths


def test_only_press_files_are_made_again_for_another_printer(
    project: Project, own_printer: Path
) -> None:
    roles = ("reader", "sheets", "press")
    printed(project, roles=roles)
    before = {
        file: file.stat().st_mtime_ns
        for file in (project.root / "out").rglob("*.pdf")
        if "imprimeur" not in file.name
    }
    assert printed(project, roles=roles, printer=str(own_printer)).made[0].fresh
    assert before == {file: file.stat().st_mtime_ns for file in before}
    # Changed: its bleed, its profile, and a profile in the folder that is searched first.
    own_printer.write_text(OWN.replace("bleed_mm: 5", "bleed_mm: 4"))
    assert printed(project, roles=roles, printer=str(own_printer)).made[0].fresh
    own_printer.write_text(OWN.replace("propre.icc", "icc/FOGRA39L_free.icc"))
    assert printed(project, roles=roles, printer=str(own_printer)).made[0].fresh
    assert not printed(project, roles=roles, printer=str(own_printer)).made[0].fresh
    (own_printer.parent / "icc").mkdir()
    beside = own_printer.parent / "icc" / "FOGRA39L_free.icc"
    beside.write_bytes(PROFILE + b"\0")
    assert printed(project, roles=roles, printer=str(own_printer)).made[0].fresh
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_two_printers_of_one_name_do_not_share_their_files(
    project: Project, own_printer: Path
) -> None:
    printed(project, roles=("press",), printer=str(own_printer))
    other = project.root / "ailleurs" / own_printer.name
    other.parent.mkdir()
    shutil.copy(own_printer, other)
    shutil.copy(own_printer.parent / "propre.icc", other.parent)
    (problem,) = printed(project, roles=("press",), printer=str(other)).problems
    assert problem.code == "taken"
    # Other files do not have its name.
    assert not printed(project, printer=str(other)).problems
    # Two names of printers may give the same file name.
    alike = other.with_name("imprimerie-du-coin.yaml")
    shutil.copy(other, alike)
    (problem,) = printed(project, roles=("press",), printer=str(alike)).problems
    assert problem.code == "taken"
    assert printed(project, roles=("press",), printer=str(other), force=True).made[0].fresh


def test_pictures_of_a_press_file_are_in_the_inks_of_its_printer(project: Project) -> None:
    """Newsprint allows 240 % of ink: a dark picture has less ink in its file."""
    add(project, "posters/essai", POSTER)
    (project.content / "organisation.yaml").write_text("logo: logo.png\n")
    dark = Image.new("RGB", (300, 300), (30, 12, 4))
    dark.paste((4, 10, 30), (0, 0, 150, 300))
    dark.save(project.assets / "logo.png")
    most = {}
    for name in ("print-shop", "newsprint"):
        report = printed(project, roles=("press",), printer=name)
        assert not [one for one in report.problems if one.severity is Severity.ERROR]
        with pikepdf.open(report.out / str(report.made[0].files[0]["path"])) as pdf:
            (image,) = [
                one
                for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            ]
            pixels = image.read_bytes()
        totals = [sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4)]
        most[name] = max(totals) / 255 * 100
    assert most["newsprint"] <= 240.5 < most["print-shop"] <= 300.5


def test_a_shipped_printer_and_profile_are_inputs(project: Project) -> None:
    shutil.copytree(shipped() / "assets", project.assets, dirs_exist_ok=True)
    add(project, "tracts/essai", TRACT)
    press = {"roles": ("press",), "printer": "newsprint"}
    printed(project)
    printed(project, **press)
    printer = project.assets / "printers" / "newsprint.yaml"
    # Neither of these changes the request to the layout.
    for old, new in (("[crop, registration]", "[crop]"), ("Rotative, papier journal", "Rotative")):
        printer.write_text(printer.read_text().replace(old, new))
        assert printed(project, **press).made[0].fresh
    assert not printed(project).made[0].fresh
    profile = project.assets / "icc" / "FOGRA39L_free.icc"
    profile.write_bytes(PROFILE + b"\0")
    assert printed(project).made[0].fresh and printed(project, **press).made[0].fresh


def test_pictures_are_separated_by_the_profile_of_whoever_prints(
    project: Project, own_printer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zines.prepress.pictures import raster_pictures

    add(project, "posters/essai", POSTER)
    (project.content / "organisation.yaml").write_text("logo: logo.png\n")
    Image.new("RGB", (300, 300), "red").save(project.assets / "logo.png")
    used = []
    inked = raster_pictures.inked

    def noted(pages: bytes, ink: str, profile: Path, most_ink: float, *more: object) -> object:
        used.append((profile.name, most_ink))
        return inked(pages, ink, profile, most_ink, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(raster_pictures, "inked", noted)
    own_printer.write_text(OWN + "total_ink_percent: 260\n")
    printed(project, "posters/essai", roles=("press", "reader"), printer=str(own_printer))
    assert set(used) == {("propre.icc", 260), ("FOGRA39L_free.icc", 300)}


def test_black_type_overprints_and_nothing_else(pressed: Path) -> None:
    """White that overprints would be invisible; colours would mix."""
    seen = set()
    with pikepdf.open(pressed) as pdf:
        for page in pdf.pages:
            states = page.obj.Resources.ExtGState
            colour, over, above = [0.0, 0.0, 0.0, 1.0], False, []
            for one in pikepdf.parse_content_stream(page):
                operator = str(one.operator)
                if operator == "q":
                    above.append((colour, over))
                elif operator == "Q":
                    colour, over = above.pop()
                elif operator == "k":
                    colour = [float(part) for part in one.operands]
                elif operator == "gs" and "/op" in states[str(one.operands[0])]:
                    over = bool(states[str(one.operands[0])]["/op"])
                elif operator in ("f", "f*", "Tj", "TJ"):
                    black = tuple(colour) == (0, 0, 0, 1)
                    seen.add((black and operator in ("Tj", "TJ"), over))
    assert seen == {(True, True), (False, False)}
