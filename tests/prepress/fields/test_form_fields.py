"""Form fields: which of them a marked link becomes, where it lies, and how it looks when empty."""

from __future__ import annotations

import json
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.helpers import grey_pictures, saved
from zines.pdf.annotations import notes
from zines.prepress.fields import form_fields

RECT = [20, 30, 80, 60]


def marked(*links: dict[str, Any]) -> Pdf:
    """Return a tagged page with marked links, as layouts write them, and one link of the text."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100)).obj
    numbers = Array()
    page.Annots = Array()
    for at, about in enumerate([*links, None]):
        tag = pdf.make_indirect(Dictionary(S=Name.Link, A=Dictionary(O=Name.Layout), K=at))
        address = "https://exemple.fr/"
        if about is not None:
            address = form_fields._MARK.decode() + json.dumps({"label": "Nom", "size": 10, **about})
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array(RECT), StructParent=at,
            A=Dictionary(S=Name.URI, URI=String(address)), Border=Array([0, 0, 0]),
        )  # fmt: skip
        page.Annots.append(pdf.make_indirect(note))
        numbers.extend(Array([at, tag]))
    pdf.Root.StructTreeRoot = Dictionary(ParentTree=Dictionary(Nums=numbers))
    return pdf


def fields_of(pdf: Pdf, **presets: str) -> list[Any]:
    assert form_fields.make(pdf, presets)
    return list(pdf.Root.AcroForm.Fields)


def test_a_tick_is_a_cross_in_its_box() -> None:
    """ISO 32000-1, 12.7.4.2.3: one appearance for each state."""
    pdf = marked({"kind": "tick"}, {"kind": "tick", "label": "Accord"})
    first, second = fields_of(pdf, accord="oui")
    assert first.FT == "/Btn" and (Name.Off, Name.Off) == (first.V, first.AS)
    assert (Name.Oui, Name.Oui) == (second.V, second.AS)
    # ZapfDingbats: 8 is a cross, for viewers that draw it themselves.
    assert str(first.MK.CA) == "8"
    assert [float(side) for side in first.Rect] == RECT
    assert [float(side) for side in first.AP.N.Oui.BBox] == [0, 0, 60, 30]
    assert first.AP.N.Off.read_bytes() == b""
    numbers = first.AP.N.Oui.read_bytes().split()
    # The cross stays off the frame of its box, by a fifth of each side.
    ends = [float(one) for one in numbers if one.replace(b".", b"").isdigit()][6:]
    assert ends == pytest.approx([13.2, 6.6, 46.8, 23.4, 13.2, 23.4, 46.8, 6.6], abs=0.01)


@pytest.mark.parametrize(
    ("about", "flags", "rect", "size"),
    [
        # As high as its letters: typed words stand on the line to write on.
        ({"kind": "text", "height": 14}, 0, [20, 30, 80, 44], 0),
        ({"kind": "text", "height": 6}, 0, [20, 30, 80, 36], 0),
        ({"kind": "cell"}, notes.MULTILINE, RECT, 0),
        ({"kind": "cell", "size": 16}, notes.MULTILINE, RECT, 16),
        ({"kind": "comb", "cells": 8}, notes.COMB, RECT, 10),
        ({"kind": "lines"}, notes.MULTILINE, None, 0),
        ({"kind": "lines", "size": 16}, notes.MULTILINE, None, 16),
    ],
)
def test_a_text_field_has_its_kind_its_place_and_its_size(
    about: dict[str, Any], flags: int, rect: list[float | None] | None, size: float
) -> None:
    """Size 0 lets a viewer make the text smaller so that it fits (ISO 32000-1, 12.7.3.3)."""
    pdf = marked(about)
    (field,) = fields_of(pdf)
    # What does not fit on paper cannot be typed: it would be lost in print.
    assert field.FT == "/Tx" and field.Ff == flags | notes.DO_NOT_SCROLL
    black, name, said, operator = str(field.DA).rsplit(" ", 3)
    assert (black, operator) == ("0 0 0 1 k", "Tf") and name.startswith("/")
    assert float(said) == size
    found = [float(side) for side in field.Rect]
    if rect is not None:
        assert [a for a, b in zip(found, rect, strict=True) if b is not None] == [
            one for one in rect if one is not None
        ]
    else:
        # It covers the ruled lines, which are for pens.
        assert found[0] < 20 and found[1] < 30 and found[2] > 80
    wide, high = found[2] - found[0], found[3] - found[1]
    assert [float(side) for side in field.AP.N.BBox] == pytest.approx([0, 0, wide, high])
    assert ("/MaxLen" in field) is ("cells" in about)
    if "cells" in about:
        assert field.MaxLen == 8


def test_all_fields_of_a_file_are_typed_in_one_embedded_font() -> None:
    """ISO 32000-1, 12.7.3.3: an appearance names a font of the default resources, and of its own.

    A font of 20 kB for each of a hundred fields would make a file too long to send.
    """
    pdf = marked(*({"kind": "text", "label": label, "height": 20} for label in ("Nom", "Ville")))
    first, second = fields_of(pdf, nom="Ada", ville="Lyon")
    name = "/" + str(first.DA).split("/")[1].split()[0]
    font = pdf.Root.AcroForm.DR.Font[name]
    assert font.FontDescriptor.FontFile2.read_bytes()
    assert str(pdf.Root.AcroForm.DA).split()[5] == name
    for field in (first, second):
        assert field.AP.N.Resources.Font[name].objgen == font.objgen
        assert name.encode() in field.AP.N.read_bytes()


def test_a_field_of_several_lines_is_white_in_a_black_frame() -> None:
    """On the plate of black ink alone; other grounds would print a box in colour."""
    pdf = marked({"kind": "lines"})
    (field,) = fields_of(pdf, nom="Oui")
    assert [float(one) for one in field.MK.BG] == [0, 0, 0, 0]
    assert [float(one) for one in field.MK.BC] == [0, 0, 0, 1]
    ground = field.AP.N.read_bytes()
    assert ground.startswith(b"q 0 0 0 0 k 0 0 0 1 K") and str(field.V) == "Oui"
    (picture,) = grey_pictures(saved(pdf), 72)
    assert picture.getpixel((75, 55)) == 255


def test_links_of_the_text_stay_links() -> None:
    pdf = marked({"kind": "tick"})
    assert len(fields_of(pdf)) == 1
    field, link = pdf.pages[0].obj.Annots
    assert link.Subtype == "/Link" and "/A" in link
    assert field.Subtype == "/Widget" and not {"/A", "/Border"} & set(field.keys())
    tags = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    assert [tag.S for tag in tags] == ["/Form", "/Link"]
    assert ["/A" in tag for tag in tags] == [False, True]
    # Tab goes in the order of reading.
    assert pdf.pages[0].obj.Tabs == "/S"


def test_a_page_without_blanks_has_no_form() -> None:
    pdf = marked()
    assert not form_fields.make(pdf, {}) and "/AcroForm" not in pdf.Root
    assert "/Tabs" not in pdf.pages[0].obj


def test_a_preview_has_no_blanks_and_keeps_its_links() -> None:
    pdf = marked({"kind": "tick"}, {"kind": "cell"})
    form_fields.unmark(pdf)
    (link,) = pdf.pages[0].obj.Annots
    assert "exemple.fr" in str(link.A.URI)
    tags = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    assert [(str(tag.S), "/K" in tag) for tag in tags] == [
        ("/NonStruct", False), ("/NonStruct", False), ("/Link", True),
    ]  # fmt: skip


def test_the_manifest_lists_each_field_with_its_label() -> None:
    pdf = marked(
        {"kind": "text", "height": 12, "label": "nom"},
        {"kind": "text", "height": 12, "label": "nom"},
        *({"kind": "tick", "label": "Accord", "choices": ["oui", "non"]} for _ in range(2)),
        {"kind": "comb", "cells": 5, "label": "Code", "part": "postal"},
        {"kind": "lines", "label": ""},
    )
    form_fields.make(pdf, {})
    found = form_fields.entries(saved(pdf))
    assert [(one["label"], one["kind"]) for one in found] == [
        ("Nom (1)", "text"), ("Nom (2)", "text"), ("Accord : oui", "tick"),
        ("Accord : non", "tick"), ("Code : postal", "comb"), ("À remplir", "multi-line"),
    ]  # fmt: skip
    assert len({one["name"] for one in found}) == len(found)
    assert form_fields.entries(saved(pikepdf.new())) == []
