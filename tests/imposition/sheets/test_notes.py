"""Annotations of pages: fields of forms, stamps, notes, in layers or not.

The appearances of fields are compared with those that pdfium makes, and also drawn by Ghostscript
where it is installed.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.helpers import saved
from tests.imposition import looks
from tests.imposition.forms import (
    COMB,
    COMBO,
    MULTILINE,
    PASSWORD,
    PUSH,
    RADIO,
    field,
    form,
)
from tests.imposition.pdfs import A5, changed, imposed, ink, pages, stamped
from zines.base.units import mm, pt
from zines.cli.main import cli
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets.annotations import flatten, unprinted
from zines.imposition.sheets.field_looks import FieldLooks
from zines.pdf import page_boxes
from zines.pdf.annotations.notes import Notes
from zines.pdf.opening.errors import PdfError
from zines.workshop.production import imposing

ONE = ImpositionRequest("n-up", A5)
WHERE = (50, 400, 250, 430)
#: In points: the largest distance of text from where pdfium puts it. Viewers leave 0 to 2 pt free,
#: and centre in slightly different ways.
_NEAR = 4


def text_in(picture: Image.Image, at: tuple[float, ...] = WHERE, edge: int = 2) -> Any:
    """Return the box of the dark pixels in a field, in points from its upper left corner."""
    left, foot, right, head = at
    high = picture.height
    box = (left + edge, high - head + edge, right - edge, high - foot - edge)
    inner = picture.crop(tuple(map(round, box)))  # type: ignore[arg-type]
    return inner.point(lambda value: 255 if value < 128 else 0).getbbox()


def grey(picture: Image.Image, x: int, y: int) -> int:
    """Return the grey of a pixel (0 is black, 255 white)."""
    return picture.crop((x, y, x + 1, y + 1)).tobytes()[0]


def assert_as_pdfium(source: bytes, at: tuple[float, ...] = WHERE) -> bytes:
    """Require that a field on the sheet looks as pdfium draws it; return the sheet."""
    made = imposed(source, ONE)
    wanted = text_in(looks.by_pdfium(source), at)
    for program in looks.PROGRAMS:
        found = text_in(program(made), at)
        assert (found is None) == (wanted is None), program.__name__
        if found:
            assert found == pytest.approx(wanted, abs=_NEAR), program.__name__
    assert b"/Widget" not in made and b"/AcroForm" not in made
    return made


@pytest.mark.parametrize("align", [0, 1, 2])
@pytest.mark.parametrize("words", ["Réponse écrite", "Façade : 12,50 (à côté)"])
def test_a_value_without_a_look_gets_one(words: str, align: int) -> None:
    assert_as_pdfium(form(field("Tx", WHERE, V=words, Q=align)))


@pytest.mark.parametrize("drawn", [b"", b"/Tx BMC\nEMC", b"/Tx BMC q BT ET Q EMC\n"])
def test_a_value_is_printed_where_the_look_is_still_that_of_an_empty_field(drawn: bytes) -> None:
    """Some programs fill in values only, and leave the appearances to viewers."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots[0].AP = Dictionary(
            N=pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 30])
        )

    source = form(field("Tx", WHERE, V="Réponse écrite"))
    left_empty = changed(source, change)
    assert ink(imposed(left_empty, ONE)) == ink(imposed(source, ONE))


def looking(source: bytes, drawn: bytes, *, asked: bool) -> bytes:
    """Give the field of a form a look; ``asked``: viewers are to make all looks themselves."""

    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 30])
        look.Resources = Dictionary(Font=pdf.Root.AcroForm.DR.Font)
        pdf.pages[0].obj.Annots[0].AP = Dictionary(N=look)
        pdf.Root.AcroForm.NeedAppearances = asked

    return changed(source, change)


_GROUND = b"0.9 g 0 0 200 30 re f 0 G 0 0 200 30 re S "


@pytest.mark.parametrize(
    ("drawn", "asked"),
    [
        (_GROUND, False),
        (_GROUND + b"/Tx BMC q BT /Helv 12 Tf () Tj ET Q EMC", False),
        (_GROUND + b"BT /Helv 12 Tf 2 9 Td (Votre nom) Tj ET", True),
    ],
    ids=["a ground and a border", "no words", "other words, and viewers are asked"],
)
def test_what_is_filled_in_is_printed_where_the_look_does_not_show_it(
    drawn: bytes, asked: bool
) -> None:
    """Programs fill in the value alone: the sheet had an empty box, or the words of the model."""
    source = form(field("Tx", WHERE, V="Réponse écrite"))
    made = imposed(looking(source, drawn, asked=asked), ONE)
    assert ink(made) == ink(imposed(source, ONE))
    assert words_of(made) == "Réponse écrite"


def words_of(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as pdf:
        return str(pdf[0].get_textpage().get_text_range()).strip()


@pytest.mark.parametrize(
    ("drawn", "asked", "entries"),
    [
        (b"(R\\351ponse ) Tj 0 -9 Td (\\351crite) Tj", True, {}),
        (b"(Votre nom) Tj", False, {}),
        (
            b"(1 234,50) Tj",
            True,
            {"V": "1234.5", "AA": Dictionary(F=Dictionary(S=Name.JavaScript))},
        ),
        (
            b"(1 234,50) Tj",
            True,
            {
                "V": "1234.5",
                "AA": Dictionary(E=Dictionary(S=Name.JavaScript)),
                "Parent": Dictionary(AA=Dictionary(F=Dictionary(S=Name.JavaScript))),
            },
        ),
        (b"(***) Tj", True, {"Ff": PASSWORD}),
    ],
    ids=[
        *("wrapped", "nobody is asked", "written by a script", "by a script of its parent"),
        "password",
    ],
)
def test_a_look_with_words_of_its_own_is_kept(
    drawn: bytes, asked: bool, entries: dict[str, Any]
) -> None:
    """A look made up from the value would have another size and place, and no format."""
    text = b"BT 0 g /Helv 7 Tf 2 20 Td %b ET" % drawn
    source = form(field("Tx", WHERE, **{"V": "Réponse écrite"} | entries))
    left, foot, _, _ = ink(imposed(looking(source, text, asked=asked), ONE))
    # That of the program starts 2 pt from the left of the field, and it has neither ground nor box.
    assert left == pytest.approx(mm(WHERE[0] + 2), abs=0.4) and foot > mm(WHERE[1] + 8)


@pytest.mark.parametrize(
    ("used", "kept"), [(b"/Helv", False), (b"/ZaDb", True)], ids=["letters", "signs"]
)
def test_only_words_in_letters_are_compared_with_the_value(used: bytes, kept: bool) -> None:
    """In ZapfDingbats ``Oui`` is three signs (ISO 32000-1, annex D.6); most forms hold it."""

    def with_signs(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.DR.Font.ZaDb = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats
        )

    source = changed(form(field("Tx", WHERE, V="Réponse écrite")), with_signs)
    drawn = b"BT 0 g %b 12 Tf 2 9 Td (Oui) Tj ET" % used
    made = imposed(looking(source, drawn, asked=True), ONE)
    assert (words_of(made) == "Réponse écrite") != kept


@pytest.mark.parametrize("value", [" ", "\u00a0 \n"])
@pytest.mark.parametrize("drawn", [b"", b"BT /Helv 12 Tf 2 9 Td (Votre nom) Tj ET "])
def test_a_value_of_spaces_changes_no_look(value: str, drawn: bytes) -> None:
    """The ground and the border of a look made from the value would cover the field."""
    bar = drawn + b"0 g 40 10 20 5 re f"
    made = imposed(looking(form(field("Tx", WHERE, V=value)), bar, asked=True), ONE)
    assert words_of(made) == ("Votre nom" if drawn else "")
    assert ink(made)[2] == pytest.approx(mm(WHERE[0] + 60), abs=0.4)


def test_a_look_that_may_be_of_another_value_is_told_where_none_can_be_made() -> None:
    source = form(field("Tx", WHERE, V="Ελλάδα"))
    other = looking(source, b"BT 0 g /Helv 7 Tf 2 20 Td (Pays) Tj ET", asked=True)
    (warning,) = unprinted(page_boxes.opened(other), [1])
    assert warning.startswith("page 1: the field 'nom': may be printed as it looked before")
    assert words_of(imposed(other, ONE)) == "Pays"


def test_each_form_of_several_files_says_how_its_fields_look(tmp_path: Path) -> None:
    """The second had the letters of the first, and was not asked for looks of its own."""
    black = form(field("Tx", WHERE, V="Un", MK=None), appearance="/Helv 8 Tf 0 g")
    other = form(field("Tx", WHERE, V="Deux", MK=None), appearance="/Helv 24 Tf 0 g")
    stale = looking(other, b"BT 0 g /Helv 7 Tf 2 20 Td (Votre nom) Tj ET", asked=True)
    names = [tmp_path / f"{number}.pdf" for number in range(4)]
    for name, content in zip(
        names, (changed(black, without_asking), pages(1, A5), other, stale), strict=True
    ):
        name.write_bytes(content)
    out = tmp_path / "out.pdf"
    call = ["impose", *map(str, names), "--into", str(out), "--schema", "n-up", "--sheet", "a5"]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0 and "pikepdf" not in result.output.lower(), result.output
    with pypdfium2.PdfDocument(out) as made:
        words = [page.get_textpage().get_text_range().strip() for page in made]
    assert words == ["Un", "", "Deux", "Deux"]
    alone = ink(imposed(other, ONE))
    assert ink(out.read_bytes(), 2) == pytest.approx(alone, abs=0.3)
    assert ink(out.read_bytes(), 3) == pytest.approx(alone, abs=0.3)


def test_warnings_of_several_files_say_where_each_of_them_begins(tmp_path: Path) -> None:
    """The second file has no page 3, and its sheets have two pages on a side."""
    remark = form(field("Tx", WHERE, Subtype=Name.Text, Contents=String("revoir")))
    names = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for name, content in zip(names, (pages(2, A5), remark), strict=True):
        name.write_bytes(content)
    call = [*map(str, names), "--into", str(tmp_path / "out.pdf"), "--schema", "n-up"]
    told = CliRunner().invoke(cli, ["impose", *call, "--sheet", "a4", "--scale", "fit"]).output
    assert "page 3: a note (Text)" in told
    assert f"all files: {names[0]} from page 1, {names[1]} from page 3" in told
    clean = [str(names[0]), str(names[0]), "--into", str(tmp_path / "clean.pdf"), "--schema"]
    assert "all files" not in CliRunner().invoke(cli, ["impose", *clean, "n-up"]).output


def test_errors_of_several_files_say_where_each_of_them_begins(tmp_path: Path) -> None:
    names = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    with pikepdf.open(io.BytesIO(pages(1, A5))) as flat:
        flat.pages[0].MediaBox = Array([0, 0, 0, 0])
        flat.save(names[1])
    names[0].write_bytes(pages(2, A5))
    rest = ["--into", str(tmp_path / "out.pdf"), "--schema", "n-up"]
    told = CliRunner().invoke(cli, ["impose", *map(str, names), *rest]).output
    assert "page 3 would be 0 x 0 mm" in told
    assert f"all files: {names[0]} from page 1, {names[1]} from page 3" in told
    told = CliRunner().invoke(cli, ["impose", str(names[1]), *rest]).output
    assert "b.pdf: error" in told and "all files" not in told


def test_a_list_is_drawn_anew_if_its_form_asks_since_its_words_do_not_show_what_is_marked() -> None:
    """Its look has the rows of before, of which another one, or none, was marked."""
    source = form(field("Ch", WHERE, V="Beta", Opt=ROWS))
    rows = b"BT 0 g /Helv 7 Tf 2 20 Td (Alpha Beta Gamma Delta) Tj ET"
    assert ink(imposed(looking(source, rows, asked=True), ONE)) == ink(imposed(source, ONE))
    assert ink(imposed(looking(source, rows, asked=False), ONE)) != ink(imposed(source, ONE))


@pytest.mark.parametrize("turned", [False, True])
def test_a_form_keeps_its_looks_beside_one_that_asks_for_new_ones(
    tmp_path: Path, turned: bool
) -> None:
    """A number that a script had written was set anew, as its bare value."""
    number = form(field("Tx", WHERE, V="1234.5"))
    number = looking(number, b"BT 0 g /Helv 7 Tf 2 20 Td (1 234,50 EUR) Tj ET", asked=False)
    stale = form(field("Tx", WHERE, V="Anna"))
    stale = looking(stale, b"BT 0 g /Helv 7 Tf 2 20 Td (Votre nom) Tj ET", asked=True)
    names = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for name, content in zip(names, (stale, number) if turned else (number, stale), strict=True):
        name.write_bytes(content)
    out = tmp_path / "out.pdf"
    call = ["impose", *map(str, names), "--into", str(out), "--schema", "n-up", "--sheet", "a5"]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0, result.output
    with pypdfium2.PdfDocument(out) as made:
        words = [page.get_textpage().get_text_range().strip() for page in made]
    assert words == (["Anna", "1 234,50 EUR"] if turned else ["1 234,50 EUR", "Anna"])
    with pikepdf.open(out) as sheets:
        assert not [one for one in sheets.objects if b"Asked" in one.unparse()]


def without_asking(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm["/NeedAppearances"]


LONG = "Éloïse de La Tour-du-Pin Chambly de La Charce"
SMALL = (50, 400, 110, 415)
ROWS = Array([String(one) for one in ("Alpha", "Beta", "Gamma", "Delta")])


@pytest.mark.parametrize(
    ("made", "font_and_size"),
    [
        (field("Tx", SMALL, V=LONG), "12"),
        (field("Tx", SMALL, V=LONG, Q=1), "12"),
        # Viewers take no letters of less than 4 pt.
        (field("Tx", SMALL, V=LONG * 3), "0"),
        (field("Tx", (50, 400, 250, 430), V="Oui"), "60"),
        (field("Tx", (50, 400, 110, 430), V=LONG, Ff=MULTILINE), "12"),
        (field("Tx", SMALL, V="123456789", Ff=COMB, MaxLen=5), "12"),
        (field("Ch", SMALL, V=LONG, Ff=COMBO), "12"),
        (field("Ch", (50, 400, 110, 430), V="Delta", Opt=ROWS), "12"),
        (field("Ch", (50, 300, 110, 430), V="Alpha", Opt=ROWS, TI=1), "12"),
    ],
    ids="wide middle smallest high lines comb choice row above".split(),  # noqa: SIM905
)
def test_what_does_not_fit_its_field_is_told(made: Dictionary, font_and_size: str) -> None:
    """Viewers let people scroll; paper does not."""
    source = form(made, appearance=f"/Helv {font_and_size} Tf 0 g")
    (warning,) = unprinted(page_boxes.opened(source), [1])
    assert warning.startswith("page 1: the field 'nom': what is filled in does not fit")


@pytest.mark.parametrize(
    ("made", "font_and_size"),
    [
        (field("Tx", WHERE, V="Éloïse, jusqu’à"), "12"),
        (field("Tx", SMALL, V=LONG[:20]), "0"),
        (field("Tx", (50, 300, 250, 400), V=LONG, Ff=MULTILINE), "12"),
        (field("Tx", WHERE, V="75020", Ff=COMB, MaxLen=5), "12"),
        (field("Ch", (50, 400, 110, 430), V="Alpha", Opt=ROWS), "12"),
        (field("Ch", (50, 400, 110, 430), V="Alpha", Opt=Array([Array(["1", "Alpha"])])), "12"),
        # A box too low for its letters, with a space in it.
        (field("Tx", (50, 400, 250, 404), V="   "), "12"),
        (field("Btn", SMALL, Ff=PUSH, MK=Dictionary(CA=String("Envoyer le formulaire"))), "12"),
        (field("Btn", WHERE, V=Name.Yes, AS=Name.Yes), "12"),
    ],
    ids="line shrunk lines comb row words spaces button tick".split(),  # noqa: SIM905
)
def test_what_fits_its_field_is_not_told(made: Dictionary, font_and_size: str) -> None:
    assert (
        unprinted(page_boxes.opened(form(made, appearance=f"/Helv {font_and_size} Tf 0 g")), [1])
        == ()
    )


def test_a_value_that_is_too_long_ends_at_the_border_of_its_field() -> None:
    """The border keeps its colour: text is clipped within it (ISO 32000-1, 12.7.3.3)."""
    made = field("Tx", WHERE, V=LONG * 3, BS=Dictionary(W=8), MK=Dictionary(BC=Array([0.8])))
    drawn = looks.by_pdfium(imposed(form(made, appearance="/Helv 20 Tf 0 g"), ONE))
    left, foot, right, head = WHERE
    border = drawn.convert("L").crop((right - 7, 595 - head, right, 595 - foot))
    inside = drawn.convert("L").crop((left + 9, 595 - head + 9, right - 9, 595 - foot - 9))
    assert min(border.tobytes()) > 150 and min(inside.tobytes()) < 100


def test_signs_of_french_are_set() -> None:
    words = "Cœur n°\u202f5, Œuvre : «\u00a012 €\u00a0» … 9‑10, Noe\u0308l"
    made = imposed(form(field("Tx", (20, 400, 400, 430), V=words)), ONE)
    with pypdfium2.PdfDocument(made) as pdf:
        shown = pdf[0].get_textpage().get_text_range()
    assert shown.replace("\u00a0", " ") == "Cœur n° 5, Œuvre : « 12 € » … 9-10, Noël"


def test_a_value_is_as_large_as_fits_where_its_size_is_left_open() -> None:
    for at in (WHERE, (50, 400, 250, 415), (50, 400, 90, 430)):
        source = form(field("Tx", at, V="Réponse", MK=None), appearance="/Helv 0 Tf 0 g")
        made = imposed(source, ONE)
        left, head, right, foot = text_in(looks.by_pdfium(made), at, 1)
        assert right - left <= at[2] - at[0] - 4 and foot - head <= at[3] - at[1] - 2
        assert foot - head >= (at[3] - at[1]) * 0.4 or right - left >= (at[2] - at[0]) * 0.8


def test_lines_are_wrapped_between_words_and_kept() -> None:
    tall = (50, 300, 250, 400)
    words = "Une réponse sur plusieurs lignes, assez longue pour cela.\nEt une autre."
    assert_as_pdfium(form(field("Tx", tall, V=words, Ff=MULTILINE)), tall)
    small = (50, 300, 150, 340)
    source = form(field("Tx", small, V=words, Ff=MULTILINE), appearance="/Helv 0 Tf 0 g")
    left, head, right, foot = text_in(looks.by_pdfium(imposed(source, ONE)), small)
    # All of the text is in the box.
    assert right < 96 and foot < 36 and head < 8


def test_signs_stand_in_cells_of_their_own() -> None:
    parts = form(field("Tx", WHERE, V="75020", Ff=COMB, MaxLen=5, MK=None))
    assert_as_pdfium(parts)
    # One sign in a cell as wide as the field; without a greatest length there are no cells.
    for length in ({"MaxLen": 1}, {}):
        assert_as_pdfium(form(field("Tx", WHERE, V="7", Ff=COMB, MK=None, **length)))
    bordered = imposed(form(field("Tx", WHERE, V="1", Ff=COMB, MaxLen=2)), ONE)
    # There is a line between the two cells.
    assert looks.by_pdfium(bordered).getpixel((150, 595 - 405)) == pytest.approx(0, abs=80)


@pytest.mark.parametrize(("cells", "drawn"), [(1000, True), (1001, False)])
def test_cells_too_narrow_for_any_sign_are_not_drawn(cells: int, drawn: bool) -> None:
    """A field may claim any number: a thousand cells of a page's width are 0.2 mm wide each."""
    shown = looks.by_pdfium(imposed(form(field("Tx", WHERE, V="1", Ff=COMB, MaxLen=cells)), ONE))
    assert (shown.getpixel((150, 595 - 405)) == pytest.approx(230, abs=60)) is not drawn


def test_a_field_of_several_lines_has_no_cells() -> None:
    """ISO 32000-1, table 228: cells are for a field that has neither lines nor a password."""
    for flags in (COMB | MULTILINE, COMB | PASSWORD):
        drawn = looks.by_pdfium(imposed(form(field("Tx", WHERE, V="1", Ff=flags, MaxLen=2)), ONE))
        middle, ground = (drawn.getpixel((x, 595 - 405)) for x in (150, 200))
        assert middle == ground == pytest.approx(230, abs=2)


def test_a_password_prints_as_stars() -> None:
    def shown(words: str, flags: int) -> Any:
        made = imposed(form(field("Tx", WHERE, V=words, Ff=flags)), ONE)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            page = pdf.pages[0].obj.Resources.XObject["/P1"]
            (look,) = dict(page.Resources.XObject.items()).values()
            return look.read_bytes()

    assert b"secret".hex().encode() in shown("secret", 0)
    assert (b"*" * 6).hex().encode() in shown("secret", PASSWORD)


def test_a_choice_prints_in_the_words_of_its_option() -> None:
    options = Array([Array([String("b"), String("Bêta")]), String("Gamma")])
    for value in ("b", "Gamma"):
        field_of = field("Ch", WHERE, V=value, Ff=COMBO, Opt=options)
        made = imposed(form(field_of), ONE)
        words = "Bêta" if value == "b" else value
        looks.assert_alike(imposed(form(field("Tx", WHERE, V=words)), ONE), made)
        with pypdfium2.PdfDocument(made) as pdf:
            assert pdf[0].get_textpage().get_text_range() == words


@pytest.mark.parametrize(
    ("options", "value"),
    [
        (("Alpha", "Beta", "Gamma"), "Beta"),
        ((("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")), "b"),
        # The value is the words of the row, as some programs write it.
        ((("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")), "Beta"),
        # The words of the first are the value of the second, which is meant.
        ((("a", "Beta"), ("Beta", "Ici"), ("c", "Gamma")), "Beta"),
    ],
)
def test_a_list_prints_its_options_and_marks_the_chosen(options: Any, value: str) -> None:
    tall = (50, 300, 250, 370)
    listed = Array([Array(one) if isinstance(one, tuple) else String(one) for one in options])
    drawn = looks.by_pdfium(imposed(form(field("Ch", tall, V=value, Opt=listed)), ONE))
    rows = [grey(drawn, 200, 225 + row) for row in (10, 23, 37)]
    assert rows[0] == rows[2] > 220 and rows[1] < 200
    assert text_in(drawn, tall)[3] > 35


def test_a_field_that_is_turned_by_no_right_angle_stands_upright() -> None:
    """The turn is a multiple of 90 degrees (ISO 32000-1, table 189)."""
    upright, tilted = (
        imposed(form(field("Tx", WHERE, V="Anna", MK=Dictionary(R=turn))), ONE) for turn in (0, 45)
    )
    assert text_in(looks.by_pdfium(tilted)) == text_in(looks.by_pdfium(upright)) is not None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_field_is_drawn_turned(turn: int) -> None:
    at = (50, 250, 90, 400) if turn != 180 else WHERE
    about = Dictionary(R=turn, BC=Array([0]))
    assert_as_pdfium(form(field("Tx", at, V="Réponse", MK=about)), at)


def test_a_field_on_a_turned_page_is_where_it_was() -> None:
    source = form(field("Tx", WHERE, V="Réponse"), turn=90)
    made = imposed(source, ImpositionRequest("n-up", A5.turned))
    assert looks.differ(looks.by_pdfium(source), looks.by_pdfium(made)) < 0.004


@pytest.mark.parametrize("sign", ["4", "8", "l", "u", "n", "H", None])
@pytest.mark.parametrize("flags", [0, RADIO])
def test_a_tick_without_a_look_is_drawn_and_no_tick_is_not(sign: str | None, flags: int) -> None:
    at = (50, 400, 70, 420)
    about = Dictionary(BC=Array([0]))
    if sign:
        about.CA = String(sign)

    def middle(state: Name) -> Any:
        source = form(field("Btn", at, V=state, AS=state, Ff=flags, MK=about))
        return text_in(looks.by_pdfium(imposed(source, ONE)), at, 6)

    assert middle(Name.Yes) is not None
    assert middle(Name.Off) is None


@pytest.mark.parametrize("sign", ["4", "8", "l", "u", "n", "H"])
def test_a_tick_stays_in_its_box(sign: str) -> None:
    at = (50, 400, 70, 420)
    box = field("Btn", at, V=Name.Yes, AS=Name.Yes, MK=Dictionary(CA=String(sign)))
    left, top, right, foot = text_in(looks.by_pdfium(imposed(form(box), ONE)), at, 0)
    assert min(left, top) >= 1 and max(right, foot) <= 19


@pytest.mark.parametrize("at", [(50, 400, 70, 460), (50, 400, 110, 420)])
@pytest.mark.parametrize("sign", ["n", "l"])
def test_a_tick_is_in_the_middle_of_a_tall_or_wide_box(
    at: tuple[int, int, int, int], sign: str
) -> None:
    """So viewers place it (as pdfium does), whatever the sides of the box."""
    box = field("Btn", at, V=Name.Yes, AS=Name.Yes, MK=Dictionary(CA=String(sign)))
    left, top, right, foot = text_in(looks.by_pdfium(imposed(form(box), ONE)), at, 0)
    assert (left + right) / 2 == pytest.approx((at[2] - at[0]) / 2, abs=1)
    assert (top + foot) / 2 == pytest.approx((at[3] - at[1]) / 2, abs=1)


@pytest.mark.parametrize(
    ("sign", "dark", "light"),
    [
        # Parts of the box, from its left and its foot.
        ("4", [(0.4, 0.22), (0.2, 0.45), (0.8, 0.73)], [(0.4, 0.5), (0.2, 0.8)]),
        ("8", [(0.5, 0.5), (0.25, 0.75), (0.75, 0.25)], [(0.5, 0.8), (0.8, 0.5)]),
        ("n", [(0.5, 0.5), (0.25, 0.75), (0.75, 0.25)], [(0.1, 0.5), (0.5, 0.9)]),
        ("u", [(0.5, 0.5), (0.5, 0.8), (0.8, 0.5)], [(0.25, 0.75), (0.75, 0.25)]),
        ("l", [(0.5, 0.5), (0.5, 0.75), (0.32, 0.65)], [(0.25, 0.75), (0.75, 0.25)]),
        ("H", [(0.5, 0.5), (0.5, 0.8), (0.2, 0.55)], [(0.5, 0.15), (0.25, 0.75)]),
    ],
    ids="tick cross square diamond circle star".split(),  # noqa: SIM905
)
def test_a_tick_has_its_shape(
    sign: str, dark: list[tuple[float, float]], light: list[tuple[float, float]]
) -> None:
    """As in ZapfDingbats (ISO 32000-1, annex D.6): tick and cross are strokes, others filled."""
    at = (50, 400, 150, 500)
    box = field("Btn", at, V=Name.Yes, AS=Name.Yes, MK=Dictionary(CA=String(sign)))
    drawn = looks.by_pdfium(imposed(form(box), ONE))
    for places, is_dark in ((dark, True), (light, False)):
        for x, y in places:
            assert (grey(drawn, int(50 + 100 * x), int(595 - 400 - 100 * y)) < 128) is is_dark, (
                x,
                y,
            )


@pytest.mark.parametrize(("width", "height"), [(20, 20), (20, 60), (60, 20)])
@pytest.mark.parametrize("sign", ["4", "8", "l", "u", "n", "H"])
def test_a_tick_is_neither_stretched_nor_slanted(width: int, height: int, sign: str) -> None:
    """Acrobat and pdfium draw it as a character of ZapfDingbats, which is as it is in any box."""
    made = field("Btn", (0, 0, width, height), V=Name.Yes, MK=Dictionary(CA=String(sign)))
    with pikepdf.new() as pdf:
        assert FieldLooks(pdf).add_look(pdf.make_indirect(made)).made
        (matrix,) = (
            [float(number) for number in one.operands]
            for one in pikepdf.parse_content_stream(made.AP.N, "cm")
            if str(one.operator) == "cm"
        )
    side = min(width, height)
    x, y = (width - side) / 2, (height - side) / 2
    assert matrix == pytest.approx([side, 0, 0, side, x, y])


@pytest.mark.parametrize(("turn", "size"), [(0, (200, 30)), (90, (30, 200)), (180, (200, 30))])
def test_a_look_is_as_large_as_its_field(turn: int, size: tuple[int, int]) -> None:
    """ISO 32000-1, 12.5.5: another box would be scaled to the field."""
    with pikepdf.new() as pdf:
        made = pdf.make_indirect(field("Tx", WHERE, MK=Dictionary(BG=Array([0.9]), R=turn)))
        assert FieldLooks(pdf).add_look(made).made
        assert [float(one) for one in made.AP.N.BBox] == [0, 0, *size]


def test_a_button_prints_its_words() -> None:
    assert_as_pdfium(form(field("Btn", WHERE, Ff=PUSH, MK=Dictionary(CA="Envoyer"))))


@pytest.mark.parametrize("kind", ["Tx", "Ch", "Btn"])
@pytest.mark.parametrize(
    "about",
    [
        Dictionary(BC=Array([0]), BG=Array([0.9])),
        Dictionary(BC=Array([0, 0, 1])),
        Dictionary(BC=Array([0, 0.2, 0, 0.9])),
        Dictionary(BG=Array([0.2, 0, 0, 0])),
    ],
    ids=["both", "border", "border-in-four-inks", "ground"],
)
def test_an_empty_field_keeps_its_border_and_its_ground(kind: str, about: Dictionary) -> None:
    source = form(field(kind, WHERE, MK=about))
    made = imposed(source, ONE)
    looks.assert_alike(made, made)
    assert looks.differ(looks.by_pdfium(source), looks.by_pdfium(made)) < 0.004
    for program in looks.PROGRAMS:
        assert looks.ink(program(made)) > 0.001, program.__name__


@pytest.mark.parametrize(
    ("style", "dark"),
    [
        ({"W": 4}, (4, 4, 4)),
        ({"W": 0}, (0, 0, 0)),
        ({"W": -3}, (0, 0, 0)),
        ({"W": 4, "S": Name.U}, (0, 0, 4)),
    ],
)
def test_a_border_is_as_wide_as_it_says(style: dict[str, Any], dark: tuple[int, ...]) -> None:
    about = Dictionary(BC=Array([0]))
    drawn = looks.by_pdfium(
        imposed(
            form(
                field(
                    "Tx",
                    WHERE,
                    MK=about,
                    BS=Dictionary({f"/{key}": value for key, value in style.items()}),
                )
            ),
            ONE,
        )
    )
    left, head, foot = (
        sum(grey(drawn, *at) < 128 for at in line)
        for line in (
            [(x, 180) for x in range(45, 60)],
            [(150, y) for y in range(160, 172)],
            [(150, y) for y in range(188, 200)],
        )
    )
    # (The edge of a line may fall between two pixels.)
    assert (left, head, foot) == pytest.approx(dark, abs=1 if any(dark) else 0)


@pytest.mark.parametrize("at", [(0, 0, 0, 0), WHERE])
def test_a_signature_without_a_look_is_nothing_to_print(at: tuple[float, ...]) -> None:
    signed = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 16))
    source = form(field("Sig", at, F=132, MK=None, V=signed))  # type: ignore[arg-type]
    made = imposed(source, ONE)
    assert looks.ink(looks.by_pdfium(made)) == 0
    assert unprinted(page_boxes.opened(source), [1]) == ()


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (field("Tx", WHERE, V="Łódź, ščř"), "the field 'nom'"),
        (
            field("Tx", WHERE, V="Ελλάδα", T="pays\x1b\n::e"),
            "the field 'pays ::e'",
        ),
        (field("Tx", WHERE, V="x" * 30_000), "the field 'nom'"),
        (field("Odd", WHERE, V="x"), "the field 'nom'"),
        (field("Tx", WHERE, V="x", T=None), "a field without a name"),
        (field("Tx", WHERE, V="x", Subtype=Name.Square), r"a note \(Square\)"),
    ],
)
def test_what_cannot_be_drawn_is_told_by_its_name(made: Dictionary, name: str) -> None:
    appearance = "0 g" if "without a name" in name else "/Helv 12 Tf 0 g"
    source = form(made, appearance=appearance)
    with pytest.raises(PdfError, match=rf"page 1 has a note or a filled field.*{name}.*--no-notes"):
        imposed(source, ONE)


def test_a_font_of_the_file_is_used_where_it_holds_the_text() -> None:
    """Where it lacks a character, or its letters, a standard font is used."""

    def change(pdf: pikepdf.Pdf) -> None:
        from tests.preflight.pdfs import font

        own = font(pdf)
        own.LastChar = 126
        own.Widths = Array(list(own.Widths)[:95])
        pdf.Root.AcroForm.DR.Font.Helv = own

    def without_letters(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        del pdf.Root.AcroForm.DR.Font.Helv.FontDescriptor["/FontFile2"]

    for words, by, base in (
        ("Reponse", change, "/FjallaOne"),
        ("Réponse", change, "/Helvetica"),
        ("Reponse", without_letters, "/Helvetica"),
    ):
        made = imposed(changed(form(field("Tx", WHERE, V=words)), by), ONE)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            page = pdf.pages[0].obj.Resources.XObject.P1
            (look,) = dict(page.Resources.XObject.items()).values()
            assert look.Resources.Font.F.BaseFont == base


def test_a_box_without_a_state_of_its_own_has_that_of_its_value() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pdf.pages[0].obj.Annots[0]
        note.AP.N = Dictionary(Yes=note.AP.N)
        note.FT, note.V = Name.Btn, Name.Yes

    made = imposed(changed(stamped(4, "/Widget"), change), ONE)
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)


def test_a_state_may_have_a_name_of_any_bytes() -> None:
    """A name is a sequence of bytes in no encoding (ISO 32000-1, 7.3.5): here Latin-1."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = pdf.pages[0].obj.Annots[0]
        state = pikepdf.Object.parse(b"/Oui#e9")
        note.AP.N, drawn = Dictionary(Off=pdf.make_stream(b"")), note.AP.N
        note.AP.N[state] = drawn
        note.FT, note.AS = Name.Btn, state

    made = imposed(changed(stamped(4, "/Widget"), change), ONE)
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)


def test_a_stray_state_does_not_hide_a_look() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pdf.pages[0].obj.Annots[0]
        note.FT, note.V, note.AS = Name.Tx, String("Réponse"), Name.Off

    made = imposed(changed(stamped(4, "/Widget"), change), ONE)
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)


def test_a_list_begins_at_its_top() -> None:
    tall = (50, 300, 250, 370)
    options = Array([String(one) for one in ("Alpha", "Beta", "Gamma")])
    made = imposed(form(field("Ch", tall, V="Beta", Opt=options, TI=1)), ONE)
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf[0].get_textpage().get_text_range().split() == ["Beta", "Gamma"]


def test_a_round_box_has_a_round_border() -> None:
    at = (50, 400, 70, 420)
    for sign, corner in (("l", False), ("4", True)):
        about = Dictionary(BC=Array([0]), CA=String(sign), BG=Array([0]))
        drawn = looks.by_pdfium(imposed(form(field("Btn", at, MK=about)), ONE))
        assert (grey(drawn, 52, 595 - 418) < 128) == corner
        assert grey(drawn, 60, 595 - 410) < 128


def test_a_form_aligns_its_fields_and_says_their_font() -> None:
    """Entries of the field itself take precedence."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Q = 2

    def place(**entries: Any) -> tuple[float, float, float, float]:
        return ink(
            imposed(changed(form(field("Tx", WHERE, V="I", MK=None, **entries)), change), ONE)
        )

    right, left = place(), place(Q=0)
    assert right[2] == pytest.approx(250 / 72 * 25.4, abs=1.5)
    assert left[0] == pytest.approx(50 / 72 * 25.4, abs=1.5)
    large = place(DA=String("/Helv 24 Tf 0 g"))
    assert (large[3] - large[1]) / (right[3] - right[1]) == pytest.approx(2, abs=0.3)


def test_a_standard_font_is_the_one_that_is_asked_for() -> None:
    for appearance, base in (("/TiRo 12 Tf", "/Times-Roman"), ("/Odd 12 Tf", "/Helvetica")):
        made = imposed(form(field("Tx", WHERE, V="x"), appearance=appearance), ONE)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            (look,) = dict(
                pdf.pages[0].obj.Resources.XObject["/P1"].Resources.XObject.items()
            ).values()
            assert look.Resources.Font.F.BaseFont == base


def test_a_dashed_border_is_dashed() -> None:
    about, style = Dictionary(BC=Array([0])), Dictionary(W=2, S=Name.D, D=Array([6]))
    drawn = looks.by_pdfium(imposed(form(field("Tx", WHERE, MK=about, BS=style)), ONE))
    dark = sum(grey(drawn, x, 595 - 429) < 128 for x in range(60, 240))
    assert dark == pytest.approx(90, abs=12)


def test_cells_of_a_dashed_border_are_dashed_too() -> None:
    """As pdfium draws them; there are lines between the cells only, not at the left edge."""
    style = Dictionary(W=4, S=Name.D, D=Array([6]))
    parts = form(
        field("Tx", WHERE, V="7", Ff=COMB, MaxLen=2, MK=Dictionary(BC=Array([0])), BS=style)
    )
    for drawn in (looks.by_pdfium(parts), looks.by_pdfium(imposed(parts, ONE))):
        for x in (51, 150, 248):
            dark = sum(grey(drawn, x, y) < 128 for y in range(595 - 426, 595 - 404))
            assert 6 <= dark <= 16, (x, dark)


@pytest.mark.parametrize(
    ("made", "sides"),
    [
        (field("Tx", (50, 400, 90, 440)), "left right head foot"),
        (field("Btn", (50, 400, 90, 440), Ff=RADIO), "left right head foot"),
        (field("Tx", (50, 400, 90, 440), BS=Dictionary(W=8, S=Name.U)), "foot"),
    ],
    ids=["text", "radio", "underline"],
)
def test_a_border_lies_within_its_field(made: Dictionary, sides: str) -> None:
    """ISO 32000-1, table 166: 8 pt wide, all around or below; a radio button has a circle."""
    made.MK = Dictionary(BC=Array([0]), CA=String("l"))
    made.BS = made.get("/BS", Dictionary(W=8))
    drawn = looks.by_pdfium(imposed(form(made), ONE))
    middle = {"left": (50, 595 - 420), "right": (89, 595 - 420)}
    middle |= {"head": (70, 595 - 440), "foot": (70, 595 - 401)}
    inwards = {"left": (1, 0), "right": (-1, 0), "head": (0, 1), "foot": (0, -1)}
    for side, (x, y) in middle.items():
        across, down = inwards[side]
        # (The sheet is 595.28 pt high: a border may begin in the middle of a dot.)
        for far in (-3, -2, *range(1, 7), 9, 10, 11):
            dark = grey(drawn, x + far * across, y + far * down) < 128
            assert dark is (side in sides and 0 < far < 8), (side, far)


# Visible, but not printed


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (form(field("Tx", WHERE, V="Réponse", F=0)), "the field 'nom'"),
        (form(field("Btn", WHERE, V=Name.Yes, AS=Name.Yes, F=0)), "the field 'nom'"),
        (stamped(0), "a stamp"),
        (stamped(0, "/FreeText"), "a note (FreeText)"),
    ],
)
def test_what_is_seen_and_not_printed_is_told(source: bytes, name: str) -> None:
    (warning,) = unprinted(page_boxes.opened(source), [1])
    assert warning.startswith(f"page 1: {name}: seen on a screen, but not marked to be printed")
    assert "Réponse" not in warning
    assert looks.ink(looks.by_pdfium(imposed(source, ONE))) == 0


@pytest.mark.parametrize(
    "source",
    [
        form(field("Tx", WHERE, V="Réponse")),
        form(field("Tx", WHERE, V="Réponse", F=2)),
        form(field("Tx", WHERE, V="Réponse", F=32)),
        form(field("Tx", WHERE, V="", F=0)),
        form(field("Btn", WHERE, V=Name.Off, AS=Name.Off, F=0)),
        stamped(0, "/Highlight"),
        stamped(0, "/Link"),
    ],
)
def test_what_prints_or_is_not_seen_is_not_told(source: bytes) -> None:
    assert unprinted(page_boxes.opened(source), [1]) == ()


def test_the_same_on_many_pages_is_told_once() -> None:
    """A file that was proof-read has remarks on each page: a warning each would bury the others."""
    pdf = page_boxes.opened(form(field("Tx", WHERE, Subtype=Name.Text, Contents=String("revoir"))))
    for _ in range(3):
        pdf.pages.append(pdf.pages[0])
    del pdf.pages[2].obj.Annots
    (warning,) = unprinted(pdf, [1, 2, 3, 4])
    assert warning.startswith("pages 1-2, 4: a note (Text): remarks for the screen")


@pytest.mark.parametrize("kind", ["Text", "FileAttachment"])
def test_a_remark_without_a_sign_does_not_stop_sheets_and_is_told(kind: str) -> None:
    """Comments of those who proof-read a file are for the screen; their words never print."""
    source = form(field("Tx", WHERE, Subtype=Name(f"/{kind}"), Contents=String("revoir")))
    (warning,) = unprinted(page_boxes.opened(source), [1])
    assert warning.startswith(f"page 1: a note ({kind}): remarks for the screen")
    assert looks.ink(looks.by_pdfium(imposed(source, ONE))) == 0
    for_screen = form(field("Tx", WHERE, F=0, Subtype=Name(f"/{kind}")))
    assert unprinted(page_boxes.opened(for_screen), [1]) == ()


def test_a_look_without_a_box_is_none() -> None:
    """ISO 32000-1, table 95: it is required; pdfium draws such a stamp, Ghostscript does not."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Annots[0].AP.N["/BBox"]

    with pytest.raises(PdfError, match="a stamp"):
        imposed(changed(stamped(4), change), ONE)


def test_only_chosen_pages_are_told() -> None:
    source = form(field("Tx", WHERE, V="Réponse", F=0))
    with pikepdf.open(io.BytesIO(source)) as pdf:
        pdf.add_blank_page(page_size=(pt(148), pt(210)))
        two = saved(pdf)
    assert unprinted(page_boxes.opened(two), [2]) == ()
    assert len(unprinted(page_boxes.opened(two), [1, 1, 2])) == 1


@pytest.mark.parametrize(
    ("part", "message"),
    [("Notes.read", "annotations of page 1 cannot be read"), ("_draw", "cannot be drawn: print")],
)
def test_what_the_library_cannot_read_is_told_with_what_to_do(part: str, message: str) -> None:
    """qpdf mends most damage when it opens a file; what is left must end in words."""
    source = stamped(4)
    failing = Mock(side_effect=pikepdf.PdfError("broken"))
    with patch(f"zines.imposition.sheets.annotations.{part}", failing):
        with pytest.raises(ImpositionError, match=message):
            pdf = page_boxes.opened(source)
            flatten(pdf, list(pdf.pages), [1])
        # Remarks on the sheets are left out for that page alone.
        assert unprinted(page_boxes.opened(source), [1]) == ()


def test_a_page_that_cannot_be_read_hides_no_remark_on_others() -> None:
    source = form(field("Tx", WHERE, V="Réponse", F=0))
    with pikepdf.open(io.BytesIO(source)) as pdf:
        pdf.add_blank_page(page_size=(pt(148), pt(210)))
        pdf.pages.reverse()
        broken = Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9])
        pdf.pages[0].obj.Annots = Array([broken])
        two = saved(pdf)
    read = Notes.read

    def failing(self: Notes, one: Any) -> Any:
        if one.Subtype == Name.Stamp:
            raise pikepdf.PdfError("broken")
        return read(self, one)

    with patch.object(Notes, "read", failing):
        assert len(unprinted(page_boxes.opened(two), [1, 2])) == 1


# Layers


def usage(**states: str) -> Dictionary:
    return Dictionary(
        {
            f"/{kind}": Dictionary({f"/{kind}State": Name(f"/{state}")})
            for kind, state in states.items()
        }
    )


def printing(*categories: str, event: str = "Print") -> Any:
    return lambda layer: {
        "AS": Array(
            [
                Dictionary(
                    Event=Name(f"/{event}"),
                    OCGs=Array([layer]),
                    Category=Array([Name(f"/{one}") for one in categories]),
                )
            ]
        )
    }


def membership(**entries: Any) -> Any:
    return lambda layer: Dictionary(
        Type=Name.OCMD,
        **{key: value(layer) if callable(value) else value for key, value in entries.items()},
    )


def either(word: Name) -> Any:
    """Return a visibility expression of a layer and its negation."""
    return lambda layer: Array([word, layer, Array([Name.Not, layer])])


OFF = {"config": lambda layer: {"OFF": Array([layer])}}


def off_for(intent: Any) -> Any:
    return lambda layer: {"OFF": Array([layer]), "Intent": intent}


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ({}, True),
        (OFF, False),
        ({"config": lambda layer: {"BaseState": Name.OFF}}, False),
        ({"config": lambda layer: {"BaseState": Name.OFF, "ON": Array([layer])}}, True),
        ({"usage": usage(Print="OFF", View="ON"), "config": printing("Print")}, False),
        ({"usage": usage(Print="ON", View="OFF"), "config": printing("Print")}, True),
        ({"usage": usage(Print="ON", View="OFF"), "config": printing("View")}, False),
        ({"usage": usage(Print="OFF"), "config": printing("Print", event="View")}, True),
        ({"oc": membership(OCGs=lambda layer: layer), **OFF}, False),
        ({"oc": membership(OCGs=lambda layer: layer, P=Name.AllOff), **OFF}, True),
        ({"oc": membership(OCGs=lambda layer: layer, P=Name.AnyOff)}, False),
        ({"oc": membership(OCGs=lambda layer: Array([layer]), P=Name.AllOn)}, True),
        ({"oc": membership(VE=lambda layer: Array([Name.Not, layer]))}, False),
        ({"oc": membership(VE=either(Name.Or))}, True),
        ({"oc": membership(VE=either(Name.And))}, False),
        # The state of a layer counts if it has an intent of the configuration (8.11.2.3).
        ({"intent": Name.Design, **OFF}, True),
        ({"intent": Array([Name.View, Name.Design]), **OFF}, False),
        ({"intent": Name.Design, "config": off_for(Name.Design)}, False),
        ({"intent": Name.Design, "config": off_for(Name.All)}, False),
        ({"config": off_for(Array([]))}, True),
    ],
)
def test_a_stamp_prints_where_its_layer_does(case: dict[str, Any], shown: bool) -> None:
    """Source: ISO 32000-1, 8.11.4.3 to 8.11.4.5."""

    def change(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(
            Dictionary(Type=Name.OCG, Name="Brouillon", Usage=case.get("usage", Dictionary()))
        )
        if "intent" in case:
            layer.Intent = case["intent"]
        config = case.get("config", lambda layer: {})(layer)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**config))
        pdf.pages[0].obj.Annots[0].OC = case.get("oc", lambda layer: layer)(layer)

    made = imposed(changed(stamped(4), change), ONE)
    assert (looks.ink(looks.by_pdfium(made)) > 0) == shown


def test_a_stamp_in_a_hidden_layer_does_not_print_beside_one_that_prints() -> None:
    """The library that draws stamps into their pages does not read layers."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Brouillon"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        (stamp,) = pdf.pages[0].obj.Annots
        hidden = Dictionary({**stamp, "/OC": layer})
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(hidden)])

    made = imposed(changed(stamped(4), change), ONE)
    assert [looks.ink(looks.by_pdfium(made, page)) > 0 for page in (0, 1)] == [True, False]


def test_layers_that_hold_themselves_come_to_an_end() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        deep: Any = pdf.make_indirect(Array([Name.Not]))
        for _ in range(100):
            deep.append(deep)
        pdf.pages[0].obj.Annots[0].OC = Dictionary(Type=Name.OCMD, VE=deep)

    assert imposed(changed(stamped(4), change), ONE)


# --no-notes


@pytest.mark.parametrize(
    "source", [stamped(4), form(field("Tx", WHERE, V="Łódź")), form(field("Tx", WHERE, V="x", F=0))]
)
def test_notes_are_left_out_on_demand(source: bytes, tmp_path: Any) -> None:
    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(source)
    call = ["impose", str(given), str(made), "--schema", "n-up", "--sheet", "a5"]
    result = CliRunner().invoke(cli, [*call, "--no-notes"])
    assert result.exit_code == 0 and "warning" not in result.output, result.output
    assert looks.ink(looks.by_pdfium(made.read_bytes())) == 0
    # Without the option, they are printed or reported.
    result = CliRunner().invoke(cli, call)
    assert "nom" in result.output or looks.ink(looks.by_pdfium(made.read_bytes())) > 0


@pytest.mark.parametrize("words", [(), ("--no-notes",)])
def test_notes_that_are_left_out_are_not_read(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of many fields took long for warnings that nobody saw."""
    told = Mock(return_value=())
    monkeypatch.setattr(imposing, "unprinted", told)
    given = tmp_path / "in.pdf"
    given.write_bytes(form(field("Tx", WHERE, V="x")))
    call = ["impose", str(given), str(tmp_path / "out.pdf"), "--schema", "n-up", "--sheet", "a5"]
    assert CliRunner().invoke(cli, [*call, *words]).exit_code == 0
    assert told.called == (not words)


def test_notes_on_sheets_are_left_out_on_demand(tmp_path: Any) -> None:
    given, made = tmp_path / "in.pdf", tmp_path / "out.pdf"
    given.write_bytes(stamped(4))
    for words, shown in (((), True), (("--no-notes",), False)):
        call = ["unimpose", str(given), str(made), "--schema", "n-up", "--trim", "a5", *words]
        assert CliRunner().invoke(cli, call).exit_code == 0
        assert (looks.ink(looks.by_pdfium(made.read_bytes())) > 0) == shown


# Any values


_ODD = """5 -1 99999999999 0.5 (text) (\\377\\376x) <FEFF0041> /Name /Off /Yes [] [1 2 3] [(a)(b)]
[[(a)(b)](c)] [0 0 0 0] [9 9 1 1] [-1000000000 -1000000000 1000000000 1000000000] <<>> <</N<<>>>>
<</N<</Yes 5>>>> <</N 5>> <</BC[1]/BG[1 2 3]/R 90>> <</BC(x)/CA 5/R/X>>
<</W 1000000000/S/D/D[1000000000 -5 (x)]>> <</W -5>> (/Helv 0 Tf) (/Helv 99999999 Tf 1 0 0 rg) (Tf)
(/X -12 Tf 9999999 g) <</Font<</Helv<</Type/Font/Subtype/Type0>>>>>> <</Font 5>> true 16777216"""
_VALUE = st.sampled_from(re.findall(r"<<.*?>>(?=\s|$)|\[.*?\](?=\s|$)|\(.*?\)(?=\s|$)|\S+", _ODD))
_KEY = st.sampled_from(
    "FT Ff V Rect MK BS Border DA Q MaxLen Opt TI AS AP F OC T Parent DR Subtype".split()  # noqa: SIM905
)


@given(
    st.sampled_from(["Tx", "Ch", "Btn", "Sig"]),
    st.dictionaries(_KEY, _VALUE, min_size=1, max_size=4),
    st.sampled_from([None, "/Helv 12 Tf 0 g", "/Helv 0 Tf"]),
)
@settings(max_examples=150)
def test_the_entries_of_a_field_may_be_anything(
    kind: str, entries: dict[str, str], appearance: str | None
) -> None:
    """The result has a content stream with valid numbers only, or is a refusal."""
    odd = {key: pikepdf.Object.parse(value.encode()) for key, value in entries.items()}
    source = form(field(kind, WHERE, **{"V": "Oui\x07\n"} | odd), appearance=appearance)
    try:
        unprinted(page_boxes.opened(source), [1])
        made = imposed(source, ONE)
    except PdfError:
        return
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0].obj.Resources.XObject["/P1"]
        for look in dict(page.Resources.get("/XObject", Dictionary()).items()).values():
            operators = re.sub(rb"<[0-9a-f]*>", b"", look.read_bytes())
            assert not re.search(rb"\d[eE][-+]?\d|nan|inf", operators)
            pikepdf.parse_content_stream(look)


def test_a_form_that_few_programs_draw_is_told() -> None:
    """Such a file has one page, with the text "please wait"."""
    with pikepdf.open(io.BytesIO(pages(1, A5))) as pdf:
        assert unprinted(pdf, [1]) == ()
        pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=[])
        (warning,) = unprinted(pdf, [1])
        assert "XFA" in warning and "print it to a PDF first" in warning
        # If it also has fields, its pages show them.
        pdf.Root.AcroForm.Fields = [pdf.make_indirect(Dictionary(FT=Name.Tx))]
        assert unprinted(pdf, [1]) == ()


def test_a_portfolio_is_told() -> None:
    """Its documents are attached (ISO 32000-1, 12.3.5): its page only says how to open them."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = Dictionary(Type=Name.Collection)

    (warning,) = unprinted(page_boxes.opened(changed(pages(1, A5), change)), [1])
    assert "is a portfolio" in warning
