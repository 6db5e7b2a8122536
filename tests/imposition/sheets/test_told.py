"""Faults in a file are reported by ``impose`` and ``unimpose``, and no sheet contains them.

Issue 12, 6 and 15: a field that is part of itself, truncated content, invalid numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.pdf.opening import bombs
from zines.cli.main import cli


def circle(pdf: Pdf, page: Any) -> None:
    field = pdf.make_indirect(
        Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("nom"), Rect=[9, 9, 90, 30], F=2)
    )
    field.Parent = field
    page.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def content(data: bytes) -> Callable[[Pdf, Any], None]:
    def fill(pdf: Pdf, page: Any) -> None:
        for one in pdf.pages:
            one.obj.Contents = pdf.make_stream(data)

    return fill


BROKEN = [
    (circle, "the field 'nom' of the form is part of itself"),
    (content(b"0 0 nan 9 re f"), ": its content has numbers that are none"),
    (content(b"0 0 99999999999999999999 9 re f"), ": its content has whole numbers beyond"),
    (content(b"0 0 m [1 2"), ": its content breaks off inside an instruction"),
]


@pytest.mark.parametrize(("fill", "expected"), BROKEN)
@pytest.mark.parametrize(
    "call",
    [
        ("impose", "--schema", "n-up", "--scale", "fit"),
        ("impose", "--schema", "saddle-stitch", "--scale", "fit", "--two-passes", "reversed"),
        ("unimpose", "--schema", "n-up"),
    ],
)
def test_it_is_told_and_left_out(
    fill: Callable[[Pdf, Any], None], expected: str, call: tuple[str, ...], tmp_path: Path
) -> None:
    command, *options = call
    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(bombs.one_page(fill, pages=2))
    result = CliRunner().invoke(cli, [command, str(given), str(made), *options])
    assert result.exit_code == 0, result.output
    assert expected in result.stderr
    # (What both pages have is one line.)
    assert re.search(r"\bpages? 1(?:-2)?: ", result.stderr) or fill is circle
    assert result.stderr.count(expected) == 1
    for file in set(tmp_path.glob("*.pdf")) - {given}:
        assert not any(word in b"".join(streams(file)) for word in (b"nan", b"null", b"9999"))


def test_a_layer_that_only_a_screen_shows_is_told(tmp_path: Path) -> None:
    """Who sees it on the screen misses it on paper, as a stamp without the flag Print."""

    def fill(pdf: Pdf, page: Any) -> None:
        usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
        one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("écran"), Usage=usage))
        event = Dictionary(Event=Name.Print, Category=[Name.Print], OCGs=[one])
        pdf.Root.OCProperties = Dictionary(OCGs=[one], D=Dictionary(AS=[event]))
        page.Resources = Dictionary(Properties=Dictionary(L=one))
        page.Contents = pdf.make_stream(b"/OC /L BDC 0 0 9 9 re f EMC")

    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(bombs.one_page(fill, pages=2))
    call = ["impose", str(given), str(made), "--schema", "n-up", "--scale", "fit"]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0, result.output
    assert "page 1: the layer 'écran' is seen on a screen, and not printed" in result.stderr
    assert "'écran'" not in CliRunner().invoke(cli, [*call, "--pages", "2"]).stderr


@pytest.mark.parametrize("command", ["impose", "unimpose", "check"])
def test_an_operator_inside_a_dictionary_ends_in_no_traceback(command: str, tmp_path: Path) -> None:
    """Random words found it: the parser raises a TypeError, which stands for a fault of ours."""
    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(bombs.one_page(content(b"<< BT >> BT"), pages=2))
    more = [] if command == "check" else [str(made), "--schema", "n-up", "--scale", "fit"]
    result = CliRunner().invoke(cli, [command, str(given), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == (command == "check")


def streams(file: Path) -> list[bytes]:
    with pikepdf.open(file) as pdf:
        held = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return [one.read_bytes() for one in held if one.get("/Subtype") == Name.Form]


def page_content(page: pikepdf.Page) -> list[bytes]:
    contents: Any = page.obj.Contents
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return [one.read_bytes() for one in parts]


ENDS = [
    *(b"BT /F 9 Tf (Bonj", b"BT /F 9 Tf 9 9 Td", b"0 0 m [1 2", b"<4142", b"/P <</MCID"),
    *(b"BI /W 9 /H 9 /BPC 8 /CS /G ID abc", b"BI /W 9", b"q q q 1 0 0 rg", b"/OC /L BDC", b"% a"),
]


@pytest.mark.parametrize("end", ENDS)
def test_what_a_page_leaves_open_ends_with_it(end: bytes, tmp_path: Path) -> None:
    """Each page is a separate content on a sheet, so that none affects the next."""

    def fill(pdf: Pdf, page: Any) -> None:
        for one, data in zip(pdf.pages, (end, b"0 0 50 50 re f"), strict=True):
            one.obj.Contents = pdf.make_stream(data)

    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(bombs.one_page(fill, pages=2))
    call = [str(given), str(made), "--schema", "n-up", "--scale", "fit", "--grid", "2x1"]
    assert CliRunner().invoke(cli, ["impose", *call]).exit_code == 0
    with pikepdf.open(made) as pdf:
        (sheet,) = pdf.pages
        own = b"".join(page_content(sheet))
        drawn: Any = sheet.Resources.XObject
        forms = [one for _, one in drawn.items() if one.Subtype == Name.Form]
        whole = [form for form in forms if form.read_bytes() == b"0 0 50 50 re f"]
    assert len(forms) == 2 and len(whole) == 1
    assert own.count(b" Do") == 2 and own.split().count(b"q") == own.split().count(b"Q")


@pytest.mark.parametrize("end", [*ENDS, b"q 9 0 0 9 0 0 cm", b"Q 9 0 0 9 0 0 cm"])
@pytest.mark.parametrize("command", ["impose", "unimpose"])
def test_a_stamp_on_a_page_that_breaks_off_is_printed(
    command: str, end: bytes, tmp_path: Path
) -> None:
    """It is drawn by content appended to the page, and was lost in a text without an end."""

    def fill(pdf: Pdf, page: Any) -> None:
        look = pdf.make_stream(b"0 0 100 100 re f", Subtype=Name.Form, BBox=[0, 0, 100, 100])
        stamp = Dictionary(Subtype=Name.Stamp, Rect=[9, 9, 109, 109], F=4, AP=Dictionary(N=look))
        page.Annots = Array([pdf.make_indirect(stamp)])
        page.Contents = pdf.make_stream(end)

    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(bombs.one_page(fill))
    call = [command, str(given), str(made), "--schema", "n-up"]
    assert CliRunner().invoke(cli, call).exit_code == 0
    with pypdfium2.PdfDocument(made) as drawn:
        dark = drawn[0].render(grayscale=True).to_pil().histogram()[0]
    # 100 x 100 pt at 1 pixel per pt.
    assert dark == pytest.approx(10_000, rel=0.05)
