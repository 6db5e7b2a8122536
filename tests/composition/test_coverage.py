"""The characters of fonts as we read them, compared with what FreeType draws."""

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


def test_what_no_face_holds_cannot_be_set_in_any() -> None:
    """Typst sets a character in the first of its fonts that has it; one in none is not printed."""
    # Spaces of any width, soft hyphens and line ends need no glyph; nor do variation selectors,
    # which choose between two (Unicode 16, 23.4).
    assert coverage.in_none("Où\n« L’été »\u00ad\u202f☐\ufe0e", FACES) == ""
    # It is enough that one face has Cyrillic and the arrow.
    assert coverage.in_none("aО→", FACES) == ""
    narrow = [face for face in FACES if coverage.missing("О", [face])]
    assert coverage.in_none("aОbО", narrow) == "О"
    # In the order of the text, each once.
    assert coverage.in_none("\u0645b\u0631\u0645a", FACES) == "\u0645\u0631"
    assert coverage.in_none("ab", []) == "ab"


@pytest.mark.parametrize("content", [b"", b"OTTO", b"ttcf", b"\0\1\0\0" + b"\xff" * 400])
def test_a_broken_font_holds_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.otf").write_bytes(content)
    assert coverage.covered(tmp_path / "a.otf") == frozenset()


def test_planes_beyond_the_first(tmp_path: Path) -> None:
    # Only format 12, as in emoji fonts; the first group begins with a missing glyph.
    groups = struct.pack(">6L", 0x41, 0x42, 0, 0x1F389, 0x1F38A, 7)
    table = struct.pack(">2H3L", 12, 0, 40, 0, 2) + groups
    cmap = struct.pack(">2HHHL", 0, 1, 3, 10, 12) + table
    head = struct.pack(">4s4H", b"OTTO", 1, 0, 0, 0) + struct.pack(">4s3L", b"cmap", 0, 28, 0)
    (tmp_path / "a.otf").write_bytes(head + cmap)
    assert coverage.covered(tmp_path / "a.otf") == {0x42, 0x1F389, 0x1F38A}


LABELS = fonts.label_faces()


def test_the_labels_are_set_in_one_face_of_a_package() -> None:
    assert [face.name for face in LABELS] == [fonts.LABEL_FACE]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Où\u00a0? «\u202fL’été\u202f»", "Où\u00a0? «\u202fL’été\u202f»"),
        ("non\u2011titulaires, porte\u2010voix", "non-titulaires, porte-voix"),
        ("rock \u201bn\u2019 roll", "rock \u2018n\u2019 roll"),
        ("Долой", "Долой"),
        ("\u0645\u0631\u062d\u0628\u0627 \U0001f389", "????? ?"),
        ("two\nlines\x1b[0m\ud800", "two?lines?[0m?"),
    ],
)
def test_a_title_of_anyone_is_set_with_what_the_face_holds(title: str, shown: str) -> None:
    """U+2010, U+2011: hyphens; U+201B: a reversed quotation mark (Unicode 16, chapter 6.2)."""
    assert coverage.settable(title, LABELS) == shown


def test_a_face_of_a_project_counts_too_unless_it_has_no_letters(tmp_path: Path) -> None:
    """A project's own font is Fjalla One, without Cyrillic; a font of pictograms sets no titles."""
    own, pictograms = tmp_path / "own.ttf", tmp_path / "pictograms.otf"
    fjalla = next(face for face in FACES if face.name.startswith("Fjalla"))
    own.write_bytes(fjalla.read_bytes())
    pictograms.write_bytes(b"OTTO")
    held = fonts.label_faces([own, pictograms])
    assert held == [*LABELS, own]
    assert coverage.settable("aДb", held) == "a?b"
