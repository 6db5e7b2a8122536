"""Messages for files that are no documents, if the user names them as documents."""

from __future__ import annotations

import os
import re
from pathlib import Path

from zines.base.language import mark, tr
from zines.base.names import is_file, quoted
from zines.base.problems import nearest
from zines.base.variants import OTHER_TABLES, TABLES

#: File name endings, with a message on what such a file is and what can be done with it.
_KINDS = (
    (
        (".pdf",),
        mark("'{file}' is a PDF already: 'check' looks at it, 'impose' puts its pages on sheets"),
    ),
    (
        (".doc", ".docx", ".odt", ".rtf", ".pages", ".odp", ".ppt", ".pptx", ".pub", ".sla"),
        mark(
            "'{file}' comes from another program: export a PDF from it, which 'check' looks at "
            "and 'impose' puts on sheets, or copy its words into a text (.yaml)"
        ),
    ),
    (
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".gif", ".svg", ".heic", ".bmp"),
        mark(
            "'{file}' is a picture, and no text to print: a group's logo is named in its edition, "
            "'logo: my-logo.png'"
        ),
    ),
    (
        OTHER_TABLES,
        mark("'{file}' is a table that cannot be read as it is: save it as .xlsx, .ods or CSV"),
    ),
    (
        TABLES,
        mark("'{file}' is a table: its rows are printed by: pdf DOCUMENT --variants {typed}"),
    ),
    (
        (".txt", ".md", ".markdown", ".html", ".htm"),
        mark(
            "'{file}' holds words, but does not say how they are to be laid out: make a text "
            "with 'new tract NAME', and put the words into it"
        ),
    ),
)
_OTHER = mark("'{file}' is no document: those are texts whose names end with .yaml")
#: A web address whose slashes are joined as in a path, on Windows as backslashes.
_WEB = re.compile(r"https?:[/\\]", re.IGNORECASE)
_HIDDEN = mark(
    "'{file}' ends with '{ending}', which Windows does not show: call it '{name}' (the Explorer "
    "shows endings by View, Show, File name extensions)"
)


def described(file: Path) -> str:
    """Return a message on a file that is no document, and on what to do with it.

    It is empty if there is no such file and its name has no known ending: tracts/guichets.
    """
    ending = file.suffix.lower()
    known = next((text for endings, text in _KINDS if ending in endings), None)
    if not is_file(file):
        return missing(file) if known else ""
    inner = Path(file.stem)
    if inner.suffix.lower() in (".yaml", ".yml"):
        return tr(_HIDDEN, file=file, ending=file.suffix, name=inner)
    return tr(known or _OTHER, file=file, typed=quoted(str(file)))


def missing(file: Path, way_out: str = "") -> str:
    """Return a message that there is no such file, with the nearest name in its folder.

    If no name is near, ``way_out`` says what to do.
    """
    if _WEB.match(str(file)):
        return tr(
            "'{file}' is a web address: save what it shows as a file, and name that", file=file
        )
    if file.is_dir():
        return tr("'{file}' is a folder, and no file", file=file)
    try:
        names = [one.name for one in os.scandir(file.parent) if one.is_file()]
    except OSError:
        names = []
    close = f"{file.name}.txt" if f"{file.name}.txt" in names else nearest(file.name, names)
    if not close and not way_out:
        return tr("there is no file '{file}'", file=file)
    if not close:
        return tr("there is no file '{file}'; {hint}", file=file, hint=way_out)
    hint = described(file.with_name(close)) if close.endswith(".txt") else ""
    hint = hint or tr("did you mean '{close}'?", close=file.with_name(close))
    return tr("there is no file '{file}'; {hint}", file=file, hint=hint)
