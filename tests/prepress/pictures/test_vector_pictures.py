"""Drawings in black ink only: what becomes black, paper or a screen, and the warnings."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Matrix, Name

from tests.prepress.pages import PROFILE, drawn, poster, set_up
from zines.base.problems import Severity
from zines.base.units import pt
from zines.prepress.inks.tones import HEAVIEST, SOLID, Drawing, problems
from zines.prepress.pictures.path_measures import Measured, measured
from zines.prepress.pictures.raster_pictures import Inked, inked
from zines.prepress.pictures.vector_pictures import convert
from zines.workshop.project import Project

WIDTH = 60


def svg(*parts: str) -> str:
    """Return an SVG 60 units wide; printed 60 mm wide, a unit is 1 mm."""
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 20">'
    return f"{start}{''.join(parts)}</svg>"


def area(x: float, colour: str, width: float = 15, height: float = 15) -> str:
    return f'<rect x="{x}" width="{width}" height="{height}" fill="{colour}"/>'


def line(y: float, colour: str, width: float) -> str:
    return f'<path d="M0 {y}H60" stroke="{colour}" stroke-width="{width}"/>'


def in_black(folder: Path, *parts: str, size: float = WIDTH) -> Inked:
    return inked(set_up(folder, svg(*parts), ink="black", size=size), "black", PROFILE)


def steps(content: bytes) -> list[str]:
    """Return the paint of each path, in order: K for black, - for paper, or a screen's step."""
    found, now = [], {"f": "", "S": ""}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pikepdf.parse_content_stream(pdf.pages[0]):
            operator, operands = str(one.operator), list(one.operands)
            kind = "S" if operator.isupper() else "f"
            if operator in ("k", "K"):
                now[kind] = "K" if float(operands[3]) else "-"
            elif operator in ("scn", "SCN"):
                now[kind] = str(operands[0]).removeprefix("/Screen")
            elif operator in now:
                found.append(now[operator])
    return found


def messages(made: Inked, name: str = "") -> list[str]:
    return [one.message for one in problems(made.drawings, name, "a.yaml")]


def ink(content: bytes, x: float, y: float, side: float = 6) -> float:
    """Return the black share (0 to 1) of a square around a position (mm)."""
    page = drawn(content, 600).convert("L")
    scale = page.width / 100
    box = [
        round(place * scale) for place in (x - side / 2, y - side / 2, x + side / 2, y + side / 2)
    ]
    spot = page.crop((box[0], box[1], box[2], box[3])).point(lambda value: 0 if value > 128 else 1)
    return sum(spot.tobytes()) / (spot.width * spot.height)


def test_a_dark_colour_beside_black_is_a_screen(tmp_path: Path) -> None:
    made = in_black(tmp_path, area(0, "#000"), area(20, "#ff0000"), area(40, "#888"))
    assert steps(made.content) == ["K", "7", "5"]
    assert ink(made.content, 17, 17) == 1
    assert ink(made.content, 37, 17) == pytest.approx(0.7, abs=0.04)
    assert ink(made.content, 57, 17) == pytest.approx(0.5, abs=0.04)
    assert messages(made) == []


def test_a_copier_holds_the_white_of_the_heaviest_screen() -> None:
    assert (1 - HEAVIEST / 10) * pt(0.5) >= 0.4


@pytest.mark.parametrize("colour", ["#e30613", "#ff0000", "#444", "#000080"])
def test_the_darkest_colour_of_a_drawing_is_its_ink(tmp_path: Path, colour: str) -> None:
    made = in_black(tmp_path, area(0, colour), area(20, "#fff"), area(40, "#ccc"))
    assert steps(made.content) == ["K", "-", "2"] and messages(made) == []


def test_shades_of_the_darkest_are_no_screen(tmp_path: Path) -> None:
    made = in_black(tmp_path, area(0, "#333"), area(20, "#3c3c3c"), area(40, "#444"))
    assert steps(made.content) == ["K"] * 3 and messages(made) == []


def test_each_drawing_has_an_ink_of_its_own(tmp_path: Path) -> None:
    drawings = svg(area(0, "#ff0000")), svg(area(0, "#000"), area(20, "#ff0000"))
    made = inked(set_up(tmp_path, *drawings, ink="black", size=60), "black", PROFILE)
    assert steps(made.content) == ["K", "K", "7"] and messages(made) == []


@pytest.mark.parametrize(("size", "step"), [(60, "1"), (40, "K")])
def test_a_line_with_room_for_it_is_a_screen(tmp_path: Path, size: float, step: str) -> None:
    made = in_black(tmp_path, line(5, "#ffe060", 2), line(10, "#ffe060", 0.5), size=size)
    assert steps(made.content) == [step, "K"] and messages(made) == []


def test_small_dark_areas_and_letters_stay_whole(tmp_path: Path) -> None:
    letter = '<path d="M20 0h1v6h3v1h-4z" fill="#f00"/>'
    made = in_black(tmp_path, area(0, "#000"), area(30, "#f00", 2, 2), letter, area(40, "#f00"))
    assert steps(made.content) == ["K", "K", "K", "7"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([area(0, "#000080"), area(20, "#8b0000")], "#000080 and #8b0000 both come out as black"),
        ([area(0, "#fff"), area(20, "#ffffb0")], "#ffffb0 and #ffffff both come out as paper"),
        ([area(0, "#aaaaff"), area(20, "#ffa0a0")], "come out as a screen of 30 %"),
        ([area(0, "#000"), line(5, "#ffe000", 1)], "#000000 and #ffe000 both come out as black"),
        (
            [area(0, "#000"), area(15, "#080"), area(30, "#800"), area(45, "#008")],
            "black (3 such pairs)",
        ),
    ],
)
def test_colours_that_run_together_are_told(
    tmp_path: Path, parts: list[str], expected: str
) -> None:
    (message,) = messages(in_black(tmp_path, *parts))
    assert message.startswith("a drawing on page 1: in black ink, ") and expected in message


@pytest.mark.parametrize(
    "parts",
    [
        [area(0, "#000"), area(20, "#0d0d10"), area(40, "#1a1a1a")],
        # Tiny areas, an outline, lines beside lines.
        [area(0, "#000"), area(20, "#800", 0.9, 0.9)],
        [area(0, "#800"), line(5, "#000", 1)],
        [line(2, "#000", 1), line(5, "#f00", 1), line(9, "#ffd000", 1)],
        [area(0, "#fff"), area(20, "#fffdf5")],
        [area(0, "#000"), area(15, "#e33"), area(30, "#9a9a9a"), area(45, "#eee")],
    ],
)
def test_what_stays_apart_is_not_told(tmp_path: Path, parts: list[str]) -> None:
    assert messages(in_black(tmp_path, *parts)) == []


@pytest.mark.parametrize("other", ["colour", "riso"])
def test_other_inks_tell_nothing(tmp_path: Path, other: str) -> None:
    pages = set_up(tmp_path, svg(area(0, "#000080"), area(20, "#8b0000")), ink=other)
    assert inked(pages, other, PROFILE).drawings == ()


def test_a_drawing_is_called_by_its_name_or_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(svg(area(0, "#000080"), area(20, "#8b0000")))
    (tmp_path / "main.typ").write_text(
        "#set page(width: 100mm, height: 100mm)\nUn.\n#pagebreak()\n"
        '#image("a.svg", width: 60mm, alt: "Deux carrés")'
    )
    pages = typst.compile(tmp_path / "main.typ", root=tmp_path, format="pdf")
    assert isinstance(pages, bytes)
    made = inked(pages, "black", PROFILE)
    (one,) = problems([*made.drawings, *made.drawings], "", "a.yaml")
    assert one.message.startswith("a drawing on page 2 ('Deux carrés'): ")
    assert one.code == "picture-inks" and one.severity is Severity.WARNING
    assert one.path == "a.yaml" and "an outline" in one.hint
    assert messages(made, "carte.svg")[0].startswith("'carte.svg' on page 2: ")


def test_what_stands_after_marked_content_has_not_its_words() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    form = pdf.make_stream(
        b"/c cs 1 0 0 scn 0 0 50 50 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 50, 50]),
        Resources=Dictionary(ColorSpace=Dictionary(c=Name.DeviceRGB)),
    )
    page.obj.Resources = Dictionary(XObject=Dictionary(F=form))
    page.obj.Contents = pdf.make_stream(b"/Figure <</Alt (Une fleur)>> BDC EMC q /F Do Q")
    (one,) = convert(pdf, "black", lambda *colour: (0, 0, 0, 1)).drawings
    assert (one.page, one.alt) == (1, "")


def test_a_figure_and_what_stands_beside_it_are_two_drawings() -> None:
    """A red logo and a blue figure are not to be told apart: nobody is warned of their colours."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(ColorSpace=Dictionary(c=Name.DeviceRGB))
    page.obj.Contents = pdf.make_stream(
        b"/c cs 1 0 0 scn 0 0 80 80 re f "
        b"/Figure <</Alt (Une fleur)>> BDC 0 0 1 scn 90 0 80 80 re f EMC"
    )
    found = convert(pdf, "black", lambda *colour: (0, 0, 0, 1)).drawings
    assert [(one.alt, len(one.colours)) for one in found] == [("", 1), ("Une fleur", 1)]


def test_an_isolated_group_is_measured_as_it_stands(tmp_path: Path) -> None:
    """As Illustrator writes it: the group is a form, drawn larger or smaller than its units."""
    inner = area(0, "#000"), area(20, "#f00"), line(18, "#ffe060", 2)
    group = f'<g style="isolation:isolate">{"".join(inner)}</g>'
    for size, line_step in ((60, "1"), (30, "K")):
        made = in_black(tmp_path, group, size=size)
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            (form,) = (
                one
                for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"
            )
            names = [str(name) for name in form.Resources.get("/Pattern", {})]
        assert len(names) == 1 + (line_step == "1")
        assert ink(made.content, 10 + 27.5 * size / WIDTH, 10 + 7 * size / WIDTH) == pytest.approx(
            0.7, abs=0.05
        )
        # The fine line becomes black on black.
        assert bool(messages(made)) == (line_step == "K")
    made = in_black(tmp_path, group.replace("#f00", "#800"))
    assert "on page 1" in messages(made)[0] and "#000000 and #880000" in messages(made)[0]


def test_the_build_warns_and_prints(project: Project) -> None:
    logo = svg(area(0, "#000080"), area(20, "#8b0000"))
    report = poster(project, logo, roles=("reader",), ink="black")
    (problem,) = report.problems
    assert problem.code == "picture-inks" and problem.severity is Severity.WARNING
    assert problem.message.startswith("'logo.svg' on page 1: in black ink, #000080 and #8b0000")
    assert report.made[0].files
    # The warning comes again when nothing has to be built.
    assert poster(project, logo, roles=("reader",), ink="black").problems == report.problems


def test_a_drawing_of_many_colours_is_told_once_and_soon(tmp_path: Path) -> None:
    squares = (
        f'<rect x="{index % 30 * 2}" y="{index // 30}" width="6" height="4" '
        f'fill="#{index * 4:03x}"/>'
        for index in range(600)
    )
    assert len(messages(in_black(tmp_path, *squares))) == 1


def paths(text: str) -> list[Measured]:
    """Measure the paths of a content stream without resources."""
    with pikepdf.new() as pdf:
        instructions = pikepdf.parse_content_stream(pdf.make_stream(text.encode()))
        return measured(instructions, Dictionary(), Matrix())


@pytest.mark.parametrize(
    ("text", "thickness", "square"),
    [
        # A bar, a square, a ring of two subpaths, an open path, a scaled path.
        ("0 g 0 0 100 2 re f", 2 * 200 / 204, 200),
        ("0 g 0 0 10 10 re f", 5, 100),
        ("0 g 0 0 10 10 re 1 1 m 1 9 l 9 9 l 9 1 l h f", 2 * 36 / 72, 36),
        ("0 g 0 0 m 10 0 l 10 10 l 0 10 l 0 0 l f", 5, 100),
        ("0 g q 2 0 0 2 5 5 cm 0 0 10 10 re f Q", 10, 400),
        ("0 G 3 w 0 0 m 10 0 l S", 3, 30),
        ("0 G 3 w q 2 0 0 .5 0 0 cm 0 0 m 10 0 l S Q", 1.5, 30),
        ("0 G 3 w q 9 w Q 0 0 m 10 0 l S", 3, 30),
    ],
)
def test_paths_are_measured_in_points(text: str, thickness: float, square: float) -> None:
    (one,) = paths(text)
    assert pt(one.thickness_mm) == pytest.approx(thickness)
    assert pt(pt(one.area_mm2)) == pytest.approx(square)


@pytest.mark.parametrize(
    "text", ["0 0 0 1 k 0 0 9 9 re f", "0 g 0 0 9 9 re n", "0 g f", "Q 0 0 9 9 re f", "EMC w cm"]
)
def test_what_is_not_ours_is_not_measured(text: str) -> None:
    assert paths(text) == []


def test_nothing_is_told_of_nothing() -> None:
    assert problems([], "") == [] and problems([Drawing(1, "", ())], "x") == []


@pytest.mark.parametrize("scales", [(1, 0.5), (0.5, 1)])
def test_a_form_drawn_twice_is_measured_at_its_smallest(scales: tuple[float, float]) -> None:
    """A square of 1.8 mm has room for a screen; half as large, it has not."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        form = pdf.make_stream(
            b"/S cs 0 sc 20 0 10 10 re f 0.4 sc 0 0 10 10 re f",
            Subtype=Name.Form,
            BBox=Array([0, 0, 30, 10]),
            Resources=Dictionary(ColorSpace=Dictionary(S=Name.DeviceGray)),
        )
        page.Resources = Dictionary(XObject=Dictionary(F=form))
        draw = " ".join(f"q {scale} 0 0 {scale} 0 0 cm /F Do Q" for scale in scales)
        page.Contents = pdf.make_stream(draw.encode())
        (drawing,) = convert(pdf, "black", lambda *_: (0, 0, 0, 1)).drawings
        assert {drawn.step for drawn in drawing.colours} == {SOLID}
        assert b"Screen" not in form.read_bytes()
