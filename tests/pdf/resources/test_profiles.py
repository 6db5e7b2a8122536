"""ICC profiles that can represent a printing condition."""

from __future__ import annotations

import pytest

from tests.helpers import ROOT
from zines.pdf.resources.profiles import trouble_of

PROFILE = (ROOT / "assets/icc/FOGRA39L_free.icc").read_bytes()


def with_size(content: bytes) -> bytes:
    """Return a profile with its real length in its header (ICC.1:2010, 7.2.2)."""
    return len(content).to_bytes(4, "big") + content[4:]


@pytest.mark.parametrize(
    "content",
    [
        PROFILE,
        # Bytes after the profile are not part of it.
        PROFILE + b"more",
        # Padding bytes to a multiple of four may be missing (7.1.2, and usual practice).
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
        # A2B0 maps inks to colours, B2A0 colours to inks (8.4.3).
        (PROFILE.replace(b"A2B0", b"xxxx", 1), "not how to read them"),
        (PROFILE.replace(b"B2A0", b"xxxx", 1), "not how to make them"),
    ],
)
def test_what_is_wrong_with_a_profile(content: bytes, trouble: str) -> None:
    assert trouble in trouble_of(content)


def profile(
    tags: tuple[bytes, ...] = (b"A2B0", b"B2A0"), *, start: int = 0, length: int = 8, lack: int = 0
) -> bytes:
    """Return a small profile: its header, tag table (7.3), and eight bytes that all tags use."""
    end = 128 + 4 + 12 * len(tags)
    header = bytearray(128)
    header[12:20], header[36:40] = b"prtrCMYK", b"acsp"
    entries = b"".join(
        tag + (end + start).to_bytes(4, "big") + length.to_bytes(4, "big") for tag in tags
    )
    content = bytes(header) + len(tags).to_bytes(4, "big") + entries + bytes(8)
    return with_size(content)[: len(content) - lack]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (profile(), ""),
        (profile((b"desc", b"A2B0", b"B2A0")), ""),
        (profile((b"B2A0", b"A2B0")), ""),
        (profile((b"A2B0",)), "not how to make them"),
        (profile((b"B2A0",)), "not how to read them"),
        # Data that start within the table, or end after the profile.
        (profile(start=-1), "parts of it are missing"),
        (profile(start=1), "parts of it are missing"),
        (profile(start=1, length=7), ""),
        (profile(length=9), "parts of it are missing"),
        (profile(length=5, lack=3), ""),
        (profile(length=5, lack=4), "its size is wrong"),
        (profile(length=6, lack=3), "parts of it are missing"),
        # Without a tag table, no tag can be found.
        (with_size(profile()[:128] + bytes(4)), "its size is wrong"),
        (with_size(profile()[:140]), "its size is wrong"),
        (profile()[:131], "is no ICC profile"),
        (profile()[:132], "its size is wrong"),
    ],
)
def test_the_table_of_a_profile_is_whole(content: bytes, trouble: str) -> None:
    found = trouble_of(content)
    assert trouble in found and bool(found) == bool(trouble)


def test_a_profile_that_calls_itself_smaller_than_its_table() -> None:
    content = profile()
    small = (155).to_bytes(4, "big") + content[4:]
    assert "its size is wrong" in trouble_of(small)
    exact = (156).to_bytes(4, "big") + content[4:]
    assert "parts of it are missing" in trouble_of(exact)


def test_a_profile_says_for_what_it_is() -> None:
    grey = PROFILE.replace(b"CMYK", b"GRAY", 1)
    assert trouble_of(grey) == "is no CMYK printer profile: it is for GRAY"


def test_parts_may_be_empty() -> None:
    assert trouble_of(with_size(profile(length=0)[:156])) == ""
