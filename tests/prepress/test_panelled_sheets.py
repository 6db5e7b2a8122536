"""Sheets that groups share, with the panels of each group at their places; lengths in pt."""

from __future__ import annotations

import io
from itertools import accumulate

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from zines.base.placed_panel import PlacedPanel
from zines.pdf.content.recorder import Recorder
from zines.pdf.geometry import Box
from zines.pdf.inventory import Inventory
from zines.prepress.finishing import Properties
from zines.prepress.own_pages import PageWithGaps
from zines.prepress.panelled_sheets import PanelledSheets, PanelPage
from zines.prepress.shared_pages import SharedPages

#: The height of the page with the panels, and of a page of the piece.
TOP, HEIGHT = 300, 100
RED, BLUE, GREEN = (1, 0, 0), (0, 0, 1), (0, 1, 0)
Colour = tuple[int, int, int]


def form(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 400])


def page_of_panels(*groups: tuple[Colour, ...], start: bytes = b"q 1 0 0 -1 ") -> bytes:
    """Return a page with panels as Typst writes it: one of each group and colour, 40, 41 ... high.

    Each is a square of 10 pt in its upper left corner, drawn by a form of the same name as one of
    the sheet.
    """
    pdf, content = pikepdf.new(), b""
    forms: dict[str, pikepdf.Stream] = {}
    for colour in (colour for group in groups for colour in group):
        name, long = f"/x{len(forms)}", 41.12345 + len(forms) % len(groups[0])
        forms[name] = form(pdf, b"%d %d %d rg 0 %d 10 10 re f" % (*colour, TOP - 10))
        content += start + b"0 %d cm\n0.03125 %.5f l\n-0.03125 %.5f l\n" % (TOP, long, long)
        content += b"-0.03125 0 l\n0.03125 0 l\nh\nf\nQ\n" + name.encode() + b" Do\n"
    page = pdf.add_blank_page(page_size=(400, TOP))
    page.obj.Resources = Dictionary(ProcSet=Array([Name.PDF]), XObject=Dictionary(forms))
    page.obj.Contents = pdf.make_stream(content)
    return saved(pdf)


def sheets(*sides: bytes) -> bytes:
    """Return sides of sheets with these contents, which draw pages as sheet_drawing does."""
    pdf = pikepdf.new()
    pages = {f"/P{number}": form(pdf, b"") for number in range(1, 13)}
    for content in sides:
        side = pdf.add_blank_page(page_size=(400, 200))
        green = form(pdf, b"0 1 0 rg 390 190 5 5 re f")
        side.obj.Resources = Dictionary(XObject=Dictionary({**pages, "/x0": green}))
        side.obj.Contents = pdf.make_stream(content + b"/x0 Do\n")
    return saved(pdf)


def painted(pile: SharedPages) -> list[list[tuple[tuple[float, ...], Box]]]:
    """Return the colours and boxes of the areas of each page."""
    found = []
    content = pile.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            recorder = Recorder(Inventory())
            recorder.interpreter(page.obj).run(page)
            words = b"\n".join(one.read_bytes() for one in page.obj.Contents).split()
            # ISO 32000-1, 8.4.2: each q has its Q, after it.
            depths = list(accumulate((word == b"q") - (word == b"Q") for word in words))
            assert min(depths) == depths[-1] == 0
            found.append([(area.colour.values, area.box) for area in recorder.areas])
    return found


def square(left: float, low: float, side: float = 10) -> Box:
    return Box(left, low, left + side, low + side)


CORNER = (GREEN, square(390, 190, 5))


@pytest.mark.parametrize("start", [b"q 1 0 0 -1 ", b"q\n1 0 0 -1 "])
def test_each_group_has_its_own_panels_and_their_heights(start: bytes) -> None:
    """The page of panels may be written anew, with other line breaks."""
    content = page_of_panels((RED, BLUE), (BLUE, RED), (RED, RED), start=start)
    page = PanelPage(content, ("haut", "bas"), SharedPages())
    for at in range(3):
        panels = page.of(at)
        assert [(name, one.top, one.height) for name, one in panels.items()] == [
            ("haut", TOP, 40.12345),
            ("bas", TOP, 41.12345),
        ]
        assert [one.content for one in panels.values()] == [
            b"\n/Ownx%d Do\n" % (2 * at),
            b"\n/Ownx%d Do\n" % (2 * at + 1),
        ]


def test_panels_stand_at_their_places_on_each_sheet() -> None:
    """Measured from the upper left corner of their page, however it lies on the sheet."""
    pile = SharedPages()
    panels = PanelPage(page_of_panels((RED, BLUE), (BLUE, RED)), ("haut", "bas"), pile)
    sides = sheets(
        # Page 1 twice, the second turned by half; page 2 has a panel, page 12 has none.
        b"q 1 0 0 1 0 0 cm /P1 Do Q\nq -1 0 0 -1 200 100 cm /P1 Do Q\n"
        b"q 1 0 0 1 200 0 cm /P2 Do Q\n",
        b"q 1 0 0 1 0 0 cm /P12 Do Q\n",
    )
    placed = [
        PlacedPanel("haut", 1, 10, 20, 50),
        PlacedPanel("bas", 1, 10, 60, 50),
        PlacedPanel("bas", 2, 0, 0, 50),
    ]
    made = PanelledSheets(pile, sides, placed, HEIGHT)
    for group in (0, 1):
        made.add(panels.of(group))
    expected = [
        [
            *((first, square(10, 70)), (second, square(10, 30))),
            *((first, square(180, 20)), (second, square(180, 60))),
            (second, square(200, 90)),
            CORNER,
        ]
        for first, second in ((RED, BLUE), (BLUE, RED))
    ]
    first, blank, second, other = painted(pile)
    assert sorted(first) == sorted(expected[0]) and sorted(second) == sorted(expected[1])
    assert blank == other == [CORNER]


def test_what_groups_share_is_stored_once() -> None:
    """As in variable-data printing (ISO 16612-2): a group takes little more than its words."""
    pile = SharedPages()
    panels = PanelPage(page_of_panels((RED,), (BLUE,)), ("haut",), pile)
    made = PanelledSheets(
        pile, sheets(b"q 1 0 0 1 0 0 cm /P1 Do Q\n"), [PlacedPanel("haut", 1, 0, 0, 9)], HEIGHT
    )
    for group in (0, 1):
        made.add(panels.of(group))
    content = pile.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        one, other = (page.obj for page in pdf.pages)
        assert one.Resources.objgen == other.Resources.objgen
        streams = zip(one.Contents, other.Contents, strict=True)
        assert [mine.objgen == its.objgen for mine, its in streams] == [True, False, True]


def test_a_page_is_drawn_under_that_of_a_group() -> None:
    pile = SharedPages()
    with pikepdf.open(io.BytesIO(sheets(b""))) as pdf:
        font = Dictionary(Type=Name.Font, ToUnicode=pdf.make_stream(b"codes"))
        pdf.pages[0].obj.Resources.Font = Dictionary(F=pdf.make_indirect(font))
        under = PageWithGaps.under(pile, saved(pdf))
    for colour in (RED, BLUE):
        under.add([under.own(b"%d %d %d rg 0 0 10 10 re f" % colour)], {})
    content = pile.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        # An announcement is read on screens too, and its words are searched.
        assert all("/ToUnicode" in page.obj.Resources.Font.F for page in pdf.pages)
    assert painted(pile) == [[CORNER, (RED, square(0, 0))], [CORNER, (BLUE, square(0, 0))]]
