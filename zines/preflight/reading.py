"""Reading of a PDF into plain values. Imports pikepdf; a bad file raises UnreadableError alone."""

from __future__ import annotations

import io
import logging
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from zines.base.language import mark, tr
from zines.base.limits import LARGEST_PICTURES, MOST_MEMORY, MOST_PAGES
from zines.base.problems import why
from zines.pdf import packed, structure, xmp
from zines.pdf.annotations import actions, field_circles
from zines.pdf.annotations.notes import Notes
from zines.pdf.content.recorder import Recorder
from zines.pdf.inventory import Inventory
from zines.pdf.opening import locks, object_streams, soundness, unopened
from zines.pdf.opening.budget import TooMuchError
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import box, entries, get, key, listed, name, number, text
from zines.pdf.opening.soundness import UNREADABLE
from zines.pdf.pdf_file import Intent, Page, PdfFile, Samples, Xmp
from zines.pdf.resources import alternates, profiles
from zines.pdf.resources.colour_spaces import Space
from zines.pdf.resources.pictures import samples_of
from zines.pdf.structure import Structure
from zines.preflight.process_limits import bounded

# The repairs of qpdf are reported as problems; its log would repeat them on the terminal.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_LARGEST_XMP = 4_000_000
#: Printer profiles have 0.5 to 10 MB.
_LARGEST_PROFILE = 64_000_000


class UnreadableError(Exception):
    """The PDF cannot be read; the message and the hint are for users."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the code of the problem."""
        self.code, self.hint = code, hint
        super().__init__(message)


def read(file: Path | io.BytesIO, password: str = "") -> PdfFile:
    """Read a PDF; raises UnreadableError if it cannot be read or needs another password."""
    source = str(file) if isinstance(file, Path) else f"stream {file}"
    try:
        # Added to the allowed memory: pikepdf maps the file itself into memory.
        length = file.stat().st_size if isinstance(file, Path) else 0
        if isinstance(file, Path) and object_streams.too_long(file):
            raise MemoryError
        with bounded(MOST_MEMORY + length), locks.opened(file, password) as pdf:
            return _file(pdf, source)
    except PdfError as error:
        raise UnreadableError(
            "pdf-encrypted",
            str(error),
            tr("save it without protection: no print shop can open it either"),
        ) from error
    except MemoryError as error:
        raise UnreadableError(
            "pdf-unreadable", tr("to read it takes more memory than it may"), tr("export it again")
        ) from error
    except OSError as error:
        hint = tr("name a PDF that is there")
        if isinstance(error, PermissionError):
            hint = tr("see whether another program has it open, and who may read it")
        raise UnreadableError("pdf-unreadable", why(error), hint) from error
    except Exception as error:  # a hostile or broken file may fail in any way
        reason = unopened.in_words(_message(error, source))
        message, hint = unopened.why(file) or (
            tr("this is no PDF, or it is broken: {reason}", reason=reason),
            tr("export it again from the program it comes from"),
        )
        raise UnreadableError("pdf-unreadable", message, hint) from error


@contextmanager
def drawable(file: Path, read: PdfFile, password: str) -> Iterator[Path]:
    """Yield a file that can be drawn without a password; a copy is deleted afterwards.

    If the content cannot be written, yields the protected file, which drawing programs refuse.
    Raises OSError if no copy can be written.
    """
    if not (read.encrypted and password):
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "unlocked.pdf")
        try:
            with locks.opened(file, password) as pdf, warnings.catch_warnings():
                # pikepdf warns of fields that no form lists.
                warnings.simplefilter("ignore")
                pdf.save(copy)
        except UNREADABLE:
            copy = file
        yield copy


def _file(pdf: pikepdf.Pdf, source: str) -> PdfFile:
    """Read all of a file; ``source`` is the name that pikepdf gives the file in its messages."""
    root = pdf.Root
    inventory, notes = Inventory(root), Notes(root)
    tree = structure.read(get(root, "/StructTreeRoot"))
    pages = tuple(
        _page(page, count, inventory, notes, source, tree)
        for count, page in enumerate(list(pdf.pages)[:MOST_PAGES], 1)
    )
    samples, room = {}, LARGEST_PICTURES
    for picture_key, found in inventory.pictures.items():
        samples[picture_key] = _samples(*found, room)
        room -= samples[picture_key].read
    pages = tuple(_with_samples(page, samples) for page in pages)
    preferences = get(root, "/ViewerPreferences")
    form = get(root, "/AcroForm")
    return PdfFile(
        version=str(pdf.pdf_version),
        encrypted=pdf.is_encrypted,
        printable=locks.may_be_printed(pdf),
        has_id=len(listed(pdf.trailer.get("/ID"))) == 2,
        info={entry[1:]: text(value) for entry, value in entries(pdf.trailer.get("/Info"))},
        xmp=_xmp(get(root, "/Metadata")),
        intents=tuple(_intent(one) for one in listed(get(root, "/OutputIntents"))),
        fonts=inventory.fonts,
        samples=samples,
        structured=get(root, "/StructTreeRoot") is not None,
        marked=get(get(root, "/MarkInfo"), "/Marked") is True,
        lang=text(get(root, "/Lang")),
        shows_title=get(preferences, "/DisplayDocTitle") is True,
        for_printer=name(get(preferences, "/PrintScaling")) == "None"
        and get(preferences, "/PickTrayByPDFSize") is True,
        actions=frozenset(actions.of_document(root)),
        attached=packed.in_document(root) or tree.attached,
        programs=tuple(packed.private_data(root)),
        unknown_keys=packed.unknown_keys(root),
        form_fields=len(listed(get(form, "/Fields"))),
        circles=field_circles.warnings(pdf, range(1, len(pages) + 1)),
        xfa=get(form, "/XFA") is not None,
        drawn_by_xfa=get(root, "/NeedsRendering") is True,
        damage=tuple(
            dict.fromkeys(
                _message(warning, source)
                for warning in pdf.get_warnings()
                if not soundness.is_harmless(str(warning))
            )
        ),
        code_figures=tree.code_figures,
        elements_have_lang=tree.has_lang,
        silent_words=tree.silent_words,
        unseen=tuple(_unseen(pdf)),
        pages=pages,
    )


def _unseen(pdf: pikepdf.Pdf) -> Iterator[str]:
    if (count := len(pdf.pages)) > MOST_PAGES:
        if count == MOST_PAGES + 1:
            message = mark("the file has more than {most:,} pages: {last:,} was not looked into")
        else:
            message = mark(
                "the file has more than {most:,} pages: {first:,} to {last:,} were not looked into"
            )
        yield tr(message, most=MOST_PAGES, first=MOST_PAGES + 1, last=count)


def _page(
    page: pikepdf.Page,
    count: int,
    inventory: Inventory,
    notes: Notes,
    source: str,
    tree: Structure,
) -> Page:
    """Read a page; errors in its content become ``trouble`` of the page."""
    painted = Recorder(inventory)
    raw = page.obj
    unit = number(get(raw, "/UserUnit"), 1.0)
    scale = unit if unit > 0 else 1.0
    beside = [(one, notes.read(one, scale)) for one in listed(get(raw, "/Annots"))]
    try:
        painted.interpreter(raw, scale).run(page)
        if fault := soundness.content_fault(get(raw, "/Contents")):
            painted.damage.append(fault)
        for annotation, note in beside:
            if note.prints:
                painted.draw_annotation(raw, annotation, scale)
    except TooMuchError:
        painted.trouble.append(tr("the page paints too much to be looked into as a whole"))
    except Exception as error:  # as in read: a page may be broken in any way
        reason = unopened.in_words(_message(error, source))
        painted.trouble.append(
            tr("the page has content that cannot be read: {reason}", reason=reason)
        )
    return Page(
        number=count,
        media=box(get(raw, "/MediaBox"), scale),
        bleed=box(get(raw, "/BleedBox"), scale),
        trim=box(get(raw, "/TrimBox"), scale) or box(get(raw, "/ArtBox"), scale),
        crop=box(get(raw, "/CropBox"), scale),
        rotate=number(get(raw, "/Rotate")),
        user_unit=unit,
        texts=tuple(painted.texts),
        lines=tuple(painted.lines),
        areas=tuple(painted.areas),
        pictures=tuple(painted.pictures),
        shadings=tuple(painted.shadings),
        transparency=frozenset(painted.transparency),
        blended_in=frozenset(painted.blended_in),
        blended_by_profile=frozenset(painted.blended_by_profile),
        white_overprint=painted.white_overprint,
        overprints=painted.overprints,
        marks_lang=painted.marks_lang,
        silent_text=bool(painted.silent_marks & tree.silent_marks.get(key(raw), set())),
        actions=frozenset(actions.of_page(raw)),
        attached=painted.attached or packed.in_annotations(raw) or packed.is_associated(raw),
        unknown_keys=packed.unknown_keys(raw),
        programs=tuple({**painted.programs, **dict.fromkeys(packed.private_data(raw))}),
        intents=tuple(_intent(one) for one in listed(get(raw, "/OutputIntents"))),
        annotations=tuple(note for _, note in beside),
        trouble=tuple(dict.fromkeys(painted.trouble)),
        damage=tuple(dict.fromkeys(painted.damage)),
        unseen=alternates.unseen(page),
        unprinted=tuple(painted.unprinted),
    )


def _with_samples(page: Page, samples: Mapping[str, Samples]) -> Page:
    """Return a page with what the data of its pictures show."""
    read = [(one, samples[one.key]) for one in page.pictures if one.key in samples]
    damage = {
        tr(
            "a picture of {width} x {height} pixels breaks off or is damaged: a part of it is lost",
            width=one.width,
            height=one.height,
        )
        for one, found in read
        if found.broken
    }
    large = (tr("a picture is too large for its ink to be measured"),)
    unseen = large if any(found.unmeasured for _, found in read) else ()
    return replace(page, unseen=(*page.unseen, *unseen), damage=(*page.damage, *sorted(damage)))


def _samples(image: Any, space: Space, room: int) -> Samples:
    try:
        return samples_of(image, space, room)
    except MemoryError:
        return Samples(unmeasured=True)
    except Exception:  # broken data have no ink and no traces
        return Samples()


def _xmp(stream: Any) -> Xmp:
    if not isinstance(stream, pikepdf.Stream):
        return Xmp()
    try:
        packet = decoded(stream, _LARGEST_XMP)
        return Xmp(xmp.properties(packet), xmp.text_of(packet))
    except TooLongError:
        return Xmp(trouble=tr("the XMP is too large to be looked into"))
    except (ValueError, pikepdf.PdfError) as error:
        return Xmp(trouble=str(error))


def _intent(intent: Any) -> Intent:
    profile = get(intent, "/DestOutputProfile")
    return Intent(
        standard=name(get(intent, "/S")),
        condition=text(get(intent, "/OutputConditionIdentifier")),
        has_profile=isinstance(profile, pikepdf.Stream),
        trouble=_profile_trouble(profile),
    )


def _profile_trouble(profile: Any) -> str:
    if not isinstance(profile, pikepdf.Stream):
        return ""
    try:
        return profiles.trouble_of(decoded(profile, _LARGEST_PROFILE))
    except TooLongError:
        return tr("is too large to be looked into")
    except pikepdf.PdfError:
        return tr("cannot be read")


def _message(error: object, source: str) -> str:
    """Return the message of a library on one line (160 characters), without the file name."""
    line = " ".join(str(error).replace(source, "").split())
    return line.lstrip(": ")[:160] or type(error).__name__
