"""Merged sheets of many files look the same, and shared content is stored once."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from tests.helpers import ROOT, pictures, saved
from zines.pdf.opening.safe_get import listed
from zines.prepress.finishing import Properties
from zines.prepress.shared_pages import SharedPages, Source

#: Content that is long enough to become a separate stream, like a drawing.
DRAWING = b"".join(b"%d %d 1 1 re f\n" % (n % 97, n % 89) for n in range(900))


def form(pdf: pikepdf.Pdf, content: bytes, **more: Any) -> Any:
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    for key, value in more.items():
        made[f"/{key}"] = value
    return made


def sheet(words: bytes = b"", **of_first: Any) -> bytes:
    """Return a sheet with two pages whose resources have the same names, but differ.

    ``words`` is content of one group; ``of_first`` are more entries of the first form.
    """
    pdf = pikepdf.new()
    pages = {}
    for number, colour in ((1, b"1 0 0 rg"), (2, b"0 0 1 rg")):
        inner = form(pdf, colour + b" 10 10 30 30 re f")
        content = b"q\n" + DRAWING + b"Q\nq\n/x0 Do\nQ\nq\n" + words + b"\nQ\n"
        resources = Dictionary(XObject=Dictionary({"/x0": inner}))
        more = of_first if number == 1 else {}
        pages[f"/P{number}"] = form(pdf, content, Resources=resources, **more)
    pages["/Labels"] = form(pdf, b"0 g 0 96 200 4 re f")
    side = pdf.add_blank_page(page_size=(200, 100))
    side.obj.Resources = Dictionary(XObject=Dictionary(pages))
    # As sheet_drawing writes it; the page on the right is smaller than its place, and clipped.
    side.obj.Contents = pdf.make_stream(
        b"q 0 0 100 100 re W n 1 0 0 1 0 0 cm /P1 Do Q\n"
        b"q 100 0 80 80 re W n 0.9 0 0 0.9 100 0 cm /P2 Do Q\n"
        b"q 0 0 0 1 K\n100 0 m 100 100 l S\nQ\n/Labels Do\n"
    )
    return saved(pdf)


def merged(*files: bytes) -> bytes:
    pages = SharedPages()
    for file in files:
        pages.add(Source(file), 0)
    return pages.finished(Properties("Essai", "fr", "2026-11-24", None))


@pytest.mark.parametrize(
    "of_first",
    [
        {},
        {"Matrix": Array([0.5, 0, 0, 0.5, 20, 20])},
        # A page that is cut off on two sides.
        {"BBox": Array([20, 25, 95, 100])},
        # A group is painted as a whole (ISO 32000-1, 11.6.6): its form is kept.
        {"Group": Dictionary(S=Name.Transparency)},
    ],
)
def test_a_side_looks_as_it_did(of_first: dict[str, Any], tmp_path: Path) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(sheet(b"60 60 20 20 re f", **of_first))
    after.write_bytes(merged(sheet(b"60 60 20 20 re f", **of_first)))
    (one,), (other,) = pictures(before), pictures(after)
    assert max(ImageChops.difference(one, other).tobytes()) <= 1
    assert one.getpixel((75, 40)) != one.getpixel((160, 110))
    with pikepdf.open(after) as pdf:
        assert not pdf.check_pdf_syntax()
        kept = [key for key in dict(pdf.pages[0].Resources.XObject) if key == "/P1"]
        assert bool(kept) == ("Group" in of_first)


def test_what_files_share_is_stored_once() -> None:
    """A drawing stored forty times, for forty groups, would fill the memory of a copier."""
    alone = len(merged(sheet()))
    same = merged(*[sheet()] * 20)
    assert len(same) - alone < 20 * 200
    with pikepdf.open(io.BytesIO(same)) as pdf:
        first, last = (pdf.pages[at].obj.Contents for at in (0, 19))
        assert [one.objgen for one in first] == [one.objgen for one in last]
    # With words that differ, only the words are added, not the drawing.
    groups = merged(*(sheet(b"%d 60 20 20 re f" % group) for group in range(20)))
    assert len(groups) - alone < 20 * 900 < 20 * len(DRAWING) / 4


def test_the_same_files_make_the_same_bytes() -> None:
    assert merged(sheet(b"1 1 2 2 re f"), sheet()) == merged(sheet(b"1 1 2 2 re f"), sheet())


def test_the_order_of_objects_is_the_same_in_each_process() -> None:
    """The keys of a stream are a set of texts: each process had them in another order."""
    pdf = pikepdf.new()
    entries = {f"E{n}": pdf.make_indirect(Array([n])) for n in range(8)}
    own = form(pdf, b"0 0 9 9 re f", Group=Dictionary(S=Name.Transparency), **entries)
    side = pdf.add_blank_page(page_size=(200, 100))
    side.obj.Resources = Dictionary(XObject=Dictionary(P1=own))
    side.obj.Contents = pdf.make_stream(b"/P1 Do")
    merging = "import sys, tests.prepress.test_shared_pages as here"
    merging += "\nsys.stdout.buffer.write(here.merged(sys.stdin.buffer.read()))"
    made = [
        subprocess.run(
            [sys.executable, "-c", merging],
            input=saved(pdf),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0].startswith(b"%PDF-") and made[0] == made[1]


def test_pages_are_added_in_order_and_again_and_a_blank_is_as_large_as_the_last() -> None:
    """The empty back of a sheet goes through the machine with its front: on the same paper."""
    pages = SharedPages()
    for width in (100, 200, 300):
        made = pikepdf.new()
        made.add_blank_page(page_size=(width, 50))
        pages.add(Source(saved(made)), 0)
    pages.blank_like_last()
    pages.repeat(1, 3)
    pages.blank_like_last()
    content = pages.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [float(page.mediabox[2]) for page in pdf.pages] == [
            *(100, 200, 300, 300),
            *(200, 300, 300) * 2,
            300,
        ]
        assert len(pages) == len(pdf.pages)
        assert "/Contents" not in pdf.pages[3].obj and "/Contents" not in pdf.pages[-1].obj


def test_the_common_end_of_all_pages_is_found_from_a_whole_line() -> None:
    """Marks of a sheet are alike for all groups: they are stored once, and read once."""
    made = pikepdf.new()
    for words in (b"1 0 0 rg\nQ\nBT 12 0 Td ET\nQ\n0 9 m S", b"/F Do\nQ\nBT 2 0 Td ET\nQ\n0 9 m S"):
        page = made.add_blank_page(page_size=(100, 50))
        page.obj.Contents = made.make_stream(words)
    assert Source(saved(made)).tail == b"0 9 m S"
    pages = SharedPages()
    for at in (0, 1):
        pages.add(Source(saved(made)), at)
    content = pages.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        ends = [listed(page.obj.Contents)[-1] for page in pdf.pages]
        assert ends[0].objgen == ends[1].objgen and ends[0].read_bytes().strip() == b"0 9 m S"
        whole = [
            b"".join(one.read_bytes() for one in listed(page.obj.Contents)) for page in pdf.pages
        ]
        assert [one.split() for one in whole] == [
            page.obj.Contents.read_bytes().split() for page in made.pages
        ]
    del made.pages[1]
    assert Source(saved(made)).tail == b""


@pytest.mark.parametrize("searched", [False, True])
def test_only_what_is_searched_keeps_the_letters_of_its_glyphs(searched: bool) -> None:
    """A pile for the copier is printed, and never read by a program: the table is left out."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(100, 50))
    font = Dictionary(Type=Name.Font, BaseFont=Name.Essai, ToUnicode=made.make_stream(b"codes"))
    page.obj.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
    pages = SharedPages()
    pages.add(Source(saved(made), searched=True) if searched else Source(saved(made)), 0)
    content = pages.finished(Properties("Essai", "fr", "2026-11-24", None))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        kept = pdf.pages[0].obj.Resources.Font.F
        assert kept.BaseFont == "/Essai" and ("/ToUnicode" in kept) is searched
