"""What fonts hold, measured by us, against what FreeType draws."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import ImageFont

from zines.composition import coverage, fonts

FACES = fonts.files([])
SEEN = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x400, 0x460))]
SEEN += [*"–—…’«»“”·→☐☑★ﬁﬂﬃ‐‑§°№€", "\U0001f389", "\u0645"]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_a_font_holds_what_freetype_draws(face: Path) -> None:
    drawn = ImageFont.truetype(str(face), 40)

    def picture(sign: str) -> tuple[tuple[int, int], bytes]:
        mask = drawn.getmask(sign)
        return mask.size, bytes(mask)

    nothing = picture("\uffff")
    held = coverage.covered(face)
    assert {one for one in SEEN if ord(one) in held} == {
        one for one in SEEN if picture(one) != nothing
    }


def test_what_one_face_lacks_is_missing() -> None:
    text = "Où ? « L’été » : 5\u00a0€ \u202f\u00ad"
    assert coverage.missing(text, FACES) == frozenset()
    assert coverage.missing("aО→\u2011", FACES) == frozenset("О→\u2011")
    assert coverage.missing("aО→\u2011", FACES[:1]) == frozenset("\u2011")


@pytest.mark.parametrize("content", [b"", b"OTTO", b"ttcf", b"\0\1\0\0" + b"\xff" * 400])
def test_a_broken_font_holds_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.otf").write_bytes(content)
    assert coverage.covered(tmp_path / "a.otf") == frozenset()


def test_planes_beyond_the_first(tmp_path: Path) -> None:
    # Format 12 alone, as fonts of emoji have it; the first group begins with no glyph.
    groups = struct.pack(">6L", 0x41, 0x42, 0, 0x1F389, 0x1F38A, 7)
    table = struct.pack(">2H3L", 12, 0, 40, 0, 2) + groups
    cmap = struct.pack(">2HHHL", 0, 1, 3, 10, 12) + table
    head = struct.pack(">4s4H", b"OTTO", 1, 0, 0, 0) + struct.pack(">4s3L", b"cmap", 0, 28, 0)
    (tmp_path / "a.otf").write_bytes(head + cmap)
    assert coverage.covered(tmp_path / "a.otf") == {0x42, 0x1F389, 0x1F38A}
