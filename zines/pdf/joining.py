"""Joining of several files into one, page after page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import tr
from zines.pdf import catalog, page_boxes
from zines.pdf.annotations.notes import ASKED, inherited
from zines.pdf.opening import locks
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import get, key, listed
from zines.pdf.opening.soundness import UNREADABLE, refuse_losses
from zines.pdf.optional_content import counts


class Joined:
    """The pages of several files, in order, in ``pdf``; layers that are off stay off."""

    def __init__(self, files: Sequence[bytes | Path], password: str = "") -> None:
        """Open and join the files; raises PdfError, with the name of the file if there are several.

        ``password`` is tried on each locked file.
        """
        self._parts = [_opened(file, password, named=len(files) > 1) for file in files]
        self.pdf = self._parts[0]
        several = list(zip(files, self._parts, strict=True)) if len(files) > 1 else []
        locked = [_of(file, one) for file, part in several for one in locks.warnings(part)]
        #: Warnings about locked files, with the name of the file if there are several.
        self.warnings = tuple(dict.fromkeys(locked)) if several else locks.warnings(self.pdf)
        #: Which file begins with which page, in words; empty for one file.
        self.beginnings = ", ".join(_beginnings(several))
        for file, part in several:
            try:
                _note_form(part)
                _note_layers(part)
                if part is not self.pdf:
                    _append(self.pdf, part)
            except UNREADABLE as error:
                raise PdfError(tr("{name}: its pages cannot be read", name=_name(file))) from error

    @property
    def version(self) -> tuple[str, int]:
        """The version of PDF that all parts need, with its extension level."""
        return max(catalog.version(part) for part in self._parts)

    def refuse_losses(self) -> None:
        """Raise PdfError if a part lacks something that was written; see soundness."""
        for part in self._parts:
            refuse_losses(part)


def _beginnings(several: Sequence[tuple[bytes | Path, pikepdf.Pdf]]) -> Iterator[str]:
    number = 1
    for file, part in several:
        yield tr("{name} from page {number}", name=_name(file), number=number)
        number += len(part.pages)


def _name(file: bytes | Path) -> str:
    return str(file) if isinstance(file, Path) else tr("a file")


def _of(file: bytes | Path, fault: str) -> str:
    return tr("{name}: {fault}", name=_name(file), fault=fault)


def _opened(file: bytes | Path, password: str, *, named: bool) -> pikepdf.Pdf:
    try:
        return page_boxes.opened(file, password)
    except PdfError as error:
        if not named:
            raise
        raise PdfError(_of(file, str(error))) from error


def _append(pdf: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    with warnings.catch_warnings():
        # The library warns that fields and links no longer work, and sheets have none.
        warnings.simplefilter("ignore")
        pdf.pages.extend(part.pages)
    layers = part.Root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        own = pdf.copy_foreign(layers if layers.is_indirect else part.make_indirect(layers))
        if "/OCProperties" in pdf.Root:
            _merge(pdf.Root.OCProperties, own)
        else:
            pdf.Root.OCProperties = own
    form = part.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/AcroForm" not in pdf.Root:
        own = form if form.is_indirect else part.make_indirect(form)
        pdf.Root.AcroForm = pdf.copy_foreign(own)


def _note_form(part: pikepdf.Pdf) -> None:
    """Write into the fields of a file what its form declares for all (ISO 32000-1, 12.7.2).

    Joined with other forms, they would otherwise get the fonts and the text size of the first, and
    looks of their own where only another form asks viewers for them.
    """
    form = part.Root.get("/AcroForm")
    asked = get(form, "/NeedAppearances") is True
    fonts = get(form, "/DR")
    if isinstance(form, Dictionary) and isinstance(fonts, Dictionary) and not fonts.is_indirect:
        # Each field would get a copy of its own.
        form.DR = part.make_indirect(fonts)
    for page in part.pages:
        for note in listed(get(page.obj, "/Annots")):
            if get(note, "/Subtype") == Name.Widget:
                note[ASKED] = asked
                for entry in ("/DR", "/DA", "/Q"):
                    if inherited(note, entry) is None and (value := get(form, entry)) is not None:
                        note[entry] = value


def _note_layers(part: pikepdf.Pdf) -> None:
    """Write into the lists of layers what their file declares for all: base state and intent.

    Joined with other files, layers would otherwise get what the first declares.
    """
    layers = part.Root.get("/OCProperties")
    default = get(layers, "/D")
    if not isinstance(default, Dictionary):
        return
    groups = [one for one in listed(get(layers, "/OCGs")) if isinstance(one, Dictionary)]
    idle = {key(one) for one in groups if not counts(one, default)}
    off = listed(default.get("/OFF"))
    if default.get("/BaseState") == Name.OFF:
        on = {key(one) for one in listed(default.get("/ON"))}
        off += [one for one in groups if key(one) not in on]
    default.OFF = Array([one for one in off if key(one) not in idle])
    for holder, entry in (
        (default, "/BaseState"),
        *((one, "/Intent") for one in [default, *groups]),
        # Viewers such as pdfium follow it in layers that no usage of the file names, too.
        *((one, "/Usage") for one in groups if key(one) in idle),
    ):
        if entry in holder:
            del holder[entry]


def _merge(into: Any, layers: Any) -> None:
    """Add layers to others, with their states (ISO 32000-1, 8.11.4): on, off, for print."""
    _extend(into, layers, "/OCGs")
    if not isinstance(into.get("/D"), Dictionary):
        into.D = Dictionary()
    other = layers.get("/D")
    if isinstance(other, Dictionary):
        for entry in ("/ON", "/OFF", "/AS"):
            _extend(into.D, other, entry)


def _extend(into: Any, other: Any, entry: str) -> None:
    added = other.get(entry)
    if isinstance(added, Array):
        into[entry] = Array([*listed(into.get(entry)), *added])
