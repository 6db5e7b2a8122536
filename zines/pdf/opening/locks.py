"""Locked files: opening them, and whether they may be printed. Imports pikepdf.

A file may need a password to open, or restrict users without the owner's password (ISO 32000-1,
7.6.3). If printing is allowed, the files that this program makes from it are not locked.
"""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pikepdf

from zines.base.language import tr
from zines.pdf.opening.errors import PdfError

#: Messages of qpdf for a lock that it does not know: a certificate, or a private method.
_UNKNOWN_LOCK = ("encryption filter", "unsupported encryption", "security handler")


class LockedError(PdfError):
    """A file needs a password, and none or a wrong one was given."""


def opened(given: Path | io.BytesIO, password: str = "") -> pikepdf.Pdf:
    """Open a file, locked or not; a wrong password is ignored if the file opens without one.

    Raises LockedError, PdfError for an unknown kind of lock, and ValueError or an error of pikepdf
    if it is no PDF.
    """
    without = _tried(given, b"")
    if without and not (password and without.is_encrypted):
        return without
    # The owner's password permits more than no password.
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
        # qpdf seeks before the start of a file of nine bytes.
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
    """Return the bytes that a password may stand for: before PDF 2.0 they are not in UTF-8."""
    given = password.encode("utf-8", "surrogateescape")
    older = password.encode("latin-1", "replace")
    return list(dict.fromkeys([given, older] if password else []))


def may_be_printed(pdf: pikepdf.Pdf) -> bool:
    """Return whether who opened the file may print it, even if only at low quality."""
    if not pdf.is_encrypted or pdf.owner_password_matched:
        return True
    return pdf.allow.print_lowres


def warnings(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the warnings about results made from a locked file; empty if it is not locked."""
    if not pdf.is_encrypted:
        return ()
    message = tr(
        "the file is locked, the result is not: whoever has it can open, print and change it"
    )
    if pdf.owner_password_matched or pdf.allow.print_highres:
        return (message,)
    return message, tr("the file permits printing at a low quality only: print the result so")
