"""The CMYK profile that files embed to say what their colours mean."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.printing import Condition

#: Names in the registry of characterisation data of the ICC.
_REGISTERED = re.compile(r"(FOGRA|CGATS|IFRA|JC|SWOP|SNAP|PSO)\w*")
#: Bytes of the header, before the number of tags (ICC.1, 7.2).
_HEADER = 128


class ConditionError(Exception):
    """The profile is none for CMYK printing; the message is for people."""


def check(profile: Path) -> None:
    """Raise ConditionError for a file that is no whole CMYK profile of a printer (ICC.1, 7)."""
    content = profile.read_bytes()
    _check(content, profile.name)


def _check(content: bytes, name: str) -> None:
    if len(content) < _HEADER or content[36:40] != b"acsp":
        raise ConditionError(f"{name} is no ICC profile")
    if content[16:20] != b"CMYK" or content[12:16] != b"prtr":
        raise ConditionError(f"{name} is no CMYK printer profile")
    size, count = (int.from_bytes(content[at : at + 4], "big") for at in (0, _HEADER))
    tags = [
        content[at : at + 12] for at in range(_HEADER + 4, _HEADER + 4 + 12 * min(count, 999), 12)
    ]
    ends = [int.from_bytes(tag[4:8], "big") + int.from_bytes(tag[8:12], "big") for tag in tags]
    whole = size <= len(content) and len(tags) == count and all(len(tag) == 12 for tag in tags)
    if not whole or max(ends, default=0) > len(content):
        raise ConditionError(f"{name} is damaged: copy it again")
    if not {b"A2B0", b"B2A0"} <= {tag[:4] for tag in tags}:
        raise ConditionError(f"{name} tells how to read inks but not how to make them")


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
    """Deflate a profile once: embedding it would otherwise take as long as setting the pages."""
    _check(content, name)
    return zlib.compress(content, 9)
