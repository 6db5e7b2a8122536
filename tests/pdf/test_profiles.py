"""Which ICC profiles can stand for a printing condition: one answer for all files."""

from __future__ import annotations

import pytest

from tests.helpers import ROOT
from zines.pdf.profiles import trouble_of

PROFILE = (ROOT / "assets/icc/FOGRA39L_free.icc").read_bytes()


def with_size(content: bytes) -> bytes:
    """Write the length that a profile has into its header (ICC.1:2010, 7.2.2)."""
    return len(content).to_bytes(4, "big") + content[4:]


@pytest.mark.parametrize(
    "content",
    [
        PROFILE,
        # What follows the profile is not of it.
        PROFILE + b"more",
        # Bytes that only fill up to four may be left out (7.1.2, and what programs write).
        with_size(PROFILE + b"\0\0\0")[:-3],
    ],
)
def test_a_whole_profile_of_a_printer(content: bytes) -> None:
    assert trouble_of(content) == ""


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (PROFILE[:131], "is no ICC profile"),
        (PROFILE.replace(b"prtr", b"mntr", 1), "not of a printer"),
        (PROFILE.replace(b"CMYK", b"GRAY", 1), "it is for GRAY"),
        (with_size(PROFILE + b"\0" * 4)[:-4], "its size is wrong"),
        (PROFILE[:-1], "parts of it are missing"),
        # 8.4.3: colours come from inks by A2B0, inks from colours by B2A0.
        (PROFILE.replace(b"A2B0", b"xxxx", 1), "not how to read them"),
        (PROFILE.replace(b"B2A0", b"xxxx", 1), "not how to make them"),
    ],
)
def test_what_is_wrong_with_a_profile(content: bytes, trouble: str) -> None:
    assert trouble in trouble_of(content)
