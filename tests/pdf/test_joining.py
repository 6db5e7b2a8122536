"""Joining several files: every page is kept, in order, and hidden layers stay hidden."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.helpers import saved
from tests.pdf.opening.test_locks import locked
from zines.pdf.joining import Joined
from zines.pdf.opening.errors import PdfError
from zines.pdf.optional_content import Layers


def drawing(*, off: bool, whole: bool = False) -> bytes:
    """Return a page with a black square in a layer.

    If ``off``, the layer is hidden: by its name, or, if ``whole``, because all layers are.
    """
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("essai")))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Properties=Dictionary(L=layer))
    page.Contents = pdf.make_stream(b"/OC /L BDC 0 g 20 20 60 60 re f EMC")
    setting = Dictionary(OFF=Array([layer] if off and not whole else []))
    if whole and off:
        setting.BaseState = Name.OFF
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=setting)
    return saved(pdf)


def shown(joined: Joined) -> list[bool]:
    given = saved(joined.pdf)
    joined.refuse_losses()
    with pypdfium2.PdfDocument(given) as pdf:
        pictures = [page.render().to_pil().convert("L") for page in pdf]
    return [picture.getpixel((50, 50)) == 0 for picture in pictures]


@pytest.mark.parametrize("whole", [False, True])
def test_a_layer_that_is_off_stays_off_wherever_its_file_stands(whole: bool) -> None:
    on, off = drawing(off=False), drawing(off=True, whole=whole)
    assert shown(Joined([on])) == [True]
    assert shown(Joined([on, off, on])) == [True, False, True]
    assert shown(Joined([off, on])) == [False, True]
    assert shown(Joined([off, off, on, on])) == [False, False, True, True]


def test_an_intent_that_one_file_follows_is_none_of_the_others() -> None:
    """ISO 32000-1, 8.11.2.3: a layer whose intent the file does not follow is on."""

    def of(own: Name, followed: Name) -> bytes:
        with pikepdf.open(io.BytesIO(drawing(off=True))) as pdf:
            pdf.Root.OCProperties.OCGs[0].Intent = own
            pdf.Root.OCProperties.D.Intent = followed
            return saved(pdf)

    shows, hides = of(Name.Design, Name.View), of(Name.Design, Name.Design)
    for files, expected in (([shows, hides], [True, False]), ([hides, shows], [False, True])):
        joined = Joined(files).pdf
        off = Layers(joined.Root, "Print")
        layers = [page.Resources.Properties.L for page in joined.pages]
        assert [off.show(one) for one in layers] == expected


def test_the_usage_of_a_layer_whose_intent_does_not_count_hides_nothing() -> None:
    """Alone, its file shows it; joined, it has no intent, and viewers would follow its usage."""
    with pikepdf.open(io.BytesIO(drawing(off=True))) as pdf:
        layer = pdf.Root.OCProperties.OCGs[0]
        layer.Intent = Name.Design
        layer.Usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
        design = saved(pdf)
    assert shown(Joined([design])) == [True]
    assert shown(Joined([design, drawing(off=True)])) == [True, False]


def test_a_layer_whose_intent_does_not_count_prints_whatever_lists_it() -> None:
    """Joined, it has no intent any more, and its usage for printing would count (8.11.4.4)."""
    with pikepdf.open(io.BytesIO(drawing(off=False))) as pdf:
        layers = pdf.Root.OCProperties
        (layer,) = layers.OCGs
        layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
        usage = Dictionary(Event=Name.Print, OCGs=layers.OCGs, Category=Array([Name.Print]))
        layers.D.AS = Array([usage, Name.Odd])
        prints_not = saved(pdf)
        layer.Intent = Name.Design
        design = saved(pdf)
    plain = drawing(off=False)
    for given, shows in ((prints_not, False), (design, True)):
        for files, place in (([given, plain], 0), ([plain, given], 1)):
            joined = Joined(files).pdf
            layers = joined.Root.OCProperties.OCGs
            printed = [Layers(joined.Root, "Print").show(one) for one in layers]
            assert printed[place] is shows and printed[1 - place]


def test_a_list_of_layers_that_is_none_gives_way() -> None:
    with pikepdf.open(io.BytesIO(drawing(off=False))) as pdf:
        pdf.Root.OCProperties.D.ON = 5
        odd = saved(pdf)
    with pikepdf.open(io.BytesIO(drawing(off=False))) as pdf:
        pdf.Root.OCProperties.D.ON = pdf.Root.OCProperties.OCGs
        listing = saved(pdf)
    assert shown(Joined([odd, listing])) == [True, True]


def test_a_file_without_layers_takes_those_of_the_next() -> None:
    plain = pikepdf.new()
    plain.add_blank_page(page_size=(100, 100))
    given = saved(plain)
    assert shown(Joined([given, drawing(off=True)])) == [False, False]


def form(fields: int, fonts: int, *, direct: bool) -> bytes:
    """Return a page of fields, with a form that names these many fonts for all of them."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    made = [Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=f"n{one}") for one in range(fields)]
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one) for one in made])
    font = {f"/F{one}": Dictionary(BaseFont=Name.Courier) for one in range(fonts)}
    resources = Dictionary(Font=Dictionary(font))
    pdf.Root.AcroForm = Dictionary(
        Fields=pdf.pages[0].obj.Annots, DR=resources if direct else pdf.make_indirect(resources)
    )
    return saved(pdf)


@pytest.mark.parametrize("direct", [True, False])
def test_the_fonts_of_a_form_are_not_copied_for_each_field(direct: bool) -> None:
    """Of 200 fields with 200 fonts, each copied them: the file was many times as large."""
    source = form(200, 200, direct=direct)
    joined = Joined([drawing(off=False), source])
    assert len(saved(joined.pdf)) < 2 * len(source)
    assert "/F7" in joined.pdf.pages[1].obj.Annots[0].DR.Font


@pytest.mark.parametrize("own", [{}, {"Q": 0}, {"DA": "/Own 7 Tf"}, {"DR": Dictionary()}])
def test_fields_keep_what_their_own_form_declares_for_all(own: dict[str, Any]) -> None:
    """ISO 32000-1, tables 218 and 222: fonts, appearance and alignment, unless they have some."""

    def of(number: int) -> bytes:
        with pikepdf.open(io.BytesIO(form(1, 1, direct=True))) as pdf:
            declared = Dictionary(DA=f"/F0 {number} Tf", Q=number, DR=Dictionary(Odd=number))
            for entry, value in declared.items():
                pdf.Root.AcroForm[entry] = value
            for entry, value in own.items():
                pdf.Root.AcroForm.Fields[0][f"/{entry}"] = value
            return saved(pdf)

    for number, page in enumerate(Joined([of(1), of(2)]).pdf.pages, 1):
        (field,) = page.obj.Annots
        wanted = {"DA": f"/F0 {number} Tf", "Q": number, "DR": Dictionary(Odd=number), **own}
        assert {entry: field[f"/{entry}"] for entry in wanted} == wanted


def test_the_version_is_the_latest_of_all_parts() -> None:
    files = []
    for version in (("1.4", 0), ("1.7", 8), ("1.7", 3)):
        with pikepdf.open(io.BytesIO(drawing(off=False))) as pdf:
            files.append(saved(pdf, force_version=version))
    for several in (files, files[::-1], files[1:], files[:2]):
        assert Joined(several).version == ("1.7", 8)
    assert Joined(files[:1]).version == ("1.4", 0)


def test_the_file_that_cannot_be_joined_is_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(drawing(off=False))
    bad.write_text("nothing")
    with pytest.raises(PdfError, match=r"bad\.pdf: the file is no PDF"):
        Joined([good, bad])
    with pytest.raises(PdfError, match=r"^the file is no PDF"):
        Joined([bad])


def test_the_locked_file_among_several_is_named(tmp_path: Path) -> None:
    """The output would be named otherwise, which is not locked."""
    open_file, locked_file = tmp_path / "a.pdf", tmp_path / "b.pdf"
    open_file.write_bytes(drawing(off=False))
    locked_file.write_bytes(locked())
    (warning,) = Joined([open_file, locked_file, locked_file]).warnings
    assert warning.startswith(f"{locked_file}: the file is locked")
    (alone,) = Joined([locked_file]).warnings
    assert alone.startswith("the file is locked")


def test_it_is_told_with_which_page_each_file_begins() -> None:
    """Messages count pages through all files; nobody counts them again by hand."""
    two = pikepdf.new()
    for _ in range(2):
        two.add_blank_page(page_size=(100, 100))
    beginnings = Joined([saved(two), drawing(off=False), saved(two)]).beginnings
    assert beginnings == "a file from page 1, a file from page 3, a file from page 4"
    assert Joined([saved(two)]).beginnings == ""
