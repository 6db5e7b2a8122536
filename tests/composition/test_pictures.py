"""Pictures of every make: upright, bare, or refused in words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from zines.composition.pictures import prepared
from zines.problems import ProblemError

GPS = 0x8825
ORIENTATION = 0x0112
ARTIST = 0x013B


def opened(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


def test_a_camera_leaves_no_trace_and_the_picture_stands_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[ARTIST] = "Camille Untel"
    exif.get_ifd(GPS)[1] = "N"
    file = tmp_path / "photo.jpg"
    picture.save(file, exif=exif, comment=b"secret")
    raw = prepared(file, "photo.jpg")
    result = opened(raw)
    assert result.size == (20, 40)
    assert not dict(result.getexif()) and not result.info
    assert b"Camille" not in raw and b"secret" not in raw


@pytest.mark.parametrize(
    ("mode", "ending", "expected"),
    [
        ("1", "png", "L"),
        ("L", "png", "L"),
        ("I;16", "png", "L"),
        ("P", "png", "RGB"),
        ("RGBA", "png", "RGBA"),
        ("LA", "png", "LA"),
        ("CMYK", "jpg", "RGB"),
        ("RGB", "webp", "RGB"),
    ],
)
def test_every_mode_gets_a_sane_one(tmp_path: Path, mode: str, ending: str, expected: str) -> None:
    file = tmp_path / f"picture.{ending}"
    Image.new(mode, (10, 10)).save(file)
    assert opened(prepared(file, file.name)).mode == expected


def test_of_an_animation_the_first_frame_is_kept(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    file = tmp_path / "moving.gif"
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert opened(prepared(file, file.name)).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_nothing_that_a_file_says_of_itself_is_kept(tmp_path: Path) -> None:
    """Profiles, resolution and words in a PNG would name programs, people and places."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Camille Untel")
    file = tmp_path / "picture.png"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (9, 9)).save(file, pnginfo=text, dpi=(72, 72), icc_profile=profile)
    raw = prepared(file, file.name)
    assert not opened(raw).info
    for chunk in (b"tEXt", b"iCCP", b"pHYs", b"eXIf", b"gAMA"):
        assert chunk not in raw


def test_a_16_bit_grey_keeps_its_greys(tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    Image.new("I;16", (4, 4), 32768).save(file)
    assert opened(prepared(file, file.name)).getpixel((1, 1)) == pytest.approx(128, abs=1)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_picture_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.png"
    file.write_bytes(content)
    with pytest.raises(ProblemError) as caught:
        prepared(file, "broken.png")
    assert caught.value.problems[0].code == "picture-broken"


def test_a_bomb_does_not_go_off(tmp_path: Path) -> None:
    file = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(file)
    with pytest.raises(ProblemError) as caught:
        prepared(file, "bomb.png")
    assert caught.value.problems[0].code == "picture-too-large"
