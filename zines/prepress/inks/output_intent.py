"""The embedded CMYK profile that defines the colours of a file."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.printing import Condition
from zines.pdf.resources import profiles

#: Names in the ICC registry of characterisation data.
_REGISTERED = re.compile(r"(FOGRA|CGATS|IFRA|JC|SWOP|SNAP|PSO)\w*")


class ConditionError(Exception):
    """The profile is not for CMYK printing; the message is for people."""


def check(profile: Path) -> None:
    """Raise ConditionError for a file that is no complete CMYK profile of a printer (ICC.1, 7)."""
    _check_content(profile.read_bytes(), profile.name)


def _check_content(content: bytes, name: str) -> None:
    if trouble := profiles.trouble_of(content):
        raise ConditionError(f"{name} {trouble}")


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
        DestOutputProfile=profile,
    )
    if _REGISTERED.match(condition.name):
        intent.RegistryName = "http://www.color.org"
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def _deflated(content: bytes, name: str) -> bytes:
    """Deflate a profile once: otherwise embedding would take as long as setting the pages."""
    _check_content(content, name)
    return zlib.compress(content)
