"""Blanks to write on become form fields, in tagged pages. Imports pikepdf.

Typst 0.15 has no forms. A layout sets a blank as a link to ``field:`` and JSON (``to-fill`` of
layouts/lib/components/writing.typ), so that it has its place on the page and in the reading order;
here its annotation becomes a Widget, and its tag a Form (ISO 32000-1, 12.7 and 14.8.4.5; ISO
14289-1, 7.18.4). Nothing is required, sent or computed: there is no action and no script. A place
for a signature is no field: a typed name is no signature, and such papers are signed by hand.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from zines.base.manifest_entry import FieldEntry
from zines.pdf.annotations import notes
from zines.pdf.content.drawing import written
from zines.pdf.opening.safe_get import get, listed
from zines.prepress.fields import field_names, field_values, typed_font

_MARK = b"field:"
#: The height of a field of one line, relative to its text size: viewers centre the text in it.
_LINE = 1.4
#: A filled-in field of several lines covers the lines for a pen: it extends past their ends by the
#: first distance, and stays below their label by the second.
_OVER_PT, _BELOW_LABEL_PT = 0.5, 2.0
#: Up to this size, viewers choose the text size of a field of several lines, so that the text fits.
_LARGEST_FITTED_PT = 12
_BLACK, _WHITE = (0, 0, 0, 1), (0, 0, 0, 0)
_CROSS_PT, _CROSS_INSET = 1.4, 0.22
_ON, _OFF = "/Oui", "/Off"
#: The label of a blank without a question before it.
_UNNAMED = "À remplir"
_KINDS = {"text": "text", "lines": "multi-line", "tick": "tick", "comb": "comb"}


def make(pdf: pikepdf.Pdf, presets: Mapping[str, str]) -> bool:
    """Turn marked links into form fields, and return whether there are any.

    ``presets`` fill in fields by their names; unknown names are ignored. Raises PresetError.
    """
    found = list(_marked(pdf))
    if not found:
        return False
    asked = _questions([about for _, _, about in found])
    names = field_names.named(asked)
    often, seen = Counter(asked), Counter[tuple[str, str]]()
    maker = _Maker(pdf)
    tags = _tags(pdf)
    for (_, note, about), one, name in zip(found, asked, names, strict=True):
        seen[one] += 1
        label = " : ".join(part for part in one if part) or _UNNAMED
        label = label[0].upper() + label[1:]
        if often[one] > 1:
            label += f" ({seen[one]})"
        maker.convert(note, about, name, label, presets.get(name, ""))
        tag = tags[int(note.StructParent)]
        tag.S = Name.Form
        if "/A" in tag:
            # A layout attribute that states that the link stands apart; it means nothing for a
            # field.
            del tag.A
    for page in {one.objgen: one for one, _, _ in found}.values():
        # The tab key goes from field to field in reading order (12.5, table 30).
        page.Tabs = Name.S
    maker.finish()
    return True


def unmark(pdf: pikepdf.Pdf) -> None:
    """Remove marked links, in tagged pages that are only viewed."""
    found = list(_marked(pdf))
    tags = _tags(pdf) if found else {}
    for page, note, _ in found:
        page.Annots = Array(one for one in page.Annots if one.objgen != note.objgen)
        tag = tags[int(note.StructParent)]
        tag.S = Name.NonStruct
        del tag.K


def entries(content: bytes) -> list[FieldEntry]:
    """Return the manifest entries of the fields of a finished file, in the order of its pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            {"name": str(one.T), "label": str(one.TU), "kind": _kind(one)}
            for one in listed(get(get(pdf.Root, "/AcroForm"), "/Fields"))
        ]


def _kind(field: Any) -> Any:
    flags = int(field.get("/Ff", 0))
    if str(field.FT) == "/Btn":
        return _KINDS["tick"]
    if flags & notes.COMB:
        return _KINDS["comb"]
    return _KINDS["lines" if flags & notes.MULTILINE else "text"]


def _marked(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Yield the pages and their marked links, with the data of the layout on each."""
    for page in pdf.pages:
        for note in listed(get(page.obj, "/Annots")):
            address = get(get(note, "/A"), "/URI")
            if address is not None and bytes(address).startswith(_MARK):
                yield page.obj, note, json.loads(bytes(address).removeprefix(_MARK))


def _questions(marked_data: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the question of each field, and the answer or part that it is for.

    The boxes to tick of one question have the same data: they stand for its answers one after the
    other.
    """
    ticked = Counter[str]()
    found = []
    for about in marked_data:
        part = str(about.get("part", ""))
        if choices := about.get("choices"):
            key = json.dumps(about)
            part = choices[ticked[key] % len(choices)]
            ticked[key] += 1
        found.append((field_names.plain(about["label"]), field_names.plain(part)))
    return found


def _tags(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """Return the structure elements that own single objects, by their keys in the parent tree."""
    above, found = [pdf.Root.StructTreeRoot.ParentTree], {}
    while above:
        node = above.pop()
        above += listed(get(node, "/Kids"))
        pairs = listed(get(node, "/Nums"))
        for number, element in zip(pairs[::2], pairs[1::2], strict=True):
            if isinstance(element, pikepdf.Dictionary):
                found[int(number)] = element
    return found


class _Maker:
    """Create the widgets of one file; shared objects are created once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._font: Any = None
        self._fields: list[Any] = []
        self._empty = self._look(b"", 1, 1)
        self._ticks: dict[tuple[str, str], Any] = {}
        self._framed = pdf.make_indirect(Dictionary(BG=Array(_WHITE), BC=Array(_BLACK)))
        self._crossed = pdf.make_indirect(Dictionary(CA=String("8")))
        self._line = pdf.make_indirect(Dictionary(W=_OVER_PT))

    def convert(self, note: Any, about: dict[str, Any], name: str, label: str, preset: str) -> None:
        """Turn a link into a field, with its preset filled in; raises PresetError."""
        for key in ("/A", "/Border", "/Contents", "/H"):
            if key in note:
                del note[key]
        note.Subtype = Name.Widget
        note.T, note.TU = String(name), String(label)
        left, foot, right, head = (float(side) for side in note.Rect)
        if about["kind"] == "tick":
            state = Name(_ON if preset and field_values.is_ticked(name, preset) else _OFF)
            note.FT, note.V, note.AS = Name.Btn, state, state
            note.MK = self._crossed
            note.AP = self._tick(right - left, head - foot)
        else:
            self._convert_to_text(note, about, name, preset)
        self._fields.append(note)

    def _convert_to_text(self, note: Any, about: dict[str, Any], name: str, preset: str) -> None:
        """Turn an annotation into a field of text, with its preset; raises PresetError."""
        left, foot, right, head = (float(side) for side in note.Rect)
        kind, size = about["kind"], float(about["size"])
        # A text that does not fit on the paper cannot be typed.
        flags = notes.DO_NOT_SCROLL
        if kind == "lines":
            flags |= notes.MULTILINE
            note.MK, note.BS = self._framed, self._line
            # Size 0: smaller if more text is typed, and never over 12 pt.
            size = 0 if size <= _LARGEST_FITTED_PT else size
            box = (left - _OVER_PT, foot - _OVER_PT, right + _OVER_PT, head - _BELOW_LABEL_PT)
        elif kind == "cell":
            flags |= notes.MULTILINE
            size = 0 if size <= _LARGEST_FITTED_PT else size
            box = (left, foot, right, head)
        elif kind == "comb":
            flags |= notes.COMB
            note.MaxLen = int(about["cells"])
            size = min(size, (head - foot) / _LINE)
            box = (left, foot, right, head)
        else:
            size = min(size, float(about["height"]) / _LINE)
            box = (left, foot, right, foot + size * _LINE)
        note.Rect = Array([round(side, 3) for side in box])
        note.FT, note.Ff = Name.Tx, flags
        wide, high = box[2] - box[0], box[3] - box[1]
        # Programs that fill in a field replace its appearance: each field has its own.
        note.AP = Dictionary(N=self._look(b"", wide, high))
        if words := field_values.cleaned(preset):
            place = field_values.Place(
                name,
                width=wide,
                height=high,
                size=size,
                edge=_OVER_PT if kind == "lines" else 0.0,
                lines=kind in ("lines", "cell"),
                cells=note.get("/MaxLen", 0),
            )
            set_in, drawn = field_values.look(words, place)
            # A field whose size fits the text keeps size 0, so that the size fits again after a
            # change.
            size = size and set_in
            note.V = String(words)
            ground = _ground(wide, high) if kind == "lines" else ""
            note.AP.N = self._look(f"{ground}{drawn}".encode(), wide, high, self._fonts())
        if kind == "text":
            size = 0  # (As high as the line, and smaller for a text that is longer than it.)
        note.DA = String(f"0 0 0 1 k /{typed_font.NAME} {written(size)} Tf")

    def finish(self) -> None:
        """Add the form to the file."""
        self._pdf.Root.AcroForm = Dictionary(
            Fields=Array(self._fields),
            DR=self._fonts(),
            DA=String(f"0 0 0 1 k /{typed_font.NAME} 0 Tf"),
        )

    def _tick(self, width: float, height: float) -> Any:
        key = (written(width), written(height))
        if key not in self._ticks:
            left, right = _CROSS_INSET * width, (1 - _CROSS_INSET) * width
            foot, head = _CROSS_INSET * height, (1 - _CROSS_INSET) * height
            a, b, c, d = (written(one) for one in (left, foot, right, head))
            cross = f"q 0 0 0 1 K {_CROSS_PT} w 1 J {a} {b} m {c} {d} l {a} {d} m {c} {b} l S Q"
            self._ticks[key] = self._pdf.make_indirect(
                Dictionary(
                    N=Dictionary(
                        {_ON: self._look(cross.encode(), width, height), _OFF: self._empty}
                    )
                )
            )
        return self._ticks[key]

    def _fonts(self) -> Dictionary:
        if self._font is None:
            self._font = typed_font.embed(self._pdf)
        return Dictionary(Font=Dictionary({f"/{typed_font.NAME}": self._font}))

    def _look(
        self, content: bytes, width: float, height: float, fonts: Dictionary | None = None
    ) -> Any:
        return self._pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(width, 3), round(height, 3)]),
            Resources=fonts or Dictionary(),
        )


def _ground(width: float, height: float) -> str:
    """Return the ground and border of a field of several lines, as viewers draw them."""
    half, wide, high = _OVER_PT / 2, width - _OVER_PT, height - _OVER_PT
    place = " ".join(map(written, (half, half, wide, high)))
    return f"q 0 0 0 0 k 0 0 0 1 K {_OVER_PT} w {place} re B Q "
