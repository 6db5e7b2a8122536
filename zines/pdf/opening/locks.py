"""Locked files: how they are opened, and whether they may be printed. Names pikepdf.

A file may ask for a password to open, or forbid things to whoever does not know its owner's
password (ISO 32000-1, 7.6.3). What is made of a file that may be printed is not locked.
"""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pikepdf

from zines.base.language import tr
from zines.pdf.opening.errors import PdfError

#: How qpdf says that it does not know a lock: a certificate, or a way of its own.
_UNKNOWN_LOCK = ("encryption filter", "unsupported encryption", "security handler")


class LockedError(PdfError):
    """A file asks for a password: none was given, or not the right one."""


def opened(given: Path | io.BytesIO, password: str = "") -> pikepdf.Pdf:
    """Open a file, locked or not; what opens without a password needs not the right one.

    Raises LockedError, PdfError for a lock of an unknown kind, ValueError or what pikepdf raises
    for no PDF.
    """
    without = _tried(given, b"")
    if without and not (password and without.is_encrypted):
        return without
    # An owner's password opens more than none does.
    for spelling in _spellings(password):
        if pdf := _tried(given, spelling):
            return pdf
    if without:
        return without
    raise LockedError(
        tr("the file is encrypted, and this is not its password")
        if password
        else tr("the file is encrypted, and asks for a password: give it with --password")
    )


def _tried(given: Path | io.BytesIO, password: bytes) -> pikepdf.Pdf | None:
    if isinstance(given, io.BytesIO):
        given.seek(0)
    try:
        return pikepdf.open(given, password=password, suppress_warnings=True)
    except pikepdf.PasswordError:
        return None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # qpdf looks for what is before the start of a file of nine bytes.
        raise ValueError("it is cut short") from error
    except pikepdf.PdfError as error:
        if any(words in str(error) for words in _UNKNOWN_LOCK):
            raise PdfError(
                tr(
                    "the file is encrypted in a way that no password opens: save it without "
                    "protection in the program that can open it"
                )
            ) from error
        raise


def _spellings(password: str) -> list[bytes]:
    """Return the bytes that a password may stand for: files of before PDF 2.0 know no UTF-8."""
    given = password.encode("utf-8", "surrogateescape")
    older = password.encode("latin-1", "replace")
    return list(dict.fromkeys([given, older] if password else []))


def may_be_printed(pdf: pikepdf.Pdf) -> bool:
    """Say whether an open file may be printed by whoever opened it, be it at a low quality."""
    if not pdf.is_encrypted or pdf.owner_password_matched:
        return True
    return pdf.allow.print_lowres


def told(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return what is to be said to people of what is made of an open file; nothing if unlocked."""
    if not pdf.is_encrypted:
        return ()
    said = tr("the file is locked, the result is not: whoever has it can open, print and change it")
    if pdf.owner_password_matched or pdf.allow.print_highres:
        return (said,)
    return said, tr("the file permits printing at a low quality only: print the result so")
