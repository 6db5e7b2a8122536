"""Notes, stamps and form fields on a page (ISO 32000-1, 12.5 and 12.7). Imports pikepdf.

An annotation that is printed shows its normal appearance stream, the entry N of its dictionary AP
(``look`` in this code).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from zines.pdf.annotations.shown_words import shown_words, together
from zines.pdf.opening.safe_get import box, get, key, listed, name, number, numbers, text
from zines.pdf.optional_content import Layers
from zines.pdf.pdf_file import Annotation

#: The numbers of a rectangle.
_CORNERS = 4
#: Flags of an annotation (table 165).
INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW = 1, 2, 4, 32
#: Flags of a field (tables 226, 228 and 230).
MULTILINE, PASSWORD, PUSH_BUTTON, COMBO = 1 << 12, 1 << 13, 1 << 16, 1 << 17
DO_NOT_SCROLL, COMB = 1 << 23, 1 << 24
#: Whether the form of a field asks viewers to make looks: written when files are joined.
ASKED = "/HorsBocalAsked"
#: Annotations that only work on a screen; those that play something may show a picture on paper.
_ONLY_ON_SCREEN = ("Link", "Popup")
_PLAYERS = ("Movie", "Screen", "Sound")
#: The flag Invisible counts only for types that the standard does not know (table 165).
_STANDARD = {
    *(*_ONLY_ON_SCREEN, *_PLAYERS, "Text", "FreeText", "Line", "Square", "Circle", "Polygon"),
    *("PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink"),
    *("FileAttachment", "Widget", "PrinterMark", "TrapNet", "Watermark", "3D", "Redact"),
    *("Projection", "RichMedia"),
}
#: The deepest level of fields within fields that is read; real forms have two or three levels.
_DEEPEST_FIELD = 32
#: The most characters of the name of a field in a message.
_LONGEST_NAME = 60


class Notes:
    """Reads the notes of one file, with the layers that are printed and those seen on a screen."""

    def __init__(self, root: Any) -> None:
        """Read the layers of a catalogue, and whether its form leaves looks to viewers."""
        self._printed, self._seen = Layers(root, "Print"), Layers(root, "View")
        self._asked = get(get(root, "/AcroForm"), "/NeedAppearances") is True

    def read(self, annotation: Any, scale: float = 1.0) -> Annotation:
        """Read an annotation; ``scale`` is the length of the unit of its page, in pt."""
        flags = int(number(get(annotation, "/F")))
        subtype = name(get(annotation, "/Subtype"))
        place = box(get(annotation, "/Rect"), scale)
        layer = get(annotation, "/OC")
        is_field = subtype == "Widget"
        own = get(annotation, ASKED)
        shown = has_look(annotation, asked=own if isinstance(own, bool) else self._asked)
        there = not flags & _HIDDEN and place is not None and subtype not in _ONLY_ON_SCREEN
        there = there and not (flags & INVISIBLE and subtype not in _STANDARD)
        there = there and (shown or subtype not in _PLAYERS)
        return Annotation(
            subtype,
            place,
            field=field_name(annotation) if is_field else "",
            prints=there and bool(flags & _PRINT) and self._printed.show(layer),
            seen=there and not flags & _NO_VIEW and self._seen.show(layer),
            filled=is_field and is_filled(annotation),
            has_look=shown,
        )


def inherited(annotation: Any, entry: str) -> Any:
    """Return an entry of a field, or that of the fields it is part of; None without an entry."""
    return next(
        (one for field in _lineage(annotation) if (one := field.get(entry)) is not None), None
    )


def _lineage(annotation: Any) -> Iterator[pikepdf.Dictionary]:
    """Yield a field, and the fields it is part of, each once."""
    field, seen = annotation, set[str]()
    for _ in range(_DEEPEST_FIELD):
        own = key(field)
        if not isinstance(field, pikepdf.Dictionary) or own in seen:
            return
        if own:
            seen.add(own)
        yield field
        field = field.get("/Parent")


def field_name(annotation: Any) -> str:
    """Return the full name of a field, on one line and without control characters."""
    parts = [part for field in _lineage(annotation) if (part := text(field.get("/T")))]
    whole = ".".join(reversed(parts))
    shown = "".join(sign if sign.isprintable() else " " for sign in whole)
    return " ".join(shown.split())[:_LONGEST_NAME]


def kind(annotation: Any) -> str:
    """Return the type of a field: ``Tx`` text, ``Ch`` choice, ``Btn`` button, ``Sig`` signature."""
    return name(inherited(annotation, "/FT"))


def flags(annotation: Any) -> int:
    """Return the flags of a field, an integer that may be larger than any coordinate."""
    found = inherited(annotation, "/Ff")
    return found if isinstance(found, int) else 0


def is_filled(annotation: Any) -> bool:
    """Return whether a field has a value to show: a text, a choice, a tick.

    The value of a signature is no text: it shows its appearance or nothing. A push button has no
    value.
    """
    if kind(annotation) == "Btn":
        return not flags(annotation) & PUSH_BUTTON and name(state(annotation)) != "Off"
    return bool(values(annotation))


def state(annotation: Any) -> Any:
    """Return the state of a tick box, a name; ``/Off`` without a tick."""
    states = (get(annotation, "/AS"), inherited(annotation, "/V"))
    return next((one for one in states if name(one)), pikepdf.Name.Off)


def values(annotation: Any) -> list[str]:
    """Return the text of a field, or its choices; an empty list if it is empty."""
    value = inherited(annotation, "/V")
    if isinstance(value, pikepdf.Stream):
        # The text of a rich field, too long for a string, only counts as a value.
        return ["\ufffd"]
    return [one for one in map(text, listed(value)) if one]


def look(annotation: Any) -> Any:
    """Return the appearance stream that an annotation shows; None if it shows none.

    A box without a state is not ticked (12.7.4.2.3).
    """
    normal = get(get(annotation, "/AP"), "/N")
    if not isinstance(normal, pikepdf.Stream):
        normal = get(normal, state(annotation))
    return normal if _is_look(normal) else None


def _is_look(value: Any) -> bool:
    """Return whether it is a form with a box (table 95): viewers disagree on those without one."""
    return isinstance(value, pikepdf.Stream) and len(numbers(value.get("/BBox"))) == _CORNERS


def has_look(annotation: Any, *, asked: bool) -> bool:
    """Return whether an annotation has an appearance, if only for other states than its own.

    Programs that fill in a field may keep the appearance that it had when it was empty: a filled
    text or choice field that draws nothing counts as a field without an appearance. If the form
    asks viewers to make all appearances (``asked``, its NeedAppearances), one that shows other
    words than the value of its field does, too. A value of spaces alone has nothing to show.
    """
    normal = get(get(annotation, "/AP"), "/N")
    if isinstance(normal, pikepdf.Dictionary):
        return any(_is_look(one) for _, one in normal.items())
    if not _is_look(normal):
        return False
    if kind(annotation) not in ("Tx", "Ch") or not together("".join(values(annotation))):
        return True
    shown = shown_words(normal)
    if shown is None or not asked or not shown:
        return shown != ""
    return _shows_its_value(annotation, shown)


def _shows_its_value(annotation: Any, shown: str) -> bool:
    """Return whether words are those of a field, as far as can be known.

    A password shows as stars, a number as the script of its field writes it (12.6.3: AA, F), and
    the words of a rich text are among its marks.
    """
    if isinstance(inherited(annotation, "/V"), pikepdf.Stream):
        return True
    # The actions of a widget may stand beside those of its field.
    scripts = [get(field.get("/AA"), "/F") for field in _lineage(annotation)]
    if flags(annotation) & PASSWORD or any(one is not None for one in scripts):
        return True
    if kind(annotation) == "Ch" and not flags(annotation) & COMBO:
        # Words do not show which rows of a list are marked.
        return False
    return all(together(one) in shown for one in choices(annotation))


def options(annotation: Any) -> dict[str, str]:
    """Return the words of each option by its value: an option may be a pair of both."""
    found = {}
    for option in listed(inherited(annotation, "/Opt")):
        pair = listed(option)
        if pair:
            found[text(pair[0])] = text(pair[-1])
    return found


def choices(annotation: Any) -> list[str]:
    """Return the text of a field, or its choices as people see them."""
    words = options(annotation)
    return [words.get(one, one) for one in values(annotation)]
