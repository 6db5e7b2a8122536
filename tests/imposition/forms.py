"""Forms as other programs fill them in: with values, but without appearance streams."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.imposition.pdfs import A5, changed, pages

#: A black border on a grey background.
BOX = {"/BC": Array([0]), "/BG": Array([0.9])}
PRINT = 4
MULTILINE, PASSWORD, RADIO, PUSH, COMBO, COMB = (1 << bit for bit in (12, 13, 15, 16, 17, 24))


def field(kind: str, at: tuple[float, float, float, float], **entries: Any) -> Dictionary:
    """Return a field at (left, bottom, right, top) in pt, with a border and a background."""
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name(f"/{kind}"),
        Rect=Array(at),
        F=PRINT,
        T="nom",
        MK=Dictionary(BOX),
    )
    for key, value in entries.items():
        if value is None:
            del made[f"/{key}"]
        else:
            made[f"/{key}"] = value
    return made


def form(*fields: Dictionary, appearance: str | None = "/Helv 12 Tf 0 g", turn: int = 0) -> bytes:
    """Return an empty A5 page with these fields; ``appearance`` is their default appearance."""

    def change(pdf: pikepdf.Pdf) -> None:
        helvetica = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        made = Array([pdf.make_indirect(one) for one in fields])
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"")
        page.Annots = made
        if turn:
            page.Rotate = turn
        pdf.Root.AcroForm = Dictionary(
            Fields=made,
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(helvetica))),
        )
        if appearance is not None:
            pdf.Root.AcroForm.DA = pikepdf.String(appearance)

    return changed(pages(1, A5), change)
