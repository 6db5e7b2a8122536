"""Metadata and colours of JPEG and JPEG 2000 data, from segments and boxes written by hand."""

from __future__ import annotations

import pytest

from zines.pdf.resources.jpeg2000 import family_of
from zines.pdf.traces import PATH, traces_of


def segment(marker: int, data: bytes) -> bytes:
    """Return a JPEG segment (ITU T.81, B.1.1.4): its length includes the length field."""
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + segment(0xDA, b"scan") + b"data"


def exif(order: str, *tags: int) -> bytes:
    """Return EXIF data whose first directory has these tags (TIFF 6.0, section 2)."""
    little = order == "little"

    def number(value: int, count: int) -> bytes:
        return value.to_bytes(count, "little" if little else "big")

    entries = b"".join(number(tag, 2) + number(4, 2) + number(1, 4) + number(0, 4) for tag in tags)
    header = (b"II" if little else b"MM") + number(42, 2) + number(16, 4) + bytes(8)
    return b"Exif\0\0" + header + number(len(tags), 2) + entries


@pytest.mark.parametrize(
    ("segments", "found"),
    [
        ((), ()),
        ((segment(0xE0, b"JFIF\0"),), ()),
        ((segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),), ("XMP",)),
        ((segment(0xED, b"Photoshop 3.0"),), ("IPTC",)),
        ((segment(0xFE, b"made by me"),), ("a comment",)),
        ((segment(0xFE, b"at /home/marie/photo.jpg"),), ("a comment", "a path")),
        ((segment(0xED, b"at C:\\Users\\marie"),), ("IPTC", "a path")),
        ((segment(0xE2, b"at /home/marie/photo.jpg"),), ()),
        ((segment(0xE1, exif("big", 0x010F)),), ("EXIF",)),
        ((segment(0xE1, exif("big", 0x010F, 0x8825)),), ("EXIF", "the place where it was taken")),
        (
            (segment(0xE1, exif("little", 0x8825, 1)),),
            ("EXIF", "the place where it was taken"),
        ),
        ((segment(0xE1, exif("little", 0x2588)),), ("EXIF",)),
        ((segment(0xE1, exif("big")),), ("EXIF",)),
        ((segment(0xFE, b"a"), segment(0xED, b"b"), segment(0xFE, b"c")), ("a comment", "IPTC")),
        # Segments after the start of the scan are not read.
        ((segment(0xDA, b"scan"), segment(0xFE, b"a")), ()),
        # Segments with too short a length, empty ones, and other bytes.
        ((b"\xff\xe0\0\1", segment(0xFE, b"a")), ()),
        ((segment(0xE0, b""), segment(0xFE, b"a")), ("a comment",)),
        ((b"xx\0\2", segment(0xFE, b"a")), ()),
        ((segment(0xE0, bytes(300)), segment(0xFE, b"a")), ("a comment",)),
        ((segment(0xFE, b"/home/m"),), ("a comment", "a path")),
        ((b"no marker", segment(0xFE, b"a")), ()),
    ],
)
def test_segments_of_a_jpeg(segments: tuple[bytes, ...], found: tuple[str, ...]) -> None:
    assert traces_of(jpeg(*segments)) == found


def test_a_jpeg_that_stops_early() -> None:
    assert traces_of(b"") == traces_of(b"\xff\xd8") == traces_of(b"\xff\xd8\xff\xfe\0") == ()
    assert traces_of(b"\xff\xd8\xff\xfe\3") == ()
    assert traces_of(b"\xff\xd8\xff\xfe\0\2") == ("a comment",)


def test_a_place_that_stands_after_the_directory_is_none() -> None:
    """The directory ends after the number of entries that it declares."""
    data = bytearray(exif("big", 1, 0x8825))
    data[6 + 16 + 1] = 1
    assert traces_of(jpeg(segment(0xE1, bytes(data)))) == ("EXIF",)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("file:///srv/a.typ", True),
        ("file:/srv/a.typ", True),
        ("C:\\travail\\a.typ", True),
        ("/home/marie", True),
        ("/Users/marie", True),
        ("/usr/share", False),
        ("https://exemple.fr/home", False),
        ("a/b", False),
    ],
)
def test_paths_of_any_system(text: str, path: bool) -> None:
    assert bool(PATH.search(text)) is path


def box(kind: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    """Return a box of a JPEG 2000 file (ISO/IEC 15444-1, I.4): its length includes its header."""
    return (len(data) + 8 if length is None else length).to_bytes(4, "big") + kind + data


SIGNATURE = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
SIZES = box(b"ihdr", bytes(14))


def numbered(space: int) -> bytes:
    """Return a colour box with the number of a colour space (I.5.3.3).

    Its first bytes are method, precedence and approximation.
    """
    return box(b"colr", b"\1\2\3" + space.to_bytes(4, "big"))


def profiled(space: bytes) -> bytes:
    """Return a colour box with an ICC profile, whose header has its colour space at byte 16."""
    return box(b"colr", b"\2\0\0" + bytes(16) + space + bytes(108))


def codestream(channels: int) -> bytes:
    """Return the start of a bare codestream: SOC, SIZ, its length, and sizes (A.5.1) up to Csiz."""
    return b"\xff\x4f\xff\x51" + b"\7" * 36 + channels.to_bytes(2, "big") + bytes(20)


@pytest.mark.parametrize(
    ("data", "family"),
    [
        *((codestream(count), family) for count, family in ((1, "grey"), (2, "grey"), (3, "rgb"))),
        (codestream(4), "cmyk"),
        (codestream(5), "unknown"),
        (codestream(256), "unknown"),
        (codestream(257), "unknown"),
        *(
            (SIGNATURE + box(b"jp2h", SIZES + numbered(space)) + codestream(1), family)
            for space, family in (
                (12, "cmyk"),
                (14, "lab"),
                (16, "rgb"),
                (17, "grey"),
                (18, "rgb"),
                (20, "rgb"),
                (21, "rgb"),
                (99, "unknown"),
                (0x01000011, "unknown"),
            )
        ),
        *(
            (SIGNATURE + box(b"jp2h", SIZES + profiled(space)), family)
            for space, family in (
                (b"RGB ", "rgb"),
                (b"CMYK", "cmyk"),
                (b"GRAY", "grey"),
                (b"Lab ", "lab"),
                (b"XYZ ", "unknown"),
            )
        ),
        # Empty boxes are skipped; a length of 0 (to the end of file) or below 8 ends the search.
        (SIGNATURE + box(b"free") + box(b"jp2h", SIZES + numbered(17)), "grey"),
        (SIGNATURE + box(b"free", b"x", length=0) + box(b"jp2h", numbered(17)), "unknown"),
        (SIGNATURE + box(b"free", b"x", length=7) + box(b"jp2h", numbered(17)), "unknown"),
        (SIGNATURE + box(b"fre\0", b"\0\0\x08jp2h" + numbered(17), length=7), "unknown"),
        (SIGNATURE + box(b"jp2h", SIZES + box(b"colr")), "unknown"),
        (SIGNATURE, "unknown"),
        (SIGNATURE + box(b"free", b"x" * 20)[:12], "unknown"),
        (b"", "unknown"),
    ],
)
def test_the_colours_of_a_jpeg_2000(data: bytes, family: str) -> None:
    assert family_of(data) == family


@pytest.mark.parametrize(("before", "found"), [(60, True), (61, False)])
def test_no_more_than_64_boxes_are_passed(before: int, found: bool) -> None:
    """Signature, file type and header are three of the boxes; the colour box is the last."""
    data = SIGNATURE + box(b"free") * before + box(b"jp2h", numbered(17))
    assert family_of(data) == ("grey" if found else "unknown")
