"""The CMYK profile that files embed to say what their colours mean."""

from __future__ import annotations

import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.printer import Condition


class ConditionError(Exception):
    """The profile is none for CMYK printing; the message is for people."""


def declare(pdf: pikepdf.Pdf, condition: Condition, standard: str) -> None:
    """Embed the profile as the output intent of a standard: GTS_PDFX or GTS_PDFA1.

    Raises ConditionError for a profile that is not for CMYK printing.
    """
    profile = pdf.make_stream(_deflated(condition.profile.read_bytes(), condition.profile.name))
    profile.Filter, profile.N = Name.FlateDecode, 4
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name(f"/{standard}"),
        OutputConditionIdentifier=condition.name,
        Info=condition.info,
        RegistryName="http://www.color.org",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def _deflated(content: bytes, name: str) -> bytes:
    """Deflate a profile once: embedding it would otherwise take as long as setting the pages."""
    if content[16:20] != b"CMYK" or content[12:16] != b"prtr":
        raise ConditionError(f"{name} is no CMYK printer profile")
    return zlib.compress(content, 9)
