"""What the drawn sheets really hold, measured in the PDF."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from zines.geometry import Placement, Rect, Rotation, Size
from zines.imposition import schemas
from zines.imposition.drawing import draw
from zines.imposition.plan import Plan, Sheet, Side, Slot
from zines.paper import SIZES
from zines.units import pt


def pages(count: int, trim: Size, offset: float = 0) -> bytes:
    """Make pages with a black square of 10 mm in the lower left corner of the trim."""
    pdf = pikepdf.new()
    for number in range(1, count + 1):
        size = pt(trim.width), pt(trim.height)
        box = Array([offset, offset, offset + size[0], offset + size[1]])
        content = f"0 0 0 1 k {offset} {offset} {pt(10)} {pt(10)} re f % page {number}"
        pdf.pages.append(
            pikepdf.Page(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=box,
                        Resources=Dictionary(),
                        Contents=pdf.make_stream(content.encode()),
                    )
                )
            )
        )
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    pdf.Root.Outlines = Dictionary()
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def black_boxes(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Bounding boxes in mm (left, bottom, right, top) of what is painted, through pdfium."""
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[page].render(scale=2).to_pil().convert("L")
        height = opened[page].get_height()
    found = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    if not found:
        return []
    left, top, right, bottom = (edge / 2 for edge in found)
    mm = 25.4 / 72
    return [(left * mm, (height - bottom) * mm, right * mm, (height - top) * mm)]


@pytest.mark.parametrize("offset", [0, 100])
@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (50, 60)), (90, (140, 60)), (180, (140, 150)), (270, (50, 150))]
)
def test_a_turned_page_lands_in_its_slot(
    rotation: Rotation, corner: tuple[float, float], offset: float
) -> None:
    """The square marks the lower left corner; turned counter-clockwise it goes round the slot."""
    slot = Slot(1, Placement(Rect(50, 60, 100, 100), rotation))
    plan = Plan("test", Size(210, 297), Size(100, 100), (Sheet(Side((slot,))),), 1)
    sheets = saved(draw(pages(1, Size(100, 100), offset), plan))
    ((left, bottom, right, top),) = black_boxes(sheets)
    assert (left, bottom) == pytest.approx(corner, abs=0.3)
    assert (right - left, top - bottom) == pytest.approx((10, 10), abs=0.5)


def test_boxes_are_the_whole_sheet_and_exact() -> None:
    plan = schemas.plan("saddle-stitch", 8, SIZES["a5"], SIZES["a4"], 0, None)
    with pikepdf.open(io.BytesIO(saved(draw(pages(8, SIZES["a5"]), plan)))) as pdf:
        assert len(pdf.pages) == 4
        for page in pdf.pages:
            media = [float(edge) for edge in page.mediabox]
            assert media == pytest.approx([0, 0, pt(297), pt(210)], abs=0.01)
            assert page.mediabox == page.trimbox == page.obj.BleedBox


def test_pages_are_shared_and_reading_order_is_left_behind() -> None:
    plan = schemas.plan("repeat", 2, SIZES["a5"], SIZES["a4"], 0, None)
    with pikepdf.open(io.BytesIO(saved(draw(pages(2, SIZES["a5"]), plan)))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root and "/Outlines" not in pdf.Root
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Subtype" in o]
        assert len(forms) == 2
        assert bytes(pdf.pages[0].Contents.read_bytes()).count(b" Do ") == 2
