"""Figures made of shapes: the shapes become their content, but only if this is certain."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import page as ua_checker
import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary

from tests.helpers import ROOT, saved
from zines.base.printing import Condition
from zines.pdf.content.shortened import shortened
from zines.prepress import figures, layout_shapes
from zines.prepress.reader import finished_reader

CONDITION = Condition("FOGRA39", "Coated FOGRA39", ROOT / "assets/icc/FOGRA39L_free.icc")
START = """
#set document(title: "Un essai", date: datetime(year: 2026, month: 11, day: 24))
#set text(lang: "fr", fill: cmyk(0%, 0%, 0%, 100%))
#set page(width: 100mm, height: 100mm, margin: 10mm)
#let black = cmyk(0%, 0%, 0%, 100%)
#let drawing(words, side: 20mm) = figure(alt: words, box(width: side, height: side, {
  place(rect(width: 100%, height: 100%, fill: black))
  place(dx: 25%, dy: 25%, circle(radius: side / 4, fill: cmyk(0%, 90%, 80%, 0%)))
  place(dy: 50%, line(length: 100%, stroke: 2pt + black))
}))
= Un titre
"""


def pages(text: str, folder: Path) -> pikepdf.Pdf:
    (folder / "main.typ").write_text(START + text, "utf-8")
    made = typst.compile(
        folder / "main.typ", root=folder, format="pdf", pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )  # fmt: skip
    assert isinstance(made, bytes)
    return pikepdf.open(io.BytesIO(made))


def filled(text: str, folder: Path) -> dict[str, tuple[int, int]]:
    """Return (page, number of shapes) of each figure, by its alternative text; (0, 0) for none."""
    with pages(text, folder) as pdf:
        figures.fill(pdf)
        return {words: (page, len(numbers)) for words, page, numbers in listed_figures(pdf)}


def listed_figures(pdf: pikepdf.Pdf) -> list[tuple[str, int, list[int]]]:
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = []
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        kids = node.get("/K", Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [one for one in kids if isinstance(one, Dictionary) and "/S" in one]
        if node.get("/S") == "/Figure":
            page = places[node.Pg.objgen] if "/Pg" in node else 0
            found.append((str(node.Alt), page, [int(one) for one in kids]))
    return found


def test_the_shapes_of_a_figure_are_its_content(tmp_path: Path) -> None:
    with pages('Avant.\n#drawing("Un disque")\nAprès.', tmp_path) as pdf:
        before = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])]
        figures.fill(pdf)
        ((words, page, numbers),) = listed_figures(pdf)
        assert (words, page, len(numbers)) == ("Un disque", 1, 3)
        read = list(pikepdf.parse_content_stream(pdf.pages[0]))
        assert [str(one.operator) for one in read] == before
        marks = [one.operands for one in read if str(one.operator) == "BDC"]
        tagged = [int(mark[1].MCID) for mark in marks if mark[0] == "/Figure"]
        assert tagged == numbers
        numbered = sorted(int(mark[1].MCID) for mark in marks if "/MCID" in mark[1])
        parents = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        owners = parents[pdf.pages[0].obj.StructParents]
        assert numbered == list(range(len(owners)))
        assert all(str(owners[number].Alt) == "Un disque" for number in numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("#lorem(900)\n" + '#drawing("a")\n#drawing("b")', {"a": (9, 3), "b": (10, 3)}),
        ('#drawing("a")\n#pagebreak()\n#drawing("b")\n', {"a": (1, 3), "b": (2, 3)}),
        ('#grid(columns: 2, drawing("a"), drawing("b"))', {"a": (1, 3), "b": (1, 3)}),
        # A rule, a tint and a box beside it are not part of it; a tint beneath it may be.
        ('#rect(fill: black, drawing("a"))', {"a": (1, 4)}),
        ('#line(length: 20mm)\n#drawing("a")\n#line(length: 20mm)', {"a": (1, 3)}),
        # Two drawings in one place cannot be distinguished.
        ('#drawing("a")\n#place(top, dy: 10mm, drawing("b"))', None),
        ('#place(top, drawing("a"))#place(top, drawing("b"))', {"a": (0, 0), "b": (0, 0)}),
        # At the end of a page or the start of the next, in a place with shapes on both pages.
        ('#place(bottom, rect(width: 20mm, height: 20mm, fill: black))\n#pagebreak()\n'
         '#place(bottom, drawing("a"))', {"a": (0, 0)}),
        # Two pages have drawings in one place: the next figure shows which page remains.
        ('Un.#place(bottom, drawing("a"))#pagebreak()Deux.#place(bottom, drawing("b"))'
         "#pagebreak()Trois.", {"a": (1, 3), "b": (2, 3)}),
        ('#pagebreak()#place(bottom, drawing("a"))#pagebreak()#place(bottom, drawing("b"))',
         {"a": (0, 0), "b": (0, 0)}),
        # The background of all pages is not part of a figure.
        ('#set page(background: place(dx: 12mm, dy: 32mm, circle(radius: 5mm, fill: black)))\n'
         'Un.\n#place(top + left, drawing("a"))', {"a": (2, 3)}),
        # Text has its own tags, and a picture its own marked content.
        ('#figure(alt: "a", box(width: 20mm, height: 20mm, fill: black)[Un])', {"a": (1, 1)}),
        ('#figure(alt: "a", box(width: 20mm, height: 20mm))', {"a": (0, 0)}),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_marked(
    text: str, expected: dict[str, tuple[int, int]] | None, tmp_path: Path
) -> None:
    found = filled(text, tmp_path)
    if expected is not None:
        assert found == expected
    for page, count in found.values():
        assert (page == 0) == (count == 0)


def test_curves_may_reach_over_the_edge(tmp_path: Path) -> None:
    wave = (
        '#figure(alt: "a", box(width: 30mm, height: 20mm, {'
        " place(rect(width: 100%, height: 100%, stroke: 1pt + black));"
        " place(curve(stroke: 2pt + black, curve.move((0mm, 15mm)),"
        " curve.cubic((10mm, 22mm), (20mm, 22mm), (30mm, 15mm)))) }))"
    )
    assert filled(wave, tmp_path) == {"a": (1, 2)}


_NUMBERS = st.sampled_from(["0", "1", "-1", "0.5", "-.25", "12.5", "-40", "123.456789"])


def numbers_of(count: int) -> st.SearchStrategy[str]:
    return st.lists(_NUMBERS, min_size=count, max_size=count).map(" ".join)


PATHS = st.builds(
    "{} m {} l {} l {} {} {} c h\n".format,
    *[numbers_of(2)] * 6,
)
#: Operators as Typst writes them for a shape, and similar ones: paint, colour, marks, clips.
SHAPES = st.builds(
    "{}BDC\nq {} cm {} {}{}\nQ\nEMC".format,
    st.sampled_from(
        ["/Artifact<</Type/Layout>>"] * 4 + ["/Artifact<</Type/Pagination>>", "/P<</MCID 0>>"]
    ),
    numbers_of(6),
    st.sampled_from(["0 0 0 1 k", ".5 g", "", "1 0 0 rg", "/CS0 cs", "2 w"]),
    PATHS,
    st.sampled_from(["f", "f", "f*", "S", "B", "W n", "n"]),
)
AROUND = st.sampled_from(
    ["{}", "q 10 20 30 40 re W n {} Q", "q 0 2 -1 0 5 5 cm {} Q", "/P<</MCID 1>>BDC {} EMC",
     "/Artifact<</Type/Layout>>BDC q {} Q EMC",
     "BT /F 1 Tf (EMC/Artifact<</Type/Layout>>BDC q) Tj ET {}"]
)  # fmt: skip
CONTENTS = st.lists(
    st.builds(lambda around, shapes: around.format("".join(shapes)), AROUND, st.lists(SHAPES)),
    max_size=4,
).map("\n".join)


SHAPE = """/Artifact<</Type/Layout>>BDC
q 1 0 0 1 0 0 cm 0 0 0 1 k 0 0 m 12.5 0 l 12.5 30 l 12.5 30 0 30 0 30 c h
f
Q
EMC"""


# Examples: moved, clipped, clipped to a line, and only stroked.
@example(content=f"q 0 2 -1 0 5 5 cm {SHAPE} Q")
@example(content=f"q 5 5 4 4 re W n {SHAPE} Q")
@example(content=f"q 10 20 0 40 re W n {SHAPE} Q")
@example(content=SHAPE.replace("\nf\n", "\n9 w S\n").replace(" k 0 0 m", " K 0 0 m"))
@example(content=SHAPE.replace("\nf\n", "\nS\n"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=CONTENTS)
def test_shapes_in_one_instruction_are_found_where_they_are(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for shortens in (True, False):
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.Contents = pdf.make_stream(content.encode())
        with monkeypatch.context() as patch:
            if not shortens:
                patch.setattr(layout_shapes, "replaced", lambda content: content)
            found.append([vars(one) for one in figures._Page(pdf, page).marked])
    for with_it, without in zip(*found, strict=True):
        assert [with_it.pop("boxes")] == [[pytest.approx(box) for box in without.pop("boxes")]]
        # Numbers below 0 mean content outside any marks; their value has no meaning.
        assert max(with_it.pop("start"), -1) == max(without.pop("start"), -1)
        assert with_it == without


def test_a_shape_of_typst_is_one_instruction(tmp_path: Path) -> None:
    """Typst 0.15 writes shapes like this; if this changes, pages only take longer."""
    with pages('#drawing("Un disque")', tmp_path) as pdf:
        content, _ = shortened(pdf.pages[0].Contents.read_bytes())
        assert layout_shapes.replaced(content).count(layout_shapes.OPERATOR.encode()) >= 1


def test_pages_without_tags_or_figures_are_left_alone(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    figures.fill(pdf)
    with pages("Un texte.", tmp_path) as tagged:
        before = tagged.pages[0].Contents.read_raw_bytes()
        figures.fill(tagged)
        assert tagged.pages[0].Contents.read_raw_bytes() == before


def test_a_reader_file_with_figures_is_what_it_claims(tmp_path: Path) -> None:
    with pages('#drawing("Un disque")', tmp_path) as pdf:
        given = saved(pdf)
    made = finished_reader(given, CONDITION)
    assert made == finished_reader(given, CONDITION)
    with pikepdf.open(io.BytesIO(made)) as back:
        assert len(listed_figures(back)[0][2]) == 3
    for profile in (ua_checker.ValidationProfile.PDF_UA_1, ua_checker.ValidationProfile.PDF_A_2A):
        found = ua_checker.validate_pdf_bytes(made, profile=profile)
        assert found.is_compliant, [failure.message for failure in found.failures]
