"""Ways to fill in a form: own appearance streams; typing and clicking in pdfium; pypdf."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Name, String
from pypdf import PdfWriter

#: Signs of French and neighbouring languages, and signs of code page 1252 beyond Latin-1: for
#: these, pdfium uses fonts of the machine unless it treats the field's font as a symbol font.
LINE = "Élise Œuvrard-Ñandú"
LINES = "Ça coûte 12 € – « l’été », à Noël…\nOù ?"
_MULTILINE, _COMB = 1 << 12, 1 << 24


def widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """Yield the fields, each with the index of its page, from 0."""
    for number, page in enumerate(pdf.pages):
        for note in page.obj.get("/Annots", []):
            if note.Subtype == Name.Widget:
                yield number, note


def text_for(field: Any) -> str:
    flags = int(field.get("/Ff", 0))
    if flags & _COMB:
        return "0123456789"[: int(field.MaxLen)]
    return LINES if flags & _MULTILINE else LINE


def _ground(field: Any, width: float, height: float) -> str:
    colour = field.get("/MK", Dictionary()).get("/BG", [])
    numbers = " ".join(str(part) for part in colour)
    return f"q {numbers} k 0 0 {width} {height} re f Q " if numbers else ""


def by_hand(content: bytes) -> bytes:
    """Fill in every field with a new appearance stream in the font of the field."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = pdf.Root.AcroForm.DR.Font
        for _, field in widgets(pdf):
            if str(field.FT) == "/Btn":
                (state,) = set(field.AP.N.keys()) - {"/Off"}
                field.V = field.AS = Name(state)
                continue
            words = text_for(field)
            field.V = String(words)
            left, foot, right, head = (float(side) for side in field.Rect)
            colour, _, font = str(field.DA).partition(" k ")
            name, size, _ = font.split()
            high = float(size) or 10
            rows = b" ".join(
                b"(%b) Tj 0 -%d Td" % (row.encode("cp1252"), high * 1.2)
                for row in words.splitlines()
            )
            start = f"2 {head - foot - high}" if "\n" in words else f"2 {high * 0.35}"
            ground = _ground(field, right - left, head - foot)
            shown = f"{ground}/Tx BMC q BT {colour} k {name} {high} Tf {start} Td ".encode()
            field.AP.N = pdf.make_stream(
                shown + rows + b" ET Q EMC",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=[0, 0, right - left, head - foot],
                Resources=Dictionary(Font=fonts),
            )
        return _saved(pdf)


def by_a_viewer(content: bytes) -> bytes:
    """Fill in every field like a user of pdfium: click into it and type, or tick it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [
            (
                number,
                [float(side) for side in field.Rect],
                "" if str(field.FT) == "/Btn" else text_for(field),
            )
            for number, field in widgets(pdf)
        ]
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    form = document.formenv
    pages = [*document]
    for number, (left, foot, right, head), words in found:
        page = pages[number]
        x, y = (left + right) / 2, (foot + head) / 2
        for event in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
            event(form, page, 0, x, y)
        if words:
            typed = (words.replace("\n", "\r") + "\0").encode("utf-16-le")
            buffer = ctypes.create_string_buffer(typed)
            pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FORM_ReplaceSelection(form, page, pointer)
        pdfium.FORM_ForceToKillFocus(form)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def by_pypdf(content: bytes) -> bytes:
    """Fill in every field by its name with pypdf, like another program."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        values = {str(one.T): _value(one) for _, one in widgets(pdf)}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _value(field: Any) -> str:
    if str(field.FT) != "/Btn":
        return text_for(field)
    (state,) = set(field.AP.N.keys()) - {"/Off"}
    return str(state)


#: All ways, independent of one another.
FILLERS = (by_hand, by_a_viewer, by_pypdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    # (A deflated stream may end with a carriage return, and seem shorter than its /Length.)
    pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return stream.getvalue()
